"""One act in other words is one; another act in much the same words is another."""

import random
from collections import deque

import pytest

import kg
from kg.merging import chains
from kg.merging.evidence import evidence
from kg.merging.likeness import WEIGHTS, probability
from kg.merging.merge import clusters
from kg.merging.rarity import RAREST, mass, rank, weight
from kg.merging.telling import tellings
from kg.merging.words import root

DAY = "2024-04-02"


def graph(*texts, days=None):
    dates = days or [DAY] * len(texts)
    return kg.build([{"id": f"a{i}", "date": dates[i], "text": text} for i, text in enumerate(texts)], merge=False)


def acts(*texts, days=None):
    return [sorted(e.article for e in m.events) for m in clusters(graph(*texts, days=days).events(), {})]


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (
            "Israel bombed the Iranian embassy in Damascus on Monday.",
            "On Monday Israel bombed the embassy of Iran in Damascus.",
        ),
        (
            "Pirates seized a tanker off the coast of Yemen on Monday.",
            "Somali pirates captured the tanker off Yemen on Monday, the navy said.",
        ),
        (
            "Police arrested Jane Doe, the opposition leader, in Harare on Friday.",
            "Jane Doe, the opposition leader, was arrested by police in Harare on Friday.",
        ),
        (
            "Turkey attacked Kurdish fighters near Afrin on Sunday.",
            "A Turkish attack on Kurdish fighters took place near Afrin on Sunday.",
        ),
        (
            "Gunmen killed three soldiers near Mopti in Mali on Monday.",
            "JNIM killed three soldiers near Mopti in Mali on Monday.",
        ),
    ],
    ids=["short", "generic", "passive", "noun", "unnamed"],
)
def test_one_act_in_other_words(one, other):
    assert ["a0", "a1"] in acts(one, other)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (
            "Russia shelled Kharkiv on Monday, killing two people at a market.",
            "A Russian drone strike on Kharkiv on Monday killed a driver of a bus.",
        ),
        (
            "Russian missiles hit a school in Kharkiv on Monday.",
            "Russian drones hit a power plant in Kharkiv on Monday.",
        ),
        ("Israel released 39 prisoners on Monday.", "Israel released 30 prisoners on Monday."),
        ("Kenya met Uganda in Nairobi on Monday.", "Kenya met Ethiopia in Nairobi on Monday."),
        ("In 2021 Venezuela blocked 58 news websites.", "In 2022 Venezuela blocked several news websites."),
        (
            "Antony Blinken condemned North Korea's missile tests.",
            "Wendy Sherman condemned North Korea's missile tests.",
        ),
    ],
    ids=["another strike", "another target", "counted otherwise", "another party", "another year", "another speaker"],
)
def test_two_acts_in_like_words(one, other):
    assert acts(one, other) == []


def test_a_plan_comes_before_what_is_done():
    plan, done = "France will send troops to Mali.", "France has sent troops to Mali."
    assert acts(plan, done, days=["2024-04-02", "2024-04-02"]) == [["a0", "a1"]]
    assert acts(plan, done, days=["2024-04-04", "2024-04-02"]) == []


def test_what_is_first_denied_was_not_done_that_day():
    denied, done = "Iran has not attacked Iraq.", "Iran attacked Iraq."
    assert acts(denied, done, days=["2024-04-02", "2024-04-03"]) == []


def test_headline_and_body_of_one_article():
    headline = "Turkey bombs Kurdish camp near Afrin."
    assert ["a0", "a0"] in acts(
        headline + "\n\nTurkish jets bombed a Kurdish camp near Afrin on Monday, officials said."
    )


def test_a_higher_toll_of_one_day_is_no_other_toll():
    one, other = tellings(
        [
            event
            for event in graph(
                "A bomb killed 12 people in Kabul on Monday.", "A bomb killed 15 people in Kabul on Monday."
            ).events()
            if event.casualties
        ],
        {},
    )
    found = evidence(one, other)
    assert found["toll near"] == 1 and not (found["toll otherwise"] or found["other numbers"] or found["toll the same"])


def test_what_many_reports_of_the_world_have_tells_little():
    common, rare = root("government"), root("refinery")
    assert weight("USA") < weight(common) < weight("BRB") <= weight(rare) == RAREST
    assert rank(common) < rank(rare) <= rank("zubrowka") and mass([common, "USA"]) < 2 * weight(common)


def test_what_two_reports_weigh_depends_on_no_other():
    text = "Iran attacked an oil terminal in Iraq on Sunday."
    alone = list(tellings(graph(text, text.replace("on Sunday", "with drones")).events(), {}))
    others = [f"Iran attacked oil terminal {i} in Iraq." for i in range(20)]
    all_ = list(tellings(graph(text, text.replace("on Sunday", "with drones"), *others).events(), {}))
    assert probability(*alone) == probability(*all_[:2])


def test_the_weights_are_of_the_evidence_there_is():
    one, other = list(tellings(graph("Iran attacked Iraq.", "Iran attacked Iraq.").events(), {}))
    assert set(evidence(one, other)) == set(WEIGHTS)


def test_reports_that_come_one_after_the_other_are_merged_as_all_at_once(tmp_path):
    rng = random.Random(7)
    towns = ["Kharkiv", "Odesa", "Sumy", "Kherson"]
    articles = [
        {
            "id": f"n{i}",
            "date": f"2024-04-{2 + i // 4:02d}",
            "text": f"Russian missiles hit a {rng.choice(['school', 'port'])} in {rng.choice(towns)} on "
            f"{rng.choice(['Monday', 'Tuesday'])}, killing {rng.choice(['two', 'three'])} people.",
        }
        for i in range(12)
    ]
    whole = kg.build(articles, tmp_path / "whole")
    whole.close()
    kg.merge(tmp_path / "whole")
    kg.build(articles[8:], tmp_path / "parts").close()
    kg.merge(tmp_path / "parts")
    kg.build(articles[:4], tmp_path / "parts").close()
    kg.build(articles[4:8], tmp_path / "parts").close()
    rows = []
    for name in ("whole", "parts"):
        with kg.open(tmp_path / name) as held:
            query = "SELECT ?m ?e { ?m kg:mergedFrom ?e } ORDER BY ?m ?e"
            rows.append([(r["m"].value, r["e"].value) for r in held.store.select(query)])
    assert rows[0] == rows[1] and rows[0]


def test_roots_bring_verb_and_noun_together():
    assert root("bombing") == root("bombed") == root("bombs")
    assert root("explosion") == root("exploded") == root("blast")
    assert root("meeting") == root("met") != root("left")


def test_who_commits_himself_twice_does_two_things():
    twice = (
        "India and the United States committed to the sharing of data on substance use with their health ministries. "
        "India and the United States committed to a working group on maritime patrols before the next summit."
    )
    assert acts(twice) == []


def test_a_meeting_with_somebody_else_of_the_same_country_is_another():
    assert (
        acts(
            "Antony Blinken met French President Emmanuel Macron in Paris on Friday.",
            "Antony Blinken met French Foreign Minister Jean-Yves Le Drian in Paris on Friday.",
        )
        == []
    )


def test_what_is_still_to_come_is_not_what_was_told_as_done():
    plan = "Vladimir Putin will meet Xi Jinping in Moscow on June 5."
    assert acts("Vladimir Putin met Xi Jinping.", plan, days=["2024-05-02", "2024-05-02"]) == []


def test_an_article_goes_on_with_also_to_another_act():
    first = "The United States sanctioned a Syrian prison on Monday. "
    told = list(tellings(graph(first + "The United States also sanctioned a Syrian militia.").events(), {}))
    assert [telling.besides for telling in told] == [False, True]
    assert evidence(told[0], told[1])["one article, another besides"] == 1
    assert acts(first + "The United States also sanctioned a Syrian militia.") == []


def test_of_those_that_share_one_party_only_the_last_are_compared():
    index = {"RUS|ASSAULT": deque(range(40)), "RUS|attack": deque(range(40)), "terminal": deque([3])}
    found = chains._alike([*index], index)
    assert found[0] == 3 and found[1:] == [39, 38, 37, 36, 35]
