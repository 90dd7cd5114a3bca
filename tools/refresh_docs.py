"""Writes what the documentation shows of the program: docs/cli.md, output in README.md and docs/, figures, counts.

A block is refreshed where a comment stands above it::

    <!-- output of: kg triples demo/graph --status denied -->
    ```
    ```

Commands run on a graph built from the sample articles; EVENT stands for the id of one of its events, and "python" for
the Python block above.  Figures (``<!-- figures: reading -->``) come from benchmarks/; see tools/figures.py.  How many
rows the tables of who is known have is counted by tools/counts.py.
Run it from anywhere, after anything changed that the documentation shows::

    python tools/refresh_docs.py
"""

from __future__ import annotations

import inspect
import json
import os
import re
import shlex
import subprocess
import sys
import tempfile
from collections.abc import Callable
from enum import Enum
from pathlib import Path
from typing import Any, get_args, get_type_hints

from typer.models import ArgumentInfo, OptionInfo

from kg.cli import application

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT / "tools"))

import counts  # noqa: E402
import figures  # noqa: E402

WIDTH = "142"
# The event that pages explain.
EVENT = ("triples", "demo/graph", "--entity", "Nikol Pashinyan", "--type", "accuses", "--limit", "1", "--json")
_BLOCK = re.compile(r"(<!-- output of: (?P<command>kg [^\n]*?|python) -->\n```[a-z]*\n).*?(?=^```$)", re.S | re.M)
_CODE = re.compile(r"^```python\n(.*?)^```$", re.S | re.M)
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


def pages() -> list[Path]:
    """Every page that may show output or figures."""
    return [ROOT / "README.md", *sorted((ROOT / "docs").rglob("*.md"))]


def refresh(text: str, run: Callable[[list[str]], str]) -> str:
    """A page with its blocks filled; ``run`` gives what a command line prints."""

    def output(match: re.Match[str]) -> str:
        if match["command"] == "python":
            code = _CODE.findall(text[: match.start()])[-1].replace('"my-graph"', '"demo/graph"')
            return match[1] + run(["-c", code])
        words = shlex.split(match["command"])[1:]
        if "EVENT" in words:
            (row,) = json.loads(run(["-c", _KG, *EVENT]))
            words[words.index("EVENT")] = row["event"]
        return match[1] + run(["-c", _KG, *words])

    return figures.fill(_BLOCK.sub(output, text))


def main() -> None:
    """Refresh every page."""
    (ROOT / "docs" / "cli.md").write_text(command_line(), encoding="utf-8")
    counts.PAGE.write_text(counts.fill(counts.PAGE.read_text("utf-8")), encoding="utf-8")
    with tempfile.TemporaryDirectory() as folder:
        environment = {
            **os.environ, "COLUMNS": WIDTH, "PYTHONPATH": str(ROOT), "OMP_NUM_THREADS": "1",
            "SOURCE_DATE_EPOCH": "1704067200",  # 2024-01-01, when the articles are said to have been taken in
        }  # fmt: skip

        def run(arguments: list[str]) -> str:
            command = [sys.executable, *arguments]
            done = subprocess.run(command, cwd=folder, env=environment, capture_output=True, text=True, check=True)
            return "\n".join(line.rstrip() for line in done.stdout.splitlines()) + "\n"

        run(["-c", _KG, "build", str(ROOT / "kg" / "samples" / "articles"), "--store", "demo/graph"])
        for page in pages():
            text = page.read_text("utf-8")
            page.write_text(refresh(text, run), encoding="utf-8")


if __name__ == "__main__":
    main()
