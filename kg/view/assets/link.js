// The address keeps the selection, so that a link leads to what the sender saw.

const encode = (value) => encodeURIComponent(value).replace(/~/g, "%7E");
const edgeKey = (e) => [typeInfo[edgeType[e]].code + (edges[e].mutual ? "+" : ""), nodes[edgeFrom[e]].key, nodes[edgeTo[e]].key].map(encode).join("~");
const start = { node: facts.focus };

function stateToHash() {
  const parts = [];
  const put = (name, value) => { if (value !== "" && value !== null) parts.push(`${name}=${value}`); };
  if (state.tab !== "network") put("tab", state.tab);
  if (state.node !== null && state.node !== start.node) put("node", encode(nodes[state.node].key));
  if (state.node === null && state.edge === null && start.node !== null) put("node", "-");
  if (state.edge !== null) put("edge", edgeKey(state.edge));
  put("hide", [...state.types].map((type) => typeInfo[type].code).sort().join("~"));
  put("status", [...state.statuses].map((status) => statuses[status]).sort().join("~"));
  put("kind", [...state.kinds].map(encode).sort().join("~"));
  put("country", [...state.countries].map(encode).sort().join("~"));
  if (state.confidence) put("confidence", state.confidence);
  if (state.from !== null) put("from", isoDay(state.from));
  if (state.to !== null) put("to", isoDay(state.to));
  if (state.words) put("words", encode(state.words));
  return parts.join("&");
}

function hashToState(hash) {
  const given = new Map();
  for (const part of hash.replace(/^#/, "").slice(0, 20_000).split("&")) {
    const [name, value] = [part.slice(0, part.indexOf("=")), part.slice(part.indexOf("=") + 1)];
    if (part.includes("=")) given.set(name, value);
  }
  const decode = (value) => { try { return decodeURIComponent(value); } catch { return ""; } };
  const list = (name) => (given.get(name) || "").split("~").filter(Boolean).map(decode);
  const fill = (set, values) => { set.clear(); values.forEach((value) => set.add(value)); };
  state.tab = ["network", "timeline", "table"].includes(given.get("tab")) ? given.get("tab") : "network";
  fill(state.types, list("hide").map((code) => typeInfo.findIndex((type) => type.code === code)).filter((i) => i >= 0));
  fill(state.statuses, list("status").map((name) => statuses.indexOf(name)).filter((i) => i >= 0));
  fill(state.kinds, list("kind").filter((kind) => kindsPresent.includes(kind)));
  fill(state.countries, list("country").filter((code) => Object.hasOwn(data.codes, code)));
  state.confidence = Math.max(0, Math.min(100, Number(given.get("confidence")) || 0));
  state.from = parseDay(given.get("from") || "");
  state.to = parseDay(given.get("to") || "");
  state.words = decode(given.get("words") || "").slice(0, 200);
  const key = given.has("node") ? decode(given.get("node")) : null;
  const node = key === null ? start.node : nodes.findIndex((candidate) => candidate.key === key);
  state.node = node === null || node < 0 ? null : node;
  state.edge = null;
  if (given.has("edge")) {
    const wanted = given.get("edge");
    const edge = edges.findIndex((_, e) => edgeKey(e) === wanted);
    if (edge >= 0) [state.node, state.edge] = [null, edge];
  }
}

let ownHash = location.hash;
function writeHash() {
  const hash = stateToHash();
  if (`#${hash}` === ownHash || (!hash && !ownHash)) return;
  ownHash = hash ? `#${hash}` : "";
  try {
    history.replaceState(null, "", ownHash || location.href.split("#")[0]);
  } catch { /* a frame without an address of its own */ }
}
onChange(writeHash);
addEventListener("hashchange", () => {
  if (location.hash === ownHash) return;
  ownHash = location.hash;
  hashToState(location.hash);
  showTab(state.tab, false);
  changed();
  changed("select");
});

// In a notebook's frame there is no address to copy.
byId("copy-link").hidden = !/^(file|https?):$/.test(location.protocol);
byId("copy-link").addEventListener("click", (event) => {
  copyText(location.href, event.currentTarget, "Link copied");
});
