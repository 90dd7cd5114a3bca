"""Counts over a graph: its size and period, and who takes part."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from kg.query.tables import table
from kg.rdf import namespaces as ns

if TYPE_CHECKING:
    import pandas as pd

    from kg.store import Store


# Who is only described is nobody beyond his event, and whoever is credited takes no part in it.
_TAKING_PART = f"?event kg:actor|kg:recipient ?e FILTER(STRSTARTS(STR(?e), '{ns.ENTITY}')) {ns.ACTS}"


def summary(store: Store) -> dict[str, Any]:
    """See :meth:`kg.graph.KnowledgeGraph.summary`."""

    def count(sparql: str) -> int:
        return next(int(row["n"].value) for row in store.select(sparql))

    days = table(store, "SELECT (MIN(?b) AS ?since) (MAX(?b) AS ?until) { ?e a kg:Event ; sem:hasBeginTimeStamp ?b }")
    since, until = (None if days[c].isna().all() else str(days[c].iloc[0])[:10] for c in ("since", "until"))
    return {
        "articles": count("SELECT (COUNT(?a) AS ?n) { ?a a kg:Article }"),
        "events": count(f"SELECT (COUNT(?event) AS ?n) {{ ?event a kg:Event {ns.ACTS} }}"),
        "reports": count("SELECT (COUNT(?e) AS ?n) { ?e a kg:Event }"),
        "entities": count(f"SELECT (COUNT(DISTINCT ?e) AS ?n) {{ {_TAKING_PART} }}"),
        "triples": count("SELECT (COUNT(*) AS ?n) { GRAPH ?g { ?s ?p ?o } }"),
        "since": since,
        "until": until,
    }


def entities(store: Store) -> pd.DataFrame:
    """See :meth:`kg.graph.KnowledgeGraph.entities`."""
    frame = table(
        store,
        f"""SELECT ?id ?name ?class ?country ?events {{
             {{ SELECT ?e (COUNT(DISTINCT ?event) AS ?events) {{ {_TAKING_PART} }} GROUP BY ?e }}
             ?e a ?class .
             OPTIONAL {{ ?e skos:prefLabel ?name }}
             OPTIONAL {{ ?e kg:country ?country }}
             BIND(STR(?e) AS ?id)
           }} ORDER BY DESC(?events) ?id""",
    )
    frame["id"] = [ns.decode(v, ns.ENTITY) for v in frame["id"]]
    frame["country"] = [None if v is None else ns.decode(v, ns.ENTITY) for v in frame["country"]]
    frame["class"] = [v.removeprefix(ns.KG) for v in frame["class"]]
    return frame.rename(columns={"class": "kind"})
