"""How the shipped weights are read: into a tokenizer that knows nothing yet, from half precision to single precision.

spaCy's own tokenizer learns the 1 350 special cases of English first and forgets them again when it reads those of the
weights, which is a third of the time that loading them takes.
"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any, Literal

from spacy.language import Language
from spacy.tokenizer import Tokenizer  # type: ignore[import-not-found]
from spacy.tokens import Doc
from spacy.util import registry
from thinc.api import Model

from kg.language.matrices import OneThread, only_reads

#: For ``spacy.load(…, config=EMPTY)``.
EMPTY: dict[str, Any] = {"nlp": {"tokenizer": {"@tokenizers": "kg.empty_tokenizer.v1"}}}


@registry.tokenizers("kg.empty_tokenizer.v1")  # type: ignore[untyped-decorator]
def make_empty() -> Callable[[Language], Tokenizer]:
    """Makes the tokenizer of a pipeline that is read from disk.

    Example:
        >>> import spacy
        >>> [token.text for token in make_empty()(spacy.blank("en"))("Don't go.")]
        ["Don't", 'go.']
    """
    return lambda nlp: Tokenizer(nlp.vocab)


def cast_weights(nlp: Language, dtype: Literal["float16", "float32"]) -> Language:
    """Casts all weights of a pipeline, in place.

    The shipped weights are kept as "float16": half the size, and every parse of the development sets is the same.
    They have to be "float32" before the first document.

    Args:
        nlp: The pipeline.
        dtype: The numpy type that they get.

    Returns:
        The same pipeline.
    """
    for _, pipe in nlp.pipeline:
        model = getattr(pipe, "model", None)
        if not isinstance(model, Model):
            continue
        for node in model.walk():
            for name in node.param_names:
                if node.has_param(name):
                    weights: Any = node.get_param(name)
                    node.set_param(name, weights.astype(dtype))
    return nlp


class SinglePrecision:
    """The last pipe of the shipped pipeline: widens its weights once they are read, so that plain ``spacy.load`` works.

    It leaves documents as they are.

    Args:
        nlp: The pipeline.
    """

    def __init__(self, nlp: Language) -> None:
        self._nlp = nlp

    def __call__(self, doc: Doc) -> Doc:
        """Gives back the document as it is."""
        return doc

    def to_disk(self, path: Path, exclude: tuple[str, ...] = ()) -> None:
        """There is nothing to write."""

    def from_disk(self, path: Path, exclude: tuple[str, ...] = ()) -> SinglePrecision:
        """Casts the weights of the pipes before this one, which spaCy has read by now, and lets numpy multiply them.

        From here on the pipes keep nothing of what they read (:func:`kg.language.matrices.only_reads`).
        """
        cast_weights(self._nlp, "float32")
        ops = OneThread()
        for _, pipe in self._nlp.pipeline:
            model = getattr(pipe, "model", None)
            if isinstance(model, Model):
                model._to_ops(ops)
                only_reads(model)
        return self


@Language.factory("kg_precision")
def make_precision(nlp: Language, name: str) -> SinglePrecision:
    """The component; it has to stand last, behind all pipes that have weights.

    Args:
        nlp: The pipeline.
        name: The component's name in it.

    Example:
        >>> import spacy
        >>> from kg.pipeline import SHIPPED
        >>> [t.dep_ for t in spacy.load(SHIPPED)("Ministers met.")]
        ['nsubj', 'ROOT', 'punct']
    """
    return SinglePrecision(nlp)
