"""Make text of unknown origin fit to be shown: no control characters, no reversed lines, no endless strings.

The page never parses such text as HTML; this module is about what would still mislead or choke a reader.
"""

from __future__ import annotations

import re
from urllib.parse import urlsplit

NAME_LENGTH = 90
TITLE_LENGTH = 240
SENTENCE_LENGTH = 900
URL_LENGTH = 1500

# Embeddings, overrides and isolates reorder the text around them (Unicode Annex 9); zero-width marks are harmless.
_BIDI = re.compile("[\u202a-\u202e\u2066-\u2069]")
_CONTROL = re.compile("[\x00-\x1f\x7f-\x9f\u2028\u2029]")
_SURROGATE = re.compile("[\ud800-\udfff]")
# An ordinary address, which needs no closer look.
_PLAIN = re.compile(r"https?://[a-z0-9-]+(?:\.[a-z0-9-]+)+/[A-Za-z0-9/_.~-]*")
_SPACE = re.compile(r"\s+")


def line(text: str | None, limit: int = NAME_LENGTH) -> str:
    """One clean line, at most ``limit`` characters long.

    Args:
        text: Any string; None counts as empty.
        limit: Characters (code points) to keep; what is cut shows as an ellipsis.

    Example:
        >>> line("a\\u202eb\\n c")
        'ab c'
    """
    # Nearly all are clean as they come; what Unicode does not call printable is looked at closely.
    if text is not None and len(text) <= limit and text.isprintable() and "  " not in text and text == text.strip():
        return text
    # A string a hundred times too long is cut first, so that cleaning it costs nothing.
    raw = (text or "")[: limit * 8]
    kept = _SURROGATE.sub("\ufffd", _BIDI.sub("", _CONTROL.sub(" ", raw)))
    kept = _SPACE.sub(" ", kept).strip()
    return kept if len(kept) <= limit else kept[: limit - 1].rstrip() + "…"


def in_place(text: str) -> str:
    """The text with every harmful character replaced by one harmless one, so that offsets still hold."""
    if text.isprintable():
        return text
    return _SURROGATE.sub("\ufffd", _BIDI.sub("\ufffd", _CONTROL.sub(" ", text)))


def web_address(url: str | None) -> str:
    """The address if it is an ordinary web page, else an empty string.

    Only ``http`` and ``https`` with a host pass; ``javascript:``, ``data:`` and ``file:`` do not.

    Example:
        >>> web_address("https://example.org/a"), web_address("javascript:alert(1)")
        ('https://example.org/a', '')
    """
    if not url or len(url) > URL_LENGTH:
        return ""
    if _PLAIN.fullmatch(url):
        return url
    address = url.strip()
    if " " in address:
        return ""
    if not address.isprintable() and (_CONTROL.search(address) or _BIDI.search(address) or _SURROGATE.search(address)):
        return ""
    try:
        parts = urlsplit(address)
        host = parts.hostname
    except ValueError:
        return ""
    return address if parts.scheme in ("http", "https") and host else ""


Mark = tuple[int, int, str]


def excerpt(sentence: str, marks: list[Mark]) -> tuple[str, list[Mark]]:
    """A sentence to show, with its marks, cut around the first mark where it is too long.

    Args:
        sentence: The sentence.
        marks: ``(start, end, role)`` in code points of the sentence; the order says which wins where two overlap.

    Returns:
        The cleaned text, and the marks that are left, sorted, in its code points.
    """
    # Nearly all can be shown as they are, and no two marks overlap.
    if len(sentence) <= SENTENCE_LENGTH and sentence.isprintable() and _apart(ordered := sorted(marks), len(sentence)):
        return sentence, ordered
    text, head, tail, limit = sentence, "", "", SENTENCE_LENGTH
    if len(sentence) > limit:
        middle = marks[0][0] if marks else 0
        offset = max(0, min(middle - limit // 2, len(sentence) - limit))
        text, tail = sentence[offset : offset + limit], "…" if offset + limit < len(sentence) else ""
        head = "…" if offset else ""
        marks = [(start - offset, end - offset, role) for start, end, role in marks]
    kept: list[Mark] = []
    for mark in marks:
        start, end, _ = mark
        if 0 <= start < end <= len(text):
            for before, after, _ in kept:
                if start < after and before < end:
                    break
            else:
                kept.append(mark)
    kept.sort()
    if head:
        kept = [(start + 1, end + 1, role) for start, end, role in kept]
    return head + in_place(text) + tail, kept


def _apart(marks: list[Mark], length: int) -> bool:
    """Whether marks that are sorted lie within a text of some length, and none in another."""
    before = 0
    for start, end, _ in marks:
        if not before <= start < end <= length:
            return False
        before = end
    return True
