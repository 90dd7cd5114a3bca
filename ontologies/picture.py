"""Draws the picture of the ontology in README.md from core.ttl; `python ontologies/picture.py` brings it up to date."""

from __future__ import annotations

import re
from pathlib import Path

import pyoxigraph as ox

HERE = Path(__file__).parent
KG = "https://w3id.org/geopolitical-kg/ontology#"
RDFS = "http://www.w3.org/2000/01/rdf-schema#"
MARKS = ("<!-- picture: made by picture.py -->", "<!-- /picture -->")

# What the mapping writes with properties of other vocabularies, which core.ttl declares no domain and range for; and
# what leads to actors and to those who are none.
BORROWED = [
    ("Event", "sem:hasPlace", "Place"),
    ("Event", "reportedBy", "Participant"),
    ("Event", "reportedBy", "Source"),
    ("Mention", "describes", "Source"),
    ("Mention", "describes", "UnnamedParticipant"),
]


def picture() -> str:
    """The classes and the properties between them, as Mermaid text."""
    triples = list(ox.parse(path=str(HERE / "core.ttl"), format=ox.RdfFormat.TURTLE))

    def pairs(predicate: str) -> dict[str, list[str]]:
        found: dict[str, list[str]] = {}
        for t in triples:
            if (
                t.predicate.value == RDFS + predicate
                and t.subject.value.startswith(KG)
                and t.object.value.startswith(KG)
            ):
                found.setdefault(t.subject.value.removeprefix(KG), []).append(t.object.value.removeprefix(KG))
        return found

    domains, ranges, parents = pairs("domain"), pairs("range"), pairs("subClassOf")
    lines = ["```mermaid", "classDiagram", "direction LR"]
    lines += [f"{parent} <|-- {child}" for child in sorted(parents) for parent in sorted(parents[child])]
    ties: dict[tuple[str, str], list[str]] = {}
    for name in sorted(domains.keys() & ranges.keys() - {"interactsWith"}):
        ties.setdefault((domains[name][0], ranges[name][0]), []).append(name)
    for source, name, target in BORROWED:
        ties.setdefault((source, target), []).append(name)
    # Events and relations share these, so they have no domain of their own.
    for name in ("article", "evidence", "trigger"):
        ties.setdefault(("Event", ranges[name][0]), []).append(name)
    ties[("Participant", "Participant")] = ["shortcuts, one for each event type: meets, attacks, aids …"]
    lines += [f"{a} --> {b} : {', '.join(names)}" for (a, b), names in sorted(ties.items())]
    return "\n".join([*lines, "```"])


def readme_with(drawn: str) -> str:
    """The README with the picture put in place of the one that is there."""
    text = (HERE / "README.md").read_text("utf-8")
    start, end = MARKS
    return re.sub(f"{start}.*?{end}", lambda _: f"{start}\n{drawn}\n{end}", text, flags=re.DOTALL)


if __name__ == "__main__":
    (HERE / "README.md").write_text(readme_with(picture()), "utf-8")
