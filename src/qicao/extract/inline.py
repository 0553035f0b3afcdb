"""Series inside a paragraph: 主要有三个方面：一是…；二是…。"""

from dataclasses import dataclass
from itertools import pairwise

from qicao import markers

_ENDS = "。！？；"


@dataclass(frozen=True, slots=True)
class Run:
    """A series inside a paragraph: the words before it, its first ordinal, its items without theirs."""

    before: str
    marker: markers.Marker
    items: tuple


def runs(text, least=2):
    """Return (the series of a paragraph, the words after the last one); items end where the next begins.

    least: how many items make a series.
    """
    found = [marker for marker in markers.inside(text) if not marker.kind.level and marker.start]
    made, at = [], 0
    for series in _series(found, least):
        starts = [marker.start for marker in series]
        following = next((m.start for m in found if m.start > starts[-1] and m not in series), len(text))
        end = following if following == len(text) else _lead_in(text, starts[-1], following)
        cuts = [*starts, end]
        items = tuple(text[m.end : b] for m, (_, b) in zip(series, pairwise(cuts), strict=True))
        made.append(Run(text[at : starts[0]], series[0], items))
        at = end
    return tuple(made), text[at:]


def _series(found, least):
    """Yield the outer series among ordinals: those that count from one, in one form."""
    at = 0
    while at < len(found):
        first = found[at]
        series = [first]
        for marker in found[at + 1 :]:
            same = (marker.kind, marker.form) == (first.kind, first.form)
            if same and marker.number == len(series) + 1:
                series.append(marker)
            elif same:
                break
        if first.number == 1 and len(series) >= least:
            yield series
            at = found.index(series[-1])
        at += 1


def _lead_in(text, start, following):
    """Return where the sentence begins that announces the next series."""
    ended = max(text.rfind(mark, start, following - 1) for mark in _ENDS)
    return ended + 1 if ended >= 0 else following
