"""No query leaves this computer: SERVICE, and in updates LOAD, are refused before the engine sees them.

The engine reads by a grammar of its own, and two grammars never agree on every text.  So the engine is not given the
text that came but one on which readings cannot differ: outside the names of variables the letters of these words do not
stand in it, since in strings and IRIs, where escapes are allowed, the first of them is written as one.  Most queries
hold no such letters and are left as they are.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from kg.core.errors import QueryError
from kg.rdf.namespaces import PREFIXES

_WORDS = {"query": ("service",), "update": ("service", "load")}
_FIRST = re.compile(r"s(?=ervice)|l(?=oad)", re.IGNORECASE)
_ESCAPE = re.compile(r"\\u([0-9A-Fa-f]{4})|\\U([0-9A-Fa-f]{8})")

# The terminals of SPARQL 1.1, in its names for them.
_BASE = (
    "A-Za-zÀ-ÖØ-öø-\u02ff\u0370-\u037d\u037f-\u1fff\u200c-\u200d\u2070-\u218f\u2c00-\u2fef\u3001-\ud7ff"
    "\uf900-\ufdcf\ufdf0-\ufffd\U00010000-\U000effff"
)
_NAME = f"{_BASE}_0-9\u00b7\u0300-\u036f\u203f-\u2040"
_UCHAR = r"\\u[0-9A-Fa-f]{4}|\\U[0-9A-Fa-f]{8}"
_ECHAR = rf"\\[tbnrf\"'\\]|{_UCHAR}"
_PLX = r"%[0-9A-Fa-f]{2}|\\[_~.\-!$&'()*+,;=/?#@%]"
_LOCAL = rf"(?:[{_BASE}_0-9:]|{_PLX})(?:[{_NAME}:\-]|{_PLX}|\.++(?=[{_NAME}:\-]|{_PLX}))*+"
_TERMINAL = re.compile(
    rf"""(?P<space>[ \t\r\n]++)
      | (?P<comment>\#[^\r\n]*+)
      | (?P<iri><(?:[^<>"{{}}|^`\\\x00-\x20]|{_UCHAR})*+>)
      | (?P<string>\"\"\"(?:"{{0,2}}(?:[^"\\]|{_ECHAR}))*+\"\"\" | '''(?:'{{0,2}}(?:[^'\\]|{_ECHAR}))*+'''
                 | "(?:[^"\\\r\n]|{_ECHAR})*+" | '(?:[^'\\\r\n]|{_ECHAR})*+')
      | (?P<variable>[?$][{_BASE}_0-9][{_NAME}]*+)
      | (?P<label>_:[{_NAME}](?:[{_NAME}\-]|\.++(?=[{_NAME}\-]))*+ | @[A-Za-z]++(?:-[A-Za-z0-9]++)*+)
      | (?P<prefix>(?:[{_BASE}](?:[{_NAME}\-]|\.++(?=[{_NAME}\-]))*+)?+:)(?P<local>(?:{_LOCAL})?+)
      | (?P<word>[A-Za-z]\w*+)
      | [0-9{{}}()\[\].,;*/+\-!=<>&|^?]""",
    re.VERBOSE,
)


def judged(text: str, kind: str = "query") -> str:
    """The text to give to the engine for a query or an update that asks no other server.

    It is read twice, by the terminals of SPARQL and, if it holds one of the words at all, by the whole grammar (as
    rdflib has it); both must find that it asks nobody, and what one of them cannot read is refused.

    Args:
        text: What came.
        kind: "query", or "update", where LOAD is refused too.

    Returns:
        The same, or one that means the same; comments may be gone from it.

    Raises:
        QueryError: It asks another server, or holds such a word and cannot be read.

    Example:
        >>> judged("ASK { ?s ?p ?service }")
        'ASK { ?s ?p ?service }'
        >>> judged("ASK { ?s ?p 'public service' } # a service")
        "ASK { ?s ?p 'public \\\\u0073ervice' } "
        >>> judged("ASK { SERVICE <http://example.org/> { ?s ?p ?o } }")
        Traceback (most recent call last):
        kg.core.errors.QueryError: SERVICE is not allowed: this endpoint does not ask other servers
    """
    words = _WORDS[kind]
    # SPARQL lets any character be written as \uXXXX; this engine does in strings and IRIs only, another may anywhere.
    held = [word for word in words if word in text.casefold() or word in _ESCAPE.sub(_character, text).casefold()]
    if not held:
        return text
    plain = "".join(_harmless(text, held))
    _read(plain, kind, held)
    return plain


def _harmless(text: str, words: list[str]) -> Iterator[str]:
    """The terminals of a text, so written that none but a variable holds one of the words."""
    declared = {token["prefix"] for token in _terminals(text, words) if not token["local"]}
    for token in _terminals(text, words):
        found = next((word for word in words if word in token[0].casefold()), None)
        prefix = token["prefix"] or ""
        if token["comment"]:
            continue  # its line end stays, so words stay apart and lines keep their numbers
        if found is None or token["variable"]:
            yield token[0]
        elif token["iri"] or token["string"]:
            yield _masked(token[0])
        elif token["word"] or found in prefix.casefold():
            # "SERVICE:x" is a name by the longest match, and to whoever reads word by word a keyword and a name.
            raise QueryError(f"{found.upper()} is not allowed: this endpoint does not ask other servers")
        elif prefix[:-1] in PREFIXES and prefix not in declared:
            local = token["local"].replace("\\", "")
            yield f" <{PREFIXES[prefix[:-1]]}{_masked(local)}> "
        else:
            raise QueryError(f"{_unclear(words)}: instead of {token[0]} write the whole IRI")


def _terminals(text: str, words: list[str]) -> Iterator[re.Match[str]]:
    at = 0
    while at < len(text):
        token = _TERMINAL.match(text, at)
        if token is None:
            raise QueryError(f"{_unclear(words)}: it cannot be read in line {text.count(chr(10), 0, at) + 1}")
        at = token.end()
        yield token


def _masked(part: str) -> str:
    return _FIRST.sub(lambda m: f"\\u{ord(m[0]):04x}", part)


def _read(text: str, kind: str, words: list[str]) -> None:
    """Read a text by the grammar.

    Raises:
        QueryError: It asks another server, or does not parse.
    """
    from pyparsing import ParseBaseException
    from rdflib.plugins.sparql.parser import parseQuery, parseUpdate

    if re.search(r"\r(?!\n)", text):
        text = text.replace("\r", "\n")  # ends a line for SPARQL, and not for rdflib
    try:
        tree: Any = parseQuery(text) if kind == "query" else parseUpdate(text)
    except ParseBaseException as error:
        where = f"it does not parse (line {error.lineno}, column {error.column})"
        raise QueryError(f"{_unclear(words)}: {where}") from None
    except Exception as error:  # nested too deep, a number too large: whatever it is, it has not been read
        raise QueryError(f"{_unclear(words)}: it is too long or too deep to be read ({type(error).__name__})") from None
    parts = [tree]
    while parts:
        part = parts.pop()
        name = getattr(part, "name", None)
        if name in ("ServiceGraphPattern", "Load"):
            word = "LOAD" if name == "Load" else "SERVICE"
            raise QueryError(f"{word} is not allowed: this endpoint does not ask other servers")
        if isinstance(part, dict):
            parts.extend(part.values())
        elif not isinstance(part, str) and hasattr(part, "__iter__"):
            parts.extend(part)


def _unclear(words: list[str]) -> str:
    """How a refusal begins that is for want of certainty."""
    return f'the query holds the word "{words[0]}", and it is not certain that it asks no other server'


def _character(match: re.Match[str]) -> str:
    code = int(match[1] or match[2], 16)
    return chr(code) if code < 0x110000 and not 0xD800 <= code < 0xE000 else "\ufffd"
