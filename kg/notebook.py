"""Jupyter: the ``%%sparql`` cell magic with completion.

%load_ext kg

%%sparql graph -o table
SELECT ?who { entity:RUS kg:cooperatesWith ?who }
"""

from __future__ import annotations

import re
import sys
from difflib import get_close_matches
from functools import cache
from typing import TYPE_CHECKING, Any

from kg.core.errors import InputError, QueryError, StoreError
from kg.graph import KnowledgeGraph
from kg.rdf import ontology
from kg.rdf.namespaces import PREFIXES, compact
from kg.store.sparql import words

if TYPE_CHECKING:
    from IPython.core.completer import CompletionContext, SimpleMatcherResult

_WORD = re.compile(r"[\w-]*:?[\w-]*$")
_KEYWORDS = ("SELECT", "DISTINCT", "WHERE", "OPTIONAL", "FILTER", "UNION", "VALUES", "ORDER BY", "GROUP BY", "LIMIT",
             "COUNT", "BIND", "GRAPH", "CONSTRUCT", "ASK")  # fmt: skip


def load_ipython_extension(shell: Any) -> None:
    """What ``%load_ext kg`` does."""

    def magic(line: str, cell: str) -> Any:
        from IPython.core.error import UsageError

        for name, nearest in unknown_names(cell):
            hint = f"; did you mean {nearest}?" if nearest else ""
            print(f"{name} is no term of this vocabulary{hint}", file=sys.stderr)
        try:
            return sparql(line, cell, shell.user_ns)
        except (InputError, QueryError, StoreError) as error:
            # A typo deserves one line, not the way that it took through this package.
            raise UsageError(" ".join(str(error).split())) from None

    magic.__doc__ = sparql.__doc__
    shell.register_magic_function(magic, magic_kind="cell", magic_name="sparql")
    if hasattr(shell.Completer, "custom_matchers"):
        shell.Completer.custom_matchers.append(_matcher())


def sparql(line: str, cell: str, variables: dict[str, Any]) -> Any:
    """Ask a graph in SPARQL: SELECT gives a table, ASK a bool, CONSTRUCT and DESCRIBE an rdflib graph.

    %%sparql [GRAPH] [-o NAME]

    GRAPH is the variable that holds the graph; without it the only KnowledgeGraph in the notebook, or the one called
    ``graph``.  With -o the answer is also kept in the variable NAME.
    """
    names = line.split()
    target = None
    if "-o" in names:
        at = names.index("-o")
        if at + 1 >= len(names) or not names[at + 1].isidentifier():
            raise QueryError("-o takes the name of a variable")
        target = names[at + 1]
        del names[at : at + 2]
    graph = _graph(names, variables)
    forms = [word.upper() for word in words(cell)]
    form = next((f for f in forms if f in ("SELECT", "ASK", "CONSTRUCT", "DESCRIBE")), "SELECT")
    answer: Any
    if form == "ASK":
        answer = graph.ask(cell)
    elif form == "SELECT":
        answer = graph.query(cell)
    else:
        answer = graph.construct(cell)
    if target:
        variables[target] = answer
    return answer


def unknown_names(query: str) -> list[tuple[str, str]]:
    """Names of our own vocabularies that a query uses and that there are not, each with the nearest that there is.

    Example:
        >>> unknown_names("SELECT * { ?e kg:actr ?who }")
        [('kg:actr', 'kg:actor')]
    """
    plain = re.sub(r"#[^\n]*|\"(?:[^\"\\\n]|\\.)*\"|'(?:[^'\\\n]|\\.)*'|<[^>\s]*>", " ", query)
    if re.search(r"(?i)\bprefix\s+(?:kg|plover):", plain):
        return []
    used = dict.fromkeys(re.findall(r"(?<![\w:])(?:kg|plover):[\w-]+", plain))
    known = set(terms())
    return [(name, next(iter(get_close_matches(name, sorted(known), 1)), "")) for name in used if name not in known]


def complete(text: str) -> tuple[str, list[str]]:
    """What can follow the beginning of a query: prefixes, terms of our vocabularies, keywords.

    Args:
        text: The cell up to the cursor.

    Returns:
        The word that is being written, and what it may become.

    Example:
        >>> complete("SELECT * { ?e kg:actorM")
        ('kg:actorM', ['kg:actorMention'])
    """
    match = _WORD.search(text)
    word = match[0] if match else ""
    if not word:
        return "", []
    prefix, colon, _ = word.partition(":")
    if colon:
        return word, [term for term in terms() if term.startswith(word)] if prefix in PREFIXES else []
    found = [f"{p}:" for p in sorted(PREFIXES) if p.startswith(word)]
    return word, found + [k for k in _KEYWORDS if len(word) > 1 and k.startswith(word.upper())]


@cache
def terms() -> list[str]:
    """Every term of the core ontology and of PLOVER, and what the mapping uses of others, as prefixed names."""
    own = {q.subject.value for q in ontology.vocabulary()} | {q.predicate.value for q in ontology.vocabulary()}
    from kg.exporting.jsonld import context

    borrowed = {v["@id"] if isinstance(v, dict) else v for v in context().values()}
    names = {compact(iri) for iri in own} | {name for name in borrowed if not name.startswith("http")}
    return sorted(name for name in names if ":" in name and not name.startswith("http"))


def _graph(names: list[str], variables: dict[str, Any]) -> KnowledgeGraph:
    if len(names) > 1:
        raise QueryError("%%sparql takes the name of one graph, and -o NAME")
    if names:
        graph = variables.get(names[0])
        if not isinstance(graph, KnowledgeGraph):
            raise QueryError(f"{names[0]} is not a KnowledgeGraph")
        return graph
    held = {id(v): v for k, v in variables.items() if isinstance(v, KnowledgeGraph) and not k.startswith("_")}
    if isinstance(variables.get("graph"), KnowledgeGraph):
        return variables["graph"]  # type: ignore[no-any-return]
    if len(held) != 1:
        raise QueryError("say which graph: %%sparql NAME" if held else "there is no graph yet; make one with kg.open()")
    return next(iter(held.values()))


def _matcher() -> Any:
    """The completion as IPython's completer takes it."""
    from IPython.core.completer import SimpleCompletion, context_matcher

    @context_matcher()  # type: ignore[untyped-decorator]
    def sparql_matcher(context: CompletionContext) -> SimpleMatcherResult:
        if not context.full_text.startswith("%%sparql"):
            return {"completions": []}
        lines = context.full_text.splitlines()[: context.cursor_line + 1]
        lines[-1] = lines[-1][: context.cursor_position]
        word, found = complete("\n".join(lines)) if len(lines) > 1 else ("", [])
        return {
            "completions": [SimpleCompletion(text=name, type="sparql") for name in found],
            "matched_fragment": word,
            "suppress": bool(found),
        }

    return sparql_matcher
