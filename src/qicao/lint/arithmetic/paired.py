"""Amounts of two units side by side: 31户、97人，其中甲村22户、70人，乙村9户、27人."""

import re

from qicao.lint.arithmetic.addition import STOP, adds_up, claimed

_BESIDE = re.compile("[^，。；：、！？]{0,6}[，、]?[^，。；：、！？]{0,4}")
_NEXT = re.compile("[^，。；：！？]{0,6}[，、；：](?P<label>[^。；：！？]{1,24})")
_OTHER = re.compile("新增|另|此外|去年|上年|每|全[市县省区镇校]")


def paired(text, amounts):
    """Yield claims about columns of amounts: where one adds up to its whole, the other has to."""
    at = 0
    while at + 5 < len(amounts):
        rows = _rows(text, amounts, at)
        if len(rows) > 2:
            yield from _columns(rows)
            at += 2 * len(rows)
        else:
            at += 1


def _rows(text, amounts, at):
    """Return the pairs of amounts of the same two units from a place on."""
    first, second = amounts[at : at + 2]
    rows = []
    if first.unit == second.unit or "%" in (first.unit, second.unit):
        return rows
    for left, right in zip(amounts[at::2], amounts[at + 1 :: 2], strict=False):
        if (left.unit, right.unit) != (first.unit, second.unit) or not left.exact or not right.exact:
            break
        if not _BESIDE.fullmatch(text[left.end : right.start]):
            break
        if rows:
            link = _NEXT.fullmatch(text[rows[-1][1].end : left.start])
            if not link or _OTHER.search(link["label"]) or STOP.search(link["label"]):
                break
        rows.append((left, right))
    return rows


def _columns(rows):
    columns = [(column[0], column[1:]) for column in zip(*rows, strict=True)]
    right = [adds_up(whole, parts) for whole, parts in columns]
    if any(right):
        for (whole, parts), fits in zip(columns, right, strict=True):
            yield claimed(whole, parts, wrong=not fits)
