// Two actors: every act between them, both ways, by month, with the balance; and the ways that lead from one to the other.

function tollBetween(a, b) {
  const found = new Set();
  for (const e of tiesBetween(a, b)) for (const i of scene.edgeEvents(e)) if (!failed[i]) found.add(i);
  const toll = sidesToll();
  for (const i of found) addSide(toll, evType[i]);
  return toll;
}
const betweenCount = (a, b) => tollBetween(a, b).n;

function openPair(a, b) {
  select({ pair: [a, b] });
  framePair();
}
function framePair(animate = true) {
  if (state.tab !== "network" || state.pair === null || !state.pair.every((i) => nodeSeen[i])) return;
  frame([...state.pair, ...path.flatMap((step) => [step.from, step.to])], animate, 5);
}

// With whom somebody deals: each partner once, with the acts between them, each counted once.
function partnersOf(i) {
  const found = new Map();
  const last = new Map();
  for (const event of scene.nodeEvents(i)) {
    if (failed[event]) continue;
    for (const e of scene.evEdges(event)) {
      if (!edgeCount[e] || (scene.from[e] !== i && scene.to[e] !== i)) continue;
      const other = scene.from[e] === i ? scene.to[e] : scene.from[e];
      if (last.get(other) === event) continue;
      last.set(other, event);
      if (!found.has(other)) found.set(other, { other, ...sidesToll() });
      addSide(found.get(other), evType[event]);
    }
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

// What the one did to the other, what came back, and what they did together: a row of bars for each, drawn as the strip of
// time is, over the same axis, so that cooperation is up and conflict down in both.
function wayChart(events, [a, b]) {
  if (!hasTime) return null;
  const rows_ = [[`${nodes[a].label} to ${nodes[b].label}`], [`${nodes[b].label} to ${nodes[a].label}`], ["Together"]].map(([words]) => ({ words, n: 0, counts: new Int32Array(SLOTS * 3) }));
  for (const i of events) {
    const ties = Array.from(scene.evEdges(i)).filter((e) => [a, b].includes(scene.from[e]) && [a, b].includes(scene.to[e]));
    const ways = new Set(ties.map((e) => (scene.mutual[e] ? 2 : scene.from[e] === a ? 0 : 1)));
    for (const way of ways) {
      rows_[way].n++;
      if (evBin[i] >= 0) rows_[way].counts[evBin[i] * 3 + sideNumber[evType[i]]]++;
    }
  }
  const drawn = rows_.filter((row) => row.counts.some((n, k) => n && k < COARSE * 3));
  if (!drawn.length) return null;
  const tall = drawn.map((row) => tallest(row.counts));
  const [up, down] = [Math.max(...tall.map((t) => t.up)), Math.max(...tall.map((t) => t.down))];
  const [width, left, plot] = [340, hasEarly ? 26 : 0, 40];
  const unit = plot / Math.max(up + down, 1);
  const space = "http://www.w3.org/2000/svg";
  const make = (tag, attributes, words) => {
    const node = document.createElementNS(space, tag);
    for (const [name, value] of Object.entries(attributes)) node.setAttribute(name, value);
    if (words) node.textContent = words;
    return node;
  };
  const wide = width - left - (hasLate ? 26 : 0);
  const place = (slot) => (slot === EARLY ? [4, 12] : slot === LATE ? [width - 16, 12] : [left + shareOf(bins[slot]) * wide, Math.max((shareOf(bins[slot + 1]) - shareOf(bins[slot])) * wide - 0.6, 1.2)]);
  const years = yearsFor(wide, (words) => words.length * 7.2, 0);
  const draw = ({ words, n, counts }) => {
    const zero = up * unit + 1;
    const svg = make("svg", { viewBox: `0 0 ${width} ${plot + 2}`, class: "months", role: "img", "aria-label": `${words}: ${plural(n, "act")}, by ${barUnit}; cooperation up, conflict down` });
    for (const { x } of years) svg.append(make("path", { d: `M${(left + x).toFixed(1)} 0V${plot + 2}`, class: "year" }));
    for (let slot = 0; slot <= LATE; slot++) {
      const toll = tollOf(counts, slot);
      if (!toll.n) continue;
      const [x, thick] = place(slot);
      const bar = make("g", {});
      bar.append(make("title", {}, `${barName(slot)}: ${sidesWords(toll)}`));
      let y = zero;
      for (const side of SIDES) {
        if (!toll[side]) continue;
        const size = toll[side] * unit;
        if (side !== "conflict") y -= size;
        bar.append(make("rect", { x: x.toFixed(1), y: (side === "conflict" ? zero : y).toFixed(1), width: thick.toFixed(1), height: size.toFixed(1), class: SIDE_CLASS[side] }));
      }
      svg.append(bar);
    }
    svg.append(make("path", { d: `M${left} ${zero}H${left + wide}`, class: "axis" }));
    return el("div", { class: "way" }, el("p", { class: "soft" }, el("span", { text: words }), el("span", { class: "n", text: plural(n, "act") })), svg);
  };
  const axis = make("svg", { viewBox: `0 0 ${width} 14`, class: "months", "aria-hidden": "true" });
  for (const { at, words } of years) if (words) axis.append(make("text", { x: (left + at).toFixed(1), y: 11 }, words));
  if (hasEarly) axis.append(make("text", { x: 0, y: 11 }, "‹"));
  const most = [up && `${count(up)} up`, down && `${count(down)} down`].filter(Boolean).join(", ");
  return el("div", { class: "month-chart" }, ...drawn.map(draw), axis, el("p", { class: "soft", text: `By ${barUnit}: cooperation up, conflict down; the tallest bar is ${most}.` }));
}

// Of some acts, those that are less than asserted, in words.
function unsureWords(events) {
  const counts = statuses.map((_, status) => events.filter((i) => evStatus[i] === status).length);
  return statuses.map((name, status) => status !== STATUS.asserted && counts[status] && `${count(counts[status])} ${name}`).filter(Boolean).join(", ");
}

function pairPanel([a, b]) {
  const events = selectedEvents();
  const ways = [[a, b], [b, a]].map(([from, to]) => tiesBetween(a, b).filter((e) => !scene.mutual[e] && scene.from[e] === from && scene.to[e] === to).sort((p, q) => edgeCount[q] - edgeCount[p]));
  const both = tiesBetween(a, b).filter((e) => scene.mutual[e]).sort((p, q) => edgeCount[q] - edgeCount[p]);
  const list = (edges, title) => (edges.length ? [heading(title, "acts"), el("div", { class: "list" }, ...edges.map((e) => tieButton(e, scene.from[e])))] : []);
  path = pathBetween(a, b);
  const shared = partnersOf(a).filter(({ other }) => nodes[other].kind !== "theme" && other !== b && betweenCount(other, b)).slice(0, 6);
  const level = LEVELS.length > 1 && scene.name === "actor" && [a, b].every((i) => nodes[i].kind === "country" && data.levels.country);
  return [
    el("header", {}, el("p", { class: "kicker" }, icon("pair"), el("span", { text: "two actors" })),
      el("h2", { dir: "auto" }, partyButton(a, "from"), " – ", partyButton(b, "to")),
      el("p", { class: "soft", text: [`${plural(events.length, "act")} between the two`, period(events)].filter(Boolean).join(", ") }),
      unsureWords(events) && el("p", { class: "soft unsure", text: `of these ${unsureWords(events)}` })),
    events.length ? balance(events) : null, events.length ? wayChart(events, [a, b]) : null,
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
