"""What a sentence says of losses: the word that says it, and who is lost.  Whose act it was is told elsewhere."""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache
from typing import Any, NamedTuple

from spacy.tokens import Span, Token

from kg.events._totals import total
from kg.events.quantities import Quantity, edge, is_number, number, people, words
from kg.language import syntax
from kg.language.lemmas import lemmas

HARM = {"killed", "injured", "missing", "displaced"}
_ROUNDLY = {"over", "about", "around", "under"}
# A verb and what stands behind it: the list of the words, the loss, the prepositions between.
_BEHIND = (
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


def statements(sentence: Span) -> list[Statement]:
    """The losses that a sentence tells, in text order, each once.

    Losses that did not happen ("no one was killed", "could kill", "vowed to kill") are none.
    """
    found: dict[tuple[str, int], Statement] = {}
    for token in _telling(sentence):
        for told in _of(token):
            if not _is_unreal(told):
                known = found.get((told.kind, told.quantity.start))
                if known is None or known.counted:
                    found[told.kind, told.quantity.start] = told
    dying = {s.quantity.start for s in found.values() if s.kind == "killed" and syntax.is_verb(s.word)}
    told_once = [s for s in found.values() if s.kind != "injured" or s.quantity.start not in dying]
    return sorted(told_once, key=lambda s: (s.quantity.start, s.word.i))


def _telling(sentence: Span) -> list[Token]:
    """The words that may tell a loss: all others are passed over without a look at the parse."""
    forms, as_written, deadly = _listed()
    if any(t.lower_ in deadly for t in sentence):  # beside any verb: "left dead", "put to death"
        return list(sentence)
    return [t for t in sentence if t.lower_ in as_written or not forms.isdisjoint(lemmas(t))]


@lru_cache(maxsize=1)
def _listed() -> tuple[frozenset[str], frozenset[str], frozenset[str]]:
    """Words without which nothing is told: by their base forms, as they are written, and those that stand beside."""
    lists = words()
    groups = [group for name in ("does", "suffers", "counted", "acts") for group in lists[name].values()]
    groups += [pair["verbs"] for pair in lists["pairs"]] + [lists[rule]["verbs"] for rule, _, _ in _BEHIND]
    groups += [
        lists["deadly"]["acts"],
        lists["toll"],
        lists["fleeing"]["verbs"],
        lists["beaten"]["verbs"],
        ["gun", "mow"],
    ]
    as_written = {word for group in lists["states"].values() for word in group} | {"shot", "number"}
    deadly = {"dead", "death", *lists["fatal"]}
    return frozenset(w for g in groups for w in g), frozenset(as_written), frozenset(deadly)


def kind_of(token: Token) -> str | None:
    """The loss that a word tells as a verb or a noun of the act: "killed" for "shot" in "shot dead", for "murder"."""
    forms, lists = set(lemmas(token)), words()
    for group in ("does", "suffers") if syntax.is_verb(token) else ("acts",):
        for kind, listed in lists[group].items():
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
    for pair in words()["pairs"]:
        if forms.isdisjoint(pair["verbs"]):
            continue
        things = [o for o in syntax.objects(verb) if o.i > verb.i]
        if verb.tag_ in {"VBN", "VBD"} and verb in syntax.modifiers(verb.head):
            things.append(verb.head)  # "two personnel sustained injuries" is often parsed so
        for thing in things:
            if not set(lemmas(thing)).isdisjoint(pair["objects"]):
                yield pair, thing
                break


def _of(token: Token) -> Iterator[Statement]:
    state = list(_state(token))
    if syntax.is_verb(token) and not (state and (not syntax.subjects(token) or _is_beside_state(token))):
        yield from _verb(token)
    missing = syntax.is_verb(token) and token.lower_ in words()["states"]["missing"] and not syntax.objects(token)
    if not state and (missing or syntax.is_predicate(token) or token.dep_ == "xcomp"):
        yield from _predicate(token)
    if (
        not syntax.is_verb(token)
        and token.lower_ == "shot"
        and token.i + 2 < token.sent.end
        and token.nbor().lower_ == "dead"
    ):
        yield from _told("killed", token, _after(token.nbor()))  # a short text's "shot" may pass for a noun
    yield from state
    yield from _others(token)
    yield from _captives(token)
    if token.tag_.startswith("NN") or token.tag_ == "VBG":
        yield from _noun(token)


def _is_beside_state(token: Token) -> bool:
    """Whether it goes on about what was left: "leaving 27 people dead and at least 180 injured"."""
    first = syntax.first_conjunct(token)
    return first != token and _is_state(first) and not (syntax.auxiliaries(token) or syntax.subjects(first))


def _others(token: Token) -> Iterator[Statement]:
    """A loss with a bare number behind it: "wounding over 150 more", "wounds 19 others", often parsed as a noun."""
    if token.tag_ == "NN" or syntax.auxiliaries(token):
        return
    forms = set(lemmas(token)) | {token.lower_.removesuffix("s")}
    kind = next((k for k in ("killed", "injured", "detained") if not forms.isdisjoint(words()["does"][k])), None)
    behind = [t.i for t in token.doc[token.i + 1 : min(token.i + 7, token.sent.end)] if t.lower_ in {"more", "others"}]
    last = next((i for i in behind if token.doc[i - 1].lower_ != "or" and token.doc[i - 1].i != token.i), None)
    if kind is None or last is None or any(t.is_punct or syntax.is_verb(t) for t in token.doc[token.i + 1 : last]):
        return
    following = token.doc[last + 1] if last + 1 < token.sent.end else None
    if token.doc[last].lower_ == "more" and following is not None and following.lower_ == "than":
        return  # "killing more than 20"
    if following is not None and following.tag_.startswith(("NN", "JJ")) and syntax.is_verb(token):
        return  # "injures five more soldiers": its object
    counted = number(token.doc, token.idx + len(token), token.doc[last].idx + len(token.doc[last]))
    if counted is not None:
        yield Statement(kind, token, counted)


def _captives(verb: Token) -> Iterator[Statement]:
    """Who is taken or held: "take about 30 men hostage", which the parse may give one noun."""
    if not syntax.is_verb(verb) or {"take", "hold", "keep"}.isdisjoint(lemmas(verb)):
        return
    listed = words()["taken"]["as"]
    if syntax.is_passive(verb):  # "another 20 were taken hostage"
        told_of = [t.lower_ for t in (*syntax.followers(verb), *syntax.complements(verb), *verb.children)]
        if not set(listed).isdisjoint(told_of):
            yield from _told("detained", verb, syntax.logical_objects(verb))
        return
    for last in verb.doc[verb.i + 2 : min(verb.i + 9, verb.sent.end)]:
        if last.is_punct or last.pos_ in {"VERB", "ADP", "SCONJ"}:
            return
        if last.lower_ in listed and last.nbor(-1).tag_.startswith(("NN", "CD")):
            counted = number(verb.doc, verb.idx + len(verb), last.idx)
            if counted is not None:
                yield Statement("detained", verb, counted)
            return


def _told(kind: str, word: Token, heads: list[Token], counted: bool = False) -> Iterator[Statement]:
    quantity = total(heads)
    if quantity is not None:
        yield Statement(kind, word, quantity, counted)


def _with_company(kind: str, verb: Token, heads: list[Token]) -> Iterator[Statement]:
    """A loss with those who were lost together with whom it names, where both are counted."""
    for told in _told(kind, verb, heads):
        others = [q for noun in _company(verb) if (q := people(noun)) is not None and q.start > told.quantity.start]
        low, high = (sum(q[i] for q in (told.quantity, *others)) for i in (0, 1))
        end = max(q.end for q in (told.quantity, *others))
        yield told._replace(quantity=Quantity(low, high, told.quantity.start, end))


def _verb(verb: Token) -> Iterator[Statement]:
    forms, lists = set(lemmas(verb)), words()
    done = [kind for kind, listed in lists["does"].items() if not forms.isdisjoint(listed)]
    if "killed" not in done and (_is_fatal(verb) or _to_death(verb)):
        done = ["killed"]
    elif not done and _is_beaten(verb, forms):
        done = ["injured"]
    for kind in done:
        yield from _with_company(kind, verb, [t for t in _patients(verb) if not _is_of_another(t, kind)])
    for kind, listed in lists["suffers"].items():
        if not forms.isdisjoint(listed):
            yield from _told(kind, verb, syntax.logical_subjects(verb))
    fleeing = lists["fleeing"]
    if not forms.isdisjoint(fleeing["verbs"]) and (who := syntax.logical_subjects(verb)):
        counted = total(who)
        if counted and counted.low >= fleeing["least"] and not set(lemmas(who[0])).isdisjoint(fleeing["who"]):
            yield Statement("displaced", verb, counted)
    for pair, thing in _pairs(verb):
        if pair["whose"] == "subject" and thing == verb.head:
            counted = number(verb.doc, thing.left_edge.idx, verb.idx)
            if counted is not None:
                yield Statement(pair["kind"], verb, counted)
            else:
                yield from _hung_elsewhere(pair["kind"], verb)
        elif pair["whose"] == "subject":
            yield from _told(pair["kind"], verb, syntax.logical_subjects(verb))
        elif heads := [noun for prep, noun in syntax.obliques(thing) if prep == "of"]:
            yield from _told(pair["kind"], verb, heads)
        elif (counted := number(verb.doc, thing.left_edge.idx, thing.idx)) is not None:
            yield Statement(pair["kind"], verb, counted)
    around = [(prep, set(lemmas(noun))) for prep, noun in syntax.obliques(verb)]
    for rule, kind, preps in _BEHIND:
        given = lists[rule]
        if not forms.isdisjoint(given["verbs"]) and any(
            prep in preps and not things.isdisjoint(given.get(prep, given.get("from", []))) for prep, things in around
        ):
            yield from _told(kind, verb, _patients(verb))


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
    behind, states = head.nbor(), words()["states"]
    told = next((k for k, listed in states.items() if behind.lower_ in listed), None) or kind_of(behind)
    return told is not None and told != kind and not syntax.auxiliaries(behind)


def _company(verb: Token) -> list[Token]:
    """Who is lost together with somebody: "was killed alongside his cousin", "along with ten fighters"."""
    listed = words()["together"]
    return [
        noun for _, noun in syntax.obliques(verb) if any(c.lower_ in listed and c.i < noun.i for c in noun.children)
    ]


def _is_fatal(verb: Token) -> bool:
    return any(c.lower_ in words()["fatal"] for c in verb.children)


def _is_beaten(verb: Token, forms: set[str]) -> bool:
    given, beside = words()["beaten"], [*verb.children, *verb.doc[max(0, verb.i - 1) : verb.i]]
    return not forms.isdisjoint(given["verbs"]) and any(c.lower_ in given["how"] for c in beside)


def _after(token: Token) -> list[Token]:
    """The head of the noun phrase that begins behind a word, if one does."""
    behind = token.doc[token.i + 1 : min(token.i + 8, token.sent.end)]
    return next(
        ([t] for t in behind if t.tag_.startswith("NN") and t.left_edge.i <= token.i + 1 and t.head.i < t.i), []
    )


def _predicate(adjective: Token) -> Iterator[Statement]:
    """What is said of a subject: "12 were hurt", "three are missing"."""
    for kind, listed in words()["states"].items():
        if adjective.lower_ in listed:
            outer = adjective.head
            said = syntax.is_verb(outer) and not set(lemmas(outer)).isdisjoint(
                words()["told_of"]
            )  # "are reported missing"
            of = syntax.subjects(adjective) or (syntax.subjects(outer) if said else [])
            yield from _told(kind, adjective, of)


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
    done_to = [o for o in syntax.objects(verb) if o.i > verb.i]
    if not done_to and not syntax.is_passive(verb):  # "injures over 50", whom a parser takes for an adverbial
        counted = [t for t in verb.children if t.tag_ == "CD" and t.i - verb.i == 2]
        done_to = counted if counted and verb.nbor().lower_ in _ROUNDLY else []
    if done_to and not any(t.lemma_ == "be" for t in syntax.auxiliaries(verb) if verb.tag_ == "VBN"):
        return done_to
    own = syntax.subjects(verb)
    if (
        not own and syntax.first_conjunct(verb) != verb
    ):  # "one is killed and ten, five women among them, are injured": hung beside it
        aside = [t for t in syntax.conjuncts(verb) if verb.head.i < t.i < verb.i and not syntax.is_verb(t)]
        if aside and syntax.is_passive(verb):
            return aside
    found = syntax.logical_objects(verb)
    if not found and verb.dep_ == "conj" and not syntax.is_passive(verb):
        found = [o for o in syntax.objects(verb.head) if o.i > verb.i]  # "intercept and detain 58 refugees"
    if not found and verb.tag_ in {"VBN", "VBD"}:
        found = [t for t in own if set(lemmas(t)).isdisjoint(words()["violent"])]  # "the shelling killed | five and …"
    return found


def _state(token: Token) -> Iterator[Statement]:
    """A number or a counted noun straight before an adjective of loss: "12 dead", "left nine people wounded"."""
    if token.i == token.sent.start or not token.tag_.startswith(("JJ", "VB", "NN", "RB")):
        return
    if syntax.is_verb(token) and any(o.i > token.i for o in syntax.objects(token)):
        return
    before = token.nbor(-1)
    if before.lower_ == "more" and before.i > token.sent.start and is_number(before.nbor(-1)):
        before = before.nbor(-1)  # "102 more injured"
    if syntax.preposition(before) == "including":
        return  # who is among them has been counted: "killed ten, including two inmates shot dead"
    if syntax.preposition(before) == "of" and is_number(before.head):
        before = before.head  # "dozens of others injured"
    if before.tag_ != "CD" and not before.tag_.startswith("NN"):
        return
    for kind, listed in words()["states"].items():
        if token.lower_ not in listed:
            continue
        if token.i + 1 < token.sent.end and token.nbor().tag_.startswith("NN") and token.head.i > token.i:
            return  # "12 wounded soldiers were flown out"
        start = edge(before) if is_number(before) else before.left_edge.idx
        quantity = number(token.doc, start, token.idx)
        first = syntax.first_conjunct(before)
        verb = first.head if token.head == before else token.head
        if syntax.is_verb(verb) and verb.lemma_ == "leave":
            if first != before and verb.i < first.i:
                quantity = total([first, before])  # "left seven soldiers and two guards dead"
            quantity = quantity or people(before)  # "left a farmer dead"
        elif syntax.preposition(first) == "with" and first.i < before.i and not _is_state(first):
            quantity = total([first, before]) or quantity  # "with six soldiers and four militants killed"
        if quantity is not None and quantity.start >= token.sent.start_char:
            yield Statement(kind, token, quantity, counted=True)


def _is_state(token: Token) -> bool:
    """Whether a word says of whom it counts what became of them: the "dead" of "54 dead and 143 wounded"."""
    return any(token.lower_ in listed for listed in words()["states"].values())


def _noun(noun: Token) -> Iterator[Statement]:
    forms, lists = set(lemmas(noun)), words()
    of = [n for prep, n in syntax.obliques(noun) if prep == "of"]
    if not forms.isdisjoint(lists["toll"]) or (noun.lower_ == "number" and _counts_dead(of)):
        counted = _tally(noun)
        if counted is not None:
            yield Statement("killed", noun, counted, counted=True, tolls=True)
        return
    for kind, listed in lists["counted"].items():
        if not forms.isdisjoint(listed) and noun.tag_ == "NNS":
            many = noun.head if syntax.preposition(noun) == "of" and is_number(noun.head) else noun
            counted = number(noun.doc, many.left_edge.idx, noun.idx)  # "hundreds of arrests"
            if counted is not None and suffered(noun.head) != noun:
                yield Statement(kind, noun, counted, counted=True)
                return
    deadly = not forms.isdisjoint(lists["deadly"]["acts"]) and any(
        t.lower_ in lists["deadly"]["how"] for t in syntax.modifiers(noun)
    )
    if deadly and of:
        yield from _told("killed", noun, of)
    for kind, listed in lists["acts"].items():
        if not forms.isdisjoint(listed) and of and not syntax.objects(noun):
            yield from _told(kind, noun, of, counted=noun.lower_ in {"death", "deaths"})


def _counts_dead(nouns: list[Token]) -> bool:
    listed = words()["toll_of"]
    return any(n.lower_ in listed or not set(lemmas(n)).isdisjoint(listed) for n in nouns)


def _tally(noun: Token) -> Quantity | None:
    """The number of a toll: "a toll of 49", "the toll rises to 49", "the toll is 49", "bringing the toll to 49"."""
    governor = noun.head
    if {"injury", "injured", "wounded"} & {m.lower_ for m in syntax.modifiers(noun)}:
        return None
    phrases = syntax.obliques(noun) + (syntax.obliques(governor) if syntax.is_verb(governor) else [])
    reached = syntax.is_verb(governor) and not set(lemmas(governor)).isdisjoint(words()["reaches"])
    if reached and noun in syntax.subjects(governor):
        phrases += [("to", t) for t in syntax.objects(governor)]
    for prep, number_word in phrases:
        several = [t for t in syntax.conjuncts(number_word) if any(map(is_number, t.children))]
        if prep in {"to", "at"} and several and number_word.i > noun.i:
            return total([number_word, *several])  # "rises to eight soldiers and four civilians"
        if prep in {"of", "to", "at"} and (number_word.tag_ == "CD" or number_word.i > noun.i):
            start = min(number_word.left_edge.idx, number_word.idx)
            counted = number(noun.doc, start, number_word.idx + len(number_word))
            if counted is not None:
                return counted
    if governor.tag_ == "CD" and governor.i > noun.i:
        return number(noun.doc, governor.idx, governor.idx + len(governor))
    return None


def _is_unreal(told: Statement) -> bool:
    """Whether the loss is denied, possible, meant or still to come."""
    lists, verb = words(), told.word
    if not syntax.is_verb(verb):
        verb = verb.head
        if told.counted and syntax.is_negated(told.word):
            return True
        if not syntax.is_verb(verb):
            return False
    if syntax.is_negated(verb) or syntax.modal(verb) in lists["unreal"]:
        return True
    if syntax.marker(verb) in {"if", "unless", "lest", "whether"}:
        return True
    perfect = any(t.lower_ == "have" for t in syntax.auxiliaries(verb))
    if syntax.marker(verb) == "to" and not perfect:
        outer = syntax.governor(verb)
        return outer is None or set(lemmas(outer)).isdisjoint(lists["real"])
    return False
