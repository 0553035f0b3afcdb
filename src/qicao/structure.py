"""The parts of a speech: opening, situation, transition, demands, closing. Cues: data/formulas.yaml."""

import re
from functools import cache

from qicao.tables import table


@cache
def _cue(role):
    return re.compile("|".join(f"(?:{row['pattern']})" for row in table("formulas")[role]))


def is_formula(role, text):
    """Tell whether a paragraph uses a formula of this role."""
    return bool(_cue(role).search(text))
