"""A brief against itself and against its draft: names written two ways, figures and dates that differ."""

import re
from dataclasses import dataclass

from qicao.check.page import Page
from qicao.document import Text
from qicao.lint.mentions import clashes, mentions
from qicao.located import Mapping, Scalar, Sequence
from qicao.params import BRIEF_KEYS
from qicao.problems import Span, problem
from qicao.values import Date, Number, Value

_SHORTEST = 3  # characters of a parameter's name that a text can only mean as such
_DATED = 4
_VERB = r"(?:总数|总量|合计)?(?:一共|总共|共计|共|已经|已|约|大约|将|预计)?(?:达到|达|为|是|有|：)?(?:约|了)?"
_FIGURE = r"(?P<figure>[0-9]{1,3}(?:[,，][0-9]{3})+(?:\.[0-9]+)?|[0-9]+(?:\.[0-9]+)?)(?P<power>[万亿]?)"
# what stands before the name of a figure that is another time's, another place's or a part of it
_OTHER = re.compile(
    "去年|上年|前年|同期|往年|上月|上次|上届|上季|历年|目标|计划|力争|争取|原|其中|每|各|平均|人均"
    "|20[0-9]{2}年|[0-9]月|比|超过|不低于|低于|某"
)
_DAY = r"(?:[0-9]{4}年)?[0-9]{1,2}月[0-9]{1,2}日"
_TODAY = re.compile(rf"(?:今天是|今天，?(?=[0-9]))(?P<day>{_DAY})")
_POWERS = {"": 1, "万": 10**4, "亿": 10**8}


@dataclass(frozen=True, slots=True)
class _Said:
    """A text of the brief with its place, or words of the template without one."""

    path: str
    text: str
    span: Span | None = None

    def place(self, page, start, end):
        """Return the place of some of its words in the page of the brief."""
        return None if self.span is None else page.span(self.text, self.span, start, end)


def consistency(brief, document, page=None):
    """Return the Problems of a Brief whose values do not agree with one another or with the draft's words.

    page is the text of the brief, in which the words of a value are looked for.
    """
    page = page or Page(brief.path, "")
    texts = [*_texts(brief.given), *_words(document)]
    found = [*_names(texts, page), *_figures(brief, texts, page), *_dates(brief, texts, page)]
    return tuple(sorted(dict.fromkeys(found), key=lambda one: (one.span.line, one.span.column)))


def _texts(node, path=""):
    """Yield every text of a brief."""
    match node:
        case Mapping():
            for key, inner in node.entries:
                if path or key.text not in BRIEF_KEYS:
                    yield from _texts(inner, f"{path}.{key.text}" if path else key.text)
        case Sequence():
            for number, inner in enumerate(node.items, 1):
                yield from _texts(inner, f"{path}.{number}")
        case Scalar():
            yield _Said(path, node.text, node.span)


def _words(document):
    """Yield the words of the template in a draft."""
    for block in document.blocks:
        words = "".join(part.text if isinstance(part, Text) else "\n" for part in block.parts)
        yield from (_Said("", one) for one in words.split("\n") if one)


# -- names


def _names(texts, page):
    found = [(said, one) for said in texts for one in mentions(said.text)]
    for clash in clashes([one for _, one in found], [said.text for said in texts]):
        both = [
            (said, one)
            for said, one in found
            if one.kind == clash.kind and one.words in (clash.first, clash.second)
        ]
        mine = [pair for pair in both if pair[0].span is not None]
        if not mine:
            continue
        said, one = mine[-1]
        if clash.first == clash.second:
            other = next(f"{two.post}{two.words}" for _, two in both if two.post != one.post)
            words = f"{one.post}{one.words}"
        else:
            other, words = (clash.first if one.words == clash.second else clash.second), one.words
        yield problem(clash.code, said.place(page, one.start, one.end), words=words, other=other)


# -- figures


def _figures(brief, texts, page):
    """Yield the figures after the name of a parameter that are not its value."""
    for name, value in brief.values.items():
        number = _number(value)
        if number is None or len(name) < _SHORTEST:
            continue
        shape = re.compile(
            rf"(?P<before>[^，。；：！？\n]{{0,12}}){re.escape(name)}{_VERB}{_FIGURE}(?P<unit>[%％]?)"
        )
        for said in texts:
            for found in shape.finditer(said.text) if name in said.text else ():
                told = float(re.sub("[,，]", "", found["figure"])) * _POWERS[found["power"]]
                if said.path == name or _OTHER.search(found["before"]) or _same(number, told):
                    continue
                place = said.place(page, *found.span("figure")) or _place(brief, name)
                if place is not None:
                    facts = {"name": name, "value": str(value), "words": found["figure"] + found["power"]}
                    yield problem("value-differs", place, **facts)


def _number(value):
    """Return what a figure of a brief amounts to, None for anything else."""
    if isinstance(value, Number):
        return None if value.number is None else float(value.number)
    if isinstance(value, Value) and not isinstance(value, Date) and not value.gap:
        found = re.fullmatch(rf"{_FIGURE}[\u4e00-\u9fff]{{1,3}}", value)
        if found:
            return float(re.sub("[,，]", "", found["figure"])) * _POWERS[found["power"]]
    return None


def _same(one, two):
    return abs(one - two) < 1e-6 * max(1, abs(one)) or abs(one * 100 - two) < 1e-6 * max(1, abs(two))


def _place(brief, name):
    node = brief.given.get(name)
    return node.span if isinstance(node, Scalar) and node.span.line else None


# -- dates


def _dates(brief, texts, page):
    """Yield the days after the name of a date, and after 今天是, that are not its day."""
    for name, value in brief.values.items():
        if not isinstance(value, Date) or value.date is None:
            continue
        shapes = [_TODAY] if name == "日期" else []
        if len(name) >= _DATED:
            shapes.append(re.compile(rf"{re.escape(name)}(?:为|是|：|定在|定于)(?P<day>{_DAY})"))
        for said in texts:
            for found in (one for shape in shapes for one in shape.finditer(said.text)):
                place = said.place(page, *found.span("day")) or _place(brief, name)
                if not _falls_on(found["day"], value.date) and place is not None:
                    yield problem("value-differs", place, name=name, value=str(value), words=found["day"])


def _falls_on(text, day):
    parts = [int(part) for part in re.findall("[0-9]+", text)]
    return parts[-2:] == [day.month, day.day] and (len(parts) == 2 or parts[0] == day.year)
