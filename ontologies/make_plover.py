"""Writes plover.ttl from kg/core/plover.yaml, and the lists of types and contexts in kg/core/event.schema.json.

`python ontologies/make_plover.py` brings both up to date.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from pathlib import Path

from kg.core.plover_table import PATH, Mode, QuadRow, Root, Row, Table, Trait, table

FILE = Path(__file__).parent / "plover.ttl"
SCHEMA = PATH.parent / "event.schema.json"

HEAD = """\
# PLOVER as SKOS: event types, modes, contexts, quad classes, scores, and the CAMEO roots they grew out of; and the
# shortcuts, one property for each type.  Made by make_plover.py from kg/core/plover.yaml: change that table, not this
# file.  The codes are those of the PLOVER manual (Open Event Data Alliance, draft of September 2021) and of the CAMEO
# codebook (Schrodt 2012); the definitions and examples are ours.

@prefix kg: <https://w3id.org/geopolitical-kg/ontology#> .
@prefix plover: <https://w3id.org/geopolitical-kg/plover#> .
@prefix dcterms: <http://purl.org/dc/terms/> .
@prefix owl: <http://www.w3.org/2002/07/owl#> .
@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .
@prefix skos: <http://www.w3.org/2004/02/skos/core#> .
@prefix xsd: <http://www.w3.org/2001/XMLSchema#> .

<https://w3id.org/geopolitical-kg/plover> a owl:Ontology ;
    rdfs:label "PLOVER in SKOS"@en ;
    dcterms:title "PLOVER in SKOS"@en ;
    rdfs:comment "{comment}"@en ;
    dcterms:license <https://www.apache.org/licenses/LICENSE-2.0> ;
    dcterms:source "PLOVER manual, draft of September 2021; CAMEO codebook 1.1b3, 2012"@en ;
    owl:versionIRI <https://w3id.org/geopolitical-kg/plover/2> ;
    owl:versionInfo "2" .
""".replace(
    "{comment}",
    "Event types, modes, contexts and quad classes of PLOVER as SKOS concepts, with definitions of our own.",
)


SHORTCUTS = """\
# --- Shortcuts: who did it to whom, in one triple.  Written for asserted and historical events only, between the
# participants, and between the states that they act for ---
"""

# Heading, name, label and comment of each scheme, in their order.
SCHEMES = [
    ("Quad classes", "quad-classes", "PLOVER quad classes", "Cooperation or conflict, by words or by deeds."),
    (
        "Event types",
        "event-types",
        "PLOVER event types",
        "The kinds of political act. A type says what was done, not whether it really was.",
    ),
    (
        "Modes: the manner of an act, each of one type",
        "modes",
        "PLOVER modes",
        "The manner of an act. Modes of the same name under different types are different concepts.",
    ),
    (
        "Contexts: the field of politics, independent of the type",
        "contexts",
        "PLOVER contexts",
        "The fields of politics that acts belong to. An act may belong to several.",
    ),
    (
        "The roots of CAMEO, to compare with data coded in it",
        "cameo-roots",
        "CAMEO root categories",
        "The twenty top categories of CAMEO, PLOVER's predecessor.",
    ),
]


def turtle(plover: Table | None = None) -> str:
    """The text of plover.ttl.

    Args:
        plover: The table; the shipped one if None.
    """
    plover = plover or table()
    rows = plover.types.values()
    concepts: list[list[str]] = [
        [_quad_class(quad) for quad in plover.quad_classes.values()],
        [_type(row) for row in rows],
        [_mode(row, mode) for row in rows for mode in row.modes.values()],
        [_context(name, definition) for name, definition in plover.contexts.items()],
        [_root(root) for root in plover.cameo_roots.values()],
    ]
    parts = [HEAD]
    for (heading, name, label, comment), found in zip(SCHEMES, concepts, strict=True):
        parts += [f"# --- {heading} ---\n", _scheme(name, label, comment, found), *found]
    return "\n".join([*parts, SHORTCUTS, *map(_shortcut, rows)])


def schema(text: str, plover: Table | None = None) -> str:
    """The text of event.schema.json with the lists of types and contexts as the table has them.

    Args:
        text: The text as it is.
        plover: The table; the shipped one if None.
    """
    plover = plover or table()
    for name, codes in (("type", plover.types), ("plover", plover.types), ("contexts", plover.contexts)):
        # Its first list, an entry a line, however deep.
        listed = re.compile(rf'("{name}": \{{[^\[]*"enum": \[)(\s+)[^\]]*?(\s+\])')
        entries = ",".join(rf'\g<2>"{code}"' for code in codes)
        text = listed.sub(rf"\g<1>{entries}\g<3>", text, count=1)
    return text


def _quad_class(quad: QuadRow) -> str:
    label = quad.name.replace("-", " ")
    return _concept(quad.name, "kg:QuadClass", "quad-classes", label, str(quad.number), quad.definition)


def _type(row: Row) -> str:
    more = [f"skos:example {_text(row.example)}@en", f"kg:relationLabel {_text(row.label)}"]
    more.append(f"kg:shortcut kg:{row.shortcut.name}")
    if row.quad is not None:
        more += [f"kg:quadClass plover:{row.quad}", f"skos:broader plover:{row.quad}"]
    if row.score is not None:
        more.append(f'kg:score "{row.score:g}"^^xsd:decimal')
    more += [f"skos:{match}Match plover:cameo-{root}" for match, roots in row.cameo.items() for root in roots]
    return _concept(row.code, "kg:EventType", "event-types", row.code.lower(), row.code, row.definition, more)


def _mode(row: Row, mode: Mode) -> str:
    name, label, above = f"{row.code}-{mode.name}", mode.name.replace("-", " "), f"skos:broader plover:{row.code}"
    return _concept(name, "kg:Mode", "modes", label, mode.name, mode.definition, [above])


def _context(name: str, definition: str) -> str:
    return _concept(name, "kg:Context", "contexts", name.replace("_", " "), name, definition)


def _root(root: Root) -> str:
    return _concept(f"cameo-{root.code}", "skos:Concept", "cameo-roots", root.label, root.code, root.definition)


def _shortcut(row: Row) -> str:
    symmetric = Trait.SYMMETRIC in row.traits
    comment = row.shortcut.comment + (" Holds both ways, and is written both ways." if symmetric else "")
    return _node(
        f"kg:{row.shortcut.name}",
        "owl:ObjectProperty , owl:SymmetricProperty" if symmetric else "owl:ObjectProperty",
        f"rdfs:label {_text(row.shortcut.label)}@en",
        f"rdfs:comment {_text(comment)}@en",
        "rdfs:subPropertyOf kg:interactsWith",
        "rdfs:domain kg:Participant",
        "rdfs:range kg:Participant",
        f'skos:example "entity:RUS kg:{row.shortcut.name} entity:PRK ."@en',
    )


def _scheme(name: str, label: str, comment: str, concepts: Iterable[str]) -> str:
    # What is broader than a mode or a type stands in another scheme.
    tops = " , ".join(concept.partition(" ")[0] for concept in concepts)
    facts = [
        f"{p} {_text(text)}@en"
        for p, text in (("rdfs:label", label), ("dcterms:title", label), ("rdfs:comment", comment))
    ]
    return _node(f"plover:{name}", "skos:ConceptScheme", *facts, f"skos:hasTopConcept {tops}")


def _concept(
    name: str, class_: str, scheme: str, label: str, notation: str, definition: str, more: Iterable[str] = ()
) -> str:
    return _node(
        f"plover:{name}",
        class_,
        f"skos:inScheme plover:{scheme}",
        f"skos:topConceptOf plover:{scheme}",
        f"skos:prefLabel {_text(label)}@en",
        f"skos:notation {_text(notation)}",
        f"skos:definition {_text(definition)}@en",
        *more,
    )


def _node(name: str, class_: str, *facts: str) -> str:
    return " ;\n    ".join([f"{name} a {class_}", *facts]) + " .\n"


def _text(text: str) -> str:
    escaped = text.replace("\\", "\\\\").replace('"', '\\"')
    return f'"{escaped}"'


if __name__ == "__main__":
    FILE.write_text(turtle(), "utf-8")
    SCHEMA.write_text(schema(SCHEMA.read_text("utf-8")), "utf-8")
