"""How somebody is named in a row: as who he is, or as the text describes him, in its number."""

from __future__ import annotations

import re

from kg.core.english import BREAKS, LINKS, PLURAL_NAMES, PREPOSITIONS, QUANTITIES, SHORT_TITLES, is_plural, one, plural
from kg.core.event import UNNAMED, Event, Participant
from kg.core.in_sentence import DETERMINERS, POSSESSIVES, stands_here, words_after, words_before

# Gunmen in Mali are not Mali's; its police are.
_NATIONALITY = re.compile(r"^(?:[A-Z]\w+ )?[A-Z]\w*(?:an|ese|ish|i|ic|ch|ss|ek) ")
_NOT_OF_STATE = frozenset(["people", "armed_group"])
_GOES_ON = "|".join([*LINKS, *BREAKS])
_OWNER = re.compile(r"((?:[A-Z][\w.’'-]*\s)+[A-Z][\w.-]*) ([a-z].*)")
_QUOTES = re.compile('["“”]')
_MOST = 6  # words of a description
_MINE = re.compile(r"^(?:my|our|your)\s+", re.I)
_MANY = frozenset({"many", "several", "some", "most", "few", "others"})
# Before one who is described, with what else describes him: "a senior Indian diplomat", and not "an attack on troops".
_ONE = re.compile(rf"\b({DETERMINERS}|any|each|every)\s+(?:(?!(?:{PREPOSITIONS})\b)[\w-]+\s+){{0,2}}$", re.I)
# "At least 43", "two": how many somebody is.
_HOW_MANY = re.compile(
    r"(?:^|[\s(])((?:(?:at least|more than|fewer than|up to|over|nearly|about|around|almost|another)\s+)?"
    r"(?:(?:half\s+)?an?\s+(?:dozen|hundred|thousand|million)|\d[\d,.]*(?:\s+(?:thousand|million))?|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve"
    r"|(?:dozen|hundred|thousand|score)s of))\s+$",
    re.I,
)
_THEY = frozenset({"they", "them", "these", "those"})
_LISTED = re.compile(r",| and ")
_OWN = re.compile(rf"(?:{'|'.join(('the', 'my', 'our', 'your', *POSSESSIVES))})\s", re.I)
_ARTICLE = re.compile(r"^(?:a|an|the)\s+", re.I)


def several(p: Participant) -> bool:
    """Whether those who are described are more than one: "gunmen", "thousands of protesters", "border guards"."""
    name = shown(p)
    head = (name if p.named else re.split(r" (?:of|in|from|at|who|that|with|near) ", name)[0]).rpartition(" ")[2]
    if p.kind == UNNAMED and head.casefold() in _MANY:
        return True
    if p.kind == "people" and not described(p):
        return not is_one_of_many(p) and not head.endswith("people")  # "Kurds", "Rohingya"
    if p.kind == "armed_group" and " " not in name and not described(p):
        return head.endswith("is") and head[1:].islower()  # "Houthis", and not "Hamas"
    if p.named and head in PLURAL_NAMES:
        return True  # "Rapid Support Forces"
    if not (p.kind == UNNAMED or described(p)) or " and " in name:
        return p.kind == UNNAMED and " and " in name
    return is_plural(head)


def described(p: Participant) -> bool:
    """Whether the name is no proper one: "Israeli hostage", "Brazilian environment minister"."""
    last = p.name.rpartition(" ")[2]
    return last.islower() or last in SHORT_TITLES


def is_one_of_many(p: Participant) -> bool:
    """Whether the text tells of one of those whom a name means together: "a Christian man"."""
    return not described(p) and p.name.endswith("s") and p.text.split()[-1:] == [p.name.split()[-1][:-1]]


def shown(p: Participant) -> str:
    """The name as a row shows it, in the text's number ("Israeli hostages", "Chinese court"), without "a"."""
    if p.kind == "people" and is_one_of_many(p):
        return p.name[:-1]  # "a Christian"
    if not p.named:
        return _ARTICLE.sub("the " if p.name[:3].casefold() == "the" else "", _QUOTES.sub("", p.name))
    if not described(p):
        return p.name
    name = p.name if _says_whose(p) else _NATIONALITY.sub("", p.name)
    first, space, last = name.rpartition(" ")
    told = re.findall(r"\w+", p.text.casefold())
    they = p.kind in ("people", "person") and p.text.casefold() in _THEY
    if (many := plural(last)).casefold() in told or (they and not is_plural(last)):
        return first + space + many
    single = next((word for word in told if last not in told and plural(word) == last), last)
    return first + space + single


def counted(p: Participant, event: Event) -> str:
    """The name as :func:`shown`, with the number right before it in the text: "at least nine people"."""
    name = shown(p)
    if not (stands_here(event, p) and several(p)) or name[:1].isdigit() or name.split()[0].casefold() in QUANTITIES:
        return name
    before = words_before(event, p.start)
    found = _HOW_MANY.search(before)
    if found is None:
        return name
    number, end = found[1].lower(), event.evidence.trigger_end - event.evidence.start
    if found.start(1) - end == 1:
        number = number.removeprefix("over ")  # "handed over 17"
    return f"{number} {name}"


def _as_told(p: Participant, event: Event) -> str | None:
    """The text's own words for somebody only described, where they say more than the name: "people of Punjab"."""
    head, words = p.name.split()[-1][:4], p.text.split()
    if not (p.named and described(p) and stands_here(event, p) and head in p.text and 1 < len(words) <= _MOST):
        return None
    behind = words_after(event, p.end)
    if not re.search(r"[A-Z]", p.text[1:]) or re.match(r"[-–]|\s[A-Z]|['’]s", behind):
        return None
    if re.search(r" (?:of|the) [A-Z]\w+$", p.text) and re.match(rf"\s(?!(?:{_GOES_ON})\b)[a-z]", behind):
        return None  # "leaders of Muslim" countries
    return " ".join(words) if p.text[0].islower() or p.text[0] == p.name[0] else None


def _with_owner(p: Participant, event: Event) -> str | None:
    """The name with whose he is, of a person: "Diego Maradona's doctor"."""
    owner = _OWNER.match(p.name)
    if owner is None or not re.search(rf"{re.escape(owner[1].split()[-1])}['’]s", event.evidence.sentence):
        return None
    return f"{owner[1]}'s {owner[2]}"


def _says_whose(p: Participant) -> bool:
    """Whether a nationality may stand before who is described: of people only where the text gives it them."""
    if p.kind not in _NOT_OF_STATE or p.name[:4].casefold() in p.text.casefold():
        return True
    return re.search(r"[A-Z]", p.text[1:]) is not None or p.name.split()[-1][:4] not in p.text.casefold()


def told(p: Participant, event: Event) -> str:
    """The name as a row of an event shows it: one who is only described with the article that the text gives him."""
    words = _as_told(p, event) or _with_owner(p, event)
    name = _MINE.sub("the ", words or shown(p))
    if words and _ARTICLE.match(words):
        return words
    if words and " of " in words and words_before(event, p.start).casefold().endswith("the "):
        return f"the {words}"
    if not words and (p.kind == UNNAMED or described(p)) and (number := counted(p, event)) != name:
        return number
    if several(p) or _LISTED.search(name) or _OWN.match(name):
        return name
    if not p.named and (own := _ARTICLE.match(p.name)):
        return own[0].lower() + name
    one_of_a_people = p.kind == "people" and is_one_of_many(p)
    if not (described(p) or one_of_a_people) or not stands_here(event, p):
        return name
    before = _ONE.search(words_before(event, p.start))
    if before is None:
        return p.name if one_of_a_people else name  # "asked Catholic faithful": Catholics, and not one of them
    article = before[1].lower()
    return one(name) if article in ("a", "an") else f"{article} {name}"
