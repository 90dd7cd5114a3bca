// The side panel: who or what is selected, and the events behind it; without a selection, where to start.

const panel = byId("panel");

// Events by side, and a bar of them: its length is their number by the scale of the list it stands in, and its parts,
// what is neither among them, add up to it.
const SIDES = ["cooperation", "neither", "conflict"];
const SIDE_CLASS = { cooperation: "coop", neither: "neither", conflict: "conf" };
const sidesToll = () => ({ n: 0, cooperation: 0, neither: 0, conflict: 0 });
const addSide = (toll, type) => { toll.n++; toll[sideOf(type) === "other" ? "neither" : sideOf(type)]++; };
const sidesWords = (toll) => SIDES.filter((side) => toll[side]).map((side) => `${count(toll[side])} ${side}`).join(", ");
function splitBar(toll, most, options) {
  const bar = el("span", options);
  for (const side of SIDES) {
    if (!toll[side]) continue;
    const part = el("i", { class: SIDE_CLASS[side] });
    part.style.width = `${(toll[side] / most) * 100}%`;
    bar.append(part);
  }
  return bar;
}

function balance(events) {
  const toll = sidesToll();
  for (const i of events) addSide(toll, evType[i]);
  return el("div", {}, splitBar(toll, toll.n, { class: "balance", role: "img", "aria-label": `${plural(toll.n, "event")}: ${sidesWords(toll)}` }),
    el("p", { class: "balance-key" }, ...SIDES.filter((side) => toll[side] || side !== "neither").map((side) => el("span", {}, el("b", { text: count(toll[side]) }), ` ${side}`))));
}

function period(events) {
  let [first, last] = [Infinity, -Infinity];
  for (const i of events) if (evStart[i] !== NO_DAY) [first, last] = [Math.min(first, evStart[i]), Math.max(last, evStart[i])];
  if (first > last) return "";
  const [a, b] = [formatDay(first, "s"), formatDay(last, "s")];
  return a === b ? a : `${a} – ${b}`;
}

function tieButton(e, from) {
  const other = from === null ? null : scene.from[e] === from ? scene.to[e] : scene.from[e];
  const type = typeInfo[scene.type[e]];
  const name = (i) => el("span", { class: `label${nodes[i].kind === "theme" ? " theme" : ""}`, text: nodes[i].label });
  const outward = other !== null && (scene.mutual[e] || scene.from[e] === from);
  const verb = el("em", { class: type.side, text: edgeProse(e) });
  const parts = outward ? [verb, name(other)] : [name(scene.from[e]), verb, name(scene.to[e])];
  const line = swatch(scene.type[e], edgeSure[e]);
  return el("button", { type: "button", class: "tie", on: { click: () => select({ edge: e }) } }, line, el("span", { class: "said" }, el("span", { class: "what" }, el("span", {}, ...parts.flatMap((part) => [part, " "]))), ...unsure(e)), el("span", { class: "n", text: count(edgeCount[e]) }));
}
// What of a tie is less than asserted, in words: "planned", or "1 planned" where it is some of several.
function unsure(e) {
  const found = new Map();
  for (const i of scene.edgeEvents(e)) if (!failed[i] && evStatus[i] !== STATUS.asserted) found.set(evStatus[i], (found.get(evStatus[i]) || 0) + 1);
  return [...found].sort((a, b) => sureness(b[0]) - sureness(a[0])).flatMap(([status, n]) => [el("span", { class: `status ${statuses[status]}`, text: n === edgeCount[e] ? statuses[status] : `${count(n)} ${statuses[status]}` }), " "]);
}

// The head of a list, with what the numbers at its right are numbers of.
const heading = (words, unit) => el("h3", { class: "counted" }, el("span", { text: words }), el("span", { class: "unit", text: unit }));

function nodePanel(i) {
  const node = nodes[i];
  const events = selectedEvents();
  const ties = Array.from(scene.nodeEdges(i)).filter((e) => edgeCount[e]).sort((a, b) => edgeCount[b] - edgeCount[a]);
  const partners = partnersOf(i).filter(({ other }) => nodes[other].kind !== "theme");
  const what = [KIND[node.kind] || node.kind, node.kind !== "country" && node.country && countryName(node.country)].filter(Boolean).join(" · ");
  return [
    el("header", {}, el("p", { class: "kicker" }, node.country ? flag(node.country) : kindMark(node.kind), el("span", { text: what })), el("h2", { dir: "auto", text: node.label }),
      el("p", { class: "soft", text: [plural(events.length, "event"), period(events)].filter(Boolean).join(", ") }),
      node.aliases.length ? el("p", { class: "soft aliases", dir: "auto", text: `also ${node.aliases.slice(0, 5).join(", ")}` }) : null),
    events.length ? balance(events) : null,
    partners.length ? heading("Deals most with", "acts") : null,
    partners.length ? growing(partners, (partner) => pairRow(i, partner, partners[0].n), 5, "partner") : null,
    ties.length ? heading("Strongest ties", "acts") : null,
    ties.length ? growing(ties, (e) => tieButton(e, i), 6, "tie") : null,
    el("h3", { text: "Events, newest first" }),
    events.length ? growing(events, (event) => eventCard(event), 25, "event") : el("p", { class: "soft", text: "None pass the filters." }),
  ];
}

function edgePanel(e) {
  const type = typeInfo[scene.type[e]];
  const events = selectedEvents();
  return [
    el("header", {}, el("p", { class: "kicker" }, swatch(scene.type[e], edgeSure[e]), el("span", { text: type.side === "other" ? "other act" : type.side })),
      el("h2", { dir: "auto" }, partyButton(scene.from[e], "from"), " ", el("em", { class: type.side, text: edgeProse(e) }), " ", partyButton(scene.to[e], "to")),
      el("p", { class: "soft", text: [plural(events.length, "event"), period(events)].filter(Boolean).join(", ") })),
    el("h3", { text: "Events, newest first" }),
    events.length ? growing(events, (event) => eventCard(event), 25, "event") : el("p", { class: "soft", text: "None pass the filters." }),
  ];
}

// Two who deal with each other, with a bar of what they do; a click opens all between them.
function pairRow(i, toll, most, both = false) {
  const { other, n } = toll;
  const bar = splitBar(toll, most, { class: "share mixed", "aria-hidden": "true" });
  const label = both ? `${nodes[i].label} – ${nodes[other].label}` : nodes[other].label;
  return el("button", { type: "button", class: "tie pair", title: `Every act between the two: ${sidesWords(toll)}`, on: { click: () => openPair(i, other) } },
    both ? icon("pair") : nodes[other].country ? flag(nodes[other].country) : kindMark(nodes[other].kind), el("span", { class: "label", text: label }), bar, el("span", { class: "n", text: count(n) }));
}
function busiestPairs(most) {
  const { M, from, to, pairOf } = scene;
  const n = new Int32Array(scene.pairs);
  for (let e = 0; e < M; e++) if (edgeCount[e] && nodes[to[e]].kind !== "theme") n[pairOf[e]] += edgeCount[e];
  // Only those that may be among the busiest are looked at closely.
  const least = Math.max(n.slice().sort()[Math.max(n.length - most * 3, 0)] ?? 0, 1);
  const found = new Map();
  for (let e = 0; e < M; e++) {
    if (n[pairOf[e]] < least || !edgeCount[e]) continue;
    found.set(pairOf[e], { a: Math.min(from[e], to[e]), other: Math.max(from[e], to[e]), ties: n[pairOf[e]] });
  }
  // An act behind two ties of a pair is one act: of those with the most by ties, each act is counted once.
  return [...found.values()].sort((p, q) => q.ties - p.ties || p.a - q.a || p.other - q.other).slice(0, most * 3)
    .map(({ a, other }) => ({ a, other, ...tollBetween(a, other) }))
    .sort((p, q) => q.n - p.n || p.a - q.a || p.other - q.other).slice(0, most)
    .map((pair) => (scene.activity[pair.a] >= scene.activity[pair.other] ? pair : { ...pair, a: pair.other, other: pair.a }));
}
function brokerRows(most) {
  const found = brokers().filter((row) => row.mediations || row.quarrels).slice(0, most);
  if (!found.length) return [el("p", { class: "soft", text: "Nobody here talks to both sides of a quarrel." })];
  return found.map((row) => {
    const said = [row.mediations && plural(row.mediations, "mediation"), row.quarrels && `talks to both sides of ${plural(row.quarrels, "quarrel")}`].filter(Boolean).join(", ");
    const sides = row.sides.slice(0, 8).map((pair) => pair.map((i) => nodes[i].label).join(" – ")).join("; ");
    return el("button", { type: "button", class: "tie broker", title: sides || undefined, on: { click: () => openNode(row.node) } },
      nodes[row.node].country ? flag(nodes[row.node].country) : kindMark(nodes[row.node].kind), el("span", { class: "label" }, nodes[row.node].label, el("span", { class: "soft", text: ` ${said}` })));
  });
}

function overviewPanel() {
  const acts = scene.activityOf((i) => !failed[i]);
  const busiest = scene.byActivity.filter((i) => nodeCount[i] && nodes[i].kind !== "theme").slice(0, 200)
    .map((i) => [i, acts[i]]).sort((a, b) => b[1] - a[1] || a[0] - b[0]).slice(0, 10);
  const most = busiest.length ? busiest[0][1] : 1;
  const row = ([i, n]) => {
    const share = el("i");
    share.style.width = `${(n / most) * 100}%`;
    return el("button", { type: "button", class: "tie who", on: { click: () => openNode(i) } }, nodes[i].country ? flag(nodes[i].country) : kindMark(nodes[i].kind),
      el("span", { class: "label", text: nodes[i].label }), el("span", { class: "share", "aria-hidden": "true" }, share), el("span", { class: "n", text: count(n) }));
  };
  const pairs = busiestPairs(8);
  const strongest = [];
  for (let e = 0; e < scene.M; e++) {
    if (edgeCount[e] <= (strongest.length < 6 ? 0 : edgeCount[strongest[5]])) continue;
    strongest.push(e);
    strongest.sort((a, b) => edgeCount[b] - edgeCount[a] || a - b).length = Math.min(strongest.length, 6);
  }
  const go = el("div", { class: "list", id: "brokers" });
  // Who brokers takes a moment in a large graph, so it is asked for there.
  if (K <= 20_000) go.append(...brokerRows(5));
  else go.append(el("button", { type: "button", class: "plain", text: "Who brokers?", on: { click: () => go.replaceChildren(...brokerRows(8)) } }));
  return [
    el("header", {}, el("h2", { text: "At a glance" }), el("p", { class: "soft", text: "Pick anyone, any pair or any line to read the sentences behind it." })),
    heading("Most active", "events"), el("div", { class: "list" }, ...busiest.map(row)),
    pairs.length ? heading("Busiest pairs", "acts") : null, el("div", { class: "list" }, ...pairs.map((pair) => pairRow(pair.a, pair, pairs[0].n, true))),
    pairs.length ? el("p", { class: "side-key soft" }, ...SIDES.flatMap((side) => [el("i", { class: SIDE_CLASS[side] }), side, " "])) : null,
    strongest.length ? heading("Strongest ties", "acts") : null, el("div", { class: "list" }, ...strongest.map((e) => tieButton(e, null))),
    el("h3", { text: "Go-betweens" }), go,
    hasTime ? el("h3", { text: "What changed" }) : null, hasTime ? changePanel() : null,
    el("h3", { class: "small-only", text: "Key" }), el("p", { class: "small-only line-key" }, ...lineKey()),
  ];
}

// One act, which a permalink leads to.
let eventShown = null;
function eventPanel() {
  if (eventShown === null) return [el("header", {}, el("h2", { text: "No such act" }), el("p", { class: "soft", text: `There is no event ${state.event} on this page.` }))];
  const place = everyone(eventShown).filter(isDrawn).map((i) => nodes[i].label).join(", ");
  return [el("header", {}, el("p", { class: "kicker", text: "one act" }), el("h2", { dir: "auto", text: claimText(eventShown) }), el("p", { class: "soft", text: place })), eventCard(eventShown)];
}

// Where the panel has no column of its own, the overview is opened by a button.
let glancing = false;
function glance(open) {
  glancing = open;
  showPanel("glance");
  if (open) panel.focus({ preventScroll: true });
  else byId("glance").focus({ preventScroll: true });
}
byId("glance").addEventListener("click", () => {
  const open = !glancing || isSelected() || state.event !== null;
  state.event = null;
  if (isSelected()) select(null);
  glance(open);
});

let panelKey = "";
function showPanel(what) {
  const chosen = isSelected() || state.event !== null;
  if (chosen) glancing = false;
  const key = `${state.node}/${state.edge}/${state.pair}/${state.event}`;
  path = [];
  const close = el("button", { type: "button", class: "tool close", title: "Close", id: "panel-close", on: { click: () => { if (glancing) return glance(false); state.event = null; select(null); } } }, icon("close"), el("span", { class: "sr", text: "Close details" }));
  const focused = panel.contains(document.activeElement);
  const parts = state.event !== null ? eventPanel() : state.pair !== null ? pairPanel(state.pair) : state.node !== null ? nodePanel(state.node) : state.edge !== null ? edgePanel(state.edge) : overviewPanel();
  panel.replaceChildren(...[chosen || glancing ? close : null, ...parts].filter(Boolean));
  panel.classList.toggle("open", chosen || glancing);
  panel.classList.toggle("glancing", glancing);
  byId("glance").setAttribute("aria-expanded", String(glancing));
  document.body.classList.toggle("has-selection", chosen);
  if (key !== panelKey) {
    panel.scrollTop = 0;
    if (what === "select" && chosen && state.event === null) say(`${selectionName()}: ${plural(selectedEvents().length, "event")}`);
  }
  panelKey = key;
  // What had the focus is gone with the panel that it stood in.
  if (focused && !panel.contains(document.activeElement)) panel.focus({ preventScroll: true });
}
const say = (words) => { byId("said").textContent = words; };

onChange((what) => { if (what !== "tab") showPanel(what); });
