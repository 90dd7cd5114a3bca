// To cite one act: its id, a link to it, and the sentence with its source as a footnote takes it.

const CODED_BY = `kg ${facts.version}`;
const hasAddress = /^(file|https?):$/.test(location.protocol);
const permalink = (i) => `${location.href.split("#")[0]}#event=${encode(idOf(i))}`;

// “Sentence” Outlet, “Headline”, 14 September 2023, https://… [Russia meets North Korea, 13 Sep 2023; event 0dd676…, kg 0.1.0]
function citation(i) {
  const [title, outlet, address, published, article] = articleOf(i);
  const source = [outlet || (address ? "" : `article ${article}`), title && `“${title}”`, published && formatDay(parseDay(published)), address].filter(Boolean).join(", ");
  const status = statuses[evStatus[i]];
  const coded = [claimText(i), formatDate(i), status !== "asserted" && status].filter(Boolean).join(", ");
  return `“${sentenceOf(i)}” ${source}. [${coded}; event ${idOf(i)}, coded by ${CODED_BY}${extractorOf(i) ? ` (${extractorOf(i)})` : ""}]`;
}

function citeLine(i) {
  const copy = (label, words, done) => el("button", { type: "button", class: "mini", text: label, on: { click: (event) => copyText(words(), event.currentTarget, done) } });
  return el("p", { class: "cite" }, copy("Copy citation", () => citation(i), "Citation copied"),
    hasAddress && copy("Copy link", () => permalink(i), "Link copied"), el("code", { title: "Id of this act, as in the graph and in every export", text: idOf(i) }));
}

// One act alone, which a link leads to.
async function findEvent(id) {
  for (let c = 0; c < CHUNKS; c++) {
    await openChunk(c);
    for (let i = c * CHUNK; i < Math.min((c + 1) * CHUNK, K); i++) if (idOf(i) === id) return i;
  }
  return null;
}
