"""Where the values of a paragraph stand after a person edited it, and what they have become.

A value is found by its content control, by the template's words on both sides, by the edge of the paragraph,
or by its own text. What cannot be told is None with a doubt, never a guess:

beside      words stand between the value and those of the template
reworded    the words around the value are gone
seam        no words part two values
edge        words were put before a value that begins the paragraph, or for the mark after one that ends it
gap-left    some of 〔待填：…〕 still stands; its place is known
gone        the value was deleted with words around it
moved       the text stands elsewhere; where its control does too, it is read there
overlap     two values claim the same words

A text that has a doubt was taken with care: beside (typed half outside its control), moved, multiplied (a
program saved it several times in a row; it is read once, its place is all of it; 5555 may be a figure).
"""

from qicao.trace.held import held_reading
from qicao.trace.loose import loose_readings, stretches
from qicao.trace.page import Control, Page, Reading, runs_of, sound
from qicao.trace.seats import seated

__all__ = ["Control", "Reading", "spans", "trace"]


def trace(parts, text, controls=()):
    """Return a Reading for each Field of parts, in order; text is what their joined texts became."""
    runs = runs_of(parts)
    old = "".join(run.text for run in runs)
    if old == text:
        return tuple(Reading(run.field, run.text, run.start, run.end) for run in runs if run.field)
    whole = sorted({(max(0, one.start), min(one.end, len(text)), one.path) for one in controls})
    held, spare = seated(Page(runs, old, text, {}), [one for one in whole if one[0] <= one[1]])
    page = Page(runs, old, text, held)
    found = {at: held_reading(page, at) for at in held}
    for low, high in stretches(page):
        found |= loose_readings(page, low, high)
    found = {at: _moved(runs, found[at], spare, text) for at in sorted(found)}
    return _apart(tuple(found.values()))


def spans(parts, text, controls=()):
    """Return (Field, start, end) for each value whose place in text is sure, in the order of the text."""
    placed = [one for one in trace(parts, text, controls) if 0 <= one.start < one.end]
    return tuple((one.field, one.start, one.end) for one in sorted(placed, key=lambda one: one.start))


def _apart(readings):
    """Return the readings; of two that claim the same words neither is believed."""
    placed = sorted((one.start, one.end, at) for at, one in enumerate(readings) if one.start < one.end)
    torn, reach, owner = set(), -1, -1
    for start, end, at in placed:
        if start < reach:
            torn |= {at, owner}
        if end > reach:
            reach, owner = end, at
    return tuple(
        Reading(one.field, None, doubt="overlap") if at in torn else one for at, one in enumerate(readings)
    )


def _moved(runs, reading, spare, text):
    """Return the reading of a value that was not found, from its control where that stands elsewhere now."""
    path = reading.field.path
    mine = [one for one in spare if one[2] == path and path]
    alone = sum(run.field.path == path for run in runs if run.field) == 1
    if reading.text or len(mine) != 1 or not alone or mine[0][0] == mine[0][1]:
        return reading
    start, end, _ = mine[0]
    return sound(reading.field, text[start:end], start, end, "moved")
