// The bars of time: where each begins, what goes into none of them, and which years are written below.

const dated = (() => {
  const [known, finer] = [new Int32Array(K), new Int32Array(K)];
  let [n, m] = [0, 0];
  for (let i = 0; i < K; i++) {
    if (evStart[i] === NO_DAY) continue;
    known[n++] = evStart[i];
    if (columns.precision[i] !== 4) finer[m++] = evStart[i]; // not only to a year
  }
  return (m ? finer.subarray(0, m) : known.subarray(0, n)).sort();
})();
const hasTime = dated.length > 0 && dated[0] < dated[dated.length - 1];

// A war of 1945 or a plan for 2066 in the news of 2020 must not squeeze the years that matter into one bar: what is far
// from nearly everything else goes into the first or the last bar.  A twentieth may be cut off at each end, where the
// gap that it leaves is a large part of all that remains.
const domain = (() => {
  if (!hasTime) return { from: 0, to: 1 };
  let [low, high] = [Math.round((dated.length - 1) * 0.02), Math.round((dated.length - 1) * 0.98)];
  const near = Math.max((dated[high] - dated[low]) * 0.03, 31);
  while (low > 0 && dated[low] - dated[low - 1] <= near) low--;
  while (high < dated.length - 1 && dated[high + 1] - dated[high] <= near) high++;
  const spare = Math.max(1, Math.floor(dated.length * 0.05));
  const cut = (start, step, stop) => {
    let [best, widest] = [start, 0];
    for (let k = start; k !== stop; k += step) {
      const gap = Math.abs(dated[k + step] - dated[k]);
      const rest = Math.abs(dated[step > 0 ? high : low] - dated[k + step]);
      if (gap > Math.max(rest * 0.12, 45) && gap >= widest * 0.12) [best, widest] = [k + step, gap];
    }
    return best;
  };
  if (dated.length > 8) {
    low = cut(low, 1, Math.min(Math.max(spare, low), high - 1));
    high = cut(high, -1, Math.max(Math.min(dated.length - 1 - spare, high), low + 1));
  }
  return { from: dated[low], to: dated[high] };
})();

// Bars of whole days, weeks, months, quarters or years: the finest that leaves each some pixels.
const bins = (() => {
  const days = domain.to - domain.from + 1;
  const units = [
    [1, (d) => d + 1, (d) => d],
    [7, (d) => d + 7, (d) => d - ((asDate(d).getUTCDay() + 6) % 7)],
    [30.4, (d) => step(d, 1), (d) => dayOf(asDate(d).getUTCFullYear(), asDate(d).getUTCMonth())],
    [91.3, (d) => step(d, 3), (d) => dayOf(asDate(d).getUTCFullYear(), Math.floor(asDate(d).getUTCMonth() / 3) * 3)],
    [365.2, (d) => step(d, 12), (d) => dayOf(asDate(d).getUTCFullYear(), 0)],
    [3652, (d) => step(d, 120), (d) => dayOf(Math.floor(asDate(d).getUTCFullYear() / 10) * 10, 0)],
  ];
  function step(day, months) {
    return dayOf(asDate(day).getUTCFullYear(), asDate(day).getUTCMonth() + months);
  }
  const [, next, floor] = units.find(([size]) => days / size <= 130) || units[units.length - 1];
  const edgesOf = [floor(domain.from)];
  while (edgesOf[edgesOf.length - 1] <= domain.to && edgesOf.length < 2000) edgesOf.push(next(edgesOf[edgesOf.length - 1]));
  return edgesOf;
})();
const BARS = bins.length - 1;
const binOf = (day) => {
  let [low, high] = [0, BARS - 1];
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    if (bins[middle] <= day) low = middle;
    else high = middle - 1;
  }
  return low;
};
// What is dated to a year is in no one of its months: where bars are finer than the date, it is in none.
const barDays = (bins[BARS] - bins[0]) / Math.max(BARS, 1);
const isCoarse = (i) => (precisionOf(i) === "y" || precisionOf(i) === "m") && evEnd[i] - evStart[i] + 1 > barDays * 1.5;
// What is earlier or later than all bars has a bar of its own; what is too coarse has none, and is counted.
const [EARLY, LATE, COARSE, SLOTS] = [BARS, BARS + 1, BARS + 2, BARS + 3];
const evBin = new Int16Array(K).fill(-1);
for (let i = 0; i < K; i++) {
  if (evStart[i] === NO_DAY) continue;
  evBin[i] = isCoarse(i) ? COARSE : evStart[i] < bins[0] ? EARLY : evStart[i] >= bins[BARS] ? LATE : binOf(evStart[i]);
}
const [hasEarly, hasLate] = [EARLY, LATE].map((slot) => evBin.includes(slot));
const barUnit = ["day", "week", "month", "quarter", "year", "decade"].find((_, k) => barDays <= [2, 8, 45, 120, 500, Infinity][k]);
const barName = (b) => {
  if (b === EARLY) return `before ${formatDay(bins[0])}`;
  if (b === LATE) return `from ${formatDay(bins[BARS])} on`;
  const [first, last] = [bins[b], bins[b + 1] - 1];
  if (barUnit === "day") return formatDay(first);
  if (barUnit === "month") return formatDay(first, "m");
  if (barUnit === "year") return formatDay(first, "y");
  return barUnit === "week" ? `${formatDay(first)} – ${formatDay(last)}` : `${formatDay(first, "s")} – ${formatDay(last, "s")}`;
};

// Stretches of which no bar tells anything, whatever the filters: runs of empty bars so long that, had events come as
// often as elsewhere on the axis, there would be some five among them.  A reader must not take them for years of peace.
const gaps = (() => {
  const told = new Uint8Array(BARS);
  const roughly = new Uint8Array(BARS);
  let inside = 0;
  for (let i = 0; i < K; i++) {
    if (evStart[i] === NO_DAY || evEnd[i] < bins[0] || evStart[i] >= bins[BARS]) continue;
    inside++;
    (evBin[i] === COARSE ? roughly : told).fill(1, binOf(Math.max(evStart[i], bins[0])), binOf(evEnd[i]) + 1);
  }
  const found = [];
  for (let b = 0, begin = 0; b <= BARS; b++) {
    if (b < BARS && !told[b]) continue;
    if (b - begin > 1 && ((b - begin) * inside) / BARS >= 5) found.push({ begin, end: b, rough: roughly.subarray(begin, b).includes(1) });
    begin = b + 1;
  }
  return found;
})();
const gapAt = (b) => gaps.find(({ begin, end }) => b >= begin && b < end);
// What is dated to a year is told of all the same, in no bar.
const gapWords = (gap) => (gap.rough ? "dated only roughly" : "no events told");

const firstDay = bins[0];
const lastDay = bins[BARS] - 1;
const shareOf = (day) => Math.max(0, Math.min(1, (day - firstDay) / (lastDay + 1 - firstDay)));

// Of counts by bar and side: how tall the tallest bars are above the line (cooperation, and grey upon it what is neither)
// and below it (conflict).
const SIDE_NUMBER = { cooperation: 0, conflict: 1, other: 2 };
const sideNumber = typeInfo.map((_, type) => SIDE_NUMBER[sideOf(type)]);
function tallest(counts) {
  let [up, down] = [0, 0];
  for (let b = 0; b <= LATE; b++) [up, down] = [Math.max(up, counts[b * 3] + counts[b * 3 + 2]), Math.max(down, counts[b * 3 + 1])];
  return { up, down };
}
const tollOf = (counts, b) => ({ n: counts[b * 3] + counts[b * 3 + 1] + counts[b * 3 + 2], cooperation: counts[b * 3], conflict: counts[b * 3 + 1], neither: counts[b * 3 + 2] });

// A line for each year (for each month or so, where there are few years), with as many of them written out as there is
// room for: 2024, else ’24, else every second or fifth.
function yearsFor(wide, widthOf, spare = 8) {
  const start = asDate(firstDay);
  const offset = start.getUTCFullYear() * 12 + start.getUTCMonth();
  const months = (lastDay + 1 - firstDay) / 30.4;
  const perMonth = wide / months;
  const fine = months > 30 ? 12 : [1, 2, 3, 6, 12].find((m) => m * perMonth >= 64) ?? 12;
  const step = fine < 12 ? fine : [12, 24, 60, 120, 240, 600, 1200].find((m) => m * perMonth >= 5) ?? 1200;
  const found = [];
  for (let m = Math.ceil(offset / step) * step; dayOf(Math.floor(m / 12), m % 12) <= lastDay; m += step) {
    const year = Math.floor(m / 12);
    found.push({ year, number: m / step, x: shareOf(dayOf(year, m % 12)) * wide, words: step < 12 ? formatDay(dayOf(year, m % 12), "s") : String(year), short: step < 12 ? "" : `’${String(year % 100).padStart(2, "0")}` });
  }
  // The first may begin before the axis does: the room is that between the next two.
  const room = found.length > 2 ? found[2].x - found[1].x : found.length > 1 ? found[1].x - found[0].x : wide;
  const full = Math.max(...found.map((tick) => widthOf(tick.words)), 0) + 6;
  const short = widthOf("’00") + 5;
  const brief = step === 12 && room < full && room >= short;
  const every = brief ? 1 : (step < 12 ? [1, 2, 3, 6, 12] : [1, 2, 5, 10, 20, 50, 100]).find((n) => n * room >= full) ?? 100;
  let right = -Infinity;
  for (const tick of found) {
    if (every > 1 && tick.number % every) { tick.words = ""; continue; }
    if (brief) tick.words = tick.short;
    // What would run over the end is moved back, as far as the one before leaves room.
    const fits = (words) => Math.min(tick.x, wide + spare - widthOf(words)) >= right + 3;
    if (!fits(tick.words)) tick.words = tick.short && fits(tick.short) ? tick.short : "";
    tick.at = Math.min(tick.x, wide + spare - widthOf(tick.words));
    if (tick.words) right = tick.at + widthOf(tick.words);
  }
  return found;
}
