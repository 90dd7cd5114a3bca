from __future__ import annotations

import datetime as dt
from pathlib import Path

import pytest

from kg.core.errors import KnowledgeError
from kg.core.records import Entity
from kg.entities.facts import Alias, Ambiguity, Reading
from kg.entities.knowledge import Knowledge


@pytest.fixture(scope="module")
def kb() -> Knowledge:
    return Knowledge.load()


@pytest.mark.parametrize(
    ("name", "id_"),
    [
        ("Burma", "MMR"), ("UK", "GBR"), ("U.K.", "GBR"), ("Great Britain", "GBR"), ("DPRK", "PRK"),
        ("Democratic People’s Republic of Korea", "PRK"), ("Ivory Coast", "CIV"), ("Côte d’Ivoire", "CIV"),
        ("Cote d'Ivoire", "CIV"), ("Czechia", "CZE"), ("Türkiye", "TUR"), ("Cabo Verde", "CPV"), ("Swaziland", "SWZ"),
        ("Eswatini", "SWZ"), ("the Netherlands", "NLD"), ("Holland", "NLD"), ("DR Congo", "COD"), ("Holy See", "VAT"),
        ("Congo-Brazzaville", "COG"), ("Federated States of Micronesia", "FSM"), ("Kosovo", "XKX"), ("Taiwan", "TWN"),
        ("Palestine", "PSE"), ("Western Sahara", "ESH"), ("Hong Kong", "HKG"), ("Soviet Union", "SUN"),
        ("Islamic Republic of Iran", "IRN"), ("Russians", "RUS"), ("Dutch", "NLD"), ("Saudis", "SAU"),
        ("Spaniard", "ESP"), ("Filipinos", "PHL"), ("Bissau-Guinean", "GNB"), ("Kiev", "UKR"), ("Nur-Sultan", "KAZ"),
        ("Naypyidaw", "MMR"), ("Kremlin", "rus/government"), ("the White House", "usa/government"),
        ("Downing Street", "gbr/government"), ("Foggy Bottom", "usa/state-department"), ("Élysée", "fra/government"),
        ("Elysee", "fra/government"), ("Pentagon", "usa/defence-ministry"), ("IDF", "isr/idf"), ("FSB", "rus/fsb"),
        ("Nato", "nato"), ("NATO", "nato"), ("U.N.", "un"), ("World Health Organisation", "who"),
        ("Daesh", "islamic-state"), ("Jubilee House", "gha/government"), ("the Unity Palace", "cmr/government"),
        ("al Qaeda", "al-qaeda"), ("Al-Shabab", "al-shabaab"), ("Hizbollah", "hezbollah"), ("Houthi rebels", "houthis"),
        ("Volodymyr Zelenskyy", "volodymyr-zelensky"), ("Sergey Lavrov", "sergei-lavrov"),
        ("MBS", "mohammed-bin-salman"),
        ("Svetlana Tikhanovskaya", "sviatlana-tsikhanouskaya"), ("Khalifa Hifter", "khalifa-haftar"),
        ("Hemedti", "mohamed-hamdan-dagalo"), ("Erdogan", "recep-tayyip-erdogan"), ("Putin", "vladimir-putin"),
        ("Kim Jong-un", "kim-jong-un"), ("Reuters", "reuters"), ("Crimea", "ukr/crimea"), ("Rohingya", "rohingya"),
    ],
)  # fmt: skip
def test_lookup(kb: Knowledge, name: str, id_: str) -> None:
    assert kb.lookup(name)[0].id == id_


@pytest.mark.parametrize(
    "word", ["us", "who", "turkey", "polish", "quad", "contras", "is", "ice", "male", "", "—", "xyzzy"]
)
def test_common_words_are_nobody(kb: Knowledge, word: str) -> None:
    assert kb.lookup(word) == ()


@pytest.mark.parametrize(
    ("name", "id_", "form"),
    [
        ("Russia", "RUS", "name"), ("Russian", "RUS", "adjective"), ("Russians", "RUS", "demonym"),
        ("the Kremlin", "rus/government", "metonym"), ("Kyiv", "UKR", "capital"), ("Gaza", "pse/gaza", "place"),
        ("Lavrov", "sergei-lavrov", "surname"), ("Kurdish", "kurds", "adjective"),
    ],
)  # fmt: skip
def test_form(kb: Knowledge, name: str, id_: str, form: str) -> None:
    first = kb.alias(name)[0]
    assert (first.entity.id, first.form) == (id_, form)


def test_a_capital_is_a_state_and_a_place(kb: Knowledge) -> None:
    assert [(a.entity.id, a.form) for a in kb.alias("Moscow")] == [("RUS", "capital"), ("rus/moscow", "place")]


def test_surnames_that_need_support_are_weak(kb: Knowledge) -> None:
    assert all(a.weak for a in kb.alias("Kim") if a.form == "surname")
    assert not kb.alias("Putin")[0].weak
    assert {a.entity.id for a in kb.alias("Bush") if a.form == "surname"} >= {"george-h-w-bush", "george-w-bush"}


def test_capitals_of_acronyms() -> None:
    who = Alias(Entity("who", "World Health Organization", "organisation"), "name", "WHO", cased=True)
    nato = Alias(Entity("nato", "NATO", "organisation"), "name", "NATO", cased=True)
    assert who.fits("WHO") and who.fits("W.H.O.") and not who.fits("Who") and not who.fits("who")
    assert nato.fits("Nato") and not nato.fits("nato")


@pytest.mark.parametrize(
    ("country", "office", "day", "name"),
    [
        ("RUS", "head_of_state", "2009-06-01", "Dmitry Medvedev"),
        ("RUS", "head_of_state", "2023-09-13", "Vladimir Putin"),
        ("RUS", "head_of_government", "2009-06-01", "Vladimir Putin"),
        ("USA", "head_of_state", "2021-01-19", "Donald Trump"),
        ("USA", "head_of_state", "2021-01-20", "Joe Biden"),
        ("USA", "foreign_minister", "2014-01-01", "John Kerry"),
        ("GBR", "head_of_government", "2022-10-01", "Liz Truss"),
        ("FRA", "head_of_state", "1990-01-01", "François Mitterrand"),
        ("DEU", "head_of_government", "2020-05-05", "Angela Merkel"),
        ("PRK", "head_of_state", "2011-01-01", "Kim Jong-il"),
        ("UKR", "defence_minister", "2022-03-01", "Oleksii Reznikov"),
        ("IRN", "foreign_minister", "2019-01-01", "Mohammad Javad Zarif"),
        ("VEN", "leader", "2019-02-01", "Nicolás Maduro"),
        ("GBR", "leader", "2019-02-01", "Theresa May"),
        ("un", "leader", "2010-01-01", "Ban Ki-moon"),
        ("nato", "leader", "2024-12-01", "Mark Rutte"),
        ("iaea", "leader", "2023-01-01", "Rafael Grossi"),
        ("hezbollah", "leader", "2010-01-01", "Hassan Nasrallah"),
        ("JPN", "head_of_government", "1994-12-01", "Tomiichi Murayama"),
        ("NPL", "head_of_government", "2020-01-01", "K. P. Sharma Oli"),
    ],
)  # fmt: skip
def test_office_holder(kb: Knowledge, country: str, office: str, day: str, name: str) -> None:
    holder = kb.office_holder(country, office, dt.date.fromisoformat(day))
    assert holder is not None and holder.name == name


def test_office_holder_without_a_day_is_the_latest(kb: Knowledge) -> None:
    latest = kb.office_holder("RUS", "head_of_state")
    assert latest is not None and latest.name == "Vladimir Putin"


def test_nobody_holds_a_vacant_or_unknown_office(kb: Knowledge) -> None:
    assert kb.office_holder("HTI", "head_of_state", dt.date(2022, 1, 1)) is None
    assert kb.office_holder("XXX", "head_of_state") is None
    assert kb.office_holder("RUS", "court_jester") is None


def test_tenures(kb: Knowledge) -> None:
    roles = [(t.role, t.of) for t in kb.tenures("antonio-guterres")]
    assert roles == [
        ("prime minister", "PRT"),
        ("high commissioner for refugees", "unhcr"),
        ("secretary-general", "un"),
    ]
    assert kb.tenures("nobody-at-all") == ()


@pytest.mark.parametrize(
    ("person", "day", "country", "sector"),
    [
        ("jens-stoltenberg", "2010-01-01", "NOR", "GOV"),
        ("jens-stoltenberg", "2016-01-01", None, "IGO"),
        ("antonio-guterres", "2023-01-01", None, "IGO"),
        ("hassan-nasrallah", "2010-01-01", "LBN", "REB"),
        ("vladimir-putin", "2023-01-01", "RUS", "GOV"),
        ("barack-obama", "2020-01-01", "USA", "GOV"),
        ("marine-le-pen", "2020-01-01", "FRA", "PTY"),
        ("mark-milley", "2021-01-01", "USA", "MIL"),
    ],
)
def test_for_whom_a_person_acts(kb: Knowledge, person: str, day: str, country: str | None, sector: str) -> None:
    actor = kb.acting(kb.entity(person), dt.date.fromisoformat(day))
    assert (actor.id, actor.country, actor.sector) == (person, country, sector)


def test_members(kb: Knowledge) -> None:
    assert "FRA" in kb.members("eu") and "GBR" not in kb.members("eu")
    assert {"asean", "un"} <= set(kb.memberships("VNM"))
    assert kb.members("reuters") == ()


def test_common_nouns(kb: Knowledge) -> None:
    for noun, sector in {
        "troops": "MIL",
        "rebels": "REB",
        "police": "COP",
        "protesters": "CVL",
        "Gunmen": "UAF",
    }.items():
        agent = kb.agent(noun)
        assert agent is not None and agent.sector == sector
    assert kb.agent("teapot") is None


def test_roles_and_institutions(kb: Knowledge) -> None:
    role = kb.role("Foreign Minister")
    assert role is not None and role.office == "foreign_minister"
    spokeswoman = kb.role("spokeswoman")
    assert spokeswoman is not None and spokeswoman.office == "spokesperson"
    assert kb.role("teapot") is None
    ministry, same = kb.body("RUS", "foreign ministry"), kb.body("RUS", "Ministry of Foreign Affairs")
    assert ministry == same == kb.entity("rus/foreign-ministry")
    assert kb.government("FRA").id == "fra/government"
    assert kb.body("RUS", "teapot") is None


def test_places(kb: Knowledge) -> None:
    kyiv = kb.place("Kiev")
    assert kyiv is None or kyiv.country == "UKR"
    moscow, site = kb.place("Moscow"), kb.place("Vostochny Cosmodrome")
    assert moscow and moscow.country == "RUS" and moscow.lat is not None and round(moscow.lat) == 56
    assert site and site.country == "RUS" and site.lat is not None and round(site.lat) == 52
    assert kb.place("Tripoli", "LBN") != kb.place("Tripoli")
    georgia = kb.place("Georgia")
    assert georgia and georgia.country == "GEO"
    assert kb.place("Atlantis") is None


def test_what_a_country_may_be_called(kb: Knowledge) -> None:
    assert {"asian", "communist"} <= kb.traits("CHN")
    assert kb.having("baltic") == {"EST", "LVA", "LTU"}
    assert kb.sovereign("GUM") == "USA" and kb.sovereign("FRA") == "FRA"


@pytest.mark.parametrize(
    ("name", "context", "before", "after", "id_"),
    [
        ("Georgia", {"tbilisi", "russia"}, "", "", "GEO"), ("Georgia", {"atlanta", "alabama"}, "", "", "usa/georgia"),
        ("Jordan", {"amman"}, "", "", "JOR"), ("Jordan", set(), "michael", "", None),
        ("Korea", {"pyongyang"}, "", "", "PRK"), ("Korea", {"north korea"}, "", "", "KOR"),
        ("Korean", {"seoul"}, "", "", "KOR"), ("Korean", set(), "", "", "KOR"),
        ("Congo", {"brazzaville"}, "", "", "COG"), ("Congo", {"goma", "m23"}, "", "", "COD"),
        ("Republic of China", set(), "people", "", "CHN"), ("Republic of China", {"taipei"}, "", "", "TWN"),
        ("Washington", set(), "denzel", "", None), ("Washington", {"seattle"}, "", "", "usa/washington-state"),
        ("Washington", set(), "", "", "USA"), ("Male", set(), "", "", None), ("Male", {"maldives"}, "", "", "MDV"),
        ("Dominican", {"roseau"}, "", "", "DMA"), ("Niger", {"minna"}, "", "delta", "NGA"),
        ("Congress", {"bjp", "modi"}, "", "", "indian-national-congress"), ("Brussels", {"belgian"}, "", "", "BEL"),
    ],
)  # fmt: skip
def test_decide(kb: Knowledge, name: str, context: set[str], before: str, after: str, id_: str | None) -> None:
    found = kb.decide(name, context, before, after)
    assert found is not None
    assert [e.id for e in found] == ([id_] if id_ else [])


def test_no_rule_no_decision(kb: Knowledge) -> None:
    assert kb.decide("Russia", {"moscow"}) is None


def test_equal_support_leaves_the_default() -> None:
    rule = Ambiguity("x", (Reading("a", ("one",)), Reading("b", ("two",)), Reading("c")), 2)
    decided = rule.decide({"one", "two"})
    assert decided is not None and decided.entity == "c"
    assert Ambiguity("x", rule.readings, None).decide({"one", "two"}) is None


def test_unknown_id_is_an_error(kb: Knowledge) -> None:
    with pytest.raises(KnowledgeError, match="nobody"):
        kb.entity("nobody")


# Tables of one's own.


def test_own_tsv(tmp_path: Path) -> None:
    file = tmp_path / "mine.tsv"
    file.write_text(
        "# Actors of my own\n"
        "name\tkind\taliases\tknown_as\tcountry\tsector\n"
        "Juana Pérez\tperson\tJ. Pérez\tPerez\tCRI\tOPP\n"
        "Frente Verde\torganisation\tFV|Green Front\t\tCRI\tPTY\n"
        "Kremlin Bicêtre\tplace\tKremlin\t\tFRA\t\n",
        "utf-8",
    )
    mine = Knowledge.load(file)
    assert mine.lookup("Perez")[0].id == "juana-perez"
    assert mine.lookup("Green Front")[0].sector == "PTY"
    assert [e.id for e in mine.lookup("Kremlin")] == ["kremlin-bicetre"], "the user's meaning replaces ours"
    assert Knowledge.load().lookup("Kremlin")[0].id == "rus/government", "and stays with the user"
    assert mine.lookup("Russia")[0].id == "RUS"


def test_own_yaml_with_several_tables(tmp_path: Path) -> None:
    file = tmp_path / "mine.yaml"
    file.write_text(
        "entities:\n"
        "- {name: Ana Ruiz, kind: person, country: BOL, sector: GOV}\n"
        "- {name: Liga del Sur, kind: organisation, aliases: [LS, Southern League], sector: IGO}\n"
        "tenures:\n"
        "- {person: ana-ruiz, office: head_of_state, role: president, of: BOL, start: 2031-01-22}\n"
        "members:\n"
        "- {organisation: liga-del-sur, members: [BOL, PRY]}\n"
        "ambiguous:\n"
        "- {name: Georgia, readings: [{entity: usa/georgia}, {entity: GEO, cues: [Tbilisi]}], default: 0}\n",
        "utf-8",
    )
    mine = Knowledge.load(file)
    president = mine.office_holder("BOL", "head_of_state", dt.date(2032, 1, 1))
    assert president is not None and president.name == "Ana Ruiz"
    assert mine.members("liga-del-sur") == ("BOL", "PRY")
    decided = mine.decide("Georgia")
    assert decided and decided[0].id == "usa/georgia"


def test_a_later_file_wins(tmp_path: Path) -> None:
    for number, country in enumerate(("BOL", "PER")):
        (tmp_path / f"{number}.tsv").write_text(f"name\tkind\tcountry\nAna Ruiz\tperson\t{country}\n", "utf-8")
    assert Knowledge.load(tmp_path / "0.tsv", tmp_path / "1.tsv").lookup("Ana Ruiz")[0].country == "PER"


@pytest.mark.parametrize(
    ("name", "content", "message"),
    [
        ("x.tsv", "name\tcolour\nA\tred\n", r"x\.tsv:1: no table has the columns name, colour"),
        ("x.tsv", "name\tkind\nA\tdragon\n", r"x\.tsv:2: unknown kind 'dragon'"),
        ("x.tsv", "name\tkind\n\tperson\n", r"x\.tsv:2: no name"),
        ("x.tsv", "name\tkind\tcountry\nA\tperson\tZZZ\n", r"x\.tsv:2: unknown country 'ZZZ'"),
        ("x.tsv", "name\tkind\nA\tperson\tmore\n", r"x\.tsv:2: 3 cells under 2 columns"),
        ("x.tsv", "person\toffice\trole\tof\tstart\nnobody\ta\tb\tRUS\t2001\n", r"x\.tsv:2: unknown entity 'nobody'"),
        ("x.tsv", "person\toffice\trole\tof\tstart\nvladimir-putin\ta\tb\tRUS\t2001-13\n",
         r"x\.tsv:2: start is not a date"),
        ("x.tsv", "name\tcountry\tlat\tlon\nA\tFRA\tnorth\t2\n", r"x\.tsv:2: lat is not a number"),
        ("x.yaml", "entities: [1]\n", r"x\.yaml: entities 1: not a mapping"),
        ("x.yaml", "dragons: []\n", r"x\.yaml: unknown table 'dragons'"),
        ("x.yaml", "entities:\n- {name: A, kind: person, colour: red}\n",
         r"x\.yaml: entities 1: unknown column 'colour'"),
        ("x.yaml", "entities: {\n", r"x\.yaml: not valid YAML"),
        ("x.yaml", "[]\n", r"x\.yaml: expected a mapping"),
    ],
)  # fmt: skip
def test_a_bad_row_is_named(tmp_path: Path, name: str, content: str, message: str) -> None:
    (tmp_path / name).write_text(content, "utf-8")
    with pytest.raises(KnowledgeError, match=message):
        Knowledge.load(tmp_path / name)


def test_a_missing_file_and_one_that_is_not_text(tmp_path: Path) -> None:
    with pytest.raises(KnowledgeError, match="no such file"):
        Knowledge.load(tmp_path / "none.tsv")
    (tmp_path / "bytes.tsv").write_bytes(b"name\tkind\n\xff\xfe\tperson\n")
    with pytest.raises(KnowledgeError, match="UTF-8"):
        Knowledge.load(tmp_path / "bytes.tsv")


def test_the_shipped_set_is_loaded_once() -> None:
    assert Knowledge.load() is Knowledge.load()
