// What the reader has chosen, and what follows from it.  One pass over the events answers every filter.

const state = {
  tab: "network",
  level: facts.level,
  node: null,
  pair: null, // two nodes, and all between them
  edge: null,
  event: null, // the id of one act
  types: new Set(), // hidden
  statuses: new Set(), // hidden
  kinds: new Set(), // hidden
  countries: new Set(), // wanted; none means all
  every: true, // all of the wanted countries take part; else any of them
  confidence: 0,
  from: null, // first and last day, or null
  to: null,
  words: "",
  most: 0, // so many nodes are drawn, the busiest; 0 leaves it to the size of the picture
  colour: "kind", // or "community"
  size: "activity", // or "brokers"
};

const FAILS = { type: 1, status: 2, kind: 4, country: 8, confidence: 16, time: 32, words: 64, level: 128 };
const failed = new Uint8Array(K);
let edgeCount = new Int32Array(0); // events that pass, by edge and by node
let edgeSure = new Uint8Array(0); // the surest of them: 4 asserted, 3 historical, 2 planned, 1 hypothetical, 0 denied
const nodeCount = new Int32Array(N);
let edgeSeen = new Uint8Array(0); // and what of it is drawn
let seenEdges = [];
const nodeSeen = new Uint8Array(N);
let passing = 0;
let thinned = false; // whether weak ties are left out
let coarse = 0; // events that the period leaves out because their date is too coarse for it

// Without accents, capitals and dots: "U.K." is "uk".
const fold = (words) => words.normalize("NFD").replace(/[\p{M}.]/gu, "").replace(/[’‘`]/g, "'").toLowerCase();
const holdsWords = (i, words) => fold(sentenceOf(i)).includes(words);

// Whether one of an event's actors and recipients is of a country.
const isOf = (i, code) => {
  for (let k = scene.begin[i]; k < scene.begin[i + 1]; k++) if (parties[scene.who[k]].country === code) return true;
  return false;
};

function kindFails(i) {
  const hidden = (party) => state.kinds.has(parties[party].kind);
  const ties = scene.evEdges(i);
  // Themes are hidden in the picture only: who warns of sanctions has done so, whether or not they are drawn.
  const ends = (e) => !hidden(scene.from[e]) && (!hidden(scene.to[e]) || nodes[scene.to[e]].kind === "theme");
  if (ties.length) return !ties.some(ends);
  const who = actorsOf(i).some(isNamed) ? actorsOf(i) : recipientsOf(i).filter(isNamed);
  return who.length > 0 && who.every(hidden);
}

// An act dated to a year is in a month no more than in any other: half of its time must lie in the period.
function inPeriod(i) {
  const { from, to } = state;
  if (evStart[i] === NO_DAY || (from !== null && evEnd[i] < from) || (to !== null && evStart[i] > to)) return 0;
  if (columns.precision[i] !== 3 && columns.precision[i] !== 4) return 1;
  const inside = Math.min(evEnd[i], to ?? evEnd[i]) - Math.max(evStart[i], from ?? evStart[i]) + 1;
  return inside * 2 >= evEnd[i] - evStart[i] + 1 ? 1 : 2;
}

function recompute() {
  const { types, statuses: hiddenStatuses, countries, confidence } = state;
  const words = fold(state.words.trim());
  if (words && !allOpen) {
    openAll().then(() => changed());
    return;
  }
  const timed = state.from !== null || state.to !== null;
  const wanted = [...countries];
  const someKind = [...state.kinds].some((kind) => kind !== "theme");
  const [someType, someStatus] = [types.size > 0, hiddenStatuses.size > 0];
  coarse = 0;
  for (let i = 0; i < K; i++) {
    let fails = 0;
    if (!scene.holds(i)) fails |= FAILS.level;
    if (someType && types.has(evType[i])) fails |= FAILS.type;
    if (someStatus && hiddenStatuses.has(evStatus[i])) fails |= FAILS.status;
    if (evConfidence[i] < confidence) fails |= FAILS.confidence;
    if (timed) {
      const inside = inPeriod(i);
      if (inside !== 1) fails |= FAILS.time;
      if (inside === 2) coarse++;
    }
    if (wanted.length && !wanted[state.every ? "every" : "some"]((code) => isOf(i, code))) fails |= FAILS.country;
    if (words && !holdsWords(i, words)) fails |= FAILS.words;
    if (someKind && kindFails(i)) fails |= FAILS.kind;
    failed[i] = fails;
  }
  edgeCount = new Int32Array(scene.M);
  edgeSure = new Uint8Array(scene.M);
  passing = 0;
  const { evBegin, evEdgeList } = scene;
  for (let i = 0; i < K; i++) {
    if (failed[i]) continue;
    passing++;
    const sure = sureness(evStatus[i]);
    for (let k = evBegin[i]; k < evBegin[i + 1]; k++) {
      const e = evEdgeList[k];
      edgeCount[e]++;
      if (sure > edgeSure[e]) edgeSure[e] = sure;
    }
  }
  nodeCount.fill(0);
  const kindHidden = nodes.map((node) => state.kinds.has(node.kind));
  for (let e = 0; e < scene.M; e++) {
    if (kindHidden[scene.from[e]] || kindHidden[scene.to[e]]) edgeCount[e] = 0;
    if (!edgeCount[e]) continue;
    nodeCount[scene.from[e]] += edgeCount[e];
    nodeCount[scene.to[e]] += edgeCount[e];
  }
  for (let i = 0; i < K; i++) {
    if (failed[i]) continue;
    if (evBegin[i] === evBegin[i + 1]) for (const party of scene.struck(i)) if (!kindHidden[party]) nodeCount[party]++;
  }
  choosePicture();
}

// Of thousands, the busiest are drawn: as many as the picture can name, and whoever is tied to the one selected.
const roomFor = () => {
  const box = document.getElementById("network").getBoundingClientRect();
  return Math.max(36, Math.min(220, Math.round((box.width * box.height) / (box.width < 500 ? 4000 : 3000))));
};
function choosePicture() {
  const busy = [];
  for (let i = 0; i < N; i++) if (nodeCount[i]) busy.push(i);
  const most = state.most || roomFor();
  nodeSeen.fill(0);
  if (busy.length > most * 1.15) busy.sort((a, b) => nodeCount[b] - nodeCount[a] || a - b).length = most;
  for (const i of busy) nodeSeen[i] = 1;
  const near = [state.node, ...(state.pair ?? []), ...(state.edge === null ? [] : [scene.from[state.edge], scene.to[state.edge]])].filter((i) => i !== null);
  for (const i of near) if (nodeCount[i]) nodeSeen[i] = 1;
  if (state.node !== null) {
    const others = new Map();
    for (const e of scene.nodeEdges(state.node)) {
      const other = scene.from[e] === state.node ? scene.to[e] : scene.from[e];
      if (edgeCount[e]) others.set(other, (others.get(other) || 0) + edgeCount[e]);
    }
    for (const [other] of [...others].sort((a, b) => b[1] - a[1] || a[0] - b[0]).slice(0, 60)) nodeSeen[other] = 1;
  }
  edgeSeen = new Uint8Array(scene.M);
  const tied = new Uint8Array(N);
  const ties = [];
  const { M, from, to } = scene;
  for (let e = 0; e < M; e++) if (edgeCount[e] && nodeSeen[from[e]] && nodeSeen[to[e]]) ties.push(e);
  // Where everybody is tied to everybody, only the strongest ties are drawn, one of each actor, and all of who is picked.
  const room = Math.max(busy.length * 3, 120);
  thinned = ties.length > room;
  if (thinned) ties.sort((p, q) => edgeCount[q] - edgeCount[p] || p - q);
  ties.forEach((e, rank) => {
    const [a, b] = [scene.from[e], scene.to[e]];
    if (rank < room || !tied[a] || !tied[b] || near.includes(a) || near.includes(b)) edgeSeen[e] = tied[a] = tied[b] = 1;
  });
  seenEdges = ties.filter((e) => edgeSeen[e]).sort((p, q) => p - q);
  // Where some are left out, who is left without a tie would be a lone dot that says nothing.
  if (nodeSeen.reduce((n, seen) => n + seen, 0) < nodeCount.reduce((n, c) => n + (c > 0), 0)) {
    for (const i of busy) if (!tied[i] && !near.includes(i)) nodeSeen[i] = 0;
  }
}

// How many events each value of a filter would show, given all the other filters; values are numbers (-1: none).
function tally(filter, valueOf, size) {
  const counts = new Int32Array(size);
  const others = ~FAILS[filter];
  for (let i = 0; i < K; i++) {
    if (failed[i] & others) continue;
    const value = valueOf(i);
    if (value >= 0) counts[value]++;
  }
  return counts;
}

// The same for what an event's parties have, as numbers by party (-1: nothing); an event counts each once.
function tallyParties(filter, numberOf, size) {
  const counts = new Int32Array(size);
  const last = new Int32Array(size).fill(-1);
  const others = ~FAILS[filter];
  const add = (i, party) => {
    const value = numberOf[party];
    if (value < 0 || last[value] === i) return;
    last[value] = i;
    counts[value]++;
  };
  for (let i = 0; i < K; i++) {
    if (failed[i] & others) continue;
    for (let k = scene.begin[i]; k < scene.begin[i + 1]; k++) add(i, scene.who[k]);
    if (scene.target[i]) add(i, scene.target[i] - 1);
  }
  return counts;
}

const isFiltered = () => failed.some((fails) => fails & ~FAILS.level);

// Ties between two nodes, in both directions; those that pass.
const tiesBetween = (a, b) => Array.from(scene.nodeEdges(a)).filter((e) => edgeCount[e] && (scene.from[e] === b || scene.to[e] === b));

// The events of what is selected, or all of them, after the filters; newest first.
function selectedEvents() {
  const passes = (i) => !failed[i];
  if (state.pair !== null) {
    const found = new Set();
    for (const e of tiesBetween(...state.pair)) for (const i of scene.edgeEvents(e)) if (!failed[i]) found.add(i);
    return [...found].sort((a, b) => a - b);
  }
  if (state.edge !== null) return Array.from(scene.edgeEvents(state.edge)).filter(passes);
  if (state.node !== null) return Array.from(scene.nodeEvents(state.node)).filter(passes);
  const found = [];
  for (let i = 0; i < K; i++) if (!failed[i]) found.push(i);
  return found;
}

const listeners = [];
const onChange = (listener) => listeners.push(listener);

// "filter": other events pass; "select": other details are wanted; "tab": another way to look at the same.
function changed(what = "filter") {
  if (what === "filter") recompute();
  else if (what === "select") choosePicture();
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
  state.pair = what?.pair ?? null;
  changed("select");
}
const isSelected = () => state.node !== null || state.edge !== null || state.pair !== null;

// The other level: everybody as who they are, or whoever acts for a state as that state.
async function setLevel(name, tell = true) {
  if (!data.levels[name] || name === scene.name) return;
  levels[name] ??= await readLevel(name);
  scene = levels[name];
  state.level = name;
  state.edge = null;
  const gone = (i) => !scene.drawn[i];
  if (state.node !== null && gone(state.node)) state.node = null;
  if (state.pair !== null && state.pair.some(gone)) state.pair = null;
  if (tell) {
    changed();
    changed("select");
  }
}

function toggle(set, value) {
  if (!set.delete(value)) set.add(value);
}

// Above this many, themes would be most of what is seen.
const FEW_NODES = 40;
const usualKinds = () => (nodes.filter((node) => node.kind !== "theme").length > FEW_NODES && kindsPresent.includes("theme") ? ["theme"] : []);
state.kinds = new Set(usualKinds());

function clearFilters() {
  for (const set of [state.types, state.statuses, state.countries]) set.clear();
  state.kinds = new Set(usualKinds());
  Object.assign(state, { confidence: 0, from: null, to: null, words: "", every: true });
  changed();
}
