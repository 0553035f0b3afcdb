"""Ordinals after a merge: a series the template counts is counted anew, a person's new items within it."""

from dataclasses import dataclass
from itertools import takewhile

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
    more: int = 0  # items of the series that a person has joined to it


def head(block):
    """Return the ordinal a Block begins with, as text."""
    if block.ordinal:
        return block.ordinal.text
    marker = markers.at_head(block.text)
    return marker.text if marker else ""


def numbered(changes, is_sure=True):
    """Return the ordinal that each Change of a merge begins with; theirs stays where nothing is sure."""
    taken = _taken(changes) if is_sure else {}
    places = [_place(change, taken) if is_sure else Place() for change in changes]
    return [
        _head(change, taken) if number is None else number
        for change, number in zip(changes, counted(places), strict=True)
    ]


def _taken(changes):
    """Return {series: a Marker, or None} where a person has given all its items another ordinal, or none."""
    heads = {}
    for change in changes:
        if change.lines and change.ours and change.ours.ordinal:
            line = change.lines[0]
            heads.setdefault(_series(change.ours.ordinal), []).append(line.label or line.head)
    return {series: own[0] for series, own in heads.items() if _is_other(series[0], own)}


def _series(ordinal):
    return ordinal.kind, ordinal.series


def _is_other(kind, heads):
    """Tell whether ordinals are all of a kind that was not drafted, or all lacking, two or more."""
    if None in heads:
        return len(heads) > 1 and set(heads) == {None}
    names = {isinstance(one, str) or one.kind.name for one in heads}
    return len(names) == 1 and not names & {True, kind}


def _place(change, taken):
    series = next((block.ordinal for block in (change.ours, change.base) if block and block.ordinal), None)
    other = taken.get(_series(series), False) if series else False
    if change.gone or change.leaves or other is None:
        return Place()
    series = series._replace(kind=other.kind.name) if other else series
    if not change.lines:
        marker = other or markers.at_head(head(change.ours))
        return Place(marker, series, offered=change.clash)
    line = change.lines[0]
    marker = line.head
    if series and marker and line.counted:  # 第四， goes on from 再次，
        marker = marker._replace(kind=markers.kind(series.kind))
    kept = series and marker and marker.kind.name == series.kind
    return Place(
        marker,
        series if kept else None,
        native=bool(line.label),
        new=not change.base and not change.ours,
        more=_joined(change, marker) if marker else 0,
    )


def _joined(change, marker):
    """Return how many items of its series a person has joined to a paragraph, one number after the other."""
    block = change.ours or change.base
    return _inside(marker, change.strand.text) - (
        _inside(marker, block.text[len(head(block)) :]) if block else 0
    )


def _inside(marker, text):
    numbers = [one.number for one in markers.inside(text) if one.kind == marker.kind]
    goes_on = enumerate(numbers, marker.number + 1)
    return sum(1 for _ in takewhile(lambda pair: pair[0] == pair[1], goes_on))


def _head(change, taken):
    """Return the ordinal of a paragraph that is not counted: the person's, else that of the new draft."""
    if not change.lines:
        ordinal = change.ours.ordinal
        other = taken.get(_series(ordinal), False) if ordinal else False
        if other is False:
            return head(change.ours)
        return markers.write(other.kind, ordinal.number, other.form or None) if other else ""
    line = change.lines[0]
    own = line.text[: line.start]
    if change.ours and change.base and own == head(change.base) and not line.label:
        return head(change.ours)
    return own


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
            number = heads.get(kind.level, 0) + 1
            heads[kind.level] = number + place.more
            open_series = {}
        else:
            series = place.series.series if place.series else open_series.get(kind.name)
            series = _next_series(places[at:], kind) if series is None else series
            if series is None:
                made.append(None)
                continue
            open_series[kind.name] = series
            number = items.get(series, 0) + 1
            items[series] = number + place.more
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
