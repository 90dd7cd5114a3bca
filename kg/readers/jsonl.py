"""JSON Lines and JSON: a line with one object, one article; or one object, or a list of them."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping

from kg.core.errors import InputError
from kg.readers.base import Format, Head, Input, Sure, register
from kg.readers.record import Record

# Where services put the articles of an answer: {"status": "ok", "articles": […]}
_LISTS = ("articles", "results", "items", "docs", "documents", "data", "news", "stories", "posts", "hits", "response")


def read_lines(file: Input) -> Iterator[Record | InputError]:
    """A record for each line of JSON Lines; an error for each line that holds no JSON object."""
    for number, line in file.lines():
        if isinstance(line, InputError):
            yield line
        elif line.strip():
            yield _object(line, file.where, number)


def read_whole(file: Input) -> Iterator[Record | InputError]:
    """The records of a file with one JSON object, or one list of objects, or an answer of a service with such a list.

    Raises:
        InputError: It is neither.
    """
    try:
        value = json.loads(file.text(file.options.limits.table))
    except (ValueError, RecursionError) as error:
        raise InputError(f"not valid JSON ({error})", file.where) from None
    rows = _list(value)
    for number, row in enumerate([value] if rows is None else rows, start=1):
        at = None if rows is None else number
        yield Record(row, file.where, at) if isinstance(row, dict) else InputError("not a JSON object", file.where, at)


def _list(value: object, depth: int = 0) -> list[object] | None:
    """The list of articles in a value, if it is one or wraps one."""
    if isinstance(value, list):
        return value
    if isinstance(value, dict) and depth < 3:
        for name in _LISTS:
            inner = value.get(name)
            if isinstance(inner, list) and inner and all(isinstance(row, dict) for row in inner):
                return inner
            if isinstance(inner, dict) and (found := _list(inner, depth + 1)) is not None:
                return found
    return None


def _object(line: str, where: str, number: int) -> Record | InputError:
    try:
        value = json.loads(line)
    except (ValueError, RecursionError) as error:
        return InputError(f"not valid JSON ({error})", where, number)
    if not isinstance(value, Mapping):
        return InputError("not a JSON object", where, number)
    return Record(value, where, number)


def looks_lines(head: Head) -> Sure:
    """Whether a file is JSON Lines."""
    return Sure.YES if _kind(head) == "jsonl" else Sure.NO


def looks_whole(head: Head) -> Sure:
    """Whether a file is one value of JSON."""
    return Sure.YES if _kind(head) == "json" else Sure.NO


def _kind(head: Head) -> str | None:
    start = head.text.lstrip()
    first = start.split("\n", 1)[0]
    if re.match(r'\{\s*("|$)', first):
        return _one_or_many(start, head.named)
    if re.match(r"\[\s*(\{|$)", first) and (head.named != "text" or start[1:].lstrip()[:1] == "{"):
        return "json"
    return None


def _one_or_many(start: str, named: str | None) -> str:
    """JSON Lines, or one object over many lines."""
    first, _, rest = start.partition("\n")
    try:
        json.loads(first)
    except (ValueError, RecursionError):
        # A broken first line is a fault in JSON Lines, unless the object simply goes on below.
        return "json" if rest and not rest.lstrip().startswith("{") and named != "jsonl" else "jsonl"
    return "json" if named == "json" and not rest.strip() else "jsonl"


register(Format("jsonl", read_lines, (".jsonl", ".ndjson"), looks_lines, ("application/x-ndjson", "application/jsonl")))
register(Format("json", read_whole, (".json",), looks_whole, ("application/json",)))
