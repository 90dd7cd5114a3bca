"""Clauses of saying around a word: which verb of a sentence reports what the word is part of, and who speaks there.

What is said may stand anywhere below the verb ("said that the army, which had shelled the town, …"), before it ("…,
police said") or around it ("The talks, he said, were short"); who is spoken to does not speak.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache
from pathlib import Path

from spacy.tokens import Token

from kg.core.lists import read as lists_of_yaml
from kg.entities.cues import cues
from kg.events import status
from kg.language import syntax
from kg.language.lemmas import lemmas

DEPTH = 24  # words above a trigger that are asked, at most
NOUNS = {"NOUN", "PROPN", "PRON"}
_CONTENT = {"ccomp", "parataxis"}
_SUBJECTS = {"nsubj", "nsubj:pass", "nsubjpass", "csubj"}
_SUBORDINATE = {"while", "after", "although", "though", "when", "because", "since", "if", "before", "whereas"}
_TOLD = {"ccomp", "xcomp", "obj", "dobj"}
_OBJECTS = {"obj", "dobj"}


@lru_cache(maxsize=1)
def words() -> dict[str, frozenset[str]]:
    """The lists of ``voices.yaml``; ``tells`` with every verb of speech."""
    lists = lists_of_yaml((Path(__file__).parent / "voices.yaml").read_text("utf-8"))
    found = {name: frozenset(inner) for name, inner in lists.items()}
    # To see, know or learn of an act is to vouch for it; to find something dear is not.
    found["tells"] |= (status.words()["speech"] | frozenset(cues()["speech_verbs"])) - {"quote", "call"}
    return found


def is_one_of(token: Token, name: str) -> bool:
    """Whether a word is in one of the lists, in any of its base forms."""
    return any(form in words()[name] for form in lemmas(token))


def sayings(trigger: Token) -> Iterator[tuple[Token, list[Token]]]:
    """The words of saying that a word stands under, innermost first, each with the heads of who speaks."""
    token: Token = trigger
    aside = False  # told of a noun by the way: "vowed to help the wounded" tells of no wish to wound
    for _ in range(DEPTH):
        for beside in token.children:
            if beside != trigger and _is_beside(beside, trigger):
                yield beside, _left_of(beside)
        above = token.head
        if above == token:
            return
        told_of = token.dep_ in {"acl:relcl", "relcl"} and syntax.modal(token) is None  # not "…, which would include"
        aside = aside or token.dep_ == "amod" or told_of or _is_consequence(token)
        speakers = _speakers(token, above, aside)
        if speakers:
            yield above, speakers
        token = above


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
    told = token.dep_ in _CONTENT and (is_one_of(above, "tells") or is_one_of(above, "shows"))
    told = told or (token.dep_ in _OBJECTS and is_one_of(above, "tells_of"))
    told = told or (not aside and is_one_of(above, "tells_to") and _is_wanted(token, above))
    told = told or (token.dep_ in _OBJECTS | {"xcomp"} and is_one_of(above, "shows") and _is_paper(_nearest(above)))
    blamed = is_one_of(above, "accuses") and syntax.marker(token) in {"of", "with", "for"}
    blamed = blamed or ("blame" in lemmas(above) and token.dep_ in _OBJECTS)  # "blamed the strike on Chad"
    blamed = blamed or (is_one_of(above, "accuses") and syntax.preposition(token) in {"of", "with", "for"})
    if not (told or blamed) or (told and _is_aside(token, above)):
        return []
    return _subjects(above)


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
    return before if at >= relative.sent.start and before.pos_ in {"NOUN", "PROPN"} else None


def _understood(verb: Token) -> list[Token]:
    """Who speaks where the verb has no subject: "footage of Ana saying", "issued a statement saying"."""
    before = verb.nbor(-1) if verb.i > verb.sent.start else verb
    noun = before if verb.tag_ == "VBG" and before.pos_ in {"NOUN", "PROPN"} else syntax.antecedent(verb)
    if verb.tag_ != "VBG" or noun is None:
        return syntax.logical_subjects(verb)
    if _is_paper(noun) and noun.dep_ in _OBJECTS and is_one_of(noun.head, "publishes"):
        return syntax.logical_subjects(noun.head)
    return [noun]


def _nearest(verb: Token) -> Token | None:
    """The last subject before a verb, or the first behind it ("…, said Ana")."""
    own = [c for c in verb.children if c.dep_ in _SUBJECTS and c.dep_ != "csubj"]
    before = [c for c in own if c.i < verb.i]
    return before[-1] if before else own[0] if own else None


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
    first = min(verb.i, left[0].left_edge.i if left[0].i < verb.i else verb.i)
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
    opener = verb.doc[noun.left_edge.i - 1] if noun.left_edge.i > verb.sent.start else None
    return [noun] if opener is not None and opener.text in {",", "”", '"', "''"} else []
