"""What each part of the coder adds: the figures of events.py with one part left out at a time.

python benchmarks/ablation.py [--data DIR] [--out benchmarks/ablation.json]
"""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Callable
from contextlib import ExitStack
from pathlib import Path
from typing import Any
from unittest.mock import patch

from events import ROOT, score
from rich.console import Console
from rich.table import Table
from spacy.language import Language
from spacy.tokens import Doc

from kg import pipeline
from kg.events.coder import Coder
from kg.events.lexicon import Lexicon
from kg.extractors.rules import RulesExtractor
from kg.language.annotations import of as annotations_of

Part = Callable[[Language, ExitStack], None]


@Language.component("no_metonyms")
def no_metonyms(doc: Doc) -> Doc:
    """Takes away mentions of states by their capitals and palaces."""
    notes = annotations_of(doc)
    notes.mentions = [m for m in notes.mentions if m.form != "metonym"]
    return doc


def coreference(nlp: Language, stack: ExitStack) -> None:
    nlp.remove_pipe("kg_coreference")


def metonymy(nlp: Language, stack: ExitStack) -> None:
    nlp.add_pipe("no_metonyms", before="kg_events")


def _lexicon(pos: str) -> Part:
    def leave_out(nlp: Language, stack: ExitStack) -> None:
        component: Any = nlp.get_pipe("kg_events")
        component.coder = Coder(Lexicon(e for e in component.coder.matcher.lexicon.all if e.pos != pos))

    return leave_out


def frames(nlp: Language, stack: ExitStack) -> None:
    component: Any = nlp.get_pipe("kg_events")
    component.coder = Coder(Lexicon(e for e in component.coder.matcher.lexicon.all if not e.when))


def context(nlp: Language, stack: ExitStack) -> None:
    stack.enter_context(patch("kg.events.counterparts.Counterparts.complete"))


def speech_acts(nlp: Language, stack: ExitStack) -> None:
    stack.enter_context(patch("kg.events.speech_acts.demand", return_value=None))
    stack.enter_context(patch("kg.events.speech_acts.verdicts", return_value=()))


def proposer(nlp: Language, stack: ExitStack) -> None:
    stack.enter_context(patch("kg.events.matcher.propose", return_value=None))


def status(nlp: Language, stack: ExitStack) -> None:
    from kg.core.plover import Status
    from kg.events.status import Stance

    stack.enter_context(patch("kg.events.matcher.stance", return_value=Stance(Status.ASSERTED)))


PARTS: dict[str, Part] = {
    "coreference": coreference,
    "metonymy": metonymy,
    "event nouns": _lexicon("noun"),
    "adjectives": _lexicon("adj"),
    "frames (bare predicates alone)": frames,
    "recipients from context": context,
    "demands and verdicts": speech_acts,
    "proposer of types": proposer,
    "status": status,
}
COLUMNS = {
    "gold type+dyad F1": ("articles", "type+dyad", "F1"),
    "gold main events": ("articles", "main events recalled", None),
    "gold status": ("articles", "status right (of matched)", None),
    "GSR recall": ("gsr", "dyad+label recall", None),
    "GSR precision": ("gsr", "dyad+label precision", None),
    "PLV root F1": ("plv", "root macro-F1", None),
}


def run(data: Path, *parts: Part) -> dict[str, Any]:
    """The figures without some parts."""
    nlp = pipeline.load()
    with ExitStack() as stack:
        for part in parts:
            part(nlp, stack)
        figures = score(data, extractor=RulesExtractor(nlp=nlp))
    return {name: figures[s][f] if key is None else figures[s][f][key] for name, (s, f, key) in COLUMNS.items()}


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--data", type=Path, default=ROOT.parent / "shared" / "data")
    parser.add_argument("--out", type=Path, default=ROOT / "benchmarks" / "ablation.json")
    options = parser.parse_args()
    if not (options.data / "score_events.py").exists():
        sys.exit(f"no gold data in {options.data}: give --data")
    rows = {"everything": run(options.data)}
    rows |= {f"without {name}": run(options.data, part) for name, part in PARTS.items()}
    rows["the verbs of the lexicon alone"] = run(options.data, *(p for n, p in PARTS.items() if "frames" not in n))
    table = Table("", *COLUMNS, title="What each part adds")
    for name, row in rows.items():
        table.add_row(name, *(str(row[c]) for c in COLUMNS))
    Console(width=140).print(table)
    options.out.write_text(json.dumps(rows, indent=1) + "\n", "utf-8")


if __name__ == "__main__":
    main()
