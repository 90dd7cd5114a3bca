// Where what is seen stands: from the positions that Python computed for everybody, drawn apart to fill this stage, so
// that names can be read.  The same selection on the same stage gives the same picture.

const px = new Float32Array(N);
const py = new Float32Array(N);
const radius = new Float32Array(N);
const arranged = new Uint8Array(N); // who has a place in today's arrangement
const MANY = 450; // above this, Python's own positions are kept
const CLEAR = 4; // so many pixels further from any other symbol than from its own, a name is nobody else's

const measureCanvas = document.createElement("canvas").getContext("2d");
const labelWidths = new Map();
const longest = () => (container.clientWidth < 500 ? 24 : 34); // letters of a name
function labelWidth(i, size) {
  const key = clip(nodes[i].label, longest());
  if (!labelWidths.has(key)) {
    measureCanvas.font = `600 100px ${SANS}`;
    labelWidths.set(key, measureCanvas.measureText(key).width / 100);
  }
  return labelWidths.get(key) * size;
}
const fontSize = (r) => Math.round(Math.min(17, Math.max(10.5, 8.5 + r * 0.3)));

// How much each weighs in the picture: what it does and suffers here, or what it brokers.
let weightOf = (i) => nodeCount[i];

function arrange(seen, width, height) {
  const n = seen.length;
  arranged.fill(0);
  for (const i of seen) arranged[i] = 1;
  if (n > MANY) {
    for (let i = 0; i < N; i++) [px[i], py[i], radius[i]] = [scene.x[i], scene.y[i], scene.size[i]];
    return;
  }
  const most = Math.max(...seen.map(weightOf), 1);
  const large = Math.max(8, Math.min(30, Math.sqrt((width * height) / Math.max(n, 6)) * 0.36));
  const small = Math.max(3, large * 0.15);
  for (const i of seen) radius[i] = small + (large - small) * Math.sqrt(Math.min(weightOf(i) / Math.max(most, 12), 1));
  const number = new Map(seen.map((i, k) => [i, k]));
  const ties = new Map();
  for (const e of seenEdges) {
    const [a, b] = [number.get(scene.from[e]), number.get(scene.to[e])];
    if (a === b || a === undefined || b === undefined) continue;
    const key = Math.min(a, b) * n + Math.max(a, b);
    ties.set(key, (ties.get(key) || 0) + edgeCount[e]);
  }
  const links = [...ties].map(([key, w]) => [Math.floor(key / n), key % n, Math.min(2, 0.7 + Math.log1p(w) * 0.3)]);
  const root = seen.map((_, k) => k);
  const find = (k) => { while (root[k] !== k) k = root[k] = root[root[k]]; return k; };
  for (const [a, b] of links) root[find(a)] = find(b);
  const parts = new Map();
  seen.forEach((_, k) => { const r = find(k); parts.set(r, [...(parts.get(r) || []), k]); });

  const x = new Float64Array(n);
  const y = new Float64Array(n);
  const turned = height > width * 1.15;
  seen.forEach((i, k) => { [x[k], y[k]] = turned ? [-scene.y[i], scene.x[i]] : [scene.x[i], scene.y[i]]; });
  const isState = (i) => nodes[i].kind === "country";
  const heaviest = seen.slice().sort((a, b) => weightOf(b) - weightOf(a) || isState(b) - isState(a) || a - b);
  const named = new Set(heaviest.slice(0, Math.max(14, Math.round((width * height) / 7000))));
  const boxes = seen.map((i) => {
    const [r, size] = [radius[i] + 2, fontSize(radius[i])];
    const wide = named.has(i) ? Math.max(r, labelWidth(i, size) / 2 + 3) : r;
    return [wide, r + OVER, r + (named.has(i) ? size + CLEAR : 0)]; // half width, above, below
  });
  const gap = Math.sqrt((width * height) / Math.max(n, 8));
  const linksOf = new Map();
  for (const link of links) {
    const r = find(link[0]);
    if (linksOf.has(r)) linksOf.get(r).push(link);
    else linksOf.set(r, [link]);
  }
  const groups = [...parts.values()].sort((a, b) => b.length - a.length || seen[a[0]] - seen[b[0]]);
  for (const group of groups) {
    settle(group, linksOf.get(find(group[0])) ?? [], x, y, gap, width / height, (k) => radius[seen[k]]);
    gather(group, x, y);
    partWays(group, x, y, boxes, 80);
  }
  pack(groups, x, y, boxes, width / height);
  // Fill the stage, then see once more that nothing lies on anything.
  const every = seen.map((_, k) => k);
  if (n > 20) even(every, x, y, boxes);
  const rounds = n > 100 ? 90 : 190; // few are soon looked at
  for (const round of [0, 1]) {
    const low = [Infinity, Infinity];
    const high = [-Infinity, -Infinity];
    for (const k of every) {
      const [wide, above, below] = boxes[k];
      low[0] = Math.min(low[0], x[k] - wide); high[0] = Math.max(high[0], x[k] + wide);
      low[1] = Math.min(low[1], y[k] - above); high[1] = Math.max(high[1], y[k] + below);
    }
    const most_ = n < 12 ? 1.1 : 2.4;
    const by = [width / Math.max(high[0] - low[0], 1), height / Math.max(high[1] - low[1], 1)].map((f) => Math.min(f, most_));
    for (const k of every) {
      x[k] = (x[k] - (low[0] + high[0]) / 2) * by[0];
      y[k] = (y[k] - (low[1] + high[1]) / 2) * by[1];
    }
    partWays(every, x, y, boxes, round ? rounds / 2 : rounds, [width / 2, height / 2]);
  }
  // Where there is no room for all names, a name finds another place, or none; a circle has only its own.
  const sure = new Set(namedFirst(heaviest).slice(0, Math.min(14, Math.ceil((width * height) / 9000))));
  const bare = seen.map((i, k) => (sure.has(i) ? [boxes[k][0] + 5, boxes[k][1], boxes[k][2] + 12] : [radius[i] + 1.5, radius[i] + 1.5, radius[i] + 1.5]));
  partWays(every, x, y, bare, rounds * 1.25, [width / 2, height / 2]);
  seen.forEach((i, k) => { [px[i], py[i]] = [x[k], y[k]]; });
  makeRoom(namedFirst(heaviest), [width, height]);
}

// A force layout in the sense of Fruchterman and Reingold, from where the nodes stand already.
function settle(group, links, x, y, gap, aspect, radius_) {
  const n = group.length;
  const sizes = Float64Array.from(group, radius_);
  const mean = (2 * sizes.reduce((sum, size) => sum + size, 0)) / n;
  if (n === 1) { x[group[0]] = y[group[0]] = 0; return; }
  let [cx, cy, far] = [0, 0, 0];
  for (const k of group) { cx += x[k] / n; cy += y[k] / n; }
  for (const k of group) far += Math.hypot(x[k] - cx, y[k] - cy) / n;
  const reach = (gap * Math.sqrt(n)) / 2.6;
  for (const k of group) [x[k], y[k]] = [((x[k] - cx) / (far || 1)) * reach, ((y[k] - cy) / (far || 1)) * reach];
  const dx = new Float64Array(x.length);
  const dy = new Float64Array(x.length);
  const rounds = n > 250 ? 70 : 140;
  const [wide, tall] = [Math.sqrt(aspect), 1 / Math.sqrt(aspect)];
  // Every pair is looked at in every round: what that needs stands in rows of its own.
  const [atX, atY, pushX, pushY] = [0, 0, 0, 0].map(() => new Float64Array(n));
  for (let round = 0; round < rounds; round++) {
    for (let p = 0; p < n; p++) {
      [atX[p], atY[p]] = [x[group[p]], y[group[p]]];
      pushX[p] = pushY[p] = 0;
    }
    for (let p = 0; p < n; p++) {
      const [px_, py_, size] = [atX[p], atY[p], sizes[p]];
      let [sumX, sumY] = [pushX[p], pushY[p]];
      for (let q = p + 1; q < n; q++) {
        let ex = px_ - atX[q];
        let ey = py_ - atY[q];
        const d2 = ex * ex + ey * ey;
        if (d2 < 1e-6) {
          ex = Math.cos(p * 2.4 + q) * 0.1;
          ey = Math.sin(p * 2.4 + q) * 0.1;
        }
        const f = ((gap * gap) / (d2 > 1 ? d2 : 1)) * Math.min(3, (size + sizes[q]) / mean);
        sumX += ex * f; sumY += ey * f; pushX[q] -= ex * f; pushY[q] -= ey * f;
      }
      [dx[group[p]], dy[group[p]]] = [sumX, sumY];
    }
    for (const [a, b, w] of links) {
      const [ex, ey] = [x[a] - x[b], y[a] - y[b]];
      const f = (Math.hypot(ex, ey) / gap) * w * 0.7;
      dx[a] -= ex * f; dy[a] -= ey * f; dx[b] += ex * f; dy[b] += ey * f;
    }
    const warm = gap * 0.35 * (1 - round / rounds) + 0.5;
    for (const k of group) {
      dx[k] -= (x[k] / wide) * 0.09; dy[k] -= (y[k] / tall) * 0.09;
      const length = Math.hypot(dx[k], dy[k]) || 1;
      const step = Math.min(length, warm);
      x[k] += (dx[k] / length) * step;
      y[k] += (dy[k] / length) * step;
    }
  }
}

// Draw stragglers in, so that they do not make everybody else small.
function gather(group, x, y) {
  if (group.length < 12) return;
  const middle = (values) => Float64Array.from(values).sort()[values.length >> 1];
  const [cx, cy] = [middle(group.map((k) => x[k])), middle(group.map((k) => y[k]))];
  const far = group.map((k) => Math.hypot(x[k] - cx, y[k] - cy));
  const usual = Float64Array.from(far).sort()[Math.floor(group.length * 0.85)] || 1;
  group.forEach((k, at) => {
    if (far[at] <= usual) return;
    const pulled = (usual + usual * 0.3 * Math.log1p((far[at] - usual) / usual / 0.3)) / far[at];
    [x[k], y[k]] = [cx + (x[k] - cx) * pulled, cy + (y[k] - cy) * pulled];
  });
}

// Spread a crowd over the stage: each goes part of the way to where he would stand if all had the same room, left to
// right and top to bottom.
function even(group, x, y, boxes) {
  const room = (k) => Math.sqrt(boxes[k][0] * (boxes[k][1] + boxes[k][2]));
  const total = group.reduce((sum, k) => sum + room(k), 0);
  for (const at of [x, y]) {
    const inOrder = group.slice().sort((a, b) => at[a] - at[b] || a - b);
    const [low, high] = [at[inOrder[0]], at[inOrder[inOrder.length - 1]]];
    let before = 0;
    for (const k of inOrder) {
      const share = (before + room(k) / 2) / total;
      before += room(k);
      at[k] += (low + share * (high - low) - at[k]) * EVEN;
    }
  }
}
const EVEN = 0.4;
const OVER = 10; // pixels over a symbol that nobody else's name comes into

// Push boxes of circle and name apart, along the way that is shorter.  Each round leaves two fifths of what they overlap.
const LEAST = 0.05; // pixels that nobody sees
function partWays(group, x, y, boxes, rounds, walls) {
  const n = group.length;
  const [wide, above, below] = [0, 1, 2].map((side) => Float64Array.from(boxes, (box) => box[side]));
  for (let round = 0; round < rounds; round++) {
    let moved = false;
    for (let p = 0; p < n; p++) {
      const a = group[p];
      for (let q = p + 1; q < n; q++) {
        const b = group[q];
        const ex = x[b] - x[a];
        const overX = wide[a] + wide[b] + 2 - (ex < 0 ? -ex : ex);
        if (overX <= LEAST) continue;
        const ey = y[b] - y[a];
        const overY = ey > 0 ? below[a] + above[b] + 1 - ey : below[b] + above[a] + 1 + ey;
        if (overY <= LEAST) continue;
        moved = true;
        const share = above[b] / (above[a] + above[b]); // the smaller gives way
        if (overX < overY) {
          const push = (ex || (p % 2 ? 1 : -1)) > 0 ? overX : -overX;
          x[a] -= push * share * 0.6; x[b] += push * (1 - share) * 0.6;
        } else {
          const push = (ey || 1) > 0 ? overY : -overY;
          y[a] -= push * share * 0.6; y[b] += push * (1 - share) * 0.6;
        }
      }
    }
    if (walls) for (const k of group) {
      x[k] = Math.max(-walls[0] + wide[k], Math.min(walls[0] - wide[k], x[k]));
      y[k] = Math.max(-walls[1] + above[k], Math.min(walls[1] - below[k], y[k]));
    }
    if (!moved) break;
  }
}

// Parts that nothing ties together, each set as near to the middle as there is room, also in the bays of others
// (polyominoes: Freivalds, Dogrusoz and Kikusts 2002).
function pack(groups, x, y, boxes, aspect) {
  if (groups.length < 2) return;
  const cell = 14;
  const taken = new Set();
  const key = (i, j) => i * 65536 + j;
  const cellsOf = (group) => {
    const cells = new Set();
    for (const k of group) {
      const [wide, above, below] = boxes[k];
      for (let i = Math.floor((x[k] - wide - 7) / cell); i <= Math.floor((x[k] + wide + 7) / cell); i++)
        for (let j = Math.floor((y[k] - above - 7) / cell); j <= Math.floor((y[k] + below + 7) / cell); j++) cells.add(key(i, j));
    }
    return [...cells].map((c) => { const i = Math.round(c / 65536); return [i, c - i * 65536]; });
  };
  // The nearest first: numbers that hold how far, then which, are sorted many times as fast as lists.
  const [side, which] = [181, 181 * 181];
  const spots = new Float64Array(which);
  for (let k = 0; k < which; k++) {
    const [i, j] = [Math.floor(k / side) - 90, (k % side) - 90];
    spots[k] = Math.round((Math.max(Math.abs(i) / aspect, Math.abs(j)) + Math.hypot(i / aspect, j) * 0.3) * 1e6) * which + k;
  }
  spots.sort();
  let from = 0;
  let size = 0;
  for (const group of groups) {
    let [cx, cy] = [0, 0];
    for (const k of group) { cx += x[k] / group.length; cy += y[k] / group.length; }
    for (const k of group) { x[k] -= cx; y[k] -= cy; }
    const cells = cellsOf(group);
    if (group.length !== size) [from, size] = [0, group.length]; // where one of its size found room, the next looks on
    for (let s = from; s < spots.length; s++) {
      const spot = spots[s] % which;
      const [i, j] = [Math.floor(spot / side) - 90, (spot % side) - 90];
      if (cells.some(([p, q]) => taken.has(key(p + i, q + j)))) continue;
      for (const [p, q] of cells) taken.add(key(p + i, q + j));
      for (const k of group) { x[k] += i * cell; y[k] += j * cell; }
      from = s;
      break;
    }
  }
}
