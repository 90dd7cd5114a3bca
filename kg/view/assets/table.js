// The same events as a table: sort by any column, copy or download as CSV.

const tableView = byId("view-table");
const names = (list) => list.map((party) => parties[party].label).join("; ");
const sourceOf = (i) => (ev.actors[i].length ? names(ev.actors[i]) : NOT_NAMED);
const targetOf = (i) => (ev.recipients[i].length ? names(ev.recipients[i]) : ev.target[i] !== null ? parties[ev.target[i]].label : "");
const COLUMNS = [
  { key: "date", label: "Date", value: (i) => evStart[i], show: formatDate },
  { key: "source", label: "Source", value: sourceOf },
  { key: "relation", label: "Relation", value: (i) => typeInfo[ev.type[i]].label },
  { key: "target", label: "Target", value: targetOf },
  { key: "status", label: "Status", value: (i) => statuses[ev.status[i]] },
  { key: "theme", label: "About", value: (i) => text(ev.theme[i]) },
  ...(ev.casualties.some(Boolean) ? [{ key: "casualties", label: "Casualties", value: (i) => text(ev.casualties[i]) }] : []),
  { key: "sentence", label: "Sentence", value: (i) => text(ev.sentence[i]) },
  { key: "by", label: "Says", value: (i) => text(ev.by[i]) },
  { key: "outlet", label: "Outlet", value: (i) => data.articles[ev.article[i]][1] },
  { key: "confidence", label: "Conf.", value: (i) => ev.confidence[i], show: (i) => `${ev.confidence[i]}%` },
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
  const cells = COLUMNS.map((column) => {
    const value = column.show ? column.show(i) : column.value(i);
    if (column.key === "date") return el("td", { class: "c-date", dir: "auto", title: basisOf(i) || undefined }, value, basisOf(i) && el("span", { class: "soft", text: "*" }));
    if (column.key === "sentence") return el("td", { class: "c-sentence" }, sentence(i));
    if (column.key === "relation") return el("td", {}, el("em", { class: sideOf(ev.type[i]), text: value }));
    if (column.key === "outlet") return el("td", {}, link(data.articles[ev.article[i]][2], value || `article ${data.articles[ev.article[i]][4]}`));
    return el("td", { class: `c-${column.key}`, dir: "auto", text: value });
  });
  return el("tr", { "data-event": ev.id[i] }, ...cells);
}

function showTable() {
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
  const copy = el("button", { type: "button", class: "plain", id: "copy-csv", text: "Copy as CSV", on: { click: () => copyText(csv(events), copy, "Copied") } });
  const save = el("button", { type: "button", class: "plain", id: "save-csv", text: "Download CSV", on: { click: () => saveFile(new Blob(["\ufeff", csv(events)], { type: "text/csv" }), "events.csv") } });
  tableView.replaceChildren(
    el("div", { class: "table-tools" }, el("p", { class: "soft", text: `${plural(events.length, "event")}${selectionName() ? ` · ${selectionName()}` : ""}` }), copy, save),
    events.length ? el("div", { class: "scroll" }, el("table", {}, el("caption", { class: "sr", text: "Events" }), el("thead", {}, head), rows), more)
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
  ["id", (i) => ev.id[i]], ["start", (i) => day(evStart[i])], ["end", (i) => day(evEnd[i])],
  ["precision", (i) => ({ d: "day", w: "week", m: "month", y: "year" })[ev.precision[i]] ?? ""],
  ["date_from", (i) => ({ c: "carried", p: "published" })[ev.basis[i]] ?? ({ p: "publication", "": "" })[ev.precision[i]] ?? "text"],
  ["source", sourceOf], ["relation", (i) => typeInfo[ev.type[i]].label], ["target", targetOf],
  ["type", (i) => typeInfo[ev.type[i]].code], ["mode", (i) => text(ev.mode[i])], ["status", (i) => statuses[ev.status[i]]],
  ["casualties", (i) => text(ev.casualties[i])], ["reports", (i) => text(ev.told[i])], ["theme", (i) => text(ev.theme[i])], ["contexts", (i) => text(ev.contexts[i])], ["place", (i) => text(ev.place[i])],
  ["reported_by", (i) => text(ev.by[i])], ["confidence", (i) => (ev.confidence[i] / 100).toFixed(2)], ["sentence", (i) => text(ev.sentence[i])],
  ["article", (i) => data.articles[ev.article[i]][4]], ["outlet", (i) => data.articles[ev.article[i]][1]], ["title", (i) => data.articles[ev.article[i]][0]],
  ["published", (i) => data.articles[ev.article[i]][3]], ["url", (i) => data.articles[ev.article[i]][2]],
];
const csv = (events) => [CSV.map(([name]) => name).join(","), ...events.map((i) => CSV.map(([, value]) => cell(value(i))).join(","))].join("\r\n") + "\r\n";

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
