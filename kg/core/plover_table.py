"""Reads ``plover.yaml``, the one table of event types, and holds it to its form."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache
from pathlib import Path
from typing import Any

from kg.core.errors import KnowledgeError
from kg.core.lists import read as lists_of_yaml

PATH = Path(__file__).parent / "plover.yaml"


class Trait(StrEnum):
    """What the rules need to know of a type of event."""

    SYMMETRIC = "symmetric"  # holds both ways: who meets is met
    ON_PLACES = "on_places"  # a place can suffer it: "shelled Kyiv", "sent troops to Mali"
    ON_BODIES = "on_bodies"  # done to somebody's body or freedom; to oneself it is no politics: "killed himself"
    AT_SCENE = "at_scene"  # a name before its noun may be the building where it was: "the embassy attack"
    ATTACK = "attack"  # it hits whoever is there: also what belongs to him, also by accident
    BETWEEN_STATES = "between_states"  # a state does not do it to itself
    BOND = "bond"  # on what ties two states, which a passive lets nobody do: "ties between Mali and Niger were cut"
    ALONE = "alone"  # its nouns say enough with an actor alone: "North Korea's missile launches"
    WITH_ANOTHER = "with_another"  # takes two
    TOGETHER = "together"  # several actors do it with one another, although the word does not say so
    FAVOUR = "favour"  # private people do it to one another every day
    OF_POLITICIANS = "of_politicians"  # politics only where somebody of politics takes part
    BY_FORCES = "by_forces"  # whose forces did it must be known: "troops withdrew"
    WISH = "wish"  # its object is only wished for or refused: an act named in it did not happen
    ADDRESSED = "addressed"  # always has an addressee, said or not
    OF_DOERS = "of_doers"  # meant for who does what it speaks of, not for whom that is done to
    VERDICT = "verdict"  # a word of praise or blame is enough for it
    CONVERSATION = "conversation"  # one speaks with somebody
    UNNAMED = "unnamed"  # told also where nobody is said to have done it: "three soldiers were killed"
    RECURRING = "recurring"  # the same sides do it to each other day after day


@dataclass(frozen=True, slots=True)
class Mode:
    """The manner of an act.

    Attributes:
        name: "visit".
        label: The relation in words of its own: "visits".
        definition: What it means.
        by_states: Whether it is done by the state in whose land it is done.
    """

    name: str
    label: str
    definition: str
    by_states: bool = False


@dataclass(frozen=True, slots=True)
class Shortcut:
    """The property that says in one triple who did it to whom.

    Attributes:
        name: Its name in the namespace of the ontology: "cooperatesWith".
        label: "cooperates with".
        comment: What it says of "the first" and "the second".
    """

    name: str
    label: str
    comment: str


@dataclass(frozen=True, slots=True)
class Prose:
    """How a sentence says it: before somebody, before what it is about, and from the other end ("met by")."""

    to: str
    about: str
    # "from" is a word of Python's, so the column has another name here.
    source: str


@dataclass(frozen=True, slots=True)
class Row:
    """A type of event, as it stands in the table, whose head explains the columns."""

    code: str
    label: str
    prose: Prose
    definition: str
    example: str
    prompt: str
    shortcut: Shortcut
    quad: str | None
    score: float | None
    cameo: Mapping[str, tuple[str, ...]]
    traits: frozenset[Trait]
    mutual_with: frozenset[str]
    filed_as: Mapping[str, str]
    modes: Mapping[str, Mode]


@dataclass(frozen=True, slots=True)
class QuadRow:
    """A quad class: its name ("verbal-cooperation"), number and definition."""

    name: str
    number: int
    definition: str


@dataclass(frozen=True, slots=True)
class Root:
    """A root category of CAMEO: its code ("04"), label and definition."""

    code: str
    label: str
    definition: str


@dataclass(frozen=True, slots=True)
class Table:
    """The whole of ``plover.yaml``."""

    types: Mapping[str, Row]
    quad_classes: Mapping[str, QuadRow]
    contexts: Mapping[str, str]
    cameo_roots: Mapping[str, Root]


@lru_cache(maxsize=1)
def table() -> Table:
    """The shipped table.

    Raises:
        KnowledgeError: The file is not what its head says; the message names the type and what is wrong with it.
    """
    # libyaml's loader, ten times faster, where it is there.
    return read(lists_of_yaml(PATH.read_text("utf-8")))


def read(content: Mapping[str, Any]) -> Table:
    """A table from what stands in a YAML file.

    Raises:
        KnowledgeError: It is not what the head of ``plover.yaml`` says.
    """
    quads = {name: QuadRow(name, **fields) for name, fields in content["quad_classes"].items()}
    types: dict[str, Row] = {}
    for code, fields in content["types"].items():
        try:
            types[code] = _row(code, fields)
            _check(types[code], quads, content)
        except (KeyError, ValueError, TypeError, AttributeError) as error:
            raise KnowledgeError(f"{PATH.name}: type {code}: {error}") from error
    roots = {
        code: Root(code, fields["label"], fields.get("definition", f"Root category {code} of CAMEO."))
        for code, fields in content["cameo_roots"].items()
    }
    return Table(types, quads, dict(content["contexts"]), roots)


def _row(code: str, fields: Mapping[str, Any]) -> Row:
    known = dict(fields)
    prose = known.pop("prose")
    score = known.pop("score", None)
    return Row(
        code=code,
        prose=Prose(prose["to"], prose["about"], prose["from"]),
        shortcut=Shortcut(**known.pop("shortcut")),
        quad=known.pop("quad", None),
        score=None if score is None else float(score),
        cameo={match: tuple(roots) for match, roots in known.pop("cameo", {}).items()},
        traits=frozenset(map(Trait, known.pop("traits", ()))),
        mutual_with=frozenset(known.pop("mutual_with", ())),
        filed_as=known.pop("filed_as", {}),
        modes={name: Mode(name, **mode) for name, mode in known.pop("modes", {}).items()},
        **known,
    )


def _check(row: Row, quads: Mapping[str, QuadRow], content: Mapping[str, Any]) -> None:
    """Whatever a row points to must be there."""
    for what, names, there in (
        ("quad class", [row.quad] if row.quad else [], quads),
        ("type", row.filed_as.values(), content["types"]),
        ("CAMEO root", [root for roots in row.cameo.values() for root in roots], content["cameo_roots"]),
        ("kind of match", row.cameo, {"exact", "close", "narrow", "broad"}),
    ):
        for name in names:
            if name not in there:
                raise ValueError(f"no {what} {name!r}")
