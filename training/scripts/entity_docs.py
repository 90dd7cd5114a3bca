"""Write training documents for the recogniser: ``entity_docs.py OUT_FOLDER SEED SHARDS FACTBOOK LEADERS SOURCE...``.

A SOURCE is a pickle of paragraphs of tagged sentences (``entity_distil.py``) or of single tagged sentences
(``entity_gold.py``).  A name that was seen often with one type gets it also where its sentence
gave none.  Names are exchanged for others of their type, sentences change case, documents change their quotes;
documents of all sources are dealt out to shards, so that each shard has some of everything.
"""

from __future__ import annotations

import calendar
import pickle
import random
import re
import sys
from collections import Counter, defaultdict
from collections.abc import Iterator
from pathlib import Path

import spacy
from make_docs import AGENCIES, CITIES, DASHES, MONTHS
from name_makers import Makers, people_of
from spacy.tokens import Doc, DocBin
from spacy.util import filter_spans

Span = tuple[int, int, str]  # characters; "" is a name of no known type
Text = tuple[str, list[Span]]
CALENDAR = {*calendar.day_name, *calendar.month_name, *calendar.month_abbr, *calendar.day_abbr, "Sept", "Thur", "Tues"}
SHARE = {"PERSON": 0.6, "ORG": 0.35, "GPE": 0.4, "LOC": 0.2, "FAC": 0.5, "NORP": 0.3}


def text_of(words: list[str], spaces: list[bool], tags: list[str]) -> Text:
    """A sentence as text with spans of characters."""
    text, spans, place = "", [], None
    for word, space, tag in zip(words, spaces, tags, strict=True):
        prefix, _, kind = tag.partition("-")
        kind = "" if kind in {"?", ""} else kind
        begins, inside = prefix == "B" or tag in {"", "-"}, prefix == "I"
        if tag in {"", "-"} and place is not None and place[2] == "":
            begins, inside = False, True
        if place is not None and not inside:
            spans.append(tuple(place))
            place = None
        if begins:
            place = [len(text), len(text) + len(word), kind]
        elif inside and place is not None:
            place[1] = len(text) + len(word)
        text += word + (" " if space else "")
    if place is not None:
        spans.append(tuple(place))
    return text, spans


def plain_spaces(words: list[str]) -> list[bool]:
    """Where English has spaces, for sentences that were kept as words."""
    spaces = []
    for k, word in enumerate(words):
        after = words[k + 1] if k + 1 < len(words) else "."
        close = (
            after in {",", ".", ";", ":", "!", "?", ")", "]", "'s", "’s", "n't", "n’t", "%", "'", "’", "”"}
            or after == "-"
        )
        spaces.append(not (close or word in {"(", "[", "“", "$", "€", "£", "-"}))
    return spaces


def paragraphs(path: Path) -> Iterator[list[Text]]:
    """The paragraphs of a source."""
    for entry in pickle.loads(path.read_bytes()):
        if isinstance(entry, tuple):
            words, tags = entry
            yield [text_of(words, plain_spaces(words), tags)]
        else:
            yield [text_of(s.words, spaces, s.entities) for s, spaces, _ in entry]


def settle(sources: list[list[list[Text]]]) -> None:
    """Give names without a type the one that the same name has elsewhere, and mend rare exceptions of long names.

    Months and weekdays, which are proper nouns and name nobody, are no names at all.
    """
    seen: dict[str, Counter[str]] = defaultdict(Counter)
    everything = [text for source in sources for paragraph in source for text in paragraph]
    for text, spans in everything:
        for a, b, kind in spans:
            seen[text[a:b]][kind] += 1
    known: dict[str, str] = {}
    for name, counts in seen.items():
        counts = Counter({k: n for k, n in counts.items() if k})
        total = sum(counts.values())
        if total > 2 and counts.most_common(1)[0][1] >= 0.9 * total:
            known[name] = counts.most_common(1)[0][0]
    for text, spans in everything:
        spans[:] = [s for s in spans if s[2] or not CALENDAR.issuperset(re.findall(r"[^\W\d]+", text[s[0] : s[1]]))]
        for k, (a, b, kind) in enumerate(spans):
            best = known.get(text[a:b])
            if best and best != kind and (not kind or " " in text[a:b]):
                spans[k] = (a, b, best)


def exchange(item: Text, makers: Makers) -> Text:
    """The sentence with some of its names replaced; a name that stands twice is replaced twice alike."""
    text, spans = item
    out, new, at = "", [], 0
    table: dict[str, str] = {}
    for a, b, kind in spans:
        out += text[at:a]
        old = text[a:b]
        name = table.get(old)
        if name is None:
            name = old
            if random.random() < SHARE.get(kind, 0):
                name = replacement(old, kind, text[:a].endswith(("the ", "The ")), makers)
            table[old] = name
        new.append((len(out), len(out) + len(name), kind))
        out += name
        at = b
        if kind == "ORG" and name != old and " " in name and random.random() < 0.12 and not text[at:].startswith(" ("):
            short = "".join(w[0] for w in name.split() if w[0].isupper())
            if len(short) > 1:
                out += " ("
                new.append((len(out), len(out) + len(short), kind))
                out += short + ")"
    return out + text[at:], new


def replacement(old: str, kind: str, after_the: bool, makers: Makers) -> str:
    """Another name of the same type."""
    if kind == "PERSON":
        return makers.person(len(old.split()))
    if kind == "ORG":
        return makers.organisation(after_the)
    if kind == "NORP":
        return makers.people(old)
    if kind == "FAC":
        return makers.built()
    return old if after_the else makers.place(old)


def hyphens(item: Text) -> Text:
    """ "Kim Jong-un" as "Kim Jong Un", "Bashar al-Assad" as "Bashar Al Assad": the length stays."""
    text, spans = item
    for a, b, kind in spans:
        if kind == "PERSON" and "-" in text[a:b]:
            name = re.sub(r"-(\w)", lambda m: " " + m[1].upper(), text[a:b])
            name = re.sub(r"\b(al|el|bin|ul) ", lambda m: m[0].capitalize(), name)
            text = text[:a] + name + text[b:]
    return text, spans


def recase(text: str) -> str:
    """Now and then a whole sentence in capitals, small letters or as a headline; the length stays."""
    draw, new = random.random(), text
    if draw < 0.012:
        new = text.upper()
    elif draw < 0.018:
        new = text.lower()
    elif draw < 0.05 and text.count(" ") < 16:
        new = re.sub(r"\b[a-z](?=\w{3})", lambda m: m[0].upper(), text)
    return new if len(new) == len(text) else text


def requote(text: str, style: int) -> str:
    """Quotes as they are, straight, or curly; the length stays."""
    if style == 1:
        return text.translate(str.maketrans("“”‘’–", "\"\"''-"))
    if style == 2:
        text = re.sub(r'"(?=\w)', "“", text).replace('"', "”")
        return text.replace("'", "’")
    return text


def dateline() -> Text:
    """A made-up dateline."""
    city = random.choice(CITIES)
    text = city if random.random() < 0.6 else city.capitalize()
    spans: list[Span] = [(0, len(text), "GPE")]
    if random.random() < 0.5:
        text += f", {random.choice(MONTHS)} {random.randint(1, 31)}"
    if random.random() < 0.6:
        agency = random.choice(AGENCIES)
        spans.append((len(text) + 2, len(text) + 2 + len(agency), "ORG"))
        text += f" ({agency})"
    return f"{text} {random.choice(DASHES)} ", spans


class Writer:
    """Collects texts and makes documents of them."""

    def __init__(self, nlp: spacy.Language, makers: Makers) -> None:
        self._nlp, self._makers = nlp, makers
        self.words = 0

    def doc(self, items: list[Text]) -> Doc:
        """One document; names whose ends are not ends of words count for nothing."""
        style = random.choice([0, 0, 1, 2])
        text, marks = "", []
        for item in items:
            piece, spans = exchange(item, self._makers) if random.random() < 0.7 else item
            if random.random() < 0.5:
                piece, spans = hyphens((piece, spans))
            piece = requote(recase(piece), style)
            marks += [(a + len(text), b + len(text), kind) for a, b, kind in spans]
            text += piece
        doc = self._nlp.make_doc(text)
        found, missing = [], []
        for a, b, kind in marks:
            span = doc.char_span(a, b, label=kind) if kind else None
            if span is not None:
                found.append(span)
            else:
                wide = doc.char_span(a, b, alignment_mode="expand")
                missing += [wide] if wide is not None else []
        kept = filter_spans(found)
        taken = {t.i for s in kept for t in s}
        open_ = sorted({t.i for s in missing for t in s} - taken)
        doc.set_ents(kept, missing=[doc[i : i + 1] for i in open_], default="outside")
        self.words += len(doc)
        return doc


def documents(source: list[list[Text]]) -> Iterator[list[Text]]:
    """Runs of neighbouring paragraphs with line breaks between them, of random length."""
    items: list[Text] = []
    goal = random.choice([1, 2, 4, 6, 10])
    for paragraph in source:
        if random.random() < 0.02:
            items.append(dateline())
        break_with = random.choice(["\n\n"] * 5 + ["\n"] * 3 + [" \n \n", "\n\n\n", " ", " "])
        for k, (text, spans) in enumerate(paragraph):
            last = k + 1 == len(paragraph)
            items.append((text.rstrip() + break_with if last else text, spans))
        if len(items) >= goal:
            yield items
            items, goal = [], random.choice([1, 2, 4, 6, 10])
    if items:
        yield items


def main(out: Path, seed: int, shards: int, factbook: str, leaders: Path, paths: list[Path]) -> None:
    """Write the shards."""
    random.seed(seed)
    sources = [list(paragraphs(p)) for p in paths]
    settle(sources)
    names = Counter(t[a:b] for s in sources for p in s for t, spans in p for a, b, k in spans if k == "PERSON")
    given, family = people_of(names, leaders)
    nlp = spacy.blank("en")
    makers = Makers(factbook, given, family)
    writer = Writer(nlp, makers)
    groups = [items for source in sources for items in documents(source)]
    random.shuffle(groups)
    out.mkdir(parents=True, exist_ok=True)
    counts: Counter[str] = Counter()
    for shard in range(shards):
        store = DocBin(attrs=["ENT_IOB", "ENT_TYPE"], store_user_data=False)
        for items in groups[shard::shards]:
            doc = writer.doc(items)
            counts.update(e.label_ for e in doc.ents)
            store.add(doc)
        store.to_disk(out / f"{seed}-{shard}.spacy")
    print(
        out,
        len(groups),
        "documents",
        writer.words,
        "words",
        dict(counts),
        len(given),
        "given",
        len(family),
        "family names",
    )


if __name__ == "__main__":
    main(
        Path(sys.argv[1]),
        int(sys.argv[2]),
        int(sys.argv[3]),
        sys.argv[4],
        Path(sys.argv[5]),
        [Path(p) for p in sys.argv[6:]],
    )
