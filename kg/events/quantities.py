"""How many people a noun phrase is: "at least 12", "two soldiers and a civilian", "dozens of protesters", "a farmer".

Numbers are read from the characters before the noun and not from the parse, which is often wrong about them; who
belongs to the phrase is the parse's to say.
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Any, NamedTuple

from spacy.tokens import Doc, Token

from kg.language import en, syntax
from kg.language.annotations import of as annotations_of
from kg.language.lemmas import lemmas

_NUMBERS = en.lists("numbers")
#: The lists of ``en/losses.yaml``.
LOSSES: dict[str, Any] = {**en.lists("losses"), **en.groups("losses"), **en.orders("losses"), **en.maps("losses")}

_SCALES = en.maps("numbers")["scales"]
#: More people than there are; what exceeds it is no count of people, and no column of a table holds it.
_MANKIND = 10_000_000_000
_PLURALS = _NUMBERS["plurals"]
_PIECE = re.compile(r"\d[\d,]*(?:\.\d+)?(?!\w)|[a-z]+|[–—-]|\S")
_AGE = re.compile(r"\s?[–-]\s?(?:[a-z]|years?\b)")
NAMES = {"NNP", "NNPS"}
PLURAL = {"NNS", "NNPS"}


class Quantity(NamedTuple):
    """A number of people, at least and at most, and the characters that say it."""

    low: int
    high: int
    start: int
    end: int


def people(head: Token) -> Quantity | None:
    """How many people one noun phrase is; None where the text does not say it, or it is no people or nobody."""
    forms = set(lemmas(head)) | {head.lower_}
    inner = [noun for prep, noun in syntax.obliques(head) if prep == "of" and noun.i > head.i]
    led = any(set(lemmas(noun)).isdisjoint(LOSSES["herds"]) for noun in inner)  # not "three head of cattle"
    leads = not forms.isdisjoint(LOSSES["leads"]) and (led or any(t.dep_ == "compound" for t in head.children))
    if (not forms.isdisjoint(LOSSES["not_people"]) and not leads) or _is_negative(head):
        return None
    if inner and not forms.isdisjoint(LOSSES["groups"]):
        counted = number(head.doc, inner[0].left_edge.idx, inner[0].idx + len(inner[0]))
        if counted is not None:
            return counted  # "a group of 12 gunmen", "a family of five"
    first = max(head.left_edge.i, head.sent.start)
    stop = inner[0].idx + len(inner[0]) if inner and head.lower_ in _PLURALS | {"dozen"} else head.idx + len(head)
    counted = number(head.doc, edge(head) if is_number(head) else head.doc[first].idx, stop)
    if counted is not None:
        if not inner or set(lemmas(inner[0])).isdisjoint(LOSSES["not_people"]):
            family = {"family", "household"} & forms
            return counted._replace(end=head.idx + len(head)) if family else counted
        return None
    return _single(head, forms)


def _single(head: Token, forms: set[str]) -> Quantity | None:
    """One person, or as many as the noun itself says."""
    phrase = syntax.noun_phrase(head)
    if phrase[0].lower_ == "dead" and len(phrase) > 1:
        phrase = phrase[1:]  # "shot dead contractor Ali Hassan"
    start, end = phrase.start_char, phrase.end_char
    before = {t.lower_ for t in phrase if t.i < head.i}
    for word in (head.lower_, *forms):
        if size := LOSSES["sizes"].get(word) or LOSSES["several"].get(word):
            return Quantity(size, size, start, end)
    if "both" in before:
        return Quantity(2, 2, start, end)
    if head.lower_ in LOSSES["one"]:
        return Quantity(1, 1, head.idx, head.idx + len(head))
    article = not before.isdisjoint(_NUMBERS["one"])
    noun = head.tag_.startswith("NN") or (article and head.tag_ == "JJ")  # "a civilian"
    if syntax.is_pronoun(head) or not noun or head.tag_ in PLURAL:
        return None
    if not forms.isdisjoint(LOSSES["groups"]) and not (article and not forms.isdisjoint(LOSSES["one_by_article"])):
        return None
    if head.tag_ in NAMES and not article and not _is_person(head):
        return None
    return Quantity(1, 1, start, end)


def _is_person(name: Token) -> bool:
    """Whether a name is somebody's: a mention says so, or nothing speaks against it."""
    for mention in annotations_of(name.doc).mentions:
        if mention.start <= name.idx < mention.end:
            return mention.entity.kind == "person"
    return len(syntax.noun_phrase(name)) > 1 or not name.lower_.endswith("s")


def _is_negative(head: Token) -> bool:
    none = LOSSES["none"]
    return head.lower_ in none or any(c.lower_ in none and c.i < head.i for c in head.children)


def loses(word: Token, way: str) -> bool:
    """Whether a word tells a loss in a way: that somebody "does": "killed"; or that those lost "suffers": "died"."""
    return any(not set(lemmas(word)).isdisjoint(listed) for listed in LOSSES[way].values())


def is_number(token: Token) -> bool:
    """Whether a word is a number by itself: "12", "dozens"."""
    return token.tag_ == "CD" or token.lower_ in _PLURALS


def edge(numeral: Token) -> int:
    """Where the words that belong to a number begin, at most four tokens before it."""
    at = numeral.i
    while at > numeral.sent.start and numeral.i - at < 4 and not numeral.doc[at - 1].is_punct:
        at -= 1
    tens = numeral.doc[max(numeral.sent.start, at - 2)]
    if numeral.i > tens.i + 1 and numeral.nbor(-1).text == "-" and tens.lower_ in LOSSES["tens"]:
        return int(tens.idx)  # "seventy-nine", which are three tokens
    # a verb or a conjunction ends it: "killed five and left | at least six", "rises to 38 with | 155 injured"
    for i in range(at, numeral.i):
        word = numeral.doc[i]
        if word.lower_ == "with" or (
            word.pos_ in {"VERB", "AUX", "CCONJ"} and word.lower_ not in {"estimated", "between"}
        ):
            at = i + 1
    return int(numeral.doc[at].idx)


def number(doc: Doc, start: int, end: int) -> Quantity | None:
    """The first number between two characters of a document, with the words that bound it."""
    text = doc.text[start:end].lower()
    pieces = [(m.group(), m.start(), m.end()) for m in _PIECE.finditer(text)]
    i = 0
    while i < len(pieces):
        read = _range(pieces, i)
        if read is None:
            i += 1
            continue
        low, high, stop = read
        last = pieces[stop - 1][2]
        if _AGE.match(text, last) or (i and pieces[i - 1][0] == "-" and pieces[i - 1][2] == pieces[i][1]):
            i = stop  # "a 24-year-old", "a 41-member force", "AK-47"
            continue
        if text[last:].lstrip().startswith(("%", "per cent", "percent")):
            return None
        first, low, high = _bounded(text, pieces[i][1], low, high)
        return Quantity(low, high, start + first, start + last)
    return None


def _bounded(text: str, at: int, low: int, high: int) -> tuple[int, int, int]:
    """Where the words before a number begin that bound it, and what they make of it."""
    before = text[:at].rstrip()
    if before.endswith("between"):
        return len(before) - len("between"), low, high
    for name in ("at_most", "fewer", "around"):
        for words_ in sorted(LOSSES[name], key=len, reverse=True):
            if re.search(rf"(?:^|\W){re.escape(words_)}$", before):
                begin = len(before) - len(words_)
                if words_ in _NUMBERS["bounds_nothing"]:
                    begin = at
                if name == "at_most":
                    return begin, 1, high
                return (begin, 1, max(1, high - 1)) if name == "fewer" else (begin, low, high)
    return at, low, high


def _range(pieces: list[tuple[str, int, int]], i: int) -> tuple[int, int, int] | None:
    """Low, high and the piece behind a number or a pair of numbers that begins at a piece."""
    first = _simple(pieces, i)
    if first is None:
        return None
    low, high, stop = first
    if stop < len(pieces):
        link = pieces[stop][0]
        opened = i > 0 and pieces[i - 1][0] == "between"
        second = (
            _simple(pieces, stop + 1) if link in {"to", "or", "-", "–", "—"} or (link == "and" and opened) else None
        )
        if second is not None and second[0] > low:
            return low, second[1], second[2]
    return low, high, stop


def _simple(pieces: list[tuple[str, int, int]], i: int) -> tuple[int, int, int] | None:
    """One number: "12", "2,000", "1.5 million", "a hundred and twenty", "two dozen", "hundreds of thousands"."""
    if i >= len(pieces):
        return None
    word = pieces[i][0]
    if word in LOSSES["vague"]:
        return _vague(pieces, i)
    if word in {"a", "an"} and i + 1 < len(pieces) and pieces[i + 1][0] in _SCALES:
        return _scaled(pieces, i + 1, 1)
    if word == "dozen":
        return 12, 12, i + 1
    if word[0].isdigit():
        value = float(word.replace(",", "").rstrip("."))
        return _scaled(pieces, i + 1, value) if value < _MANKIND else None
    small, tens = _units()
    if word in small or word in tens:
        amount, i = small.get(word, tens.get(word, 0)), i + 1
        if word in tens:
            skip = i + 1 if i < len(pieces) and pieces[i][0] == "-" else i
            if skip < len(pieces) and 0 < small.get(pieces[skip][0], 0) < 10:
                amount, i = amount + small[pieces[skip][0]], skip + 1
        return _scaled(pieces, i, amount)
    return None


def _vague(pieces: list[tuple[str, int, int]], i: int) -> tuple[int, int, int]:
    """A number that is none to the one: "several", "several hundred", "tens of thousands"."""
    low, high = LOSSES["vague"][pieces[i][0]]
    following = [piece[0] for piece in pieces[i + 1 : i + 3]]
    scale, stop = 1, i + 1
    if following and following[0] in _SCALES:
        scale, stop = _SCALES[following[0]], i + 2
    elif following in (["of", "thousands"], ["of", "millions"]):
        scale, stop = _SCALES[following[1][:-1]], i + 3
    return low * scale, high * scale + scale - 1, stop


@lru_cache(maxsize=1)
def _units() -> tuple[dict[str, int], dict[str, int]]:
    """The numbers below twenty, and the tens, by their words."""
    small = {word: n for n, word in enumerate(LOSSES["small"])}
    return small, {word: 10 * n for n, word in enumerate(LOSSES["tens"], 2)}


def _scaled(pieces: list[tuple[str, int, int]], i: int, amount: float) -> tuple[int, int, int]:
    """A number with what multiplies it, and what is added to that: "two hundred and six"."""
    scaled = False
    while i < len(pieces) and pieces[i][0] in _SCALES:
        amount, i, scaled = amount * _SCALES[pieces[i][0]], i + 1, True
    if scaled and i + 1 < len(pieces) and pieces[i][0] == "and" and (rest := _simple(pieces, i + 1)) and rest[0] < 100:
        amount, i = amount + rest[0], rest[2]
    amount = min(amount, _MANKIND)  # "a million million": no count of people, and no column of tables holds it
    return round(amount), round(amount), i
