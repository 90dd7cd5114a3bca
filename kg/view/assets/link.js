// The address keeps the selection, so that a link leads to what the sender saw, and Back to what was seen before.

const edgeKey = (e) => [typeInfo[scene.type[e]].code + (scene.mutual[e] ? "+" : ""), nodes[scene.from[e]].key, nodes[scene.to[e]].key].map(encode).join("~");
const start = {
  node: scene.centre.length === 1 ? scene.centre[0] : null,
  pair: scene.centre.length === 2 && scene.centre.every((i) => scene.drawn[i]) ? scene.centre : null,
};
if (start.node !== null && !scene.drawn[start.node]) start.node = null;
const sameKinds = () => String([...state.kinds].sort()) === String(usualKinds());

function stateToHash() {
  const parts = [];
  const put = (name, value) => { if (value !== "" && value !== null) parts.push(`${name}=${value}`); };
  if (state.event !== null) put("event", encode(state.event));
  if (state.tab !== "network") put("tab", state.tab);
  if (state.level !== facts.level) put("level", state.level);
  const chosen = isSelected();
  if (state.node !== null && state.node !== start.node) put("node", encode(nodes[state.node].key));
  if (state.pair !== null && String(state.pair) !== String(start.pair)) put("pair", state.pair.map((i) => encode(nodes[i].key)).join("~"));
  if (!chosen && (start.node !== null || start.pair !== null)) put("node", "-");
  if (state.edge !== null) put("edge", edgeKey(state.edge));
  put("hide", [...state.types].map((type) => typeInfo[type].code).sort().join("~"));
  put("status", [...state.statuses].map((status) => statuses[status]).sort().join("~"));
  if (!sameKinds()) put("kind", [...state.kinds].map(encode).sort().join("~") || "-");
  put("country", [...state.countries].map(encode).sort().join("~"));
  if (!state.every && state.countries.size > 1) put("countries", "any");
  if (state.confidence) put("confidence", state.confidence);
  if (state.from !== null) put("from", isoDay(state.from));
  if (state.to !== null) put("to", isoDay(state.to));
  if (state.words) put("words", encode(state.words));
  if (state.most) put("most", state.most);
  if (state.colour !== "kind") put("colour", state.colour);
  if (state.size !== "activity") put("size", state.size);
  return parts.join("&");
}

async function hashToState(hash) {
  const given = new Map();
  for (const part of hash.replace(/^#/, "").slice(0, 20_000).split("&")) {
    const [name, value] = [part.slice(0, part.indexOf("=")), part.slice(part.indexOf("=") + 1)];
    if (part.includes("=")) given.set(name, value);
  }
  const decode = (value) => { try { return decodeURIComponent(value); } catch { return ""; } };
  const list = (name) => (given.get(name) || "").split("~").filter(Boolean).map(decode);
  const fill = (set, values) => { set.clear(); values.forEach((value) => set.add(value)); };
  await setLevel(Object.hasOwn(data.levels, given.get("level") ?? "") ? given.get("level") : facts.level, false);
  state.tab = TABS.includes(given.get("tab")) ? given.get("tab") : "network";
  fill(state.types, list("hide").map((code) => typeInfo.findIndex((type) => type.code === code)).filter((i) => i >= 0));
  fill(state.statuses, list("status").map((name) => statuses.indexOf(name)).filter((i) => i >= 0));
  fill(state.kinds, given.has("kind") ? list("kind").filter((kind) => kindsPresent.includes(kind)) : usualKinds());
  fill(state.countries, list("country").filter((code) => Object.hasOwn(data.codes, code)));
  state.every = given.get("countries") !== "any";
  state.confidence = Math.max(0, Math.min(100, Number(given.get("confidence")) || 0));
  state.from = parseDay(given.get("from") || "");
  state.to = parseDay(given.get("to") || "");
  state.words = decode(given.get("words") || "").slice(0, 200);
  state.most = Math.max(0, Math.min(N, Math.round(Number(given.get("most"))) || 0));
  state.colour = given.get("colour") === "community" ? "community" : "kind";
  state.size = given.get("size") === "brokers" ? "brokers" : "activity";
  const found = (key) => { const i = nodes.findIndex((node, k) => node.key === key && scene.drawn[k]); return i < 0 ? null : i; };
  state.node = given.has("node") ? found(decode(given.get("node"))) : given.has("pair") || given.has("edge") || given.has("event") ? null : start.node;
  const pair = list("pair").map(found);
  state.pair = pair.length === 2 && !pair.includes(null) && pair[0] !== pair[1] ? pair : given.has("node") || given.has("edge") || given.has("event") ? null : start.pair;
  if (state.pair) state.node = null;
  state.edge = null;
  if (given.has("edge")) {
    const wanted = given.get("edge");
    for (let e = 0; e < scene.M; e++) if (edgeKey(e) === wanted) [state.node, state.pair, state.edge] = [null, null, e];
  }
  state.event = given.has("event") ? decode(given.get("event")).slice(0, 64) : null;
  eventShown = state.event === null ? null : await findEvent(state.event);
}

// One step back for each choice; while something is dragged, only the last counts.  A notebook's frame has no address of
// its own, and going back there would leave the notebook: it keeps its own list for the button and Ctrl+Z.
const framed = window.parent !== window;
const steps = [];
let ownHash = location.hash.replace(/^#/, "");
function writeHash() {
  const hash = stateToHash();
  if (hash === ownHash) return;
  if (!holding) steps.push(ownHash);
  byId("undo").disabled = !steps.length;
  ownHash = hash;
  if (framed) return;
  try {
    history[holding ? "replaceState" : "pushState"](null, "", hash ? `#${hash}` : location.href.split("#")[0]);
  } catch { /* a frame without an address of its own */ }
}
onChange(writeHash);

async function goBackTo(hash) {
  ownHash = hash;
  await hashToState(hash);
  showTab(state.tab, false);
  showControls();
  changed();
  changed("select");
  framePair();
}
addEventListener("popstate", () => {
  const hash = location.hash.replace(/^#/, "");
  if (hash === ownHash) return;
  steps.pop();
  byId("undo").disabled = !steps.length;
  goBackTo(hash);
});
function undo() {
  if (!steps.length) return;
  if (!framed) return history.back();
  const hash = steps.pop();
  byId("undo").disabled = !steps.length;
  goBackTo(hash);
}
byId("undo").addEventListener("click", undo);

// Controls that do not follow by themselves.
function showControls() {
  byId("colour-by").value = state.colour;
  byId("size-by").value = state.size;
  byId("most").value = state.most || roomFor();
  for (const name of ["actor", "country"]) byId(`level-${name}`).checked = state.level === name;
}

// In a notebook's frame there is no address to copy.
byId("copy-link").hidden = !hasAddress;
byId("copy-link").addEventListener("click", (event) => {
  copyText(location.href, event.currentTarget, "Link copied");
});
