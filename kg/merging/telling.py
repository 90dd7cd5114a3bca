"""An event as merging sees it: its parties under the ids that stand for them, the words, names and numbers told."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from itertools import groupby

from kg.core.dyads import SYMMETRIC, is_mutual
from kg.core.event import Event, Participant
from kg.core.in_sentence import words_before, words_behind
from kg.core.plover import EventType, Status
from kg.merging.words import EMPTY, NUMBERS, before, behind, listed, root, runs_of_three, words_in, words_of

_PEOPLE, _CLAUSES, _KNOWN, _BESIDES = (listed(name) for name in ("people", "clauses", "known", "besides"))

#: What is said to have been, or not to have been.
FACT = frozenset({Status.ASSERTED, Status.HISTORICAL, Status.DENIED})

#: Acts of which what was said, promised or done together tells one from another; of a meeting much is told.
SAYING = frozenset(
    EventType[name]
    for name in ("ACCUSE", "AGREE", "AID", "CONCEDE", "COOPERATE", "REJECT", "REQUEST", "SUPPORT", "THREATEN")
)

_NAMED = frozenset({"country", "person", "place"})  # kinds of parties that are known by name, not by what they are
_NAME = re.compile(r"(?<!^)(?<![.:“\"] )\b[A-Z][^\W\d_]+")
_FIGURE = re.compile(r"\d+(?:,\d{3})+|\d+|[^\W\d_]+")
_YEAR = re.compile(r"(19|20)..")
_YEARS = re.compile(r"\b(?:1[5-9]|20)\d\d(?:s\b)?(?![\d,.]*\d|%)")
_OF_SOMEBODY = re.compile(r"(?:['’]s|[a-z]s['’]) (?:\S+ ){0,2}$")
_CLAUSE, _NOUN, _NEXT = 12, 4, 6  # words before a verb, before a noun, and beside either that belong to it
_BEHIND = 3  # words after a trigger among which "also" still belongs to it
_FOLLOWING = 20  # words after a trigger that may tell what it is about


@dataclass(slots=True)
class Telling:
    """A report of an act.

    Attributes:
        event: The event.
        actors: Ids of the named ones; of a mutual act all parties.
        recipients: Likewise.
        described: The heads of the descriptions of those who have no name of their own, on either side.
        countries: Of all parties.
        called: The roots of the words by which the named parties on either side are called.
        words: The roots of the words that tell something, without the named parties'.
        names: Of others than the parties.
        numbers: All but years.
        counted: For each thing that is counted, how many; of people who suffered see the casualties.
        stem: The root of the trigger.
        triples: Runs of three words.
        about: Of these words and of the names those that follow the trigger: what is said, promised, demanded.
        as_news: Whether the act is told by a verb, and in no clause that something else is told with.
        refers_back: Whether it is told by a noun, as one that is known: "the attack", "his resignation".
        beside: The roots of the words right beside the trigger, and
        topic: of those of the theme; without the named parties'.
        years: Those that the sentence names with the act, and decades.
        story: All words and names of the reports of its article; of a report by itself its own.
        occasion: Of what is said: the meeting, told before it in its article, at which its speaker says it; of a
            meeting without a day: what its article tells of it before, with a day.
    """

    event: Event
    actors: frozenset[str]
    recipients: frozenset[str]
    described: tuple[frozenset[str], frozenset[str]]
    countries: frozenset[str]
    called: tuple[frozenset[str], frozenset[str]]
    words: frozenset[str]
    names: frozenset[str]
    numbers: frozenset[str]
    counted: dict[str, frozenset[str]]
    stem: str
    triples: frozenset[tuple[str, ...]]
    about: frozenset[str]
    as_news: bool = False
    refers_back: bool = False
    beside: frozenset[str] = frozenset()
    topic: frozenset[str] = frozenset()
    years: frozenset[str] = frozenset()
    story: frozenset[str] = frozenset()
    occasion: Telling | None = None

    def __post_init__(self) -> None:
        self.story = self.story or self.said

    @classmethod
    def of(cls, event: Event, stands_for: Mapping[str, str]) -> Telling:
        """The event with its participants under the ids that stand for them."""
        both = (event.actors, event.recipients)
        # "A jail in Bosaso" is Somalia's: what was hit may be told as its country, and as what it is.
        ids = [[p.stands_as for p in side] for side in both]
        sides = [frozenset(stands_for.get(id_, id_) for id_ in side if id_ is not None) for side in ids]
        # "pirates" may be "Somali pirates", a group that is known.
        described = [frozenset(_head(p) for p in side if p.kind not in _NAMED) for side in both]
        if event.type in SYMMETRIC and (event.recipients or is_mutual(event)):
            sides, described = [sides[0] | sides[1], frozenset()], [described[0] | described[1], frozenset()]
        people = (*event.actors, *event.recipients)
        called = [frozenset(w for p in side if p.named for w in words_of(f"{p.text} {p.name}")) for side in both]
        named = called[0] | called[1]
        sentence = event.evidence.sentence
        names = {m.lower() for m in _NAME.findall(sentence)}
        figures = _figures(sentence)
        return cls(
            event,
            sides[0],
            sides[1],
            (described[0], described[1]),
            frozenset(p.country for p in people if p.country),
            (called[0], called[1]),
            frozenset(words_of(sentence) - named),
            frozenset({root(n) for n in names - EMPTY} - named),
            frozenset(number for number, _ in figures),
            _counted(figures),
            root(event.evidence.trigger.lower().split()[0]) if event.evidence.trigger.strip() else "",
            runs_of_three(sentence),
            _following(event) - named,
            _as_news(event),
            _refers_back(event),
            _beside(event) - named,
            frozenset(words_of(event.theme or "")) - named - words_of(event.evidence.trigger),
            frozenset(_YEARS.findall(_main(event))),
        )

    @property
    def amounts(self) -> frozenset[str]:
        """The numbers that are no toll, which papers correct while the act stays the same."""
        return self.numbers - {str(number) for loss in self.event.casualties for number in (loss.low, loss.high)}

    @property
    def said(self) -> frozenset[str]:
        """The words, names and parties."""
        return self.words | self.names | self.actors | self.recipients

    @property
    def company(self) -> frozenset[str]:
        """The countries of the states and persons that take part; of who serves none, himself."""
        people = (*self.event.actors, *self.event.recipients)
        return frozenset(p.country or p.id or "" for p in people if p.named and p.kind in ("person", "country"))

    @property
    def besides(self) -> bool:
        """Whether it is told as another act beside one before: "additionally", "also"."""
        evidence = self.event.evidence
        at = evidence.trigger_end - evidence.start
        before, behind = map(words_in, (evidence.sentence[:at], evidence.sentence[at:]))
        return not _BESIDES.isdisjoint(before + behind[:_BEHIND])

    @property
    def acts(self) -> frozenset[str]:
        """What is done by or to whom, and between whom: of what is told day by day many have it."""
        kind, parties = self.event.type, self.actors | self.recipients
        alone = {f"{party}|{kind}" for party in parties} if len(parties) == 1 else set()
        return frozenset(alone | {f"{one}>{other}|{kind}" for one in parties for other in parties if one < other})

    @property
    def tolls(self) -> frozenset[str]:
        """What it cost: "killed 12"."""
        return frozenset(f"{loss.kind} {loss.low}" for loss in self.event.casualties)

    @property
    def all(self) -> frozenset[str]:
        """All that others may share with it."""
        return self.said | self.acts | self.tolls | {f"#{number}" for number in self.numbers}

    @property
    def claim(self) -> str:
        """What status it has, as far as that tells one act from another."""
        if self.event.status in FACT:
            return "is"
        return "will" if self.event.status is Status.PLANNED else "may"


def tellings(events: Iterable[Event], stands_for: Mapping[str, str]) -> Iterator[Telling]:
    """The reports of articles that stand one after the other, each with the story of its article.

    Without a day nothing says that two acts are one: what is not dated is left out.
    """
    dated = (event for event in events if event.published is not None)
    for _, of_article in groupby(dated, key=lambda event: event.article):
        told = [Telling.of(event, stands_for) for event in of_article]
        story = frozenset().union(*(telling.said for telling in told))
        for telling in told:
            telling.story = story
            telling.occasion = _occasion(telling, told)
            yield telling


def _occasion(telling: Telling, told: Iterable[Telling]) -> Telling | None:
    """The last meeting that its article tells before it, with a day, with its speaker, or of the same company."""
    meeting = telling.event.type is EventType.CONSULT
    if not (meeting and telling.event.date is None) and telling.event.type not in SAYING:
        return None
    at = telling.event.evidence.trigger_start
    before = [
        met
        for met in told
        if met.event.type is EventType.CONSULT
        and met.claim == "is"
        and met.event.date is not None
        and met.event.evidence.trigger_start < at
        and (met.actors == telling.actors if meeting else met.actors & telling.actors and len(met.company) > 1)
    ]
    return max(before, key=lambda met: met.event.evidence.trigger_start, default=None)


def in_order(a: Telling, b: Telling) -> tuple[Telling, Telling]:
    """The report that comes first, and the later one."""
    one, other = sorted((a, b), key=_order)
    return one, other


def _order(telling: Telling) -> tuple[str, str, int]:
    return str(telling.event.published), telling.event.article, telling.event.evidence.trigger_start


def _by_noun(event: Event) -> bool:
    return "noun:" in (event.rule or "")


def _as_news(event: Event) -> bool:
    """Whether it is told by a verb, and in no clause that something else is told with: "after", "who was"."""
    clause = re.split(r"[;:]", words_before(event, event.evidence.trigger_start))[-1]
    return not _by_noun(event) and _CLAUSES.isdisjoint(words_in(clause)[-_CLAUSE:])


def _refers_back(event: Event) -> bool:
    """Whether it is told by a noun, as one that is known: "the attack", "Friday's arrest", "his resignation"."""
    whose = _OF_SOMEBODY.search(words_before(event, event.evidence.trigger_start)) is not None
    return _by_noun(event) and (whose or not _KNOWN.isdisjoint(before(event, _NOUN)))


def _beside(event: Event) -> frozenset[str]:
    """The words that tell something right beside the trigger."""
    words = before(event, _NEXT) + behind(event, _NEXT)
    return frozenset(words_of(" ".join(words)) - words_of(event.evidence.trigger))


def _following(event: Event) -> frozenset[str]:
    """The words that tell something after the trigger, as far as they may belong to it."""
    rest = re.split(r"[;:]", words_behind(event))[0]
    return frozenset(words_of(" ".join(words_in(rest)[:_FOLLOWING])))


def _main(event: Event) -> str:
    """The sentence without what follows the trigger in another clause: "a truce to end the war that began in 1950"."""
    evidence = event.evidence
    at = evidence.trigger_end - evidence.start
    return evidence.sentence[:at] + re.split(r"[;:]|\b(?:that|which|who|when|where)\b", evidence.sentence[at:])[0]


def _head(party: Participant) -> str:
    """The last word of a description before what follows it: "pirates" of "Somali pirates off the coast"."""
    before = re.split(r" (?:of|from|in|on|at|who|with|off|near|that)\b|,", party.text)[0]
    words = words_in(before) or [""]
    return root(words[-1])


def _figures(sentence: str) -> list[tuple[str, str]]:
    """The numbers of a sentence, years left out, each with the word after it that tells what is counted."""
    words = _FIGURE.findall(sentence.replace("-", " "))
    found = []
    for i, word in enumerate(words):
        low = word.lower().replace(",", "")
        number = NUMBERS.get(low, low)
        if number.isdigit() and not _YEAR.fullmatch(number):
            following = [w.lower() for w in words[i + 1 : i + 5]]
            things = [w for w in following if w not in EMPTY and w not in NUMBERS and not w.isdigit()]
            # Of "five short-range missiles" the missiles are counted; of "one oil terminal" who can tell?
            counted = dict.fromkeys([*things[:1], *[w for w in things if w.endswith("s")][:1]])
            found += [(number, thing) for thing in counted or [""]]
    return found


def _counted(figures: Iterable[tuple[str, str]]) -> dict[str, frozenset[str]]:
    found: dict[str, set[str]] = {}
    for number, thing in figures:
        if thing and thing not in _PEOPLE:
            found.setdefault(root(thing), set()).add(number)
    return {thing: frozenset(numbers) for thing, numbers in found.items()}
