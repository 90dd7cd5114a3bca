// Circles, flags and names.  Small ones are painted in one go; names give way to more important names.

let order = []; // the busiest on top
function orderNodes() {
  order = scene.byActivity.filter((i) => nodeSeen[i]).sort((a, b) => radius[a] - radius[b] || b - a);
}
const sprites = new Map();
function sprite(country) {
  if (sprites.has(country)) return sprites.get(country);
  const canvas = document.createElement("canvas");
  const size = 160;
  canvas.width = canvas.height = size;
  const ctx = canvas.getContext("2d");
  ctx.beginPath();
  ctx.arc(size / 2, size / 2, size / 2, 0, Math.PI * 2);
  ctx.clip();
  ctx.textAlign = "center";
  ctx.textBaseline = "middle";
  if (flagsWork && alpha2(country)) {
    ctx.font = `${size * 1.16}px 'Noto Color Emoji','Apple Color Emoji','Segoe UI Emoji',sans-serif`;
    ctx.fillText(flagEmoji(country), size / 2, size * 0.565);
  } else {
    ctx.fillStyle = colours["k-country"];
    ctx.fillRect(0, 0, size, size);
    ctx.fillStyle = colours.paper;
    ctx.font = `600 ${size * 0.44}px ${SANS}`;
    ctx.fillText(alpha2(country) || country.slice(0, 2), size / 2, size * 0.53);
  }
  sprites.set(country, canvas);
  return canvas;
}

const CORNERS = table({ government: 4, organisation: 4, company: -4, armed_group: 3, people: 6, place: 5 });
function shape(ctx, i, r) {
  const corners = CORNERS[nodes[i].kind];
  if (!corners) {
    ctx.moveTo(px[i] + r, py[i]);
    ctx.arc(px[i], py[i], r, 0, Math.PI * 2);
  } else if (corners === 4) {
    ctx.rect(px[i] - r * 0.86, py[i] - r * 0.86, r * 1.72, r * 1.72);
  } else {
    const n = Math.abs(corners);
    const start = -Math.PI / 2;
    const reach = n === 3 ? r * 1.2 : n === 4 ? r * 1.12 : r;
    for (let k = 0; k < n; k++) {
      const angle = start + (k * 2 * Math.PI) / n;
      const move = k ? "lineTo" : "moveTo";
      ctx[move](px[i] + Math.cos(angle) * reach, py[i] + Math.sin(angle) * reach + (n === 3 ? r * 0.15 : 0));
    }
    ctx.closePath();
  }
}

// Its kind, or the group that it deals with most.
const nodeColour = (i) => (state.colour === "community" ? communityColour(i) : kindColour(nodes[i].kind));

const onScreen = (i, r) =>
  px[i] + r > view.left && px[i] - r < view.right && py[i] + r > view.top && py[i] - r < view.bottom;

function drawNodes(ctx) {
  const small = new Map();
  const large = [];
  for (const i of order) {
    const r = nodeRadius(i);
    if (!onScreen(i, r)) continue;
    if (r * view.scale >= (nodes[i].kind === "country" ? 3.4 / Math.min(devicePixelRatio, 1.5) : 4.5) || i === state.node || i === hovered.node) {
      large.push(i);
      continue;
    }
    const dim = litNodes && !litNodes.has(i);
    const key = `${dim ? "-" : "+"}${nodeColour(i)}`;
    if (small.has(key)) small.get(key).push(i);
    else small.set(key, [i]);
  }
  for (const [key, group] of small) {
    ctx.globalAlpha = key[0] === "-" ? 0.14 : 1;
    ctx.fillStyle = key.slice(1);
    ctx.beginPath();
    for (const i of group) shape(ctx, i, nodeRadius(i));
    ctx.fill();
  }
  for (const i of large) drawNode(ctx, i);
  ctx.globalAlpha = 1;
}

function drawNode(ctx, i) {
  const node = nodes[i];
  const r = nodeRadius(i);
  const rim = Math.min(2, r * view.scale * 0.12) / view.scale;
  ctx.globalAlpha = litNodes && !litNodes.has(i) ? 0.2 : 1;
  // A rim in the colour of the paper parts a node from the lines that run under it.
  ctx.fillStyle = colours.paper;
  ctx.beginPath();
  shape(ctx, i, r + rim * 1.3);
  ctx.fill();
  if (node.kind === "country" && node.country) {
    ctx.drawImage(sprite(node.country), px[i] - r, py[i] - r, 2 * r, 2 * r);
    ctx.strokeStyle = nodeColour(i);
    ctx.lineWidth = state.colour === "community" ? Math.max(rim * 2, 3 / view.scale) : Math.max(rim * 0.7, 1 / view.scale);
    ctx.beginPath();
    shape(ctx, i, r);
    ctx.stroke();
  } else if (node.kind === "theme") {
    ctx.strokeStyle = kindColour("theme");
    ctx.lineWidth = rim;
    ctx.beginPath();
    shape(ctx, i, r - rim / 2);
    ctx.stroke();
  } else {
    ctx.fillStyle = nodeColour(i);
    ctx.beginPath();
    shape(ctx, i, r);
    ctx.fill();
    // Letters need room to be read; a flag is told by its colours.
    const least = flagsWork ? 5 : 8;
    if (node.country && alpha2(node.country) && r * view.scale > least * 1.5) {
      const badge = Math.max(r * 0.46, least / view.scale);
      const x = px[i] + r * 0.62;
      const y = py[i] + r * 0.62;
      ctx.fillStyle = colours.paper;
      ctx.beginPath();
      ctx.arc(x, y, badge + rim * 0.8, 0, Math.PI * 2);
      ctx.fill();
      ctx.drawImage(sprite(node.country), x - badge, y - badge, 2 * badge, 2 * badge);
    }
  }
  if (i === state.node || state.pair?.includes(i)) {
    ctx.strokeStyle = colours.ink;
    ctx.lineWidth = 2 / view.scale;
    ctx.beginPath();
    ctx.arc(px[i], py[i], r + 5 / view.scale, 0, Math.PI * 2);
    ctx.stroke();
  }
}

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
  const rank = (a, b) => (b === at()) - (a === at()) || radius[b] - radius[a] || (nodes[b].kind === "country") - (nodes[a].kind === "country") || a - b;
  const candidates = litNodes ? [...litNodes].filter((i) => nodeSeen[i]).sort(rank) : namedFirst(order.slice().reverse());
  // Names keep off the big circles of others.
  const circles = [];
  for (const i of candidates.slice(0, 400)) {
    const r = nodeRadius(i) * view.scale;
    if (r < 2.5 || circles.length > 260) break;
    if (!onScreen(i, nodeRadius(i)) || (litNodes && !litNodes.has(i))) continue;
    const [x, y] = [px[i] * view.scale, py[i] * view.scale];
    circles.push([x - r * 0.8, y - r * 0.8, x + r * 0.8, y + r * 0.8, i]);
  }
  const covered = (box, i) => circles.reduce((sum, c) => (c[4] === i ? sum : sum + Math.max(0, Math.min(box[2], c[2]) - Math.max(box[0], c[0])) * Math.max(0, Math.min(box[3], c[3]) - Math.max(box[1], c[1]))), 0);
  const hides = (box, i) => circles.some((c) => c[4] !== i && box[0] < c[2] && box[2] > c[0] && box[1] < c[3] && box[3] > c[1]);
  let drawn = 0;
  for (const i of candidates) {
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
    // Below, else above, right or left of the node, else aslant.
    const aslant = screen * 0.72 + 3;
    const spots = [
      [nx, ny + screen + 2.5], [nx, ny - screen - size - 2.5], [nx + screen + half + 5, ny - size / 2], [nx - screen - half - 5, ny - size / 2],
      [nx + aslant + half, ny + aslant], [nx - aslant - half, ny + aslant], [nx + aslant + half, ny - aslant - size], [nx - aslant - half, ny - aslant - size],
    ];
    const [left, right] = [view.left * view.scale, view.right * view.scale];
    const [top, bottom] = [view.top * view.scale, view.bottom * view.scale];
    const inside = ([x, y]) => x - half > left + EDGE && x + half < right - EDGE && y > top + EDGE && y + size < bottom - EDGE;
    const boxOf = ([x, y]) => [x - half - 3, y - 1, x + half + 3, y + size + 2];
    let spot = spots.find((s) => inside(s) && free(boxOf(s)) && !hides(boxOf(s), i));
    // The busiest are named in any case, where their names hide least.
    if (!spot && drawn < Math.min(12, space / 25000)) [spot] = spots.filter((s) => inside(s) && free(boxOf(s))).sort((a, b) => covered(boxOf(a), i) - covered(boxOf(b), i));
    if (!spot) continue;
    const [x, y] = spot;
    taken.push(boxOf(spot));
    placedLabels.push({ i, x, y, size, words, box: boxOf(spot) });
    drawn++;
    ctx.strokeStyle = colours.paper;
    ctx.globalAlpha = 0.88;
    ctx.lineWidth = 3.5;
    ctx.strokeText(words, x, y);
    ctx.globalAlpha = 1;
    ctx.fillStyle = node.kind === "theme" ? colours.soft : colours.ink;
    ctx.fillText(words, x, y);
  }
  if (litEdges) drawRelations(ctx, (box) => free(box) && !hides(box, -1), taken);
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
