"""CSV and TSV: tables in text; one row under a header, one article.

A quote that is never closed would take all rows below it into one cell.  Such a row is a fault with its line, and the
lines below it are read one by one.
"""

from __future__ import annotations

import csv
from collections import deque
from collections.abc import Iterable, Iterator

from kg.core.errors import InputError
from kg.readers import fields
from kg.readers.base import Format, Head, Input, Sure, register
from kg.readers.parquet import checked
from kg.readers.record import Record


def read_csv(file: Input) -> Iterator[Record | InputError]:
    """The records of a table whose columns are parted as its header shows: by comma, semicolon, tab or "|".

    Raises:
        InputError: The first line is no header, or names no column with the text.
    """
    yield from _read(file, None)


def read_tsv(file: Input) -> Iterator[Record | InputError]:
    """The records of a table whose columns are parted by tabs.

    Raises:
        InputError: The first line is no header, or names no column with the text.
    """
    yield from _read(file, "\t")


def _read(file: Input, delimiter: str | None) -> Iterator[Record | InputError]:
    where, before = file.where, csv.field_size_limit(file.options.limits.record)
    texts = _lines(file)
    try:
        header, first = next(texts, ""), 2
        if header.casefold().startswith("sep=") and len(header.strip()) == 5:  # what Excel writes above a table
            delimiter, header, first = header.strip()[4], next(texts, ""), 3
        mark = delimiter or max(",;\t|", key=header.count)
        try:
            names = next(csv.reader([header], delimiter=mark), [])
        except csv.Error as error:
            raise InputError(f"not the header of a table ({error})", where, 1) from None
        checked(names, file.options, where)
        for line, row in _Rows(texts, mark, len(names), file).rows(first):
            if isinstance(row, InputError):
                yield row
            elif any(cell.strip() for cell in row):
                if len(row) > len(names):
                    yield InputError(f"the row has {len(row)} cells, the header has {len(names)}", where, line)
                else:
                    yield Record(dict(zip(names, row, strict=False)), where, line)
    finally:
        csv.field_size_limit(before)


class _Rows:
    """The rows of a table.

    Args:
        texts: Its lines below the header, with their line ends.
        mark: What parts the cells.
        width: How many cells the header has.
        file: The table.
    """

    def __init__(self, texts: Iterator[str], mark: str, width: int, file: Input) -> None:
        self.texts, self.mark, self.width, self.file = texts, mark, width, file
        self._again: deque[str] = deque()  # lines that a broken row had taken; each is a row of its own now
        self._taken: list[str] = []

    def rows(self, line: int) -> Iterator[tuple[int, list[str] | InputError]]:
        """Line and cells of each row, or what is wrong with it; the first stands on a line of that number."""
        while True:
            self._taken.clear()
            alone = bool(self._again)
            source: Iterable[str] = [self._next()] if alone else iter(self._next, "")
            csv.field_size_limit(self.file.options.limits.record)  # of the whole process: others may have changed it
            try:
                row = next(csv.reader(source, delimiter=self.mark), None)
            except csv.Error as error:
                yield line, InputError(f"not a row of a table ({error})", self.file.where, line)
                self._give_back()
            else:
                if row is None:
                    return
                broken = self._broken(alone)
                if broken is None:
                    yield line, row
                else:
                    yield line, InputError(broken, self.file.where, line)
                    self._give_back()
            line += len(self._taken)

    def _next(self) -> str:
        line = self._again.popleft() if self._again else next(self.texts, "")
        if line:
            self._taken.append(line)
        return line

    def _give_back(self) -> None:
        self._again.extendleft(reversed(self._taken[1:]))
        del self._taken[1:]

    def _broken(self, alone: bool) -> str | None:
        """What is wrong with a row that goes over several lines, or should."""
        if len(self._taken) == 1 and self._taken[0].count('"') % 2 == 0:
            return None
        try:
            list(csv.reader(self._taken, delimiter=self.mark, strict=True))
        except csv.Error as error:
            # Quotes within a cell that are not doubled do no harm, unless rows were taken for a part of the cell.
            unclosed = "unexpected end of data" in str(error)
            if unclosed and (
                len(self._taken) > 1 or alone or any(cell.startswith('"') for cell in self._taken[0].split(self.mark))
            ):
                return "a quote is opened and never closed"
            if not unclosed and any(self._whole(line) for line in self._taken[1:]):
                return "a quote is not closed where it should be: rows below stand in the cell"
        return None

    def _whole(self, line: str) -> bool:
        """Whether a line is a row by itself."""
        try:
            rows = list(csv.reader([line], delimiter=self.mark, strict=True))
        except csv.Error:
            return False
        return len(rows) == 1 and len(rows[0]) == self.width > 1


def _lines(file: Input) -> Iterator[str]:
    """Lines with their line ends, which inside a cell are part of the text."""
    for _, line in file.lines():
        if isinstance(line, InputError):
            raise line
        yield line


def _looks(head: Head) -> str | None:
    """The mark that parts the columns of a header with a text column; None if the first line is none."""
    first = head.text.lstrip().split("\n", 1)[0]
    mark = max(",;\t", key=first.count)
    if head.named is None and mark in first and len(first) < 500:
        names = [n.strip().strip('"') for n in first.split(mark)]
        if "text" in fields.columns(names):
            return mark
    return None


def _looks_csv(head: Head) -> Sure:
    return Sure.PERHAPS if _looks(head) in (",", ";") else Sure.NO


def _looks_tsv(head: Head) -> Sure:
    return Sure.PERHAPS if _looks(head) == "\t" else Sure.NO


register(Format("csv", read_csv, (".csv",), _looks_csv, ("text/csv",)))
register(Format("tsv", read_tsv, (".tsv", ".tab"), _looks_tsv, ("text/tab-separated-values",)))
