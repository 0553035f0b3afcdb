"""What speeches say in the same words everywhere: the formulas of data/formulas.yaml."""

import re
from functools import cache

from qicao.tables import table

_WIDE = str.maketrans(",:;?!()", "，：；？！（）")


def wide(text):
    """Return a text with its half-width marks in full width, as long as before."""
    return text.translate(_WIDE)


@cache
def patterns(role):
    """Return the compiled patterns of a role, row by row."""
    return tuple(re.compile(row["pattern"]) for row in table("formulas")[role])


@cache
def _cue(role):
    return re.compile("|".join(f"(?:{row['pattern']})" for row in table("formulas")[role]))


def is_formula(role, text):
    """Tell whether a paragraph uses a formula of this role."""
    return bool(_cue(role).search(wide(text)))
