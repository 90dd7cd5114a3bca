"""The examples of docstrings give what they say.

A docstring is short, so an example may use what its reader can tell: the names below; a pipeline as ``nlp``; and where
a line ends in a comment with a text, the parsed text as ``doc`` and its words by their names.
"""

from __future__ import annotations

import datetime as dt
import doctest
import importlib
import io
import pkgutil
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import spacy

import kg
from kg import pipeline
from kg.core.event import Period, Precision
from kg.core.records import Mention

NAMES = {"kg": kg, "spacy": spacy, "dt": dt, "io": io, "Period": Period, "Precision": Precision, "Mention": Mention}

VISIT = """
[event] = kg.extract({"id": "a", "text": "U.S. Treasury Secretary Janet Yellen will visit China."})"""

# What else an example has at hand: lines of Python that come before it.
BEFORE = {
    "kg.core.event.Event.relation": VISIT,
    "kg.core.wording.relation": VISIT,
    "kg.core.event.Event.topic": """
[event] = kg.extract({"id": "a", "text": "The United States would not hesitate to impose new sanctions on Iran."})""",
    "kg.core.detail.detail": """
[event] = kg.extract({"id": "a", "text": "Oman urged Mali to withdraw its troops."})""",
    "kg.events.reasons.lexicon_entry": """
event, *_ = kg.extract({"id": "a", "text": "The United States imposed sanctions on Iran."})""",
    "kg.language.given.quoted": """
zelensky = kg.core.records.Entity("volodymyr-zelensky", "Volodymyr Zelensky", "person")""",
}
FILES = {
    "ministers.csv": "person,office,role,of,start\n"
    + "".join(f"vladimir-putin,x,head_of_state,RUS,{2031 + i}\n" for i in range(12))
}

# A component is shown as it is added to a pipeline that does not have it yet.
ADDED = {"kg.entities.make_entities", "kg.language.repairs.make_repairs", "kg.language.sentences.make_sentences"}


def examples() -> Iterator[doctest.DocTest]:
    """Each docstring that has examples."""
    finder = doctest.DocTestFinder(exclude_empty=True)
    for found in pkgutil.walk_packages(kg.__path__, "kg."):
        if not found.name.endswith("__main__"):
            yield from (t for t in finder.find(importlib.import_module(found.name), found.name) if t.examples)


def names(test: doctest.DocTest) -> dict[str, Any]:
    """What the examples of a docstring may use besides the names of their module."""
    text = next((m[1] for e in test.examples if (m := re.search(r'  # "(.*)"$', e.source))), None)
    found: dict[str, Any] = dict(NAMES)
    if any(re.search(r"\bnlp\b", e.source) for e in test.examples):
        found["nlp"] = spacy.load(pipeline.SHIPPED) if test.name in ADDED else pipeline.shared()
    if text is not None:
        found["doc"] = doc = pipeline.shared()(text)
        found |= {token.text: token for token in doc if token.text.isidentifier()}
    exec(BEFORE.get(test.name, ""), found)
    return found


@pytest.mark.parametrize("test", list(examples()), ids=lambda test: test.name)
def test_an_example_gives_what_it_says(test: doctest.DocTest, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    for file, content in FILES.items():
        (tmp_path / file).write_text(content, "utf-8")
    test.globs = names(test) | test.globs
    for example in test.examples:
        example.want = example.want.replace("…", "...")
    told: list[str] = []
    runner = doctest.DocTestRunner(optionflags=doctest.ELLIPSIS | doctest.NORMALIZE_WHITESPACE, verbose=False)
    assert runner.run(test, out=told.append).failed == 0, "".join(told)
