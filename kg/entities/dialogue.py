"""The turns of a transcript: who speaks, and to whom, as labels say: "MINISTER KULEBA: …", "Question: …"."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Mapping
from dataclasses import dataclass

from kg.core.records import Entity
from kg.entities.cues import cues
from kg.entities.phrase import Phrase
from kg.entities.words import Words
from kg.language import en

_SMALL = "|".join(map(re.escape, sorted(en.lists("prepositions")["in_an_office"] | cues()["name_particles"])))
_CAPITAL = r"[A-Z][\w.’'-]*"
_NAME = rf"(?:(?:{_SMALL})-)?{_CAPITAL}"  # also "al-Assad"
# "MINISTER KULEBA: …", "Vladimir Putin: …" or "QUESTION: …" at the beginning of a line; at that of a paragraph, which
# may be set in several lines, also "Federal Chancellor of the Republic of Austria Sebastian Kurz (retranslated): …".
# Behind a name a page may tell anew who that is: "Ana Li      Li AnaMinister of Trade :".
_GAP = r"(?:[ \xa0]+\n?|\n)"
_LABEL = re.compile(
    r"^[ \t]*((?:[A-Z][\w.’'-]+[ \xa0]){1,4}?[A-Z][\w.’'-]*|QUESTION|Question|MODERATOR|OPERATOR"
    rf"|(?P<office>(?:(?<=\n\n)|(?<![\s\S])){_CAPITAL},?{_GAP}"
    rf"(?:(?:{_NAME}|{_SMALL}),?{_GAP}){{0,24}}?{_NAME}))"
    r"(?:[ \xa0]{3,}[^\n:]{3,160}?)?"
    r"(?:[ \xa0\n]?\([^)\n]{2,60}\))?[ \xa0]?:",
    re.MULTILINE,
)
_OFFICES = cues()["titles"] | cues()["heads_of_firms"]
_ASKING = frozenset({"QUESTION", "Question", "MODERATOR", "OPERATOR"})


@dataclass(frozen=True, slots=True)
class _Turn:
    """A label: the word behind it, whom it names if he is known, and whether it names somebody at all."""

    first: int
    who: Entity | None
    asks: bool


class Dialogue:
    """Who speaks where in a text; of a text that is no transcript nobody.

    Args:
        words: The document.
        phrase_of: The recognised phrase that each word belongs to.
    """

    def __init__(self, words: Words, phrase_of: Mapping[int, Phrase]) -> None:
        self._turns = [turn for label in labels(words.string) if (turn := _turn(label, words, phrase_of)) is not None]
        if len(self._turns) == 1:
            self._turns = []  # one line with a colon is no transcript
        self._first = [turn.first for turn in self._turns]

    def __bool__(self) -> bool:
        return bool(self._turns)

    def _at(self, w: int) -> int:
        return bisect_right(self._first, w) - 1

    def speaker(self, w: int) -> Entity | None:
        """Who speaks at a word; None where nobody is known for the label."""
        at = self._at(w)
        return self._turns[at].who if at >= 0 else None

    def others(self, w: int) -> list[Entity]:
        """Who else speaks in the text, at whatever place, in text order; not those who only ask."""
        here = self.speaker(w)
        known = {t.who.id: t.who for t in self._turns if t.who is not None and t.who != here}
        return list(known.values())

    def spoken_to(self, w: int) -> Entity | None:
        """Whom "you" means: the other of two, as long as only they speak."""
        at = self._at(w)
        asked = next((n for n, turn in enumerate(self._turns) if turn.asks), len(self._turns))
        two = list(dict.fromkeys(turn.who for turn in self._turns[:asked]))
        if not 0 <= at < asked or len(two) != 2:
            return None
        return two[1] if self._turns[at].who == two[0] else two[0]

    def present(self, w: int) -> tuple[Entity, ...]:
        """Who speaks at a word; where somebody asks who is not known, who answers him."""
        at = self._at(w)
        near = self._turns[at : at + 2] if at >= 0 else []
        return next(((turn.who,) for turn in near if turn.who is not None), ())


def labels(text: str) -> list[re.Match[str]]:
    """What may be a label of a transcript, its first group who speaks."""
    return [label for label in _LABEL.finditer(text) if not label["office"] or _is_of_somebody(label)]


def _is_of_somebody(label: re.Match[str]) -> bool:
    """Whether words at the beginning of a paragraph are somebody's office and name; not "Peace Efforts Fail: …"."""
    said = label["office"].lower().replace(",", " ").split()
    return "(" in label[0] or not _OFFICES.isdisjoint(said)


def _turn(label: re.Match[str], words: Words, phrase_of: Mapping[int, Phrase]) -> _Turn | None:
    """The turn that a label begins; None for a line that only has a colon."""
    first, end = bisect_left(words.start, label.start(1)), bisect_left(words.start, label.end(1))
    named = [e for w in range(first, end) if (p := phrase_of.get(w)) is not None for e in p.entities]
    who = next((e for e in reversed(named) if e.kind == "person"), None)  # the name stands behind the office
    asks = label[1] in _ASKING
    if who is not None or label["office"] or label[1].isupper() or asks:
        return _Turn(bisect_left(words.start, label.end()), who, asks)
    return None
