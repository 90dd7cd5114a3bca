// Room for names, once all stand.  Lesser ones step aside for the names of the most active; then, who finds no place for
// his name where he stands moves to where there is one.

const STEPS_ASIDE = [];
const FARTHEST = 74;
for (const far of [12, 24, 38, 54, FARTHEST]) for (let k = 0; k < 12; k++) STEPS_ASIDE.push([Math.cos(((k + far / 24) * Math.PI) / 6) * far, Math.sin(((k + far / 24) * Math.PI) / 6) * far, far]);
const SPACING = 9; // pixels between who moves and any other symbol
const OF_NOTE = 24; // so many of the most active need not look for room themselves

const offends = (s, { half, size }, symbol) => captions(s, half, size, symbol) || between(s, half, size, symbol) - s[2] < CLEAR;

function makeRoom(byWeight, [width, height]) {
  const names = byWeight.map((i) => {
    const [size, r] = [fontSize(radius[i]), radius[i]];
    const half = labelWidth(i, size) / 2;
    const [wide, tall] = reachOf(half, r, size);
    return { i, r, size, half, symbol: [px[i], py[i], r, i, size], wide, tall };
  });
  // Only who is near matters.
  const near = ({ symbol, wide, tall }, more = 0) => names.filter((other) => other.symbol !== symbol
    && Math.abs(other.symbol[0] - symbol[0]) < wide + more + other.r && Math.abs(other.symbol[1] - symbol[1]) < tall + more + other.r).map((other) => other.symbol);
  const fits = (s, { half, size }) => Math.abs(s[0]) + half < width / 2 && s[1] > -height / 2 && s[1] + size < height / 2;
  const spots = ({ symbol: [x, y], r, half, size }) => spotsOf(x, y, r, half, size);
  // The nearest place for a symbol where it lies on nothing, leaves the names alone that are given, and serves its end.
  const aside = (name, others, said, serves) => {
    const { symbol, r } = name;
    const [fromX, fromY] = symbol;
    for (const [dx, dy, far] of STEPS_ASIDE) {
      if (far > width / 4) break; // else lines would be drawn through half of a phone's picture
      const [x, y] = [fromX + dx, fromY + dy];
      if (Math.abs(x) + r > width / 2 || Math.abs(y) + r > height / 2) continue;
      if (others.some(([sx, sy, q]) => (sx - x) ** 2 + (sy - y) ** 2 < (r + q + SPACING) ** 2)) continue;
      [symbol[0], symbol[1]] = [x, y];
      if (!said.some((n) => offends([n.x, n.y, 5], n, symbol)) && serves()) return true;
    }
    [symbol[0], symbol[1]] = [fromX, fromY];
    return false;
  };

  const rank = new Map(byWeight.map((i, k) => [i, k]));
  const kept = [];
  for (const name of names.slice(0, OF_NOTE)) {
    const others = near(name);
    const open = spots(name).filter((s) => fits(s, name) && !inTheWay(name, s, kept)).map((s) => [s, others.filter((symbol) => offends(s, name, symbol))]);
    let spot = open.find(([, against]) => !against.length)?.[0];
    for (const [s, against] of spot ? [] : open) {
      if (against.length > 2 || against.some((symbol) => rank.get(symbol[3]) < rank.get(name.i))) continue;
      const before = against.map(([x, y]) => [x, y]);
      const said = [...kept, { ...name, x: s[0], y: s[1] }];
      if (against.every((symbol) => { const other = names[rank.get(symbol[3])]; return aside(other, near(other, FARTHEST), said, () => true); })) { spot = s; break; }
      against.forEach((symbol, k) => { [symbol[0], symbol[1]] = before[k]; });
    }
    if (spot) kept.push({ ...name, x: spot[0], y: spot[1] });
  }

  for (const name of names) {
    const others = near(name);
    name.spots = spots(name).filter((s) => fits(s, name) && !others.some((symbol) => offends(s, name, symbol)));
  }
  const placed = placeNames(names, Infinity);
  const has = new Set(placed);
  for (const name of names) {
    if (has.has(name)) continue;
    const { symbol: [x, y] } = name;
    const others = near(name, FARTHEST);
    const said = placed.filter((n) => Math.abs(n.x - x) < FARTHEST + name.wide + n.half && Math.abs(n.y - y) < FARTHEST + name.tall + n.size);
    let spot;
    if (!aside(name, others, said, () => (spot = spots(name).find((s) => fits(s, name) && !inTheWay(name, s, said) && !others.some((symbol) => offends(s, name, symbol)))))) continue;
    [name.x, name.y] = spot;
    placed.push(name);
  }
  for (const { i, symbol } of names) [px[i], py[i]] = symbol;
}
