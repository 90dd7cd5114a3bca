"""Whom a nominal means: the two countries just spoken of, the kingdom among those named, the counterpart in office."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Iterable

from kg.core.records import Entity
from kg.entities.discourse import Candidate, Discourse
from kg.entities.knowledge import Knowledge
from kg.entities.names import key
from kg.entities.nominals import BODY, COUNTERPART, COUNTRY, OWN, PAIR, Nominal
from kg.entities.pronouns import person
from kg.language import en, syntax

# Nouns that stand for any body of a kind, and for some bodies by what they are.
_HYPERNYMS, _SAME = en.groups("names")["hypernyms"], en.groups("names")["called"]
_ANYBODY = frozenset({"men", "women", "two"})
_FAR = 400  # candidates looked back at
_NEAR_SIDES, _FAR_SIDES = 1, 99  # sentences in which two may be named who are "both sides"


class Antecedents:
    """Answers for one knowledge base.

    Args:
        knowledge: Who is known.
    """

    def __init__(self, knowledge: Knowledge) -> None:
        self._kb = knowledge

    def of(self, discourse: Discourse, nominal: Nominal, on: dt.date | None) -> list[Entity]:
        """Whom a nominal means; [] where that stays open.

        Args:
            discourse: What was read so far.
            nominal: The phrase.
            on: Day of publication, which decides office-holders.
        """
        if nominal.what == PAIR:
            return self._pair(discourse, nominal)
        if nominal.what == COUNTRY:
            return self._country(discourse, nominal)
        if nominal.what == BODY:
            return self._body(discourse, nominal)
        if nominal.what == COUNTERPART:
            return self._counterpart(discourse, nominal, on)
        return self._own(discourse, nominal) if nominal.what == OWN else []

    # Two of them

    def _pair(self, discourse: Discourse, nominal: Nominal) -> list[Entity]:
        """ "both countries", "the two leaders": the two that were just spoken of together."""
        token = discourse.doc[discourse.words.token[nominal.last]]
        barred = discourse.barred(token)
        found = self._two(discourse, nominal, barred)
        if found or not barred or syntax.preposition(token) != "between":
            return found
        return self._two(discourse, nominal, set())  # who eases the ties "between the two countries" may be of one

    def _two(self, discourse: Discourse, nominal: Nominal, barred: set[str]) -> list[Entity]:
        if nominal.unit == "side":
            return self._sides(discourse, nominal, barred)
        units = ("person", "country") if nominal.unit == "party" else (nominal.unit,)
        for back in (1, 3):
            for unit in units:
                found = self._coordinated(discourse, nominal, unit, barred, back) or self._only_two(
                    discourse, nominal, unit, barred, back - 1
                )
                strangers = nominal.unit == "party" and any(e.country is None for e in found)
                if found and not strangers:
                    return found
        if nominal.plain:
            return []
        far = self._coordinated(discourse, nominal, units[0], barred, 99) or self._top_two(
            discourse, nominal, units[0], barred
        )
        near = self._units(discourse.recent(nominal.first, 1), units[0], nominal.head)
        return [] if near and near.keys().isdisjoint(e.id for e in far) else far

    def _coordinated(
        self, discourse: Discourse, nominal: Nominal, unit: str, barred: set[str], back: int
    ) -> list[Entity]:
        """The last "X and Y"."""
        for left, right in discourse.pairs_before(nominal.first, back):
            pool = self._units([left, right], unit, nominal.head)
            if len(pool) == 2 and not barred & {e.country or e.id for e in pool.values()}:
                return list(pool.values())
        return []

    def _sides(self, discourse: Discourse, nominal: Nominal, barred: set[str]) -> list[Entity]:
        """ "both sides", "the parties": two who were named as one beside or against the other.

        That two are named near by does not make them sides: one may have hosted the talks of the others.  Further away
        it is the two of whom the article speaks most, if it speaks of them clearly more than of any other two.
        """
        for left, right in discourse.pairs_before(nominal.first, _NEAR_SIDES):
            if found := self._opponents(left, right, barred):
                return found
        if nominal.plain:
            return []
        far: dict[frozenset[str], tuple[int, list[Entity]]] = {}
        for left, right in discourse.pairs_before(nominal.first, _FAR_SIDES):
            if found := self._opponents(left, right, barred):
                spoken = min(discourse.counts[e.id] for c in (left, right) for e in c.entities)
                far.setdefault(frozenset(e.id for e in found), (spoken, found))
        ranked = sorted(far.values(), key=lambda pair: -pair[0])
        clear = len(ranked) == 1 or (len(ranked) > 1 and ranked[0][0] >= ranked[1][0] * 2)
        return ranked[0][1] if clear else []

    def _opponents(self, left: Candidate, right: Candidate, barred: set[str]) -> list[Entity]:
        """Two candidates as sides: as the states they are of, or as who they are where one is no state's."""
        pool = self._units([left, right], "country")
        each = {e.id: e for c in (left, right) for e in c.entities}
        armed = any(e.kind == "armed_group" for e in each.values())
        if len(pool) == 2 and not armed:
            return [] if barred & pool.keys() else list(pool.values())
        bodies = all(e.kind in ("country", "government", "armed_group", "organisation") for e in each.values())
        if len(each) != 2 or not bodies or not (armed or len(pool) == 1) or barred & {*each, *pool}:
            return []
        return list(each.values())

    def _only_two(self, discourse: Discourse, nominal: Nominal, unit: str, barred: set[str], back: int) -> list[Entity]:
        """The two that the last sentences speak of, if there are just two."""
        for sentences in range(back + 1):
            pool = self._units(discourse.recent(nominal.first, sentences), unit, nominal.head)
            left = {key: e for key, e in pool.items() if (e.country or key) not in barred}
            if len(left) == 2:
                return list(left.values())
            if len(left) > 2:
                return []
        return []

    def _top_two(self, discourse: Discourse, nominal: Nominal, unit: str, barred: set[str]) -> list[Entity]:
        """The two that the article is about."""
        counts: Counter[str] = Counter()
        meant: dict[str, Entity] = {}
        for candidate in discourse.candidates[-_FAR:]:
            if candidate.first < nominal.first:
                for key, entity in self._units([candidate], unit, nominal.head).items():
                    if (entity.country or key) not in barred:
                        counts[key] += 1
                        meant[key] = entity
        ranked = sorted(counts.items(), key=lambda item: (-item[1], item[0]))
        if len(ranked) < 2 or (len(ranked) > 2 and ranked[2][1] * 2 > ranked[1][1]):
            return []
        return [meant[key] for key, _ in ranked[:2]]

    def _units(self, candidates: Iterable[Candidate], unit: str, head: str = "") -> dict[str, Entity]:
        """The different countries or persons among some candidates, in the order of the text.

        "The two presidents" hold some office; "the two men" need not.
        """
        pool: dict[str, Entity] = {}
        for candidate in candidates:
            for entity in candidate.entities:
                if unit == "person":
                    if entity.kind == "person" and not candidate.plural and (entity.sector or head in _ANYBODY):
                        pool.setdefault(entity.id, entity)
                elif entity.country and entity.kind != "place" and entity.sector != "MED":
                    pool.setdefault(entity.country, self._kb.entity(entity.country))
        return pool

    # A country

    def _country(self, discourse: Discourse, nominal: Nominal) -> list[Entity]:
        """ "the Asian country", "the kingdom", "the country"."""
        barred = discourse.barred(discourse.doc[discourse.words.token[nominal.last]])
        if nominal.traits:
            return self._with_traits(discourse, nominal, barred)
        for back in (0, 1):
            pool = self._units(discourse.recent(nominal.first, back), "country")
            left = [e for key, e in pool.items() if key not in barred]
            if len(left) == 1:
                return left
            if left:
                return []
        home = discourse.context.home(nominal.first)
        return [self._kb.entity(home)] if home and home not in barred else []

    def _with_traits(self, discourse: Discourse, nominal: Nominal, barred: set[str]) -> list[Entity]:
        seen = dict.fromkeys(
            e.country
            for c in reversed(discourse.candidates[-_FAR:])
            if c.first < nominal.first
            for e in c.entities
            if e.country and e.country not in barred
        )
        fitting = [c for c in seen if all(self._has_trait(c, t) for t in nominal.traits)]
        if len(fitting) > 1:
            recent = self._units(discourse.recent(nominal.first, 2), "country")
            fitting = [c for c in fitting if c in recent]
        return [self._kb.entity(fitting[0])] if len(fitting) == 1 else []

    def _has_trait(self, country: str, trait: str) -> bool:
        traits = self._kb.traits(country)
        return trait in traits or any(t.endswith(f" {trait}") for t in traits)

    def _own(self, discourse: Discourse, nominal: Nominal) -> list[Entity]:
        """ "his country": that of the person."""
        key = discourse.words.key[nominal.first]
        if key not in ("his", "her"):
            return []
        found = person(discourse, nominal.first, "m" if key == "his" else "f", ())
        country = (found[0].country or discourse.context.people.country_of(found[0].id)) if len(found) == 1 else None
        if not country:
            return []
        return [self._kb.government(country) if nominal.head == "government" else self._kb.entity(country)]

    # Bodies and office-holders

    def _body(self, discourse: Discourse, nominal: Nominal) -> list[Entity]:
        """ "the bloc", "the court", "the group": the last one whose name or kind fits."""
        here = discourse.sentence[nominal.first]
        for candidate in reversed(discourse.candidates[-_FAR:]):
            if candidate.first >= nominal.first or len(candidate.entities) != 1:
                continue
            if here - candidate.sentence > 8:
                break
            if candidate.quote >= 0 and candidate.quote != discourse.quote_of[nominal.first]:
                continue  # who speaks is not whom the quotation speaks of
            entity = candidate.entities[0]
            if entity.kind in ("person", "place", "people", "country"):
                continue
            words = {*discourse.words.key[candidate.first : candidate.last + 1], *key(entity.name)}
            if nominal.head in words or nominal.head in _SAME.get(entity.id, ()):
                return [entity]
            near = here - candidate.sentence <= 2 and candidate.named and entity.sector != "MED"
            if near and nominal.head in _HYPERNYMS.get(entity.kind, ()):
                named = (e for c in discourse.recent(nominal.first, 2) if c.named for e in c.entities)
                pool = {e.id for e in named if e.kind == entity.kind}
                return [entity] if len(pool) == 1 else []
        return []

    def _counterpart(self, discourse: Discourse, nominal: Nominal, on: dt.date | None) -> list[Entity]:
        """ "his South Korean counterpart": who holds the same office of the other country."""
        country = nominal.country
        if country is None:
            return []
        named = discourse.context.named_after(nominal.last)
        if named is not None and (named.country or discourse.context.people.country_of(named.id)) in (country, None):
            return [named]
        people = discourse.context.people
        for candidate in reversed(discourse.recent(nominal.first, 1)):
            owner = candidate.entities[0]
            if owner.kind != "person" or owner.country == country:
                continue
            held = {(phrase, office) for _, phrase, office in people.offices.get(owner.id, [])}
            held |= {(t.role, t.office) for t in self._kb.tenures(owner.id) if on is not None and t.covers(on)}
            if not held:
                continue
            offices = {office for _, office in held if office}
            for id_, others in sorted(people.offices.items()):
                same = any((phrase, office) in held or office in offices for _, phrase, office in others)
                if same and id_ != owner.id and people.country_of(id_) == country:
                    return [people.ids[id_]]
            for _, office in sorted(held, key=str):
                holder = self._kb.office_holder(country, office, on) if office and on else None
                if holder is not None:
                    return [holder]
            phrase = min(held, key=str)[0]
            shown = f"{self._kb.adjective(country)} {phrase}"
            return [Entity(f"{country.lower()}/{phrase.replace(' ', '-')}", shown, "person", country, "GOV")]
        return []
