"""Tag the names in parsed open text: ``ner_tag.py NER.pt PARSED.pickle...``; fills ``Sentence.entities`` in place."""

from __future__ import annotations

import pickle
import sys
import time
from pathlib import Path

import torch
from ner_model import Recognizer, viterbi


@torch.inference_mode()
def tag(model: Recognizer, sentences: list[list[str]]) -> list[list[str]]:
    """Tags of sentences given as words."""
    with torch.autocast("cpu", torch.bfloat16):
        scores = model(model.words.batch(sentences))
    table = scores.float().log_softmax(-1).numpy()
    return [viterbi(table[i, : len(words)]) for i, words in enumerate(sentences)]


def tag_all(model: Recognizer, sentences: list[list[str]]) -> dict[tuple[str, ...], list[str]]:
    """Tag many sentences in batches of like length."""
    todo = sorted({tuple(s) for s in sentences}, key=len)
    found: dict[tuple[str, ...], list[str]] = {}
    group: list[list[str]] = []
    for k, words in enumerate(todo):
        group.append(list(words))
        if k + 1 == len(todo) or (len(group) + 1) * len(todo[k + 1]) > 2500:
            for sentence, tags in zip(group, tag(model, group), strict=True):
                found[tuple(sentence)] = tags
            group = []
    return found


def load(path: Path) -> Recognizer:
    """Read weights written by ``ner_train.py``."""
    model = Recognizer()
    model.load_state_dict(torch.load(path))
    return model.eval()


if __name__ == "__main__":
    torch.set_num_threads(1)
    recognizer = load(Path(sys.argv[1]))
    for name in sys.argv[2:]:
        started = time.time()
        rows = pickle.loads(Path(name).read_bytes())
        tags = tag_all(recognizer, [s.words for p in rows for s, _, _ in p])
        for p in rows:
            for sentence, _, _ in p:
                sentence.entities = tags[tuple(sentence.words)]
        Path(name).write_bytes(pickle.dumps(rows))
        print(name, len(tags), "sentences", f"{time.time() - started:.0f} s", flush=True)
