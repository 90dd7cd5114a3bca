"""Questions a rule may ask of a parse, the same for both label schemes.

Our weights speak Universal Dependencies; spaCy's ``en_core_web_*`` speak ClearNLP.  They differ in names (``obj`` and
``dobj``), in what heads a prepositional phrase (the noun, or the preposition) and in what heads "X is ready" (the
adjective, or the copula).  Rules never read ``token.dep_``: they ask here.

Every function takes tokens and returns tokens in text order.  None of them raises on an odd parse; a question without
an answer gives an empty list or None.
"""

from __future__ import annotations

from kg.language.clauses import (
    adverbial_clauses,
    agents,
    antecedent,
    complements,
    for_clauses,
    governor,
    indirect_objects,
    is_complement,
    is_open_complement,
    is_open_question,
    is_passive,
    marker,
    objects,
    participles,
    relative_clauses,
    reported_clauses,
    subjects,
)
from kg.language.participants import (
    clause_tokens,
    logical_objects,
    logical_subjects,
)
from kg.language.phrases import (
    adverbial_nouns,
    appositions,
    conjuncts,
    first_conjunct,
    flat_parts,
    gerunds,
    is_pronoun,
    is_verb,
    modifiers,
    noun_phrase,
    obliques,
    possessors,
    preposition,
    with_conjuncts,
)
from kg.language.predicates import (
    auxiliaries,
    followers,
    is_inverted_condition,
    is_negated,
    is_past,
    is_past_perfect,
    is_predicate,
    is_question,
    modal,
    particle,
)

__all__ = [
    "adverbial_clauses",
    "adverbial_nouns",
    "agents",
    "antecedent",
    "appositions",
    "auxiliaries",
    "clause_tokens",
    "complements",
    "conjuncts",
    "first_conjunct",
    "flat_parts",
    "followers",
    "for_clauses",
    "gerunds",
    "governor",
    "indirect_objects",
    "is_complement",
    "is_inverted_condition",
    "is_negated",
    "is_open_complement",
    "is_open_question",
    "is_passive",
    "is_past",
    "is_past_perfect",
    "is_predicate",
    "is_pronoun",
    "is_question",
    "is_verb",
    "logical_objects",
    "logical_subjects",
    "marker",
    "modal",
    "modifiers",
    "noun_phrase",
    "objects",
    "obliques",
    "participles",
    "particle",
    "possessors",
    "preposition",
    "relative_clauses",
    "reported_clauses",
    "subjects",
    "with_conjuncts",
]
