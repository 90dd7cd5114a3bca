"""What the graph of merged events says of an act that several reports tell, and the way back."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from pyoxigraph import Literal, NamedNode, Quad

from kg.core.event import LOSSES
from kg.core.reports import Reports, Toll
from kg.rdf import namespaces as ns
from kg.rdf.namespaces import MERGED_GRAPH, kg
from kg.rdf.terms import XSD_DATE, XSD_INTEGER

if TYPE_CHECKING:
    from kg.rdf.asking import QuadSource


def reports_quads(node: NamedNode, reports: Reports) -> Iterator[Quad]:
    """What is told of the reports of an act."""
    told: list[tuple[str, Literal]] = [
        ("reports", Literal(str(reports.articles), datatype=XSD_INTEGER)),
        ("corroboration", Literal(str(reports.own), datatype=XSD_INTEGER)),
        *(("deniedBy", Literal(name)) for name in reports.denied_by),
        *(("toll", Literal(str(toll))) for toll in reports.tolls),
    ]
    days = (("firstReported", reports.first), ("lastReported", reports.last))
    told += [(name, Literal(day.isoformat(), datatype=XSD_DATE)) for name, day in days if day]
    for name, value in told:
        yield Quad(node, kg(name), value, MERGED_GRAPH)


@dataclass(slots=True)
class Acts:
    """What merging found of the events of a store, by their ids.

    Attributes:
        retold: For each event that tells an act again, the one that stands for the act.
        reports: For each event that stands for an act of several reports, what they are.
    """

    retold: dict[str, str] = field(default_factory=dict)
    reports: dict[str, Reports] = field(default_factory=dict)

    @classmethod
    def read(cls, store: QuadSource) -> Acts:
        """From a store; of one that was not merged there are none."""
        again = store.select(f"SELECT ?again ?first {{ GRAPH {MERGED_GRAPH} {{ ?again kg:retells ?first }} }}")
        acts = cls({_id(row["again"]): _id(row["first"]) for row in again})
        if acts.retold:
            about = f"SELECT ?s ?p ?o {{ GRAPH {MERGED_GRAPH} {{ ?s kg:representative ?first ; ?p ?o }} }}"
            acts.reports = dict(_reports(store, about))
        return acts


def _reports(store: QuadSource, sparql: str) -> Iterator[tuple[str, Reports]]:
    nodes: dict[str, dict[str, list[str]]] = defaultdict(lambda: defaultdict(list))
    for node, name, value in store.select(sparql):
        nodes[node.value][name.value.removeprefix(ns.KG)].append(value.value)
    for about in nodes.values():
        articles = len({*about["statedIn"], *about["deniedIn"]})
        first, last = (_day(about[name]) for name in ("firstReported", "lastReported"))
        tolls = sorted(map(Toll.parse, about["toll"]), key=toll_key)
        own = int(about["corroboration"][0])
        reports = Reports(articles, own, first, last, tuple(sorted(about["deniedBy"])), tuple(tolls))
        yield ns.decode(about["representative"][0], ns.EVENT), reports


def toll_key(toll: Toll) -> tuple[int, bool]:
    """The order of the tolls of an act."""
    return LOSSES.index(toll.kind), toll.total


def _id(node: NamedNode) -> str:
    return ns.decode(node, ns.EVENT)


def _day(values: Iterable[str]) -> dt.date | None:
    return next((dt.date.fromisoformat(value) for value in values), None)
