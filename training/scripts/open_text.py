"""Cut openly licensed articles into paragraphs, sentences and words: ``open_text.py OUT.pickle ARTICLES.jsonl.gz...``.

The sentence boundaries found here are what the student learns on news text, so they follow rules a reader would state:
a sentence ends at final punctuation, takes its closing quotes and brackets along, never ends inside brackets, after an
initial or a title, or between a question in quotes and the words that say who asked it.
"""

from __future__ import annotations

import gzip
import json
import pickle
import re
import sys
from collections.abc import Iterator
from pathlib import Path

import spacy
from word_lists import words

FINAL = {".", "!", "?", "…", "...", "!!", "?!", "??", "..", "!!!", "????"}
CLOSING = {"”", "’", ")", "]", "''", "»"}
OPENING = {"“", "‘", "(", "[", "``", "«", '"', "'"}
TITLES = set(words("open_text", "titles"))
SPEECH = set(words("open_text", "speech"))
STARTERS = set(words("open_text", "starters"))
SOURCE_NOTE = re.compile(r"(\s*\((?:[^()]|\([^()]*\))*\))+\s*\.?$")
MORE_NOTES = re.compile(r"\s*\[\d+\]")


def sentences(words: list[str]) -> Iterator[tuple[int, int]]:
    """Yield the word ranges of the sentences of one paragraph."""
    start, depth, straight = 0, 0, 0
    i, n = 0, len(words)
    while i < n:
        word = words[i]
        depth += word in {"(", "["}
        depth = max(0, depth - (word in {")", "]"}))
        straight += word == '"'
        i += 1
        dotted = word.endswith(".") and len(word) > 1 and word not in FINAL
        if not (word in FINAL or dotted) or i >= n:
            continue
        if word == "." and i >= 2 and (words[i - 2] in TITLES or (len(words[i - 2]) == 1 and words[i - 2].isupper())):
            continue
        if dotted and not (words[i] in STARTERS and not word[:-1].istitle() and len(word) > 2):
            continue
        end, quoted = i, False
        while end < n and (words[end] in CLOSING or (words[end] == '"' and straight % 2 == 1)):
            quoted |= words[end] in {"”", '"', "’"}
            straight += words[end] == '"'
            depth = max(0, depth - (words[end] in {")", "]"}))
            end += 1
        i = end
        if end >= n or depth > 0:
            continue
        first = words[end]
        starts = first[0].isupper() or first[0].isdigit() or first in OPENING or first[0] in "–—-$€£•*"
        if not starts or (first[0] in "–—-" and word in {"!", "?"}):
            continue
        follow = words[end : end + 6]
        if (
            quoted
            and word in {"!", "?"}
            and any(w in SPEECH for w in follow)
            and not any(w in FINAL for w in follow[:3])
        ):
            continue
        if word in {"...", "…"} and not (first in STARTERS or quoted):
            continue
        yield start, end
        start, depth, straight = end, 0, 0
    if start < n:
        yield start, n


def paragraphs(path: Path) -> Iterator[tuple[str, list[tuple[int, int, str]]]]:
    """Yield text and link spans of each paragraph; links are (start, end, page) and only some sources have them."""
    for line in gzip.decompress(path.read_bytes()).decode("utf-8").strip().split("\n"):
        article = json.loads(line)
        text: str = article["text"]
        links = [(k["start"], k["end"], k["page"]) for k in article.get("links", [])]
        if path.name.startswith("current-events"):
            note = SOURCE_NOTE.search(text)
            if note and note.start() > 20:
                text = text[: note.start()]
            yield text.rstrip(), [k for k in links if k[1] <= len(text.rstrip())]
            continue
        for block in re.split(r"\n\s*\n", text):
            block = re.sub(r"\s+", " ", MORE_NOTES.sub("", block)).strip()
            if block and not set(block) <= set("* -_.<>"):
                yield block, []


def article_text(text: str, source: str) -> str:
    """One article's text as the recogniser should read it: without notes on sources, one empty line a paragraph."""
    if source.startswith("current-events"):
        note = SOURCE_NOTE.search(text)
        return text[: note.start()].rstrip() if note and note.start() > 20 else text.rstrip()
    blocks = (re.sub(r"\s+", " ", MORE_NOTES.sub("", b)).strip() for b in re.split(r"\n\s*\n", text))
    return "\n\n".join(b for b in blocks if b and not set(b) <= set("* -_.<>"))


def main(out: Path, sources: list[Path]) -> None:
    """Write a pickle: per paragraph the source name, the sentences as (words, spaces), and the links as word ranges."""
    nlp = spacy.blank("en")
    kept, words_total = [], 0
    for source in sources:
        for text, links in paragraphs(source):
            doc = nlp.make_doc(text)
            tokens = [t for t in doc if not t.is_space]
            if not tokens:
                continue
            number = {t.i: k for k, t in enumerate(tokens)}
            words = [t.text for t in tokens]
            spans = []
            for start, end, page in links:
                span = doc.char_span(start, end, alignment_mode="expand")
                if span is not None and span[0].i in number and span[-1].i in number:
                    spans.append((number[span[0].i], number[span[-1].i] + 1, page))
            cuts = list(sentences(words))
            kept.append(
                {
                    "source": source.name.split(".")[0],
                    "sentences": [(words[a:b], [bool(t.whitespace_) for t in tokens[a:b]]) for a, b in cuts],
                    "links": [[(s - a, e - a, p) for s, e, p in spans if a <= s and e <= b] for a, b in cuts],
                }
            )
            words_total += len(words)
    with out.open("wb") as file:
        pickle.dump(kept, file)
    print(len(kept), "paragraphs", sum(len(p["sentences"]) for p in kept), "sentences", words_total, "words")


if __name__ == "__main__":
    main(Path(sys.argv[1]), [Path(p) for p in sys.argv[2:]])
