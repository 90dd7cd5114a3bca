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
from kg.core.selection import Day, Names, Selection
from kg.core.statements import check_level
from kg.query import lookup
from kg.query.filters import pattern
from kg.rdf import namespaces as ns
from kg.rdf.acts import Acts
from kg.rdf.columns import read_events
from kg.rdf.namespaces import BACKGROUND_GRAPH, ENTITIES_GRAPH
from kg.rdf.reading import read_articles, read_extractions, read_known_relations, read_relations
from kg.rdf.shared import Shared
from kg.store import Store, open_store, writable

if TYPE_CHECKING:
    import networkx as nx
    import pandas as pd
    import rdflib

    from kg.core.plover import EventType
    from kg.merging import Aliases, Report
    from kg.query.explanation import Explanation
    from kg.query.ready import Ready
    from kg.rdf.fault import Fault
    from kg.view.explorer import View

Pair = tuple[str, str] | None


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
        self._rows: tuple[int, Ready | None] | None = None

    def triples(
        self,
        status: Names = None,
        since: Day = None,
        until: Day = None,
        entity: Names = None,
        types: Names = None,
        basis: Names = None,
        *,
        mode: Names = None,
        context: Names = None,
        between: Pair = None,
        country: Names = None,
        article: Names = None,
        reported_by: Names = None,
        confidence: float | None = None,
        text: str | None = None,
        level: str = "actor",
        merged: bool = True,
    ) -> pd.DataFrame:
        """Who did what to whom, in words that read true aloud.

        The relation is said by type, mode and verb ("signs an agreement with", "releases"), in the tense of the status
        ("will visit", "may aid", "did not attack", "met").  A leader and his state are one party.  The target is what
        it was about, in the text's own words, where nobody is, or where others are named only within it or only by an
        earlier sentence; its ``target_kind`` is "theme".  A mutual act (a meeting, an agreement) is one row for the
        first party and each of the others.  What several reports tell is one act: that of the report which tells it
        best.  Rows are in the order of :meth:`events`.

        Args:
            status: Keep these statuses ("asserted", "planned", "hypothetical" or "possible", "denied", "historical").
            since: Keep events on or after this day ("2023-09-13", "2023-09", "2023"); an event without a date of its
                own counts with the day its article was published.
            until: Keep events on or before this day.
            entity: Keep events with one of these participants, by id or name ("RUS", "Russia", "Vladimir Putin").  A
                country stands for whoever belongs to it: what its leaders did is found under it.
            types: Keep these event types ("CONSULT"), their labels ("meets"), "cooperation" or "conflict".
            basis: Keep events with a date that stands in the sentence ("text"), in an earlier one ("carried"), or is
                that of the article, which tells them as news ("published").
            mode: Keep these modes ("visit", or as it is said, "visits"; of one type only "CONSULT/visit").
            context: Keep events of these fields of politics ("military", "election", "cyber"), PLOVER's contexts.
            between: Keep events in which both of two take part, in whatever role.
            country: Keep events in which somebody of these countries takes part, or which took place there.
            article: Keep the events of these articles, by id, address or title.
            reported_by: Keep what these sources are credited for, by id or name.
            confidence: Keep events of at least this confidence, from 0 to 1.
            text: Keep events whose sentence has these words, capitals or not.
            level: "actor" for everybody as who they are, "country" to let whoever acts for a state stand as that state,
                as in :meth:`network`.
            merged: Whether an act that several reports tell counts once; False gives each report by itself.

        Returns:
            A table with the columns source, relation, target, detail (what completes the row, in the text's words: "to
            withdraw its troops"), status, date (as text, no finer than it is known), precision, basis, start, end,
            reported_by, theme, casualties, confidence, article, outlet, url, published, sentence, event, type, mode,
            source_id, target_id and target_kind; and reports (how many articles tell it), first_report and last_report
            (when), denied_by, and tolls (its numbers, as they changed).  Who is only
            described stands there by the description; where the text does not say who did it, the source is "(not
            named)".  How many of the events have no row at that level stands in ``attrs["left_out"]``.

        Raises:
            InputError: A filter has a value that means nothing, or a name that nobody bears; the message gives the
                nearest names.
        """
        from kg.query.tables import triples_frame

        chosen = self._chosen(
            status=status,
            since=since,
            until=until,
            entity=entity,
            types=types,
            basis=basis,
            mode=mode,
            context=context,
            between=between,
            country=country,
            article=article,
            reported_by=reported_by,
            confidence=confidence,
            text=text,
        )
        check_level(level)
        if (made := self._ready(chosen)) is not None:
            return made.frame(chosen, level, self._acts_of(chosen, merged))
        return triples_frame(self._read(chosen, merged), level)

    def events(
        self,
        status: Names = None,
        since: Day = None,
        until: Day = None,
        entity: Names = None,
        types: Names = None,
        basis: Names = None,
        *,
        mode: Names = None,
        context: Names = None,
        between: Pair = None,
        country: Names = None,
        article: Names = None,
        reported_by: Names = None,
        confidence: float | None = None,
        text: str | None = None,
        merged: bool = True,
    ) -> Iterator[Event]:
        """The events, as they were extracted; the arguments are those of :meth:`triples`.

        An act that several reports tell is the event of the report that tells it best, with its :attr:`Event.reports`.
        Sorted by the day of publication of their articles, then by article and place in the text.
        """
        chosen = self._chosen(
            status=status,
            since=since,
            until=until,
            types=types,
            basis=basis,
            mode=mode,
            context=context,
            entity=entity,
            between=between,
            country=country,
            article=article,
            reported_by=reported_by,
            confidence=confidence,
            text=text,
        )
        return self._read(chosen, merged)

    def relations(self) -> Iterator[Relation]:
        """The states (offices, memberships, locations) that hold between whom articles speak of.

        First those that articles state, in the order of :meth:`events`; then those that only the knowledge base knows,
        each once and without an article.
        """
        yield from read_relations(self.store, lookup.article_iris(self.store), self._shared())
        yield from read_known_relations(
            self.store.quads(ENTITIES_GRAPH), self.store.quads(BACKGROUND_GRAPH), self._shared()
        )

    def articles(self) -> Iterator[Article]:
        """The articles, those without events too, sorted by day of publication and id."""
        yield from read_articles(self.store, lookup.article_iris(self.store))

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

        Warns:
            UnknownTermWarning: It names a property, a class or an entity that there is not, like ``entity:Russia``; the
                message gives the nearest.

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
        from kg.query.tables import asked

        results = asked(self.store, sparql, bindings)
        if not isinstance(results, ox.QueryBoolean):
            raise QueryError("ask() takes an ASK query")
        return bool(results)

    def construct(self, sparql: str, bindings: Mapping[str, Any] | None = None) -> rdflib.Graph:
        """Answer a CONSTRUCT or DESCRIBE query with an rdflib graph.

        Raises:
            QueryError: The query does not parse, or is neither.
        """
        from kg.query.tables import asked
        from kg.rdf.face import graph_of

        results = asked(self.store, sparql, bindings)
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
        from kg import merging
        from kg.store.snapshot import snapshot

        then = snapshot(self.store, selection.day(date, last=True))
        if merging.is_merged(self.store):
            merging.merge(then, merging.remembered(self.store), merging.Corrections.of_store(self.store))
        return KnowledgeGraph(then)

    def network(
        self,
        by: str | None = None,
        level: str = "actor",
        status: Names = None,
        since: Day = None,
        until: Day = None,
        types: Names = None,
        each: str = "event",
        *,
        merged: bool = True,
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
            merged: As in :meth:`triples`.

        Returns:
            Nodes carry ``name``, ``kind``, ``country``; edges carry ``type``, ``relation``, ``status``, ``date``,
            ``confidence``, ``theme``, ``event``, and their key is the event's id.

        Raises:
            InputError: An argument has a value that means nothing.
        """
        from kg.network import multigraph, ties

        return multigraph(ties(self._counted(merged), level, status, since, until, types), by, each)

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
        *,
        merged: bool = True,
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
            merged: As in :meth:`triples`.

        Returns:
            One row per period: events, cooperation, conflict, net, balance, what, sentence, event.

        Raises:
            InputError: An argument has a value that means nothing.
        """
        from kg.network import ties, timeline

        return timeline(ties(self._counted(merged), level, status, since, until, types), entity, between, by)

    def casualties(
        self,
        by: str = "month",
        level: str = "country",
        totals: bool = False,
        status: Names = ("asserted", "historical"),
        since: Day = None,
        until: Day = None,
        types: Names = None,
        *,
        merged: bool = True,
    ) -> pd.DataFrame:
        """How many people were killed, injured, detained, displaced or went missing; see :func:`kg.network.casualties`.

        An act counts once, however many articles tell it, from the lowest of their numbers to the highest.

        Args:
            by: "day", "week", "month", "quarter" or "year".
            level: "country" (where it happened, else whose people it was done to), "recipient", "place" or "all".
            totals: Count numbers that sum up a longer time, too.
            status: Keep these statuses, by default what happened; None keeps all.
            since: Keep events on or after this day.
            until: Keep events on or before this day.
            types: Keep these event types, relation labels, "cooperation" or "conflict".
            merged: As in :meth:`triples`.

        Returns:
            One row per period and country or place: acts, killed_low, killed_high, injured_low and so on.

        Raises:
            InputError: An argument has a value that means nothing.
        """
        from kg.network import casualties

        return casualties(self._counted(merged), by, level, totals, status, since, until, types)

    def compare(
        self,
        before: dt.date | str | tuple[dt.date | str, dt.date | str],
        after: dt.date | str | tuple[dt.date | str, dt.date | str],
        of: str = "dyad",
        level: str = "country",
        status: Names = ("asserted", "historical"),
        types: Names = None,
        *,
        merged: bool = True,
    ) -> pd.DataFrame:
        """How two periods differ, the clearest change first; see :func:`kg.network.change`.

        Args:
            before: A year, month or day, or the first and last: "2021", ("2021-03", "2022-01").
            after: The other period.
            of: What to compare: "dyad", "actor" or "type".
            level: "country" or "actor", as in :meth:`network`.
            status: Keep these statuses, by default what happened; None keeps all.
            types: Keep these event types, relation labels, "cooperation" or "conflict".
            merged: As in :meth:`triples`.

        Returns:
            One row per dyad, actor or type: events and events per month in both periods, their ratio and its z, mean
            scores and their shift.

        Raises:
            InputError: An argument has a value that means nothing.
        """
        from kg.network import change, ties

        return change(ties(self._counted(merged), level, status, types=types), before, after, of)

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
        merged: bool = True,
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
            merged: As in :meth:`triples`.

        Raises:
            InputError: A name, type, date or level that there is not.
        """
        from kg.view.explorer import View

        return View(
            self.events(merged=merged),
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
        self,
        format: str,
        output: str | Path | IO[bytes],
        text: bool = True,
        licence: str | None = None,
        *,
        merged: bool = True,
    ) -> None:
        """Write the graph in the format of other programs; the same graph gives the same bytes.

        Args:
            format: "turtle", "graphml", "csv", "xlsx", "parquet" or another of :func:`kg.exporting.names`; the page on
                the graph says what each is for.
            output: The path of a file, or a file open to write bytes; for a format of several files the path of a
                folder, for "csv" either.
            text: Write the sentences and texts of the articles too; else only where they stand, for whoever may not
                pass them on.
            licence: The address of the licence under which it is passed on, for "rocrate".
            merged: As in :meth:`triples`; what is made of the triples of the store ("turtle", "trig", "nquads",
                "jsonld") always has the reports, and beside them which of them are one act.

        Raises:
            InputError: There is no such format, one of several files is to go to a file, the file cannot be written, or
                a licence is given for a format that names none.
        """
        from kg.exporting import export

        export(self._counted(merged), format, output, text, licence)

    def titles(self) -> dict[str, str]:
        """The headline of each article that has one, by article id."""
        return lookup.titles(self.store)

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
        """The number of events, each act once, however many articles tell it."""
        sparql = f"SELECT (COUNT(?event) AS ?n) {{ ?event a kg:Event {ns.ACTS} }}"
        return next(int(row["n"].value) for row in self.store.select(sparql))

    def __repr__(self) -> str:
        s = self.summary()
        period = f", {s['since']} to {s['until']}" if s["since"] else ""
        return f"<KnowledgeGraph {self.store.name}: {s['events']} events from {s['articles']} articles{period}>"

    def _repr_html_(self) -> str:
        from kg.display import graph_html

        return graph_html(self.store)

    def summary(self) -> dict[str, Any]:
        """Counts and period: articles, events, reports of them, entities, triples, since, until (ISO days or None)."""
        from kg.query.summaries import summary

        return summary(self.store)

    def close(self) -> None:
        """Let go of the store."""
        self.store.close()

    def __enter__(self) -> KnowledgeGraph:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def _chosen(self, **filters: Any) -> Selection:
        """Which events are asked for."""
        return Selection.of(
            **filters,
            find=lambda name: lookup.entity_ids(name, self._shared()),
            find_source=lambda name: lookup.source_keys(name, self._shared()),
            find_article=lambda name: lookup.article_ids(name, self.store),
        )

    def _read(self, chosen: Selection, merged: bool) -> Iterator[Event]:
        """The events that are chosen, from the store."""
        found = read_events(self.store, pattern(chosen))
        if self._acts_of(chosen, merged):
            found = lookup.as_acts(found, Acts.read(self.store))
        return filter(chosen.keeps, found)

    def _acts_of(self, chosen: Selection, merged: bool) -> bool:
        """Whether acts are meant: who asks for an article wants what that article tells."""
        return merged and chosen.articles is None

    def _ready(self, chosen: Selection) -> Ready | None:
        """The rows that are kept ready made, if the answer is to be cut out of them; an article's are looked up."""
        from kg.query.ready import ready

        if chosen.articles is not None:
            return None
        generation = self.store.generation
        if self._rows is None or self._rows[0] != generation or self._rows[1] is None:
            self._rows = (generation, ready(self.store, make=chosen == Selection()))
        made = self._rows[1]
        return made if made is None or made.few or chosen == Selection() else None

    def _shared(self) -> Shared:
        generation = self.store.generation
        if self._cache is None or self._cache[0] != generation:
            self._cache = (generation, Shared.read(self.store))
        return self._cache[1]

    def _counted(self, merged: bool) -> KnowledgeGraph:
        """This graph as measures and exports are to count it: acts, or each report by itself."""
        return self if merged else _Reports(self.store)

    def _find(self, event_id: str) -> tuple[Event, Article, NamedNode]:
        iri, article = lookup.event_iri(self.store, event_id)
        (extraction,) = read_extractions(self.store, [article], self._shared())
        event = next(e for e in extraction.events if ns.event_iri(e.id) == iri)
        return event, extraction.article, article


class _Reports(KnowledgeGraph):
    """A graph in which each report of an act is an event by itself."""

    def _acts_of(self, chosen: Selection, merged: bool) -> bool:
        return False

    def network(self, *args: Any, merged: bool = False, **named: Any) -> nx.MultiDiGraph:
        """See :meth:`KnowledgeGraph.network`."""
        return super().network(*args, merged=False, **named)
