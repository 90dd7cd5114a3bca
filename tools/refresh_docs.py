"""Writes what the documentation shows of the program: docs/cli.md, and the output of commands in README.md and docs/.

A block is refreshed where a comment stands above it::

    <!-- output of: kg triples demo/graph --status denied -->
    ```
    ```

Commands run on a graph built from the sample articles.  Run it from the root of the repository::

    python tools/refresh_docs.py
"""

from __future__ import annotations

import inspect
import os
import re
import shlex
import subprocess
import sys
import tempfile
from enum import Enum
from pathlib import Path
from typing import Any, get_args, get_type_hints

from typer.models import ArgumentInfo, OptionInfo

from kg.cli import application

ROOT = Path(__file__).resolve().parents[1]
WIDTH = "142"
_BLOCK = re.compile(r"(<!-- output of: (?P<command>kg [^\n]*?) -->\n```[a-z]*\n).*?(?=^```$)", re.S | re.M)
_KG = "import sys; sys.argv[0] = 'kg'; from kg.cli import main; main()"


def command_line() -> str:
    """docs/cli.md: every verb with its arguments and options, read from the signatures of their functions."""
    app = application()
    parts = [
        "# Commands",
        "<!-- written by tools/refresh_docs.py -->",
        str(app.info.help),
        _paragraph(str(app.info.epilog)),
    ]
    for command in app.registered_commands:
        callback = command.callback
        assert callback is not None
        name = command.name or callback.__name__
        usage, rows = ["kg", name], []
        hints = get_type_hints(callback, include_extras=True)
        for parameter in inspect.signature(callback).parameters.values():
            about = next(m for m in hints[parameter.name].__metadata__ if isinstance(m, ArgumentInfo | OptionInfo))
            needed = parameter.default is inspect.Parameter.empty
            if isinstance(about, ArgumentInfo):
                shown = about.metavar or parameter.name.upper()
                usage.append(shown if needed else f"[{shown}]")
            else:
                shown = _option(about, hints[parameter.name].__origin__)
                if needed:
                    usage.append(re.sub(r", -\w\b", "", shown))
            rows.append(f"| `{_cell(shown)}` | {_cell(about.help or '')} |")
        parts += [f"## kg {name}", f"    {' '.join(usage)} [OPTIONS]", _paragraph(inspect.getdoc(callback) or "")]
        parts.append("\n".join(["| | |", "|---|---|", *rows]))
    return "\n\n".join(parts) + "\n"


def _option(about: OptionInfo, kind: Any) -> str:
    """ "--status asserted|planned", "--store, -s DIR", "--json"."""
    # In an annotation, Typer keeps the first name where a default would stand.
    names = ", ".join([*([about.default] if isinstance(about.default, str) else []), *(about.param_decls or ())])
    inner = {kind, *get_args(kind), *(a for k in get_args(kind) for a in get_args(k))}
    choices = next((k for k in inner if isinstance(k, type) and issubclass(k, Enum)), None)
    if choices:
        return f"{names} {'|'.join(str(c.value) for c in choices)}"
    if about.metavar:
        return f"{names} {about.metavar}"
    return names if kind is bool else f"{names} {'N' if int in inner else 'FILE' if Path in inner else 'TEXT'}"


def _cell(text: str) -> str:
    return " ".join(text.split()).replace("|", "\\|")


def _paragraph(text: str) -> str:
    return "\n\n".join(" ".join(p.split()) for p in text.split("\n\n"))


def refresh(text: str, run: dict[str, str]) -> str:
    """A page with its blocks filled; ``run`` gives the output of a command."""
    return _BLOCK.sub(lambda m: m[1] + run[m["command"]], text)


def main() -> None:
    """Refresh every page."""
    (ROOT / "docs" / "cli.md").write_text(command_line(), encoding="utf-8")
    with tempfile.TemporaryDirectory() as folder:
        environment = {**os.environ, "COLUMNS": WIDTH, "PYTHONPATH": str(ROOT), "OMP_NUM_THREADS": "1"}

        def kg(*arguments: str) -> str:
            command = [sys.executable, "-c", _KG, *arguments]
            done = subprocess.run(command, cwd=folder, env=environment, capture_output=True, text=True, check=True)
            return "\n".join(line.rstrip() for line in done.stdout.splitlines()) + "\n"

        kg("build", str(ROOT / "kg" / "samples" / "articles"), "--store", "demo/graph")
        for page in [ROOT / "README.md", *sorted((ROOT / "docs").glob("*.md"))]:
            text = page.read_text("utf-8")
            outputs = {m["command"]: kg(*shlex.split(m["command"])[1:]) for m in _BLOCK.finditer(text)}
            page.write_text(refresh(text, outputs), encoding="utf-8")


if __name__ == "__main__":
    main()
