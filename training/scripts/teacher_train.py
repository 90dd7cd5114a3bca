"""Fine-tune the teacher on treebanks: ``teacher_train.py OUT EPOCHS DEV.conllu TRAIN.conllu...``."""

from __future__ import annotations

import random
import sys
import time
from collections import Counter
from pathlib import Path

import torch
from eisner import eisner
from teacher_model import COLUMNS, Teacher
from torch.nn import functional
from treebank import Sentence, lemma_rule, read_conllu


def columns(sentence: Sentence) -> dict[str, list[str]]:
    """Gold values per classifier."""
    rules = [lemma_rule(w, m) for w, m in zip(sentence.words, sentence.lemmas, strict=True)]
    return {"upos": sentence.upos, "xpos": sentence.xpos, "feats": sentence.feats, "lemma": rules}


def batches(sentences: list[Sentence], budget: int, shuffle: bool) -> list[list[Sentence]]:
    """Group sentences of like length, at most ``budget`` padded words a batch."""
    order = sorted(sentences, key=lambda s: len(s.words) + (random.random() * 3 if shuffle else 0))
    groups: list[list[Sentence]] = [[]]
    for sentence in order:
        if groups[-1] and (len(groups[-1]) + 1) * len(sentence.words) > budget:
            groups.append([])
        groups[-1].append(sentence)
    if shuffle:
        random.shuffle(groups)
    return groups


def recase(words: list[str]) -> list[str]:
    """Now and then show a sentence in capitals, in lower case, or in headline case."""
    draw = random.random()
    if draw < 0.02:
        return [w.upper() for w in words]
    if draw < 0.04:
        return [w.lower() for w in words]
    if draw < 0.07:
        return [w.capitalize() if len(w) > 3 else w for w in words]
    return words


def loss_of(model: Teacher, group: list[Sentence], index: dict[str, dict[str, int]]) -> torch.Tensor:
    """Sum of the losses of arcs, labels and tags over one batch."""
    batch = model.words.batch([recase(s.words) for s in group])
    rooted, arcs, tags = model(batch)
    where = torch.tensor([[i, m + 1] for i, s in enumerate(group) for m in range(len(s.words))])
    heads = torch.tensor([h for s in group for h in s.heads])
    deps = torch.tensor([index["dep"].get(d, 0) for s in group for d in s.deps])
    loss = functional.cross_entropy(arcs[where[:, 0], where[:, 1]].float(), heads)
    loss = loss + functional.cross_entropy(model.label_scores(rooted, where, heads).float(), deps)
    gold = [columns(s) for s in group]
    for column in COLUMNS:
        target = torch.tensor([index[column].get(v, -100) for g in gold for v in g[column]])
        scores = tags[column][where[:, 0], where[:, 1] - 1].float()
        loss = loss + 0.4 * functional.cross_entropy(scores, target, ignore_index=-100)
    return loss


@torch.inference_mode()
def evaluate(model: Teacher, sentences: list[Sentence]) -> str:
    """UAS, LAS and tag accuracies on gold tokens and sentences, in percent."""
    model.eval()
    right: Counter[str] = Counter()
    for group in batches(sentences, 3000, shuffle=False):
        with torch.autocast("cpu", torch.bfloat16):
            rooted, arcs, tags = model(model.words.batch([s.words for s in group]))
        scores = arcs.float().log_softmax(-1).numpy()
        found = [eisner(scores[i, : len(s.words) + 1, : len(s.words) + 1])[1:] for i, s in enumerate(group)]
        where = torch.tensor([[i, m + 1] for i, s in enumerate(group) for m in range(len(s.words))])
        flat = torch.tensor([int(h) for heads in found for h in heads])
        labels = model.label_scores(rooted.float(), where, flat).argmax(-1).tolist()
        guesses = {c: tags[c].argmax(-1) for c in COLUMNS}
        position = 0
        for i, sentence in enumerate(group):
            gold = columns(sentence)
            for m in range(len(sentence.words)):
                ok = int(found[i][m]) == sentence.heads[m]
                right["all"] += 1
                right["uas"] += ok
                right["las"] += ok and model.labels["dep"][labels[position]] == sentence.deps[m]
                for c in COLUMNS:
                    right[c] += model.labels[c][int(guesses[c][i, m])] == gold[c][m]
                position += 1
    model.train()
    return "  ".join(f"{k} {100 * right[k] / right['all']:.2f}" for k in ("uas", "las", *COLUMNS))


def train(out: Path, epochs: float, dev: list[Sentence], data: list[Sentence]) -> None:
    """Train with bfloat16 autocast and a warm-up, then linear decay; write ``out`` after every epoch."""
    random.seed(0)
    torch.manual_seed(0)
    counts: dict[str, Counter[str]] = {"dep": Counter(), **{c: Counter() for c in COLUMNS}}
    for sentence in data:
        counts["dep"].update(sentence.deps)
        for column, values in columns(sentence).items():
            counts[column].update(values)
    labels = {k: sorted(v for v, n in c.items() if n >= 2) for k, c in counts.items()}
    index = {k: {v: i for i, v in enumerate(values)} for k, values in labels.items()}
    model = Teacher(labels)
    body = [p for n, p in model.named_parameters() if n.startswith("words.encoder") and p.requires_grad]
    rest = [p for n, p in model.named_parameters() if not n.startswith("words.encoder")]
    optimizer = torch.optim.AdamW(
        [{"params": body, "lr": 2e-4}, {"params": rest, "lr": 1e-3}], weight_decay=0.01, fused=True
    )
    budget = 1000
    total = int(epochs * len(batches(data, budget, shuffle=True)))
    schedule = torch.optim.lr_scheduler.LambdaLR(
        optimizer, lambda s: min((s + 1) / (0.08 * total), max(0.0, (total - s) / (0.92 * total)))
    )
    step, started, words, running = 0, time.time(), 0, 0.0
    while step < total:
        for group in batches(data, budget, shuffle=True):
            if step >= total:
                break
            with torch.autocast("cpu", torch.bfloat16):
                loss = loss_of(model, group, index)
            optimizer.zero_grad()
            loss.backward()
            torch.nn.utils.clip_grad_norm_(model.parameters(), 2.0)
            optimizer.step()
            schedule.step()
            step += 1
            words += sum(len(s.words) for s in group)
            running = 0.98 * running + 0.02 * float(loss.detach())
            if step % 100 == 0:
                print(f"{step}/{total} loss {running:.3f} {words / (time.time() - started):.0f} words/s", flush=True)
        print("epoch end, dev:", evaluate(model, dev), flush=True)
        torch.save({"labels": labels, "weights": model.state_dict()}, out)


if __name__ == "__main__":
    torch.set_num_threads(2)
    files = [list(read_conllu(Path(p))) for p in sys.argv[3:]]
    train(Path(sys.argv[1]), float(sys.argv[2]), files[0], [s for f in files[1:] for s in f if len(s.words) < 120])
