"""How often a program of ours looks for cycles among its objects."""

from __future__ import annotations

import gc


def collect_seldom() -> None:
    """Look for cycles less often: parses and graphs are many small objects with few cycles.

    For processes that are ours, the command line and its workers; a program that imports kg keeps its own settings.
    At Python's own pace the search is a twentieth of the time of a build.
    """
    gc.set_threshold(50_000, 20, 50)
