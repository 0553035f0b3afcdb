"""Tables that people keep: .csv and .xlsx as texts that keep their cells."""

import csv
from dataclasses import dataclass
from datetime import date, datetime, time
from pathlib import Path

from qicao.encoding import decode
from qicao.located import Scalar
from qicao.problems import Span

SUFFIXES = (".csv", ".xlsx")


@dataclass(frozen=True, slots=True)
class Sheet:
    """One sheet: rows of texts, all counted from 1 when they are spoken of; an empty cell is ''."""

    path: str
    name: str  # "" in a .csv
    rows: tuple

    def span(self, row, column):
        """Return the place of a cell, both counted from 1."""
        return Span(f"{self.path}[{self.name}]" if self.name else self.path, row, column)

    def scalar(self, row, column):
        """Return a cell as the node of a brief; an empty one is a value not given."""
        cells = self.rows[row - 1]
        text = cells[column - 1] if column <= len(cells) else ""
        return Scalar(text, self.span(row, column), plain=not text)


def read(path):
    """Return the Sheets of a file and what was noticed; raises ProblemsFound."""
    if Path(path).suffix.lower() == ".csv":
        text, found = decode(path)
        return (Sheet(str(path), "", tuple(map(tuple, csv.reader(text.splitlines(keepends=True))))),), found
    import openpyxl

    book = openpyxl.load_workbook(path, read_only=True, data_only=True)
    return tuple(Sheet(str(path), one.title, tuple(map(_texts, one.rows))) for one in book.worksheets), []


def _texts(cells):
    return tuple(_text(cell.value) for cell in cells)


def _text(value):
    """Return what a cell says, as a brief would write it."""
    match value:
        case None:
            return ""
        case datetime() if value.time() == time():
            return value.date().isoformat()
        case date():
            return value.isoformat()
        case float() if value.is_integer():
            return str(int(value))
    return str(value)
