// Status, confidence, kind, country; and the chips that say what is in force.

const statusRows = new Map();
statuses.forEach((name, status) => {
  if (!evStatus.includes(status)) return;
  const sure = sureness(status);
  const every = statuses.map((_, i) => i);
  statusRows.set(status, switchRow({ label: name, mark: swatch(null, sure), values: state.statuses, value: status, every }));
});
byId("statuses").append(...statusRows.values());

function kindMark(kind) {
  const space = "http://www.w3.org/2000/svg";
  const svg = document.createElementNS(space, "svg");
  svg.setAttribute("viewBox", "0 0 14 14");
  svg.setAttribute("class", `kind-mark ${/^\w+$/.test(kind) ? kind : ""}`);
  svg.setAttribute("aria-hidden", "true");
  const shapes = table({
    government: "M2 2h10v10H2z", organisation: "M2 2h10v10H2z", company: "M7 1l6 6-6 6-6-6z", armed_group: "M7 1.5 13 12.5H1z",
    people: "M7 1l5.2 3v6L7 13l-5.2-3V4z", place: "M7 1l6 4.3-2.3 7H3.3L1 5.3z",
  });
  const path = document.createElementNS(space, "path");
  const disc = kind === "country" ? "M.6 7a6.4 6.4 0 1 0 12.8 0a6.4 6.4 0 1 0-12.8 0z" : "M1.5 7a5.5 5.5 0 1 0 11 0a5.5 5.5 0 1 0-11 0z";
  path.setAttribute("d", shapes[kind] || disc);
  svg.append(path);
  // As the picture draws states: a disc with a flag or two letters, here of the busiest of them.
  if (kind === "country" && someState) {
    const sign = document.createElementNS(space, "text");
    for (const [name, value] of Object.entries({ x: 7, y: flagsWork ? 12.2 : 9.4, ...(flagsWork ? { class: "flag", "text-anchor": "middle", "clip-path": "circle(6px at 7px 7px)" } : {}) })) sign.setAttribute(name, value);
    sign.textContent = flagsWork ? flagEmoji(someState) : alpha2(someState);
    svg.append(sign);
  }
  return svg;
}
const someState = nodes.find((node) => node.kind === "country" && alpha2(node.country))?.country;
{
  const key = lineKey();
  const shapes = key.filter((item) => item.className === "of-kind");
  // On a phone, one step away: they would take a fifth of the picture.
  const button = el("button", { type: "button", id: "shapes", "aria-expanded": "false", "aria-controls": "key-kinds", text: "Shapes", on: { click: () => showShapes(button.getAttribute("aria-expanded") === "false") } });
  const showShapes = (open) => button.setAttribute("aria-expanded", String(open));
  byId("line-key").append(...key.filter((item) => !shapes.includes(item)), button, el("span", { class: "kinds", id: "key-kinds" }, ...shapes));
}
const kindRows = new Map();
for (const kind of kindsPresent) {
  kindRows.set(kind, switchRow({ label: KINDS[kind] || kind, mark: kindMark(kind), values: state.kinds, value: kind, every: kindsPresent }));
}
byId("kinds").append(...kindRows.values());

const confidence = byId("confidence");
confidence.addEventListener("input", () => {
  state.confidence = Number(confidence.value);
  changedSoon();
});

const countryCodes = Object.keys(data.codes);
const numbersOf = (values, of) => {
  const number = new Map(values.map((value, k) => [value, k]));
  return Int32Array.from(parties, (party) => number.get(of(party)) ?? -1);
};
const countryNumbers = numbersOf(countryCodes, (party) => (party.kind === "theme" ? "" : party.country));
const kindNumbers = numbersOf(kindsPresent, (party) => party.kind);
const FEW = 8;
const countryQuery = byId("country-query");
let allCountries = false;
const countryRows = new Map();
function countryRow(code) {
  if (!countryRows.has(code)) {
    const box = el("input", { type: "checkbox", on: { change: () => { toggle(state.countries, code); changed(); } } });
    const number = el("span", { class: "n" });
    const row = el("label", { class: "row check", "data-country": code }, box, flag(code), el("span", { class: "label", text: countryName(code) }), number);
    row.update = (n) => {
      box.checked = state.countries.has(code);
      number.textContent = count(n);
      row.classList.toggle("zero", n === 0);
    };
    countryRows.set(code, row);
  }
  return countryRows.get(code);
}
function showCountries() {
  const found = tallyParties("country", countryNumbers, countryCodes.length);
  const counts = new Map(countryCodes.map((code, k) => [code, found[k]]));
  const words = fold(countryQuery.value.trim());
  const codes = Object.keys(data.codes)
    .filter((code) => !words || fold(countryName(code)).includes(words) || code.toLowerCase() === words)
    .sort((a, b) => state.countries.has(b) - state.countries.has(a) || (counts.get(b) || 0) - (counts.get(a) || 0) || (a < b ? -1 : 1));
  const shown = words || allCountries ? codes : codes.slice(0, Math.max(FEW, state.countries.size));
  const rows = shown.map((code) => {
    const row = countryRow(code);
    row.update(counts.get(code) || 0);
    return row;
  });
  const focused = document.activeElement;
  byId("countries").replaceChildren(...rows);
  if (shown.length < codes.length || (allCountries && !words && codes.length > FEW)) {
    byId("countries").append(el("button", { type: "button", class: "more", text: allCountries ? "Show fewer" : `All ${codes.length} countries`,
      on: { click: () => { allCountries = !allCountries; showCountries(); } } }));
  }
  byId("country-ways").hidden = state.countries.size < 2;
  byId(state.every ? "country-every" : "country-some").checked = true;
  if (!Object.keys(data.codes).length) byId("country-title").parentElement.hidden = true;
  if (focused && byId("countries").contains(focused)) focused.focus();
}
countryQuery.addEventListener("input", showCountries);
for (const way of ["every", "some"]) {
  byId(`country-${way}`).addEventListener("change", () => { state.every = way === "every"; changed(); });
}

byId("reset").addEventListener("click", clearFilters);

function hiddenBeyond(set, present) {
  return [...present].filter((value) => set.has(value)).length;
}
function filterChips() {
  const chips = [];
  const hidden = (set, present, one, labelOf) => {
    const n = hiddenBeyond(set, present);
    if (!n) return;
    const shown = [...present].filter((value) => !set.has(value));
    const label = n === 1 ? `no ${labelOf([...set].find((value) => [...present].includes(value)))}`
      : shown.length && shown.length <= 2 ? `only ${shown.map(labelOf).join(" and ")}` : `${plural(n, one)} hidden`;
    chips.push([label, () => set.clear()]);
  };
  hidden(state.types, typesPresent, "relation", tieWords);
  hidden(state.statuses, statusRows.keys(), "status", (status) => statuses[status]);
  if (String([...state.kinds]) !== String(usualKinds())) hidden(state.kinds, kindsPresent, "kind", (kind) => (KINDS[kind] || kind).toLowerCase());
  if (state.countries.size > 1) {
    chips.push([[...state.countries].map(countryName).join(state.every ? " and " : " or "), () => state.countries.clear()]);
  } else for (const code of state.countries) chips.push([countryName(code), () => state.countries.delete(code)]);
  if (state.confidence) chips.push([`confidence ≥ ${state.confidence}%`, () => { state.confidence = 0; }]);
  if (state.from !== null || state.to !== null) {
    const day = (value) => (value === null ? "…" : formatDay(value));
    chips.push([`${day(state.from)} – ${day(state.to)}`, () => { state.from = state.to = null; }]);
  }
  if (state.words) chips.push([`“${clip(state.words, 30)}”`, () => { state.words = ""; }]);
  return chips;
}
const chip = (label, clear, kind = "") =>
  el("button", { type: "button", class: `chip ${kind}`, "aria-label": `Remove: ${label}`, on: { click: clear } }, el("span", { text: label }), icon("close"));
function showChips() {
  const filters = filterChips();
  const chips = filters.map(([label, clear]) => chip(label, () => { clear(); changed(); }));
  const name = selectionName();
  if (name && state.tab !== "network" && state.tab !== "matrix") chips.unshift(chip(name, () => select(null), "chosen"));
  byId("chips").replaceChildren(...chips);
  byId("filters-count").textContent = filters.length ? String(filters.length) : "";
}
function selectionName() {
  if (state.node !== null) return nodes[state.node].label;
  if (state.pair !== null) return state.pair.map((i) => nodes[i].label).join(" – ");
  if (state.edge === null) return "";
  return `${nodes[scene.from[state.edge]].label} ${edgeProse(state.edge)} ${nodes[scene.to[state.edge]].label}`;
}

function showSummary() {
  const actors = nodeCount.reduce((n, c, i) => n + (c > 0 && nodes[i].kind !== "theme"), 0);
  const seen = nodeSeen.reduce((n, on, i) => n + (on && nodes[i].kind !== "theme"), 0);
  const ties = edgeCount.reduce((n, c) => n + (c > 0), 0);
  const events = isFiltered() ? `${count(passing)} of ${plural(total(), "event")}` : `${plural(passing, "event")} from ${plural(data.articles, "article")}`;
  const drawn = seen < actors ? ` (the ${count(seen)} busiest drawn)` : "";
  const whole = isSelected() ? "On this page: " : "";
  byId("summary").textContent = `${whole}${plural(actors, "actor")}${drawn} · ${plural(ties, "tie")} · ${events}`;
  for (const unit of document.querySelectorAll("#filters .unit")) unit.textContent = isSelected() ? "events on page" : "events";
}
const total = () => failed.reduce((n, fails) => n + !(fails & FAILS.level), 0);

onChange((what) => {
  showChips();
  if (what === "select") showSummary();
  if (what !== "filter") return;
  const statusCounts = tally("status", (i) => evStatus[i], statuses.length);
  const mostStatus = Math.max(...statusCounts, 1);
  for (const [status, row] of statusRows) row.update(statusCounts[status], mostStatus);
  const foundKinds = tallyParties("kind", kindNumbers, kindsPresent.length);
  const kindCounts = new Map(kindsPresent.map((kind, k) => [kind, foundKinds[k]]));
  const mostKind = Math.max(...kindCounts.values(), 1);
  for (const [kind, row] of kindRows) row.update(kindCounts.get(kind) || 0, mostKind);
  confidence.value = state.confidence;
  byId("confidence-value").textContent = `${state.confidence}%`;
  showCountries();
  showSummary();
});
