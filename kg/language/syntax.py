"""Questions a rule may ask of a parse, the same for both label schemes.

Our weights speak Universal Dependencies; spaCy's ``en_core_web_*`` speak ClearNLP.  They differ in names (``obj`` and
``dobj``), in what heads a prepositional phrase (the noun, or the preposition) and in what heads "X is ready" (the
adjective, or the copula).  Rules never read ``token.dep_``: they ask here.

Every function takes tokens and returns tokens in text order.  None of them raises on an odd parse; a question without
an answer gives an empty list or None.
"""

from __future__ import annotations

from collections.abc import Iterator

from spacy.tokens import Span, Token

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
AUXILIARY = {"aux", "aux:pass", "auxpass", "cop"}
PARTICLE = {"compound:prt", "prt"}
INSIDE_PHRASE = {
    "det", "det:predet", "predet", "amod", "compound", "nummod", "flat", "nmod:poss", "poss", "nmod:desc", "fixed",
    "goeswith", "quantmod", "nmod:unmarked",
}  # fmt: skip
# "promised Japan to send": the subject sends.  With any other verb the object does ("urged Japan to send").
SUBJECT_CONTROL = {"promise", "threaten", "vow", "pledge", "offer", "agree", "refuse", "decline", "swear"}
# "accused Iran of arming": with these the object is who does it.
OBJECT_GERUND = {"of", "from", "for"}
# Conjunctions whose clause has a subject of its own.
FINITE_MARKERS = {"that", "if", "because", "since", "although", "though", "as", "when", "unless", "whether", "until"}
NEGATORS = {"not", "n't", "never", "no", "neither", "nor", "without", "hardly", "barely", "n’t"}
WH = {"who", "which", "that", "whom", "whose", "where", "when"}


def _children(token: Token, labels: set[str]) -> list[Token]:
    return [c for c in token.children if c.dep_ in labels]


def _is_preposition(token: Token) -> bool:
    return token.dep_ in {"prep", "dative", "agent"} and any(c.dep_ in {"pobj", "pcomp"} for c in token.children)


# Words and phrases


def conjuncts(token: Token) -> list[Token]:
    """The other members of the coordination that a token belongs to: "X, Y and Z" gives Y and Z for X."""
    head = first_conjunct(token)
    found: list[Token] = []
    todo = [head]
    while todo:
        here = todo.pop()
        for child in here.children:
            if child.dep_ == "conj" and child not in found:
                found.append(child)
                todo.append(child)
    return sorted({head, *found} - {token}, key=lambda t: t.i)


def first_conjunct(token: Token) -> Token:
    """The first member of the coordination, the token itself if there is none."""
    seen = 0
    while token.dep_ == "conj" and token.head != token and seen < 50:
        token, seen = token.head, seen + 1
    return token


def with_conjuncts(tokens: list[Token]) -> list[Token]:
    """The tokens and, after each, those coordinated behind it."""
    out: list[Token] = []
    for token in tokens:
        for member in [token, *conjuncts(token)]:
            if member not in out and member.i >= token.i:
                out.append(member)
    return out


def possessors(noun: Token) -> list[Token]:
    """Whose it is: "Russia" in "Russia's invasion", "its" in "its invasion"."""
    return _children(noun, POSSESSOR)


def appositions(noun: Token) -> list[Token]:
    """Heads of appositions: "the president" in "Kim, the president of …"."""
    return _children(noun, APPOSITION)


def modifiers(noun: Token) -> list[Token]:
    """Adjectives and nouns standing before the head: "Russian", "gas" in "Russian gas exports"."""
    return [m for c in _children(noun, MODIFIER) if c.i < noun.i and not _case(c) for m in with_conjuncts([c])]


def flat_parts(noun: Token) -> list[Token]:
    """The other words of a name: "Jong", "Un" under "Kim"."""
    return _children(noun, {"flat", "compound", "goeswith"})


def noun_phrase(noun: Token) -> Span:
    """The noun with determiners, adjectives, compounds and possessors; no clauses, appositions or prepositions."""
    left = right = noun.i
    for child in noun.children:
        if child.dep_ in INSIDE_PHRASE and not _case(child):
            left = min(left, child.left_edge.i)
            if child.dep_ in {"flat", "compound", "goeswith", "fixed", "nummod"}:
                right = max(right, child.right_edge.i)
    return noun.doc[left : right + 1]


def is_pronoun(token: Token) -> bool:
    """Whether it is a personal, possessive or relative pronoun."""
    return token.tag_ in {"PRP", "PRP$", "WP", "WP$", "WDT"} or token.pos_ == "PRON"


def is_verb(token: Token) -> bool:
    """Whether it is a verb in any form, auxiliaries left out; one with subject and object is, whatever its tag."""
    if token.tag_.startswith("VB"):
        return token.dep_ not in AUXILIARY
    return bool(token.tag_.startswith("NN") and _children(token, SUBJECT) and _children(token, OBJECT))


# Prepositional phrases


def _case(token: Token) -> str:
    """The preposition of a UD noun, lower-case, with its fixed parts ("because of"); "" for none."""
    words: list[str] = []
    for child in token.children:
        if child.dep_ == "case" and child.tag_ != "POS" and child.i < token.i:
            words.append(child.lower_)
            words.extend(c.lower_ for c in child.children if c.dep_ == "fixed")
    return " ".join(words)


def preposition(noun: Token) -> str:
    """The preposition that governs a noun, lower-case; "" for none.

    Example:
        In "sanctions on Russia" the answer for "Russia" is "on".
    """
    if noun.dep_ == "conj" and not _case(noun):
        return preposition(first_conjunct(noun)) if first_conjunct(noun) != noun else ""
    if noun.dep_ == "pobj":
        outer = noun.head.head
        nested = outer.dep_ == "prep" and noun.head.dep_ == "prep"
        return f"{outer.lower_} {noun.head.lower_}" if nested else noun.head.lower_
    return _case(noun)


def obliques(token: Token) -> list[tuple[str, Token]]:
    """Prepositional phrases of a verb or noun: pairs of preposition and noun, members of a coordination each.

    Example:
        For "imposed" in "imposed sanctions on Iran and Syria" with the phrase on the verb: ("on", Iran), ("on", Syria).
    """
    found: list[tuple[str, Token]] = []
    for child in token.children:
        if child.dep_ in OBLIQUE and (prep := _case(child)):
            found += [(_case(m) or prep, m) for m in with_conjuncts([child])]
        elif _is_preposition(child) or child.dep_ == "prep":
            found += _clearnlp_phrase(child, child.lower_)
    return found


def _clearnlp_phrase(prep: Token, words: str) -> list[tuple[str, Token]]:
    found: list[tuple[str, Token]] = []
    for child in prep.children:
        if child.dep_ == "pobj":
            found += [(words, m) for m in with_conjuncts([child])]
        elif child.dep_ == "prep":
            found += _clearnlp_phrase(child, f"{words} {child.lower_}")
        elif child.dep_ == "conj" and child.pos_ == "ADP":
            found += _clearnlp_phrase(child, child.lower_)
    return found


def gerunds(token: Token) -> list[tuple[str, Token]]:
    """Verbs under a preposition: ("of", supplying) in "accused of supplying weapons"."""
    found: list[tuple[str, Token]] = []
    for child in token.children:
        if child.dep_ in {"advcl", "acl", "obl", "nmod", "xcomp", "ccomp"} and child.tag_ == "VBG":
            marks = [m for m in child.children if m.dep_ in {"mark", "case"} and m.tag_ == "IN"]
            if marks:
                found += [(marks[0].lower_, m) for m in with_conjuncts([child])]
        elif child.dep_ in {"prep", "agent"}:
            for inner in _children(child, {"pcomp"}):
                found += [(child.lower_, m) for m in with_conjuncts([inner])]
    return found


def adverbial_nouns(verb: Token) -> list[Token]:
    """Nouns used as adverbs, without preposition: "Friday", "last week"."""
    return _children(verb, BARE_ADVERBIAL)


# Clauses


def subjects(verb: Token) -> list[Token]:
    """Grammatical subjects of a verb or predicate adjective or noun, as its own children; coordination expanded."""
    found = _children(verb, SUBJECT | PASSIVE_SUBJECT)
    if not found and verb.dep_ in {"acomp", "attr"}:  # ClearNLP hangs the subject of "is ready" on "is"
        found = _children(verb.head, SUBJECT | PASSIVE_SUBJECT)
    return with_conjuncts(found)


def is_passive(verb: Token) -> bool:
    """Whether the verb is passive, a bare participle after a noun ("outlawed by the junta") included."""
    if any(c.dep_ in {"aux:pass", "auxpass", "nsubj:pass", "nsubjpass"} for c in verb.children):
        return True
    if verb.tag_ != "VBN" or _children(verb, SUBJECT | AUXILIARY | OBJECT):
        return False
    if verb.dep_ == "conj":
        return is_passive(verb.head)
    return verb.dep_ in PARTICIPLE | ADVERBIAL_CLAUSE | {"amod", "ROOT"}


def agents(verb: Token) -> list[Token]:
    """Who did it, in the "by" phrase of a passive."""
    found: list[Token] = []
    for child in verb.children:
        if child.dep_ == "obl:agent" or (child.dep_ in {"obl", "nmod"} and _case(child) == "by" and is_passive(verb)):
            found += with_conjuncts([child])
        elif child.dep_ == "agent" or (child.dep_ == "prep" and child.lower_ == "by" and is_passive(verb)):
            found += [noun for _, noun in _clearnlp_phrase(child, "by")]
    return found


def objects(verb: Token) -> list[Token]:
    """Direct objects, coordination expanded."""
    return with_conjuncts(_children(verb, OBJECT))


def indirect_objects(verb: Token) -> list[Token]:
    """Indirect objects without preposition: "Japan" in "told Japan that …"."""
    return with_conjuncts([c for c in _children(verb, INDIRECT) if not _is_preposition(c)])


def complements(verb: Token) -> list[Token]:
    """Heads of complement clauses and infinitives: "impose" in "threatened to impose", coordination expanded."""
    found = _children(verb, COMPLEMENT)
    return [m for m in with_conjuncts(found) if m in found or not subjects(m) or m.dep_ == "conj"]


def reported_clauses(verb: Token) -> list[Token]:
    """What a verb of speech reports: its complement clause, or the quotation it is set beside ("…", he said)."""
    found = _children(verb, COMPLEMENT | {"parataxis"})
    if not found and verb.dep_ in {"parataxis"} and is_verb(verb.head):
        found = [verb.head]
    return with_conjuncts(found)


def relative_clauses(noun: Token) -> list[Token]:
    """Heads of relative clauses: "seized" in "the army that seized power"."""
    return with_conjuncts(_children(noun, RELATIVE))


def participles(noun: Token) -> list[Token]:
    """Heads of participial clauses after a noun: "outlawed" in "an administration outlawed by the junta"."""
    return with_conjuncts(_children(noun, PARTICIPLE))


def adverbial_clauses(verb: Token) -> list[Token]:
    """Heads of adverbial clauses: "if …", "after …", ", saying …"."""
    return with_conjuncts(_children(verb, ADVERBIAL_CLAUSE))


def antecedent(verb: Token) -> Token | None:
    """The noun that a relative or participial clause describes."""
    verb = first_conjunct(verb)
    return verb.head if verb.dep_ in RELATIVE | PARTICIPLE and not is_verb(verb.head) else None


def governor(verb: Token) -> Token | None:
    """The verb or predicate that a clause is a complement or adverbial of; None for a main clause."""
    verb = first_conjunct(verb)
    if verb.dep_ in COMPLEMENT | ADVERBIAL_CLAUSE | {"csubj", "parataxis"} and verb.head != verb:
        return verb.head
    if verb.dep_ == "pcomp":
        return verb.head.head
    return None


def is_complement(verb: Token) -> bool:
    """Whether the clause is a complement of its governor (said that …, agreed to …)."""
    return first_conjunct(verb).dep_ in COMPLEMENT | {"pcomp"}


def is_open_complement(verb: Token) -> bool:
    """Whether the clause lacks a subject of its own (agreed to …)."""
    first = first_conjunct(verb)
    return first.dep_ in COMPLEMENT and not _children(first, SUBJECT | PASSIVE_SUBJECT)


def marker(verb: Token) -> str:
    """The word that opens a subordinate clause ("if", "that", "after", "to"), lower-case; "" for none."""
    for child in verb.children:
        if child.dep_ in {"mark", "advmod"} and child.i < verb.i and child.tag_ in {"IN", "TO", "WRB"}:
            return child.lower_
    for child in _children(verb, {"aux"}):  # ClearNLP: "to" is an auxiliary
        if child.tag_ == "TO":
            return "to"
    return ""


def auxiliaries(verb: Token) -> list[Token]:
    """Auxiliary and copular verbs of a predicate."""
    found = _children(verb, AUXILIARY)
    if verb.dep_ in {"acomp", "attr"}:
        found = [*_children(verb.head, AUXILIARY), verb.head]
    if not found and verb.dep_ == "conj" and not _children(verb, SUBJECT | PASSIVE_SUBJECT):
        return auxiliaries(verb.head)  # "will meet Xi and sign a deal"
    return sorted(found, key=lambda t: t.i)


def modal(verb: Token) -> str | None:
    """The modal verb, lower-case: "will", "would", "may", "could", "must" …"""
    for aux in auxiliaries(verb):
        if aux.tag_ == "MD":
            return {"'ll": "will", "’ll": "will", "wo": "will", "ca": "can", "'d": "would", "’d": "would"}.get(
                aux.lower_, aux.lower_
            )
    return None


def is_negated(token: Token) -> bool:
    """Whether a verb or noun is negated: "did not attack", "no talks", "without talks"."""
    for child in token.children:
        if child.dep_ in {"neg", "advmod", "det", "cc:preconj", "preconj"} and child.lower_ in NEGATORS:
            return True
        if child.dep_ in {"case", "mark"} and child.lower_ == "without":
            return True
    if token.dep_ in {"pobj", "pcomp"} and token.head.lower_ == "without":
        return True
    if token.dep_ in {"acomp", "attr"}:
        return any(c.dep_ == "neg" for c in token.head.children)
    return any(aux.i < token.i and any(c.dep_ == "neg" for c in aux.children) for aux in _children(token, AUXILIARY))


def is_past(verb: Token) -> bool:
    """Whether the clause is in a past or perfect tense."""
    if verb.tag_ == "VBD":
        return True
    return any(
        a.tag_ == "VBD" or a.lemma_ == "have" or (a.lower_ in {"has", "have", "had", "'s"} and verb.tag_ == "VBN")
        for a in auxiliaries(verb)
    )


def is_past_perfect(verb: Token) -> bool:
    """Whether the clause is in the past perfect ("had seized")."""
    return any(a.lower_ in {"had", "'d"} and a.tag_ == "VBD" for a in auxiliaries(verb)) and verb.tag_ == "VBN"


def particle(verb: Token) -> str:
    """The particle of a phrasal verb ("over" in "hand over"), lower-case; "" for none."""
    for child in verb.children:
        if child.dep_ in PARTICLE:
            return child.lower_
    return ""


def followers(verb: Token) -> list[Token]:
    """Words that may make one predicate with a verb: particles, and bare adverbs, objects and adjectives behind it."""
    found = []
    for child in verb.children:
        bare = child.i > verb.i and child.left_edge.i == child.i and child.pos_ in {"ADV", "ADP", "NOUN", "ADJ"}
        if child.dep_ in PARTICLE or (bare and child.i - verb.i <= 4 and child.dep_ not in {"conj", "punct"}):
            found.append(child)
    return found


def is_predicate(token: Token) -> bool:
    """Whether an adjective or noun is what a clause says of its subject ("is ready", "is an ally")."""
    return token.dep_ in {"acomp", "attr"} or any(c.dep_ == "cop" for c in token.children)


# Who is meant, across clauses


def logical_subjects(verb: Token, depth: int = 0) -> list[Token]:
    """Who does it: the active subject or the passive agent, inherited where the clause leaves it out.

    Shared subjects ("met Xi and signed …"), control ("agreed to send", "urged Japan to send"), relative and participial
    clauses ("the army that seized …", "rebels fighting …") and adverbial clauses (", saying …") are followed.
    """
    if is_passive(verb):
        return agents(verb)
    return _resolved(subjects(verb), verb) or _inherited(verb, depth)


def logical_objects(verb: Token, depth: int = 0) -> list[Token]:
    """To whom or what it is done: the direct object, or the subject of a passive, inherited likewise."""
    if not is_passive(verb):
        return _resolved(objects(verb), verb)
    found = _resolved(subjects(verb), verb)
    if found:
        return found
    noun = antecedent(verb)
    return [noun] if noun is not None else _inherited(verb, depth)


def _inherited(verb: Token, depth: int) -> list[Token]:
    if depth > 6:
        return []
    if verb.dep_ == "conj" and verb.head != verb:
        head = verb.head
        if is_passive(head) and not is_passive(verb):
            return _resolved(subjects(head), head)
        if is_passive(verb):
            return _resolved(subjects(head), head) or _inherited(head, depth + 1)
        return logical_subjects(head, depth + 1)
    noun = antecedent(verb)
    if noun is not None:
        return with_conjuncts([noun]) if marker(verb) != "to" else []
    outer = governor(verb)
    if outer is None or outer == verb:
        return []
    opener = marker(verb)
    if verb.dep_ in ADVERBIAL_CLAUSE and opener in FINITE_MARKERS and verb.tag_ not in {"VBG", "VBN"}:
        return []
    if opener in OBJECT_GERUND or (verb.dep_ == "pcomp" and verb.head.lower_ in OBJECT_GERUND):
        done_to = objects(outer) if not is_passive(outer) else subjects(outer)
        if done_to:  # "accused Iran of arming", "prevented them from leaving"
            return _resolved(done_to, outer)
    if verb.dep_ in COMPLEMENT or (verb.dep_ in ADVERBIAL_CLAUSE and marker(verb) == "to"):
        controlled = objects(outer) + indirect_objects(outer)
        if controlled and outer.lemma_ not in SUBJECT_CONTROL and verb.dep_ in COMPLEMENT:
            return controlled
        if is_passive(outer):  # "was urged to withdraw"
            return _resolved(subjects(outer), outer)
    if is_passive(outer):
        return _resolved(subjects(outer), outer)
    return logical_subjects(outer, depth + 1)


def _resolved(nouns: list[Token], verb: Token) -> list[Token]:
    """Relative pronouns replaced by what they stand for."""
    out: list[Token] = []
    for noun in nouns:
        if noun.tag_ in {"WP", "WDT"} or (noun.lower_ == "that" and noun.tag_ in {"WDT", "IN", "DT"}):
            target = antecedent(verb)
            out += with_conjuncts([target]) if target is not None else [noun]
        else:
            out.append(noun)
    return out


def clause_tokens(verb: Token) -> Iterator[Token]:
    """The words of a clause in text order, without its subordinate clauses and coordinated clauses."""
    stop = COMPLEMENT | RELATIVE | PARTICIPLE | ADVERBIAL_CLAUSE | {"parataxis", "csubj"}

    def walk(token: Token) -> Iterator[Token]:
        yield token
        for child in token.children:
            if child.dep_ in stop or (child.dep_ == "conj" and is_verb(child)):
                continue
            yield from walk(child)

    yield from sorted(walk(verb), key=lambda t: t.i)
