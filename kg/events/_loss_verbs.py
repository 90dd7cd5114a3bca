"""Losses that verbs tell: "killed five", "were wounded", "sustained injuries", "took 30 men hostage"."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, NamedTuple

from spacy.tokens import Token

from kg.events._totals import total
from kg.events.quantities import LOSSES, Quantity, number, people
from kg.language import en, syntax
from kg.language.lemmas import lemmas

_ROUNDLY = en.lists("numbers")["roundly"]
# A verb and what stands behind it: the list of the words, the loss, the prepositions between.
BEHIND = (
    ("driven", "displaced", {"from", "out of"}),
    ("taken", "detained", {"into", "as"}),
    ("hospital", "injured", {"to"}),
)


class Statement(NamedTuple):
    """A loss, the word that says it, and how many are lost; ``counted``: the word is a noun or adjective of state."""

    kind: str
    word: Token
    quantity: Quantity
    counted: bool = False
    tolls: bool = False


def kind_of(token: Token) -> str | None:
    """The loss that a word tells as a verb or a noun of the act: "killed" for "shot" in "shot dead", for "murder"."""
    forms = set(lemmas(token))
    for group in ("does", "suffers") if syntax.is_verb(token) else ("acts",):
        for kind, listed in LOSSES[group].items():
            if not forms.isdisjoint(listed):
                return str(kind)
    if syntax.is_verb(token):
        pair = next(_pairs(token), None)
        return str(pair[0]["kind"]) if pair is not None else "killed" if _to_death(token) else None
    return None


def suffered(verb: Token) -> Token | None:
    """The object of a verb whose subject is lost: "injuries" in "two sustained injuries"."""
    return next((thing for pair, thing in _pairs(verb) if pair["whose"] == "subject"), None)


def _pairs(verb: Token) -> Iterator[tuple[dict[str, Any], Token]]:
    """A verb and an object that tell a loss together: "sustained injuries", "lost their lives", "claimed 12 lives"."""
    forms = set(lemmas(verb))
    for pair in LOSSES["pairs"].values():
        if forms.isdisjoint(pair["verbs"]):
            continue
        things = [o for o in syntax.objects(verb) if o.i > verb.i]
        if verb.tag_ in {"VBN", "VBD"} and verb in syntax.modifiers(verb.head):
            things.append(verb.head)  # "two personnel sustained injuries" is often parsed so
        for thing in things:
            if not set(lemmas(thing)).isdisjoint(pair["objects"]):
                yield pair, thing
                break


def of_others(token: Token) -> Iterator[Statement]:
    """A loss with a bare number behind it: "wounding over 150 more", "wounds 19 others", often parsed as a noun."""
    if token.tag_ == "NN" or syntax.auxiliaries(token):
        return
    forms = set(lemmas(token)) | {token.lower_.removesuffix("s")}
    kind = next((k for k in ("killed", "injured", "detained") if not forms.isdisjoint(LOSSES["does"][k])), None)
    last = None if kind is None else _others_behind(token)
    if kind is None or last is None or _counts_a_noun(last, syntax.is_verb(token)):
        return
    counted = number(token.doc, token.idx + len(token), last.idx + len(last))
    if counted is not None:
        yield Statement(kind, token, counted)


def _others_behind(token: Token) -> Token | None:
    """The "more" or "others" that ends a bare number behind a word, with no verb or mark between them."""
    behind = token.doc[token.i + 1 : min(token.i + 7, token.sent.end)]
    more = (t for t in behind if t.lower_ in {"more", "others"} and t.i - token.i > 1)
    last = next((t for t in more if t.nbor(-1).lower_ != "or"), None)
    between = token.doc[token.i + 1 : last.i] if last is not None else ()
    return None if any(t.is_punct or syntax.is_verb(t) for t in between) else last


def _counts_a_noun(last: Token, by_verb: bool) -> bool:
    """Whether a number goes on behind "more": "killing more than 20", "injures five more soldiers", its object."""
    following = last.nbor() if last.i + 1 < last.sent.end else None
    if following is None:
        return False
    than = last.lower_ == "more" and following.lower_ == "than"
    return than or (by_verb and following.tag_.startswith(("NN", "JJ")))


def of_captives(verb: Token) -> Iterator[Statement]:
    """Who is taken or held: "take about 30 men hostage", which the parse may give one noun."""
    if not syntax.is_verb(verb) or {"take", "hold", "keep"}.isdisjoint(lemmas(verb)):
        return
    listed = LOSSES["taken"]["as"]
    if syntax.is_passive(verb):  # "another 20 were taken hostage"
        beside = [t.lower_ for t in (*syntax.followers(verb), *syntax.complements(verb), *verb.children)]
        if not set(listed).isdisjoint(beside):
            yield from told_of("detained", verb, syntax.logical_objects(verb))
        return
    for last in verb.doc[verb.i + 2 : min(verb.i + 9, verb.sent.end)]:
        if last.is_punct or last.pos_ in {"VERB", "ADP", "SCONJ"}:
            return
        if last.lower_ in listed and last.nbor(-1).tag_.startswith(("NN", "CD")):
            counted = number(verb.doc, verb.idx + len(verb), last.idx)
            if counted is not None:
                yield Statement("detained", verb, counted)
            return


def told_of(kind: str, word: Token, heads: list[Token], counted: bool = False) -> Iterator[Statement]:
    """A loss of all whom some coordinated phrases are; none where the text does not say how many they are."""
    quantity = total(heads)
    if quantity is not None:
        yield Statement(kind, word, quantity, counted)


def _with_company(kind: str, verb: Token, heads: list[Token]) -> Iterator[Statement]:
    """A loss with those who were lost together with whom it names, where both are counted."""
    for told in told_of(kind, verb, heads):
        others = [q for noun in _company(verb) if (q := people(noun)) is not None and q.start > told.quantity.start]
        low, high = (sum(q[i] for q in (told.quantity, *others)) for i in (0, 1))
        end = max(q.end for q in (told.quantity, *others))
        yield told._replace(quantity=Quantity(low, high, told.quantity.start, end))


def by_verb(verb: Token) -> Iterator[Statement]:
    """The losses that a verb tells, by itself, with its object, or with what stands behind it."""
    forms = set(lemmas(verb))
    done = [kind for kind, listed in LOSSES["does"].items() if not forms.isdisjoint(listed)]
    if "killed" not in done and (_is_fatal(verb) or _to_death(verb)):
        done = ["killed"]
    elif not done and _is_beaten(verb, forms):
        done = ["injured"]
    for kind in done:
        yield from _with_company(kind, verb, [t for t in _patients(verb) if not _is_of_another(t, kind)])
    for kind, listed in LOSSES["suffers"].items():
        if not forms.isdisjoint(listed):
            yield from told_of(kind, verb, syntax.logical_subjects(verb))
    yield from _fleeing(verb, forms)
    yield from _by_pair(verb)
    around = [(prep, set(lemmas(noun))) for prep, noun in syntax.obliques(verb)]
    for rule, kind, preps in BEHIND:
        given = LOSSES[rule]
        if not forms.isdisjoint(given["verbs"]) and any(
            prep in preps and not things.isdisjoint(given.get(prep, given.get("from", []))) for prep, things in around
        ):
            yield from told_of(kind, verb, _patients(verb))


def _fleeing(verb: Token, forms: set[str]) -> Iterator[Statement]:
    """People who left their homes, where they are many: "5,000 residents fled"."""
    fleeing = LOSSES["fleeing"]
    if not forms.isdisjoint(fleeing["verbs"]) and (who := syntax.logical_subjects(verb)):
        counted = total(who)
        if counted and counted.low >= fleeing["least"] and not set(lemmas(who[0])).isdisjoint(fleeing["who"]):
            yield Statement("displaced", verb, counted)


def _by_pair(verb: Token) -> Iterator[Statement]:
    for pair, thing in _pairs(verb):
        if pair["whose"] == "subject" and thing == verb.head:
            counted = number(verb.doc, thing.left_edge.idx, verb.idx)
            if counted is not None:
                yield Statement(pair["kind"], verb, counted)
            else:
                yield from _hung_elsewhere(pair["kind"], verb)
        elif pair["whose"] == "subject":
            yield from told_of(pair["kind"], verb, syntax.logical_subjects(verb))
        elif heads := [noun for prep, noun in syntax.obliques(thing) if prep == "of"]:
            yield from told_of(pair["kind"], verb, heads)
        elif (counted := number(verb.doc, thing.left_edge.idx, thing.idx)) is not None:
            yield Statement(pair["kind"], verb, counted)


def _hung_elsewhere(kind: str, verb: Token) -> Iterator[Statement]:
    """Those straight before a verb, hung on the one before: "12 were killed and six persons | sustained injuries"."""
    before = verb.nbor(-1) if verb.i > verb.sent.start else verb
    outer = before.head
    if before.tag_.startswith("NN") and syntax.is_verb(outer) and (outer.i < before.i or outer == verb):
        counted = people(before)
        if counted is not None:
            yield Statement(kind, outer, counted)


def _is_of_another(head: Token, kind: str) -> bool:
    """Whether another loss is told of a coordinated phrase: "killing 30 and dozens wounded"."""
    if head.i + 1 >= head.sent.end or head.dep_ != "conj":
        return False
    behind, states = head.nbor(), LOSSES["states"]
    told = next((k for k, listed in states.items() if behind.lower_ in listed), None) or kind_of(behind)
    return told is not None and told != kind and not syntax.auxiliaries(behind)


def _company(verb: Token) -> list[Token]:
    """Who is lost together with somebody: "was killed alongside his cousin", "along with ten fighters"."""
    listed = LOSSES["together"]
    return [
        noun for _, noun in syntax.obliques(verb) if any(c.lower_ in listed and c.i < noun.i for c in noun.children)
    ]


def _is_fatal(verb: Token) -> bool:
    return any(c.lower_ in LOSSES["fatal"] for c in verb.children)


def _is_beaten(verb: Token, forms: set[str]) -> bool:
    given, beside = LOSSES["beaten"], [*verb.children, *verb.doc[max(0, verb.i - 1) : verb.i]]
    return not forms.isdisjoint(given["verbs"]) and any(c.lower_ in given["how"] for c in beside)


def behind(token: Token) -> list[Token]:
    """The head of the noun phrase that begins behind a word, if one does."""
    following = token.doc[token.i + 1 : min(token.i + 8, token.sent.end)]
    return next(
        ([t] for t in following if t.tag_.startswith("NN") and t.left_edge.i <= token.i + 1 and t.head.i < t.i), []
    )


def _to_death(verb: Token) -> bool:
    """Whether the verb's outcome is death: "shot dead", "gunned down", "hacked to death", "burnt alive"."""
    if verb.lemma_ in {"leave", "find", "be"}:
        return False
    following = verb.nbor().lower_ if verb.i + 1 < len(verb.doc) else ""
    if following == "dead" or any(
        t.lower_ == "dead" and t.i - verb.i <= 4 for t in (*syntax.followers(verb), *syntax.complements(verb))
    ):
        return True
    if following == "down" and not {"gun", "mow"}.isdisjoint(lemmas(verb)):
        return True
    return any(prep == "to" and noun.lower_ == "death" for prep, noun in syntax.obliques(verb))


def _patients(verb: Token) -> list[Token]:
    """To whom it was done; of a headline's "12 killed, 40 hurt" too, which the tagger may take for a past tense."""
    done_to = _behind_verb(verb)
    if done_to and not (verb.tag_ == "VBN" and any(t.lemma_ == "be" for t in syntax.auxiliaries(verb))):
        return done_to
    own = syntax.subjects(verb)
    if not own and (aside := _hung_beside(verb)):
        return aside
    found = syntax.logical_objects(verb)
    if not found and verb.dep_ == "conj" and not syntax.is_passive(verb):
        found = [o for o in syntax.objects(verb.head) if o.i > verb.i]  # "intercept and detain 58 refugees"
    if not found and verb.tag_ in {"VBN", "VBD"}:
        found = [t for t in own if set(lemmas(t)).isdisjoint(LOSSES["violent"])]  # "the shelling killed | five and …"
    return found


def _behind_verb(verb: Token) -> list[Token]:
    """The objects behind a verb; else a number there that a parser takes for an adverbial: "injures over 50"."""
    found = [o for o in syntax.objects(verb) if o.i > verb.i]
    if found or syntax.is_passive(verb):
        return found
    counted = [t for t in verb.children if t.tag_ == "CD" and t.i - verb.i == 2]
    return counted if counted and verb.nbor().lower_ in _ROUNDLY else []


def _hung_beside(verb: Token) -> list[Token]:
    """Those whom a parser hung beside a passive: "one is killed and ten, five women among them, | are injured"."""
    if syntax.first_conjunct(verb) == verb or not syntax.is_passive(verb):
        return []
    return [t for t in syntax.conjuncts(verb) if verb.head.i < t.i < verb.i and not syntax.is_verb(t)]
