// Groups and go-betweens of what passes the filters, by the methods of kg.network, computed when they are asked for.

// Ties of one side among the nodes, without direction: neighbours and weights.
function graphOf(keeps) {
  const near = Array.from({ length: N }, () => new Map());
  for (let e = 0; e < scene.M; e++) {
    if (!edgeCount[e] || !keeps(scene.type[e])) continue;
    const [a, b] = [scene.from[e], scene.to[e]];
    if (nodes[a].kind === "theme" || nodes[b].kind === "theme") continue;
    near[a].set(b, (near[a].get(b) || 0) + edgeCount[e]);
    near[b].set(a, (near[b].get(a) || 0) + edgeCount[e]);
  }
  return near;
}

// Louvain (Blondel, Guillaume, Lambiotte and Lefebvre 2008) on cooperation, as kg.network.communities does it; nodes are
// taken in the order of their activity, so that the same selection gives the same groups.
function findCommunities() {
  const near = graphOf((type) => sideOf(type) === "cooperation");
  let group = Array.from(near.keys()).filter((i) => near[i].size);
  group.sort((a, b) => scene.activity[b] - scene.activity[a] || a - b);
  let links = new Map(group.map((i) => [i, near[i]]));
  const member = new Map(group.map((i) => [i, i]));
  const twice = group.reduce((sum, i) => sum + [...near[i].values()].reduce((a, b) => a + b, 0), 0);
  for (let level = 0; level < 12 && twice; level++) {
    const of = new Map([...links.keys()].map((i) => [i, i]));
    const degree = new Map([...links].map(([i, to]) => [i, [...to.values()].reduce((a, b) => a + b, 0)]));
    const sum = new Map(degree);
    let moved = true;
    let any = false;
    for (let round = 0; moved && round < 30; round++) {
      moved = false;
      for (const [i, to] of links) {
        const mine = of.get(i);
        const into = new Map();
        for (const [j, w] of to) if (j !== i) into.set(of.get(j), (into.get(of.get(j)) || 0) + w);
        sum.set(mine, sum.get(mine) - degree.get(i));
        const gain = (g) => (into.get(g) || 0) - (sum.get(g) * degree.get(i)) / twice;
        let best = mine;
        for (const g of into.keys()) if (gain(g) > gain(best) + 1e-9) best = g;
        sum.set(best, sum.get(best) + degree.get(i));
        of.set(i, best);
        if (best !== mine) moved = any = true;
      }
    }
    if (!any) break;
    for (const [i, g] of member) member.set(i, of.get(g));
    const merged = new Map([...new Set(of.values())].map((g) => [g, new Map()]));
    for (const [i, to] of links) for (const [j, w] of to) {
      const [a, b] = [of.get(i), of.get(j)];
      merged.get(a).set(b, (merged.get(a).get(b) || 0) + w);
    }
    links = merged;
  }
  const members = new Map();
  for (const [i, g] of member) members.set(g, [...(members.get(g) || []), i]);
  const sorted = [...members.values()].sort((a, b) => b.length - a.length || Math.min(...a) - Math.min(...b));
  const found = new Int32Array(N);
  sorted.forEach((list, k) => { for (const i of list) found[i] = k + 1; });
  return found; // 1 is the largest group, 0 none
}

// Betweenness (Freeman 1977, by Brandes' algorithm 2001), 0 to 1, in the network of consultations alone.
function betweenness(near) {
  const inside = Array.from(near.keys()).filter((i) => near[i].size);
  const score = new Float64Array(N);
  const [paths, depth, share] = [new Float64Array(N), new Int32Array(N), new Float64Array(N)];
  for (const s of inside) {
    for (const i of inside) [paths[i], depth[i], share[i]] = [0, -1, 0];
    [paths[s], depth[s]] = [1, 0];
    const order = [s];
    for (let head = 0; head < order.length; head++) {
      const v = order[head];
      for (const w of near[v].keys()) {
        if (depth[w] < 0) { depth[w] = depth[v] + 1; order.push(w); }
        if (depth[w] === depth[v] + 1) paths[w] += paths[v];
      }
    }
    for (let k = order.length - 1; k > 0; k--) {
      const w = order[k];
      for (const v of near[w].keys()) if (depth[v] === depth[w] - 1) share[v] += (paths[v] / paths[w]) * (1 + share[w]);
      score[w] += share[w];
    }
  }
  const pairs = Math.max((inside.length - 1) * (inside.length - 2), 1);
  return score.map((value) => value / pairs);
}

// Who brings others together (kg.network.mediators): mediations told of, quarrels with both sides of which it talks
// without a quarrel of its own with either, betweenness.
function findBrokers() {
  const talks = graphOf((type) => typeInfo[type].talk);
  const between = betweenness(talks);
  const mediations = new Int32Array(N);
  const net = new Map();
  for (let i = 0; i < K; i++) {
    if (failed[i]) continue;
    if (columns.mediates[i] && scene.evEdges(i).length) for (const party of new Set(actorsOf(i))) if (isDrawn(party)) mediations[party]++;
    const score = typeInfo[evType[i]].score;
    if (score === null) continue;
    for (const e of scene.evEdges(i)) {
      const [a, b] = [Math.min(scene.from[e], scene.to[e]), Math.max(scene.from[e], scene.to[e])];
      if (nodes[a].kind === "theme" || nodes[b].kind === "theme") continue;
      const now = net.get(a * N + b) || [0, 0];
      net.set(a * N + b, [now[0] + score, now[1] + (sideOf(evType[i]) === "conflict")]);
    }
  }
  const foes = new Set([...net].filter(([, [sum, conflicts]]) => sum < 0 && conflicts).map(([key]) => key));
  const quarrel = (a, b) => foes.has(Math.min(a, b) * N + Math.max(a, b));
  const rows = [];
  talks.forEach((partners, i) => {
    if (!partners.size) return;
    const met = [...partners.keys()].filter((j) => !quarrel(i, j)).sort((a, b) => a - b);
    const sides = [];
    for (let p = 0; p < met.length; p++) for (let q = p + 1; q < met.length; q++) if (quarrel(met[p], met[q])) sides.push([met[p], met[q]]);
    rows.push({ node: i, mediations: mediations[i], quarrels: sides.length, sides, betweenness: between[i] });
  });
  return rows.sort((a, b) => b.mediations - a.mediations || b.quarrels - a.quarrels || b.betweenness - a.betweenness || (nodes[a.node].key < nodes[b.node].key ? -1 : 1));
}

// Found once for a selection.
let measured = {};
const communities = () => (measured.communities ??= findCommunities());
const brokers = () => (measured.brokers ??= findBrokers());
const brokerWeight = (i) => {
  measured.weight ??= new Map(brokers().map((row) => [row.node, row.mediations * 3 + row.quarrels + row.betweenness * 20]));
  return measured.weight.get(i) || 0;
};
const GROUP_COLOURS = ["#0072b2", "#d55e00", "#009e73", "#cc79a7", "#b58900", "#56b4e9", "#7a4fa3", "#8b5a2b", "#5f7d1e", "#b3446c"];
function communityColour(i) {
  const group = communities()[i];
  return group && group <= GROUP_COLOURS.length ? GROUP_COLOURS[group - 1] : colours.faint;
}
onChange((what) => { if (what === "filter") measured = {}; });

for (const what of ["colour", "size"]) {
  byId(`${what}-by`).addEventListener("change", () => {
    state[what] = byId(`${what}-by`).value;
    changed();
  });
}
weightOf = (i) => (state.size === "brokers" ? brokerWeight(i) : nodeCount[i]);
