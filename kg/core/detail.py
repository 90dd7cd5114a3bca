"""What completes a row behind its target, in the sentence's own words: "to withdraw its troops", "over the strike".

"Oman urges Mali" says little without what Mali is to do.  It is told where the theme stands right behind whom the row
is about, or behind the verb of a passive; what stands further off is left to the sentence.
"""

from __future__ import annotations

import re

from kg.core.event import Event, Participant
from kg.core.in_sentence import is_passive, stands_here, words_before
from kg.core.plover import EventType

# What leads to a theme: "to", "not to", "over the", "for its", "that it".
_LEADS = re.compile(
    r"\s+(?:(?:not\s+)?to|about|against|as|for|from|in|into|of|on|over|with|that\s+(?:it|he|she|they))\s+"
    r"(?:(?:the|an?|its|his|her|their|not|\w+ing)\s+)?[\"“‘']?"
)
_BY = re.compile(r"\s+by\s+(?:the\s+)?")
_LISTED = re.compile(r",?\s*(?:and|or|,|as well as)\s+(?:the\s+)?")
_THAT = re.compile(r"\bthat\s+(?:the\s+)?$")
_QUOTES = re.compile(r"[\"“”‘]")
# Who says "our" means himself, which nobody does in a row.
_FIRST = re.compile(r"\b(?:i|we|us|me|our|my|you|your)\b", re.I)


def detail(event: Event, whom: Participant) -> str:
    """The words that lead to the theme, and it; empty where it does not stand right behind somebody.

    Example:
        >>> event.evidence.sentence, detail(event, event.recipients[0])
        ('Oman urged Mali to withdraw its troops.', 'to withdraw its troops')
    """
    e, theme = event.evidence, event.theme
    if not theme or not stands_here(event, whom):
        return ""
    for at in _ends(event, whom):
        rest = e.sentence[at - e.start :]
        place = rest.find(theme)
        lead = rest[:place] if place > 0 else ""
        led = lead and not lead.strip("\"“‘' ") and theme.startswith(("not to ", "to "))
        if led or _LEADS.fullmatch(lead):
            told = _QUOTES.sub("", lead + theme).strip()
            return "" if _FIRST.search(told) else told
        if _is_bare_clause(event, whom, lead):
            return f"to {theme}"
    return ""


def _is_bare_clause(event: Event, whom: Participant, lead: str) -> bool:
    """Whether a clause says what somebody is to do, its verb bare: "demanded that Mali withdraw"."""
    verb = (event.theme or "").partition(" ")[0]
    asked = event.type is EventType.REQUEST and lead == " " and _THAT.search(words_before(event, whom.start))
    return bool(asked) and verb.islower() and not verb.endswith(("s", "ed", "ing"))


def _ends(event: Event, whom: Participant) -> list[int]:
    """Behind which places of the text the theme may follow: somebody and those listed with him, or a passive verb."""
    e, last = event.evidence, whom
    for other in sorted(event.recipients, key=lambda p: p.start):
        between = e.sentence[last.end - e.start : other.start - e.start] if other.start >= last.end else ""
        last = other if _LISTED.fullmatch(between) else last
    if last.start > e.trigger_start or not is_passive(event):
        return [last.end]
    by = [a.end for a in event.actors if _BY.fullmatch(e.sentence[e.trigger_end - e.start : max(0, a.start - e.start)])]
    return [*by, e.trigger_end]
