"""What a test reads off a page."""

from __future__ import annotations

import re


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
