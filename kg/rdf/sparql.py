"""Values for the variables of a query, put in so that they can never become part of its syntax."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from pyoxigraph import BlankNode, Literal, NamedNode

from kg.errors import QueryError

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
_PLACE = re.compile(r"error at (\d+):(\d+): (.*)", re.DOTALL)
_REASON = re.compile(r"(?:of |, |expected )([A-Z][a-zA-Z]+(?: \w+){2,}[^,\[\"]*)")
_UPDATES = frozenset({"INSERT", "DELETE", "LOAD", "CLEAR", "DROP", "CREATE", "COPY", "MOVE", "ADD", "WITH"})


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


def words(sparql: str) -> Iterator[str]:
    """The bare words of a query: keywords and functions, not what stands in strings, IRIs, names or comments."""
    for token in _TOKEN.finditer(sparql):
        if token["word"]:
            yield token["word"]


def fault_of(sparql: str, error: str) -> str:
    """What is wrong with a query that does not parse, in words for whoever wrote it.

    Args:
        sparql: The query.
        error: What the parser said: "error at LINE:COLUMN: expected one of …", with its whole grammar.

    Example:
        >>> fault_of("ASK { ?s a foo:Bar }", "error at 1:16: expected one of Prefix not found, ['%']")
        'the query does not parse: line 1, column 16: the prefix foo: is not bound'
        >>> fault_of("DROP ALL", "error at 1:1: expected SELECT")
        'the query does not parse: this is an update, and graphs are read here, not written'
    """
    says = "the query does not parse"
    first = next((word.upper() for word in words(sparql) if word.upper() not in ("PREFIX", "BASE")), "")
    if first in _UPDATES:
        return f"{says}: this is an update, and graphs are read here, not written"
    match = _PLACE.match(error)
    if not match or not sparql.strip():
        return f"{says}: {error if sparql.strip() else 'it is empty'}"
    line, column = int(match[1]), int(match[2])
    row = [*sparql.split("\n"), ""][line - 1]
    before, after = row[: column - 1].strip()[-40:], row[column - 1 :].strip()[:40]
    # The grammar lists all that could follow; what helps is the place, and the sentences among its expectations.
    reason = _REASON.search(match[3])
    if reason and reason[1].startswith("Prefix"):
        name = re.search(r"([\w.-]*):[^\s:]*$", before)
        why = f"the prefix {name[1] if name else ''}: is not bound"
    elif reason:
        why = reason[1][0].lower() + reason[1][1:]
    else:
        why = f"nothing of the kind can follow {before!r}" if after else f"it breaks off after {before!r}"
    return f"{says}: line {line}, column {column}: {why}" + (f", before {after!r}" if after else "")


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
