"""Where it happened: each test states a rule of English, on sentences of our own."""

from __future__ import annotations

from collections.abc import Callable

import pytest
import spacy
from spacy.tokens import Doc

from kg import pipeline
from kg.core.event import Place
from kg.core.plover import EventType
from kg.core.records import Entity, Mention
from kg.events.place import event_place
from kg.language.annotations import of

BLANK = spacy.blank("en")
GENEVA = Entity("geneva", "Geneva", "place", "CHE")
RUSSIA = Entity("RUS", "Russia", "country", "RUS")
NOWHERE = Entity("xyzzy-base", "Xyzzy Base", "place")


class Towns:
    """A knowledge base of two places."""

    def place(self, name: str, country: str | None = None) -> Place | None:
        known = {"Geneva": Place("Geneva", "CHE", 46.2, 6.1), "Russia": Place("Russia", "RUS", 60.0, 100.0)}
        found = known.get(name)
        return found if found and country in {None, found.country} else None


def parsed(words: list[str], tags: list[str], heads: list[int], deps: list[str]) -> Doc:
    pos = {"N": "NOUN", "V": "VERB", "I": "ADP", "D": "DET", "J": "ADJ"}
    return Doc(
        BLANK.vocab, words=words, tags=tags, heads=heads, deps=deps, lemmas=[w.lower() for w in words],
        pos=["PROPN" if t == "NNP" else pos.get(t[0], "X") for t in tags],
    )  # fmt: skip


def at(doc: Doc, entity: Entity, text: str, form: str = "place") -> Mention:
    start = doc.text.index(text)
    return Mention(entity, text, start, start + len(text), form)


@pytest.mark.parametrize(
    ("heads", "deps"),
    [
        ([1, 1, 3, 1], ["nsubj", "ROOT", "case", "obl"]),
        ([1, 1, 1, 2], ["nsubj", "ROOT", "prep", "pobj"]),
    ],
)
def test_a_phrase_of_place_in_both_label_schemes(heads: list[int], deps: list[str]) -> None:
    doc = parsed(["They", "met", "in", "Geneva"], ["PRP", "VBD", "IN", "NNP"], heads, deps)
    found = event_place(doc[1], [at(doc, GENEVA, "Geneva")], Towns())  # type: ignore[arg-type]
    assert found == Place("Geneva", "CHE", 46.2, 6.1)


def test_a_place_that_is_not_known_has_the_country_that_the_text_gives() -> None:
    doc = parsed(
        ["They", "met", "at", "Xyzzy", "Base", "in", "Russia"],
        ["PRP", "VBD", "IN", "NNP", "NNP", "IN", "NNP"],
        [1, 1, 4, 4, 1, 6, 4],
        ["nsubj", "ROOT", "case", "compound", "obl", "case", "nmod"],
    )
    mentions = [at(doc, NOWHERE, "Xyzzy Base"), at(doc, RUSSIA, "Russia", "name")]
    assert event_place(doc[1], mentions, Towns()) == Place("Xyzzy Base", "RUS")  # type: ignore[arg-type]


def test_no_mention_no_place() -> None:
    doc = parsed(["They", "met"], ["PRP", "VBD"], [1, 1], ["nsubj", "ROOT"])
    assert event_place(doc[1], [], Towns()) is None  # type: ignore[arg-type]


@pytest.fixture(scope="module")
def where() -> Callable[[str, str], Place | None]:
    nlp = pipeline.shared()

    def ask(text: str, trigger: str) -> Place | None:
        doc = nlp(text)
        return event_place(next(t for t in doc if t.text == trigger), of(doc).mentions)

    return ask


@pytest.mark.parametrize(
    ("text", "trigger", "name", "country"),
    [
        ("Russia and China held talks in Geneva.", "held", "Geneva", "CHE"),
        ("Russia and China held talks in Geneva.", "talks", "Geneva", "CHE"),
        ("Kim met Putin at the Vostochny Cosmodrome in eastern Russia.", "met", "Vostochny Cosmodrome", "RUS"),
        ("The leaders discussed trade in a meeting in Cairo.", "discussed", "Cairo", "EGY"),
        ("Russia shelled Kharkiv.", "shelled", "Kharkiv", "UKR"),
        ("Russia shelled Kyiv.", "shelled", "Kyiv", "UKR"),
        ("An attack on Mariupol killed ten people.", "attack", "Mariupol", "UKR"),
        ("Gunmen killed five soldiers near Maiduguri.", "killed", "Maiduguri", "NGA"),
        ("North Korea fired two missiles into the Sea of Japan.", "fired", "Sea of Japan", None),
        ("Blinken will travel to Jakarta on Friday.", "travel", "Jakarta", "IDN"),
        ("Macron visited Moscow.", "visited", "Moscow", "RUS"),
        ("The summit in Vilnius ended on Friday.", "summit", "Vilnius", "LTU"),
    ],
)
def test_where_an_act_took_place(
    where: Callable[[str, str], Place | None], text: str, trigger: str, name: str, country: str | None
) -> None:
    found = where(text, trigger)
    assert found is not None
    assert (found.name, found.country) == (name, country)
    assert found.lat is not None and found.lon is not None


def test_the_middle_of_a_country_is_not_where_an_act_took_place(where: Callable[[str, str], Place | None]) -> None:
    assert where("Thousands protested in Russia.", "protested") == Place("Russia", "RUS", kind="country")


@pytest.mark.parametrize(
    ("text", "trigger", "name", "region"),
    [
        ("Police in London, Kentucky, arrested two men.", "arrested", "London", "Kentucky"),
        ("Gunmen killed two people in Springfield, Ill.", "killed", "Springfield", "Illinois"),
        ("Rebels captured the town of Xyzzyville in North Kivu, Congo.", "captured", "Xyzzyville", "North Kivu"),
        ("In Iraq, gunmen attacked a base in Mosul.", "attacked", "Mosul", "Ninawa"),
        ("The army stormed Nablus, in the West Bank.", "stormed", "Nablus", "West Bank"),
    ],
)
def test_the_narrowest_place_and_its_region(
    where: Callable[[str, str], Place | None], text: str, trigger: str, name: str, region: str
) -> None:
    found = where(text, trigger)
    assert found is not None
    assert (found.name, found.region) == (name, region)


@pytest.mark.parametrize(
    ("text", "trigger", "name"),
    [
        ("Russia closed the consulate in St. Petersburg.", "closed", "St. Petersburg"),
        ("The foreign ministers of France and Italy met in Brussels.", "met", "Brussels"),
        ("Macron travelled to Cairo, where he met Sisi.", "met", "Cairo"),
        ("Protesters marched through Gothenburg.", "marched", "Gothenburg"),
        ("The ministers closed the summit held in Geneva.", "summit", "Geneva"),
        ("An explosion that targeted a funeral in Mosul killed five people.", "explosion", "Mosul"),
        ("A bomber attacked a NATO convoy in Mosul.", "attacked", "Mosul"),
        ("Two Malian diplomats were expelled from an embassy in Paris.", "expelled", "Paris"),
    ],
)
def test_where_a_phrase_of_place_stands_by(
    where: Callable[[str, str], Place | None], text: str, trigger: str, name: str
) -> None:
    found = where(text, trigger)
    assert found is not None and found.name == name


def test_the_country_of_an_adjective_before_what_lies_in_it(where: Callable[[str, str], Place | None]) -> None:
    found = where("Thousands protested in the German city of Hanover.", "protested")
    assert found is not None and found.country == "DEU"
    at_sea = where("A boat was hijacked in Philippine waters.", "hijacked")
    assert at_sea == Place("Philippines", "PHL", kind="country")
    embassy = where("Gunmen attacked the Russian embassy in Damascus.", "attacked")
    assert embassy is not None and embassy.country == "SYR"


@pytest.mark.parametrize(
    ("text", "trigger", "name"),
    [
        ("A bomber killed five people in an attack on a police post near Mogadishu's port.", "killed", "Mogadishu"),
        ("Four people were killed in an airstrike on Kharkiv.", "killed", "Kharkiv"),
        ("Six men were killed in a U.S. missile strike on a boat in the Caribbean Sea.", "killed", "Caribbean Sea"),
        ("A car exploded, killing three people in Bamako.", "killing", "Bamako"),
        ("Deputies in Plymouth County, Iowa, arrested two men.", "arrested", "Plymouth County"),
    ],
)
def test_the_scene_of_an_act_of_force(text: str, trigger: str, name: str) -> None:
    doc = pipeline.shared()(text)
    word = next(t for t in doc if t.text == trigger)
    found = event_place(word, of(doc).mentions, type_=EventType.ASSAULT)
    assert found is not None and found.name == name


@pytest.mark.parametrize(
    ("text", "trigger"),
    [
        ("Protesters marched in Rome over the arrest of two sailors.", "arrest"),
        ("A man who was arrested in March spoke in Nairobi.", "arrested"),
        ("The minister said in Paris that rebels had killed ten villagers.", "killed"),
    ],
)
def test_what_is_no_scene_of_it(text: str, trigger: str) -> None:
    doc = pipeline.shared()(text)
    word = next(t for t in doc if t.text == trigger)
    assert event_place(word, of(doc).mentions, type_=EventType.ASSAULT) is None


@pytest.mark.parametrize(
    ("text", "trigger"),
    [
        ("The ministers discussed the crisis in Syria.", "discussed"),
        ("France condemned the attack in Kabul.", "condemned"),
        ("Russia imposed sanctions on Japan.", "imposed"),
        ("They met on Friday.", "met"),
        ("Hours before the summit of Russia and China, Japan launched a rocket into the sea near Geneva.", "summit"),
    ],
)
def test_a_place_that_is_only_spoken_of(where: Callable[[str, str], Place | None], text: str, trigger: str) -> None:
    assert where(text, trigger) is None
