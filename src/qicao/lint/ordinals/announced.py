"""What a speech says it has of points before they come: 下面，我讲三点意见。主要表现在四个方面："""

import re
from functools import cache
from typing import NamedTuple

from qicao import markers
from qicao.structure.formulas import wide
from qicao.tables import table

_BACK = 90  # characters that are looked at
_LAST = re.compile("[^。；！？]{0,80}[。：，！—]*$")
_SPOKEN = re.compile("讲|谈|提|强调|汇报|交流|分享|部署|送|说")


class Said(NamedTuple):
    """A number of points: where its numeral stands, the number, whether a speaker announces it."""

    start: int
    end: int
    number: int
    spoken: bool


@cache
def _phrase():
    """Return the pattern of a number of points at the end of a clause: 三点意见, 四个方面."""
    rows = table("announcements")
    backward, counts = "|".join(rows["backward"]), "|".join(rows["counts"])
    return re.compile(
        f"(?<![一二两三四五六七八九十百千万零0-9.．])(?P<数>[一二两三四五六七八九十]{{1,3}}|[0-9]{{1,2}})"
        f"(?P<量>{counts})(?!{'|'.join(rows['things'])})(?P<名>[^，。；：！？、0-9]{{0,12}})$"
    ), re.compile(f"(?:{backward})$")


@cache
def _announces():
    return re.compile("|".join(table("announcements")["announces"]))


def said(text, end):
    """Return what the last sentence of a text says to come, up to a place; None where it counts nothing."""
    low = max(0, end - _BACK)
    found = _LAST.search(wide(text[low:end]))
    sentence = found.group()
    bare = sentence.rstrip("。：，！— ")
    mark = sentence[len(bare) :].strip()
    clauses = bare.split("，")
    for back in (1, 2):
        if len(clauses) < back:
            return None
        clause = clauses[-back]
        number = _number(clause.rstrip("”"))
        if number is None or _phrase()[1].search(clause[: number.start()]):
            continue
        verb = _announces().search(clause[: number.start()])
        plain = back == 1 and (mark.startswith(("：", "，")) or _names_points(clause, number))
        if not mark or not (verb or plain):
            return None
        start = low + found.start() + len("，".join(clauses[:-back])) + (1 if len(clauses) > back else 0)
        spoken = bool(_SPOKEN.search(clause[: number.start()]))
        value = markers.value(number["数"])
        return Said(start + number.start("数"), start + number.end("数"), value, spoken)
    return None


def _number(clause):
    """Return the match of what a clause counts, more than one; None where it counts nothing."""
    found = _phrase()[0].search(clause)
    while found and markers.value(found["数"]) < 2:  # 下一步要做好五项工作
        found = _phrase()[0].search(clause, found.end("量"))
    return found


def _names_points(clause, number):
    """Tell whether a clause counts points by name: 有三个鲜明的特点; 解决了三个问题 looks back."""
    name = number["名"] or number["量"]
    return name.endswith(_nouns()) and clause[number.start() - 1 : number.start()] not in ("了", "过")


@cache
def _nouns():
    return tuple(table("announcements")["nouns"])
