// Circles, flags and other symbols.  Small ones are painted in one go.

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
