"""Which parties a view shows: focus, between, top."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

from kg.core.errors import InputError
from kg.entities.nearest import did_you_mean
from kg.view.names import plain, short_names, state_names
from kg.view.ties import Picture, Tie, Vertex

# Above this many nodes a browser's canvas no longer answers at once, and nobody can read the picture.
MOST_NODES = 5000


@dataclass(frozen=True, slots=True)
class Choice:
    """What to draw of a picture.

    Attributes:
        parties: Indices of the parties.
        ties: The ties; each has both ends among the parties.
        centre: The parties that the view is about: none, one or two.
        candidates: How many parties there were before only the most active were taken.
        alone: Those of the parties that no tie leads to: what is told of them was done by who is not named.
    """

    parties: frozenset[int]
    ties: tuple[Tie, ...]
    centre: tuple[int, ...]
    candidates: int
    alone: frozenset[int] = frozenset()


@dataclass(frozen=True, slots=True)
class Layer:
    """One level of a view, "actor" or "country": what is in it, and what to draw of that."""

    picture: Picture
    choice: Choice


def choose(picture: Picture, focus: str | None, between: tuple[str, str] | None, limit: int) -> Choice:
    """Take what is asked for, and of that at most ``limit`` parties: the most active ones, then by id.

    Args:
        picture: Everything.
        focus: One party: it, those tied to it, and the ties among them.
        between: Two: they, those tied to both, and their ties to the two.
        limit: Most parties to draw; those that the view is about come first.

    Raises:
        InputError: Nobody is called so.
    """
    centre: tuple[int, ...] = ()
    ties: Sequence[Tie] = picture.ties
    wanted = range(len(picture.parties))
    near: set[int] = set(wanted)
    if focus is not None:
        centre = (find(picture.parties, focus),)
        near = set().union(*(around(picture, party) for party in _theirs(picture, centre[0])))
    elif between is not None:
        one, other = centre = (find(picture.parties, between[0]), find(picture.parties, between[1]))
        near = (around(picture, one) & around(picture, other)) | {one, other}
        ties = [tie for tie in ties if {tie.source, tie.target} & {one, other}]
    ties = [tie for tie in ties if tie.source in near and tie.target in near]
    tied = {end for tie in ties for end in (tie.source, tie.target)}
    alone = {party for sides in picture.sides if not sides.doers for party in sides.sufferers if party in near} - tied
    most = max(limit, len(centre))
    if len(tied) + len(alone) <= most:
        return Choice(frozenset(tied | alone), tuple(ties), centre, len(tied) + len(alone), frozenset(alone))
    rank = sorted(tied | alone, key=lambda i: (i not in centre, -picture.parties[i].count, picture.parties[i].key))
    joins = _joins(rank, ties, alone)
    place = {party: k for k, party in enumerate(rank)}
    kept = frozenset(sorted(rank, key=lambda i: (i not in centre, joins[i], place[i]))[:most])
    left = tuple(t for t in ties if t.source in kept and t.target in kept)
    return Choice(kept, left, centre, len(rank), frozenset(alone & kept))


def _joins(rank: Sequence[int], ties: Iterable[Tie], alone: set[int]) -> dict[int, int]:
    """Down a ranking, when each party joins: with its first tie whose other end has joined, or alone."""
    place = {party: k for k, party in enumerate(rank)}
    joins = {party: place[party] if party in alone else len(rank) for party in rank}
    for tie in ties:
        later = max(place[tie.source], place[tie.target])
        for end in (tie.source, tie.target):
            joins[end] = min(joins[end], later)
    return joins


def find(parties: Sequence[Vertex], name: str) -> int:
    """The index of the party that is meant by a name: its id, its name, another name of a country, or the most active
    one with a word that begins so, else that contains it.

    Raises:
        InputError: Nothing matches; the message gives the nearest names, else the most active parties.
    """
    word = plain(name)
    named = [(i, p) for i, p in enumerate(parties) if p.named]
    ways: tuple[Callable[[Vertex], bool], ...] = (
        lambda p: p.key.casefold() == word,
        lambda p: plain(p.name) == word,
        lambda p: p.kind == "country" and any(plain(other) == word for other in state_names().get(p.key, ())),
    )
    # An abbreviation means its country and nobody else: "UK" is not Ukraine.
    if word and word not in short_names():
        ways += (lambda p: any(part.startswith(word) for part in _words(p.name)), lambda p: word in plain(p.name))
    for way in ways:
        if near := [i for i, p in named if way(p)]:
            return min(near, key=lambda i: (-parties[i].count, parties[i].key))
    best = sorted((p for _, p in named), key=lambda p: (-p.count, p.name))[:5]
    hint = did_you_mean(name, {p.key: p.name for _, p in named})
    hint = hint or (f"; the most active are {', '.join(p.name for p in best)}" if best else "")
    raise InputError(f"nobody called {name!r} in these events{hint}")


def _words(name: str) -> list[str]:
    """A name and what follows each of its spaces."""
    whole = plain(name)
    return [whole, *(whole[at + 1 :] for at, letter in enumerate(whole) if letter in " -'(")]


def _theirs(picture: Picture, party: int) -> list[int]:
    """A party; and of a country whoever acts for it, so that what its leaders did is found under it."""
    whom = picture.parties[party]
    if whom.kind != "country":
        return [party]
    return [party, *(i for i, p in enumerate(picture.parties) if p.for_state and p.country == whom.key)]


def around(picture: Picture, centre: int) -> set[int]:
    """A party and everyone tied to it."""
    kept = {centre}
    for tie in picture.ties:
        if centre in (tie.source, tie.target):
            kept |= {tie.source, tie.target}
    return kept
