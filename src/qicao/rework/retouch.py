"""Words of a .docx replaced where they stand: at once, or as suggestions in tracked changes."""

from dataclasses import dataclass
from difflib import SequenceMatcher
from itertools import groupby

from lxml import etree

from qicao.document import AUTHOR
from qicao.ooxml import w
from qicao.readers.story import said
from qicao.rework.splitting import dressed_as, hint, needs_hint, part, put
from qicao.rework.spots import WORDS

_NEW = (w("ins"), w("moveTo"))
_LINE = set("\n\v\f\r\t")  # what no w:t shows


@dataclass(frozen=True, slots=True)
class Touch:
    """Characters of one element that go, and what comes in their place.

    after is a content control that ends there, behind which new words stand, or None.
    """

    element: object
    start: int
    end: int
    text: str
    order: tuple
    after: object = None


def touches(place):
    """Return (the touches that put a finding right, "") or ((), what keeps it from being done)."""
    finding = place.finding
    if place.why or _LINE & set(finding.fix):
        return (), place.why or "sign"
    made = []
    for start, end, text in changes(finding.words, finding.fix):
        start, end = start + finding.start, end + finding.start
        inner = place.spots[start:end]
        why = next((spot.why for spot in inner if spot.why), "")
        if why:
            return (), why
        if inner:
            made += _replaced(inner, text)
            continue
        found, why = _inserted(place.spots, start, text)
        if why:
            return (), why
        made.append(found)
    return tuple(made), ""


def changes(old, new):
    """Yield (start, end, words) of what has to be changed to make one text of another."""
    if len(old) != len(new):
        codes = SequenceMatcher(None, old, new, False).get_opcodes()
        yield from ((a, b, new[c:d]) for kind, a, b, c, d in codes if kind != "equal")
        return
    differs = groupby(range(len(old)), lambda at: old[at] != new[at])
    for run in (list(run) for differ, run in differs if differ):
        yield run[0], run[-1] + 1, new[run[0] : run[-1] + 1]


def _replaced(spots, text):
    """Return the touches of a stretch: each new character in place of one, where there are as many."""
    runs = [list(run) for _, run in groupby(spots, key=lambda spot: spot.order[0])]
    even, done = len(spots) == len(text), 0
    for run in runs:
        words = text[done : done + len(run)] if even else "" if done else text
        done += len(run)
        yield Touch(run[0].element, run[0].at, run[-1].at + 1, words, run[0].order)


def _inserted(spots, at, text):
    """Return (the touch that puts words before a character, "") or (None, what keeps it from being done).

    They go with the character before, and out of a content control that ends with it: a mark at the end of
    a paragraph is no part of a value.
    """
    before, after = spots[at - 1] if at else None, spots[at] if at < len(spots) else None
    beside = [spot for spot in (before, after) if spot is not None and spot.placed]
    if any(_offered(spot, spot is before) for spot in beside):
        return None, "suggested"
    if before is not None and before.placed and (found := _left(before)) is not None:
        return Touch(before.element, before.at + 1, before.at + 1, text, before.order, found), ""
    chosen = next((spot for spot in beside if not spot.why), None)
    if chosen is None:
        return None, next((one.why for one in (before, after) if one is not None), "lost")
    place = chosen.at + (chosen is before)
    return Touch(chosen.element, place, place, text, chosen.order), ""


def _left(spot):
    """Return the outermost control in a paragraph whose words end with a character, or None."""
    found = None
    for one in spot.element.iterancestors():
        if one.tag == w("p"):
            return found
        if one.tag == w("sdt"):
            *_, last = (child for child in one.iter() if isinstance(child.tag, str) and _shows(child))
            if last is not spot.element or spot.at + 1 < len(last.text or ""):
                return found
            found = one
    return None


def _shows(element):
    return bool(said(element)) or element.tag in (w("drawing"), w("pict"), w("object"))


def _offered(spot, behind):
    """Tell whether a suggestion of ours stands right behind a character, or right before it."""
    here = spot.element
    if spot.at + 1 < len(here.text or "") if behind else spot.at:
        return False
    while here.tag != w("p"):
        for one in here.itersiblings(preceding=not behind):
            if one.tag in _NEW and one.get(w("author")) == AUTHOR:
                return True
            if any(isinstance(child.tag, str) and _shows(child) for child in one.iter()):
                return False
        here = here.getparent()
    return False


# -- at once


def change(touch, pen):
    """Replace the words of a Touch."""
    element, run = touch.element, touch.element.getparent()
    if touch.after is not None:
        touch.after.addnext(dressed_as(run, touch.text))
    elif needs_hint(run, touch.text):
        part(element, touch.end, pen)
        alone = part(element, touch.start, pen)
        if touch.end == touch.start:
            made = dressed_as(run, touch.text)
            run.addnext(made) if alone is not run else run.addprevious(made)
            return
        hint(alone, touch.text)
        put(next(alone.iterchildren(*WORDS)), touch.text)
    else:
        put(element, element.text[: touch.start] + touch.text + element.text[touch.end :])
        if not element.text:
            _drop(element)


def _drop(element):
    """Take an empty w:t out, and its run where nothing else is left in it nor its holder emptied."""
    run = element.getparent()
    run.remove(element)
    if all(one.tag == w("rPr") for one in run) and len(run.getparent()) > 1:
        run.getparent().remove(run)


# -- as suggestions


def suggest(touch, pen):
    """Strike the words of a Touch out and put the new ones beside them, as tracked changes of ours."""
    element, run = touch.element, touch.element.getparent()
    if touch.after is not None:
        new = etree.Element(w("ins"), pen.signature())
        new.append(dressed_as(run, touch.text))
        touch.after.addnext(new)
        return
    part(element, touch.end, pen)
    begun = part(element, touch.start, pen)
    made = [dressed_as(run, touch.text)] if touch.text else []
    if touch.end == touch.start:
        before = begun is run and not touch.start
        _offer(run, made, pen, before)
        return
    struck = etree.Element(w("del"), pen.signature())
    begun.addprevious(struck)
    struck.append(begun)
    for one in begun.iterchildren(w("t")):
        one.tag = w("delText")
    if made:
        _offer(struck, made, pen, False)


def _offer(beside, made, pen, before):
    """Put an insertion of ours beside an element; one of somebody's that holds it is parted there."""
    new = etree.Element(w("ins"), pen.signature())
    new.extend(made)
    holder = beside.getparent()
    if holder.tag != w("ins"):
        beside.addprevious(new) if before else beside.addnext(new)
        return
    at = holder.index(beside) + (not before)
    rest = etree.Element(holder.tag, holder.attrib)
    rest.set(w("id"), str(pen.number()))
    rest.extend(holder[at:])
    holder.addnext(new)
    if len(rest):
        new.addnext(rest)
    if not len(holder):
        holder.getparent().remove(holder)
