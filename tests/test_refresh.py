"""A store knows what made it: what an older version read is told, and read anew."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import pytest
from making import ARTICLE, DENIAL, EXTRACTION, KIM, MALI, MEETING, PUTIN, HandMade, meeting

import kg
from kg.building import Progress
from kg.core.errors import InputError, KgError, StoreError
from kg.core.provenance import files_digest, shipped
from kg.core.records import Article, Extraction
from kg.extractors import get
from kg.rdf.reading import read_articles
from kg.rdf.runs import Run
from kg.store import writer

DAY = ARTICLE.date
MEETINGS = [meeting(f"m{i}", DAY, PUTIN, KIM) for i in range(3)]
OLD = [EXTRACTION, *MEETINGS]
# What the newer version makes of the same articles: less of one, more of another, somebody else in a third.
NEW = [
    Extraction(ARTICLE, (DENIAL,)),
    MEETINGS[0],
    replace(MEETINGS[1], events=()),
    replace(MEETINGS[2], events=meeting("m2", DAY, PUTIN, replace(MALI, name=KIM.name)).events),
]


class Newer(HandMade):
    """The next version."""

    def __init__(self, *extractions: Extraction) -> None:
        super().__init__(*extractions, version="2")


def built(source, store, *extractions, make=HandMade, **options) -> tuple[Progress, list[str], set[str]]:
    """The counts, what went wrong, and which articles were read."""
    states: list[Progress] = []
    faults: list[str] = []
    extractor = make(*extractions)
    options |= {"progress": states.append, "on_error": lambda error: faults.append(str(error))}
    kg.build(source, store, extractor=extractor, **options).close()
    return states[-1], faults, set(extractor.calls)


def lines(store) -> list[str]:
    """A store as sorted N-Quads, without the times of ingestion."""
    with kg.open(store) as graph:
        return sorted(str(q) for q in graph.store.quads() if not q.predicate.value.endswith("ingestedAt"))


@pytest.fixture
def old(tmp_path):
    """A store that an older version built."""
    built([e.article for e in OLD], tmp_path / "g", *OLD)
    return tmp_path / "g"


@pytest.fixture
def new(tmp_path):
    """A store that the newer version builds."""
    built([e.article for e in NEW], tmp_path / "new", *NEW, make=Newer)
    return lines(tmp_path / "new")


def test_what_is_given_is_read_anew_and_the_others_are_counted(old):
    other = meeting("m9", DAY, PUTIN, MALI)
    state, _, read = built([ARTICLE, other.article], old, *NEW, other, make=Newer)
    assert (state.new, state.anew, state.skipped, state.older) == (1, 1, 0, 3) and read == {"a1", "m9"}
    state, _, read = built([ARTICLE, other.article], old, *NEW, other, make=Newer)
    assert (state.new, state.anew, state.skipped, state.older) == (0, 0, 2, 3) and not read


def test_an_article_that_changed_is_new(old):
    changed = meeting("m1", DAY, PUTIN, MALI)
    state, _, _ = built([changed.article], old, changed, make=Newer)
    assert (state.new, state.anew, state.older) == (1, 0, 3)


@pytest.mark.parametrize("few", [0, 20])
def test_to_refresh_gives_what_a_new_store_gives(old, new, few, monkeypatch):
    monkeypatch.setattr(writer, "_FEW", few)  # what is left behind is swept up at the end, or taken away one by one
    state, _, read = built(None, old, *NEW, make=Newer, refresh=True)
    assert (state.new, state.anew, state.skipped, state.older) == (0, 4, 0, 0) and read == {"a1", "m0", "m1", "m2"}
    assert state.done == 1.0
    assert lines(old) == new
    assert built(None, old, *NEW, make=Newer, refresh=True)[2] == set()


def test_what_a_run_killed_before_it_swept_leaves_is_taken_by_the_next(old, new, monkeypatch):
    def killed(*_):
        raise KeyboardInterrupt

    with monkeypatch.context() as patched:
        patched.setattr(writer, "_FEW", 0)
        patched.setattr(writer, "sweep", killed)
        with pytest.raises(KeyboardInterrupt):
            built(None, old, *NEW, make=Newer, refresh=True)
    with kg.open(old) as graph:
        assert len(list(graph.events(merged=False))) == 3
    assert lines(old) != new
    assert built(None, old, *NEW, make=Newer, refresh=True)[2] == set() and lines(old) == new


def test_articles_may_be_given_too(old, new):
    state, _, read = built([ARTICLE], old, *NEW, make=Newer, refresh=True)
    assert (state.articles, state.anew, state.older) == (4, 4, 0) and len(read) == 4
    assert lines(old) == new


def test_many_processes_do_the_same(old, new):
    built(None, old, *NEW, make=Newer, refresh=True, workers=2)
    assert lines(old) == new


def test_a_refresh_that_was_stopped_goes_on(old, new, monkeypatch):
    from kg.engines import task

    monkeypatch.setattr(task, "ARTICLES", 1)

    class Stopped(Newer):
        def extract(self, articles):
            for extraction in super().extract(articles):
                if len(self.calls) > 2:
                    raise KeyboardInterrupt
                yield extraction

    with pytest.raises(KeyboardInterrupt):
        built(None, old, *NEW, make=Stopped, refresh=True)
    state, _, read = built(None, old, *NEW, make=Newer, refresh=True)
    assert len(read) == state.anew == 2 and lines(old) == new


def test_an_article_that_cannot_be_read_stays_as_it_was(old):
    class Failing(Newer):
        def extract(self, articles):
            for extraction in super().extract(articles):
                if extraction.article.id == "a1":
                    raise KgError("no")
                yield extraction

    _, [fault], _ = built(None, old, *NEW, make=Failing, refresh=True)
    assert "a1" in fault
    with kg.open(old) as graph:
        assert {e for e in graph.events(merged=False) if e.article == "a1"} == {MEETING, DENIAL}
        assert graph.explain(MEETING.id).run["extractor"] == "rules/1"


def test_what_another_extractor_read_is_none_of_our_affair(old):
    class Other(HandMade):
        name = "other/1"

    mine = meeting("m9", DAY, PUTIN, MALI)
    state, _, _ = built([mine.article], old, mine, make=Other, refresh=True)
    assert (state.new, state.anew, state.older) == (1, 0, 0)
    state, _, read = built(None, old, *NEW, make=Newer, refresh=True)
    assert state.anew == 4 and "m9" not in read


def test_the_text_of_a_store_is_the_text_that_was_read(tmp_path):
    odd = " \tAdvertisement\r\nShare this: Facebook\n\n  “Côte d’Ivoire” \u200b\u00a0🇨🇮\r\n \x85 attacked\\nMali. \n"
    some = [
        Article("bare", "Iran attacked Iraq."),
        Article("odd \"'<>&\n", odd, "", DAY, "a\tb", "https://example.org/ä b?x=<1>"),
    ]
    store = tmp_path / "g"
    built((a for a in ()), store)  # an empty one
    from kg.rdf.namespaces import article_iri
    from kg.rdf.prepared import prepare
    from kg.store import open_store
    from kg.store.writer import GraphWriter

    with open_store(store, writable=True) as target:
        run = Run("rules/1", "1")
        GraphWriter(target, run).add([Extraction(a) for a in some])
        assert [prepare(Extraction(a), run).faults for a in some] == [None, None]
        assert list(read_articles(target, [article_iri(a.id) for a in some])) == some
    seen: list[Article] = []

    class Seeing(Newer):
        def extract(self, articles):
            for article in articles:
                seen.append(article)
                yield Extraction(article)

    built(None, store, make=Seeing, refresh=True)
    assert sorted(seen, key=lambda a: a.id) == some


def test_nothing_to_read_is_told(tmp_path):
    with pytest.raises(InputError, match="nothing to read"):
        kg.build(None, tmp_path / "g", extractor=HandMade())
    with pytest.raises(StoreError, match="no such store"):
        kg.build(None, tmp_path / "g", extractor=HandMade(), refresh=True)
    assert not (tmp_path / "g").exists()


# -- what belongs to a version --


def test_a_digest_tells_names_and_contents(tmp_path):
    def digest(**files: str) -> str:
        folder = tmp_path / "data"
        shutil.rmtree(folder, ignore_errors=True)
        folder.mkdir()
        for name, text in files.items():
            (folder / name.replace("_", ".")).write_text(text)
        return files_digest(folder)

    plain = digest(a_yaml="x", b_tsv="y")
    assert plain == digest(b_tsv="y", a_yaml="x", a_py="code", README_md="about")
    assert len({plain, digest(a_yaml="xy", b_tsv=""), digest(a_yaml="x"), digest(c_yaml="x", b_tsv="y")}) == 4


def test_what_python_keeps_beside_the_data_is_no_part_of_them(tmp_path):
    (tmp_path / "a.yaml").write_text("x")
    before = files_digest(tmp_path)
    (tmp_path / "__pycache__").mkdir()
    (tmp_path / "__pycache__" / "lexicon.0123.pickle").write_bytes(b"made of a.yaml")
    assert files_digest(tmp_path) == before


def test_versions_are_those_of_data_software_and_settings(monkeypatch, tmp_path):
    first = get("rules").version
    assert first == get("rules").version and first.startswith("rules/1 ")
    assert len({first, get("svo").version, get("rules+svo").version}) == 3
    own = tmp_path / "own.tsv"
    own.write_text("id\tname\tkind\tcountry\tsector\taliases\nx\tXland Group\torganisation\t\t\t\n")
    with_own = get("rules", knowledge=[own]).version
    own.write_text(own.read_text().replace("Xland", "Yland"))
    assert len({first, with_own, get("rules", knowledge=[own]).version}) == 3
    from kg.extractors import rules

    with monkeypatch.context() as patched:
        patched.setattr(rules, "software_version", lambda: "99")
        assert get("rules").version != first
    with monkeypatch.context() as patched:
        patched.setattr(rules, "shipped", lambda *_: "other data")
        assert get("rules").version != first
    assert get("rules").version == first


def test_the_run_tells_the_version_of_the_program_too():
    one, two = (Run("x/1", "x/1", f"kg {v}") for v in ("1.0", "1.1"))
    assert one.iri != two.iri and Run("x/1", "x/1").software == f"kg {kg.__version__}"


def test_all_that_the_rules_read_is_in_their_version():
    data = get("rules").data
    assert shipped(data) != shipped(data, Path(kg.__file__).parent / "language" / "model")
    # A room that comes to have data of its own that decides what is read must be named there.
    package = Path(kg.__file__).parent
    above = {"view", "server", "query", "merging", "samples", "readers", "extractors"}
    found = [f for f in package.rglob("*") if f.suffix in {".yaml", ".tsv", ".txt", ".npz"}]
    rooms = {f.relative_to(package).parts[0] for f in found}
    assert rooms - above <= set(data)


# -- on the command line, with the lexicon that was shipped changed in one line --


@pytest.fixture
def copy(tmp_path, root) -> Path:
    """A copy of the package, whose data may be changed."""
    shutil.copytree(root / "kg", tmp_path / "copy" / "kg", ignore=shutil.ignore_patterns("__pycache__"))
    (tmp_path / "copy" / "ontologies").symlink_to(root / "ontologies")
    return tmp_path / "copy"


def test_a_changed_lexicon_is_told_and_refreshing_gives_what_a_new_store_gives(copy, tmp_path):
    def build(*arguments: object) -> str:
        environment = {**os.environ, "PYTHONPATH": str(copy), "OMP_NUM_THREADS": "1"}
        command = [sys.executable, "-m", "kg.cli", "build", *map(str, arguments)]
        done = subprocess.run(command, cwd=tmp_path, env=environment, capture_output=True, text=True, check=False)
        assert done.returncode == 0, done.stderr
        return done.stderr

    (tmp_path / "a.txt").write_text("Iran and Iraq agreed on a plan.")
    (tmp_path / "b.txt").write_text("Mali and Chad agreed on a plan.")
    (tmp_path / "c.txt").write_text("Russia attacked Ukraine.")
    build("a.txt", "b.txt", "c.txt", "--store", "g")
    before = lines(tmp_path / "g")

    entry = copy / "kg" / "events" / "lexicon" / "agree.yaml"
    changed = entry.read_text("utf-8").replace("\ntype: AGREE\n", "\ntype: COOPERATE\n")
    assert changed != entry.read_text("utf-8")
    entry.write_text(changed, "utf-8")

    told = build("a.txt", "--store", "g")
    assert "0 articles read, 0 known already, 1 read anew, 0 at fault" in told
    assert "this kg is newer than what had read them" in told
    assert "2 other articles of g were read by an older kg" in told and "`kg build --refresh --store g`" in told
    told = build("--refresh", "--store", "g")
    assert "0 articles read, 0 known already, 2 read anew" in told and "other articles" not in told
    build("a.txt", "b.txt", "c.txt", "--store", "new")
    assert lines(tmp_path / "g") == lines(tmp_path / "new") != before
