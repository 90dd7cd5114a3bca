"""A user's own tables, checked and kept in one file for ``--knowledge``."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any

from kg.core.errors import KnowledgeError
from kg.entities._loading import ORDER
from kg.entities.knowledge import Knowledge
from kg.entities.names import slug
from kg.entities.tables import COLUMNS, read, rows_of

if TYPE_CHECKING:
    import pandas as pd

# What makes two rows of a table the same row, so that the later one replaces the earlier.
_KEYS = {
    "tenures": ("person", "office", "of", "start"), "members": ("organisation",), "agents": ("lemma",),
    "roles": ("phrase",), "institutions": ("phrase",), "wikidata": ("id",), "places": ("name", "country"),
    "entities": ("name", "country"),
}  # fmt: skip
_IDS = ("person", "of", "organisation")
_COUNTRIES = ("country", "of", "organisation", "entity", "members", "countries")


@dataclass(slots=True)
class Added:
    """What became of a user's table.

    Attributes:
        table: Which table it was taken for: "entities", "tenures" …
        added: Rows that are new in the file.
        replaced: Rows in place of earlier ones of the file.
        hides: Names of the shipped tables that now mean what the user's rows say.
    """

    table: str
    added: int = 0
    replaced: int = 0
    hides: list[str] = field(default_factory=list)


def add(table: Path | str | pd.DataFrame, to: Path | str) -> Added:
    """Check a table of the user's and put its rows into a YAML file, which ``--knowledge`` and Python's take.

    Countries may be given by name.  A row of what the file has already replaces that.

    Args:
        table: CSV, TSV or YAML file, or a DataFrame.
        to: The file, made if it is not there.

    Raises:
        KnowledgeError: A row is not well formed; the file stays as it was.

    Example:
        >>> add("ministers.csv", to="mine.yaml")
        Added(table='tenures', added=12, replaced=0, hides=[])
    """
    to = Path(to)
    if to.suffix.lower() not in (".yaml", ".yml"):
        raise KnowledgeError(f"{to.name}: what is added is kept as YAML; give a name that ends in .yaml")
    shipped = Knowledge.load()
    rows = list(rows_of(table))
    if not rows:
        raise KnowledgeError(f"{Path(table).name if isinstance(table, str | Path) else 'DataFrame'}: no rows")
    content = _content(to)
    where: dict[tuple[str, int], str] = {}  # of the rows of this table, by their place in the file that is written
    done = Added(" and ".join(dict.fromkeys(row.table for row in rows)))
    for row in rows:
        needed = COLUMNS[row.table]
        filled = {k: v for k, v in row.cells.items() if v not in ("", None, []) or k in needed[: _optional(needed)]}
        made = {k: _by_code(shipped, k, v) for k, v in filled.items()}
        of_table = content.setdefault(row.table, [])
        same = _key(row.table, made)
        earlier = [n for n, cells in enumerate(of_table) if _key(row.table, cells) == same]
        if earlier:
            of_table[earlier[0]] = made
        else:
            of_table.append(made)
        where[row.table, earlier[0] if earlier else len(of_table) - 1] = row.where
        done.added, done.replaced = done.added + (not earlier), done.replaced + bool(earlier)
        if row.table == "entities":
            done.hides += [n for n in (row.text("name"), *row.list("aliases")) if n and shipped.lookup(n)]
    import yaml  # not needed to read what was added

    text = yaml.safe_dump(content, allow_unicode=True, sort_keys=False, width=120)
    draft = to.with_name(f".{to.stem}.new.yaml")
    draft.write_text(text, "utf-8")
    try:
        Knowledge.load(draft)
        draft.replace(to)
    except KnowledgeError as error:
        raise KnowledgeError(_at_home(str(error), draft.name, to.name, where)) from None
    finally:
        draft.unlink(missing_ok=True)
    return done


def in_order(tables: Iterable[str]) -> list[str]:
    """Files of tables in the order in which they can be added: people and groups before the terms that name them.

    Raises:
        KnowledgeError: One is missing, or is no table.
    """
    return sorted(tables, key=lambda table: min((ORDER.index(row.table) for row in rows_of(table)), default=0))


def _at_home(message: str, draft: str, to: str, where: Mapping[tuple[str, int], str]) -> str:
    """A message about a row of what was to be written, with the row's place in the table that it came from."""
    row = re.match(rf"{re.escape(draft)}: (\w+) (\d+)(?=:)", message)
    home = where.get((row[1], int(row[2]) - 1)) if row else None
    return home + message[row.end() :] if row and home else message.replace(draft, to)


def _optional(columns: tuple[str, ...]) -> int:
    return columns.index("?") if "?" in columns else len(columns)


def _content(to: Path) -> dict[str, list[dict[str, Any]]]:
    if not to.exists():
        return {}
    content: dict[str, list[dict[str, Any]]] = {}
    for row in read(to):
        content.setdefault(row.table, []).append(dict(row.cells))
    return content


def _key(table: str, cells: Mapping[str, Any]) -> tuple[str, ...]:
    """What makes a row that row; whoever is named by name is the one of that id."""
    values = ((column, str(cells.get(column) or "")) for column in _KEYS.get(table, COLUMNS[table][:1]))
    return tuple(slug(value) if column in _IDS else value for column, value in values)


def _by_code(knowledge: Knowledge, column: str, value: Any) -> Any:
    """A country by its code where it was given by name."""
    if column not in _COUNTRIES:
        return value
    values = value if isinstance(value, list) else str(value).split("|")
    codes = []
    for each in values:
        found = [a.entity for a in knowledge.alias(each.strip()) if a.form == "name" and a.entity.kind == "country"]
        codes.append(found[0].id if found else each.strip())
    return "|".join(codes)
