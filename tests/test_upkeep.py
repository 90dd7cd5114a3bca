"""kg.merge, remove, validate, export and the methods of a graph: on a folder, a store, and a graph that is held."""

from __future__ import annotations

import inspect
import io
from pathlib import Path

import pytest
from making import EXTRACTION, KIM, MALI, PUTIN, HandMade, meeting
from pyoxigraph import NamedNode, Quad

import kg
from kg.core.errors import InputError, StoreError
from kg.merging import Aliases, is_merged
from kg.rdf.namespaces import article_iri
from kg.store import OxigraphStore, open_store, writable
from kg.view.explorer import View

DAY = EXTRACTION.article.date
TOLD_TWICE = [meeting(i, DAY, PUTIN, KIM) for i in ("m1", "m2")]


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    some = [*TOLD_TWICE, meeting("m3", DAY, PUTIN, MALI)]
    kg.build([e.article for e in some], tmp_path / "g", extractor=HandMade(*some)).close()
    return tmp_path / "g"


@pytest.fixture(params=["folder", "text", "store", "graph"])
def named(request, folder):
    """A graph, however it is named."""
    if request.param == "store":
        with open_store(folder) as store:
            yield store
    elif request.param == "graph":
        with kg.open(folder) as graph:
            yield graph
    else:
        yield str(folder) if request.param == "text" else folder


def test_merge_and_undo(named, folder):
    report = kg.merge(named)
    assert [sorted(e.article for e in one.events) for one in report.events] == [["m1", "m2"]]
    with open_store(folder) as store:
        assert is_merged(store)
    assert kg.merge(named, undo=True).events == []
    with open_store(folder) as store:
        assert not is_merged(store)


def test_merge_takes_a_table_of_names(folder, tmp_path):
    table = tmp_path / "names.tsv"
    table.write_text(f"same\t{KIM.id}\t{MALI.id}\n")
    with kg.open(folder) as graph:
        for names in (table, str(table), Aliases.read(table)):
            assert set(graph.merge(names).actors) in ({KIM.id}, {MALI.id})
        assert len(graph.query("SELECT ?a { ?a kg:sameActorAs ?b }")) == 1  # who reads sees what was written


def test_remove(named, folder):
    assert kg.remove(["m1", "nobody"], named) == 1 and kg.remove("m2", named) == 1
    with kg.open(folder) as graph:
        assert [a.id for a in graph.articles()] == ["m3"]


def test_validate_and_its_progress(named):
    seen: list[tuple[int, int]] = []
    assert kg.validate(named, lambda done, total: seen.append((done, total))) == [] and seen == [(3, 3)]


def test_validate_finds_what_came_in_another_way(folder):
    with open_store(folder, writable=True) as store:
        iri = article_iri("m1")
        store.add([Quad(iri, NamedNode("http://purl.org/dc/terms/identifier"), NamedNode("urn:x"), iri)])
    assert {fault.article for fault in kg.validate(folder)} & {"m1", "urn:x"}


def test_export(named, tmp_path):
    kg.export(named, "nquads", tmp_path / "g.nq")
    file = io.BytesIO()
    kg.export(named, "nquads", file)
    assert file.getvalue() == (tmp_path / "g.nq").read_bytes() != b""
    kg.export(named, "csv", str(tmp_path / "tables"))
    assert (tmp_path / "tables" / "nodes.csv").exists()
    with pytest.raises(InputError, match="no format 'xml'"):
        kg.export(named, "xml", file)


def test_a_graph_in_memory_is_held_as_it_is():
    graph = kg.build([e.article for e in TOLD_TWICE], extractor=HandMade(*TOLD_TWICE))
    assert len(graph.merge().events) == 1 and graph.validate() == [] and kg.remove("m1", graph) == 1
    assert len(graph) == 1


@pytest.mark.parametrize("verb", ["merge", "validate", "export", "remove"])
def test_where_there_is_no_store_none_is_made(verb, tmp_path):
    place = tmp_path / "none"
    with pytest.raises(StoreError, match="no such store"):
        {
            "merge": lambda: kg.merge(place),
            "validate": lambda: kg.validate(place),
            "export": lambda: kg.export(place, "trig", tmp_path / "x"),
            "remove": lambda: kg.remove("a", place),
        }[verb]()
    assert not place.exists()


def test_a_store_that_is_open_to_write_is_not_opened_again(folder):
    with open_store(folder, writable=True) as store, writable(store) as target:
        assert target is store
        with pytest.raises(StoreError, match="another process is writing"), writable(OxigraphStore(folder)):
            pass


def test_export_is_the_function_whatever_was_imported():
    import kg.cli.export
    import kg.exporting

    assert callable(kg.export) and callable(kg.merge) and callable(kg.watch)
    assert {"merge", "remove", "watch", "validate", "export"} <= set(kg.__all__)


def test_a_graph_s_view_takes_what_a_view_takes():
    def options(function) -> dict[str, inspect.Parameter]:
        kinds = inspect.signature(function).parameters.items()
        return {name: p.default for name, p in kinds if p.kind is inspect.Parameter.KEYWORD_ONLY}

    taken = options(View)
    del taken["titles"]
    assert options(kg.KnowledgeGraph.view) == {**taken, "merged": True}
