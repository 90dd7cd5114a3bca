"""HTML in which every text stays text."""

from __future__ import annotations

from markupsafe import Markup


def markup(template: str, *values: object) -> Markup:
    """HTML with values put in, each escaped unless it was made here too.

    Every string of every display goes through here, so none is markup that should be text.

    Args:
        template: HTML of this package, with a ``{}`` or ``{:,}`` for each value; never text from elsewhere.
        values: What to put in; a list of HTML made here is joined.

    Example:
        >>> str(markup("<b>{}</b> {}", "<i>", [markup("<u>{}</u>", name) for name in "a&"]))
        '<b>&lt;i&gt;</b> <u>a</u><u>&amp;</u>'
    """
    return Markup(template).format(*(Markup("").join(value) if isinstance(value, list) else value for value in values))
