// To take away: the picture as PNG and SVG with title, legend, source and period; the selection as CSV and GraphML; and a
// sheet to print.

const now_ = () => [document.querySelector("h1").textContent, selectionName()].filter(Boolean).join(" · ");
function periodWords() {
  const words = period(selectedEvents());
  const chosen = state.from !== null || state.to !== null;
  return chosen ? `${formatDay(state.from ?? domain.from)} – ${formatDay(state.to ?? domain.to)}` : words;
}
function sourceWords() {
  const outlets = new Set();
  for (const i of selectedEvents().slice(0, 20_000)) if (hasDetail(i) && articleOf(i)[1]) outlets.add(articleOf(i)[1]);
  const shown = [...outlets].sort().slice(0, 3).join(", ");
  return [shown && `Source: ${shown}${outlets.size > 3 ? ` and ${outlets.size - 3} more` : ""}`, `coded by ${CODED_BY}`].filter(Boolean).join("; ");
}
const LEGEND = [["cooperation, in words", 1], ["cooperation, in deeds", 2], ["conflict, in words", 3], ["conflict, in deeds", 4]];
const STATUS_LEGEND = () => statuses.map((name, i) => [name, sureness(i)]).filter(([name]) => evStatus.includes(STATUS[name]));

// A page's worth: title and period above, the picture, legend and source below; at twice the screen's resolution.
function pictureCanvas(ratio = 2) {
  const [width, height] = state.tab === "map" ? [mapCanvas.clientWidth, mapCanvas.clientHeight] : [container.clientWidth, container.clientHeight];
  const [above, below] = [62, 74];
  const canvas = el("canvas");
  [canvas.width, canvas.height] = [width * ratio, (height + above + below) * ratio];
  const ctx = canvas.getContext("2d");
  ctx.scale(ratio, ratio);
  ctx.fillStyle = colours.paper;
  ctx.fillRect(0, 0, width, height + above + below);
  ctx.save();
  ctx.beginPath();
  ctx.rect(0, above, width, height);
  ctx.clip();
  ctx.translate(0, above);
  if (state.tab === "map") paintMap(ctx, width, height);
  else {
    readView();
    ctx.scale(view.scale, view.scale);
    ctx.translate(-view.left, -view.top);
    drawEdges(ctx);
    drawArrows(ctx);
    drawNodes(ctx);
    drawLabels(ctx);
  }
  ctx.restore();
  ctx.globalAlpha = 1;
  ctx.textAlign = "left";
  ctx.textBaseline = "alphabetic";
  ctx.fillStyle = colours.ink;
  ctx.font = "600 22px Georgia, 'Liberation Serif', serif";
  ctx.fillText(clip(now_(), Math.floor(width / 11)), 18, 30);
  ctx.fillStyle = colours.soft;
  ctx.font = `13px ${SANS}`;
  ctx.fillText([periodWords(), byId("summary").textContent].filter(Boolean).join(" · "), 18, 50);
  let x = 18;
  const y = above + height + 22;
  const line = (label, colour, sure, conflict) => {
    const wide = ctx.measureText(label).width + 46;
    if (x + wide > width && x > 18) return;
    ctx.strokeStyle = colour;
    ctx.lineWidth = 2.4;
    ctx.setLineDash((DASHES[sure] || []).map((d) => d * 1.2));
    ctx.beginPath(); ctx.moveTo(x, y - 4); ctx.lineTo(x + 28, y - 4); ctx.stroke();
    ctx.setLineDash([]);
    if (conflict) { ctx.beginPath(); ctx.moveTo(x + 14, y - 9); ctx.lineTo(x + 14, y + 1); ctx.stroke(); }
    ctx.fillStyle = colours.ink;
    ctx.fillText(label, x + 34, y);
    x += wide + 8;
  };
  for (const [label, quad] of LEGEND) line(label, colours[["other", "coop-words", "coop-deeds", "conf-words", "conf-deeds"][quad]], 4, quad > 2);
  for (const [label, sure] of STATUS_LEGEND()) if (label !== "asserted") line(label, colours.soft, sure, false);
  ctx.fillStyle = colours.soft;
  ctx.fillText(clip(sourceWords(), Math.floor(width / 6.4)), 18, above + height + 50);
  return canvas;
}

// The same as SVG, for who edits it further: lines, shapes and names as such.
function pictureSvg() {
  const [width, height] = [container.clientWidth, container.clientHeight];
  const [above, below] = [62, 74];
  readView();
  const at = (x, y) => [((x - view.left) * view.scale).toFixed(1), ((y - view.top) * view.scale + above).toFixed(1)];
  const space = "http://www.w3.org/2000/svg";
  const svg = document.createElementNS(space, "svg");
  const add = (parent, tag, attributes, words) => {
    const node = document.createElementNS(space, tag);
    for (const [name, value] of Object.entries(attributes)) node.setAttribute(name, value);
    if (words !== undefined) node.textContent = words;
    parent.append(node);
    return node;
  };
  for (const [name, value] of Object.entries({ xmlns: space, viewBox: `0 0 ${width} ${height + above + below}`, width, height: height + above + below, "font-family": "Helvetica, Arial, sans-serif", role: "img" })) svg.setAttribute(name, value);
  add(svg, "title", {}, now_());
  add(svg, "rect", { width: "100%", height: "100%", fill: colours.paper });
  add(svg, "text", { x: 18, y: 30, "font-size": 22, "font-weight": 600, "font-family": "Georgia, serif", fill: colours.ink }, now_());
  add(svg, "text", { x: 18, y: 50, "font-size": 13, fill: colours.soft }, [periodWords(), byId("summary").textContent].filter(Boolean).join(" · "));
  const lines = add(svg, "g", { fill: "none" });
  for (let e = 0; e < scene.M; e++) {
    if (!edgeSeen[e]) continue;
    const [a, b] = [scene.from[e], scene.to[e]];
    const [cx, cy] = control(e);
    const wide = WIDTHS[widthStep(edgeCount[e])];
    const colour = lineColour(scene.type[e]);
    const group = add(lines, "g", {});
    add(group, "title", {}, `${nodes[a].label} ${edgeProse(e)} ${nodes[b].label}: ${edgeCount[e]}`);
    add(group, "path", { d: `M${at(px[a], py[a])}Q${at(cx, cy)} ${at(px[b], py[b])}`, stroke: colour, "stroke-width": wide, "stroke-dasharray": (DASHES[edgeSure[e]] || []).map((d) => d * wide).join(" ") });
    if (sideOf(scene.type[e]) === "conflict") {
      const [x, y] = [(px[a] + px[b]) / 4 + cx / 2, (py[a] + py[b]) / 4 + cy / 2];
      const length = Math.hypot(px[b] - px[a], py[b] - py[a]) || 1;
      const [ux, uy] = [(-(py[b] - py[a]) / length) * 4, ((px[b] - px[a]) / length) * 4];
      add(group, "path", { d: `M${at(x - ux, y - uy)}L${at(x + ux, y + uy)}`, stroke: colour, "stroke-width": Math.min(wide, 2.6) });
    }
    if (!scene.mutual[e]) {
      const t = tip(e);
      const size = 6 + wide;
      const head = [[t.x, t.y], [t.x - t.dx * size - t.dy * size * 0.42, t.y - t.dy * size + t.dx * size * 0.42], [t.x - t.dx * size + t.dy * size * 0.42, t.y - t.dy * size - t.dx * size * 0.42]];
      add(group, "path", { d: `M${head.map((p) => at(...p)).join("L")}Z`, fill: sideOf(scene.type[e]) === "cooperation" ? colours.paper : colour, stroke: colour });
    }
  }
  // The shapes as the canvas draws them, caught as a path.
  const shapes = add(svg, "g", {});
  for (const i of order) {
    const r = nodeRadius(i);
    const d = [];
    const pen = {
      moveTo: (x, y) => d.push(`M${at(x, y)}`), lineTo: (x, y) => d.push(`L${at(x, y)}`), closePath: () => d.push("Z"),
      arc: (x, y, q) => { const s = (q * view.scale).toFixed(1); d.push(`M${at(x - q, y)}A${s} ${s} 0 1 0 ${at(x + q, y)}A${s} ${s} 0 1 0 ${at(x - q, y)}Z`); },
      rect: (x, y, w, h) => d.push(`M${at(x, y)}L${at(x + w, y)}L${at(x + w, y + h)}L${at(x, y + h)}Z`),
    };
    shape(pen, i, r);
    const hollow = nodes[i].kind === "theme";
    const group = add(shapes, "g", {});
    add(group, "title", {}, `${nodes[i].label}: ${nodeCount[i]}`);
    add(group, "path", { d: d.join(""), fill: hollow ? colours.paper : nodeColour(i), stroke: hollow ? nodeColour(i) : colours.paper, "stroke-width": 1.2 });
    if (nodes[i].kind === "country" && alpha2(nodes[i].country) && r * view.scale > 6) {
      const [x, y] = at(px[i], py[i]);
      add(group, "text", { x, y, "font-size": (r * view.scale * 0.9).toFixed(1), "text-anchor": "middle", "dominant-baseline": "central", fill: colours.paper }, alpha2(nodes[i].country));
    }
  }
  const names_ = add(svg, "g", { "text-anchor": "middle", stroke: colours.paper, "stroke-width": 3, "paint-order": "stroke", "stroke-linejoin": "round" });
  for (const { i, x, y, size, words } of placedLabels) {
    add(names_, "text", { x: (x - view.left * view.scale).toFixed(1), y: (y - view.top * view.scale + above + size * 0.8).toFixed(1), "font-size": size, "font-weight": nodes[i].kind === "country" ? 600 : 400, "font-style": nodes[i].kind === "theme" ? "italic" : "normal", fill: colours.ink }, words);
  }
  LEGEND.forEach(([label, quad], k) => {
    const x = 18 + k * 170;
    const stroke = colours[["other", "coop-words", "coop-deeds", "conf-words", "conf-deeds"][quad]];
    add(svg, "path", { d: `M${x} ${above + height + 18}h28${quad > 2 ? "m-14 -5v10" : ""}`, stroke, "stroke-width": 2.4, fill: "none" });
    add(svg, "text", { x: x + 34, y: above + height + 22, "font-size": 13, fill: colours.ink }, label);
  });
  add(svg, "text", { x: 18, y: above + height + 50, "font-size": 13, fill: colours.soft }, sourceWords());
  return new XMLSerializer().serializeToString(svg);
}

// GraphML as networkx, Gephi and igraph read it: one edge an act; characters that XML does not know are left out.
async function graphml(events) {
  for (const i of events) if (!hasDetail(i)) await openDetail(i);
  const safe = (value) => String(value ?? "").replace(/[^\t\n\r\u{20}-\u{D7FF}\u{E000}-\u{FFFD}\u{10000}-\u{10FFFF}]/gu, "").replace(/[&<>"']/g, (c) => `&#${c.charCodeAt(0)};`);
  const keys = [["label", "node", "string"], ["kind", "node", "string"], ["country", "node", "string"], ["events", "node", "int"],
    ["id", "edge", "string"], ["type", "edge", "string"], ["relation", "edge", "string"], ["side", "edge", "string"], ["status", "edge", "string"], ["start", "edge", "string"], ["end", "edge", "string"],
    ["mutual", "edge", "boolean"], ["confidence", "edge", "double"], ["theme", "edge", "string"], ["place", "edge", "string"], ["sentence", "edge", "string"], ["outlet", "edge", "string"], ["url", "edge", "string"]];
  const out = ['<?xml version="1.0" encoding="UTF-8"?>', '<graphml xmlns="http://graphml.graphdrawing.org/xmlns">',
    ...keys.map(([name, on, type]) => `<key id="${on[0]}_${name}" for="${on}" attr.name="${name}" attr.type="${type}"/>`), '<graph edgedefault="directed">'];
  const datum = (on, name, value) => (value === "" || value === null ? "" : `<data key="${on}_${name}">${safe(value)}</data>`);
  const used = new Set();
  const lines = [];
  for (const i of events) {
    for (const e of scene.evEdges(i)) {
      if (!edgeCount[e] || (state.edge !== null && e !== state.edge) || (state.pair && !(state.pair.includes(scene.from[e]) && state.pair.includes(scene.to[e])))) continue;
      used.add(scene.from[e]).add(scene.to[e]);
      lines.push(`<edge source="n${scene.from[e]}" target="n${scene.to[e]}">${datum("e", "id", idOf(i))}${datum("e", "type", typeInfo[evType[i]].code)}${datum("e", "relation", typeInfo[evType[i]].label)}${datum("e", "side", sideOf(evType[i]))}${datum("e", "status", statuses[evStatus[i]])}${datum("e", "start", day(evStart[i]))}${datum("e", "end", evStart[i] === NO_DAY ? "" : day(evEnd[i]))}${datum("e", "mutual", scene.mutual[e] ? "true" : "false")}${datum("e", "confidence", evConfidence[i] / 100)}${datum("e", "theme", themeOf(i))}${datum("e", "place", placeOf(i)?.[0] ?? "")}${datum("e", "sentence", sentenceOf(i))}${datum("e", "outlet", articleOf(i)[1])}${datum("e", "url", articleOf(i)[2])}</edge>`);
    }
  }
  for (const i of [...used].sort((a, b) => a - b)) out.push(`<node id="n${i}">${datum("n", "label", nodes[i].label)}${datum("n", "kind", nodes[i].kind)}${datum("n", "country", nodes[i].country)}${datum("n", "events", nodeCount[i])}</node>`);
  return [...out, ...lines, "</graph>", "</graphml>", ""].join("\n");
}

// A sheet of paper: title, picture, legend, and the acts as a plain list; made anew before each print.
async function makeSheet() {
  const events = selectedEvents().slice(0, 120);
  for (const i of events) if (!hasDetail(i)) await openDetail(i);
  const image = el("img", { src: pictureCanvas(2).toDataURL("image/png"), alt: "" });
  const item = (i) => {
    const [title, outlet, address, published, article] = articleOf(i);
    const status = statuses[evStatus[i]];
    return el("li", {}, el("b", { text: `${formatDate(i)}${status === "asserted" ? "" : ` (${status})`}. ` }), el("span", { text: `${claimText(i)}. ` }), el("q", { text: sentenceOf(i) }),
      el("small", { text: ` ${[outlet || article, title, published && formatDay(parseDay(published)), address].filter(Boolean).join(", ")}. ${idOf(i)}` }));
  };
  const all = selectedEvents().length;
  byId("sheet").replaceChildren(el("figure", {}, image), el("h2", { text: `Acts, newest first${all > events.length ? `: the first ${events.length} of ${all}` : ""}` }), el("ol", {}, ...events.map(item)));
  await image.decode().catch(() => {});
}
addEventListener("beforeprint", () => { if (!byId("sheet").childElementCount) makeSheet(); });
addEventListener("afterprint", () => byId("sheet").replaceChildren());

const TAKE = {
  png: () => pictureCanvas().toBlob((blob) => saveFile(blob, state.tab === "map" ? "map.png" : "network.png")),
  svg: () => saveFile(new Blob([pictureSvg()], { type: "image/svg+xml" }), "network.svg"),
  csv: () => saveCsv(selectedEvents()),
  graphml: async () => saveFile(new Blob([await graphml(selectedEvents())], { type: "application/xml" }), "network.graphml"),
  print: async () => { await makeSheet(); window.print(); },
};
const takeMenu = byId("take");
takeMenu.addEventListener("click", (event) => {
  const button = event.target.closest("[data-take]");
  if (!button) return;
  takeMenu.open = false;
  // What the network is drawn on must be on the page to be drawn.
  if (["png", "svg", "print"].includes(button.dataset.take) && !["network", "map"].includes(state.tab)) showTab("network");
  if (button.dataset.take === "svg" && state.tab === "map") showTab("network");
  TAKE[button.dataset.take]();
  takeMenu.querySelector("summary").focus();
});
