// Where it happened: acts at their places, on outlines of Natural Earth, in the projection Equal Earth (Šavrič, Patterson
// and Jenny 2018).

const mapView = byId("view-map");
const hasPlaces = document.getElementById("kg-world") !== null;
let outlines = null;
const mapAt = { x: 0, y: 0, zoom: 1 };

function project(lon, lat) {
  const t = Math.asin((Math.sqrt(3) / 2) * Math.sin((lat * Math.PI) / 180));
  const [t2, l] = [t * t, (lon * Math.PI) / 180];
  const t6 = t2 * t2 * t2;
  const [A1, A2, A3, A4] = [1.340264, -0.081106, 0.000893, 0.003796];
  return [(l * Math.cos(t)) / ((Math.sqrt(3) / 2) * (A1 + 3 * A2 * t2 + t6 * (7 * A3 + 9 * A4 * t2))), -t * (A1 + A2 * t2 + t6 * (A3 + A4 * t2))];
}

// TopoJSON: arcs of whole numbers, each the step from the one before.  What crosses the line of 180° goes on beyond it.
async function readOutlines() {
  const world = await unsqueezedJson(heldIn("kg-world"));
  const { scale, translate } = world.transform;
  const arcs = world.arcs.map((arc) => {
    let [x, y] = [0, 0];
    return arc.map(([dx, dy]) => { x += dx; y += dy; return [x * scale[0] + translate[0], y * scale[1] + translate[1]]; });
  });
  const ring = (list) => {
    let shift = 0;
    let before = null;
    return list.flatMap((a) => (a < 0 ? arcs[~a].slice().reverse() : arcs[a])).map(([lon, lat]) => {
      if (before !== null && lat > -60 && Math.abs(lon - before) > 180) shift += lon < before ? 360 : -360;
      before = lon;
      return project(lon + shift, lat);
    });
  };
  return world.objects.countries.geometries.flatMap((g) => (g.type === "Polygon" ? g.arcs : g.arcs.flat())).map(ring);
}

const mapCanvas = el("canvas", { tabindex: "0", role: "img", "aria-label": "Map of places; the list below holds the same" });
const mapList = el("div", { class: "places" });
let spots = [];

async function showMap() {
  if (!hasPlaces) return;
  outlines ??= await readOutlines();
  const found = new Map();
  let nowhere = 0;
  for (const i of selectedEvents()) {
    const place = placeOf(i);
    if (!place || place[2] === null) { nowhere++; continue; }
    const spot = found.get(place) || { place, n: 0, conflict: 0, cooperation: 0, other: 0, events: [] };
    spot.n++;
    spot[sideOf(evType[i])]++;
    spot.events.push(i);
    found.set(place, spot);
  }
  spots = [...found.values()].sort((a, b) => b.n - a.n || (a.place[0] < b.place[0] ? -1 : 1));
  const shown = spots.slice(0, 60);
  const note = el("p", { class: "soft", text: `${plural(spots.reduce((n, s) => n + s.n, 0), "act")} at ${plural(spots.length, "place")}${nowhere ? `; ${count(nowhere)} without a place on the map` : ""}. Outlines: Natural Earth.` });
  mapList.replaceChildren(note, ...shown.map((spot) => el("button", { type: "button", class: "tie place", on: { click: () => openPlace(spot) } },
    el("span", { class: "label", text: [spot.place[0], spot.place[1] && spot.place[1] !== spot.place[0] && countryName(spot.place[1])].filter(Boolean).join(", ") }), el("span", { class: "n", text: count(spot.n) }))));
  if (!mapView.contains(mapCanvas)) mapView.replaceChildren(el("div", { class: "globe" }, mapCanvas, el("div", { class: "pad" },
    el("button", { type: "button", class: "tool", title: "Zoom in", on: { click: () => zoomMap(1.5) } }, icon("plus"), el("span", { class: "sr", text: "Zoom in" })),
    el("button", { type: "button", class: "tool", title: "Zoom out", on: { click: () => zoomMap(1 / 1.5) } }, icon("minus"), el("span", { class: "sr", text: "Zoom out" })),
    el("button", { type: "button", class: "tool", title: "Show all places", on: { click: frameMap } }, icon("fit"), el("span", { class: "sr", text: "Show all places" })))), mapList);
  frameMap();
}

function frameMap() {
  const points = spots.map((spot) => project(spot.place[3], spot.place[2]));
  const box = mapCanvas.parentElement.getBoundingClientRect();
  if (!box.width) return;
  const [xs, ys] = [points.map((p) => p[0]), points.map((p) => p[1])];
  const wide = xs.length ? Math.max(Math.max(...xs) - Math.min(...xs), 0.35) : 5.5;
  const tall = ys.length ? Math.max(Math.max(...ys) - Math.min(...ys), 0.2) : 2.6;
  // Room for half a name on the left, for the buttons on the right, for a name below.
  const [left, right, above, below] = [44, 76, 24, 44];
  mapAt.zoom = Math.min((box.width - left - right) / wide, (box.height - above - below) / tall, 900);
  mapAt.x = (xs.length ? (Math.max(...xs) + Math.min(...xs)) / 2 : 0) + (right - left) / 2 / mapAt.zoom;
  mapAt.y = (ys.length ? (Math.max(...ys) + Math.min(...ys)) / 2 : 0) + (below - above) / 2 / mapAt.zoom;
  drawMap();
}
const zoomMap = (factor) => { mapAt.zoom = Math.max(40, Math.min(6000, mapAt.zoom * factor)); drawMap(); };
const onMap = ([x, y]) => [(x - mapAt.x) * mapAt.zoom + mapCanvas.clientWidth / 2, (y - mapAt.y) * mapAt.zoom + mapCanvas.clientHeight / 2];
const spotRadius = (spot) => 2.4 + Math.sqrt(spot.n / Math.max(spots[0]?.n ?? 1, 9)) * Math.min(19, mapCanvas.clientWidth / 34);

function paintMap(ctx, width, height) {
  ctx.clearRect(0, 0, width, height);
  const trace_ = (points) => points.forEach((p, k) => ctx[k ? "lineTo" : "moveTo"](...onMap(p)));
  ctx.fillStyle = colours.land;
  ctx.strokeStyle = colours.border;
  ctx.lineWidth = 0.7;
  for (const ring of outlines) {
    ctx.beginPath();
    trace_(ring);
    ctx.closePath();
    ctx.fill();
    ctx.stroke();
  }
  for (const spot of spots) {
    const [x, y] = onMap(project(spot.place[3], spot.place[2]));
    const r = spotRadius(spot);
    // A pie: conflict from the top clockwise, dark; cooperation the rest, lighter.
    const share = spot.conflict / (spot.conflict + spot.cooperation || 1);
    ctx.globalAlpha = 0.8;
    ctx.beginPath(); ctx.moveTo(x, y); ctx.arc(x, y, r, -Math.PI / 2, -Math.PI / 2 + share * 2 * Math.PI); ctx.closePath();
    ctx.fillStyle = colours["conf-deeds"]; ctx.fill();
    ctx.beginPath(); ctx.moveTo(x, y); ctx.arc(x, y, r, -Math.PI / 2 + share * 2 * Math.PI, 1.5 * Math.PI); ctx.closePath();
    ctx.fillStyle = spot.conflict + spot.cooperation ? colours["coop-deeds"] : colours.other; ctx.fill();
    ctx.globalAlpha = 1;
    ctx.strokeStyle = colours.paper; ctx.lineWidth = 1;
    ctx.beginPath(); ctx.arc(x, y, r, 0, 2 * Math.PI); ctx.stroke();
  }
  const taken = [[width - 60, 0, width, 140]]; // the buttons
  ctx.textAlign = "center"; ctx.textBaseline = "top"; ctx.font = `600 12px ${SANS}`; ctx.lineJoin = "round";
  for (const spot of spots.slice(0, 60)) {
    const [x, y] = onMap(project(spot.place[3], spot.place[2]));
    const half = ctx.measureText(clip(spot.place[0], 26)).width / 2;
    const box = [x - half - 2, y + spotRadius(spot) + 1, x + half + 2, y + spotRadius(spot) + 16];
    if (box[0] < 0 || box[2] > width || box[3] > height || taken.some((t) => box[0] < t[2] && box[2] > t[0] && box[1] < t[3] && box[3] > t[1])) continue;
    taken.push(box);
    ctx.strokeStyle = colours.paper; ctx.lineWidth = 3; ctx.strokeText(clip(spot.place[0], 26), x, box[1]);
    ctx.fillStyle = colours.ink; ctx.fillText(clip(spot.place[0], 26), x, box[1]);
  }
}
function drawMap() {
  if (!outlines) return;
  const [width, height, ratio] = [mapCanvas.clientWidth, mapCanvas.clientHeight, devicePixelRatio || 1];
  [mapCanvas.width, mapCanvas.height] = [width * ratio, height * ratio];
  const ctx = mapCanvas.getContext("2d");
  ctx.scale(ratio, ratio);
  paintMap(ctx, width, height);
}

function openPlace(spot) {
  say(`${spot.place[0]}: ${plural(spot.n, "act")}`);
  mapList.replaceChildren(
    el("button", { type: "button", class: "plain", text: "All places", on: { click: () => { showMap(); } } }),
    el("h3", { text: spot.place[0] }), growing(spot.events, (i) => eventCard(i), 25, "act"));
  mapList.scrollTop = 0;
  mapList.querySelector("button").focus({ preventScroll: true });
}

let grip = null;
mapCanvas.addEventListener("pointerdown", (event) => { grip = { x: event.clientX, y: event.clientY, moved: false }; mapCanvas.setPointerCapture(event.pointerId); });
mapCanvas.addEventListener("pointermove", (event) => {
  if (!grip) return;
  const [dx, dy] = [event.clientX - grip.x, event.clientY - grip.y];
  if (!grip.moved && Math.hypot(dx, dy) < 4) return;
  mapAt.x -= dx / mapAt.zoom; mapAt.y -= dy / mapAt.zoom;
  grip = { x: event.clientX, y: event.clientY, moved: true };
  drawMap();
});
mapCanvas.addEventListener("pointerup", (event) => {
  const clicked = grip && !grip.moved;
  grip = null;
  if (!clicked) return;
  const box = mapCanvas.getBoundingClientRect();
  const near = spots.map((spot) => { const [x, y] = onMap(project(spot.place[3], spot.place[2])); return [Math.hypot(x - event.clientX + box.left, y - event.clientY + box.top) - spotRadius(spot), spot]; })
    .sort((a, b) => a[0] - b[0])[0];
  if (near && near[0] < 6) openPlace(near[1]);
});
mapCanvas.addEventListener("wheel", (event) => { event.preventDefault(); zoomMap(event.deltaY < 0 ? 1.2 : 1 / 1.2); }, { passive: false });
mapCanvas.addEventListener("keydown", (event) => {
  const move = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1] }[event.key];
  if (move) { mapAt.x += (move[0] * 60) / mapAt.zoom; mapAt.y += (move[1] * 60) / mapAt.zoom; drawMap(); }
  else if (event.key === "+" || event.key === "=") zoomMap(1.4);
  else if (event.key === "-") zoomMap(1 / 1.4);
  else if (event.key === "0") frameMap();
  else return;
  event.preventDefault();
  event.stopPropagation();
});
onChange(() => { if (state.tab === "map") showMap(); });
new ResizeObserver(() => { if (state.tab === "map") drawMap(); }).observe(mapView);
