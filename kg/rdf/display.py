"""How a graph looks in a notebook."""

from __future__ import annotations

import html
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from kg.graph import KnowledgeGraph

# Counted first, and named after: the other way round takes seconds on a large graph.
_TOP_ACTORS = """
SELECT ?name ?events {
  {
    SELECT ?who (COUNT(DISTINCT ?event) AS ?events) { ?event kg:actor|kg:recipient ?who }
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
    } GROUP BY ?a ?type ?b ORDER BY DESC(?events) STR(?a) STR(?b) STR(?type) LIMIT 8
  }
  ?type kg:relationLabel ?relation . ?a skos:prefLabel ?source . ?b skos:prefLabel ?target .
} ORDER BY DESC(?events) ?source ?relation ?target
"""


def graph_html(graph: KnowledgeGraph) -> str:
    """Counts, period, top actors and ties; everything that comes from articles is escaped."""
    s = graph.summary()
    period = f"{s['since']} – {s['until']}" if s["since"] else "no dates"
    head = (
        f"<b>KnowledgeGraph</b> · {html.escape(graph.store.name)}<br>"
        f"{s['events']:,} events · {s['entities']:,} actors · {s['articles']:,} articles · {s['triples']:,} triples"
        f" · {period}"
    )
    actors = [(r["name"], int(r["events"])) for r in graph.query(_TOP_ACTORS).to_dict("records")]
    ties = [
        (f"{r['source']} — {r['relation']} — {r['target']}", int(r["events"]))
        for r in graph.query(_TOP_TIES).to_dict("records")
    ]
    tables = _table("Most active", actors) + _table("Strongest ties", ties)
    return f'<div>{head}<div style="display:flex;gap:3em;align-items:flex-start">{tables}</div></div>'


def _table(title: str, rows: list[tuple[str, int]]) -> str:
    if not rows:
        return ""
    body = "".join(f"<tr><td>{html.escape(name)}</td><td>{count:,}</td></tr>" for name, count in rows)
    return f"<table><thead><tr><th>{title}</th><th>events</th></tr></thead><tbody>{body}</tbody></table>"
