"""An extractor of ``kg`` that reads with an encoder of text: ``kg build articles --extractor minilm``.

The rules find acts as ever; MiniLM, fine-tuned on what readers found in some eight thousand documents, weighs them and
finds those that no rule sees.  Needs ``onnxruntime`` and ``tokenizers``, no network and no accelerator.
"""

from __future__ import annotations

import hashlib
import math
from functools import cached_property
from pathlib import Path

from spacy.language import Language

from kg import pipeline
from kg.core.errors import InputError
from kg.core.provenance import files_digest
from kg.events import EventsComponent
from kg.extractors.rules import RulesExtractor
from kg_minilm.scorer import DATA, LEAST, Scorer

__all__ = ["MiniLMExtractor", "Scorer"]


class MiniLMExtractor(RulesExtractor):
    """The default extractor with a scorer in the judge's place; takes its options, but for ``nlp``.

    Args:
        model: Name or folder of a spaCy pipeline; the shipped weights if None.
        knowledge: Files with actors of the user's own.
        lexicon: Files with verbs and event nouns of the user's own.
        least: How likely an act must be to be told, 0 to 1 (``--option least=0.7``); what a rule tells, 0.6 of it.

    Raises:
        InputError: ``least`` is no number from 0 to 1.

    Example:
        >>> import kg
        >>> article = {"text": "Russia and China held talks in Moscow."}
        >>> [e.extractor for e in kg.extract(article, extractor=MiniLMExtractor())]
        ['minilm/1']
    """

    name = Scorer.name

    def __init__(
        self,
        model: str | Path | None = None,
        knowledge: tuple[str | Path, ...] = (),
        lexicon: str | Path | tuple[str | Path, ...] = (),
        least: float | str = LEAST,
    ) -> None:
        try:
            self.least = float(least)
        except ValueError:
            self.least = math.nan
        if not 0 <= self.least <= 1:
            raise InputError(f"least is a number from 0 to 1, not {least!r}")
        super().__init__(model, knowledge, lexicon=lexicon)

    @cached_property
    def nlp(self) -> Language:
        """The pipeline that reads; one of its own, as that of the rules has no scorer."""
        model, knowledge, lexicon = self._options
        nlp = pipeline.load(model, knowledge, lexicon=lexicon)
        component = nlp.get_pipe("kg_events")
        assert isinstance(component, EventsComponent)
        component.coder.scorer = Scorer(self.least)
        return nlp

    @cached_property
    def version(self) -> str:
        """Name, and a digest of all that decides the output: the rules', and this package's data."""
        parts = [super().version, str(self.least), *(files_digest(path) for path in sorted(DATA.iterdir()))]
        return f"{self.name} {hashlib.sha256(' '.join(parts).encode()).hexdigest()[:12]}"
