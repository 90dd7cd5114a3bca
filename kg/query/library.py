"""Questions worth asking, as SPARQL: one ``.rq`` file each, with a title and what it answers in its first lines."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from pyoxigraph import Literal, NamedNode

from kg.core.errors import QueryError
from kg.rdf.namespaces import ENTITY, PREFIXES, XSD, encode
from kg.rdf.terms import Term

_QUERIES = files("kg.query").joinpath("queries")
_PARAMETER = re.compile(r"VALUES \?(\w+) \{ (\S+) \}")
_CODE = re.compile(r"[A-Za-z]{3}$")


@dataclass(frozen=True, slots=True)
class Example:
    """A query that comes with the package.

    Attributes:
        name: Name of the file, without ``.rq``.
        title: What it is about, in one line.
        answers: What its rows say.
        text: The query.
    """

    name: str
    title: str
    answers: str
    text: str

    @property
    def parameters(self) -> dict[str, str]:
        """What can be changed, and what stands there: variable -> prefixed name."""
        return dict(_PARAMETER.findall(self.text))

    def with_values(self, values: Mapping[str, str | Term]) -> str:
        """The query with other values for its parameters.

        Args:
            values: Parameter -> an entity's id ("UKR", "vladimir-putin"), a prefixed name ("kg:meets"), a day
                ("2023-05-01") or words where the query has such, or a term.

        Raises:
            QueryError: It has no such parameter, or what should be a day is none.

        Example:
            >>> "entity:UKR" in get("ties-of-a-country").with_values({"country": "UKR"})
            False
            >>> "entity/UKR>" in get("ties-of-a-country").with_values({"country": "UKR"})
            True
        """
        text = self.text
        for name, value in values.items():
            if name not in self.parameters:
                known = ", ".join(self.parameters) or "none"
                raise QueryError(f"the query {self.name} has no parameter {name!r}; it has {known}")
            term = _like(self.parameters[name], value) if isinstance(value, str) else value
            block = f"VALUES ?{name} {{ {term} }}"
            text = block.join(re.split(rf"VALUES \?{name} \{{ \S+ \}}", text))
        return text


def examples() -> list[Example]:
    """All of them, by name."""
    return [_read(name) for name in names()]


@cache
def names() -> list[str]:
    """The names that :func:`get` knows."""
    return sorted(f.name.removesuffix(".rq") for f in _QUERIES.iterdir() if f.name.endswith(".rq"))


def get(name: str) -> Example:
    """One of them.

    Raises:
        QueryError: There is none of that name.
    """
    if name not in names():
        raise QueryError(f"no example query {name!r}; there are {', '.join(names())}")
    return _read(name)


@cache
def _read(name: str) -> Example:
    text = _QUERIES.joinpath(f"{name}.rq").read_text("utf-8")
    comments = [line[1:].strip() for line in text.splitlines() if line.startswith("#")]
    return Example(name, comments[0], " ".join(comments[1:]), text)


def _like(default: str, value: str) -> NamedNode | Literal:
    """What somebody typed as the kind of term that stands in a query: a day, words, or the name of a node."""
    if default.endswith("^^xsd:date"):
        try:
            return Literal(dt.date.fromisoformat(value).isoformat(), datatype=NamedNode(XSD + "date"))
        except ValueError:
            raise QueryError(f"{value!r} is not a day (YYYY-MM-DD)") from None
    return Literal(value) if default.startswith('"') else _term(value)


def _term(value: str) -> NamedNode:
    prefix, colon, local = value.partition(":")
    if colon and prefix in PREFIXES:
        return NamedNode(PREFIXES[prefix] + encode(local))
    return NamedNode(ENTITY + encode(value.upper() if _CODE.match(value) else value))
