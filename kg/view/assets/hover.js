// What is under the pointer, and the small card that names it.

function nodeAt(x, y, slack) {
  let best = null;
  let least = Infinity;
  for (let i = 0; i < N; i++) {
    if (!nodeSeen[i]) continue;
    const distance = Math.hypot(px[i] - x, py[i] - y) - nodeRadius(i);
    if (distance < slack && distance < least) {
      least = distance;
      best = i;
    }
  }
  return best;
}

function edgeAt(x, y, slack) {
  let best = null;
  let least = slack;
  for (let e = 0; e < scene.M; e++) {
    if (!edgeSeen[e] || (litEdges && isSelected() && !litEdges.has(e))) continue;
    const a = scene.from[e];
    const b = scene.to[e];
    const reach = slack + Math.abs(bend[e]) * (Math.abs(px[a] - px[b]) + Math.abs(py[a] - py[b]));
    if (x < Math.min(px[a], px[b]) - reach || x > Math.max(px[a], px[b]) + reach) continue;
    if (y < Math.min(py[a], py[b]) - reach || y > Math.max(py[a], py[b]) + reach) continue;
    const [cx, cy] = control(e);
    let [x0, y0] = [px[a], py[a]];
    for (let k = 1; k <= 12; k++) {
      const t = k / 12;
      const x1 = (1 - t) ** 2 * px[a] + 2 * t * (1 - t) * cx + t * t * px[b];
      const y1 = (1 - t) ** 2 * py[a] + 2 * t * (1 - t) * cy + t * t * py[b];
      const length = (x1 - x0) ** 2 + (y1 - y0) ** 2 || 1;
      const s = Math.max(0, Math.min(1, ((x - x0) * (x1 - x0) + (y - y0) * (y1 - y0)) / length));
      const distance = Math.hypot(x0 + s * (x1 - x0) - x, y0 + s * (y1 - y0) - y);
      if (distance < least) [least, best] = [distance, e];
      [x0, y0] = [x1, y1];
    }
  }
  return best;
}

function pick(x, y, finger = false) {
  const unit = 1 / view.scale;
  const node = nodeAt(x, y, (finger ? 10 : 3) * unit);
  if (node !== null) return { node, edge: null };
  return { node: null, edge: edgeAt(x, y, (finger ? 12 : 5) * unit) };
}

const tipBox = byId("tip");
function showTip(at, x, y) {
  tipBox.replaceChildren();
  tipBox.hidden = at.node === null && at.edge === null;
  if (tipBox.hidden) return;
  if (at.node !== null) {
    const node = nodes[at.node];
    const what = [KIND[node.kind] || node.kind, node.kind !== "country" && node.country && countryName(node.country)];
    tipBox.append(el("strong", { text: node.label }), el("span", { text: what.filter(Boolean).join(", ") }),
      el("span", { class: "soft", text: plural(scene.nodeEvents(at.node).reduce((n, i) => n + !failed[i], 0), "event") }));
  } else {
    const type = scene.type[at.edge];
    tipBox.append(
      el("strong", {}, `${nodes[scene.from[at.edge]].label} `, el("em", { class: sideOf(type), text: edgeProse(at.edge) }), ` ${nodes[scene.to[at.edge]].label}`),
      el("span", { class: "soft", text: `${plural(edgeCount[at.edge], "event")} · click to read` }),
    );
  }
  const width = container.clientWidth;
  const height = container.clientHeight;
  tipBox.style.left = `${Math.min(x + 14, width - tipBox.offsetWidth - 8)}px`;
  tipBox.style.top = `${y + 18 + tipBox.offsetHeight > height ? y - tipBox.offsetHeight - 10 : y + 18}px`;
}

let moved = null;
function hover(found, x, y) {
  if (found.node !== hovered.node || found.edge !== hovered.edge) {
    hovered = found;
    container.style.cursor = found.node !== null || found.edge !== null ? "pointer" : "";
    redraw();
  }
  showTip(found, x, y);
}
container.addEventListener("pointermove", (event) => {
  if (event.pointerType !== "mouse" || event.buttons) return;
  const first = moved === null;
  moved = event;
  if (!first) return;
  requestAnimationFrame(() => {
    const box = container.getBoundingClientRect();
    const [x, y] = [moved.clientX - box.left, moved.clientY - box.top];
    moved = null;
    const at = network.DOMtoCanvas({ x, y });
    hover(pick(at.x, at.y), x, y);
  });
});
const forget = () => hover({ node: null, edge: null }, 0, 0);
container.addEventListener("pointerleave", forget);
container.addEventListener("pointerdown", () => { tipBox.hidden = true; });
network.on("click", (event) => {
  const finger = event.event?.srcEvent?.pointerType === "touch";
  const found = pick(event.pointer.canvas.x, event.pointer.canvas.y, finger);
  if (finger) hovered = { node: null, edge: null };
  // With Shift, a second one makes a pair of the two.
  if (event.event?.srcEvent?.shiftKey && found.node !== null && state.node !== null && found.node !== state.node) select({ pair: [state.node, found.node] });
  else select(found.node === null && found.edge === null ? null : found);
});
network.on("doubleClick", (event) => {
  const found = pick(event.pointer.canvas.x, event.pointer.canvas.y);
  if (found.node !== null) goTo(found.node);
});
