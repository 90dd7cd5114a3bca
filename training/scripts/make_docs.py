"""Write training documents for the student: ``make_docs.py OUT.spacy SEED AUGMENT SOURCE...``.

A SOURCE is a treebank (``.conllu``) or parsed open text (``.pickle``). Documents are runs of neighbouring paragraphs
with real line breaks between them, so the student learns sentence boundaries as it will meet them. With AUGMENT 1,
some sentences change case, some documents change their quotes and dashes, and some paragraphs open with a dateline.
"""

from __future__ import annotations

import pickle
import random
import sys
from collections.abc import Iterator
from pathlib import Path

import spacy
from spacy.tokens import Doc, DocBin
from treebank import Sentence, read_conllu
from word_lists import words

Item = tuple[Sentence, list[bool]]
CITIES = words("make_docs", "cities")
AGENCIES = ["Reuters", "AP", "AFP", "Xinhua", "TASS", "dpa", "ANI", "Kyodo"]
MONTHS = words("make_docs", "months")
DASHES = ["-", "–", "—", "--"]


def treebank_paragraphs(path: Path) -> Iterator[list[Item]]:
    """Paragraphs of a CoNLL-U file; a document break is a paragraph break."""
    paragraph: list[Item] = []
    spaces: list[list[bool]] = []
    marks: list[bool] = []
    for block in path.read_text(encoding="utf-8").split("\n\n"):
        lines = [line for line in block.split("\n") if line]
        rows = [line.split("\t") for line in lines if line[0] != "#"]
        if not rows:
            continue
        inside, row_spaces = 0, []
        for row in rows:
            if "-" in row[0]:
                inside, after = int(row[0].split("-")[1]), "SpaceAfter=No" not in row[9]
            elif row[0].isdigit():
                number = int(row[0])
                if number < inside:
                    row_spaces.append(False)
                elif number == inside:
                    row_spaces.append(after)
                else:
                    row_spaces.append("SpaceAfter=No" not in row[9])
        spaces.append(row_spaces)
        marks.append(any(line.startswith(("# newpar", "# newdoc")) for line in lines))
    sentences = list(read_conllu(path))
    for sentence, row_spaces, new in zip(sentences, spaces, marks, strict=True):
        if new and paragraph:
            yield paragraph
            paragraph = []
        paragraph.append((sentence, row_spaces))
    if paragraph:
        yield paragraph


def parsed_paragraphs(path: Path) -> Iterator[list[Item]]:
    """Paragraphs of open text parsed by the teacher."""
    for paragraph in pickle.loads(path.read_bytes()):
        yield [(sentence, spaces) for sentence, spaces, _ in paragraph]


def dateline() -> Item:
    """A made-up dateline as a sentence of its own, the way EWT annotates them."""
    city = random.choice(CITIES)
    rows = [(city if random.random() < 0.6 else city.capitalize(), "PROPN", "NNP", "Number=Sing", 0, "root")]
    if random.random() < 0.5:
        month, day = random.choice(MONTHS), str(random.randint(1, 31))
        rows += [(",", "PUNCT", ",", "_", 3, "punct"), (month, "PROPN", "NNP", "Number=Sing", 1, "nmod:unmarked")]
        rows += [(day, "NUM", "CD", "NumForm=Digit|NumType=Card", 3, "nummod")]
    if random.random() < 0.6:
        k = len(rows)
        rows += [
            ("(", "PUNCT", "-LRB-", "_", k + 2, "punct"),
            (random.choice(AGENCIES), "PROPN", "NNP", "Number=Sing", 1, "parataxis"),
        ]
        rows += [(")", "PUNCT", "-RRB-", "_", k + 2, "punct")]
    rows.append((random.choice(DASHES), "PUNCT", ",", "_", 1, "punct"))
    words = [r[0] for r in rows]
    sentence = Sentence(words, [r[1] for r in rows], [r[2] for r in rows], [r[3] for r in rows], list(words))
    sentence.heads, sentence.deps = [r[4] for r in rows], [r[5] for r in rows]
    spaces = [not (b in {",", ")"} or a == "(") for a, b in zip(words, [*words[1:], "x"], strict=True)]
    return sentence, spaces


def recase(words: list[str]) -> list[str]:
    """Now and then a whole sentence in capitals, lower case or headline case."""
    draw = random.random()
    if draw < 0.012:
        return [w.upper() for w in words]
    if draw < 0.022:
        return [w.lower() for w in words]
    if draw < 0.04 and len(words) < 16:
        return [w[:1].upper() + w[1:] if len(w) > 3 else w for w in words]
    return words


def requote(words: list[str], style: int) -> list[str]:
    """Quotes and dashes in one of three styles: as they are, straight, curly."""
    if style == 0:
        return words
    if style == 1:
        table = {"“": '"', "”": '"', "‘": "'", "’": "'", "–": "-", "…": "..."}
        return [table.get(w, w.replace("’", "'")) for w in words]
    result, inside = [], False
    for w in words:
        if w in {'"', "``", "''"}:
            inside = w == "``" or (w == '"' and not inside)
            result.append("“" if inside else "”")
        else:
            result.append(w.replace("'", "’"))
    return result


def join_name(item: Item) -> Item:
    """Write one hyphenated name as some newspapers do: "Kim Jong - un" as "Kim Jong Un", "al - Assad" as "Al Assad"."""
    sentence, spaces = item
    n = len(sentence.words)
    for i in range(1, n - 1):
        before, after = sentence.words[i - 1], sentence.words[i + 1]
        if sentence.words[i] != "-" or (i + 1) in sentence.heads or spaces[i] or spaces[i - 1]:
            continue
        if not (sentence.upos[i - 1] == sentence.upos[i + 1] == "PROPN" and before.isalpha() and after.isalpha()):
            continue
        if not ((before[0].isupper() and after[0].islower()) or before in {"al", "el", "bin"}):
            continue
        keep = [k for k in range(n) if k != i]
        columns = (sentence.words, sentence.upos, sentence.xpos, sentence.feats, sentence.lemmas)
        words, upos, xpos, feats, lemmas = ([c[k] for k in keep] for c in columns)
        words[i - 1], words[i] = before[0].upper() + before[1:], after[0].upper() + after[1:]
        heads = [h - (h > i) for h in (sentence.heads[k] for k in keep)]
        joined = Sentence(words, upos, xpos, feats, lemmas, heads, [sentence.deps[k] for k in keep])
        gaps = [spaces[k] for k in keep]
        gaps[i - 1] = True
        return join_name((joined, gaps))
    return item


class Builder:
    """Collects sentences and makes a spaCy document of them."""

    def __init__(self, vocab: spacy.vocab.Vocab, augment: bool) -> None:
        self.vocab, self.augment = vocab, augment
        self.clear()

    def clear(self) -> None:
        """Start a new document."""
        self.rows: list[tuple[str, bool, str, str, str, str, int, str, bool]] = []
        self.count = 0
        self.style = random.choice([0, 0, 1, 2]) if self.augment else 0

    def add(self, item: Item, last_of_paragraph: bool, break_with: str) -> None:
        """Append a sentence and, after a paragraph, its line break as a token of its own."""
        sentence, spaces = join_name(item) if self.augment and random.random() < 0.5 else item
        words = requote(recase(sentence.words), self.style) if self.augment else sentence.words
        base = len(self.rows)
        for i, word in enumerate(words):
            head = base + sentence.heads[i] - 1 if sentence.heads[i] else base + i
            last = i + 1 == len(words)
            space = spaces[i] if not last else (True if not last_of_paragraph else break_with[:1] == " ")
            feats = "" if sentence.feats[i] == "_" else sentence.feats[i]
            dep = "ROOT" if sentence.deps[i] == "root" else sentence.deps[i]
            self.rows.append(
                (word, space, sentence.upos[i], sentence.xpos[i], feats, sentence.lemmas[i], head, dep, i == 0)
            )
        white = break_with.lstrip(" ")
        if last_of_paragraph and white:
            at = len(self.rows)
            self.rows.append((white, False, "SPACE", "_SP", "", white, at - 1, "dep", False))
        self.count += 1

    def doc(self) -> Doc:
        """The document so far."""
        columns = list(zip(*self.rows, strict=True))
        words, spaces, pos, tags, morphs, lemmas, heads, deps, starts = map(list, columns)
        return Doc(
            self.vocab, words=words, spaces=spaces, pos=pos, tags=tags, morphs=morphs, lemmas=lemmas, heads=heads,
            deps=deps, sent_starts=starts,
        )  # fmt: skip


def main(out: Path, seed: int, augment: bool, sources: list[Path]) -> None:
    """Write the documents of all sources to one DocBin."""
    random.seed(seed)
    nlp = spacy.blank("en")
    store, builder, words = DocBin(store_user_data=False), Builder(nlp.vocab, augment), 0
    for source in sources:
        read = treebank_paragraphs if source.suffix == ".conllu" else parsed_paragraphs
        goal = random.choice([2, 4, 6, 10])
        for paragraph in read(source):
            if augment and random.random() < 0.02:
                builder.add(dateline(), False, "")
            break_with = random.choice(["\n\n"] * 5 + ["\n"] * 3 + [" \n \n", "\n\n\n", "", ""])
            for k, item in enumerate(paragraph):
                builder.add(item, k + 1 == len(paragraph), break_with or " ")
            if builder.count >= goal:
                store.add(builder.doc())
                words += len(builder.rows)
                builder.clear()
                goal = random.choice([1, 2, 4, 6, 10])
        if builder.rows:
            store.add(builder.doc())
            builder.clear()
    store.to_disk(out)
    print(out, len(store), "documents", words, "words")


if __name__ == "__main__":
    main(Path(sys.argv[1]), int(sys.argv[2]), sys.argv[3] == "1", [Path(p) for p in sys.argv[4:]])
