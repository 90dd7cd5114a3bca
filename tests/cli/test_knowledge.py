"""kg knowledge: how old the tables are, and a table of one's own."""

import json

from kg.entities.tables import COLUMNS


def test_how_old_the_tables_are(kg_):
    done = kg_("knowledge", "--json")
    ages = {row["table"]: row for row in json.loads(done.out)}
    assert done.code == 0 and ages["tenures.tsv"]["newest"] > "2025" and ages["members.tsv"]["source"]
    assert "tenures.tsv: foreign_minister" not in ages
    assert "· foreign_minister" in kg_("knowledge", "--offices").out


def test_a_table_is_added(kg_, tmp_path):
    (tmp_path / "p.csv").write_text("name,kind,country\nTamo Wexlar,person,Bolivia\n", "utf-8")
    done = kg_("knowledge", "add", tmp_path / "p.csv", "--to", tmp_path / "mine.yaml")
    assert done.code == 0 and "1 rows added" in done.err and "BOL" in (tmp_path / "mine.yaml").read_text("utf-8")


def test_tables_are_added_in_the_order_that_they_need(kg_, tmp_path):
    (tmp_path / "p.csv").write_text("name,kind,country\nTamo Wexlar,person,Bolivia\n", "utf-8")
    (tmp_path / "o.csv").write_text("person,office,role,of,start\nTamo Wexlar,speaker,speaker,Bolivia,2031\n", "utf-8")
    done = kg_("knowledge", "add", tmp_path / "o.csv", tmp_path / "p.csv", "--to", tmp_path / "mine.yaml")
    assert done.code == 0 and done.err.index("p.csv") < done.err.index("o.csv")


def test_every_table_that_may_be_added_is_in_the_help(kg_):
    told = " ".join(kg_("knowledge", "--help").out.split())
    ours = {"countries", "geography", "wikidata", "provinces", "de_facto", "ships", "seats", "ambiguous"}
    for table, columns in COLUMNS.items():
        named = " ".join(columns).replace("? ", "(") + ")" * ("?" in columns)
        assert table in ours or named in told, named


def test_faults_are_told(kg_, tmp_path):
    assert kg_("knowledge", "add", tmp_path / "none.csv", "--to", tmp_path / "mine.yaml").code == 1
    assert kg_("knowledge", "add").code == 2
    assert kg_("knowledge", "sell").code == 2
