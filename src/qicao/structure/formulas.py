"""What speeches say in the same words everywhere: the formulas of data/formulas.yaml."""

import re
from functools import cache

from qicao.tables import section

_WIDE = tuple(zip(",:;?!()", "，：；？！（）", strict=True))
_TOKEN = re.compile(r"\\.|\[(?:\\.|[^\]\\])*\]|[()|]")
_NEVER = "(?!)"


def wide(text):
    """Return a text with its half-width marks in full width, as long as before."""
    for half, full in _WIDE:
        text = text.replace(half, full)
    return text


@cache
def patterns(role):
    """Return the compiled patterns of a role, row by row."""
    return tuple(re.compile(row["pattern"]) for row in section("formulas", role))


def is_formula(role, text):
    """Tell whether a paragraph uses a formula of this role."""
    text = wide(text)
    begins, holds = _cues(role)
    return bool(begins.match(text) or holds.search(text))


@cache
def _cues(role):
    """Return (regex of the formulas a paragraph begins with, regex of those that stand anywhere in it)."""
    every = [one for row in section("formulas", role) for one in _alternatives(row["pattern"])]
    begins = "|".join(one for one in every if one.startswith("^"))
    holds = "|".join(one for one in every if not one.startswith("^"))
    return re.compile(begins or _NEVER), re.compile(holds or _NEVER)


def _alternatives(pattern):
    """Return the alternatives of a pattern that stand in no group."""
    made, start, depth = [], 0, 0
    for found in _TOKEN.finditer(pattern):
        depth += {"(": 1, ")": -1}.get(found.group(), 0)
        if found.group() == "|" and not depth:
            made.append(pattern[start : found.start()])
            start = found.end()
    return [*made, pattern[start:]]
