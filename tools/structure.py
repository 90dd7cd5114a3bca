"""How large and how tangled the package is: ``python tools/structure.py [FOLDER]`` prints one row a measure.

The exit code is 1 if a function has more than 25 branches.

Statements are those of Python's own grammar (ast), branches those of radon, arrows those of import statements between
the packages directly below ``kg``; imports that only a type checker sees count too.
"""

from __future__ import annotations

import ast
import sys
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path

import networkx as nx
from radon.complexity import cc_visit

MOST = 25  # branches of a function

#: Rooms from top to bottom, as the contract in pyproject.toml has them.
ROOMS = (
    "cli", "notebook", "server", "watching", "samples", "upkeep", "annotating", "building", "graph", "display",
    "exporting", "export", "view", "network", "scoring", "merging", "query", "queries", "store", "engines",
    "rdf", "extractors", "pipeline", "events", "entities", "language", "readers", "core", "model", "plover",
    "errors", "_groups", "_memory",
)  # fmt: skip


def main(folder: Path) -> None:
    """Print the measures of the package in a folder."""
    files = sorted((folder / "kg").rglob("*.py"))
    statements, functions, arrows = 0, [], defaultdict(set)
    for file in files:
        tree = ast.parse(file.read_text("utf-8"))
        statements += sum(isinstance(node, ast.stmt) for node in ast.walk(tree))
        for node in ast.walk(tree):
            if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
                functions.append((node.end_lineno - node.lineno + 1, f"{file.relative_to(folder)}:{node.name}"))
        here = room_of(file.relative_to(folder / "kg").parts)
        for there in imported(tree, here):
            arrows[here].add(there)
    graph = nx.DiGraph((a, b) for a, those in arrows.items() for b in those)
    blocks = [
        (b.complexity, f"{f.relative_to(folder)}:{b.name}") for f in files for b in cc_visit(f.read_text("utf-8"))
    ]
    blocks = [b for b in blocks if not b[1].rsplit(":", 1)[1][:1].isupper()]
    circles = [sorted(c) for c in nx.strongly_connected_components(graph) if len(c) > 1]
    up = [(a, b) for a, b in graph.edges if a in ROOMS and b in ROOMS and ROOMS.index(b) < ROOMS.index(a)]
    for name, value in (
        ("files", len(files)),
        ("statements", statements),
        ("rooms", len({room_of(f.relative_to(folder / "kg").parts) for f in files})),
        ("rooms in circles", sum(map(len, circles))),
        ("arrows back up", len(up)),
        ("longest function, lines", "{} ({})".format(*max(functions))),
        ("most branches", "{} ({})".format(*max(blocks))),
        ("functions of more than 15 branches", sum(b[0] > 15 for b in blocks)),
    ):
        print(f"{name:36} {value}")
    for circle in circles:
        print(f"{'circle':36} {' '.join(circle)}")
    tangled = sorted(where for branches, where in blocks if branches > MOST)
    if tangled:
        sys.exit(f"more than {MOST} branches: {', '.join(tangled)}")


def room_of(parts: tuple[str, ...]) -> str:
    """The room that a file belongs to: a package or module directly below ``kg``."""
    return parts[0].removesuffix(".py") if parts[0] != "__init__.py" else "kg"


def imported(tree: ast.Module, here: str) -> Iterator[str]:
    """The other rooms that a module imports, wherever the statement stands; the face of the package is none."""
    if here == "kg":
        return
    for node in ast.walk(tree):
        names: list[str] = []
        if isinstance(node, ast.Import):
            names = [alias.name for alias in node.names]
        elif isinstance(node, ast.ImportFrom) and node.module:
            names = [f"{node.module}.{a.name}" for a in node.names] if node.module == "kg" else [node.module]
        for name in names:
            parts = name.split(".")
            if parts[0] == "kg" and len(parts) > 1 and parts[1] != here and parts[1] in ROOMS:
                yield parts[1]


if __name__ == "__main__":
    main(Path(sys.argv[1] if len(sys.argv) > 1 else "."))
