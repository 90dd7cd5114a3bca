"""The labels of both schemes, by what they mean."""

from __future__ import annotations

from spacy.tokens import Token

from kg.language import en

SUBJECT = {"nsubj", "nsubj:outer", "csubj"}
PASSIVE_SUBJECT = {"nsubj:pass", "nsubjpass", "csubj:pass", "csubjpass"}
OBJECT = {"obj", "dobj"}
INDIRECT = {"iobj", "dative"}
OBLIQUE = {"obl", "obl:agent", "obl:unmarked", "obl:tmod", "obl:npmod", "nmod", "nmod:desc"}
AGENT = {"obl:agent", "agent"}
BARE_ADVERBIAL = {"obl:unmarked", "obl:tmod", "obl:npmod", "nmod:unmarked", "nmod:tmod", "nmod:npmod", "npadvmod"}
POSSESSOR = {"nmod:poss", "poss"}
APPOSITION = {"appos"}
MODIFIER = {"amod", "compound", "nmod:desc", "nmod", "nounmod", "flat"}
COMPLEMENT = {"ccomp", "xcomp"}
RELATIVE = {"acl:relcl", "relcl", "advcl:relcl"}
PARTICIPLE = {"acl"}
ADVERBIAL_CLAUSE = {"advcl"}
#: What may be a clause of its own, which a headline is too.
OWN_CLAUSE = {"ROOT", *COMPLEMENT, *ADVERBIAL_CLAUSE, "conj", "parataxis"}
AUXILIARY = {"aux", "aux:pass", "auxpass", "cop"}
PARTICLE = {"compound:prt", "prt"}
INSIDE_PHRASE = {
    "det", "det:predet", "predet", "amod", "compound", "nummod", "flat", "nmod:poss", "poss", "nmod:desc", "fixed",
    "goeswith", "quantmod", "nmod:unmarked",
}  # fmt: skip
# "promised Japan to send": the subject sends.  With any other verb the object does ("urged Japan to send").
SUBJECT_CONTROL = en.lists("control")["subject_control"]
# Verbs that name behind a preposition who is to act: "called on Iran to stop".
CALLING = en.lists("control")["calling"]
# Nouns whose owner is to do what follows: "Oman's decision to leave".
INTENTIONS = en.lists("control")["intentions"]
# Verbs whose object did what follows: "accused Iran of an attack, killing six".
BLAMING = {"accuse", "blame"}
# Verbs whose object does what follows: "charged an aide with passing secrets", "bribed lawmakers to back a bill".
CHARGING = {"charge", "credit", "task"}
ENGAGING = en.lists("control")["engaging"]
# Verbs whose object, if it is named, does what it is sent for: "sent Lopez to Bern to meet Weber".  Who sends troops to
# attack attacks.
SENDING = en.lists("control")["sending"]
# Verbs whose passive still has an object: "was fined a million".
TWO_OBJECTS = en.lists("control")["two_objects"]
# "ordered him jailed", "had him arrested": whoever orders it does it; who wants to get him freed does not.
CAUSATIVE = {"order", "have"}
# "accused Iran of arming": with these the object is who does it.
OBJECT_GERUND = {"of", "from", "for"}
# Conjunctions whose clause has a subject of its own.
FINITE_MARKERS = en.lists("small_words")["finite_markers"]
NEGATORS = en.lists("small_words")["negators"]


def children(token: Token, labels: set[str]) -> list[Token]:
    """The children that hang on a token by one of some labels."""
    return [c for c in token.children if c.dep_ in labels]


def is_preposition(token: Token) -> bool:
    """Whether it is a ClearNLP preposition, which heads its phrase."""
    return token.dep_ in {"prep", "dative", "agent"} and any(c.dep_ in {"pobj", "pcomp"} for c in token.children)
