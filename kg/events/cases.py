"""Acts that a sentence only names to say what somebody is tried, wanted or remembered for.

"Convicted of the murder of a singer", "arrested for taking part in the attack", "the trial over the bombing": the news
is the case.  Who did it is who stands trial, or is told elsewhere; that nobody did it would be wrong.
"""

from __future__ import annotations

from spacy.tokens import Token

from kg.language import en, syntax
from kg.language.lemmas import lemmas

_CRIME, _PREPOSITIONS = en.lists("crime"), en.lists("prepositions")
_STEPS = 5


def is_of_case(noun: Token) -> bool:
    """Whether a noun for an act stands under a word of a case, as what the case is about."""
    here = syntax.first_conjunct(noun)
    if here in syntax.modifiers(here.head) and not _CRIME["cases"].isdisjoint(lemmas(here.head)):
        return True  # "insurrection charges", "a murder trial"
    for _ in range(_STEPS):
        above, named = here.head, _CRIME["cases"]
        if above == here or above.sent != noun.sent or here in syntax.subjects(above):
            return False
        link = syntax.preposition(here) or syntax.marker(here)
        if link not in _PREPOSITIONS["of_a_case"] and here not in syntax.objects(above):
            return False
        if "connection" in lemmas(above) or (link == "in" and syntax.is_verb(above) and above.tag_ != "VBG"):
            return False  # "arrested in connection with", "detained in a raid": that it took place is told
        if not named.isdisjoint(lemmas(above)):
            return True
        if syntax.is_verb(above) and (above.tag_ != "VBG" or syntax.subjects(above)):
            return any(not _CRIME["case_papers"].isdisjoint(lemmas(t)) for t in syntax.subjects(above))
        here = syntax.first_conjunct(above)
    return False
