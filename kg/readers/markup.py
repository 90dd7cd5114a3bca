"""Tags of HTML in a text field, as scrapers leave them there."""

from __future__ import annotations

import re

# Tags of HTML in a text, also written as entities.  A block's tag ends a paragraph.
_TAG = re.compile(
    r"(?:<|&lt;)(?P<end>/?)(?P<name>p|br|div|span|a|b|i|u|em|strong|h[1-6]|ul|ol|li|table|t[rdh]|tbody|thead|img|figure|"
    r"figcaption|blockquote|section|article|header|footer|font|small|sub|sup|center|iframe|hr|q|cite|time|mark|picture|"
    r"source|video|script|style|noscript|strike|s|ins|del)(?P<more>(?:\s[^<>]{0,2000})?)\s?/?(?:>|&gt;)",
    re.I,
)
_BLOCKS = frozenset(
    {"p", "br", "div", "h1", "h2", "h3", "h4", "h5", "h6", "ul", "ol", "li", "table", "tr", "figure", "figcaption",
     "blockquote", "section", "article", "header", "footer", "hr"}
)  # fmt: skip
_HIDDEN = frozenset({"script", "style", "noscript", "iframe"})


def without_tags(text: str) -> str:
    """A text with blanks in place of the tags of HTML in it, and of scripts; no character moves.

    Example:
        >>> without_tags("Iran <b>met</b> Iraq.")
        'Iran    met     Iraq.'
    """
    pieces: list[str] = []
    done, unclosed = 0, set[str]()
    for m in _TAG.finditer(text):
        if m.start() < done:  # within a script
            continue
        name, stop = m["name"].casefold(), m.end()
        if name in _HIDDEN and not m["end"] and name not in unclosed:
            close = re.compile(f"</{name}", re.I).search(text, stop)
            stop = close.start() if close else stop
            if close is None:  # nor will there be an end for the next one
                unclosed.add(name)
        blank = re.sub(r"[^\n]", " ", text[m.start() : stop])
        if name in _BLOCKS and len(blank) > 2:
            blank = "\n\n" + blank[2:]
        pieces += text[done : m.start()], blank
        done = stop
    return "".join([*pieces, text[done:]])
