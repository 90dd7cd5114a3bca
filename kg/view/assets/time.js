// The time slider: a histogram of what passes every other filter, cooperation above the line and conflict below it.

let undated = 0;
const dated = (() => {
  const [known, finer] = [new Int32Array(K), new Int32Array(K)];
  let [n, m] = [0, 0];
  for (let i = 0; i < K; i++) {
    if (evStart[i] === NO_DAY) {
      undated++;
      continue;
    }
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
let [early, late] = [0, 0];
while (dated[early] < bins[0]) early++;
while (dated[dated.length - 1 - late] >= bins[BARS]) late++;
// What is dated to a year is in no one of its months: where bars are finer than the date, it is in none.
const barDays = (bins[BARS] - bins[0]) / Math.max(BARS, 1);
const isCoarse = (i) => (precisionOf(i) === "y" || precisionOf(i) === "m") && evEnd[i] - evStart[i] + 1 > barDays * 1.5;
const evBin = new Int16Array(K).fill(-1);
let coarseEvents = 0;
for (let i = 0; i < K; i++) {
  if (evStart[i] === NO_DAY) continue;
  if (isCoarse(i)) coarseEvents++;
  else evBin[i] = binOf(evStart[i]);
}

const timeBox = byId("time");
const chart = el("canvas", { "aria-hidden": "true" });
const track = el("div", { class: "track" }, chart);
const range = el("div", { class: "range", title: "Drag to move the period" });
const handle = (side) =>
  el("div", { class: `handle ${side}`, role: "slider", tabindex: "0", "aria-label": side === "from" ? "First day" : "Last day", id: `time-${side}` });
const handles = { from: handle("from"), to: handle("to") };
const dayInput = (side) => el("input", { type: "date", id: `date-${side}`, "aria-label": side === "from" ? "From" : "Until" });
const dayInputs = { from: dayInput("from"), to: dayInput("to") };
const play = el("button", { type: "button", class: "tool", id: "play", title: "Play through time" }, icon("play"), el("span", { class: "sr", text: "Play through time" }));
const allTime = el("button", { type: "button", class: "plain", id: "all-time", text: "All time" });
const timeNote = el("span", { class: "soft", id: "time-note" });
if (hasTime) {
  track.append(range, handles.from, handles.to);
  timeBox.append(el("div", { class: "time-line" }, play, dayInputs.from, el("span", { class: "soft", text: "to" }), dayInputs.to, allTime, timeNote,
    el("span", { class: "key" }, el("i", { class: "coop" }), "cooperation", el("i", { class: "conf" }), "conflict")), track);
} else timeBox.hidden = true;

const firstDay = bins[0];
const lastDay = bins[BARS] - 1;
const period_ = () => [state.from ?? firstDay, state.to ?? lastDay];
const shareOf = (day) => Math.max(0, Math.min(1, (day - firstDay) / (lastDay + 1 - firstDay)));

function setPeriod(from, to, soon = true) {
  let [a, b] = [Math.round(from), Math.round(to)];
  if (a > b) [a, b] = [b, a];
  // At its end, the slider lets everything through: what is earlier than the first bar, too.
  state.from = a <= firstDay ? null : Math.min(a, lastDay);
  state.to = b >= lastDay ? null : Math.max(b, firstDay);
  if (soon) changedSoon();
  else changed();
}

function drawChart(counts) {
  const ratio = devicePixelRatio || 1;
  const width = track.clientWidth;
  const height = track.clientHeight;
  if (!width || !height) return;
  chart.width = width * ratio;
  chart.height = height * ratio;
  const ctx = chart.getContext("2d");
  ctx.scale(ratio, ratio);
  const plot = height - 16;
  const up = new Float64Array(BARS);
  const down = new Float64Array(BARS);
  for (let b = 0; b < BARS; b++) {
    up[b] = counts[b * 3] + counts[b * 3 + 2];
    down[b] = counts[b * 3 + 1];
  }
  const mostUp = Math.max(...up, 0);
  const mostDown = Math.max(...down, 0);
  const unit = (plot - 2) / Math.max(mostUp + mostDown, 1);
  const zero = 1 + mostUp * unit;
  const [from, to] = period_();
  for (let b = 0; b < BARS; b++) {
    const x0 = shareOf(bins[b]) * width;
    const x1 = shareOf(bins[b + 1]) * width;
    const inside = bins[b + 1] > from && bins[b] <= to;
    const gap = x1 - x0 > 3 ? 1 : 0;
    ctx.globalAlpha = inside ? 1 : 0.25;
    ctx.fillStyle = colours["coop-deeds"];
    ctx.fillRect(x0, zero - up[b] * unit, Math.max(x1 - x0 - gap, 0.8), up[b] * unit);
    ctx.fillStyle = colours["conf-deeds"];
    ctx.fillRect(x0, zero, Math.max(x1 - x0 - gap, 0.8), down[b] * unit);
  }
  ctx.globalAlpha = 1;
  ctx.fillStyle = colours.soft;
  ctx.fillRect(0, zero - 0.5, width, 1);
  drawTicks(ctx, width, height);
}

function drawTicks(ctx, width, height) {
  ctx.font = `11px ${SANS}`;
  ctx.textBaseline = "alphabetic";
  const days = lastDay + 1 - firstDay;
  const room = Math.max(1, Math.floor(width / 74));
  const months = [1, 2, 3, 6, 12, 24, 60, 120, 240, 600, 1200].find((m) => days / 30.4 / m <= room) || 1200;
  const start = asDate(firstDay);
  const offset = start.getUTCFullYear() * 12 + start.getUTCMonth();
  let right = -10;
  for (let m = Math.ceil(offset / months) * months; ; m += months) {
    const day = dayOf(Math.floor(m / 12), m % 12);
    if (day > lastDay) break;
    const x = shareOf(day) * width;
    const words = months >= 12 ? String(Math.floor(m / 12)) : formatDay(day, "s");
    const wide = ctx.measureText(words).width;
    ctx.fillStyle = colours.rule;
    ctx.fillRect(x, 0, 1, height - 14);
    if (x < right + 8 || x + wide > width) continue;
    ctx.fillStyle = colours.soft;
    ctx.fillText(words, x + (x < 2 ? 0 : -1), height - 3);
    right = x + wide;
  }
  ctx.fillStyle = colours.soft;
  if (early) ctx.fillText("‹", 2, 10);
  if (late) ctx.fillText("›", width - 7, 10);
}

const sideNumber = typeInfo.map((_, type) => ["cooperation", "conflict", "other"].indexOf(sideOf(type)));
let barCounts = null;
function showTime() {
  if (!hasTime) return;
  barCounts = tally("time", (i) => (evBin[i] < 0 ? -1 : evBin[i] * 3 + sideNumber[evType[i]]), BARS * 3);
  drawChart(barCounts);
  const [from, to] = period_();
  const [left, right] = [shareOf(from) * 100, shareOf(to + 1) * 100];
  range.style.left = `${left}%`;
  range.style.width = `${Math.max(right - left, 0)}%`;
  for (const [side, share, day] of [["from", left, from], ["to", right, to]]) {
    handles[side].style.left = `${share}%`;
    handles[side].setAttribute("aria-valuemin", String(firstDay));
    handles[side].setAttribute("aria-valuemax", String(lastDay));
    handles[side].setAttribute("aria-valuenow", String(day));
    handles[side].setAttribute("aria-valuetext", formatDay(day));
    if (document.activeElement !== dayInputs[side]) dayInputs[side].value = isoDay(day);
    dayInputs[side].min = isoDay(firstDay);
    dayInputs[side].max = isoDay(lastDay);
  }
  const chosen = state.from !== null || state.to !== null;
  allTime.hidden = !chosen;
  const beyond = [early && `${count(early)} earlier in the first bar`, late && `${count(late)} later in the last`].filter(Boolean).join(", ");
  const out = [undated && `${count(undated)} undated`, coarse && `${count(coarse)} dated too roughly`].filter(Boolean).join(" and ");
  const said = (rough) => (chosen ? out && `${out} left out` : [beyond, coarseEvents && `${count(coarseEvents)} dated only ${rough}`].filter(Boolean).join("; "));
  timeNote.textContent = said("roughly");
  timeNote.title = said("to a month or year, in no bar");
}

const dayAt = (event) => {
  const box = track.getBoundingClientRect();
  return firstDay + ((event.clientX - box.left) / box.width) * (lastDay + 1 - firstDay);
};
function drag(target, start) {
  target.addEventListener("pointerdown", (event) => {
    if (event.button) return;
    stopPlaying();
    event.preventDefault();
    event.stopPropagation();
    const move = start(event);
    holding = true;
    target.setPointerCapture(event.pointerId);
    const end = () => {
      target.removeEventListener("pointermove", move);
      target.classList.remove("dragging");
      holding = false;
      changed();
    };
    target.classList.add("dragging");
    target.addEventListener("pointermove", move);
    target.addEventListener("pointerup", end, { once: true });
    target.addEventListener("pointercancel", end, { once: true });
    if (target.focus && target.tabIndex >= 0) target.focus({ preventScroll: true });
  });
}
for (const side of ["from", "to"]) {
  drag(handles[side], () => (event) => {
    const [from, to] = period_();
    const day = dayAt(event);
    if (side === "from") setPeriod(Math.min(day, to), to);
    else setPeriod(from, Math.max(day - 1, from));
  });
  handles[side].addEventListener("keydown", (event) => {
    const [from, to] = period_();
    const now = side === "from" ? from : to;
    const bar = binOf(now);
    const jump = event.key === "PageUp" || event.key === "PageDown" ? Math.ceil(BARS / 10) : 1;
    const edge = (b) => {
      const clamped = Math.max(0, Math.min(BARS - 1, b));
      return side === "from" ? bins[clamped] : bins[clamped + 1] - 1;
    };
    const moves = {
      ArrowLeft: () => edge(bar - 1), ArrowDown: () => edge(bar - 1), PageDown: () => edge(bar - jump),
      ArrowRight: () => edge(bar + 1), ArrowUp: () => edge(bar + 1), PageUp: () => edge(bar + jump),
      Home: () => firstDay, End: () => lastDay,
    };
    if (!moves[event.key]) return;
    event.preventDefault();
    const day = moves[event.key]();
    if (side === "from") setPeriod(Math.min(day, to), to);
    else setPeriod(from, Math.max(day, from));
  });
  dayInputs[side].addEventListener("change", () => {
    const day = parseDay(dayInputs[side].value);
    const [from, to] = period_();
    if (day === null) return showTime();
    if (side === "from") setPeriod(day, Math.max(day, to), false);
    else setPeriod(Math.min(day, from), day, false);
  });
}
drag(range, (event) => {
  const [from, to] = period_();
  const grip = dayAt(event);
  return (next) => {
    const shift = Math.max(firstDay - from, Math.min(lastDay - to, Math.round(dayAt(next) - grip)));
    setPeriod(from + shift, to + shift);
  };
});
// Outside the period, a drag draws a new one.
drag(track, (event) => {
  const grip = dayAt(event);
  return (next) => setPeriod(Math.min(grip, dayAt(next)), Math.max(grip, dayAt(next)));
});
allTime.addEventListener("click", () => {
  stopPlaying();
  setPeriod(firstDay, lastDay, false);
});

let playing = null;
function stopPlaying() {
  if (playing === null) return;
  clearInterval(playing);
  playing = null;
  holding = false;
  play.replaceChildren(icon("play"), el("span", { class: "sr", text: "Play through time" }));
}
play.addEventListener("click", () => {
  if (playing !== null) return stopPlaying();
  const [from, to] = period_();
  let width = binOf(to) - binOf(from) + 1;
  let bar = binOf(from);
  if (width > BARS * 0.6) [width, bar] = [Math.max(1, Math.round(BARS / 12)), 0];
  else if (bar + width >= BARS) bar = 0;
  play.replaceChildren(icon("pause"), el("span", { class: "sr", text: "Pause" }));
  holding = true;
  playing = setInterval(() => {
    // The very first bar is a limit, too: without one, everything earlier would flash up.
    state.from = bins[bar];
    state.to = bins[bar + width] - 1;
    changed();
    if (bar + width >= BARS) { stopPlaying(); changed(); }
    bar++;
  }, 380);
});

onChange((what) => { if (what === "filter") showTime(); });
new ResizeObserver(() => { if (barCounts) drawChart(barCounts); }).observe(track);
