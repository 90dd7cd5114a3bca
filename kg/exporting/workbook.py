"""Events and actors as a workbook of Excel, which LibreOffice and Google Sheets open too.

A spreadsheet that is given CSV guesses at it: names lose their accents, "2023-05" becomes a day.  Here days are days,
numbers are numbers, and all else is text, whatever it looks like.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping
from typing import IO, TYPE_CHECKING, Any

from kg.core.errors import InputError, to_install
from kg.exporting.base import Format, Graph, register
from kg.exporting.networks import NODE, NOT_XML, nodes
from kg.exporting.records import FIELDS, rows

if TYPE_CHECKING:
    from xlsxwriter import Workbook

# What a sheet holds and what a cell holds, by Excel's own limits.
MOST_ROWS = 1_048_576
MOST_CHARACTERS = 32_767
# The first day that Excel can tell; one before it is written as text.
_FIRST = dt.date(1900, 3, 1)
_WIDTHS: dict[str, int] = {"sentence": 80, "theme": 30, "relation": 24, "source": 28, "target": 28, "name": 40}
# A workbook notes when it was made, and the same graph must give the same bytes.
_MADE = dt.datetime(1980, 1, 1)


def write_xlsx(graph: Graph, output: IO[bytes]) -> None:
    """One workbook: the sheet "events" with a row for each event and pair of parties, and the sheet "actors".

    The fields are those of the other tables.  A cell is empty where something is not known, and no text is run as a
    formula or made a link.

    Raises:
        InputError: XlsxWriter is not installed, or there are more rows than a sheet holds.
    """
    try:
        import xlsxwriter
    except ImportError:
        raise InputError(f"XlsxWriter is needed for xlsx; install it with {to_install('excel')}") from None
    # Rows are written as they come; the memory needed does not grow with the graph.
    options = {"constant_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
    with xlsxwriter.Workbook(output, options) as book:
        book.set_properties({"created": _MADE})
        _sheet(book, "events", FIELDS, rows(graph.events()))
        _sheet(book, "actors", dict.fromkeys(NODE, str), nodes(graph.network()))


def _sheet(book: Workbook, name: str, fields: Mapping[str, Any], records: Iterable[dict[str, Any]]) -> None:
    """A sheet with a first line that stays in sight and can be filtered by."""
    sheet = book.add_worksheet(name)
    head, day = book.add_format({"bold": True}), book.add_format({"num_format": "yyyy-mm-dd"})
    for column, field in enumerate(fields):
        sheet.set_column(column, column, _WIDTHS.get(field, 14))
        sheet.write_string(0, column, field, head)
    sheet.freeze_panes(1, 0)
    number = 0
    for number, record in enumerate(records, 1):
        if number == MOST_ROWS:
            raise InputError(
                f"there are more {name} than the {MOST_ROWS} rows of a sheet; csv and parquet take them all"
            )
        for column, value in enumerate(record[field] for field in fields):
            if isinstance(value, dt.date) and value >= _FIRST:
                sheet.write_datetime(number, column, value, day)
            elif isinstance(value, int | float):
                sheet.write_number(number, column, value)
            elif value:
                text = ";".join(value) if isinstance(value, list) else str(value)
                sheet.write_string(number, column, NOT_XML.sub("", text)[:MOST_CHARACTERS])
    sheet.autofilter(0, 0, number, len(fields) - 1)


register(Format("xlsx", "a workbook for Excel, with events and actors", write_xlsx))
