// Who acts on whom, as a table of squares: sources down the side, targets across, groups that deal with one another side
// by side (their order is that of communities, within them by activity).

const matrixView = byId("view-matrix");
const MOST_ROWS = 30;

function matrixOrder() {
  const groups = communities();
  const size = new Map();
  groups.forEach((g, i) => { if (nodeCount[i]) size.set(g, (size.get(g) || 0) + nodeCount[i]); });
  const chosen = scene.byActivity.filter((i) => nodeCount[i] && nodes[i].kind !== "theme")
    .sort((a, b) => nodeCount[b] - nodeCount[a] || a - b).slice(0, innerWidth < 720 ? 14 : MOST_ROWS);
  const order = (i) => (groups[i] ? size.get(groups[i]) : -1);
  return chosen.sort((a, b) => order(b) - order(a) || groups[a] - groups[b] || nodeCount[b] - nodeCount[a] || a - b);
}

function showMatrix() {
  const order = matrixOrder();
  if (!order.length) return matrixView.replaceChildren(el("p", { class: "none", text: "Nothing matches these filters." }));
  const groups = communities();
  const place = new Map(order.map((i, k) => [i, k]));
  const cells = new Map();
  const add = (row, column, e) => {
    const now = cells.get(row * 1000 + column) || { n: 0, cooperation: 0, conflict: 0, other: 0 };
    now.n += edgeCount[e];
    now[sideOf(scene.type[e])] += edgeCount[e];
    cells.set(row * 1000 + column, now);
  };
  for (let e = 0; e < scene.M; e++) {
    const [a, b] = [place.get(scene.from[e]), place.get(scene.to[e])];
    if (!edgeCount[e] || a === undefined || b === undefined) continue;
    add(a, b, e);
    if (scene.mutual[e]) add(b, a, e);
  }
  const most = Math.max(...[...cells.values()].map((c) => c.n), 1);
  const head = el("tr", {}, el("td"), ...order.map((i, k) => el("th", { scope: "col", class: k && groups[i] !== groups[order[k - 1]] ? "block" : "" },
    el("span", { class: "up", text: clip(nodes[i].label, 22) }))));
  const rows = order.map((i, k) => el("tr", { class: k && groups[i] !== groups[order[k - 1]] ? "block" : "" },
    el("th", { scope: "row" }, el("button", { type: "button", text: clip(nodes[i].label, 26), on: { click: () => openNode(i) } })),
    ...order.map((j, m) => {
      const cell = cells.get(k * 1000 + m);
      const block = m && groups[j] !== groups[order[m - 1]] ? "block" : "";
      if (!cell) return el("td", { class: `${block}${k === m ? " self" : ""}` });
      const side = cell.conflict > cell.cooperation ? "conf" : "coop";
      const words = `${nodes[i].label} to ${nodes[j].label}: ${cell.cooperation} cooperation, ${cell.conflict} conflict`;
      const button = el("button", { type: "button", class: side, title: words, "aria-label": words, text: count(cell.n), on: { click: () => openPair(i, j) } });
      // The more acts, the darker; the more one-sided, the purer.
      button.style.setProperty("--share", `${Math.round(18 + 82 * Math.sqrt(cell.n / most))}%`);
      if (Math.sqrt(cell.n / most) > 0.45) button.classList.add("strong");
      return el("td", { class: block }, button);
    })));
  matrixView.replaceChildren(
    el("p", { class: "soft matrix-note", text: `Who acts (down the side) on whom (across): the ${plural(order.length, "busiest actor")}, in groups that cooperate. Blue: more cooperation; orange: more conflict; the darker, the more acts.` }),
    el("div", { class: "scroll", tabindex: "0", role: "region", "aria-label": "Matrix of actors" }, el("table", { class: "matrix" }, el("caption", { class: "sr", text: "Acts by actor and target" }), el("thead", {}, head), el("tbody", {}, ...rows))));
}
onChange((what) => { if (state.tab === "matrix" && what !== "select") showMatrix(); });
