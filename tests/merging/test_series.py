"""Acts that come again and again between the same parties: another of the kind is another act."""

import pytest

import kg
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
        "ASSAULT", "Danish Siddiqui was killed in Kabul. Far too many journalists have been killed in Kabul."
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
