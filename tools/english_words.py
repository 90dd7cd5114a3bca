"""How much English stands in code: ``python tools/english_words.py [FOLDER] [-v]`` counts the word lists of each room.

A word list is a display of four or more words (a set, tuple, list, or the keys of a mapping), a text of four or more
that is split, or a regular expression with four or more of them as alternatives.  Not counted are labels of
dependencies, names of kinds and slots of ours (:data:`OURS`), columns of tables (:data:`TABLES`), what Python asks for
(``__all__``, ``__slots__``), and the names of topics that are asked of ``kg.language.en``.
"""

from __future__ import annotations

import ast
import re
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path

#: The rooms that read text.
ROOMS = ("events", "entities", "language")
#: From how many words on it is a list.
FEW = 4
_WORD = re.compile(r"[A-Za-zé'’.-]*[a-zé][A-Za-zé'’. -]*")
_ALTERNATIVES = re.compile(r"(?:[\w' -]+\|){3,}[\w' -]+")
#: Modules that name columns of tables, and types of lists.
TABLES = {"tables.py", "_loading.py", "en/__init__.py"}
_OURS = """
acl acl:relcl advcl advmod amod appos attr aux aux:pass auxpass case cc cc:preconj ccomp compound conj cop csubj
csubjpass dative dep det det:predet dobj fixed flat goeswith iobj mark neg nmod nmod:desc nmod:npmod nmod:poss nmod:tmod
nmod:unmarked nounmod npadvmod nsubj nsubj:pass nsubjpass nummod obj obl obl:agent obl:npmod obl:tmod obl:unmarked
parataxis pcomp pobj poss preconj predet prep quantmod relcl xcomp

adjective agent alias armed_group body capital company country counterpart demonym entity government institution metonym
name organisation own pair people person phrase place role surname unnamed

clause clause-object clause-subject doer indirect infinitive object possessor recipient subject theme

killed injured detained displaced missing

decade day early half late mid begin end month quarter season week weekend year
"""
#: Labels of dependencies; kinds of entities and mentions; slots of frames; losses; units and parts of time.
OURS = frozenset(_OURS.split())


def main(folder: Path, verbose: bool) -> None:
    """Print how many word lists each room has in code, and where."""
    for room in ROOMS:
        found = list(word_lists(folder, room))
        print(f"{room:12} {len(found)}")
        for where, words in found if verbose else ():
            print(f"    {where}: {' '.join(words)[:100]}")


def word_lists(folder: Path, room: str) -> Iterator[tuple[str, list[str]]]:
    """The word lists in the code of a room: where each begins, and its words."""
    for file in sorted((folder / "kg" / room).rglob("*.py")):
        if file.as_posix().endswith(tuple(TABLES)):
            continue
        tree = ast.parse(file.read_text("utf-8"))
        others = {id(inner) for node in ast.walk(tree) if _is_no_list(node) for inner in ast.walk(node)}
        for node in ast.walk(tree):
            for words in () if id(node) in others else _listed(node):
                if sum(bool(_WORD.fullmatch(word)) for word in words) >= FEW and not OURS.issuperset(words):
                    yield f"{file.relative_to(folder)}:{node.lineno}", words  # type: ignore[attr-defined]


def _is_no_list(node: ast.AST) -> bool:
    """Whether what stands in it is asked for by Python, or asks for lists."""
    if isinstance(node, ast.Assign):
        return all(isinstance(t, ast.Name) and t.id.startswith("__") for t in node.targets)
    return isinstance(node, ast.Call) and ast.unparse(node).startswith(("en.", "map(en.lists, "))


def _listed(node: ast.AST) -> Iterator[list[str]]:
    """The words that a display or an expression has."""
    if isinstance(node, ast.Set | ast.List | ast.Tuple):
        yield _texts(node.elts)
    elif isinstance(node, ast.Dict):
        yield _texts(node.keys)
    elif isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.func.attr == "split":
        yield from (text.split() for text in _texts([node.func.value]))
    elif isinstance(node, ast.Constant) and isinstance(node.value, str):
        yield from (found[0].split("|") for found in _ALTERNATIVES.finditer(node.value))


def _texts(nodes: Sequence[ast.expr | None]) -> list[str]:
    return [node.value for node in nodes if isinstance(node, ast.Constant) and isinstance(node.value, str)]


if __name__ == "__main__":
    where = [arg for arg in sys.argv[1:] if not arg.startswith("-")]
    main(Path(where[0] if where else "."), "-v" in sys.argv)
