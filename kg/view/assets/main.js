// Begin.

onChange((what) => {
  if (what === "filter") sortEdges();
  if (state.node !== null && !nodeCount[state.node] && hovered.node === state.node) hovered = { node: null, edge: null };
  if (state.tab === "network") redraw();
});

setTheme(kept.get("kg-theme") === "dark" || kept.get("kg-theme") === "light" ? kept.get("kg-theme") : null, false);
const notes = [];
if (facts.parties > N) notes.push(`The ${count(N)} most active of ${count(facts.parties)} are shown.`);
if (hasStrays) notes.push(`${count(N - mainPart.length)} in small groups of their own lie below.`);
byId("note").textContent = notes.join(" ");
byId("note").hidden = !notes.length;
hashToState(location.hash);
recompute();
sortEdges();
fitMain(false);
showTab(state.tab, false);
changed();
// For whoever scripts the page: where things are on the screen, and what is shown.
window.kgView = Object.freeze({
  node: (label) => {
    const i = nodes.findIndex((node) => node.label === label);
    const at = network.canvasToDOM({ x: px[i], y: py[i] });
    const box = container.getBoundingClientRect();
    return { x: at.x + box.left, y: at.y + box.top, shown: nodeCount[i] > 0 };
  },
  edge: (from, type, to) => {
    const e = edges.findIndex((_, k) => nodes[edgeFrom[k]].label === from && typeInfo[edgeType[k]].code === type && nodes[edgeTo[k]].label === to);
    const [cx, cy] = control(e);
    const at = network.canvasToDOM({ x: (px[edgeFrom[e]] + px[edgeTo[e]]) / 4 + cx / 2, y: (py[edgeFrom[e]] + py[edgeTo[e]]) / 4 + cy / 2 });
    const box = container.getBoundingClientRect();
    return { x: at.x + box.left, y: at.y + box.top, count: edgeCount[e] };
  },
  shown: () => ({ events: passing, nodes: nodeCount.reduce((n, c) => n + (c > 0), 0), edges: edgeCount.reduce((n, c) => n + (c > 0), 0) }),
  edges: () => Array.from(edges.keys()).filter((e) => edgeCount[e]).map((e) => ({
    from: nodes[edgeFrom[e]].label, type: typeInfo[edgeType[e]].code, to: nodes[edgeTo[e]].label, count: edgeCount[e], dashed: edgeSure[e] < 2 })),
});
document.documentElement.dataset.ready = String(Math.round(performance.now()));

let resizing = null;
let width = innerWidth;
addEventListener("resize", () => {
  if (innerWidth === width) return; // a keyboard that slides in on a phone is no reason to move the picture
  width = innerWidth;
  clearTimeout(resizing);
  resizing = setTimeout(() => { if (state.tab === "network") fitMain(false); }, 150);
});
