"""Values without content controls, between the words of the template."""

import re
from dataclasses import dataclass
from itertools import pairwise

from qicao import tokens
from qicao.trace.page import NUMERAL, Page, Reading, is_seam, numeral, sound
from qicao.trace.parted import parted


def stretches(page):
    """Yield (low, high): runs between values whose controls are known, with values among them."""
    stops = [-1, *sorted(page.held), len(page.runs)]
    for before, after in pairwise(stops):
        if any(run.field for run in page.runs[before + 1 : after]):
            yield before + 1, after


def loose_readings(page, low, high):
    """Return {run: Reading} of the values of a stretch without controls."""
    start = page.held[low - 1][1] if low else 0
    end = page.held[high][0] if high < len(page.runs) else len(page.new)
    found, made, text = _readings(page, low, high, start, end)
    for first, last, here, there in parted(page, made, low, text, found):
        found |= _readings(page, first, last, start + here, start + there)[0]
    for at in range(low + 1, high - 1):
        if not page.runs[at].field:
            _doubt_words(page.runs, at, found)
    for at in range(low, high - 1):
        if _meets(page, at) and any(found[one].text != page.runs[one].text for one in (at, at + 1)):
            found |= {one: Reading(page.runs[one].field, None, doubt="seam") for one in (at, at + 1)}
    return found


def _readings(page, low, high, start, end):
    """Return ({run: Reading}, the alignment, the text) of the runs in a stretch of text."""
    text = page.new[start:end]
    if high == len(page.runs) and page.closing(high - 1) and text and page.ended:
        text = text[:-1] + page.runs[-1].text[-1]
    runs = page.runs[low:high]
    made = tokens.align([(run.text, run.field is None) for run in runs], text)
    found = {}
    for at in range(low, high):
        if page.runs[at].field:
            stretch = _Stretch(page, made, low, high, start)
            found[at] = _read(stretch, at, found.get(at - 1))
    return found, made, text


def _doubt_words(runs, at, found):
    """Take back two values where a new one holds the words that stood between: which are those?

    Where these are more than a mark, and the other value is as it was, they are known by it.
    """
    words = runs[at].text
    both = [one for one in (at - 1, at + 1) if one in found]
    new = [one for one in both if found[one].text != runs[one].text]
    holds = [one for one in new if words in (found[one].text or "")[:-1] and words not in runs[one].text[:-1]]
    if holds and (len(new) > 1 or len(words) == 1 < len(both)):
        found |= {one: Reading(runs[one].field, None, doubt="beside") for one in both}


@dataclass(frozen=True, slots=True)
class _Stretch:
    """Runs without controls, what they became, and where in the text that begins."""

    page: Page
    made: tokens.Alignment
    low: int
    high: int
    start: int

    def end(self, at, step):
        """Return (low, high, doubt, whether its neighbour stands): where a value begins or ends."""
        edge, near, page = self.made.edge(at - self.low, step), at + step, self.page
        low, high = edge.low + self.start, edge.high + self.start
        outer, inner = (low, high) if step < 0 else (high, low)
        bounded = not self.low <= near < self.high or (step > 0 and page.closing(near))
        marked = step > 0 and page.closing(near) and near < self.high
        if marked and not page.ended and page.new[low:] not in ("", page.runs[near].text):
            return low, len(page.new), "edge", False
        if low == high and (edge.solid or edge.outer or bounded or self.made.intact(at - self.low)):
            return low, high, "", edge.outer or bounded
        if bounded and (near >= 0 or page.leads(at) or not edge.inner):
            return outer, outer, "", True
        if edge.outer and not edge.inner:
            return outer, outer, "", True
        if edge.inner and not edge.outer and self.made.intact(at - self.low):
            astray = self.astray(near, low, high)
            return (low, high, "beside", True) if astray else (inner, inner, "", False)
        if not (edge.inner and edge.outer):
            return low, high, "reworded", False
        return low, high, "edge" if near < 0 else "seam" if page.runs[near].field else "beside", True

    def astray(self, near, low, high):
        """Return whether what replaced a neighbour holds its words too, or is more than the figure it was."""
        run, text = self.page.runs[near], self.page.new[low:high]
        if run.field:
            return tokens.is_figure(run.text) and not tokens.is_figure(text)
        return run.text in text


def _read(stretch, at, before):
    """Return the reading of a value without a control; before is that of a value right before it."""
    page, field, old = stretch.page, stretch.page.runs[at].field, stretch.page.runs[at].text
    begin, end = stretch.end(at, -1), stretch.end(at, 1)
    if before and before.start >= 0 and tokens.is_figure(before.text or "") and not _meets(page, at - 1):
        begin = (before.end, before.end, "", True)
    if tokens.is_figure(old):
        begin, end = _figure(page, at, begin, end)
    doubts = {begin[2], end[2]}
    low, high = begin[0], end[1]
    if doubts == {""} and low <= high:
        return _bounded(page, at, low, high, begin[3] and end[3])
    if "reworded" in doubts:
        alone = _alone(page, old) if doubts <= {"", "reworded"} else -1
        if alone >= 0:
            return Reading(field, old, alone, alone + len(old))
        return Reading(field, None, doubt="reworded")
    whole = sound(field, page.new[low:high], low, high, "beside")
    return whole if whole.doubt != "beside" else Reading(field, None, doubt=max(doubts))


def _bounded(page, at, low, high, framed):
    """Return the reading of a value whose ends are known; framed where the words on both sides are there."""
    field, old, text = page.runs[at].field, page.runs[at].text, page.new[low:high]
    if not text and old:
        if not framed:
            return Reading(field, None, doubt="gone")
        if len(old) > 1 and page.new.count(old) >= page.old.count(old):
            return Reading(field, None, doubt="moved")
    if _outgrown(page, at, low, high):
        return Reading(field, None, doubt="beside")
    return sound(field, text, low, high)


def _outgrown(page, at, low, high):
    """Return whether a text is like the old one, 3月25日 or 47, but for words beside it."""
    old, text = (re.sub("[0-9０-９.．]+", "0", one) for one in (page.runs[at].text, page.new[low:high]))
    before, found, after = text.partition(old)
    if "0" not in old or not found or (tokens.is_figure(old) and not re.sub(NUMERAL, "", text)):
        return False
    return bool((before and at) or (after and not page.closing(at + 1)))


def _figure(page, at, begin, end):
    """Return the ends of a figure, one of which may be known from the other."""
    pieces = tokens.split(page.new[begin[0] : end[1]]) or ("",)
    seam = is_seam(page, at, 1)
    if _meets(page, at) or _meets(page, at - 1):
        return begin, end
    if not begin[2] and (seam or end[2] == "reworded") and tokens.is_figure(pieces[0]):
        high = begin[0] + len(pieces[0])
        if seam or not numeral(page.new[high : high + 1]):
            end = (high, high, "", end[3])
    elif not end[2] and begin[2] == "reworded" and tokens.is_figure(pieces[-1]):
        low = end[0] - len(pieces[-1])
        if not numeral(page.new[max(0, low - 1) : low]):
            begin = (low, low, "", begin[3])
    return begin, end


def _meets(page, at):
    """Return whether the end of a value and the begin of the next one are seen as one figure."""
    if at < 0 or page.runs[at].field is None or not is_seam(page, at, 1):
        return False
    return not tokens.parts_at(page.old, page.runs[at].end)


def _alone(page, text):
    """Return where a text stands, if it stood and stands once and is not there by chance, or -1."""
    enough = len(text) > (2 if tokens.is_figure(text) else 1)
    if not enough or page.new.count(text) != 1 or page.old.count(text) != 1:
        return -1
    at = page.new.find(text)
    return at if tokens.parts_at(page.new, at) and tokens.parts_at(page.new, at + len(text)) else -1
