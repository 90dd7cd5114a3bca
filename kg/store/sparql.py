"""Values for the variables of a query, put in so that they can never become part of its syntax."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterable, Iterator, Mapping
from typing import Any
from urllib.parse import urljoin

from pyoxigraph import BlankNode, Literal, NamedNode, Quad

from kg.core.errors import QueryError
from kg.rdf.namespaces import PREFIXES, XSD
from kg.rdf.terms import Term

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
        from oxrdflib._converter import to_ox

        return to_ox(value)  # type: ignore[return-value]
    if isinstance(value, str | int | float | bool):
        return Literal(value)
    raise QueryError(f"a {type(value).__name__} cannot be bound to a variable; pass text, a number, a date or a term")


def data(quads: Iterable[Quad]) -> str:
    """Quads as the data of an update.  N-Triples syntax is SPARQL's, with everything escaped that must be."""
    graphs: dict[str, list[str]] = {}
    for q in quads:
        graphs.setdefault(str(q.graph_name), []).append(f"{q.subject} {q.predicate} {q.object} .")
    return "\n".join(f"GRAPH {graph} {{ {' '.join(triples)} }}" for graph, triples in graphs.items())


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


def graphs_of(sparql: str) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """The IRIs of the graphs that a query names by FROM, and of those by FROM NAMED.

    Args:
        sparql: A query.

    Raises:
        QueryError: One is named by a prefix that is not bound.

    Example:
        >>> graphs_of("PREFIX x: <http://x.example/> SELECT * FROM x:a FROM NAMED <http://x.example/b> { ?s ?p ?o }")
        (('http://x.example/a',), ('http://x.example/b',))
    """
    bound, base = dict(PREFIXES), ""
    found: tuple[list[str], list[str]] = ([], [])
    said: list[str] = []  # the last words and names, which tell what an IRI stands for
    for token in _TOKEN.finditer(sparql):
        if token["comment"]:
            continue
        if token["word"]:
            said = [*said, token[0].upper()][-2:]
        elif token["iri"] or token["name"]:
            iri = urljoin(base, token[0][1:-1]) if token["iri"] else None
            if said[-1:] == ["BASE"] and iri is not None:
                base = iri
            elif said[-2:-1] == ["PREFIX"] and iri is not None:
                bound[said[-1]] = iri
            elif said[-1:] == ["PREFIX"]:
                said.append(token[0].rstrip(":"))
                continue
            elif said[-1:] == ["FROM"] or said[-2:] == ["FROM", "NAMED"]:
                found[said[-1] == "NAMED"].append(iri if iri is not None else _expanded(token[0], bound))
            said = []
        else:
            said = []
    return tuple(found[0]), tuple(found[1])


def _expanded(name: str, prefixes: Mapping[str, str]) -> str:
    prefix, _, local = name.partition(":")
    if prefix not in prefixes:
        raise QueryError(f"the prefix {prefix}: is not bound")
    return prefixes[prefix] + local.replace("\\", "")


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
