"""Finds the names in a text: those that the knowledge base knows, and runs of capitals that look like names.

Works on words of the whole document, since sentence ends of a weak parse fall inside names.
"""

from __future__ import annotations

from dataclasses import dataclass, field

from kg.entities.cues import Lexicon, cues
from kg.entities.facts import Alias
from kg.entities.words import COMMA, HYPHEN, POSSESSIVE, SPACE, Words
from kg.model import Entity

PERSON, ORG, LOC, NORP, MISC, UNKNOWN = "PERSON", "ORG", "LOC", "NORP", "MISC", ""

_LABEL_OF_KIND = {
    "person": PERSON,
    "organisation": ORG,
    "government": ORG,
    "armed_group": ORG,
    "company": ORG,
    "people": NORP,
    "place": LOC,
    "country": LOC,
}
_CURRENCY = frozenset({"$", "€", "£", "¥", "₹"})
_LINKS_OF_PERSONS_TOO = frozenset({"al", "el", "de", "da", "do", "dos", "du", "van", "von", "bin", "ibn", "der", "la"})


@dataclass(slots=True)
class Name:
    """A run of words that names something.

    Attributes:
        first: Its first word.
        last: Its last word, included.
        label: PERSON, ORG, LOC, NORP, MISC, or "" while unknown.
        options: What the knowledge base takes it for, best first.
        entity: Whom it means, once linked.
        form: How it refers, as in :class:`kg.model.Mention`.
        country: What a part of the name says of its country.
        titled: Whether a title stands before it, so it must be a person.
        parts: Known names inside it.
        same_as: The name it is the acronym of, where the article introduces it as such.
    """

    first: int
    last: int
    label: str = UNKNOWN
    options: tuple[Alias, ...] = ()
    entity: Entity | None = None
    form: str = "name"
    country: str | None = None
    titled: bool = False
    parts: list[Name] = field(default_factory=list)
    same_as: Name | None = None


def label_of(alias: Alias) -> str:
    """The label of a known name."""
    if alias.form in ("adjective", "demonym"):
        return NORP
    return _LABEL_OF_KIND.get(alias.entity.kind, ORG)


def portfolio_end(words: Words, last: int) -> int:
    """The end of a minister's title: "Minister of Planning and International Cooperation".

    Args:
        words: The document.
        last: The last word of a role.
    """
    lists = cues()
    if words.key[last] not in lists["portfolio_holders"]:
        return last
    k, end = last + 1, last
    if k >= len(words) or words.key[k] not in ("of", "for") or words.gap[k] != SPACE:
        return last
    k += 1
    while k < len(words) and words.gap[k] <= COMMA:
        key = words.key[k]
        if key in lists["portfolios"]:
            end = k
        elif key not in ("and", "the", "of", "for") or words.gap[k] > COMMA:
            break
        k += 1
    return end


def _is_money(words: Words, last: int) -> bool:
    """Whether a currency sign follows: "US$"."""
    return words.string[words.end[last] : words.end[last] + 1] in _CURRENCY


def _is_date(words: Words, i: int) -> bool:
    """Whether a month's name stands in a date: "May 9", "in May"."""
    following = words.key[i + 1] if i + 1 < len(words) and words.gap[i + 1] <= COMMA else ""
    before = words.key[i - 1] if i and words.gap[i] <= HYPHEN else ""
    return following[:1].isdigit() or before[:1].isdigit() or before in cues()["before_a_month"]


@dataclass(slots=True)
class _Piece:
    """A part of a run of capitals: a known name, a role, a link word, or any word."""

    first: int
    last: int
    what: str
    options: tuple[Alias, ...] = ()


class Recognizer:
    """Finds names.

    Args:
        lexicon: What is known.
    """

    def __init__(self, lexicon: Lexicon) -> None:
        self._lexicon = lexicon
        lists = cues()
        self._capitalised: set[str] = set()  # words of the document at hand that are never written small
        self._org, self._place, self._other = (
            lists["organisation_heads"],
            lists["place_heads"],
            lists["other_heads"],
        )
        self._titles, self._given = lists["titles"], lexicon.given
        self._particles, self._links = lists["name_particles"], lists["name_links"]
        self._days, self._not_names = lists["days"], lists["not_names"]
        self._never_bare = lists["never_bare"]
        self._participles = lists["own_participles"] | lists["foreign_participles"] | lists["local_after_hyphen"]
        self._directions, self._continents = lists["directions"], lists["continents"]
        self._continentals, self._countries = lists["continentals"], lists["also_countries"]
        self._adjectives, self._ranks = lists["body_adjectives"], lists["rank_adjectives"]
        self._small, self._peoples = lists["sentence_words"], lists["peoples"]

    def names(self, words: Words) -> list[Name]:
        """All names in text order, none overlapping another."""
        found: list[Name] = []
        i, count = 0, len(words)
        seen = [k for k, c, first in zip(words.key, words.cap, words.initial, strict=True) if c and not first]
        self._capitalised = set(seen) - {k for k, c in zip(words.key, words.cap, strict=True) if not c}
        while i < count:
            match = self._known(words, i)
            if match is None and not self._may_start(words, i):
                i += 1
                continue
            stop = self._run_end(words, i, match)
            found += self._split(words, i, stop)
            i = stop + 1
        return found

    # Known names

    def _known(self, words: Words, i: int) -> tuple[int, tuple[Alias, ...]] | None:
        """The longest known name that begins at a word: its last word, and its readings."""
        names, keys = self._lexicon.names, words.key
        for length in names.lengths(keys, i):
            options = names.get(keys, i, length)
            if options is None:
                continue
            last = i + length - 1
            if length > 1 and not self._joined(words, i, last, options):
                continue
            surface = words.span(i, last)
            small = length == 1 and keys[i] in self._small and words.text[i][1:].islower()  # "He" is no Mr He
            if small or _is_money(words, last) or (length == 1 and keys[i] in self._days and _is_date(words, i)):
                continue
            if words.loud[i] and surface.isupper() and len(surface) > 3:
                shown = surface.title()
                fitting = tuple(a for a in options if a.fits(surface) or a.fits(shown))
            elif words.cap[i] or not options[0].text[0].isupper() or (length > 1 and words.cap[last]):
                fitting = tuple(a for a in options if a.fits(surface))
            else:
                continue
            if length == 1 and surface[1:].islower():
                fitting = tuple(a for a in fitting if sum(c.isupper() for c in a.text) < 2)  # "Let" is not LeT
            if fitting:
                return last, fitting
        return None

    def _joined(self, words: Words, first: int, last: int, options: tuple[Alias, ...]) -> bool:
        for k in range(first + 1, last + 1):
            gap = words.gap[k]
            if gap <= HYPHEN:
                continue
            if gap == POSSESSIVE and any("s " in a.text.replace("’", "'").replace("'s ", "s ") for a in options):
                continue
            if gap == COMMA and any("," in a.text for a in options):
                continue
            return False
        return True

    # Runs of capitals

    def _may_start(self, words: Words, i: int) -> bool:
        """Whether an unknown name may begin at a word."""
        if not words.cap[i] or words.loud[i] or _is_money(words, i):
            return False
        key = words.key[i]
        if key in self._days or key in self._not_names:
            return False
        if words.text[i][1:].islower() and key in self._small:
            return False
        if not words.initial[i]:
            return not (len(key) == 1 and (i + 1 >= len(words) or not words.cap[i + 1]))
        token = words.doc[words.token[i]]
        if token.is_stop:
            return False
        if key in self._capitalised:
            return True
        if token.tag_.startswith("NNP") or key in self._given or self._is_title(words, i):
            return True
        if token.text.isupper() and len(key) > 1:
            return True
        follows = i + 1 < len(words) and words.cap[i + 1] and words.gap[i + 1] == SPACE
        return follows and (key in self._adjectives or self._begins_phrase(words, i))

    def _begins_phrase(self, words: Words, i: int) -> bool:
        """Whether a role or an institution of several words begins here: "Foreign Ministry sources said"."""
        lexicon = self._lexicon
        return any(
            length > 1 and index.get(words.key, i, length) is not None
            for index in (lexicon.institutions, lexicon.roles)
            for length in index.lengths(words.key, i)
        )

    def _is_title(self, words: Words, i: int) -> bool:
        return words.key[i] in self._titles and i + 1 < len(words) and words.cap[i + 1] and words.gap[i + 1] == SPACE

    def _run_end(self, words: Words, i: int, match: tuple[int, tuple[Alias, ...]] | None) -> int:
        """The last word of the run of capitals that begins at a word."""
        last = match[0] if match else i
        count = len(words)
        while last + 1 < count:
            nxt = last + 1
            if words.gap[nxt] > HYPHEN:
                break
            if words.loud[nxt] != words.loud[i]:
                break
            known = self._known(words, nxt)
            if known is not None and words.gap[nxt] <= HYPHEN:
                last = known[0]
                continue
            key = words.key[nxt]
            if words.cap[nxt] and not words.loud[nxt] and key not in self._days:
                if (key in self._small and words.text[nxt][1:].islower()) or words.text[nxt] in ("I", "A"):
                    break
                last = nxt
                continue
            reach = self._over_link(words, nxt)
            if reach is None:
                break
            known = self._known(words, reach)
            last = known[0] if known is not None else reach
        return last

    def _over_link(self, words: Words, at: int) -> int | None:
        """The capitalised word behind small link words ("of the", "bin", "and"); None if they end the name."""
        k = at
        while k < len(words) and k - at < 3 and not words.cap[k] and words.gap[k] <= HYPHEN:
            key = words.key[k]
            # "Suk-yeol", not "Uganda-based"
            lower_part = words.gap[k] == HYPHEN and len(key) <= 6 and key not in self._participles
            if key not in self._links and key not in self._particles and not lower_part:
                return None
            if lower_part:
                return k
            k += 1
        if k >= len(words) or words.gap[k] > HYPHEN or words.loud[k] or words.key[k] in self._days:
            return None
        return k if words.cap[k] else None

    def _split(self, words: Words, first: int, last: int) -> list[Name]:
        """The names in a run of capitals."""
        pieces = self._pieces(words, first, last)
        names: list[Name] = []
        at = 0
        while at < len(pieces):
            piece = pieces[at]
            if piece.what in ("link", "role"):
                at += 1
                continue
            end, label = self._headed(words, pieces, at)
            if piece.what in ("region", "people"):
                end, label = at, UNKNOWN
            if end is None:
                end, label = self._unheaded(words, pieces, at)
            group = pieces[at : end + 1]
            titled = at > 0 and pieces[at - 1].what == "role"
            if piece.what in ("region", "people"):
                name = Name(piece.first, piece.last, LOC if piece.what == "region" else NORP)
                end, group = at, group[:1]
            elif label == UNKNOWN and end == at and piece.what == "word" and words.key[piece.first] in self._peoples:
                name = Name(piece.first, piece.last, NORP)
            elif len(group) == 1 and piece.what == "known":
                name = Name(piece.first, piece.last, label_of(piece.options[0]), piece.options, titled=titled)
            else:
                name = Name(group[0].first, group[-1].last, label, titled=titled)
                name.parts = [
                    Name(p.first, p.last, label_of(p.options[0]), p.options) for p in group if p.what == "known"
                ]
                options = self._lexicon.names.get(words.key, name.first, name.last - name.first + 1)
                if options:
                    name.options = options
                elif label == PERSON and piece.what == "known" and piece.last > piece.first:
                    name.options = piece.options
            if not (name.first == name.last and words.key[name.first] in self._not_names):
                names.append(name)
            at = end + 1
        return names

    def _pieces(self, words: Words, first: int, last: int) -> list[_Piece]:
        pieces: list[_Piece] = []
        i = first
        roles = self._lexicon.roles
        while i <= last:
            known = self._known(words, i)
            region = self._region(words, i, last)
            if region is not None and (known is None or known[0] < region[0]):
                pieces.append(_Piece(i, region[0], region[1]))
                i = region[0] + 1
                continue
            if known and known[0] == i and (i > first or known[1][0].weak) and self._is_head(words.key[i], known[1]):
                known = None  # "National Park" is not Ms Park
            role_end = -1
            for length in roles.lengths(words.key, i):
                if i + length - 1 <= last and roles.get(words.key, i, length):
                    inside = range(i + 1, i + length)
                    if all(words.gap[k] <= HYPHEN for k in inside):
                        role_end = i + length - 1
                        break
            if known and known[0] >= role_end and known[0] <= last:
                pieces.append(_Piece(i, known[0], "known", known[1]))
                i = known[0] + 1
            elif role_end >= 0 and not self._only_describes(words, i, role_end, last, pieces):
                before = pieces[-1] if pieces else None
                if before is not None and before.what == "word" and words.key[before.first] in self._ranks:
                    pieces.pop()
                role_end = min(portfolio_end(words, role_end), last)
                pieces.append(_Piece(i, role_end, "role"))
                i = role_end + 1
            elif words.key[i] in self._titles and i < last and words.cap[i]:
                pieces.append(_Piece(i, i, "role"))
                i += 1
            elif not words.cap[i] and (words.key[i] in self._links or words.key[i] in self._particles):
                pieces.append(_Piece(i, i, "link"))
                i += 1
            else:
                pieces.append(_Piece(i, i, "word"))
                i += 1
        return pieces

    def _is_head(self, key: str, options: tuple[Alias, ...]) -> bool:
        """Whether a name of one word is also the head word of places or bodies: "National Park", "Labour Congress"."""
        if options[0].form not in ("surname", "name") or options[0].entity.kind == "country":
            return False
        if options[0].weak and key in self._peoples:
            return True  # "English" is not Mr English
        return key in self._place or key in self._org or key in self._other

    def _only_describes(self, words: Words, i: int, end: int, last: int, pieces: list[_Piece]) -> bool:
        """Whether what could be a role is a part of a body's or an event's name."""
        return self._heads_name(words, i, end, last, pieces) or self._adjectival(words, i, end, last)

    def _adjectival(self, words: Words, i: int, end: int, last: int) -> bool:
        """Whether a word that could be a rank only describes what follows: "General Election"."""
        if i != end or end >= last or words.key[i] not in self._never_bare:
            return False
        return words.key[end + 1] in self._other or words.key[end + 1] in self._org

    def _heads_name(self, words: Words, i: int, end: int, last: int, pieces: list[_Piece]) -> bool:
        """Whether a word that could be a role is the head of a body's name: "ASEAN Parliamentarians for …"."""
        key = words.key[end]
        if i != end or key not in self._org or not pieces or pieces[-1].what not in ("known", "word"):
            return False
        return key.endswith("s") or (end < last and words.key[end + 1] in ("of", "for"))

    def _region(self, words: Words, i: int, last: int) -> tuple[int, str] | None:
        """A part of the world, or its people: "Latin America", "East African", "Europe".

        It ends a name unless a head word of a body follows ("Latin American Development Bank").
        """
        k = i
        while k < last and words.key[k] in self._directions and words.gap[k + 1] <= HYPHEN:
            k += 1
        key = words.key[k]
        what = "region" if key in self._continents else "people" if key in self._continentals else ""
        if not what or (k == i and key in self._countries):
            return None
        if k < last and words.gap[k + 1] <= HYPHEN and words.cap[k + 1]:
            return None
        return k, what

    def _headed(self, words: Words, pieces: list[_Piece], at: int) -> tuple[int | None, str]:
        """The end of a name that has a head word ("… Ministry", "University of …"), and what it names."""
        end: int | None = None
        label = UNKNOWN
        k = at
        while k < len(pieces):
            piece = pieces[k]
            if piece.what == "role":
                break
            if piece.what == "link":
                if k + 1 >= len(pieces) or not self._extends(words, pieces, k, end, label):
                    break
                k += 1
                # Behind "of" everything belongs to the name, up to the next link word.
                while k < len(pieces) and pieces[k].what == "link":
                    k += 1
                stop = k
                while stop + 1 < len(pieces) and pieces[stop + 1].what in ("word", "known"):
                    if pieces[stop].what == "known" and pieces[stop + 1].what == "known":
                        break
                    stop += 1
                if k < len(pieces):
                    end = stop
                k = stop + 1
                continue
            if piece.what == "word":
                head = words.key[piece.last]
                single = k == at and (k + 1 >= len(pieces) or pieces[k + 1].what not in ("link",))
                if head in self._org and not (single and k + 1 < len(pieces)):
                    end, label = k, ORG
                elif head in self._other and k > at:
                    end, label = k, MISC
                elif head in self._place and (k > at or not single) and (label != ORG or k == (end or 0) + 1):
                    end, label = k, LOC
            elif len(pieces[k].options) and k > at and pieces[k - 1].what == "known" and end is None:
                break
            k += 1
        return end, label

    def _extends(self, words: Words, pieces: list[_Piece], k: int, end: int | None, label: str) -> bool:
        """Whether a link word continues the name that ends before it."""
        link = words.key[pieces[k].first]
        if link in _LINKS_OF_PERSONS_TOO and not (end is not None and end == k - 1):
            return pieces[k].what == "link" and end is None and False
        if end is None or end != k - 1:
            return False
        if link in ("of", "for", "de", "des", "du", "da", "do"):
            return True
        if link == "and":
            following = pieces[k + 1]
            later = pieces[k + 1 :]
            stop = next((n for n, p in enumerate(later) if p.what != "word"), len(later))
            if any(words.key[p.first] in self._org for p in later[:stop]):
                return False  # a second body begins
            inside_of = any(words.key[p.first] in ("of", "for") for p in pieces[:k] if p.what == "link")
            return inside_of and following.what == "word" and label == ORG
        return link in ("on", "in") and label == ORG and pieces[k + 1].what == "word"

    def _unheaded(self, words: Words, pieces: list[_Piece], at: int) -> tuple[int, str]:
        """The end of a name without a head word: a person, or whatever the context makes of it."""
        piece = pieces[at]
        given = words.key[piece.first] in self._given and piece.first == piece.last
        if piece.what == "known" and not self._person_part(piece, given):
            owner = piece.options[0]
            if owner.entity.kind == "person":
                return self._family_name(pieces, at), PERSON
            # "Kenya Kwanza", "Qatar Charity"
            if owner.entity.kind != "country" or owner.form != "name" or not owner.text[-1].islower():
                return at, label_of(owner)
            end = at
            while end + 1 < len(pieces) and pieces[end + 1].what == "word":
                end += 1
            tail = {words.key[p.last] for p in pieces[at + 1 : end + 1]}
            person = end > at and words.key[pieces[at + 1].first] in self._given
            # "Prime Minister of Mongolia Oyun-Erdene"
            of = piece.first > 0 and words.key[piece.first - 1] == "of"
            joins = at < end < at + 3 and not person and not of and not tail & (self._peoples | self._other)
            return (end, ORG) if joins else (at, label_of(owner))
        end = at
        k = at + 1
        if words.key[piece.last] in self._peoples and piece.what == "word":
            return at, UNKNOWN
        while k < len(pieces):
            nxt = pieces[k]
            if nxt.what == "word":
                if words.key[nxt.first] in self._peoples and not given:
                    break
                end = k
            elif nxt.what == "known":
                # "Michael Jordan", "Brigitte Macron": a known single word behind a first name is a surname.
                single = nxt.first == nxt.last
                form = nxt.options[0].form
                if given and not single and nxt.options[0].entity.kind == "person" and form == "name":
                    end = k  # "Ahmad" before the full name of his father
                    k += 1
                    continue
                first_name = given and k == at + 1 and form == "name" and nxt.options[0].cased  # "Michael Jordan"
                if not single or (form in ("adjective", "demonym", "name", "metonym") and not first_name):
                    break
                # "Lewis Hamilton", "Edmara Jaén": a town behind an unknown word is a surname, or "Old Havana".
                surname = piece.what == "known" or given or form == "place" or first_name
                if form != "surname" and not (surname and k == at + 1):
                    break
                end = k
            elif nxt.what == "link":
                key = words.key[nxt.first]
                if key not in self._particles or k + 1 >= len(pieces) or key == "y":
                    break
            else:
                break
            k += 1
        label = PERSON if given and end > at else UNKNOWN
        return end, label

    @staticmethod
    def _family_name(pieces: list[_Piece], at: int) -> int:
        """The end of a known person's name with a family name behind it: "Nawaf Al-Ahmad Al-Sabah"."""
        end = at
        while end + 1 < len(pieces) and pieces[end + 1].what == "known":
            nxt = pieces[end + 1].options[0]
            if nxt.form != "surname":
                break
            end += 1
        return end

    def _person_part(self, piece: _Piece, given: bool) -> bool:
        """Whether a known name may be the first part of an unknown person's name: a surname, or a first name."""
        if piece.first != piece.last:
            return False
        first = piece.options[0]
        return first.form == "surname" or (given and first.form in ("place", "capital"))
