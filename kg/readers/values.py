"""Single values of an input: whether there is one, what kind it is, and a short one as a line of text."""

from __future__ import annotations

import ast
import html
import json
import re
from collections.abc import Mapping
from typing import Any

_ENTITY = re.compile(r"&(?:[a-z][a-z0-9]{1,30}|#\d{1,7}|#x[0-9a-f]{1,6});", re.I)
_TAG = re.compile(r"</?(?:b|i|em|strong|span|p|br|a|sup|sub|u|font|small|h[1-6]|div)\b[^<>]{0,500}>", re.I)


def missing(value: Any) -> bool:
    """Whether a cell is empty: None, not-a-number, NaT, or pandas' NA, which is neither equal nor unequal to itself.

    Example:
        >>> missing(float("nan")), missing("")
        (True, False)
    """
    if value is None:
        return True
    try:
        return bool(value != value)
    except TypeError:  # "boolean value of NA is ambiguous"
        return True
    except ValueError:  # an array: something is there
        return False


def kind(value: Any) -> str:
    """What a value is, for a message: "a list"."""
    return {dict: "an object", list: "a list", bool: "true or false", int: "a number", float: "a number"}.get(
        type(value), f"a {type(value).__name__}"
    )


def one_line(value: Any, markup: bool = False) -> str | None:
    """A short field: one line, nothing unprintable; None where empty.

    Args:
        value: What stands in the field.
        markup: Whether entities and tags of HTML are resolved; an id or address keeps them.

    Example:
        >>> one_line("Iran &amp; Iraq\\n<b>met</b>", markup=True)
        'Iran & Iraq met'
    """
    if missing(value):
        return None
    text = str(value)[:4000]
    if markup and ("&" in text or "<" in text):
        text = unescaped(_TAG.sub(" ", text))
    return " ".join("".join(c if c.isprintable() else " " for c in text).split())[:2000] or None


def unescaped(text: str) -> str:
    """A text with its HTML entities resolved, also where that was done to it twice ("&amp;#8217;")."""
    for _ in range(2):
        if not _ENTITY.search(text):
            break
        text = html.unescape(text)
    return text


def within(value: Any, path: str) -> Any:
    """What stands at a path in an object of objects; None where there is nothing.

    Example:
        >>> within({"source": {"id": None, "name": "Example"}}, "source.name")
        'Example'
    """
    if isinstance(value, Mapping) and path in value:  # a column may have a dot in its name
        return value[path]
    for step in path.split("."):
        if isinstance(value, list | tuple) and value and isinstance(value[0], Mapping):
            value = value[0]
        if not isinstance(value, Mapping):
            return None
        value = value.get(step)
    return value


def opened(value: Any, keys: tuple[str, ...]) -> Any:
    """What an object in a field says under the first of some keys; anything else as it is.

    A table keeps an object as its text: "{'id': None, 'name': 'Example'}" is one too.
    """
    if isinstance(value, str) and keys and value[:1] == "{" and value.rstrip()[-1:] == "}" and len(value) < 2000:
        for read in (json.loads, ast.literal_eval):
            try:
                value = read(value)
                break
            except (ValueError, SyntaxError, RecursionError, MemoryError):
                continue
    if isinstance(value, Mapping) and keys:
        return next((value[key] for key in keys if not missing(value.get(key)) and value[key] != ""), value)
    return value
