// What the reader has chosen, and what follows from it.  One pass over the events answers every filter.

const state = {
  tab: "network",
  node: null,
  edge: null,
  types: new Set(), // hidden
  statuses: new Set(), // hidden
  kinds: new Set(), // hidden
  countries: new Set(), // wanted; none means all
  confidence: 0,
  from: null, // first and last day, or null
  to: null,
  words: "",
};

const FAILS = { type: 1, status: 2, kind: 4, country: 8, confidence: 16, time: 32, words: 64 };
const failed = new Uint8Array(K);
const edgeCount = new Int32Array(M);
const edgeSure = new Uint8Array(M); // 2: at least one asserted or historical, 1: planned or hypothetical, 0: denied
const nodeCount = new Int32Array(N);
let passing = 0;

const fold = (words) => words.normalize("NFD").replace(/\p{M}/gu, "").toLowerCase();
const folded = new Map();
const foldedText = (index) => {
  if (!folded.has(index)) folded.set(index, fold(text(index)));
  return folded.get(index);
};

function kindFails(i) {
  if (!state.kinds.size) return false;
  const ties = evEdges[i];
  const hidden = (party) => state.kinds.has(parties[party].kind);
  if (!ties.length) {
    const who = ev.actors[i].some(isNamed) ? ev.actors[i] : ev.recipients[i].filter(isNamed);
    return who.length > 0 && who.every(hidden);
  }
  return !ties.some((e) => !hidden(edgeFrom[e]) && !hidden(edgeTo[e]));
}

function recompute() {
  const { types, statuses: hiddenStatuses, countries, confidence, from, to } = state;
  const words = fold(state.words.trim());
  for (let i = 0; i < K; i++) {
    let fails = 0;
    if (types.has(ev.type[i])) fails |= FAILS.type;
    if (hiddenStatuses.has(ev.status[i])) fails |= FAILS.status;
    if (ev.confidence[i] < confidence) fails |= FAILS.confidence;
    if (from !== null && (evEnd[i] === NO_DAY || evEnd[i] < from)) fails |= FAILS.time;
    if (to !== null && (evStart[i] === NO_DAY || evStart[i] > to)) fails |= FAILS.time;
    if (countries.size && !evCountries[i].some((code) => countries.has(code))) fails |= FAILS.country;
    if (words && !foldedText(ev.sentence[i]).includes(words)) fails |= FAILS.words;
    if (kindFails(i)) fails |= FAILS.kind;
    failed[i] = fails;
  }
  edgeCount.fill(0);
  edgeSure.fill(0);
  passing = 0;
  for (let i = 0; i < K; i++) {
    if (failed[i]) continue;
    passing++;
    const sure = isSure(ev.status[i]) ? 2 : ev.status[i] === STATUS.denied ? 0 : 1;
    for (const e of evEdges[i]) {
      edgeCount[e]++;
      if (sure > edgeSure[e]) edgeSure[e] = sure;
    }
  }
  nodeCount.fill(0);
  const kindHidden = nodes.map((node) => state.kinds.has(node.kind));
  for (let e = 0; e < M; e++) {
    if (kindHidden[edgeFrom[e]] || kindHidden[edgeTo[e]]) edgeCount[e] = 0;
    if (!edgeCount[e]) continue;
    nodeCount[edgeFrom[e]] += edgeCount[e];
    nodeCount[edgeTo[e]] += edgeCount[e];
  }
  for (let i = 0; i < K; i++) {
    if (failed[i]) continue;
    for (const party of evStruck[i]) if (!kindHidden[party]) nodeCount[party]++;
  }
}

// How many events each value of a filter would show, given all the other filters.
function tally(filter, valuesOf) {
  const counts = new Map();
  const others = ~FAILS[filter];
  for (let i = 0; i < K; i++) {
    if (failed[i] & others) continue;
    for (const value of valuesOf(i)) counts.set(value, (counts.get(value) || 0) + 1);
  }
  return counts;
}

const isFiltered = () => failed.some((fails) => fails);

// The events of what is selected, or all of them, after the filters; newest first.
function selectedEvents() {
  if (state.edge !== null) return edges[state.edge].events.filter((i) => !failed[i]);
  if (state.node !== null) return nodeEvents[state.node].filter((i) => !failed[i]);
  const found = [];
  for (let i = 0; i < K; i++) if (!failed[i]) found.push(i);
  return found;
}

const listeners = [];
const onChange = (listener) => listeners.push(listener);

// "filter": other events pass; "select": other details are wanted; "tab": another way to look at the same.
function changed(what = "filter") {
  if (what === "filter") recompute();
  for (const listener of listeners) listener(what);
}

let pending = false;
function changedSoon() {
  if (pending) return;
  pending = true;
  requestAnimationFrame(() => {
    pending = false;
    changed();
  });
}

function select(what) {
  state.node = what?.node ?? null;
  state.edge = what?.edge ?? null;
  changed("select");
}

function toggle(set, value) {
  if (!set.delete(value)) set.add(value);
}

function clearFilters() {
  for (const set of [state.types, state.statuses, state.kinds, state.countries]) set.clear();
  Object.assign(state, { confidence: 0, from: null, to: null, words: "" });
  changed();
}
