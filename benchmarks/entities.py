"""Recognition and linking, measured on development data.

    python benchmarks/entities.py [gold|worldwide|re3d|time] [--data FOLDER] [--show N]

gold       Every participant of every gold event: is it found with its country?  A participant is found if some mention
           has its country, or, where it has none, its name; it is named if a mention with its name has its country; it
           is wrong if the mentions with its name all have another country.
worldwide  Country and nationality mentions, recall and precision, and entity spans, F1.
           Mapping: gold spans tagged Location or NORP whose words are a country's name or adjective (by a list that is
           independent of the knowledge base) are country mentions; ours are names that the linker takes for a country.
            A country name inside a longer gold span (an organisation) counts neither way.
           Spans: Person, Organization, Location with Facility, NORP; exact boundaries, a leading "the" left out.
re3d       Entity spans by type: our names, our mentions (phrases and pronouns, which that data counts too), both, and
           what the bare pipeline's own entities give.
time       Cost of recognition, linking and coreference beside the parse.
"""

from __future__ import annotations

import argparse
import collections
import datetime as dt
import gzip
import json
import random
import time
import unicodedata
from pathlib import Path
from typing import Any

from spacy.tokens import Doc

from kg.entities.component import NAMES
from kg.language import annotations
from kg.language.pipeline import load
from kg.model import Article

ROOT = Path(__file__).resolve().parent.parent
Span = tuple[int, int, str]


def pipeline() -> Any:
    """The shipped pipeline as far as coreference."""
    return load(components=("kg_entities", "kg_coreference"))


def read(nlp: Any, text: str, date: str | None = None, url: str | None = None) -> Doc:
    doc = nlp.make_doc(text)
    day = dt.date.fromisoformat(date) if date else None
    annotations.of(doc).article = Article("benchmark", text, date=day, url=url)
    for _, pipe in nlp.pipeline:
        doc = pipe(doc)
    return doc


def plain(text: str) -> str:
    text = unicodedata.normalize("NFKD", text or "").encode("ascii", "ignore").decode().lower()
    return " ".join("".join(c if c.isalnum() else " " for c in text).split())


def f1(tp: int, pred: int, gold: int) -> str:
    p, r = tp / pred if pred else 0.0, tp / gold if gold else 0.0
    return f"P {p:.3f}  R {r:.3f}  F1 {2 * p * r / (p + r) if p + r else 0:.3f}  (gold {gold}, found {pred})"


# Gold participants


def same_name(mention: Any, names: set[str]) -> bool:
    for ours in {plain(mention.entity.name), plain(mention.text)}:
        for theirs in names:
            a, b = set(ours.split()), set(theirs.split())
            if ours == theirs or (a and b and len(ours) > 3 and len(theirs) > 3 and (a <= b or b <= a)):
                return True
    return False


def gold(nlp: Any, data: Path, show: int) -> None:
    found = named = wrong = total = 0
    lines = []
    for file in sorted((data / "gold").glob("*.json")):
        record = json.loads(file.read_text("utf8"))
        text = (data / "gold" / "articles" / f"{file.stem}.txt").read_text("utf8")
        mentions = read(nlp, text, record["published"])._.kg.mentions
        countries = {m.entity.country for m in mentions}
        for event in record["events"]:
            for side in ("actor", "recipient"):
                for who in event.get(side) or []:
                    total += 1
                    names = {plain(n) for n in [who["name"], *who.get("aliases", [])]}
                    mine = [m for m in mentions if same_name(m, names)]
                    right = [m for m in mine if m.entity.country == who.get("country")]
                    ok = bool(right) if not who.get("country") else who["country"] in countries
                    bad = bool(mine) and not right and any(m.entity.country for m in mine)
                    found += ok
                    named += bool(right)
                    wrong += bad
                    if not ok or bad or not right:
                        state = "WRONG " if bad else "missed" if not ok else "by country only"
                        got = sorted({(m.text, m.entity.id, m.entity.country or "-") for m in mine})[:3]
                        lines.append(f"{state:16} {file.stem:22} {who['name']} ({who.get('country')}) {got}")
    shares = (found / total, named / total, wrong / total)
    print("participants {}: found {:.3f}, by name {:.3f}, wrong country {:.3f}".format(total, *shares))
    for line in sorted(set(lines))[:show]:
        print("  ", line)


# Worldwide


def worldwide_documents(data: Path) -> list[tuple[dict[str, Any], list[Span], int]]:
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
    return start + 4 if text[start : start + 4].lower() == "the " else start


def worldwide(nlp: Any, data: Path, show: int, every: int = 1) -> None:
    names = country_names(data)
    tp = pred = total = hit = 0
    linked: collections.Counter[bool] = collections.Counter()
    span_counts: dict[str, list[int]] = collections.defaultdict(lambda: [0, 0, 0])
    missed: list[str] = []
    extra: list[str] = []
    confused: collections.Counter[tuple[str, str, str]] = collections.Counter()
    for article, spans, _ in worldwide_documents(data)[::every]:
        text = article["text"]
        doc = read(nlp, text, article.get("date"), article.get("url"))
        theirs = {(strip_the(text, s), e, KINDS[k]) for s, e, k in spans if k in KINDS}
        ours = set()
        countries = set()
        meant: dict[tuple[int, int], str] = {}
        for start, end, label, id_ in name_spans(doc):
            ours.add((start, end, label))
            if len(id_) == 3 and id_.isupper():
                countries.add((start, end))
                meant[start, end] = id_
        for kind in ("PERSON", "ORG", "LOC", "NORP"):
            a, b = {x for x in ours if x[2] == kind}, {x for x in theirs if x[2] == kind}
            for n, v in enumerate((len(a & b), len(a), len(b))):
                span_counts[kind][n] += v
        by_place = {(s, e): k for s, e, k in theirs}
        mine = {(s, e): k for s, e, k in ours}
        for place, kind in by_place.items():
            if mine.get(place) != kind:
                confused[kind, mine.get(place, "-"), text[place[0] : place[1]]] += 1
        for place, kind in mine.items():
            if place not in by_place:
                confused["-", kind, text[place[0] : place[1]]] += 1
        wanted = {(s, e) for s, e, k in theirs if k in ("LOC", "NORP") and plain(text[s:e]) in names}
        for place, code in meant.items():
            expected = names.get(plain(text[place[0] : place[1]]), set())
            if place in wanted and len(expected) == 1:
                linked[code in expected] += 1
                if code not in expected:
                    print("   linked otherwise:", text[place[0] : place[1]], code, expected, article["id"])
        inside = {(s, e) for s, e, k in ((s, e, k) for s, e, k in ((strip_the(text, s), e, k) for s, e, k in spans))}
        counted = {
            c for c in countries if c in wanted or not any(s <= c[0] and c[1] <= e and (s, e) != c for s, e in inside)
        }
        counted = {c for c in counted if c in wanted or plain(text[c[0] : c[1]]) in names or c not in by_place}
        total += len(wanted)
        covering = {w for w in wanted if any(s <= w[0] and w[1] <= e for s, e in countries)}
        tp_here = {c for c in counted if any(c[0] <= s and e <= c[1] for s, e in wanted)}
        tp += len(tp_here)
        hit += len(covering)
        pred += len(counted)
        for s, e in sorted(wanted - covering):
            missed.append(f"missed {article['id']:24} {text[s:e]!r:22} …{text[max(0, s - 40) : e + 30]!r}")
        for s, e in sorted(counted - tp_here):
            extra.append(f"extra  {article['id']:24} {text[s:e]!r:22} …{text[max(0, s - 40) : e + 30]!r}")
    print(
        f"linked to the same country as the list: {linked[True] / sum(linked.values()):.4f} of {sum(linked.values())}"
    )
    print(f"countries and nationalities: P {tp / pred:.3f}  R {hit / total:.3f}  (gold {total}, found {pred})")
    all_counts = [sum(v[n] for v in span_counts.values()) for n in range(3)]
    for kind, counts in span_counts.items():
        print(f"{kind:8}", f1(*counts))
    print("ALL     ", f1(*all_counts))
    shuffled = random.Random(7)
    for lines in (missed, extra):
        shuffled.shuffle(lines)
        print(len(lines))
        for line in lines[:show]:
            print("  ", line)
    if show:
        for key, n in confused.most_common(show * 3):
            print("  ", n, key)


# re3d

MENTIONED = {"person": "PERSON", "place": "LOC", "country": "LOC", "people": "ORG"}


def re3d(nlp: Any, data: Path, show: int) -> None:
    kinds = {"Person": "PERSON", "Organisation": "ORG", "Location": "LOC", "Nationality": "NORP"}
    counts: dict[str, dict[str, list[int]]] = {
        w: collections.defaultdict(lambda: [0, 0, 0]) for w in ("names", "mentions", "both", "bare")
    }
    for folder in sorted((data / "re3d").iterdir()):
        entities = collections.defaultdict(set)
        for line in (folder / "entities.json").read_text("utf8").splitlines():
            record = json.loads(line)
            if record["type"] in kinds:
                entities[record["documentId"]].add((record["begin"], record["end"], kinds[record["type"]]))
        for line in (folder / "documents.json").read_text("utf8").splitlines():
            record = json.loads(line)
            text = record["text"]
            doc = read(nlp, text)
            theirs = {(strip_the(text, s), e, k) for s, e, k in entities[record["_id"]]}
            answers = {
                "mentions": {
                    (
                        strip_the(text, m.start),
                        m.end,
                        MENTIONED.get(m.entity.kind, "ORG") if m.form != "adjective" else "NORP",
                    )
                    for m in doc._.kg.mentions
                },
                "names": {(start, end, label) for start, end, label, _ in name_spans(doc)},
                "bare": {
                    (strip_the(text, s.start_char), s.end_char, {"GPE": "LOC", "FAC": "LOC"}.get(s.label_, s.label_))
                    for s in doc.ents
                },
            }
            answers["both"] = answers["names"] | answers["mentions"]
            for who, ours in answers.items():
                for kind in kinds.values():
                    a, b = {x for x in ours if x[2] == kind}, {x for x in theirs if x[2] == kind}
                    for n, v in enumerate((len(a & b), len(a), len(b))):
                        counts[who][kind][n] += v
    for who, by_kind in counts.items():
        for kind, values in by_kind.items():
            print(f"{who:9} {kind:8}", f1(*values))
        print(f"{who:9} all     ", f1(*(sum(v[n] for v in by_kind.values()) for n in range(3))))


# Time


def cost(nlp: Any, data: Path) -> None:
    texts = [a["text"] for a, _, _ in worldwide_documents(data)[:60]]
    spent: collections.Counter[str] = collections.Counter()
    words = 0
    for text in texts:
        doc = nlp.make_doc(text)
        words += len(doc)
        for name, pipe in nlp.pipeline:
            start = time.perf_counter()
            doc = pipe(doc)
            spent[name] += time.perf_counter() - start  # type: ignore[assignment]
    ours = spent["kg_entities"] + spent["kg_coreference"]
    theirs = sum(spent.values()) - ours
    print(f"{words} tokens: parse {theirs:.2f} s, entities {spent['kg_entities']:.2f} s,", end=" ")
    print(f"coreference {spent['kg_coreference']:.2f} s, ratio {ours / theirs:.3f}")


def main() -> None:
    arguments = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    arguments.add_argument("what", nargs="?", default="gold", choices=["gold", "worldwide", "re3d", "time"])
    arguments.add_argument("--data", type=Path, default=ROOT.parent / "shared" / "data")
    arguments.add_argument("--show", type=int, default=0)
    arguments.add_argument("--every", type=int, default=1)
    chosen = arguments.parse_args()
    nlp = pipeline()
    if chosen.what == "gold":
        gold(nlp, chosen.data, chosen.show)
    elif chosen.what == "worldwide":
        worldwide(nlp, chosen.data, chosen.show, chosen.every)
    elif chosen.what == "re3d":
        re3d(nlp, chosen.data, chosen.show)
    else:
        cost(nlp, chosen.data)


if __name__ == "__main__":
    main()
