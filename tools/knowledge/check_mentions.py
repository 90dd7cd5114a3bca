"""Compares the tenures with dated articles: "Kenyan foreign minister Alfred Mutua" must be in office that day.

Reads JSON Lines (gzipped or not) with "text" and "date".  Prints the phrases whose person is not the one the tables
have, most frequent first.  What is left is to be read: besides gaps in the tables it holds days of handover, leaders of
earlier times, and phrases that the simple pattern misreads ("South Sudanese" as "Sudanese").

Usage: python tools/knowledge/check_mentions.py ARTICLES.jsonl.gz …
"""

from __future__ import annotations

import datetime as dt
import gzip
import json
import re
import sys
from collections import Counter
from difflib import SequenceMatcher
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[2]))

from kg.core.records import Entity
from kg.entities.knowledge import Knowledge
from kg.entities.names import key

OFFICES = {
    "president": "head_of_state", "prime minister": "head_of_government", "chancellor": "head_of_government",
    "king": "head_of_state", "foreign minister": "foreign_minister", "foreign secretary": "foreign_minister",
    "secretary of state": "foreign_minister", "minister of foreign affairs": "foreign_minister",
    "external affairs minister": "foreign_minister", "defense minister": "defence_minister",
    "defence minister": "defence_minister", "defense secretary": "defence_minister",
    "defence secretary": "defence_minister", "secretary of defense": "defence_minister",
    "interior minister": "interior_minister", "finance minister": "finance_minister",
}  # fmt: skip
WORD = r"(?:[A-Z][\w'’-]+|al-[A-Z][\w'’-]+|el-[A-Z][\w'’-]+|bin|[A-Z]\.)"
PHRASE = re.compile(
    rf"((?:\w+ )?)\b((?:[A-Z][\w.'’-]+ ){{0,2}}[A-Z][\w.'’-]+?)(?:'s|’s)? "
    rf"((?i:{'|'.join(OFFICES)})) ({WORD}(?: {WORD}){{0,4}})"
)
NOT_NOW = re.compile(r"(?i)former|ex|deputy|vice|late|acting|first|shadow|elect|assistant|caretaker")
BOTH = ("head_of_state", "head_of_government")


def same(name: str, holders: list[Entity], kb: Knowledge) -> bool:
    """Whether a name in a text is one of the holders'."""
    if {e.id for e in kb.lookup(name)} & {h.id for h in holders}:
        return True
    known = {word for h in holders for word in key(h.name) if len(word) > 2}
    return any(
        a == b or (min(len(a), len(b)) > 3 and SequenceMatcher(None, a, b).ratio() > 0.72)
        for a in key(name) for b in known
    )  # fmt: skip


def main(files: list[Path]) -> None:
    """Print figures and what differs."""
    kb = Knowledge.load()
    states: dict[tuple[str, ...], str] = {}
    for words, aliases in kb.aliases().items():
        for alias in aliases:
            if alias.entity.kind == "country" and alias.form in ("name", "adjective"):
                states.setdefault(words, alias.entity.id)
    agreed: Counter[str] = Counter()
    differing: Counter[tuple[str, ...]] = Counter()
    for file in files:
        with gzip.open(file, "rt", encoding="utf-8") if file.suffix == ".gz" else file.open(encoding="utf-8") as lines:
            for record in map(json.loads, lines):
                if not record.get("date"):
                    continue
                day = dt.date.fromisoformat(record["date"][:10])
                for match in PHRASE.finditer(record["text"]):
                    before, whose, title, name = match.groups()
                    words = key(whose)
                    state = next((s for n in (3, 2, 1) if (s := states.get(words[-n:])) and len(words) >= n), None)
                    if state is None or NOT_NOW.search(before + whose):
                        continue
                    office = OFFICES[title.casefold()]
                    offices = BOTH if office in BOTH else (office,)
                    holders = [h for o in offices if (h := kb.office_holder(state, o, day))]
                    if holders and same(name, holders, kb):
                        agreed[office] += 1
                    elif len(key(name)) > 1:
                        differing[state, office, name, holders[0].name if holders else "nobody", str(day)] += 1
    print(f"{sum(agreed.values())} the same, {sum(differing.values())} different;", dict(agreed.most_common()))
    for item, number in differing.most_common():
        print(number, *item, sep="\t")


if __name__ == "__main__":
    main([Path(name) for name in sys.argv[1:]])
