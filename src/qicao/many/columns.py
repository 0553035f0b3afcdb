"""The header of a table: which parameter each column gives, and what is wrong with it."""

import re
import unicodedata
from dataclasses import dataclass

from qicao.params import MAX_ITEMS, suggest
from qicao.problems import letters, problem

_WITHIN = 10  # rows in which the header is looked for; above it stand titles and notes
_UNSEEN = re.compile("[\\s\u00ad\u200b-\u200f\u2060\ufeff]")


@dataclass(frozen=True, slots=True)
class Column:
    """A column: its number from 1, its header, and the steps to its parameter (要求, 1, 标题)."""

    number: int
    header: str
    steps: tuple = ()  # none where it gives no parameter
    lines: bool = False  # a list of plain values in one cell, a line each


@dataclass(frozen=True, slots=True)
class Header:
    """The row of headers and its columns."""

    row: int
    columns: tuple

    def by_name(self, name):
        """Return the column of a header, or None."""
        return next((one for one in self.columns if bare(one.header) == bare(name)), None)


def bare(text):
    """Return a header without what nobody sees, in the plain form of full-width characters."""
    return unicodedata.normalize("NFKC", _UNSEEN.sub("", text))


def steps(text):
    """Return the steps of a path: 要求.1.标题."""
    return tuple(int(one) if re.fullmatch("[0-9]{1,4}", one) else one for one in bare(text).split("."))


def param(params, path):
    """Return the Param at the end of some steps, or None."""
    found = None
    for step in path:
        if isinstance(step, int):
            found = found.of if found and found.type == "list" and 0 < step <= MAX_ITEMS else None
        elif found is None or found.type == "record":
            found = (params if found is None else found.of).get(step)
        else:
            found = None
        if found is None:
            return None
    return found


def header(sheet, params, key=False):
    """Return (Header, problems) of a sheet that says something.

    The header is the first row that names a parameter, or else the first that says something.
    key: the first column links the rows to those of another sheet.
    """
    said = [number for number, row in enumerate(sheet.rows, 1) if row]
    known = (n for n in said[:_WITHIN] if any(param(params, steps(one)) for one in sheet.rows[n - 1] if one))
    row = next(known, said[0])
    found = [] if row == said[0] else [problem("header-below", sheet.span(row, 0), row=row, first=said[0])]
    width = max(map(len, sheet.rows[row - 1 :]))
    first = next(number for number, text in enumerate(sheet.rows[row - 1], 1) if text)
    columns = [
        _column(sheet, row, number, params, found, is_key=key and number == first)
        for number in range(1, width + 1)
    ]
    columns = tuple(one for one in columns if one)
    _twice(sheet, row, columns, found)
    _holes(sheet, row, columns, found)
    return Header(row, columns), found


def _column(sheet, row, number, params, found, is_key):
    text = sheet.text(row, number)
    filled = any(sheet.text(at, number) for at in range(row + 1, len(sheet.rows) + 1))
    if not text:
        if filled:
            found.append(problem("column-unnamed", sheet.span(row, number), column=letters(number)))
        return None
    if is_key:
        return Column(number, text)
    path = steps(text)
    one = param(params, path)
    if one is None:
        return Column(number, text)
    span = sheet.span(row, number)._replace(header=text)
    if one.type == "record" or (one.type == "list" and one.of.type in ("list", "record")):
        inner = next(iter(one.fields()), "1")
        example = f"{text}.1.{inner}" if one.type == "list" else f"{text}.{inner}"
        code = "column-of-many.list" if one.type == "list" else "column-of-many"
        found.append(problem(code, span, name=text, example=example))
        return Column(number, text)
    if not filled and row < len(sheet.rows):
        found.append(problem("column-empty", span, name=text))
    return Column(number, text, path, one.type == "list")


def unknown(sheet, made, params, given, used):
    """Yield the problems of columns that give no parameter and are not asked for by the name of the file.

    given are the names of parameters that have a value already.
    """
    taken = {one.steps for one in made.columns}
    for one in made.columns:
        if one.steps or one.number in used or param(params, steps(one.header)):
            continue
        guess = nearest(params, steps(one.header))
        misspelt = guess and guess not in taken and guess[0] not in given
        name = ".".join(map(str, guess)) if misspelt else ""
        span = sheet.span(made.row, one.number)._replace(header=one.header)
        yield problem("column-misspelt" if misspelt else "column-unused", span, name=one.header, guess=name)


def nearest(params, path):
    """Return the steps that were probably meant, or ()."""
    right = ()
    for step in path:
        if param(params, (*right, step)) is None:
            above = param(params, right) if right else None
            names = params if above is None else above.of if above.type == "record" else {}
            step = suggest(str(step), names)
            if not step:
                return ()
        right = (*right, step)
    one = param(params, right)
    return right if one.type not in ("record", "list") or (one.type == "list" and not one.fields()) else ()


def _twice(sheet, row, columns, found):
    """Report columns that give the same value, or a list and items of it."""
    seen = {}
    for one in columns:
        span = sheet.span(row, one.number)._replace(header=one.header)
        name = bare(one.header)
        if name in seen:
            found.append(problem("column-twice", span, name=one.header, column=letters(seen[name].number)))
        seen.setdefault(name, one)
    whole = {one.steps for one in columns if one.lines}
    for one in columns:
        if isinstance(one.steps[-1:] and one.steps[-1], int) and one.steps[:-1] in whole:
            span = sheet.span(row, one.number)._replace(header=one.header)
            found.append(problem("column-both", span, name=".".join(map(str, one.steps[:-1]))))


def _holes(sheet, row, columns, found):
    """Report lists whose columns leave a number out."""
    numbers = {}
    for one in columns:
        for at, step in enumerate(one.steps):
            if isinstance(step, int):
                numbers.setdefault(one.steps[:at], {}).setdefault(step, one)
    for path, known in numbers.items():
        for number, one in known.items():
            if number > 1 and number - 1 not in known:
                span = sheet.span(row, one.number)._replace(header=one.header)
                name = ".".join(map(str, (*path, number - 1)))
                found.append(problem("column-hole", span, name=name))
