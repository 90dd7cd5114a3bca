"""Reads what came back: the text of the answer, and the events in it as plain data."""

from __future__ import annotations

import json
import re
from typing import Any

from kg.core.errors import KgError

#: Events of one answer at most; no piece of text that is sent holds more.
MOST = 300

_THOUGHT = re.compile(r"\A\s*<think(?:ing)?>.*?</think(?:ing)?>", re.S)


class UnusableError(KgError):
    """An answer that is none: empty, refused, cut off, not of the form that was asked for."""


class TooLongError(UnusableError):
    """Question or answer is longer than the model or the request allows."""


def choice(content: bytes) -> str:
    """The text of a chat completion.

    Raises:
        UnusableError: It is no chat completion, or one without text.
        TooLongError: It was cut off.
    """
    try:
        answer = json.loads(content)
        first = answer["choices"][0]
        text, reason = first["message"]["content"], first.get("finish_reason")
    except (ValueError, RecursionError, LookupError, TypeError, AttributeError):
        raise UnusableError("the answer is no chat completion") from None
    if reason == "length":
        raise TooLongError("the answer was cut off")
    if not isinstance(text, str) or not text.strip():
        raise UnusableError("the answer is empty" if reason != "content_filter" else "the answer was withheld")
    return text


def events(text: str) -> list[Any]:
    """The events that an answer lists, each still to be proven.

    An answer may stand in a code fence, and a model's thoughts before it.

    Raises:
        UnusableError: It is no JSON object with a list of events.

    Example:
        >>> events('```json\\n{"events": []}\\n```')
        []
    """
    text = _THOUGHT.sub("", text)
    start = text.find("{")
    if start < 0:
        raise UnusableError("the answer holds no JSON")
    try:
        found, _ = json.JSONDecoder().raw_decode(text[start:])
    except (ValueError, RecursionError):
        raise UnusableError("the answer is not valid JSON") from None
    listed = found.get("events") if isinstance(found, dict) else None
    if not isinstance(listed, list):
        raise UnusableError("the answer has no list of events")
    if len(listed) > MOST:
        raise UnusableError(f"the answer lists {len(listed)} events")
    return listed
