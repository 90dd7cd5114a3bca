// Names, and what lines say.  Where a name may stand is said in places.js.

// A picture of states names states first, and who acts for none: bodies and armed groups.  Everybody else after them.
const actsForNone = ({ kind, country }) => kind === "armed_group" || ((kind === "organisation" || kind === "government") && !country);
const ofStates = (i) => nodes[i].kind === "country" || actsForNone(nodes[i]);
const namedFirst = (found) => (scene.name === "country" ? [...found.filter(ofStates), ...found.filter((i) => !ofStates(i))] : found);

const EDGE = 4; // so many pixels from the picture's edge, a name looks whole
let placedLabels = []; // what is named where, for the SVG
let placedWords = []; // what the lines that are lit up say
const widths = new Map();
function measure(ctx, font, words) {
  const key = `${font}|${words}`;
  if (!widths.has(key)) widths.set(key, ctx.measureText(words).width);
  return widths.get(key);
}

// In a small picture, where lines leave and meet each symbol: there stand the arrows, which names would hide.
const FEW_LINES = 150;
function lineEnds() {
  const found = new Map();
  if (visibleEdges > FEW_LINES) return found;
  for (const e of buckets.flatMap(({ edges }) => edges)) {
    const [cx, cy] = control(e);
    for (const i of [scene.from[e], scene.to[e]]) {
      const away = Math.hypot(cx - px[i], cy - py[i]) || 1;
      const far = nodeRadius(i) * view.scale + 7;
      const end = [px[i] * view.scale + ((cx - px[i]) / away) * far, py[i] * view.scale + ((cy - py[i]) / away) * far];
      if (found.has(i)) found.get(i).push(end);
      else found.set(i, [end]);
    }
  }
  return found;
}

// The most active first; of equally active ones, states.
const first = (a, b) => (b === at()) - (a === at()) || radius[b] - radius[a] || (nodes[b].kind === "country") - (nodes[a].kind === "country") || a - b;

// Every symbol in sight, however small: a name must not seem to be another's.
function symbolsInSight() {
  const symbols = [];
  for (let k = order.length - 1; k >= 0 && symbols.length < 400; k--) {
    const i = order[k];
    if ((litNodes && !litNodes.has(i)) || !onScreen(i, nodeRadius(i))) continue;
    const r = nodeRadius(i) * view.scale;
    symbols.push([px[i] * view.scale, py[i] * view.scale, r, i, fontSize(r)]);
  }
  return symbols;
}

// What a symbol is called, in which letters, and where its name may stand: not on what is taken, not beyond the edge, and
// nowhere where it would seem to be another's.
function nameOf(ctx, i, rank, symbols, endsOf, free) {
  const screen = nodeRadius(i) * view.scale;
  const node = nodes[i];
  const size = fontSize(screen);
  const font = `${node.kind === "theme" ? "italic " : ""}${node.kind === "country" ? 650 : 450} ${size}px ${SANS}`;
  ctx.font = font;
  const words = clip(node.label, longest());
  const half = measure(ctx, font, words) / 2;
  const [nx, ny] = [px[i] * view.scale, py[i] * view.scale];
  const [wide, tall] = reachOf(half, screen, size);
  const near = symbols.filter(([x, y, q, j]) => j !== i && Math.abs(x - nx) < wide + q && Math.abs(y - ny) < tall + q);
  const room = (s) => near.reduce((least, symbol) => Math.min(least, between(s, half, size, symbol)), Infinity) - s[2];
  const [left, right] = [view.left * view.scale + EDGE, view.right * view.scale - EDGE];
  const [top, bottom] = [view.top * view.scale + EDGE, view.bottom * view.scale - EDGE];
  const fits = ([x, y]) => x - half > left && x + half < right && y > top && y + size < bottom && free(boxOf(x, y, half, size));
  const ring = i === state.node || state.pair?.includes(i) ? 5 : 0; // whoever is picked bears one
  const open = spotsOf(nx, ny, screen + ring, half, size).filter(fits);
  let spots = open.filter((s) => room(s) >= CLEAR && !near.some((symbol) => captions(s, half, size, symbol)));
  const ends = endsOf.get(i);
  const hides = ([x, y]) => ends.reduce((n, [ex, ey]) => n + (Math.abs(ex - x) < half + 3 && ey > y - 3 && ey < y + size + 3), 0);
  if (ends) spots = spots.map((s) => [hides(s), s]).sort((a, b) => a[0] - b[0]).map(([, s]) => s);
  // Whom one looks at is named in any case; whom he deals with, and the busiest, where there is a little less room.
  if (!spots.length && (i === at() || litNodes || rank < Math.min(30, container.clientWidth * container.clientHeight / 12000))) {
    const clearest = open.map((s) => [room(s), s]).sort((a, b) => b[0] - a[0]);
    const apart = clearest.filter(([clear, s]) => clear > CLEAR / 3 && !near.some((symbol) => captions(s, half, size, symbol, LESS)));
    spots = (apart.length || i !== at() ? apart : clearest).map(([, s]) => s);
  }
  return { i, words, half, size, font, spots };
}
const LESS = 0.75; // lines

function drawLabels(ctx) {
  // What lies on the picture covers names.
  const stage = container.getBoundingClientRect();
  const taken = [document.querySelector("#view-network .pad")].map((over) => over.getBoundingClientRect()).filter((box) => box.width)
    .map((box) => [[box.left, stage.left, view.left], [box.top, stage.top, view.top], [box.right, stage.left, view.left], [box.bottom, stage.top, view.top]]
      .map(([edge, from, seen]) => edge - from + seen * view.scale));
  placedWords = [];
  const free = (box) => !taken.some((t) => box[0] < t[2] && box[2] > t[0] && box[1] < t[3] && box[3] > t[1]);
  const budget = Math.max(24, Math.min(260, (container.clientWidth * container.clientHeight) / 4000));
  ctx.save();
  ctx.scale(1 / view.scale, 1 / view.scale);
  ctx.textAlign = "center";
  ctx.textBaseline = "top";
  ctx.lineJoin = "round";
  const candidates = litNodes ? [...litNodes].filter((i) => nodeSeen[i]).sort(first) : namedFirst(order.slice().sort(first));
  const [symbols, endsOf] = [symbolsInSight(), lineEnds()];
  const names = [];
  for (const [rank, i] of candidates.entries()) {
    if (names.length >= budget * 2) break;
    if (onScreen(i, nodeRadius(i))) names.push(nameOf(ctx, i, rank, symbols, endsOf, free));
  }
  placedLabels = placeNames(names, budget).map((name) => ({ ...name, box: boxOf(name.x, name.y, name.half, name.size) }));
  for (const { i, x, y, words, font, box } of placedLabels) {
    taken.push(box);
    ctx.font = font;
    ctx.strokeStyle = colours.paper;
    ctx.globalAlpha = 0.88;
    ctx.lineWidth = 3.5;
    ctx.strokeText(words, x, y);
    ctx.globalAlpha = 1;
    ctx.fillStyle = nodes[i].kind === "theme" ? colours.soft : colours.ink;
    ctx.fillText(words, x, y);
  }
  const apart = ([x0, y0, x1, y1]) => symbols.every(([x, y, r]) => x0 > x + r * 0.8 || x1 < x - r * 0.8 || y0 > y + r * 0.8 || y1 < y - r * 0.8);
  if (litEdges) drawRelations(ctx, (box) => free(box) && apart(box), taken);
  ctx.restore();
}

// The node that names must not hide.
const at = () => hovered.node ?? (hovered.edge === null ? state.node : null);

const ALONG = [0.5, 0.4, 0.6, 0.3, 0.7];
function pointOf(e, t) {
  const [a, b] = [scene.from[e], scene.to[e]];
  const [cx, cy] = control(e);
  const on = (from, middle, to) => ((1 - t) ** 2 * from + 2 * t * (1 - t) * middle + t ** 2 * to) * view.scale;
  return [on(px[a], cx, px[b]), on(py[a], cy, py[b])];
}
function drawRelations(ctx, free, taken) {
  const font = `500 11px ${SANS}`;
  ctx.font = font;
  ctx.textBaseline = "middle";
  const busiest = [...litEdges].sort((a, b) => edgeCount[b] - edgeCount[a]).slice(0, 30);
  for (const e of busiest) {
    const words = lineWords(e);
    const half = measure(ctx, font, words) / 2 + 5;
    // In the middle of its line, else nearer to one end.
    const spot = ALONG.map((t) => pointOf(e, t)).find(([x, y]) => free([x - half, y - 9, x + half, y + 9]));
    if (!spot) continue;
    const [x, y] = spot;
    const box = [x - half, y - 9, x + half, y + 9];
    taken.push(box);
    ctx.fillStyle = colours.paper;
    ctx.globalAlpha = 0.94;
    ctx.beginPath();
    ctx.roundRect(box[0], box[1] + 1, half * 2, 16, 8);
    ctx.fill();
    ctx.globalAlpha = 1;
    ctx.fillStyle = colours[sideOf(scene.type[e]) === "conflict" ? "conf-text" : sideOf(scene.type[e]) === "other" ? "soft" : "coop-text"] || colours.ink;
    placedWords.push({ words, colour: ctx.fillStyle });
    ctx.fillText(words, x, y + 0.5);
  }
}
