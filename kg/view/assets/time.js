// The time slider: a histogram of what passes every other filter, cooperation above the line and conflict below it.

const timeBox = byId("time");
const chart = el("canvas", { role: "img" });
const track = el("div", { class: "track" });
const strip = el("div", { class: `strip${hasEarly ? " early" : ""}${hasLate ? " late" : ""}` }, chart, track);
const range = el("div", { class: "range" });
const handle = (side) =>
  el("div", { class: `handle ${side}`, role: "slider", tabindex: "0", "aria-label": side === "from" ? "First day" : "Last day", id: `time-${side}` });
const handles = { from: handle("from"), to: handle("to") };
// Days are typed and shown as year, month, day: a browser's own field would show them by the custom of its country.
const dayInput = (side) => el("input", { type: "text", id: `date-${side}`, "aria-label": side === "from" ? "From" : "Until", placeholder: "yyyy-mm-dd", title: "A year, a month or a day: 2023, 2023-09, 2023-09-13", autocomplete: "off", spellcheck: "false", maxlength: "10" });
const dayInputs = { from: dayInput("from"), to: dayInput("to") };
function typedDay(words, side) {
  const [, year, month, day] = /^\s*(\d{4})(?:-(\d\d?)(?:-(\d\d?))?)?\s*$/.exec(words) ?? [];
  if (!year) return null;
  const two = (part) => part.padStart(2, "0");
  if (day) return parseDay(`${year}-${two(month)}-${two(day)}`);
  if (month && (month < 1 || month > 12)) return null;
  if (side === "from") return dayOf(Number(year), month ? month - 1 : 0);
  return (month ? dayOf(Number(year), Number(month)) : dayOf(Number(year) + 1, 0)) - 1;
}
const play = el("button", { type: "button", class: "tool", id: "play", title: "Play through time" }, icon("play"), el("span", { class: "sr", text: "Play through time" }));
const allTime = el("button", { type: "button", class: "plain", id: "all-time", text: "All time" });
const timeOf = el("span", { id: "time-of" });
const timeNote = el("span", { id: "time-note" });
const neitherKey = el("span", {}, el("i", { class: "neither" }), "neither");
if (hasTime) {
  track.append(range, handles.from, handles.to);
  timeBox.append(el("div", { class: "time-line" }, play, dayInputs.from, el("span", { class: "soft", text: "to" }), dayInputs.to, allTime, el("span", { class: "soft said" }, timeOf, " ", timeNote),
    el("span", { class: "key" }, el("i", { class: "coop" }), "↑ cooperation", el("i", { class: "conf" }), "↓ conflict", neitherKey)), strip);
} else timeBox.hidden = true;

const period_ = () => [state.from ?? firstDay, state.to ?? lastDay];

function setPeriod(from, to, soon = true) {
  let [a, b] = [Math.round(from), Math.round(to)];
  if (a > b) [a, b] = [b, a];
  // At its end, the slider lets everything through: what is earlier than the first bar, too.
  state.from = a <= firstDay ? null : Math.min(a, lastDay);
  state.to = b >= lastDay ? null : Math.max(b, firstDay);
  if (soon) changedSoon();
  else changed();
}

const barWords = (b) => {
  const toll = tollOf(barCounts, b);
  return `${barName(b)}: ${toll.n ? sidesWords(toll) : gapAt(b) ? gapWords(gapAt(b)) : "none"}`;
};

const LABEL = 14; // pixels of the line of years
let drawnYears = [];
function drawChart(counts) {
  const ratio = devicePixelRatio || 1;
  const [width, height] = [strip.clientWidth, strip.clientHeight];
  if (!width || !height) return;
  chart.width = width * ratio;
  chart.height = height * ratio;
  const ctx = chart.getContext("2d");
  ctx.scale(ratio, ratio);
  ctx.font = `11px ${SANS}`;
  const [left, wide, plot] = [track.offsetLeft, track.clientWidth, height - LABEL - 2];
  const { up, down } = tallest(counts);
  const unit = (plot - 2) / Math.max(up + down, 1);
  const zero = 1 + up * unit;
  const [from, to] = period_();
  const stretches = gaps.map((gap) => [gap, left + shareOf(bins[gap.begin]) * wide, left + shareOf(bins[gap.end]) * wide]);
  drawYears(ctx, left, wide, height);
  const bar = (b, x, thick, inside) => {
    const toll = tollOf(counts, b);
    ctx.globalAlpha = inside ? 1 : 0.25;
    let y = zero;
    for (const [n, colour] of [[toll.cooperation, "coop-deeds"], [toll.neither, "other"]]) {
      y -= n * unit;
      ctx.fillStyle = colours[colour];
      ctx.fillRect(x, y, thick, n * unit);
    }
    ctx.fillStyle = colours["conf-deeds"];
    ctx.fillRect(x, zero, thick, toll.conflict * unit);
  };
  for (let b = 0; b < BARS; b++) {
    const [x0, x1] = [shareOf(bins[b]) * wide, shareOf(bins[b + 1]) * wide];
    bar(b, left + x0, Math.max(x1 - x0 - (x1 - x0 > 3 ? 1 : 0), 0.8), bins[b + 1] > from && bins[b] <= to);
  }
  ctx.textBaseline = "alphabetic";
  for (const [is, b, middle, words, all] of [[hasEarly, EARLY, left - 28, "earlier", state.from === null], [hasLate, LATE, left + wide + 28, "later", state.to === null]]) {
    if (!is) continue;
    bar(b, middle - 6, 12, all);
    ctx.globalAlpha = 1;
    ctx.fillStyle = colours.soft;
    ctx.fillRect(middle - 12, zero - 0.5, 24, 1);
    ctx.textAlign = "center";
    ctx.fillText(words, middle, height - 3);
  }
  ctx.globalAlpha = 1;
  ctx.textAlign = "left";
  ctx.fillStyle = colours.soft;
  drawLine(ctx, left, left + wide, zero, stretches);
  for (const [gap, x0, x1] of stretches) sayGap(ctx, gapWords(gap), gap.rough ? ["dated", "roughly"] : ["none", "told"], x0, x1, plot);
  ctx.textBaseline = "alphabetic";
  // The scale: what the tallest bars stand for.
  ctx.textAlign = "right";
  const edge = left - (hasEarly ? 50 : 10);
  if (up) ctx.fillText(count(up), edge, 10);
  if (down) ctx.fillText(count(down), edge, plot);
  ctx.textAlign = "left";
}

// The line between the two sides.  Where nothing is told there is no nought to be read off: it is dots there.
function drawLine(ctx, left, right, zero, stretches) {
  let from = left;
  for (const [, x0, x1] of stretches) {
    ctx.fillRect(from, zero - 0.5, x0 - from, 1);
    for (let x = x0 + 2; x < x1 - 1; x += 4) ctx.fillRect(x, zero - 0.5, 1, 1);
    from = x1;
  }
  ctx.fillRect(from, zero - 0.5, right - from, 1);
}
// Said where there is room: that a stretch is empty because nothing is told of it.
function sayGap(ctx, said, short, x0, x1, plot) {
  const space = said.lastIndexOf(" ");
  const lines = [[said], [said.slice(0, space), said.slice(space + 1)], short].find((words) => Math.max(...words.map((w) => ctx.measureText(w).width)) + 8 < x1 - x0) ?? [];
  ctx.textAlign = "center";
  ctx.textBaseline = "middle";
  lines.forEach((words, k) => {
    const y = plot / 2 + (k - (lines.length - 1) / 2) * 13;
    const half = ctx.measureText(words).width / 2 + 3;
    ctx.fillStyle = colours.paper;
    ctx.fillRect((x0 + x1) / 2 - half, y - 7, half * 2, 14);
    ctx.fillStyle = colours.soft;
    ctx.fillText(words, (x0 + x1) / 2, y);
  });
}

function drawYears(ctx, left, wide, height) {
  drawnYears = yearsFor(wide, (words) => ctx.measureText(words).width);
  ctx.textAlign = "left";
  ctx.textBaseline = "alphabetic";
  for (const { x, at, words } of drawnYears) {
    ctx.fillStyle = colours.rule;
    ctx.fillRect(left + x, 0, 1, height - LABEL + 2);
    ctx.fillStyle = colours.soft;
    if (words) ctx.fillText(words, left + at, height - 3);
  }
}

// The bars are of what is selected, if anything is: which events those are, whether or not they pass the filters.
function chosenMask() {
  if (!isSelected()) return null;
  const mask = new Uint8Array(K);
  const [a, b] = state.pair ?? [];
  const edges = state.edge !== null ? [state.edge] : state.pair === null ? [] : Array.from(scene.nodeEdges(a)).filter((e) => scene.from[e] === b || scene.to[e] === b);
  for (const list of state.node !== null ? [scene.nodeEvents(state.node)] : edges.map(scene.edgeEvents)) for (const i of list) mask[i] = 1;
  return mask;
}
function timeOfWhat() {
  if (state.pair !== null) return `Acts between ${state.pair.map((i) => nodes[i].label).join(" and ")}`;
  if (state.node !== null) return `Events of ${nodes[state.node].label}`;
  return state.edge !== null ? selectionName() : "All events";
}

let barCounts = null;
function showTime() {
  if (!hasTime) return;
  const mask = chosenMask();
  barCounts = tally("time", (i) => (mask !== null && !mask[i] ? -1 : evBin[i] < 0 ? SLOTS * 3 : evBin[i] * 3 + sideNumber[evType[i]]), SLOTS * 3 + 1);
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
  }
  const chosen = state.from !== null || state.to !== null;
  allTime.hidden = !chosen;
  const [early, late, rough] = [EARLY, LATE, COARSE].map((slot) => tollOf(barCounts, slot).n);
  const undated = barCounts[SLOTS * 3];
  const said = (roughly) => chosen
    ? [undated && `${count(undated)} undated`, coarse && `${count(coarse)} dated too roughly`].filter(Boolean).join(" and ").replace(/.$/, "$& left out")
    : [early && `${count(early)} earlier`, late && `${count(late)} later`, rough && `${count(rough)} dated only ${roughly}`].filter(Boolean).join(", ");
  timeOf.textContent = `${timeOfWhat()}, by ${barUnit}${said("roughly") ? ";" : ""}`;
  timeNote.textContent = said("roughly");
  timeNote.title = said("to a month or year, in no bar");
  neitherKey.hidden = !barCounts.some((n, k) => n && k % 3 === 2 && k < COARSE * 3);
  const { up, down } = tallest(barCounts);
  chart.setAttribute("aria-label", [`${timeOfWhat()}, by ${barUnit}: cooperation above the line, at most ${count(up)}; conflict below it, at most ${count(down)}`,
    ...gaps.map((gap) => `${gapWords(gap)} from ${formatDay(bins[gap.begin])} to ${formatDay(bins[gap.end] - 1)}`), said("roughly")].filter(Boolean).join("; "));
}
// What a bar stands for, in figures.
strip.addEventListener("pointermove", (event) => {
  if (barCounts === null) return;
  const [box, day] = [track.getBoundingClientRect(), dayAt(event)];
  const words = event.clientX < box.left ? hasEarly && barWords(EARLY) : event.clientX > box.right ? hasLate && barWords(LATE) : barWords(binOf(day));
  strip.title = words || "";
  range.title = words ? `${words} (drag to move the period)` : "";
});

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
    const day = typedDay(dayInputs[side].value, side);
    const [from, to] = period_();
    if (day === null) {
      dayInputs[side].value = isoDay(side === "from" ? from : to);
      return;
    }
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

onChange((what) => { if (what !== "tab") showTime(); });
new ResizeObserver(() => { if (barCounts) drawChart(barCounts); }).observe(strip);
