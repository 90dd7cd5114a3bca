// Tabs, buttons, keyboard.

const TABS = ["network", "timeline", "table"];
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
  if (name === "network") redraw();
}
byId("tab-network").parentElement.addEventListener("click", (event) => {
  const tab = event.target.closest("[data-tab]");
  if (tab) showTab(tab.dataset.tab);
});
byId("tab-network").parentElement.addEventListener("keydown", (event) => {
  const shift = { ArrowRight: 1, ArrowLeft: -1 }[event.key];
  if (!shift) return;
  const next = TABS[(TABS.indexOf(state.tab) + shift + TABS.length) % TABS.length];
  showTab(next);
  byId(`tab-${next}`).focus();
});

const zoom = (factor) => network.moveTo({ scale: Math.max(0.01, Math.min(8, network.getScale() * factor)), animation: calm.matches ? false : { duration: 160, easingFunction: "linear" } });
byId("zoom-in").addEventListener("click", () => zoom(1.4));
byId("zoom-out").addEventListener("click", () => zoom(1 / 1.4));
byId("fit").addEventListener("click", () => fit());
byId("untangle").addEventListener("click", (event) => {
  const on = event.currentTarget.getAttribute("aria-pressed") !== "true";
  event.currentTarget.setAttribute("aria-pressed", String(on));
  untangle(on);
});
byId("picture").addEventListener("click", () => {
  const from = network.canvas.frame.canvas;
  const canvas = el("canvas");
  canvas.width = from.width;
  canvas.height = from.height;
  const ctx = canvas.getContext("2d");
  ctx.fillStyle = colours.paper;
  ctx.fillRect(0, 0, canvas.width, canvas.height);
  ctx.drawImage(from, 0, 0);
  canvas.toBlob((blob) => saveFile(blob, "network.png"));
});
byId("theme").addEventListener("click", () => {
  setTheme(isDark() ? "light" : "dark");
  sprites.clear();
  showTime();
  redraw();
});
prefersDark.addEventListener("change", () => { readColours(); showTime(); redraw(); });
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
  const shown = byActivity.filter((i) => nodeCount[i]);
  if (!shown.length) return;
  const now = shown.indexOf(state.node);
  const next = shown[(now < 0 ? (shift > 0 ? 0 : shown.length - 1) : now + shift + shown.length) % shown.length];
  select({ node: next });
  goTo(next);
}
container.addEventListener("keydown", (event) => {
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
  if (event.ctrlKey || event.metaKey || event.altKey || byId("help").open) return;
  const typing = event.target.closest?.("input, textarea, select");
  if (event.key === "Escape") {
    if (drawer.classList.contains("open")) openFilters(false);
    else if (state.node !== null || state.edge !== null) select(null);
    return;
  }
  if (typing) return;
  const run = {
    "/": () => query.focus(), "?": () => byId("help").showModal(), 1: () => showTab("network"), 2: () => showTab("timeline"), 3: () => showTab("table"),
    n: () => walk(1), p: () => walk(-1), d: () => byId("theme").click(),
  }[event.key.toLowerCase()];
  if (!run) return;
  event.preventDefault();
  run();
});
