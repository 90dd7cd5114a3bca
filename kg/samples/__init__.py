"""Twelve short articles to try things on: our own wording of real events of 2022 and 2023, with date and source."""

from __future__ import annotations

from pathlib import Path

from kg.core.records import Article


def path() -> Path:
    """The folder with the sample articles, plain texts with a few fields on top.

    Example:
        >>> sorted(p.stem for p in path().iterdir())[0]
        '2022-07-24-grain-deal'
    """
    return Path(__file__).parent / "articles"


def articles() -> list[Article]:
    """The sample articles, oldest first.

    Example:
        >>> len(articles())
        12
    """
    from kg.readers import read

    return list(read(path()))
