"""Spans of names in tagged articles: worldwide newswire, and re3d.  Read by ``entities.py``."""

from __future__ import annotations

import collections
import datetime as dt
import gzip
import json
import random
import unicodedata
from pathlib import Path
from typing import Any

from spacy.tokens import Doc

from kg.core.records import Article, Mention
from kg.entities.component import NAMES
from kg.language import annotations

Span = tuple[int, int, str]
Figures = dict[str, Any]


def read(nlp: Any, text: str, date: str | None = None, url: str | None = None) -> Doc:
    """A text through every component of a pipeline."""
    doc = nlp.make_doc(text)
    day = dt.date.fromisoformat(date) if date else None
    annotations.of(doc).article = Article("benchmark", text, date=day, url=url)
    for _, pipe in nlp.pipeline:
        doc = pipe(doc)
    return doc


def plain(text: str) -> str:
    """Letters and digits, lower case, without accents."""
    text = unicodedata.normalize("NFKD", text or "").encode("ascii", "ignore").decode().lower()
    return " ".join("".join(c if c.isalnum() else " " for c in text).split())


def figures(tp: int, found: int, gold: int) -> Figures:
    """Precision, recall and F1 of counts."""
    p, r = tp / found if found else 0.0, tp / gold if gold else 0.0
    f = 2 * p * r / (p + r) if p + r else 0.0
    return {"P": round(p, 3), "R": round(r, 3), "F1": round(f, 3), "gold": gold, "found": found}


def show(name: str, of: Figures) -> None:
    """Print one line of figures."""
    print(f"{name:24} P {of['P']:.3f}  R {of['R']:.3f}  F1 {of['F1']:.3f}  (gold {of['gold']}, found {of['found']})")


LABELS = ("PERSON", "ORG", "LOC", "NORP")


# Worldwide


def worldwide_documents(data: Path) -> list[tuple[dict[str, Any], list[Span], int]]:
    """The articles with their tagged spans, and how many tagged words the text lacks; few only."""
    articles = {}
    with gzip.open(data / "articles" / "worldwide.jsonl.gz", "rt") as lines:
        for line in lines:
            record = json.loads(line)
            articles[record["id"]] = record
    tokens: dict[str, list[tuple[str, str]]] = {}
    with gzip.open(data / "ner" / "worldwide-train.tsv.gz", "rt") as lines:
        for line in lines:
            line = line.rstrip("\n")
            if line.startswith("# doc ="):
                current = tokens.setdefault(line[8:].strip(), [])
            elif "\t" in line and line.strip():
                word, tag = line.split("\t")[:2]
                current.append((word.replace(" ", ""), tag.strip()))
    out = []
    for key in sorted(tokens):
        spans, lost = align(articles[key]["text"], tokens[key])
        if lost <= 20:
            out.append((articles[key], spans, lost))
    return out


def align(text: str, tokens: list[tuple[str, str]]) -> tuple[list[Span], int]:
    """Spans of BIO tags over tokens, as characters of the text; tokens the text lacks are counted."""
    spans: list[Span] = []
    at = lost = 0
    open_: list[Any] | None = None
    for word, tag in tokens:
        while at < len(text) and text[at].isspace():
            at += 1
        place = _match(text, word, at)
        if place is None:
            j = text.find(word, at, at + 60)
            place = (j, j + len(word)) if j >= 0 else None
        if place is None:
            lost += 1
            continue
        if open_ and not (tag.startswith("I-") and tag[2:] == open_[2]):
            spans.append((open_[0], open_[1], open_[2]))
            open_ = None
        if tag.startswith("B-") or (tag.startswith("I-") and open_ is None):
            open_ = [place[0], place[1], tag[2:]]
        elif open_:
            open_[1] = place[1]
        at = place[1]
    if open_:
        spans.append((open_[0], open_[1], open_[2]))
    return spans, lost


def _match(text: str, word: str, at: int) -> tuple[int, int] | None:
    start = at
    for char in word:
        while at < len(text) and text[at].isspace():
            at += 1
        if at >= len(text) or text[at] != char:
            return None
        at += 1
    return start, at


KINDS = {"Person": "PERSON", "Organization": "ORG", "Location": "LOC", "Facility": "LOC", "NORP": "NORP"}


def country_names(data: Path) -> dict[str, set[str]]:
    """Names, adjectives and demonyms of countries, and codes, from a source the knowledge base was not made from."""
    names: dict[str, set[str]] = collections.defaultdict(set)
    for record in json.loads((data / "knowledge" / "country_names.json").read_text("utf8")):
        code = record["cca3"]
        found = {record["name"]["common"], record["name"]["official"], record.get("demonym", "")}
        found |= {s for s in record.get("altSpellings", []) if len(s) > 3}
        for gender in (record.get("demonyms") or {}).get("eng", {}).values():
            found |= {gender, f"{gender}s"}
        for name in found:
            names[plain(name)].add(code)
    for code, more in MORE.items():
        for name in more.split(","):
            names[name].add(code)
    names.pop("", None)
    return names


# Forms that news use and the list lacks.
MORE = {
    "USA": "us,u s,usa,u s a,america", "GBR": "uk,u k,britain,brit,britons", "ARE": "uae,emirati",
    "ARG": "argentine,argentinian", "SAU": "saudi,saudis", "COD": "drc,dr congo", "MMR": "burma,burmese",
    "NLD": "holland", "TUR": "turkish,turks", "ESP": "spaniards", "DNK": "danes", "SWE": "swedes", "FIN": "finns",
    "POL": "poles", "PHL": "filipinos", "IRQ": "iraqis", "KWT": "kuwaitis", "PAK": "pakistanis", "ISR": "israelis",
}  # fmt: skip


def name_spans(doc: Doc) -> list[tuple[int, int, str, str]]:
    """Our names as characters, without what a tokenizer leaves stuck to them, a leading "the" left out."""
    text, found = doc.text, []
    for span in doc.spans[NAMES]:
        start, end = span.start_char, span.end_char
        while end > start and (
            text[end - 1] in ",:;-–—/)(" or (text[end - 1] == "." and "." not in text[start : end - 1])
        ):
            end -= 1
        found.append((strip_the(text, start), end, span.label_, span.kb_id_))
    return found


def strip_the(text: str, start: int) -> int:
    """The start of a span without a leading "the"."""
    return start + 4 if text[start : start + 4].lower() == "the " else start


def worldwide(nlp: Any, data: Path, shown: int, every: int = 1) -> Figures:
    """Countries and nationalities, and spans of names, in the tagged worldwide articles.

    Args:
        nlp: The pipeline.
        data: Where the data lies.
        shown: How many examples of each kind of error to print.
        every: Read every n-th article only.
    """
    names = country_names(data)
    tally = collections.Counter[str]()
    spans = _Spans()
    missed: list[str] = []
    extra: list[str] = []
    for article, tagged, _ in worldwide_documents(data)[::every]:
        text = article["text"]
        doc = read(nlp, text, article.get("date"), article.get("url"))
        theirs = {(strip_the(text, s), e, KINDS[k]) for s, e, k in tagged if k in KINDS}
        found = name_spans(doc)
        spans.add({(s, e, label) for s, e, label, _ in found}, theirs)
        meant = {(s, e): id_ for s, e, _, id_ in found if len(id_) == 3 and id_.isupper()}
        wanted = {(s, e) for s, e, k in theirs if k in ("LOC", "NORP") and plain(text[s:e]) in names}
        for place, code in meant.items():
            expected = names.get(plain(text[place[0] : place[1]]), set())
            if place in wanted and len(expected) == 1:
                tally["same country"] += code in expected
                tally["one country"] += 1
                if code not in expected:
                    print("   linked otherwise:", text[place[0] : place[1]], code, expected, article["id"])
        # A country inside a longer gold name counts neither way, nor does one that the list does not know as such.
        outer = {(strip_the(text, s), e) for s, e, _ in tagged}
        typed = {(s, e) for s, e, _ in theirs}
        counted = {
            c
            for c in meant
            if c in wanted
            or (
                not any(s <= c[0] and c[1] <= e and (s, e) != c for s, e in outer)
                and (plain(text[c[0] : c[1]]) in names or c not in typed)
            )
        }
        covered = {w for w in wanted if any(s <= w[0] and w[1] <= e for s, e in meant)}
        right = {c for c in counted if any(c[0] <= s and e <= c[1] for s, e in wanted)}
        tally.update(wanted=len(wanted), covered=len(covered), counted=len(counted), right=len(right))
        missed += [_line("missed", article["id"], text, *w) for w in sorted(wanted - covered)]
        extra += [_line("extra", article["id"], text, *c) for c in sorted(counted - right)]
    chance = random.Random(7)
    for lines in (missed, extra):
        chance.shuffle(lines)
        print(*lines[:shown], sep="\n") if shown else None
    countries = {
        "P": round(tally["right"] / tally["counted"], 3),
        "R": round(tally["covered"] / tally["wanted"], 3),
        "gold": tally["wanted"],
        "found": tally["counted"],
        "linked to the same country": round(tally["same country"] / tally["one country"], 4),
    }
    print("countries and nationalities: P {P:.3f}  R {R:.3f}  (gold {gold}, found {found})".format(**countries))
    print(f"  of those found, linked to the country of the list: {countries['linked to the same country']:.4f}")
    result = spans.figures()
    for name, of in result.items():
        show(name, of)
    return {"countries and nationalities": countries, "spans": result}


class _Spans:
    """Counts of spans by label: right, found, gold."""

    def __init__(self) -> None:
        self._counts: dict[str, list[int]] = {kind: [0, 0, 0] for kind in LABELS}

    def add(self, ours: set[Span], theirs: set[Span]) -> None:
        for kind, counts in self._counts.items():
            a, b = {x for x in ours if x[2] == kind}, {x for x in theirs if x[2] == kind}
            for n, value in enumerate((len(a & b), len(a), len(b))):
                counts[n] += value

    def figures(self) -> dict[str, Figures]:
        total = [sum(c[n] for c in self._counts.values()) for n in range(3)]
        return {kind: figures(*c) for kind, c in self._counts.items()} | {"all": figures(*total)}


def _line(what: str, id_: str, text: str, start: int, end: int) -> str:
    return f"   {what:6} {id_:24} {text[start:end]!r:22} …{text[max(0, start - 40) : end + 30]!r}"


# re3d

MENTIONED = {"person": "PERSON", "place": "LOC", "country": "LOC", "people": "ORG"}
RE3D = {"Person": "PERSON", "Organisation": "ORG", "Location": "LOC", "Nationality": "NORP"}
_BARE = {"GPE": "LOC", "FAC": "LOC", "PER": "PERSON"}


def re3d(nlp: Any, data: Path, bare: Any | None) -> Figures:
    """Spans of the re3d articles, whose gold also counts phrases and pronouns.

    Args:
        nlp: The pipeline.
        data: Where the data lies.
        bare: A pipeline with an entity recogniser and nothing of ours; None to take the entities of ``nlp``.
    """
    counts = {who: _Spans() for who in ("names", "mentions", "names and mentions", "bare parser's entities")}
    any_ents = False
    for folder in sorted((data / "re3d").iterdir()):
        entities = collections.defaultdict(set)
        for line in (folder / "entities.json").read_text("utf8").splitlines():
            record = json.loads(line)
            if record["type"] in RE3D:
                entities[record["documentId"]].add((record["begin"], record["end"], RE3D[record["type"]]))
        for line in (folder / "documents.json").read_text("utf8").splitlines():
            record = json.loads(line)
            text = record["text"]
            doc = read(nlp, text)
            theirs = {(strip_the(text, s), e, k) for s, e, k in entities[record["_id"]]}
            names = {(s, e, label) for s, e, label, _ in name_spans(doc)}
            mentions = {(strip_the(text, m.start), m.end, _label(m)) for m in annotations.of(doc).mentions}
            ents = (bare(text) if bare is not None else doc).ents
            any_ents = any_ents or bool(ents)
            plain_ents = {(strip_the(text, x.start_char), x.end_char, _BARE.get(x.label_, x.label_)) for x in ents}
            for who, ours in zip(counts, (names, mentions, names | mentions, plain_ents), strict=True):
                counts[who].add(ours, theirs)
    if not any_ents:
        print("the pipeline recognises no entities of its own: give one that does with --bare MODEL")
        counts.popitem()
    result = {who: of.figures() for who, of in counts.items()}
    for who, by_kind in result.items():
        print(who)
        for kind, of in by_kind.items():
            show(f"  {kind}", of)
    return result


def _label(mention: Mention) -> str:
    return "NORP" if mention.form == "adjective" else MENTIONED.get(mention.entity.kind, "ORG")
