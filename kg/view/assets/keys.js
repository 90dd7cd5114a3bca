// Tabs, buttons, keyboard.

const TABS = ["network", "timeline", "table", "matrix", ...(hasPlaces ? ["map"] : [])];
byId("tab-map").hidden = !hasPlaces;
function showTab(name, tell = true) {
  state.tab = name;
  for (const tab of TABS) {
    const button = byId(`tab-${tab}`);
    button.setAttribute("aria-selected", String(tab === name));
    button.tabIndex = tab === name ? 0 : -1;
    byId(`view-${tab}`).hidden = tab !== name;
  }
  document.body.dataset.tab = name;
  if (tell) changed("tab");
  if (name === "network") {
    if (!settled()) rearrange(false, true);
    redraw();
  }
}
const tabList = byId("tab-network").parentElement;
tabList.addEventListener("click", (event) => {
  const tab = event.target.closest("[data-tab]");
  if (tab) showTab(tab.dataset.tab);
});
tabList.addEventListener("keydown", (event) => {
  const at = TABS.indexOf(state.tab);
  const next = { ArrowRight: TABS[(at + 1) % TABS.length], ArrowLeft: TABS[(at + TABS.length - 1) % TABS.length], Home: TABS[0], End: TABS[TABS.length - 1] }[event.key];
  if (!next) return;
  event.preventDefault();
  showTab(next);
  byId(`tab-${next}`).focus();
});

const zoom = (factor) => network.moveTo({ scale: Math.max(0.01, Math.min(8, network.getScale() * factor)), animation: calm.matches ? false : { duration: 160, easingFunction: "linear" } });
byId("zoom-in").addEventListener("click", () => zoom(1.4));
byId("zoom-out").addEventListener("click", () => zoom(1 / 1.4));
byId("fit").addEventListener("click", () => { rearrange(true, true); });
byId("untangle").addEventListener("click", (event) => {
  const on = event.currentTarget.getAttribute("aria-pressed") !== "true";
  event.currentTarget.setAttribute("aria-pressed", String(on));
  untangle(on);
});
byId("theme").addEventListener("click", () => {
  setTheme(isDark() ? "light" : "dark");
  recolour();
});
function recolour() {
  readColours();
  sprites.clear();
  showTime();
  redraw();
  if (state.tab === "map") drawMap();
}
prefersDark.addEventListener("change", recolour);
byId("help-open").addEventListener("click", () => byId("help").showModal());

const drawer = byId("filters");
function openFilters(open) {
  drawer.classList.toggle("open", open);
  byId("filters-open").setAttribute("aria-expanded", String(open));
  if (open) byId("filters-close").focus();
  else if (drawer.contains(document.activeElement)) byId("filters-open").focus();
}
byId("filters-open").addEventListener("click", () => openFilters(!drawer.classList.contains("open")));
byId("filters-close").addEventListener("click", () => openFilters(false));

let flashing = null;
function flash(words) {
  document.querySelector(".flash")?.remove();
  clearTimeout(flashing);
  const box = el("div", { class: "flash", text: words });
  document.body.append(box);
  flashing = setTimeout(() => box.remove(), 1800);
}

// Walk through the actors, the busiest first.
function walk(shift) {
  const shown = scene.byActivity.filter((i) => nodeCount[i] && nodes[i].kind !== "theme");
  if (!shown.length) return;
  const now = shown.indexOf(state.node);
  const next = shown[(now < 0 ? (shift > 0 ? 0 : shown.length - 1) : now + shift + shown.length) % shown.length];
  select({ node: next });
  goTo(next);
}
container.addEventListener("keydown", (event) => {
  if ((event.ctrlKey || event.metaKey) && event.key.toLowerCase() === "z" && !event.target.closest?.("input, textarea")) {
    event.preventDefault();
    undo();
    return;
  }
  if (event.ctrlKey || event.metaKey || event.altKey) return;
  const move = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1] }[event.key];
  if (move) {
    const { x, y } = network.getViewPosition();
    const far = 80 / network.getScale();
    network.moveTo({ position: { x: x + move[0] * far, y: y + move[1] * far } });
  } else if (event.key === "+" || event.key === "=") zoom(1.4);
  else if (event.key === "-") zoom(1 / 1.4);
  else if (event.key === "0") fit();
  else if (event.key === "Enter" && state.node !== null) panel.focus();
  else return;
  event.preventDefault();
});

addEventListener("keydown", (event) => {
  if ((event.ctrlKey || event.metaKey) && event.key.toLowerCase() === "z" && !event.target.closest?.("input, textarea")) {
    event.preventDefault();
    undo();
    return;
  }
  if (event.ctrlKey || event.metaKey || event.altKey || byId("help").open) return;
  const typing = event.target.closest?.("input, textarea, select");
  if (event.key === "Escape") {
    if (drawer.classList.contains("open")) openFilters(false);
    else if (byId("take").open) byId("take").open = false;
    else if (glancing) glance(false);
    else if (isSelected() || state.event !== null) {
      const inside = panel.contains(document.activeElement);
      state.event = null;
      select(null);
      if (inside) container.focus({ preventScroll: true });
    }
    return;
  }
  if (typing) return;
  const run = {
    "/": () => query.focus(), "?": () => byId("help").showModal(), 1: () => showTab("network"), 2: () => showTab("timeline"), 3: () => showTab("table"), 4: () => showTab("matrix"), 5: () => hasPlaces && showTab("map"), u: undo, l: () => setLevel(state.level === "actor" ? "country" : "actor"),
    n: () => walk(1), p: () => walk(-1), d: () => byId("theme").click(),
  }[event.key.toLowerCase()];
  if (!run) return;
  event.preventDefault();
  run();
});

// Level, and how many are drawn.
for (const name of ["actor", "country"]) {
  const box = byId(`level-${name}`);
  box.disabled = !data.levels[name];
  box.addEventListener("change", () => setLevel(name));
}
const mostBox = byId("most");
mostBox.addEventListener("change", () => {
  state.most = Number(mostBox.value);
  changed();
});
onChange((what) => {
  if (what !== "filter") return;
  const all = nodeCount.reduce((n, c) => n + (c > 0), 0);
  const seen = nodeSeen.reduce((n, on) => n + on, 0);
  mostBox.max = String(Math.max(all, 20));
  if (!state.most) mostBox.value = String(Math.min(roomFor(), Math.max(all, 20)));
  byId("most-value").textContent = seen < all ? `${count(seen)} of ${count(all)}` : `all ${count(all)}`;
  byId("most-row").hidden = all <= 40;
  showControls();
});

// Whoever follows the skip link is where the answers are.
byId("skip").addEventListener("click", () => {
  byId(`view-${state.tab}`).querySelector("#network, [tabindex='0'], button")?.focus();
});

// A control that had the focus and is made anew or gone leaves it to the part of the page that it stood in.
let home = null;
addEventListener("focusin", (event) => { home = event.target.closest("#chips, #panel, #filters, [role=tabpanel], .masthead"); });
onChange(() => {
  if (document.activeElement !== document.body || home === null) return;
  const heir = home.matches("#panel, #filters") ? home : home.querySelector("button:not([hidden])") ?? byId(`tab-${state.tab}`);
  heir.focus({ preventScroll: true });
});
