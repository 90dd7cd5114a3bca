// Where names stand.  A name must be read as its own symbol's and nobody else's: it stands clearly nearer its own than any
// other, keeps out of the places where the names of others would stand, and gives way to more important names.

const CAPTION = 1.5; // so many lines under and over a symbol are its own name's; beside it, a line
const BLANK = 0.6; // two spaces, in shares of the size of the letters

// How far from a symbol, to the sides and up and down, others may stand in the way of its name.
const reachOf = (half, r, size) => [2 * half + r + 2 * size + 8, r + 3 * size + 8];

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
function between(spot, half, size, symbol) {
  const across = Math.max(Math.abs(spot[0] - symbol[0]) - half, 0);
  const down = Math.max(spot[1] - symbol[1], 0, symbol[1] - spot[1] - size);
  return Math.sqrt(across * across + down * down) - symbol[2];
}

// Whether words stand where a symbol's own name would: under or over it, no further than so many of its lines, or beside
// it on its own line.
function captions(spot, half, size, symbol, lines = CAPTION) {
  const [r, line] = [symbol[2], symbol[4]];
  const across = Math.abs(spot[0] - symbol[0]) - half - r;
  if (across >= line) return false;
  const down = Math.max(spot[1] - symbol[1], symbol[1] - spot[1] - size) - r;
  if (across < 0 && down < lines * line) return true;
  return Math.abs(spot[1] + size / 2 - symbol[1]) < size / 2 && across < Math.min(lines, 1) * line;
}

// Whether a name that stands at x, y and another read as one: one under the other with less than a line between, or one
// after the other on a line.
function runsOn(x, y, { half, size }, other) {
  const across = Math.abs(x - other.x) - half - other.half;
  if (across > 12) return false;
  const down = Math.max(y - other.y - other.size, other.y - y - size);
  const line = Math.min(size, other.size);
  if (down >= line) return false;
  if (across < 6 && down < 3) return true; // on one another
  if (down < -line / 3) return across < BLANK * line;
  return across < -Math.min(half, other.half) / 2;
}
// Who among those placed stands in the way: nobody (null), one, or several.
const SEVERAL = {};
function inTheWay(name, [x, y], placed) {
  let found = null;
  for (const other of placed) {
    if (other === name || !runsOn(x, y, name, other)) continue;
    if (found) return SEVERAL;
    found = other;
  }
  return found;
}

// Of names in the order of their importance, where each stands, if anywhere.  Each has its spots, the best first; a spot is
// given up by who stands there if he has another.
function placeNames(names, most) {
  const placed = [];
  for (const name of names) {
    if (placed.length >= most) break;
    let spot = null;
    const contested = [];
    for (const tried of name.spots) {
      const other = inTheWay(name, tried, placed);
      if (!other) { spot = tried; break; }
      if (other !== SEVERAL) contested.push([tried, other]);
    }
    for (const [tried, other] of spot ? [] : contested) {
      const elsewhere = other.spots.find((s) => !inTheWay(other, s, placed) && !runsOn(s[0], s[1], other, { ...name, x: tried[0], y: tried[1] }));
      if (!elsewhere) continue;
      [other.x, other.y] = elsewhere;
      spot = tried;
      break;
    }
    if (!spot) continue;
    [name.x, name.y] = spot;
    placed.push(name);
  }
  return placed;
}
