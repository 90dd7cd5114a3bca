"""A spaCy pipeline with all that extraction needs: the parse of any English one, and our components behind it."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache
from pathlib import Path
from typing import Any

import kg.language.lean  # noqa: F401  before spaCy

# isort: split
import spacy
from spacy.language import Language
from spacy.tokens import Doc

from kg import entities, events  # noqa: F401  these register their factories
from kg.core.errors import ModelError
from kg.core.memory import uncollected
from kg.core.records import Article
from kg.entities.component import EntityComponent
from kg.entities.cues import common_words
from kg.entities.knowledge import Knowledge
from kg.language import given, precision, repairs, sentences  # noqa: F401  and these
from kg.language.annotations import of as annotations_of
from kg.language.matrices import one_thread
from kg.language.precision import EMPTY
from kg.language.truecase import Truecaser

SHIPPED = Path(__file__).parent / "language" / "model"

# What the rules read of a token, and the components of which one has to be there to set it.
NEEDS: dict[str, tuple[str, ...]] = {
    "a dependency parse": ("parser", "trainable_parser", "experimental_biaffine_parser"),
    "part-of-speech tags": ("tagger",),
    "lemmas": ("lemmatizer", "trainable_lemmatizer"),
}


def load(
    model: str | Path | None = None,
    knowledge: Sequence[str | Path] = (),
    components: Sequence[str] | None = None,
    lexicon: Sequence[str | Path] = (),
) -> Language:
    """A pipeline with our components behind its own.

    Args:
        model: Name or folder of any spaCy English pipeline ("en_core_web_trf"); the shipped weights if None.
        knowledge: Files with actors of the user's own, which win over the shipped knowledge base.
        components: Our components to add; all of them if None.
        lexicon: Files with predicates of the user's own, which win over the shipped lexicon.

    Raises:
        ModelError: There is no such pipeline, or it lacks a component that extraction needs.

    Example:
        >>> nlp = load()
        >>> doc = nlp("Russia and China held talks in Moscow.")
        >>> [event.type for event in doc._.kg.events]
        [<EventType.CONSULT: 'CONSULT'>]
    """
    with uncollected():
        return _load(None if model is None else str(model), knowledge, components, lexicon)


def _load(
    model: str | None,
    knowledge: Sequence[str | Path],
    components: Sequence[str] | None,
    lexicon: Sequence[str | Path],
) -> Language:
    nlp = _base(model)
    parser = next((p for p in NEEDS["a dependency parse"] if p in nlp.pipe_names), None)
    if "kg_sentences" not in nlp.pipe_names and parser is not None:
        nlp.add_pipe("kg_sentences", before=parser)
    if "kg_repairs" not in nlp.pipe_names:
        nlp.add_pipe("kg_repairs")
    settings: dict[str, dict[str, list[str]]] = {
        "kg_entities": {"knowledge": [str(f) for f in knowledge]},
        "kg_events": {"knowledge": [str(f) for f in knowledge], "lexicon": [str(f) for f in lexicon]},
    }
    for name in components if components is not None else ("kg_entities", "kg_coreference", "kg_events"):
        if name not in nlp.pipe_names:
            nlp.add_pipe(name, config=settings.get(name, {}))
    return nlp


def documents(nlp: Language, articles: Iterable[Article]) -> Iterator[Doc]:
    """Articles as documents for ``nlp.pipe``: with their id, and the day of publication "on Wednesday" counts from.

    Args:
        nlp: A pipeline with our components; only its tokenizer is used here.
        articles: What is to be read.

    Returns:
        The documents, tokenized, each with its article at ``doc._.kg.article``.

    Example:
        >>> article = Article("a1", "Iran and Iraq signed an agreement on Sunday.", date=dt.date(2023, 3, 20))
        >>> (doc,) = nlp.pipe(documents(nlp, [article]))
        >>> doc._.kg.events[0].date.start
        datetime.date(2023, 3, 19)
    """
    for article in articles:
        doc = make_doc(nlp, article.text)
        annotations_of(doc).article = article
        yield doc


def _base(model: str | None) -> Language:
    try:
        if model:
            nlp = spacy.load(model)
        else:
            with one_thread():
                nlp = spacy.load(SHIPPED, config=EMPTY)
    except OSError as error:
        raise ModelError(
            f"no spaCy pipeline '{model}': install it (python -m spacy download {model}) or leave the option out to "
            "use the shipped weights"
        ) from error
    if nlp.lang != "en":
        raise ModelError(f"'{model}' is a pipeline for '{nlp.lang}'; extraction reads English")
    missing = [what for what, pipes in NEEDS.items() if not any(p in nlp.pipe_names for p in pipes)]
    if missing:
        have = ", ".join(nlp.pipe_names) or "nothing"
        raise ModelError(f"'{model}' has no component for {' and '.join(missing)} (it has {have})")
    return nlp


def shipped_meta() -> dict[str, Any]:
    """What the shipped weights say of themselves (``Language.meta``), without loading them."""
    meta: dict[str, Any] = json.loads((SHIPPED / "meta.json").read_text("utf-8"))
    return meta


def make_doc(nlp: Language, text: str) -> Doc:
    """A document to put through a pipeline, of a text with its capitals restored where it had none or nothing else.

    Args:
        nlp: What :func:`load` gave.
        text: The article's.  Where the document's text is another, ``doc.user_data[given.KEY]`` holds it.

    Example:
        >>> make_doc(nlp, "RUSSIA ATTACKED UKRAINE IN MARCH.").text
        'Russia attacked Ukraine in March.'
    """
    component = nlp.get_pipe("kg_entities") if "kg_entities" in nlp.pipe_names else None
    known = component.knowledge if isinstance(component, EntityComponent) else None
    restored = _truecaser(known).restore(text)
    doc = nlp.make_doc(restored)
    if restored != text:
        doc.user_data[given.KEY] = text
    return doc


@lru_cache(maxsize=4)
def _truecaser(known: Knowledge | None) -> Truecaser:
    """With the names that are known, and the common words that are none."""
    return Truecaser(_written(known) if known is not None else ())


def _written(known: Knowledge) -> Iterator[str]:
    """Read when a text first lacks capitals, which few do."""
    for _, aliases in known.aliases().items():
        yield from (alias.text for alias in aliases)
    yield from sorted(common_words())


@lru_cache(maxsize=2)
def shared(model: str | None = None, knowledge: tuple[str, ...] = (), lexicon: tuple[str, ...] = ()) -> Language:
    """The pipeline of :func:`load`, loaded once per process."""
    return load(model, knowledge, lexicon=lexicon)
