"""Who takes part without a name: "gunmen", "thousands of nurses", "a hospital in Gao"."""

from __future__ import annotations

from functools import lru_cache

from spacy.tokens import Doc, Span, Token

from kg.core.records import Entity, Mention
from kg.events import themes
from kg.events.lexicon import classes
from kg.events.parties import Parties
from kg.language import en, syntax
from kg.language.lemmas import lemmas

_PREPOSITIONS, _UNNAMED = en.lists("prepositions"), en.lists("unnamed")
UNNAMED = "unnamed"
_TELLING = {"amod", "compound", "nmod"}  # before a noun, what tells the one meant from others


@lru_cache(maxsize=1)
def _people() -> frozenset[str]:
    return _UNNAMED["people"] | classes()["people"] | classes()["protesters"]


@lru_cache(maxsize=1)
def _things() -> frozenset[str]:
    return _UNNAMED["things"] | classes()["targets"] | classes()["territory"]


def is_unnamed(mention: Mention) -> bool:
    """Whether somebody is only described: of no country, no name, nobody's."""
    entity = mention.entity
    if entity.kind == UNNAMED:
        return True
    return mention.form == "agent" and entity.country is None and "/" not in entity.id


def described(token: Token, parties: Parties, bodies: bool = False) -> list[Mention]:
    """Somebody whom a common noun or a number describes, and of whom no mention is known.

    Args:
        token: The head of a noun phrase.
        parties: The linked mentions.
        bodies: Whether several bodies count: "aid groups", "other countries".
    """
    if token.is_space or parties.covering(token) or syntax.is_pronoun(token):
        return []
    if any(c.lower_ == "no" for c in token.children):
        return []  # "no suspects"
    if found := _sent_by(token, parties) or _members_of(token, parties):
        return found
    several = bodies and token.tag_ == "NNS" and not _UNNAMED["bodies"].isdisjoint(lemmas(token))
    if not several and not _is_people(token):
        return []
    if nationals := parties.citizens(token):
        return nationals
    return [by_phrase(token)]


def _sent_by(token: Token, parties: Parties) -> list[Mention]:
    """Whose people they are: "gunmen from the Allied Democratic Forces"."""
    sent = [noun for word, noun in syntax.obliques(token) if word == "from"]
    return [m for noun in sent for m in parties.of(noun) if m.entity.kind == "armed_group"]


def _members_of(token: Token, parties: Parties) -> list[Mention]:
    """Of whom a group is one: "a group of gunmen", "a team of the police"."""
    if _UNNAMED["groups"].isdisjoint(lemmas(token)):
        return []
    of = [noun for word, noun in syntax.obliques(token) if word == "of"]
    return [m for noun in of for m in parties.of(noun) or described(noun, parties)]


def by_phrase(noun: Token, country: str | None = None) -> Mention:
    """Somebody or something known by nothing but its noun phrase, and of a country if that is said."""
    phrase = syntax.noun_phrase(noun)
    text = phrase.text.strip()
    start = phrase.start_char + phrase.text.index(text)
    return Mention(Entity(f"{UNNAMED}/{start}", text, UNNAMED, country), text, start, start + len(text), "agent")


def in_full(mention: Mention, doc: Doc) -> str:
    """The words for somebody only described, with what tells him from others: "foreign troops", "thousands of nurses".

    Args:
        mention: The mention.
        doc: Where it stands.
    """
    span = doc.char_span(mention.start, mention.end, alignment_mode="expand")
    return mention.text if span is None else themes.inside(_whole(span))


def _whole(span: Span) -> Span:
    """The phrase of somebody: with the adjectives before it, and whose or of what it is behind a number or a bond."""
    head, doc, first = span.root, span.doc, span.start
    if head.dep_ in _TELLING and head.head.i == span.end:  # "bandit gangs"
        span, head = doc[first : span.end + 1], head.head
    while first > head.sent.start and doc[first - 1].head == head and doc[first - 1].dep_ in _TELLING:
        first = min(first - 1, doc[first - 1].left_edge.i) if doc[first - 2].text == "-" else first - 1
    if doc[first].lower_ in {"least", "most"} and first > head.sent.start and doc[first - 1].lower_ == "at":
        first -= 1  # "at least 11"
    said_by_whom = not (_UNNAMED["counts"] | _UNNAMED["whose"]).isdisjoint({head.lower_, *lemmas(head)})
    of = next((noun for word, noun in syntax.obliques(head) if word == "of" and noun.i >= span.end), None)
    if of is None or not said_by_whom:
        return doc[first : span.end]
    whole = syntax.noun_phrase(of)
    inner = next((noun for word, noun in syntax.obliques(of) if word == "of" and noun.i > of.i), None)
    last = max(whole.end, syntax.noun_phrase(inner).end) if inner is not None else whole.end
    return doc[first:last]


def is_manner(token: Token) -> bool:
    """Whether a noun tells how it was done, and not to whom: "with full force"."""
    return syntax.preposition(token) == "with" and not _UNNAMED["manners"].isdisjoint(lemmas(token))


def thing_hit(token: Token, parties: Parties) -> list[Mention]:
    """What was hit or taken where it is nobody's that is known: "shelled a hospital", "seized the town of Kala"."""
    kinds = _things()
    whats = [token, *syntax.flat_parts(token), *syntax.appositions(token)] if token.pos_ == "PROPN" else []
    named = any(not kinds.isdisjoint(form.lower() for form in (t.text, *lemmas(t))) for t in whats)
    linked = any(m.form != "place" or m.entity.country for m in parties.covering(token))
    if linked or token.is_space or not _UNNAMED["no_things"].isdisjoint(lemmas(token)):
        return []
    if not (named or (token.pos_ == "NOUN" and not kinds.isdisjoint(lemmas(token)))):
        return []
    return [by_phrase(token, _land(token, parties))]


def aim(token: Token, parties: Parties) -> list[Mention]:
    """Whatever it is that an attack was on, if it is said where it stands: "a strike on a business park in Sumy"."""
    land = _land(token, parties) if token.pos_ == "NOUN" and not parties.covering(token) else None
    if land is None:
        return []
    return [by_phrase(token, land)]


def _land(thing: Token, parties: Parties) -> str | None:
    """The country in which a thing is said to stand: "a hospital in Gao", "the Donetsk region"."""
    beside = [t for word, t in syntax.obliques(thing) if word in _PREPOSITIONS["where_it_stands"]]
    inner = [t for b in beside for t in (*syntax.appositions(b), *syntax.adverbial_nouns(b))]
    inner += [t for b in beside for _, t in syntax.obliques(b)]
    words_ = [*syntax.modifiers(thing), *beside, *inner]
    places = [m for t in words_ for m in parties.covering(t) if m.form == "place" or m.entity.kind == "country"]
    return next((m.entity.country for m in places if m.entity.country), None)


def _is_people(token: Token) -> bool:
    if token.pos_ == "NUM":
        # "killing five", not "from 1 August"
        core = [*syntax.subjects(token.head), *syntax.objects(token.head), *syntax.agents(token.head)]
        money = any(c.text in "$€£%" for c in token.children)
        return token.tag_ == "CD" and syntax.first_conjunct(token) in core and not money and _counts(token)
    if token.pos_ not in {"NOUN", "PROPN", "ADJ", "DET", "PRON"}:
        return False
    forms = {token.lower_, *lemmas(token), *(form.lower() for form in lemmas(token))}
    if token.pos_ != "PROPN" and forms & _UNNAMED["counts"]:
        return _counts(token)
    return token.pos_ in {"NOUN", "PROPN"} and bool(forms & _people())


def _counts(token: Token) -> bool:
    """Whether a count is one of people: of nothing, or "of" people."""
    of = [noun for word, noun in syntax.obliques(token) if word == "of"]
    return all({n.lower_, *lemmas(n)} & _people() or n.pos_ == "PRON" for n in of)
