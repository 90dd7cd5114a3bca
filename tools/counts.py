"""How many rows the tables of who is known have, written into docs/knowledge.md: ``python tools/counts.py``.

The last cell of each line under "Who is in" is made from the tables that its first cell names, in their order.
``tools/refresh_docs.py`` does the same; a test says if a count is not current.
"""

from __future__ import annotations

import re
from collections import Counter
from pathlib import Path
from zipfile import ZipFile

from kg.entities.knowledge import DATA
from kg.entities.tables import read

PAGE = Path(__file__).resolve().parents[1] / "docs" / "knowledge.md"
# What the rows are, where the table's own line does not say it.
_UNITS = {
    "people.tsv": "people", "tenures.tsv": "terms of office", "memberships.tsv": "memberships",
    "ambiguous.yaml": "rules", "words.txt": "words",
}  # fmt: skip
_LINE = re.compile(r"^(\| (?P<tables>(?:`\w+\.(?:tsv|tsv\.gz|txt|yaml)`(?:, )?)+) \|.*\| )(?P<count>[^|]*) \|$", re.M)


def fill(text: str) -> str:
    """A page with every count of tables as it is."""
    return _LINE.sub(lambda m: f"{m[1]}{_counts(re.findall('`(.+?)`', m['tables']))} |", text)


def _counts(tables: list[str]) -> str:
    """ "252", "231, 237, 107 and 207", "4 883 people and 4 069 terms of office"."""
    each = list(dict.fromkeys(_count(table) for table in tables))
    return " and ".join(filter(None, [", ".join(each[:-1]), each[-1]]))


def _count(table: str) -> str:
    path = DATA / table
    if table == "gazetteer.zip":
        with ZipFile(path) as file:
            lines = [line for name in file.namelist() for line in file.read(name).decode().splitlines()]
        kinds = Counter(line.split("\t")[7] for line in lines)
        parts = {"t": "names of towns", "p": "provinces", "d": "districts"}
        return f"{_number(kinds.total())} lines: " + ", ".join(
            f"{_number(kinds[k])} {name}" for k, name in parts.items()
        )
    if table == "words.txt":
        rows = sum(not line.startswith("#") for line in path.read_text("utf-8").splitlines())
    elif table == "memberships.tsv":
        rows = sum(len(row.list("members")) for row in read(path))
    else:
        rows = sum(1 for _ in read(path))
    return f"{_number(rows)} {_UNITS[table]}" if table in _UNITS else _number(rows)


def _number(count: int) -> str:
    return f"{count:,}".replace(",", " ")


if __name__ == "__main__":
    PAGE.write_text(fill(PAGE.read_text("utf-8")), "utf-8")
