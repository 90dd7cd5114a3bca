"""What is hung anew: coordinated verbs of speech, and prepositions on a title."""

from __future__ import annotations

from parses import parse, word

from kg.language import syntax
from kg.language.repairs import Repairs

SAYS = """
    Oslo NNP 2 nsubj
    says VBZ 0 ROOT say
    that IN 5 mark
    Iran NNP 5 nsubj
    has VBZ 2 ccomp have
    troops NNS 5 obj troop
    and CC 8 cc
    {verb} {tag} 5 conj {lemma}
    Oman NNP 8 obj
"""


def test_who_warns_is_who_says() -> None:
    doc = Repairs()(parse(SAYS.format(verb="warns", tag="VBZ", lemma="warn")))
    assert [t.text for t in syntax.logical_subjects(word(doc, "warns"))] == ["Oslo"]


def test_who_attacks_is_who_has_troops() -> None:
    doc = Repairs()(parse(SAYS.format(verb="attacks", tag="VBZ", lemma="attack")))
    assert [t.text for t in syntax.logical_subjects(word(doc, "attacks"))] == ["Iran"]


def test_another_tense_goes_on_with_what_is_said() -> None:
    doc = Repairs()(parse(SAYS.format(verb="warned", tag="VBD", lemma="warn")))
    assert [t.text for t in syntax.logical_subjects(word(doc, "warned"))] == ["Iran"]


def test_what_will_be_and_what_was_do_not_share_a_subject() -> None:
    doc = parse("""
        Oslo NNP 2 nsubj
        said VBD 0 ROOT say
        Iran NNP 5 nsubj
        would MD 5 aux
        stop VB 2 ccomp stop
        and CC 7 cc
        sent VBD 5 conj send
        aid NN 7 obj
    """)
    assert [t.text for t in syntax.logical_subjects(word(Repairs()(doc), "sent"))] == ["Oslo"]
    assert syntax.modal(word(doc, "sent")) is None


def test_a_preposition_before_a_title_is_that_of_the_name() -> None:
    doc = parse("""
        sanctions NNS 0 ROOT sanction
        on IN 4 case
        opposition NN 4 compound
        leader NN 5 nmod:desc
        Ana NNP 1 nmod
        Li NNP 5 flat
    """)
    assert syntax.obliques(doc[0]) == []
    assert [(prep, t.text) for prep, t in syntax.obliques(Repairs()(doc)[0])] == [("on", "Ana")]


FIRES = """
    Police NNS 2 nsubj
    fired VBD 0 ROOT fire
    on IN 4 case
    men NNS 2 obl man
    {participle} 4 acl {lemma}
    to TO 7 mark
    flee VB 5 xcomp flee
    , , 9 punct
    killing VBG 7 advcl kill
    two CD 9 obj
"""


def test_the_dead_are_those_of_the_violence() -> None:
    doc = Repairs()(parse(FIRES.format(participle="trying VBG", lemma="try")))
    assert [t.text for t in syntax.logical_subjects(word(doc, "killing"))] == ["Police"]


def test_those_who_acted_themselves_keep_their_dead() -> None:
    text = FIRES.replace("fired VBD 0 ROOT fire", "praised VBD 0 ROOT praise")
    doc = Repairs()(parse(text.format(participle="trying VBG", lemma="try")))
    assert [t.text for t in syntax.logical_subjects(word(doc, "killing"))] == ["men"]


SAID_IN = """
    Oslo NNP 2 nsubj
    {verb} VBD 0 ROOT {lemma}
    {preposition} IN 4 case
    Paris NNP 2 obl
    that IN 7 mark
    Iran NNP 7 nsubj
    agreed VBD 4 acl:relcl agree
"""


def test_what_is_said_somewhere_is_no_clause_about_the_place() -> None:
    said = Repairs()(parse(SAID_IN.format(verb="said", lemma="say", preposition="in")))
    assert word(said, "agreed") in syntax.complements(word(said, "said"))
    assert not syntax.relative_clauses(word(said, "Paris"))


def test_a_clause_about_a_thing_or_of_another_verb_stays() -> None:
    for verb, lemma, preposition in (("came", "come", "in"), ("warned", "warn", "of")):
        doc = Repairs()(parse(SAID_IN.format(verb=verb, lemma=lemma, preposition=preposition)))
        assert word(doc, "agreed").head.text == "Paris"


def test_what_stands_behind_a_repair_is_repaired_as_well() -> None:
    doc = Repairs()(
        parse("""
        Oslo NNP 2 nsubj
        says VBZ 0 ROOT say
        that IN 5 mark
        Iran NNP 5 nsubj
        has VBZ 2 ccomp have
        troops NNS 5 obj troop
        and CC 8 cc
        warns VBZ 5 conj warn
        of IN 11 case
        opposition NN 11 compound
        leader NN 12 nmod:desc
        Ana NNP 8 obl
    """)
    )
    assert [t.text for t in syntax.logical_subjects(word(doc, "warns"))] == ["Oslo"]
    assert word(doc, "of").head.text == "Ana"


FREED = """
    Ana NNP 3 nsubj:pass
    was VBD 3 aux:pass
    freed VBN 0 ROOT free
    by IN 5 mark
    {verb} VBG 3 advcl {lemma}
    soldiers NNS 5 obj soldier
"""


def test_who_moves_did_it() -> None:
    doc = Repairs()(parse(FREED.format(verb="defecting", lemma="defect")))
    assert [t.text for t in syntax.agents(word(doc, "freed"))] == ["soldiers"]


def test_what_is_done_to_somebody_is_how_it_was_done() -> None:
    doc = Repairs()(parse(FREED.format(verb="bribing", lemma="bribe")))
    assert not syntax.agents(word(doc, "freed"))


HEADLINE = """
    Police NN 2 compound
    arrest NN 0 {root}
    over RB 4 advmod
    40 CD 5 nummod
    men NNS 2 {object} man
"""


def test_a_noun_with_an_object_is_the_verb_of_a_headline() -> None:
    doc = Repairs()(parse(HEADLINE.format(root="ROOT", object="obj")))
    verb = word(doc, "arrest")
    assert (verb.tag_, verb.pos_, [t.text for t in syntax.logical_subjects(verb)]) == ("VBP", "VERB", ["Police"])


def test_a_noun_without_one_stays() -> None:
    doc = Repairs()(parse(HEADLINE.format(root="ROOT", object="nmod")))
    assert word(doc, "arrest").tag_ == "NN"


def test_a_that_before_a_subject_only_opens_its_clause() -> None:
    doc = Repairs()(
        parse("""
        Mali NNP 2 nsubj
        says VBZ 0 ROOT say
        that WDT 5 nsubj:pass
        scores NNS 5 nsubj:pass score
        wounded VBN 2 ccomp wound
    """)
    )
    assert (word(doc, "that").dep_, [t.text for t in syntax.subjects(word(doc, "wounded"))]) == ("mark", ["scores"])
