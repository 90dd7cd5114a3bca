"""What is wrong with a query, in words for whoever wrote it."""

from __future__ import annotations

import re

from kg.store.sparql import words

_PLACE = re.compile(r"error at (\d+):(\d+): (.*)", re.DOTALL)
_REASON = re.compile(r"(?:of |, |expected )([A-Z][a-zA-Z]+(?: \w+){2,}[^,\[\"]*)")
_UPDATES = frozenset({"INSERT", "DELETE", "LOAD", "CLEAR", "DROP", "CREATE", "COPY", "MOVE", "ADD", "WITH"})


def fault_of(sparql: str, error: str) -> str:
    """What is wrong with a query that does not parse, in words for whoever wrote it.

    Args:
        sparql: The query.
        error: What the parser said: "error at LINE:COLUMN: expected one of …", with its whole grammar.

    Example:
        >>> fault_of("ASK { ?s a foo:Bar }", "error at 1:16: expected one of Prefix not found, ['%']")
        "the query does not parse: line 1, column 16: the prefix foo: is not bound, before 'Bar }'"
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
