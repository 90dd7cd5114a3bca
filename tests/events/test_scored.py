"""With a scorer in the judge's place: of each word the best is told of what the rules and the scorer say."""

from __future__ import annotations

from collections.abc import Callable, Sequence

import pytest

from kg import pipeline
from kg.core.event import Event
from kg.events.sight import TYPES, Opinion, SeenSentence

PLAIN = {"type": 1.0, "actor likely": 0.5, "recipient likely": 0.5, "by rule": 0.5}
Sides = tuple[str, list[str | None], list[str | None]]
Says = Callable[[str], tuple[str, float, dict[str, float], dict[str, float]] | None]


class Told:
    """A scorer that says of a word what it was told to: its type, how likely, and who is how likely on which side."""

    name = "told/1"

    def __init__(self, says: Says, least: float = 0.5) -> None:
        self.says, self.least = says, least
        weights = dict.fromkeys(WEIGHED, 0.0) | PLAIN | {"always": 0.0}
        self.weights = {"told": weights, "sure": dict(weights)}
        self.sentences: list[SeenSentence] = []

    def read(self, text: str, sentences: Sequence[SeenSentence]) -> list[list[Opinion]]:
        self.sentences += sentences
        return [[self._opinion(text, s, text[w.start : w.end]) for w in s.words] for s in sentences]

    def _opinion(self, text: str, sentence: SeenSentence, word: str) -> Opinion:
        said = self.says(word)
        type_, sure, actors, recipients = said or ("ASSAULT", 0.01, {}, {})
        sides = [tuple(side.get(text[p.start : p.end], 0.0) for p in sentence.parties) for side in (actors, recipients)]
        return Opinion(tuple(sure if str(t) == type_ else 0.01 for t in TYPES), *sides)


WEIGHED = (
    *("type", "judged", "judged, by rule", "by rule", "filled", "consumed", "mutual", "nobody"),
    *(f"{side} {what}" for side in ("actor", "recipient")
      for what in ("likely", "least likely", "not here", "none", "none, but likely")),
)  # fmt: skip


@pytest.fixture(scope="module")
def read() -> Callable[[str, Told], list[Event]]:
    nlp = pipeline.load()
    coder = nlp.get_pipe("kg_events").coder

    def events(text: str, scorer: Told) -> list[Event]:
        coder.scorer = scorer
        found: list[Event] = nlp(text)._.kg.events
        return found

    return events


def _sides(event: Event) -> Sides:
    return str(event.type), [p.id for p in event.actors], [p.id for p in event.recipients]


def test_what_rule_and_scorer_say_alike_is_told(read: Callable[[str, Told], list[Event]]) -> None:
    scorer = Told(lambda word: ("ASSAULT", 0.9, {"Iran": 0.9}, {"Israel": 0.9}) if word == "attacked" else None)
    (event,) = read("Iran attacked Israel.", scorer)
    assert _sides(event) == ("ASSAULT", ["IRN"], ["ISR"])
    assert event.extractor == "told/1"
    assert event.confidence > 0.8
    (sentence,) = scorer.sentences
    assert [w.by_rule for w in sentence.words] == [[2, 3]]  # what the rules say of Iran and of Israel


def test_what_the_scorer_finds_unlikely_is_not_told(read: Callable[[str, Told], list[Event]]) -> None:
    assert read("Iran attacked Israel.", Told(lambda word: None)) == []


def test_what_no_rule_tells_is_told_with_the_parties_that_the_scorer_sees(
    read: Callable[[str, Told], list[Event]],
) -> None:
    text = "An attack was what Iran had in store, it is said, for Israel, Jordan knew."
    says = {"attack": ("ASSAULT", 0.9, {"Iran": 0.8}, {"Israel": 0.7, "Jordan": 0.1})}
    (event,) = read(text, Told(says.get))
    assert _sides(event) == ("ASSAULT", ["IRN"], ["ISR"])
    assert (event.rule or "").startswith("judged")


def test_a_side_that_no_rule_gives_is_filled(read: Callable[[str, Told], list[Event]]) -> None:
    text = "Iran attacked on Monday, as was feared, and it was Israel that was hit."
    says = {"attacked": ("ASSAULT", 0.9, {"Iran": 0.9}, {"Israel": 0.9})}
    scorer = Told(says.get)
    for weights in scorer.weights.values():
        weights["recipient none, but likely"] = -2.0
    assert ("ASSAULT", ["IRN"], ["ISR"]) in map(_sides, read(text, scorer))


def test_who_is_named_by_a_rule_is_not_only_described(read: Callable[[str, Told], list[Event]]) -> None:
    says = {"attacked": ("ASSAULT", 0.9, {"gunmen": 0.95}, {"Israel": 0.9})}
    (event,) = read("Iran attacked Israel, where gunmen were waiting.", Told(says.get))
    assert _sides(event) == ("ASSAULT", ["IRN"], ["ISR"])


@pytest.mark.parametrize(("word", "type_", "told"), [("criticism", "ACCUSE", 1), ("shelling", "ASSAULT", 0)])
def test_of_nobody_less_is_asked_but_not_of_what_is_done_to_bodies(
    read: Callable[[str, Told], list[Event]], word: str, type_: str, told: int
) -> None:
    text = f"The minister left office, which led to wide {word} of Iran, it is said."
    assert len(read(text, Told({word: (type_, 0.42, {}, {"Iran": 0.6})}.get))) == told


@pytest.mark.parametrize(("type_", "told"), [("ACCUSE", 0), ("ASSAULT", 1)])
def test_what_only_a_scorer_tells_must_be_surer_where_it_is_no_deed(
    read: Callable[[str, Told], list[Event]], type_: str, told: int
) -> None:
    scorer = Told({"attack": (type_, 0.9, {"Iran": 0.8}, {"Israel": 0.7})}.get)
    scorer.weights["sure"]["always"] = -6.0
    assert len(read("An attack was what Iran had in store, it is said, for Israel.", scorer)) == told


def test_a_party_much_less_likely_than_another_is_on_no_side(read: Callable[[str, Told], list[Event]]) -> None:
    text = "An attack was what Iran had in store, it is said, for Israel, Jordan knew."
    says = {"attack": ("ASSAULT", 0.9, {"Iran": 0.9}, {"Israel": 0.95, "Jordan": 0.5})}
    (event,) = read(text, Told(says.get))
    assert _sides(event) == ("ASSAULT", ["IRN"], ["ISR"])


def test_what_a_rule_tells_as_none_of_the_types_stays_so(read: Callable[[str, Told], list[Event]]) -> None:
    (event,) = read("Finland joined NATO.", Told(lambda word: None))
    assert (str(event.type), event.evidence.trigger) == ("OTHER", "joined")
    (event,) = read("Finland joined NATO.", Told({"joined": ("SUPPORT", 0.9, {"Finland": 0.9}, {"NATO": 0.9})}.get))
    assert str(event.type) == "OTHER"  # the lexicon has the word, as none of the types


Judged = Callable[..., list[Sides]]


@pytest.fixture
def judged(read: Callable[[str, Told], list[Event]]) -> Judged:
    """The events that one word of a text tells if a scorer is sure that it is an act, between some."""

    def sides(text: str, word: str, type_: str, actor: str, recipient: str) -> list[Sides]:
        who, whom = ({name: 0.95} if name else {} for name in (actor, recipient))
        found = read(text, Told({word: (type_, 0.95, who, whom)}.get))
        return [_sides(event) for event in found if event.evidence.trigger == word]

    return sides


@pytest.mark.parametrize(
    ("text", "word", "type_", "actor", "recipient"),
    [
        ("Niger told Chad on Monday that the army would resume its march.", "told", "REQUEST", "Niger", "Chad"),
        ("Niger told Chad about the situation at home.", "told", "REQUEST", "Niger", "Chad"),
        ("Niger affirmed today that there is scope for trade with Chad.", "affirmed", "SUPPORT", "Niger", "Chad"),
        ("Niger was referring to the sanctions against Chad.", "sanctions", "SANCTION", "Niger", "Chad"),
        ("Niger spoke of sanctions on Chad, which it opposes.", "sanctions", "SANCTION", "Niger", "Chad"),
        ("Niger said on Monday that Chad had sent troops to Mali.", "said", "ACCUSE", "Niger", "Chad"),
        ("The talks followed the agreement that Niger and Chad signed in May.", "agreement", "AGREE", "Niger", "Chad"),
        ("The agreement was signed by Niger and Chad.", "agreement", "AGREE", "Niger", "Chad"),
        # Another does it than whom the scorer names.
        ("Niger freed three reporters working for Chad.", "working", "COOPERATE", "Niger", "Chad"),
        ("Niger vetoed sanctions that would restrict imports from Chad.", "restrict", "SANCTION", "Niger", "Chad"),
        ("Niger was reminded of Chad.", "reminded", "REQUEST", "Niger", "Chad"),
        ("Niger told Chad what it needs to know.", "told", "REQUEST", "Niger", "Chad"),
        ("Niger wrote to Chad on Monday.", "wrote", "ACCUSE", "Niger", "Chad"),
        # One side alone does nothing to anybody.
        ("Niger demanded a thorough cleaning of the hall.", "cleaning", "COERCE", "Niger", ""),
        ("Niger welcomed everybody to the hall.", "welcomed", "SUPPORT", "Niger", ""),
    ],
)
def test_what_is_only_said_or_spoken_of_or_done_by_another_is_no_act(
    judged: Judged, text: str, word: str, type_: str, actor: str, recipient: str
) -> None:
    assert judged(text, word, type_, actor, recipient) == []


@pytest.mark.parametrize(
    ("text", "word"),
    [
        ("Niger told Chad on Monday that it must pay for the damage.", "told"),
        ("Niger stressed that Chad pay for the damage.", "stressed"),
        ("Niger stressed that Chad has to pay for the damage.", "stressed"),
    ],
)
def test_who_is_told_what_he_must_do_is_asked_for_it(judged: Judged, text: str, word: str) -> None:
    assert judged(text, word, "REQUEST", "Niger", "Chad") == [("REQUEST", ["NER"], ["TCD"])]


def test_an_attack_that_is_spoken_of_took_place(judged: Judged) -> None:
    text = "Oman was referring to what it called the bombardment of Chad by Niger."
    assert ("ASSAULT", ["NER"], ["TCD"]) in judged(text, "bombardment", "ASSAULT", "Niger", "Chad")


def test_who_signs_for_somebody_does_not_sign_with_him(judged: Judged) -> None:
    text = "Sergei Shoigu signed for Moscow, and Oleksandr Kubrakov for Kyiv."
    assert judged(text, "signed", "SUPPORT", "Sergei Shoigu", "Moscow") == []  # and alone he signs nothing with anybody


def test_who_stands_in_the_clause_of_a_contrast_takes_no_part(judged: Judged) -> None:
    text = "Hezbollah applauded on Friday, while Israel described it as a mistake."
    found = judged(text, "applauded", "SUPPORT", "Hezbollah", "Israel")
    assert all(recipients == [] for _, _, recipients in found)


def test_one_who_is_only_described_is_who_did_it(judged: Judged) -> None:
    text = "The military rulers accused France of planning an attack."
    ((type_, actors, recipients),) = judged(text, "accused", "ACCUSE", "", "France")
    assert (type_, actors, recipients) == ("ACCUSE", [None], ["FRA"])


def test_who_issues_a_paper_does_what_it_says(judged: Judged) -> None:
    text = "Niger signed an executive order requiring Chad to pay."
    assert ("REQUEST", ["NER"], ["TCD"]) in judged(text, "requiring", "REQUEST", "Niger", "Chad")


def test_of_whose_killing_somebody_is_accused_is_not_accused(judged: Judged) -> None:
    text = "There were credible allegations linking Niger to the killing of Ana Li, a Chadian citizen who was shot."
    for victim in ("Ana Li", "who"):
        found = judged(text, "allegations", "ACCUSE", "", victim)
        assert all(recipients == [] for _, _, recipients in found)


def test_where_it_was_is_no_side(judged: Judged) -> None:
    ((_, actors, recipients),) = judged("Niger's leader met Ana Li in Chad.", "met", "CONSULT", "Niger", "Chad")
    assert "TCD" not in actors + recipients
    text = "Protests were held across Chad in May, it is said."
    assert all("TCD" not in recipients for _, _, recipients in judged(text, "Protests", "PROTEST", "", "Chad"))


def test_nobody_of_no_suspects_is_arrested(judged: Judged) -> None:
    assert judged("No suspects have been arrested.", "arrested", "COERCE", "", "") == []


def test_of_a_leader_and_his_state_the_likelier_is_told(read: Callable[[str, Told], list[Event]]) -> None:
    text = "An attack was what Vladimir Putin had in store, it is said, for Israel, Russia knew."
    says = {"attack": ("ASSAULT", 0.9, {"Vladimir Putin": 0.9, "Russia": 0.8}, {"Israel": 0.9})}
    (event,) = read(text, Told(says.get))
    assert _sides(event) == ("ASSAULT", ["vladimir-putin"], ["ISR"])


def test_those_whom_the_text_counts_up_are_all_told(read: Callable[[str, Told], list[Event]]) -> None:
    text = "An attack was what Russia and Vladimir Putin had in store, it is said, for Israel."
    says = {"attack": ("ASSAULT", 0.9, {"Vladimir Putin": 0.9, "Russia": 0.8}, {"Israel": 0.9})}
    (event,) = read(text, Told(says.get))
    assert _sides(event) == ("ASSAULT", ["RUS", "vladimir-putin"], ["ISR"])


def test_an_adjective_before_a_body_is_no_party_beside_it(read: Callable[[str, Told], list[Event]]) -> None:
    text = "A ban was what the German publishing house Axel Springer had in store for Israel."
    says = {"ban": ("SANCTION", 0.9, {"German": 0.9, "Axel Springer": 0.8}, {"Israel": 0.9})}
    (event,) = read(text, Told(says.get))
    assert _sides(event) == ("SANCTION", ["axel-springer"], ["ISR"])
