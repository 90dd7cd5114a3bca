"""The pages that a newcomer follows are followed: every command in an empty folder, then every block of Python or R."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
import ready

ROOT = Path(__file__).resolve().parents[1]
PAGES = [ROOT / "docs" / "quickstart.md", *sorted((ROOT / "docs" / "howto").glob("*.md"))]
_BLOCK = re.compile(r"(?P<before><!--[^\n]*-->\n)?^```(?P<language>bash|python|r)\n(?P<code>.*?)^```$", re.S | re.M)
NETWORK = "<!-- needs the network -->\n"

# "kg" as it is installed: for a page whose commands start processes that are to be stopped.
_KG = """#!{python}
from kg.cli import main
main()
"""
STARTS_PROCESSES = {"serve.md"}

# What has to be in the output, so that a page that runs and shows nothing is noticed.
SHOWN = {
    "quickstart.md": [
        "Kim Jong Un",
        "trigger",
        "escalation-by-month",
        "Finland AID Ukraine planned artillery shells",
        "Ukraine",
    ],
    "actors.md": [
        "[green-front]",
        "Frente Verde [frente-verde] read from 'Green Front'",
        "Testo Namewan [testo-namewan] read from 'leader of the Nusantara Liberation Front'",
    ],
    "verbs.md": ["verbs/verb:demarche", "verbs/verb:roll out"],
    "models.md": ["SUPPORT", "CONSULT", "kg_events", "2023-03-19 Reuters\nTrue", "('Syria', 'GPE', 'SYR')"],
    "score.md": ["1 of 1", "main events told", "false"],
    "serve.md": ["who  events", "https://w3id.org/geopolitical-kg/"],
    "python.md": ["all alike: True True", "events,", "on the map"],
    "r.md": ["side          2023-01 2023-02 2023-03", "actor ties", "(Intercept)"],
    "exports.md": ["other tone", "Armenia – Azerbaijan"],
    "cite.md": ["@misc{2023-09-29-karabakh", "ethnic cleansing", "ACCUSE"],
}


LEAST = 200  # bytes of a file that a page has programs write: one with less holds no answer
ENVIRONMENT = {
    **os.environ, "PYTHONPATH": str(ROOT), "OMP_NUM_THREADS": "1", "PYTHONUTF8": "1", "LC_ALL": "C.UTF-8",
}  # fmt: skip


@pytest.fixture(scope="module")
def kg_ready(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    with ready.client(tmp_path_factory.mktemp("ready"), ENVIRONMENT) as program:
        yield program


def blocks(page: Path, language: str) -> list[str]:
    found = _BLOCK.finditer(page.read_text("utf-8"))
    return [m["code"] for m in found if m["language"] == language and m["before"] != NETWORK]


@pytest.mark.parametrize("page", PAGES, ids=lambda p: p.name)
def test_page_can_be_followed(page: Path, kg_ready: str, tmp_path: Path, request: pytest.FixtureRequest) -> None:
    programs, folder = tmp_path / "bin", tmp_path / "empty"
    programs.mkdir()
    folder.mkdir()
    own = _KG.format(python=sys.executable) if page.name in STARTS_PROCESSES else kg_ready
    (programs / "kg").write_text(own, "utf-8")
    (programs / "kg").chmod(0o755)
    (programs / "python").write_text(f'#!/bin/sh\nexec "{sys.executable}" "$@"\n', "utf-8")
    (programs / "python").chmod(0o755)
    environment = {**ENVIRONMENT, "PATH": f"{programs}:{os.environ['PATH']}"}

    def run(*command: str) -> str:
        done = subprocess.run(command, cwd=folder, env=environment, capture_output=True, text=True, timeout=300)
        assert done.returncode == 0, f"{done.stdout[-2000:]}\n{done.stderr[-2000:]}"
        return done.stdout

    shell = "\n".join(blocks(page, "bash"))
    shown = run("bash", "-euo", "pipefail", "-c", shell) if shell else ""
    shown += run(sys.executable, "-c", "\n".join(blocks(page, "python")))
    if in_r := "\n".join(blocks(page, "r")):
        (folder / "page.R").write_text(in_r, "utf-8")
        shown += run(request.getfixturevalue("rscript"), "page.R")
    for words in SHOWN[page.name]:
        assert words in shown, f"{words!r} is not in what {page.name} prints:\n{shown[-4000:]}"
    for file in written(page.read_text("utf-8")):
        size = (folder / file).stat().st_size
        assert size > LEAST, f"{page.name} writes {file}, which has {size} bytes: an answer has more than {LEAST}"


def written(text: str) -> list[str]:
    """The files that a page has programs write; a table that it types itself, by "cat >", is its input."""
    return re.findall(
        r"(?:-o |--output |(?<!cat )> |save\(\"|savefig\(\"|png\(\")"
        r"([\w.]+\.(?:html|csv|png|json|ttl|geojson|graphml))\b",
        text,
    )


def test_what_a_page_types_is_no_output() -> None:
    text = "cat > who.csv <<'END'\nkg export g -f csv > all.csv\nkg view g --output g.html\n"
    assert written(text) == ["all.csv", "g.html"]
