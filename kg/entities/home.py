"""The country that a bare "the army", "police" or "the court" belongs to: the one the article is mainly about."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import defaultdict
from collections.abc import Sequence
from functools import lru_cache

from kg.core.records import Article
from kg.entities.cues import cues
from kg.entities.knowledge import Knowledge
from kg.entities.phrase import NORP, Name
from kg.entities.words import BRACKET, COMMA, PARAGRAPH, POSSESSIVE, Words
from kg.language import en

_URL = re.compile(r"https?://(?:www\d?\.)?([a-z0-9.-]+)(/\S*)?")
# Addresses of governments and presidents.
_OFFICIAL = re.compile(r"^https?://[^/]*(?:kremlin|president|\.gov\b|\.gob\.|\.gouv\.|\.go\.\w\w\b|government\.)")
# Addresses at which a president alone says "I".
_PRESIDENT = re.compile(r"^https?://[^/]*(?:kremlin|president)")
_WHERE = en.lists("prepositions")["across_a_country"]
_GENERIC_DOMAINS = en.lists("names")["generic_domains"]
# How much a mention says about where the story is set: a place where something happens more than a party that speaks.
_PLACE, _OWNER, _PLAIN, _PEOPLE, _SPEAKER = 2.0, 1.5, 1.0, 0.7, 0.3
_SHARE = 0.5
_OBJECTS = frozenset({"dobj", "obj", "pobj", "iobj", "dative", "obl"})


class Home:
    """Calling it with the index of a word gives a country (ISO 3166 alpha-3) or None.

    Attributes:
        country: The country that the article is mainly about; None if there is no such one.
        weight: What speaks for it as the scene: what is in it, its own, or acts; not that it is acted on.
        share: Its share of all that the article says of countries, 0 to 1.
        official: The country whose government publishes the article; None for the press.
        of_president: Whether it is a president who publishes it.

    Args:
        knowledge: Who is known.
        words: The document.
        names: Its linked names.
        article: Where it was published.
    """

    def __init__(self, knowledge: Knowledge, words: Words, names: Sequence[Name], article: Article | None) -> None:
        votes: dict[str, float] = defaultdict(float)
        self._paragraph = words.paragraph
        self._places: list[tuple[int, str]] = []
        scene: dict[str, float] = defaultdict(float)
        for name in names:
            entity = name.entity
            if entity is None or entity.country is None or entity.kind not in ("country", "place", "government"):
                continue
            weight = _weight(words, name)
            votes[entity.country] += weight
            scene[entity.country] += 0.0 if weight == _PLAIN and _spoken_of(words, name) else weight
            if weight == _PLACE:
                self._places.append((name.first, entity.country))
        url = (article.url if article else None) or ""
        outlet, topic = outlet_country(knowledge, url, words.string[:300])
        self.official = outlet if _OFFICIAL.search(url) else None
        self.of_president = self.official is not None and bool(_PRESIDENT.match(url))
        total = sum(votes.values())
        if outlet:
            votes[outlet] += max(1.0, 0.1 * total)
            scene[outlet] += _PLACE
        for country in topic:
            votes[country] += max(1.0, 0.1 * total)
        self.country, self.share = self._main(votes)
        self.weight = scene.get(self.country or "", 0.0)

    def __call__(self, word: int) -> str | None:
        """The country at a word: of the last place named in the paragraph, else of the article."""
        at = bisect_left(self._places, (word, ""))
        if at:
            place, country = self._places[at - 1]
            if self._paragraph[place] == self._paragraph[word]:
                return country
        return self.country

    @staticmethod
    def _main(votes: dict[str, float]) -> tuple[str | None, float]:
        """The country that the article is mainly about, None if there is no such one; and its share of all."""
        if not votes:
            return None, 0.0
        ranked = sorted(votes.items(), key=lambda item: (-item[1], item[0]))
        share = ranked[0][1] / sum(votes.values())
        return (ranked[0][0] if share > _SHARE else None), share


def publishing_president(knowledge: Knowledge, article: Article | None) -> str | None:
    """The country whose president publishes an article; None for everybody else."""
    url = (article.url if article else None) or ""
    return outlet_country(knowledge, url, "")[0] if _PRESIDENT.match(url) else None


def _spoken_of(words: Words, name: Name) -> bool:
    """Whether a country is only the object of what others do or say: "condemned Iran", "sanctions on Iran"."""
    return words.doc[words.token[name.last]].dep_ in _OBJECTS


def _weight(words: Words, name: Name) -> float:
    first, after = name.first, name.last + 1
    dateline = words.gap[first] == PARAGRAPH and after < len(words) and words.gap[after] in (COMMA, BRACKET)
    if dateline:
        return _PLAIN
    if first and words.gap[first] <= POSSESSIVE and words.key[first - 1] in _WHERE:
        return _PLACE
    if after < len(words):
        if words.gap[after] == POSSESSIVE:
            return _OWNER
        if words.gap[after] < POSSESSIVE and words.key[after] in _SPEECH:
            return _SPEAKER
    return _PEOPLE if name.label == NORP else _PLAIN


def outlet_country(knowledge: Knowledge, url: str | None, text: str) -> tuple[str | None, tuple[str, ...]]:
    """The country of an outlet, and the countries that its address names as the topic.

    The outlet's is known by the top-level domain, or by a country or capital in the domain's name.

    Args:
        knowledge: Who is known.
        url: Where the article was published.
        text: Its beginning, where some texts carry the address.
    """
    match = _URL.match(url or "") or _URL.match(text.strip())
    if not match:
        return None, ()
    topic = []
    for word in set(re.split(r"[^a-z]+", (match.group(2) or "").lower())):
        if len(word) > 3:
            found = knowledge.aliases().get((word,), ())
            if found and found[0].entity.kind == "country" and found[0].form in ("name", "adjective", "demonym"):
                topic.append(found[0].entity.id)
    return _domain_country(knowledge, match.group(1)), tuple(sorted(set(topic)))


@lru_cache(maxsize=4096)
def _domain_country(knowledge: Knowledge, domain: str) -> str | None:
    top = domain.rsplit(".", 1)[-1]
    if top in ("gov", "mil"):
        return "USA"
    if len(top) == 2 and top not in _GENERIC_DOMAINS:
        iso2 = {"uk": "GB"}.get(top, top.upper())
        if (iso3 := _states(knowledge)[0].get(iso2)) is not None:
            return iso3
    name = domain.removesuffix(f".{top}").replace("-", "").replace(".", "")
    best, country = "", None
    for joined, id_ in _states(knowledge)[1]:
        if len(joined) > len(best) and joined in name:
            best, country = joined, id_
    return country


@lru_cache(maxsize=4)
def _states(knowledge: Knowledge) -> tuple[dict[str, str], list[tuple[str, str]]]:
    """The states by their two letters, and what may name them in an address, written as one word."""
    letters: dict[str, str] = {}
    for iso3, row in knowledge._index.geography.items():
        letters.setdefault(row.text("iso2"), iso3)
    named = [
        ("".join(words), aliases[0].entity.id)
        for words, aliases in knowledge.aliases().items()
        if aliases[0].form in ("name", "adjective", "capital") and aliases[0].entity.kind == "country"
    ]
    return letters, [(joined, id_) for joined, id_ in named if len(joined) > 4]


_SPEECH = frozenset(
    form
    for verb in cues()["speech_verbs"] | en.lists("speech")["blames"]
    for form in (f"{verb}s", f"{verb}ed", f"{verb}d", {"say": "said", "tell": "told"}.get(verb, verb))
)
