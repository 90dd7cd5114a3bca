"""What is asked of the model: the messages for a piece of text, and the schema of the answer."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator
from functools import lru_cache
from pathlib import Path
from typing import Any

from kg.core.lists import shipped as shipped_lists
from kg.core.plover import Context, EventType, Status
from kg.core.records import Article

KINDS = ("country", "government", "person", "organisation", "armed_group", "people", "company", "place")


@lru_cache(maxsize=1)
def system() -> str:
    """The instructions: the task, and the closed lists it chooses from."""
    asked = shipped_lists(Path(__file__).parent / "question.yaml")["system"]
    lines = [str(asked).rstrip(), "", "Types, and their modes:"]
    for type_ in EventType:
        modes = f" [{', '.join(type_.modes)}]" if type_.modes else ""
        lines.append(f"- {type_}: {type_.row.prompt}{modes}")
    lines += ["", f"Contexts: {', '.join(Context)}", "", "The JSON schema of the answer:", json.dumps(schema())]
    return "\n".join(lines)


def messages(article: Article, text: str) -> list[dict[str, str]]:
    """The messages of a request.

    The lines around the text carry a code made from it: a text cannot hold its own code, and so cannot end itself.

    Args:
        article: Where the text comes from.
        text: The article's text, or a part of it.
    """
    code = hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()[:16]
    # A lone surrogate is no Unicode text and cannot be sent; what stands around it keeps its place.
    safe = text.encode("utf-8", "replace").decode("utf-8")
    day = f"Published on {article.date:%A}, {article.date.isoformat()}.\n" if article.date else ""
    user = f"{day}----- text {code}\n{safe}\n----- end {code}\nThe JSON object:"
    return [{"role": "system", "content": system()}, {"role": "user", "content": user}]


@lru_cache(maxsize=1)
def schema() -> dict[str, Any]:
    """The JSON schema of an answer, in the part of JSON Schema that endpoints can constrain to."""
    text, maybe = {"type": "string"}, {"type": ["string", "null"]}
    party = _object({"text": text, "kind": {"type": "string", "enum": list(KINDS)}})
    event = _object(
        {
            "quote": text,
            "trigger": text,
            "type": {"type": "string", "enum": [str(t) for t in EventType]},
            "mode": maybe,
            "contexts": {"type": "array", "items": {"type": "string", "enum": [str(c) for c in Context]}},
            "status": {"type": "string", "enum": [str(s) for s in Status]},
            "actors": {"type": "array", "items": party},
            "recipients": {"type": "array", "items": party},
            "theme": maybe,
            "when": maybe,
            "where": maybe,
            "reported_by": maybe,
        }
    )
    return _object({"events": {"type": "array", "items": event}})


def _object(properties: dict[str, Any]) -> dict[str, Any]:
    return {
        "type": "object",
        "properties": properties,
        "required": list(properties),
        "additionalProperties": False,
    }


def pieces(text: str, size: int) -> Iterator[tuple[int, int]]:
    """Where to cut a text so that each part is short enough: between paragraphs, else lines, sentences, words.

    Args:
        text: The text.
        size: Characters of a part at most.

    Returns:
        Start and end of each part; together they are the text.

    Example:
        >>> list(pieces("One. Two.", 6))
        [(0, 5), (5, 9)]
    """
    start = 0
    while len(text) - start > size:
        cut = next(
            (
                at + len(mark)
                for mark in ("\n\n", "\n", ". ", " ")
                if (at := text.rfind(mark, start, start + size)) > start
            ),
            start + size,
        )
        yield start, min(cut, start + size)
        start = min(cut, start + size)
    yield start, len(text)
