"""How a graph looks in a notebook."""

from __future__ import annotations

from markupsafe import Markup

from kg.core.markup import markup
from kg.query.summaries import summary
from kg.query.tables import table
from kg.store import Store

# Counted first, and named after: the other way round takes seconds on a large graph.
_TOP_ACTORS = """
SELECT ?name ?events {
  {
    SELECT ?who (COUNT(DISTINCT ?event) AS ?events) {
      ?event kg:actor|kg:recipient ?who FILTER NOT EXISTS { ?who a kg:UnnamedParticipant }
      FILTER NOT EXISTS { ?event kg:retells ?again }
    }
    GROUP BY ?who ORDER BY DESC(?events) STR(?who) LIMIT 8
  }
  ?who skos:prefLabel ?name .
} ORDER BY DESC(?events) ?name
"""

_TOP_TIES = """
SELECT ?source ?relation ?target ?events {
  {
    SELECT ?a ?type ?b (COUNT(DISTINCT ?event) AS ?events) {
      ?event kg:actor ?a ; kg:recipient ?b ; kg:eventType ?type .
      FILTER NOT EXISTS { ?a a kg:UnnamedParticipant } FILTER NOT EXISTS { ?b a kg:UnnamedParticipant }
      FILTER NOT EXISTS { ?event kg:retells ?again }
    } GROUP BY ?a ?type ?b ORDER BY DESC(?events) STR(?a) STR(?b) STR(?type) LIMIT 8
  }
  ?type kg:relationLabel ?relation . ?a skos:prefLabel ?source . ?b skos:prefLabel ?target .
} ORDER BY DESC(?events) ?source ?relation ?target
"""


def graph_html(store: Store) -> str:
    """Counts, period, top actors and ties."""
    s = summary(store)
    period = f"{s['since']} – {s['until']}" if s["since"] else "no dates"
    head = markup(
        "<b>KnowledgeGraph</b> · {}<br>{:,} events · {:,} actors · {:,} articles · {:,} triples · {}",
        store.name, s["events"], s["entities"], s["articles"], s["triples"], period,
    )  # fmt: skip
    actors = [(r["name"], int(r["events"])) for r in table(store, _TOP_ACTORS).to_dict("records")]
    ties = [
        (f"{r['source']} — {r['relation']} — {r['target']}", int(r["events"]))
        for r in table(store, _TOP_TIES).to_dict("records")
    ]
    tables = [_table("Most active", actors), _table("Strongest ties", ties)]
    return str(markup('<div>{}<div style="display:flex;gap:3em;align-items:flex-start">{}</div></div>', head, tables))


def _table(title: str, rows: list[tuple[str, int]]) -> Markup:
    if not rows:
        return Markup("")
    body = [markup("<tr><td>{}</td><td>{:,}</td></tr>", name, count) for name, count in rows]
    return markup("<table><thead><tr><th>{}</th><th>events</th></tr></thead><tbody>{}</tbody></table>", title, body)
