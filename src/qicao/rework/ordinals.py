"""Ordinals after a merge: a series the template counts is counted anew, a person's new items within it."""

from dataclasses import dataclass

from qicao import markers


@dataclass(frozen=True, slots=True)
class Place:
    """A paragraph of the result: the ordinal it begins with (Marker or None), and the series it belongs to.

    series is the Ordinal that the template has counted, None for what a person has typed.
    """

    marker: object = None
    series: object = None
    offered: bool = False  # it is only suggested, and counted by nobody
    native: bool = False  # its ordinal is no text: it counts, but is not written
    new: bool = False  # a person has added it


def counted(places):
    """Return the text of the ordinal of each place, in order; None where it stays as it is."""
    kinds = {place.series.kind for place in places if place.series}
    heads, items, open_series, made = {}, {}, {}, []
    for at, place in enumerate(places):
        kind = place.marker.kind if place.marker else None
        if kind is None or place.offered or not (place.series or (place.new and kind.name in kinds)):
            made.append(None)
            continue
        if kind.level:
            heads = {level: count for level, count in heads.items() if level <= kind.level}
            number = heads[kind.level] = heads.get(kind.level, 0) + 1
            open_series = {}
        else:
            series = place.series.series if place.series else open_series.get(kind.name)
            series = _next_series(places[at:], kind) if series is None else series
            if series is None:
                made.append(None)
                continue
            open_series[kind.name] = series
            number = items[series] = items.get(series, 0) + 1
        made.append(None if place.native else markers.write(kind, number, place.marker.form or None))
    return made


def _next_series(places, kind):
    """Return the series that goes on below an item that a person has put before its first; None for none."""
    for place in places:
        if place.marker and place.marker.kind.level:
            return None
        if place.series and place.series.kind == kind.name:
            return place.series.series
    return None
