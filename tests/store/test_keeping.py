"""What is made of a store is used for that state of it, and for no other."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pyoxigraph as ox
import pytest

from kg.rdf.namespaces import kg as term
from kg.store import OxigraphStore, open_store
from kg.store.keeping import carry, keep, kept, state_of

QUAD = ox.Quad(term("a"), term("b"), term("c"), term("g"))


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    with open_store(tmp_path / "g", writable=True):
        pass
    return tmp_path / "g"


def test_it_is_there_until_somebody_writes(folder: Path) -> None:
    store = open_store(folder)
    assert kept(store, "x", "code") is None
    assert keep(store, "x", "code", [b"on", b"e"])
    assert kept(store, "x", "code") == kept(open_store(folder), "x", "code") == b"one"
    assert kept(store, "x", "other code") is None and kept(store, "y", "code") is None
    with open_store(folder, writable=True) as target:
        target.add([QUAD])
        assert kept(target, "x", "code") is None and not keep(target, "x", "code", [b"no"])
    assert kept(store, "x", "code") is None


def test_a_store_that_was_written_to_by_others_is_another(folder: Path) -> None:
    assert keep(open_store(folder), "x", "code", [b"one"])
    ox.Store(str(folder / "oxigraph")).add(QUAD)  # past this package, which counts how often it is opened
    assert kept(open_store(folder), "x", "code") is None


def test_a_writer_that_was_killed_leaves_another_state(folder: Path) -> None:
    assert keep(open_store(folder), "x", "code", [b"one"])
    target = OxigraphStore(folder, writable=True)
    target.add([QUAD])
    assert target._lock is not None
    target._lock.release()  # as if it had been killed: nothing is closed
    del target
    assert kept(open_store(folder), "x", "code") is None


def test_what_is_made_while_somebody_writes_is_not_kept(folder: Path) -> None:
    store = open_store(folder)

    def pieces():
        yield b"one"
        with open_store(folder, writable=True) as target:
            target.add([QUAD])

    assert not keep(store, "x", "code", pieces()) and kept(store, "x", "code") is None
    assert not list(folder.glob("made-*"))


@pytest.mark.parametrize(
    "damage", [lambda b: b[:-1], lambda b: b[:40], lambda b: b"", lambda b: b[:-40] + b"?" + b[-39:]]
)
def test_what_is_damaged_is_as_if_it_were_not_there(folder: Path, damage) -> None:
    store = open_store(folder)
    assert keep(store, "x", "code", [b"one and two and three"])
    (file,) = folder.glob("made-*")
    file.write_bytes(damage(file.read_bytes()))
    assert kept(store, "x", "code") is None
    assert keep(store, "x", "code", [b"anew"]) and kept(store, "x", "code") == b"anew"


def test_it_is_carried_over_to_a_state_that_holds_the_same(folder: Path) -> None:
    assert keep(open_store(folder), "x", "code", [b"one"])
    with open_store(folder, writable=True) as target:
        before = target.found
    store = open_store(folder)
    assert state_of(folder) != before
    assert not carry(store, "x", "code", "another state") and carry(store, "x", "code", before)
    assert kept(store, "x", "code") == b"one"


def test_nothing_is_kept_of_a_store_in_memory() -> None:
    store = open_store(None)
    assert store.keeping is None and not keep(store, "x", "code", [b"one"]) and kept(store, "x", "code") is None


def test_half_a_file_goes_when_the_store_is_next_written_to(folder: Path) -> None:
    (folder / "made-x.abc.new").write_bytes(b"half")
    with open_store(folder, writable=True):
        assert not list(folder.glob("*.new"))


def test_a_file_that_goes_meanwhile_is_none_of_its_files(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The database takes away what it has put in order anew, while a store is opened."""
    state, glob = state_of(folder), Path.glob

    def listed(inside: Path, pattern: str) -> Iterator[Path]:
        yield from glob(inside, pattern)
        yield inside / f"gone{pattern.lstrip('*')}"

    monkeypatch.setattr(Path, "glob", listed)
    assert state_of(folder) == state
