"""An extension of Griffe, which reads docstrings for the site.

The section "Example" is shown as code, as "Examples" is; a role (``:func:`kg.build```) is shown as what it names.
"""

from __future__ import annotations

import re
from typing import Any

from griffe import Extension

_HEAD = re.compile(r"^Example:$", re.M)
_ROLE = re.compile(r":(?:func|class|meth|mod|data|attr):`~?([^`]+)`")


class Examples(Extension):
    """Turns both into what the site understands."""

    def on_object(self, *, obj: Any, **_: Any) -> None:
        """Called with every module, class, function and attribute."""
        if obj.docstring:
            obj.docstring.value = _ROLE.sub(r"`\1`", _HEAD.sub("Examples:", obj.docstring.value))
