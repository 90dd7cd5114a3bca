"""Many processes: all articles once, in order if asked, whatever single ones do."""

import os
import subprocess
import sys
import time
from pathlib import Path

import pytest
from naughty import Naughty, Unloadable

from kg.core.errors import KgError
from kg.core.records import Article
from kg.engines import get, local
from kg.engines.board import Board
from kg.engines.task import CHARACTERS, Chunk, Task, chunks

pytestmark = pytest.mark.skipif(os.name != "posix", reason="worker processes need POSIX pipes")


def articles(n, odd=()):
    odd = dict(odd)
    return [Article(f"a{i}", f"{odd.get(i, 'read')} {i}") for i in range(n)]


def run(some, workers=2, ordered=True, limit=None):
    results, errors = [], []
    for chunk in get("local", workers).run(iter(some), Task(Naughty(), limit=limit), ordered=ordered):
        assert chunk.articles == len(chunk.results) + len(chunk.errors)
        results += [e.article.id for e in chunk.results]
        errors += map(str, chunk.errors)
    return results, errors


@pytest.mark.parametrize("workers", [1, 2, 3])
def test_every_article_is_read_once_in_order(workers):
    some = articles(300)
    assert run(some, workers) == ([a.id for a in some], [])


def test_without_order_the_same_articles_are_read():
    some = articles(300)
    found, errors = run(some, ordered=False)
    assert sorted(found) == sorted(a.id for a in some) and not errors


@pytest.mark.parametrize(
    ("deed", "limit", "said"),
    [
        ("raise", None, "ValueError: no parse"),
        ("die", None, "its process died"),
        ("hang", 0.5, "longer than the limit of 0.5 s"),
        ("freeze", 0.5, "took too long"),
    ],
)
def test_an_article_that_misbehaves_is_one_error_and_the_rest_is_read(deed, limit, said):
    some = articles(100, {40: deed})
    found, errors = run(some, limit=limit)
    assert found == [a.id for a in some if a.id != "a40"]
    [error] = errors
    assert error.startswith("article a40:") and said in error


def test_several_of_them():
    some = articles(200, {0: "die", 33: "raise", 34: "die", 150: "die", 199: "die"})
    found, errors = run(some)
    assert found == [a.id for a in some if a.id not in ("a0", "a33", "a34", "a150", "a199")]
    assert [e.split(":")[0].split()[1] for e in errors] == ["a0", "a33", "a34", "a150", "a199"]


def test_what_was_read_but_not_sent_when_a_worker_died_is_not_lost():
    # One article in each chunk, and more in each result than a pipe takes while nobody listens.
    some = [Article(f"a{i}", f"{'die' if i in (7, 12) else 'read'} {i} {'x' * 300_000}") for i in range(16)]
    found, errors = [], []
    for chunk in get("local", 2).run(iter(some), Task(Naughty()), ordered=True):
        time.sleep(0.2)
        found += [e.article.id for e in chunk.results]
        errors += map(str, chunk.errors)
    assert found == [a.id for a in some if a.id not in ("a7", "a12")]
    assert [e.split(":")[0] for e in errors] == ["article a7", "article a12"]


def test_articles_are_taken_only_as_they_are_needed():
    taken = 0

    def source():
        nonlocal taken
        for article in articles(10_000):
            taken += 1
            yield article

    running = get("local", 2).run(source(), Task(Naughty()))
    next(running)
    running.close()
    assert taken < 26 * 32


def test_one_slow_chunk_does_not_let_the_others_run_away():
    some = articles(3000, {5: "hang"})
    longest = 0
    taken = 0

    def source():
        nonlocal taken
        for article in some:
            taken += 1
            yield article

    given = 0
    for chunk in get("local", 2).run(source(), Task(Naughty(), limit=2), ordered=True):
        given += chunk.articles
        longest = max(longest, taken - given)
    assert given == 3000 and longest <= 32 * 26


def test_once_the_source_has_ended_chunks_go_to_whoever_is_done_first():
    board = Board(chunks(articles(10 * 32)), 2, ordered=False)
    quick, slow = [], []
    read = []

    def turn():
        for jobs, job in board.share([(quick, quick), (slow, slow)]):
            jobs.append(job)
        jobs = quick or slow
        read.append(jobs is quick)
        board.came(jobs[0], Chunk(len(jobs.pop(0).articles)))

    assert sum(chunk.articles for chunk in board.run(turn)) == 10 * 32
    assert read == [True] * 8 + [False] * 2


def test_an_extractor_that_cannot_be_loaded_ends_the_run():
    with pytest.raises(KgError, match=r"no such pipeline|cannot start"):
        list(get("local", 2).run(articles(100), Task(Unloadable())))


def test_little_work_is_done_in_this_process(monkeypatch):
    monkeypatch.setattr(local, "fitting", lambda: 4)
    monkeypatch.setattr(local, "_Pool", None)
    chunks_ = list(local.LocalEngine().run(articles(100), Task(Naughty())))
    assert sum(c.articles for c in chunks_) == 100


def test_chunks_are_bounded():
    long = [Article(f"a{i}", "x" * (CHARACTERS // 3)) for i in range(10)]
    assert [len(c) for c in chunks(long)] == [3, 3, 3, 1] or [len(c) for c in chunks(long)] == [4, 4, 2]
    assert list(chunks([])) == []
    assert [a for c in chunks(articles(100)) for a in c] == articles(100)


def test_workers_end_when_whoever_started_them_is_killed(tmp_path):
    script = (
        "import sys, time; sys.path[:0] = sys.argv[1:]\n"
        "from naughty import Naughty\n"
        "from kg.engines import get, Task\n"
        "from kg.core.records import Article\n"
        "run = get('local', 2).run((Article(str(i), 'read') for i in range(10**6)), Task(Naughty()))\n"
        "next(run); pool = run.gi_frame.f_locals['self']\n"
        "print([w.process.pid for w in pool.workers], flush=True)\n"
        "time.sleep(60)\n"
    )
    process = subprocess.Popen([sys.executable, "-c", script, *sys.path], stdout=subprocess.PIPE, text=True)
    pids = [int(p) for p in process.stdout.readline().strip(" []\n").split(",")]
    process.kill()
    process.wait()
    process.stdout.close()
    for _ in range(100):
        if not any(_alive(pid) for pid in pids):
            break
        time.sleep(0.1)
    assert len(pids) == 2 and not any(_alive(pid) for pid in pids)


def _alive(pid):
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    state = Path(f"/proc/{pid}/stat")
    # A zombie, whose exit code nobody has taken, is dead.
    return not state.exists() or " Z " not in state.read_text()


@pytest.mark.parametrize("workers", [0, -1])
def test_workers_that_make_no_sense(workers):
    with pytest.raises(KgError, match="1 or more"):
        get("local", workers)


def test_there_is_no_such_engine():
    with pytest.raises(KgError, match="there are local, ray"):
        get("abacus")
