// Two actors: every act between them, both ways, by month, with the balance; and the ways that lead from one to the other.

const betweenCount = (a, b) => {
  const found = new Set();
  for (const e of tiesBetween(a, b)) for (const i of scene.edgeEvents(e)) if (!failed[i]) found.add(i);
  return found.size;
};

function openPair(a, b) {
  select({ pair: [a, b] });
  framePair();
}
function framePair(animate = true) {
  if (state.tab !== "network" || state.pair === null || !state.pair.every((i) => nodeSeen[i])) return;
  frame([...state.pair, ...path.flatMap((step) => [step.from, step.to])], animate, 5);
}

// With whom somebody deals: each partner once, all ties to him counted.
function partnersOf(i) {
  const found = new Map();
  for (const e of scene.nodeEdges(i)) {
    if (!edgeCount[e]) continue;
    const other = scene.from[e] === i ? scene.to[e] : scene.from[e];
    const now = found.get(other) || { other, n: 0, conflict: 0, cooperation: 0 };
    now.n += edgeCount[e];
    if (sideOf(scene.type[e]) !== "other") now[sideOf(scene.type[e])] += edgeCount[e];
    found.set(other, now);
  }
  return [...found.values()].sort((a, b) => b.n - a.n || a.other - b.other);
}

// The shortest way over ties that pass, over busier ties where two are as short.
function pathBetween(a, b) {
  const before = new Map([[a, null]]);
  let ring = [a];
  while (ring.length && !before.has(b)) {
    const next = new Map();
    for (const i of ring) for (const { other, n } of partnersOf(i)) {
      if (before.has(other) || nodes[other].kind === "theme") continue;
      if (!next.has(other) || next.get(other)[1] < n) next.set(other, [i, n]);
    }
    for (const [other, [i]] of next) before.set(other, i);
    ring = [...next.keys()];
  }
  if (!before.has(b)) return [];
  const steps = [];
  for (let at = b; before.get(at) !== null; at = before.get(at)) steps.unshift({ from: before.get(at), to: at, edges: tiesBetween(before.get(at), at) });
  return steps;
}

// Bars by month: what the one does to the other above the line, what comes back below it, together acts on both sides.
function monthChart(events, [a, b]) {
  const months = new Map();
  for (const i of events) {
    if (evStart[i] === NO_DAY || precisionOf(i) === "y") continue;
    const date = asDate(evStart[i]);
    const month = date.getUTCFullYear() * 12 + date.getUTCMonth();
    const bar = months.get(month) || { up: [0, 0, 0], down: [0, 0, 0] };
    const side = { cooperation: 0, conflict: 1, other: 2 }[sideOf(evType[i])];
    const ties = [...scene.evEdges(i)].filter((e) => [a, b].includes(scene.from[e]) && [a, b].includes(scene.to[e]));
    if (ties.some((e) => scene.mutual[e])) bar.up[side] += 0.5, bar.down[side] += 0.5;
    else if (ties.some((e) => scene.from[e] === a)) bar.up[side]++;
    else bar.down[side]++;
    months.set(month, bar);
  }
  if (months.size < 2) return null;
  // One act of long ago must not squeeze the others: the last ten years that have any.
  const last = Math.max(...months.keys());
  const first = Math.max(Math.min(...months.keys()), last - 119);
  const [width, height, middle] = [340, 92, 38];
  const most = Math.max(...[...months.values()].map((bar) => Math.max(bar.up[0] + bar.up[1] + bar.up[2], bar.down[0] + bar.down[1] + bar.down[2])));
  const step = width / (last - first + 1);
  const space = "http://www.w3.org/2000/svg";
  const make = (tag, attributes, words) => {
    const node = document.createElementNS(space, tag);
    for (const [name, value] of Object.entries(attributes)) node.setAttribute(name, value);
    if (words) node.textContent = words;
    return node;
  };
  const chart = make("svg", { viewBox: `0 0 ${width} ${height}`, class: "months", role: "img", "aria-label": `Acts by month: above the line those of ${nodes[a].label}, below those of ${nodes[b].label}` });
  for (const [month, bar] of months) {
    if (month < first) continue;
    const x = (month - first) * step;
    for (const [way, sums] of [[-1, bar.up], [1, bar.down]]) {
      let y = middle;
      ["coop", "conf", "other"].forEach((name, k) => {
        const tall = (sums[k] / most) * (middle - 3);
        if (!tall) return;
        const box = make("rect", { x: x.toFixed(1), y: (way < 0 ? y - tall : y).toFixed(1), width: Math.max(step - 1, 1.2).toFixed(1), height: tall.toFixed(1), class: name });
        box.append(make("title", {}, `${formatDay(dayOf(Math.floor(month / 12), month % 12), "m")}: ${sums[k]}`));
        chart.append(box);
        y += way * tall;
      });
    }
  }
  chart.append(make("path", { d: `M0 ${middle}H${width}`, class: "axis" }));
  const label = (month, x, anchor) => make("text", { x, y: height - 2, "text-anchor": anchor }, formatDay(dayOf(Math.floor(month / 12), month % 12), "s"));
  chart.append(label(first, 0, "start"), label(last, width, "end"));
  return el("div", { class: "month-chart" }, el("p", { class: "soft", text: `↑ ${nodes[a].label} · ↓ ${nodes[b].label}, by month` }), chart);
}

function pairPanel([a, b]) {
  const events = selectedEvents();
  const ways = [[a, b], [b, a]].map(([from, to]) => tiesBetween(a, b).filter((e) => !scene.mutual[e] && scene.from[e] === from && scene.to[e] === to).sort((p, q) => edgeCount[q] - edgeCount[p]));
  const both = tiesBetween(a, b).filter((e) => scene.mutual[e]).sort((p, q) => edgeCount[q] - edgeCount[p]);
  const list = (edges, title) => (edges.length ? [el("h3", { text: title }), el("div", { class: "list" }, ...edges.map((e) => tieButton(e, scene.from[e])))] : []);
  path = pathBetween(a, b);
  const shared = partnersOf(a).filter(({ other }) => nodes[other].kind !== "theme" && other !== b && betweenCount(other, b)).slice(0, 6);
  const level = LEVELS.length > 1 && scene.name === "actor" && [a, b].every((i) => nodes[i].kind === "country" && data.levels.country);
  return [
    el("header", {}, el("p", { class: "kicker" }, icon("pair"), el("span", { text: "two actors" })),
      el("h2", { dir: "auto" }, partyButton(a, "from"), " – ", partyButton(b, "to")),
      el("p", { class: "soft", text: [plural(events.length, "act"), period(events)].filter(Boolean).join(", ") })),
    events.length ? balance(events) : null, events.length ? monthChart(events, [a, b]) : null,
    level ? el("p", {}, el("button", { type: "button", class: "plain", id: "pair-states", text: "Count whoever acts for the two states", on: { click: () => setLevel("country") } })) : null,
    ...list(ways[0], `${nodes[a].label} to ${nodes[b].label}`), ...list(ways[1], `${nodes[b].label} to ${nodes[a].label}`), ...list(both, "Together"),
    ...(path.length > 1 ? [el("h3", { text: "The shortest way from one to the other" }),
      el("ol", { class: "path" }, ...path.map((step) => el("li", {}, partyButton(step.from, "from"), " – ", partyButton(step.to, "to"),
        el("button", { type: "button", class: "mini", text: plural(betweenCount(step.from, step.to), "act"), on: { click: () => openPair(step.from, step.to) } }))))] : []),
    ...(path.length ? [] : [el("p", { class: "soft", text: "Nothing here ties the two, not even through others." })]),
    ...(shared.length ? [el("h3", { text: "Both deal with" }), el("p", { class: "shared" }, ...shared.flatMap(({ other }, k) => [k ? ", " : "", partyButton(other, "to")]))] : []),
    el("h3", { text: "Acts, newest first" }),
    events.length ? growing(events, (event) => eventCard(event), 25, "act") : el("p", { class: "soft", text: "None pass the filters." }),
  ];
}
