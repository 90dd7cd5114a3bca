"""Acts that come again and again between the same parties: another of the kind is another act."""

from dataclasses import replace

import pytest

import kg
from kg.merging.likeness import ruled_out
from kg.merging.merge import clusters
from kg.merging.series import another_of_its_kind
from kg.merging.telling import tellings

FIRST, NEXT = "2022-02-16", "2022-02-17"


def told(*texts, days=None):
    articles = [{"id": f"a{i}", "date": (days or [FIRST, NEXT])[i], "text": text} for i, text in enumerate(texts)]
    return list(tellings(kg.build(articles, merge=False).events(), {}))


def of(type_, *texts, days=None):
    """The reports of one type, the last of each article or, of one article, all."""
    return [t for t in told(*texts, days=days) if str(t.event.type) == type_]


MEETING = "Secretary of State Antony J. Blinken met today with {} in Brussels. "
SUPPORT = "Secretary Blinken reiterated our strong support for the sovereignty of Ukraine."


def test_what_is_said_at_two_meetings_is_said_twice():
    estonia, poland = "Estonian Foreign Minister Eva-Maria Liimets", "Polish Foreign Minister Zbigniew Rau"
    one, other = of("SUPPORT", MEETING.format(estonia) + SUPPORT, MEETING.format(poland) + SUPPORT)
    assert one.occasion.company == {"USA", "EST"} and another_of_its_kind(one, other)
    one, other = of("SUPPORT", MEETING.format(estonia) + SUPPORT, MEETING.format(estonia) + SUPPORT, days=[FIRST] * 2)
    assert not another_of_its_kind(one, other)


def test_what_is_said_without_a_meeting_has_no_occasion():
    (one,) = of("SUPPORT", SUPPORT)
    assert one.occasion is None


def test_three_who_meet_are_not_two_of_them():
    three = "Antony Blinken met Japanese Foreign Minister Hayashi Yoshimasa and South Korean Foreign Minister "
    two = "Antony Blinken met South Korean Foreign Minister Chung Eui-yong in Honolulu."
    one, other = of("CONSULT", three + "Chung Eui-yong in Honolulu.", two, days=[FIRST] * 2)
    assert another_of_its_kind(one, other) and another_of_its_kind(other, one)
    one, other = of("CONSULT", two, two.replace("met", "spoke with"), days=[FIRST] * 2)
    assert not another_of_its_kind(one, other)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Greece will strengthen its friendship with Egypt.", "Greece and Egypt will work together to end hunger."),
        (
            "Officials praised the partnership between Greece and Egypt.",
            "A partnership between Greece and Egypt grows.",
        ),
    ],
    ids=["other words", "one word"],
)
def test_ties_that_last_are_no_act_of_a_day(one, other):
    assert another_of_its_kind(*of("COOPERATE", one, other))


def test_ties_of_one_name_are_one():
    one, other = of(
        "COOPERATE",
        "The Japan-U.S. Mekong Power Partnership supports grids.",
        "Officials praised the Japan-U.S. Mekong Power Partnership on Friday.",
    )
    assert not another_of_its_kind(one, other)


def test_a_summit_is_no_dialogue():
    one, other = of("CONSULT", "The U.S.-Japan summit was useful.", "The U.S.-Japan dialogue resumed.")
    assert another_of_its_kind(one, other)
    one, other = of("CONSULT", "The U.S.-Japan talks were useful.", "The U.S.-Japan meeting was useful.")
    assert not another_of_its_kind(one, other)


def test_armies_strike_in_many_places_on_one_day():
    one, other = of(
        "ASSAULT",
        "Russia attacked Ukraine with 472 drones.",
        "A Russian attack on Ukraine took place near a training camp in Dnipro.",
        days=[FIRST] * 2,
    )
    assert another_of_its_kind(one, other)


def test_what_was_years_ago_is_not_the_news():
    old, new = of(
        "ASSAULT", "Russia invaded Ukraine in 2014.", "Sanctions are to stop Russian aggression against Ukraine."
    )
    assert another_of_its_kind(old, new) and another_of_its_kind(new, old)


def test_what_many_suffered_is_not_what_one_did():
    one, many = of(
        "ASSAULT", "The journalist Jamal Khan was killed in Kabul. Far too many journalists have been killed in Kabul."
    )
    assert another_of_its_kind(one, many)


def test_one_article_says_two_things_in_other_words():
    text = (
        "Emmanuel Macron urged Donald Trump to leave his troops in Syria. {} Donald Trump to join the climate accord."
    )
    one, other = of("REQUEST", text.format("Macron also encouraged"))
    assert another_of_its_kind(one, other)


def test_in_addition_goes_on_to_another_act():
    text = "Iran sanctioned a Syrian bank. In addition, Iran sanctioned a Syrian prison."
    assert [t.besides for t in told(text)] == [False, True]
    assert not list(clusters(kg.build([{"id": "a", "date": FIRST, "text": text}], merge=False).events(), {}))


def test_persons_of_no_country_are_other_company_too():
    one, other = of(
        "SUPPORT",
        "Wendy Sherman spoke today with Stefano Sannino. Sherman reaffirmed support for Ukraine.",
        "Wendy Sherman spoke today with Bjoern Seibert. Sherman reaffirmed support for Ukraine.",
    )
    assert another_of_its_kind(one, other)


def test_an_article_tells_once_on_which_day_a_meeting_was():
    two = "Wendy Sherman spoke today with Marta Morgan. Sherman had consultations with Morgan on the crisis in Ukraine."
    first, later, again, last = of("CONSULT", two, two, days=[FIRST, "2022-02-18"])
    undated, of_that_day = replace(later.event, date=None), replace(last.event, date=None)
    later, last = replace(later, event=undated, occasion=first), replace(last, event=of_that_day, occasion=again)
    assert another_of_its_kind(first, last) and another_of_its_kind(later, again)
    assert not another_of_its_kind(first, later)


def test_who_will_also_meet_meets_again():
    text = "Monica Medina will meet with officials in Congo. Medina will also {} civil society representatives."
    assert another_of_its_kind(*of("CONSULT", text.format("meet with")))


def test_an_article_goes_on_with_also_to_another_promise():
    text = "Germany promised Ukraine a hospital in Kharkiv. Germany also promised Ukraine a hospital in Odesa."
    assert another_of_its_kind(*of("AGREE", text))


def test_a_strike_is_a_part_of_a_war():
    one, other = of("ASSAULT", "Houthis fired a missile at Marib. The Houthi offensive on Marib goes on.")
    assert another_of_its_kind(one, other)


def test_attacks_of_two_days_have_more_in_common_than_their_sides():
    one, other = "Hizballah attacked Israel, officials said.", "Hizballah attacked Israel with rockets on Haifa."
    assert another_of_its_kind(*of("ASSAULT", one, other))
    assert not another_of_its_kind(*of("ASSAULT", one, other, days=[FIRST] * 2))


def test_in_one_article_what_will_be_agreed_is_no_agreement():
    text = "Germany and Poland will agree on a price. There is an agreement between Germany and Poland."
    one, other = of("AGREE", text)
    assert ruled_out(one, other)


@pytest.mark.parametrize(
    "text",
    [
        "Vladimir Putin met Gerhard Schröder at the airport. After the ceremony, Putin met Schröder.",
        "Vladimir Putin met Gerhard Schröder in Moscow. Later, Putin and Schröder met at a hotel.",
        "Joe Biden congratulated Emmanuel Macron on Friday. Earlier, Biden congratulated Macron by letter.",
        "Vladimir Putin met Gerhard Schröder at the airport. After a ceremony Putin and Schröder met in Moscow.",
    ],
    ids=["next", "later", "before", "after a"],
)
def test_an_article_goes_on_to_what_was_next_or_before(text):
    one, other = [t for t in told(text) if str(t.event.type) in ("CONSULT", "SUPPORT")][:2]
    assert another_of_its_kind(one, other)


def test_after_their_talks_is_of_these_talks():
    text = "Vladimir Putin met Gerhard Schröder. Following the talks of Putin with Schröder, both spoke to the press."
    assert not another_of_its_kind(*of("CONSULT", text)[:2])


def test_clashes_of_two_days_in_two_districts_are_two():
    text = "Rebels of M23 clashed with soldiers in {} in the Democratic Republic of the Congo."
    assert another_of_its_kind(*of("ASSAULT", text.format("Goma"), text.format("Bukavu")))


def test_a_list_of_clashes_is_not_one_of_them():
    text = "Here is a list of clashes in India. On Wednesday, clashes broke out in Howrah in India."
    assert another_of_its_kind(*of("ASSAULT", text))


def test_one_article_that_names_two_days_tells_two_acts():
    text = "Turkey detained two politicians on February 9. Turkey detained two politicians on February {}."
    assert another_of_its_kind(*of("COERCE", text.format(10)))
    assert not another_of_its_kind(*of("COERCE", text.format(9)))


def test_violence_in_two_towns_is_not_one_act():
    text = "Violence took place in the town of Anand in India. In the town of Howrah in India, violence erupted."
    told = of("ASSAULT", text)
    one, other = (replace(t, event=replace(t.event, place=replace(t.event.place, name="India"))) for t in told)
    assert another_of_its_kind(one, other)
    assert not another_of_its_kind(one, replace(one, event=replace(one.event, id="x")))


def test_two_others_are_not_the_two_before():
    text = "Two soldiers were arrested in Pattaya. Two other soldiers were arrested in Pattaya."
    assert another_of_its_kind(*of("COERCE", text))
