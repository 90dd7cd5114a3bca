"""What the words in and around an unknown name say of it: votes for person, body, place."""

from __future__ import annotations

import re

from kg.entities.cues import Lexicon, common_words, cues
from kg.entities.phrase import LOC, MISC, ORG, PERSON, UNKNOWN, Name
from kg.entities.whereabouts import is_town
from kg.entities.words import BRACKET, COMMA, HYPHEN, POSSESSIVE, SPACE, Words
from kg.language import en
from kg.language.lemmas import is_any_of

_LISTS = cues()
_PARTICLES, _SPEAKING = _LISTS["name_particles"], _LISTS["speech_verbs"]
_KIN, _PLACE_OF = _LISTS["kin"], _LISTS["place_nouns"]
_ARTICLES = _LISTS["foreign_articles"]
_BODY_ROLES, _BEHIND_BODIES, _BEHIND_PLACES = _LISTS["body_roles"], _LISTS["behind_bodies"], _LISTS["behind_places"]
_NOUNS_BEFORE = {
    **dict.fromkeys(_LISTS["person_nouns"], (PERSON, 1.5)),
    **dict.fromkeys(_LISTS["bodies_before"], (ORG, 2.0)),
    **dict.fromkeys(_LISTS["places_before"], (LOC, 2.0)),
}
_ENDINGS = [(ORG, tuple(_LISTS["company_endings"])), (LOC, tuple(_LISTS["town_endings"]))]
# Weapons, aircraft, bills: "FP-5 Flamingo", "KN-25", "Su-34", "H. Con. Res. 38".
_DESIGNATION = re.compile(
    r"(?<![\w-])(?!G-?\d)[A-Z][A-Za-z]{0,4}-\d{1,4}[A-Z]?(?![\w-])"
    r"|^[HS]\. ?(?:Con|J|R)\b|\b(?:Mk|Mark|Block) \d"
)
_CAMEL = re.compile(r"^(?!Ma?c[A-Z]|[DL][aeiou][A-Z]|Fitz|O[’'])[A-Z][a-z]*[A-Z&]")
# What the word before a name says of it.  Weights were set by hand and checked on the worldwide articles.
_BEFORE = en.maps("names")["evidence_before"]
_LISTED = {LOC: 1.2, ORG: 0.8, PERSON: 0.8}  # what a known name in the same list is worth
_DESIGNATED = 6.0  # for a thing, where a name holds the designation of a model
_TOWN = 1.2  # for a place, where a name is one of the table of towns
_BEARER = 1.5  # for a person, where an office stands before a name between commas
_WORDS = 1.5  # against a person whose name holds an English word: "Coffee Route"


def _known_label(name: Name) -> str:
    """What a name is, if it is known: linked, or a town that is yet to be told from others of its name."""
    town = bool(name.options) and name.options[0].form in ("place", "capital")
    return name.label if name.entity is not None else LOC if town else UNKNOWN


class Evidence:
    """Votes for the names of one document.

    Args:
        lexicon: What first names and family names there are.
        words: The document.
    """

    def __init__(self, lexicon: Lexicon, words: Words) -> None:
        self._words = words
        self._given, self._family, self._common = lexicon.given, lexicon.family, common_words()
        self._roles = lexicon.roles

    def vote(self, name: Name, votes: dict[str, float]) -> None:
        """What the words in and around a name say of it."""
        words, first, last = self._words, name.first, name.last
        text = words.span(first, last)
        given = words.key[first] in self._given
        if _DESIGNATION.search(text):
            votes[MISC] += _DESIGNATED
        if name.label:
            votes[name.label] += 4
        if name.titled:
            votes[PERSON] += 4
        elif not name.label and is_town(words, first, last):
            votes[LOC] += _TOWN
        if first < last:
            self._vote_of_several(first, last, given, votes)
        else:
            self._vote_of_one(first, text, given, votes)
        if first and words.gap[first] <= HYPHEN:
            self._vote_before(first, votes)
        elif first and words.gap[first] == COMMA and (last + 1 == len(words) or words.gap[last + 1] >= COMMA):
            self._vote_beside_noun(first - 1, votes)
        if last + 1 < len(words):
            self._vote_after(last + 1, votes)

    def _vote_of_several(self, first: int, last: int, given: bool, votes: dict[str, float]) -> None:
        """What the words of a longer name say; given is whether it begins with a first name."""
        words = self._words
        votes[PERSON] += (0.8 if last - first < 3 else 0.0) + (2.0 if given else 0.0)
        votes[PERSON] += 0.8 if words.key[last] in self._family else 0.0
        if words.text[first].isupper() and 2 < len(words.text[first]) < 7 and not given:
            votes[ORG] += 2.0  # "DDC Cusco"
            votes[PERSON] -= 2.0
        if words.key[first] in _ARTICLES and not given:
            votes[PERSON] -= 1.5
        if not given and any(self._is_word(k) for k in words.key[first : last + 1]):
            votes[PERSON] -= _WORDS

    def _vote_of_one(self, at: int, text: str, given: bool, votes: dict[str, float]) -> None:
        """What the letters of a name of one word say."""
        votes[PERSON] += 1.0 if given else 0.0
        if text.isupper() and 1 < len(text) <= 6:
            votes[ORG] += 2.5
            votes[PERSON] -= 2
        elif _CAMEL.match(text) and "-" not in text:
            votes[ORG] += 1.5
        elif not given and len(text) > 5:
            for label, endings in _ENDINGS:
                votes[label] += 1.2 if self._words.key[at].endswith(endings) else 0.0

    def _vote_before(self, first: int, votes: dict[str, float]) -> None:
        """What the words before a name say."""
        words = self._words
        before = words.key[first - 1]
        label, weight = _BEFORE.get(before, (UNKNOWN, 0.0))
        if label:
            votes[label] += weight
        if before == "of" and first > 1 and words.key[first - 2] in _PLACE_OF:
            votes[LOC] += 3
        elif before == "of" and first > 1 and words.key[first - 2] in _BODY_ROLES:
            votes[ORG] += 1.5
        elif before == "the":
            votes[PERSON] -= 2
        elif words.gap[first] == SPACE and not words.cap[first - 1] and before in _NOUNS_BEFORE:
            label, weight = _NOUNS_BEFORE[before]
            votes[label] += weight

    def _vote_beside_noun(self, at: int, votes: dict[str, float]) -> None:
        """What a noun says of a name between commas behind it: "a mining company, Abex,", "its minister, Ana Li,"."""
        bearer = (PERSON, _BEARER) if self._roles.get(self._words.key, at, 1) else (UNKNOWN, 0.0)
        label, weight = _NOUNS_BEFORE.get(self._words.key[at], bearer)
        if label in (ORG, PERSON):
            votes[label] += weight

    def _is_word(self, key: str) -> bool:
        """Whether a part of a name is an English word, and no surname that is one too."""
        return key in self._common and key not in _PARTICLES and key not in self._family

    def vote_beside(self, name: Name, beside: Name | None, votes: dict[str, float]) -> None:
        """What a known name in the same list says of an unknown one: "Alto, Beja and Lisbon".

        Args:
            name: The unknown name.
            beside: The name before or after it.
            votes: Of the unknown name.
        """
        label = _known_label(beside) if beside is not None else UNKNOWN
        if beside is None or label not in _LISTED:
            return
        left, right = (beside, name) if beside.first < name.first else (name, beside)
        words, between = self._words, range(left.last + 1, right.first)
        if any(words.gap[k] > COMMA for k in (*between, right.first)):
            return
        if right.last + 1 < len(words) and words.gap[right.last + 1] == POSSESSIVE:
            return  # "Ana Li, and Peru's minister" is no list of places
        joined = [words.key[k] for k in between]
        comma = not joined and words.gap[right.first] == COMMA
        if joined in (["and"], ["or"]) or (comma and label == LOC):
            votes[label] += _LISTED[label]

    def _vote_after(self, after: int, votes: dict[str, float]) -> None:
        words = self._words
        gap, key = words.gap[after], words.key[after]
        if gap == SPACE:
            token = words.doc[words.token[after]]
            if token.tag_.startswith("VB") and is_any_of(token, _SPEAKING):
                votes[PERSON] += 1.2
            elif key == "who":
                votes[PERSON] += 2
            elif key in _BEHIND_PLACES and not words.cap[after]:
                votes[LOC] += 1.5
            elif key in _BEHIND_BODIES and not words.cap[after]:
                votes[ORG] += 1.0
        elif gap == POSSESSIVE and key in _KIN:
            votes[PERSON] += 2
        elif gap == COMMA:
            if key.isdigit() and 1 < len(key) <= 3 and 9 < int(key) < 111:
                votes[PERSON] += 3
            elif key in ("who", "whose"):
                votes[PERSON] += 2
        elif gap == BRACKET and key.isdigit() and len(key) == 2:
            votes[PERSON] += 1.5
