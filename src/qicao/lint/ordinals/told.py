"""Points that are told one by one: 有三点感受。第一点感受是…第二点感受是… 分三步走：第一步…"""

import re
from collections import defaultdict
from typing import NamedTuple

from qicao import markers
from qicao.structure.formulas import wide

_UNITS = "点|个字|个词|句话|件事|件|步|个阶段|个关口|道关|个[\u4e00-\u9fff]{2}|项[\u4e00-\u9fff]{0,2}|条|层"
_TOLD = re.compile(
    f"(?:^|(?<=[。；：！？，、]))(?:下面，?)?(?:进行)?第(?P<数>[一二三四五六七八九十])(?P<量>{_UNITS})"
)
_SAID = "(?<![第前后每各一二两三四五六七八九十0-9])(?P<数>[两二三四五六七八九十]|[2-9])"
_BACK = 90  # characters before the first point that are looked at
_FAR = 6  # paragraphs from one point to the next, at the most


class Told(NamedTuple):
    """A number of points, where it stands, and how many are told."""

    at: int
    start: int
    end: int
    number: int
    real: int


class _Point(NamedTuple):
    at: int
    start: int
    number: int
    unit: str


def told(texts):
    """Yield the Told of a text: those whose points go by 第一, 第二 and what was counted."""
    found = defaultdict(list)
    for at, text in enumerate(texts):
        if "第" not in text:
            continue
        for one in _TOLD.finditer(wide(text)):
            point = _Point(at, one.start(), markers.value(one["数"]), one["量"])
            found[point.unit[:2] if point.unit[0] == "个" else point.unit[0]].append(point)
    for unit, points in found.items():
        for run in _runs(points):
            one = _counted(texts, run, unit)
            if one:
                yield one


def _runs(points):
    """Yield the runs of points that count from 一 on; one that leaves a number out is none."""
    run = []
    for one in (*points, None):
        if one and run and one.number == run[-1].number + 1 and one.at - run[-1].at <= _FAR:
            run.append(one)
            continue
        if len(run) > 1 and (one is None or one.number == 1 or one.at - run[-1].at > _FAR):
            yield run
        run = [one] if one and one.number == 1 else []


def _counted(texts, run, unit):
    """Return the Told of a run whose number was said in the sentence, or the paragraph, before it."""
    first, last = run[0], run[-1]
    at = first.at
    before = wide(texts[at][max(0, first.start - _BACK) : first.start])
    offset = first.start - len(before)
    if not before.strip() and at:
        at -= 1
        before = wide(texts[at][-_BACK:])
        offset = len(texts[at]) - len(before)
    sentence = re.search("[^。；！？]*[。；：！？，]?$", before).start()
    said = list(re.compile(f"{_SAID}(?={unit})").finditer(before, sentence))
    if len(said) != 1 or _goes_on(texts, last, unit):
        return None
    start, end = (offset + place for place in said[0].span("数"))
    return Told(at, start, end, markers.value(said[0]["数"]), last.number)


def _goes_on(texts, last, unit):
    """Tell whether one more point follows that is worded in another way."""
    rest = wide("".join((texts[last.at][last.start + 1 :], *texts[last.at + 1 : last.at + 3])))
    following = f"第{markers.han(last.number + 1)}"
    return following in rest or re.search(f"最后一|还有一|另一|再一{unit[0]}", rest) is not None
