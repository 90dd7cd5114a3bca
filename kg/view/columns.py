"""Columns of numbers as few bytes: what a page of hundreds of thousands of events has to hold, and to open at once.

Each column is stored as the bytes of one rank after another (all low bytes, then all next ones), numbers in order as
the steps between them: that is what zlib shrinks best, and what a browser reads back in one loop.
"""

from __future__ import annotations

import base64
import json
import zlib
from collections.abc import Collection, Mapping, Sequence
from typing import Any

import numpy as np

Column = Sequence[int] | np.ndarray[Any, np.dtype[Any]]


def packed(value: Any, columns: Mapping[str, Column], steps: Collection[str] = ()) -> str:
    """Anything JSON holds, and columns, as one text: :func:`laid` out, and squeezed.

    Example:
        >>> base64.b64decode(packed("x", {"a": [1, 2, 300]})[1:])
        b'["x",[["a",3,2,0]]]\\n\\x01\\x02,\\x00\\x00\\x01'
    """
    return squeezed(laid(value, columns, steps))


def laid(value: Any, columns: Mapping[str, Column], steps: Collection[str] = ()) -> bytes:
    """Anything JSON holds, and columns, as bytes.

    Args:
        value: Anything JSON holds.
        columns: Whole numbers of 32 bits by name.
        steps: Columns to store as steps from one number to the next.

    Returns:
        A line of JSON, which holds the value and for each column its name, length, bytes a number and whether it holds
        steps; then the numbers.
    """
    layout: list[list[Any]] = []
    parts: list[bytes] = []
    for name, values in columns.items():
        array = np.asarray(values, dtype=np.int64)
        stepped = name in steps
        if stepped:
            array = np.diff(array, prepend=0)
        low, high = (int(array.min()), int(array.max())) if len(array) else (0, 0)
        width = 4 if low < 0 or high >= 1 << 16 else 2 if high >= 1 << 8 else 1
        ranks = array.astype("<i4").view(np.uint8).reshape(-1, 4)[:, :width]
        layout.append([name, len(array), width, int(stepped)])
        parts.append(np.ascontiguousarray(ranks.T).tobytes())
    return b"\n".join((_json([value, layout]), b"".join(parts)))


FEW = 150_000
"""Bytes that are left as they are: a browser opens what is squeezed only after the page has loaded."""


def squeezed(plain: bytes) -> str:
    """Bytes as text that can stand in a page: zlib, then base64; a few only base64, after a full stop."""
    if len(plain) <= FEW:
        return "." + base64.b64encode(plain).decode("ascii")
    return base64.b64encode(zlib.compress(plain, 6)).decode("ascii")


def squeezed_json(value: Any) -> str:
    """Anything JSON holds, squeezed likewise."""
    return squeezed(_json(value))


def _json(value: Any) -> bytes:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"), allow_nan=False).encode("utf-8")
