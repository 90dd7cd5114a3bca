// The same events as a plain list down the page, month by month.

const timelineView = byId("view-timeline");

function showTimeline() {
  const events = selectedEvents();
  let month = null;
  const make = (i) => {
    const next = evStart[i] === NO_DAY ? "No date" : formatDay(evStart[i], precisionOf(i) === "y" ? "y" : "m");
    const card = el("div", { class: "moment" }, el("div", { class: "day" }, el("time", { text: formatDate(i) })), eventCard(i, { date: false }));
    if (next === month) return [card];
    month = next;
    return [el("h3", { class: "month", text: next }), card];
  };
  timelineView.replaceChildren(el("h2", { class: "sr", text: "Timeline" }),
    events.length ? growing(events, make, 40, "event") : el("p", { class: "none", text: "Nothing matches these filters." }));
  timelineView.scrollTop = 0;
}

onChange(() => { if (state.tab === "timeline") showTimeline(); });
