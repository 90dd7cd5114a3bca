// The network.  vis-network moves, zooms, drags and simulates; what is seen is drawn here, thousands of lines in a few
// strokes, because one stroke per edge takes ten times as long.

const container = byId("network");
// A wide layout on a tall screen would be a thin strip: turn it.
const upright = () => innerHeight > innerWidth * 1.15;
const turned = upright();
const px = Float32Array.from(nodes, (node) => (turned ? -node.y : node.x));
const py = Float32Array.from(nodes, (node) => (turned ? node.x : node.y));
const radius = Float32Array.from(nodes, (node) => node.size);

const network = new vis.Network(
  container,
  {
    nodes: new vis.DataSet(nodes.map((node, i) => ({ id: i, x: px[i], y: py[i], size: node.size }))),
    edges: new vis.DataSet([]), // only the simulation needs them; see untangle
  },
  read("kg-options"),
);
const body = network.body;

// Ties between the same two fan out; a lone one bends slightly to its left, so that direction shows from afar.
const bend = new Float32Array(M);
{
  const groups = new Map();
  for (let e = 0; e < M; e++) {
    const [a, b] = edgeFrom[e] < edgeTo[e] ? [edgeFrom[e], edgeTo[e]] : [edgeTo[e], edgeFrom[e]];
    const key = a * N + b;
    if (groups.has(key)) groups.get(key).push(e);
    else groups.set(key, [e]);
  }
  for (const group of groups.values()) {
    const step = Math.min(0.18, 0.9 / group.length);
    group.forEach((e, k) => {
      const sign = edgeFrom[e] < edgeTo[e] ? 1 : -1;
      bend[e] = group.length === 1 ? 0.09 : sign * (k - (group.length - 1) / 2) * step;
    });
  }
}
const control = (e) => {
  const a = edgeFrom[e];
  const b = edgeTo[e];
  return [(px[a] + px[b]) / 2 + (py[b] - py[a]) * bend[e], (py[a] + py[b]) / 2 - (px[b] - px[a]) * bend[e]];
};

// What is lit up: what the pointer is on, else what is selected.
let hovered = { node: null, edge: null };
let litNodes = null;
let litEdges = null;
function light() {
  const at = hovered.node !== null || hovered.edge !== null ? hovered : state;
  if (at.node !== null) {
    litEdges = new Set(nodeEdges[at.node].filter((e) => edgeCount[e]));
    litNodes = new Set([at.node]);
    for (const e of litEdges) litNodes.add(edgeFrom[e]).add(edgeTo[e]);
  } else if (at.edge !== null) {
    litEdges = new Set([at.edge]);
    litNodes = new Set([edgeFrom[at.edge], edgeTo[at.edge]]);
  } else {
    litEdges = litNodes = null;
  }
}

// Visible edges by colour, dash and width, so that each group is one stroke.
const WIDTHS = [1, 1.7, 2.6, 4, 6];
const widthStep = (n) => (n > 60 ? 4 : n > 20 ? 3 : n > 6 ? 2 : n > 2 ? 1 : 0);
let buckets = [];
let visibleEdges = 0;
function sortEdges() {
  const map = new Map();
  visibleEdges = 0;
  for (let e = 0; e < M; e++) {
    if (!edgeCount[e]) continue;
    visibleEdges++;
    const key = (typeInfo[edgeType[e]].quad * 3 + edgeSure[e]) * 5 + widthStep(edgeCount[e]);
    if (map.has(key)) map.get(key).edges.push(e);
    else map.set(key, { type: edgeType[e], sure: edgeSure[e], width: WIDTHS[widthStep(edgeCount[e])], edges: [e] });
  }
  buckets = [...map.values()].sort((a, b) => a.width - b.width);
  const visible = [];
  for (let i = 0; i < N; i++) {
    const hidden = !nodeCount[i];
    if (!hidden) visible.push(i);
    if (body.nodes[i]) body.nodes[i].options.hidden = hidden;
  }
  body.nodeIndices = visible; // what vis-network drags and fits
  byId("empty").hidden = visible.length > 0;
}

function readPositions() {
  for (let i = 0; i < N; i++) {
    px[i] = body.nodes[i].x;
    py[i] = body.nodes[i].y;
  }
}

let view = { left: 0, top: 0, right: 0, bottom: 0, scale: 1 };
function readView() {
  const a = network.DOMtoCanvas({ x: 0, y: 0 });
  const b = network.DOMtoCanvas({ x: container.clientWidth, y: container.clientHeight });
  view = { left: a.x, top: a.y, right: b.x, bottom: b.y, scale: network.getScale() };
}
const nodeRadius = (i) => Math.max(radius[i], 1.6 / view.scale);

// While a crowded picture moves, straight lines will do.
let hurried = false;
function trace(ctx, e) {
  const a = edgeFrom[e];
  const b = edgeTo[e];
  if (Math.min(px[a], px[b]) > view.right || Math.max(px[a], px[b]) < view.left) return;
  if (Math.min(py[a], py[b]) > view.bottom || Math.max(py[a], py[b]) < view.top) return;
  ctx.moveTo(px[a], py[a]);
  if (hurried) {
    ctx.lineTo(px[b], py[b]);
    return;
  }
  const [cx, cy] = control(e);
  ctx.quadraticCurveTo(cx, cy, px[b], py[b]);
}

// Lines thin out as the picture grows, but never below what can be seen.
const lineWidth = (width) => width / view.scale ** 0.55 * (view.scale > 1 ? 1 : 0.9);
const DASHES = [[1, 3], [6, 4], []];
function styleLine(ctx, type, sure, width) {
  ctx.strokeStyle = lineColour(type);
  ctx.lineWidth = Math.max(lineWidth(width), 0.5 / view.scale);
  const unit = ctx.lineWidth;
  ctx.setLineDash(DASHES[sure].map((d) => d * Math.max(unit, 0.8 / view.scale)));
}

function drawEdges(ctx) {
  if (body.view === undefined) return;
  readView();
  hurried = visibleEdges > 4000 && (network.renderer.dragging || network.renderer.zooming);
  ctx.lineCap = "butt";
  // The more lines, the fainter each, so that the busy ones stand out; close up there are few.
  const crowd = Math.min(1, 900 / Math.max(visibleEdges, 1)) ** 0.5;
  const alpha = 0.08 + 0.72 * crowd + 0.3 * Math.min(1, view.scale / 1.2) * (1 - crowd);
  // Where everybody is tied to everybody, ties of one or two events step back.
  const thin = Math.max(0.3, Math.min(1, (8 * body.nodeIndices.length) / Math.max(visibleEdges, 1)));
  for (const { type, sure, width, edges: group } of buckets) {
    ctx.globalAlpha = litEdges ? 0.07 : Math.min(alpha * (width > 2 ? 1.25 : width > 1.5 ? thin ** 0.5 : thin), 0.95);
    styleLine(ctx, type, sure, width);
    ctx.beginPath();
    for (const e of group) trace(ctx, e);
    ctx.stroke();
  }
  ctx.globalAlpha = 1;
  if (litEdges) {
    for (const e of litEdges) {
      styleLine(ctx, edgeType[e], edgeSure[e], WIDTHS[widthStep(edgeCount[e])] * 1.25);
      ctx.beginPath();
      trace(ctx, e);
      ctx.stroke();
    }
  }
  ctx.setLineDash([]);
}

// Where a line meets the circle it points at, and from which direction.
function tip(e) {
  const b = edgeTo[e];
  const [cx, cy] = control(e);
  const dx = px[b] - cx;
  const dy = py[b] - cy;
  const length = Math.hypot(dx, dy) || 1;
  const r = nodeRadius(b) + 1.5;
  return { x: px[b] - (dx / length) * r, y: py[b] - (dy / length) * r, dx: dx / length, dy: dy / length, length };
}

function drawArrows(ctx) {
  const every = visibleEdges <= 700 || view.scale > 0.9;
  if ((!litEdges && !every) || hurried) return;
  const draw = (e, alpha) => {
    if (edges[e].mutual) return;
    const at = tip(e);
    if (at.x < view.left || at.x > view.right || at.y < view.top || at.y > view.bottom) return;
    const size = Math.min(lineWidth(WIDTHS[widthStep(edgeCount[e])]) * 1.6 + 4.5 / view.scale ** 0.6, at.length * 0.4);
    ctx.globalAlpha = alpha;
    ctx.fillStyle = lineColour(edgeType[e]);
    ctx.beginPath();
    ctx.moveTo(at.x, at.y);
    ctx.lineTo(at.x - at.dx * size - at.dy * size * 0.42, at.y - at.dy * size + at.dx * size * 0.42);
    ctx.lineTo(at.x - at.dx * size * 0.8, at.y - at.dy * size * 0.8);
    ctx.lineTo(at.x - at.dx * size + at.dy * size * 0.42, at.y - at.dy * size - at.dx * size * 0.42);
    ctx.fill();
  };
  if (litEdges) for (const e of litEdges) draw(e, 1);
  else for (const bucket of buckets) for (const e of bucket.edges) draw(e, 0.85);
  ctx.globalAlpha = 1;
}

function redraw() {
  light();
  network.redraw();
}

// The part of the picture that no panel covers.
function clearing() {
  const box = container.getBoundingClientRect();
  const over = byId("panel").getBoundingClientRect();
  const covers = byId("panel").classList.contains("open") && getComputedStyle(byId("panel")).position === "fixed";
  if (!covers) return { x: 0, y: 0, width: box.width, height: box.height };
  if (over.width > box.width * 0.8) return { x: 0, y: 0, width: box.width, height: Math.max(innerHeight - byId("panel").offsetHeight - box.top, 120) };
  return { x: 0, y: 0, width: Math.max(innerWidth - byId("panel").offsetWidth - box.left, 200), height: box.height };
}

function frame(shown, animate, most = 1.6) {
  if (!shown.length) return;
  network.canvas.setSize(); // else vis-network notices later that the frame has changed, and zooms
  // A few stragglers must not shrink everybody else: leave out the outermost hundredth of each side.
  const span = (positions) => {
    const sorted = Float32Array.from(shown, (i) => positions[i]).sort();
    const cut = shown.length > 200 ? Math.floor(shown.length * 0.008) : 0;
    return [sorted[cut], sorted[sorted.length - 1 - cut]];
  };
  const [left, right] = span(px);
  const [top, bottom] = span(py);
  const room = clearing();
  const scale = Math.max(0.01, Math.min(
    (room.width - Math.min(110, room.width * 0.14)) / Math.max(right - left + 50, 1),
    (room.height - 64) / Math.max(bottom - top + 50, 1),
    most,
  ));
  const aside = { x: (container.clientWidth - room.width) / 2 / scale, y: (container.clientHeight - room.height) / 2 / scale };
  network.moveTo({
    position: { x: (left + right) / 2 + aside.x, y: (top + bottom) / 2 + aside.y },
    scale,
    animation: animate && !calm.matches ? { duration: 400, easingFunction: "easeInOutQuad" } : false,
  });
}
const calm = matchMedia("(prefers-reduced-motion: reduce)");
const fit = (animate = true) => frame(body.nodeIndices, animate);

// The largest connected part: where the eye should start if hundreds of stray pairs lie around it.
const mainPart = (() => {
  const root = Int32Array.from(nodes.keys());
  const find = (i) => {
    while (root[i] !== i) i = root[i] = root[root[i]];
    return i;
  };
  for (let e = 0; e < M; e++) root[find(edgeFrom[e])] = find(edgeTo[e]);
  const sizes = new Map();
  for (let i = 0; i < N; i++) sizes.set(find(i), (sizes.get(find(i)) || 0) + 1);
  const [largest] = [...sizes].sort((a, b) => b[1] - a[1])[0] || [];
  return Array.from(nodes.keys()).filter((i) => find(i) === largest);
})();
const hasStrays = N > 300 && mainPart.length > 30 && N - mainPart.length > 12;
function fitMain(animate = true) {
  const shown = hasStrays ? mainPart.filter((i) => nodeCount[i]) : [];
  frame(shown.length > 10 ? shown : body.nodeIndices, animate);
}

// A node with those it is tied to; of a hub's hundreds, the nearest.
function goTo(i) {
  const near = new Set([i]);
  for (const e of nodeEdges[i]) if (edgeCount[e]) near.add(edgeFrom[e]).add(edgeTo[e]);
  const far = (j) => Math.hypot(px[j] - px[i], py[j] - py[i]);
  const group = [...near].sort((a, b) => far(a) - far(b));
  const shown = group.slice(0, Math.max(6, Math.ceil(group.length * 0.9), 1));
  frame(shown, true, 1.3);
}

function untangle(on) {
  const shown = new Set(body.nodeIndices);
  if (on) {
    body.data.nodes.update(nodes.map((_, i) => ({ id: i, physics: shown.has(i), hidden: !shown.has(i) })));
    body.data.edges.clear();
    const live = [];
    for (let e = 0; e < M; e++) if (edgeCount[e]) live.push({ id: e, from: edgeFrom[e], to: edgeTo[e] });
    body.data.edges.add(live);
  }
  network.setOptions({ physics: { enabled: on } });
  if (!on) body.data.edges.clear();
}

network.renderer._drawEdges = drawEdges;
network.renderer._drawArrows = drawArrows;
network.renderer._drawNodes = (ctx) => {
  drawNodes(ctx);
  drawLabels(ctx);
  return { drawExternalLabels: null };
};
network.on("beforeDrawing", () => {
  if (network.physics.physicsEnabled || network.interactionHandler?.drag?.selection?.length) readPositions();
});
