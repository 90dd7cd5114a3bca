"""KnowledgeGraph: the object a person holds."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable, Iterator, Mapping
from pathlib import Path
from typing import IO, TYPE_CHECKING, Any

import pyoxigraph as ox
from pyoxigraph import NamedNode

from kg.core import selection
from kg.core.errors import KgError, QueryError
from kg.core.event import Event
from kg.core.records import Article, Relation
from kg.query import lookup
from kg.rdf import namespaces as ns
from kg.rdf.namespaces import ENTITIES_GRAPH
from kg.rdf.reading import Shared, read_extractions, read_known_relations
from kg.store import Store, open_store, writable
from kg.store.sparql import terms

if TYPE_CHECKING:
    import networkx as nx
    import pandas as pd
    import rdflib

    from kg.core.plover import EventType
    from kg.merging import Aliases, Report
    from kg.query.explanation import Explanation
    from kg.rdf.validation import Fault
    from kg.view.explorer import View

Day = dt.date | str | None
Names = str | Iterable[str] | None


class KnowledgeGraph:
    """A graph of events in a store, open to read.

    Made by :func:`kg.build` and :func:`kg.open`.

    Args:
        store: What holds it: a :class:`kg.store.Store`, a folder, or the URL of a SPARQL endpoint.

    Attributes:
        store: The store.

    Example:
        >>> import kg
        >>> graph = kg.build({"id": "a", "text": "Iran and Iraq signed a security agreement.", "date": "2023-03-19"})
        >>> graph.ask("ASK { entity:IRN kg:supports entity:IRQ }")
        True
    """

    def __init__(self, store: Store | str | Path | None) -> None:
        self.store = open_store(store)
        self._cache: tuple[int, Shared] | None = None

    def triples(
        self,
        status: Names = None,
        since: Day = None,
        until: Day = None,
        entity: Names = None,
        types: Names = None,
        basis: Names = None,
    ) -> pd.DataFrame:
        """Who did what to whom, one row per pair of source and target.

        The parties of a mutual act (a meeting, an agreement) appear as a pair once, in the text's order.  Where there
        is no recipient the theme is the target.  Rows are in the order of :meth:`events`.

        Args:
            status: Keep these statuses ("asserted", "planned", "hypothetical" or "possible", "denied", "historical").
            since: Keep events on or after this day ("2023-09-13", "2023-09", "2023"); an event without a date of its
                own counts with the day its article was published.
            until: Keep events on or before this day.
            entity: Keep events with this participant, by id or name ("RUS", "Russia", "Vladimir Putin").  A country
                stands for whoever belongs to it.
            types: Keep these event types ("CONSULT"), relation labels ("meets"), "cooperation" or "conflict".
            basis: Keep events with a date that stands in the sentence ("text"), in an earlier one ("carried"), or is
                that of the article, which tells them as news ("published").

        Returns:
            A table with the columns source, relation, target, status, date (as text, no finer than it is known),
            precision, basis, start, end, reported_by, theme, casualties, confidence, article, outlet, url, published,
            sentence and event.  Who is only described stands there by the description; where the text does not say who
            did it, the source is "(not named)".

        Raises:
            InputError: A filter has a value that means nothing.
        """
        from kg.query.triples import triples

        chosen = selection.Selection.of(status=status, since=since, until=until, types=types, basis=basis)
        ids = None if entity is None else lookup.entity_ids(entity, self._shared())
        return triples(self.store, chosen, ids)

    def events(
        self,
        status: Names = None,
        since: Day = None,
        until: Day = None,
        entity: Names = None,
        types: Names = None,
        basis: Names = None,
    ) -> Iterator[Event]:
        """The events, exactly as they were extracted; the arguments are those of :meth:`triples`.

        Sorted by the day of publication of their articles, then by article and place in the text.
        """
        chosen = selection.Selection.of(status=status, since=since, until=until, types=types, basis=basis)
        shared = self._shared()
        ids = None if entity is None else lookup.entity_ids(entity, shared)
        for extraction in read_extractions(self.store, lookup.article_iris(self.store, ids, eventful=True), shared):
            for event in extraction.events:
                if chosen.keeps(event) and (ids is None or selection.involves(event, ids)):
                    yield event

    def relations(self) -> Iterator[Relation]:
        """The states (offices, memberships, locations) that hold between whom articles speak of.

        First those that articles state, in the order of :meth:`events`; then those that only the knowledge base knows,
        each once and without an article.
        """
        for extraction in read_extractions(self.store, lookup.article_iris(self.store, None), self._shared()):
            yield from extraction.relations
        yield from read_known_relations(self.store.quads(ENTITIES_GRAPH), self._shared())

    def articles(self) -> Iterator[Article]:
        """The articles, those without events too, sorted by day of publication and id."""
        for extraction in read_extractions(self.store, lookup.article_iris(self.store, None), self._shared()):
            yield extraction.article

    def entities(self) -> pd.DataFrame:
        """Who takes part in events: id, name, kind, country and number of events, the most active first."""
        from kg.query.summaries import entities

        return entities(self.store)

    def event(self, event_id: str) -> Event:
        """One event, by its id or the beginning of it.

        Raises:
            KgError: There is no such event, or more than one.
        """
        return self._find(event_id)[0]

    def explain(self, event_id: str) -> Explanation:
        """Where an event comes from: its record, its article, the sentence with its words marked, and the rule.

        Args:
            event_id: The event's id, the beginning of it, or its IRI.

        Raises:
            KgError: There is no such event, or more than one.
        """
        from kg.query.explanation import explain

        return explain(self.store, *self._find(event_id))

    def query(self, sparql: str, bindings: Mapping[str, Any] | None = None) -> pd.DataFrame:
        """Answer a SELECT query with a table.

        Every prefix of :data:`kg.rdf.namespaces.PREFIXES` is bound, and the query sees all named graphs as one.

        Args:
            sparql: The query.  Write ``GRAPH ?article { … }`` to learn which article a triple comes from.
            bindings: Values of variables; the safe way to put what somebody typed into a query.  A string is a literal;
                for an IRI pass a ``pyoxigraph.NamedNode`` or ``rdflib.URIRef``.

        Returns:
            One typed column per variable; see :func:`kg.query.tables.results_frame`.

        Raises:
            QueryError: The query does not parse, or is no SELECT.

        Example:
            >>> import kg
            >>> kg.KnowledgeGraph(None).query("SELECT ?who { ?who kg:cooperatesWith entity:RUS }").columns.tolist()
            ['who']
        """
        from kg.query.tables import table

        return table(self.store, sparql, bindings)

    def ask(self, sparql: str, bindings: Mapping[str, Any] | None = None) -> bool:
        """Answer an ASK query.

        Raises:
            QueryError: The query does not parse, or is no ASK.
        """
        results = self.store.query(sparql, terms(bindings))
        if not isinstance(results, ox.QueryBoolean):
            raise QueryError("ask() takes an ASK query")
        return bool(results)

    def construct(self, sparql: str, bindings: Mapping[str, Any] | None = None) -> rdflib.Graph:
        """Answer a CONSTRUCT or DESCRIBE query with an rdflib graph.

        Raises:
            QueryError: The query does not parse, or is neither.
        """
        from kg.rdf.face import graph_of

        results = self.store.query(sparql, terms(bindings))
        if isinstance(results, ox.QuerySolutions | ox.QueryBoolean):
            raise QueryError("construct() takes a CONSTRUCT or DESCRIBE query")
        return graph_of(results)

    @property
    def dataset(self) -> rdflib.Dataset:
        """The graph as an ``rdflib.Dataset``; its default graph is the union of the articles' graphs."""
        return self.store.dataset

    def as_of(self, date: dt.date | str) -> KnowledgeGraph:
        """The graph as it would have been on a day: from the articles that had been published by then.

        Publication counts, not when an event took place or when its article was taken into the store; an article
        without a day of publication counts with the day it was taken in.

        Args:
            date: The day, included; "2023-09" and "2023" mean their last day.

        Returns:
            A graph in memory.
        """
        from kg.store.snapshot import snapshot

        return KnowledgeGraph(snapshot(self.store, selection.day(date, last=True)))

    def network(
        self,
        by: str | None = None,
        level: str = "actor",
        status: Names = None,
        since: Day = None,
        until: Day = None,
        types: Names = None,
        each: str = "event",
    ) -> nx.MultiDiGraph:
        """The ties as a networkx graph: a node per entity, an edge per event and pair.

        Args:
            by: None; or "day", "week", "month", "quarter" or "year" to give each edge a ``period``.
            level: "actor" for whoever is named, "country" to let whoever acts for a state stand as that state; see
                :func:`kg.network.ties`.
            status: Keep these statuses; None keeps all.
            since: Keep events on or after this day.
            until: Keep events on or before this day.
            types: Keep these event types, relation labels, "cooperation" or "conflict".
            each: "event"; or "type" or "side" (cooperation, conflict, other) to add events up, with a ``count``,
                ``score`` and ``confidence``.

        Returns:
            Nodes carry ``name``, ``kind``, ``country``; edges carry ``type``, ``relation``, ``status``, ``date``,
            ``confidence``, ``theme``, ``event``, and their key is the event's id.

        Raises:
            InputError: An argument has a value that means nothing.
        """
        from kg.network import multigraph, ties

        return multigraph(ties(self, level, status, since, until, types), by, each)

    def timeline(
        self,
        entity: str | None = None,
        between: tuple[str, str] | None = None,
        by: str = "month",
        level: str = "country",
        status: Names = ("asserted", "historical"),
        since: Day = None,
        until: Day = None,
        types: Names = None,
    ) -> pd.DataFrame:
        """What happened, period by period, with the sentence that stands out; see :func:`kg.network.timeline`.

        Args:
            entity: Only what this one does or undergoes, by id or name.
            between: Only what two do to one another.
            by: "day", "week", "month", "quarter" or "year".
            level: "country" or "actor", as in :meth:`network`.
            status: Keep these statuses, by default what happened; None keeps all.
            since: Keep events on or after this day.
            until: Keep events on or before this day.
            types: Keep these event types, relation labels, "cooperation" or "conflict".

        Returns:
            One row per period: events, cooperation, conflict, net, balance, what, sentence, event.

        Raises:
            InputError: An argument has a value that means nothing.
        """
        from kg.network import ties, timeline

        return timeline(ties(self, level, status, since, until, types), entity, between, by)

    def casualties(
        self,
        by: str = "month",
        level: str = "country",
        totals: bool = False,
        status: Names = ("asserted", "historical"),
        since: Day = None,
        until: Day = None,
        types: Names = None,
    ) -> pd.DataFrame:
        """How many people were killed, injured, detained, displaced or went missing; see :func:`kg.network.casualties`.

        In a merged graph an act counts once, however many articles tell it.

        Args:
            by: "day", "week", "month", "quarter" or "year".
            level: "country" (where it happened, else whose people it was done to), "recipient", "place" or "all".
            totals: Count numbers that sum up a longer time, too.
            status: Keep these statuses, by default what happened; None keeps all.
            since: Keep events on or after this day.
            until: Keep events on or before this day.
            types: Keep these event types, relation labels, "cooperation" or "conflict".

        Returns:
            One row per period and country or place: acts, killed_low, killed_high, injured_low and so on.

        Raises:
            InputError: An argument has a value that means nothing.
        """
        from kg.network import casualties

        return casualties(self, by, level, totals, status, since, until, types, lookup.retold(self.store))

    def compare(
        self,
        before: dt.date | str | tuple[dt.date | str, dt.date | str],
        after: dt.date | str | tuple[dt.date | str, dt.date | str],
        of: str = "dyad",
        level: str = "country",
        status: Names = ("asserted", "historical"),
        types: Names = None,
    ) -> pd.DataFrame:
        """How two periods differ, the clearest change first; see :func:`kg.network.change`.

        Args:
            before: A year, month or day, or the first and last: "2021", ("2021-03", "2022-01").
            after: The other period.
            of: What to compare: "dyad", "actor" or "type".
            level: "country" or "actor", as in :meth:`network`.
            status: Keep these statuses, by default what happened; None keeps all.
            types: Keep these event types, relation labels, "cooperation" or "conflict".

        Returns:
            One row per dyad, actor or type: events and events per month in both periods, their ratio and its z, mean
            scores and their shift.

        Raises:
            InputError: An argument has a value that means nothing.
        """
        from kg.network import change, ties

        return change(ties(self, level, status, types=types), before, after, of)

    def view(
        self,
        *,
        focus: str | None = None,
        between: tuple[str, str] | None = None,
        since: Day = None,
        until: Day = None,
        types: str | EventType | Iterable[str | EventType] | None = None,
        top: int | None = None,
        level: str = "actor",
        title: str | None = None,
    ) -> View:
        """An interactive picture; shows in Jupyter, ``.save("x.html")`` writes one offline file.

        Args:
            focus: An entity's id or name: only it, those it is tied to, and the ties among them.
            between: Two of them: only the two, those tied to both, and their ties to the two.
            since: Keep events on or after this day.
            until: Keep events on or before this day.
            types: Keep these event types, relation labels, "cooperation" or "conflict".
            top: At most this many nodes, the most active ones.
            level: "actor", or "country" to show whoever acts for a state as that state.
            title: Headline of the page; by default whom it is about.

        Raises:
            InputError: A name, type, date or level that there is not.
        """
        from kg.view.explorer import View

        return View(
            self.events(),
            titles=self.titles(),
            focus=focus,
            between=between,
            since=since,
            until=until,
            types=types,
            top=top,
            level=level,
            title=title,
        )

    def merge(self, aliases: str | Path | Aliases | None = None, *, undo: bool = False) -> Report:
        """Find the events that several articles tell, and write down which are one; see :func:`kg.merge`.

        Args:
            aliases: A table of names that are the same or different; None for what was said before.
            undo: Take all merging back instead.

        Returns:
            What was merged: ``events``, ``actors`` and ``copies``.

        Raises:
            InputError: The table of names is not well formed.
            StoreError: The store cannot be written, or another process is writing to it.
        """
        from kg import merging

        names = merging.Aliases.read(Path(aliases)) if isinstance(aliases, str | Path) else aliases
        with writable(self.store) as store:
            if undo:
                merging.undo(store)
                report = merging.Report([], {}, {})
            else:
                report = merging.merge(store, names)
            store.finish()
        return report

    def validate(self, progress: Callable[[int, int], None] | None = None) -> list[Fault]:
        """Check the whole graph with pySHACL against the shapes of the ontology.

        Args:
            progress: Called with the number of articles checked, and of all.

        Returns:
            What is at fault, with node, message, article, event and sentence; empty if all conforms.
        """
        from kg.rdf.validation import validate

        return list(validate(self.store, progress))

    def export(
        self, format: str, output: str | Path | IO[bytes], text: bool = True, licence: str | None = None
    ) -> None:
        """Write the graph in the format of other programs; the same graph gives the same bytes.

        Args:
            format: "turtle", "trig", "nquads", "jsonld", "turtle12", "graphml", "gexf", "csv", "jsonl", "parquet",
                "geojson", "neo4j", "ftm", "panel", "polecat", "plover" or "rocrate"; see :func:`kg.export`.
            output: The path of a file, or a file open to write bytes; for "parquet", "neo4j" and "rocrate" the path
                of a folder, for "csv" either.
            text: Write the sentences and texts of the articles too; else only where they stand, for whoever may not
                pass them on.
            licence: The address of the licence under which it is passed on, for "rocrate".

        Raises:
            InputError: There is no such format, one of several files is to go to a file, the file cannot be written, or
                a licence is given for a format that names none.
        """
        from kg.exporting import export

        export(self, format, output, text, licence)

    def titles(self) -> dict[str, str]:
        """The headline of each article that has one, by article id."""
        sparql = "SELECT ?id ?title { ?a a kg:Article ; dcterms:identifier ?id ; schema:headline ?title } ORDER BY ?id"
        return {row["id"].value: row["title"].value for row in self.store.select(sparql)}

    def text(self, article_id: str) -> str:
        """The text of an article.

        Raises:
            KgError: There is no such article.
        """
        iri = ns.article_iri(article_id)
        for row in self.store.select(f"SELECT ?text {{ {iri} schema:articleBody ?text }}"):
            return str(row["text"].value)
        raise KgError(f"no article {article_id!r} in {self.store.name}")

    def __len__(self) -> int:
        """The number of events."""
        return next(int(row["n"].value) for row in self.store.select("SELECT (COUNT(?e) AS ?n) { ?e a kg:Event }"))

    def __repr__(self) -> str:
        s = self.summary()
        period = f", {s['since']} to {s['until']}" if s["since"] else ""
        return f"<KnowledgeGraph {self.store.name}: {s['events']} events from {s['articles']} articles{period}>"

    def _repr_html_(self) -> str:
        from kg.display import graph_html

        return graph_html(self.store)

    def summary(self) -> dict[str, Any]:
        """Counts and period: articles, events, entities, triples, since, until (ISO days or None)."""
        from kg.query.summaries import summary

        return summary(self.store)

    def close(self) -> None:
        """Let go of the store."""
        self.store.close()

    def __enter__(self) -> KnowledgeGraph:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def _shared(self) -> Shared:
        generation = self.store.generation
        if self._cache is None or self._cache[0] != generation:
            self._cache = (generation, lookup.shared_of(self.store))
        return self._cache[1]

    def _find(self, event_id: str) -> tuple[Event, Article, NamedNode]:
        iri, article = lookup.event_iri(self.store, event_id)
        (extraction,) = read_extractions(self.store, [article], self._shared())
        event = next(e for e in extraction.events if ns.event_iri(e.id) == iri)
        return event, extraction.article, article
