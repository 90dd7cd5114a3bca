"""Who is credited for what a text tells: each test states a rule of English, on sentences of our own."""

import datetime as dt

import pytest

from kg import pipeline
from kg.core.records import Article
from kg.language.annotations import of


@pytest.fixture(scope="module")
def source():
    """Whom the event of a trigger is credited to."""
    nlp = pipeline.shared()

    def run(text, trigger):
        doc = nlp.make_doc(text)
        of(doc).article = Article("a", text, date=dt.date(2026, 3, 4))
        found = [e for e in of(nlp(doc)).events if e.evidence.trigger == trigger]
        assert found, (trigger, [e.evidence.trigger for e in of(doc).events])
        return found[0].reported_by

    return run


@pytest.mark.parametrize(
    ("text", "trigger", "name"),
    [
        ("Sudan bombed a village in Chad, bank records show.", "bombed", "bank records"),
        ("The officer who shot the mayor of Bamako was not on duty, police said.", "shot", "Malian police"),
        ("Acts of war, Nauru said, are crimes, and Chad attacked Niger.", "attacked", None),
        ("A spokesman was told by police that Iran attacked Iraq.", "attacked", "police"),
        ("A video shows that Chad attacked Niger.", "attacked", "A video"),
        ("Sudan signed the treaty, Kenya's claim that Chad attacked Niger notwithstanding.", "attacked", "Kenya"),
        ("The minister added:\n\nChad attacked Niger and we will not forget it.", "attacked", "The minister"),
        ("“Chad attacked Niger. It was wrong.” ― Ana Lopez\n\nThe talks ended.", "attacked", "Ana Lopez"),
        ("MEDINA: Chad attacked Niger.\n\nLOPEZ: Indeed. Togo bombed Benin.", "bombed", "LOPEZ"),
        ("MEDINA: Chad attacked Niger.\n\nLOPEZ: Indeed. Togo bombed Benin.", "attacked", "MEDINA"),
    ],
)
def test_who_says_so(source, text, trigger, name):
    found = source(text, trigger)
    assert (found and found.name) == name


def test_a_paper_says_what_stands_in_it_and_not_that_it_was_filed(source):
    text = "According to a complaint filed by the Justice Department, Chad attacked Niger."
    assert source(text, "attacked").name == "a complaint" and source(text, "filed") is None
    assert source(text, "attacked").country == "USA"


def test_who_is_only_described_has_the_country_he_is_described_with(source):
    found = source("Chad attacked Niger, two visitors from Kenya said.", "attacked")
    assert (found.kind, found.name, found.country) == ("unnamed", "two visitors", "KEN")


def test_who_is_told_does_not_speak(source):
    found = source("Fiji has had words for Nauru, telling Ana Lopez that Chad attacked Niger.", "attacked")
    assert found.name == "Fiji"


@pytest.mark.parametrize("name", ["The mayor", "The OC"])
def test_who_spoke_last_goes_on_speaking(source, name):
    text = f"{name} said the town was calm. He said Chad attacked Niger on Monday."
    found = source(text, "attacked")
    assert (found.name, found.text, found.start) == (name, "He", text.index("He said"))


def test_what_stands_in_a_quotation_is_no_antecedent_of_who_speaks(source):
    found = source(
        'The spokesman said the town was calm. "A child died when Chad attacked Niger," he said.', "attacked"
    )
    assert found.name == "The spokesman"


def test_who_speaks_on_within_a_quotation_of_several_sentences(source):
    text = 'The spokesman said the town was calm. "A child died. All grieve. Chad attacked Niger," he said.'
    assert source(text, "attacked").name == "The spokesman"


def test_a_speaker_stops_where_a_question_begins(source):
    text = "MEDINA: Chad attacked Niger.\n\nQUESTION: Togo bombed Benin.\n\nMEDINA: Mali is calm."
    assert source(text, "attacked").name == "MEDINA"
    assert source(text, "bombed") is None


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Ana Lopez said, “It is over,” after Chad attacked Niger.", None),
        ("The envoy said the video suggests that Chad attacked Niger.", "The envoy"),
        ("The envoy said a UN report shows that Chad attacked Niger.", "a UN report"),
        ("Reuters reported that an internal memo showed that Chad attacked Niger.", "an internal memo"),
        ("Ana Lopez is a liar, coward and boaster who has said that Chad attacked Niger.", "Ana Lopez"),
        ("Togo is calm. The report describes a war in which it said Chad attacked Niger.", "The report"),
        ("Chad attacked Niger, a person familiar with the matter said on Monday.", "a person"),
        ("State media quoted the minister as saying that Chad attacked Niger.", "the minister"),
        ("Kenya's spy agency warns that Chad plans to attack Togo, saying Chad attacked Niger.", "Kenya's spy agency"),
        ("“Chad attacked Niger in two ways: disregard of the treaty,” reiterated the minister.", "the minister"),
        ("MEDINA: Chad is calm.\n\nQUESTION: Chad attacked Niger?\n\nLOPEZ: Indeed, madam.", None),
        ('Medina fell silent.\n\n"They saw a town that was hit as Chad attacked Niger.\n\nObama said no.', None),
    ],
)
def test_whoever_says_it(source, text, name):
    found = source(text, "attacked")
    assert (found and found.name) == name


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("The mayor said it was calm. He spoke of rain, he said. He said Chad attacked Niger.", "The mayor"),
        ("She said it was late. Ana Lopez said she was ill, though she did say Chad attacked Niger.", "Ana"),
        ("The mayor said it was calm. I saw many of them flee. Chad attacked Niger, he said.", "The mayor"),
        ("Obama met Director Chen Mei-hsiu. Chen Mei-hsiu said it rained. She said Chad attacked Niger.", "Chen"),
        (
            "Ali Bongo, District Revenue Officer (DRO), was there. The DRO said so. He said Chad attacked Niger.",
            "District",
        ),
        (
            "Obama arrived. Speaking in Bamako, the mayor turned on his rivals. He said Chad attacked Niger.",
            "the mayor",
        ),
    ],
)
def test_who_speaks_on_over_several_sentences(source, text, name):
    assert source(text, "attacked").name.startswith(name)


def test_a_label_is_no_label_alone(source):
    assert source("UPDATE: Chad attacked Niger.", "attacked") is None
