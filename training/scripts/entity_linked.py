"""Turn Wikipedia links in news items into tagged names: ``entity_linked.py FACTBOOK OUT.pickle LINKED.pickle...``.

A link whose text is capitalised is a name, and its page often says of which type. Where the page does not say, the tag is
``B-?``: the span is known, the type is left to the model. A capitalised word outside links may be an unlinked name, so
unless a list knows it its tag is ``-`` and counts for nothing. Everything else is O.
"""

from __future__ import annotations

import pickle
import re
import sys
from collections import Counter
from pathlib import Path
from urllib.parse import unquote

from entity_gold import TITLES
from entity_lists import ORG_WORDS, PLACE_END, cities, countries, peoples, type_of_name
from treebank import Sentence

PERSON_NOTE = re.compile(r"\((politician|businessman|businesswoman|actor|actress|footballer|lawyer|judge|general|officer|singer|"
                         r"journalist|activist|diplomat|economist|writer|author|musician|rapper|boxer|cyclist|tennis|president|"
                         r"[a-z ]*born|bishop|cardinal|rebel|militant|soldier|murderer|athlete|coach|director)")  # fmt: skip
PLACE_NOTE = re.compile(r"\((city|town|state|province|village|district|region|county|country|municipality|department)")
ORG_NOTE = re.compile(
    r"\((company|party|political party|newspaper|magazine|organization|TV channel|militant group|group|airline|website)"
)


def page_type(page: str, text: str, factbook: str) -> str:
    """Type of a linked name from its page and its own words; ``?`` when neither says."""
    title = unquote(page).replace("_", " ").split("#")[0]
    if text in peoples(factbook):
        return "NORP"
    if PERSON_NOTE.search(title):
        return "PERSON"
    if PLACE_NOTE.search(title):
        return "GPE"
    if ORG_NOTE.search(title):
        return "ORG"
    plain = re.sub(r"\s*\(.*?\)", "", title)
    of_title = type_of_name(plain, factbook)
    of_text = type_of_name(text, factbook)
    if of_text in {"GPE", "LOC", "FAC", "EVENT"} and of_text == of_title:
        return of_text
    if of_text is not None and of_text != "GPE" and of_title is None:
        return of_text
    if of_title in {"GPE", "LOC", "FAC", "ORG"} and (of_text in {None, of_title}):
        return of_title if text.lower() not in {"parliament"} else "?"
    if "," in title and not any(w in ORG_WORDS for w in plain.split()):
        return "GPE"
    return "?"


def trim(words: list[str], start: int, end: int) -> tuple[int, int]:
    """Cut articles, titles, possessives and lower-case edges off a linked span."""
    while start < end and (words[start].lower() in {"the", "a", "an", "former"} | TITLES or words[start][:1].islower()
                           and words[start] not in {"al", "el", "de", "bin", "ibn", "van", "von"}):  # fmt: skip
        start += 1
    if "," in words[start:end]:
        end = start + words[start:end].index(",")
    while end > start and (
        words[end - 1].lower() in TITLES
        or words[end - 1] in {"'s", "’s", "'", "’", ",", ".", '"', ")"}
        or words[end - 1][:1].islower()
    ):
        end -= 1
    return start, end


def tag(sentence: Sentence, links: list[tuple[int, int, str]], factbook: str, known: dict[str, str]) -> list[str]:
    """Tags of one linked sentence."""
    words = sentence.words
    n = len(words)
    tags = [
        "-" if u == "PROPN" or (w[:1].isupper() and i > 0) else "O"
        for i, (w, u) in enumerate(zip(words, sentence.upos, strict=True))
    ]
    for start, end, page in links:
        a, b = trim(words, start, end)
        if a >= b:
            continue
        text = " ".join(words[a:b])
        text = re.sub(r" (['’-]) ?|(?<=-) ", r"\1", text)
        if (
            any(w[:1].islower() and len(w) > 3 for w in words[a:b])
            or not words[a][:1].isupper()
            and words[a] not in {"al", "el"}
        ):
            continue
        kind = page_type(page, text, factbook)
        if kind == "?" and any(c.isdigit() for c in text):
            continue  # ships, rockets, laws and seasons: names of kinds that are not tagged
        inside_longer = (b < n and words[b][:1].isupper() and words[b] not in {"President"}) or (
            a > 0 and sentence.upos[a - 1] == "PROPN"
        )
        if kind == "?" and inside_longer or kind in {"NORP", "GPE"} and b < n and words[b] in ORG_WORDS | PLACE_END:
            continue
        tags[a:b] = ["B-" + kind] + ["I-" + kind] * (b - a - 1)
    i = 0
    while i < n:
        if tags[i] != "-":
            i += 1
            continue
        for j in range(min(n, i + 6), i, -1):
            if all(t == "-" or words[k] in {"of", "the", "-", "'s", "and"} for k, t in enumerate(tags[i:j], i)):
                text = re.sub(r" (['’-]) ?|(?<=-) ", r"\1", " ".join(words[i:j]))
                after = words[j] if j < n else ""
                kind = known.get(text) or (
                    "NORP" if text in peoples(factbook) else "GPE" if text in countries() else None
                )
                if kind and not (after[:1].isupper() and tags[j] == "-") and not (i > 0 and tags[i - 1] == "-"):
                    tags[i:j] = ["B-" + kind] + ["I-" + kind] * (j - i - 1)
                    break
        i += 1
    return tags


def maybe_name(word: str, lower: Counter[str]) -> bool:
    """Whether a capitalised word may be part of a name: it is not one that the corpus mostly writes small."""
    return word[:1].isupper() and lower[word.lower()] < 5


def main(factbook: str, out: Path, parsed: list[Path]) -> None:
    """Write a pickle of (words, tags) for every sentence that has links."""
    raw = [
        (words, links)
        for path in parsed
        for p in pickle.loads(path.read_bytes())
        for (words, _), links in zip(p["sentences"], p["links"], strict=True)
        if links
    ]
    lower = Counter(w for words, _ in raw for w in words if w.islower())
    rows = [(Sentence(words, ["PROPN" if maybe_name(w, lower) else "X" for w in words]), links) for words, links in raw]
    cities()
    votes: dict[str, Counter[str]] = {}
    for sentence, links in rows:
        for start, end, page in links:
            a, b = trim(sentence.words, start, end)
            text = re.sub(r" (['’-]) ?|(?<=-) ", r"\1", " ".join(sentence.words[a:b]))
            if b > a and text[:1].isupper():
                votes.setdefault(text, Counter())[page_type(page, text, factbook)] += 1
    known = {
        t: v.most_common(1)[0][0]
        for t, v in votes.items()
        if len(v) == 1 and (len(t.split()) > 1 or sum(v.values()) > 2)
    }
    result = [(s.words, tag(s, k, factbook, known)) for s, k in rows]
    with out.open("wb") as file:
        pickle.dump(result, file)
    print(len(result), "sentences", Counter(t for _, tags in result for t in tags))


if __name__ == "__main__":
    main(sys.argv[1], Path(sys.argv[2]), [Path(p) for p in sys.argv[3:]])
