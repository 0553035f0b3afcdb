"""A form that was filled in, read as the nodes of a brief: by its words, whatever people moved about."""

import re
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path

from qicao import package, sheets
from qicao.asking import identity, layout, marks, rows, wording
from qicao.encoding import refused
from qicao.filenames import FORMS, is_of
from qicao.located import Mapping, Scalar
from qicao.params import suggest
from qicao.problems import ProblemsFound, Span, problem, say

_PARTS = (package.OWN, "xl/sharedStrings.xml", "word/document.xml")  # where a form says that it is one
_HEADS = 20  # rows in which the heads of a table are looked for
_EXAMPLES = (wording.SHOWN, wording.EXAMPLE, wording.NOTE)
_ESCAPE = re.compile("_x([0-9A-Fa-f]{4})_")
_WHY = {package.Locked: "locked-file", package.TooMuch: "large-form"}


@dataclass(frozen=True, slots=True)
class Form:
    """A form as a file: which template it asks for, and its tables."""

    path: str
    identity: identity.Identity
    tables: tuple  # of sheets.Sheet
    is_word: bool = False

    def span(self, table, row=0, column=0):
        """Return the place of a cell as people call it, both counted from 1."""
        if not row:
            return Span(say("place-table", path=self.path, table=table.name))
        facts = {"path": self.path, "table": table.name, "row": row, "column": column}
        facts |= {"letter": _letter(column)}
        code = "place-cell-word" if self.is_word else "place-cell"
        return Span(say(code, **facts))


def is_form(path):
    """Tell whether a file is a form of ours."""
    if not is_of(FORMS, path):
        return False
    try:
        return _identity(_contents(path)) is not None
    except ProblemsFound:
        return False


def opened(path):
    """Return the Form in a file; raises ProblemsFound where it is none."""
    known = _identity(_contents(path))
    if known is None:
        raise ProblemsFound([problem("not-a-form", Span(str(path)), name=Path(path).name)])
    if Path(path).suffix.lower() == ".docx":
        from qicao.asking import (
            cells,
        )  # the reader of Word takes a third of a second that a table does not owe

        return Form(str(path), known, cells.read(path), True)
    return Form(str(path), known, tuple(map(_unescaped, sheets.read(path)[0])))


def _unescaped(sheet):
    """Return a Sheet with the characters that Excel writes as numbers, a carriage return as _x000D_."""
    rows = (tuple(_ESCAPE.sub(lambda one: chr(int(one[1], 16)), text) for text in row) for row in sheet.rows)
    return replace(sheet, rows=tuple(rows))


def _contents(path):
    here = Span(str(path))
    try:
        return package.contents(path)
    except FileNotFoundError:
        raise ProblemsFound([problem("no-such-file", here)]) from None
    except IsADirectoryError:
        raise ProblemsFound([problem("is-a-folder", here)]) from None
    except OSError as error:
        raise ProblemsFound([refused("cannot-read", here, error)]) from None
    except ValueError as error:
        why = _WHY.get(type(error), "torn-form")
        raise ProblemsFound([problem("form-unreadable", here, reason=say(f"a-{why}"))]) from None


def _identity(parts):
    """Return the Identity among the parts of a package: a property, a hidden cell or the line people see."""
    names = [*_PARTS, *(name for name in parts if name.startswith("xl/worksheets/"))]
    texts = (parts.get(name, b"").decode("utf-8", "replace") for name in names)
    plain = (re.sub(r"</w:p>|<[^>]{0,999}>", _parted, text) for text in texts)
    return next(filter(None, map(identity.found, plain)), None)


def _parted(mark):
    return "\n" if mark.group() in ("</w:p>", "</t>", "</vt:lpwstr>", "</si>") else ""


def _letter(column):
    """Return the letters of a column, counted from 1."""
    letters = ""
    while column:
        column, rest = divmod(column - 1, 26)
        letters = chr(65 + rest) + letters
    return letters


def _word(text):
    """Return a label without what people put around it."""
    return re.sub(r"[\s\u200b\ufeff]|[*＊：:]+$", "", text)


# -- values


def nodes(form, template):
    """Return (the values of a Form as the Mapping of a brief, what is to be told)."""
    return _Reader(form, template).read()


class _Reader:
    def __init__(self, form, template):
        self.form, self.template, self.found = form, template, []
        self.same = template.digest.startswith(form.identity.digest)
        self.lists = layout.tables(template.params)
        self.absent, self.unknown = [], []  # labels that only the template has, that only the form has

    def read(self):
        """Read all tables of the form."""
        main = next((one for one in self.form.tables if _heads(one) is not None), None)
        if main is None:
            facts = {"named": wording.NAMED, "filled": wording.FILLED}
            self.found.append(problem("form-no-main", Span(self.form.path), **facts))
        values = self._main(main) if main is not None else {}
        rest = [one for one in self.form.tables if one is not main]
        for table in self.lists:
            sheet = _sheet_of(table, rest)
            if sheet is None:
                self.absent.append(table.key)
                continue
            rest.remove(sheet)
            node = self._list(table, sheet)
            if node is not None:
                values[table.key] = node
        for sheet in rest:
            self._unused(sheet)
        if not self.same and (self.absent or self.unknown):
            facts = {"new": "、".join(self.absent) or "—", "gone": "、".join(self.unknown) or "—"}
            self.found.append(problem("form-version", Span(self.form.path), **facts))
        return _mapping(values, Span(self.form.path)), self.found

    # -- what is asked once

    def _main(self, sheet):
        head, places = _heads(sheet)
        columns = {_word(column.label): column for column in layout.singles(self.template.params)}
        keys = {column.key: column for column in columns.values()}
        lists = {_word(table.key.replace(".", "·")): table for table in self.lists}
        values, seen, given = {}, set(), set()
        for number, row in enumerate(sheet.rows[head + 1 :], head + 2):
            cell = partial(_cell, row)
            label = _word(cell(places[wording.NAMED]))
            key = cell(0).strip() if places[wording.NAMED] else ""
            here = self.form.span(sheet, number, places[wording.FILLED] + 1)
            node = marks.node(cell(places[wording.FILLED]), here)
            column = columns.get(label) or keys.get(key)
            if column is not None:
                seen.add(column.key)
                node = node or self._beside(sheet, number, cell, places, column)
                if node is not None and column.key in given:
                    self.found.append(problem("form-twice", here, name=column.label))
                elif node is not None:
                    values[column.key] = node
                    given.add(column.key)
            elif label in lists:
                if node is not None and wording.pointer("")[:5] not in node.text:
                    self.found.append(problem("form-in-list", here, name=label))
            elif node is not None:
                self._told(label or node.text[:8], here, [*columns, *lists])
            elif key and not key.startswith("qicao:"):
                self.unknown.append(label or key)
        self.absent += [column.label for column in columns.values() if column.key not in seen]
        return values

    def _beside(self, sheet, number, cell, places, column):
        """Tell of words typed over an example, which are not read."""
        place = places.get(wording.EXAMPLE)
        text = marks.node(cell(place), Span("")) if place is not None else None
        shown = marks.node(wording.example(column.param), Span(""))
        if self.same and text and text.text and text.text != (shown.text if shown else ""):
            here = self.form.span(sheet, number, place + 1)
            self.found.append(problem("form-example", here, name=column.label))

    def _told(self, label, here, names):
        self.unknown.append(label)
        self.found.append(problem("form-unknown", here, name=label, guess=suggest(label, names)))

    def _unused(self, sheet):
        """Tell of a table that is not read, if somebody wrote into it."""
        texts = [text for row in sheet.rows for text in row if text.strip()]
        if not texts or identity.CHOICES in texts[0]:
            return
        self.unknown.append(sheet.name)
        facts = {"name": sheet.name, "guess": suggest(sheet.name, [one.key for one in self.lists])}
        self.found.append(problem("form-unused", self.form.span(sheet), **facts))

    # -- lists

    def _list(self, table, sheet):
        head, labels = _list_heads(table, sheet)
        keys = _keys(table, sheet)
        columns = {_word(column.label): at for at, column in enumerate(table.columns)}
        known = {at: columns[label] for at, label in labels.items() if label in columns}
        free = {at: keys[at] for at in keys if at not in known and keys[at] not in known.values()}
        known |= free
        number_at = next((at for at, label in labels.items() if label == wording.NUMBER), None)
        shown = [
            {
                text.text
                for row in wording.example_rows(table)
                if (text := marks.node(row.get(at, ""), Span("")))
            }
            for at in range(len(table.columns))
        ]
        made, told = [], set()
        for number, row in enumerate(sheet.rows[head + 1 :], head + 2):
            mark = _cell(row, number_at).strip()
            nodes = {}
            for at, text in enumerate(row):
                here = self.form.span(sheet, number, at + 1)
                node = marks.node(text, here) if at != number_at else None
                if node is None:
                    continue
                if mark in _EXAMPLES:
                    self._over(mark, node, shown, known.get(at), table)
                elif at in known:
                    nodes[known[at]] = node
                elif at not in told:
                    told.add(at)
                    self._told(labels.get(at) or _letter(at + 1), here, columns)
            made.append(rows.Row(nodes, mark, self.form.span(sheet, number, 1)))
        missing = set(range(len(table.columns))) - set(known.values())
        self.absent += [f"{table.key}·{table.columns[at].label}" for at in sorted(missing)]
        return rows.listed(table.shape, made)

    def _over(self, mark, node, shown, at, table):
        """Tell of words typed over the example of a list, which are not read."""
        if self.same and at is not None and mark != wording.NOTE and node.text and node.text not in shown[at]:
            self.found.append(problem("form-example.row", node.span, name=table.columns[at].label))


def _cell(row, at):
    return row[at] if at is not None and at < len(row) else ""


def _heads(sheet):
    """Return (the row of the heads, the column of each) where a table is that of single values, or None."""
    for at, row in enumerate(sheet.rows[:_HEADS]):
        places = {_word(text): place for place, text in reversed(tuple(enumerate(row)))}
        if wording.NAMED in places and wording.FILLED in places:
            return at, places
    return None


def _sheet_of(table, among):
    """Return the Sheet of a list, or None: by its hidden mark, its name, or the heads of its columns."""
    mark = f"{identity.LIST}{table.key}"
    for sheet in among:
        if any(mark == text.strip() for row in sheet.rows[:_HEADS] for text in row):
            return sheet
    free = [one for one in among if not any(identity.LIST in t for row in one.rows[:_HEADS] for t in row)]
    named = [one for one in free if one.name in (table.key, table.key[:31], table.key.replace(".", "·"))]
    alike = [one for one in free if len(_list_heads(table, one)[1]) and _fits(table, one)]
    return next(iter((*named, *alike)), None)


def _fits(table, sheet):
    """Tell whether most columns of a list stand at the head of a table."""
    labels = {_word(column.label) for column in table.columns}
    return 2 * len(labels & set(_list_heads(table, sheet)[1].values())) > len(labels)


def _list_heads(table, sheet):
    """Return (the row of the heads, the label of each column): the row with most labels of a list."""
    labels = {wording.NUMBER, *(_word(column.label) for column in table.columns)}
    best, found = -1, {}
    for at, row in enumerate(sheet.rows[:_HEADS]):
        here = {place: _word(text) for place, text in enumerate(row) if _word(text)}
        if len(labels & set(here.values())) > len(labels & set(found.values())):
            best, found = at, here
    return best, found


def _keys(table, sheet):
    """Return the number of the column of each place, by the hidden row of keys."""
    keys = {column.key: at for at, column in enumerate(table.columns)}
    for row in sheet.rows[:_HEADS]:
        if any(identity.LIST in text for text in row):
            return {place: keys[text] for place, text in enumerate(row) if text in keys}
    return {}


def _mapping(values, span):
    """Return values by their paths as one Mapping."""
    entries, inner = {}, {}
    for key, node in values.items():
        name, _, rest = key.partition(".")
        if rest:
            inner.setdefault(name, {})[rest] = node
        else:
            entries[name] = node
    for name, below in inner.items():
        entries[name] = _mapping(below, next(iter(below.values())).span)
    return Mapping(tuple((Scalar(name, node.span), node) for name, node in entries.items()), span)
