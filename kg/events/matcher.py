"""The matcher: which words of a sentence are acts that the lexicon knows, and who took part in them.

Each verb, event noun or predicate adjective in a frame of the lexicon becomes a match.  What a match consumes (the
"talks" of "held talks", the clause of "urged Iran to stop") makes no match of its own.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from spacy.tokens import Span, Token

from kg.core.plover import EventType, QuadClass, Status
from kg.core.plover_table import Trait
from kg.events import gapping, one_act, plausible, speech_acts
from kg.events.attribution import Voices
from kg.events.casting import cast
from kg.events.enough import says_enough
from kg.events.frame import Frame, compound
from kg.events.grounds import Family, Ground
from kg.events.lexicon import Entry, Lexicon, classes
from kg.events.match import Match
from kg.events.parties import Parties
from kg.events.presupposed import is_reason
from kg.events.proposer import propose
from kg.events.status import stance
from kg.language import en, syntax
from kg.language.lemmas import lemmas, sentence_forms

_ATTITUDES, _DEEDS, _SENSES, _SPEECH, _SPORTS = map(en.lists, ("attitudes", "deeds", "senses", "speech", "sports"))
# Words of a sentence that is read although nobody is named in it.
LONGEST = 300
UNCODED = Entry("other", EventType.OTHER, "verb", "", "", (), (), (), ())


@dataclass(slots=True)
class _Read:
    """What has been read of a sentence so far.

    Attributes:
        acts: What somebody did.
        open: Acts for which nobody is named; a noun in them may say who.
        consumed: The words that are part of an act, and none of their own.
    """

    acts: list[Match] = field(default_factory=list)
    open: list[Match] = field(default_factory=list)
    consumed: set[int] = field(default_factory=set)

    def take(self, match: Match) -> None:
        """Adds what somebody did, with all its words; what the lexicon has no type for is told if it is on somebody."""
        self.consumed |= consumed_by(match)
        if match.entry.type != EventType.OTHER or match.recipients:
            self.acts.append(match)

    def leave_open(self, match: Match) -> None:
        """Adds an act for which nobody is named; its words may be acts of their own."""
        self.open.append(match)
        if match.entry.type == EventType.ACCUSE:
            self.consumed |= _clause_words(match)  # "is accused of killing": that he killed is not told


class Matcher:
    """Finds matches.

    Args:
        lexicon: The predicates.
    """

    def __init__(self, lexicon: Lexicon) -> None:
        self.lexicon = lexicon

    def find(self, sentence: Span, parties: Parties, voices: Voices) -> list[Match]:
        """The matches of a sentence that somebody did, outer acts first."""
        tokens = list(sentence)
        if len(tokens) > LONGEST and not any(parties.covering(t) for t in tokens):
            return []  # a list, a table or what a machine wrote, of nobody
        read, sports = _Read(), _is_of_sports(tokens)
        for token in _verbs(tokens):
            if token.i not in read.consumed and not one_act.result_of(token, [*read.acts, *read.open]):
                self._read_verb(token, read, sports, parties, voices)
        acts = read.consumed | {m.trigger.i for m in read.acts}
        for token in tokens:
            if token.pos_ in {"NOUN", "PROPN"} and token.i not in acts and not parties.covering(token):
                match = self._of_noun(token, tokens, parties)
                if match is not None and cast(match, parties, voices) and says_enough(match):
                    read.acts.append(match)
        told = {m.trigger.i for m in read.acts}
        found = read.acts + [m for m in read.open if told.isdisjoint(t.i for t in m.frame.slot("object"))]
        if found:
            found = one_act.once(gapping.with_gapped(found, tokens, parties))
        return found or list(speech_acts.verdicts(tokens, parties, voices))

    def _read_verb(self, token: Token, read: _Read, sports: bool, parties: Parties, voices: Voices) -> None:
        """Adds the act that a verb or predicate tells, if it tells one, to what has been read of its sentence.

        Args:
            token: The verb or predicate.
            read: What has been read before it; changed.
            sports: Whether the sentence is one of sports.
            parties: Who is named.
            voices: Who speaks where.
        """
        match = speech_acts.demand(token, parties, voices)
        if match is not None:
            read.take(match)
            return
        match = self._of_verb(token, parties)
        if match is None:
            match = None if sports else _uncoded(token, parties)
            if match is not None:
                read.acts.append(match)
        elif self._only_operates(match, parties):
            return
        elif cast(match, parties, voices) and says_enough(match):
            if match.actors:
                read.take(match)
            else:
                read.leave_open(match)
        elif (quad := match.entry.type.quad) is not None and quad.by_words:
            read.consumed |= _clause_words(match)  # "had been accused of …": nobody's accusation is still no act

    def _of_verb(self, token: Token, parties: Parties) -> Match | None:
        """The match of a verb or predicate; of a participle without a subject that of an adjective, if it has one."""
        match = self._match(token, "verb" if syntax.is_verb(token) else "adj", parties)
        if token.tag_ == "VBN" and (match is None or not match.frame.slot("subject")):
            return self._match(token, "adj", parties) or match  # "is committed to"
        return match

    def _of_noun(self, noun: Token, tokens: Sequence[Token], parties: Parties) -> Match | None:
        """The match of a noun, but for what is only asked for, or only named as the topic of a story."""
        match = self._match(noun, "noun", parties)
        if match is None or _is_wanted(match) or (_is_named_only(match) and plausible.is_label(tokens)):
            return None
        return match

    def covers(self, verb: Token, parties: Parties) -> bool:
        """Whether the lexicon has an entry for a verb in the frame in which it stands, whoever takes part."""
        return self._match(verb, "verb", parties) is not None

    def _match(self, token: Token, pos: str, parties: Parties) -> Match | None:
        lemma = self.lexicon.form(pos, lemmas(token))
        if lemma is None or (pos == "verb" and plausible.is_idiom(token)):
            return None
        frame = Frame.of(token, pos, parties)
        entry = frame.best(self.lexicon, lemma)
        if entry is None or (pos == "noun" and not entry.extra and compound(token, lemma) in _SENSES["opaque"]):
            return None  # a culture war is no war
        if pos == "noun" and token.head.i == token.i + 1 and not _SENSES["papers_of"].isdisjoint(lemmas(token.head)):
            return None  # a protest note is no protest, a sanctions list no sanction
        return Match(entry, frame, stance(token), _family(entry))

    def _only_operates(self, match: Match, parties: Parties) -> bool:
        """Whether the act is the clause's: "plans to visit" is a planned visit."""
        if not any(form in _ATTITUDES["operators"] for form in lemmas(match.trigger)):
            return False
        if match.frame.slot("object") or match.frame.slot("clause-subject"):
            return False  # "wants Japan to stop" is a request
        return any(self._match(clause, "verb", parties) is not None for clause in match.frame.slot("clause"))


def _verbs(tokens: Sequence[Token]) -> list[Token]:
    """The verbs of a sentence, and the adjectives said of somebody ("is critical of"), that tell acts, outer first."""
    said = [t for t in tokens if syntax.is_verb(t) or (t.pos_ == "ADJ" and syntax.is_predicate(t))]
    return sorted([t for t in said if not plausible.describes(t)], key=_depth)


def _is_of_sports(tokens: Sequence[Token]) -> bool:
    """Whether a sentence is of sports: who beats whom there is no act that is told without an entry of the lexicon."""
    forms = sentence_forms(tokens[0])
    return not _SPORTS["sports"].isdisjoint(forms) and not _SPORTS["sports"].isdisjoint(t.lower_ for t in tokens)


def _is_wanted(match: Match) -> bool:
    """Whether it is only asked for: "marched to demand the resignation of".  Who asks for talks is in touch."""
    why = match.stance.governor
    if match.entry.mutual:
        return False
    return (
        why is not None and match.stance.status == Status.HYPOTHETICAL and not _DEEDS["wanted"].isdisjoint(lemmas(why))
    )


def _is_named_only(match: Match) -> bool:
    """Whether a heading only names what a story belongs to: "Russian invasion of Ukraine", not "Visit to Chad"."""
    return match.entry.type.quad == QuadClass.MATERIAL_CONFLICT


def _uncoded(verb: Token, parties: Parties) -> Match | None:
    """An act between two actors whose verb the lexicon does not have."""
    if not syntax.is_verb(verb) or any(form in _SPEECH["no_act"] or form in _SPEECH["speech"] for form in lemmas(verb)):
        return None
    actors = [m for t in syntax.logical_subjects(verb) for m in parties.of(t)]
    if all(m.entity.kind == "people" for m in actors):  # nobody, or "voters elect a president"
        return None
    recipients = [m for t in syntax.logical_objects(verb) for m in parties.of(t)]
    if not recipients or {m.entity.id for m in actors} & {m.entity.id for m in recipients}:
        return None
    match = Match(UNCODED, Frame(verb, "verb", parties), stance(verb), Family.OTHER, actors, recipients)
    proposal = propose(verb, {t.i for t in verb.sent if parties.covering(t)})
    if proposal is not None:
        type_, match.sure = proposal
        match.entry, match.family = replace(UNCODED, id=f"proposed/{type_}", type=type_), Family.PROPOSED
        match.notes.append(Ground.PROPOSED)
    return match


def consumed_by(match: Match) -> set[int]:
    """The words that are part of this act and none of their own."""
    told = match.entry.pos == "verb" and match.entry.lemma in _SPEECH["plain_speech"]  # what is said is told as well
    parts = [c.slot for c in match.entry.when if c.kind == "words" and not (told and c.slot == "clause")]
    out = {t.i for slot in parts for t in match.frame.slot(slot)} | _clause_words(match)
    if match.entry.type == EventType.SANCTION and match.entry.pos == "verb":
        # "suspended trade with Mali": there is none
        out |= {t.i for t in match.frame.slot("object") if not classes()["cooperation"].isdisjoint(lemmas(t))}
    if match.entry.type.has(Trait.WISH) and match.entry.pos == "verb":
        out |= {i for t in (*match.frame.slot("object"), *match.frame.slot("from")) for i in _only_wished_for(t)}
    return out


def _only_wished_for(noun: Token) -> set[int]:
    """The words of what is wished for or refused, without the clauses and reasons in it, which tell what is.

    "Seeks parts to build missiles", "rejected talks with Iran", "shied away from meetings".
    """
    inside = list(noun.subtree)
    factual = {t.i for n in inside for c in syntax.relative_clauses(n) for t in c.subtree}
    factual |= {t.i for n in inside if is_reason(syntax.preposition(n), n) for t in n.subtree}
    return {t.i for t in inside} - factual


def _clause_words(match: Match) -> set[int]:
    """The words of the clause that is the content of the act."""
    if "clause" not in match.entry.theme and not match.entry.type.has(Trait.WISH):
        return set()
    out: set[int] = set()
    todo = list(match.frame.slot("clause"))
    done = not _DEEDS["brings_about"].isdisjoint(lemmas(match.trigger)) and match.stance.status == Status.ASSERTED
    if done and match.entry.pos == "verb":
        return out  # who is forced to do something does it
    if match.entry.type == EventType.CONSULT:  # "telephoned Ana to congratulate her": he does
        todo = [t for t in todo if _SPEECH["performative"].isdisjoint(lemmas(t))]
    while todo:
        token = todo.pop()
        if token.i not in out:
            out.add(token.i)
            todo += [*syntax.complements(token), *syntax.objects(token), *syntax.conjuncts(token)]
            todo += [noun for word, noun in syntax.obliques(token) if not is_reason(word, noun)]
            todo += [verb for _, verb in syntax.gerunds(token)]
            todo += [clause for clause in syntax.adverbial_clauses(token) if syntax.marker(clause) == "to"]
    return out


def _family(entry: Entry) -> Family:
    if entry.pos == "noun":
        return Family.NOUN
    if entry.pos == "adj":
        return Family.ADJECTIVE
    if any(c.slot == "clause" for c in entry.when):
        return Family.VERB_CLAUSE
    return Family.VERB if not entry.when else Family.VERB_FRAME


def _depth(token: Token) -> tuple[int, int]:
    return sum(1 for _ in token.ancestors), token.i
