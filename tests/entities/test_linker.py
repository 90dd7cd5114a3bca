"""Whom a name means, decided by the rest of the article, by the day, and by the grammar around it."""

from __future__ import annotations

from typing import Any

import pytest

from kg.language.annotations import of


def one(doc: Any, text: str) -> Any:
    return next(m for m in of(doc).mentions if m.text == text)


@pytest.mark.parametrize(
    ("date", "holder"),
    [("2009-06-01", "dmitry-medvedev"), ("2023-06-01", "vladimir-putin")],
)
def test_the_day_decides_who_holds_an_office(read: Any, date: str, holder: str) -> None:
    mention = one(read("The Russian president spoke.", date), "Russian president")
    assert (mention.entity.id, mention.form) == (holder, "role")


def test_without_a_day_an_office_is_nobody_but_has_a_country(read: Any) -> None:
    mention = one(read("The Russian president spoke."), "Russian president")
    assert (mention.entity.kind, mention.entity.country) == ("person", "RUS")


def test_the_article_says_who_holds_an_office(read: Any) -> None:
    doc = read(
        "Sofia Brandvold, the Norwegian finance minister, resigned. The Norwegian finance minister gave no reason."
    )
    assert [m.entity.id for m in of(doc).mentions if m.form == "role"] == ["sofia-brandvold", "sofia-brandvold"]
    assert {m.entity.country for m in of(doc).mentions if m.entity.id == "sofia-brandvold"} == {"NOR"}


def test_surname_means_the_one_introduced(read: Any) -> None:
    doc = read("Brigitte Macron opened a school. Macron thanked the teachers.")
    assert one(doc, "Macron").entity.id == "brigitte-macron"


def test_surname_of_a_leader_needs_no_introduction(read: Any) -> None:
    assert one(read("Putin spoke."), "Putin").entity.id == "vladimir-putin"


def test_spellings_of_a_person_are_one(read: Any) -> None:
    doc = read("Kim Jong Un left. Kim Jong-un returned, and Kim spoke.")
    assert {m.entity.id for m in of(doc).mentions} == {"kim-jong-un"}


@pytest.mark.parametrize(
    ("text", "name", "expected"),
    [
        ("Georgia accused Russia of shelling Tbilisi.", "Georgia", "GEO"),
        ("Atlanta is the largest city of Georgia, east of Alabama.", "Georgia", "usa/georgia"),
        ("The army of Chad entered Darfur.", "Chad", "TCD"),
        ("Officials in Kinshasa said Congo was at war in Goma.", "Congo", "COD"),
    ],
)
def test_context_decides_an_ambiguous_name(read: Any, text: str, name: str, expected: str) -> None:
    found = [m.entity for m in of(read(text)).mentions if name in m.text]
    assert expected in {e.id for e in found} | {e.country for e in found}


def test_a_month_is_not_a_prime_minister(read: Any) -> None:
    doc = read("Theresa May left office. Elections were held on May 9, and in May 2022 prices rose.")
    assert [m.text for m in of(doc).mentions if m.entity.id == "theresa-may"] == ["Theresa May"]


def test_a_person_named_like_a_country(read: Any) -> None:
    doc = read("Michael Jordan bought a house. Jordan said he liked it.")
    assert not [m for m in of(doc).mentions if m.entity.id == "JOR"]


@pytest.mark.parametrize(
    ("text", "name", "form"),
    [
        ("Moscow demanded an apology.", "Moscow", "metonym"),
        ("Talks between Washington and Tehran failed.", "Tehran", "metonym"),
        ("Crowds marched in Moscow.", "Moscow", "place"),
        ("A Moscow-based singer retired.", "Moscow", "place"),
        ("PARIS, July 3 - Shops closed.", "PARIS", "place"),
    ],
)
def test_a_capital_is_its_government_or_a_place(read: Any, text: str, name: str, form: str) -> None:
    mention = next(m for m in of(read(text)).mentions if m.text.startswith(name))
    assert mention.form == form
    assert mention.entity.country in {"RUS", "IRN", "FRA"}


def test_a_building_is_its_government(read: Any) -> None:
    mention = one(read("The Kremlin denied it."), "Kremlin")
    assert (mention.entity.country, mention.form) == ("RUS", "metonym")


def test_bare_nouns_belong_to_the_country_of_the_story(read: Any) -> None:
    doc = read(
        "Protests spread across Belarus. In Minsk crowds were met by police. The strike began in Belarus in May."
    )
    assert one(doc, "police").entity.country == "BLR"


def test_bare_nouns_stay_open_where_two_countries_are_as_likely(read: Any) -> None:
    doc = read("Norway and Chile compared notes. Police were praised.")
    assert all(m.entity.country is None for m in of(doc).mentions if m.text == "Police")


def test_who_serves_an_organisation_acts_for_no_state(read: Any) -> None:
    doc = read("UN Secretary-General Antonio Guterres called for calm.", "2022-05-01")
    assert {m.entity.country for m in of(doc).mentions if m.entity.id == "antonio-guterres"} == {None}


def ids(doc: Any) -> dict[str, str]:
    """What each mention means, by its text."""
    return {m.text: m.entity.id for m in of(doc).mentions}


def test_an_office_of_earlier_times_is_not_who_holds_it_now(read: Any) -> None:
    doc = read("Kofi Annan, the former secretary-general of the United Nations, spoke.", "2018-01-01")
    assert ids(doc)["former secretary-general of the United Nations"] == "kofi-annan"
    assert not [r for r in of(doc).relations if r.evidence]
    doc = read("A former Kenyan president spoke in Rome.", "2023-05-01")
    assert ids(doc)["former Kenyan president"] == "ken/former-president"


@pytest.mark.parametrize(
    ("text", "mention", "id_"),
    [
        ("Brazil's Congress voted.", "Brazil's Congress", "bra/parliament"),
        ("The Senate of Nigeria passed a bill.", "Senate of Nigeria", "nga/parliament"),
        ("Russia's State Council met.", "Russia's State Council", "rus/state-council"),
        ("China's State Council met.", "China's State Council", "chn/state-council"),
        ("In Abuja, Nigeria, the House of Representatives adjourned.", "House of Representatives", "nga/parliament"),
        ("The White House asked Congress in Washington. The Senate voted.", "Senate", "usa/senate"),
        ("The Ministry of Foreign Affairs of the People's Republic of China replied.",
         "Ministry of Foreign Affairs of the People's Republic of China", "chn/foreign-ministry"),
        ("The Royal Saudi Air Force struck the port.", "Royal Saudi Air Force", "sau/air-force"),
        ("Houthi forces fired a missile.", "Houthi forces", "houthis"),
        ("Colombia's ELN rebels left the talks.", "ELN rebels", "eln"),
        ("The UN envoy for Libya resigned.", "UN envoy", "un/envoy"),
        ("Soldiers took the Mopti Region of Mali.", "Mopti Region", "mli/mopti"),
        ("OPEC+ met in Vienna.", "OPEC", "opec-plus"),
    ],
)  # fmt: skip
def test_whose_a_body_is(read: Any, text: str, mention: str, id_: str) -> None:
    assert ids(read(text, "2024-05-01"))[mention] == id_


def test_a_variant_is_no_town_and_an_hour_no_premier(read: Any) -> None:
    doc = read("The Delta variant spread in Kenya. At 5 p.m. the talks ended.")
    assert set(ids(doc).values()) == {"KEN"}


def test_a_first_name_of_somebody_known_is_somebody_else(read: Any) -> None:
    assert "pope-francis" not in ids(read("Francis Dotse, a farmer, spoke. Dotse left.")).values()


def test_a_town_that_speaks_is_the_person_of_that_name(read: Any) -> None:
    doc = read("Maria Arequipa is an analyst. Arequipa says that prices rise. She flew to Lima.")
    assert ids(doc)["Arequipa"] == "maria-arequipa"


def test_on_a_governments_own_page_the_president_is_its_own(read: Any) -> None:
    text = "The meeting dealt with Belarus, where protests went on in Minsk. The President spoke of Belarus."
    doc = read(text, "2020-08-21", "http://en.kremlin.ru/events/1")
    assert ids(doc)["President"] == "vladimir-putin"


def test_on_a_presidents_own_page_i_is_he_and_we_is_the_state(read: Any) -> None:
    text = "I thank Belarus. We will help."
    assert ids(read(text, "2020-08-21", "http://en.kremlin.ru/events/1")) == {
        "I": "vladimir-putin", "Belarus": "BLR", "We": "RUS",
    }  # fmt: skip
    assert ids(read(text, "2020-08-21", "https://www.state.gov/1"))["I"] == "USA"


def test_in_a_transcript_i_is_who_speaks_and_we_his_state(read: Any) -> None:
    text = "Vladimir Putin: I know.\n\nQuestion: And I?\n\nEmmanuel Macron: We know. I am glad."
    doc = read(text, "2022-02-07", "http://en.kremlin.ru/events/1")
    first = [(m.text, m.entity.id) for m in of(doc).mentions if m.text in ("I", "We")]
    assert first == [("I", "vladimir-putin"), ("We", "FRA"), ("I", "emmanuel-macron")]


def test_a_noun_said_again_is_the_same_people(read: Any) -> None:
    doc = read("Israeli soldiers shot at Palestinian protesters. The protesters threw stones in Israel.")
    assert ids(doc)["protesters"] == "pse/protesters"


def test_a_body_of_the_same_name_abroad(read: Any) -> None:
    doc = read("The South Korean FDA did not allow it. The FDA in Washington did.")
    assert [m.entity.id for m in of(doc).mentions if m.text == "FDA"] == ["kor/fda", "usa/fda"]


@pytest.mark.parametrize(
    ("text", "country"),
    [
        ("Israeli Lt. Gen. Avi Bar accused Iran.", "ISR"),
        ("U.S. Rep. Cory Mills accused Iran.", "USA"),
        ("U.S. Sen. Amy Cole accused Iran.", "USA"),
        ("Russian Col. Gen. Ivan Petrov accused Iran.", "RUS"),
        ("Cory Mills accused Iran.", None),
    ],
)
def test_a_shortened_title_says_of_what_country_somebody_is(read, text: str, country: str | None) -> None:
    people = [m.entity.country for m in of(read(text, "2022-07-01")).mentions if m.entity.kind == "person"]
    assert people == [country]


@pytest.mark.parametrize(
    ("text", "url", "who"),
    [
        ("Mr Bush flew to Oslo.", "http://en.kremlin.ru/events/1", "george-w-bush"),  # and not a town in Egypt
        ("Mr Bush flew to Oslo from the United States.", None, "george-w-bush"),
        ("Ms Bush flew to Oslo from Chad.", None, "bush"),
    ],
)
def test_a_town_of_a_titled_surname_is_not_meant(read: Any, text: str, url: str | None, who: str) -> None:
    assert [m.entity.id for m in of(read(text, "2001-09-12", url)).mentions if "Bush" in m.text] == [who]


@pytest.mark.parametrize(
    ("text", "office", "who"),
    [
        ("The German chancellor Angela Merkel is here. I thank the Chancellor.", "Chancellor", "angela-merkel"),
        ("The president of Chad, Ana Li, is here. I thank the President.", "President", "vladimir-putin"),
        ("The president of Chad, Ana Li, is here. I thank the head of state.", "head of state", "vladimir-putin"),
        ("The president of Chad, Ana Li, is here. I met the Premier.", "Premier", "dmitry-medvedev"),
    ],
)
def test_a_government_means_its_own_head_by_a_title_that_he_has(read: Any, text: str, office: str, who: str) -> None:
    mentions = of(read(text, "2020-01-11", "http://en.kremlin.ru/events/1")).mentions
    assert [m.entity.id for m in mentions if m.text == office] == [who]
