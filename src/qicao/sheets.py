"""Tables that people keep: .csv and .xlsx as texts that keep their cells."""

import csv
import io
import re
import warnings
from dataclasses import dataclass
from pathlib import Path

from qicao import package
from qicao.cells import CHINESE, seen
from qicao.encoding import decode, refused
from qicao.filenames import TABLES
from qicao.located import Scalar
from qicao.problems import Cell, ProblemsFound, Span, problem

MAX_BYTES = 64 * 1024 * 1024
MAX_ROWS = 100_000  # of one sheet, those that say something
MAX_CELLS = 4_000_000  # of one sheet, empty ones between others included
_LAST_ROW = 1_048_576  # of any workbook
_LISTED = 20  # formulas without a value that are named
_OLD = b"\xd0\xcf\x11\xe0"  # how an .xls begins, and a workbook with a password
_EDGES = " \t\n\r\u3000\xa0\ufeff"
_MERGED = re.compile(rb'<(?:\w+:)?mergeCell\s+ref="([A-Z]{1,3})(\d{1,7}):([A-Z]{1,3})(\d{1,7})"')
_UNCOUNTED = re.compile(
    rb'<c\s+r="([A-Z]{1,3})(\d{1,7})"[^<>]{0,200}>\s*<f\b(?:[^<>]*/>|[^<>]*>[^<]*</f>)\s*+(?:<v\s*/>|<v></v>)?\s*+</c>'
)


@dataclass(frozen=True, slots=True)
class Sheet:
    """One sheet: rows of texts, all counted from 1 when they are spoken of; an empty cell is ''.

    A row ends with its last cell that says something; a row that says nothing is ().
    """

    path: str
    name: str  # "" in a .csv
    rows: tuple

    def span(self, row, column):
        """Return the place of a cell, both counted from 1; column 0 stands for the row."""
        return Cell(f"{self.path}[{self.name}]" if self.name else self.path, row, column)

    def scalar(self, row, column):
        """Return a cell as the node of a brief; an empty one is a value not given."""
        text = self.text(row, column)
        return Scalar(text, self.span(row, column), plain=not text)

    def text(self, row, column):
        """Return what a cell says, '' beyond the end of its row."""
        cells = self.rows[row - 1]
        return cells[column - 1] if column <= len(cells) else ""


def read(path):
    """Return the Sheets of a file and what was noticed, problems of single cells among it.

    Formulas are read as the values kept with them, merged cells as their value in each of their rows.
    Raises ProblemsFound where the file cannot be read: missing, damaged, with a password, too large.
    """
    suffix = Path(path).suffix.lower()
    if suffix not in TABLES:
        raise ProblemsFound([problem("not-a-table", Span(str(path)), name=suffix or Path(path).name)])
    if suffix in (".csv", ".tsv"):
        return _separated(path)
    return _workbook(path)


# -- .csv


def _separated(path):
    """Read a table of lines; its encoding is that of the program it comes from, and no matter."""
    text, found = decode(path, limit=MAX_BYTES)
    found = [one for one in found if one.code != "encoding"]
    told = re.match(r"sep=(.)\n", text)  # what Excel understands as a first line
    separator = told.group(1) if told else _separator(text)
    if told:
        text = text[told.end() - 1 :]  # an empty line in its place keeps the numbers of the rows
    _limit(path, "", (), 0, text.count(separator))
    rows = []
    try:
        for cells in csv.reader(io.StringIO(text, newline=""), delimiter=separator):
            rows.append(_row(cells))
            _limit(path, "", rows, len(rows), 0)
    except csv.Error:
        raise ProblemsFound([problem("csv-quote", Cell(str(path), len(rows) + 1))]) from None
    sheet = Sheet(str(path), "", _ended(rows))
    if text.count('"') % 2:
        found += _unclosed(sheet)
    return (sheet,), found


def _separator(text):
    """Return what parts the cells of the first line that says something."""
    line = next((line for line in text.split("\n") if line.strip()), "")
    line = re.sub('"[^"]*"', "", line)
    return max(",;\t", key=line.count)


def _unclosed(sheet):
    """Yield the problem of a quotation mark that swallows the rows after it, at the cell it begins."""
    cells = (
        (text.count("\n"), number, at)
        for number, row in enumerate(sheet.rows, 1)
        for at, text in enumerate(row, 1)
    )
    lines, number, at = max(cells, default=(0, 1, 1), key=lambda one: one[0])
    if lines:
        yield problem("csv-quote", sheet.span(number, at))


# -- .xlsx


def _workbook(path):
    data, parts = _opened(path)
    import openpyxl

    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # of styles and extensions that do not matter here
            book = openpyxl.load_workbook(io.BytesIO(data), read_only=True, data_only=True)
            found, sheets = [], []
            for one in book.worksheets:
                raw = parts.pop(one._worksheet_path.lstrip("/"), b"")
                sheets.append(_sheet(str(path), one, raw, found))
    except ProblemsFound:
        raise
    except Exception:
        raise ProblemsFound([problem("sheet-damaged", Span(str(path)))]) from None
    if not sheets:
        raise ProblemsFound([problem("sheet-empty", Span(str(path)))])
    return tuple(sheets), found


def _opened(path):
    """Return (bytes, parts) of a workbook that is safe to read; raises ProblemsFound where it is not."""
    here = Span(str(path))
    try:
        if Path(path).stat().st_size > MAX_BYTES:
            raise ProblemsFound([problem("sheet-too-large", here, rows=MAX_ROWS)])
        data = Path(path).read_bytes()
        if data.startswith(_OLD):
            raise ProblemsFound([problem("sheet-locked", here)])
        parts = package.contents(io.BytesIO(data))
        for name, content in parts.items():
            wide = content[:2] in (b"\xff\xfe", b"\xfe\xff") or b"\0" in content[:4]
            if name.endswith((".xml", ".rels")) and (b"<!DOCTYPE" in content or wide):
                raise ProblemsFound([problem("sheet-damaged", here)])
    except FileNotFoundError:
        raise ProblemsFound([problem("no-such-file", here)]) from None
    except IsADirectoryError:
        raise ProblemsFound([problem("is-a-folder", here)]) from None
    except OSError as error:
        raise ProblemsFound([refused("cannot-read", here, error)]) from None
    except package.Locked:
        raise ProblemsFound([problem("sheet-locked", here)]) from None
    except package.TooMuch:
        raise ProblemsFound([problem("sheet-too-large", here, rows=MAX_ROWS)]) from None
    except ValueError:
        raise ProblemsFound([problem("sheet-damaged", here)]) from None
    return data, parts


def _sheet(path, one, raw, found):
    """Return one Sheet; what its cells cannot say is added to found."""
    one.reset_dimensions()  # what a file claims of its size is often wrong
    sheet = Sheet(path, one.title, ())
    rows, spent, said = [], 0, 0
    for cells in one.iter_rows():
        texts = _row([_text(cell, sheet, found) if cell.value is not None else "" for cell in cells])
        rows.append(texts)
        spent, said = spent + len(cells), said + bool(texts)
        _limit(path, one.title, rows, said, spent)
    if blank := [(_number(column), int(row)) for column, row in _UNCOUNTED.findall(raw)]:
        found += [problem("formula-no-value", sheet.span(row, column)) for column, row in blank[:_LISTED]]
    _merge(sheet, rows, raw, found)
    return Sheet(path, one.title, _ended(rows))


def _text(cell, sheet, found):
    if cell.data_type == "e":
        found.append(problem("cell-error", sheet.span(cell.row, cell.column), text=str(cell.value)))
        return ""
    value, form = cell.value, cell.number_format
    known = CHINESE.get(cell.style_array.numFmtId)
    if known and isinstance(value, int | float):
        from openpyxl.utils.datetime import from_excel

        value, form = from_excel(value, cell.parent.parent.epoch), known
    return seen(value, form)


def _merge(sheet, rows, raw, found):
    """Put the value of cells merged from top to bottom into each of their rows that says something."""
    spent = 0
    for left, top, _, bottom in _MERGED.findall(raw):
        column, first, last = _number(left), int(top), min(int(bottom), len(rows))
        spent += max(last - first, 0)
        _limit(sheet.path, sheet.name, rows, 0, spent)
        if first >= last or len(rows[first - 1]) < column or not rows[first - 1][column - 1]:
            continue
        filled = False
        for at in range(first, last):
            if rows[at]:
                cells = [*rows[at], *[""] * (column - len(rows[at]))]
                cells[column - 1] = rows[first - 1][column - 1]
                rows[at], filled = tuple(cells), True
        if filled:
            found.append(problem("merged-cells", sheet.span(first, column), last=last))


def _number(name):
    """Return the number of a column by its letters."""
    number = 0
    for letter in name.decode():
        number = number * 26 + ord(letter) - ord("A") + 1
    return number


# -- rows


def _row(texts):
    """Return cells without the blanks around what they say, and without the empty ones at the end."""
    cells = [text.strip(_EDGES) for text in texts]
    while cells and not cells[-1]:
        cells.pop()
    return tuple(cells)


def _ended(rows):
    """Return rows up to the last that says something."""
    while rows and not rows[-1]:
        rows.pop()
    return tuple(rows)


def _limit(path, name, rows, said, spent):
    """Refuse a sheet larger than any list of people's."""
    if len(rows) > _LAST_ROW or said > MAX_ROWS or spent > MAX_CELLS:
        raise ProblemsFound(
            [problem("sheet-too-large", Span(f"{path}[{name}]" if name else str(path)), rows=MAX_ROWS)]
        )
