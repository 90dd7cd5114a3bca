"""Domestic news: what unions, courts and parliaments do, and what in a paper is no act of politics."""

import datetime as dt

import pytest

from kg import pipeline
from kg.core.records import Article
from kg.language.annotations import of


@pytest.fixture(scope="module")
def code():
    nlp = pipeline.shared()

    def run(text):
        doc = nlp.make_doc(text)
        of(doc).article = Article("a", text, date=dt.date(2024, 3, 5))
        events = of(nlp(doc)).events
        return {
            (str(e.type), tuple(p.text for p in e.actors), tuple(p.text for p in e.recipients))
            for e in events
            if e.type != "OTHER"
        }

    return run


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        # the "by" phrase belongs to the passive, not to what was banned or ordered
        (
            "The rite was banned from using public land by the Greek Ministry of Culture.",
            ("COERCE", ("Greek Ministry of Culture",), ()),
        ),
        (
            "Prime Minister Edi Rama was ordered to leave the country by the Supreme Court of Albania.",
            ("REQUEST", ("Supreme Court of Albania",), ("Prime Minister Edi Rama",)),
        ),
        # to act is no judgement
        (
            "Teachers called on the government of Georgia to act.",
            ("REQUEST", ("Teachers",), ("government of Georgia",)),
        ),
        # in an accusation the words of common crime mean nothing
        (
            "The unions accused the Nigerian government of neglect, saying they bear the brunt.",
            ("ACCUSE", ("unions",), ("Nigerian government",)),
        ),
        # who is called something, in the plural
        (
            "President Daniel Ortega called the bishops terrorists.",
            ("ACCUSE", ("President Daniel Ortega",), ("bishops",)),
        ),
        # own deeds are defended against criticism
        ("Rishi Sunak defended his government's record.", ("REJECT", ("Rishi Sunak",), ())),
        ("Rishi Sunak defended Ukraine.", ("SUPPORT", ("Rishi Sunak",), ("Ukraine",))),
        # politicians attack with words
        (
            "Interior Minister Ayelet Shaked attacked former minister Yair Lapid on television.",
            ("ACCUSE", ("Interior Minister Ayelet Shaked",), ("former minister Yair Lapid",)),
        ),
        ("Hungary agreed that it would help Ukraine.", ("AGREE", ("Hungary",), ("Ukraine",))),
        ("The army took power in Mali.", ("COERCE", ("army",), ("Mali",))),
        ("War broke out in Ethiopia.", ("ASSAULT", (), ())),
        ("Oman backed the plan. It accused Iran of lying.", ("ACCUSE", ("It",), ("Iran",))),
    ],
)
def test_is_told(code, text, expected):
    assert expected in code(text)


@pytest.mark.parametrize(
    "text",
    [
        "Chile attacked early in the match and the striker scored before half-time; in the second half Peru's coach "
        "attacked the referee, and the goalkeeper saved a penalty in front of the fans at the stadium.",
        "The Malian trader Awa Koné was forced to sell her land.",
        "Boats from Oman are allowed to fish again.",
        "President Xi Jinping took power in 2012.",
        "Boris Johnson agreed that the debate was useless.",
        "Many Libyans went to France.",
        "Considering the costs with Kyrgyzstan, Tajikistan was not surprised.",
        "The minister was captured on video in Peru.",
        "The lack of protection provided by Mexico is a scandal.",
        "Prices rose due to the war in Ukraine.",
        "The exercise of power by Chile was praised.",
        "Microsoft agreed to buy Nokia.",
        "Sanctions during the Russian invasion of Ukraine",
    ],
)
def test_is_no_act(code, text):
    assert not {e for e in code(text) if e[0] not in {"SANCTION", "SUPPORT"}}


def test_title_before_a_name_is_nobodys_act(code):
    assert code("Police in Nairobi arrested key accused Ali Khan.") == {
        ("COERCE", ("Police in Nairobi",), ("Ali Khan",))
    }
