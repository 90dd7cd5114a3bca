// What Python computed: parties, levels, and the events as columns of numbers; what takes reading comes on demand.

const read = (id) => JSON.parse(document.getElementById(id).textContent);

function bytesOf(base64) {
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

// Columns as kg.view.columns packs them: all low bytes, then all next ones; some hold the steps between numbers.
async function unpacked(found) {
  const bytes = await unsqueezed(found.bytes);
  const columns = {};
  let at = 0;
  for (const [name, length, width, stepped] of found.layout) {
    const values = width === 1 && !stepped ? bytes.slice(at, at + length) : new Int32Array(length);
    if (values instanceof Int32Array) {
      let before = 0;
      for (let i = 0; i < length; i++) {
        let value = 0;
        for (let rank = width - 1; rank >= 0; rank--) value = (value << 8) | bytes[at + rank * length + i];
        values[i] = before = stepped ? (before + value) | 0 : value;
      }
    }
    columns[name] = values;
    at += length * width;
  }
  return columns;
}

const facts = read("kg-facts");
const data = await unsqueezedJson(heldIn("kg-data"));
const columns = await unpacked(data.columns);
const K = data.count;
const N = data.drawn;
const NO_DAY = -(2 ** 20);
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
const evEnd = Int32Array.from(evStart, (day, i) => day + columns.span[i]);
const PRECISIONS = ["", "d", "w", "m", "y", "", "", "", "", "p"]; // "p": without a date, the day of report
const precisionOf = (i) => PRECISIONS[columns.precision[i]];
const basisCode = (i) => ["", "c", "p"][columns.basis[i]];
const placeOf = (i) => (columns.place[i] ? data.places[columns.place[i] - 1] : null);

// Lists of lists as two arrays: where each begins, and all of them in a row.
function grouped(size, count, each) {
  const start = new Int32Array(size + 1);
  for (let k = 0; k < count; k++) each(k, (group) => { start[group + 1]++; });
  for (let g = 0; g < size; g++) start[g + 1] += start[g];
  const list = new Int32Array(start[size]);
  const next = start.slice(0, size);
  for (let k = 0; k < count; k++) each(k, (group) => { list[next[group]++] = k; });
  return (group) => list.subarray(start[group], start[group + 1]);
}

// Everything that depends on the level: who takes part in what, who is drawn where, who is tied to whom.
const levels = {};
// Who takes part: in a row for each event, actors before recipients.  A second level may be told by the first: as whom
// each party nearly always stands there, and the events where it does not.
function sidesOf(name) {
  const column = (what) => columns[`${name}.${what}`];
  const told = column("told");
  const base = told && sidesOf(LEVELS[0]);
  const as = told && Int32Array.from(parties, (_, party) => party);
  if (told) column("fold").forEach((party, k) => { as[party] = column("to")[k]; });
  const [begin, middle, target, who] = [new Int32Array(K + 1), new Int32Array(K), new Int32Array(K), []];
  let [other, next] = [0, 0];
  for (let i = 0; i < K; i++) {
    if (told?.[i]) {
      for (let k = base.begin[i]; k < base.begin[i + 1]; k++) who.push(as[base.who[k]]);
      middle[i] = begin[i] + base.middle[i] - base.begin[i];
      target[i] = base.target[i];
    } else {
      const count = column("actors")[other] + column("recipients")[other];
      for (let k = 0; k < count; k++) who.push(column("who")[next + k]);
      middle[i] = begin[i] + column("actors")[other];
      target[i] = column("target")[other];
      next += count;
      other++;
    }
    begin[i + 1] = who.length;
  }
  return { begin, middle, target, who: Int32Array.from(who) };
}

async function readLevel(name) {
  const told = data.levels[name];
  const [node, edge] = [await unpacked(told.node), await unpacked(told.edge)];
  const [drawn, x, y, size] = [new Uint8Array(N), new Float32Array(N), new Float32Array(N), new Float32Array(N).fill(5)];
  node.id.forEach((i, k) => { [drawn[i], x[i], y[i], size[i]] = [1, node.x[k], node.y[k], node.size[k] / 10]; });
  const { begin, middle, who, target } = sidesOf(name);
  const actors = (i) => who.subarray(begin[i], middle[i]);
  const recipients = (i) => who.subarray(middle[i], begin[i + 1]);
  const inLevel = columns[`${name}.shown`];
  const M = edge.from.length;
  const key = (a, b, type, mutual) => ((a * N + b) * 64 + type) * 2 + mutual;
  const edgeOf = new Map();
  for (let e = 0; e < M; e++) edgeOf.set(key(edge.from[e], edge.to[e], edge.type[e], edge.mutual[e]), e);
  const named = Uint8Array.from(parties, (party) => party.kind !== "unnamed");

  // Which ties an event is behind, by the same rule as kg.view.ties.
  const found = [];
  const evBegin = new Int32Array(K + 1);
  const tie = (i, a, b, mutual) => {
    if (a === b || !named[a] || !named[b]) return;
    const e = edgeOf.get(key(a, b, evType[i], mutual));
    if (e === undefined) return;
    for (let k = evBegin[i]; k < found.length; k++) if (found[k] === e) return;
    found.push(e);
  };
  for (let i = 0; i < K; i++) {
    if (!inLevel || inLevel[i]) {
      const [from, to] = [actors(i), recipients(i)];
      if (columns.mutual[i] && from.length > 1) {
        for (let p = 0; p < from.length; p++) for (let q = p + 1; q < from.length; q++) {
          // The order of the two is that in which Python met them first: one of both is an edge.
          tie(i, from[p], from[q], 1);
          tie(i, from[q], from[p], 1);
        }
      } else if (to.length && [...to].some((b) => named[b])) {
        for (const a of from) for (const b of to) tie(i, a, b, 0);
      } else if (target[i]) for (const a of from) tie(i, a, target[i] - 1, 0);
    }
    evBegin[i + 1] = found.length;
  }
  const evEdgeList = Int32Array.from(found);
  const evEdges = (i) => evEdgeList.subarray(evBegin[i], evBegin[i + 1]);

  const last = new Int32Array(parties.length).fill(-1);
  const nodeEvents = (() => {
    const pass = (i, add) => {
      if (inLevel && !inLevel[i]) return;
      const once = (party) => {
        if (party >= N || !drawn[party] || last[party] === i) return;
        last[party] = i;
        add(party);
      };
      for (const party of who.subarray(begin[i], begin[i + 1])) once(party);
      if (target[i]) once(target[i] - 1);
      if (i === K - 1) last.fill(-1);
    };
    return grouped(N, K, pass);
  })();
  const edgeEvents = grouped(M, K, (i, add) => evEdges(i).forEach(add));
  const nodeEdges = grouped(N, M, (e, add) => { add(edge.from[e]); add(edge.to[e]); });
  // Acts of which nobody is told who did them, or who is only described, are drawn at those whom they were done to.
  const struck = (i) => {
    if (evBegin[i] < evBegin[i + 1] || (inLevel && !inLevel[i])) return [];
    for (const party of actors(i)) if (named[party]) return [];
    return recipients(i).filter((party) => party < N && drawn[party]);
  };
  const size_ = Int32Array.from({ length: N }, (_, i) => nodeEvents(i).length);
  const byActivity = node.id.slice().sort((a, b) => size_[b] - size_[a] || a - b);
  return {
    name, drawn, x, y, size, actors, recipients, begin, who, target, M, from: edge.from, to: edge.to, type: edge.type, mutual: edge.mutual,
    evEdges, edgeEvents, nodeEvents, nodeEdges, struck, activity: size_, byActivity: Array.from(byActivity), centre: told.centre, candidates: told.parties,
    holds: (i) => !inLevel || inLevel[i] === 1,
  };
}
const rows = sidesOf(LEVELS[0]);
let scene = (levels[facts.level] = await readLevel(facts.level)); // the level that is looked at

const actorsOf = (i) => scene.actors(i);
const recipientsOf = (i) => scene.recipients(i);
const targetOf = (i) => (scene.target[i] ? scene.target[i] - 1 : null);
const everyone = (i) => [...scene.actors(i), ...scene.recipients(i), ...(scene.target[i] ? [scene.target[i] - 1] : [])];
const isDrawn = (party) => party < N && scene.drawn[party] === 1;
const isNamed = (party) => parties[party].kind !== "unnamed";

// Sentences and sources, in chunks that are opened when somebody looks.
const CHUNKS = document.querySelectorAll("script[data-chunk]");
const CHUNK = K && CHUNKS.length ? Number(CHUNKS[0].dataset.size) : 1;
const detail = [];
const opening = [];
function openChunk(c) {
  opening[c] ??= (async () => {
    const [told, ids] = CHUNKS[c].textContent.trim().split(" ");
    const chunk = await unsqueezedJson(told);
    chunk.id = ids[0] === ":" ? await unsqueezedJson(ids.slice(1)) : hashes(bytesOf(ids));
    let before = 0;
    chunk.article = chunk.article.map((step) => (before += step));
    detail[c] = chunk;
    CHUNKS[c].remove();
  })();
  return opening[c];
}
const hasDetail = (i) => detail[Math.floor(i / CHUNK)] !== undefined;
const openDetail = (i) => openChunk(Math.floor(i / CHUNK));
let allOpen = CHUNKS.length === 0;
async function openAll() {
  for (let c = 0; c < CHUNKS.length; c++) await openChunk(c);
  allOpen = true;
}
const hashes = (bytes) =>
  Array.from({ length: bytes.length / 8 }, (_, k) => Array.from(bytes.subarray(k * 8, k * 8 + 8), (byte) => byte.toString(16).padStart(2, "0")).join(""));
const field = (name) => (i) => {
  const chunk = detail[Math.floor(i / CHUNK)];
  return chunk.strings[chunk[name][i % CHUNK]];
};
const [modeOf, contextsOf, themeOf, byOf, casualtiesOf, toldOf, extractorOf, markedOf] =
  ["mode", "contexts", "theme", "by", "casualties", "told", "extractor", "sentence"].map(field);
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
const idOf = (i) => detail[Math.floor(i / CHUNK)].id[i % CHUNK];
const articleOf = (i) => {
  const chunk = detail[Math.floor(i / CHUNK)];
  const [title, outlet, address, published, id] = chunk.articles[chunk.article[i % CHUNK]];
  return [title, outlet, address, published === null ? "" : new Date(published * 864e5).toISOString().slice(0, 10), id];
};

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

// How a relation reads before somebody, before a theme, and from the other end.
const prose = (type, onTheme) => typeInfo[type].prose[onTheme ? 1 : 0];
const proseFrom = (type) => typeInfo[type].prose[2];
// "Cuba and Iran support": the verb of several loses its s.
const pluralProse = (words) => words.replace(/^(\w+)s\b/, "$1");
const mutualProse = (type) => typeInfo[type].prose[3];
const edgeProse = (e) => (scene.mutual[e] ? mutualProse(scene.type[e]) : prose(scene.type[e], nodes[scene.to[e]].kind === "theme"));

const codes = table(data.codes);
const countryName = (code) => (codes[code] && codes[code][1]) || code;
const sideOf = (type) => typeInfo[type].side;
const STATUS = Object.fromEntries(statuses.map((name, i) => [name, i]));
const isSure = (status) => status === STATUS.asserted || status === STATUS.historical;
// From certain to denied: which an edge is drawn by if several stand behind it.
const SURENESS = ["denied", "hypothetical", "planned", "historical", "asserted"].map((name) => STATUS[name]);
const sureness = (status) => SURENESS.indexOf(status);
