"""How a title is broken: into lines of like length, the first before a word that can begin one."""

import re

from qicao.problems import width


def indent(title, layout):
    """Return the twips to indent a title by on both sides, so that its lines are of like length."""
    em = int(layout["title_size"]) * 10
    room = int(layout["text_width"]) // em
    lines = len(wrapped(title, room))
    if lines < 2:
        return 0
    fits = [longest for longest in range(1, room + 1) if len(wrapped(title, longest)) == lines]
    breaks = {found.start() for found in re.finditer(layout["title_breaks"], title)}
    good = [longest for longest in fits if lines == 2 and wrapped(title, longest)[0] in breaks]
    return int((int(layout["text_width"]) - min(good or fits) * em) / 2 - em / 8)


def wrapped(title, longest):
    """Return where each line of a title ends when a line holds so many full-width characters."""
    ends, used = [], 0.0
    for unit in re.finditer(r"[!-~]+|.", title):
        latin = len(unit.group()) / 2 + 0.5  # letters and digits stay together, a quarter space on each side
        size = latin if unit.group().isascii() else width(unit.group()) / 2
        if used and used + size > longest:
            ends.append(unit.start())
            used = 0.0
        used += size
    return [*ends, len(title)]
