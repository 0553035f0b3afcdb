"""Rows of a table as the nodes of briefs."""

from dataclasses import dataclass, replace
from itertools import zip_longest

from qicao.located import Mapping, Scalar, Sequence
from qicao.many import columns
from qicao.many.foot import foot
from qicao.params import is_blank, suggest
from qicao.problems import Cell, ProblemsFound, Span, is_error, problem
from qicao.sheets import read

_SHOWN = 20  # characters of a row that is told of


@dataclass(frozen=True, slots=True)
class Plan:
    """How the cells of a sheet become values: where the sheet is, its columns, the list it holds."""

    where: str  # towns.xlsx[名单]
    columns: tuple
    steps: tuple = ()  # of the list whose items the rows are; none for the rows of drafts


@dataclass(frozen=True, slots=True)
class Entry:
    """A row: its number, its cells, the rows of each list that belong to it, and what is wrong with them."""

    row: int
    cells: tuple
    below: tuple = ()  # for each Plan of a list its (row, cells)
    found: tuple = ()


@dataclass(frozen=True, slots=True)
class Table:
    """The rows of which drafts are made."""

    plan: Plan
    lists: tuple  # a Plan each
    entries: tuple
    header: columns.Header
    found: tuple


def table(path, params, given=(), asked=None):
    """Return the Table of a file whose rows give values of parameters; raises ProblemsFound.

    The first sheet that says something has the rows; further ones are named after a list, and their first
    column says to which row an item belongs, by what stands in the first column there. given are names of
    parameters known from elsewhere; asked are headers that the names of the files ask for, by default the
    first.
    """
    sheets, found = read(path)
    said = [one for one in sheets if one.rows]
    if not said:
        raise ProblemsFound([problem("sheet-empty", Span(str(path)))])
    main, others = said[0], said[1:]
    head, more = columns.header(main, params)
    numbers = [n for n in range(head.row + 1, len(main.rows) + 1) if main.rows[n - 1]]
    if not numbers:
        raise ProblemsFound([*found, *more, problem("no-rows", main.span(head.row, 0))])
    spoilt = [one for one in found if is_error(one) and isinstance(one.span, Cell)]
    kept = [one for one in found if one not in spoilt] + more
    lists, below = [], []
    for one in others:
        listed = _listed(one, params, head, main, numbers, kept)
        if listed:
            lists.append(listed[0])
            below.append(listed[1])
    key = head.columns[0].number
    used = {one.number for name in asked or () if (one := head.by_name(name))}
    used |= {key} if lists or asked is None else set()
    kept += columns.unknown(main, head, params, given, used)
    plan = Plan(main.span(1, 1).path, tuple(one for one in head.columns if one.steps))
    if not (plan.columns or lists or (asked and used)):
        facts = {"names": "、".join(params)}
        kept.append(problem("header-nothing", main.span(head.row, 0), **facts))
    notes = foot(main, numbers, plan.columns, lambda n: any(main.text(n, key) in rows for rows in below))
    kept += [problem("row-note", main.span(one, 0), text=_first(main, one)) for one in notes]
    numbers = [one for one in numbers if one not in notes]
    asked_for = {one.where: {column.number for column in one.columns} for one in (plan, *lists)}
    asked_for[plan.where] |= used
    broken = {}
    for one in spoilt:  # in a column nobody asks for it does not matter
        if one.span.column in asked_for.get(one.span.path, ()):
            broken.setdefault((one.span.path, one.span.line), []).append(one)

    def entry(number):
        inner = tuple(rows.get(main.text(number, key), ()) for rows in below)
        places = [(plan.where, number)]
        places += [(one.where, n) for one, rows in zip(lists, inner, strict=True) for n, _ in rows]
        wrong = tuple(one for place in places for one in broken.pop(place, ()))
        return Entry(number, main.rows[number - 1], inner, wrong)

    entries = tuple(map(entry, numbers))
    kept += [one for left in broken.values() for one in left]
    return Table(plan, tuple(lists), entries, head, tuple(kept))


def _first(sheet, row):
    text = next(one for one in sheet.rows[row - 1] if one).replace("\n", " ")
    return text if len(text) <= _SHOWN else f"{text[:_SHOWN]}…"


def _listed(sheet, params, head, main, numbers, found):
    """Return (Plan, rows by their key) of a sheet named after a list, or None."""
    path = columns.steps(sheet.name)
    one = columns.param(params, path)
    here = sheet.span(0, 0)
    if one is None or one.type != "list":
        names = [name for name, known in params.items() if known.type == "list"]
        guess = suggest(columns.bare(sheet.name), names)
        found.append(
            problem("sheet-unused", here, name=sheet.name, guess=guess, names="、".join(names) or "—")
        )
        return None
    if any(other.steps[: len(path)] == path for other in head.columns):
        found.append(problem("column-both", here, name=sheet.name))
    own = one.fields() or {one.name: one.of}
    made, more = columns.header(sheet, own, key=True)
    linked = {one.number for one in made.columns[: 1 if one.fields() else 2]}
    found += [*more, *columns.unknown(sheet, made, own, (), linked)]
    known, rows, first, own_key = {}, {}, head.columns[0].number, made.columns[0].number
    for number in numbers:
        key = main.text(number, first)
        if key in known:
            facts = {"text": key, "row": known[key], "name": sheet.name}
            found.append(problem("key-twice", main.span(number, first), **facts))
        known.setdefault(key, number)
    for number in range(made.row + 1, len(sheet.rows) + 1):
        cells = sheet.rows[number - 1]
        if not cells:
            continue
        key = sheet.text(number, own_key)
        if not key or key not in known:
            guess = suggest(key, known) if key else ""
            code = "key-unknown" if key else "key-missing"
            found.append(problem(code, sheet.span(number, own_key), text=key, guess=guess, name=main.name))
        rows.setdefault(key, []).append((number, cells))
    if not one.fields():  # a list of plain values: the second column is the value
        plain = tuple(columns.Column(c.number, c.header, ("",)) for c in made.columns[1:2])
        made = replace(made, columns=plain)
    plan = Plan(sheet.span(1, 1).path, tuple(one for one in made.columns if one.steps), path)
    return plan, {key: tuple(them) for key, them in rows.items()}


# -- nodes


def node(plan, lists, entry, base, found):
    """Return the values of a row over those common to all; what is wrong with them is added to found.

    A column gives one value, also of a list in base; a cell of lines and a sheet give a list whole.
    """
    found += entry.found
    span = Cell(plan.where, entry.row, 0)
    single = _tree([one for one in plan.columns if not one.lines], plan.where, entry.row, entry.cells)
    whole = _tree([one for one in plan.columns if one.lines], plan.where, entry.row, entry.cells)
    for one, rows in zip(lists, entry.below, strict=True):
        items = tuple(_item(one, *row, found) for row in rows)
        here = Cell(plan.where, entry.row, 1)
        _put(whole, one.steps, Sequence(items, here) if items else Scalar("", here))
    made = together(base, _mapping(single, span, found))
    return together(made, _mapping(whole, span, found), whole=True)


def _mapping(tree, span, found):
    entries = ((Scalar(name, _span(inner)), _node(inner, name, found)) for name, inner in tree.items())
    return Mapping(tuple(entries), span)


def _item(plan, row, cells, found):
    """Return an item of a list that stands in a row of its own sheet; a blank one keeps its fields."""
    tree = _tree(plan.columns, plan.where, row, cells)
    return tree[""] if "" in tree else _mapping(tree, Cell(plan.where, row, 1), found)


def _tree(columns, where, row, cells):
    """Return the cells of a row by the steps to their values, as dictionaries in one another."""
    tree = {}
    for one in columns:
        text = cells[one.number - 1] if one.number <= len(cells) else ""
        span = Cell(where, row, one.number, 1, one.header)
        leaf = Scalar(text, span, plain=not text)
        if one.lines and text:
            lines = (line for line in text.split("\n") if line.strip())
            leaf = Sequence(tuple(Scalar(line.strip(), span, plain=False) for line in lines), span)
        _put(tree, one.steps, leaf)
    return tree


def _put(tree, steps, leaf):
    for step in steps[:-1]:
        tree = tree.setdefault(step, {})
    tree[steps[-1]] = leaf


def _span(inner):
    while isinstance(inner, dict):
        inner = next(iter(inner.values()))
    return inner.span


def _node(inner, name, found):
    """Return a node of what _tree has put together; what says nothing at all is one blank."""
    if not isinstance(inner, dict):
        return inner
    made = {step: _node(one, f"{name}.{step}", found) for step, one in inner.items()}
    if all(map(is_blank, made.values())):
        return Scalar("", _span(inner))
    if all(isinstance(step, int) for step in made):
        last = max(step for step, one in made.items() if not is_blank(one))
        for step in range(1, last):
            if step in made and is_blank(made[step]):
                facts = {"name": f"{name}.{step}", "later": f"{name}.{last}"}
                found.append(problem("list-hole", made[step].span, **facts))
        return Sequence(tuple(made[step] for step in sorted(made) if step <= last), _span(inner))
    entries = ((Scalar(str(step), one.span), one) for step, one in made.items())
    return Mapping(tuple(entries), _span(inner))


def together(base, own, whole=False):
    """Return values with others put over them, a blank one leaves them; whole: lists as well."""
    match base, own:
        case Mapping(), Mapping():
            given = {key.text: inner for key, inner in own.entries}
            old = {key.text for key, _ in base.entries}
            entries = [(key, together(inner, given.get(key.text), whole)) for key, inner in base.entries]
            entries += [(key, inner) for key, inner in own.entries if key.text not in old]
            return Mapping(tuple(entries), own.span)
        case Sequence(), Sequence() if not whole:
            pairs = zip_longest(base.items, own.items)
            return Sequence(tuple(together(one, other) for one, other in pairs), own.span)
    return base if own is None or (base is not None and is_blank(own)) else own
