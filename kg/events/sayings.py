"""Clauses of saying around a word: which verb of a sentence reports what the word is part of, and who speaks there.

What is said may stand anywhere below the verb ("said that the army, which had shelled the town, …"), before it ("…,
police said") or around it ("The talks, he said, were short"); who is spoken to does not speak.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache

from spacy.tokens import Token

from kg.entities.cues import cues
from kg.language import en, syntax
from kg.language.lemmas import lemmas

DEPTH = 24  # words above a trigger that are asked, at most
NOUNS = {"NOUN", "PROPN", "PRON"}
_CONTENT = {"ccomp", "parataxis"}
_SUBJECTS = {"nsubj", "nsubj:pass", "nsubjpass", "csubj"}
_SUBORDINATE = en.lists("prepositions")["subordinate"]
_TOLD = {"ccomp", "xcomp", "obj", "dobj"}
_OBJECTS = {"obj", "dobj"}
_OF_WHAT = {"of", "with", "for"}  # behind these it stands what somebody is accused of
_ADVERBIAL = {"advcl", "obl", "nmod"}
_OPENING, _CLOSING = {"“", '"', "``", "«"}, {"”", '"', "''", "»"}


@lru_cache(maxsize=1)
def _words() -> dict[str, frozenset[str]]:
    """The lists of ``en/voices.yaml``; ``tells`` with every verb of speech."""
    # To see, know or learn of an act is to vouch for it; to find something dear is not.
    more = (en.lists("speech")["speech"] | cues()["speech_verbs"]) - {"quote", "call"}
    return {**en.lists("voices"), "tells": en.lists("voices")["tells"] | more}


def is_one_of(token: Token, name: str) -> bool:
    """Whether a word is in one of the lists, in any of its base forms."""
    return any(form in _words()[name] for form in lemmas(token))


def sayings(trigger: Token) -> Iterator[tuple[Token, list[Token]]]:
    """The words of saying that a word stands under, innermost first, each with the heads of who speaks."""
    token: Token = trigger
    aside = False  # told of a noun by the way: "vowed to help the wounded" tells of no wish to wound
    quoted: Token | None = None  # a clause within marks of quotation, under which a parser hung what stands behind them
    for _ in range(DEPTH):
        for beside in token.children:
            if beside != trigger and _is_beside(beside, trigger):
                yield beside, _left_of(beside)
        above = token.head
        if above == token:
            return
        quoted = quoted or _quotation_before(token)
        if quoted is not None:
            quoted = None if token == quoted else quoted
            token = above
            continue
        told_of = token.dep_ in {"acl:relcl", "relcl"} and syntax.modal(token) is None  # not "…, which would include"
        aside = aside or token.dep_ == "amod" or told_of or _is_consequence(token)
        speakers = _speakers(token, above, aside)
        if speakers:
            yield above, speakers
        token = above


def _quotation_before(token: Token) -> Token | None:
    """The head of a sentence in marks of quotation that a parser hung a word behind the marks on.

    Of 'said, “It is over,” when Chad attacked' the attack is told by whoever quotes.  What ends without a comma is part
    of a sentence: 'is “wholly ready” if Chad attacks'.
    """
    first = token.left_edge
    if token.dep_ not in _ADVERBIAL or token.head.i > token.i or first.i - 2 <= token.sent.start:
        return None
    if first.nbor(-1).text not in _CLOSING or first.nbor(-2).text not in {",", "?", "!"}:
        return None
    opening = next((t for t in reversed(token.doc[token.sent.start : first.i - 2]) if t.text in _OPENING), None)
    top = token.head
    while opening is not None and top.head != top and top.head.i > opening.i:
        top = top.head
    if opening is None or opening.i > top.i or top.dep_ not in _CONTENT:
        return None
    return top if _first(top).i - opening.i == 1 else None


def _is_consequence(verb: Token) -> bool:
    """Whether a participle behind a comma tells what came of it, which nobody asked for: "…, deepening a quarrel"."""
    first = verb.left_edge
    comma = first.text == "," or (first.i > verb.sent.start and first.nbor(-1).text == ",")
    return verb.dep_ == "advcl" and verb.tag_ == "VBG" and comma and not syntax.marker(verb)


def _speakers(token: Token, above: Token, aside: bool) -> list[Token]:
    """Who says what a word heads, if the word above it is one of saying and it is what is said."""
    if above.pos_ == "NOUN" and not syntax.is_predicate(above):
        return _owners(token, above) if is_one_of(above, "said") else []
    if not (syntax.is_verb(above) or above.tag_.startswith("VB")):
        return []
    if syntax.is_passive(above):
        told = is_one_of(above, "tells") or is_one_of(above, "tells_of")
        return syntax.agents(above) if told and token.dep_ in _CONTENT | _SUBJECTS else []
    if token.dep_ in _SUBJECTS and token != _nearest(above) and is_one_of(above, "tells"):
        return _subjects(above)  # "Acts of war, Ana said, are …"
    if _is_told_by(token, above, aside):
        return [] if _is_aside(token, above) else _subjects(above)
    return _subjects(above) if _is_blame(token, above) else []


def _is_told_by(token: Token, above: Token, aside: bool) -> bool:
    """Whether a verb tells, shows, wants or asks for what stands below it: "said that", "vowed to", "denied it"."""
    shown = token.dep_ in _OBJECTS or token.dep_ == "xcomp"
    return (
        (token.dep_ in _CONTENT and (is_one_of(above, "tells") or is_one_of(above, "shows")))
        or (token.dep_ in _OBJECTS and is_one_of(above, "tells_of"))
        or (not aside and is_one_of(above, "tells_to") and _is_wanted(token, above))
        or (shown and is_one_of(above, "shows") and _is_paper(_nearest(above)))
    )


def _is_blame(token: Token, above: Token) -> bool:
    """Whether it is what somebody is blamed for: "accused Chad of shelling", "blamed the strike on Chad"."""
    if "blame" in lemmas(above) and token.dep_ in _OBJECTS:
        return True
    return is_one_of(above, "accuses") and not _OF_WHAT.isdisjoint((syntax.marker(token), syntax.preposition(token)))


def _is_wanted(token: Token, above: Token) -> bool:
    """ "vowed to leave", "called on Chad to leave"; not "called a meeting to discuss"."""
    asked = token.dep_ == "advcl" and any(word in {"on", "to"} for word, _ in syntax.obliques(above))
    return syntax.marker(token) == "to" and (token.dep_ == "xcomp" or asked) and not syntax.is_passive(above)


def _is_paper(noun: Token | None) -> bool:
    return noun is not None and (is_one_of(noun, "documents") or noun.lower_ in {"it", "they"})


def _is_aside(token: Token, above: Token) -> bool:
    """Whether a clause only stands beside a verb of speech: behind a semicolon, or with what was said told already."""
    if above == above.sent.root and token.i > above.i and syntax.marker(above) in _SUBORDINATE:
        return True  # "While judges found it so, they let him go": that is the main clause, whatever the parse
    if token.dep_ != "parataxis" or token.i < above.i:
        return False
    between = {t.text for t in token.doc[above.i + 1 : token.left_edge.i + 1]}
    return not between & {":", "“", '"', "''", "``", "‘", ","} or any(c.dep_ in {"ccomp"} for c in above.children)


def _owners(token: Token, noun: Token) -> list[Token]:
    """Whose claim it is: "Mali's claim that it attacked", "a report by the army of an attack"."""
    if token.dep_ not in {"acl", "ccomp", "acl:relcl"} and syntax.preposition(token) not in {"of", "about", "on"}:
        return []
    if token.dep_ == "acl:relcl" and not any(c.lower_ == "that" and c.dep_ == "mark" for c in token.children):
        return []
    return syntax.possessors(noun) or [who for word, who in syntax.obliques(noun) if word in {"by", "from"}]


def _subjects(verb: Token) -> list[Token]:
    """Who speaks: the nearest subject, where a parse gives two, else whoever is understood; a hearer never."""
    near = _nearest(verb)
    if near is not None and near.tag_ in {"WDT", "WP"}:
        near = _taken_up(near)
    if near is None and _is_behind_mark(verb):
        return []
    found = syntax.with_conjuncts([near]) if near is not None else _understood(verb)
    heard = {*syntax.indirect_objects(verb), *(syntax.objects(verb) if is_one_of(verb, "addresses") else ())}
    found = [t for t in found if t not in heard and t.pos_ in NOUNS | {"ADJ", "DET", "NUM"}]
    if is_one_of(verb, "shows") and not is_one_of(verb, "tells"):
        found = [t for t in found if t.pos_ in {"PROPN", "PRON"} or is_one_of(t, "documents")]
    return found


def _taken_up(relative: Token) -> Token | None:
    """The noun right before "who" or "which", on whatever a parser hangs the clause; None where it stands elsewhere."""
    at = relative.i - 1
    if at > relative.sent.start and relative.doc[at].text == ",":
        at -= 1
    before = relative.doc[at]
    while before.dep_ in {"flat", "compound", "nmod:unmarked"} and before.head.pos_ in {"NOUN", "PROPN"}:
        before = before.head
    return _described_by(before) if at >= relative.sent.start and before.pos_ in {"NOUN", "PROPN"} else None


def _described_by(noun: Token) -> Token:
    """Who a noun is said to be: "Ana Lopez is a liar and boaster who says"; else the noun itself."""
    first = syntax.first_conjunct(noun)
    who = _nearest(first) if noun.pos_ == "NOUN" and syntax.is_predicate(first) else None
    return who if who is not None and (who.pos_ == "PROPN" or who.lower_ in {"he", "she"}) else noun


def _understood(verb: Token) -> list[Token]:
    """Who speaks where the verb has no subject: "footage of Ana saying", "issued a statement saying"."""
    above, before = verb.head, verb.nbor(-1) if verb.i > verb.sent.start else verb
    if syntax.marker(verb) == "as" and is_one_of(above, "quotes"):
        return syntax.logical_objects(above)  # "Reuters quoted Ana as saying"
    if before.text == "," and verb.tag_ == "VBG" and (teller := _teller(verb)) is not None:
        return _subjects(teller)
    noun = before if verb.tag_ == "VBG" and before.pos_ in {"NOUN", "PROPN"} else syntax.antecedent(verb)
    if verb.tag_ != "VBG" or noun is None:
        return syntax.logical_subjects(verb)
    if _is_paper(noun) and noun.dep_ in _OBJECTS and is_one_of(noun.head, "publishes"):
        return syntax.logical_subjects(noun.head)
    return [noun]


def _teller(verb: Token) -> Token | None:
    """Who warns of what is still to be goes on speaking: "Kenya warns that Chad plans to attack, saying it …".

    Of "Ana said that Bob left, saying it …" one cannot tell.
    """
    token = verb.head
    for _ in range(DEPTH):
        if token.head == token or token.tag_ == "VBD" or any(c.tag_ == "VBD" for c in token.children):
            return None
        if token.dep_ == "ccomp" and is_one_of(token.head, "tells"):
            return token.head
        token = token.head
    return None


def _nearest(verb: Token) -> Token | None:
    """The last subject before a verb, or the first behind it ("…, said Ana")."""
    own = [c for c in verb.children if c.dep_ in _SUBJECTS and c.dep_ != "csubj"]
    if _is_behind_mark(verb):
        turned = [c for c in verb.children if c.dep_ in _OBJECTS and _first(c).i == verb.i + 1]
        return next((c for c in own if c.i > verb.i), turned[0] if turned and is_one_of(verb, "tells") else None)
    before = [c for c in own if c.i < verb.i]
    return before[-1] if before else own[0] if own else None


def _is_behind_mark(verb: Token) -> bool:
    """Whether a verb follows a closing mark: whatever a parse says, its subject is not within the marks."""
    return verb.i > verb.sent.start and verb.nbor(-1).text in _CLOSING


def _is_beside(verb: Token, trigger: Token) -> bool:
    """Whether a clause of saying is set beside another: ", Reuters reported on Monday"."""
    if verb.dep_ not in {"parataxis", "ccomp", "advcl", "conj", "acl:relcl", "dep", "acl"}:
        return False
    if not (is_one_of(verb, "tells") or is_one_of(verb, "shows")) or verb.tag_ not in {"VBD", "VBZ", "VBP"}:
        return False
    if (
        trigger == verb
        or verb in trigger.ancestors
        or syntax.marker(verb)
        or any(c.dep_ == "cc" for c in verb.children)
    ):
        return False
    left = _left_of(verb)
    between = bool(left) and verb.i + 1 < verb.sent.end and verb.nbor().text == ","  # "Acts of war, Ana said, are …"
    if not left or (not between and any(c.dep_ in _TOLD and not is_one_of(verb, "addresses") for c in verb.children)):
        return False
    first = min(verb.i, _first(left[0]).i if left[0].i < verb.i else verb.i)
    comma = first > verb.sent.start and verb.doc[first - 1].text in {",", "”", '"', "''", "—", "–", "-", "’"}
    return comma and verb.i >= trigger.i - 40


def _left_of(verb: Token) -> list[Token]:
    """Who speaks in a clause set beside another; a parser may hang a name before the verb on something else."""
    found = [t for t in _subjects(verb) if t.tag_ not in {"WP", "WDT"}] if _nearest(verb) is not None else []
    if found:
        return found
    i = verb.i - 1
    while i > verb.sent.start and verb.doc[i].pos_ == "ADV":
        i -= 1
    noun = verb.doc[i]
    if noun.pos_ not in {"NOUN", "PROPN"} or verb.tag_ not in {"VBD", "VBZ", "VBP"}:
        return []
    while not _opens_clause(noun) and noun.head.i < noun.i:  # "a person familiar with the matter said"
        noun = noun.head
    return [noun] if noun.pos_ in {"NOUN", "PROPN"} and _opens_clause(noun) else []


def _opens_clause(noun: Token) -> bool:
    """Whether a phrase stands right behind a comma or a closing mark."""
    first = _first(noun)
    return first.i > noun.sent.start and first.nbor(-1).text in {",", *_CLOSING}


def _first(head: Token) -> Token:
    """The first word of a phrase or clause."""
    return next(t for t in head.subtree if not t.is_punct and not t.is_space)
