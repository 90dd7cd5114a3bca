"""Formats are found by name; another's is one file, and an entry point."""

import io
from importlib.metadata import EntryPoint
from types import SimpleNamespace
from unittest.mock import patch

import pytest
from making import ARTICLE, EXTRACTION, HandMade

import kg
from kg.core.errors import InputError, KgError
from kg.exporting import Format, base, export, find, names, register


@pytest.fixture
def graph():
    return kg.build([ARTICLE], extractor=HandMade(EXTRACTION))


def ids(graph, output):
    output.writelines(f"{event.id}\n".encode() for event in graph.events())


def test_a_format_registered_here_is_one_like_ours(graph, monkeypatch):
    names()  # ours are registered once, when they are imported
    monkeypatch.setattr(base, "_REGISTRY", dict(base._REGISTRY))
    register(Format("ids", "ids, one a line", ids))
    file = io.BytesIO()
    export(graph, "ids", file)
    assert file.getvalue().decode().split() == [e.id for e in graph.events()] and names()[-1] == "ids"


def test_a_module_of_the_package_is_found_by_being_there(monkeypatch):
    own = Format("turtle", "somebody's own", ids)
    names()
    monkeypatch.setattr(base, "_REGISTRY", {"turtle": own})
    new = SimpleNamespace(name="ids")
    monkeypatch.setattr(base, "iter_modules", lambda path: [new])
    monkeypatch.setattr(base, "import_module", lambda name: register(Format(name.rpartition(".")[2], "ids", ids)))
    assert find("ids").about == "ids"
    assert find("turtle") is own and names() == ["turtle", "ids"]


def test_a_format_of_another_package_is_found_by_its_entry_point(graph):
    points = [EntryPoint("theirs", "some_module:FORMAT", base.GROUP)]
    offered = Format("theirs", "ids", ids)
    with (
        patch.object(base, "entry_points", lambda group, name=None: [p for p in points if name in (None, p.name)]),
        patch.object(EntryPoint, "load", lambda self: offered),
    ):
        assert find("theirs") is offered and "theirs" in names()
    with pytest.raises(InputError, match="no format 'theirs'; there are turtle, trig"):
        find("theirs")


@pytest.mark.parametrize("made", [object(), ImportError("not there")])
def test_a_package_that_does_not_work_is_one_error(made):
    def load(self):
        if isinstance(made, Exception):
            raise made
        return made

    with (
        patch.object(base, "entry_points", lambda group, name=None: [EntryPoint("theirs", "m:F", group)]),
        patch.object(EntryPoint, "load", load),
        pytest.raises(KgError, match="format 'theirs'"),
    ):
        find("theirs")
