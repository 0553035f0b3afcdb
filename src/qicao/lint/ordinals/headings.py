"""Headings on a line of their own: the mark they end in, and their length beside their siblings'."""

import re
from bisect import bisect_left

from qicao.lint.ordinals import levels

_MARKS = "。，；：、,;:"
_SAID = re.compile("(?:如下|以下.{0,8}|下列.{0,8})[：:]$")
_LONG, _SHORT = 1.9, 0.4  # of the median length of the siblings
_FAR = 10  # characters by which an unlike heading differs at least


def heading_mark(speech):
    """Find headings on a line of their own that end in a mark (15834 B.4); ？！…… may stand there."""
    outline = levels.lines(speech)
    known = levels.heads(speech.texts, outline)
    for at, part in enumerate(speech.parts):
        text = speech.texts[at].rstrip()
        if text[-1:] not in _MARKS or not part.depth or not outline[at].spoken:
            continue
        marker = known[at]
        if not _alone(part.block, text, marker) or _SAID.search(text):
            continue
        if marker and _listed(speech.texts, known, at):
            continue
        yield speech.find("heading-mark", at, len(text) - 1, len(text), "", words=text[-1])


def _alone(block, text, marker):
    """Tell whether a heading has its line for itself: one sentence, with an ordinal or a style."""
    if marker is None:
        return block.kind == "heading" and not re.search("[。；！？](?=.)", text)
    return bool(marker.kind.level) and not re.search("[。；！？!?;](?=.)", text[marker.end :])


def _listed(texts, known, at):
    """Tell whether a line is one of a list of sentences: its neighbour in the list ends in a mark too."""
    for other, step in ((at - 1, -1), (at + 1, 1)):
        if not 0 <= other < len(texts) or known[other] is None:
            continue
        near, text = known[other], texts[other].rstrip()
        same = near.kind == known[at].kind and near.number == known[at].number + step
        if not same or re.search("[。！？](?=.)", text[near.end :]):
            continue
        if text[-1:] in f"{_MARKS}！？!?":
            return True
    return False


def parallel_headings(speech):
    """Find headings much longer or shorter than their siblings; the limits are a guess."""
    outline = levels.lines(speech)
    known = levels.heads(speech.texts, outline)
    groups, open_ = [], {}
    for at, part in enumerate(speech.parts):
        if not part.depth or not outline[at].spoken:
            continue
        open_ = {depth: group for depth, group in open_.items() if depth <= part.depth}
        if part.depth not in open_:
            open_[part.depth] = []
            groups.append(open_[part.depth])
        start = known[at].end if known[at] else 0
        stop = part.block.lead if part.block.kind == "point" else len(speech.texts[at])
        open_[part.depth].append((at, start, stop))
    for group in groups:
        yield from _unlike(speech, group)


def _unlike(speech, group):
    """Yield the headings of a group whose length is another than that of all others."""
    ordered = sorted(stop - start for _, start, stop in group)
    for at, start, stop in group if len(group) > 1 else ():
        length = stop - start
        own = bisect_left(ordered, length)
        others = ordered[:own] + ordered[own + 1 :]
        usual = (others[(len(others) - 1) // 2] + others[len(others) // 2]) / 2  # the median
        unlike = length > usual * _LONG or (length < usual * _SHORT and len(others) > 1)
        if unlike and abs(length - usual) >= _FAR and others[-1] - others[0] <= usual:
            yield speech.find("parallel-headings", at, start, stop, length=length, usual=round(usual))
