"""Train the entity teacher: ``ner_train.py TEACHER.pt OUT.pt EPOCHS TAGGED.pickle...``.

Tags may be partial: ``-`` is unknown and costs nothing, ``B-?`` is a span of unknown type and costs the sum over types.
"""

from __future__ import annotations

import pickle
import random
import sys
import time
from pathlib import Path

import torch
from ner_model import TAGS, Recognizer
from teacher_train import recase

Tagged = tuple[list[str], list[str]]


def allowed(tag: str) -> list[float]:
    """Which tags a gold tag admits, as 0 or minus infinity."""
    if tag == "-":
        return [0.0] * len(TAGS)
    if tag.endswith("?"):
        return [0.0 if t[0] == tag[0] else -1e9 for t in TAGS]
    return [0.0 if t == tag else -1e9 for t in TAGS]


def groups(data: list[Tagged], budget: int) -> list[list[Tagged]]:
    """Batches of like length in random order."""
    result: list[list[Tagged]] = [[]]
    for item in sorted(data, key=lambda d: len(d[0]) + 3 * random.random()):
        if result[-1] and (len(result[-1]) + 1) * len(item[0]) > budget:
            result.append([])
        result[-1].append(item)
    random.shuffle(result)
    return result


def main(teacher: Path, out: Path, epochs: float, data: list[Tagged]) -> None:
    """Train and write the weights."""
    random.seed(0)
    torch.manual_seed(0)
    model = Recognizer()
    stored = torch.load(teacher)["weights"]
    model.load_state_dict({k: v for k, v in stored.items() if k.startswith("words.")}, strict=False)
    body = [p for n, p in model.named_parameters() if n.startswith("words.encoder") and p.requires_grad]
    rest = [p for n, p in model.named_parameters() if not n.startswith("words.encoder")]
    optimizer = torch.optim.AdamW(
        [{"params": body, "lr": 1e-4}, {"params": rest, "lr": 1e-3}], weight_decay=0.01, fused=True
    )
    masks = {t: allowed(t) for t in {t for _, tags in data for t in tags}}
    total = int(epochs * len(groups(data, 1200)))
    schedule = torch.optim.lr_scheduler.LambdaLR(
        optimizer, lambda s: min((s + 1) / (0.06 * total), max(0.0, (total - s) / (0.94 * total)))
    )
    step, running, words, started = 0, 0.0, 0, time.time()
    while step < total:
        for group in groups(data, 1200):
            if step >= total:
                break
            with torch.autocast("cpu", torch.bfloat16):
                scores = model(model.words.batch([recase(w) for w, _ in group]))
            flat = torch.cat([scores[i, : len(w)] for i, (w, _) in enumerate(group)]).float().log_softmax(-1)
            mask = torch.tensor([masks[t] for _, tags in group for t in tags])
            loss = -(flat + mask).logsumexp(-1).mean()
            optimizer.zero_grad()
            loss.backward()
            torch.nn.utils.clip_grad_norm_(model.parameters(), 2.0)
            optimizer.step()
            schedule.step()
            step += 1
            words += len(flat)
            running = 0.98 * running + 0.02 * float(loss.detach())
            if step % 100 == 0:
                print(f"{step}/{total} loss {running:.4f} {words / (time.time() - started):.0f} words/s", flush=True)
            if step % 200 == 0:
                torch.save(model.state_dict(), out)
    torch.save(model.state_dict(), out)


if __name__ == "__main__":
    torch.set_num_threads(1)
    everything = [d for p in sys.argv[4:] for d in pickle.loads(Path(p).read_bytes()) if len(d[0]) <= 100]
    main(Path(sys.argv[1]), Path(sys.argv[2]), float(sys.argv[3]), everything)
