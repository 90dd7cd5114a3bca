"""What completes a row behind its target: what is asked, charged, thanked for."""

import pytest

import kg
from kg.core.statements import statements


@pytest.mark.parametrize(
    ("sentence", "rows"),
    [
        ("The United States urged Eritrea to withdraw its forces.", {("urges", "Eritrea", "to withdraw its forces")}),
        ("Oman will ask Mali for help with the port.", {("will ask", "Mali", "for help with the port")}),
        ("Turkey accused Sweden of harbouring militants.", {("accuses", "Sweden", "of harbouring militants")}),
        (
            "Cuba urged Nicaragua and Venezuela to send aid.",
            {("urges", "Nicaragua", "to send aid"), ("urges", "Venezuela", "to send aid")},
        ),
        (
            "Israel demanded that Hamas release all hostages.",
            {("makes demands of", "Hamas", "to release all hostages")},
        ),
        ("Kenya told Chad not to send troops.", {("tells", "Chad", "not to send troops")}),
        ("Kenya asked Chad not to send troops.", {("asks", "Chad", "not to send troops")}),
        ("Mali was accused by Chad of shelling a village.", {("accuses", "Mali", "of shelling a village")}),
        ("Chad barred Niger from meeting on May 24 without notice.", {("bars", "Niger", "from meeting")}),
        (
            "Oman informed Mali that there is a crisis in Niger.",
            {("informs", "Mali", "that there is a crisis in Niger")},
        ),
        (
            "The United States appreciates Pakistan's efforts to advance the peace process.",
            {("appreciates the efforts of", "Pakistan", "to advance the peace process")},
        ),
        ("Chad and Mali agreed to share water.", {("reaches an agreement with", "Mali", "to share water")}),
        ("Russia and China discussed trade in Moscow.", {("holds talks with", "China", "on trade")}),
        ("Kenya condemned Uganda for closing the border.", {("condemns", "Uganda", "for closing the border")}),
        (
            "Cuban police arrested ten Panamanian nationals, accusing them of spying on ports.",
            {("accuse", "ten Panamanian nationals", "of spying on ports")},
        ),
        (
            "Oman urged all sides in Sudan to stop fighting.",
            {("urges", "all sides", "in Sudan to stop fighting")},
        ),
        (
            "Mr Putin informed Emmanuel Macron about steps taken by his government.",
            {("informs", "Emmanuel Macron", "about steps taken by his government")},
        ),
        (
            "Chad urged Mali to show its commitment not only in words, but also in deeds.",
            {("urges", "Mali", "to show its commitment")},
        ),
        ("Rallies were held across Peru.", {("demonstrates", "", "across Peru")}),
        ("Thousands demonstrated across Peru in cities such as Lima.", {("demonstrate", "", "across Peru")}),
    ],
)
def test_what_stands_behind_the_target_completes_the_row(sentence: str, rows: set[tuple[str, str, str]]) -> None:
    assert rows <= told(sentence)


@pytest.mark.parametrize(
    "sentence",
    [
        "Russia and China met in Oman.",  # nothing is told of it
        "The United States urged Eritrea, a neighbour of Ethiopia, to withdraw its forces.",  # it stands further off
        "Thousands demonstrated on Monday.",  # the day has a column of its own
        "Chad asked Kenya to help us.",  # who "us" is nobody can tell from a row
    ],
)
def test_what_stands_elsewhere_is_left_to_the_sentence(sentence: str) -> None:
    assert {detail for _, _, detail in told(sentence)} == {""}


def test_quotes_are_left_out() -> None:
    assert ("urges", "Mali", "to consider the application") in told('Chad urged Mali to "consider the application".')


def told(sentence: str) -> set[tuple[str, str, str]]:
    """Relation, target and what completes them, of all events of a sentence."""
    rows = [s for e in kg.extract([{"id": "a", "text": sentence, "date": "2024-05-17"}]) for s in statements(e)]
    return {(s.relation, s.target.name if s.target else "", s.detail) for s in rows}


def test_a_stump_is_left_out() -> None:
    assert {detail for _, _, detail in told("Iran and Turkey discussed ways of expanding trade.")} == {""}


def test_a_word_without_end_is_read_once() -> None:
    assert told(f"Thousands demonstrated in {'Aa' * 2000} against Peru.")  # and not in all ways to divide it
