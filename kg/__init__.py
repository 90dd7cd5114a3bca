"""Knowledge graphs of geopolitical events from news articles.

    >>> import kg
    >>> graph = kg.build("articles/", store="my-graph")        # doctest: +SKIP
    >>> graph.triples()                                        # doctest: +SKIP
    >>> graph.query("SELECT ?who { entity:RUS kg:cooperatesWith ?who }")   # doctest: +SKIP
    >>> graph.view(focus="Russia").save("russia.html")         # doctest: +SKIP

Everything below is imported when it is first used, so that ``import kg`` costs nothing.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from kg.annotating import Annotated, annotate
    from kg.building import Progress, build, extract
    from kg.building import open_graph as open
    from kg.core.errors import (
        ConformanceError,
        InputError,
        KgError,
        KnowledgeError,
        ModelError,
        QueryError,
        StoreError,
    )
    from kg.core.event import Event, Evidence, Loss, Participant, Period, Place, Source
    from kg.core.event_json import event_schema
    from kg.core.plover import Basis, Context, EventType, Precision, QuadClass, Status
    from kg.core.records import Article, Entity, Extraction, Mention, Relation
    from kg.entities.knowledge import Knowledge
    from kg.graph import KnowledgeGraph
    from kg.store.remote import RemoteStore
    from kg.upkeep import correct, export, merge, remove, validate
    from kg.view.explorer import View
    from kg.watching import watch

    __version__: str

_HOME = {
    **dict.fromkeys(("Annotated", "annotate"), "kg.annotating"),
    **dict.fromkeys(("Progress", "build", "extract"), "kg.building"),
    **dict.fromkeys(
        ("ConformanceError", "InputError", "KgError", "KnowledgeError", "ModelError", "QueryError", "StoreError"),
        "kg.core.errors",
    ),
    **dict.fromkeys(
        ("Event", "Evidence", "Loss", "Participant", "Period", "Place", "Source"),
        "kg.core.event",
    ),
    **dict.fromkeys(("Article", "Entity", "Extraction", "Mention", "Relation"), "kg.core.records"),
    **dict.fromkeys(("Basis", "Context", "EventType", "Precision", "QuadClass", "Status"), "kg.core.plover"),
    "event_schema": "kg.core.event_json",
    "Knowledge": "kg.entities.knowledge",
    "KnowledgeGraph": "kg.graph",
    "RemoteStore": "kg.store.remote",
    **dict.fromkeys(("correct", "export", "merge", "remove", "validate"), "kg.upkeep"),
    "View": "kg.view.explorer",
    "open": "kg.building",
    "watch": "kg.watching",
}

__all__ = [
    "Annotated", "Article", "Basis", "ConformanceError", "Context", "Entity", "Event", "EventType", "Evidence",
    "Extraction", "InputError", "KgError", "Knowledge", "KnowledgeError", "KnowledgeGraph", "Loss", "Mention",
    "ModelError", "Participant", "Period", "Place", "Precision", "Progress", "QuadClass", "QueryError", "Relation",
    "RemoteStore", "Source", "Status", "StoreError", "View", "annotate", "build", "correct", "event_schema", "export",
    "extract", "merge", "open", "remove", "validate", "watch",
]  # fmt: skip


def __getattr__(name: str) -> Any:
    if name == "__version__":
        value = import_module("kg.core.provenance").software_version()
    elif name in _HOME:
        value = getattr(import_module(_HOME[name]), "open_graph" if name == "open" else name)
    else:
        raise AttributeError(f"module 'kg' has no attribute {name!r}")
    globals()[name] = value
    return value


def __dir__() -> list[str]:
    return sorted({*globals(), *__all__})


def load_ipython_extension(shell: Any) -> None:
    """What ``%load_ext kg`` does: the ``%%sparql`` cell magic and rich display."""
    from kg.notebook import load_ipython_extension as load

    load(shell)
