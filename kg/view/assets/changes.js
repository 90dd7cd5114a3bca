// What is different between two months: pairs whose acts became more or fewer, the clearest change first, by the test of
// two Poisson rates that kg.network.change makes.

const monthOf = (day) => asDate(day).getUTCFullYear() * 12 + asDate(day).getUTCMonth();
const monthStart = (month) => dayOf(Math.floor(month / 12), month % 12);
const compared = { before: null, after: null };

function changesBetween(before, after) {
  const counts = new Map();
  const months = [before, after].map((month) => (monthStart(month + 1) - monthStart(month)) / (365.25 / 12));
  const begins = [before, after].map(monthStart);
  const ends = [before, after].map((month) => monthStart(month + 1));
  for (let i = 0; i < K; i++) {
    const day = evStart[i];
    const side = day >= begins[0] && day < ends[0] ? 0 : day >= begins[1] && day < ends[1] ? 1 : -1;
    if (side < 0 || failed[i] & ~FAILS.time || precisionOf(i) === "y") continue;
    const pairs = new Set();
    for (const e of scene.evEdges(i)) {
      if (nodes[scene.to[e]].kind !== "theme") pairs.add(Math.min(scene.from[e], scene.to[e]) * N + Math.max(scene.from[e], scene.to[e]));
    }
    for (const key of pairs) {
      if (!counts.has(key)) counts.set(key, [0, 0]);
      counts.get(key)[side]++;
    }
  }
  return [...counts].map(([key, [x, y]]) => {
    const ratio = (y + 0.5) / months[1] / ((x + 0.5) / months[0]);
    return { a: Math.floor(key / N), b: key % N, x, y, z: Math.log(ratio) / Math.sqrt(1 / (x + 0.5) + 1 / (y + 0.5)) };
  }).sort((p, q) => Math.abs(q.z) - Math.abs(p.z) || p.a - q.a || p.b - q.b);
}

function changePanel() {
  const [first, last] = [monthOf(domain.from), monthOf(domain.to)];
  compared.after ??= Math.min(last, monthOf(dated[Math.floor(dated.length * 0.97)]));
  compared.before ??= Math.max(first, compared.after - 1);
  const list = el("div", { class: "list" });
  const pick = (which, label) => {
    const box = el("select", { id: `month-${which}`, "aria-label": label });
    for (let month = last; month >= first && last - month < 600; month--) box.append(el("option", { value: month, selected: month === compared[which], text: formatDay(monthStart(month), "m") }));
    box.addEventListener("change", () => { compared[which] = Number(box.value); show(); });
    return box;
  };
  function show() {
    const found = changesBetween(compared.before, compared.after).slice(0, 8);
    list.replaceChildren(...found.map(({ a, b, x, y, z }) => el("button", { type: "button", class: "tie change", title: `z ${z.toFixed(1)}: beyond ±2 more than chance gives`, on: { click: () => openPair(a, b) } },
      el("span", { class: "label", text: `${nodes[a].label} – ${nodes[b].label}` }), el("span", { class: "n", text: `${count(x)} → ${count(y)}` }), el("span", { class: "n", "aria-hidden": "true", text: z > 0 ? "▲" : "▼" }))));
    if (!found.length) list.replaceChildren(el("p", { class: "soft", text: "Nothing between any two in either month." }));
  }
  show();
  return el("div", {}, el("p", { class: "months-pick" }, pick("before", "The first month"), el("span", { class: "soft", text: "to" }), pick("after", "The second month")), list);
}
