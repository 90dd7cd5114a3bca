"""Fits the weights by which merging weighs what two reports share, on pairs that were read one by one.

    PYTHONPATH=.. python scripts/merging_train.py DATA ../kg/merging/weights.yaml

The pairs are of open text of the train part (``training/merging/pairs.tsv``: of either event article, type, where the
sentence and its trigger begin, and ``same`` or ``different``); of State Department releases only the beginning is read.
To them come the pairs that were merged and then read (``benchmarks/merging-first-sight.tsv``: article and trigger) of
text that is open; these articles are read whole.
Logistic regression with a quadratic penalty, each weight of the sign that its evidence must have (what is ``AGAINST``
cannot speak for) and, where few pairs show it, near what one would expect.  What has a weight already all but keeps
it: of a pair whose events are read otherwise by now nothing is left but the weights that it gave.  Prints precision and
recall in cross validation in which no days are on both sides; the pairs are the hard ones, so that among all those that
merging sees fewer are wrong.
"""

from __future__ import annotations

import argparse
import csv
import dataclasses
import datetime as dt
import gzip
import json
import zlib
from collections import Counter
from collections.abc import Iterator, Mapping
from pathlib import Path

import numpy as np
import yaml
from scipy.optimize import minimize

import kg
from kg.core.event import Event
from kg.merging.evidence import evidence
from kg.merging.likeness import ruled_out
from kg.merging.retold import told_otherwise
from kg.merging.telling import Telling, tellings
from kg.merging.when import days_apart

ROOT = Path(__file__).resolve().parent.parent.parent
PAIRS = ROOT / "training" / "merging" / "pairs.tsv"
SIGHT = ROOT / "benchmarks" / "merging-first-sight.tsv"
SETS = ("current-events", "current-events-linked", "state-department", "kremlin")
LEAD = 6000
# What is new is fitted; what was fitted on pairs of which a third is read otherwise by now is kept.
PENALTY, KEPT, FOLDS = 1.0, 1000.0, 10
EXPECTED = 0.5, -1.0  # of what speaks for, of what speaks against
JOIN, AGREE, LEAST, LATER = 0.65, 0.66, 0.15, 1.2
AGAINST = (
    "a day and a year", "both as news, nothing particular", "both as news, nothing particular, recurs",
     "counted otherwise", "day otherwise, as published", "denied and said",
    "meeting with one party more", "mode of one, other word", "mode otherwise", "news of another day",
    "one article, another besides",   "one article, says otherwise",
    "other names", "other numbers", "other parties",  "other word", "other years",
    "parties of its own", "past of one", "planned and done", "possible and planned", "recurs, told another day",
    "says otherwise", "told another day", "told another day, in another word", "toll far", "toll otherwise",
    "years of one",
)  # fmt: skip
OPEN = ("one article", "party of one country")
Key = tuple[str, str, int, int]


def main() -> None:
    """Fit, write the weights, print what cross validation says."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("data", type=Path)
    parser.add_argument("out", type=Path)
    chosen = parser.parse_args()
    known = Known()
    for pairs, whole in ((list(read()), False), (list(sight()), True)):
        wanted = {key[0] for one, other, _ in pairs for key in (one, other)}
        records = sorted(articles(chosen.data, wanted, whole), key=lambda r: r.id)
        known.add(pairs, list(kg.build(records, merge=False).events()))
    report(known, chosen.out)


@dataclasses.dataclass
class Known:
    """The evidence of the pairs that are compared, whether they are the same, and their fold."""

    pairs: int = 0
    rows: list[dict[str, float]] = dataclasses.field(default_factory=list)
    right: list[bool] = dataclasses.field(default_factory=list)
    later: list[bool] = dataclasses.field(default_factory=list)
    fold: list[int] = dataclasses.field(default_factory=list)

    def add(self, pairs: list[tuple[Key, Key, bool]], events: list[Event]) -> None:
        """The pairs whose events are there and that nothing rules out."""
        told = list(tellings(events, {}))
        there = there_of(told)
        self.pairs += len(pairs)
        for pair in pairs:
            one, other = (there.get(found(key, there)) for key in pair[:2])
            if (
                one is not None
                and other is not None
                and one is not other
                and not ruled_out(one, other)
                and not told_otherwise(one, other)
            ):
                self.rows.append(evidence(one, other))
                self.right.append(pair[2])
                self.later.append(days_apart(one.event, other.event) > 0)
                self.fold.append(zlib.crc32(pair[0][0][:11].encode()) % FOLDS)


def report(known: Known, out: Path) -> None:
    """Fit, and write the weights."""
    names = sorted(known.rows[0])
    rows, right, fold, later = known.rows, known.right, known.fold, np.array(known.later, float)
    x = np.array([[row[name] for name in names] for row in rows])
    y, folds = np.array(right, float), np.array(fold)
    model = yaml.safe_load(out.read_text("utf-8")) if out.exists() else {"weights": {}}
    before, kept = model["weights"], model.get("bias")
    likely = np.zeros(len(y))
    for i in range(FOLDS):
        weights, bias = fit(x[folds != i], y[folds != i], later[folds != i], names, before, kept)
        likely[folds == i] = 1 / (1 + np.exp(-(x[folds == i] @ weights + bias - LATER * later[folds == i])))
    print(f"{known.pairs} pairs, {len(y)} compared, {int(y.sum())} of them the same")
    for at in (0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9):
        joined = likely >= at
        print(f"  from {at}: precision {y[joined].mean():.2f} of {joined.sum()}, recall {joined[y == 1].mean():.2f}")
    weights, bias = fit(x, y, later, names, before, kept)
    model = {
        "bias": round(float(bias), 2), "join": JOIN, "agree": AGREE, "least": LEAST, "later": LATER,
        "weights": {name: round(float(w), 2) for name, w in zip(names, weights, strict=True)},
    }  # fmt: skip
    out.write_text(HEAD + yaml.safe_dump(model, sort_keys=False, allow_unicode=True), "utf-8")


HEAD = """# What each piece of evidence is worth, as log-odds, that two reports are of one act: fitted by
# training/scripts/merging_train.py.  Two reports are joined if that is as likely as `join`, and two groups if no two of
# their members are less likely one act than `least` and all together are as likely as `agree`.  `later` is how much
# more must speak for it where the paper of another day tells it.
"""


def fit(
    x: np.ndarray, y: np.ndarray, later: np.ndarray, names: list[str], before: Mapping[str, float], kept: float | None
) -> tuple[np.ndarray, float]:
    """Weights and bias; that is kept where there was one, for pairs that were merged say nothing of all others."""

    # Where few of the pairs show a piece of evidence, it is worth what it was worth before, else what one would expect.
    expected = np.array([before.get(n, 0.0 if n in OPEN else EXPECTED[n in AGAINST]) for n in names])
    penalty = np.array([KEPT if n in before else PENALTY for n in names])

    def loss(w: np.ndarray) -> tuple[float, np.ndarray]:
        score = x @ w[:-1] + w[-1] - LATER * later
        error = 1 / (1 + np.exp(-score)) - y
        value = np.logaddexp(0, score).sum() - y @ score + np.sum(penalty * (w[:-1] - expected) ** 2) / 2
        return float(value), np.append(x.T @ error + penalty * (w[:-1] - expected), error.sum())

    bounds = [(None, None) if n in OPEN else (None, 0.0) if n in AGAINST else (0.0, None) for n in names]
    found = minimize(
        loss, np.append(expected, kept or 0.0), jac=True, bounds=[*bounds, (kept, kept)], method="L-BFGS-B"
    )
    return found.x[:-1], found.x[-1]


def key(event: Event) -> Key:
    """What an event is known by, whatever its id becomes."""
    return event.article, str(event.type), event.evidence.start, event.evidence.trigger_start


def there_of(told: list[Telling]) -> dict[Key, Telling]:
    """The reports by what they are known by; of an event that is read as of another type now, by its place alone."""
    there = {key(telling.event): telling for telling in told}
    places = Counter((k[0], k[3]) for k in there)
    return there | {(k[0], "", 0, k[3]): telling for k, telling in there.items() if places[k[0], k[3]] == 1}


def found(wanted: Key, there: Mapping[Key, Telling]) -> Key:
    """The key under which a report of a pair is there."""
    return wanted if wanted in there else (wanted[0], "", 0, wanted[3])


def read() -> Iterator[tuple[Key, Key, bool]]:
    """The pairs and whether they are the same act."""
    with PAIRS.open(encoding="utf-8", newline="") as file:
        for row in csv.reader(file, delimiter="\t"):
            a, b = ((row[i], row[i + 1], int(row[i + 2]), int(row[i + 3])) for i in (0, 4))
            yield a, b, row[8] == "same"


def sight() -> Iterator[tuple[Key, Key, bool]]:
    """The pairs that were merged and then read, those that the text does not settle left out."""
    with SIGHT.open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file, delimiter="\t"):
            a, b = ((row[side], "", 0, int(row[side + "_at"])) for side in ("first", "second"))
            if row["same"] in ("0", "1"):
                yield a, b, row["same"] == "1"


def articles(data: Path, wanted: set[str], whole: bool) -> Iterator[kg.Article]:
    """The open ones of the articles, of long ones the beginning unless they are read whole."""
    for name in SETS:
        with gzip.open(data / "articles" / f"{name}.jsonl.gz", "rt", encoding="utf-8") as file:
            for record in map(json.loads, file):
                if record["id"] in wanted:
                    day = dt.date.fromisoformat(record["date"][:10])
                    text = record["text"] if whole else lead(record, name)
                    yield kg.Article(id=record["id"], text=text, date=day)


def lead(record: dict[str, str], name: str) -> str:
    """The text; of a release its title and the first sentences."""
    text = record["text"]
    if name != "state-department":
        return text
    title = record.get("title") or ""
    above = f"{title.rstrip('.')}.\n\n" if title and not text.startswith(title[:20]) else ""
    return above + text[:LEAD].rsplit(".", 1)[0] + "."


if __name__ == "__main__":
    main()
