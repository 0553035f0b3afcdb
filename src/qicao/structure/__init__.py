"""The parts of a speech: opening, situation, transition, demands, closing. Cues: data/formulas.yaml."""

from importlib import import_module

_HOMES = {
    "Item": "series",
    "Part": "roles",
    "RUNS_ON": "paragraph",
    "block": "paragraph",
    "heads_a_body": "paragraph",
    "is_formula": "formulas",
    "parts": "roles",
    "shell": "roles",
    "speeches": "compilation",
    "with_front": "front",
}
__all__ = [*_HOMES]


def __getattr__(name):
    # loaded when asked for: a draft names its title block, and needs no roles or series
    if name not in _HOMES:
        raise AttributeError(name)
    return getattr(import_module(f"qicao.structure.{_HOMES[name]}"), name)
