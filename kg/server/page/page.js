// Runs a query and shows its rows.  What comes back is put in as text, never as markup.
"use strict";
const query = document.getElementById("query");
const note = document.getElementById("note");
const results = document.getElementById("results");
const example = document.getElementById("example");
const BASE = "https://w3id.org/geopolitical-kg/";

function short(term) {
  if (term.type !== "uri" || !term.value.startsWith(BASE)) return term.value;
  return term.value.slice(BASE.length).replace("ontology#", "kg:").replace("plover#", "plover:").replace("/", ":");
}

function cell(term) {
  const td = document.createElement("td");
  if (term) {
    td.textContent = short(term);
    td.title = term.value;
    if (/#(integer|decimal|double)$/.test(term.datatype || "")) td.className = "number";
  }
  return td;
}

function table(answer) {
  const names = answer.head.vars;
  const head = document.createElement("tr");
  for (const name of names) head.appendChild(document.createElement("th")).textContent = name;
  const element = document.createElement("table");
  element.appendChild(document.createElement("thead")).appendChild(head);
  const body = element.appendChild(document.createElement("tbody"));
  for (const row of answer.results.bindings.slice(0, 2000)) {
    const tr = document.createElement("tr");
    for (const name of names) tr.appendChild(cell(row[name]));
    body.appendChild(tr);
  }
  return element;
}

async function run() {
  note.textContent = "…";
  note.className = "";
  const started = performance.now();
  try {
    const answer = await fetch("/sparql", {
      method: "POST",
      headers: { "Content-Type": "application/sparql-query", Accept: "application/sparql-results+json, text/turtle" },
      body: query.value,
    });
    const text = await answer.text();
    if (!answer.ok) throw new Error(text);
    const seconds = ((performance.now() - started) / 1000).toFixed(2);
    let shown = document.createElement("pre");
    if (answer.headers.get("Content-Type").includes("json")) {
      const found = JSON.parse(text);
      if ("boolean" in found) shown.textContent = found.boolean;
      else shown = table(found);
      const count = found.results ? found.results.bindings.length : 1;
      note.textContent = `${count} rows in ${seconds} s` + (count > 2000 ? ", the first 2000 shown" : "");
    } else {
      shown.textContent = text;
      note.textContent = `${seconds} s`;
    }
    results.replaceChildren(shown);
  } catch (error) {
    note.textContent = error.message;
    note.className = "fault";
    results.replaceChildren();
  }
}

document.getElementById("run").addEventListener("click", run);
query.addEventListener("keydown", (event) => {
  if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) run();
});
example.addEventListener("change", () => {
  if (example.value) query.value = example.value;
});
fetch("/examples").then((answer) => answer.json()).then((rows) => {
  for (const row of rows) {
    const option = document.createElement("option");
    option.value = row.query;
    option.textContent = row.title;
    example.appendChild(option);
  }
});
