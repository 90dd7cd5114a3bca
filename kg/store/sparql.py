"""Values for the variables of a query, put in so that they can never become part of its syntax."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator, Mapping
from typing import Any

from pyoxigraph import BlankNode, Literal, NamedNode

from kg.core.errors import QueryError
from kg.rdf.namespaces import XSD

Term = NamedNode | BlankNode | Literal

_TOKEN = re.compile(
    r"""(?P<comment>\#[^\n]*)
      | (?P<iri><[^<>"{}|^`\\\x00-\x20]*>)
      | (?P<string>\"\"\"(?:[^"\\]|\\.|"(?!""))*\"\"\" | '''(?:[^'\\]|\\.|'(?!''))*'''
                 | "(?:[^"\\\n]|\\.)*" | '(?:[^'\\\n]|\\.)*')
      | (?P<open>[({]) | (?P<close>[)}])
      | (?P<variable>[?$]\w+)
      | (?P<name>(?:\w[\w.-]*)?:[^\s{}()<>"'|^;,*+/?!=&]*)
      | (?P<word>@?[A-Za-z_]\w*)""",
    re.VERBOSE | re.DOTALL,
)
_NAME = re.compile(r"[A-Za-z_]\w*$")


def bind(sparql: str, bindings: Mapping[str, Term]) -> str:
    """A query with values for some of its variables, as a VALUES block at the start of its pattern.

    The variables remain variables, so they can be selected and grouped by.

    Args:
        sparql: A query.
        bindings: Variable name (without "?") -> value.

    Raises:
        QueryError: A name is no variable's, a value is a blank node, or the query has no pattern to put them in.

    Example:
        >>> bind("SELECT * { ?s ?p ?o }", {"s": NamedNode("http://example.org/a")})
        'SELECT * { VALUES (?s) { (<http://example.org/a>) } ?s ?p ?o }'
    """
    if not bindings:
        return sparql
    for name, term in bindings.items():
        if not _NAME.match(name):
            raise QueryError(f"{name!r} is not the name of a variable")
        if isinstance(term, BlankNode):
            raise QueryError(f"?{name}: a blank node cannot be bound")
    names = " ".join(f"?{name}" for name in bindings)
    values = " ".join(str(term) for term in bindings.values())
    block = f" VALUES ({names}) {{ ({values}) }}"
    at = _pattern_start(sparql)
    return f"{sparql[:at]}{block}{sparql[at:]}" if at else f"{sparql}\n{block}"


def terms(bindings: Mapping[str, Any] | None) -> dict[str, Term] | None:
    """Python values and rdflib terms as what :func:`bind` takes.

    Raises:
        QueryError: A value is of a type that is no literal's.
    """
    if not bindings:
        return None
    return {name.lstrip("?"): _term(value) for name, value in bindings.items()}


def _term(value: Any) -> Term:
    if isinstance(value, NamedNode | BlankNode | Literal):
        return value
    if isinstance(value, dt.date) and not isinstance(value, dt.datetime):
        return Literal(value.isoformat(), datatype=NamedNode(XSD + "date"))
    if hasattr(value, "n3"):  # an rdflib term
        from kg.rdf.face import to_ox

        return to_ox(value)
    if isinstance(value, str | int | float | bool):
        return Literal(value)
    raise QueryError(f"a {type(value).__name__} cannot be bound to a variable; pass text, a number, a date or a term")


def words(sparql: str) -> Iterator[str]:
    """The bare words of a query: keywords and functions, not what stands in strings, IRIs, names or comments."""
    for token in _TOKEN.finditer(sparql):
        if token["word"]:
            yield token["word"]


def says_from(sparql: str) -> bool:
    """Whether a query says by FROM or FROM NAMED which graphs it reads.

    Example:
        >>> says_from("SELECT ?from FROM <x:g> { ?from ?p 'FROM' }"), says_from("SELECT ?from { ?from ?p 'FROM' }")
        (True, False)
    """
    return any(word.upper() == "FROM" for word in words(sparql))


def _pattern_start(sparql: str) -> int | None:
    """Where the pattern begins: after the first top-level brace that is not the template of a CONSTRUCT.

    None for CONSTRUCT WHERE { … }, which is template and pattern in one and can have its values at the end only.
    """
    depth, construct, template = 0, False, False
    for token in _TOKEN.finditer(sparql):
        if token["open"]:
            if token[0] == "{" and depth == 0 and not template:
                return None if construct else token.end()
            depth += 1
        elif token["close"]:
            depth -= 1
            if token[0] == "}" and depth == 0:
                template = construct = False
        elif token["word"] and depth == 0:
            word = token[0].upper()
            if word == "CONSTRUCT":
                construct = template = True
            elif word == "WHERE":
                template = False
    raise QueryError("the query has no { pattern } to bind variables in")
