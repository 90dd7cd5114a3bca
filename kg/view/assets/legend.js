// The legend: every relation with its line, its share and its number.  A click hides it or brings it back.

const GROUPS = [
  ["Cooperation", "words", 1], ["Cooperation", "deeds", 2], ["Conflict", "words", 3], ["Conflict", "deeds", 4], ["Other", "", 0],
];
const typesPresent = new Set();
for (let i = 0, seen = []; i < K; i++) {
  if (seen[evType[i]]) continue;
  seen[evType[i]] = true;
  typesPresent.add(evType[i]);
}

const DASH = ["1.5 2.5", "2.5 2", "6 3", "7 2 1.5 2", ""]; // as lines are drawn: denied … asserted
function swatch(type, sure = 4) {
  const space = "http://www.w3.org/2000/svg";
  const svg = document.createElementNS(space, "svg");
  svg.setAttribute("viewBox", "0 0 26 10");
  svg.setAttribute("class", `swatch ${type === null ? "plain-line" : `q${typeInfo[type].quad}`}`);
  svg.setAttribute("aria-hidden", "true");
  const path = document.createElementNS(space, "path");
  path.setAttribute("d", "M1 5h24");
  if (DASH[sure]) path.setAttribute("stroke-dasharray", DASH[sure]);
  svg.append(path);
  if (type !== null && sideOf(type) === "conflict") {
    const across = document.createElementNS(space, "path");
    across.setAttribute("d", "M13 1v8");
    svg.append(across);
  }
  return svg;
}

// One row that switches a value of a filter on and off, with a second button that keeps only this value.
function switchRow({ label, mark, values, value, every }) {
  const number = el("span", { class: "n" });
  const share = el("i");
  const button = el("button", { type: "button", class: "switch", "aria-pressed": "true", "data-value": value, on: { click: () => { toggle(values, value); changed(); } } },
    mark, el("span", { class: "label", text: label }), el("span", { class: "share", "aria-hidden": "true" }, share), number);
  const only = el("button", { type: "button", class: "only", text: "only", "aria-label": `only ${label}`, on: { click: () => {
    const others = every.filter((other) => other !== value);
    const alone = !values.has(value) && others.every((other) => values.has(other));
    values.clear();
    if (!alone) others.forEach((other) => values.add(other));
    changed();
  } } });
  const row = el("div", { class: "row" }, button, only);
  row.update = (n, most) => {
    button.setAttribute("aria-pressed", String(!values.has(value)));
    number.textContent = count(n);
    share.style.width = `${most ? Math.max((n / most) * 100, n ? 3 : 0) : 0}%`;
    row.classList.toggle("zero", n === 0);
  };
  return row;
}

const relationRows = new Map();
{
  const every = [...typesPresent];
  for (const [side, means, quad] of GROUPS) {
    const types = typeInfo.map((_, i) => i).filter((i) => typeInfo[i].quad === quad && typesPresent.has(i));
    if (!types.length) continue;
    const title = el("button", { type: "button", class: "group", title: "Hide or show the whole group", on: { click: () => {
      const hide = types.some((type) => !state.types.has(type));
      types.forEach((type) => (hide ? state.types.add(type) : state.types.delete(type)));
      changed();
    } } }, el("b", { text: side }), means && ` in ${means}`);
    const group = el("div", { class: `relations q${quad}`, role: "group", "aria-label": `${side}${means && ` in ${means}`}` }, title);
    for (const type of types) {
      const row = switchRow({ label: tieWords(type), mark: swatch(type), values: state.types, value: type, every });
      relationRows.set(type, row);
      group.append(row);
    }
    byId("relations").append(group);
  }
}

// The same in a line below the picture and in the overview, where there is no room for the legend: colours, dashes, shapes.
function lineKey() {
  const item = (mark, words, kind) => el("span", { class: kind }, mark, words);
  const deed = (quad) => typeInfo.findIndex((type) => type.quad === quad);
  return [item(swatch(deed(2)), "cooperation"), item(swatch(deed(4)), "conflict"), item(swatch(deed(0)), "neither"),
    ...statuses.map((name, status) => [name, status]).filter(([name, status]) => name !== "asserted" && evStatus.includes(status)).map(([name, status]) => item(swatch(null, sureness(status)), name)),
    ...kindsPresent.map((kind) => item(kindMark(kind), KIND[kind] || kind, "of-kind"))];
}

onChange((what) => {
  if (what !== "filter") return;
  const counts = tally("type", (i) => evType[i], typeInfo.length);
  const most = Math.max(...counts, 1);
  for (const [type, row] of relationRows) row.update(counts[type], most);
});
