// Begin.

// What the picture leaves out, said on the picture.
onChange(() => {
  const notes = [
    scene.candidates > facts.limit && `The ${count(facts.limit)} most active of ${count(scene.candidates)} are held.`,
    thinned && "Only the strongest ties are drawn; pick an actor to see all of theirs.",
  ].filter(Boolean);
  byId("note").textContent = notes.join(" ");
  byId("note").hidden = !notes.length;
});
onChange((what) => {
  if (what === "tab") return;
  sortEdges();
  if (what === "filter" || body.nodeIndices.some((i) => !arranged[i])) {
    if (state.tab === "network") rearrange(settled());
    else arrangedFor = null;
  }
  orderNodes();
  if (hovered.node !== null && !nodeSeen[hovered.node]) hovered = { node: null, edge: null };
  if (state.tab === "network") redraw();
  // On a small screen, the details of whom one picks would lie over him and those he deals with.
  if (what === "select" && state.tab === "network" && state.node !== null && nodeSeen[state.node] && litNodes && [...litNodes].some(isCovered)) goTo(state.node);
});

setTheme(kept.get("kg-theme") === "dark" || kept.get("kg-theme") === "light" ? kept.get("kg-theme") : null, false);
byId("level").hidden = LEVELS.length < 2;
document.body.dataset.tab = "network";
// A small page is read whole at once; of a large one only what is looked at.
if (CHUNKS <= 2) await openAll();
await hashToState(location.hash);
showTab(state.tab, false);
// The panel first: the picture is arranged for what it leaves free.
panel.classList.toggle("open", isSelected() || state.event !== null);
changed();
framePair(false);
steps.length = 0;
byId("undo").disabled = true;
// For whoever scripts the page: where things are on the screen, and what is shown.
window.kgView = Object.freeze({
  node: (label) => {
    const i = nodes.findIndex((node) => node.label === label);
    const at = network.canvasToDOM({ x: px[i], y: py[i] });
    const box = container.getBoundingClientRect();
    return { x: at.x + box.left, y: at.y + box.top, shown: nodeSeen[i] > 0 };
  },
  edge: (from, type, to) => {
    const e = scene.type.findIndex((_, k) => nodes[scene.from[k]].label === from && typeInfo[scene.type[k]].code === type && nodes[scene.to[k]].label === to);
    const [cx, cy] = control(e);
    const at = network.canvasToDOM({ x: (px[scene.from[e]] + px[scene.to[e]]) / 4 + cx / 2, y: (py[scene.from[e]] + py[scene.to[e]]) / 4 + cy / 2 });
    const box = container.getBoundingClientRect();
    return { x: at.x + box.left, y: at.y + box.top, count: edgeCount[e] };
  },
  shown: () => ({ events: passing, nodes: nodeCount.reduce((n, c) => n + (c > 0), 0), edges: edgeCount.reduce((n, c) => n + (c > 0), 0) }),
  edges: () => Array.from({ length: scene.M }, (_, e) => e).filter((e) => edgeCount[e]).map((e) => ({
    from: nodes[scene.from[e]].label, type: typeInfo[scene.type[e]].code, to: nodes[scene.to[e]].label, count: edgeCount[e], dashed: edgeSure[e] < 3 })),
  ids: async () => { await openAll(); return Array.from({ length: K }, (_, i) => i).filter((i) => !failed[i]).map(idOf); },
  labels: () => placedLabels.map(({ i, box }) => ({ i, label: nodes[i].label, kind: nodes[i].kind, box: box.map((v, k) => v - (k % 2 ? view.top : view.left) * view.scale) })),
  circles: () => body.nodeIndices.map((i) => ({ i, label: nodes[i].label, kind: nodes[i].kind, x: (px[i] - view.left) * view.scale, y: (py[i] - view.top) * view.scale, r: nodeRadius(i) * view.scale })),
  lines: () => buckets.flatMap(({ edges }) => edges).map((e) => ({ from: scene.from[e], to: scene.to[e],
    points: Array.from({ length: 25 }, (_, k) => pointOf(e, k / 24)).map(([x, y]) => [x - view.left * view.scale, y - view.top * view.scale]) })),
  words: () => placedWords,
  places: () => spots.map((spot) => { const [x, y] = onMap(project(spot.place[3], spot.place[2])); return { name: spot.place[0], x, y }; }),
  communities: () => Array.from(communities()).map((group, i) => [nodes[i].label, group]).filter(([, group]) => group),
  brokers: () => brokers().map((row) => ({ ...row, node: nodes[row.node].label, sides: row.sides.length })),
  citation: (i) => citation(i),
  time: () => hasTime && ({ bars: Array.from({ length: BARS }, (_, b) => ({ from: isoDay(bins[b]), ...tollOf(barCounts, b) })), earlier: tollOf(barCounts, EARLY), later: tollOf(barCounts, LATE),
    years: drawnYears.map(({ year, words, at }) => ({ year, words, at })), gaps: gaps.map((gap) => [isoDay(bins[gap.begin]), isoDay(bins[gap.end] - 1), gapWords(gap)]) }),
});
document.documentElement.dataset.ready = String(Math.round(performance.now()));

if (CHUNKS > 2 && CHUNKS <= 16) setTimeout(openAll, 1500);
let resizing = null;
let width = innerWidth;
addEventListener("resize", () => {
  if (innerWidth === width) return; // a keyboard that slides in on a phone is no reason to move the picture
  width = innerWidth;
  clearTimeout(resizing);
  resizing = setTimeout(() => { if (state.tab === "network") { choosePicture(); sortEdges(); rearrange(false, true); orderNodes(); redraw(); } else arrangedFor = null; }, 150);
});
