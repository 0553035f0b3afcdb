"""The lines under a title: what they are, and what of them is a value."""

import re

from qicao.extract.pattern import Hole, Words

_LINE = re.compile("(——|[（(])?(.*?)([）)])?", re.S)
_DATED = re.compile(r"\d{4}年|[\d一二三四五六七八九十]{1,3}月[\d一二三四五六七八九十]{1,3}日|[xX×]月")


def name(text):
    """Return what a line of the title block is: 副标题, 日期 or 讲话人."""
    before, words, _ = _cut(text)
    return "副标题" if before == "——" else "日期" if _DATED.search(words) else "讲话人"


def parts(texts):
    """Return the parts of lines that stand in one place: dash and brackets stay."""
    cut = [_cut(text) for text in texts]
    called = name(texts[0])
    heads, tails = {one[0] for one in cut}, {one[2] for one in cut}
    if len(heads) > 1 or len(tails) > 1:
        return (Hole(tuple(texts), called),)
    around = [Words(one) for one in (heads.pop(), tails.pop())]
    made = Hole(tuple(one[1] for one in cut), called)
    return tuple(part for part in (around[0], made, around[1]) if part != Words(""))


def _cut(text):
    return _LINE.fullmatch(text).groups("")
