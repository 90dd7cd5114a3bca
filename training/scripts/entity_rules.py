"""Tag names in parsed text by the parse and by lists: ``entity_rules.py FACTBOOK OUT.pickle PARSED.pickle...``.

The teacher's parse says where a name begins and ends (proper nouns joined by flat, compound and a few other arcs). Its type
comes, in this order, from lists and the name's own words, from a title before it, from a given name or a surname that titles
elsewhere in the corpus have shown to be one, from the entity teacher's tag, and last from the preposition before it.
"""

from __future__ import annotations

import pickle
import re
import sys
from collections import Counter
from pathlib import Path

from entity_gold import TITLES
from entity_lists import ORG_WORDS, REGIONS, cities, countries, peoples, type_of_name
from treebank import Sentence

ROLES = TITLES | set(
    "leader spokesman spokeswoman spokesperson politician lawyer activist journalist singer actor actress commander candidate "
    "businessman player footballer coach author writer lawmaker deputy envoy economist rapper musician cardinal bishop "
    "terrorist militant gunman prosecutor critic oligarch billionaire host racer driver golfer swimmer boxer analyst expert "
    "adviser advisor aide head chief manager founder ceo congressman congresswoman priest cleric sheikh ayatollah imam".split()
)
OF_HEADS = set(
    "Ministry Department University Bank House Organization Organisation Court Council Institute Academy Office Bureau Board Church "
    "Party Front Movement Army Forces Federation Union Association Committee Commission Agency Chamber League Republic Kingdom "
    "State States Emirate Gulf Sea Strait Bay Cape Isle Isles Islands Island City Congress Parliament Assembly Senate Authority "
    "Government Alliance School College Society Fund Directorate Secretariat Community Group Battle Siege Bank Center Centre".split()
)
NOT_NAMES = set(
    "January February March April May June July August September October November December Monday Tuesday Wednesday Thursday "
    "Friday Saturday Sunday Christmas Easter Ramadan Internet English COVID-19 COVID-19 Covid-19 COVID Mr Mrs Ms QUESTION MR MS "
    "God Bible Quran".split()
) | {"Prime", "Vice", "Deputy", "Acting", "Jan.", "Feb.", "Aug.", "Sept.", "Oct.", "Nov.", "Dec."}
ARMED = set(
    "al-Qaeda|Al-Qaeda|Al Qaeda|al-Shabaab|Al-Shabaab|Al Shabaab|Al Jazeera|Al-Jazeera|al Jazeera|Abu Sayyaf|Boko Haram|Taliban|Hamas|"
    "Hezbollah|Hizbollah|ISIL|ISIS|Fatah|al-Nusra Front|Al-Nusra|Daesh|Islamic Jihad|M23|ETA|FARC|Sinn Féin|Kremlin|White House|Houthis|"
    "Al Arabiya|Al-Masirah|Al-Ahram|Al Ahly|Janjaweed|Wagner|Reuters|Xinhua|TASS|Google|Facebook|Twitter|Apple|Amazon|Boeing|Airbus".split(
        "|"
    )
)
SKIPPED = set(
    "SARS-CoV-2|Omicron|US$|Delta|Human Rights|Sputnik V|A$|C$|NZ$|HK$|COVID-19|Coronavirus|Foreign|Health|Grand|Nuclear Power|Attorney|First|Defence|Energy|South|North|East|St|States|X|Attorney General|MP|MPs|CEO|PM|GDP|HIV|AIDS|TV|DNA|GPS|LNG|NFT|AI|IT|EV|PCR|SMS|UTC|GMT|BST|ID|Opposition|PCR|HIV/AIDS|LGBT|LGBTQ|QUESTION".split(
        "|"
    )
)
PARTICLES = {
    "Al",
    "El",
    "al",
    "el",
    "Abu",
    "The",
    "New",
    "Human",
    "San",
    "Saint",
    "St.",
    "Santa",
    "North",
    "South",
    "East",
    "West",
}
SAID = {
    "say",
    "tell",
    "ask",
    "add",
    "announce",
    "resign",
    "die",
    "state",
    "note",
    "arrest",
    "marry",
    "tweet",
    "write",
    "believe",
}


def tight(words: list[str]) -> str:
    """The name as it is written, hyphens and apostrophes closed up."""
    return re.sub(r" (['’-]) ?|(?<=-) ", r"\1", " ".join(words))


def spans(s: Sentence, people: frozenset[str]) -> list[tuple[int, int]]:
    """Maximal names of a sentence as (first, last + 1)."""
    n = len(s.words)
    capital = [w[:1].isupper() or w[:1].isdigit() for w in s.words]
    name = [
        u == "PROPN" and (w not in NOT_NAMES or d == "flat") for u, w, d in zip(s.upos, s.words, s.deps, strict=True)
    ]
    children: dict[int, list[int]] = {}
    for i, h in enumerate(s.heads):
        children.setdefault(h - 1, []).append(i)
    group = list(range(n))

    def find(i: int) -> int:
        while group[i] != i:
            i = group[i]
        return i

    def case_of(i: int) -> set[str]:
        return {s.words[c].lower() for c in children.get(i, []) if s.deps[c] == "case"}

    particles = {"al", "el", "bin", "ibn", "de", "van", "von", "da", "dos", "der", "du", "ul", "ud", "la", "le", "un"}
    in_of: set[int] = set()
    for _ in range(2):
        for i, h in enumerate(h - 1 for h in s.heads):
            if h < 0 or not name[h] or (s.words[i] in NOT_NAMES and s.deps[i] != "flat"):
                continue
            dep = s.deps[i]
            low = s.words[i].lower() in ROLES and i < h and s.words[h] not in ORG_WORDS
            ok = (
                (dep in {"flat", "goeswith"} and (capital[i] or s.words[i].lower() in particles or name[i]))
                or (dep in {"compound", "nummod", "amod"} and capital[i] and not low and abs(i - h) < 6 and (i > 0 or s.xpos[i][:3] == "NNP") or dep == "compound" and name[i] and not low)
                or (dep == "nmod:poss" and name[i] and s.words[i] in {"People", "Workers", "Women", "Children", "Nation"})
                or (dep == "nmod" and capital[i] and s.words[h] in OF_HEADS and case_of(i) <= {"of", "for", "the"} and s.upos[i] in {"PROPN", "NOUN"})
                or (dep == "conj" and h in in_of and capital[i] and i - h < 5)
            )  # fmt: skip
            if dep == "amod" and s.words[i] in people and s.words[h] not in ORG_WORDS and not any(
                s.words[c] in ORG_WORDS for c in children.get(h, [])
            ):  # fmt: skip
                ok = tight(s.words[i : h + 1]) in countries() | REGIONS | cities()
            if ok and dep in {"nmod", "conj"}:
                in_of.add(i)
            if ok:
                name[i] = True
                group[find(i)] = find(h)
    members: dict[int, list[int]] = {}
    for i in range(n):
        if name[i]:
            members.setdefault(find(i), []).append(i)
    found = []
    for group_members in members.values():
        runs = [[group_members[0]]]
        for i in group_members[1:]:
            gap = s.words[runs[-1][-1] + 1 : i]
            if (
                all(w in {"-", "'", "’", ".", "of", "the", "for", "and", "&", "’s", "'s", "–"} for w in gap)
                and len(gap) <= 3
            ):
                runs[-1].append(i)
            else:
                runs.append([i])
        for run in runs:
            a, b = run[0], run[-1] + 1
            while a < b and (s.words[a].lower() in ROLES and b - a > 1 and s.words[b - 1] not in ORG_WORDS or s.upos[a] in {"DET", "NUM"} and b - a > 1 and s.upos[a] == "DET"):  # fmt: skip
                a += 1
            while b > a and (s.words[b - 1].lower() in ROLES or s.words[b - 1] in {"'s", "’s", "-", "."}):
                b -= 1
            if a < b and any(capital[k] and s.words[k][0].isalpha() for k in range(a, b)):
                found.append((a, b))
    return found


def titled(s: Sentence, a: int, b: int) -> bool:
    """Whether a role noun or a title stands before the name."""
    inside = range(a, b)
    return any(
        s.deps[c] in {"nmod:desc", "appos", "compound", "flat"} and s.words[c].lower() in ROLES and s.heads[c] - 1 in inside and c not in inside
        for c in range(max(0, a - 8), a)
    ) or (a > 0 and s.words[a - 1].lower().rstrip(".") in {"mr", "mrs", "ms", "dr", "president", "minister"})  # fmt: skip


def person_by_grammar(s: Sentence, a: int, b: int) -> bool:
    """Whether the sentence treats the name as a person: it speaks, has a role in apposition, an age, or the shape of one.

    The treebanks head a person's name by its first part and join the rest by ``flat``; an organisation's name is headed by
    its last part and joined by ``compound``.
    """
    inside = range(a, b)
    words = s.words[a:b]
    if (
        any(w.isupper() and len(w) > 1 for w in words)
        or set(words) & ORG_WORDS
        or words[0] in PARTICLES - {"Al", "El", "Abu"}
    ):
        return False
    top = next((i for i in inside if not a <= s.heads[i] - 1 < b), a)
    head = s.heads[top] - 1
    if s.deps[top] == "nsubj" and head >= 0 and s.lemmas[head] in SAID:
        return True
    if s.deps[top] == "appos" and s.words[head].lower() in ROLES:
        return True
    if any(
        h - 1 == top and d == "appos" and w.lower() in ROLES for h, d, w in zip(s.heads, s.deps, s.words, strict=True)
    ):
        return True
    if (
        b + 2 < len(s.words)
        and s.words[b] == ","
        and s.words[b + 1].isdigit()
        and len(s.words[b + 1]) == 2
        and s.words[b + 2] == ","
    ):
        return True
    if (
        any(h - 1 == top and d == "acl:relcl" for h, d in zip(s.heads, s.deps, strict=True))
        and "who" in s.words[b : b + 3]
    ):
        return True
    placed = any(
        s.heads[c] - 1 == top and s.deps[c] == "case" and s.words[c].lower() in {"in", "near", "at", "to", "from"}
        for c in range(max(0, a - 3), a)
    )
    return (
        2 <= b - a <= 5
        and top == a
        and not placed
        and all(s.deps[i] in {"flat", "punct"} for i in range(a + 1, b))
        and s.words[a - 1 : a] != ["the"]
    )


def main(factbook: str, out: Path, sources: list[Path]) -> None:
    """Fill ``Sentence.entities`` of every sentence and write all paragraphs to one pickle."""
    people = peoples(factbook)
    rows = [p for path in sources for p in pickle.loads(path.read_bytes())]
    cut = [[(s, spans(s, people)) for s, _, _ in p] for p in rows]
    given: Counter[str] = Counter()
    family: Counter[str] = Counter()
    other: Counter[str] = Counter()
    for p in cut:
        for s, found in p:
            for a, b in found:
                listed = type_of_name(tight(s.words[a:b]), factbook)
                if titled(s, a, b) and listed is None and b - a <= 5:
                    family[s.words[b - 1]] += 1
                    if b - a > 1 and s.words[a] not in PARTICLES:
                        given[s.words[a]] += 1
                elif listed is None and b - a > 1 and person_by_grammar(s, a, b):
                    family[s.words[b - 1]] += 1
                elif listed is not None:
                    other[s.words[a]] += 1
    votes: dict[str, Counter[str]] = {}
    for p in cut:
        for s, found in p:
            for a, b in found if s.entities else ():
                if s.entities[a][0] == "B":
                    votes.setdefault(tight(s.words[a:b]), Counter())[s.entities[a][2:]] += 1
    known: Counter[str] = Counter()
    totals: Counter[str] = Counter()
    for p in cut:
        paragraph_people: set[str] = set()
        for s, found in p:
            tags = ["O"] * len(s.words)
            neural = s.entities or []
            for i, w in enumerate(s.words):
                pair = " ".join(s.words[i : i + 2])
                for text, wide in ((pair, 2), (w, 1)):
                    if (
                        text in people
                        and i + wide <= len(s.words)
                        and s.upos[i] in {"ADJ", "PROPN", "NOUN"}
                        and tags[i] == "O"
                    ):
                        tags[i : i + wide] = ["B-NORP"] + ["I-NORP"] * (wide - 1)
            for a, b in sorted(found):
                words = s.words[a:b]
                text = tight(words)
                kind = "ORG" if text in ARMED else type_of_name(text, factbook)
                first = words[0]
                if text in SKIPPED or (kind is None and any(c.isdigit() for c in text)):
                    continue
                if (
                    kind == "ORG"
                    and b - a == 1
                    and first.isupper()
                    and not (
                        text in votes
                        or s.deps[a] in {"nsubj", "nsubj:pass", "obl:agent", "nmod:poss", "appos"}
                        or (a > 0 and s.words[a - 1].lower() in {"the", "("})
                    )
                ):  # an acronym with nothing about it that says it acts
                    continue
                if b - a == 1 and first.isupper() and b < len(s.words) and s.words[b] == ":":
                    kind = "PERSON"
                if kind in {None, "GPE"} and titled(s, a, b) and (kind is None or b - a > 1):
                    kind = "PERSON"
                if (
                    kind is None
                    and 1 < b - a <= 6
                    and given[first] >= 1
                    and given[first] >= other[first]
                    and not set(words) & ORG_WORDS
                ):
                    kind = "PERSON"
                if (
                    kind is None
                    and b - a == 1
                    and (first in paragraph_people or (family[first] > 2 and not other[first]))
                ):
                    kind = "PERSON"
                if kind is None and person_by_grammar(s, a, b):
                    kind = "PERSON"
                if kind is None and (text in votes or (neural and neural[a] != "O")):
                    kind = votes[text].most_common(1)[0][0] if text in votes else neural[a][2:]
                    if kind == "GPE" and b - a > 1 and s.deps[a] in {"nsubj", "nsubj:pass", "obl:agent", "iobj"}:
                        kind = "PERSON"
                if kind is None:
                    top = next((i for i in range(a, b) if not a <= s.heads[i] - 1 < b), a)
                    before = {
                        s.words[c].lower()
                        for c in range(max(0, a - 3), a)
                        if s.heads[c] - 1 == top and s.deps[c] == "case"
                    }
                    kind = (
                        "GPE"
                        if before & {"in", "near", "at", "from"}
                        else "PERSON"
                        if b - a in {2, 3} and s.deps[top] in {"nsubj", "nsubj:pass"}
                        else "ORG"
                    )
                if kind == "PERSON":
                    paragraph_people.add(words[-1])
                tags[a:b] = ["B-" + kind] + ["I-" + kind] * (b - a - 1)
                if b < len(tags) and tags[b][0] == "I":
                    tags[b] = "O"
                known[kind] += 1
                totals[kind + " " + text] += 1
            for i in range(len(tags)):
                if tags[i][0] == "I" and (i == 0 or tags[i - 1] == "O" or tags[i - 1][2:] != tags[i][2:]):
                    tags[i] = "B" + tags[i][1:]
            s.entities = tags
    out.write_bytes(pickle.dumps(rows))
    print(known)
    for k in ("PERSON", "ORG", "GPE", "LOC", "FAC", "EVENT"):
        mine = [(t[len(k) + 1 :], c) for t, c in totals.most_common() if t.startswith(k + " ")]
        print(k, mine[:40], [t for t, _ in mine[200::150]][:40])


if __name__ == "__main__":
    main(sys.argv[1], Path(sys.argv[2]), [Path(p) for p in sys.argv[3:]])
