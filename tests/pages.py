"""What a page of a view holds, taken out of it again as the browser does."""

from __future__ import annotations

import base64
import json
import zlib

import numpy as np


def unpacked(text):
    """The value and the columns of :func:`kg.view.columns.packed` again."""
    head, _, numbers = unsqueezed(text).partition(b"\n")
    value, layout = json.loads(head)
    blob = np.frombuffer(numbers, dtype=np.uint8)
    columns, at = {}, 0
    for name, length, width, stepped in layout:
        ranks = np.zeros((length, 4), dtype=np.uint8)
        ranks[:, :width] = blob[at : at + length * width].reshape(width, length).T
        array = ranks.reshape(-1).view("<i4").astype(np.int64)
        columns[name] = np.cumsum(array) if stepped else array
        at += length * width
    return value, columns


def unsqueezed(text):
    """The bytes of :func:`kg.view.columns.squeezed` again."""
    return base64.b64decode(text[1:]) if text.startswith(".") else zlib.decompress(base64.b64decode(text))
