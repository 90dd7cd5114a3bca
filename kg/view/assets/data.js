// What Python computed: nodes, edges, and the events behind them, as columns.

const read = (id) => JSON.parse(document.getElementById(id).textContent);

// Many events come compressed (zlib, base64), so that the file can be mailed.
async function readEvents() {
  const holder = document.getElementById("kg-data");
  if (holder.dataset.packed === undefined) return JSON.parse(holder.textContent);
  if (typeof DecompressionStream === "undefined") {
    const empty = document.getElementById("empty");
    empty.hidden = false;
    empty.textContent = "This page needs a browser from 2023 or later.";
    throw new Error("no DecompressionStream");
  }
  const bytes = Uint8Array.from(atob(holder.textContent), (character) => character.charCodeAt(0));
  const stream = new Blob([bytes]).stream().pipeThrough(new DecompressionStream("deflate"));
  return JSON.parse(await new Response(stream).text());
}
const facts = read("kg-facts");
const nodes = read("kg-nodes");
const edges = read("kg-edges");
const data = await readEvents();
const ev = data.events;
const N = nodes.length;
const M = edges.length;
const K = ev.id.length;
const NO_DAY = -(2 ** 31);

// Parties are the nodes, then those that take part in an event but are not drawn.
const parties = nodes.concat(data.extras);
const typeInfo = facts.types;
const statuses = facts.statuses;

const evStart = Int32Array.from(ev.start, (day) => day ?? NO_DAY);
const evEnd = Int32Array.from(ev.end, (day) => day ?? NO_DAY);
const edgeFrom = Int32Array.from(edges, (edge) => edge.from);
const edgeTo = Int32Array.from(edges, (edge) => edge.to);
const edgeType = Uint8Array.from(edges, (edge) => edge.type);

const everyone = (i) =>
  ev.target[i] === null ? [...ev.actors[i], ...ev.recipients[i]] : [...ev.actors[i], ...ev.recipients[i], ev.target[i]];

// Events come newest first, so every list below is newest first as well.
const nodeEvents = nodes.map(() => []);
const evCountries = new Array(K);
for (let i = 0; i < K; i++) {
  const seen = new Set();
  const where = new Set();
  for (const party of everyone(i)) {
    if (party < N && !seen.has(party)) nodeEvents[party].push(i);
    seen.add(party);
    if (parties[party].country) where.add(parties[party].country);
  }
  evCountries[i] = [...where];
}
const evEdges = Array.from({ length: K }, () => []);
edges.forEach((edge, e) => edge.events.forEach((i) => evEdges[i].push(e)));
const nodeEdges = nodes.map(() => []);
edges.forEach((edge, e) => {
  nodeEdges[edge.from].push(e);
  nodeEdges[edge.to].push(e);
});
// Acts of which nobody is told who did them, or who is only described, are drawn at those whom they were done to.
const isNamed = (party) => parties[party].kind !== "unnamed";
const evStruck = Array.from({ length: K }, (_, i) =>
  (evEdges[i].length || ev.actors[i].some(isNamed) ? [] : ev.recipients[i].filter((party) => party < N)));
const byActivity = Array.from(nodes.keys()).sort((a, b) => nodeEvents[b].length - nodeEvents[a].length || a - b);

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
const edgeProse = (e) => {
  if (edges[e].mutual) return mutualProse(edgeType[e]);
  return prose(edgeType[e], nodes[edgeTo[e]].kind === "theme");
};

const text = (index) => data.strings[index];
const codes = table(data.codes);
const countryName = (code) => (codes[code] && codes[code][1]) || code;
const sideOf = (type) => typeInfo[type].side;
const STATUS = Object.fromEntries(statuses.map((name, i) => [name, i]));
const isSure = (status) => status === STATUS.asserted || status === STATUS.historical;
