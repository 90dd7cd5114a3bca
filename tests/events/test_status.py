"""How sure a text is of an act, by kinds; and words that are an act of politics elsewhere and none here."""

import datetime as dt

import pytest

from kg import pipeline
from kg.core.records import Article
from kg.language.annotations import of

STATUS = [
    # tried, and done by that; but it takes two to agree
    ("Spanish police attempted to deport four Argentine players.", "deport", "asserted"),
    ("Iran may attempt to attack Israel.", "attack", "hypothetical"),
    # what is done to say something says it
    ("Blinken spoke with Zelensky to reiterate U.S. support for Ukraine.", "reiterate", "asserted"),
    ("Thousands of workers go on strike to protest against the Belgian government.", "protest", "asserted"),
    ("Biden will travel to Poland to urge Russia to stop.", "urge", "planned"),
    # the first or the oldest to do it did it; by what is to be done; what is wished aloud is done by it
    ("He is the oldest prisoner to be executed in Japan.", "executed", "asserted"),
    (
        "Liu Yunshan, the highest-ranking Chinese official to visit North Korea in three years, spoke.",
        "visit",
        "asserted",
    ),
    ("China and Russia will gain influence by supporting Iran.", "supporting", "planned"),
    # long past
    ("Ethiopia and Italy celebrate the anniversary of the agreement between Chad and Mali.", "agreement", "historical"),
    # an order does it; what is discussed is there
    ("Gustavo Petro of Colombia orders the suspension of arms sales to Israel.", "suspension", "asserted"),
    ("The two leaders discussed UK-EU negotiations.", "negotiations", "asserted"),
    # a clause of time in news, a line of a calendar
    ("A gunman kills two Canadians, before Canadian police shoot him dead in Hamilton.", "shoot", "asserted"),
    (
        "4:00 p.m. Secretary Blinken meets with Mohammed Al-Thani of Qatar, at the Department of State.",
        "meets",
        "planned",
    ),
    # must, and had to; the chance, and taken
    ("Iran has to withdraw its troops from Syria.", "withdraw", "hypothetical"),
    ("Iran had to withdraw its troops from Syria.", "withdraw", "asserted"),
    ("Putin had already had the opportunity of meeting with American presidents.", "meeting", "asserted"),
    ("Blinken will have an opportunity to meet with the Israeli foreign minister in Rome.", "meet", "planned"),
    ("Tajikistan was interested in acquiring Turkish drones.", "acquiring", "hypothetical"),
    # what will be done before or by the way; who did it owned up to it
    ("Blinken will meet Luigi Di Maio in Rome before flying to Egypt.", "flying", "planned"),
    ("The United States will raise the matter, including by urging Iran to stop.", "urging", "planned"),
    ("Khalid Masri pleaded guilty to murdering three Danish soldiers.", "murdering", "asserted"),
    # nobody did; nobody is to; it was not so, and what came of it
    ("None of the Moldovan leaders visited Russia.", "visited", "denied"),
    ("No Kenyan soldiers attacked Somalia.", "attacked", "denied"),
    ("No fewer than 30 Kenyan soldiers attacked Somalia.", "attacked", "asserted"),
    ("France acts to ensure that Iran is not able to attack Israel.", "attack", "hypothetical"),
    ("Chad was not yet a member, so Chad asked Kenya for help.", "asked", "asserted"),
    # talks to come; what would not be good has not been
    ("We will see progress in the talks between Chad and Kenya that are about to happen.", "talks", "planned"),
    ("Russian aggression against Ukraine would not be good for anyone.", "aggression", "hypothetical"),
    ("An attack by Chad on Kenya would be a mistake.", "attack", "hypothetical"),
    # a charge that is false has been made
    ("The accusations by Kenya against Chad are baseless.", "accusations", "asserted"),
    # the visit is on, whatever it would serve to; in the present of what a month will bring
    ("Putin said the current visit of Emmanuel Macron to Russia would strengthen trade.", "visit", "asserted"),
    ("Joe Biden is visiting Japan in September.", "visiting", "planned"),
    # of which time the thing is, and not the act
    ("Cuba congratulated Russia on the anniversary of the Great Patriotic War.", "congratulated", "asserted"),
    # in case; what is looked forward to; one plan of two verbs; thanked by asking to be let to
    ("Sanctions can be used in the event that Russia invades Ukraine.", "invades", "hypothetical"),
    ("The United States looks forward to working with Samoa.", "working", "planned"),
    ("Joe Biden is going to go and visit Israel.", "visit", "planned"),
    ("Vladimir Putin: Please allow me to thank Xi Jinping for his help.", "thank", "asserted"),
    # hoped for; asked politely, and so asked; not able to
    ("Emmanuel Macron hopes that Iran will release French citizens.", "release", "hypothetical"),
    ("Emmanuel Macron expressed his hope that Vladimir Putin would visit France.", "visit", "hypothetical"),
    ("Vladimir Putin: I would ask the Russian government to help the region.", "ask", "asserted"),
    ("Mali was unable to attack Niger.", "attack", "denied"),
    # long ago, and still going on
    ("France used to support Khalifa Haftar in Libya.", "support", "historical"),
    ("Macron said that prices had risen because of the war between Russia and Ukraine.", "war", "asserted"),
    ("Palestinian authorities arrest Hicham Harb, a suspect in an attack on France in 1982.", "arrest", "asserted"),
    (
        "Putin expressed hope that talks would go on in order to promote Russian-Canadian partnership.",
        "promote",
        "planned",
    ),
]
NONE = [
    ("Before I turn to Ukraine, let me give a brief update on Russia.", "let"),
    ("Putin asked his press secretary Dmitry Peskov where the article on Germany had appeared.", "asked"),
    ("Xi Jinping reminded Joe Biden of something.", "reminded"),
    ("The United States said vaccines are critical for that.", "critical"),
    ("Vladimir Putin: I agree with Emmanuel Macron.", "agree"),
    ("Pope Francis agrees that it is a catastrophe for Germany.", "agrees"),
    ("Three civilians were killed by shelling in the town of Avdiivka.", "shelling"),
    ("Opposition leader Luisa Gonzalez clashed with President Daniel Noboa over the budget of Ecuador.", "clashed"),
    ("Thousands of Iranians gather in Tehran for the funeral of Akbar Rafsanjani.", "gather"),
    ("Spanish prosecutors drop the charges against Carles Puigdemont.", "charges"),
    ("The governor of Nairobi says that no arrests have been made in Kenya.", "made"),
    ("Senator Ted Cruz announces his intention to run for president of the United States.", "announces"),
    ("Canada wins the championships in Finland while Slovakia captures bronze.", "captures"),
]


@pytest.fixture(scope="module")
def told():
    nlp = pipeline.shared()

    def run(text, word):
        doc = nlp.make_doc(text)
        of(doc).article = Article("a", text, date=dt.date(2024, 3, 4))
        return [str(e.status) for e in of(nlp(doc)).events if e.evidence.trigger == word and e.type != "OTHER"]

    return run


@pytest.mark.parametrize(("text", "word", "status"), STATUS)
def test_status(told, text, word, status):
    assert told(text, word)[:1] == [status]


@pytest.mark.parametrize(("text", "word"), NONE)
def test_no_such_act(told, text, word):
    assert told(text, word) == []
