// The network.  vis-network moves, zooms, drags and simulates; what is seen is drawn here, thousands of lines in a few
// strokes, because one stroke per edge takes ten times as long.

const container = byId("network");
const network = new vis.Network(
  container,
  {
    nodes: new vis.DataSet([]), // only who is seen; see sortEdges
    edges: new vis.DataSet([]), // only the simulation needs them; see untangle
  },
  read("kg-options"),
);
const body = network.body;
body.nodeIndices = []; // until it is chosen what is seen

// What is lit up: what the pointer is on, else what is selected.
let hovered = { node: null, edge: null };
let litNodes = null;
let litEdges = null;
function light() {
  const lit = hovered.node !== null || hovered.edge !== null ? hovered : state;
  litEdges = litNodes = null;
  if (lit === state && path.length) {
    litEdges = new Set(path.flatMap((step) => step.edges));
    litNodes = new Set(path.flatMap((step) => [step.from, step.to]));
  } else if (lit === state && state.pair !== null) {
    litEdges = new Set(tiesBetween(...state.pair));
    litNodes = new Set(state.pair);
  } else if (lit.node !== null) {
    litEdges = new Set(Array.from(scene.nodeEdges(lit.node)).filter((e) => edgeCount[e] && nodeSeen[scene.from[e]] && nodeSeen[scene.to[e]]));
    litNodes = new Set([lit.node]);
    for (const e of litEdges) litNodes.add(scene.from[e]).add(scene.to[e]);
  } else if (lit.edge !== null) {
    litEdges = new Set([lit.edge]);
    litNodes = new Set([scene.from[lit.edge], scene.to[lit.edge]]);
  }
}
let path = []; // the way from one actor to another that is shown

// Visible edges by colour, dash and width, so that each group is one stroke.
const WIDTHS = [1, 1.7, 2.6, 4, 6];
// More events than so many make a line a step wider.  Where most ties have more, the steps are set apart: at most one line
// in twenty-five is of the widest, and half of them stay thin.
const STEPS = [[2, 0.5], [6, 0.7], [20, 0.87], [60, 0.96]];
let lineSteps = STEPS.map(([least]) => least);
const widthStep = (n) => lineSteps.filter((least) => n > least).length;
let buckets = [];
let visibleEdges = 0;
function sortEdges() {
  bendEdges();
  const counts = Int32Array.from(seenEdges, (e) => edgeCount[e]).sort();
  lineSteps = STEPS.map(([least, share]) => Math.max(least, counts[Math.floor(counts.length * share)] ?? 0));
  const map = new Map();
  visibleEdges = seenEdges.length;
  for (const e of seenEdges) {
    const key = (typeInfo[scene.type[e]].quad * 5 + edgeSure[e]) * 5 + widthStep(edgeCount[e]);
    if (map.has(key)) map.get(key).edges.push(e);
    else map.set(key, { type: scene.type[e], sure: edgeSure[e], width: WIDTHS[widthStep(edgeCount[e])], edges: [e] });
  }
  buckets = [...map.values()].sort((a, b) => a.width - b.width);
  const visible = [];
  const fresh = [];
  for (let i = 0; i < N; i++) if (nodeSeen[i] && !body.nodes[i]) fresh.push({ id: i, x: scene.x[i], y: scene.y[i], size: scene.size[i] });
  if (fresh.length) body.data.nodes.add(fresh);
  for (let i = 0; i < N; i++) {
    const hidden = !nodeSeen[i];
    if (!hidden) visible.push(i);
    if (body.nodes[i]) body.nodes[i].options.hidden = hidden;
  }
  body.nodeIndices = visible; // what vis-network drags and fits
  byId("empty").hidden = visible.length > 0;
}

// The stage that names and circles are arranged for: what no panel covers, less a margin, so that they are drawn at the
// size for which they were arranged; see frame.
const PAD = 40; // the strip of buttons
function stageSize() {
  const room = clearing();
  return [Math.max(room.width - 42 - PAD, 200), Math.max(room.height - 58, 160)];
}
let arrangedFor = null;
let holding = false; // while somebody drags the period or it plays, nobody moves
const settled = () => arrangedFor !== null;
function rearrange(animate = true, anyway = false) {
  const seen = body.nodeIndices;
  if (holding || !seen.length) return;
  const [width, height] = stageSize();
  const before = arrangedFor;
  const fresh = seen.filter((i) => !arranged[i]).length;
  const gone = before ? before.count - (seen.length - fresh) : 0;
  const same = before && before.level === scene.name && before.weight === weightOf && fresh + gone <= Math.max(before.count, 8) * 0.15;
  if (same && !anyway) {
    if (fresh) for (const i of seen) if (!arranged[i]) standBeside(i);
    writePositions();
    makeWay();
    return;
  }
  const from = [px.slice(), py.slice()];
  const shown = arranged.slice();
  arrange(seen, width, height);
  arrangedFor = { level: scene.name, count: seen.length, weight: weightOf };
  writePositions();
  makeWay();
  const moving = before && animate && !calm.matches && seen.length <= MANY;
  // Framed for where all will stand, before they leave where they stood.
  if (state.pair?.every((i) => nodeSeen[i])) framePair(animate && !!before);
  else fit(animate && !!before);
  if (moving) glide(seen, from, shown);
}

// Who joins an arrangement stands near somebody to whom he is tied, where there is room.
function standBeside(i) {
  const other = Array.from(scene.nodeEdges(i)).filter((e) => edgeSeen[e]).map((e) => (scene.from[e] === i ? scene.to[e] : scene.from[e])).find((j) => arranged[j]);
  const [x, y] = other === undefined ? [0, 0] : [px[other], py[other]];
  radius[i] = 5;
  for (let k = 0; k < 60; k++) {
    const [turn, far] = [k * 2.4 + i, 34 + k * 5];
    [px[i], py[i]] = [x + Math.cos(turn) * far, y + Math.sin(turn) * far];
    if (!body.nodeIndices.some((j) => j !== i && arranged[j] && Math.abs(px[j] - px[i]) < 26 && Math.abs(py[j] - py[i]) < 22)) break;
  }
  arranged[i] = 1;
}

let gliding = 0;
function glide(seen, [x, y], shown) {
  const [toX, toY] = [px.slice(), py.slice()];
  const began = performance.now();
  const mine = ++gliding;
  const step = () => {
    if (mine !== gliding) return;
    const t = Math.min((performance.now() - began) / 380, 1);
    const s = t < 1 ? 1 - (1 - t) ** 3 : 1;
    for (const i of seen) if (shown[i]) [px[i], py[i]] = [x[i] + (toX[i] - x[i]) * s, y[i] + (toY[i] - y[i]) * s];
    network.redraw();
    if (t < 1) requestAnimationFrame(step);
  };
  step();
}

function writePositions() {
  for (const i of body.nodeIndices) if (body.nodes[i]) [body.nodes[i].x, body.nodes[i].y] = [px[i], py[i]];
}

function readPositions() {
  for (const i of body.nodeIndices) [px[i], py[i]] = [body.nodes[i].x, body.nodes[i].y];
}

let view = { left: 0, top: 0, right: 0, bottom: 0, scale: 1 };
function readView() {
  const a = network.DOMtoCanvas({ x: 0, y: 0 });
  const b = network.DOMtoCanvas({ x: container.clientWidth, y: container.clientHeight });
  view = { left: a.x, top: a.y, right: b.x, bottom: b.y, scale: network.getScale() };
}
// Drawn at the size of the arrangement, whatever the zoom, so that a close look shows more and not larger.
const nodeRadius = (i) => Math.max(Math.min(radius[i] * Math.min(1, Math.max(view.scale, 0.4) ** -0.35), largest / view.scale), 1.6 / view.scale);
let largest = 36; // pixels on the screen

// While a crowded picture moves, straight lines will do.
let hurried = false;
function trace(ctx, e) {
  const a = scene.from[e];
  const b = scene.to[e];
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
const DASHES = [[1, 3], [2.5, 2.5], [7, 4], [9, 2.5, 1.5, 2.5], []]; // denied, hypothetical, planned, historical, asserted
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
  // Every line can be told from the paper, until there are so many that they would cover it.
  const alpha = Math.max(0.2, Math.min(1, (900 / Math.max(visibleEdges, 1)) ** 0.6 + 0.4 * (view.scale > 1.2)));
  for (const { type, sure, width, edges: group } of buckets) {
    ctx.globalAlpha = litEdges ? 0.09 : alpha;
    styleLine(ctx, type, sure, width);
    ctx.beginPath();
    for (const e of group) trace(ctx, e);
    ctx.stroke();
    if (!litEdges && !hurried && visibleEdges <= 900) crossed(ctx, group, width);
  }
  ctx.globalAlpha = 1;
  if (litEdges) {
    for (const e of litEdges) {
      const width = WIDTHS[widthStep(edgeCount[e])] * 1.25;
      styleLine(ctx, scene.type[e], edgeSure[e], width);
      ctx.beginPath();
      trace(ctx, e);
      ctx.stroke();
      crossed(ctx, [e], width);
    }
  }
  ctx.setLineDash([]);
}

// A line of conflict bears a stroke across, so that it differs in grey print and to every eye.
function crossed(ctx, group, width) {
  ctx.setLineDash([]);
  ctx.lineWidth = Math.max(lineWidth(Math.min(width, 2.6)), 0.8 / view.scale);
  const half = (3 + width) / view.scale ** 0.7;
  ctx.beginPath();
  for (const e of group) {
    if (sideOf(scene.type[e]) !== "conflict") continue;
    const [a, b] = [scene.from[e], scene.to[e]];
    const [cx, cy] = control(e);
    const [x, y] = [(px[a] + px[b]) / 4 + cx / 2, (py[a] + py[b]) / 4 + cy / 2];
    const [dx, dy] = [px[b] - px[a], py[b] - py[a]];
    const length = Math.hypot(dx, dy);
    if (length * view.scale < 26) continue;
    ctx.moveTo(x - (dy / length) * half, y + (dx / length) * half);
    ctx.lineTo(x + (dy / length) * half, y - (dx / length) * half);
  }
  ctx.stroke();
}

// Where a line meets the circle it points at, and from which direction.
function tip(e) {
  const b = scene.to[e];
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
    if (scene.mutual[e]) return;
    const at = tip(e);
    if (at.x < view.left || at.x > view.right || at.y < view.top || at.y > view.bottom) return;
    const size = Math.min(lineWidth(WIDTHS[widthStep(edgeCount[e])]) * 1.6 + 4.5 / view.scale ** 0.6, at.length * 0.4);
    ctx.globalAlpha = alpha;
    const open = sideOf(scene.type[e]) === "cooperation"; // an open head is cooperation, a full one conflict
    ctx.fillStyle = open ? colours.paper : lineColour(scene.type[e]);
    ctx.strokeStyle = lineColour(scene.type[e]);
    ctx.lineWidth = 1.1 / view.scale ** 0.7;
    ctx.beginPath();
    ctx.moveTo(at.x, at.y);
    ctx.lineTo(at.x - at.dx * size - at.dy * size * 0.42, at.y - at.dy * size + at.dx * size * 0.42);
    ctx.lineTo(at.x - at.dx * size * 0.8, at.y - at.dy * size * 0.8);
    ctx.lineTo(at.x - at.dx * size + at.dy * size * 0.42, at.y - at.dy * size - at.dx * size * 0.42);
    ctx.closePath();
    ctx.fill();
    if (open) ctx.stroke();
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

function isCovered(i) {
  const room = clearing();
  const at = network.canvasToDOM({ x: px[i], y: py[i] });
  return (room.width < container.clientWidth && at.x > room.width) || (room.height < container.clientHeight && at.y > room.height);
}

function frame(shown, animate, most = 1) {
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
  largest = Math.max(18, Math.min(36, Math.min(room.width, room.height) / 7));
  const scale = Math.max(0.01, Math.min(
    (room.width - 12 - PAD) / Math.max(right - left + 40, 1),
    (room.height - 16) / Math.max(bottom - top + 52, 1),
    most,
  ));
  const aside = { x: (container.clientWidth - room.width + PAD) / 2 / scale, y: (container.clientHeight - room.height) / 2 / scale };
  network.moveTo({
    position: { x: (left + right) / 2 + aside.x, y: (top + bottom) / 2 + 6 + aside.y },
    scale,
    animation: animate && !calm.matches ? { duration: 400, easingFunction: "easeInOutQuad" } : false,
  });
}
const calm = matchMedia("(prefers-reduced-motion: reduce)");
const fit = (animate = true) => frame(body.nodeIndices, animate);

// A node with those it is tied to; of a hub's hundreds, the nearest.
function goTo(i) {
  const near = new Set([i]);
  for (const e of scene.nodeEdges(i)) if (edgeSeen[e]) near.add(scene.from[e]).add(scene.to[e]);
  const far = (j) => Math.hypot(px[j] - px[i], py[j] - py[i]);
  const group = [...near].sort((a, b) => far(a) - far(b));
  const shown = group.slice(0, Math.max(12, Math.ceil(group.length * 0.9)));
  frame(shown, true, 1.3);
}

function untangle(on) {
  const shown = new Set(body.nodeIndices);
  if (on) {
    body.data.nodes.update(body.data.nodes.getIds().map((i) => ({ id: i, physics: shown.has(i), hidden: !shown.has(i) })));
    body.nodeIndices = [...shown];
    body.data.edges.clear();
    const live = [];
    for (let e = 0; e < scene.M; e++) if (edgeSeen[e]) live.push({ id: e, from: scene.from[e], to: scene.to[e] });
    body.data.edges.add(live);
  }
  network.setOptions({ physics: { enabled: on } });
  if (!on) body.data.edges.clear();
}

network.renderer._drawEdges = drawEdges;
network.renderer._drawArrows = drawArrows;
network.renderer._drawNodes = (ctx) => {
  drawNodes(ctx);
  return { drawExternalLabels: () => drawLabels(ctx) }; // after the arrows, which would lie on names
};
network.on("beforeDrawing", () => {
  if (network.physics.physicsEnabled || network.interactionHandler?.drag?.selection?.length) readPositions();
});
network.on("dragEnd", ({ nodes: dragged }) => {
  if (!dragged.length || network.physics.physicsEnabled) return;
  readPositions();
  makeWay();
  network.redraw();
});
