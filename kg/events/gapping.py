"""Clauses whose verb is left out, and objects that stand far behind: both are told with the words of the clause before.

"Poland expelled ten diplomats; Lithuania, four", "Chad sent troops to Mali and Togo to Niger": the second did what the
first did.  "Israel bombed Gaza on Sunday and, hours later, Tyre": the second was hit as well.  So was done what others
"did" too: "France suspended its aid, and Germany did the same".
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import pairwise

from spacy.tokens import Token

from kg.core.plover import Status
from kg.core.records import Mention
from kg.events.frame import Frame
from kg.events.match import Match
from kg.events.parties import Parties
from kg.events.status import stance
from kg.language import en, syntax
from kg.language.lemmas import lemmas

_CALENDAR, _NUMBERS = en.lists("calendar"), en.lists("numbers")
SPLITS = en.lists("small_words")["splits"]
_NAMED = {"name", "metonym", "place"}
LIGHT = {"ADV", "PUNCT", "CCONJ", "SCONJ", "DET", "NUM", "AUX"}


def with_gapped(found: list[Match], tokens: Sequence[Token], parties: Parties) -> list[Match]:
    """The matches and those of clauses behind them whose verb is left out.

    Args:
        found: The matches of a sentence; objects that stand far behind are added to theirs.
        tokens: The sentence.
        parties: Who is named in it.
    """
    out = list(found)
    for match in found:
        if match.entry.pos != "verb" or not match.actors or match.entry.mutual:
            continue
        out += [*_likewise(match, parties), *_again(match, parties)]
        for piece in _pieces(match.trigger, tokens) if match.recipients else ():
            if later := _further_object(piece, parties):
                match.hit_also(later, but=[m.entity.id for m in match.actors])
            elif (second := _second_clause(match, piece, parties)) is not None:
                _part(match, second, piece[0].idx)
                if match.recipients and match.actors:
                    out.append(second)
    return out


def _part(match: Match, second: Match, at: int) -> None:
    """Takes from a match those who stand behind a character and belong to the clause there."""
    theirs = {m.entity.id for m in (*second.actors, *second.recipients)}
    match.recipients = [m for m in match.recipients if m.entity.id not in theirs or m.end < at]
    match.actors = [m for m in match.actors if m.entity.id not in theirs or m.end < at]


def _likewise(match: Match, parties: Parties) -> Iterator[Match]:
    """What others did as well: "…, and Germany did the same", "Chad followed suit", "so did Mali"."""
    for verb in syntax.conjuncts(match.trigger):
        things = {t.lower_ for t in verb.children if t.i > verb.i}
        does = "do" in lemmas(verb) and bool(things & {"same", "likewise"})
        does = does or ("follow" in lemmas(verb) and "suit" in things)
        known = {m.entity.id for m in match.actors}
        others = [m for t in syntax.subjects(verb) for m in parties.of(t) if m.entity.id not in known] if does else []
        if others:
            taken = {m.entity.id for m in others}
            match.recipients = [m for m in match.recipients if m.entity.id not in taken]
            yield replace(match, actors=others, recipients=list(match.recipients), notes=[*match.notes])


def _again(match: Match, parties: Parties) -> Iterator[Match]:
    """What those who did it will do once more: "launched a satellite in May and plans to try again in October"."""
    for verb in syntax.conjuncts(match.trigger):
        if syntax.subjects(verb):
            continue
        for inner in (verb, *syntax.complements(verb)):
            tries = _says_again(inner) and not {"try", "do", "attempt"}.isdisjoint(lemmas(inner))
            if tries and stance(inner).status != Status.ASSERTED:
                frame = Frame(inner, "verb", parties)
                yield replace(match, frame=frame, stance=stance(inner), notes=[*match.notes])


def is_once_more(match: Match) -> bool:
    """Whether an act is what :func:`with_gapped` found to be tried again: with other things, of no told number."""
    return match.theme is not None and match.theme.i < match.trigger.i and _says_again(match.trigger)


def _says_again(verb: Token) -> bool:
    return any(c.lower_ == "again" for c in verb.children)


def _pieces(trigger: Token, tokens: Sequence[Token]) -> Iterator[list[Token]]:
    """What stands behind "and" or ";" after a verb, up to the next, where there is no verb in it."""
    behind = [t for t in tokens if t.i > trigger.i]
    cuts = [k for k, t in enumerate(behind) if t.lower_ in SPLITS or (t.text == "," and _opens(behind, k))]
    for cut, end in pairwise([*cuts, len(behind)]):
        piece = [t for t in behind[cut + 1 : end] if not t.is_space]
        while piece and piece[-1].is_punct:
            piece.pop()
        if any(syntax.is_verb(t) or t.pos_ == "AUX" for t in behind[:cut]):
            return  # another clause has begun
        if piece and not any(syntax.is_verb(t) or t.pos_ == "AUX" for t in piece):
            yield piece


def _opens(behind: Sequence[Token], at: int) -> bool:
    """Whether a comma closes one of several gapped clauses: "…; Lithuania, four, and Latvia, two" has "and" for it."""
    return at + 1 < len(behind) and behind[at + 1].lower_ in SPLITS


def _further_object(piece: list[Token], parties: Parties) -> list[Mention]:
    """Who stands alone behind an adverbial of time: "hours later, Lebanon"."""
    first = next((k for k, t in enumerate(piece) if parties.covering(t)), 0)
    before, named = piece[:first], parties.covering(piece[first])
    rest = [t for t in piece[first:] if not any(m in named for m in parties.covering(t))]
    if not before and _is_dated(rest) and _is_dated(_phrase_before(piece[0])):  # "Zimbabwe in 2003 and Belarus in 2006"
        return [m for m in named if m.form in _NAMED][:1]
    if not _says_only_when(before) or any(t.pos_ not in LIGHT and not _is_when(t) for t in rest):
        return []
    return [m for m in named if m.form in _NAMED or m.form == "agent"][:1]


def _says_only_when(words: Sequence[Token]) -> bool:
    """Whether words are an adverbial of time, on which nothing is to follow: "hours later"."""
    whens = [t for t in words if _is_when(t)]
    if not whens or words[-1].pos_ == "ADP":
        return False
    return all(t in whens or t.is_punct or t.pos_ in LIGHT for t in words)


def _is_when(token: Token) -> bool:
    return bool({token.lower_, token.lemma_.lower()} & _CALENDAR["when"]) or (token.text.isdigit() and len(token) == 4)


def _is_dated(tokens: Sequence[Token]) -> bool:
    """Whether words only say when: "in 2006", "on Saturday"."""
    words = [t for t in tokens if not t.is_punct]
    return len(words) > 1 and words[0].pos_ == "ADP" and all(map(_is_when, words[1:]))


def _phrase_before(token: Token) -> list[Token]:
    """The preposition and the noun that stand before a conjunction."""
    behind = token.i - 1
    while behind > token.sent.start and (token.doc[behind].is_punct or token.doc[behind].lower_ in SPLITS):
        behind -= 1
    return list(token.doc[max(token.sent.start, behind - 1) : behind + 1])


def _second_clause(match: Match, piece: list[Token], parties: Parties) -> Match | None:
    """The clause without a verb that a piece of a sentence is, if it is one."""
    start = 1 if piece[0].lower_ in {"the", "a", "an"} else 0
    if start >= len(piece):
        return None
    who = [m for m in parties.covering(piece[start]) if m.form in {"name", "metonym", "role"}][:1]
    if not who or who[0].entity.id in {m.entity.id for m in match.actors}:
        return None
    behind = [t for t in piece[start:] if t.idx >= who[0].end]
    rest = [t for t in behind if t.text != ","]
    if not rest:
        return None
    parted = behind[0].text == "," or (piece[0].i > 0 and piece[0].nbor(-1).text == ";")
    whom = _done_to(match, who[0], rest, parted, parties)
    return None if whom is None else replace(match, actors=who, recipients=whom, notes=[*match.notes])


def _done_to(match: Match, who: Mention, rest: list[Token], parted: bool, parties: Parties) -> list[Mention] | None:
    """To whom somebody did the same, by what stands behind him; None where that is no clause.

    "Togo | to Niger", "Lithuania, | four", "Chad, | Mali".
    """
    opener, few = rest[0], len(rest) <= 3
    listed = [m for t in rest for m in parties.covering(t) if m.form != "adjective"][:1]
    if opener.pos_ == "ADP":
        return listed if listed and opener.lower_ in _prepositions(match, parties) else None
    if few and (opener.pos_ == "NUM" or (parted and opener.lower_ in _NUMBERS["counted"])):
        return listed or [m for m in match.recipients if m.entity.id != who.entity.id]
    return listed if parted and listed and parties.covering(opener) and len(rest) <= 6 else None


def _prepositions(match: Match, parties: Parties) -> set[str]:
    """The prepositions behind which a match has its recipients."""
    heads = [t for t in match.trigger.sent if any(m in match.recipients for m in parties.covering(t))]
    return {word for t in heads if (word := syntax.preposition(t))}
