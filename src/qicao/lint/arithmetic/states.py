"""A whole and how far each of it is, without 其中: 开工86个，完工31个，在建55个."""

import re

from qicao.lint.arithmetic.addition import STOP, adds_up, claimed
from qicao.lint.arithmetic.quantities import misprinted
from qicao.tables import table

_ROWS = [re.compile("|".join(sorted(row, key=len, reverse=True))) for row in table("figures")["states"]]
_ANY = re.compile("|".join({word for row in table("figures")["states"] for word in row}))
_LINK = re.compile("[^，。；：、！？]{0,12}[，、；](?P<label>[^，。；：、！？]{1,12})")
_OTHER = re.compile("新|去年|上年|另|计划|今年以来完成|其余|剩|其中")


def states(text, amounts):
    """Yield the claims of a whole whose parts are in states that exclude each other."""
    if not _ANY.search(text):
        return
    at = 0
    while at < len(amounts) - 2:
        parts = _parts(text, amounts, at)
        if len(parts) > 1:
            yield from _claim(text, amounts[at], parts)
        at += len(parts) + 1 if len(parts) > 1 else 1


def _parts(text, amounts, at):
    """Return the amounts behind one that are each of another state of one row."""
    whole, parts, told, row = amounts[at], [], set(), None
    for one in amounts[at + 1 : at + 6]:
        link = _LINK.fullmatch(text[(parts[-1] if parts else whole).end : one.start])
        if not link or (one.unit, one.depth) != (whole.unit, whole.depth) or not one.exact or one.each:
            break
        if _OTHER.search(link["label"]) or STOP.search(link["label"]):
            break
        row = row or next((known for known in _ROWS if known.search(link["label"])), None)
        word = row.search(link["label"]) if row else None
        if word is None or word[0] in told:
            break
        told.add(word[0])
        parts.append(one)
    return tuple(parts)


def _claim(text, whole, parts):
    before = re.split("[，。；：、！？]", text[max(0, whole.start - 24) : whole.start])[-1]
    if not whole.exact or whole.each or _OTHER.search(before) or whole.unit == "%":
        return
    if adds_up(whole, parts):
        yield claimed(whole, parts)
        return
    total = sum(one.value for one in parts)
    if any(misprinted(one, one.value + whole.value - total) for one in parts) or misprinted(whole, total):
        yield claimed(whole, parts, wrong=True)
