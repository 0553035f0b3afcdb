"""The items of a list as rows of a table, and back: the values of lists inside an item take a row each."""

from dataclasses import dataclass
from itertools import zip_longest

from qicao.asking import marks
from qicao.asking.layout import Fields, Items, Leaf, every, own
from qicao.located import Mapping, Scalar, Sequence
from qicao.problems import Span


@dataclass(frozen=True, slots=True)
class Row:
    """A row that was filled in: its Scalars by the numbers of their columns, what stands under 序号."""

    cells: dict
    number: str
    span: Span


# -- rows to nodes


def listed(shape, rows, numbered=True):
    """Return the node of a list from the Rows of its table; None where nothing was given.

    A row begins an item where something stands in the item's own columns, or another number before it.
    """
    groups = _groups(shape, rows, numbered)
    if not groups:
        return None
    alone = [cell for row in groups[0] for at, cell in row.cells.items() if at in every(shape)]
    if len(groups) == len(alone) == 1 and not alone[0].text and not alone[0].plain:
        return alone[0]  # a list that is empty on purpose
    items = (_value(shape, group) or Scalar("", group[0].span) for group in groups)
    return Sequence(tuple(items), groups[0][0].span)


def _groups(shape, rows, numbered):
    """Return the Rows of each item; rows that say nothing here are left out."""
    mine, inner = set(own(shape)), set(every(shape)) - set(own(shape))
    groups = []
    for row in rows:
        here = row.cells.keys() & (mine | inner)
        if here:
            starts = not groups or not inner or _starts(row, groups[-1][0], mine, inner, numbered)
            groups += [[row]] if starts else []
            groups[-1] += [] if starts else [row]
    return groups


def _starts(row, first, mine, inner, numbered):
    """Tell whether a row begins another item than the one that begins with the first."""
    if numbered and row.number and row.number != first.number:
        return True
    texts = [{at: one.cells[at].text for at in mine & one.cells.keys()} for one in (row, first)]
    again = numbered and texts[0] == texts[1] and row.cells.keys() & inner  # as people fill cells down
    return bool(texts[0]) and not again


def _value(shape, rows):
    match shape:
        case Leaf(at):
            return rows[0].cells.get(at)
        case Items(of):
            return listed(of, rows, numbered=False)
        case Fields(parts):
            given = [(name, _value(part, rows)) for name, part in parts]
            entries = tuple((Scalar(name, one.span), one) for name, one in given if one is not None)
            return Mapping(entries, rows[0].span) if entries else None
    return None


# -- nodes to rows


def placed(shape, node, most=None):
    """Return the rows of each item of a list, texts by the numbers of their columns.

    most is how many items of lists inside one are wanted at most.
    """
    first = every(shape)[0]
    if isinstance(node, Scalar):
        return [[{first: marks.EMPTY}]] if not node.text and not node.plain else []
    if not isinstance(node, Sequence):
        return []
    if not node.items:
        return [[{first: marks.EMPTY}]]
    made = []
    for item in node.items:
        rows = _rows(shape, item, most)
        mine = own(shape) or every(shape)
        if not any(rows[0].get(at) for at in mine):
            rows[0][mine[0]] = marks.OPEN
        made.append(rows)
    return made


def _rows(shape, node, most):
    """Return the rows of one item, at least one."""
    match shape:
        case Leaf(at):
            text = marks.words(node)
            return [{at: text} if text else {}]
        case Items(of):
            rows = [row for item in placed(of, node, most)[:most] for row in item]
            return rows or [{}]
        case Fields(parts):
            inner = [
                _rows(part, node.get(name) if isinstance(node, Mapping) else None, most)
                for name, part in parts
            ]
            return [
                {at: text for row in together for at, text in row.items()}
                for together in zip_longest(*inner, fillvalue={})
            ]
    return [{}]


def roomy(table, node, room, size):
    """Return the rows of each item of a Table: what is given, then empty ones.

    room is how many items there are at least, as far as the list takes them, size the rows of one with lists
    inside.
    """
    given = placed(table.shape, node)
    size = size if table.nested else 1
    left = max(min(room, table.param.max) - len(given), 0 if len(given) >= table.param.max else 2)
    spare = [{}] if table.nested else []
    return [*(item + spare if len(item) < size else item for item in given), *[[{}] * size] * left]
