"""The shipped tables: every row well formed, dates that do not overlap, no name of two countries without a rule."""

from __future__ import annotations

import datetime as dt
import re
from collections import Counter
from collections.abc import Iterator
from itertools import pairwise

import pytest

from kg.core.plover import EventType
from kg.entities.facts import FORMS
from kg.entities.knowledge import DATA, Knowledge, _packed, _shipped_index
from kg.entities.names import key, slug
from kg.entities.tables import Row, read

FILES = sorted(p for p in DATA.iterdir() if p.suffix in (".tsv", ".yaml"))
# PLOVER's and CAMEO's sector codes, and none else.
SECTORS = {*"GOV MIL REB OPP PTY COP JUD LEG SPY MED CVL BUS IGO NGO UAF CRM LAB REL AGR REF SET".split()}  # noqa: SIM905
STRONG = ("name", "adjective", "demonym", "metonym", "capital")


@pytest.fixture(scope="module")
def kb() -> Knowledge:
    return Knowledge.load()


def rows(table: str) -> Iterator[Row]:
    for file in FILES:
        yield from (row for row in read(file) if row.table == table)


@pytest.mark.parametrize("file", FILES, ids=lambda p: p.name)
def test_file_is_tidy(file) -> None:
    text = file.read_text("utf-8")
    assert text.endswith("\n") and "\r" not in text
    assert text.startswith("#"), "the first line says what the file holds"
    for number, line in enumerate(text.splitlines(), 1):
        assert line == line.rstrip(" "), f"{file.name}:{number} ends in blanks"
        if file.suffix == ".tsv" and not line.startswith("#"):
            cells = line.split("\t")
            assert all(c == c.strip() and "||" not in c and not c.startswith("|") for c in cells), (file.name, number)
    assert sum(1 for _ in read(file)) > 3


def test_every_value_of_a_list_is_said_once() -> None:
    for table, columns in {"countries": ("spellings", "adjectives"), "entities": ("aliases",)}.items():
        for row in rows(table):
            for column in columns:
                twice = [v for v, n in Counter(row.list(column)).items() if n > 1]
                assert not twice, f"{row.where}: {twice}"


def test_ids_are_codes_or_slugs(kb: Knowledge) -> None:
    for entity in kb.entities():
        if entity.kind == "country":
            assert re.fullmatch("[A-Z]{3}", entity.id)
        else:
            assert re.fullmatch(r"[a-z0-9]+(-[a-z0-9]+)*(/[a-z0-9]+(-[a-z0-9]+)*)?", entity.id), entity
        assert entity.country is None or kb.entity(entity.country).kind == "country"
        assert entity.sector is None or entity.sector in SECTORS, entity
        assert entity.wikidata is None or re.fullmatch(r"Q\d+", entity.wikidata)


def test_aliases_have_known_forms_and_are_found_as_written(kb: Knowledge) -> None:
    for words, aliases in kb.aliases().items():
        assert 0 < len(words) <= kb.max_words
        for alias in aliases:
            assert alias.form in FORMS
            assert key(alias.text.removeprefix("the ").removeprefix("The ")) == words
            assert alias in kb.alias(alias.text), alias


def test_every_state_is_there(kb: Knowledge) -> None:
    states = [e for e in kb.entities() if e.kind == "country"]
    members = kb.members("un")
    assert len(members) == 193
    assert len(states) == 249 + 1 + 5 - 3  # ISO 3166-1, Kosovo, five that are gone; not Bouvet, Heard, French Southern
    for code in members:
        assert kb.adjective(code)
        assert kb.capital(code) or code in ("SGP", "SMR"), code  # city-states with one name for both
        place = kb.place(kb.entity(code).name)
        assert place is not None and place.lat is not None, code


def test_tenures_of_an_office_do_not_overlap(kb: Knowledge) -> None:
    offices = {(t.of, t.office) for e in kb.entities() for t in kb.tenures(e.id)}
    assert len(offices) > 500
    for of, office in sorted(offices):
        held = [t for t in kb.holders(of, office) if t.start]
        for before, after in pairwise(held):
            assert before.end is not None, f"{before.person} never left {office} of {of}, yet {after.person} came"
            assert before.end <= after.start, f"{office} of {of}: {before.person} and {after.person}"


def test_tenures_are_possible(kb: Knowledge) -> None:
    for entity in kb.entities():
        for tenure in kb.tenures(entity.id):
            assert tenure.start is None or dt.date(1945, 1, 1) < tenure.start < dt.date(2026, 7, 1), tenure
            assert tenure.start is None or tenure.end is None or tenure.start < tenure.end, tenure
            years = ((tenure.end or dt.date(2026, 1, 1)) - (tenure.start or dt.date(2026, 1, 1))).days / 365
            assert years < 71, tenure
            assert kb.entity(tenure.person).kind == "person"


def test_no_name_means_two_countries_without_a_rule(kb: Knowledge) -> None:
    open_ = {}
    for words, aliases in kb.aliases().items():
        strong = [a for a in aliases if a.form in STRONG]
        if len({a.entity.country for a in strong}) > 1 and kb.ambiguity(" ".join(words)) is None:
            open_[" ".join(words)] = sorted({a.entity.id for a in strong})
    assert not open_


def test_capitals_named_like_places_abroad_have_a_rule(kb: Knowledge) -> None:
    for words, aliases in kb.aliases().items():
        if any(a.form == "capital" for a in aliases):
            countries = {a.entity.country for a in aliases if not a.weak and a.entity.kind != "organisation"}
            assert len(countries - {None}) <= 1 or kb.ambiguity(" ".join(words)), words


def test_rules_of_ambiguity_can_decide(kb: Knowledge) -> None:
    seen = Counter(name for row in rows("ambiguous") for name in {slug(name) for name in row.list("name")})
    assert [name for name, n in seen.items() if n > 1] == []
    for row in rows("ambiguous"):
        for name in row.list("name"):
            rule = kb.ambiguity(name)
            assert rule is not None and rule.note
            known = {a.entity.id for a in kb.aliases()[key(name.removeprefix("The "))]}
            for reading in rule.readings:
                assert reading.entity is None or reading.entity in known, (name, reading.entity)
                for word in (*reading.before, *reading.after):
                    assert " " not in word, f"{name}: {word!r} is two words, and neighbours are one"
                if reading.cues:
                    got = rule.decide(set(reading.cues))
                    assert got is not None and got.entity == reading.entity, (name, reading)


def test_agents_roles_and_institutions_are_said_once() -> None:
    for table, column in (("agents", "lemma"), ("roles", "phrase"), ("institutions", "phrase")):
        twice = [v for v, n in Counter(key(row.text(column)) for row in rows(table)).items() if n > 1]
        assert not twice, (table, twice)
    for table in ("agents", "roles", "institutions"):
        for row in rows(table):
            assert row.text("sector") in SECTORS, row.where


def test_every_office_has_a_word_for_it(kb: Knowledge) -> None:
    named = {row.text("office") for row in rows("roles")} - {""}
    held = {t.office for e in kb.entities() for t in kb.tenures(e.id)}
    assert held - named <= {"negotiator", "nuclear_chief", "deputy_spokesperson", "leader"}


def test_members_are_states(kb: Knowledge) -> None:
    counts = {"un": 193, "eu": 27, "nato": 32, "au": 55, "asean": 11, "opec": 12, "g7": 7, "arab-league": 22, "gcc": 6}
    for organisation, number in counts.items():
        assert len(kb.members(organisation)) == number, organisation
    for row in rows("members"):
        members = row.list("members")
        assert list(members) == sorted(set(members)), row.where
        assert all(kb.entity(m).kind == "country" for m in members)


def test_coordinates_are_on_earth() -> None:
    for row in rows("places"):
        lat, lon = row.number("lat"), row.number("lon")
        assert (lat is None) == (lon is None), row.where
        assert lat is None or (-90 <= lat <= 90 and -180 <= (lon or 0) <= 180), row.where


def test_nothing_is_called_like_an_event_type(kb: Knowledge) -> None:
    """A stray column would put codes among the names."""
    for code in EventType:
        assert not [a for a in kb.aliases().get((code.lower(),), ()) if a.text == code], code


def test_dated_memberships_end_in_the_members_of_today(kb) -> None:
    """Two tables of members, made apart: whoever joined and has not left is a member now."""
    dated = {row.text("organisation") for row in rows("memberships")}
    assert len(dated) >= 10
    for body in dated:
        today = [m.member for m in kb.dated_members(body) if m.until is None]
        assert len(today) == len(set(today)) and set(today) == set(kb.members(body)), body
    on = dt.date(2023, 5, 1)
    then = {m.member for m in kb.dated_members("nato") if m.since <= on and (m.until is None or on <= m.until)}
    assert "FIN" in then and "SWE" not in then and len(then) == 31


def test_what_is_kept_of_the_tables_is_what_they_say() -> None:
    plain, kb = Knowledge(_shipped_index()), _packed()
    assert plain.entities() == kb.entities() and plain.names_of_people == kb.names_of_people
    assert dict(plain.aliases()) == dict(kb.aliases().items())
    for table in ("places", "tenures", "offices"):
        assert dict(getattr(plain._index, table)) == dict(getattr(kb._index, table).items())
