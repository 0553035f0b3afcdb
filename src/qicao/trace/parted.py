"""Values parted by single marks, 、 or 。, told apart by counting the marks."""

from itertools import pairwise

from qicao import tokens

_FIRM = 2  # tokens of the template's words that are no accident


def parted(page, made, low, text, found):
    """Yield (first run, end, start, end in text) of each value that the marks between values tell apart.

    made is the alignment of the runs from low on and their text, found are the readings so far. Marks are
    counted only where two values beside one are not known, from firm words to firm words.
    """
    done = low
    for at in range(low + 1, low + len(made.fixed) - 1):
        beside = [found.get(one) for one in (at - 1, at + 1)]
        if at < done or not _is_mark(page, at) or any(one is None or one.text is not None for one in beside):
            continue
        first, last = _reach(page, made, low, at, -1), _reach(page, made, low, at, 1)
        done = last
        yield from _pieces(page, made, low, text, first, last)


def _is_mark(page, at):
    text = page.runs[at].text
    return page.runs[at].field is None and len(text) == 1 and not text.isalnum()


def _reach(page, made, low, at, step):
    """Return where the runs around a mark end, in a direction, that stand between firm words."""
    here = at
    while 0 <= here - low < len(made.fixed):
        firm = made.fixed[here - low] and len(tokens.split(page.runs[here].text)) >= _FIRM
        if firm and made.intact(here - low):
            break
        here += step
    return here + 1 if step < 0 else here


def _pieces(page, made, low, text, first, last):
    """Yield the pieces of the runs from first to last, if their marks are as many as they were."""
    inside = range(first, last)
    marks = [at for at in inside if page.runs[at].field is None]
    old = [made.bounds[at - low] for at in marks]
    start = made.place(first - 1 - low)[1] if first > low else 0
    end = made.place(last - low)[0] if last < low + len(made.fixed) else made.spots[-1]
    kinds = {page.runs[at].text for at in marks}
    spots = [at for at in range(start, end) if text[at] in kinds]
    known = "".join(page.runs[at].text for at in inside)
    said = [[one for one in words if one in kinds] for words in (known, text[start:end])]
    if not all(_is_mark(page, at) for at in marks) or said[0] != said[1] or len(said[0]) != len(marks):
        return
    if _crosses(made, old, spots):
        return
    cuts = [first - 1, *marks, last]
    edges = [start - 1, *spots, end]
    for (a, b), (c, d) in zip(pairwise(cuts), pairwise(edges), strict=True):
        if a + 1 < b:
            yield a + 1, b, c + 1, d


def _crosses(made, old, spots):
    """Return whether words that were kept stand on the other side of a mark now."""
    for at, place in zip(old, spots, strict=True):
        sides = [(one < at, made.spots[there] < place) for one, there in enumerate(made.found) if there >= 0]
        if sum(was != now for was, now in sides) >= _FIRM + 1:
            return True
    return False
