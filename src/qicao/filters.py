"""The closed set of filters and tests of a template, and what its output may cost."""

import re
from contextvars import ContextVar
from dataclasses import dataclass, field
from decimal import Decimal

from jinja2 import TemplateRuntimeError
from jinja2.runtime import Undefined

from qicao.document import gap_text
from qicao.markers import counted, han
from qicao.values import Date, Joined, Number, Value, Values

MAX_OUTPUT = 10_000_000  # characters a template may produce; a long speech has 20,000
_ENDINGS = "。！？…；：!?"


class TooMuch(TemplateRuntimeError):  # noqa: N818 - named for what the template asks for
    """A template asks for more output than a speech can have."""


@dataclass(slots=True)
class Rendering:
    """What one run has produced so far."""

    fields: list = field(default_factory=list)
    left: int = MAX_OUTPUT

    def spend(self, characters):
        """Count characters of output; raises TooMuch when they are more than a speech can have."""
        self.left -= characters
        if self.left < 0:
            raise TooMuch


rendering = ContextVar("rendering", default=None)


def current():
    """Return the run that is going on, or while constants are folded one that comes to nothing."""
    return rendering.get() or Rendering()


def joined(parts):
    """Return texts put together as one that keeps their origins; it counts as output."""
    flat = [leaf for part in parts for leaf in (part.parts if isinstance(part, Joined) else (part,))]
    current().spend(sum(map(len, map(str, flat))) + 16 * len(flat))
    return Joined(flat)


def _count(value):
    """几: how many, as it is said: 一, 两, 三 … 十二; of a list not given yet, 几."""
    if (isinstance(value, Values) and value.gap) or (isinstance(value, Value) and value.gap):
        return "几"
    number = len(value) if isinstance(value, Values) else int(_plain_number(value))
    return counted(number)


def _han(value):
    """汉字: a whole number in Chinese numerals."""
    if isinstance(value, Value) and value.gap:
        return value
    words = han(int(_plain_number(value)))
    return value.like(words) if isinstance(value, Value) else words


def _plain_number(value):
    number = value.number if isinstance(value, Number) else value
    if not isinstance(number, int | Decimal) or not 0 <= number <= 9999 or number % 1:
        raise TemplateRuntimeError("not-countable")
    return number


def _sentence(value):
    """句: the text with a 。 after it, unless it is empty or ends a sentence already."""
    bare = str(value).rstrip("”’）》」』)\"' \u3000")
    if not bare or bare[-1] in _ENDINGS or (isinstance(value, Value) and value.gap):
        return value
    return joined((value, "。"))


def _join(values, separator=""):
    """join: the items of a list, each with its own origin."""
    parts = []
    for item in values:
        parts += [separator, item] if parts else [item]
    return joined(parts)


def _default(value, otherwise="", boolean=False):
    """default: another text where there is none."""
    return value if value or (isinstance(value, bool | int | Decimal) and not boolean) else otherwise


def _day(*names):
    """年月日, 年月, 月日, 年: those parts of a date; a gap where they are not known."""

    def of(value):
        if not isinstance(value, Date) or value.gap or not value:
            return value
        parts = {name: number for number, name in re.findall(r"(\w+?)([年月日])", str(value))}
        if not all(name in parts for name in names):
            about = f"{value.about}的{''.join(names)}"
            return Value(gap_text(about), value.path, about, gap=True, place=value.place)
        return value.like("".join(f"{parts[name]}{name}" for name in names))

    return of


FILTERS = {
    "几": _count,
    "汉字": _han,
    "句": _sentence,
    "join": _join,
    "顿号": lambda values: _join(values, "、"),
    "default": _default,
    "d": _default,
    "length": len,
    "count": len,
    "first": lambda values: values[0] if values else "",
    "last": lambda values: values[-1] if values else "",
    "年月日": _day("年", "月", "日"),
    "年月": _day("年", "月"),
    "月日": _day("月", "日"),
    "年": _day("年"),
}
TESTS = {
    "待填": lambda value: bool(getattr(value, "gap", False)),
    "defined": lambda value: not isinstance(value, Undefined),
    "none": lambda value: value is None,
    "odd": lambda value: int(_plain_number(value)) % 2 == 1,
    "even": lambda value: int(_plain_number(value)) % 2 == 0,
}
