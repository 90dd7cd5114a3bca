"""A Ray cluster of two workers on this machine gives what this machine gives alone."""

import io
import os
import sys

import pytest
from naughty import Naughty, Unloadable

import kg
from kg.core.errors import KgError
from kg.core.records import Article
from kg.engines import Task, get
from kg.exporting import export


def test_without_ray_there_is_one_clear_error(monkeypatch):
    monkeypatch.setitem(__import__("sys").modules, "ray", None)
    with pytest.raises(KgError, match=r"needs Ray: pip install"):
        get("ray")


@pytest.fixture(scope="module")
def cluster():
    ray = pytest.importorskip("ray", reason="Ray is not installed")
    found = {"PYTHONPATH": os.pathsep.join(filter(None, sys.path))}  # workers have to find naughty.py and this kg
    ray.init(num_cpus=2, include_dashboard=False, log_to_driver=False, runtime_env={"env_vars": found})
    yield ray
    ray.shutdown()


def test_ray_and_local_give_the_same_graph(cluster, monkeypatch):
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1700000000")
    deeds = ("met the leaders of Kenya and Ghana in Nairobi", "accused Iran of attacking a ship", "signed a treaty")
    who = ("Russia", "The president of France", "Turkey's foreign minister", "NATO", "Peru")
    some = [
        {"id": f"a{i}", "text": f"{who[i % 5]} {deeds[i % 3]} on Monday. {who[i % 4]} denied it.", "date": "2023-05-05"}
        for i in range(70)
    ]

    def quads(**options):
        out = io.BytesIO()
        export(kg.build(some, **options), "nquads", out)
        return sorted(out.getvalue().splitlines())

    alone = quads(workers=1)
    assert len(alone) > 1000
    assert quads(engine="ray", workers=2) == alone


def test_an_article_that_takes_its_worker_down_is_one_error(cluster):
    some = [Article(f"a{i}", f"{'die' if i == 40 else 'raise' if i == 7 else 'read'} {i}") for i in range(80)]
    results, errors = [], []
    for chunk in get("ray", 2).run(some, Task(Naughty(), limit=None), ordered=True):
        results += [e.article.id for e in chunk.results]
        errors += map(str, chunk.errors)
    assert results == [a.id for a in some if a.id not in ("a7", "a40")]
    assert [e.split(":")[0] for e in errors] == ["article a7", "article a40"] and "its process died" in errors[1]


def test_an_extractor_that_cannot_be_loaded_ends_the_run(cluster):
    some = [Article(f"a{i}", "read") for i in range(80)]
    with pytest.raises(KgError, match="there is no such pipeline"):
        list(get("ray", 2).run(some, Task(Unloadable(), limit=None)))
