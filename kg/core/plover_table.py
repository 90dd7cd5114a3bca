"""Reads ``plover.yaml``, the one table of event types, and holds it to its form."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from functools import lru_cache
from pathlib import Path
from typing import Any

from kg.core.errors import KnowledgeError
from kg.core.lists import shipped as shipped_lists

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
        prose: How a sentence says it, by form (:data:`FORMS`); what is missing is said as the type is.
        by_states: Whether it is done by the state in whose land it is done.
    """

    name: str
    label: str
    definition: str
    prose: Mapping[str, str]
    by_states: bool = False


@dataclass(frozen=True, slots=True)
class Words:
    """How some verbs are said, where their type and mode would say too little or too much.

    Attributes:
        verbs: Base forms of the verbs, and nouns: "thank", "prisoner exchange".
        modes: Only with these modes, "" being none; None for any.
        apart: Whether the actors do it beside one another and not with one another: who mediates.
        prose: The forms that are said otherwise.
    """

    verbs: frozenset[str]
    modes: frozenset[str] | None
    apart: bool
    prose: Mapping[str, str]


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


#: In how many ways a relation is said: to somebody; to people or things of a body; to a state; with somebody, who does
#: it too; where "for" stands before them; about a theme; about what is to be done; of a theme that is the act itself;
#: with nothing behind it; of whom is named further down; from the other end.
FORMS = ("to", "of", "state", "with", "for", "about", "do", "noun", "alone", "far", "from")


@dataclass(frozen=True, slots=True)
class Row:
    """A type of event, as it stands in the table, whose head explains the columns."""

    code: str
    label: str
    prose: Mapping[str, str]
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
    words: tuple[Words, ...] = ()
    possible: str | None = None
    cameo_by: Mapping[str, str] = field(default_factory=dict)

    def root(self, mode: str | None, contexts: Iterable[str] = ()) -> str | None:
        """The root of CAMEO that an act of this type is, by its mode, else by its contexts; None of OTHER.

        Example:
            >>> table().types["ASSAULT"].root("massacre"), table().types["ASSAULT"].root(None, ["military"])
            ('20', '19')
        """
        known = (self.cameo_by[name] for name in (mode or "", *contexts) if name in self.cameo_by)
        return next(known, next((root for roots in self.cameo.values() for root in roots), None))

    def worded(self, mode: str | None, verbs: Iterable[str]) -> Mapping[str, str]:
        """How an act of this type is said, by form: by its verb, else its mode, else as the type.

        Args:
            mode: Its mode.
            verbs: The words that it was read by.
        """
        told = dict(self.prose)
        closer = [self.modes[mode].prose] if mode is not None and mode in self.modes else []
        closer += [w.prose for w in self._fitting(mode, verbs)][:1]
        for prose in closer:
            if "to" in prose:
                told.pop("of", None)
                told.pop("state", None)
            told |= prose
        told.setdefault("far", told["to"])
        return told

    def apart(self, mode: str | None, verbs: Iterable[str]) -> bool:
        """Whether several actors do it beside one another, although the type is done with one another."""
        return any(w.apart for w in self._fitting(mode, verbs))

    def _fitting(self, mode: str | None, verbs: Iterable[str]) -> Iterator[Words]:
        for verb in verbs:
            for words in self.words:
                if verb in words.verbs and (words.modes is None or (mode or "") in words.modes):
                    yield words


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
    return read(shipped_lists(PATH))


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
    score = known.pop("score", None)
    return Row(
        code=code,
        prose=_prose(known.pop("prose"), complete=True),
        shortcut=Shortcut(**known.pop("shortcut")),
        quad=known.pop("quad", None),
        score=None if score is None else float(score),
        cameo={match: tuple(roots) for match, roots in known.pop("cameo", {}).items()},
        traits=frozenset(map(Trait, known.pop("traits", ()))),
        mutual_with=frozenset(known.pop("mutual_with", ())),
        filed_as=known.pop("filed_as", {}),
        modes={name: _mode(name, mode) for name, mode in known.pop("modes", {}).items()},
        words=tuple(_words(**words) for words in known.pop("words", ())),
        **known,
    )


def _prose(forms: Mapping[str, str], complete: bool = False) -> dict[str, str]:
    """Forms of prose by name; of a type at least "to", "about" and "from", which stand in for what it does not say."""
    unknown = set(forms) - set(FORMS)
    if unknown:
        raise ValueError(f"no form of prose {min(unknown)!r}; there are {', '.join(FORMS)}")
    if not complete:
        return dict(forms)
    lacking = {"to", "about", "from"} - set(forms)
    if lacking:
        raise ValueError(f"no prose for {min(lacking)!r}")
    return {"with": forms["to"], "alone": forms["to"], "noun": forms["about"], **forms}


def _mode(name: str, fields: Mapping[str, Any]) -> Mode:
    known = dict(fields)
    label, definition, by_states = known.pop("label"), known.pop("definition"), known.pop("by_states", False)
    to = {form: known.get("to", label) for form in ("to", "with")}
    return Mode(name, label, definition, to | _prose(known), by_states)


def _words(verbs: Iterable[str], modes: Iterable[str] | None = None, apart: bool = False, **prose: str) -> Words:
    return Words(frozenset(verbs), None if modes is None else frozenset(modes), apart, _prose(prose))


def _check(row: Row, quads: Mapping[str, QuadRow], content: Mapping[str, Any]) -> None:
    """Whatever a row points to must be there."""
    for what, names, there in (
        ("quad class", [row.quad] if row.quad else [], quads),
        ("type", row.filed_as.values(), content["types"]),
        ("CAMEO root", [root for roots in row.cameo.values() for root in roots], content["cameo_roots"]),
        ("kind of match", row.cameo, {"exact", "close", "narrow", "broad"}),
        ("mode or context", row.cameo_by, {*row.modes, *content["contexts"]}),
        ("CAMEO root of this type", row.cameo_by.values(), [root for roots in row.cameo.values() for root in roots]),
    ):
        for name in names:
            if name not in there:
                raise ValueError(f"no {what} {name!r}")
