"""Recognition and linking, measured on development data.

    python benchmarks/entities.py [gold|worldwide|re3d|cost|all] [--data FOLDER] [--bare MODEL] [--out entities.json]

gold       Every participant of every gold event: is it found with its country?  A participant is found if some mention
           has its country, or, where it has none, its name; it is named if a mention with its name has its country; it
           is wrong if the mentions with its name all have another country.  Those missed are listed with the reason.
worldwide  Country and nationality mentions, recall and precision, and entity spans, F1.
           Mapping: gold spans tagged Location or NORP whose words are a country's name or adjective (by a list that is
           independent of the knowledge base) are country mentions; ours are names that the linker takes for a country.
           A country name inside a longer gold span (an organisation) counts neither way.
           Spans: Person is PERSON, Organization ORG, Location and Facility LOC, NORP (nationalities, religions,
           languages, politics) NORP; Misc, Product, Date and Money do not count.  Exact boundaries, a leading "the"
           left out.
re3d       Entity spans by type: our names, our mentions (phrases and pronouns, which that data counts too), both, and
           what the bare pipeline's own entities give.
cost       Time of recognition and linking beside the parse, and of loading the knowledge base.
"""

from __future__ import annotations

import argparse
import collections
import json
import statistics
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

import spacy
from entity_spans import Figures, plain, re3d, read, worldwide, worldwide_documents

from kg.language.precision import cast_weights
from kg.pipeline import load

ROOT = Path(__file__).resolve().parent.parent


# Gold participants


def same_name(mention: Any, names: set[str]) -> bool:
    """Whether a mention's entity or words bear one of some names, or a part of one."""
    for ours in {plain(mention.entity.name), plain(mention.text)}:
        for theirs in names:
            a, b = set(ours.split()), set(theirs.split())
            if ours == theirs or (a and b and len(ours) > 3 and len(theirs) > 3 and (a <= b or b <= a)):
                return True
    return False


def reason(text: str, names: set[str], mine: list[Any], country: str | None) -> str:
    """Why a participant is not found by its name."""
    if mine:
        return "mentioned with another country or none: " + ", ".join(sorted({m.entity.id for m in mine})[:3])
    said = [name for name in names if f" {name} " in f" {plain(text)} "]
    if not said:
        return "the annotators' own words, which the article does not use"
    if country is None:
        return "a phrase that names nobody in particular, of no country"
    return "a common noun that is no political actor by itself"


def gold(nlp: Any, data: Path) -> Figures:
    """Participants of the gold events."""
    count: collections.Counter[str] = collections.Counter()
    lines = set()
    for file in sorted((data / "gold").glob("*.json")):
        record = json.loads(file.read_text("utf8"))
        text = (data / "gold" / "articles" / f"{file.stem}.txt").read_text("utf8")
        mentions = read(nlp, text, record["published"])._.kg.mentions
        countries = {m.entity.country for m in mentions}
        for who in (w for e in record["events"] for side in ("actor", "recipient") for w in e.get(side) or []):
            names = {plain(n) for n in [who["name"], *who.get("aliases", [])]}
            country = who.get("country")
            mine = [m for m in mentions if same_name(m, names)]
            right = [m for m in mine if m.entity.country == country]
            found = country in countries if country else bool(right)
            wrong = bool(mine) and not right and any(m.entity.country for m in mine)
            count.update(participants=1, found=found, named=bool(right), wrong=wrong)
            if not right or not found:
                state = "WRONG" if wrong else "by country only" if found else "missed"
                why = reason(text, names, mine, country)
                lines.add(f"   {state:16} {file.stem:22} {who['name']} ({country or 'no country'}): {why}")
    total = count["participants"]
    shares = {key: round(count[key] / total, 3) for key in ("found", "named", "wrong")}
    print("participants {}: found {found:.3f}, by name {named:.3f}, wrong country {wrong:.3f}".format(total, **shares))
    print(*sorted(lines), sep="\n")
    return {"participants": total, **shares, "missed": len([x for x in lines if x.startswith("   missed")])}


# Cost

_LOADING = """
import time
from kg.entities.cues import Lexicon
from kg.entities.knowledge import Knowledge
start = time.process_time()
Lexicon.of(Knowledge.load())
print(time.process_time() - start)
"""


def cost(nlp: Any, data: Path) -> Figures:
    """Processor time of linking, coreference and coding beside the parse; loading the knowledge base."""
    texts = [article["text"] for article, _, _ in worldwide_documents(data)[:60]]
    spent: collections.Counter[str] = collections.Counter()
    tokens = 0
    for number, text in enumerate([texts[0], *texts]):
        doc = nlp.make_doc(text)
        if number == 1:  # the first warmed up
            spent.clear()
            tokens = 0
        tokens += len(doc)
        for name, pipe in nlp.pipeline:
            start = time.process_time()
            doc = pipe(doc)
            spent[name] += time.process_time() - start  # type: ignore[assignment]
    ours = spent["kg_entities"], spent["kg_coreference"]
    parse = sum(spent.values()) - sum(ours) - spent["kg_events"]
    run = [sys.executable, "-c", _LOADING]
    loading = statistics.median(
        float(subprocess.run(run, check=True, capture_output=True, text=True, cwd=ROOT).stdout) for _ in range(5)
    )
    result = {
        "tokens": tokens,
        "recognition and linking / parse": round(ours[0] / parse, 3),
        "with coreference / parse": round(sum(ours) / parse, 3),
        "coding / parse": round(spent["kg_events"] / parse, 3),
        "knowledge base loaded in s": round(loading, 2),
    }
    for key, value in result.items():
        print(f"{key:34} {value}")
    return result


def main() -> None:
    arguments = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    arguments.add_argument("what", nargs="?", default="all", choices=["gold", "worldwide", "re3d", "cost", "all"])
    arguments.add_argument("--data", type=Path, default=ROOT.parent / "shared" / "data")
    arguments.add_argument("--show", type=int, default=0, help="examples of errors to print")
    arguments.add_argument("--every", type=int, default=1, help="of the worldwide articles, read every n-th")
    arguments.add_argument("--bare", help="spaCy pipeline whose own entities are compared on re3d")
    arguments.add_argument("--out", type=Path, default=ROOT / "benchmarks" / "entities.json")
    chosen = arguments.parse_args()
    if not (chosen.data / "gold").is_dir():
        sys.exit(f"no gold articles in {chosen.data}: give --data")
    bare = cast_weights(spacy.load(chosen.bare), "float32") if chosen.bare else None
    nlp = load(components=("kg_entities", "kg_coreference"))
    parts = {
        "gold": lambda: gold(nlp, chosen.data),
        "worldwide": lambda: worldwide(nlp, chosen.data, chosen.show, chosen.every),
        "re3d": lambda: re3d(nlp, chosen.data, bare),
        "cost": lambda: cost(load(), chosen.data),
    }
    results = {name: part() for name, part in parts.items() if chosen.what in (name, "all")}
    if chosen.what == "all" and chosen.every == 1:
        chosen.out.write_text(json.dumps(results, indent=1) + "\n", "utf-8")


if __name__ == "__main__":
    main()
