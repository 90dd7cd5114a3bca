"""What a person corrects is put right at once, stands in corrections.tsv, and survives a rebuild."""

import shutil

import pytest

import kg
from kg.core.errors import InputError, KgError
from kg.merging import Corrections
from kg.merging.corrections import FILE, Reference

RAIDS = (
    ("a", "Iran attacked an oil terminal in Iraq on Sunday with drones."),
    ("b", "Drones hit the oil terminal when Iran attacked Iraq on Sunday."),
    ("c", "Turkey arrested a journalist in Ankara on Monday."),
)


@pytest.fixture
def store(tmp_path):
    build(tmp_path / "g").close()
    return tmp_path / "g"


def build(store, **options):
    records = [{"id": i, "date": "2023-03-20", "text": text} for i, text in RAIDS]
    return kg.build(records, store, **options)


def events(store):
    with kg.open(store) as graph:
        return {e.article: e for e in graph.events(merged=False)}


def acts(store):
    with kg.open(store) as graph:
        return sorted((e.article, e.reports.articles if e.reports else 1) for e in graph.events(types="conflict"))


def test_two_reports_are_not_one_act_and_are_again(store):
    assert acts(store) == [("a", 2), ("c", 1)]
    raids = events(store)
    kg.correct(store, "different", raids["a"].id, raids["b"].id)
    assert acts(store) == [("a", 1), ("b", 1), ("c", 1)]
    build(store).close()
    assert acts(store) == [("a", 1), ("b", 1), ("c", 1)]
    kg.correct(store, "same", raids["a"].id, raids["b"].id[:8])  # the later line counts
    assert acts(store) == [("a", 2), ("c", 1)]
    (store / FILE).unlink()
    kg.correct(store, "same", raids["a"].id, raids["c"].id)
    assert acts(store) == [("a", 3)]
    with kg.open(store) as graph:
        assert graph.ask('ASK { ?e kg:mergeReason "a person says so" }')
    (store / FILE).write_text("# nothing is said any more\n")
    build(store).close()
    assert acts(store) == [("a", 2), ("c", 1)]


def test_type_and_parties_are_corrected_and_survive_a_rebuild(store, tmp_path):
    raid, arrest = events(store)["a"], events(store)["c"]
    kg.correct(store, "type", arrest.id, "SANCTION")
    kg.correct(store, "actor", raid.id, "Iran", "Israel")
    kg.correct(store, "recipient", raid.id, "-", "RUS")

    def check():
        one, other = (events(store)[i] for i in "ac")
        assert (other.id, str(other.type), other.mode) == (arrest.id, "SANCTION", None)
        assert "corrected by hand: type was COERCE" in other.rule
        assert (one.id, [p.id for p in one.actors]) == (raid.id, ["ISR"]) and one.actors[0].text == "Iran"
        assert [p.id or p.country for p in one.recipients] == ["IRQ", "RUS"]
        with kg.open(store) as graph:
            assert graph.ask("ASK { entity:ISR kg:attacks entity:IRQ }") and graph.validate() == []
            assert not graph.ask("ASK { GRAPH ?g { entity:TUR kg:coerces ?any } }")
            assert "corrected by hand" in str(graph.explain(arrest.id))

    check()
    states = []
    build(store, progress=states.append).close()
    assert states[-1].skipped == 3  # what was corrected is not read again
    check()
    # All is built anew from the articles, with another version of what was read: only the file is left.
    kept = (store / FILE).read_text()
    assert kept.count("\n") == 4 and f"@{arrest.evidence.trigger_start}@c" in kept and "arrested a journalist" in kept
    shutil.rmtree(store)
    store.mkdir()
    (store / FILE).write_text(kept.replace(arrest.id, "0" * 16))
    build(store).close()
    check()


def test_a_party_that_was_not_there_is_taken_away(store):
    raid = events(store)["a"]
    kg.correct(store, "recipient", raid.id, "an oil terminal in Iraq", "-")
    assert events(store)["a"].recipients == ()
    with pytest.raises(InputError, match="is so already"):
        kg.correct(store, "recipient", raid.id, "an oil terminal in Iraq", "-")


@pytest.mark.parametrize(
    ("line", "says"),
    [
        ("perhaps\ta\tb", r"corrections\.tsv:2: 'perhaps' is none of different"),
        ("same\tabc", r"corrections\.tsv:2: `same` needs 2 columns"),
        ("same\tabc\tabc", r"corrections\.tsv:2: an event and itself"),
        ("type\tabc\tHUG", r"corrections\.tsv:2: no event type 'HUG'"),
        ("type\tabc\tAID-hug", r"corrections\.tsv:2: AID has no mode 'hug'"),
        ("actor\tabc\tIran\t# who", r"corrections\.tsv:2: `actor` needs 3 columns"),
        ("actor abc Iran Iraq", r"corrections\.tsv:2: .* tabs between"),
    ],
)
def test_a_bad_line_is_told_before_anything_is_read(store, line, says):
    (store / FILE).write_text(f"# ours\n{line}\n")
    with pytest.raises(InputError, match=says):
        build(store)
    with pytest.raises(InputError, match=says):
        kg.merge(store)


def test_a_line_on_what_is_not_there_is_a_remark(store):
    (store / FILE).write_text("type\tabcabc\tAID\nactor\t" + events(store)["a"].id + "\tFrance\tSpain\n")
    told = []
    build(store, on_error=told.append).close()
    assert "corrections.tsv:1: no event 'abcabc' any more" in str(told[0])
    assert "corrections.tsv:2: 'France' is no actor" in str(told[1])


def test_what_cannot_be_said(store):
    raid = events(store)["a"].id
    for words, says in (
        (("hug", raid, "x"), "'hug' is none of"),
        (("type", raid), "needs a type"),
        (("same", raid, raid), "an event and itself"),
        (("same", raid, "ffffffff"), "no event"),
        (("actor", raid, "Iran", "Nobody In Particular"), "nobody is called 'Nobody In Particular'"),
        (("actor", raid, "Spain", "Iraq"), "is no actor"),
    ):
        with pytest.raises(KgError, match=says):
            kg.correct(store, *words)
    assert not (store / FILE).exists()
    with pytest.raises(InputError, match="memory: corrections stand in the folder"):
        kg.correct(kg.build({"id": "a", "text": "Iran attacked Iraq."}), "type", "a", "AID")


def test_references_and_remarks():
    assert str(Reference.parse("1f0c@120@news/a@b")) == "1f0c@120@news/a@b"
    assert Reference.parse("1f0c@x") == Reference("1f0c")
    (line,) = Corrections.of(["", "# ours", "actor\t1f0c\tIran\t-\t# Iran attacked Iraq."]).lines
    assert (line.what, line.was, line.is_, line.line) == ("actor", "Iran", "-", 3)
