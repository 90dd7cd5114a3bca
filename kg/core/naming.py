"""How somebody is named in a row: as who he is, or as the text describes him, in its number."""

from __future__ import annotations

import re

from kg.core.english import is_plural, plural
from kg.core.event import UNNAMED, Participant

_MANY = frozenset({"many", "several", "some", "most", "few", "others"})
_ARTICLE = re.compile(r"^(?:a|an|the)\s+", re.I)


def several(p: Participant) -> bool:
    """Whether those who are described are more than one: "gunmen", "thousands of protesters", "border guards"."""
    name = shown(p)
    head = (name if p.named else re.split(r" (?:of|in|from|at|who|that|with|near) ", name)[0]).rpartition(" ")[2]
    if p.kind == UNNAMED and head.casefold() in _MANY:
        return True
    if p.kind == "people" and not described(p):
        return not head.endswith("people")  # "Kurds", "Rohingya"
    if p.kind == "armed_group" and " " not in name:
        return head.endswith("is") and head[1:].islower()  # "Houthis", and not "Hamas"
    if not (p.kind == UNNAMED or described(p)) or " and " in name:
        return p.kind == UNNAMED and " and " in name
    return is_plural(head)


def described(p: Participant) -> bool:
    """Whether the name is no proper one: "Israeli hostage", "Brazilian environment minister"."""
    return p.name.rpartition(" ")[2].islower()


def shown(p: Participant) -> str:
    """The name as a row shows it, in the text's number ("Israeli hostages", "Chinese court"), without "a"."""
    if not p.named:
        return _ARTICLE.sub("the " if p.name[:3].casefold() == "the" else "", p.name)
    if not described(p):
        return p.name
    first, space, last = p.name.rpartition(" ")
    told = re.findall(r"\w+", p.text.casefold())
    if (many := plural(last)) in told:
        return first + space + many
    one = next((word for word in told if last not in told and plural(word) == last), last)
    return first + space + one
