"""What differs on other systems: processes that start from nothing, paths with drive letters and backslashes."""

from __future__ import annotations

import json
import multiprocessing as mp
import os
import subprocess
import sys
import urllib.request
from pathlib import Path
from urllib.parse import urlencode

import pytest
from making import ARTICLE, EXTRACTION, HandMade

import kg
from kg.core.errors import InputError
from kg.readers import read
from kg.server import pool
from kg.server.endpoint import Server

# As macOS and Windows start processes: each imports what it needs anew, and has nothing of the one that started it.
SPAWNED = """
import json, multiprocessing as mp
import kg

def read(text):
    return [event.to_dict() for event in kg.extract({"id": "a", "text": text}, workers=1)]

if __name__ == "__main__":
    mp.set_start_method("spawn")
    texts = ["Iran attacked Iraq.", "France and Germany signed a treaty."]
    with mp.Pool(2) as pool:
        there = pool.map(read, texts)
    articles = [{"id": "a", "text": texts[0]}, {"id": "b", "text": texts[1]}]
    one, two = ([event.to_dict() for event in kg.extract(articles, workers=n)] for n in (1, 2))
    print(json.dumps([there == [read(text) for text in texts], two == one, len(two)]))
"""


def test_spawned_processes_read_the_same(tmp_path: Path, root: Path) -> None:
    script = tmp_path / "script.py"
    script.write_text(SPAWNED, "utf-8")
    environment = {**os.environ, "PYTHONPATH": str(root)}
    done = subprocess.run([sys.executable, script], env=environment, capture_output=True, text=True, timeout=300)
    assert done.returncode == 0, done.stderr
    assert json.loads(done.stdout) == [True, True, 2]


def test_an_endpoint_answers_where_processes_can_only_be_spawned(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    kg.build([ARTICLE], tmp_path / "g", extractor=HandMade(EXTRACTION)).close()
    monkeypatch.setattr(pool.mp, "get_all_start_methods", lambda: ["spawn"])
    asked: list[str] = []
    get_context = mp.get_context
    monkeypatch.setattr(pool.mp, "get_context", lambda method: asked.append(method) or get_context(method))
    with Server(str(tmp_path / "g"), port=0, timeout=60, workers=1).running() as running:
        question = urlencode({"query": "ASK { ?event a kg:Event }"})
        with urllib.request.urlopen(f"{running.url}/sparql?{question}", timeout=120) as answer:
            assert json.load(answer)["boolean"] is True
    assert asked == ["spawn"]


# Here "C:" and "C:\\news" are names like others; what counts is that nothing takes the colon for that of an address, of
# a line number or of a list, nor the backslash for an escape or a pattern.
@pytest.mark.skipif(os.name == "nt", reason="such names are for systems without drives")
@pytest.mark.parametrize("place", ["C:/news", "C:\\news", "\\\\server\\share\\news"])
def test_drive_letters_and_backslashes(place: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    Path(place).mkdir(parents=True)
    article = Path(place, "a.txt")
    article.write_text("Iran attacked Iraq on Monday.", "utf-8")
    for given in (place, str(article), article):
        assert [a.text for a in read(given)] == ["Iran attacked Iraq on Monday."]
    knowledge = Path(place, "mine.yaml")
    knowledge.write_text("entities:\n- {id: front, name: Green Front, kind: organisation, country: COL}\n", "utf-8")
    store = f"{place}\\graph" if "\\" in place else f"{place}/graph"
    with kg.build(place, store, knowledge=[str(knowledge)]) as graph:
        assert [event.type for event in graph.events()] == ["ASSAULT"]
        graph.view().save(f"{store}.html")
    with kg.open(store) as graph:
        assert len(graph.triples()) == 1
    assert Path(f"{store}.html").stat().st_size > 1000
    with pytest.raises(InputError) as error:
        list(read(f"{place}/none.txt"))
    assert place in str(error.value)


def test_what_takes_an_address_takes_no_drive_for_one() -> None:
    for name in ("C:/news/graph", "C:\\news\\graph", "c:graph"):
        with pytest.raises(kg.StoreError) as error:
            kg.open(name)
        assert "no such store" in str(error.value) and name in str(error.value)
