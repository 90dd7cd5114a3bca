"""Train a student pipeline on gold and silver documents.

``student_train.py CONFIG OUT DEV.spacy WORDS SECONDS GOLD_SHARE GOLD.spacy,... SILVER.spacy,... [START]``
where START is a pipeline of an earlier run to go on from.

Like ``spacy train``, with three differences that a large, uneven corpus asks for: labels come from the gold documents
alone, batches mix gold and silver in a fixed share however many there are of each, and the learning rate falls with
words seen (or with the seconds used, where SECONDS is not 0), so that a run can be given a budget beforehand.
"""

from __future__ import annotations

import random
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import spacy
from spacy import util
from spacy.language import Language
from spacy.tokens import Doc, DocBin
from spacy.training import Example
from thinc.api import NumpyOps, set_current_ops


def stream(nlp: Language, paths: list[Path]) -> Iterator[Doc]:
    """Documents of all files over and over, files and documents in random order; a folder stands for what is in it."""
    while True:
        files = sorted(f for p in paths for f in (p.glob("*.spacy") if p.is_dir() else [p]))
        for path in random.sample(files, len(files)):
            docs = list(DocBin().from_disk(path).get_docs(nlp.vocab))
            random.shuffle(docs)
            yield from docs


def batches(nlp: Language, gold: list[Path], silver: list[Path], share: float) -> Iterator[list[Example]]:
    """Batches that grow from 300 to 1600 words, ``share`` of the words from gold."""
    sources = {"gold": stream(nlp, gold), "silver": stream(nlp, silver or gold)}
    used = {"gold": 0.0, "silver": 0.0}
    goal = 300.0
    while True:
        batch, words = [], 0
        while words < goal:
            kind = "gold" if used["gold"] * (1 - share) <= used["silver"] * share else "silver"
            doc = next(sources[kind])
            used[kind] += len(doc)
            words += len(doc)
            batch.append(Example(nlp.make_doc(doc.text), doc))
        goal = min(1600.0, goal * 1.002)
        yield batch


def main(
    config: Path,
    out: Path,
    dev: Path,
    total: int,
    seconds: float,
    share: float,
    gold: list[Path],
    silver: list[Path],
    start: str = "",
) -> None:
    """Train, print dev scores as it goes, and keep the best averaged weights in ``out``, the last beside it."""
    random.seed(0)
    util.fix_random_seed(0)
    settings = util.load_config(config, overrides={"paths.train": "", "paths.dev": ""}, interpolate=False)
    nlp = util.load_model_from_config(settings, auto_fill=True)
    if start:
        nlp = spacy.load(start)
        for name, pipe in nlp.pipeline:
            if name == "trainable_lemmatizer":  # spaCy 3.8 does not restore this when it loads
                pipe.tree2label = {tree: i for i, tree in enumerate(pipe.cfg["labels"])}
    else:
        start_docs = [d for p in gold[:1] for d in DocBin().from_disk(p).get_docs(nlp.vocab)]
        nlp.initialize(lambda: [Example(nlp.make_doc(d.text), d) for d in start_docs])
    resolved = spacy.registry.resolve(nlp.config.interpolate()["training"], schema=spacy.schemas.ConfigSchemaTraining)
    optimizer, drop = resolved["optimizer"], resolved["dropout"]
    peak = 0.001 if start else 0.002
    dev_docs = list(DocBin().from_disk(dev).get_docs(nlp.vocab))
    names = ["dep_las", "dep_uas", "pos_acc", "tag_acc", "morph_acc", "lemma_acc", "sents_f"]
    started, words, last_eval, best = time.time(), 0, time.time(), -1.0
    losses: dict[str, float] = {}
    for step, batch in enumerate(batches(nlp, gold, silver, share)):
        progress = max(words / total, (time.time() - started) / seconds if seconds else 0.0)
        optimizer.learn_rate = peak * min(1.0, (step + 1) / 250, max(0.0, 1.02 - progress))
        nlp.update(batch, sgd=optimizer, drop=drop, losses=losses)
        words += sum(len(e.reference) for e in batch)
        if time.time() - last_eval > 240 or progress >= 1:
            with nlp.use_params(optimizer.averages):
                found = nlp.evaluate([Example(nlp.make_doc(d.text), d) for d in dev_docs])
                score = float(found[names[0]] or 0)
                if score >= best:
                    best = score
                    nlp.to_disk(out)
                if progress >= 1:
                    nlp.to_disk(out.with_name(out.name + "-last"))
            report = "  ".join(f"{n} {100 * float(found[n] or 0):.2f}" for n in names)
            speed = words / (time.time() - started)
            short = "  ".join(f"{k} {v:.0f}" for k, v in losses.items())
            print(f"{progress:.2f} {words} words {speed:.0f}/s  {report}  | {short}", flush=True)
            losses = {}
            last_eval = time.time()
        if progress >= 1:
            break


if __name__ == "__main__":
    # The wheel of blis knows no AVX-512: numpy multiplies 2.8 times as fast on such a processor.
    set_current_ops(NumpyOps(use_blis=False))
    files = [[Path(p) for p in arg.split(",") if p] for arg in sys.argv[7:9]]
    main(
        Path(sys.argv[1]), Path(sys.argv[2]), Path(sys.argv[3]), int(float(sys.argv[4])), float(sys.argv[5]),
        float(sys.argv[6]), files[0], files[1] if len(files) > 1 else [], sys.argv[9] if len(sys.argv) > 9 else "",
    )  # fmt: skip
