"""Headings on a line of their own: the mark they end in, and their length beside their siblings'."""

import re
from bisect import bisect_left

from qicao.lint.ordinals import levels
from qicao.lint.ordinals.chains import chains
from qicao.structure.formulas import wide

_MARKS = "。，；：、,;:"
_SAID = re.compile("(?:如下|以下.{0,8}|下列.{0,8})[：:]$")
_SENTENCE = re.compile("[。；！]$")
_GOES_ON = re.compile("[。；！？](?=.)")
_LONG, _SHORT = 1.9, 0.4  # of the median length of the siblings
_FAR = 10  # characters by which an unlike heading differs at least


def heading_mark(speech):
    """Find headings on a line of their own that end in a mark (15834 B.4); ？！…… may stand there."""
    outline = levels.lines(speech)
    known = levels.heads(speech.texts, outline)
    items = _items(speech)
    for at, part in enumerate(speech.parts):
        text = speech.texts[at].rstrip()
        if text[-1:] not in _MARKS or not part.depth or not outline[at].spoken:
            continue
        marker = known[at]
        if not _alone(part.block, text, marker) or _SAID.search(text):
            continue
        if marker and (at in items or _listed(speech.texts, known, at)):
            continue
        yield speech.find("heading-mark", at, len(text) - 1, len(text), "", words=text[-1])


def _alone(block, text, marker):
    """Tell whether a heading has its line for itself: one sentence, with an ordinal or a style."""
    if marker is None:
        return block.kind == "heading" and not re.search("[。；！？](?=.)", text)
    return bool(marker.kind.level) and not re.search("[。；！？!?;](?=.)", text[marker.end :])


def _items(speech):
    """Return the places of items that are one sentence each, with siblings that run on in their line."""
    found = set()
    for chain in chains(speech):
        at_heads = [one for one in chain.members if not one.marker.start]
        if len(at_heads) < 2 or not at_heads[0].marker.kind.level:
            continue
        short = {one.at for one in at_heads if not _runs_on(speech, one)}
        bare = {at for at in short if _SENTENCE.search(wide(speech.texts[at]))}
        if len(short) == 1 and short == bare and len(at_heads) > 2:
            found |= bare
        elif len(short) < len(at_heads):
            found |= {at for at in bare if not _has_body(speech, at)}
    return found


def _runs_on(speech, one):
    """Tell whether the matter of an item stands in its own line, behind its first sentence."""
    return bool(_GOES_ON.search(wide(speech.texts[one.at]), one.marker.end))


def _has_body(speech, at):
    """Tell whether a body stands below a line: what begins with no ordinal and is no heading."""
    known = levels.heads(speech.texts, levels.lines(speech))
    below = at + 1
    return below < len(known) and known[below] is None and not speech.parts[below].depth


def _listed(texts, known, at):
    """Tell whether a line is one of a list of sentences: its neighbour in the list ends in a mark too."""
    for other in (at - 1, at + 1):
        if not 0 <= other < len(texts) or known[other] is None:
            continue
        near, text = known[other], texts[other].rstrip()
        if near.kind != known[at].kind or re.search("[。！？](?=.)", text[near.end :]):
            continue
        if text[-1:] in f"{_MARKS}！？!?":
            return True
    return False


def parallel_headings(speech):
    """Find headings much longer or shorter than their siblings; the limits are a guess."""
    outline = levels.lines(speech)
    known = levels.heads(speech.texts, outline)
    items = _items(speech)
    groups, open_ = [], {}
    for at, part in enumerate(speech.parts):
        if not part.depth or not outline[at].spoken or at in items:
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
