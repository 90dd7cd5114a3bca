"""How much English stands in code: ``python tools/english_words.py [FOLDER] [-v]`` prints how many word lists a room has.

A word list is a display of four or more words (a set, tuple, list, or the keys of a mapping), or a regular expression with
four or more of them as alternatives.  Not counted are labels of dependencies and parts of speech, codes in capitals, names
of fields and kinds of ours (:data:`OURS`), and the rooms that hold what is English (``language/en``).
"""

from __future__ import annotations

import ast
import re
import sys
from collections.abc import Iterator
from pathlib import Path

#: The rooms that read text.
ROOMS = ("events", "entities", "language")
#: From how many words on it is a list.
FEW = 4
# Of the names of kinds, fields, tables, slots and labels one list has at most this many words that are not ours.
_WORD = re.compile(r"[A-Za-zé'’.-]*[a-zé][A-Za-zé'’. -]*")
_ALTERNATIVES = re.compile(r"(?:[\w' -]+\|){3,}[\w' -]+")
OURS = frozenset(
    # labels of dependencies
    "acl acl:relcl advcl advmod amod appos attr aux aux:pass auxpass case cc cc:preconj ccomp compound conj cop csubj "
    "csubjpass dative dep det det:predet dobj fixed flat goeswith iobj mark neg nmod nmod:desc nmod:npmod nmod:poss "
    "nmod:tmod nmod:unmarked nounmod npadvmod nsubj nsubj:pass nsubjpass nummod obj obl obl:agent obl:npmod obl:tmod "
    "obl:unmarked parataxis pcomp pobj poss preconj predet prep quantmod relcl xcomp "
    # kinds of entities, mentions and tables
    "adjective agent agents alias ambiguous armed_group capital chambers company countries country de_facto demonym "
    "entities entity geography government institution institutions members memberships metonym metonyms name "
    "names offices organisation people person phrases place places provinces role roles seats ships surname tenures "
    "unnamed wikidata words "
    # slots of frames
    "actor clause clause-object clause-subject doer indirect infinitive object possessor recipient subject theme".split()
)


def main(folder: Path, verbose: bool) -> None:
    """Print how many word lists each room has in code, and where."""
    for room in ROOMS:
        found = list(word_lists(folder, room))
        print(f"{room:12} {len(found)}")
        if verbose:
            for where, words in found:
                print(f"    {where}: {' '.join(words)[:100]}")


def word_lists(folder: Path, room: str) -> Iterator[tuple[str, list[str]]]:
    """The word lists in the code of a room: where each begins, and its words."""
    for file in sorted((folder / "kg" / room).rglob("*.py")):
        for node in ast.walk(ast.parse(file.read_text("utf-8"))):
            for words in _listed(node):
                if sum(bool(_WORD.fullmatch(word)) for word in words if word not in OURS) >= FEW:
                    yield f"{file.relative_to(folder)}:{node.lineno}", words  # type: ignore[attr-defined]


def _listed(node: ast.AST) -> Iterator[list[str]]:
    """The words that a display or an expression has."""
    if isinstance(node, ast.Set | ast.List | ast.Tuple):
        yield _texts(node.elts)
    elif isinstance(node, ast.Dict):
        yield _texts(node.keys)
    elif isinstance(node, ast.Constant) and isinstance(node.value, str):
        for found in _ALTERNATIVES.finditer(node.value):
            yield found[0].split("|")


def _texts(nodes: list[ast.expr] | list[ast.expr | None]) -> list[str]:
    return [node.value for node in nodes if isinstance(node, ast.Constant) and isinstance(node.value, str)]


if __name__ == "__main__":
    where = [arg for arg in sys.argv[1:] if not arg.startswith("-")]
    main(Path(where[0] if where else "."), "-v" in sys.argv)
