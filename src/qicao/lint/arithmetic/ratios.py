"""Whether a printed percentage is that of two amounts, as far as rounding lets one tell, or a slip of it."""

import re
from fractions import Fraction

from qicao.lint.arithmetic.quantities import variants

_NEAR = Fraction(3, 2)  # last places: 54.0% for 53.9%, where no one digit tells


def divided(part, whole):
    """Return a part in per cent of its whole."""
    return part / whole * 100


def grown(old, new):
    """Return how far one value is from another, in per cent of it."""
    return abs(new - old) / old * 100


def fits(percent, first, second, reckon=divided):
    """Tell whether a percentage, rounded or cut off, is what two amounts, maybe rounded, make."""
    values = [reckon(one, other) for one in _bounds(first) for other in _bounds(second) if one and other]
    return (
        bool(values)
        and min(values) - percent.value < percent.step
        and max(values) - percent.value >= -percent.step / 2
    )


def is_value(percent, value):
    """Tell whether a percentage, rounded or cut off at its last digit, is a value."""
    return -percent.step / 2 <= value - percent.value < percent.step


def _bounds(one):
    if one.scale == 1 or "." not in one.number:
        return (one.value,)
    return one.value - one.step / 2, one.value, one.value + one.step / 2


def slips(first, second, percent, reckon=divided):
    """Tell whether one other digit, or two in each other's place, in any of the figures makes them fit."""
    value = reckon(first.value, second.value)
    if abs(value - percent.value) <= percent.step * _NEAR:
        return True
    if any(abs(value - other) < percent.step for other in (*variants(percent), *_shorter(percent))):
        return True
    tried = [
        *((other, second.value) for other in variants(first)),
        *((first.value, other) for other in variants(second)),
    ]
    return any(one and other and is_value(percent, reckon(one, other)) for one, other in tried)


def _shorter(percent):
    """Return what a percentage is with the first digit left out: 8.3 of 18.3."""
    rest = percent.number[1:]
    return (Fraction(rest),) if rest[:1].isdigit() else ()


def sentence_of(text, amounts, at):
    """Return the amounts before one in its sentence."""
    found = []
    for one in reversed(amounts[max(0, at - 8) : at]):
        if re.search("[。！？；]", text[one.end : amounts[at].start]):
            break
        found.append(one)
    return found[::-1]
