// Begin.

onChange((what) => {
  if (what === "filter") sortEdges();
  if (state.node !== null && !nodeCount[state.node] && hovered.node === state.node) hovered = { node: null, edge: null };
  if (state.tab === "network") redraw();
});

setTheme(kept.get("kg-theme") === "dark" || kept.get("kg-theme") === "light" ? kept.get("kg-theme") : null, false);
if (facts.parties > N) {
  const note = byId("note");
  note.textContent = `The ${count(N)} most active of ${count(facts.parties)} are shown.`;
  note.hidden = false;
}
hashToState(location.hash);
recompute();
sortEdges();
fit(false);
showTab(state.tab, false);
changed();
document.documentElement.dataset.ready = String(Math.round(performance.now()));

let resizing = null;
addEventListener("resize", () => {
  clearTimeout(resizing);
  resizing = setTimeout(() => { if (state.tab === "network") fit(false); }, 150);
});
