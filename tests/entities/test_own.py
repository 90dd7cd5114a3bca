"""Tables of the user's own, as they come, and how old ours are."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import pytest

from kg.core.errors import KnowledgeError
from kg.entities.freshness import ages
from kg.entities.knowledge import DATA, Knowledge
from kg.entities.own import add, in_order

PEOPLE = "Name,Type,AKA,Country,Sector\nTamo Wexlar,person,T. Wexlar|Wexlar,Bolivia,OPP\n"


def test_commas_and_other_names_of_columns(tmp_path) -> None:
    (tmp_path / "people.csv").write_text(PEOPLE, "utf-8")
    done = add(tmp_path / "people.csv", tmp_path / "mine.yaml")
    assert (done.table, done.added, done.replaced) == ("entities", 1, 0)
    found = Knowledge.load(tmp_path / "mine.yaml").lookup("Tamo Wexlar")[0]
    assert (found.id, found.country, found.sector) == ("tamo-wexlar", "BOL", "OPP")


@pytest.mark.parametrize("mark", [",", ";", "\t"])
def test_commas_semicolons_and_tabs(tmp_path, mark) -> None:
    (tmp_path / "t.txt").write_text(PEOPLE.replace(",", mark), "utf-8")
    assert Knowledge.load(_coded(tmp_path / "t.txt", tmp_path)).lookup("Wexlar")


def _coded(file, folder):
    add(file, folder / "own.yaml")
    return folder / "own.yaml"


def test_a_quoted_cell_keeps_its_comma(tmp_path) -> None:
    (tmp_path / "p.csv").write_text('name,kind,country\n"Union, Azul",organisation,CRI\n', "utf-8")
    assert Knowledge.load(tmp_path / "p.csv").lookup("Union, Azul")[0].country == "CRI"


def test_a_later_row_replaces_the_earlier_one_of_the_file(tmp_path) -> None:
    (tmp_path / "p.csv").write_text(PEOPLE, "utf-8")
    add(tmp_path / "p.csv", tmp_path / "mine.yaml")
    (tmp_path / "p.csv").write_text(PEOPLE.replace("OPP", "GOV"), "utf-8")
    assert add(tmp_path / "p.csv", tmp_path / "mine.yaml").replaced == 1
    assert Knowledge.load(tmp_path / "mine.yaml").entity("tamo-wexlar").sector == "GOV"


def test_terms_of_office_follow_people(tmp_path) -> None:
    (tmp_path / "p.csv").write_text(PEOPLE, "utf-8")
    (tmp_path / "t.csv").write_text(
        "person;office;title;of;from;to\ntamo-wexlar;foreign_minister;foreign minister;Bolivia;2031-01-22;\n", "utf-8"
    )
    for file in ("p.csv", "t.csv"):
        add(tmp_path / file, tmp_path / "mine.yaml")
    known = Knowledge.load(tmp_path / "mine.yaml")
    holder = known.office_holder("BOL", "foreign_minister", dt.date(2031, 5, 1))
    assert holder is not None and holder.id == "tamo-wexlar"


GROUP = (
    "name,kind,aliases,known_as,country,sector\n"
    "Nusantara Liberation Front,armed_group,Front Pembebasan Nusantara,,Indonesia,REB\n"
)
CHIEF = "Testo Namewan,person,,Namewan,Indonesia,REB\n"
TERM = (
    "person,office,role,of,start,end\nTesto Namewan,leader,commander,Nusantara Liberation Front,2023-02-01,2024-05-31\n"
)


def test_an_armed_group_and_who_led_it_until_a_day(tmp_path) -> None:
    (tmp_path / "terms.csv").write_text(TERM, "utf-8")
    (tmp_path / "who.csv").write_text(GROUP + CHIEF, "utf-8")
    tables = in_order([str(tmp_path / "terms.csv"), str(tmp_path / "who.csv")])
    assert [Path(table).name for table in tables] == ["who.csv", "terms.csv"]
    for table in tables:
        add(table, tmp_path / "mine.yaml")
    known = Knowledge.load(tmp_path / "mine.yaml")
    group = known.lookup("Front Pembebasan Nusantara")[0]
    assert (group.id, group.kind, group.country) == ("nusantara-liberation-front", "armed_group", "IDN")
    holder = known.office_holder(group.id, "leader", dt.date(2024, 3, 6))
    assert holder is not None and holder.id == "testo-namewan"
    assert known.office_holder(group.id, "leader", dt.date(2025, 3, 6)) is None


def test_one_term_by_name_and_by_id_is_one(tmp_path) -> None:
    (tmp_path / "who.csv").write_text(GROUP + CHIEF, "utf-8")
    (tmp_path / "terms.csv").write_text(TERM, "utf-8")
    (tmp_path / "again.csv").write_text(
        TERM.replace("Testo Namewan", "testo-namewan").replace(
            "Nusantara Liberation Front", "nusantara-liberation-front"
        ),
        "utf-8",
    )
    for file in ("who.csv", "terms.csv"):
        add(tmp_path / file, tmp_path / "mine.yaml")
    done = add(tmp_path / "again.csv", tmp_path / "mine.yaml")
    assert (done.added, done.replaced) == (0, 1)
    known = Knowledge.load(tmp_path / "mine.yaml")
    assert len(known.holders("nusantara-liberation-front", "leader")) == 1


def test_a_fault_is_told_with_the_line_of_the_table_that_was_given(tmp_path) -> None:
    (tmp_path / "who.csv").write_text(GROUP + CHIEF, "utf-8")
    (tmp_path / "terms.csv").write_text(TERM, "utf-8")
    for file in ("who.csv", "terms.csv"):
        add(tmp_path / file, tmp_path / "mine.yaml")
    (tmp_path / "bad.csv").write_text(
        "# typed\nperson,office,role,of,start\n\nTomas Nobody,leader,leader,Nusantara Liberation Front,2023-02-01\n",
        "utf-8",
    )
    with pytest.raises(KnowledgeError, match=r"^bad\.csv:4: unknown entity 'Tomas Nobody'$"):
        add(tmp_path / "bad.csv", tmp_path / "mine.yaml")
    (tmp_path / "wide.csv").write_text('# typed\nname,kind\n"Tamo\nWexlar",person\n\nAna Ruiz,person,BOL\n', "utf-8")
    with pytest.raises(KnowledgeError, match=r"^wide\.csv:6: 3 cells under 2 columns$"):
        add(tmp_path / "wide.csv", tmp_path / "mine.yaml")
    pd = pytest.importorskip("pandas")
    frame = pd.DataFrame([{"name": "Ana Ruiz", "kind": "person"}, {"name": "Tamo Wexlar", "kind": "planet"}])
    with pytest.raises(KnowledgeError, match=r"^DataFrame: row 2: unknown kind 'planet'"):
        add(frame, tmp_path / "mine.yaml")


def test_a_data_frame(tmp_path) -> None:
    pd = pytest.importorskip("pandas")
    frame = pd.DataFrame(
        [
            {
                "person": "vladimir-putin",
                "office": "deputy",
                "role": "x",
                "of": "Russia",
                "start": pd.Timestamp(2033, 1, 2),
            },
            {"person": "vladimir-putin", "office": "deputy", "role": "x", "of": "RUS", "start": pd.NaT},
        ]
    )
    assert add(frame, tmp_path / "mine.yaml").added == 2
    known = Knowledge.load(tmp_path / "mine.yaml")
    assert {t.start for t in known.holders("RUS", "deputy") if t.role == "x"} == {dt.date(2033, 1, 2), None}
    people = pd.DataFrame([{"name": "Ana Xu", "kind": "person", "country": "CHN", "aliases": float("nan")}])
    assert Knowledge.load(people).lookup("Ana Xu")[0].country == "CHN"


def test_what_ours_meant_by_a_name_is_told(tmp_path) -> None:
    (tmp_path / "p.csv").write_text("name,kind,aliases,country\nTamo Wexlar,person,Putin,BOL\n", "utf-8")
    assert add(tmp_path / "p.csv", tmp_path / "mine.yaml").hides == ["Putin"]


@pytest.mark.parametrize(
    ("table", "said"),
    [
        ("colour,size\nred,3\n", "no table has the columns"),
        ("name,kind\nTamo Wexlar,planet\n", "unknown kind"),
        ("name,kind\nTamo Wexlar,person,3\n", "3 cells under 2 columns"),
        ("name,kind\n", "no rows"),
    ],
)
def test_a_faulty_table_leaves_the_file_as_it_was(tmp_path, table, said) -> None:
    (tmp_path / "p.csv").write_text(PEOPLE, "utf-8")
    add(tmp_path / "p.csv", tmp_path / "mine.yaml")
    before = (tmp_path / "mine.yaml").read_text("utf-8")
    (tmp_path / "bad.csv").write_text(table, "utf-8")
    with pytest.raises(KnowledgeError, match=said):
        add(tmp_path / "bad.csv", tmp_path / "mine.yaml")
    assert (tmp_path / "mine.yaml").read_text("utf-8") == before
    assert sorted(p.name for p in tmp_path.iterdir()) == ["bad.csv", "mine.yaml", "p.csv"]


def test_what_is_added_is_kept_as_yaml(tmp_path) -> None:
    with pytest.raises(KnowledgeError, match="ends in"):
        add(tmp_path / "p.csv", tmp_path / "mine.tsv")


def test_every_table_has_an_age_and_a_source() -> None:
    found = {age.table: age for age in ages()}
    assert {p.name for p in DATA.iterdir() if p.suffix in (".tsv", ".yaml")} <= set(found)
    assert all(age.source for age in found.values())
    terms, ministers = found["tenures.tsv"], found["tenures.tsv: foreign_minister"]
    assert terms.newest is not None and ministers.newest is not None and ministers.newest <= terms.newest
    assert ministers.open is not None and 100 < ministers.open <= ministers.rows
