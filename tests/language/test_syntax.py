"""Every question of syntax.py, asked of hand-built parses in both label schemes."""

import re
from pathlib import Path

import pytest
from parses import parse, texts, word

from kg.language import syntax

ACTIVE = {
    "ud": """
        Russia NNP 4 nsubj
        and CC 3 cc
        China NNP 1 conj
        imposed VBD 0 ROOT impose
        sanctions NNS 4 obj sanction
        on IN 7 case
        Iran NNP 5 nmod
        and CC 9 cc
        Syria NNP 7 conj
    """,
    "clearnlp": """
        Russia NNP 4 nsubj
        and CC 1 cc
        China NNP 1 conj
        imposed VBD 0 ROOT impose
        sanctions NNS 4 dobj sanction
        on IN 5 prep
        Iran NNP 6 pobj
        and CC 7 cc
        Syria NNP 7 conj
    """,
}

PASSIVE = {
    "ud": """
        Kyiv NNP 4 nsubj:pass
        was VBD 4 aux:pass be
        not RB 4 advmod
        attacked VBN 0 ROOT attack
        by IN 6 case
        Russia NNP 4 obl:agent
        on IN 8 case
        Friday NNP 4 obl
    """,
    "clearnlp": """
        Kyiv NNP 4 nsubjpass
        was VBD 4 auxpass be
        not RB 4 neg
        attacked VBN 0 ROOT attack
        by IN 4 agent
        Russia NNP 5 pobj
        on IN 4 prep
        Friday NNP 7 pobj
    """,
}

CONTROL = {
    "ud": """
        Tokyo NNP 2 nsubj
        urged VBD 0 ROOT urge
        China NNP 2 obj
        to TO 5 mark
        press VB 2 xcomp press
        Pyongyang NNP 5 obj
    """,
    "clearnlp": """
        Tokyo NNP 2 nsubj
        urged VBD 0 ROOT urge
        China NNP 5 nsubj
        to TO 5 aux
        press VB 2 ccomp press
        Pyongyang NNP 5 dobj
    """,
}

SUBJECT_CONTROL = {
    "ud": """
        Paris NNP 3 nsubj
        will MD 3 aux
        promise VB 0 ROOT promise
        Kyiv NNP 3 iobj
        to TO 6 mark
        send VB 3 xcomp send
        tanks NNS 6 obj tank
    """,
    "clearnlp": """
        Paris NNP 3 nsubj
        will MD 3 aux
        promise VB 0 ROOT promise
        Kyiv NNP 3 dative
        to TO 6 aux
        send VB 3 xcomp send
        tanks NNS 6 dobj tank
    """,
}

RELATIVE = {
    "ud": """
        The DT 2 det
        army NN 7 nsubj
        that WDT 4 nsubj
        seized VBD 2 acl:relcl seize
        power NN 4 obj
        reportedly RB 7 advmod
        freed VBD 0 ROOT free
        activists NNS 7 obj activist
        held VBN 8 acl hold
        by IN 11 case
        police NN 9 obl:agent
    """,
    "clearnlp": """
        The DT 2 det
        army NN 7 nsubj
        that WDT 4 nsubj
        seized VBD 2 relcl seize
        power NN 4 dobj
        reportedly RB 7 advmod
        freed VBD 0 ROOT free
        activists NNS 7 dobj activist
        held VBN 8 acl hold
        by IN 9 agent
        police NN 10 pobj
    """,
}

COPULA = {
    "ud": """
        Japan NNP 4 nsubj
        is VBZ 4 cop be
        not RB 4 advmod
        ready JJ 0 ROOT
        to TO 6 mark
        sign VB 4 xcomp sign
    """,
    "clearnlp": """
        Japan NNP 2 nsubj
        is VBZ 0 ROOT be
        not RB 2 neg
        ready JJ 2 acomp
        to TO 6 aux
        sign VB 4 xcomp sign
    """,
}

NOUN = {
    "ud": """
        Putin NNP 3 nmod:poss
        's POS 1 case
        visit NN 7 nsubj
        to IN 6 case
        the DT 6 det
        North NNP 3 nmod
        ended VBD 0 ROOT end
        Friday NNP 7 obl:unmarked
        , , 10 punct
        saying VBG 7 advcl say
    """,
    "clearnlp": """
        Putin NNP 3 poss
        's POS 1 case
        visit NN 7 nsubj
        to IN 3 prep
        the DT 6 det
        North NNP 4 pobj
        ended VBD 0 ROOT end
        Friday NNP 7 npadvmod
        , , 7 punct
        saying VBG 7 advcl say
    """,
}

SPEECH = {
    "ud": """
        Kim NNP 5 nsubj
        , , 4 punct
        the DT 4 det
        leader NN 1 appos
        said VBD 0 ROOT say
        Seoul NNP 8 nsubj
        had VBD 8 aux have
        backed VBN 5 ccomp back
        off RP 8 compound:prt
        if IN 12 mark
        Tokyo NNP 12 nsubj
        fired VBD 8 advcl fire
    """,
    "clearnlp": """
        Kim NNP 5 nsubj
        , , 1 punct
        the DT 4 det
        leader NN 1 appos
        said VBD 0 ROOT say
        Seoul NNP 8 nsubj
        had VBD 8 aux have
        backed VBN 5 ccomp back
        off RP 8 prt
        if IN 12 mark
        Tokyo NNP 12 nsubj
        fired VBD 8 advcl fire
    """,
}

GERUND = {
    "ud": """
        Iran NNP 3 nsubj:pass
        was VBD 3 aux:pass be
        accused VBN 0 ROOT accuse
        of IN 5 mark
        arming VBG 3 advcl arm
        Russian JJ 7 amod
        forces NNS 5 obj force
    """,
    "clearnlp": """
        Iran NNP 3 nsubjpass
        was VBD 3 auxpass be
        accused VBN 0 ROOT accuse
        of IN 3 prep
        arming VBG 4 pcomp arm
        Russian JJ 7 amod
        forces NNS 5 dobj force
    """,
}

NAMES = {
    "ud": """
        They PRP 2 nsubj
        met VBD 0 ROOT meet
        Kim NNP 2 obj
        Jong NNP 3 flat
        Un NNP 3 flat
        and CC 8 cc
        his PRP$ 8 nmod:poss
        aides NNS 3 conj aide
    """,
    "clearnlp": """
        They PRP 2 nsubj
        met VBD 0 ROOT meet
        Kim NNP 5 compound
        Jong NNP 5 compound
        Un NNP 2 dobj
        and CC 5 cc
        his PRP$ 8 poss
        aides NNS 5 conj aide
    """,
}

WHETHER = """
    They PRP 2 nsubj
    asked VBD 0 ROOT ask
    whether IN 5 mark
    Iran NNP 5 nsubj
    fired VBD 2 ccomp fire
"""  # the same in both schemes

ASKED = {
    "ud": """
        Does VBZ 3 aux do
        Iran NNP 3 nsubj
        expect VB 0 ROOT expect
        talks NNS 3 obj
        ? . 3 punct
        What WP 9 obj
        does VBZ 9 aux do
        Iran NNP 9 nsubj
        expect VB 3 parataxis expect
        ? . 9 punct
    """,
    "clearnlp": """
        Is VBZ 0 ROOT be
        Iran NNP 1 nsubj
        ready JJ 1 acomp
        ? . 1 punct
    """,
}
CALLED = {
    "ud": """
        She PRP 2 nsubj
        called VBD 0 ROOT call
        on IN 4 case
        Iran NNP 2 obl
        to TO 6 mark
        stop VB 2 xcomp stop
    """,
    "clearnlp": """
        She PRP 2 nsubj
        called VBD 0 ROOT call
        on IN 2 prep
        Iran NNP 3 pobj
        to TO 6 aux
        stop VB 2 xcomp stop
    """,
}

both = pytest.mark.parametrize("scheme", ["ud", "clearnlp"])


@both
def test_coordination_subjects_and_objects(scheme):
    doc = parse(ACTIVE[scheme])
    verb = word(doc, "imposed")
    assert texts(syntax.subjects(verb)) == ["Russia", "China"]
    assert texts(syntax.logical_subjects(verb)) == ["Russia", "China"]
    assert texts(syntax.objects(verb)) == texts(syntax.logical_objects(verb)) == ["sanctions"]
    assert texts(syntax.conjuncts(word(doc, "China"))) == ["Russia"]
    assert syntax.first_conjunct(word(doc, "China")).text == "Russia"
    assert not syntax.is_passive(verb) and syntax.is_past(verb) and syntax.is_verb(verb)


@both
def test_prepositional_phrases(scheme):
    doc = parse(ACTIVE[scheme])
    assert [(p, t.text) for p, t in syntax.obliques(word(doc, "sanctions"))] == [("on", "Iran"), ("on", "Syria")]
    assert syntax.preposition(word(doc, "Iran")) == syntax.preposition(word(doc, "Syria")) == "on"
    assert syntax.preposition(word(doc, "Russia")) == ""


@both
def test_passive_agent_and_negation(scheme):
    doc = parse(PASSIVE[scheme])
    verb = word(doc, "attacked")
    assert syntax.is_passive(verb) and syntax.is_negated(verb)
    assert texts(syntax.agents(verb)) == texts(syntax.logical_subjects(verb)) == ["Russia"]
    assert texts(syntax.logical_objects(verb)) == ["Kyiv"]
    assert ("on", "Friday") in [(p, t.text) for p, t in syntax.obliques(verb)]
    assert texts(syntax.auxiliaries(verb)) == ["was"]


@both
def test_object_control(scheme):
    doc = parse(CONTROL[scheme])
    outer, inner = word(doc, "urged"), word(doc, "press")
    assert texts(syntax.complements(outer)) == ["press"]
    assert texts(syntax.logical_subjects(inner)) == ["China"]
    assert syntax.marker(inner) == "to" and syntax.is_complement(inner)
    assert syntax.governor(inner) == outer and syntax.governor(outer) is None


@both
def test_subject_control_and_modal(scheme):
    doc = parse(SUBJECT_CONTROL[scheme])
    outer, inner = word(doc, "promise"), word(doc, "send")
    assert texts(syntax.indirect_objects(outer)) == ["Kyiv"]
    assert texts(syntax.logical_subjects(inner)) == ["Paris"]
    assert syntax.modal(outer) == "will" and syntax.modal(inner) is None
    assert syntax.is_open_complement(inner)


TO_ACT = {
    "ud": """
        Mali NNP 2 nsubj
        called VBD 0 ROOT call
        for IN 6 mark
        Chad NNP 6 nsubj
        to TO 6 mark
        stop VB 2 advcl
    """,
    "clearnlp": """
        Mali NNP 2 nsubj
        called VBD 0 ROOT call
        for IN 6 mark
        Chad NNP 6 nsubj
        to TO 6 aux
        stop VB 2 advcl
    """,
}


@both
def test_who_is_to_act_stands_behind_for(scheme):
    doc = parse(TO_ACT[scheme])
    assert texts(syntax.for_clauses(word(doc, "called"))) == ["stop"]
    assert texts(syntax.subjects(word(doc, "stop"))) == ["Chad"]


@both
def test_relative_and_participial_clauses(scheme):
    doc = parse(RELATIVE[scheme])
    seized, held = word(doc, "seized"), word(doc, "held")
    assert texts(syntax.relative_clauses(word(doc, "army"))) == ["seized"]
    assert texts(syntax.logical_subjects(seized)) == ["army"]
    assert syntax.antecedent(seized).text == "army"
    assert texts(syntax.participles(word(doc, "activists"))) == ["held"]
    assert syntax.is_passive(held)
    assert texts(syntax.logical_subjects(held)) == ["police"]
    assert texts(syntax.logical_objects(held)) == ["activists"]
    assert texts(syntax.clause_tokens(word(doc, "freed"))) == ["The", "army", "reportedly", "freed", "activists"]


@both
def test_predicate_adjective(scheme):
    doc = parse(COPULA[scheme])
    ready = word(doc, "ready")
    assert syntax.is_predicate(ready) and syntax.is_negated(ready)
    assert texts(syntax.subjects(ready)) == ["Japan"]
    assert texts(syntax.complements(ready)) == ["sign"]
    assert texts(syntax.logical_subjects(word(doc, "sign"))) == ["Japan"]
    assert [t.text for t in syntax.auxiliaries(ready)] == ["is"]


@both
def test_nouns(scheme):
    doc = parse(NOUN[scheme])
    visit, ended = word(doc, "visit"), word(doc, "ended")
    assert texts(syntax.possessors(visit)) == ["Putin"]
    assert [(p, t.text) for p, t in syntax.obliques(visit)] == [("to", "North")]
    assert syntax.noun_phrase(visit).text == "Putin 's visit"
    assert texts(syntax.adverbial_nouns(ended)) == ["Friday"]
    assert texts(syntax.adverbial_clauses(ended)) == ["saying"]
    assert syntax.governor(word(doc, "saying")) == ended and not syntax.is_complement(word(doc, "saying"))


@both
def test_speech_apposition_tense_and_condition(scheme):
    doc = parse(SPEECH[scheme])
    said, backed, fired = word(doc, "said"), word(doc, "backed"), word(doc, "fired")
    assert texts(syntax.appositions(word(doc, "Kim"))) == ["leader"]
    assert texts(syntax.reported_clauses(said)) == ["backed"]
    assert syntax.particle(backed) == "off" and texts(syntax.followers(backed)) == ["off"]
    assert syntax.is_past_perfect(backed) and not syntax.is_past_perfect(said)
    assert syntax.marker(fired) == "if"
    assert texts(syntax.logical_subjects(backed)) == ["Seoul"]


@both
def test_gerunds_and_modifiers(scheme):
    doc = parse(GERUND[scheme])
    accused = word(doc, "accused")
    assert [(p, t.text) for p, t in syntax.gerunds(accused)] == [("of", "arming")]
    assert texts(syntax.modifiers(word(doc, "forces"))) == ["Russian"]
    assert texts(syntax.logical_objects(accused)) == ["Iran"]
    assert texts(syntax.logical_subjects(word(doc, "arming"))) == ["Iran"]


@both
def test_names_and_pronouns(scheme):
    doc = parse(NAMES[scheme])
    head = syntax.objects(word(doc, "met"))[0]
    assert sorted([head.text, *texts(syntax.flat_parts(head))]) == ["Jong", "Kim", "Un"]
    assert syntax.noun_phrase(head).text == "Kim Jong Un"
    assert texts(syntax.with_conjuncts([head])) == [head.text, "aides"]
    assert texts(t for t in doc if syntax.is_pronoun(t)) == ["They", "his"]


def test_what_is_left_open():
    doc = parse(WHETHER)
    assert syntax.is_open_question(word(doc, "fired")) and not syntax.is_open_question(word(doc, "asked"))


def test_what_is_asked():
    doc = parse(ASKED["ud"])
    assert [syntax.is_question(t) for t in doc if t.text == "expect"] == [True, False]
    assert syntax.is_question(word(parse(ASKED["clearnlp"]), "ready"))
    assert not syntax.is_question(word(parse(WHETHER), "asked"))


@both
def test_who_is_called_on(scheme):
    assert texts(syntax.logical_subjects(word(parse(CALLED[scheme]), "stop"))) == ["Iran"]


INVERTED = {
    "ud": """
        Were VBD 4 aux be
        Iran NNP 4 nsubj
        to TO 4 mark
        attack VB 8 advcl attack
        , , 8 punct
        we PRP 8 nsubj
        would MD 8 aux
        answer VB 0 ROOT answer
    """,
    "clearnlp": """
        Were VBD 8 advcl be
        Iran NNP 4 nsubj
        to TO 4 aux
        attack VB 1 xcomp attack
        , , 8 punct
        we PRP 8 nsubj
        would MD 8 aux
        answer VB 0 ROOT answer
    """,
}


@both
def test_a_condition_by_word_order(scheme):
    doc = parse(INVERTED[scheme])
    assert syntax.is_inverted_condition(word(doc, "attack"))
    assert not syntax.is_inverted_condition(word(doc, "answer"))


def test_what_is_yet_to_be_done_is_not_done():
    doc = parse("""
        Iran NNP 2 nsubj
        has VBZ 0 ROOT have
        yet RB 2 advmod
        to TO 5 mark
        agree VB 2 xcomp agree
    """)
    assert syntax.is_negated(word(doc, "agree")) and not syntax.is_negated(word(doc, "has"))


def test_no_question_is_left_out():
    asked = set(re.findall(r"syntax\.(\w+)\(", Path(__file__).read_text(encoding="utf-8")))
    assert asked >= set(syntax.__all__)


def test_questions_without_an_answer_give_nothing():
    doc = parse("Peace NN 0 ROOT")
    peace = doc[0]
    assert syntax.subjects(peace) == syntax.objects(peace) == syntax.complements(peace) == syntax.obliques(peace) == []
    assert syntax.antecedent(peace) is None and syntax.modal(peace) is None and syntax.marker(peace) == ""
    assert not syntax.is_pronoun(peace) and not syntax.is_negated(peace) and syntax.flat_parts(peace) == []
