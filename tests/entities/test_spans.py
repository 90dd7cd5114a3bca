"""Where names begin and end, and what they are: by head words, lists, links and neighbours."""

from __future__ import annotations

from typing import Any

import pytest

from kg.entities.component import NAMES


def spans(doc: Any) -> set[tuple[str, str]]:
    """The names with their labels."""
    return {(s.text, s.label_) for s in doc.spans[NAMES]}


@pytest.mark.parametrize(
    ("text", "name", "label"),
    [
        ("The Ministry of Trade, Industry and Tourism said so.", "Ministry of Trade, Industry and Tourism", "ORG"),
        ("A judge of the Oruro Magistrate's Court ruled.", "Oruro Magistrate's Court", "ORG"),
        ("Shares of Zanta Oil and Gas Ltd fell.", "Zanta Oil and Gas Ltd", "ORG"),
        ("He reads for the Centre for Desert Studies.", "Centre for Desert Studies", "ORG"),
        ("The Fundación Alto Llano paid for it.", "Fundación Alto Llano", "ORG"),
        ("Engineers of Oxfam Uganda arrived.", "Oxfam Uganda", "ORG"),
        ("Fishermen on Lake Mirandel waited.", "Lake Mirandel", "LOC"),
        ("The startup Zibra hired engineers.", "Zibra", "ORG"),
        ("Floods hit the village of Orlimo.", "Orlimo", "LOC"),
        ("They drove from Kampala and Bolimbo to the border.", "Bolimbo", "LOC"),
        ("It was signed by Mr Tekwa yesterday.", "Tekwa", "PERSON"),
        ("He speaks Arabic at home.", "Arabic", "NORP"),
    ],
)  # fmt: skip
def test_a_name_is_one_span(read: Any, text: str, name: str, label: str) -> None:
    assert (name, label) in spans(read(text))


@pytest.mark.parametrize(
    "text",
    [
        "It cost USD500 and Rs 20.",
        "They gave 20 million US dollars.",
        "The Coffee Route opens in May.",
        "See news.co.uk.",
    ],
)
def test_no_name(read: Any, text: str) -> None:
    assert not {s for s in spans(read(text)) if s[1] in ("PERSON", "LOC", "ORG")}


def test_a_country_owns_and_is_no_part_of_a_body(read: Any) -> None:
    assert ("Bolivia", "LOC") in spans(read("Bolivia's Army left the town."))


def test_two_countries_of_an_alliance(read: Any) -> None:
    doc = read("The Oman-Japan Alliance was founded.")
    found = [s.kb_id_ for s in doc.spans[NAMES]]
    assert {"OMN", "JPN"} <= set(found)


def test_a_line_broken_in_a_sentence_breaks_no_name(read: Any) -> None:
    doc = read("The minister met\nthe president of Armenia, Robert\nKocharyan, in Rome.", "2004-05-01")
    assert "robert-kocharyan" in {s.kb_id_ for s in doc.spans[NAMES]}


def test_headlines_stay_apart(read: Any) -> None:
    doc = read("Talks end in Rome\nKenya signs the deal")
    assert {"ita/rome", "KEN"} <= {s.kb_id_ for s in doc.spans[NAMES]}
