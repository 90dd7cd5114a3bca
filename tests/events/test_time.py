"""Whose date it is: each test states a rule of English, on sentences of our own."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable

import pytest
import spacy
from spacy.language import Language
from spacy.tokens import Doc, Token

from kg import pipeline
from kg.core.plover import Precision
from kg.events import time
from kg.events._time_grammar import _starting

MONDAY = dt.date(2022, 7, 25)
BLANK = spacy.blank("en")
POS = {"N": "NOUN", "V": "VERB", "J": "ADJ", "R": "ADV", "P": "PRON", "I": "ADP", "M": "AUX", "D": "DET", "C": "NUM"}


def by_hand(rows: str) -> Doc:
    """A document from lines of "word tag head label"; heads are numbers of lines, 0 the root."""
    table = [line.split() for line in rows.strip().splitlines()]
    return Doc(
        BLANK.vocab,
        words=[r[0] for r in table],
        tags=[r[1] for r in table],
        pos=["PROPN" if r[1] == "NNP" else POS.get(r[1][0], "X") for r in table],
        heads=[int(r[2]) - 1 if r[2] != "0" else i for i, r in enumerate(table)],
        deps=[r[3] for r in table],
        lemmas=[r[4] if len(r) > 4 else r[0].lower() for r in table],
    )


def word(doc: Doc, text: str) -> Token:
    return next(t for t in doc if t.text == text)


def dated(doc: Doc, text: str, published: dt.date | None = MONDAY) -> str | None:
    found = time.event_period(word(doc, text), time.find(doc), published)
    return found and found.start.isoformat()


@pytest.fixture(scope="module")
def nlp() -> Language:
    return pipeline.load(components=[])


@pytest.fixture(scope="module")
def when(nlp: Language) -> Callable[..., str | None]:
    def ask(text: str, trigger: str, published: dt.date | None = MONDAY) -> str | None:
        return dated(nlp(text), trigger, published)

    return ask


UD = """
They  PRP 3 nsubj
will  MD  3 aux
meet  VB  0 ROOT
on    IN  5 case
Friday NNP 3 obl
, , 8 punct
Putin NNP 8 nsubj
said  VBD 3 parataxis
Sunday NNP 8 obl:unmarked
"""
CLEARNLP = """
They  PRP 3 nsubj
will  MD  3 aux
meet  VB  8 ccomp
on    IN  3 prep
Friday NNP 4 pobj
, , 8 punct
Putin NNP 8 nsubj
said  VBD 0 ROOT
Sunday NNP 8 npadvmod
"""


@pytest.mark.parametrize("rows", [UD, CLEARNLP])
def test_each_verb_has_its_own_day_in_both_label_schemes(rows: str) -> None:
    doc = by_hand(rows)
    assert time.tense(word(doc, "meet")) == "future"
    assert dated(doc, "meet") == "2022-07-29"
    assert dated(doc, "said") == "2022-07-24"


def test_a_coordination_shares_the_day_that_opens_it() -> None:
    doc = by_hand("""
    On IN 2 case
    Friday NNP 4 obl
    Iran NNP 4 nsubj
    met VBD 0 ROOT meet
    Iraq NNP 4 obj
    and CC 7 cc
    signed VBD 4 conj sign
    a DT 9 det
    treaty NN 7 obj
    """)
    assert dated(doc, "met") == dated(doc, "signed") == "2022-07-22"


def test_a_relative_clause_keeps_its_date() -> None:
    doc = by_hand("""
    The DT 2 det
    army NN 8 nsubj
    that WDT 4 nsubj
    seized VBD 2 acl:relcl seize
    power NN 4 obj
    in IN 7 case
    2021 CD 4 obl
    attacked VBD 0 ROOT attack
    rebels NNS 8 obj
    """)
    assert dated(doc, "seized") == "2021-01-01"
    assert dated(doc, "attacked") is None


def test_the_modal_verb_is_no_month() -> None:
    doc = by_hand("""
    In IN 2 mark
    May MD 4 aux
    they PRP 4 nsubj
    meet VB 0 ROOT
    """)
    assert time.find(doc) == []


@pytest.mark.parametrize(
    ("text", "trigger", "day"),
    [
        ("Russia and China held talks on Wednesday.", "held", "2022-07-20"),
        ("Russia and China held talks on Wednesday.", "talks", "2022-07-20"),
        ("The leaders will meet in Geneva next Friday.", "meet", "2022-07-29"),
        ("They agreed on Thursday to hold elections in October.", "agreed", "2022-07-21"),
        ("The talks scheduled for Friday were cancelled on Monday.", "scheduled", "2022-07-29"),
        ("The talks scheduled for Friday were cancelled on Monday.", "cancelled", "2022-07-25"),
        ("Speaking in Paris on Tuesday, Macron urged Iran to stop.", "urged", "2022-07-19"),
        ("At Monday's meeting Macron urged Iran to stop.", "urged", "2022-07-25"),
        ("The EU said on Monday that it supports Ukraine.", "supports", "2022-07-25"),
        ("An attack on Kyiv on Monday killed ten people.", "attack", "2022-07-25"),
        ("An attack on Kyiv on Monday killed ten people.", "killed", "2022-07-25"),
        ("The 2014 annexation of Crimea was condemned in March 2015.", "annexation", "2014-01-01"),
        ("The 2014 annexation of Crimea was condemned in March 2015.", "condemned", "2015-03-01"),
        ("The quarrel arose in 1879, when Chile seized and invaded the port.", "invaded", "1879-01-01"),
        ("Last Friday, the court rejected the appeal.", "rejected", "2022-07-22"),
        ("Iran severed ties with Saudi Arabia in 2016.", "severed", "2016-01-01"),
        ("Iran has suspended relations since 1978.", "suspended", "1978-01-01"),
        ("They attended the ceremony on May 10 and met the previous day.", "met", "2022-05-09"),
    ],
)
def test_an_act_has_the_date_of_its_clause(when: Callable[..., str | None], text: str, trigger: str, day: str) -> None:
    assert when(text, trigger) == day


@pytest.mark.parametrize(
    ("text", "trigger"),
    [
        ("Japan condemned the 2014 annexation of Crimea.", "condemned"),
        ("Japan condemned the annexation of Crimea in 2014.", "condemned"),
        ("It was the first visit by a minister since 2018.", "visit"),
        ("Russia attacked Ukraine before July 3.", "attacked"),
        ("Russia attacked Ukraine.", "attacked"),
        ("Two weeks later, Turkey sent troops to Libya.", "sent"),
    ],
)
def test_what_is_not_its_date_gives_none(when: Callable[..., str | None], text: str, trigger: str) -> None:
    assert when(text, trigger) is None


def test_no_weekday_without_a_day_of_publication(when: Callable[..., str | None]) -> None:
    assert when("They met on Wednesday.", "met", None) is None
    assert when("They met on July 3, 2022.", "met", None) == "2022-07-03"


def test_since_lasts_until_publication(nlp: Language) -> None:
    doc = nlp("The army has ruled since March 2021.")
    found = time.event_period(word(doc, "ruled"), time.find(doc), MONDAY)
    assert found is not None
    assert (found.start, found.end, found.precision) == (dt.date(2021, 3, 1), MONDAY, Precision.MONTH)


def test_days_later_count_from_the_day_last_spoken_of(nlp: Language) -> None:
    doc = nlp("Iran seized a tanker on July 3. Two days later, Britain sent a warship.")
    assert dated(doc, "sent") == "2022-07-05"


REPORT = (
    "The EU on Friday condemned the coup in Mali. It called for elections. "
    "France said that it supports the call. The army took power in 2020. Its soldiers killed a minister. "
)


def test_what_a_report_goes_on_to_quote_is_of_its_day(nlp: Language) -> None:
    doc = nlp(REPORT)
    assert dated(doc, "called") == "2022-07-22"


def test_voiced_support_is_of_the_day_that_it_is_voiced(nlp: Language) -> None:
    doc = nlp("The EU on Friday condemned the coup in Mali. It voiced its support for the president.")
    assert dated(doc, "support") == "2022-07-22"
    doc = nlp("The EU on Friday condemned the coup in Mali. It mourned the attack on the palace.")
    assert dated(doc, "attack") is None


def test_other_acts_of_a_report_may_be_background(nlp: Language) -> None:
    doc = nlp(REPORT)
    assert dated(doc, "killed") is None
    assert dated(doc, "took") == "2020-01-01"


def test_no_report_day_that_is_long_past(nlp: Language) -> None:
    doc = nlp("The EU on June 3 condemned the coup. It called for elections.")
    assert dated(doc, "called") is None


def test_a_day_is_not_carried_past_another_time_that_was_told(nlp: Language) -> None:
    lead = "The EU on Friday condemned the coup in Mali. "
    doc = nlp(lead + "The army shelled a market on 20 June. Its traders fled. Niger blamed the army.")
    assert dated(doc, "blamed") is None
    doc = nlp(lead + "The army, which took power in 2020, shelled a market. Niger blamed the army.")
    assert dated(doc, "blamed") == "2022-07-22"  # what only describes somebody tells no other time
    doc = nlp(lead + "\n\nThe army shelled a market on Wednesday.\n\nMali denied the accusation. It called for talks.")
    assert dated(doc, "denied") is None


@pytest.mark.parametrize(
    ("text", "trigger", "day"),
    [
        ("Rebels stormed the embassy on Friday. The minister condemned the attack.", "condemned", "2022-07-22"),
        ("Rebels stormed the embassy on Friday. Its ambassador thanked the police.", "thanked", "2022-07-22"),
        ("Chad hosted talks on Friday. It urged Mali to attend.", "urged", "2022-07-22"),
        # another time, a year or since when
        ("Chad met Mali on Friday. Oman left in January 2016. Chad thanked Oman.", "thanked", None),
        ("Chad met Mali on Friday. Aid has reached Mali since Thursday. Chad thanked Oman.", "thanked", None),
        # somebody else, of whom the text told nothing
        ("Crowds marched to the embassy on Friday. The military rulers accused France of murder.", "accused", None),
        (
            "Chad met Mali on Friday. Mali has also criticised the French troops. Chad rejected the charge.",
            "rejected",
            None,
        ),
    ],
)
def test_a_day_holds_while_the_text_stays_with_what_it_told_of_it(
    when: Callable[..., str | None], text: str, trigger: str, day: str | None
) -> None:
    assert when(text, trigger) == day


def test_what_came_before_in_a_month_is_of_no_month(when: Callable[..., str | None]) -> None:
    text = "Oman broke off relations in January 2016 after Iran had executed a cleric."
    assert when(text, "broke") == "2016-01-01"
    assert when(text, "executed") is None


def test_what_took_some_time_is_not_of_its_first_day(when: Callable[..., str | None], nlp: Language) -> None:
    doc = nlp("Chad attacked the camp on 19 July and defeated the rebels within a day.")
    assert time.news_period(word(doc, "defeated"), MONDAY) is None
    doc = nlp("Chad attacked the camp on 19 July and defeated the rebels.")
    found = time.news_period(word(doc, "defeated"), MONDAY)
    assert found is not None and found.start.isoformat() == "2022-07-19"


def test_saying_it_in_the_present_is_doing_it(when: Callable[..., str | None]) -> None:
    assert when("The United States condemns the attack.", "condemns") == "2022-07-25"
    assert when("The United States often condemns the attacks.", "condemns") is None
    assert when("The United States does not condemn the attack.", "condemn") is None


def test_expressions_of_a_text_are_found_in_order(nlp: Language) -> None:
    doc = nlp("On July 3 they met. The next day, by Friday or so, since March, they left.")
    found = time.find(doc)
    assert [(t.text, t.relation) for t in found] == [
        ("July 3", "on"), ("The next day", "on"), ("Friday", "by"), ("March", "since"),
    ]  # fmt: skip
    assert [doc.text[t.start : t.end] for t in found] == [t.text for t in found]
    assert found[1].anchor == found[0]


def test_a_word_counts_only_where_it_starts() -> None:
    text = "May, DisMay, in Mars; xMar"
    assert [m.start() for m in re.finditer(_starting("May Mar"), text)] == [0, 16]
