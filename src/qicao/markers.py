"""Ordinals: recognise them, write them, count them. The table is data/markers.yaml."""

import re
from dataclasses import dataclass, field
from functools import cache
from itertools import count
from typing import NamedTuple

from qicao.tables import table

_DIGITS = "零一二三四五六七八九"
_NUMERALS, _FIGURES = "一二三四五六七八九十百零〇", "0-9０-９"
_HAN, _ARABIC = f"[{_NUMERALS}]+", f"[{_FIGURES}]{{1,3}}"
# what stands before a run-in marker inside a paragraph, and before one of the kinds that make headings
_BEFORE, _ENDED = r"[。；：！？，、;:!?,”’）)…\s]", "。；：！？;:!?"
_AMOUNT = re.compile(_HAN)


class Kind(NamedTuple):
    """A row of the table; level 0 is a run-in item."""

    name: str
    level: int
    forms: tuple
    words: tuple = ()
    last: str = ""
    native: tuple = ()
    examples: tuple = ()


class Marker(NamedTuple):
    """An ordinal as printed: its kind, its number, the form it is printed in and where it stands."""

    kind: Kind
    number: int
    form: str
    start: int
    end: int
    text: str


@cache
def kinds():
    """Return the rows of the table in their order."""
    return tuple(
        Kind(
            row["kind"],
            int(row["level"]),
            (row["write"], *row.get("also", ())),
            row.get("words", ()),
            row.get("last", ""),
            row.get("native", ()),
            tuple(row["examples"].items()),
        )
        for row in table("markers")
    )


def kind(name):
    """Return the row of a name; raises StopIteration where there is none."""
    return next(one for one in kinds() if one.name == name)


@cache
def _patterns():
    """Return (regex of a marker, regex of the places inside a paragraph where one may begin)."""
    head, begins = [], set()
    for index, (row, kind) in enumerate(zip(table("markers"), kinds(), strict=True)):
        words = "|".join(map(re.escape, _words(kind)))
        shape = words or f"(?:{_shape(kind.forms)}){_unless(row)}"
        head.append(f"(?P<m{index}>{shape})")
        begins.update(map(_begins, _words(kind) or kind.forms))
    any_head = f"(?=[{''.join(sorted(begins))}])"  # most of what is looked at begins as no marker does
    return re.compile(f"{any_head}(?:{'|'.join(head)})"), re.compile(f"{_BEFORE}{any_head}")


def _words(kind):
    return (*kind.words, kind.last) if kind.words else ()


def _shape(forms):
    """Return the regex of forms, those that differ in their ends alone as one: 第{汉}(?:，|,|、)."""
    ends = {}
    for form in forms:
        head, slot, tail = re.fullmatch(r"(.*?)(\{.\})(.*)", form).groups()
        ends.setdefault((head, slot), []).append(re.escape(tail))
    numerals = {"{汉}": _HAN, "{数}": _ARABIC}
    return "|".join(
        f"{re.escape(head)}({numerals[slot]})(?:{'|'.join(tails)})" for (head, slot), tails in ends.items()
    )


def _unless(row):
    return f"(?!{row['not']})" if "not" in row else ""


def _begins(form):
    """Return the characters a form may begin with, as they stand between the brackets of a regex."""
    return {"{汉": _NUMERALS, "{数": _FIGURES}.get(form[:2], re.escape(form[0]))


def _marker(found):
    kind = kinds()[int(found.lastgroup[1:])]
    text = found.group(found.lastgroup)
    start, end = found.span(found.lastgroup)
    if kind.words:
        words = _words(kind)
        return Marker(kind, words.index(text) + 1, text if text == kind.last else "", start, end, text)
    numeral = next(filter(None, found.groups()[found.lastindex :]))
    slot = "{汉}" if numeral[0] in _NUMERALS else "{数}"
    return Marker(kind, value(numeral), text.replace(numeral, slot, 1), start, end, text)


def at_head(text):
    """Return the Marker a text begins with, or None."""
    found = _patterns()[0].match(text)
    marker = _marker(found) if found else None
    return None if marker and _estimates(marker, text) else marker


def inside(text):
    """Yield the markers that stand inside a text, after the end of a sentence or a lead."""
    head, places = _patterns()
    for place in places.finditer(text):
        found = head.match(text, place.end())
        marker = _marker(found) if found else None
        # one of the kinds that make headings only after a sentence
        fits = marker and (not marker.kind.level or text[marker.start - 1] in _ENDED)
        if fits and not _estimates(marker, text):
            yield marker


def _estimates(marker, text):
    """Tell whether 一、 is the first half of 一、二年级 or 二、三产业, which are amounts."""
    following = _AMOUNT.match(text, marker.end) if marker.kind.name == "yi_dun" else None
    return following and value(following.group()) == marker.number + 1


def write(kind, number, form=None):
    """Return an ordinal as text, as 一、 or 第二，; a last word (最后，) has no number and stays."""
    if kind.words and form == kind.last:
        return form
    if number <= len(kind.words):
        return kind.words[number - 1]
    return (form or kind.forms[0]).replace("{汉}", han(number)).replace("{数}", str(number))


def han(number):
    """Return a whole number from 0 to 9999 in Chinese numerals: 十, 二十一, 一百零五."""
    if number < 10:
        return _DIGITS[number]
    text, zero = "", False
    for unit, name in ((1000, "千"), (100, "百"), (10, "十"), (1, "")):
        digit = number // unit % 10
        if digit:
            text += ("零" if zero and text else "") + _DIGITS[digit] + name
        zero = not digit
    return text.removeprefix("一") if 10 <= number < 20 else text


def counted(number):
    """Return a number as it is said of things: 两, not 二."""
    return "两" if number == 2 else han(number)


def value(numeral):
    """Return the number a Chinese or Arabic numeral stands for; 0 where it is none."""
    if numeral.isdigit():
        return int(numeral)
    total = digit = 0
    for char in numeral.replace("〇", "零").replace("两", "二"):
        if char in _DIGITS:
            digit = _DIGITS.index(char)
        else:
            total += (digit or 1) * {"十": 10, "百": 100, "千": 1000}.get(char, 0)
            digit = 0
    return total + digit


@dataclass(slots=True)
class _Series:
    kind: Kind
    number: int
    identity: int
    depth: int  # how many loops were open when it began
    paragraph: int  # the paragraph it was opened inside of; 0 when it runs over paragraphs
    latest: int  # the paragraph of its latest item


@dataclass(slots=True)
class Counter:
    """Counts the ordinals of one document as they are written, in order.

    Headings restart below a higher heading. A run-in series goes on until a heading, until its outer
    item moves on, until the loop around its own loop comes round again, or until a ： announces a new one.
    """

    _heads: list = field(default_factory=lambda: [0] * 5)
    _open: list = field(default_factory=list)
    _loops: int = 0
    _ids: count = field(default_factory=lambda: count(1))
    _paragraph: int = 0
    fresh: bool = False  # a loop has begun and nothing in it was counted yet

    def enter_loop(self):
        """A loop of the template begins."""
        self._loops += 1
        self.fresh = True

    def turn_loop(self):
        """The innermost loop begins with its next item."""
        self._open = [series for series in self._open if series.depth <= self._loops]

    def leave_loop(self):
        """The innermost loop has ended."""
        self._loops -= 1

    def next_paragraph(self):
        """A new paragraph begins; what was enumerated inside the last one is over."""
        self._open = [series for series in self._open if not series.paragraph]
        self._paragraph += 1

    def heading(self, kind):
        """Return the number of the next heading of this kind."""
        self._heads[kind.level] += 1
        self._heads[kind.level + 1 :] = [0] * (4 - kind.level)
        self._open.clear()
        return self._heads[kind.level]

    def item(self, kind, within, announced):
        """Return (number, series) of the next run-in item.

        within: it stands inside a paragraph, not at its head; announced: a ： stands before it.
        """
        self.fresh = False
        inner = [i for i, series in enumerate(self._open) if series.kind == kind]
        place = inner[-1] if inner else None
        if place is not None:
            series = self._open[place]
            # a series inside a paragraph does not end the one that runs over paragraphs
            nests = within and not series.paragraph
            if not announced and (not nests or series.latest == self._paragraph):
                del self._open[place + 1 :]
                series.number += 1
                series.latest = self._paragraph
                return series.number, series.identity
            del self._open[place + 1 if nests else place :]
        inside = self._paragraph if within else 0
        self._open.append(_Series(kind, 1, next(self._ids), self._loops, inside, self._paragraph))
        return 1, self._open[-1].identity
