"""The parts of a speech: opening, situation, transition, demands, closing. Cues: data/formulas.yaml."""

from qicao.structure.compilation import speeches
from qicao.structure.formulas import is_formula
from qicao.structure.front import with_front
from qicao.structure.headings import RUNS_ON, heads_a_body
from qicao.structure.roles import Part, parts, shell
from qicao.structure.series import Item

__all__ = [
    "RUNS_ON",
    "Item",
    "Part",
    "heads_a_body",
    "is_formula",
    "parts",
    "shell",
    "speeches",
    "with_front",
]
