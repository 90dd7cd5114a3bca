// One event as a card: who did what to whom, in which words, says who.

function partyButton(party, kind) {
  const label = parties[party].label;
  if (party >= N) return el("span", { class: `party ${kind}`, text: label });
  return el("button", { type: "button", class: `party ${kind}${parties[party].kind === "theme" ? " theme" : ""}`, text: label,
    on: { click: () => openNode(party) } });
}

function openNode(i) {
  select({ node: i });
  if (state.tab === "network" && nodeCount[i]) {
    const at = network.canvasToDOM({ x: px[i], y: py[i] });
    const inside = at.x > 20 && at.y > 20 && at.x < container.clientWidth - 20 && at.y < container.clientHeight - 20;
    if (!inside) goTo(i);
  }
}

const NOT_NAMED = "(not named)";
// From where the date is known, if it does not stand in the sentence.
const basisOf = (i) => (ev.precision[i] === "p" || ev.basis[i] === "p" ? "day of report" : ev.basis[i] === "c" ? "date from an earlier sentence" : "");

function listed(list, kind) {
  return list.flatMap((party, k) => [k === 0 ? "" : k === list.length - 1 ? " and " : ", ", partyButton(party, kind)]);
}

// The sentence with trigger and participants marked, cut at the offsets; the pieces are text nodes.
function sentence(i) {
  const words = text(ev.sentence[i]);
  const marks = ev.marks[i];
  const quote = el("blockquote", { dir: "auto" });
  let done = 0;
  for (let k = 0; k < marks.length; k += 3) {
    const [start, end, role] = [marks[k], marks[k + 1], marks[k + 2]];
    quote.append(words.slice(done, start));
    quote.append(el("mark", { class: role === "t" ? `trigger ${sideOf(ev.type[i])}` : role === "a" ? "actor" : "recipient", text: words.slice(start, end) }));
    done = end;
  }
  quote.append(words.slice(done));
  return quote;
}

function link(address, label, title) {
  // Python has let only web addresses through; the page trusts nobody and looks again.
  if (!/^https?:\/\/[^\s]+$/i.test(address)) return el("span", { class: "where", text: label, title });
  return el("a", { class: "where", href: address, target: "_blank", rel: "noopener noreferrer nofollow", title }, el("span", { text: label }), icon("out"));
}

function sourceLine(i) {
  const [title, outlet, address, published, id] = data.articles[ev.article[i]];
  const host = /^https?:\/\/([^/?#]+)/i.exec(address)?.[1].replace(/^.*@/, "").replace(/^www\./, "") || "";
  const shown = outlet || host || `article ${id}`;
  const line = el("p", { class: "source" });
  if (ev.by[i]) line.append("says ", el("b", { text: text(ev.by[i]) }), " · ");
  line.append(link(address, shown, address || undefined));
  if (published && basisOf(i) !== "day of report" && parseDay(published) !== evStart[i] && parseDay(published) !== null) line.append(`, ${formatDay(parseDay(published))}`);
  if (title) line.append(el("span", { class: "title", text: title }));
  return line;
}

// Who does what to whom, as a line of prose.
function claim(i) {
  const actors = ev.actors[i];
  const verb = (words) => el("em", { class: `verb ${sideOf(ev.type[i])}`, text: words });
  const mutual = !ev.recipients[i].length && ev.target[i] === null && actors.length > 1 && evEdges[i].length;
  if (mutual) return [partyButton(actors[0], "from"), " ", verb(mutualProse(ev.type[i])), " ", ...listed(actors.slice(1), "to")];
  const aimed = ev.recipients[i].length || ev.target[i] !== null;
  const words = aimed ? prose(ev.type[i], !ev.recipients[i].length) : typeInfo[ev.type[i]].label;
  const source = actors.length ? listed(actors, "from") : [el("span", { class: "soft", text: NOT_NAMED })];
  const parts = [...source, " ", verb(actors.length > 1 ? pluralProse(words) : words)];
  if (ev.recipients[i].length) return [...parts, " ", ...listed(ev.recipients[i], "to")];
  return ev.target[i] === null ? parts : [...parts, " ", partyButton(ev.target[i], "to")];
}

function eventCard(i, { date = true } = {}) {
  const type = typeInfo[ev.type[i]];
  const line = el("p", { class: "claim" }, ...claim(i));
  const facts_ = [
    ev.theme[i] && (ev.target[i] === null || parties[ev.target[i]].label !== text(ev.theme[i])) && ["about", text(ev.theme[i])],
    ev.mode[i] && ["how", text(ev.mode[i])],
    ev.casualties[i] && ["cost", text(ev.casualties[i])],
    ev.told[i] && ["told in", text(ev.told[i])],
    ev.place[i] && ["where", text(ev.place[i])],
    ev.contexts[i] && ["field", text(ev.contexts[i])],
  ].filter(Boolean);
  const more = el("p", { class: "facts" }, ...facts_.flatMap(([name, value]) => [el("span", {}, el("i", { text: `${name} ` }), value)]),
    el("span", { title: "How often the rules that found this are right, measured on hand-coded articles" }, el("i", { text: "confidence " }), `${ev.confidence[i]}%`));
  const status = statuses[ev.status[i]];
  const head = el("p", { class: "when" }, date && el("time", { datetime: evStart[i] === NO_DAY ? undefined : isoDay(evStart[i]), text: formatDate(i) }),
    date && basisOf(i) && el("span", { class: "soft", text: basisOf(i) }), status !== "asserted" && el("span", { class: `status ${status}`, text: status }));
  return el("article", { class: `event ${type.side}`, "data-event": ev.id[i] }, head, line, sentence(i), more, sourceLine(i));
}

// A list that grows on demand: the first few at once, more by a button.
function growing(items, make, first, label) {
  const list = el("div", { class: "list" });
  let shown = 0;
  const more = el("button", { type: "button", class: "plain more", on: { click: () => grow(first * 2) } });
  function grow(n) {
    const next = items.slice(shown, shown + n);
    shown += next.length;
    more.before(...next.map(make).flat());
    more.textContent = `Show ${count(Math.min(first * 2, items.length - shown))} more of ${plural(items.length, label)}`;
    more.hidden = shown >= items.length;
  }
  list.append(more);
  grow(first);
  return list;
}
