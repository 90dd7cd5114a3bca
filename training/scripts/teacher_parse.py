"""Parse open text with the teacher: ``teacher_parse.py TEACHER.pt OPEN.pickle OUT.pickle FIRST LAST SHARE_KREMLIN``.

Reads paragraphs FIRST to LAST (exclusive) and writes, per paragraph, a list of (Sentence, spaces, links).
"""

from __future__ import annotations

import pickle
import random
import sys
import time
from pathlib import Path

import torch
from eisner import eisner
from teacher_model import Teacher
from treebank import Sentence, apply_lemma_rule

LONGEST = 90


@torch.inference_mode()
def parse(model: Teacher, batch_of: list[list[str]]) -> list[Sentence]:
    """Parse sentences given as words."""
    with torch.autocast("cpu", torch.bfloat16):
        batch = model.words.batch(batch_of)
        rooted, arcs, tags = model(batch)
    scores = arcs.float().log_softmax(-1).numpy()
    heads = [eisner(scores[i, : len(w) + 1, : len(w) + 1])[1:].tolist() for i, w in enumerate(batch_of)]
    where = torch.tensor([[i, m + 1] for i, w in enumerate(batch_of) for m in range(len(w))])
    flat = torch.tensor([h for hs in heads for h in hs])
    with torch.autocast("cpu", torch.bfloat16):
        label_scores = model.label_scores(rooted, where, flat)
    root = model.labels["dep"].index("root")
    label_scores[:, root] = torch.where(flat == 0, 1e4, -1e4).to(label_scores.dtype)
    labels = label_scores.argmax(-1).tolist()
    best = {c: t.argmax(-1).tolist() for c, t in tags.items()}
    found, position = [], 0
    for i, words in enumerate(batch_of):
        n = len(words)
        columns = {c: [model.labels[c][k] for k in best[c][i][:n]] for c in best}
        rules = columns.pop("lemma")
        deps = [model.labels["dep"][k] for k in labels[position : position + n]]
        lemmas = [apply_lemma_rule(w, r) for w, r in zip(words, rules, strict=True)]
        found.append(Sentence(words=words, heads=heads[i], deps=deps, lemmas=lemmas, **columns))
        position += n
    return found


def load(path: Path) -> Teacher:
    """Read a teacher written by ``teacher_train.py``."""
    stored = torch.load(path)
    model = Teacher(stored["labels"])
    model.load_state_dict(stored["weights"])
    return model.eval()


def main(model: Teacher, paragraphs: list[dict], out: Path) -> None:
    """Parse every sentence of at most LONGEST words; a paragraph with a longer one is left out."""
    paragraphs = [p for p in paragraphs if all(len(w) <= LONGEST for w, _ in p["sentences"])]
    todo = sorted({tuple(w) for p in paragraphs for w, _ in p["sentences"]}, key=len)
    parsed: dict[tuple[str, ...], Sentence] = {}
    started, done, group = time.time(), 0, []
    for k, words in enumerate(todo):
        group.append(list(words))
        if k + 1 == len(todo) or (len(group) + 1) * len(todo[k + 1]) > 2500:
            for sentence in parse(model, group):
                parsed[tuple(sentence.words)] = sentence
                done += len(sentence.words)
            group = []
            if random.random() < 0.02:
                print(f"{done} words, {done / (time.time() - started):.0f} words/s", flush=True)
    rows = []
    for p in paragraphs:
        rows.append([(parsed[tuple(w)], s, k) for (w, s), k in zip(p["sentences"], p["links"], strict=True)])
    with out.open("wb") as file:
        pickle.dump(rows, file)
    print(out, len(rows), "paragraphs", done, "words", f"{done / (time.time() - started):.0f} words/s", flush=True)


if __name__ == "__main__":
    torch.set_num_threads(1)
    random.seed(0)
    everything = pickle.loads(Path(sys.argv[2]).read_bytes())
    share = float(sys.argv[6])
    keep = [p for p in everything if p["source"] != "kremlin" or random.random() < share]
    random.shuffle(keep)
    main(load(Path(sys.argv[1])), keep[int(sys.argv[4]) : int(sys.argv[5])], Path(sys.argv[3]))
