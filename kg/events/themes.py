"""What an act was about: a short readable phrase, and the concept that it falls under."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache
from itertools import pairwise
from pathlib import Path

from spacy.tokens import Span, Token

from kg.core.lists import shipped as shipped_lists
from kg.core.records import Mention
from kg.entities.cues import common_words
from kg.events._time_grammar import scan
from kg.language import en, syntax
from kg.language.lemmas import lemmas

_PREPOSITIONS = en.lists("prepositions")
MAX_WORDS = 20
_DETERMINERS = en.lists("small_words")["determiners"]
_OBJECT = {"obj", "dobj"}
_QUOTES = set("\"'“”‘’«»`") | {"``", "''"}
_BRIDGES = en.lists("prepositions")["bridges"]
_EMPTY = _BRIDGES | _DETERMINERS
# What may stand beside a party that is left out, before a theme, and behind it.
_BESIDE_PARTY = _DETERMINERS | {"and", ",", "'s", "’s"}
_OPENING = _DETERMINERS | {"'s", "’s", "and", "that", "least"}
_LOOSE = _EMPTY | {"'s", "’s", "'", "’"}
_SKIPPED = _DETERMINERS - {"to"}  # in the names of concepts
_BEFORE_NOUN = {"amod", "compound", "nummod"}
_BEHIND_HEAD = _BRIDGES - {"and", "or"}
# Concepts that yield to any other in the same theme: "support for the ceasefire" is about the ceasefire.
_SAYS_LITTLE = {"solidarity", "government", "international-organisations"}
# Of these one says to whom before one says what.
_GIVES = en.lists("deeds")["gives_whom"]
_FOR_OR_AGAINST = re.compile(r"(?:anti|pro)-\S+", re.I)  # "anti-war protests": says no what without its noun
_SMALL = {"NOUN", "NUM", "VERB", "DET", "ADV"}  # written small but at the beginning of a sentence
_NOUN_NEXT = re.compile(r"[ -][A-Za-z]{3,}")
_CLOCK = re.compile(
    r"(?:(?:from|at|to|until|by)\s+)?\d{1,2}[:.]\d\d(?:\s*[ap]\.?\s?m\b\.?)?(?:\s*(?:GMT|UTC|E[SD]T|C[SE]T))?"
)
_CUTS = {";", ":", "—", "–", "(", ")", "[", "]", "...", "…"}


def clean_theme(head: Token, parties: Sequence[Mention] = (), counted: bool = True, alone: bool = False) -> str | None:
    """A readable phrase for what an act was about.

    Of a noun: its phrase without determiner, without a possessor who is a party to the act, without relative clauses,
    dates and quotation marks.  Of a clause: its verb and what depends on it ("stop enriching uranium"), without a
    subject who is a party.  About twenty words at most, cut where a phrase ends.

    Args:
        head: The head word of the object, prepositional phrase or clause.
        parties: The mentions of the act's actors and recipients.
        counted: Whether a number before a noun is one of this act.
        alone: Whether nouns beside it are something else, as where it is the act: "the protests and the weather".

    Returns:
        None where nothing readable remains.

    Example:
        >>> clean_theme(doc[5])  # "Russia denounced the West's sanctions, which it called illegal"
        "West's sanctions"
    """
    is_party = _covering(head, parties)
    if syntax.is_verb(head):
        words = _clause(head, is_party)
    elif _is_told_of_somebody(head):
        words = [t for t in head.subtree if t.dep_ != "mark"]
    else:
        words = _phrase(head, is_party, alone)
    if not counted:
        words = [t for t in words if not (t.head == head and t.pos_ == "NUM")]
    words = _without_times(_unquoted(words))
    words = _without_whom(_without_before(words, head), is_party)
    words = _trim(_shorten(_trim(_without_party_tail(words, is_party))))
    while len(words) > 1 and _lacks_more(words[-1]):
        words = _trim(words[:-1])
    if not syntax.is_verb(head):
        while words and words[0].i < head.i and _leads_to_noun(words[0], head):
            words = _trim(words[1:])
    if _says_nothing(words):
        return None
    told = inside(words)
    return None if _FOR_OR_AGAINST.fullmatch(told) else told


def _says_nothing(words: Sequence[Token]) -> bool:
    """Whether words tell nothing of what an act was about: a pronoun, a number, "clear" of "made clear that it is"."""
    if not words or all(t.lower_ in _EMPTY or t.is_punct for t in words):
        return True
    first, alone = words[0], len(words) == 1
    if syntax.is_pronoun(first) and (alone or first.lower_ == "it"):
        return True  # also "it comes to the costs"
    if alone and first.pos_ == "NUM":
        return True
    return alone and first.pos_ == "ADJ" and first.dep_ in {"xcomp", "acomp", "oprd"}


def _is_told_of_somebody(head: Token) -> bool:
    """Whether a clause says what something is to be: "promised that the border would be open"."""
    subjects = [t for t in syntax.subjects(head) if not syntax.is_pronoun(t)]
    return syntax.is_predicate(head) and syntax.is_complement(head) and bool(subjects)


def _leads_to_noun(word: Token, head: Token) -> bool:
    """Whether a first word only leads to the noun: its preposition, "not only", "regarding"."""
    if word.lower_ in _PREPOSITIONS["verbal"]:
        return True
    return word.pos_ in {"ADP", "ADV", "CCONJ", "PART", "DET", "SCONJ"} and not _qualifies(word, head)


def _lacks_more(word: Token) -> bool:
    """Whether a last word leads to what was cut off: "disagreements initiated" by whom, "issues relating" to what."""
    if word.lower_ == "being" or (word.tag_ == "VBN" and word.dep_ == "acl"):
        return True
    return word.tag_ == "VBG" and word.dep_ in {"acl", "pcomp"} and any(c.i > word.i for c in word.children)


def _qualifies(word: Token, head: Token) -> bool:
    """Whether an adverb belongs to what describes the noun: "privately owned media"."""
    return word.pos_ == "ADV" and word.head != head and word.i + 1 == word.head.i and word.head.head == head


def inside(words: Sequence[Token] | Span) -> str:
    """The text of words as they stand within a sentence: its first word is written small unless it is a name."""
    said = "".join(t.text_with_ws if t.i + 1 == n.i else t.text + " " for t, n in pairwise(words)) + words[-1].text
    first = words[0]
    small = first.pos_ in _SMALL or (first.pos_ == "ADJ" and first.lower_ in common_words())
    small = small and not (len(words) > 1 and words[1].pos_ == "PROPN")
    opens = (first.i == first.sent.start or first.nbor(-1).text == ":") and first.text.istitle() and small
    return said[0].lower() + said[1:] if opens else said


def _covering(head: Token, parties: Sequence[Mention]) -> set[int]:
    spans = [(m.start, m.end) for m in parties]
    near = head.doc[max(0, head.i - 60) : head.i + 60]
    return {t.i for a, b in spans for t in near if a <= t.idx < b}


def _phrase(noun: Token, is_party: set[int], alone: bool = False) -> list[Token]:
    """The noun's own words, then what depends on it up to the first clause."""
    inside = list(noun.subtree)
    dropped: set[int] = set()
    for token in inside:
        if token.pos_ in {"NOUN", "PROPN", "PRON", "NUM"} or token == noun:
            dropped |= _set_aside(token, noun)
    for owner in syntax.possessors(noun):
        whole = _whole(owner)
        if not whole.isdisjoint(is_party):
            dropped |= whole
    if syntax.is_predicate(noun):
        dropped |= _of_its_clause(noun)
    for other in syntax.conjuncts(noun):
        if syntax.is_verb(other) or (alone and other.i > noun.i):
            dropped |= _whole(other)
    return _run([t for t in inside if t.i not in dropped], noun)


def _whole(token: Token) -> set[int]:
    """A word with all that depends on it, by the places in the document."""
    return {t.i for t in token.subtree}


def _set_aside(noun: Token, head: Token) -> set[int]:
    """The clauses and the appositions that tell more of a noun; of the head of a phrase participles as well."""
    asides = _asides(noun)
    if noun == head:
        asides += [p for p in syntax.participles(noun) if p.i > noun.i and syntax.marker(p) != "to"]
    return {i for aside in asides if aside != head for i in _whole(aside)}


def _asides(noun: Token) -> list[Token]:
    """The relative clauses of a noun, and what is set off by a comma or a bracket behind it."""
    return [*syntax.relative_clauses(noun), *(a for a in syntax.appositions(noun) if _set_off(a))]


def _of_its_clause(noun: Token) -> set[int]:
    """The subject and the copula of a predicate, which are not its theme: of "it is a matter of concern"."""
    parts = (*syntax.subjects(noun), *syntax.auxiliaries(noun))
    return {t.i for part in parts for t in part.subtree if t != noun and noun not in list(t.subtree)}


def _clause(verb: Token, is_party: set[int]) -> list[Token]:
    """The verb with what depends on it, without mark, subject (if a party), auxiliaries and subordinate clauses."""
    dropped = {i for s in syntax.subjects(verb) if _is_left_out(s, is_party) for i in _whole(s)}
    said = [s for s in syntax.subjects(verb) if s.i not in dropped]
    if said:
        start = min(s.left_edge.i for s in said)
    else:
        dropped |= {a.i for a in syntax.auxiliaries(verb) if a.lemma_ != "be" or syntax.modal(verb)}
        start = min([verb.i, *(t.i for t in verb.children if t.lower_ in {"not", "n't", "never"})])
    for clause in syntax.adverbial_clauses(verb):
        if syntax.marker(clause) not in {"to", "by"}:
            dropped |= _whole(clause)
    words = list(verb.subtree)
    dropped |= {i for t in words if t.pos_ in {"NOUN", "PROPN"} for aside in _asides(t) for i in _whole(aside)}
    for other in syntax.conjuncts(verb):
        if other.i > verb.i and _is_told_apart(other, verb):
            dropped |= _whole(other)
    return _run([t for t in words if t.i >= start and t.i not in dropped], verb)


def _is_left_out(subject: Token, is_party: set[int]) -> bool:
    """Whether a subject is a party to the act, or a pronoun."""
    return syntax.is_pronoun(subject) or not _whole(subject).isdisjoint(is_party)


def _is_told_apart(other: Token, verb: Token) -> bool:
    """Whether a coordinated verb is no part of the clause: "travelled there to mediate and met the rebels"."""
    finite = verb.tag_ == "VB" and other.tag_ in {"VBD", "VBZ"}
    return finite or bool(syntax.subjects(other))


def _set_off(apposition: Token) -> bool:
    """Whether a comma or a bracket sets it off: not so in "opposition leader Maria Corina Machado"."""
    edge = apposition.left_edge.i
    return edge > 0 and apposition.doc[edge - 1].is_punct


def _run(words: list[Token], head: Token) -> list[Token]:
    """From the first word to the first break behind the head: a gap, a semicolon, a comma that no list follows."""
    out: list[Token] = []
    for token in words:
        behind = token.i > head.i
        if behind and out and (token.lower_ in _CUTS or token.i - out[-1].i > 1):
            break
        if behind and token.lower_ in _PREPOSITIONS["adjuncts"] and not syntax.is_verb(head):
            break
        if behind and token.lower_ == "," and not _in_list(token, words):
            break
        if token.lower_ in _CUTS:
            out.clear()
            continue
        out.append(token)
    return out


def _in_list(comma: Token, words: list[Token]) -> bool:
    """Whether a comma separates members of a list: an "and" follows within few words, and not who somebody is."""
    if words and comma.i + 1 < len(comma.doc) and comma.nbor(-1).pos_ == "PROPN" and comma.nbor().lower_ in {"a", "an"}:
        return False  # "Ana Li, a priest and poet"
    following = [t for t in words if comma.i < t.i <= comma.i + 8]
    return any(t.lower_ in {"and", "or"} for t in following) and comma.head.pos_ in {"NOUN", "PROPN", "ADJ"}


def _unquoted(words: list[Token]) -> list[Token]:
    """Without quotation marks."""
    return [t for t in words if t.text not in _QUOTES]


def _without_times(words: list[Token]) -> list[Token]:
    """Without dates, times of day and the prepositions before them; "the 2015 nuclear deal" keeps its year."""
    if not words:
        return words
    first = words[0].idx
    text = words[0].doc[words[0].i : words[-1].i + 1].text
    dates = [
        (start, end) for start, end, value in scan(text) if value.unit != "year" or not _NOUN_NEXT.match(text, end)
    ]
    spans = dates + [m.span() for m in _CLOCK.finditer(text)]
    gone = {t.i for t in words if any(start <= t.idx - first < end for start, end in spans)}
    for t, then in zip(reversed(words[:-1]), reversed(words[1:]), strict=True):
        if then.i in gone and t.lower_ in _PREPOSITIONS["before_times"] | {"the"}:
            gone.add(t.i)  # "before the" of "before the end of this month"
    return [t for t in words if t.i not in gone]


def _without_before(words: list[Token], head: Token) -> list[Token]:
    """Without what says when it was, before a noun: "hours before the summit"."""
    at = [i for i, t in enumerate(words) if t.i < head.i and t.lower_ in _PREPOSITIONS["when"] and t.head == head]
    return words if syntax.is_verb(head) or not at else words[at[-1] + 1 :]


def _without_whom(words: list[Token], is_party: set[int]) -> list[Token]:
    """Without whom it is given to, between the verb and what is given: "promised Chad military aid"."""
    first = words[0] if words else None
    if first is None or first.i == 0 or first.i not in is_party or not syntax.is_verb(first.nbor(-1)):
        return words
    behind = next((i for i, t in enumerate(words) if t.i not in is_party), len(words))
    given = (
        behind < len(words)
        and words[behind].pos_ in {"ADJ", "NOUN", "NUM"}
        and not _GIVES.isdisjoint(lemmas(first.nbor(-1)))
    )
    return words[behind:] if given else words


def _without_party_tail(words: list[Token], is_party: set[int]) -> list[Token]:
    """Without "with North Korea" at the end where North Korea is a party."""
    for i, token in enumerate(words):
        if i and token.lower_ in _PREPOSITIONS["of_parties"]:
            rest = [t for t in words[i + 1 :] if t.lower_ not in _BESIDE_PARTY]
            if rest and all(t.i in is_party for t in rest) and not syntax.is_verb(words[i - 1]):
                return words[:i]
    return words


def _shorten(words: list[Token]) -> list[Token]:
    """Up to twenty words, cut before the last preposition, conjunction or comma that leaves enough."""
    if sum(not t.is_punct for t in words) <= MAX_WORDS:
        return words
    count, cut = 0, 0
    for i, token in enumerate(words):
        count += not token.is_punct
        if count > MAX_WORDS:
            break
        if i > 2 and (_parts(token) or (token.lower_ in _BRIDGES and token.lower_ != "of")):
            cut = i  # and not "declare a state", of emergency
    cut = cut or MAX_WORDS
    while cut > 1 and (_joins(words[cut - 1]) or _joins(words[cut]) or _leads_on(words[cut - 1], words[cut])):
        cut -= 1  # not within "post-war", nor "the package of Russian-Armenian" without its "ties"
    if cut > 2 and words[cut - 2].lower_ == "to" and words[cut - 1].tag_ == "VB":
        cut -= 2  # "providing aid to work" on something
    return words[:cut]


def _joins(token: Token) -> bool:
    """Whether a hyphen joins two words of one."""
    return token.text in {"-", "–"} and token.text_with_ws == token.text


def _leads_on(word: Token, behind: Token) -> bool:
    """Whether a word belongs to a noun from which it would be cut off."""
    return word.dep_ in _BEFORE_NOUN and word.head.i >= behind.i


def _parts(token: Token) -> bool:
    return token.is_punct and not _joins(token)


def _trim(words: list[Token]) -> list[Token]:
    """Without determiners and marks at the beginning, and prepositions, marks and the like at the end."""
    start, end = 0, len(words)
    while start < end and (words[start].lower_ in _OPENING or words[start].is_space or words[start].is_punct):
        start += 1
    while end > start and _is_loose_end(words[end - 1]):
        end -= 1
    return words[start:end]


def _is_loose_end(word: Token) -> bool:
    """Whether a word says nothing at the end of a phrase; of "change that" the last one does."""
    if word.pos_ == "PRON" and word.dep_ in _OBJECT:
        return False
    return word.lower_ in _LOOSE or word.is_space or word.is_punct


@lru_cache(maxsize=1)
def _concepts() -> dict[tuple[str, ...], str]:
    path = Path(__file__).parent / "concepts.yaml"
    table: dict[tuple[str, ...], str] = {}
    for row in shipped_lists(path):
        for name in [row["label"], *(row.get("alt") or [])]:
            table.setdefault(_key(str(name)), str(row["id"]))
    return table


def _key(text: str) -> tuple[str, ...]:
    words = text.lower().replace("-", " ").replace("’", "'").split()
    return tuple(_singular(w) for w in words if w not in _SKIPPED)


def _singular(word: str) -> str:
    word = word.strip(".,;:'\"()")
    if len(word) > 4 and word.endswith("ies"):
        return word[:-3] + "y"
    if len(word) > 3 and word.endswith("s") and not word.endswith(("ss", "us", "is")):
        return word[:-1]
    return word


def concept(theme: str | None, lemma: str | None = None) -> str | None:
    """The concept of ``concepts.yaml`` that a theme falls under.

    The longest phrase wins; of equals the head of the phrase ("trade sanctions" are sanctions), and whatever says more
    than that somebody supports something or governs.

    Args:
        theme: As :func:`clean_theme` made it.
        lemma: Base form of the trigger, asked if the theme names none ("sanction" for "sanctioned three banks").

    Example:
        >>> concept("new sanctions on oil exports")
        'sanctions'
    """
    for text in (theme, lemma):
        found = _find(_key(text)) if text else None
        if found:
            return found
    return None


def _find(words: Sequence[str]) -> str | None:
    table = _concepts()
    head_end = next((i for i, word in enumerate(words) if i and word in _BEHIND_HEAD), len(words))
    best: tuple[tuple[bool, int, bool, int], str] | None = None
    for start in range(len(words)):
        for length in range(1, min(_longest(), len(words) - start) + 1):
            found = table.get(tuple(words[start : start + length]))
            if found is None:
                continue
            in_head = start + length <= head_end
            rank = (found not in _SAYS_LITTLE, length, in_head, start if in_head else -start)
            if best is None or rank > best[0]:
                best = rank, found
    return best[1] if best else None


@lru_cache(maxsize=1)
def _longest() -> int:
    return max(map(len, _concepts()), default=0)
