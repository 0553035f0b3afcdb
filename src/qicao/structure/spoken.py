"""How long a speech is: the characters that are spoken, the minutes they take, part by part."""

from dataclasses import dataclass
from itertools import pairwise

RATE, SLOW, FAST = 180, 150, 200  # characters a minute, and from where to where (FACTS.md 2, length)
_UNSPOKEN = ("noise", "meta", "title")


@dataclass(frozen=True, slots=True)
class Stretch:
    """What is spoken between two top headings: its role, where it begins, its characters.

    role is opening, demand_heading or closing; at is the place of its first paragraph.
    """

    role: str
    at: int
    characters: int


def characters(parts):
    """Return the characters that are spoken, marks among them, the title block not."""
    return sum(len(part.block.text) for part in parts if part.role not in _UNSPOKEN)


def minutes(count, rate=RATE):
    """Return the minutes that characters take, as a whole number of one or more."""
    return max(1, round(count / rate))


def stretches(parts):
    """Return the opening, each top section with its heading, and the closing of a speech."""
    starts = []
    for at, part in enumerate(parts):
        if part.role in _UNSPOKEN:
            continue
        now = starts[-1][0] if starts else ""
        role = _begins(part, now)
        if role:
            starts.append((role, at))
    made = []
    for (role, at), (_, end) in pairwise([*starts, ("", len(parts))]):
        made.append(Stretch(role, at, characters(parts[at:end])))
    return tuple(made)


def _begins(part, now):
    """Return the role of the stretch that begins with a paragraph, "" where none does."""
    if part.role == "closing":
        return "" if now == "closing" else "closing"
    if part.role == "demand_heading" and part.depth == 1:
        return "demand_heading"
    if part.role == "demand_body" and now in ("", "opening"):
        return "demand_heading"
    return "" if now else "opening"
