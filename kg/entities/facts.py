"""The records a knowledge base is made of.  Entities themselves are :class:`kg.core.records.Entity`."""

from __future__ import annotations

import datetime as dt
import unicodedata
from collections.abc import Collection
from dataclasses import dataclass

from kg.core.records import Entity

# How a name can refer, best reading first.
FORMS = ("name", "adjective", "demonym", "metonym", "capital", "place", "surname")


@dataclass(frozen=True, slots=True)
class Alias:
    """One way in which texts refer to an entity.

    Attributes:
        entity: Whom it means.
        form: "name"; "adjective" ("Russian"); "demonym" ("Russians"); "metonym" ("the Kremlin", a government);
            "capital" ("Kyiv", the state it is the capital of); "place" (a city, sea, region, facility); "surname".
        text: The alias as the table writes it.
        cased: It counts only when written with these capitals: acronyms ("US", "WHO") and names that are also words
            or first names ("Turkey", "Polish").
        weak: Not enough on its own: a surname whose owner the text has to introduce, by full name, title or office.
    """

    entity: Entity
    form: str
    text: str
    cased: bool = False
    weak: bool = False

    def fits(self, surface: str) -> bool:
        """Whether the capitals of a text's words allow this reading.

        Example:
            >>> usa = Alias(Entity("USA", "United States", "country", "USA"), "name", "US", cased=True)
            >>> usa.fits("US"), usa.fits("U.S."), usa.fits("us")
            (True, True, False)
        """
        if self.cased:
            wanted, found = _letters(self.text), _letters(surface)
            if wanted.isupper() and len(wanted) > 3 and found == wanted.capitalize():
                return True  # British papers write "Nato", "Opec".
            return found == wanted or (wanted.isupper() and found == f"{wanted}s")
        return any(c.isupper() for c in surface) or not any(c.isupper() for c in self.text)


def _letters(text: str) -> str:
    """The letters without their diacritics, capitals kept."""
    return "".join(filter(str.isalpha, text if text.isascii() else unicodedata.normalize("NFKD", text)))


@dataclass(frozen=True, slots=True)
class Tenure:
    """Who held which office of what, from when to when.

    Attributes:
        person: Entity id of the holder.
        office: "head_of_state", "head_of_government", "foreign_minister", "defence_minister", "spokesperson",
            "leader" (of an organisation, party or armed group) …
        role: The office as texts call it: "president", "chancellor".
        of: Country (ISO 3166 alpha-3) or organisation id.
        start: First day; None where not known.
        end: Last day, which is also the successor's first; None while it lasts, or where not known.
    """

    person: str
    office: str
    role: str
    of: str
    start: dt.date | None = None
    end: dt.date | None = None

    def covers(self, day: dt.date) -> bool:
        """Whether the office was held on a day; the day of a handover belongs to the successor."""
        return (self.start is None or self.start <= day) and (self.end is None or day < self.end)


@dataclass(frozen=True, slots=True)
class Membership:
    """Since when a state is a member of a body, and until when.

    Attributes:
        member: ISO 3166 alpha-3.
        organisation: Entity id of the body.
        since: First day.
        until: Last day; None while it lasts.
    """

    member: str
    organisation: str
    since: dt.date
    until: dt.date | None = None


@dataclass(frozen=True, slots=True)
class Seat:
    """Whose seat a city or a building was, until a day: "Moscow" was that of the Soviet Union.

    Attributes:
        alias: The name, as it referred then.
        start: First day; None where not known.
        until: The first day on which it no longer was so.
    """

    alias: Alias
    start: dt.date | None
    until: dt.date

    def covers(self, day: dt.date) -> bool:
        """Whether it was the seat on a day."""
        return day < self.until and (self.start is None or self.start <= day)


@dataclass(frozen=True, slots=True)
class Agent:
    """A common noun for people who act in politics: "troops", "rebels", "protesters".

    Attributes:
        lemma: Singular form.
        kind: Entity kind: "government", "people", "armed_group", "person", "organisation", "company".
        sector: PLOVER sector code: "MIL", "REB", "COP", "CVL" …
    """

    lemma: str
    kind: str
    sector: str


@dataclass(frozen=True, slots=True)
class Role:
    """A title or office that precedes or stands for a person: "president", "foreign minister", "spokesman".

    Attributes:
        phrase: As in texts, lower case.
        office: The office it names, as in :class:`Tenure`; None for a title that is none ("general").
        sector: PLOVER sector code of who bears it.
        kind: Entity kind of who bears it; "person".
    """

    phrase: str
    office: str | None
    sector: str
    kind: str = "person"


@dataclass(frozen=True, slots=True)
class Institution:
    """A body that every state has: "foreign ministry", "parliament", "central bank".

    Attributes:
        phrase: As in texts, lower case.
        slug: Last part of the entity id; the same for all phrases that mean the same body.
        kind: Entity kind, mostly "government".
        sector: PLOVER sector code.
    """

    phrase: str
    slug: str
    kind: str
    sector: str


@dataclass(frozen=True, slots=True)
class Reading:
    """One meaning of an ambiguous name, and what in a text speaks for it.

    Attributes:
        entity: Entity id; None where the meaning is nobody in the knowledge base (a first name, a common word).
        cues: Normal forms of words or phrases anywhere in the article.
        before: Normal forms of the word directly before the name.
        after: Normal forms of the word directly after it.
    """

    entity: str | None
    cues: tuple[str, ...] = ()
    before: tuple[str, ...] = ()
    after: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Ambiguity:
    """A name with several meanings and how to decide between them.

    Attributes:
        name: Normal form.
        readings: The meanings, each with its cues.
        default: Index of the reading that holds without any cue; None where the name then stays unresolved.
        note: Why, in one sentence.
    """

    name: str
    readings: tuple[Reading, ...]
    default: int | None
    note: str = ""

    def decide(self, context: Collection[str] = (), before: str = "", after: str = "") -> Reading | None:
        """The reading that the context supports, the default without support, None if it stays open.

        A neighbouring word outweighs any number of cues elsewhere; among cues the greater number wins.

        Args:
            context: Normal forms of words and phrases of the article (:func:`kg.entities.names.normalise`).
            before: Normal form of the word before the name.
            after: Normal form of the word after it.
        """
        present = context if isinstance(context, (set, frozenset, dict)) else frozenset(context)
        best: tuple[int, int] | None = None
        for index, reading in enumerate(self.readings):
            near = 100 * ((bool(before) and before in reading.before) + (bool(after) and after in reading.after))
            score = near + sum(cue in present for cue in reading.cues)
            favour = score * 2 + (index == self.default)
            if score and (best is None or favour > best[0]):
                best = (favour, index)
            elif score and best is not None and favour == best[0]:
                best = (favour, -1)
        if best is None or best[1] == -1:
            return None if self.default is None else self.readings[self.default]
        return self.readings[best[1]]
