// One event as a card: who did what to whom, in which words, says who.

function partyButton(party, kind) {
  const label = parties[party].label;
  if (!isDrawn(party)) return el("span", { class: `party ${kind}`, text: label });
  return el("button", { type: "button", class: `party ${kind}${parties[party].kind === "theme" ? " theme" : ""}`, text: label,
    on: { click: () => openNode(party) } });
}

function openNode(i) {
  select({ node: i });
  if (state.tab === "network" && nodeSeen[i]) {
    const at = network.canvasToDOM({ x: px[i], y: py[i] });
    const inside = at.x > 20 && at.y > 20 && at.x < container.clientWidth - 20 && at.y < container.clientHeight - 20;
    if (!inside) goTo(i);
  }
}

const NOT_NAMED = "(not named)";
// From where the date is known, if it does not stand in the sentence.
const basisOf = (i) => (precisionOf(i) === "p" || basisCode(i) === "p" ? "day of report" : basisCode(i) === "c" ? "date from an earlier sentence" : "");

// The sentence with trigger and participants marked, cut at the offsets; the pieces are text nodes.
function sentence(i) {
  const quote = el("blockquote", { dir: "auto" });
  for (const [role, words] of piecesOf(i)) {
    quote.append(role === null ? words : el("mark", { class: role === "t" ? `trigger ${sideOf(evType[i])}` : role === "a" ? "actor" : "recipient", text: words }));
  }
  return quote;
}

function link(address, label, title) {
  // Python has let only web addresses through; the page trusts nobody and looks again.
  if (!/^https?:\/\/[^\s]+$/i.test(address)) return el("span", { class: "where", text: label, title });
  return el("a", { class: "where", href: address, target: "_blank", rel: "noopener noreferrer nofollow", title }, el("span", { text: label }), icon("out"));
}

function sourceLine(i) {
  const [title, outlet, address, published, id] = articleOf(i);
  const host = /^https?:\/\/([^/?#]+)/i.exec(address)?.[1].replace(/^.*@/, "").replace(/^www\./, "") || "";
  const shown = outlet || host || `article ${id}`;
  const line = el("p", { class: "source" });
  if (byOf(i)) line.append("says ", el("b", { text: byOf(i) }), " · ");
  line.append(link(address, shown, address || undefined));
  if (published && basisOf(i) !== "day of report" && parseDay(published) !== evStart[i] && parseDay(published) !== null) line.append(`, ${formatDay(parseDay(published))}`);
  if (title) line.append(el("span", { class: "title", text: title }));
  return line;
}

// Who does what to whom, as a line of prose: pieces that `who` and `verb` make.
function told(i, who, verb) {
  const [actors, recipients, target, type] = [Array.from(actorsOf(i)), Array.from(recipientsOf(i)), targetOf(i), evType[i]];
  const list = (some, side) => some.flatMap((party, k) => [k === 0 ? "" : k === some.length - 1 ? " and " : ", ", who(party, side)]);
  if (columns.mutual[i] && actors.length > 1 && scene.evEdges(i).length) return [who(actors[0], "from"), " ", verb(mutualProse(type)), " ", ...list(actors.slice(1), "to")];
  const words = recipients.length || target !== null ? prose(type, !recipients.length) : aloneProse(type);
  const parts = [...(actors.length ? list(actors, "from") : [who(null)]), " ", verb(actors.length > 1 ? pluralProse(words) : words)];
  if (recipients.length) return [...parts, " ", ...list(recipients, "to")];
  return target === null ? parts : [...parts, " ", who(target, "to")];
}
const claim = (i) => told(i, (party, side) => (party === null ? el("span", { class: "soft", text: NOT_NAMED }) : partyButton(party, side)),
  (words) => el("em", { class: `verb ${sideOf(evType[i])}`, text: words }));
const claimText = (i) => told(i, (party) => (party === null ? NOT_NAMED : parties[party].label), (words) => words).join("");

function eventCard(i, { date = true } = {}) {
  const type = typeInfo[evType[i]];
  const line = el("p", { class: "claim" }, ...claim(i));
  const status = statuses[evStatus[i]];
  const head = el("p", { class: "when" }, date && el("time", { datetime: evStart[i] === NO_DAY ? undefined : isoDay(evStart[i]), text: formatDate(i) }),
    date && basisOf(i) && el("span", { class: "soft", text: basisOf(i) }), status !== "asserted" && el("span", { class: `status ${status}`, text: status }));
  const card = el("article", { class: `event ${type.side}` }, head, line);
  const fill = () => {
    const place = placeOf(i);
    const target = targetOf(i);
    const told_ = [
      themeOf(i) && (target === null || parties[target].label !== themeOf(i)) && ["about", themeOf(i)],
      modeOf(i) && ["how", modeOf(i)], casualtiesOf(i) && ["cost", casualtiesOf(i)], toldOf(i) && ["told in", toldOf(i)], place && ["where", place[0]], contextsOf(i) && ["field", contextsOf(i)],
    ].filter(Boolean);
    const more = el("p", { class: "facts" }, ...told_.flatMap(([name, value]) => [el("span", {}, el("i", { text: `${name} ` }), value)]),
      el("span", { title: "How often the rules that found this are right, measured on hand-coded articles" }, el("i", { text: "confidence " }), `${evConfidence[i]}%`));
    card.dataset.event = idOf(i);
    card.append(sentence(i), more, sourceLine(i), citeLine(i));
  };
  if (hasDetail(i)) fill();
  else openDetail(i).then(fill);
  return card;
}

// A list that grows on demand: the first few at once, more by a button.
function growing(items, make, first, label) {
  const list = el("div", { class: "list" });
  let shown = 0;
  const more = el("button", { type: "button", class: "plain more", on: { click: () => {
    const at = list.childElementCount - 1;
    grow(first * 2);
    const next = list.children[at];
    if (next && !next.matches("button")) next.tabIndex = -1;
    next?.focus({ preventScroll: true });
  } } });
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
