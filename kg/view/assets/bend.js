// How far each line bends.  Ties between the same two fan out; a lone one bends slightly to its left, so that direction
// shows from afar.  Where lines would run under the symbol of somebody whom they do not concern, they make a way around him.

let bend;
function bendEdges() {
  if (scene.bend) { bend = scene.bend; return; }
  bend = scene.bend = new Float32Array(scene.M);
  scene.fan = fan();
  bend.set(scene.fan);
}
function fan() {
  const { M, from, to, pairOf } = scene;
  const found = new Float32Array(M);
  const [size, rank] = [new Int32Array(scene.pairs), new Int32Array(scene.pairs)];
  for (let e = 0; e < M; e++) size[pairOf[e]]++;
  for (let e = 0; e < M; e++) {
    const n = size[pairOf[e]];
    const k = rank[pairOf[e]]++;
    found[e] = n === 1 ? 0.09 : (from[e] < to[e] ? 1 : -1) * (k - (n - 1) / 2) * Math.min(0.18, 0.9 / n);
  }
  return found;
}
const control = (e) => {
  const a = scene.from[e];
  const b = scene.to[e];
  // Between the two whose page is open there is room for every line to bear its word.
  const bent = bend[e] * (state.pair?.includes(a) && state.pair.includes(b) ? 1.6 : 1);
  return [(px[a] + px[b]) / 2 + (py[b] - py[a]) * bent, (py[a] + py[b]) / 2 - (px[b] - px[a]) * bent];
};

// Ways around, the nearest first: how far the lines of a pair are moved to one side, in shares of their length.
const ASIDE = [0];
for (let k = 1; k <= 10; k++) ASIDE.push(k * 0.06, k * -0.06);
const NARROWER = [1, 0.55]; // a fan that is drawn together passes between two
const BERTH = 4; // pixels between a line and a symbol

function makeWay() {
  const seen = body.nodeIndices;
  bend.set(scene.fan);
  if (seen.length > MANY) return;
  const pairs = new Map();
  for (const e of seenEdges) {
    if (scene.from[e] === scene.to[e]) continue;
    if (pairs.has(scene.pairOf[e])) pairs.get(scene.pairOf[e]).push(e);
    else pairs.set(scene.pairOf[e], [e]);
  }
  for (const edges of pairs.values()) {
    const [one, other] = [scene.from[edges[0]], scene.to[edges[0]]];
    const side = (e) => (scene.from[e] === one ? 1 : -1);
    const between = standingBetween(seen, one, other);
    if (!between.length) continue;
    const bends = edges.map((e) => scene.fan[e] * side(e));
    const middle = bends.reduce((sum, at) => sum + at, 0) / bends.length;
    let [best, least] = [bends, trespass(bends, between, Infinity)];
    for (const aside of ASIDE) {
      for (const share of edges.length > 1 ? NARROWER : [1]) {
        if (!least) break;
        const tried = bends.map((at) => aside + (edges.length > 1 ? middle : 0) + (at - middle) * share);
        const found = trespass(tried, between, least);
        if (found < least - 1e-6) [best, least] = [tried, found];
      }
    }
    edges.forEach((e, k) => { bend[e] = best[k] * side(e); });
  }
}

// Who stands where lines from one to the other may run: how far along, how far to the side, and how wide, in shares of
// their length.  A line is as far along as its parameter, for it bends about its middle.
function standingBetween(seen, one, other) {
  const [dx, dy] = [px[other] - px[one], py[other] - py[one]];
  const length = Math.hypot(dx, dy);
  const found = [];
  for (const i of seen) {
    if (i === one || i === other) continue;
    const [ex, ey] = [px[i] - px[one], py[i] - py[one]];
    const along = (ex * dx + ey * dy) / (length * length);
    const wide = (radius[i] + BERTH) / length;
    if (along < -wide || along > 1 + wide) continue;
    const across = (ex * dy - ey * dx) / (length * length);
    if (Math.abs(across) > 0.6 + wide) continue;
    const t = Math.max(0.02, Math.min(0.98, along));
    found.push({ across, wide, swing: 2 * t * (1 - t), lean: 2 * (1 - 2 * t), beyond: (along - t) ** 2 });
  }
  return found;
}

// How deep lines run into whom they do not concern, all together; of more than somebody asks for, no matter how much more.
function trespass(bends, between, enough) {
  let sum = 0;
  for (const at of bends) {
    for (const { across, wide, swing, lean, beyond } of between) {
      const off = across - swing * at;
      if (off > 1.8 * wide || off < -1.8 * wide) continue;
      const away = Math.sqrt((off * off) / (1 + lean * lean * at * at) + beyond);
      if (away < wide) sum += (wide - away) / wide + 0.5;
    }
    if (sum >= enough) return sum;
  }
  return sum;
}
