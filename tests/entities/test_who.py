"""Names that are easily mistaken: namesakes, spellings, towns abroad, bodies of several names."""

from __future__ import annotations

from typing import Any

import pytest

from kg.entities.knowledge import Knowledge
from kg.language.annotations import of


def ids(doc: Any) -> list[str]:
    return [m.entity.id for m in of(doc).mentions]


def named(doc: Any) -> set[str]:
    return {span.kb_id_ for span in doc.spans["kg_names"]}


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Guinea-Bissau voted. Guinea accused Portugal.", ["GNB", "GIN", "PRT"]),
        ("Equatorial Guinea voted. Guinea sent help.", ["GNQ", "GIN"]),
        ("Papua New Guinea signed. Guinea refused.", ["PNG", "GIN"]),
        ("South Sudan's Salva Kiir spoke in Juba. Sudan listened.", ["salva-kiir", "ssd/juba", "SDN"]),
        (
            "They met in Belfast, Northern Ireland. Ireland protested.",
            ["gbr/belfast", "gbr/northern-ireland", "IRL"],
        ),
        ("The Dominican Republic agreed. Dominica refused.", ["DOM", "DMA"]),
        ("Nigeria closed the crossing at Chibok. Niger complained.", ["NGA", "NER"]),
    ],
)
def test_neighbours_of_a_name_do_not_hide_it(read: Any, text: str, expected: list[str]) -> None:
    found = [i for i in ids(read(text)) if i != "nga/chibok"]
    assert [i for i in found if i in expected] == expected


@pytest.mark.parametrize(
    ("day", "text", "state"),
    [
        ("1985-06-01", "Moscow rejected the offer.", "SUN"),
        ("1995-06-01", "Moscow rejected the offer.", "RUS"),
        ("1987-02-01", "The Kremlin rejected the offer.", "sun/government"),
        ("1992-07-01", "Belgrade rejected the offer.", "YUG"),
        ("2004-07-01", "Belgrade rejected the offer.", "SCG"),
        ("2010-07-01", "Belgrade rejected the offer.", "SRB"),
        ("1989-07-01", "Prague rejected the offer.", "CSK"),
        ("1993-07-01", "Bonn rejected the offer.", "DEU"),
        ("1990-07-01", "Rangoon rejected the offer.", "MMR"),
    ],
)
def test_a_seat_is_that_of_the_state_of_the_day(read: Any, day: str, text: str, state: str) -> None:
    assert ids(read(text, day)) == [state]


@pytest.mark.parametrize(
    ("name", "id_"),
    [
        ("Odessa", "ukr/odesa"), ("Kharkov", "ukr/kharkiv"), ("Nikolayev", "ukr/mykolaiv"),
        ("Krivoy Rog", "ukr/kryvyy-rih"),
        ("Chernigov", "ukr/chernihiv"), ("Bombay", "ind/mumbai"), ("Saigon", "vnm/ho-chi-minh-city"),
        ("Rangoon", "mmr/yangon"), ("Leningrad", "rus/saint-petersburg"), ("Gomel", "blr/homyel"),
    ],
)  # fmt: skip
def test_other_spellings_of_cities(name: str, id_: str) -> None:
    kb = Knowledge.load()
    assert kb.lookup(name)[0].id == id_
    place = kb.place(name)
    assert place is not None and place.lat is not None


@pytest.mark.parametrize(
    ("text", "town"),
    [
        ("Police in Cairo, Illinois, arrested a man.", "usa/illinois/cairo"),
        ("Police in Rome, Ga., arrested a man.", "usa/georgia/rome"),
        ("Police in Athens, Georgia detained a man.", "usa/athens"),
        ("Police in London, Ontario, arrested a man.", "can/london"),
        ("Police in Berlin, N.H. arrested a man.", "usa/new-hampshire/berlin"),
        ("Police in Lebanon, Pennsylvania, arrested a man.", "usa/pennsylvania/lebanon"),
        ("A bomb went off in Tripoli, Lebanon.", "lbn/tripoli"),
        ("Police in Perth, Scotland, arrested a man.", "gbr/scotland/perth"),
        ("Police in Moscow, ID arrested a man.", "usa/idaho/moscow"),
    ],
)
def test_a_town_is_of_the_state_behind_it(read: Any, text: str, town: str) -> None:
    country = town[:3].upper()
    doc = read(text)
    assert {m.entity.country for m in of(doc).mentions if m.entity.country} == {country}
    assert town in named(doc)


@pytest.mark.parametrize(
    "text",
    [
        "The leaders of Paris, London and Washington agreed.",
        "Rockets fell on Kharkiv, Odesa and Victoria.",
        "In Moscow, Georgia and Armenia signed a treaty.",
    ],
)
def test_a_list_of_places_is_no_town_and_its_state(read: Any, text: str) -> None:
    assert not {"usa/london", "usa/moscow", "aus/odesa"} & named(read(text))


@pytest.mark.parametrize(
    ("text", "who"),
    [
        ('Joseph "Joe" Biden spoke.', "joe-biden"),
        ('Ferdinand "Bongbong" Marcos spoke.', "ferdinand-marcos-jr"),
        ("José “Pepe” Mujica spoke.", "jose-mujica"),
        ("Rodrigo 'Digong' Duterte spoke.", "rodrigo-duterte"),
        ('Mohammed "MBS" bin Salman spoke.', "mohammed-bin-salman"),
        ('Luiz Inácio "Lula" da Silva spoke.', "luiz-inacio-lula-da-silva"),
        ('Mario "Chino" Bentoverde spoke.', "mario-bentoverde"),
    ],
)
def test_a_nickname_stands_inside_one_name(read: Any, text: str, who: str) -> None:
    found = ids(read(text))
    assert len(found) == 1 and found[0].startswith(who.removesuffix("-jr"))


def test_a_name_in_quotation_marks_is_no_nickname_behind_another_word(read: Any) -> None:
    assert "wagner" in ids(read('The "Wagner" Group attacked Ukrainian troops.'))


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Moldova condemned Transnistria.", ["MDA", "transnistria"]),
        ("Abkhazia signed a treaty with Russia.", ["abkhazia", "RUS"]),
        ("Abkhaz forces attacked Georgian troops.", ["abkhazia/army", "geo/troops"]),
        ("The president of South Ossetia thanked Russia.", ["south-ossetia/president", "RUS"]),
        ("Somaliland's foreign minister met Abiy Ahmed.", ["somaliland/foreign-minister", "abiy-ahmed"]),
        ("Northern Cyprus rejected the plan.", ["northern-cyprus"]),
        ("Nagorno-Karabakh accused Azerbaijan.", ["nagorno-karabakh", "AZE"]),
        ("Tiraspol accused Ukraine.", ["transnistria", "UKR"]),
    ],
)
def test_states_of_limited_recognition_act_for_themselves(read: Any, text: str, expected: list[str]) -> None:
    assert ids(read(text)) == expected


def test_states_of_limited_recognition_are_also_places(read: Any) -> None:
    assert [m.entity.kind for m in of(read("A bomb went off in Somaliland.")).mentions] == ["place"]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Chad accused Libya. Chad Wolf resigned.", ["TCD", "LBY", "chad-wolf"]),
        ("Kenya Moore met Joe Biden.", ["kenya-moore", "joe-biden"]),
        ("Paris Hilton met Boris Johnson.", ["paris-hilton", "boris-johnson"]),
        ("India Walton criticised Joe Biden.", ["india-walton", "joe-biden"]),
        ("Jordan Peterson spoke. Jordan condemned Israel.", ["jordan-peterson", "JOR", "ISR"]),
        ("Jim Jordan spoke. Jordan accused Joe Biden.", ["jim-jordan", "jim-jordan", "joe-biden"]),
        ("Steve Israel met Nancy Pelosi.", ["steve-israel", "nancy-pelosi"]),
        ("Jordan closed its border. Jim Jordan spoke.", ["JOR", "JOR", "jim-jordan"]),
    ],
)
def test_given_names_and_surnames_that_are_countries(read: Any, text: str, expected: list[str]) -> None:
    assert [i for i in ids(read(text)) if i in expected] == expected


@pytest.mark.parametrize("text", ["Kenya Power cut jobs.", "Georgia Tech opened.", "The Jordan Valley is dry."])
def test_a_word_behind_a_country_makes_no_person(read: Any, text: str) -> None:
    assert not [m for m in of(read(text)).mentions if m.entity.kind == "person"]


@pytest.mark.parametrize(
    ("id_", "names"),
    [
        ("isr/idf", "Israel's army|The Israeli military|Israeli forces|The IDF|Israel's armed forces"),
        ("pak/army", "Pakistan's military|Pakistan's armed forces|The Pakistani army|The Pakistan Army"),
        ("egy/army", "Egypt's army|Egypt's armed forces|Egyptian forces|The Egyptian military"),
        ("ken/kdf", "Kenya's army|The Kenyan military|The Kenya Defence Forces"),
        ("ukr/army", "Ukraine's army|The Armed Forces of Ukraine|The Ukrainian military|Ukraine's armed forces"),
        ("chn/pla", "China's army|The Chinese military|The People's Liberation Army"),
        ("isr/knesset", "Israel's parliament|The Knesset|The Israeli parliament"),
        ("ind/mea", "India's foreign ministry|The Indian foreign ministry|India's Ministry of External Affairs"),
        ("gbr/mod", "Britain's defence ministry|The British Ministry of Defence|The UK Ministry of Defence"),
        ("ukr/general-staff", "Ukraine's General Staff|The Ukrainian General Staff|The General Staff of Ukraine"),
    ],
)
def test_a_body_of_several_names_has_one_id(read: Any, id_: str, names: str) -> None:
    for name in names.split("|"):
        assert ids(read(f"{name} issued a warning."))[:1] == [id_], name


def test_what_staff_of_a_body_does_the_body_does_by_name(read: Any) -> None:
    mention = of(read("EU officials accused Russia.")).mentions[0]
    assert (mention.entity.id, mention.form) == ("eu", "name")


@pytest.mark.parametrize(
    "text",
    [
        "Ukraine fired a QX-7 Heron at a depot.",
        "The army tested the ZN-25 on Monday.",
        "The panel discussed work-related stress harm (WRSH) again. WRSH is rising.",
        "Leaders attended the Second Coastal Ministerial Meeting.",
    ],
)
def test_weapons_things_and_meetings_are_nobody(read: Any, text: str) -> None:
    kinds = {m.entity.kind for m in of(read(text)).mentions if m.entity.kind != "country"}
    assert not kinds & {"person", "organisation"}


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("HMS Brightwater shot down a drone.", "gbr/royal-navy"),
        ("USS Oakhurst fired a missile.", "usa/navy"),
        ("ROKS Hanbit turned back.", "kor/navy"),
        ("BRP Luna Bay was rammed.", "phl/navy"),
    ],
)
def test_a_warship_is_its_navy(read: Any, text: str, expected: str) -> None:
    assert ids(read(text))[0] == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("The Palestinian Red Crescent accused Israel.", ["pse/red-crescent", "ISR"]),
        ("The Libyan Red Crescent thanked Qatar.", ["lby/red-crescent", "QAT"]),
        ("The Emir issued an Amiri decree on Monday.", []),
        ("Hadi al-Amiri spoke in Baghdad. Amiri leads the Badr Organization.", ["hadi-al-amiri"] * 2),
        ("Air Canada cut flights to Cuba.", ["air-canada", "CUB"]),
        ("Kuwait's prime minister Sabah Al-Khaled resigned. Sheikh Sabah left.", ["sabah-al-khalid-al-sabah"] * 2),
        ("Sheikh Sabah opened a school.", ["sabah-al-ahmad-al-sabah"]),
    ],
)
def test_a_namesake_is_somebody_else(read: Any, text: str, expected: list[str]) -> None:
    found = [i for i in ids(read(text)) if not i.endswith(("/emir", "/baghdad", "emir")) and i != "badr"]
    assert [i for i in found if i in expected or not expected] == expected


@pytest.mark.parametrize(
    ("text", "who", "country"),
    [
        ("Minister Karl Brenner condemned Iran.", "karl-brenner", None),
        ("President Ivo Dandolo condemned Iran. Dandolo warned Iran.", "ivo-dandolo", None),
        ("Thousands marched in Peru. Minister Rosa Quillca resigned in Lima.", "rosa-quillca", "PER"),
        ("Peru's congress met. Minister Rosa Quillca resigned.", "rosa-quillca", "PER"),
    ],
)
def test_an_unknown_minister_is_of_the_scene_not_of_whom_he_speaks(
    read: Any, text: str, who: str, country: str | None
) -> None:
    found = {m.entity.id: m.entity.country for m in of(read(text)).mentions}
    assert found[who] == country


def test_an_office_that_somebody_holds_is_not_a_strangers(read: Any) -> None:
    text = "Prime Minister Tomas Varnholm spoke in London. Britain's parliament listened."
    doc = read(text, "2023-03-01")
    assert next(m.entity.country for m in of(doc).mentions if m.entity.id == "tomas-varnholm") is None


def test_ministers_of_a_list_of_countries(read: Any) -> None:
    text = "The foreign ministers of France, Germany, the United Kingdom and Ukraine met in Paris."
    found = [m.entity for m in of(read(text, "2023-03-01")).mentions]
    assert {e.country for e in found if e.kind == "person"} == {"FRA", "DEU", "GBR", "UKR"}
    assert not [e for e in found if e.kind == "country"]


def test_a_known_name_with_more_given_names_before(read: Any) -> None:
    assert ids(read("Josaia Voreqe “Frank” Bainimarama spoke.")) == ["frank-bainimarama"]


def test_a_body_called_by_one_word_is_the_publisher_or_the_only_one_named(read: Any) -> None:
    text = "The Department of Health wrote a letter. The Department thanked Chad."
    assert "usa/state-department" in ids(read(text, source="U.S. Department of State"))
    assert "usa/state-department" not in ids(read(text))
    assert ids(read("The European Commission met. The Commission fined Chad.")) == ["european-commission"] * 2 + ["TCD"]


def test_a_spokesman_of_a_ministry_speaks_for_his_state(read: Any) -> None:
    text = "Department of State Spokesperson Ned Price said: “We urge the Taliban to stop.”"
    assert "USA" in ids(read(text, date="2021-07-20"))


@pytest.mark.parametrize(
    ("text", "mine", "not_mine"),
    [
        ("The embassy in Kabul called on Pakistan.", "embassy", "afg/embassy"),
        ("Gunmen attacked the French embassy in Mali. The embassy thanked Niger.", "fra/embassy", "mli/embassy"),
        ("The information minister of Sindh met Iran.", "pak/sindh/information-minister", "pak/information-minister"),
        ("The premier of Ontario met Iran.", "can/ontario/premier", "justin-trudeau"),
        ("They marched in opposition to Israel in Chicago.", "ISR", "usa/opposition"),
        ("He spoke with CBC's Let's Go in Montreal.", "cbc", "lashkar-e-taiba"),
        ("The United States withdrew forces from Afghanistan.", "AFG", "afg/army"),
    ],
)
def test_whose_a_body_or_an_office_is(read: Any, text: str, mine: str, not_mine: str) -> None:
    found = ids(read(text, date="2022-03-03"))
    assert mine in found and not_mine not in found


@pytest.mark.parametrize(
    ("text", "id_", "country", "sector"),
    [
        ("The leader of Abu Sayyaf accused Malaysia of torture.", "abu-sayyaf/leader", "PHL", "REB"),
        ("The spokesman of M23 accused Burundi of torture.", "m23/spokesman", "COD", "REB"),
        ("A commander of Boko Haram was killed by Niger.", "boko-haram/commander", "NGA", "REB"),
        ("A former commander of the FARC was arrested.", "farc/former-commander", "COL", "REB"),
        ("Hamas leaders met Egyptian diplomats.", "hamas/leaders", "PSE", "REB"),
        ("Testo Namewan, leader of Abu Sayyaf, accused Malaysia of torture.", "testo-namewan", "PHL", "REB"),
        ("Abu Sayyaf commander Testo Namewan accused Malaysia of torture.", "testo-namewan", "PHL", "REB"),
        ("The leader of the Sinaloa Cartel was arrested.", "sinaloa-cartel/leader", "MEX", "CRM"),
        ("The leader of the Wagner Group praised Mali.", "wagner/leader", "RUS", "MIL"),
        ("The commander of the army of Chad visited Niger.", "tcd/commander", "TCD", "MIL"),
        ("Iran's leaders praised Mali.", "irn/leaders", "IRN", "GOV"),
    ],
)
def test_who_leads_an_armed_group_is_of_its_sector(read: Any, text: str, id_: str, country: str, sector: str) -> None:
    """By the words alone a leader would be of the government, a commander of the army, and so act for the state."""
    found = {m.entity.id: (m.entity.country, m.entity.sector) for m in of(read(text)).mentions}
    assert found[id_] == (country, sector)
