"""Finds the names, roles, institutions and common nouns that phrases are made of."""

from __future__ import annotations

from typing import Any

from kg.entities.cues import Lexicon, cues
from kg.entities.facts import Institution
from kg.entities.phrase import AGENT, INSTITUTION, LOC, NAME, ORG, ROLE, UNKNOWN, Name, Phrase
from kg.entities.words import COMMA, HYPHEN, POSSESSIVE, SPACE, Words
from kg.language import en
from kg.language.lemmas import is_any_of

_LISTS = cues()
_LINKS = en.lists("names")["links_of_portfolios"]
_NOUN_TAGS = frozenset({"NN", "NNS", "NNP", "NNPS", "JJ", "GW"})


def portfolio_end(words: Words, last: int) -> int:
    """The end of a minister's title: "Minister of Planning and International Cooperation", also of a known one's.

    Args:
        words: The document.
        last: The last word of a role.
    """
    k, end = last + 1, last
    if words.key[last] in _LISTS["portfolio_holders"]:
        if k >= len(words) or words.key[k] not in ("of", "for") or words.gap[k] != SPACE:
            return last
        k += 1
    elif not _LISTS["portfolio_holders"] & {*words.key[max(0, last - 3) : last]}:  # nor of "foreign affairs"
        return last
    while k < len(words) and words.gap[k] <= COMMA:
        key = words.key[k]
        if key in _LISTS["portfolios"]:
            end = k
        elif key not in _LINKS or words.gap[k] > COMMA:
            break
        k += 1
    return end


def _hyphenated(words: Words, last: int) -> bool:
    """Whether a noun is only the first part of a compound with a hyphen: "refugee-host communities"."""
    return last + 1 < len(words) and words.gap[last + 1] == HYPHEN


def _preferred(phrase: Phrase, other: Phrase) -> bool:
    """Which of two readings of the same words holds: "the Russian activist" bears a role, "activists" are people."""
    if other.what == INSTITUTION:
        return phrase.agent is not None and phrase.plural and phrase.agent.sector == "MIL"
    return phrase.what == AGENT and phrase.plural


class Parts:
    """Finds the parts of one document.

    Args:
        lexicon: Roles, institutions and nouns by word.
        words: The document.
    """

    def __init__(self, lexicon: Lexicon, words: Words) -> None:
        self._lexicon, self._words = lexicon, words

    def of(self, names: list[Name]) -> list[Phrase]:
        """Names and nouns in text order, none overlapping another."""
        parts: list[Phrase] = []
        keys, nouns = self._words.key, self._lexicon.nouns
        i, at, count, many = 0, 0, len(keys), len(names)
        while i < count:
            if at < many and names[at].first == i:
                parts += self._of_name(names[at])
                i = names[at].last + 1
                at += 1
                continue
            if keys[i] not in nouns:  # as most words
                i += 1
                continue
            stop = names[at].first if at < many else count
            noun = self._noun(i, stop)
            if noun is None:
                i += 1
            else:
                before = parts[-1] if parts else None
                if before is not None and before.last == i - 1 and self._ranks(before, noun):
                    noun.first = parts.pop().first
                parts.append(noun)
                i = noun.last + 1
        for part in parts:
            part.head_first, part.head_last = part.first, part.last
            if part.what == NAME and part.name is not None and part.name.entity is not None:
                part.entities, part.form = [part.name.entity], part.name.form
        return parts

    def _ranks(self, before: Phrase, noun: Phrase) -> bool:
        """Whether a role is only the rank within another: "Deputy Chairman"."""
        one = before.first == before.last and self._words.key[before.first] in _LISTS["rank_adjectives"]
        return one and before.what in (ROLE, AGENT) and noun.what == ROLE and self._words.gap[noun.first] <= HYPHEN

    def _of_name(self, name: Name) -> list[Phrase]:
        """A name; bodies of a state among them: "Foreign Ministry", "Russian Foreign Ministry"."""
        words = self._words
        if name.entity is not None and name.options:
            shared = name.entity.kind == "government" and name.entity.country and name.form == "name"
            if shared and (body := self._body(name.first, name.last)):
                return [Phrase(name.first, name.last, INSTITUTION, name, body=body)]  # "Congress": whose?
            return [Phrase(name.first, name.last, NAME, name)]
        if name.label in (ORG, UNKNOWN, LOC):
            for part in name.parts:
                country = part.options[0].entity
                if country.kind != "country":
                    continue
                led = all(k in _LISTS["body_adjectives"] for k in words.key[name.first : part.first])
                if led and (body := self._body(part.last + 1, name.last)):
                    return [
                        Phrase(name.first, name.last, INSTITUTION, name, body=body, owners=[country], resolved=True)
                    ]
                of = part.first - (2 if words.key[part.first - 1] == "the" else 1)
                ends = part.last == name.last and of > name.first and words.key[of] in ("of", "for")
                if ends and (body := self._body(name.first, of - 1)):
                    return [
                        Phrase(name.first, name.last, INSTITUTION, name, body=body, owners=[country], resolved=True)
                    ]
            body = self._body(name.first, name.last) or self._ministry(name)
            if body is not None:
                return [Phrase(name.first, name.last, INSTITUTION, name, body=body)]
            alone = name.first == name.last and not self._owns_more(name.last)
            if alone and (agent := self._lexicon.agents.get(words.key, name.first, 1)):
                return [Phrase(name.first, name.last, AGENT, agent=agent, plural=True)]
        return [Phrase(name.first, name.last, NAME, name)]

    def _body(self, first: int, last: int) -> Institution | None:
        """The institution that some words name, "Federal Government" and the like included."""
        keys = self._words.key
        while first <= last:
            found = self._lexicon.institutions.get(keys, first, last - first + 1)
            if found is not None or keys[first] not in _LISTS["body_adjectives"]:
                return found
            first += 1
        return None

    def _ministry(self, name: Name) -> Institution | None:
        """A ministry that the knowledge base does not list."""
        keys = self._words.key[name.first : name.last + 1]
        if len(keys) < 2 or "ministry" not in (keys[0], keys[-1]) or name.parts:
            return None
        return Institution(" ".join(keys), "-".join(keys), "government", "GOV")

    def _noun(self, i: int, stop: int) -> Phrase | None:
        """The longest role, institution or agent that begins at a word."""
        words, keys = self._words, self._words.key
        best: Phrase | None = None
        lexicon = self._lexicon
        for index in (lexicon.institutions, lexicon.roles, lexicon.agents):
            for length in index.lengths(keys, i):
                last = i + length - 1
                if last >= stop:
                    continue
                if best is not None and last < best.last:
                    break
                found = index.get(keys, i, length)
                if length == 1 and keys[i] == "pm" and not self._premier(i):
                    continue
                if found is None or any(words.gap[k] > HYPHEN for k in range(i + 1, last + 1)):
                    continue
                tag = words.doc[words.token[last]].tag_
                grouped = last + 1 < stop and keys[last + 1] in _LISTS["group_nouns"] and index is lexicon.agents
                if tag not in _NOUN_TAGS or (length == 1 and tag == "JJ" and not grouped and not self._as_noun(i)):
                    continue
                phrase = self._phrase(found, i, last, stop, tag)
                if not self._is_other(phrase) and (best is None or phrase.last > best.last or _preferred(phrase, best)):
                    best = phrase
                break
        return best

    def _phrase(self, found: Any, first: int, last: int, stop: int, tag: str) -> Phrase:
        """The phrase that an entry of the lexicon makes of some words, the last of which has a tag."""
        words, keys, after = self._words, self._words.key, last + 1
        if isinstance(found, tuple):
            last = min(portfolio_end(words, last), stop - 1)
            return Phrase(first, last, ROLE, role=found[0], plural=found[1], form="role")
        if isinstance(found, Institution):
            return Phrase(first, last, INSTITUTION, body=found, form="agent", plural=tag in ("NNS", "NNPS"))
        if after < stop and keys[after] in _LISTS["group_nouns"] and words.gap[after] == SPACE:
            last, tag = after, "NNS" if keys[after].endswith("s") else "NN"
        return Phrase(first, last, AGENT, agent=found, plural=tag in ("NNS", "NNPS"), form="agent")

    def _is_other(self, phrase: Phrase) -> bool:
        """Whether the words around a phrase make it something else: "market forces", "social media"."""
        words, keys, first, last = self._words, self._words.key, phrase.first, phrase.last
        if keys[last] in ("force", "forces") and first and keys[first - 1] in _LISTS["forces_of_politics"]:
            return True
        if keys[first] == "media" and first and keys[first - 1] == "social":
            return True
        if keys[last] in ("party", "parties") and first and keys[first - 1] in _LISTS["festive"]:
            return True  # "an office Christmas party"
        if keys[last] == "opposition" and self._is_stance(first, last):
            return True
        return phrase.what == AGENT and (_hyphenated(words, last) or (words.cap[last] and self._owns_more(last)))

    def _is_stance(self, first: int, last: int) -> bool:
        """Whether opposition is what somebody is in, voices or meets with: "in opposition to the war"."""
        words, after = self._words, last + 1
        if after < len(words) and words.gap[after] == SPACE and words.key[after] in ("to", "from"):
            return True
        if not first or words.gap[first] > SPACE:
            return False
        before = words.doc[words.token[first - 1]]
        return words.key[first - 1] in ("in", "despite") or is_any_of(before, _LISTS["voicing_verbs"])

    def _owns_more(self, last: int) -> bool:
        """Whether a noun owns the capital behind it, and so is part of a name: "Luhansk People's Republic"."""
        words = self._words
        return last + 1 < len(words) and words.gap[last + 1] == POSSESSIVE and words.cap[last + 1]

    def _premier(self, i: int) -> bool:
        """Whether "PM" is somebody: not "5 p.m." """
        words = self._words
        timed = i > 0 and words.gap[i] <= HYPHEN and words.key[i - 1][-1:].isdigit()
        return words.text[i] == "PM" and not timed

    def _as_noun(self, i: int) -> bool:
        """Whether a word tagged as an adjective stands as a noun: "the Kremlin chief said", not "the chief reason"."""
        words = self._words
        if words.cap[i]:
            return True
        if i + 1 >= len(words) or words.gap[i + 1] > HYPHEN:
            return True
        return words.cap[i + 1] or not words.doc[words.token[i + 1]].tag_.startswith(("NN", "JJ"))
