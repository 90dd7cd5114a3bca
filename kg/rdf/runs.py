"""Runs: which program, with which settings, read which article, and when."""

from __future__ import annotations

import datetime as dt
import os
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from pyoxigraph import Literal, NamedNode, Quad

from kg.core.provenance import software_version
from kg.rdf import namespaces as ns
from kg.rdf.namespaces import RUNS_GRAPH, kg

if TYPE_CHECKING:
    from kg.extractors import Extractor
    from kg.rdf.asking import QuadSource


@dataclass(frozen=True, slots=True)
class Run:
    """A configuration of the program.  The same configuration is the same run, whenever it is used.

    Attributes:
        extractor: Name and version of the extractor ("rules/1").
        configuration: All that decides the extractor's output besides the article, in one string.
        software: Name and version of the program, which maps what the extractor gives to RDF.
    """

    extractor: str
    configuration: str
    software: str = field(default_factory=lambda: f"kg {software_version()}")

    @classmethod
    def of(cls, extractor: Extractor) -> Run:
        """The run of an extractor with its settings."""
        return cls(extractor.name, getattr(extractor, "version", extractor.name))

    @property
    def family(self) -> str:
        """The extractor without its version ("rules"): runs of one family read the same in different versions."""
        return family(self.extractor)

    @property
    def iri(self) -> NamedNode:
        """Hash-based, so a rerun adds nothing."""
        return NamedNode(ns.RUN + ns.digest(self.extractor, self.configuration, self.software))

    def quads(self) -> list[Quad]:
        """The description of the run, in the graph of runs."""
        node = self.iri
        rows: list[tuple[NamedNode, NamedNode | Literal]] = [
            (NamedNode(ns.RDF + "type"), kg("Run")),
            (kg("extractor"), Literal(self.extractor)),
            (kg("configuration"), Literal(self.configuration)),
            (kg("software"), Literal(self.software)),
        ]
        return [Quad(node, p, o, RUNS_GRAPH) for p, o in rows]


def family(extractor: str) -> str:
    """The name of an extractor without its version.

    Example:
        >>> family("rules/1")
        'rules'
    """
    return extractor.partition("/")[0]


def reading_of(store: QuadSource, article: NamedNode) -> dict[str, str]:
    """What is said of the run that read an article, and when ("at"); nothing where no run is named."""
    names = ("at", "extractor", "configuration", "software")
    sparql = f"""SELECT ?at ?extractor ?configuration ?software {{ GRAPH {RUNS_GRAPH} {{
        {article} kg:processedBy ?run ; kg:ingestedAt ?at .
        ?run kg:extractor ?extractor ; kg:configuration ?configuration ; kg:software ?software }} }}"""
    return next(({name: row[name].value for name in names} for row in store.select(sparql)), {})


def ingestion_quads(article: NamedNode, run: NamedNode, now: dt.datetime) -> list[Quad]:
    """That a run took an article into the store.  Written last: an article without it is not in the store yet."""
    moment = Literal(now.strftime("%Y-%m-%dT%H:%M:%SZ"), datatype=NamedNode(ns.XSD + "dateTime"))
    return [Quad(article, kg("processedBy"), run, RUNS_GRAPH), Quad(article, kg("ingestedAt"), moment, RUNS_GRAPH)]


def ingestion_time() -> dt.datetime:
    """Now, in UTC, to the second; or SOURCE_DATE_EPOCH where that is set, for stores equal to the byte.

    The time of ingestion is the one thing in a store that a rerun would have different; it stands in the graph of runs.
    """
    epoch = os.environ.get("SOURCE_DATE_EPOCH", "")
    if epoch.isdigit():
        return dt.datetime.fromtimestamp(int(epoch), dt.UTC)
    return dt.datetime.now(dt.UTC).replace(microsecond=0)
