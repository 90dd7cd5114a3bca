// Search: names first, the busiest on top; then the sentences that hold the words.

const query = byId("query");
const hits = byId("hits");
let options = [];
let active = -1;
const foldedNames = nodes.map((node) => fold(node.label));

function findNames(words) {
  const found = [];
  for (const i of byActivity) {
    const name = foldedNames[i];
    const where = name.indexOf(words);
    if (where < 0) continue;
    const rank = where === 0 ? 0 : /[\s\-'(]/.test(name[where - 1]) ? 1 : 2;
    found.push([rank, i]);
  }
  return found.sort((a, b) => a[0] - b[0]).slice(0, 9).map(([, i]) => i);
}

function showHits() {
  const words = fold(query.value.trim());
  options = [];
  active = -1;
  if (words) {
    for (const i of findNames(words)) {
      options.push({
        run: () => { select({ node: i }); if (nodeCount[i]) { showTab("network"); goTo(i); } },
        node: el("li", { role: "option" }, nodes[i].country ? flag(nodes[i].country) : kindMark(nodes[i].kind), el("span", { class: "label", text: nodes[i].label }),
          el("span", { class: "soft", text: KIND[nodes[i].kind] || nodes[i].kind }), el("span", { class: "n", text: count(nodeEvents[i].length) })),
      });
    }
    let inText = 0;
    if (words.length > 1) for (let i = 0; i < K; i++) if (foldedText(ev.sentence[i]).includes(words)) inText++;
    if (inText) {
      const asked = query.value.trim();
      options.push({
        run: () => { state.words = asked; changed(); },
        node: el("li", { role: "option", class: "in-text" }, icon("search"), el("span", { class: "label" }, "Only sentences with ", el("b", { text: `“${clip(asked, 40)}”` })),
          el("span", { class: "n", text: count(inText) })),
      });
    }
  }
  options.forEach((option, k) => {
    option.node.id = `hit-${k}`;
    option.node.setAttribute("aria-selected", "false");
    option.node.addEventListener("pointerdown", (event) => { event.preventDefault(); choose(k); });
  });
  const none = words && !options.length ? [el("li", { class: "none", text: "Nobody by that name, and no such words" })] : [];
  hits.replaceChildren(...options.map((option) => option.node), ...none);
  hits.hidden = !words;
  query.setAttribute("aria-expanded", String(!hits.hidden));
  mark(options.length ? 0 : -1);
}

function mark(k) {
  if (options[active]) options[active].node.setAttribute("aria-selected", "false");
  active = k;
  if (!options[k]) return query.removeAttribute("aria-activedescendant");
  options[k].node.setAttribute("aria-selected", "true");
  options[k].node.scrollIntoView({ block: "nearest" });
  query.setAttribute("aria-activedescendant", `hit-${k}`);
}

function closeHits() {
  hits.hidden = true;
  query.setAttribute("aria-expanded", "false");
  query.removeAttribute("aria-activedescendant");
}
function choose(k) {
  const option = options[k];
  query.value = "";
  closeHits();
  query.blur();
  option.run();
}

query.addEventListener("input", showHits);
query.addEventListener("focus", () => { if (query.value) showHits(); });
query.addEventListener("blur", closeHits);
query.addEventListener("keydown", (event) => {
  if (event.key === "ArrowDown" || event.key === "ArrowUp") {
    event.preventDefault();
    if (options.length) mark((active + (event.key === "ArrowDown" ? 1 : options.length - 1)) % options.length);
  } else if (event.key === "Enter" && options[active]) {
    event.preventDefault();
    choose(active);
  } else if (event.key === "Escape") {
    event.stopPropagation();
    if (query.value) { query.value = ""; closeHits(); } else query.blur();
  }
});
