"""Base forms of a word, likeliest first.

A small trained lemmatizer errs on the words that matter here ("condemne", "travell"), so the regular inflections of
English are undone as well, and whoever looks a word up takes the first form that is in his list.
"""

from __future__ import annotations

import re
from collections.abc import Container
from functools import lru_cache
from itertools import chain

from spacy.tokens import Token

_IRREGULAR = """
be: am is are was were been being|bear: bore borne|beat: beaten|become: became|begin: began begun|bid: bade|bind: bound
bite: bit bitten|blow: blew blown|break: broke broken|bring: brought|build: built|buy: bought|catch: caught
choose: chose chosen|come: came|deal: dealt|dig: dug|do: did done does|draw: drew drawn|drive: drove driven
eat: ate eaten|fall: fell fallen|feel: felt|fight: fought|find: found|flee: fled|fly: flew flown
forbid: forbade forbidden|forgive: forgave forgiven|freeze: froze frozen|get: got gotten
give: gave given|go: went gone goes|grow: grew grown
hang: hung|have: has had|hear: heard|hide: hid hidden|hold: held|keep: kept|know: knew known|lay: laid|lead: led
leave: left|lend: lent|lose: lost|make: made|mean: meant|meet: met|overthrow: overthrew overthrown|pay: paid
rise: rose risen|say: said|see: saw seen|seek: sought|sell: sold|send: sent|shake: shook shaken|shoot: shot|show: shown
sing: sang sung|sit: sat|speak: spoke spoken|spend: spent|stand: stood|steal: stole stolen|stick: stuck
strike: struck stricken|swear: swore sworn|sweep: swept|take: took taken|teach: taught|tell: told|think: thought
throw: threw thrown|undergo: underwent undergone|undertake: undertook undertaken|uphold: upheld|wear: wore worn|win: won
withdraw: withdrew withdrawn|withhold: withheld|write: wrote written|withstand: withstood|foresee: foresaw foreseen
arise: arose arisen|awake: awoke awoken|bind: bound|breed: bred|cling: clung|creep: crept|dig: dug|drink: drank drunk
fling: flung|leap: leapt|light: lit|mislead: misled|mistake: mistook mistaken|overcome: overcame|overrun: overran
oversee: oversaw overseen|overtake: overtook overtaken|partake: partook partaken|rebuild: rebuilt|repay: repaid
resell: resold|retake: retook retaken|rewrite: rewrote rewritten|ring: rang rung|run: ran|shine: shone
shrink: shrank shrunk|sink: sank sunk|slay: slew slain|sleep: slept|slide: slid|spill: spilt|spin: spun
spring: sprang sprung|sting: stung|strive: strove striven|swim: swam swum|swing: swung|tear: tore torn
understand: understood|undo: undid undone|wake: woke woken|weave: wove woven|wind: wound|wring: wrung
"""
IRREGULAR = {
    form: base
    for row in _IRREGULAR.replace("\n", "|").split("|")
    if ":" in row
    for base, forms in [row.split(": ")]
    for form in forms.split()
}

# What no English verb ends in: "clashe", "bypasse"; "arriv", "settl", "conclud", "provid".
_NO_VERB = re.compile(
    r".*(?:(?:ss|sh|zz|tch)e|v|[^i]c|dg|..[bcdfgkpstz]l|[^aeou]u|[^aeo]ud|[aeiou][^aeiou]+id)(?<!forbid)"
)
_SHORT = re.compile("[^aeiou]*[aeiou][bdgklmnprtvz]")  # one syllable with a short vowel


def is_any_of(token: Token, forms: Container[str]) -> bool:
    """Whether a word may be an inflection of one of some base forms."""
    return any(form in forms for form in lemmas(token))


def lemmas(token: Token) -> tuple[str, ...]:
    """The base forms that a word may have, lower-case, likeliest first.

    Example:
        "levelled" gives ("levelle", "level", "levell", "levelle") on the shipped weights: one of them is right.
    """
    try:
        known: tuple[str, ...] = token.forms  # type: ignore[attr-defined]
    except AttributeError:  # spaCy's own
        return forms(token.lower_, token.lemma_.lower(), token.tag_[:2])
    return known


def sentence_forms(token: Token) -> frozenset[str]:
    """The base forms of all words of the sentence of a word, and these as they are written.

    What needs one of some words need not be looked for where a sentence has none.
    """
    sentence = token.sent
    try:
        known: frozenset[str] = sentence.forms  # type: ignore[attr-defined]
    except AttributeError:  # spaCy's own
        return frozenset(chain.from_iterable(map(lemmas, sentence)))
    return known


@lru_cache(maxsize=50_000)
def forms(word: str, lemma: str, kind: str) -> tuple[str, ...]:
    """The base forms of a word as it is written, small, with its lemma and the beginning of its tag."""
    found = [lemma]
    if kind == "VB":
        if word in IRREGULAR:
            return tuple(dict.fromkeys([IRREGULAR[word], lemma, word]))
        regular = _verb(word)
        found = [*regular, lemma] if _undoubled(word, lemma) else [lemma, *regular]
        found.sort(key=lambda form: _NO_VERB.fullmatch(form) is not None)
    elif kind == "NN":
        found += _noun(word)
    return tuple(dict.fromkeys([*found, word]))


def _verb(word: str) -> list[str]:
    for ending in ("ing", "ed"):
        stem = word.removesuffix(ending)
        if stem != word and len(stem) > 1:
            doubled = len(stem) > 2 and stem[-1] == stem[-2]
            changed = [stem[:-1] + "y"] if stem.endswith("i") else []
            if _undoubled(word, stem):
                return [stem + "e", stem]
            if stem.endswith(("ss", "ff", "zz")):
                return [stem, stem[:-1], stem + "e"]
            return [*([stem[:-1]] if doubled else []), stem, stem + "e", *changed]
    return _noun(word)


def _undoubled(word: str, stem: str) -> bool:
    """Whether a short base form would have doubled its last letter: "raped" is from "rape", as "rap" has "rapped"."""
    return bool(_SHORT.fullmatch(stem)) and word in {stem + "ed", stem + "ing"}


def _noun(word: str) -> list[str]:
    if word.endswith("ies"):
        return [word[:-3] + "y", word[:-1]]
    if word.endswith(("ses", "xes", "zes", "ches", "shes", "oes")):
        return [word[:-2], word[:-1]]
    if word.endswith("s") and not word.endswith("ss"):
        return [word[:-1]]
    return [word]
