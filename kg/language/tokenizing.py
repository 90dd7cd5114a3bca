"""A tokenizer that knows nothing yet, for weights that bring along what it is to know.

spaCy's own learns the 1 350 special cases of English first and forgets them again when it reads those of the weights,
which is a third of the time that loading them takes.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from spacy.language import Language
from spacy.tokenizer import Tokenizer  # type: ignore[import-not-found]
from spacy.util import registry

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
