"""Whom those who speak mean by themselves: who "I" is, for whom "we" speaks, and who "you" is in a talk of two."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import replace
from functools import cached_property

from spacy.tokens import Doc

from kg.core.records import Article, Entity
from kg.entities.component import Context
from kg.entities.cues import cues
from kg.entities.dialogue import Dialogue
from kg.entities.knowledge import Knowledge
from kg.entities.phrase import Phrase
from kg.language import en
from kg.language.lemmas import is_any_of
from kg.language.syntax import logical_subjects, objects, obliques, subjects

_LISTS = cues()
ME, WE = _LISTS["first_person_singular"], _LISTS["first_person_plural"]
YOU = en.lists("small_words")["second_person"]
SPOKEN = ME | WE | YOU
# Who says "we" and means the country.
_STATE_OFFICES, _STATE_ROLES = _LISTS["offices_of_state"], _LISTS["roles_of_state"]
_TOGETHER, _HAVING, _TALKS = (_LISTS[name] for name in ("done_together", "having_talks", "talks_of_all"))
_TALKING_ON, _UNSAID = _LISTS["talking_to_you"], _LISTS["said_by_who_speaks"]
_EVERYBODY = _LISTS["everybody"]
_WITH = frozenset({"with", "to", "between"})
_PAPERS_OF_SEVERAL = en.lists("voices")["papers_of_several"]
_PARTS = en.lists("names")["parts_of_government"]
_WORDS = re.compile(r"[\w.]+")
_ABOUT = re.compile(r" on | \w+ing ")  # behind these the title of a paper says what it is about
_LONGEST = 4  # words of a name in a title, at most
_FEW = 2  # others in a talk, at most, whom "we" takes in


class Speaking:
    """Answers for one document.

    Args:
        knowledge: Who is known.
        context: What was read of it.
        doc: Its parse.
        phrase_of: The recognised phrase that each word belongs to.
        article: Where and when it was published, if that is known.
    """

    def __init__(
        self,
        knowledge: Knowledge,
        context: Context,
        doc: Doc,
        phrase_of: Mapping[int, Phrase],
        article: Article | None,
    ) -> None:
        self._kb, self._context, self._words = knowledge, context, context.words
        self._on = article.date if article else None
        self._title = ((article.title if article else None) or "").replace("’", "'")
        self._tokens = list(doc)
        self.dialogue = Dialogue(self._words, phrase_of)

    def meant(self, w: int, key: str) -> tuple[Entity, ...]:
        """Who "I", "we" or "you" is outside quotations; () where nobody is known.

        "We" is who speaks for a state, and those he speaks with where it tells what they did together: "we discussed".
        """
        if key in YOU:
            return self._spoken_to(w)
        if not self.dialogue:
            if key in WE and (signers := self._signers):
                return signers
            one = (self._president if key in ME else None) or self._publisher
        else:
            one = self._known(self.dialogue.speaker(w))
            if one is not None and key in WE:
                one = self.side(one)
        if one is None:
            return ()
        return (one, *self._others_of(one, w)) if key in WE and self._is_of_all(w) else (one,)

    def _known(self, speaker: Entity | None) -> Entity | None:
        """A speaker, with his country where he is an official of whom nothing else is known, of whoever publishes."""
        if speaker is not None and speaker.country is None and _role(speaker) and self._is_own(None):
            return replace(speaker, country=self._context.home.official)
        return speaker

    def _spoken_to(self, w: int) -> tuple[Entity, ...]:
        """Whom "you" and "your" mean in a talk of two.

        Not the "you" of "as you know", who does something, nor of "I can tell you" and of a bare "Thank you"; nor where
        all who are there are spoken to.
        """
        token = self._tokens[self._words.token[w]]
        verb = token.head
        if token in subjects(verb) or is_any_of(verb, _TALKING_ON):
            return ()
        unsaid = is_any_of(verb, _UNSAID) and not logical_subjects(verb)
        bare = unsaid and not any(t.lower_ == "for" for t in verb.subtree)
        many = not _EVERYBODY.isdisjoint(t.lower_ for t in token.sent)
        one = None if bare or many else self.dialogue.spoken_to(w)
        return () if one is None else (one,)

    def _others_of(self, side: Entity, w: int) -> list[Entity]:
        """For whom the others of a talk speak, who are few and each of another state."""
        others = self.dialogue.others(w)
        sides = {s.id: s for other in others if (s := self.side(other)) is not None and s.id != side.id}
        states = all(s.kind == "country" for s in (side, *sides.values()))
        return list(sides.values()) if states and len(others) <= _FEW else []

    def _is_of_all(self, w: int) -> bool:
        """Whether "we" are all who talk: "we both", "we agreed to meet"; not "we discussed it with Oman"."""
        token = self._tokens[self._words.token[w]]
        if w + 1 < len(self._words) and self._words.key[w + 1] == "both":
            return True
        verb = token.head
        if token not in subjects(verb):
            return False
        had = [noun for noun in objects(verb) if is_any_of(verb, _HAVING) and is_any_of(noun, _TALKS)]
        if not had and not is_any_of(verb, _TOGETHER):
            return False
        return not any(word in _WITH for head in (verb, *had) for word, _ in obliques(head))

    @cached_property
    def _signers(self) -> tuple[Entity, ...]:
        """Who signs a paper that a government publishes and others sign too, by its title; () where that names nobody.

        The G7 in "G7 Foreign Ministers' Statement on Chad", both states in "Joint Statement of Chad and Oman".
        """
        head = _ABOUT.split(self._title)[0]
        if not self._context.home.official or not any(paper in head.lower() for paper in _PAPERS_OF_SEVERAL):
            return ()
        names = self._named(_WORDS.findall(head))
        bodies = [e for e in names if e.kind == "organisation" and e.country is None]
        states = list({e.id: e for e in names if e.kind == "country"}.values())
        return tuple(bodies[:1]) or (tuple(states) if len(states) > 1 else ())

    def _named(self, words: list[str]) -> list[Entity]:
        """Those whom the words of a title name, the longest names first taken."""
        found: list[Entity] = []
        at = 0
        while at < len(words):
            tried = ((n, self._kb.lookup(" ".join(words[at : at + n]))) for n in range(_LONGEST, 0, -1))
            taken, known = next(((n, k) for n, k in tried if k and words[at][0].isupper()), (1, []))
            found += known[:1]
            at += taken
        return found

    @property
    def _publisher(self) -> Entity | None:
        """The state whose government publishes the article, as "we" or "I"; None for the press."""
        official = self._context.home.official
        return None if official is None else self._kb.entity(official)

    @cached_property
    def _president(self) -> Entity | None:
        """The president who publishes the article, which says "I" then for him and not for his state."""
        home = self._context.home
        if home.official is None or not home.of_president:
            return None
        return self._kb.office_holder(home.official, "head_of_state", self._on)

    def side(self, speaker: Entity) -> Entity | None:
        """For whom somebody speaks who says "we": a government's people for their country, others for their body."""
        if speaker.kind != "person":
            return self._kb.entity(speaker.country) if speaker.kind == "government" and speaker.country else speaker
        if _role(speaker) and self._is_own(speaker.country):
            return self._publisher
        people = self._context.people
        country = speaker.country or people.country_of(speaker.id)
        for of, phrase, _ in people.offices.get(speaker.id, []):
            if phrase.startswith("former "):
                continue
            body = people.bodies.get(of) if of is not None and of != country else None
            named = body is not None and body.name.split()[-1][:1].isupper()  # not "Kenyan party"
            if body is not None and named and body.kind in ("organisation", "armed_group", "company"):
                own = body.name.split()[0].lower() in _PARTS and self._is_own(country)
                return self._publisher if own else body
        return self._kb.entity(country) if country and self._speaks_for_state(speaker) else None

    def _is_own(self, country: str | None) -> bool:
        """Whether somebody may be of the government, and no president alone, that publishes the article."""
        home = self._context.home
        return home.official is not None and not home.of_president and country in (None, home.official)

    def _speaks_for_state(self, speaker: Entity) -> bool:
        """Whether somebody holds an office of a national government, as the article or the knowledge base says."""
        people = self._context.people
        offices = people.offices.get(speaker.id, [])
        state = {None, speaker.country, people.country_of(speaker.id)}  # no president of a club
        ministries = {of: body.country for of, body in people.bodies.items() if body.kind == "government"}
        state |= {of for of, country in ministries.items() if country is not None and country in state}
        held = [(said, office) for of, said, office in offices if of in state and not said.startswith("former ")]
        if role := _role(speaker):
            held = [(role, None)]
        elif not offices:
            on = self._on
            held = [(t.role, t.office) for t in self._kb.tenures(speaker.id) if on is None or t.covers(on)]
        return any((office or "") in _STATE_OFFICES or phrase.split()[-1] in _STATE_ROLES for phrase, office in held)


def _role(speaker: Entity) -> str:
    """The office of somebody of whom nothing else is known: "first vice premier"; "" for a man with a name."""
    return speaker.id.partition("/")[2].replace("-", " ")
