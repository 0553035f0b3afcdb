"""A form that was filled in, read as the nodes of a brief: by its words, whatever people moved about."""

from functools import partial

from qicao.asking import heads, identity, layout, marks, rows, wording
from qicao.located import Mapping, Scalar
from qicao.params import suggest
from qicao.problems import Span, letters, problem

_EXAMPLES = (wording.SHOWN, wording.EXAMPLE, wording.NOTE)


def nodes(form, template):
    """Return (the values of a Form as the Mapping of a brief, what is to be told)."""
    return _Reader(form, template).read()


class _Reader:
    def __init__(self, form, template):
        self.form, self.template, self.found = form, template, list(form.found)
        self.same = template.digest.startswith(form.identity.digest)
        self.lists = layout.tables(template.params)
        self.absent, self.unknown = [], []  # labels that only the template has, that only the form has

    def read(self):
        """Read all tables of the form."""
        main = next((one for one in self.form.tables if heads.singles(one) is not None), None)
        if main is None:
            facts = {"named": wording.NAMED, "filled": wording.FILLED}
            self.found.append(problem("form-no-main", Span(self.form.path), **facts))
        values = self._main(main) if main is not None else {}
        rest = [one for one in self.form.tables if one is not main]
        for table in self.lists:
            sheet = heads.sheet_of(table, rest)
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
        head, places = heads.singles(sheet)
        columns = {heads.word(column.label): column for column in layout.singles(self.template.params)}
        keys = {column.key: column for column in columns.values()}
        lists = {heads.word(table.key.replace(".", "·")): table for table in self.lists}
        values, seen, given = {}, set(), set()
        for number, row in enumerate(sheet.rows[head + 1 :], head + 2):
            cell = partial(_cell, row)
            label = heads.word(cell(places[wording.NAMED]))
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
        head, labels = heads.list_heads(table, sheet)
        keys = heads.keys(table, sheet)
        columns = {heads.word(column.label): at for at, column in enumerate(table.columns)}
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
                    self._told(labels.get(at) or letters(at + 1), here, columns)
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
