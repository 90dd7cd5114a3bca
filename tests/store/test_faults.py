"""A disk that is full and a folder that is read-only: one clear error, and a store that is fit for use after."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

import kg
from kg.core.errors import StoreError

HERE = [{"id": "a", "text": "Iran and Iraq signed a security agreement.", "date": "2023-03-19"}]

# In a process of its own: the limit holds for whoever sets it.  Python ignores the signal that comes with it.
FULL = """
import resource, sys
import kg
from kg.core.errors import KgError
size = int(sys.argv[2])
resource.setrlimit(resource.RLIMIT_FSIZE, (size, size))
words = "Iran accused Israel of an attack on a ship. Russia met Turkey in Ankara. "
some = ({"id": f"n{i}", "text": f"{words * 30} {i}", "date": "2023-05-05"} for i in range(200))
try:
    kg.build(some, sys.argv[1], workers=1)
except KgError as error:
    print("KgError", str(error).count("\\n"), error)
"""


@pytest.mark.skipif(os.name != "posix", reason="limits on the size of files are POSIX")
def test_a_disk_that_is_full_is_one_clear_error_and_leaves_what_was_there(tmp_path):
    store = tmp_path / "graph"
    kg.build(HERE, store).close()
    command = [sys.executable, "-c", FULL, str(store), str(600_000)]
    done = subprocess.run(
        command,
        capture_output=True,
        text=True,
        check=False,
        env={**os.environ, "PYTHONPATH": os.pathsep.join(sys.path)},
    )
    assert done.stdout.startswith("KgError 0 ") and "cannot be written" in done.stdout, done.stderr[-500:]
    with kg.open(store) as graph:
        assert any(event.article == "a" for event in graph.events())
    again = kg.build([*HERE, {**HERE[0], "id": "b"}], store)
    assert {event.article for event in again.events(merged=False)} >= {"a", "b"}


@pytest.mark.skipif(os.name != "posix", reason="permissions are POSIX")
def test_a_folder_that_is_read_only_is_one_clear_error_and_can_be_read(tmp_path):
    store = tmp_path / "graph"
    kg.build(HERE, store).close()
    folders = [store, *(p for p in store.rglob("*") if p.is_dir())]
    for path in [*store.rglob("*"), store]:
        path.chmod(0o555 if path.is_dir() else 0o444)
    try:
        if os.access(store, os.W_OK):
            pytest.skip("this user may write whatever the permissions say")
        with pytest.raises(StoreError, match=r"cannot be (opened to write|written)"):
            kg.build([{**HERE[0], "id": "b"}], store)
        with kg.open(store) as graph:
            assert len(graph) == 1
    finally:
        for path in folders:
            Path(path).chmod(0o755)
