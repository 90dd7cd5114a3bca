"""The table of event types: complete, held to its form, and the only place that a new type has to be told to."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
import yaml

from kg.core.errors import KnowledgeError
from kg.core.plover import EventType, QuadClass, Status, plover_code
from kg.core.plover_table import PATH, Trait, read, table
from kg.extractors.llm import question
from kg.view.payload import legend

# What stands in the column of modes of PLOVER's table from CAMEO and is none here: "ease", which the table itself calls
# gone; a context, and a mode of COERCE, under ASSAULT; and two that a wider mode tells: martial-law, restrict.
NO_MODES = {
    "RETREAT": {"ease"},
    "THREATEN": {"political"},
    "COERCE": {"curfew"},
    "ASSAULT": {"seize", "pro_autocracy"},
}


def test_every_type_is_told_everywhere() -> None:
    shown = {t["code"]: t for t in legend()["types"]}
    schema = question.schema()["properties"]["events"]["items"]["properties"]["type"]["enum"]
    for type_ in EventType:
        assert type_.label and type_.row.definition and type_.row.example
        assert shown[type_]["label"] == type_.label and all(shown[type_]["prose"])
        assert shown[type_]["quad"] == (type_.quad or 0) and shown[type_]["side"] == type_.side
        assert f"- {type_}: {type_.row.prompt}" in question.system() and type_ in schema
        assert (type_.quad is None) == (type_.score is None) == (type_ == EventType.OTHER)
        assert all(mode.label and mode.definition for mode in type_.modes.values())
    assert len({t.shortcut.name for t in EventType}) == len({t.label for t in EventType}) == len(EventType)


def test_what_the_table_names_is_there() -> None:
    assert {trait for row in table().types.values() for trait in row.traits} == set(Trait)
    assert {int(quad.number) for quad in table().quad_classes.values()} == set(QuadClass)
    assert {status for row in table().types.values() for status in row.filed_as} <= set(Status)


def test_plover_folds_the_status_into_the_type() -> None:
    assert plover_code(EventType.CONSULT, Status.PLANNED) == EventType.AGREE
    assert plover_code(EventType.ASSAULT, Status.PLANNED) == EventType.THREATEN
    assert plover_code(EventType.AID, Status.DENIED) == EventType.REJECT
    assert plover_code(EventType.SUPPORT, Status.HYPOTHETICAL) == EventType.SUPPORT
    assert plover_code(EventType.OTHER, Status.PLANNED) == EventType.OTHER


@pytest.mark.parametrize(
    "wrong",
    [{"traits": ["polite"]}, {"quad": "lukewarm"}, {"filed_as": {"planned": "MAYBE"}}, {"cameo": {"exact": ["99"]}},
     {"cameo": {"rather": ["03"]}}, {"cameo_by": {"quickly": "07"}},
     {"cameo_by": {"military": "08"}}, {"colour": "red"}, {"modes": {"visit": {"label": "visits"}}}],
    ids=lambda wrong: next(iter(wrong)),
)  # fmt: skip
def test_a_fault_in_the_table_names_its_type(wrong: dict[str, Any]) -> None:
    content = yaml.safe_load(PATH.read_text("utf-8"))
    content["types"]["AID"] |= wrong
    with pytest.raises(KnowledgeError, match=r"plover\.yaml: type AID: "):
        read(content)


def test_roots_of_cameo_are_those_of_plover(data: Path) -> None:
    """Where a type is one root of CAMEO or another, by mode and context, the manual's table has it so too."""
    lines = (data / "plover" / "CAMEO2PLOVER-2021.txt").read_text("utf-8").splitlines()
    seen = set()
    for line in lines:
        if found := re.match(r"(\d\d)\d+: *([A-Z]+) *, *([\w-]*) *, *([\w; ]*)", line):
            root, type_, mode, contexts = found.groups()
            row = EventType(type_).row
            if root in {root for roots in row.cameo.values() for root in roots} and (not mode or mode in row.modes):
                assert row.root(mode or None, [word.strip() for word in contexts.split(";")]) == root, line
                seen.add((type_, root))
    assert {("ASSAULT", "18"), ("ASSAULT", "19"), ("ASSAULT", "20"), ("ACCUSE", "09"), ("ACCUSE", "11")} <= seen
    assert EventType.OTHER.row.root(None) is None


def test_modes_are_those_of_plover(data: Path) -> None:
    lines = (data / "plover" / "CAMEO2PLOVER-2021.txt").read_text("utf-8").splitlines()
    for line in lines:
        if found := re.match(r"\d+: *([A-Z]+) *, *([\w-]+) *,", line):
            type_, mode = EventType(found[1]), found[2]
            assert mode in type_.modes or mode in NO_MODES[type_], line


NEW_TYPE = """\
  SERENADE:
    label: serenades
    prose: {to: serenades, about: sings of, from: serenaded by}
    definition: "Somebody sings for another for a political end."
    example: "A choir sings for a visiting king."
    prompt: "sings for another"
    quad: verbal-cooperation
    score: 2
    shortcut: {name: serenades, label: serenades, comment: "The first sang for the second."}
    traits: [with_another]
    modes:
      choir: {label: sings in a choir for, definition: "Many sing at once."}

"""
LEXICON = """\
type: SERENADE
entries:
  - {verb: [serenade], mode: choir, example: "France serenaded Germany.", expect: "FRA > DEU"}
"""
# Reads, checks, stores, tables, draws, and asks a model: all that an event goes through.
WALK = """
import json, runpy
import kg
from kg.core.plover import EventType
from kg.extractors.llm import question
from kg.rdf import ontology
from kg.rdf.validation import validate

graph = kg.build([{"id": "1", "text": "France serenaded Germany on Monday.", "date": "2024-05-17"}], store="graph")
row = graph.triples().iloc[0]
asked = graph.query("SELECT ?b { entity:FRA kg:serenades ?b }")
maker = runpy.run_path(str(ontology.path("plover.ttl").parent / "make_plover.py"))
graph.view().save("view.html")
print(json.dumps({
    "folder": str(ontology.path("plover.ttl").parent),
    "row": [row["source"], row["relation"], row["target"]],
    "said": EventType("SERENADE").row.worded("choir", [])["to"],
    "mode": next(iter(graph.events(types="SERENADE"))).mode,
    "shortcut": len(asked),
    "invalid": len(list(validate(graph.store))),
    "drawn": "sings of" in open("view.html", encoding="utf-8").read(),
    "asked": "SERENADE: sings for another [choir]" in question.system(),
    "in schema": "SERENADE" in kg.event_schema()["properties"]["type"]["enum"],
    "current": maker["turtle"]() == maker["FILE"].read_text("utf-8"),
}))
"""


def test_a_new_type_is_told_to_the_table_and_its_lexicon_only(root: Path, tmp_path: Path) -> None:
    copy = tmp_path / "copy"
    for source in [*(root / "kg").rglob("*"), *(root / "ontologies").rglob("*")]:
        if source.is_file():  # also what Python has compiled, which it then need not do again
            target = copy / source.relative_to(root)
            target.parent.mkdir(parents=True, exist_ok=True)
            target.symlink_to(source)

    def write(name: str, text: str) -> None:
        (copy / name).unlink(missing_ok=True)
        (copy / name).write_text(text, "utf-8")

    changed = PATH.read_text("utf-8").replace("  OTHER:\n", NEW_TYPE + "  OTHER:\n")
    write("kg/core/plover.yaml", changed)
    write("kg/events/lexicon/serenade.yaml", LEXICON)
    write("kg/core/event.schema.json", (root / "kg/core/event.schema.json").read_text("utf-8"))
    (copy / "ontologies" / "plover.ttl").unlink()
    env = {**os.environ, "PYTHONPATH": str(copy)}
    subprocess.run([sys.executable, copy / "ontologies" / "make_plover.py"], env=env, check=True)
    done = subprocess.run([sys.executable, "-c", WALK], cwd=tmp_path, env=env, capture_output=True, text=True)
    assert done.returncode == 0, done.stderr
    assert json.loads(done.stdout.splitlines()[-1]) == {
        "folder": str(copy / "ontologies"),
        "row": ["France", "serenades", "Germany"],
        "said": "sings in a choir for",
        "mode": "choir",
        "shortcut": 1,
        "invalid": 0,
        "drawn": True,
        "asked": True,
        "in schema": True,
        "current": True,
    }
