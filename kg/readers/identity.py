"""Ids: each article of a run, and of a store, has one of its own.

An id stays as the input gives it.  Where another article has it already, one that differs and comes from another place,
the second gets a suffix made of its address (its URL, else its file), or of its text where both have the same address:
so it is the same in every run, from whatever folder the program is started.  Nothing takes the place of anything
without a word.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from dataclasses import dataclass, replace
from pathlib import Path

from kg.core.errors import InputError
from kg.core.records import Article


@dataclass(frozen=True, slots=True)
class Holder:
    """Who has an id: the article's content, the digest of its address, and where it was read."""

    content: str
    address: str | None
    place: str


#: Tells who has an id in a store: nobody (None), or a holder, whose content is the article's ``content_hash``.
Lookup = Callable[[str], Holder | None]


class Identities:
    """The ids of a run.

    Attributes:
        stored: Tells who has an id in the store that is built, if one is.
    """

    def __init__(self) -> None:
        self.stored: Lookup = lambda name: None
        self._seen: dict[str, Holder] = {}

    def settle(self, article: Article, address: str | None, where: str, line: int | None) -> tuple[Article, str | None]:
        """The article under an id of its own.

        Args:
            article: As its input names it.
            address: See :func:`address_of`.
            where: Its file, for messages.
            line: Its line.

        Returns:
            The article, and what is to be told of its id, if anything.

        Raises:
            InputError: The same article was read before in this run.
        """
        mark, content = address and digest(address), _content(article)
        place = where if line is None else f"{where}:{line}"
        given, told = article.id, None
        holder = self._holder(article, mark)
        if holder is not None:
            # By its address if that tells them apart, else by what it says.
            keys = [f"{mark}\x1f{content}"] if mark in (None, holder.address) else [str(mark), f"{mark}\x1f{content}"]
            told = f"the id {given[:80]!r} is that of another article, in {holder.place}; this one is kept as "
            for key in keys:
                self._refuse_twice(holder, content, given, where, line)
                article = replace(article, id=f"{given[:480]}~{digest(key)[:8]}")
                if (holder := self._holder(article, mark)) is None:
                    break
            else:
                self._refuse_twice(holder, content, given, where, line)
            told += repr(article.id)
        self._seen[article.id] = Holder(content, mark, place)
        return article, told

    def address(self, name: str) -> str | None:
        """The digest of the address of an article that was given out; None where it has none."""
        holder = self._seen.get(name)
        return holder.address if holder else None

    def _holder(self, article: Article, mark: str | None) -> Holder | None:
        """Who has this article's id, unless that is the article itself, as it is or as it was."""
        if (holder := self._seen.get(article.id)) is not None:
            return holder
        holder = self.stored(article.id)
        if holder is None or None in (holder.address, mark) or holder.address == mark:
            return None
        return None if holder.content == article.content_hash else holder

    @staticmethod
    def _refuse_twice(holder: Holder, content: str, given: str, where: str, line: int | None) -> None:
        if holder.content == content:
            what = f"the id {given[:80]!r} was used before, in {holder.place}; this article is left out"
            raise InputError(what, where, line)


def address_of(url: str | None, file: Path | None, where: str) -> str | None:
    """Where an article is at home: its URL, else its file, else None, as for a dictionary in memory.

    Example:
        >>> address_of("https://example.org/a", None, "feed.rss")
        'https://example.org/a'
    """
    if url:
        return url
    if file is None:
        return where if "://" in where else None
    try:
        return file.resolve().as_posix()
    except OSError:
        return file.absolute().as_posix()


def digest(address: str) -> str:
    """What a store keeps of an address: enough to know it again, and nobody's folders."""
    return hashlib.sha256(address.encode("utf-8", "surrogatepass")).hexdigest()[:16]


def _content(article: Article) -> str:
    return replace(article, id="").content_hash[:16]
