"""How the shipped weights multiply matrices: numpy's BLAS, on one thread, and nothing kept that only training needs."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import AbstractContextManager, contextmanager
from functools import lru_cache
from typing import Any

from thinc.api import Model, NumpyOps, get_current_ops, set_current_ops
from thinc.layers.chain import forward as _chained
from threadpoolctl import ThreadpoolController


@lru_cache(maxsize=1)
def _libraries() -> ThreadpoolController:
    return ThreadpoolController().select(user_api="blas")


def on_one_thread() -> AbstractContextManager[object]:
    """Products of matrices inside run on one thread; what other threads there are would wait for more, busily.

    Example:
        >>> import numpy as np
        >>> with on_one_thread():
        ...     product = np.eye(2) @ np.eye(2)
    """
    limit: AbstractContextManager[object] = _libraries().limit(limits=1)
    return limit


class OneThread(NumpyOps):  # type: ignore[misc]
    """numpy's matrix product instead of blis, spaCy's default.

    The wheels of blis run a generic kernel on processors that they do not know; numpy's library knows more of them.
    On a server processor of 2024 a document is read 1.6 times as fast (``training/scripts/compare.py`` prints both).

    The matrices of one document are too small to share among threads, which would wait for each other and take the
    processor from other work; so each product runs on one, whatever the machine has, and the process keeps its own
    limit for everything else.
    """

    def __init__(self) -> None:
        super().__init__(use_blis=False)

    def __reduce__(self) -> tuple[type[OneThread], tuple[()]]:
        return type(self), ()  # the libraries of this process are not those of another

    def gemm(self, *args: Any, **kwargs: Any) -> Any:
        """The product of two matrices, as :meth:`thinc.api.Ops.gemm` describes it."""
        with on_one_thread():
            return super().gemm(*args, **kwargs)


@contextmanager
def one_thread() -> Iterator[None]:
    """Pipelines that are loaded inside multiply by :class:`OneThread`, and go on to; others keep spaCy's default.

    Example:
        >>> with one_thread():
        ...     nlp = spacy.blank("en")
    """
    before = get_current_ops()
    set_current_ops(OneThread())
    try:
        yield
    finally:
        set_current_ops(before)


def only_reads(model: Model[Any, Any]) -> None:
    """Lets the chains of layers of a model forget, where it reads, what a layer made once the next has taken it.

    They keep all of it otherwise, to learn from: 25 kB a token, 70 MB for a batch.  What they give is the same.

    Args:
        model: Of a pipe; what it does in training stays as it is.
    """
    for node in model.walk():
        if node._func is _chained:
            node._func = _read


def _read(model: Model[Any, Any], given: Any, is_train: bool) -> tuple[Any, Any]:
    if is_train:
        return _chained(model, given, is_train)
    for layer in model.layers:
        given = layer.predict(given)
    return given, None
