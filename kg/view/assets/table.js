// The same events as a table: sort by any column, copy or download as CSV.

const tableView = byId("view-table");
const names = (list) => list.map((party) => parties[party].label).join("; ");
const sourceOf = (i) => (actorsOf(i).length ? names(Array.from(actorsOf(i))) : NOT_NAMED);
const toWhom = (i) => (recipientsOf(i).length ? names(Array.from(recipientsOf(i))) : targetOf(i) !== null ? parties[targetOf(i)].label : "");
// What stands in a sentence's detail has to be opened before it can be sorted by.
const COLUMNS = [
  { key: "date", label: "Date", value: (i) => evStart[i], show: formatDate },
  { key: "source", label: "Source", value: sourceOf },
  { key: "relation", label: "Relation", value: (i) => tieWords(evType[i]) },
  { key: "target", label: "Target", value: toWhom },
  { key: "status", label: "Status", value: (i) => statuses[evStatus[i]] },
  { key: "theme", label: "About", value: themeOf, detail: true },
  { key: "casualties", label: "Casualties", value: casualtiesOf, detail: true },
  { key: "sentence", label: "Sentence", value: sentenceOf, detail: true },
  { key: "by", label: "Says", value: byOf, detail: true },
  { key: "outlet", label: "Outlet", value: (i) => articleOf(i)[1], detail: true },
  { key: "confidence", label: "Conf.", value: (i) => evConfidence[i], show: (i) => `${evConfidence[i]}%` },
];
const sorting = { key: "date", down: true };
const collator = new Intl.Collator("en", { numeric: true, sensitivity: "base" });

function sortedEvents() {
  const events = selectedEvents();
  const { value } = COLUMNS.find((column) => column.key === sorting.key);
  const keys = new Map(events.map((i) => [i, value(i)]));
  const sign = sorting.down ? -1 : 1;
  const compare = (a, b) => (typeof a === "number" ? a - b : collator.compare(a, b));
  return events.sort((a, b) => sign * compare(keys.get(a), keys.get(b)) || a - b);
}

function tableRow(i) {
  const row = el("tr");
  const fill = () => {
    row.dataset.event = idOf(i);
    row.append(...COLUMNS.map((column) => {
      const value = column.show ? column.show(i) : column.value(i);
      if (column.key === "date") return el("td", { class: "c-date", dir: "auto", title: basisOf(i) || undefined }, value, basisOf(i) && el("span", { class: "soft", text: "*" }));
      if (column.key === "sentence") return el("td", { class: "c-sentence" }, sentence(i));
      if (column.key === "relation") return el("td", {}, el("em", { class: sideOf(evType[i]), text: value }));
      if (column.key === "outlet") return el("td", {}, link(articleOf(i)[2], value || `article ${articleOf(i)[4]}`));
      return el("td", { class: `c-${column.key}`, dir: "auto", text: value });
    }));
  };
  if (hasDetail(i)) fill();
  else openDetail(i).then(fill);
  return row;
}

function showTable() {
  if (!allOpen && COLUMNS.find((column) => column.key === sorting.key).detail) return void openAll().then(showTable);
  const events = sortedEvents();
  const head = el("tr", {}, ...COLUMNS.map((column) => {
    const sorted = sorting.key === column.key ? (sorting.down ? "descending" : "ascending") : "none";
    return el("th", { scope: "col", "aria-sort": sorted, class: `c-${column.key}` }, el("button", { type: "button", text: column.label, on: { click: () => {
      sorting.down = sorting.key === column.key ? !sorting.down : column.key === "date" || column.key === "confidence";
      sorting.key = column.key;
      showTable();
      [...tableView.querySelectorAll("th button")].find((button) => button.textContent === column.label)?.focus();
    } } }));
  }));
  const rows = el("tbody");
  const more = el("button", { type: "button", class: "plain more", on: { click: () => grow(200) } });
  let shown = 0;
  function grow(n) {
    rows.append(...events.slice(shown, shown + n).map(tableRow));
    shown = Math.min(shown + n, events.length);
    more.hidden = shown >= events.length;
    more.textContent = `Show ${count(Math.min(200, events.length - shown))} more`;
  }
  grow(80);
  const copy = el("button", { type: "button", class: "plain", id: "copy-csv", text: "Copy as CSV", on: { click: async () => copyText(await csv(events), copy, "Copied") } });
  const save = el("button", { type: "button", class: "plain", id: "save-csv", text: "Download CSV", on: { click: async () => saveCsv(events) } });
  tableView.replaceChildren(
    el("div", { class: "table-tools" }, el("p", { class: "soft", text: `${plural(events.length, "event")}${selectionName() ? ` · ${selectionName()}` : ""}` }), copy, save),
    events.length ? el("div", { class: "scroll", tabindex: "0", role: "region", "aria-label": "Events, as a table" }, el("table", {}, el("caption", { class: "sr", text: "Events" }), el("thead", {}, head), rows), more)
      : el("p", { class: "none", text: "Nothing matches these filters." }),
  );
}

// A spreadsheet would run a cell that starts like a formula.
const cell = (value) => {
  const words = String(value ?? "");
  const safe = /^[=+\-@\t\r]/.test(words) && !/^-?\d+(\.\d+)?$/.test(words) ? `'${words}` : words;
  return /[",\r\n]/.test(safe) || /^\s|\s$/.test(safe) ? `"${safe.replace(/"/g, '""')}"` : safe;
};
const day = (value) => (value === NO_DAY ? "" : isoDay(value));
const CSV = [
  ["id", idOf], ["start", (i) => day(evStart[i])], ["end", (i) => day(evStart[i] === NO_DAY ? NO_DAY : evEnd[i])],
  ["precision", (i) => ({ d: "day", w: "week", m: "month", y: "year" })[precisionOf(i)] ?? ""],
  ["date_from", (i) => ({ c: "carried", p: "published" })[basisCode(i)] ?? ({ p: "publication", "": "" })[precisionOf(i)] ?? "text"],
  ["source", sourceOf], ["relation", (i) => typeInfo[evType[i]].label], ["target", toWhom],
  ["type", (i) => typeInfo[evType[i]].code], ["mode", modeOf], ["status", (i) => statuses[evStatus[i]]],
  ["casualties", casualtiesOf], ["reports", toldOf], ["theme", themeOf], ["contexts", contextsOf], ["place", (i) => placeOf(i)?.[0] ?? ""],
  ["reported_by", byOf], ["confidence", (i) => (evConfidence[i] / 100).toFixed(2)], ["sentence", sentenceOf],
  ["article", (i) => articleOf(i)[4]], ["outlet", (i) => articleOf(i)[1]], ["title", (i) => articleOf(i)[0]],
  ["published", (i) => articleOf(i)[3]], ["url", (i) => articleOf(i)[2]], ["coded_by", (i) => [CODED_BY, extractorOf(i)].filter(Boolean).join(" ")],
];
async function csv(events) {
  for (const i of events) if (!hasDetail(i)) await openDetail(i);
  return [CSV.map(([name]) => name).join(","), ...events.map((i) => CSV.map(([, value]) => cell(value(i))).join(","))].join("\r\n") + "\r\n";
}
const saveCsv = async (events) => saveFile(new Blob(["\ufeff", await csv(events)], { type: "text/csv" }), "events.csv");

function saveFile(blob, name) {
  const address = URL.createObjectURL(blob);
  const anchor = el("a", { href: address, download: name });
  document.body.append(anchor);
  anchor.click();
  anchor.remove();
  setTimeout(() => URL.revokeObjectURL(address), 10_000);
}

async function copyText(words, button, done) {
  const label = button.textContent;
  let copied = false;
  try {
    await navigator.clipboard.writeText(words);
    copied = true;
  } catch {
    const area = el("textarea", { class: "sr", "aria-hidden": "true" });
    area.value = words;
    document.body.append(area);
    area.select();
    copied = document.execCommand("copy");
    area.remove();
  }
  say(copied ? done : "The browser did not allow copying");
  flash(copied ? done : "Copying was not allowed");
  return label;
}

onChange(() => { if (state.tab === "table") showTable(); });
