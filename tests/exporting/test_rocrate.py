"""A crate says what is in it: files, counts, version, licence, and a date of its own."""

import io
import json
import re

import pytest
from making import ALL, KIM, PUTIN, HandMade, meeting

import kg
from kg.core.errors import InputError
from kg.exporting import export
from kg.exporting.rocrate import FILES, METADATA

LICENCE = "https://creativecommons.org/licenses/by/4.0/"


@pytest.fixture
def graph(monkeypatch):
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1700000000")
    extractions = [ALL, meeting("m1", None, PUTIN, KIM)]
    return kg.build([e.article for e in extractions], extractor=HandMade(*extractions))


def described(folder):
    data = json.loads((folder / METADATA).read_text("utf-8"))
    assert data["@context"] == "https://w3id.org/ro/crate/1.1/context"
    return {entity["@id"]: entity for entity in data["@graph"]}


def test_what_the_specification_asks_of_a_crate(graph, tmp_path):
    export(graph, "rocrate", tmp_path)
    entities = described(tmp_path)
    about, root = entities[METADATA], entities["./"]
    assert about["about"] == {"@id": "./"} and about["conformsTo"]["@id"] == "https://w3id.org/ro/crate/1.1"
    assert {"name", "description", "datePublished", "license"} <= set(root) and root["@type"] == "Dataset"
    assert re.fullmatch(r"\d{4}-\d\d-\d\d", root["datePublished"])
    files = {part["@id"] for part in root["hasPart"]}
    assert files == set(FILES) == {path.name for path in tmp_path.iterdir()} - {METADATA}
    for name in files:
        assert entities[name]["@type"] == "File"
        assert int(entities[name]["contentSize"]) == (tmp_path / name).stat().st_size > 0
    pointed = re.findall(r'"@id": "([^"]+)"', (tmp_path / METADATA).read_text("utf-8"))
    assert all(id in entities or id.startswith("https://") for id in pointed), "nothing points to what is not there"


def test_counts_version_and_date_are_those_of_the_graph(graph, tmp_path):
    export(graph, "rocrate", tmp_path)
    entities, summary = described(tmp_path), graph.summary()
    counts = {e["name"]: e["value"] for e in entities.values() if e["@type"] == "PropertyValue"}
    assert counts == {"articles": summary["articles"], "events": summary["events"], "actors": summary["entities"]}
    assert entities["./"]["datePublished"] == "2023-11-14", "that on which it was built, not that of an article"
    assert entities["./"]["temporalCoverage"] == "2023-09-13/2023-09-13"
    (program,) = (e for e in entities.values() if e["@type"] == "SoftwareApplication")
    assert program["name"] == "kg" and program["version"]


def test_a_licence_is_named_or_said_to_be_missing(graph, tmp_path):
    export(graph, "rocrate", tmp_path / "a")
    none = described(tmp_path / "a")
    assert "Not chosen yet" in none[none["./"]["license"]["@id"]]["description"]
    graph.export("rocrate", tmp_path / "b", licence=LICENCE)
    chosen = described(tmp_path / "b")
    assert chosen["./"]["license"] == {"@id": LICENCE} and LICENCE in chosen
    with pytest.raises(InputError, match="names no licence"):
        graph.export("csv", tmp_path / "c.csv", licence=LICENCE)
    with pytest.raises(InputError, match="several files"):
        export(graph, "rocrate", io.BytesIO())


def test_the_same_graph_gives_the_same_crate_and_without_text_no_text(graph, tmp_path):
    for folder in ("a", "b"):
        export(graph, "rocrate", tmp_path / folder)
    graph.export("rocrate", tmp_path / "c", text=False)
    for path in (tmp_path / "a").iterdir():
        assert path.read_bytes() == (tmp_path / "b" / path.name).read_bytes()
        assert b"Cosmodrome on Wednesday" not in (tmp_path / "c" / path.name).read_bytes()
    export(kg.KnowledgeGraph(None), "rocrate", tmp_path / "empty")
    assert described(tmp_path / "empty")["#count-events"]["value"] == 0


def test_rocrate_reads_it(graph, tmp_path):
    read = pytest.importorskip("rocrate.rocrate")
    export(graph, "rocrate", tmp_path)
    crate = read.ROCrate(str(tmp_path))
    assert {entity.id for entity in crate.data_entities} == set(FILES)
    assert crate.root_dataset["license"].id == "#licence" and str(crate.root_dataset["datePublished"])[:4] == "2023"
