"""The graph in the formats of other programs."""

from __future__ import annotations

from collections.abc import Iterable

import networkx as nx

from kg.model import Event
from kg.plover import RELATION_LABEL
from kg.rdf.shortcuts import pairs

_PERIOD = {"day": 10, "month": 7, "year": 4}


def network(events: Iterable[Event], by: str | None = None) -> nx.MultiDiGraph:
    """The ties of some events as a networkx graph; see :meth:`kg.graph.KnowledgeGraph.network`."""
    if by is not None and by not in _PERIOD:
        raise ValueError(f"by is one of {', '.join(_PERIOD)}, not {by!r}")
    graph = nx.MultiDiGraph()
    for event in events:
        for a, b in pairs(event):
            for p in (a, b):
                if p.id not in graph:
                    graph.add_node(p.id, name=p.name, kind=p.kind, country=p.country or "", sector=p.sector or "")
            moment = event.date.start if event.date else event.published
            day = moment.isoformat() if moment else ""
            attributes = {
                "type": event.type.value,
                "relation": RELATION_LABEL[event.type],
                "status": event.status.value,
                "date": day,
                "confidence": event.confidence,
                "theme": event.theme or "",
                "sentence": event.evidence.sentence,
                "article": event.article,
                "event": event.id,
            }
            if by:
                attributes["period"] = day[: _PERIOD[by]]
            graph.add_edge(a.id, b.id, key=event.id, **attributes)
    return graph
