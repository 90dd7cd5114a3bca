"""Half precision on disk, single precision at work."""

from __future__ import annotations

from typing import Any, Literal

from spacy.language import Language
from thinc.api import Model


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
