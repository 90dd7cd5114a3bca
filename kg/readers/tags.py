"""Tags of HTML in a text field, as scrapers leave them there."""

from __future__ import annotations

import re

# Tags of HTML in a text, also written as entities.  A block's tag ends a paragraph.
_OPENING = re.compile(
    r"(?:<|&lt;)(?P<end>/?)(?P<name>p|br|div|span|a|b|i|u|em|strong|h[1-6]|ul|ol|li|table|t[rdh]|tbody|thead|img|figure|"
    r"figcaption|blockquote|section|article|header|footer|font|small|sub|sup|center|iframe|hr|q|cite|time|mark|picture|"
    r"source|video|script|style|noscript|strike|s|ins|del)(?![\w-])",
    re.I,
)
_REST = re.compile(r"(?:\s[^<>]{0,2000}?)?\s?/?(?:>|&gt;)", re.I)
_LONGEST = 2010  # characters of what may match _REST
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
    chars, closed = list(text), dict[str, int]()
    # From the last to the first: a tag within a tag is blank before the outer one is looked at, so that nothing that is
    # left becomes a tag by what was taken out of it.
    for m in reversed([*_OPENING.finditer(text)]):
        name, stop = m["name"].casefold(), m.end()
        rest = _REST.match("".join(chars[stop : stop + _LONGEST]))
        if rest is None:
            continue
        stop += rest.end()
        if name in _HIDDEN:
            if m["end"]:
                closed[name] = m.start()
            else:
                stop = closed.pop(name, stop)
        blank = ["\n" if c == "\n" else " " for c in chars[m.start() : stop]]
        if name in _BLOCKS and len(blank) > 2:
            blank[:2] = "\n\n"
        chars[m.start() : stop] = blank
    return "".join(chars)
