"""What an act cost: sentences of our own, read with the shipped weights."""

from __future__ import annotations

import pytest
from spacy.language import Language
from spacy.tokens import Doc, Token

from kg import pipeline
from kg.events.casualties import Found, allotted, carry


@pytest.fixture(scope="module")
def nlp() -> Language:
    return pipeline.load(components=[])


def told(found: list[Found]) -> str:
    """The losses in short: "killed 5, injured 12"."""
    rows = [f"{'all ' * f.total}{f.kind} {f.low}" + (f"-{f.high}" if f.high != f.low else "") for f in found]
    return ", ".join(rows)


def losses(trigger: Token) -> list[Found]:
    """What an act alone cost."""
    return allotted([trigger], trigger.doc)[trigger.i]


def word(doc: Doc, text: str) -> Token:
    return next(t for t in doc if t.text == text)


# sentence, trigger, what it cost
SENTENCES = [
    # who is lost: passives
    ("Twelve people were killed in the raid.", "killed", "killed 12"),
    ("Twelve people were killed in the raid.", "raid", "killed 12"),
    ("Rebels killed two police officers, a journalist and a doctor in Gao.", "killed", "killed 4"),
    ("Rebels killed three people, two officers and a guard, in Gao.", "killed", "killed 3"),
    ("At least 12 people were killed and 40 injured in an airstrike.", "airstrike", "killed 12, injured 40"),
    ("One guard was killed and three others were wounded in the clash.", "clash", "killed 1, injured 3"),
    ("A soldier was shot dead by gunmen.", "shot", "killed 1"),
    ("Two soldiers and a civilian were killed by a mine.", "killed", "killed 3"),
    ("A shepherd was killed and another injured when a mine exploded.", "exploded", "killed 1, injured 1"),
    ("A trader was hacked to death by the militia.", "hacked", "killed 1"),
    ("Six guards were gunned down near the depot.", "gunned", "killed 6"),
    # objects
    ("A bomb exploded in Kabul, killing five and injuring 12 others.", "exploded", "killed 5, injured 12"),
    ("A bomb exploded in Kabul, killing five and injuring 12 others.", "killing", "killed 5, injured 12"),
    ("The blast left six dead and nine wounded.", "blast", "killed 6, injured 9"),
    ("The blast left six dead and nine wounded.", "left", "killed 6, injured 9"),
    ("Gunmen stormed a mosque, leaving 12 people dead.", "stormed", "killed 12"),
    ("The strike killed 15 people, including three children.", "strike", "killed 15"),
    ("The shell killed a couple and their son.", "killed", "killed 3"),
    ("Rebels shot dead three policemen.", "shot", "killed 3"),
    ("Raiders attacked a convoy and killed 11 drivers.", "attacked", "killed 11"),
    ("A suicide attack that killed 17 worshippers was condemned.", "attack", "killed 17"),
    ("The army launched an offensive that killed 60 fighters.", "offensive", "killed 60"),
    ("The bombing of a hospital that killed 42 people was a mistake.", "bombing", "killed 42"),
    # of a headline
    ("Car bomb kills 12 people, wounds 40", "kills", "killed 12, injured 40"),
    ("12 killed, 40 injured in Baghdad blast", "blast", "killed 12, injured 40"),
    ("Nine dead in Mogadishu hotel attack", "attack", "killed 9"),
    # intransitives
    ("Twenty-three people died in the bombing.", "bombing", "killed 23"),
    ("Three miners died after the riot.", "riot", "killed 3"),
    ("Two pilots lost their lives in the attack.", "attack", "killed 2"),
    ("Eight villagers sustained injuries in the shelling.", "shelling", "injured 8"),
    ("A guard suffered bullet wounds in the shooting.", "shooting", "injured 1"),
    # nominal
    ("The death toll from the blast rose to 49.", "blast", "killed 49"),
    ("The attack claimed the lives of 11 people.", "attack", "killed 11"),
    ("The clashes claimed 30 lives.", "clashes", "killed 30"),
    ("The airstrike caused 12 deaths.", "airstrike", "killed 12"),
    ("The fatal shooting of a trader shocked Oslo.", "shooting", "killed 1"),
    ("Shells killed 30 people in Gao, where six children died of hunger.", "killed", "killed 30"),
    ("The shelling resulted in 40 fatalities.", "shelling", "killed 40"),
    ("The murder of two aid workers shocked the town.", "murder", "killed 2"),
    ("The killing of a general angered Tehran.", "killing", "killed 1"),
    # how many
    ("At least 30 people were hurt in the riot.", "riot", "injured 30"),
    ("More than 40 people were killed in the strike.", "killed", "killed 40"),
    ("Up to 20 people were killed in the strike.", "killed", "killed 1-20"),
    ("Between 5 and 7 people died in the strike.", "died", "killed 5-7"),
    ("The shelling wounded 40 to 50 people.", "wounded", "injured 40-50"),
    ("Dozens of people were wounded in the stampede.", "wounded", "injured 24-99"),
    ("Scores of rebels were killed.", "killed", "killed 40-199"),
    ("Hundreds of people were killed in the fighting.", "fighting", "killed 200-999"),
    ("Several police officers were injured in the protest.", "injured", "injured 3-9"),
    ("Two dozen fighters were killed in the ambush.", "ambush", "killed 24"),
    ("The raid killed a family of five.", "raid", "killed 5"),
    ("Gao sees five bomb blasts with 54 dead and 143 wounded.", "blasts", "killed 54, injured 143"),
    ("The death toll from the bombings rises to 38 with 155 injured.", "bombings", "killed 38, injured 155"),
    ("Nine people are killed and dozens of others injured by a raid.", "killed", "killed 9, injured 24-99"),
    ("Hundreds of arrests were reported in Oran.", "arrests", "detained 200-999"),
    ("Protesters stormed a court, resulting in 41 injuries.", "stormed", "injured 41"),
    ("Rebels shelled Gao, killing 25 people and injuring 40, including 16 inmates killed in a blast.", "shelled",
     "killed 25, injured 40"),
    ("A clerk, two of his guards and a driver were killed in the raid.", "killed", "killed 4"),
    ("Ten people, two of them children, were killed in the raid.", "killed", "killed 10"),
    ("Police intercept and detain 58 refugees.", "intercept", "detained 58"),
    ("Bakers marched in Oran on the anniversary of the death of a student.", "marched", ""),
    ("Militants abducted a group of 14 farmers.", "abducted", "detained 14"),
    ("A hundred and twenty people were killed.", "killed", "killed 120"),
    ("A 24-year-old man was killed in the clash.", "clash", "killed 1"),
    ("The 41-member patrol was attacked and two constables were killed.", "killed", "killed 2"),
    # nobody, or nobody yet
    ("No one was killed in the attack.", "attack", ""),
    ("Nobody was hurt in the explosion.", "explosion", ""),
    ("No casualties were reported after the strike.", "strike", ""),
    ("The attack did not kill 12 people.", "attack", ""),
    ("The rebels threatened to kill 10 hostages.", "kill", ""),
    ("Such a strike could kill 500 people.", "kill", ""),
    ("Militants were killed in the raid.", "killed", ""),
    ("The strike killed the deal.", "killed", ""),
    ("The flood killed 200 goats.", "killed", ""),
    # detained, displaced, missing
    ("Fifteen people were arrested after a riot in which three died.", "arrested", "detained 15"),
    ("Fifteen people were arrested after a riot in which three died.", "riot", "killed 3"),
    ("Police arrested 15 men after a riot in which three died.", "arrested", "detained 15"),
    ("Police detained dozens of protesters.", "detained", "detained 24-99"),
    ("The arrest of three activists was criticised.", "arrest", "detained 3"),
    ("Police killed two robbers and arrested three others.", "killed", "killed 2"),
    ("Police killed two robbers and arrested three others.", "arrested", "detained 3"),
    ("Gunmen kidnapped more than 20 schoolgirls.", "kidnapped", "detained 20"),
    ("The fighting forced 2,000 families from their homes.", "fighting", "displaced 2000"),
    ("Hundreds of thousands of people were displaced by the war.", "war", "displaced 200000-999999"),
    ("The attack left 14 people missing.", "attack", "missing 14"),
    # of a longer time
    ("More than 5,000 people have been killed since 2014.", "killed", "all killed 5000"),
    ("The war has killed 90,000 people in the past year.", "war", "all killed 90000"),
    ("A bomb killed four people, bringing the death toll to 130.", "killed", "killed 4"),
    # two acts in one sentence
    ("Israel killed five fighters, and Hamas wounded two soldiers.", "killed", "killed 5"),
    ("Israel killed five fighters, and Hamas wounded two soldiers.", "wounded", "injured 2"),
    ("Ministers condemned an attack that killed 12 people.", "condemned", ""),
    ("Police said that 12 people were killed.", "said", ""),
]  # fmt: skip


@pytest.mark.parametrize(("text", "trigger", "expected"), SENTENCES)
def test_what_an_act_cost(nlp: Language, text: str, trigger: str, expected: str) -> None:
    doc = nlp(text)
    assert told(losses(word(doc, trigger))) == expected


@pytest.mark.parametrize(
    ("text", "trigger", "words"),
    [
        ("At least 12 people were killed.", "killed", "At least 12"),
        ("Two soldiers and a civilian were killed.", "killed", "Two soldiers and a civilian"),
        ("Four troops and two guards were killed.", "killed", "Four troops and two guards"),
        ("A mine killed a farmer on Monday.", "killed", "a farmer"),
        ("The fighting forced 2,000 families from their homes.", "forced", "2,000 families"),
        ("Between 5 and 7 people died.", "died", "Between 5 and 7"),
    ],
)
def test_the_words_stand_where_it_says(nlp: Language, text: str, trigger: str, words: str) -> None:
    doc = nlp(text)
    (found,) = losses(word(doc, trigger))
    assert found.text == words == doc.text[found.start : found.end]


def test_a_loss_is_given_to_one_act(nlp: Language) -> None:
    doc = nlp("A bomb exploded in Kabul, killing five.")
    exploded, killing = word(doc, "exploded"), word(doc, "killing")
    given = allotted([exploded, killing], doc)
    assert told(given[killing.i]) == "killed 5"
    assert given[exploded.i] == []
    assert told(allotted([exploded], doc)[exploded.i]) == "killed 5"


def test_a_sentence_that_goes_on_about_the_act_before_it(nlp: Language) -> None:
    doc = nlp("A bomb went off in Kabul. Three others were injured. Another man was killed by police.")
    first, second, third = doc.sents
    assert carry(first) == []
    assert told(carry(second)) == "injured 3"
    assert carry(third) == []  # an act of its own
