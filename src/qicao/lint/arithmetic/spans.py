"""Spans of time reckoned again: 从9月21日到12月29日，为期100天."""

import itertools
import re
from datetime import date

from qicao import markers
from qicao.lint.arithmetic.claims import Claim
from qicao.lint.calendar import TOLD, dates

_LENGTH = re.compile(
    "[^。；！？]{0,16}?(?:为期|历时|整整|(?:^|，|,)(?:一共|总共|共计?)|为时)(?P<n>[0-9]{1,4}|[一二两三四五六七八九十]{1,3})"
    "(?P<unit>天|日|个月|周|个星期)(?![余多来左半])"
)
_WORKED = re.compile("周末|工作日|休息|节假日|除|不含|约|近|工期|其中")
_THROUGH = re.compile("[（(][^）)]{0,6}[）)]|开始|起|，|,")
_HOURS = re.compile(
    "(?P<from>[0-9]{1,2})时(?:至|到|—)(?:[上下中]午|晚上|次日)?(?P<to>[0-9]{1,2})时[，,]?(?:共计?|历时|为时)(?P<n>[0-9]{1,2})(?:个)?小时"
)


def spans(text):
    """Yield the spans of a paragraph whose length is stated, as Claims."""
    found = dates(text)
    for first, last in itertools.pairwise(found):
        between = _THROUGH.sub("", text[first.end : last.start])
        if between not in ("到", "至", "—", "～", "—至") or not (first.day and last.day):
            continue
        stated = _LENGTH.match(text, last.end)
        if stated and not _WORKED.search(text[last.end : stated.start("n")]):
            yield from _claim(first, last, stated)
    if "小时" in text:
        yield from map(_of_hours, _HOURS.finditer(text))


def _of_hours(found):
    hours = int(found["to"]) - int(found["from"])
    lengths = {hours, hours + 12, hours + 24}
    wrong = None if int(found["n"]) in lengths else found.span("n")
    facts = {"stated": f"{found['n']}小时", "days": f"{hours % 24}小时"}
    return Claim("arithmetic.span", (found.span("from"), found.span("to"), found.span("n")), wrong, facts)


def _claim(first, last, stated):
    lengths = [length for length in (_days(first, last, year) for year in (2023, 2024, 2025)) if length]
    if not lengths:
        if first.exists() and last.exists() and first.year and last.year:
            places = ((first.start, first.end), (last.start, last.end))
            facts = {"stated": stated["n"] + stated["unit"], "days": "0天"}
            yield Claim("arithmetic.span", places, (last.start, last.end), facts)
        return
    number, unit = markers.value(stated["n"]), stated["unit"]
    per = {"天": 1, "日": 1, "周": 7, "个星期": 7}.get(unit)
    if per:
        right = any(length <= number * per <= length + 1 for length in lengths)
        shown = f"{min(lengths)}—{max(lengths) + 1}天"
    else:
        months = (lengths[0] + 0.5) / 30.44
        right = abs(months - number) < 0.75
        shown = f"{round(months, 1):g}个月"
    facts = {"stated": stated["n"] + unit, "days": shown}
    places = ((first.start, first.end), (last.start, last.end), stated.span("n"))
    yield Claim("arithmetic.span", places, None if right else stated.span("n"), facts)


def _days(first, last, year):
    """Return the days from one date to another in a year, or None."""
    begin = first.year or year + TOLD.get(first.told, 0)
    if last.year:
        end = last.year
    elif last.told:
        end = (first.year or year) + TOLD[last.told]
    else:
        end = begin + ((last.month, last.day) < (first.month, first.day))
    try:
        length = (date(end, last.month, last.day) - date(begin, first.month, first.day)).days
    except ValueError:
        return None
    return length if length > 0 else None
