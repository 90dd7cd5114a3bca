"""What the tests of the command line share."""

from __future__ import annotations

import json
import sys
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import pytest

from kg.cli import main

ARTICLES = [
    {
        "id": "treaty",
        "date": "2023-03-20",
        "source": "Example Times",
        "title": "Iran and Iraq sign treaty",
        "text": "Iran and Iraq signed a security agreement on Sunday. Iraq will disarm Kurdish rebels.",
    },
    {
        "id": "visit",
        "date": "2023-09-13",
        "source": "Example Post",
        "text": "Russian President Vladimir Putin met North Korean leader Kim Jong Un on Wednesday. "
        "Russia may cooperate with North Korea, Putin said.",
    },
    {
        "id": "hostile",
        "date": "2023-10-01",
        "source": "[bold]Bad\x1b[31m Post[/bold]",
        "text": "Israel attacked \x1b]0;owned\x07Syria on [red]Friday[/red] <script>alert(1)</script>, the army said.",
    },
]


@dataclass
class Outcome:
    """What a command left behind."""

    code: int
    out: str
    err: str


Run = Callable[..., Outcome]


@pytest.fixture
def kg_(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> Run:
    """Runs the kg command in this process."""

    def run(*arguments: object) -> Outcome:
        monkeypatch.setattr(sys, "argv", ["kg", *map(str, arguments)])
        monkeypatch.delenv("COLUMNS", raising=False)
        capsys.readouterr()
        with pytest.raises(SystemExit) as leaving:
            main()
        out, err = capsys.readouterr()
        code = leaving.value.code
        return Outcome(code if isinstance(code, int) else int(code is not None), out, err)

    return run


@pytest.fixture(scope="session")
def articles(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Three articles as JSON Lines."""
    path = tmp_path_factory.mktemp("articles") / "articles.jsonl"
    path.write_text("".join(json.dumps(a) + "\n" for a in ARTICLES))
    return path


@pytest.fixture(scope="session")
def store(articles: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A store built from them."""
    import kg

    path = tmp_path_factory.mktemp("store") / "graph"
    kg.build(articles, path).close()
    return path
