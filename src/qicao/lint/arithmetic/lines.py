"""A total and its parts, each a paragraph of its own: 支出5610万元，包括：¶1.教育支出960万元；¶2.…"""

import re

from qicao.lint.arithmetic.addition import adds_up, claimed
from qicao.lint.arithmetic.claims import place
from qicao.lint.arithmetic.quantities import misprinted, quantities

_ITEM = re.compile(
    r"(?:[0-9]{1,2}[.．、]|[（(][一二三四五六七八九十0-9]{1,3}[）)]|[①-⑳]|[一二三四五六七八九十]+是)(?=.*[0-9])"
)
_SOME = re.compile("主要|重点|例如|比如|如：|其中|等：")  # of parts that need not be all
_ALL = re.compile("分别|包括|构成|组成|如下|具体|由以下|分为")
_NEAR = 5  # of a whole, one of so many may lack where the list is said to be complete


def over_lines(texts):
    """Yield (paragraph, Claim) of totals in a paragraph that announces a list of parts by 包括 or a colon."""
    for at, text in enumerate(texts[:-2]):
        if text[-1:] in ("：", ":") and re.search("[0-9]", text) and _ITEM.match(texts[at + 1]):
            claim = _claim(text, _items(texts, at + 1))
            if claim:
                yield at, claim


def _items(texts, first):
    """Return the amounts of each item of the list that begins at a paragraph."""
    items = []
    for text in texts[first : first + 40]:
        if not _ITEM.match(text):
            break
        begins = _ITEM.match(text).end()
        items.append([one for one in quantities(text) if one.start >= begins - 1])
        if text[-1:] in "。." and len(items) > 1:
            break
    return items


def _claim(text, items):
    """Return the claim that the amounts of items add up to that of their announcement, or None."""
    if len(items) < 2 or not all(items):
        return None
    unit = items[0][0].unit
    columns = [[one for one in item if one.unit == unit] for item in items]
    wholes = [one for one in quantities(text) if one.unit == unit]
    if not wholes or any(len(column) != 1 for column in columns) or unit == "%":
        return None
    whole, parts = wholes[-1], tuple(column[0] for column in columns)
    if any(not one.exact or one.each for one in (whole, *parts)):
        return None
    if adds_up(whole, parts):
        return claimed(whole, parts)
    return _wrong(whole, parts, text[whole.end :])


def _wrong(whole, parts, cue):
    """Return the claim of a sum that fails where the list is meant to be complete, at the whole."""
    total = sum(one.value for one in parts)
    lacks = whole.value - total
    slips = misprinted(whole, total) or any(misprinted(one, one.value + lacks) for one in parts)
    if _SOME.search(cue):
        return _at(whole, parts) if lacks < 0 and slips else None
    close = _ALL.search(cue) and abs(lacks) * _NEAR <= whole.value
    return _at(whole, parts) if slips or close else None


def _at(whole, parts):
    claim = claimed(whole, parts, wrong=True)
    return type(claim)(claim.code, claim.figures, place(whole), claim.facts)
