"""What the measures make of a decade of news: two dyads month by month, and who mediates.

    kg extract current-events.jsonl.gz > events.jsonl
    python benchmarks/network.py events.jsonl [--out benchmarks/network.json]

No score: it prints which months stand out, to be held against what is known to have happened in them.  The series for
Russia–Ukraine and United States–China go to a JSON file, by quarter.
"""

from __future__ import annotations

import argparse
import json
from pathlib import Path

import pandas as pd

from kg import network
from kg.core.event import Event

ROOT = Path(__file__).resolve().parent.parent
DYADS = (("RUS", "UKR"), ("CHN", "USA"))


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("events", type=Path, help="the output of kg extract")
    parser.add_argument("--out", type=Path, default=ROOT / "benchmarks" / "network.json")
    arguments = parser.parse_args()
    pd.set_option("display.width", 160, "display.max_colwidth", 70, "display.max_rows", 200, "display.max_columns", 20)
    with arguments.events.open(encoding="utf-8") as lines:
        ties = network.ties(Event.from_dict(json.loads(line)) for line in lines)
    print(f"{ties['event'].nunique()} events between countries, {len(ties)} ties")
    result: dict[str, object] = {"events": int(ties["event"].nunique())}
    for pair in DYADS:
        monthly = network.balance(ties, pair)
        name = monthly["dyad"].iloc[0]
        print(f"\n## {name}: {int(monthly['events'].sum())} events\n")
        print("busiest months")
        print(monthly.nlargest(8, "conflict").sort_values("period")[["period", "cooperation", "conflict", "net"]])
        found = network.escalation(ties, pair)
        out = found[(found["state"] == "escalation").fillna(False)]
        print("\nescalation: months outside the normal range")
        shown = out[["period", "conflicts", "intensity", "usual", "upper", "worst"]]
        print(shown.to_string(index=False, float_format="{:.1f}".format))
        quarters = network.balance(ties, pair, by="quarter")
        columns = ["period", "cooperation", "conflict", "net"]
        print("\nby quarter")
        print(quarters[columns].to_string(index=False))
        result[name] = {
            "escalation": out["period"].astype(str).tolist(),
            "quarters": quarters[columns].assign(period=quarters["period"].astype(str)).values.tolist(),
        }
    print("\n## What changed most from 2017 to 2018, and from 2021 to 2022\n")
    for before, after in (("2017", "2018"), ("2021", "2022")):
        print(
            network.change(ties, before, after)[["name", "events_before", "events_after", "ratio", "z"]]
            .head(4)
            .round(1)
        )
    print("\n## Who mediates\n")
    between = network.mediators(ties, least=5)
    columns = ["name", "mediations", "quarrels", "consults", "betweenness"]
    print(between[columns].head(10).round(3))
    result["mediators"] = between[columns].head(10).round(3).values.tolist()
    print("\n## Structural balance, pairs with five events or more\n")
    whole = network.structural_balance(ties, least=5).round(3)
    print(whole.to_string(index=False))
    result["structural_balance"] = whole.iloc[0].to_dict()
    print("\n## Action and reaction\n")
    print(network.reciprocity(ties).head(5).round(3).to_string(index=False))
    arguments.out.write_text(json.dumps(result, indent=1, ensure_ascii=False) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
