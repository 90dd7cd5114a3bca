// Names, and what lines say.  A name stands clearly nearer its own symbol than any other; it gives way to more important names.

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

const boxOf = (x, y, half, size) => [x - half - 3, y - 1, x + half + 3, y + size + 2];

// Where a name may stand, the best place first, and how far from its symbol's rim: below, above, right, left, aslant; or
// below or above and moved to one side, up to where it begins or ends at its symbol.
function spotsOf(x, y, r, half, size) {
  const [below, above, beside, aslant] = [y + r + 2.5, y - r - size - 2.5, r + half + 5, r * 0.72 + 3];
  const spots = [
    [x, below, 2.5], [x, above, 2.5], [x + beside, y - size / 2, 5], [x - beside, y - size / 2, 5],
    [x + aslant + half, y + aslant, 4.5], [x - aslant - half, y + aslant, 4.5], [x + aslant + half, y - aslant - size, 4.5], [x - aslant - half, y - aslant - size, 4.5],
  ];
  for (const moved of [half * 0.35, half * 0.7, half]) spots.push([x + moved, below, 2.5], [x - moved, below, 2.5], [x + moved, above, 2.5], [x - moved, above, 2.5]);
  for (const moved of [size * 0.4, size * -0.4]) spots.push([x + beside, y - size / 2 + moved, 5], [x - beside, y - size / 2 + moved, 5]);
  return spots;
}

// From the words to the rim of a symbol; less than nothing where they lie on it.
function between([x, y], half, size, [cx, cy, r]) {
  const across = Math.max(x - half - cx, 0, cx - x - half);
  const down = Math.max(y - cy, 0, cy - y - size);
  return Math.sqrt(across * across + down * down) - r;
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

function drawLabels(ctx) {
  // What lies on the picture covers names.
  const stage = container.getBoundingClientRect();
  const taken = [document.querySelector("#view-network .pad")].map((over) => over.getBoundingClientRect()).filter((box) => box.width)
    .map((box) => [[box.left, stage.left, view.left], [box.top, stage.top, view.top], [box.right, stage.left, view.left], [box.bottom, stage.top, view.top]]
      .map(([edge, from, seen]) => edge - from + seen * view.scale));
  placedLabels = [];
  placedWords = [];
  const free = (box) => !taken.some((t) => box[0] < t[2] && box[2] > t[0] && box[1] < t[3] && box[3] > t[1]);
  const space = container.clientWidth * container.clientHeight;
  const budget = Math.max(24, Math.min(260, space / 4000));
  ctx.save();
  ctx.scale(1 / view.scale, 1 / view.scale);
  ctx.textAlign = "center";
  ctx.textBaseline = "top";
  ctx.lineJoin = "round";
  const first = (a, b) => (b === at()) - (a === at()) || radius[b] - radius[a] || (nodes[b].kind === "country") - (nodes[a].kind === "country") || a - b;
  const candidates = litNodes ? [...litNodes].filter((i) => nodeSeen[i]).sort(first) : namedFirst(order.slice().reverse());
  // Every symbol in sight, however small: a name must not seem to be another's.
  const symbols = [];
  for (let k = order.length - 1; k >= 0 && symbols.length < 400; k--) {
    const i = order[k];
    if ((litNodes && !litNodes.has(i)) || !onScreen(i, nodeRadius(i))) continue;
    symbols.push([px[i] * view.scale, py[i] * view.scale, nodeRadius(i) * view.scale, i]);
  }
  const [left, right] = [view.left * view.scale + EDGE, view.right * view.scale - EDGE];
  const [top, bottom] = [view.top * view.scale + EDGE, view.bottom * view.scale - EDGE];
  const endsOf = lineEnds();
  let drawn = 0;
  for (const [rank, i] of candidates.entries()) {
    if (drawn >= budget) break;
    const r = nodeRadius(i);
    if (!onScreen(i, r)) continue;
    const screen = r * view.scale;
    const node = nodes[i];
    const size = fontSize(screen);
    const weight = node.kind === "country" ? 650 : 450;
    const font = `${node.kind === "theme" ? "italic " : ""}${weight} ${size}px ${SANS}`;
    ctx.font = font;
    const words = clip(node.label, longest());
    const half = measure(ctx, font, words) / 2;
    const [nx, ny] = [px[i] * view.scale, py[i] * view.scale];
    const [wide, tall] = [2 * half + screen + CLEAR + 8, size + screen + CLEAR + 8];
    const near = symbols.filter(([x, y, q, j]) => j !== i && Math.abs(x - nx) < wide + q && Math.abs(y - ny) < tall + q);
    const room = (s) => near.reduce((least, symbol) => Math.min(least, between(s, half, size, symbol)), Infinity) - s[2];
    const fits = ([x, y]) => x - half > left && x + half < right && y > top && y + size < bottom && free(boxOf(x, y, half, size));
    const ring = i === state.node || state.pair?.includes(i) ? 5 : 0; // whoever is picked bears one
    const spots = spotsOf(nx, ny, screen + ring, half, size);
    const clear = (s) => room(s) >= CLEAR && fits(s);
    const ends = endsOf.get(i);
    const hides = ([x, y]) => ends.reduce((n, [ex, ey]) => n + (Math.abs(ex - x) < half + 3 && ey > y - 3 && ey < y + size + 3), 0);
    let spot = ends ? spots.filter(clear).map((s) => [hides(s), s]).sort((a, b) => a[0] - b[0])[0]?.[1] : spots.find(clear);
    // For the busiest it is enough to be a little nearer, and whom one picks is named in any case.
    if (!spot && (rank < Math.min(30, space / 12000) || litNodes)) {
      const [clearest, s] = spots.filter(fits).map((s) => [room(s), s]).sort((a, b) => b[0] - a[0])[0] ?? [];
      if (clearest > CLEAR / 3 || i === at()) spot = s;
    }
    if (!spot) continue;
    const [x, y] = spot;
    const box = boxOf(x, y, half, size);
    taken.push(box);
    placedLabels.push({ i, x, y, size, words, box });
    drawn++;
    ctx.strokeStyle = colours.paper;
    ctx.globalAlpha = 0.88;
    ctx.lineWidth = 3.5;
    ctx.strokeText(words, x, y);
    ctx.globalAlpha = 1;
    ctx.fillStyle = node.kind === "theme" ? colours.soft : colours.ink;
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
