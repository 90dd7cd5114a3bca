"""What goes on is no act of a day; wars, other occasions and other people make another act."""

from dataclasses import replace

import pytest

import kg
from kg.core.event import Period
from kg.core.plover import Basis, Precision, Status
from kg.merging.evidence import evidence
from kg.merging.likeness import ruled_out
from kg.merging.telling import tellings
from kg.merging.when import same_day

FIRST, NEXT = "2022-02-16", "2022-02-17"


def of(type_, *texts, days=(FIRST, FIRST)):
    """Two reports of one type: of two articles the last of each, of one article its first two."""
    articles = [{"id": f"a{i}", "date": days[i], "text": text} for i, text in enumerate(texts)]
    told = [t for t in tellings(kg.build(articles, merge=False).events(), {}) if str(t.event.type) == type_]
    if len(texts) == 1:
        return told[0], told[1]
    return tuple([t for t in told if t.event.article == f"a{i}"][-1] for i in range(2))


def test_a_habit_is_no_act_of_a_day():
    habit, act = "Russia regularly consults Iran on the oil market.", "Russia consulted Iran on the oil market."
    assert ruled_out(*of("CONSULT", habit, act))
    assert not ruled_out(*of("CONSULT", act, act))


STANCE = "The United States spoke of its firm support for Ukraine."


def test_a_stance_is_not_what_somebody_did():
    one, other = of("SUPPORT", STANCE, "The United States supports Ukraine in the talks on grain.")
    assert ruled_out(one, other)


def test_a_stance_of_another_day_is_another_statement():
    assert ruled_out(*of("SUPPORT", STANCE, STANCE, days=(FIRST, NEXT)))
    assert not ruled_out(*of("SUPPORT", STANCE, STANCE))


@pytest.mark.parametrize(
    ("type_", "text"),
    [
        ("CONSULT", "Greece and Egypt held talks on trade. Greece and Egypt will expand their bilateral dialogue."),
        ("CONSULT", "Antony Blinken met Sergey Lavrov. On the sidelines of the summit, Blinken met Lavrov again."),
        ("CONSULT", "Vladimir Putin visited Minsk. Vladimir Putin toured Minsk."),
        ("CONSULT", "Joe Biden spoke to the speaker of the Senate. Joe Biden spoke to Ann Bell of Exxon."),
        ("ASSAULT", "Iran launched an attack on Iraq. Iran launched another attack on Iraq."),
        ("CONSULT", "Vladimir Putin met Hugo Chavez. Putin and Chavez held a joint news conference in Moscow."),
        ("CONSULT", "Earlier this month, Iran and Turkey held talks. On the sidelines of it, Iran and Turkey met."),
        ("CONSULT", "Putin briefed Aliyev on trade. They spoke of the results of Putin's talks with Aliyev."),
        ("ASSAULT", "Russia escalates its aggression against Ukraine. Russia attacked Ukraine."),
    ],
    ids=[
        "a tie",
        "sidelines",
        "visited, toured",
        "others",
        "one more",
        "press",
        "sidelines of another",
        "results",
        "fighting that goes on",
    ],
)
def test_words_at_the_verb_tell_another_act(type_, text):
    assert ruled_out(*of(type_, text))


def test_the_next_day_of_a_war_is_another():
    one, other = "Hamas attacked Sderot in Israel with rockets.", "Hamas bombed Sderot in Israel with rockets."
    assert ruled_out(*of("ASSAULT", one, other, days=(FIRST, NEXT)))
    assert not ruled_out(*of("ASSAULT", one, other))


def test_a_weekday_that_is_named_is_the_day():
    dated, named = of("ASSAULT", *["Gunmen shot a teacher in Vancouver on Monday."] * 2, days=("2022-02-14", FIRST))
    by_paper = Period(*[named.event.published] * 2, Precision.DAY, Basis.PUBLISHED)
    named = replace(named, event=replace(named.event, date=by_paper))
    assert same_day(dated.event, named.event) is None
    assert evidence(dated, named)["day named"] == 1
    other = replace(named.event.evidence, sentence="Gunmen shot a teacher in Vancouver.")
    named = replace(named, event=replace(named.event, evidence=other))
    assert evidence(dated, named)["day named"] == 0


def test_what_lies_ahead_is_not_what_was():
    one, other = of("CONSULT", *["The dialogue between Greece and Egypt touched on trade."] * 2)
    ahead = "The upcoming dialogue between Greece and Egypt touched on trade."
    at = ahead.index("dialogue")
    evidence_of = replace(other.event.evidence, sentence=ahead, start=100, end=200, trigger_start=100 + at)
    other = replace(other, event=replace(other.event, article="a0", evidence=evidence_of))
    assert ruled_out(one, other)


@pytest.mark.parametrize(
    ("type_", "one", "other", "days"),
    [
        (
            "CONSULT",
            "Antony Blinken spoke today with Josep Borrell.",
            "Antony Blinken spoke today with Josep Borrell.",
            (FIRST, NEXT),
        ),
        ("ASSAULT", "Israel bombed a school in Gaza.", "Israel bombed a bakery in Gaza.", (FIRST, FIRST)),
        (
            "ASSAULT",
            "The death toll from Israeli airstrikes on Iran rises to 220.",
            "Israel attacked a base in Iran.",
            (FIRST, FIRST),
        ),
        (
            "ASSAULT",
            "Israel killed Salah al-Bardawil on Friday.",
            "Israel killed Ismail Barhoum on Friday.",
            (FIRST, FIRST),
        ),
    ],
    ids=["today", "little in common", "a toll of many", "another victim"],
)
def test_papers_tell_another_act(type_, one, other, days):
    assert ruled_out(*of(type_, one, other, days=days))


def test_what_is_to_be_prevented_was_not_done():
    prevent = "The talks are to prevent Russian aggression against Ukraine."
    done = "Blinken spoke of Russian aggression against Ukraine."
    one, other = of("ASSAULT", prevent, done)
    one = replace(one, event=replace(one.event, status=Status.DENIED))
    assert ruled_out(one, other)


def test_a_sum_is_not_the_aid_that_is_always_given():
    text = (
        "The United States gave $360 million in assistance to Jordan. U.S. assistance for Jordan serves its interests."
    )
    assert ruled_out(*of("AID", text))


def test_years_back_is_another_time():
    text = "Russia invaded Ukraine with tanks. In 2014, Russia invaded Ukraine without them."
    assert ruled_out(*of("ASSAULT", text))


def test_talks_that_are_resumed_are_others():
    one, other = of(
        "CONSULT", "Russia held talks with Ukraine in Turkey.", "Russia resumed talks with Ukraine in Turkey."
    )
    assert ruled_out(one, other) and ruled_out(other, one)


@pytest.mark.parametrize(
    ("type_", "one", "other"),
    [
        ("SUPPORT", "Thailand signs a deal with Pfizer on doses.", "Kenya signs a deal with Pfizer on doses."),
        (
            "COERCE",
            "Israeli police arrested three Palestinians in Ramallah.",
            "Israeli police have detained 1,800 Palestinians since the war began.",
        ),
        (
            "ASSAULT",
            "Israeli soldiers kill a boy in Jericho in the West Bank.",
            "Israeli soldiers kill two men in Hebron in the West Bank.",
        ),
        (
            "COERCE",
            "Police arrested two Maoists in Sambalpur District.",
            "Two Maoists were arrested in Sundergarh District.",
        ),
    ],
    ids=["a deal with another", "all since then", "another town", "arrests elsewhere"],
)
def test_papers_of_one_day_tell_another_act(type_, one, other):
    assert ruled_out(*of(type_, one, other))
    assert not ruled_out(*of(type_, one, one))


@pytest.mark.parametrize(
    ("type_", "text"),
    [
        ("ASSAULT", "The Khmer Rouge kidnapped Ann Bell. The Khmer Rouge killed Ann Bell."),
        (
            "ASSAULT",
            "Rebels attacked a school in Somalia. It was hit during clashes of rebels with soldiers in Somalia.",
        ),
        ("REQUEST", "Greece withdrew its request to the European Union. Greece asked the European Union for aid."),
        (
            "CONSULT",
            "Japan and Greece discussed trade. Japan and Greece spoke of the trilateral meeting of Japan and Greece.",
        ),
        ("AGREE", "Greece remains firmly committed to Kenya. Greece is committed to supporting the schools of Kenya."),
    ],
    ids=["taken and killed", "during clashes", "taken back", "of three", "a stance"],
)
def test_an_article_tells_another_act(type_, text):
    assert ruled_out(*of(type_, text))


def test_a_protest_of_the_next_day_is_another():
    text = "Omanis protest in Sohar over jobs."
    assert ruled_out(*of("PROTEST", text, text, days=(FIRST, NEXT)))
    assert not ruled_out(*of("PROTEST", text, text))
