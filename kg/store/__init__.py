"""Where a graph is kept: an embedded Oxigraph, in a folder or in memory, or a SPARQL endpoint elsewhere."""

from kg.store.base import Bindings, Results, Store
from kg.store.oxigraph import OxigraphStore, open_store, writable

__all__ = ["Bindings", "OxigraphStore", "Results", "Store", "open_store", "writable"]
