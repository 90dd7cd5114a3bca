"""PLOVER: the event types, modes, contexts, statuses and the figures attached to them.

PLOVER is the successor of CAMEO (Open Event Data Alliance, *PLOVER: Political Language Ontology for Verifiable Event
Records*, manual draft of September 2021).  Codes are the manual's; the wording of everything else is ours.  Types and
contexts are those of ``plover.yaml``: one that is added there is a member here.
"""

from __future__ import annotations

from collections.abc import Mapping
from enum import EnumMeta, IntEnum, StrEnum
from typing import TYPE_CHECKING, TypeVar

from kg.core.plover_table import Mode, Row, Shortcut, Trait, table

_Member = TypeVar("_Member", bound=StrEnum)


class QuadClass(IntEnum):
    """The four quad classes: cooperation or conflict, by words or by deeds."""

    VERBAL_COOPERATION = 1
    MATERIAL_COOPERATION = 2
    VERBAL_CONFLICT = 3
    MATERIAL_CONFLICT = 4

    @property
    def side(self) -> str:
        """ "cooperation" or "conflict"."""
        return "cooperation" if self in (QuadClass.VERBAL_COOPERATION, QuadClass.MATERIAL_COOPERATION) else "conflict"

    @property
    def by_words(self) -> bool:
        """Whether by words, not by deeds."""
        return self in (QuadClass.VERBAL_COOPERATION, QuadClass.VERBAL_CONFLICT)


class _OfTable(EnumMeta):
    """An enumeration whose members stand in the table, which a type checker does not read."""

    if TYPE_CHECKING:

        def __getattr__(cls: type[_Member], name: str) -> _Member: ...  # type: ignore[misc]


class EventType(StrEnum, metaclass=_OfTable):
    """The PLOVER event types, and OTHER for a political act that is none of them.

    Example:
        >>> EventType.CONSULT.label, EventType.CONSULT.quad, EventType.CONSULT.score
        ('meets', <QuadClass.VERBAL_COOPERATION: 1>, 1.0)
    """

    _ignore_ = "_code"
    for _code in table().types:
        vars()[_code] = _code

    @property
    def row(self) -> Row:
        """All that the table says of it."""
        return table().types[self]  # a member is its code; to ask for its value takes ten times as long

    @property
    def label(self) -> str:
        """One readable word or two, for tables and views.  A status other than "asserted" stands beside it."""
        return self.row.label

    @property
    def prose(self) -> Mapping[str, str]:
        """How a sentence says it, by form (:data:`kg.core.plover_table.FORMS`)."""
        return self.row.prose

    @property
    def shortcut(self) -> Shortcut:
        """The property of the graph that says who did it to whom."""
        return self.row.shortcut

    @property
    def modes(self) -> Mapping[str, Mode]:
        """Its modes by name; an act may have none."""
        return self.row.modes

    @property
    def quad(self) -> QuadClass | None:
        """The quad class; None for OTHER."""
        name = self.row.quad
        return None if name is None else QuadClass(table().quad_classes[name].number)

    @property
    def side(self) -> str:
        """ "cooperation", "conflict" or "other"."""
        return "other" if self.quad is None else self.quad.side

    @property
    def score(self) -> float | None:
        """Intensity from -10 (most conflictual) to +10 (most cooperative); None for OTHER.

        The scale is Goldstein's (1992, *Journal of Conflict Resolution* 36(2)), each value that of the CAMEO root
        category the PLOVER type grew out of.
        """
        return self.row.score

    def has(self, trait: Trait) -> bool:
        """Whether it has a trait: ``EventType.CONSULT.has(Trait.SYMMETRIC)``."""
        return trait in table().types[self].traits


class Status(StrEnum):
    """How sure the text is that the act took place."""

    ASSERTED = "asserted"
    PLANNED = "planned"
    HYPOTHETICAL = "hypothetical"
    DENIED = "denied"
    HISTORICAL = "historical"


class Context(StrEnum, metaclass=_OfTable):
    """PLOVER contexts, the field of politics that an act belongs to: ``Context.MILITARY``, ``Context("cbrn")`` …"""

    _ignore_ = "_name"
    for _name in table().contexts:
        vars()[_name.upper()] = _name


class Precision(StrEnum):
    """How finely the text dates an event."""

    DAY = "day"
    WEEK = "week"
    MONTH = "month"
    YEAR = "year"


class Basis(StrEnum):
    """From where the date of an event is known."""

    TEXT = "text"  #: it stands in the sentence
    CARRIED = "carried"  #: from an earlier sentence of the story
    PUBLISHED = "published"  #: no date is told; the article is dated and tells it as news


def with_trait(trait: Trait) -> frozenset[EventType]:
    """The types that have a trait."""
    return frozenset(type_ for type_ in EventType if type_.has(trait))


def plover_code(type_: EventType, status: Status) -> EventType:
    """Fold an act and its status into the one code PLOVER knows.

    By the manual's rules, a promise or plan of cooperation is AGREE, a planned concession or retreat is CONCEDE,
    threatened or planned material conflict is THREATEN, and a denied act of cooperation is REJECT.

    Args:
        type_: The act itself.
        status: How sure the text is of it.

    Returns:
        The PLOVER type under which an event coder would file it.

    Example:
        >>> plover_code(EventType.CONSULT, Status.PLANNED)
        <EventType.AGREE: 'AGREE'>
    """
    type_ = EventType(type_)  # somebody else's extractor may have given its name
    return EventType(type_.row.filed_as.get(status, type_))
