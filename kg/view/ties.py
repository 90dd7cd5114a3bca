"""From events to a picture: parties, and one tie for each source, relation and target."""

from __future__ import annotations

from dataclasses import dataclass, field
from itertools import combinations, product

from kg.core.countries import country_name
from kg.core.dyads import acts_for_state, done_to_state
from kg.core.event import UNNAMED, Event, Participant
from kg.core.memory import uncollected
from kg.core.plover import EventType
from kg.view.alike import Gathered


@dataclass(slots=True)
class Vertex:
    """A node: an actor, a country, the theme of an act that had no recipient; not drawn: who is only described.

    Attributes:
        key: The entity's id; "theme:…" for a theme, "unnamed:…" for who is only described.
        name: The name to show.
        kind: The entity's kind, "theme" or "unnamed".
        country: ISO 3166 alpha-3, or None.
        alike: What it takes part in, as numbers of :attr:`kg.view.alike.Gathered.alike`, each once.
        count: How many events these are.
        for_state: Whether it acts for its country.
    """

    key: str
    name: str
    kind: str
    country: str | None = None
    alike: list[int] = field(default_factory=list)
    count: int = 0
    for_state: bool = False

    @property
    def named(self) -> bool:
        """Whether it can be drawn: who is only described is nobody that two events could share."""
        return self.kind != UNNAMED


@dataclass(slots=True)
class Tie:
    """An edge: all events of one type from one party to another.

    Attributes:
        source: Index of the party that acts.
        target: Index of the party, or theme, that it is done to.
        type: What it does.
        mutual: Both do it together: no direction.
        alike: What is behind it, as numbers of :attr:`kg.view.alike.Gathered.alike`.
        count: How many events these are.
    """

    source: int
    target: int
    type: EventType
    mutual: bool
    alike: list[int] = field(default_factory=list)
    count: int = 0


@dataclass(slots=True)
class Sides:
    """Who takes part in events that look alike, as indices of parties, each once; all with the same share one of these.

    ``doers`` are the actors who are named, ``sufferers`` the recipients who are; ``number`` tells which of a picture's
    it is.
    """

    actors: tuple[int, ...]
    recipients: tuple[int, ...]
    theme: int | None
    doers: list[int]
    sufferers: list[int]
    number: int


@dataclass(slots=True)
class Picture:
    """Parties and ties of events; ``sides[i]`` belongs to those that are alike by the number ``i``.

    ``alone`` are the numbers of those that tie nobody to anybody.
    """

    parties: list[Vertex]
    ties: list[Tie]
    sides: list[Sides]
    alone: list[int]


def pairs(sides: Sides, mutual: bool) -> list[tuple[int, int, bool]]:
    """Between whom an event makes ties: ``(source, target, mutual)``.

    Every actor is tied to every recipient, the parties of a mutual act to one another, and an actor without a
    recipient to the theme.  Nobody is tied to himself, and nobody to who is only described.
    """
    if mutual and len(sides.actors) > 1:
        return [(min(pair), max(pair), True) for pair in combinations(sides.doers, 2)]
    targets = sides.sufferers or ([] if sides.theme is None else [sides.theme])
    return [(a, target, False) for a, target in product(sides.doers, targets) if a != target]


class _Vertices:
    """The parties of one level, in order of first appearance, and as whom each person stands among them."""

    def __init__(self, people: int, folds: bool) -> None:
        self.every: list[Vertex] = []
        self.index: dict[str, int] = {}
        self.unnamed: set[int] = set()
        self.folds = folds
        # None where somebody has not been met, or where it depends on the event.
        self.acts: list[int | None] = [None] * people
        self.suffers: list[int | None] = [None] * people

    def place(self, key: str, name: str, kind: str, country: str | None) -> int:
        """A party's index."""
        found = self.index.get(key)
        if found is None:
            found = self.index[key] = len(self.every)
            self.every.append(Vertex(key, name, kind, country))
            if kind == UNNAMED:
                self.unnamed.add(found)
        return found

    def doers(self, event: Event, people: list[int]) -> dict[int, None]:
        """Who does it, each once."""
        found: dict[int, None] = {}
        for person, p in zip(people, event.actors, strict=True):
            one = self.acts[person]
            if one is None:
                state = acts_for_state(p)
                one = self.acts[person] = self._of(p, self.folds and state)
                if state and p.id is not None:
                    self.every[one].for_state = True
            found[one] = None
        return found

    def sufferers(self, event: Event, people: list[int]) -> dict[int, None]:
        """Whom it is done to, each once."""
        found: dict[int, None] = {}
        for person, p in zip(people, event.recipients, strict=True):
            one = self.suffers[person]
            if one is None and (not self.folds or acts_for_state(p)):
                # What was hit stands as the country where it is: "a hospital in Gao".
                one = self.suffers[person] = self._of(p, self.folds or p.id is None)
            if one is None:
                # Whether a state's people and companies stand for it depends on who does what to them.
                one = self._of(p, all(done_to_state(event, source, p) for source in event.actors or (None,)))
            found[one] = None
        return found

    def _of(self, p: Participant, as_country: bool) -> int:
        if as_country and p.country:
            found = self.index.get(p.country)
            if found is None:
                name = p.name if p.kind == "country" and p.id == p.country else country_name(p.country)
                found = self.place(p.country, name, "country", p.country)
            return found
        return self.place(party_key(p), p.name, UNNAMED if p.id is None else p.kind, p.country)


@uncollected()
def picture(events: Gathered, level: str = "actor") -> Picture:
    """Collect parties and ties in order of first appearance.

    Args:
        events: The events.
        level: "actor" for every entity on its own; "country" to let whoever acts for a state stand as that state, and
            likewise another country's people, companies and places as those it is done to.  Rebels stay themselves.
    """
    parties = _Vertices(events.people, level == "country")
    ties: dict[tuple[int, int, int, bool], Tie] = {}
    every: list[Sides] = []
    alone: list[int] = []
    known: dict[tuple[tuple[int, ...], tuple[int, ...], int | None], Sides] = {}
    for number, (one, count) in enumerate(zip(events.alike, events.counts, strict=True)):
        event, mutual, about, actors, recipients = one
        doers, done_to = parties.doers(event, actors), parties.sufferers(event, recipients)
        theme = None if about is None else parties.place(*about, "theme", None)
        who = (tuple(doers), tuple(done_to), theme)
        sides = known.get(who)
        if sides is None:
            doing, suffering = ([i for i in side if i not in parties.unnamed] for side in (doers, done_to))
            sides = known[who] = Sides(*who, doing, suffering, len(known))
        every.append(sides)
        doers |= done_to
        if theme is not None:
            doers[theme] = None
        for i in doers:
            party = parties.every[i]
            party.alike.append(number)
            party.count += count
        type_ = event.type
        tied = pairs(sides, mutual)
        if not tied:
            alone.append(number)
        for source, target, both in tied:
            tie = ties.get((source, target, id(type_), both))
            if tie is None:
                tie = ties[source, target, id(type_), both] = Tie(source, target, type_, both)
            tie.alike.append(number)
            tie.count += count
    return Picture(parties.every, list(ties.values()), every, alone)


def party_key(p: Participant) -> str:
    """The key of a participant's own party; who is only described is one party by country and description."""
    return p.id if p.id is not None else f"unnamed:{p.country or ''}:{p.name.casefold()}"
