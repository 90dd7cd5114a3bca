// Search: names first, by all that somebody is called, then pairs of two, themes, and the sentences with the words.

const query = byId("query");
const hits = byId("hits");
let options = [];
let active = -1;
const calledAs = nodes.map((node) => [node.label, ...node.aliases].map(fold));

// How many letters one has to change to make one word of another, as far as `most`.
function distance(a, b, most) {
  if (Math.abs(a.length - b.length) > most) return most + 1;
  let row = Array.from({ length: b.length + 1 }, (_, k) => k);
  for (let i = 1; i <= a.length; i++) {
    const next = [i];
    for (let k = 1; k <= b.length; k++) next[k] = Math.min(row[k] + 1, next[k - 1] + 1, row[k - 1] + (a[i - 1] !== b[k - 1]));
    if (Math.min(...next) > most) return most + 1;
    row = next;
  }
  return row[b.length];
}

// 0: called exactly so; 1: by another name; 2: begins so; 3: a word in it does; 4: spelt almost so.
function rankOf(i, words, exact) {
  const called = calledAs[i];
  if (called[0] === words) return 0;
  if (called.includes(words)) return 1;
  if (exact) return null;
  if (called[0].startsWith(words)) return 2;
  if (called.some((name) => name.startsWith(words) || name.split(/[^\p{L}\p{N}]+/u).some((word) => word.startsWith(words)))) return 3;
  if (words.length > 3 && called.some((name) => name.includes(words))) return 3.5;
  const most = words.length > 7 ? 2 : words.length > 4 ? 1 : 0;
  if (most && called.some((name) => [name, ...name.split(/[\s\-]+/)].some((word) => word.length > 3 && distance(word, words, most) <= most))) return 4;
  return null;
}

// An abbreviation means its country and nobody else: "UK" is not Ukraine, whether or not the United Kingdom is here.
const isAbbreviation = (words) => Object.hasOwn(facts.abbreviations, words);
function findNames(words, most = 9) {
  const exact = isAbbreviation(words);
  const found = [];
  for (const i of scene.byActivity) {
    const rank = rankOf(i, words, exact);
    if (rank !== null) found.push([rank + (nodes[i].kind === "theme" ? 0.4 : 0), i]);
  }
  return found.sort((a, b) => a[0] - b[0]).slice(0, most).map(([, i]) => i);
}

// "russia north korea", "Russia and Ukraine": two names that stand one after the other.
function findPair(words) {
  const parts = words.split(/\s+(?:and|und|et|vs|v|with|–|-|&)\s+|\s*[,;/–&+]\s*|\s+/).filter(Boolean);
  for (let cut = 1; cut < parts.length; cut++) {
    const [one, other] = [parts.slice(0, cut).join(" "), parts.slice(cut).join(" ")].map((name) => findNames(name, 1).filter((i) => rankOf(i, name, false) < 4)[0]);
    if (one !== undefined && other !== undefined && one !== other) return [one, other];
  }
  return null;
}

function showHits() {
  const asked = query.value.trim();
  const words = fold(asked).replace(/^the /, "");
  options = [];
  active = -1;
  const said = [];
  if (words) {
    const names = findNames(words);
    const pair = names.some((i) => calledAs[i].includes(words)) ? null : findPair(words);
    if (pair) options.push({
      run: () => openPair(...pair),
      node: el("li", { role: "option" }, icon("pair"), el("span", { class: "label" }, el("b", { text: nodes[pair[0]].label }), " and ", el("b", { text: nodes[pair[1]].label })),
        el("span", { class: "n", text: plural(betweenCount(...pair), "act") })),
    });
    for (const i of names) {
      const other = fold(nodes[i].label).includes(words) ? "" : nodes[i].aliases[calledAs[i].slice(1).findIndex((name) => name.includes(words))];
      options.push({
        run: () => { select({ node: i }); if (nodeSeen[i]) { showTab("network"); goTo(i); } },
        node: el("li", { role: "option" }, nodes[i].country ? flag(nodes[i].country) : kindMark(nodes[i].kind),
          el("span", { class: "label" }, nodes[i].label, other && el("span", { class: "soft", text: ` “${other}”` })),
          el("span", { class: "soft", text: KIND[nodes[i].kind] || nodes[i].kind }), el("span", { class: "n", text: count(scene.activity[i]) })),
      });
    }
    if (isAbbreviation(words) && !names.length) said.push(`${asked} is the ${facts.abbreviations[words]}, of which nothing is told here`.replace("is the the ", "is the "));
    let inText = null;
    if (words.length > 1 && allOpen) {
      inText = 0;
      for (let i = 0; i < K; i++) if (holdsWords(i, fold(asked))) inText++;
    }
    if (words.length > 1 && inText !== 0) options.push({
      run: () => { state.words = asked; changed(); },
      node: el("li", { role: "option", class: "in-text" }, icon("search"), el("span", { class: "label" }, "Only sentences with ", el("b", { text: `“${clip(asked, 40)}”` })),
        inText === null ? null : el("span", { class: "n", text: count(inText) })),
    });
  }
  options.forEach((option, k) => {
    option.node.id = `hit-${k}`;
    option.node.setAttribute("aria-selected", "false");
    option.node.addEventListener("pointerdown", (event) => { event.preventDefault(); choose(k); });
  });
  if (words && !options.length && !said.length) said.push("Nobody by that name, and no such words");
  // What is no choice stands beside the list, and not in it.
  byId("hits-note").textContent = said.join(" ");
  byId("hits-note").hidden = !said.length;
  hits.replaceChildren(...options.map((option) => option.node));
  hits.hidden = !options.length;
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
  hits.hidden = byId("hits-note").hidden = true;
  query.setAttribute("aria-expanded", "false");
  query.removeAttribute("aria-activedescendant");
}
function choose(k) {
  const option = options[k];
  query.value = "";
  closeHits();
  option.run();
  // The keyboard goes on where the answer is.
  if (isSelected()) panel.focus({ preventScroll: true });
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
