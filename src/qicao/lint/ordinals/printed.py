"""Ordinals with another mark than the table's: 其次、 第五。 3： 二， count as what they stand for."""

import re

from qicao.structure.formulas import wide

_HAN = "[一二三四五六七八九十]{1,3}"
_BEGINS = "(?=[\u3400-\u9fff“《（])"
_FIGURES = "0123456789０１２３４５６７８９"
_HEAD = re.compile(
    f"^([0-9０-９]{{1,2}})[，）。：]{_BEGINS}|^({_HAN})[，：]{_BEGINS}|^([第其]{_HAN})[。；.．](?=.)"
)
_WORD = re.compile(
    "(?:^|(?<=[。；：！？]))(首先|其次|再次|最后)[、：](?!首先|其次|再次|最后)|^(首先|其次|再次|最后)[。；.．](?=.)"
)
_MAY_HOLD = re.compile(
    "[一二三四五六七八九十][是要、，,：:点个件条）)]|首先|其次|再次|最后|[①-⑳]|[0-9０-９][.．、）)]"
)
_WORDS = ("首先", "其次", "再次", "最后")


def may_hold(text):
    """Tell whether an ordinal may stand inside a paragraph."""
    return bool(_MAY_HOLD.search(text, 1))


def typed(text):
    """Return full-width text, of equal length, with the mark the table has after the ordinals in it."""
    if text[:1] and text[0] in f"{_FIGURES}一二三四五六七八九十第其":
        text = _HEAD.sub(lambda found: f"{found[found.lastindex]}、", text)
    if any(word in text for word in _WORDS):
        text = _WORD.sub(lambda found: f"{found[found.lastindex]}，", text)
    return text


def is_odd(text, marker):
    """Tell whether an ordinal is printed in a paragraph with another mark than the table's."""
    return wide(text[marker.start : marker.end]) != wide(marker.text)
