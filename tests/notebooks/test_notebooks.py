"""The notebooks run from top to bottom, and what is committed of their outputs is small and is the samples'."""

from __future__ import annotations

import importlib.util
import json
from pathlib import Path
from types import ModuleType

import pytest

nbformat = pytest.importorskip("nbformat", reason="nbclient is not installed")
pytest.importorskip("nbclient")
pytest.importorskip("ipykernel")
pytest.importorskip("matplotlib")

ROOT = Path(__file__).resolve().parents[2]
NOTEBOOKS = sorted((ROOT / "notebooks").glob("*.ipynb"))


@pytest.fixture(scope="module")
def tool() -> ModuleType:
    spec = importlib.util.spec_from_file_location("refresh_notebooks", ROOT / "tools" / "refresh_notebooks.py")
    assert spec and spec.loader
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def kinds(notebook) -> list[list[str]]:
    """Of each cell with code, the kinds of what it puts out."""
    cells = [c for c in notebook.cells if c.cell_type == "code"]
    return [[kind for o in c.outputs for kind in sorted(o.get("data") or {o.get("name"): 0})] for c in cells]


def test_there_are_five() -> None:
    assert [p.name[0] for p in NOTEBOOKS] == list("12345")


@pytest.mark.parametrize("path", NOTEBOOKS, ids=lambda p: p.name)
def test_it_runs_and_shows_what_is_committed(path: Path, tool: ModuleType) -> None:
    fresh = tool.clean(tool.run(path))
    committed = nbformat.read(path, as_version=4)
    assert kinds(fresh) == kinds(committed), "run: python tools/refresh_notebooks.py"


@pytest.mark.parametrize("path", [p for p in NOTEBOOKS if p.name[0] in "24"], ids=lambda p: p.name)
def test_it_reads_an_archive(path: Path, tool: ModuleType, data: Path, tmp_path: Path) -> None:
    import gzip

    with gzip.open(data / "articles" / "current-events.jsonl.gz", "rt", encoding="utf-8") as file:
        lines = [line for line in file if "Korea" in line or "Ukrain" in line]
    archive = tmp_path / "news.jsonl"
    archive.write_text("".join(lines[:: max(1, len(lines) // 400)]), encoding="utf-8")
    notebook = tool.run(path, str(archive))
    first = "".join(json.dumps(o) for o in notebook.cells[1].outputs)
    assert "KnowledgeGraph" in first and "kg notes" not in first


@pytest.mark.parametrize("path", NOTEBOOKS, ids=lambda p: p.name)
def test_outputs_are_small_complete_and_without_paths(path: Path) -> None:
    text = path.read_text("utf-8")
    assert len(text) < 300_000
    notebook = nbformat.read(path, as_version=4)
    nbformat.validate(notebook)
    assert sum(bool(outputs) for outputs in kinds(notebook)) >= 5
    for word in ("Traceback", str(Path.home()) + "/", "/tmp/", "current-events"):
        assert word not in text.replace("data/articles/current-events", "")
    for cell in notebook.cells:
        assert not any(o.output_type == "error" for o in cell.get("outputs", []))


def test_every_note_is_dated_and_ours() -> None:
    notes = [json.loads(line) for line in (ROOT / "notebooks" / "data" / "notes.jsonl").read_text("utf-8").splitlines()]
    assert len({note["id"] for note in notes}) == len(notes)
    assert {note["source"] for note in notes} == {"kg notes"}
    assert [note["date"] for note in notes] == sorted(note["date"] for note in notes)
