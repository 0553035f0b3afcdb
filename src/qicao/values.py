"""Values of a brief as a template sees them: text that knows its place in the brief."""

from datetime import date
from decimal import Decimal
from operator import ge, gt, le, lt


class Value(str):
    """One text from the brief; it prints as the person wrote it.

    path is its place in the brief (要求.1.标题), about what it means; a gap stands for a value not given
    yet, place says where to give it, and asked whether a template has made something depend on it.
    """

    __slots__ = ("about", "asked", "gap", "path", "place")

    def __new__(cls, text, path="", about="", gap=False, place=None):
        """Make a text with its origin."""
        self = super().__new__(cls, text)
        self.path, self.about, self.gap, self.place = path, about, gap, place
        self.asked = False
        return self

    def __bool__(self):
        self.asked = self.gap
        return len(self) > 0

    def __eq__(self, other):
        self.asked = self.gap
        return str.__eq__(self, other)

    def __ne__(self, other):
        return not self == other

    __hash__ = str.__hash__

    def like(self, text):
        """Return another text that comes from the same place."""
        return Value(text, self.path, self.about, self.gap, self.place)


class Ordered(Value):
    """A text that compares by what it stands for, not by its characters; a gap compares as nothing."""

    __slots__ = ()

    def __lt__(self, other):
        return self._compare(other, lt)

    def __le__(self, other):
        return self._compare(other, le)

    def __gt__(self, other):
        return self._compare(other, gt)

    def __ge__(self, other):
        return self._compare(other, ge)


class Number(Ordered):
    """A figure: it prints as written, and compares and calculates as a number (a gap as nothing)."""

    __slots__ = ("number",)

    def __new__(cls, text, number=None, **known):
        """Make a figure; number is what it amounts to, None for a gap."""
        self = super().__new__(cls, text, **known)
        self.number = None if number is None else Decimal(number)
        return self

    def _with(self, other, operation):
        self.asked = self.gap
        theirs = other.number if isinstance(other, Number) else other
        if self.number is None or not isinstance(theirs, int | Decimal):
            return NotImplemented if self.number is not None else self
        return operation(self.number, theirs)

    def _compare(self, other, operation):
        result = self._with(other, operation)
        return False if result is self else result

    def __eq__(self, other):
        if isinstance(other, str) and not isinstance(other, Number):
            return str.__eq__(self, other)
        return self._compare(other, lambda a, b: a == b)

    __hash__ = str.__hash__

    def __add__(self, other):
        return self._with(other, lambda a, b: a + b)

    __radd__ = __add__

    def __sub__(self, other):
        return self._with(other, lambda a, b: a - b)

    def __rsub__(self, other):
        return self._with(other, lambda a, b: b - a)

    def __mul__(self, other):
        return self._with(other, lambda a, b: a * b)

    __rmul__ = __mul__


class Paragraphs(Value):
    """One or more paragraphs, a line each."""

    __slots__ = ()


class Date(Ordered):
    """A date; it prints as 2026年9月1日."""

    __slots__ = ("date",)

    def __new__(cls, text, day: date | None = None, **known):
        """Make a date; day is None where only a part of it is known."""
        self = super().__new__(cls, text, **known)
        self.date = day
        return self

    def _compare(self, other, operation):
        self.asked = self.gap
        theirs = other.date if isinstance(other, Date) else None
        return None not in (self.date, theirs) and operation(self.date, theirs)


class Joined(str):
    """Texts put together; each part keeps its own origin."""

    __slots__ = ("parts",)

    def __new__(cls, parts):
        """Make one text of several."""
        self = super().__new__(cls, "".join(map(str, parts)))
        self.parts = tuple(parts)
        return self


class Values(tuple):
    """A list from the brief; gap where the whole list was not given."""

    def __new__(cls, items, path="", gap=False):
        """Make a list of values."""
        self = super().__new__(cls, items)
        self.path, self.gap = path, gap
        return self


class Record:
    """Named values."""

    __slots__ = ("fields", "path")

    def __init__(self, fields, path=""):
        self.fields, self.path = fields, path

    def __bool__(self):
        return any(self.fields.values())
