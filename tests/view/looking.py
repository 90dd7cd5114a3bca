"""What a test reads off a page."""

from __future__ import annotations

import base64
import json
import re

from pages import unpacked, unsqueezed


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
    """What a view's page holds of its events, all chunks joined; None for an id that the page makes itself."""
    found = {}
    for chunk in view._payload.details:
        told, ids = chunk.split(" ")
        (strings, addresses, _), columns = unpacked(told)
        found.setdefault("address", []).extend(addresses)
        if ids.startswith(":"):
            stored = iter(json.loads(unsqueezed(ids[1:])))
        else:
            stored = iter(re.findall("." * 16, base64.b64decode(ids).hex()))
        found.setdefault("id", []).extend(None if made else next(stored) for made in columns["made"])
        for name in ("mode", "theme", "by", "casualties", "extractor", "sentence"):
            found.setdefault(name, []).extend(strings[k] for k in columns[name])
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
