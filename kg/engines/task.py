"""What is done to a chunk of articles; the same in every engine, and a pure function of the articles."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Any

from kg.core.errors import ConformanceError, KgError, RunStopped
from kg.core.groups import groups
from kg.core.records import Article, Extraction
from kg.engines.reading import LIMIT, extract

if TYPE_CHECKING:
    from kg.extractors import Extractor
    from kg.rdf.prepared import Prepared
    from kg.rdf.runs import Run

#: A chunk ends with the article that fills it: so many articles, or so many characters.
ARTICLES, CHARACTERS = 32, 60_000


@dataclass(slots=True)
class Chunk:
    """What was made of some articles that were read together.

    Attributes:
        articles: How many they were.
        results: One for each that could be read, in their order: an :class:`Extraction`, or what is to be written.
        errors: One for each that could not.
    """

    articles: int = 0
    results: list[Any] = field(default_factory=list)
    errors: list[KgError] = field(default_factory=list)

    @property
    def last(self) -> bool:
        """Whether the run ends here, though there are more articles."""
        return any(isinstance(error, RunStopped) for error in self.errors)

    def __add__(self, other: Chunk) -> Chunk:
        return Chunk(self.articles + other.articles, self.results + other.results, self.errors + other.errors)


@dataclass(frozen=True, slots=True)
class Task:
    """What to do to articles; small, and can be sent to other processes and machines.

    Attributes:
        extractor: Name of an extractor, or one.
        model: Name or folder of a spaCy pipeline; the shipped one if None.
        knowledge: Files with actors of the user's own.
        run: For which run what is read is made ready to be written (:class:`kg.rdf.prepared.Prepared`); None gives
            extractions.  It is known once, not by each process: data may change while some of them run.
        limit: Seconds that an article may take, besides what its length explains; None for no limit.
    """

    extractor: str | Extractor = "rules"
    model: str | None = None
    knowledge: tuple[str, ...] = ()
    run: Run | None = None
    limit: float | None = LIMIT

    @property
    def alone(self) -> bool:
        """Whether the extractor reads several articles at a time by itself, with limits of its own."""
        from kg import extractors

        made_by = extractors.find(self.extractor) if isinstance(self.extractor, str) else self.extractor
        return bool(getattr(made_by, "alone", False))

    def make(self) -> Extractor:
        """The extractor, with the options that are set; what it need not load yet, it has not loaded.

        Raises:
            KgError: See :meth:`open`.
        """
        from kg import extractors

        if not isinstance(self.extractor, str):
            return extractors.checked(self.extractor)
        options = {"model": self.model, "knowledge": list(self.knowledge)}
        return extractors.checked(extractors.get(self.extractor, **{k: v for k, v in options.items() if v}))

    def open(self) -> Reader:
        """Load the extractor; once per process.

        Raises:
            KgError: There is no such extractor or pipeline, or a knowledge file is not well formed.
        """
        extractor = self.make()
        if load := getattr(extractor, "load", None):
            load()
        return Reader(self, extractor)


class Reader:
    """A task with its extractor loaded.

    Args:
        task: What to do.
        extractor: What reads the articles.
    """

    def __init__(self, task: Task, extractor: Extractor) -> None:
        self.task, self.extractor = task, extractor
        self._finish = _preparing(task.run) if task.run else _conforming(extractor)

    def read(self, articles: Sequence[Article], beat: Callable[[], None] | None = None) -> Chunk:
        """Read some articles.

        Args:
            articles: Which.
            beat: Called after each article, to show that the work goes on.
        """
        chunk = Chunk(len(articles))
        limit = None if self.task.alone else self.task.limit
        for extraction in extract(articles, self.extractor, chunk.errors.append, limit):
            result, fault = self._finish(extraction)
            chunk.results.append(result)
            if fault:
                chunk.errors.append(fault)
            if beat:
                beat()
        return chunk


def chunks(articles: Iterable[Article]) -> Iterator[list[Article]]:
    """Articles in chunks: enough in each that sending them costs little, few enough that little waits for them."""
    return groups(articles, lambda article: len(article.text), ARTICLES, CHARACTERS)


def _preparing(run: Run) -> Callable[[Extraction], tuple[Prepared, KgError | None]]:
    from kg.rdf.prepared import prepare
    from kg.rdf.validation import gate

    def prepared(extraction: Extraction) -> tuple[Prepared, KgError | None]:
        result = prepare(extraction, run, gate)
        return result, result.faults

    return prepared


def _conforming(extractor: Extractor) -> Callable[[Extraction], tuple[Extraction, KgError | None]]:
    """What the gate lets pass of a foreign extractor's output, also where it goes into no store."""
    if not getattr(extractor, "foreign", False):
        return lambda extraction: (extraction, None)
    from kg.rdf.mapping import map_extraction
    from kg.rdf.validation import gate

    def checked(extraction: Extraction) -> tuple[Extraction, KgError | None]:
        faults = gate(map_extraction(extraction, extractor.name))
        if not faults:
            return extraction, None
        bad = {fault.event for fault in faults}
        kept = () if None in bad else tuple(e for e in extraction.events if e.id not in bad)
        return replace(extraction, events=kept), ConformanceError(extraction.article.id, list(map(str, faults)))

    return checked
