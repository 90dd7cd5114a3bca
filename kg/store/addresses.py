"""Where the articles of a store are at home: kept so that an article from elsewhere does not take the place of another.

A store keeps a digest of each article's address, its URL or its file: enough to know it again, and nobody's folders.
"""

from __future__ import annotations

from pyoxigraph import Literal, NamedNode, Quad

from kg.rdf import namespaces as ns
from kg.rdf.namespaces import RUNS_GRAPH, kg
from kg.readers.identity import Holder, Identities
from kg.store import Store
from kg.store.numbers import Numbers

# So many are written together.
_MOST = 2000


class Addresses:
    """The addresses of a store's articles.

    Args:
        store: Open to write.
        identities: Gives the articles of a run their ids; told of those in the store.
    """

    def __init__(self, store: Store, identities: Identities) -> None:
        self._store, self._identities = store, identities
        rows = store.select(f"SELECT ?a ?address {{ GRAPH {RUNS_GRAPH} {{ ?a {kg('address')} ?address }} }}")
        # A digest of 16 hexadecimal digits is a number of 64 bits.
        self._known = Numbers((_key(row["a"].value), int(row["address"].value, 16)) for row in rows)
        self._new: dict[str, str] = {}
        self._again: dict[str, str] = {}
        identities.stored = self._holder

    def note(self, name: str, stays: bool = False) -> None:
        """Keep the address of an article that is in the store, or will be.

        Args:
            name: Its id.
            stays: Whether it stays in the store as it is there.
        """
        iri = ns.article_iri(name).value
        known = self._address(iri)
        address = self._identities.address(name) or known  # what is read anew from the store keeps its own
        if address is None or (stays and address == known):
            return
        # What an article leaves in the graph of runs goes when a newer one takes its place: it is written after that.
        (self._new if known is None else self._again)[iri] = address
        if len(self._new) >= _MOST:
            self._write(self._new)

    def finish(self) -> None:
        """Write what is left, once all articles are written."""
        self._write(self._new)
        self._write(self._again)

    def _write(self, addresses: dict[str, str]) -> None:
        quads = [Quad(NamedNode(i), kg("address"), Literal(a), RUNS_GRAPH) for i, a in addresses.items()]
        if quads:
            self._store.add(quads)
        addresses.clear()

    def _holder(self, name: str) -> Holder | None:
        iri = ns.article_iri(name)
        address = self._address(iri.value)
        if address is None:
            return None
        rows = self._store.select(f"SELECT ?hash {{ GRAPH {iri} {{ {iri} {kg('contentHash')} ?hash }} }}")
        content = next((row["hash"].value for row in rows), None)
        return None if content is None else Holder(content, address, "the store")

    def _address(self, iri: str) -> str | None:
        known = self._known.get(_key(iri))
        return None if known is None else f"{known:016x}"


def _key(iri: str) -> int:
    return int(iri.removeprefix(ns.ARTICLE)[:16], 16)
