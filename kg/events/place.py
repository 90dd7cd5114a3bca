"""Where it happened: the place that an act's own words name.

Asked of the parse: which "in", "at", "near" … phrase belongs to the trigger, to the verb that carries it ("held talks
in Moscow") or to the occasion it happened at ("discussed in a meeting in Cairo").  Asked of the linked mentions: what
place that is.  Asked of the knowledge base: its country and coordinates.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import chain as chain_
from weakref import WeakKeyDictionary

from spacy.tokens import Doc, Token

from kg.core.event import Place
from kg.core.plover import EventType
from kg.core.records import Entity, Mention
from kg.entities import whereabouts
from kg.entities.gazetteer import find
from kg.entities.knowledge import Knowledge
from kg.events import scene
from kg.language import en, syntax
from kg.language.lemmas import lemmas

_PLACES, _PREPOSITIONS = en.lists("places"), en.lists("prepositions")
NAMES = "kg_names"  # the span group in which the recogniser leaves bare names
# How deep a place may be nested: "at the airport of the city of Kherson in southern Ukraine".
DEPTH = 5
# The clauses that tell more of a noun.
_TELLS_MORE = frozenset({"acl", "acl:relcl", "relcl"})
# What the rest of the sentence may narrow down.
_WIDE = frozenset({"country", "region"})
# The places of the documents that are alive, asked for event by event.
_OF_DOCUMENTS: WeakKeyDictionary[Doc, tuple[Sequence[Mention], dict[int, Mention]]] = WeakKeyDictionary()


def _is(token: Token, name: str) -> bool:
    return any(form in _PLACES[name] for form in lemmas(token))


def event_place(
    trigger: Token, mentions: Sequence[Mention], knowledge: Knowledge | None = None, type_: EventType | None = None
) -> Place | None:
    """Where the act of a trigger took place, if its own clause says so.

    The most specific place wins that has coordinates: of "at the Vostochny Cosmodrome in eastern Russia" the
    cosmodrome, in Russia.

    Args:
        trigger: The verb, noun or adjective of the act.
        mentions: The linked mentions of the document.
        knowledge: Knows coordinates; the shipped tables if None.
        type_: What the act is; acts of force are also where the rest of their sentence says (:mod:`kg.events.scene`).

    Returns:
        None where the text does not say.

    Example:
        >>> event_place(doc[3], doc._.kg.mentions).name  # "Russia and China met in Geneva."
        'Geneva'
    """
    at = _by_token(trigger.doc, mentions)
    if not at and not any(m.form == "adjective" for m in mentions):
        return None
    knowledge = knowledge or Knowledge.load()
    nouns = _candidates(trigger, at)
    if type_ in scene.ACTS:
        nouns = chain_(nouns, scene.nouns(trigger, at, _PLACES))
    wide: Place | None = None
    for noun in nouns:
        chain = list(_chain(noun, at, 0))
        if not chain:
            if wide is None and (realm := _land(noun, mentions, "realms")) is not None:
                wide = Place(realm.name, realm.id, kind="country")  # "in Philippine waters"
            continue
        found = _most_specific(chain, trigger.doc, knowledge, _land(noun, mentions))
        if wide is None and found.kind not in _WIDE:
            return found
        if wide is not None and found.kind != "country" and found.country in (None, wide.country) and found != wide:
            region = wide.name if wide.kind == "region" else None  # "in Iraq, the group destroyed the city of Hatra"
            return replace(found, country=wide.country, region=found.region or region)
        wide = wide or found
    return wide


def _by_token(doc: Doc, mentions: Sequence[Mention]) -> dict[int, Mention]:
    """The mention of a place or country at each token."""
    known = _OF_DOCUMENTS.get(doc)
    if known is not None and known[0] is mentions:
        return known[1]
    found: dict[int, Mention] = {}
    for mention in mentions:
        named = mention.form in {"name", "metonym"} and mention.entity.kind in {"country", "place"}
        if mention.form == "place" or named or _is_seat(mention):
            for token in doc.char_span(mention.start, mention.end, alignment_mode="expand") or ():
                found.setdefault(token.i, mention)
    for span in doc.spans.get(NAMES, ()):  # also the names inside a longer mention: "soldiers near Maiduguri"
        if span.label_ == "LOC" and not any(token.i in found for token in span):
            entity = Entity(span.kb_id_ or span.text.lower().replace(" ", "-"), span.text, "place")
            inner = Mention(entity, span.text, span.start_char, span.end_char, "place")
            found.update((token.i, inner) for token in span)
    _OF_DOCUMENTS[doc] = (mentions, found)
    return found


def _is_seat(mention: Mention) -> bool:
    """Whether a name stands for a body and is a town's: "met in Brussels"."""
    return mention.form == "metonym" and bool(find(mention.text))


def _candidates(trigger: Token, at: dict[int, Mention]) -> Iterator[Token]:
    """Nouns that may say where, the likeliest first."""
    yield from _locatives(trigger)
    stood = syntax.antecedent(trigger)
    if stood is not None and any(t.lower_ == "where" for t in trigger.children):
        yield stood  # "travelled to Cairo, where he met …"
    if syntax.is_verb(trigger) or syntax.is_predicate(trigger):
        yield from _around_verb(trigger, at)
    else:
        yield from _around_noun(trigger, at)


def _around_verb(verb: Token, at: dict[int, Mention]) -> Iterator[Token]:
    """Where the occasion was, whom or what it was done to, and the clauses beside it: "held talks in Moscow"."""
    for support, words in _supports(verb, at):
        yield from _locatives(support, words)
    if _is(verb, "done_to_places"):
        yield from syntax.logical_objects(verb)
    for other in _same_scene(verb):
        yield from _locatives(other)


def _around_noun(noun: Token, at: dict[int, Mention]) -> Iterator[Token]:
    """Where an act was that a noun tells: in its own phrases, in clauses that tell more of it, in the verb above it."""
    if _is(noun, "done_to_places"):
        yield from (n for word, n in syntax.obliques(noun) if word in {"on", "against", "of"} and _is_place(n, at))
    for word, inner in syntax.obliques(noun):
        if word == "on" and _is(inner, "sites"):
            yield inner
            yield from _locatives(inner)
        elif word in {"with", "between"}:
            yield from _locatives(inner)
    yield from _in_clauses_of(noun)
    verb = next((a for a in noun.ancestors if syntax.is_verb(a) or syntax.is_predicate(a)), None)
    if verb is None:
        return
    does = noun in syntax.subjects(verb)
    if does or (_is(verb, "carriers") and not _says_when(noun)):
        yield from _locatives(verb)
    if does and _is(verb, "done_to_places"):
        yield from syntax.objects(verb)  # "air strikes hit Aden"


def _in_clauses_of(noun: Token) -> Iterator[Token]:
    """Where clauses that tell more of a noun are, and what they hit.

    "The summit held in Geneva", "an explosion that hit a market in Kabul".
    """
    for clause in noun.children:
        if clause.dep_ in _TELLS_MORE and syntax.is_verb(clause) and not syntax.marker(clause):
            yield from _locatives(clause)
            for hit in syntax.objects(clause):
                yield hit
                yield from _locatives(hit)


def _says_when(noun: Token) -> bool:
    """Whether a noun says when something else happened: "before the summit, the North launched a missile"."""
    return not _PREPOSITIONS["at_another_time"].isdisjoint(syntax.preposition(noun).split())


def _is_place(noun: Token, at: dict[int, Mention]) -> bool:
    """Whether a noun is a name that is only a place."""
    return noun.i in at and at[noun.i].form == "place"


def _locatives(head: Token, prepositions: frozenset[str] | None = None) -> Iterator[Token]:
    """Nouns in the phrases of place of one word."""
    wanted, moves = prepositions or _PLACES["prepositions"], _is(head, "motion")
    # "discussed the crisis in Syria", with the phrase hung on the verb: it is the crisis's
    objects = syntax.objects(head) if syntax.is_verb(head) and _is(head, "about") else []
    for words, noun in syntax.obliques(head):
        first, last = words.split()[0], words.split()[-1]
        if objects and noun.i > objects[0].i:
            continue
        if first in wanted or (moves and last in {"to", "into", "onto"}):
            yield noun
    if moves and syntax.is_verb(head):
        yield from syntax.objects(head)  # "visited Moscow"


def _supports(verb: Token, at: dict[int, Mention]) -> Iterator[tuple[Token, frozenset[str] | None]]:
    """Nouns of the clause whose place is the verb's as well, and the prepositions that count there (None for all)."""
    about = _is(verb, "about")
    if not about:
        for noun in [*syntax.objects(verb), *syntax.logical_objects(verb)]:
            someone = noun.pos_ == "PROPN" and noun.i not in at
            if someone or _is(verb, "carriers") or any(_is(noun, x) for x in ("occasions", "people", "sites")):
                yield noun, None
            else:
                yield noun, _PLACES["exact"]  # "seized a yacht at the port"
    for word, noun in [*syntax.obliques(verb), *(("by", n) for n in syntax.agents(verb))]:
        occasion = word in _PREPOSITIONS["at_an_act"] and _is(noun, "occasions")
        if word == "from" and _is(noun, "sites") and noun.i not in at:
            yield noun, None  # "expelled from an embassy in Paris"
        if occasion or (word in {"with", "to", "against"} and not about):
            yield noun, None
    if not about:
        yield from ((noun, None) for noun in syntax.subjects(verb) if _is(noun, "people"))  # "Police in Paris used …"


def _same_scene(verb: Token) -> Iterator[Token]:
    """Other verbs of the sentence that share its place: "Speaking in Paris, he …", "met in Geneva and agreed"."""
    for clause in syntax.adverbial_clauses(verb):
        if clause.tag_ == "VBG" and syntax.marker(clause) in {"", "while"} and clause.i < verb.i:
            yield clause
    outer = syntax.governor(verb)
    if outer is not None and verb.tag_ == "VBG" and not syntax.marker(verb) and not syntax.is_complement(verb):
        yield outer


def _chain(noun: Token, at: dict[int, Mention], depth: int) -> Iterator[Mention]:
    """The places that a noun phrase names, the narrowest first."""
    if depth > DEPTH:
        return
    if noun.i in at:
        yield at[noun.i]
    for part in syntax.appositions(noun):
        if part.i in at:
            yield at[part.i]
    if noun.i not in at and noun.pos_ != "PROPN" and not _is(noun, "sites") and not _is(noun, "occasions"):
        return
    for word, inner in syntax.obliques(noun):
        if word in _PREPOSITIONS["into_a_place"] and inner != noun:
            yield from _chain(inner, at, depth + 1)
    if noun.i not in at:
        site = _is(noun, "sites")
        for owner in [*syntax.possessors(noun), *syntax.modifiers(noun)]:
            if owner.i in at and (site or at[owner.i].entity.kind != "country"):  # "a U.S. drone strike" was elsewhere
                yield at[owner.i]


def _land(noun: Token, mentions: Sequence[Mention], words: str = "lands") -> Entity | None:
    """The country whose adjective stands before what lies in it: "the German city of Hanover"."""
    if not _is(noun, words):
        return None
    for part in syntax.modifiers(noun):
        for mention in mentions:
            if mention.form == "adjective" and mention.start <= part.idx < mention.end and mention.entity.country:
                return Knowledge.load().entity(mention.entity.country)
    return None


def _most_specific(chain: list[Mention], doc: Doc, knowledge: Knowledge, land: Entity | None = None) -> Place:
    """The narrowest place with coordinates; its country from what it lies in, where the text says that.

    A country is told without a point: its middle is not where anything happened.
    """
    states = [m.entity.country or m.entity.id for m in chain if m.entity.kind == "country"]
    wider = next((m.entity.country for m in chain[1:] if m.entity.country), None)
    stated = states[0] if states else land.id if land else None
    best: Place | None = None
    for mention in chain:
        entity = mention.entity
        town = knowledge.place(mention.text, entity.country) if mention.form == "metonym" else None
        if town is not None:  # "shelled Kyiv": the capital, though the linker took it for the state
            return town
        if entity.kind == "country":
            best = best or Place(entity.name, entity.id, kind="country")
            continue
        place = _known(mention, doc, stated, knowledge)
        if place.country is None and wider:
            place = replace(place, country=wider)
        if _is_narrower(place, best) and place.lat is not None:
            return place
        best = place if best is None or best.kind == "country" else _in_region(best, place)
    assert best is not None
    return best


def _is_narrower(place: Place, best: Place | None) -> bool:
    """Whether a place may stand for what was found before: that was nothing, a country, or without a point."""
    return best is None or best.kind == "country" or (best.lat is None and place.kind not in _WIDE)


def _in_region(place: Place, around: Place) -> Place:
    """A place without a point in the region that is named behind it: "at the base in Tigray"."""
    if place.lat is not None or place.kind == "region" or around.kind != "region":
        return place
    return replace(place, country=place.country or around.country, region=place.region or around.name)


def _known(mention: Mention, doc: Doc, country: str | None, knowledge: Knowledge) -> Place:
    """The place of a mention, in the country that the text gives it."""
    entity = mention.entity
    found = whereabouts.of(doc, entity, mention.text, knowledge)
    if found is not None and country in (None, found.country):
        return found
    country = country or entity.country
    known = knowledge.place(entity.name, country) or knowledge.place(mention.text, country)
    return known or Place(entity.name, country)
