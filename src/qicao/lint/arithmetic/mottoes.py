"""Mottoes whose word stands in each of their members: “六清”：清垃圾、清沟渠; “三个一律”：…一律退场."""

import re

from qicao import markers
from qicao.lint.arithmetic.claims import Claim

_MOTTO = re.compile(
    "(?P<n>[二两三四五六七八九十])(?:个|大|方|项|道|次|种|要|重)?“?(?P<word>[^“”，。；：、！？0-9（）]{1,5})”?"
    "(?:：|[，,](?:也就是|就是|即)[：，]?)(?P<list>[^。！？]{4,300})"
)
_MARKS = ("；", "，", "、", "[，、]", "[；，]", "[；，、]", "[，、和及]")
_ORDINAL = re.compile("一[是要]|第一|首先|（一|[1１][.．、]|①|如|等")


def mottoes(text):
    """Yield the claims of mottoes: as many members as they say, where each holds their word."""
    for found in _MOTTO.finditer(text):
        word = found["word"]
        inside = found["list"]
        if inside.count(word) < 2 or _ORDINAL.match(inside) or re.search("等(?:[，。]|$)|…", inside):
            continue
        if word in re.split("[，。；]", text[found.end() + 1 : found.end() + 40])[0]:
            continue  # the list goes on in the next sentence
        possible = {len(parts) for mark in _MARKS if _all_hold(parts := _parts(mark, inside), word)}
        if not possible:
            continue
        wrong = None if markers.value(found["n"]) in possible else found.span("n")
        stated = text[found.start() : found.end("word")].strip("“")
        yield Claim(
            "arithmetic.count", (found.span("n"),), wrong, {"counted": max(possible), "stated": stated}
        )


def _parts(mark, inside):
    return [one for one in re.split(mark, inside) if one]


def _all_hold(parts, word):
    return len(parts) > 1 and all(word in one for one in parts)
