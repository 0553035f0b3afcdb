"""How a form is laid out: single values in one table, each list in one of its own."""

from dataclasses import dataclass

from qicao.located import Mapping
from qicao.params import BUDGET_KEYS, Param

BUDGET = Param(BUDGET_KEYS[0], about="讲话大约用多少时间，用来核对长短，如 15分钟", default="")


@dataclass(frozen=True, slots=True)
class Column:
    """One value asked: the way to it (联系人.姓名), below an item where it is one of a list."""

    key: str
    param: Param
    depth: int = 0  # lists it is in, below the one of its table
    needed: bool = True  # where it is left open, or the list it is in, there is a gap

    @property
    def label(self):
        """What stands at the head of it."""
        return self.key.replace(".", "·") or "内容"


@dataclass(frozen=True, slots=True)
class Leaf:
    """The place of a single value: the number of its column."""

    at: int


@dataclass(frozen=True, slots=True)
class Fields:
    """The places of a record's values, by name."""

    parts: tuple


@dataclass(frozen=True, slots=True)
class Items:
    """The places of an item of a list that stands inside another: one or more rows for each."""

    of: object


@dataclass(frozen=True, slots=True)
class Table:
    """A list asked as a table: where its items' values stand; key is the path of the list."""

    key: str
    param: Param
    columns: tuple
    shape: object

    @property
    def nested(self):
        """Whether an item may need more than one row."""
        return any(column.depth for column in self.columns)


def own(shape):
    """Return the numbers of the columns of an item that are not of lists inside it."""
    match shape:
        case Leaf(at):
            return (at,)
        case Fields(parts):
            return tuple(at for _, part in parts for at in own(part))
    return ()


def every(shape):
    """Return the numbers of all columns of an item."""
    match shape:
        case Fields(parts):
            return tuple(at for _, part in parts for at in every(part))
        case Items(of):
            return every(of)
    return (shape.at,)


def at(given, key):
    """Return the node of a value by its path in a Mapping, or None."""
    for step in key.split("."):
        given = given.get(step) if isinstance(given, Mapping) else None
    return given


def singles(params):
    """Return the Columns of what is asked once, in the order of the template."""
    asked = list(_singles(params, ""))
    return (*asked, *([Column(BUDGET.name, BUDGET, needed=False)] if BUDGET.name not in params else []))


def _singles(params, way):
    for name, param in params.items():
        if param.type == "record":
            yield from _singles(param.of, f"{way}{name}.")
        elif param.type != "list":
            yield Column(f"{way}{name}", param, needed=param.required)


def tables(params, way=""):
    """Return the Tables of all lists, those inside records too."""
    found = []
    for name, param in params.items():
        if param.type == "record":
            found += tables(param.of, f"{way}{name}.")
        elif param.type == "list":
            columns = []
            shape = _shape(param.of, "", 0, columns, param.required)
            found.append(Table(f"{way}{name}", param, tuple(columns), shape))
    return tuple(found)


def _shape(param, key, depth, columns, needed):
    needed = needed and (param.required or not key)
    match param.type:
        case "record":
            way = f"{key}." if key else ""
            inner = param.of.items()
            parts = ((name, _shape(one, f"{way}{name}", depth, columns, needed)) for name, one in inner)
            return Fields(tuple(parts))
        case "list":
            return Items(_shape(param.of, key, depth + 1, columns, needed))
    columns.append(Column(key, param, depth, needed))
    return Leaf(len(columns) - 1)
