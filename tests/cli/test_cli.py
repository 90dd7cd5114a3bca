"""The command line as a whole."""

from __future__ import annotations

import pkgutil
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

import kg.cli
from kg.cli import _console

VERBS = sorted(m.name for m in pkgutil.iter_modules(kg.cli.__path__) if not m.name.startswith("_"))


def test_every_module_is_a_verb(kg_: Any) -> None:
    done = kg_("--help")
    assert done.code == 0
    for verb in VERBS:
        assert f" {verb} " in done.out


@pytest.mark.parametrize("verb", VERBS)
def test_every_verb_has_help_and_the_common_options(kg_: Any, verb: str) -> None:
    done = kg_(verb, "--help")
    assert done.code == 0
    assert "--json" in done.out and "--quiet" in done.out


def test_version(kg_: Any) -> None:
    done = kg_("--version")
    assert done.code == 0 and done.out.startswith("kg ")


def test_python_runs_the_package() -> None:
    done = subprocess.run([sys.executable, "-m", "kg", "--version"], capture_output=True, text=True, check=True)
    assert done.stdout.startswith("kg ")


@pytest.mark.parametrize(
    "arguments",
    [
        ["nonsense"],
        ["build"],
        ["build", "a.txt"],
        ["build", "a.txt", "--store", "x", "--date", "yesterday"],
        ["extract"],
        ["triples", "x", "--status", "sure"],
        ["triples", "x", "--csv", "--json"],
        ["query", "x"],
        ["query", "x", "SELECT * {}", "--file", "q.rq"],
        ["query", "x", "SELECT * {}", "--format", "xml"],
        ["view", "x"],
        ["view", "x", "-o", "y.html", "--top", "0"],
    ],
)
def test_faults_of_the_command_line_are_2(kg_: Any, arguments: list[str]) -> None:
    done = kg_(*arguments)
    assert done.code == 2
    assert not done.out and done.err and "Traceback" not in done.err


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["build", "nothing.txt", "--store", "{tmp}/s"], "kg: nothing.txt: no such file or folder"),
        (["extract", "{tmp}"], "no articles in this folder"),
        (["triples", "{tmp}/none"], "no such store"),
        (["query", "{tmp}/none", "ASK {{}}"], "no such store"),
        (["validate", "x" * 300], "File name too long"),
        (["remove", "x" * 300, "a"], "File name too long"),
        (["build", "{articles}", "--store", "x" * 300], "File name too long"),
        (["merge", "{store}", "--aliases", "x" * 300], "File name too long"),
        (["query", "{store}", "SELECT nonsense"], "does not parse"),
        (["query", "{store}", "--file", "{tmp}/none.rq"], "none.rq: cannot be read"),
        (["view", "{tmp}/none", "-o", "{tmp}/x.html"], "no such store"),
        (["view", "{store}", "-o", "{tmp}/no/folder/x.html"], "x.html: cannot write the view"),
        (["view", "{store}", "-o", "{tmp}/x.html", "--focus", "Nobody"], "Nobody"),
        (["extract", "{articles}", "--model", "no_such_model"], "no_such_model"),
        (["extract", "{articles}", "--knowledge", "{tmp}/none.yaml"], "none.yaml"),
    ],
)
def test_faults_of_the_input_are_1_and_one_line(
    kg_: Any, store: Path, articles: Path, tmp_path: Path, arguments: list[str], message: str
) -> None:
    done = kg_(*(a.format(tmp=tmp_path, store=store, articles=articles) for a in arguments))
    assert done.code == 1
    assert not done.out
    [line] = done.err.splitlines()
    assert line.startswith("kg: ") and message in line


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("\x1b[31mred\x1b[0m", "red"),
        ("\x1b]0;title\x07text", "text"),
        ("\x1b]8;;http://evil\x1b\\link", "link"),
        ("\x1bPq#0;2\x1b\\text", "text"),
        ("\x9b31mtext", " 31mtext"),
        ("a\r\nb\tc", "a  b c"),
        ("right\u202eleft", "right left"),
        ("[bold]as it is[/bold]", "[bold]as it is[/bold]"),
        (None, ""),
        (float("nan"), ""),
    ],
)
def test_what_is_printed_cannot_steer_the_terminal(text: object, shown: str) -> None:
    assert _console.safe(text) == shown


def test_a_reader_who_leaves_early_is_no_fault(store: Path) -> None:
    code = "import sys; sys.argv = ['kg', 'triples', sys.argv[1], '--json']; from kg.cli import main; main()"
    with subprocess.Popen(
        [sys.executable, "-c", code, str(store)], stdout=subprocess.PIPE, stderr=subprocess.PIPE
    ) as process:
        assert process.stdout and process.stderr
        process.stdout.close()
        assert b"Traceback" not in process.stderr.read()
