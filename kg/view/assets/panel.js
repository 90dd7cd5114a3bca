// The side panel: who or what is selected, and the events behind it; without a selection, where to start.

const panel = byId("panel");

function balance(events) {
  let [good, bad] = [0, 0];
  for (const i of events) {
    if (sideOf(ev.type[i]) === "cooperation") good++;
    else if (sideOf(ev.type[i]) === "conflict") bad++;
  }
  const bar = el("div", { class: "balance", role: "img", "aria-label": `${good} events of cooperation, ${bad} of conflict` }, el("i", { class: "coop" }), el("i", { class: "conf" }));
  const total = good + bad || 1;
  bar.firstChild.style.width = `${(good / total) * 100}%`;
  bar.lastChild.style.width = `${(bad / total) * 100}%`;
  return el("div", {}, bar, el("p", { class: "balance-key" }, el("span", {}, el("b", { text: count(good) }), " cooperation"), el("span", {}, el("b", { text: count(bad) }), " conflict")));
}

function period(events) {
  const days = events.filter((i) => evStart[i] !== NO_DAY).map((i) => evStart[i]);
  if (!days.length) return "";
  const [first, last] = [Math.min(...days.slice(-5000), days[days.length - 1]), Math.max(...days.slice(0, 5000), days[0])];
  const [a, b] = [formatDay(first, "s"), formatDay(last, "s")];
  return a === b ? a : `${a} – ${b}`;
}

function tieButton(e, from) {
  const other = from === null ? null : edgeFrom[e] === from ? edgeTo[e] : edgeFrom[e];
  const type = typeInfo[edgeType[e]];
  const name = (i) => el("span", { class: `label${nodes[i].kind === "theme" ? " theme" : ""}`, text: nodes[i].label });
  const outward = other === null || edges[e].mutual || edgeFrom[e] === from;
  const verb = el("em", { class: type.side, text: outward ? edgeProse(e) : proseFrom(edgeType[e]) });
  const parts = other === null ? [name(edgeFrom[e]), verb, name(edgeTo[e])] : [verb, name(other)];
  const line = swatch(edgeType[e], edgeSure[e]);
  return el("button", { type: "button", class: "tie", on: { click: () => select({ edge: e }) } }, line, el("span", { class: "what" }, ...parts.flatMap((part) => [part, " "])), el("span", { class: "n", text: count(edgeCount[e]) }));
}

function nodePanel(i) {
  const node = nodes[i];
  const events = selectedEvents();
  const ties = nodeEdges[i].filter((e) => edgeCount[e]).sort((a, b) => edgeCount[b] - edgeCount[a]);
  const what = [KIND[node.kind] || node.kind, node.kind !== "country" && node.country && countryName(node.country)].filter(Boolean).join(" · ");
  return [
    el("header", {}, el("p", { class: "kicker" }, node.country ? flag(node.country) : kindMark(node.kind), el("span", { text: what })), el("h2", { dir: "auto", text: node.label }),
      el("p", { class: "soft", text: [plural(events.length, "event"), period(events)].filter(Boolean).join(", ") })),
    events.length ? balance(events) : null,
    ties.length ? el("h3", { text: "Strongest ties" }) : null,
    ties.length ? growing(ties, (e) => tieButton(e, i), 6, "tie") : null,
    el("h3", { text: "Events, newest first" }),
    events.length ? growing(events, (event) => eventCard(event), 25, "event") : el("p", { class: "soft", text: "None pass the filters." }),
  ];
}

function edgePanel(e) {
  const type = typeInfo[edgeType[e]];
  const events = selectedEvents();
  return [
    el("header", {}, el("p", { class: "kicker" }, swatch(edgeType[e], edgeSure[e]), el("span", { text: type.side === "other" ? "other act" : type.side })),
      el("h2", { dir: "auto" }, partyButton(edgeFrom[e], "from"), " ", el("em", { class: type.side, text: edgeProse(e) }), " ", partyButton(edgeTo[e], "to")),
      el("p", { class: "soft", text: [plural(events.length, "event"), period(events)].filter(Boolean).join(", ") })),
    el("h3", { text: "Events, newest first" }),
    events.length ? growing(events, (event) => eventCard(event), 25, "event") : el("p", { class: "soft", text: "None pass the filters." }),
  ];
}

function overviewPanel() {
  const busiest = byActivity.filter((i) => nodeCount[i] && nodes[i].kind !== "theme").slice(0, 200)
    .map((i) => [i, nodeEvents[i].reduce((n, event) => n + !failed[event], 0)]).sort((a, b) => b[1] - a[1] || a[0] - b[0]).slice(0, 10);
  const strongest = Array.from(edges.keys()).filter((e) => edgeCount[e]).sort((a, b) => edgeCount[b] - edgeCount[a] || a - b).slice(0, 8);
  const most = busiest.length ? busiest[0][1] : 1;
  const row = ([i, n]) => {
    const share = el("i");
    share.style.width = `${(n / most) * 100}%`;
    return el("button", { type: "button", class: "tie who", on: { click: () => openNode(i) } }, nodes[i].country ? flag(nodes[i].country) : kindMark(nodes[i].kind),
      el("span", { class: "label", text: nodes[i].label }), el("span", { class: "share", "aria-hidden": "true" }, share), el("span", { class: "n", text: count(n) }));
  };
  return [
    el("header", {}, el("h2", { text: "At a glance" }), el("p", { class: "soft", text: "Pick anyone or any line to read the sentences behind it." })),
    el("h3", { text: "Most active" }), el("div", { class: "list" }, ...busiest.map(row)),
    el("h3", { text: "Strongest ties" }), el("div", { class: "list" }, ...strongest.map((e) => tieButton(e, null))),
  ];
}

let panelKey = "";
function showPanel(what) {
  const chosen = state.node !== null || state.edge !== null;
  const key = `${state.node}/${state.edge}`;
  const close = el("button", { type: "button", class: "tool close", title: "Close", on: { click: () => select(null) } }, icon("close"), el("span", { class: "sr", text: "Close details" }));
  const parts = state.node !== null ? nodePanel(state.node) : state.edge !== null ? edgePanel(state.edge) : overviewPanel();
  panel.replaceChildren(...[chosen ? close : null, ...parts].filter(Boolean));
  panel.classList.toggle("open", chosen);
  document.body.classList.toggle("has-selection", chosen);
  if (key !== panelKey) {
    panel.scrollTop = 0;
    if (what === "select" && chosen) say(`${selectionName()}: ${plural(selectedEvents().length, "event")}`);
  }
  panelKey = key;
}
const say = (words) => { byId("said").textContent = words; };

onChange((what) => { if (what !== "tab") showPanel(what); });
