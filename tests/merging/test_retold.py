"""News that come back to an act tell that act; two papers that each tell one as new, mostly two."""

import pytest

import kg
from kg.merging.evidence import evidence
from kg.merging.likeness import probability, ruled_out
from kg.merging.merge import clusters
from kg.merging.retold import particular, told_otherwise
from kg.merging.telling import tellings

FIRST, NEXT = "2023-05-16", "2023-05-17"


def graph(*texts, days=(FIRST, NEXT)):
    return kg.build([{"id": f"a{i}", "date": days[i], "text": text} for i, text in enumerate(texts)], merge=False)


def of(type_, *texts, days=(FIRST, NEXT)):
    return [t for t in tellings(graph(*texts, days=days).events(), {}) if str(t.event.type) == type_]


def acts(*texts, days=(FIRST, NEXT)):
    return [sorted(e.article for e in m.events) for m in clusters(graph(*texts, days=days).events(), {})]


NEWS = "Gunmen attacked a mosque in Fambita."
AGAIN = "Niger declared three days of mourning after the attack on a mosque in Fambita."


def test_a_verb_tells_news_and_a_noun_with_its_article_comes_back_to_them():
    news, back = of("ASSAULT", NEWS, AGAIN)
    assert (news.as_news, news.refers_back) == (True, False)
    assert (back.as_news, back.refers_back) == (False, True)


@pytest.mark.parametrize(
    ("text", "known"),
    [
        ("Niger mourned after Friday's attack on a mosque in Fambita.", True),
        ("Niger mourned after an attack on a mosque in Fambita.", False),
    ],
)
def test_what_is_known_has_an_article_or_an_owner(text, known):
    (told,) = of("ASSAULT", text)
    assert told.refers_back is known and not told.as_news


def test_what_is_told_with_something_else_is_no_news():
    (told,) = of("COERCE", "Protests broke out after police arrested Jane Doe in Harare.")
    assert not told.as_news


def test_two_strikes_told_as_news_share_nothing_particular():
    one, other = of("ASSAULT", "Russia shelled Kharkiv, killing two people.", "Russia shelled Kharkiv near a school.")
    found = evidence(one, other)
    assert found["both as news, nothing particular, recurs"] == 1
    assert acts("Russia shelled Kharkiv, killing two people.", "Russia shelled Kharkiv near a school.") == []


def test_a_number_that_few_acts_have_is_particular():
    one, other = of("COERCE", "India's navy arrested 23 pirates.", "India's navy captured 23 pirates off Yemen.")
    assert particular(one, other)
    few, again = of("COERCE", "India's navy arrested three pirates.", "India's navy captured three pirates off Yemen.")
    assert not particular(few, again)


def test_an_article_that_tells_something_else_by_the_way_tells_another_act():
    text = "Police arrested Jane Doe in Harare on Friday. Lawyers wept because officers detained Jane Doe."
    one, other = of("COERCE", text)
    assert told_otherwise(one, other) and probability(one, other) <= 0.5
    known = "Police arrested Jane Doe in Harare on Friday. Lawyers condemned the detention of Jane Doe."
    one, other = of("COERCE", known)
    assert not told_otherwise(one, other)


def test_news_of_two_towns_are_two():
    one, other = (
        "Gunmen shot four people in Reading, Pennsylvania.",
        "Gunmen shot four people in Melcroft, Pennsylvania.",
    )
    assert ruled_out(*of("ASSAULT", one, other, days=(FIRST, FIRST)))


def test_again_is_another_time():
    one, other = "Donald Trump called on Russia to leave Syria.", "Donald Trump again called on Russia to leave Syria."
    assert ruled_out(*of("REQUEST", one, other))
    assert not ruled_out(*of("REQUEST", one, one))


def test_who_is_appointed_is_not_somebody_else():
    one, other = "Donald Trump fired James Comey.", "Donald Trump fired Sally Yates."
    assert ruled_out(*tellings(graph(one, other).events(), {}))


def test_aggression_in_general_is_no_single_act():
    one, other = (
        "Countries stand against Russian aggression in Ukraine.",
        "Russian aggression in Ukraine hurts everyone.",
    )
    assert ruled_out(*of("ASSAULT", one, other, days=(FIRST, FIRST)))


def test_a_stance_is_told_by_every_paper():
    text = "The United States is committed to working with Kenya to advance peace."
    assert ruled_out(*tellings(graph(text, text.replace("peace", "trade")).events(), {}))
