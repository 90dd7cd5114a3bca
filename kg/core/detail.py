"""What completes a row behind its target, in the sentence's own words: "to withdraw its troops", "over the strike".

"Oman urges Mali" says little without what Mali is to do.  It is told where the theme stands right behind whom the row
is about, or behind the verb of a passive; what stands further off is left to the sentence.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

from kg.core.english import ARTICLE_WORDS, BREAKS, EMPTY, LINKS
from kg.core.event import Event, Participant
from kg.core.forms import by_verb
from kg.core.in_sentence import is_passive, stands_here, words_after, words_before, words_between
from kg.core.own_words import own_words
from kg.core.plover import EventType

_LOOSE = LINKS | ARTICLE_WORDS | {"to"}
# What leads to a theme: "to", "not to", "over the", "for its", "that it".
_LEADS = re.compile(
    r"(?:,\s+[a-z]+(?:\s[a-z]+){0,2},)?\s+"  # ", in particular,"
    r"(?:(?:not\s+)?to|about|against|as|for|from|in|into|of|on|over|with|that\s+(?:it|he|she|they|there\s+(?:is|are)))\s+"
    r"(?:(?:the|an?|its|his|her|their|not|any|all|\w+ing|\w{3,}ly|this|that|these|those)\s+)?"
)
_BY = re.compile(r"\s+by\s+(?:the\s+)?")
_LISTED = re.compile(r",?\s*(?:and|or|,|as well as)\s+(?:the\s+)?")
_THAT = re.compile(r"\bthat\s+(?:the\s+)?$")
_QUOTES = re.compile(r"[\"“”‘]|(?<=\w)’(?!\w)")
_ABOVE_ALL = re.compile(r"^\s+(?:in particular|mainly|chiefly|above all|among other things),?(?:\s+the)?\b")
_IN_PARTICULAR = re.compile(r"^particular,?\s+(?:the\s+)?")
_TALKING = frozenset(["debate", "discuss"])
_INFORMING = frozenset(["inform", "brief", "notify", "update"])
# Words that end what is said behind somebody.
_OVER = (
    r"(?:which|who|whom|when|while|after|before|as|because|but|if|since|where|until|unless|although|amid|following)\b"
)
# A preposition and a noun phrase, up to where something else begins.
_LINK = "|".join(sorted(LINKS - {"by"}))
_PLACED = "|".join(sorted(LINKS - {"by", "with"}))
_STOPS = rf"(?!(?:{'|'.join(sorted(BREAKS))}|{_LINK}|to|as)\b)"
_BEHIND = re.compile(
    rf"\s+((?:{_PLACED})(?:\s+{_STOPS}[\w'’-]+){{1,6}})(?=\s*[,.;:!)]|\s*$|\s+(?:and|as|after|before|while|{_LINK})\b)"
)
_DOING = re.compile(r"from\s+\w+ing\b")  # "barred Mali from joining"
# What else somebody is to do: "to develop | and deepen cooperation".
_AND_DO = re.compile(
    rf"(\s+(?:and|or)(?=\s+(?!\w+(?:ed|ing|s)\b))(?:\s+{_STOPS}[a-z’'-]+){{1,6}})"
    rf"(?=\s*[,.;:!)]|\s*$|\s+(?:{_LINK}|as|after|before|while)\b)"
)
_WHEN = re.compile(
    r"\d|\b(?:(?:mon|tues|wednes|thurs|fri|satur|sun)day|january|february|march|april|june|july|august|september"
    r"|october|november|december|today|yesterday|week|month|year|time|morning|evening|day)s?\b",
    re.I,
)
# What somebody is charged with, thanked for or asked to do, where that is an act of its own and no theme: "for closing
# the border", "to leave", with where he is before it: "in Sudan to stop fighting".
_TO_THE_END = rf"(?=\s*[,.;:!?)]|\s*$|\s{_OVER})"
_MORE = rf"(?:\s+(?!{_OVER})[\w$%'’-]+)"
_ASKED = re.compile(
    rf"\s+((?:(?:{_PLACED})(?:\s+{_STOPS}[\w'’-]+){{1,5}}\s+)?(?:not\s+)?to{_MORE}{{1,18}}){_TO_THE_END}"
)
_REASON = re.compile(
    rf"\s+((?:of|for|over|against)\s+(?:not\s+)?(?:\w+ing|her|his|its|their)\b{_MORE}{{1,16}}){_TO_THE_END}"
)
_ABOUT = re.compile(rf"\s+((?:about|of|on){_MORE}{{2,18}}){_TO_THE_END}")
_HELD = re.compile(
    r"^\s+(?:(?:is|are|was|were)\s+held|takes?\s+place|took\s+place|(?:break|broke|breaks)\s+out|erupt(?:s|ed)?)\b"
)
_DOES = re.compile(r"(?:to|(?:of|for|against|from)\s+(?:not\s+)?\w+ing)\b")
_TAKEN_UP = re.compile(r"\s+(?:them|him|her|it)\b")
_REASONED = frozenset({EventType.ACCUSE, EventType.SUPPORT, EventType.COERCE, EventType.SANCTION, EventType.THREATEN})
# "That infrastructure", of which a row tells nothing before.
_POINTING = re.compile(r"(?:^|(?<=\s))(?:this|that|these|those|such)\s+(?=[a-z]+\b)(?!(?:it|he|she|they|there)\b)")
# The last words of "appreciates the efforts of".
_NOUN = re.compile(r"(?:\sthe)?\s([\w-]+(?:\s[\w-]+)?)\s(?:of|by)$")
# Who says "our" means himself, which nobody does in a row.
_FIRST = re.compile(r"\b(?:i|we|us|me|our|my|you|your)\b", re.I)


def detail(event: Event, whom: Participant) -> str:
    """The words that lead to the theme, and it; empty where it does not stand right behind somebody.

    Example:
        >>> event.evidence.sentence, detail(event, event.recipients[0])
        ('Oman urged Mali to withdraw its troops.', 'to withdraw its troops')
    """
    if not stands_here(event, whom):
        return ""
    kept_from = _BEHIND.match(words_after(event, whom.end))
    if kept_from is not None and _DOING.match(kept_from[1]):
        return kept_from[1]
    told = _led(event, _ends(event, whom)) or _rest(event, whom)
    told = told or _whole(_said(event, whom), "")
    if told:  # not "an account of | Kim | of his meeting with Kim"
        again = re.search(rf"\b{re.escape(whom.text)}\b", told) and not _DOES.match(told)
        return "" if again else told
    if event.type is EventType.REQUEST and _THAT.search(words_before(event, whom.start)):
        verb = (event.theme or "").partition(" ")[0]  # "demanded that Mali withdraw": bare, so it is what Mali is to do
        bare = verb.islower() and not verb.endswith(("s", "ed", "ing"))
        return f"to {event.theme}" if bare and words_after(event, whom.end).startswith(f" {event.theme}") else ""
    return ""


def _said(event: Event, whom: Participant) -> str:
    """What stands behind somebody of what he is asked to do, or of why something is said or done to him."""
    if event.verb in _INFORMING:
        sought = _ABOUT
    elif event.type is EventType.REQUEST:
        sought = _ASKED
    elif event.type in _REASONED:
        sought = _REASON
    else:
        return ""
    ends, begin, end = _ends(event, whom), event.evidence.trigger_start, event.evidence.trigger_end
    if whom.end < begin and (taken_up := _TAKEN_UP.match(words_after(event, end))):
        ends = [end + taken_up.end()]  # "arrested ten, accusing them of spying"
    return next((found[1] for at in ends if (found := sought.match(words_after(event, at)))), "")


def together(event: Event) -> str:
    """The same of a mutual act, whose theme stands behind its verb: "agreed to take part in the meeting"."""
    end = event.evidence.trigger_end
    if not by_verb(event):
        return ""
    theme, rest = _IN_PARTICULAR.sub("", event.theme or ""), _ABOVE_ALL.sub("", words_after(event, end))
    if theme and event.verb in _TALKING and rest.startswith(f" {theme}"):
        return _whole(f"on {theme}", rest[1 + len(theme) :])
    return _led(event, [end])


def behind(event: Event) -> str:
    """What stands right behind a verb that has nobody to reach: "demonstrates | | across the United States".

    Of a protest also behind the verb that says that it was held: "rallies took place in Oslo against the war".
    """
    rest = words_after(event, event.evidence.trigger_end)
    if event.type is EventType.PROTEST and not by_verb(event):
        found = _BEHIND.match(_HELD.sub("", rest, count=1))
    else:
        found = _BEHIND.match(rest) if by_verb(event) else None
    return found[1] if found and not _FIRST.search(found[1]) and not _WHEN.search(found[1]) else ""


def _led(event: Event, ends: Iterable[int]) -> str:
    """The theme with what leads to it, behind one of some places of the text; empty if anything else stands between."""
    theme = _POINTING.sub("", event.theme or "")
    for at in ends:
        rest = _QUOTES.sub("", words_after(event, at))
        place = rest.find(theme) if theme else -1
        if place < 0 and theme:  # a date within it was left out
            theme = _shared(theme, rest)
            place = rest.find(theme) if theme else -1
        lead = _POINTING.sub("", rest[:place]) if place > 0 else ""
        if _LEADS.fullmatch(lead) or (lead == " " and theme.startswith(("not to ", "to "))):
            return _whole(lead.rpartition(",")[2] + theme, rest[place + len(theme) :])
    return ""


def _whole(told: str, behind: str) -> str:
    """What is told, with what else somebody is to do; empty where it is cut, says nothing, or has "our"."""
    told = told.partition(" not only ")[0]  # "… not only in words, but also in deeds"
    if _FIRST.search(told) or told.startswith("not only") or behind.startswith(("-", "'", "’")):
        return ""
    if behind.startswith(",") and "," in told:
        return ""
    more = _AND_DO.match(behind) if re.search(r"\bto\s", told) else None
    words = (told + (more[1] if more else "")).split()
    while words and words[-1] in _LOOSE:
        words.pop()
    says = [word for word in words if word not in _LOOSE]
    return " ".join(words) if says and not (len(says) == 1 and says[0] in EMPTY) else ""


def _shared(theme: str, rest: str) -> str:
    """The words with which a theme begins that stand side by side in the text, up to where a date was left out."""
    words = theme.split()
    for count in range(len(words) - 1, 0, -1):
        begun = " ".join(words[:count])
        place = rest.find(f" {begun} ")
        if place >= 0:
            behind = rest[place + len(begun) + 2 :].split()
            return begun if behind and behind[0] in ("on", "in", "at", "last", "this", "next") else ""
    return ""


def _rest(event: Event, whom: Participant) -> str:
    """What follows in the theme behind what is somebody's there: "the efforts of | Oman | to mediate"."""
    theme, told = event.theme or "", own_words(event, whom)
    noun = _NOUN.search(told) if told else None
    if noun is None:
        return ""
    found = re.search(
        rf"(?:^|\s){re.escape(whom.text)}(?:['’]s?)?\s+{re.escape(noun[1])}\s+(.+)", f"{whom.text} {theme}"
    )
    rest = found[1] if found else ""
    behind = event.evidence.sentence.partition(rest)[2] if rest else ""
    return _whole(rest, behind) if _LEADS.match(f" {rest}") else ""


def _ends(event: Event, whom: Participant) -> list[int]:
    """Behind which places of the text the theme may follow: somebody and those listed with him, or a passive verb."""
    e, last = event.evidence, whom
    for other in sorted(event.recipients, key=lambda p: p.start):
        between = e.sentence[last.end - e.start : other.start - e.start] if other.start >= last.end else ""
        last = other if _LISTED.fullmatch(between) else last
    if last.start > e.trigger_start or not (is_passive(event) or e.trigger.endswith("ed")):
        return [last.end]
    return [*(a.end for a in event.actors if _BY.fullmatch(words_between(event, a.start))), e.trigger_end]
