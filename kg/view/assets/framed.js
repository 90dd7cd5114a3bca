// In a widget's frame: the theme comes from the notebook, and what is picked is told to it.  Whoever holds the frame has
// the page anyway; it may set the theme, and nothing else.

const MOST_TOLD = 5000;
let greeted = false;
async function tellSelection() {
  if (!greeted) return;
  const events = selectedEvents();
  const told = events.slice(0, MOST_TOLD);
  for (const i of told) if (!hasDetail(i)) await openDetail(i);
  const selection = {
    node: state.node === null ? null : nodes[state.node].key, pair: state.pair?.map((i) => nodes[i].key) ?? null,
    level: state.level, count: events.length, events: told.map(idOf),
  };
  window.parent.postMessage({ kg: "selection", selection }, "*");
}
if (framed) {
  addEventListener("message", (event) => {
    if (event.source !== window.parent || event.data?.kg !== "theme" || !["light", "dark"].includes(event.data.theme)) return;
    if ((isDark() ? "dark" : "light") !== event.data.theme || !greeted) {
      setTheme(event.data.theme, false);
      recolour();
    }
    if (!greeted) {
      greeted = true;
      tellSelection();
    }
  });
  let soon = null;
  onChange(() => {
    clearTimeout(soon);
    soon = setTimeout(tellSelection, 150);
  });
  window.parent.postMessage({ kg: "ready" }, "*");
}
