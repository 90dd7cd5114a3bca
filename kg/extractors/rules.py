"""The default extractor: the rules over a spaCy pipeline."""

from __future__ import annotations

import hashlib
from collections import deque
from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import cached_property, partial
from pathlib import Path
from typing import ClassVar

import kg.language.lean  # noqa: F401  before spaCy

# isort: split
from spacy.language import Language
from spacy.tokens import Doc

from kg import pipeline
from kg.core.provenance import files_digest, shipped, software_version
from kg.core.records import Article, Extraction
from kg.extractors.base import register
from kg.extractors.mended import mended, restored
from kg.language import batches
from kg.language.annotations import of as annotations_of
from kg.readers.mending import Mended


@register("rules")
class RulesExtractor:
    """Codes events with the lexicon and the knowledge base; deterministic and offline.

    Args:
        model: Name or folder of a spaCy pipeline; the shipped weights if None.
        knowledge: Files with actors of the user's own.
        nlp: A pipeline that already has our components, instead of all the others.
        lexicon: Files with verbs and event nouns of the user's own (a list, or the path of one), which win over the
            shipped ones.

    Raises:
        ModelError: There is no such pipeline, or it lacks what the rules need.
        KnowledgeError: A knowledge or lexicon file is not well formed.
    """

    name = "rules/1"

    #: What the reading depends on of this package's data, besides the weights.
    data: ClassVar[tuple[str, ...]] = ("core", "language", "entities", "events")

    def __init__(
        self,
        model: str | Path | None = None,
        knowledge: Sequence[str | Path] = (),
        nlp: Language | None = None,
        lexicon: str | Path | Sequence[str | Path] = (),
    ) -> None:
        verbs = (lexicon,) if isinstance(lexicon, str | Path) else tuple(lexicon)
        self._options = (None if model is None else str(model), tuple(map(str, knowledge)), tuple(map(str, verbs)))
        if nlp is not None:
            self.nlp = nlp
        self._files = tuple(map(Path, (*knowledge, *verbs)))
        # What the user names is loaded at once, to see that it is good; ours when it is needed, which is never in a
        # process that only hands out work.
        if nlp is not None or any(self._options):
            self.load()

    @cached_property
    def nlp(self) -> Language:
        """The pipeline that reads."""
        return pipeline.shared(*self._options)

    @cached_property
    def version(self) -> str:
        """Name, and a digest of all that decides the output: this package's version and data, weights, user's files."""
        ours = "nlp" not in self.__dict__  # not loaded yet, which the user's would be
        meta = pipeline.shipped_meta() if ours else self.nlp.meta
        weights = pipeline.SHIPPED if ours else self.nlp.path
        parts = [software_version(), shipped(self.data, pipeline.SHIPPED)]
        parts.append(f"{meta['lang']}_{meta['name']}-{meta['version']}")
        parts += [files_digest(path) for path in (weights, *self._files) if path is not None and path.exists()]
        return f"{self.name} {hashlib.sha256(' '.join(parts).encode()).hexdigest()[:12]}"

    def load(self) -> None:
        """Load the pipeline now, not when the first article is read."""
        _ = self.nlp

    def extract(self, articles: Iterable[Article]) -> Iterator[Extraction]:
        """One extraction per article, in order; memory stays that of one small batch."""
        for doc, back in self._read(articles):
            notes = annotations_of(doc)
            assert notes.article is not None
            yield back(Extraction(notes.article, tuple(notes.events), tuple(notes.relations)))

    def _read(self, articles: Iterable[Article]) -> Iterator[tuple[Doc, Callable[[Extraction], Extraction]]]:
        """Documents that were read, each with what puts its extraction back into the text as it was given."""
        given: deque[tuple[Article, Mended]] = deque()

        def legible() -> Iterator[Article]:
            for article in articles:
                better, way = mended(article)
                given.append((article, way))
                yield better

        for doc in batches.pipe(self.nlp, pipeline.documents(self.nlp, legible())):
            article, way = given.popleft()
            yield doc, partial(restored, article=article, way=way)
            # What was found refers back to the document, and would keep it until cycles are looked for.
            doc.user_data.clear()
