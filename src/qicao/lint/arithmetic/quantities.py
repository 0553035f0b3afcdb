"""Amounts in a text: the number, its unit, and whether it is meant exactly."""

import re
from dataclasses import dataclass
from fractions import Fraction
from itertools import pairwise

from qicao import markers

_SCALES = {"": 1, "万": 10**4, "亿": 10**8, "万亿": 10**12}
_MEASURES = (
    "个百分点|%|％|‰|个月|人次|家次|件次|户次|场次|班次|车次|架次|批次|人份|标段|千瓦时|平方公里|平方千米|平方米|立方米|公里|千米"
    "|厘米|毫米|公顷|公斤|千克|千瓦|兆瓦|千伏|美元|小时|分钟|课时|学时|机位|床位|车位|学位|个|名|人|位|户|家|起|例|条|处|台|支|辆|艘"
    "|架|座|栋|幢|间|套|件|项|类|种|批|次|场|期|份|张|本|册|篇|幅|棵|株|头|只|匹|亩|米|吨|斤|克|升|元|度|天|周|所|片|块|根|面|级|层"
    "|门|节|对|组|宗|笔|单|箱|桶|瓶|袋|包|盒|顶|床|道|眼|口|盏|枚|副|部|把|段|孔|站|班|队|村|镇|乡|县|市|区|省|州|校"
)
# it begins with plain signs, so that the search skips what is none
_NUMBER = re.compile(
    r"(?P<number>[0-9一二两三四五六七八九十百](?<![0-9.A-Za-z].)(?:(?<=[0-9])(?:[0-9]{0,2}(?:[,，][0-9]{3})+(?![0-9])|[0-9]*)"
    r"(?:\.[0-9]+)?|(?<![0-9])[一二两三四五六七八九十百]*))"
    rf"(?P<scale>万亿|[万亿])?(?P<over>[余多来])?(?P<unit>{_MEASURES})"
)
_ABOUT = re.compile(
    "(?:(?<![签违履解大])约[需为有]?|大约|预计|估计|近|超|逾|过|于|至少|最多|至多|不足|不到|接近|突破|高达|多达|上|第|几|(?<![总人户次个件])数|达不到|[0-9一二三四五六七八九]至|[～~—-])$"
)
_ORDINAL = re.compile("[年月]$")
_EACH = re.compile(
    "(?:每|各(?![级类地种部单有]|[^，。；：、,;:（(]{0,6}[查报共建改])|均|平均)[^，。；：、,;:（(]{0,7}$"
)
_LOOSE = re.compile("[余多]|左右|以上|以下|上下|以内|至[0-9]|[～~—-][0-9]")
_PERSONS = {"名": "人", "位": "人", "％": "%"}


@dataclass(frozen=True, slots=True)
class Quantity:
    """An amount as printed: 5.24万名 has the number 5.24, the value 52400 and the unit 人."""

    start: int
    end: int  # after the unit
    number: str
    scale: int
    value: Fraction
    step: Fraction  # what the last printed digit counts
    unit: str  # persons are 人, whichever word counts them
    text: str
    exact: bool = True  # not 约, 近, 余, 左右
    each: bool = False  # 每, 各, 平均: an amount of each thing, not of all
    depth: int = 0  # brackets around it


def quantities(text):
    """Return the amounts of a text in their order; half-width marks are read as well as others."""
    found = []
    depth = last = 0
    for one in _NUMBER.finditer(text):
        between = text[last : one.start()]
        last = one.start()
        depth += between.count("（") + between.count("(") - between.count("）") - between.count(")")
        before = text[max(0, one.start() - 12) : one.start()]
        if not _is_part_of_a_word(one, before, text):
            found.append(_quantity(one, before, text, depth))
    return tuple(found)


def _is_part_of_a_word(one, before, text):
    """Tell whether what looks like an amount is half of a word or an ordinal: 第3次, 一个, 三项制度 stay."""
    if before.endswith("第") or (_ORDINAL.search(before[-1:]) and one["unit"] in ("个", "级")):
        return True
    if one["number"][0].isdigit():
        return one["unit"] == "级" and text[one.end() : one.end() + 2] == "响应"
    return (
        one["number"] == "一"
        or before[-1:] in tuple("统专万之唯每")
        or text[one.end() : one.end() + 1].isdigit()
    )


def _quantity(one, before, text, depth):
    number = one["number"].replace(",", "").replace("，", "")
    scale = _SCALES[one["scale"] or ""]
    plain = Fraction(number) if number[0].isdigit() else Fraction(markers.value(number))
    loose = _ABOUT.search(before) or one["over"] or _LOOSE.match(text, one.end())
    unit = _PERSONS.get(one["unit"], one["unit"])
    return Quantity(
        one.start(),
        one.end(),
        number,
        scale,
        plain * scale,
        Fraction(scale, 10 ** len(number.partition(".")[2])),
        unit,
        one[0],
        exact=not loose,
        each=bool(_EACH.search(before)),
        depth=depth,
    )


def variants(one):
    """Yield the values of a Quantity of which one digit is another, or two have changed places."""
    if not one.number[0].isdigit():
        yield from (Fraction(other * one.scale) for other in range(1, 21) if other * one.scale != one.value)
        return
    for at, digit in enumerate(one.number):
        if digit.isdigit():
            for other in "0123456789":
                if other != digit and not (at == 0 and other == "0" and len(one.number) > 1):
                    yield Fraction(one.number[:at] + other + one.number[at + 1 :]) * one.scale
    for first, then in pairwise(at for at, digit in enumerate(one.number) if digit.isdigit()):
        swapped = [*one.number]
        swapped[first], swapped[then] = swapped[then], swapped[first]
        if swapped[0] != "0" and swapped != [*one.number]:
            yield Fraction("".join(swapped)) * one.scale


def misprinted(one, value):
    """Tell whether one digit of a Quantity, or two in each other's place, put right make it a value."""
    if value == one.value or not one.number[0].isdigit():
        return value != one.value and value in variants(one)
    units = value / one.step
    printed = one.number.replace(".", "")
    right = str(units).rjust(len(printed), "0")
    if units.denominator != 1 or len(right) != len(printed):
        return False
    if right[0] == "0" and len(one.number.partition(".")[0]) > 1:
        return False
    other = [at for at, digit in enumerate(printed) if digit != right[at]]
    if len(other) != 2:
        return len(other) == 1
    first, then = other
    return then == first + 1 and printed[first] == right[then] and printed[then] == right[first]
