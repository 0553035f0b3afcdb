"""Headings of a speech: which level stands where (9704 7.3.3)."""

from dataclasses import dataclass, replace
from functools import lru_cache
from typing import NamedTuple

from qicao import markers
from qicao.lint.ordinals.exchanged import exchanged
from qicao.lint.ordinals.printed import typed
from qicao.structure import is_formula
from qicao.structure.formulas import wide

_NEAR, _WINDOW = 6, 16  # headings before a fault that may be its cause, and on either side that are counted
_TRIED = 60  # faults of one speech that are looked into
_FRONT = ("title", "subtitle", "byline", "salutation", "cell")


class Line(NamedTuple):  # a tuple, since it is part of the key of what is worked out once
    """What the structure says of a paragraph: its kind, whether it is a heading, whether it is spoken."""

    kind: str
    depth: int
    spoken: bool


def lines(speech):
    """Return a Line for every paragraph of a Speech."""
    return tuple(
        Line(part.block.kind, part.depth, part.block.kind not in _FRONT and part.role != "meta")
        for part in speech.parts
    )


@lru_cache(maxsize=4)
def heads(texts, outline):
    """Return the Marker each paragraph begins with, None where it begins with none."""
    return tuple(
        markers.at_head(typed(wide(text[:24]))) if line.spoken and text else None
        for text, line in zip(texts, outline, strict=True)
    )


@dataclass(frozen=True, slots=True)
class _Token:
    """The ordinal of a heading: fresh where a list may begin anew, listed where a ： announces it."""

    at: int
    level: int  # 0: a part (第一部分), below which all begins anew
    number: int
    fresh: bool = False
    listed: bool = False
    heading: bool = False
    again: bool = False  # the same heading was the latest of its level: pasted twice


@lru_cache(maxsize=4)
def swap(texts, outline):
    """Return (paragraph, level, other) where two levels changed places throughout, None where none did."""
    run = _printed(texts, outline)
    found = exchanged([(one.level, one.number) for one in run])
    return found and (run[found[0]].at, *found[1:])


def _levels(texts, outline):
    """Return {level as printed: level as meant} of two levels that changed places."""
    found = swap(texts, outline)
    return {found[1]: found[2], found[2]: found[1]} if found else {}


@lru_cache(maxsize=4)
def tokens(texts, outline):
    """Return the headings of a speech at the levels they are meant to be."""
    run, meant = _printed(texts, outline), _levels(texts, outline)
    return tuple(replace(one, level=meant.get(one.level, one.level)) for one in run) if meant else run


@lru_cache(maxsize=4)
def placed(texts, outline):
    """Return {place: level it should have} of all headings that carry the ordinal of another level."""
    meant = _levels(texts, outline)
    moved = {one.at: one.level for one in tokens(texts, outline) if one.level in meant}
    return moved | strays(texts, outline)


@lru_cache(maxsize=4)
def _printed(texts, outline):
    """Return the ordinals of level 1 to 4 at the heads of paragraphs, and the parts of a long speech."""
    made, fresh, listed, latest = [], (-9, -9), False, {}
    for at, marker in enumerate(heads(texts, outline)):
        if not outline[at].spoken:
            continue
        if marker and marker.kind.level:
            announced = bool(at) and texts[at - 1].endswith(("：", ":"))
            listed = announced or (listed and bool(made) and made[-1].level == marker.kind.level)
            begins = announced or _begins(fresh, at, marker.kind.level)
            head, level = outline[at].depth > 0, marker.kind.level
            again = latest.get(level) == texts[at]
            latest = {high: text for high, text in latest.items() if high < level} | {level: texts[at]}
            made.append(_Token(at, level, marker.number, begins, listed, head, again))
            fresh = (-9, -9)
        elif marker is None and len(texts[at]) <= 60 and is_formula("section", texts[at]):
            made.append(_Token(at, 0, 0))
        elif marker or outline[at].depth:
            fresh = (at, fresh[1]) if marker is None else (fresh[0], at)
    return tuple(made)


def _begins(fresh, at, level):
    """Tell whether a list may begin anew: fresh are the places of the last other heading and outer item."""
    heading, item = fresh
    return (heading >= 0 and (level > 1 or at - heading <= 2)) or (item >= 0 and level > 2)


def _faults(run):
    """Return the places in a run of tokens whose number is not the next of its level."""
    last, through, below, found = [0] * 5, [0] * 5, [-1] * 5, []
    for place, one in enumerate(run):
        level, number = one.level, one.number
        runs = False
        if last[level] == 0:
            above = next((high for high in range(level - 1, 0, -1) if last[high]), 0)
            # sections may count on through the speech, below headings of the same level
            runs = number == through[level] + 1 and below[level] in (-1, above)
            if runs and above and number == last[above] + 1:  # or it is the next of those above
                runs = place + 1 < len(run) and run[place + 1].level == level
            below[level] = above
        if one.again and number == last[level]:
            runs = True
        if level and number != last[level] + 1 and not runs and not (number == 1 and one.fresh):
            found.append(place)
        last[level] = through[level] = number
        last[level + 1 :] = [0] * (4 - level)
    return found


@lru_cache(maxsize=4)
def strays(texts, outline):
    """Return {place: level it should have} of headings that carry the ordinal of another level."""
    run = list(tokens(texts, outline))
    found = {}
    if len(run) < 2:
        return found
    done = -1
    for _ in range(_TRIED):
        fault = next((place for place in _faults(run) if place > done), None)
        if fault is None:
            break
        better = _better(run, fault)
        if better:
            one, place = better
            if one.level != run[place].level:
                found[one.at] = one.level
            run[place] = one
        done = fault
    return found


def _better(run, fault):
    """Return (a heading set right, its place), the change that explains a fault best; None for none."""
    low, high = max(0, fault - _WINDOW), fault + _WINDOW
    part = run[low:high]
    present = {one.level for one in part} - {0}
    before = len(_faults(part))
    best = (0, False), None, None
    for place in _causes(run, fault, low):
        one = run[place]
        least = 1 if place == fault or _stands_for(one, run[fault]) else 2
        for level in present - {one.level} if one.level else ():
            if not _has(run, place, level):
                continue
            part[place - low] = replace(one, level=level)
            gain = before - len(_faults(part))
            part[place - low] = one
            weight = gain, _fits(part, place - low, level)
            if gain >= least and weight > best[0]:
                best = weight, place, level
    (gain, fits), place, level = best
    number, other = _number(part, fault - low, before)
    if other > gain or (place == fault and other == gain and (not fits or _is_double(part, fault - low))):
        return replace(run[fault], number=number), fault
    return None if place is None else (replace(run[place], level=level), place)


def _is_double(part, place):
    """Tell whether a heading has the number of the last of its own level."""
    level = part[place].level
    last = next((one for one in reversed(part[:place]) if one.level <= level), None)
    return bool(last) and last.level == level and last.number == part[place].number


def _causes(run, fault, low):
    """Yield the places of headings that may be the cause of a fault: those right before it, and the first."""
    last = max(low, fault - _NEAR)
    yield from range(fault, last - 1, -1)
    if low < last and run[fault].number == 2:
        first = next((place for place in range(low, last) if run[place].level), None)
        if first is not None and run[first].number == 1:
            yield first


def _number(part, place, before):
    """Return (the number a heading should have after its siblings, how many faults that explains)."""
    one = part[place]
    sibling = next((other for other in reversed(part[:place]) if other.level <= one.level), None)
    number = sibling.number + 1 if sibling and sibling.level == one.level else 1
    part[place] = replace(one, number=number)
    gain = before - len(_faults(part))
    part[place] = one
    return number, gain


def _fits(part, place, level):
    """Tell whether a heading is the next of those of another level."""
    nearest = next((other for other in reversed(part[:place]) if other.level <= level), None)
    return bool(nearest) and nearest.level == level and nearest.number + 1 == part[place].number


def _stands_for(one, fault):
    """Tell whether a heading would be the first of those a fault belongs to, or is its double."""
    first = one.number == 1 and fault.number == 2 and fault.level != one.level
    return first or (one.level == fault.level and one.number == fault.number > 1)


def _has(run, place, level):
    """Tell whether a sibling of that level stands near."""
    number = run[place].number
    near = (*run[max(0, place - _WINDOW) : place], *run[place + 1 : place + _WINDOW])
    return any(one.level == level and abs(one.number - number) == 1 for one in near)


@lru_cache(maxsize=4)
def leaps(texts, outline):
    """Return {place: why} of headings that climb back or leave a level out: "climb", "skip", "flat".

    "flat" is 一、 right above 1. in a section of these two levels, though others have （一）.
    """
    moved = strays(texts, outline)
    run = [replace(one, level=moved.get(one.at, one.level)) for one in tokens(texts, outline)]
    second = any(one.level == 2 for one in run)
    # of the headings above: their level, that of the first below them, and where it stands
    found, above = {}, [[0, 0, None]]
    for one in run:
        if not one.level:
            above = [[0, 0, None]]
            continue
        while above[-1][0] >= one.level:
            above.pop()
        parent, first, opened = above[-1]
        if parent and one.level < first:
            found[one.at] = "climb"
            found.pop(opened, None)
        elif parent and not first and _skips(one, parent, second):
            found[one.at] = "flat" if (parent, one.level) == (1, 3) else "skip"
        elif one.level > 3 and len(above) > 1 and found.get(above[1][2]) == "flat":
            found[above[1][2]] = "skip"
        if one.heading and not one.listed and (not first or one.level < first):
            above[-1][1:] = one.level, one.at
        above.append([one.level, 0, None])
    swapped = swap(texts, outline)
    return found | {swapped[0]: "climb"} if swapped else found


def _skips(one, parent, second):
    """Tell whether a heading leaves a level out; where none has （一）, 1. may stand right below 一、."""
    below = one.heading and not one.listed and one.level > parent + 1
    return below and (second or (parent, one.level) != (1, 3))


def level_order(speech):
    """Find headings whose ordinal is of another level than their place: 一、 （一） 1. （1） (9704 7.3.3)."""
    outline = lines(speech)
    known = heads(speech.texts, outline)
    names = {kind.level: kind for kind in reversed(markers.kinds()) if kind.level}
    moved, meant = strays(speech.texts, outline), _levels(speech.texts, outline)
    for at, level in moved.items():
        form = markers.write(names[meant.get(level, level)], known[at].number)
        yield speech.find("level-order.stray", at, 0, known[at].end, words=known[at].text, right=form)
    for at, why in leaps(speech.texts, outline).items():
        if at not in moved:
            yield speech.find(f"level-order.{why}", at, 0, known[at].end, words=known[at].text)
