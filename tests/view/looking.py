"""What a test reads off a page."""

from __future__ import annotations

import base64
import json
import re
from itertools import accumulate

from kg.view.columns import unsqueezed


def number(words: str) -> int:
    return int(re.sub(r"\D", "", words))


def shown(page):
    return page.evaluate("kgView.shown()")


def edges(page):
    return page.evaluate("kgView.edges()")


def until(page, truth):
    """Wait for a truth.  Playwright's own wait needs eval, which the page's policy forbids."""
    for _ in range(400):
        if page.evaluate(truth):
            return
        page.wait_for_timeout(50)
    raise AssertionError(truth)


def opened(view):
    """All that a view's page holds of its events: the details of every chunk, joined."""
    found = {}
    for chunk in view._payload.details:
        told, ids = chunk.split(" ")
        part = json.loads(unsqueezed(told))
        articles, strings = part.pop("articles"), part.pop("strings")
        part["article"] = [articles[k] for k in accumulate(part["article"])]
        if ids.startswith(":"):
            part["id"] = json.loads(unsqueezed(ids[1:]))
        else:
            part["id"] = re.findall("." * 16, base64.b64decode(ids).hex())
        for name in ("mode", "contexts", "theme", "by", "casualties", "extractor", "sentence"):
            part[name] = [strings[k] for k in part[name]]
        for name, values in part.items():
            found.setdefault(name, []).extend(values)
    return found


def acts(page):
    """Ids of the events that pass the filters."""
    return set(page.evaluate("kgView.ids()"))


def take(page, what):
    """Choose something of the menu of what can be taken away; the file."""
    page.click("#take summary")
    with page.expect_download() as download:
        page.click(f"[data-take={what}]")
    return download.value.path()
