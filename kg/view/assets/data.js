// What Python computed: parties, levels, and the events as columns of numbers; what takes reading comes on demand.

const read = (id) => JSON.parse(document.getElementById(id).textContent);

function bytesOf(base64) {
  if (Uint8Array.fromBase64) return Uint8Array.fromBase64(base64);
  const plain = atob(base64);
  const bytes = new Uint8Array(plain.length);
  for (let i = 0; i < plain.length; i++) bytes[i] = plain.charCodeAt(i);
  return bytes;
}
// zlib, base64: so that the file can be mailed.  A few bytes stand as they are, after a full stop.
async function unsqueezed(base64) {
  if (base64[0] === ".") return bytesOf(base64.slice(1));
  if (typeof DecompressionStream === "undefined") {
    const empty = document.getElementById("empty");
    empty.hidden = false;
    empty.textContent = "This page needs a browser from 2023 or later.";
    throw new Error("no DecompressionStream");
  }
  const stream = new Blob([bytesOf(base64)]).stream().pipeThrough(new DecompressionStream("deflate"));
  return new Uint8Array(await new Response(stream).arrayBuffer());
}
const heldIn = (id) => document.getElementById(id).textContent;
const unsqueezedJson = async (base64) => JSON.parse(new TextDecoder().decode(await unsqueezed(base64)));

// A value and columns as kg.view.columns packs them: a line of JSON, then of each column all low bytes, then all next
// ones; some hold the steps between numbers.
async function unpacked(text) {
  const bytes = await unsqueezed(text);
  let at = bytes.indexOf(10) + 1;
  const [value, layout] = JSON.parse(new TextDecoder().decode(bytes.subarray(0, at)));
  const columns = Object.create(null);
  for (const [name, length, width, stepped] of layout) {
    const low = bytes.subarray(at, at + length);
    const values = width === 1 && !stepped ? low : Int32Array.from(low);
    for (let rank = 1; rank < width; rank++) {
      const [ranked, shift] = [bytes.subarray(at + rank * length, at + (rank + 1) * length), rank * 8];
      for (let i = 0; i < length; i++) values[i] |= ranked[i] << shift;
    }
    if (stepped) for (let i = 1; i < length; i++) values[i] += values[i - 1];
    columns[name] = values;
    at += length * width;
  }
  return [value, columns];
}

const facts = read("kg-facts");
const [data, columns] = await unpacked(heldIn("kg-data").trim());
// vis-network stands behind this script, so that it is read while the numbers are unpacked.
if (typeof vis === "undefined") await new Promise((done) => addEventListener("vis-network", done, { once: true }));
const K = data.count;
const N = data.drawn;
const NO_DAY = -(2 ** 20); // no day, for events and articles
const typeInfo = facts.types;
const statuses = facts.statuses;

// Parties 0 … N - 1 are drawn on some level; the others only take part in an event.
const parties = data.parties.key.map((key, i) => ({
  key, label: data.parties.label[i], kind: data.parties.kind[i], country: data.parties.country[i], aliases: data.parties.aliases[i],
}));
const nodes = parties.slice(0, N);
const LEVELS = Object.keys(data.levels);

const evType = columns.type;
const evStatus = columns.status;
const evConfidence = columns.confidence;
const evStart = columns.start;
const evEnd = evStart.slice();
for (let i = 0; i < K; i++) evEnd[i] += columns.span[i];
const PRECISIONS = ["", "d", "w", "m", "y", "", "", "", "", "p"]; // "p": without a date, the day of report
const precisionOf = (i) => PRECISIONS[columns.precision[i]];
const basisCode = (i) => ["", "c", "p"][columns.basis[i]];
const placeOf = (i) => (columns.place[i] ? data.places[columns.place[i] - 1] : null);

// Lists of lists as two arrays: where each begins, and all of them in a row.
function grouped(size, count, each) {
  const start = new Int32Array(size + 1);
  const number = (group) => { start[group + 1]++; };
  for (let k = 0; k < count; k++) each(k, number);
  for (let g = 0; g < size; g++) start[g + 1] += start[g];
  const list = new Int32Array(start[size]);
  const next = start.slice(0, size);
  let now = 0;
  const put = (group) => { list[next[group]++] = now; };
  for (; now < count; now++) each(now, put);
  return (group) => list.subarray(start[group], start[group + 1]);
}

const lazily = (make) => { let made; return (k) => (made ??= make())(k); };

// Everything that depends on the level: who takes part in what, who is drawn where, who is tied to whom.
const levels = {};
// Who takes part: in a row for each event, actors before recipients.  A second level may be told by the first: as whom
// each party nearly always stands there, and the events where it does not.
function sidesOf(name) {
  const [told, actors, recipients, others, targets] = ["told", "actors", "recipients", "who", "target"].map((what) => columns[`${name}.${what}`]);
  const as = Int32Array.from(parties.keys());
  if (told) columns[`${name}.fold`].forEach((party, k) => { as[party] = columns[`${name}.to`][k]; });
  const [begin, middle, target] = [new Int32Array(K + 1), new Int32Array(K), new Int32Array(K)];
  const who = new Int32Array(others.length + (told ? rows.who.length : 0));
  let [other, next, at] = [0, 0, 0];
  for (let i = 0; i < K; i++) {
    if (told?.[i]) {
      middle[i] = at + rows.middle[i] - rows.begin[i];
      for (let k = rows.begin[i]; k < rows.begin[i + 1]; k++) who[at++] = as[rows.who[k]];
      target[i] = rows.target[i];
    } else {
      middle[i] = at + actors[other];
      for (let k = actors[other] + recipients[other]; k > 0; k--) who[at++] = others[next++];
      target[i] = targets[other++];
    }
    begin[i + 1] = at;
  }
  return { begin, middle, target, who: who.subarray(0, at) };
}
const rows = sidesOf(LEVELS[0]);

async function readLevel(name) {
  const told = data.levels[name];
  const [node, edge] = [["id", "x", "y", "size"], ["from", "to", "type", "mutual"]].map((names, k) => Object.fromEntries(names.map((what) => [what, columns[`${name}.${["node", "edge"][k]}.${what}`]])));
  const [drawn, x, y, size] = [new Uint8Array(N), new Float32Array(N), new Float32Array(N), new Float32Array(N).fill(5)];
  node.id.forEach((i, k) => { [drawn[i], x[i], y[i], size[i]] = [1, node.x[k], node.y[k], node.size[k] / 10]; });
  const { begin, middle, who, target } = name === LEVELS[0] ? rows : sidesOf(name);
  const actors = (i) => who.subarray(begin[i], middle[i]);
  const recipients = (i) => who.subarray(middle[i], begin[i + 1]);
  const inLevel = columns[`${name}.shown`];
  const M = edge.from.length;
  const named = Uint8Array.from(parties, (party) => party.kind !== "unnamed");
  // Ties by whom they join and as what: a table of hashes, since half a million events ask for theirs.
  const slots = new Int32Array(2 << (32 - Math.clz32(M))).fill(-1);
  const slotOf = (a, b, type, mutual) => {
    let hash = Math.imul(a, 0x9e3779b1) ^ Math.imul((b * 64 + type) * 2 + mutual, 0x85ebca6b);
    hash ^= hash >>> 15;
    for (; ; hash++) {
      const slot = hash & (slots.length - 1);
      const e = slots[slot];
      if (e < 0 || (edge.from[e] === a && edge.to[e] === b && edge.type[e] === type && edge.mutual[e] === mutual)) return slot;
    }
  };
  for (let e = 0; e < M; e++) slots[slotOf(edge.from[e], edge.to[e], edge.type[e], edge.mutual[e])] = e;

  // Which ties an event is behind, by the same rule as kg.view.ties.
  let found = new Int32Array(Math.max(K, 64) * 2);
  let ties_ = 0;
  const evBegin = new Int32Array(K + 1);
  const tie = (i, a, b, mutual) => {
    if (a === b || !named[a] || !named[b]) return;
    const e = slots[slotOf(a, b, evType[i], mutual)];
    if (e < 0) return;
    for (let k = evBegin[i]; k < ties_; k++) if (found[k] === e) return;
    if (ties_ === found.length) { const more = new Int32Array(ties_ * 2); more.set(found); found = more; }
    found[ties_++] = e;
  };
  for (let i = 0; i < K; i++) {
    if (!inLevel || inLevel[i]) {
      const [first, middle_, end] = [begin[i], middle[i], begin[i + 1]];
      let known = false;
      for (let q = middle_; q < end; q++) if (named[who[q]]) known = true;
      if (columns.mutual[i] && middle_ - first > 1) {
        for (let p = first; p < middle_; p++) for (let q = p + 1; q < middle_; q++) {
          // The order of the two is that in which Python met them first: one of both is an edge.
          tie(i, who[p], who[q], 1);
          tie(i, who[q], who[p], 1);
        }
      } else if (known) {
        for (let p = first; p < middle_; p++) for (let q = middle_; q < end; q++) tie(i, who[p], who[q], 0);
      } else if (target[i]) for (let p = first; p < middle_; p++) tie(i, who[p], target[i] - 1, 0);
    }
    evBegin[i + 1] = ties_;
  }
  const evEdgeList = found.subarray(0, ties_);
  const evEdges = (i) => evEdgeList.subarray(evBegin[i], evBegin[i + 1]);

  const last = new Int32Array(parties.length);
  const takePart = (i, add) => {
    if (inLevel && !inLevel[i]) return;
    const end = begin[i + 1] + (target[i] ? 1 : 0);
    for (let k = begin[i]; k < end; k++) {
      const party = k < begin[i + 1] ? who[k] : target[i] - 1;
      if (party >= N || !drawn[party] || last[party] === i) continue;
      last[party] = i;
      add(party);
    }
  };
  // In how many events each takes part, of those that pass.
  const activityOf = (passes) => {
    last.fill(-1);
    const n = new Int32Array(N);
    const add = (party) => { n[party]++; };
    for (let i = 0; i < K; i++) if (passes(i)) takePart(i, add);
    return n;
  };
  // Which events these are is asked for once somebody picks one.
  const nodeEvents = lazily(() => grouped(N, K, (i, add) => {
    if (i === 0) last.fill(-1);
    takePart(i, add);
  }));
  const edgeEvents = lazily(() => grouped(M, K, (i, add) => { for (let k = evBegin[i]; k < evBegin[i + 1]; k++) add(found[k]); }));
  const nodeEdges = grouped(N, M, (e, add) => { add(edge.from[e]); add(edge.to[e]); });
  // Acts of which nobody is told who did them, or who is only described, are drawn at those whom they were done to.
  const struck = (i) => {
    if (evBegin[i] < evBegin[i + 1] || (inLevel && !inLevel[i])) return [];
    for (const party of actors(i)) if (named[party]) return [];
    return recipients(i).filter((party) => party < N && drawn[party]);
  };
  const size_ = activityOf(() => true);
  // Ties between the same two, whatever their direction, have one number.
  const pairOf = new Int32Array(M);
  const numbers = new Map();
  for (let e = 0; e < M; e++) {
    const [a, b] = [edge.from[e], edge.to[e]];
    const key = a < b ? a * N + b : b * N + a;
    let number = numbers.get(key);
    if (number === undefined) numbers.set(key, (number = numbers.size));
    pairOf[e] = number;
  }
  const byActivity = node.id.slice().sort((a, b) => size_[b] - size_[a] || a - b);
  return {
    name, drawn, x, y, size, actors, recipients, begin, who, target, M, from: edge.from, to: edge.to, type: edge.type, mutual: edge.mutual,
    evEdges, evBegin, evEdgeList, pairOf, pairs: numbers.size, edgeEvents, nodeEvents, activityOf, nodeEdges, struck, activity: size_, byActivity: Array.from(byActivity), centre: told.centre, candidates: told.parties,
    holds: (i) => !inLevel || inLevel[i] === 1,
  };
}
let scene = (levels[facts.level] = await readLevel(facts.level)); // the level that is looked at

const actorsOf = (i) => scene.actors(i);
const recipientsOf = (i) => scene.recipients(i);
const targetOf = (i) => (scene.target[i] ? scene.target[i] - 1 : null);
const everyone = (i) => [...scene.actors(i), ...scene.recipients(i), ...(scene.target[i] ? [scene.target[i] - 1] : [])];
const isDrawn = (party) => party < N && scene.drawn[party] === 1;
const isNamed = (party) => parties[party].kind !== "unnamed";

// Sentences and sources, in chunks that are opened when somebody looks.
const CHUNK = facts.chunk;
const CHUNKS = Math.ceil(K / CHUNK);
const detail = [];
const opening = [];
const parsed = new Promise((done) => { if (document.readyState === "loading") addEventListener("DOMContentLoaded", done); else done(); });
function openChunk(c) {
  opening[c] ??= (async () => {
    if (!byId(`chunk-${c}`)) await parsed; // all but the first stand behind this script
    const [told, ids = ""] = heldIn(`chunk-${c}`).trim().split(" ");
    const [[strings, addresses, articles], chunk] = await unpacked(told);
    const stored = ids[0] === ":" ? await unsqueezedJson(ids.slice(1)) : hashes(bytesOf(ids));
    let next = 0;
    chunk.id = Array.from(chunk.made, (made) => (made ? null : stored[next++]));
    detail[c] = Object.assign(chunk, { strings, addresses, articles, contexts: listsOf(chunk.contexts, chunk.context) });
    byId(`chunk-${c}`).remove();
  })();
  return opening[c];
}
const hasDetail = (i) => detail[Math.floor(i / CHUNK)] !== undefined;
const openDetail = (i) => openChunk(Math.floor(i / CHUNK));
let allOpen = CHUNKS === 0;
async function openAll() {
  for (let c = 0; c < CHUNKS; c++) await openChunk(c);
  allOpen = true;
}
const listsOf = (counts, all, at = 0) => Array.from(counts, (n) => all.subarray(at, (at += n)));
const hashes = (bytes) =>
  Array.from({ length: bytes.length / 8 }, (_, k) => Array.from(bytes.subarray(k * 8, k * 8 + 8), (byte) => byte.toString(16).padStart(2, "0")).join(""));
const chunkOf = (i) => detail[Math.floor(i / CHUNK)];
const field = (name) => (i) => chunkOf(i).strings[chunkOf(i)[name][i % CHUNK]];
const contextsOf = (i) => Array.from(chunkOf(i).contexts[i % CHUNK], (k) => chunkOf(i).strings[k]).join(", ");
const [modeOf, themeOf, byOf, casualtiesOf, toldOf, extractorOf, markedOf] =
  ["mode", "theme", "by", "casualties", "told", "extractor", "sentence"].map(field);
// Sentences bear their marks within, as kg.view.details writes them: signs before and after, and for whoever is called
// by the name that he is shown by, only his number.
const namedIn = (i, sign) => rows.who[rows.begin[i] + sign.charCodeAt(0) - 0x20];
const sentenceOf = (i) => markedOf(i).replace(/\x05(.)|[\x01-\x04]/g, (_, sign) => (sign === undefined ? "" : parties[namedIn(i, sign)].label));
function piecesOf(i) {
  const pieces = [];
  for (const [, sign, role, words, plain] of markedOf(i).matchAll(/\x05(.)|([\x01-\x03])([^\x04]*)\x04|([^\x01-\x05]+)/gu)) {
    if (plain !== undefined) pieces.push([null, plain]);
    else if (role !== undefined) pieces.push(["tar"[role.charCodeAt(0) - 1], words]);
    else {
      const at = rows.begin[i] + sign.charCodeAt(0) - 0x20;
      pieces.push([at < rows.middle[i] ? "a" : "r", parties[rows.who[at]].label]);
    }
  }
  return pieces;
}
// Title, outlet, address, day, id; an address does not repeat what the id says (kg.view.details).
const articleOf = (i) => {
  const chunk = chunkOf(i);
  const row = chunk.article[i % CHUNK];
  const [id, published] = [chunk.articles[row], chunk.published[row]];
  const address = chunk.addresses[row].replace(/[\x01-\x03]/, (sign) => [id, id.slice(id.lastIndexOf("/") + 1), /[0-9]*$/.exec(id)[0]][sign.charCodeAt(0) - 1]);
  return [chunk.strings[chunk.title[row]], chunk.strings[chunk.outlet[row]], address, published === NO_DAY ? "" : new Date(published * 864e5).toISOString().slice(0, 10), id];
};
// Most ids are no part of the page: it makes them of what they are made of, as kg.core.event does.
function idOf(i) {
  const chunk = chunkOf(i);
  return (chunk.id[i % CHUNK] ??= madeId(i, chunk.begin[i % CHUNK]));
}
function madeId(i, begin) {
  const keys = (from, to) => Array.from(rows.who.subarray(from, to), (party) => parties[party].key).join(",");
  const pieces = piecesOf(i);
  const before = pieces.slice(0, pieces.findIndex(([role]) => role === "t")).reduce((n, [, words]) => n + [...words].length, 0);
  return sha256([articleOf(i)[4], typeInfo[evType[i]].code, keys(rows.begin[i], rows.middle[i]), keys(rows.middle[i], rows.begin[i + 1]), begin, begin + before,
    themeOf(i) || "None", statuses[evStatus[i]], extractorOf(i)].join("\x1f")).slice(0, 16);
}

// Keys that come from outside are looked up in tables without ancestors: a kind may be called "constructor".
const table = (entries) => Object.assign(Object.create(null), entries);
const KINDS = table({
  country: "Countries", government: "Governments", person: "People by name", organisation: "Organisations",
  armed_group: "Armed groups", people: "Groups of people", company: "Companies", place: "Places", theme: "Themes",
  unnamed: "Not named",
});
const KIND = table({
  country: "country", government: "government", person: "person", organisation: "organisation",
  armed_group: "armed group", people: "group of people", company: "company", place: "place", theme: "theme",
  unnamed: "not named",
});
const kindsPresent = Object.keys(KINDS).filter((kind) => nodes.some((node) => node.kind === kind));
for (const node of nodes) if (!KINDS[node.kind] && !kindsPresent.includes(node.kind)) kindsPresent.push(node.kind);

// How a relation reads before somebody, before a theme, where both do it, and where nothing follows.  Lines, lists, cards
// and the legend take their words from here, so that the same act bears the same word everywhere.
const tieWords = (type) => typeInfo[type].tie;
const prose = (type, onTheme) => typeInfo[type].prose[onTheme ? 1 : 0];
// "Cuba and Iran support": the verb of several loses its s.
const pluralProse = (words) => words.replace(/^(\w+)s\b/, "$1");
const mutualProse = (type) => typeInfo[type].prose[2];
const aloneProse = (type) => typeInfo[type].prose[3];
const edgeProse = (e) => (scene.mutual[e] ? mutualProse(scene.type[e]) : prose(scene.type[e], nodes[scene.to[e]].kind === "theme"));

const codes = table(data.codes);
const countryName = (code) => (codes[code] && codes[code][1]) || code;
const sideOf = (type) => typeInfo[type].side;
const STATUS = Object.fromEntries(statuses.map((name, i) => [name, i]));
// From certain to denied: which an edge is drawn by if several stand behind it.
const SURENESS = ["denied", "hypothetical", "planned", "historical", "asserted"].map((name) => STATUS[name]);
const sureness = (status) => SURENESS.indexOf(status);
// What a line says of itself: its word, how sure it is at best unless it is asserted, and how often.
const lineWords = (e) => [edgeProse(e), edgeSure[e] < 4 && `(${statuses[SURENESS[edgeSure[e]]]})`, edgeCount[e] > 1 && `×${edgeCount[e]}`].filter(Boolean).join(" ");
