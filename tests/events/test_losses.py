"""Losses that stand in other words, beside others, or in the next sentence; each on sentences of our own."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable

import pytest

import kg

Told = Callable[[str], dict[str, int]]


@pytest.fixture(scope="module")
def told() -> Told:
    def ask(text: str) -> dict[str, int]:
        events = kg.extract([kg.Article(id="a", text=text, date=dt.date(2022, 7, 25))], workers=1)
        return {loss.kind: loss.low for event in events for loss in event.casualties}

    return ask


@pytest.mark.parametrize(
    ("text", "losses"),
    [
        (
            "Twelve policemen and a civilian were killed and six persons sustained injuries after rebels hit a bus.",
            {"killed": 13, "injured": 6},
        ),
        ("Rebels shelled Gao, killing more than 30 civilians and dozens wounded.", {"killed": 30, "injured": 24}),
        ("Rebels killed two youths, Ali Hassan and Omar Said, in the village.", {"killed": 2}),
        ("Rebels killed a village head and one guard in Gao.", {"killed": 2}),
        ("Rebels beat up two villagers in Gao.", {"injured": 2}),
        ("Three people, two policemen and a clerk, are injured when rebels open fire in Gao.", {"injured": 3}),
        (
            "Rebels attacked Gao. Seventy-nine of the rebels and 29 soldiers were killed during the battle.",
            {"killed": 108},
        ),
        (
            "Mali says that 40 rebels were killed in clashes and that 20 others were wounded in Gao.",
            {"killed": 40, "injured": 20},
        ),
        ("A bomb in Gao kills two policemen and injures five more, three seriously.", {"killed": 2, "injured": 5}),
        ("Malian police arrest over 40 rebels for arson.", {"detained": 40}),
        ("Rebels badly assaulted two guards.", {"injured": 2}),
        ("A radio host is fatally shot by gunmen in Manila.", {"killed": 1}),
        ("More than 5,000 people flee Gao after rebels seize the town.", {"displaced": 5000}),
        ("A blast at a market in Quetta kills 31 people and wounds several more.", {"killed": 31, "injured": 3}),
        ("Rebels stormed Nablus. Eleven guards are killed and 102 more injured.", {"killed": 11, "injured": 102}),
        ("A drone attack on Dnipro kills four people and wounds 19 others.", {"killed": 4, "injured": 19}),
        ("Rebels take about 30 village men hostage.", {"detained": 30}),
        ("The bombing left three policemen and two civilians dead.", {"killed": 5}),
        ("Rebels shot at a bus near Gao, killing four and injuring six unarmed traders.", {"killed": 4, "injured": 6}),
        ("Malian troops kill 33 rebels near Gao and six other rebels die of hunger.", {"killed": 33}),
        ("Ali Hassan, a commander of the rebels, is killed alongside his cousin in Gao.", {"killed": 2}),
        ("A clerk, two of his guards and a driver are killed in an ambush in Gao.", {"killed": 4}),
        ("46 of its soldiers and 156 Malian rebels were killed in a battle near Gao.", {"killed": 202}),
        ("The deputy head of Malian intelligence was shot and wounded in Gao.", {"injured": 1}),
        ("Malian rebels captured several hundred Nigerien soldiers.", {"detained": 300}),
        ("Malian troops ambush a convoy, with six rebels and four guards killed.", {"killed": 10}),
        (
            "Clashes between rebels and the army continue in Gao, leaving 27 dead and 180 injured.",
            {"killed": 27, "injured": 180},
        ),
        ("The number of deaths from clashes between rebels and the army in Mali exceeds 50.", {"killed": 50}),
        ("A bomb in Gao kills 27 people and injures over 50.", {"killed": 27, "injured": 50}),
        ("Malian police announce the arrest of two rebels.", {"detained": 2}),
        ("Ethnic violence in Ethiopia over the weekend results in 23 deaths.", {"killed": 23}),
        (
            "Three soldiers died on the spot while two others were rushed to a hospital after rebels opened fire.",
            {"killed": 3, "injured": 2},
        ),
    ],
)
def test_losses_in_other_words(told: Told, text: str, losses: dict[str, int]) -> None:
    assert told(text) == losses


@pytest.mark.parametrize(
    ("text", "losses"),
    [
        ("Rebels attack a hotel in Gao. At least one Malian officer is killed.", {"killed": 1}),
        ("Rebels hit a camp. Two policemen sustained injuries in the incident which occurred near it.", {"injured": 2}),
        ("Jets strike targets near Homs. The media reports that two men were injured in the attacks.", {"injured": 2}),
        ("Rebels attacked a post. There was no death in the gun fight, but two men suffered injuries.", {"injured": 2}),
    ],
)  # fmt: skip
def test_the_next_sentence_goes_on(told: Told, text: str, losses: dict[str, int]) -> None:
    assert told(text) == losses


def test_an_attack_has_its_target_and_its_victims() -> None:
    def hit(text: str) -> list[str]:
        events = list(kg.extract([kg.Article(id="a", text=text, date=dt.date(2022, 7, 25))], workers=1))
        assert len(events) == 1
        return sorted(p.text for p in events[0].recipients)

    assert hit("Six men are killed in a U.S. missile strike on a boat in the Gulf.") == ["Six men", "a boat"]
    assert len(hit("Six women are killed when Malian soldiers open fire on a bus in Gao.")) == 2
    assert hit("Six men are killed in an airstrike conducted by the Nigerian Air Force.") == ["Six men"]


@pytest.mark.parametrize(
    "text",
    [
        "Shells fired by Houthi forces killed at least 18 people near Aden.",
        "A soldier of Mali was killed by a rocket fired by the Islamic State.",
    ],
)
def test_an_attack_takes_no_mode_of_another_type(text: str) -> None:
    events = list(kg.extract({"id": "a", "text": text}))
    assert [e.type for e in events] == ["ASSAULT"]
    assert all(e.mode is None or e.mode in e.type.modes for e in events)
