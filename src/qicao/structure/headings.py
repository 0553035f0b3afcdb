"""Which paragraphs are headings: with an ordinal, with one of another kind, or with none at all."""

import re
from collections import Counter
from dataclasses import dataclass

from qicao import markers
from qicao.structure.formulas import is_formula, wide
from qicao.structure.paragraph import LONGEST, RUNS_ON, heads_a_body
from qicao.structure.series import families

_SLOGAN = 40  # characters, the longest heading that has no ordinal at all
_ENDED = re.compile("[。；：，、！…]$")
_DEEPEST = 4
_LIST = 3  # the level from which one-sentence items are a list, no headings


@dataclass(frozen=True, slots=True)
class _Head:
    """A heading: the series it belongs to, how high that stands (0 is highest), its number (0: none)."""

    series: str
    rank: float
    number: int


def headings(blocks):
    """Return {place: depth} of the headings of a speech, 1 at the top; run-in ones with their body too."""
    after = (*blocks[1:], None)
    ordinals = list(map(_ordinal, blocks))
    runs = list(_runs(ordinals))
    listed = _listed(blocks, ordinals, runs)
    known = families()
    found = {}
    for at, (block, marker) in enumerate(zip(blocks, ordinals, strict=True)):
        if block.kind == "body" and _is_section(block.text):
            found[at] = _Head("section", 0, 1)
        elif block.kind == "body" and after[at] and is_formula("counted", block.text):
            found[at] = _Head("counted", _DEEPEST + 1, 1)
        elif at not in listed and _is_heading(block, marker, after[at]):
            found[at] = _head(block, marker, known)
    for at in _alone(found, blocks):
        del found[at]
    for run in runs:
        if any(at in found and blocks[at].level for at in run):
            found.update({at: _head(blocks[at], ordinals[at], known) for at in run})
    for at in _slogans(blocks, found):
        found[at] = None
    return _depths(found)


def _alone(found, blocks):
    """Return the places of run-in items that would head a section as the only one of their series."""
    members = Counter(head.series for head in found.values())
    few = {at for at, head in found.items() if members[head.series] == 1}
    return [at for at in few if blocks[at].kind == "point" or found[at].series == "counted"]


def _ordinal(block):
    """Return the Marker of a heading or an item, None of anything else."""
    return markers.at_head(wide(block.text)) if block.kind in ("heading", "point") else None


def _is_section(text):
    return len(text) <= LONGEST and not RUNS_ON.search(text) and is_formula("section", text)


def _head(block, marker, known):
    if marker is None:
        return _Head(f"style {block.level}", block.level, 0)
    return _Head(known[marker.kind.name], marker.kind.level or _DEEPEST + 1, marker.number)


def _is_heading(block, marker, following):
    """Tell whether a paragraph heads what follows it, or its own body."""
    if block.kind == "point":
        return bool(block.level and block.lead < len(block.text)) or _points_down(block, marker, following)
    if block.kind != "heading":
        return False
    if marker is None or following is None or len(block.text) <= LONGEST:
        return True
    return following.kind == "body"


def _points_down(block, marker, following):
    """Tell whether a one-sentence item heads the paragraph after it."""
    if heads_a_body(block, following):
        return True
    if following is None or following.kind not in ("heading", "point") or len(block.text) > LONGEST:
        return False
    other = _ordinal(following)
    below = other and other.kind != marker.kind and other.number == 1
    return bool(block.lead >= len(block.text) and (below or marker.kind.level in (1, 2)))


def _runs(ordinals):
    """Yield the places of items that count on from one another with no body between them."""
    run = []
    for at, head in enumerate((*ordinals, None)):
        last = ordinals[run[-1]] if run else None
        if head and last and head.kind == last.kind and head.number == last.number + 1:
            run.append(at)
            continue
        if len(run) > 1:
            yield run
        run = [at] if head else []


def _listed(blocks, ordinals, runs):
    """Return the places of items that are one sentence each and follow one another: sentences of a list."""
    found = set()
    for run in runs:
        marker = ordinals[run[0]]
        parted = all(re.search("[；;]$", blocks[at].text) for at in run[:-1])
        if 0 < marker.kind.level < _LIST and not parted:
            continue
        if all(_is_sentence(blocks[at], ordinals[at]) for at in run[:-1]):
            last = _is_sentence(blocks[run[-1]], ordinals[run[-1]])
            found.update(run if last else run[:-1])
    return found


def _is_sentence(block, marker):
    text = wide(block.text)
    return bool(re.search("[。；！]$", text)) and not re.search("[。！？](?=.)", text[marker.end :])


def _slogans(blocks, found):
    """Return the places of headings that have no ordinal: one lost among others, or a speech of slogans."""
    short = [at for at in range(len(blocks) - 1) if at not in found and _is_slogan(blocks, at)]
    if not found:
        return short if len(short) > 1 else []
    first = min(found)
    second = found[first].number == 2
    return [at for at in short if at > first or second or (len(short) > 1 and found[first].number == 1)]


def _is_slogan(blocks, at):
    """Tell whether a line without an ordinal may be a heading: short, open, and followed by its matter."""
    block, following = blocks[at], blocks[at + 1]
    if block.kind != "body" or len(block.text) > _SLOGAN:
        return False
    text = wide(block.text)
    if len(text) < 2 or _ENDED.search(text) or RUNS_ON.search(text):
        return False
    if any(is_formula(role, text) for role in ("noise", "meta", "salutation", "cell")):
        return False
    if following.kind in ("heading", "point"):
        return True
    return following.kind == "body" and bool(re.search("[。！？：；]", wide(following.text)))


def _depths(found):
    """Return how deep each heading stands: a series goes on where it was, a new one opens below."""
    places = sorted(found)
    ahead = _ahead([found[at] for at in places])
    depths, stack = {}, []
    for at, later in zip(places, ahead, strict=True):
        head = found[at] or _lost(later, stack)
        names = [one.series for one in stack]
        if head.series in names:
            del stack[names.index(head.series) :]
        else:
            stack = [one for one in stack if one.rank < head.rank]
        stack.append(head)
        depths[at] = min(len(stack), _DEEPEST)
    return depths


def _ahead(heads):
    """Return for each heading the next one of each rank, none from behind a higher one."""
    made, ahead = [], {}
    for head in reversed(heads):
        made.append(ahead)
        if head:
            higher = {rank: one for rank, one in ahead.items() if rank < head.rank}
            ahead = {**higher, head.rank: head}
    return made[::-1]


def _lost(later, stack):
    """Return the heading that one without an ordinal stands for, from the headings before and after it."""
    following = later[max(later)] if later else None
    if following is None or following.number == 0:
        return _sibling(stack)
    for head in reversed(stack):
        # the next of its series, not counting what stands below, has jumped over one number
        resumed = later.get(max((rank for rank in later if rank <= head.rank), default=None))
        if resumed and resumed.series == head.series and resumed.number == head.number + 2:
            return _Head(head.series, head.rank, head.number + 1)
    if following.number == 2 and following.series not in [one.series for one in stack]:
        return _Head(following.series, following.rank, 1)
    if following.number == 1:
        return _Head("slogan", following.rank - 0.5, 0)
    return _sibling(stack)


def _sibling(stack):
    if stack:
        return _Head(stack[-1].series, stack[-1].rank, stack[-1].number)
    return _Head("slogan", 0.5, 0)
