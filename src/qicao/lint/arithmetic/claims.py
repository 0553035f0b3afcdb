"""What a text says about its own figures, once understood: a sum, a share, a count, and whether it holds."""

from dataclasses import dataclass, field
from fractions import Fraction


@dataclass(frozen=True, slots=True)
class Claim:
    """Figures that depend on each other; wrong is the place of what does not fit, or None where all does."""

    code: str
    figures: tuple  # the places (start, end) of all that take part
    wrong: tuple | None = None
    facts: dict = field(default_factory=dict, hash=False)


def plain(value):
    """Return a number as it is written: 54, 0.5, 3.14."""
    value = Fraction(value)
    if value.denominator == 1:
        return str(value.numerator)
    return f"{float(value):.4f}".rstrip("0").rstrip(".")


def place(one):
    """Return where a Quantity stands."""
    return one.start, one.end
