"""Text in tokens (figures, latin words, single characters), and what of them an edit kept."""

import re
from bisect import bisect_left, bisect_right
from dataclasses import dataclass
from itertools import accumulate

_FIGURE = "[0-9０-９]+(?:[.．,][0-9０-９]+)*"
_TOKEN = re.compile(f"{_FIGURE}|[A-Za-z]+|.", re.S)
_SIZES = (8, 4, 3, 2)  # tokens in a row that stand once in either text: long ones first, no single one
_FIRM, _SOLID = 3, 4  # tokens in a row beside an edge


def split(text):
    """Return the tokens of a text."""
    return tuple(_TOKEN.findall(text))


def offsets(tokens):
    """Return where each token starts, and where the last one ends, in characters."""
    return tuple(accumulate(map(len, tokens), initial=0))


def parts_at(text, at):
    """Return whether a token ends at a place in a text, and another begins."""
    first = max(0, at - 2)
    return at - first in offsets(split(text[first : at + 2]))


def is_figure(text):
    """Return whether a text is one figure, 264 or 1.4."""
    return bool(re.fullmatch(_FIGURE, text))


@dataclass(frozen=True, slots=True)
class Edge:
    """Where the edge of a run stands now: a character between low and high, the same where it is sure.

    outer and inner say whether the words on that side of the edge are still there, solid whether those
    before low and after high are no accident.
    """

    low: int
    high: int
    outer: bool
    inner: bool
    solid: bool


@dataclass(frozen=True, slots=True)
class Alignment:
    """Runs of text, each fixed words or free, laid beside what they became."""

    bounds: tuple  # where each run begins, in tokens, and where the last one ends
    fixed: tuple  # by run
    found: list  # for each old token where it stands in the new ones, or -1
    loose: dict  # {place in old: (start, end)} where the same insertion may stand
    spots: tuple  # where each new token starts, in characters

    def intact(self, at):
        """Return whether a run stands as it was, in one piece."""
        low, high = self.bounds[at : at + 2]
        places = self.found[low:high]
        return low < high and places[0] >= 0 and places == list(range(places[0], places[0] + high - low))

    def place(self, at):
        """Return where an intact run stands, in characters."""
        low, high = self.bounds[at : at + 2]
        return self.spots[self.found[low]], self.spots[self.found[high - 1] + 1]

    def edge(self, at, step):
        """Return the Edge where a run begins (step -1) or ends (1)."""
        here = self.bounds[at + (step > 0)]
        left, right = here - 1, here
        while left >= 0 and self.found[left] < 0:
            left -= 1
        while right < len(self.found) and self.found[right] < 0:
            right += 1
        low = self.found[left] + 1 if left >= 0 else 0
        high = self.found[right] if right < len(self.found) else len(self.spots) - 1
        low, high = self.loose.get(here, (low, high))
        kept = left == here - 1, right == here
        outer, inner = kept[step > 0], kept[step < 0]
        solid = self._solid(left, -1) and self._solid(right, 1)
        return Edge(self.spots[low], self.spots[high], outer and self._firm(at + step, step), inner, solid)

    def _solid(self, at, step):
        """Return whether several tokens in a row were kept from here on, or all that there are."""
        row = range(at, len(self.found), 1) if step > 0 else range(at, -1, -1)
        return all(self.found[place] == self.found[at] + step * n for n, place in enumerate(row[:_SOLID]))

    def _firm(self, at, step):
        """Return whether what is left of a neighbour is no accident: all of it, or three tokens in a row."""
        if not 0 <= at < len(self.fixed) or self.intact(at):
            return True
        low, high = self.bounds[at : at + 2]
        if low == high or not self.fixed[at]:
            return False
        near = range(low, high) if step > 0 else range(high - 1, low - 1, -1)
        first = self.found[near[0]]
        alike = [self.found[place] == first + step * n for n, place in enumerate(near[:_FIRM])]
        return all(alike) and len(alike) == _FIRM


def align(runs, text):
    """Return the Alignment of runs, pairs (text, whether it is fixed), and what their text became."""
    pieces = [split(words) for words, _ in runs]
    bounds = tuple(accumulate(map(len, pieces), initial=0))
    fixed = tuple(one for _, one in runs)
    old = tuple(token for piece in pieces for token in piece)
    joints = _joints(old)
    new = tuple(one for token in split(text) for one in joints.get(token, (token,)))
    words = {place for at, one in enumerate(fixed) if one for place in range(*bounds[at : at + 2])}
    found, loose = match(old, new, bounds, words)
    made = Alignment(bounds, fixed, found, loose, offsets(new))
    for hole in _holes(found, len(new)):
        _embed(made, pieces, new, hole)
    return made


def _joints(old):
    """Return {token that a text shows where runs meet: what of it is in each}, as 012 of 0 and 12."""
    joints, at = {}, 0
    for token in split("".join(old)):
        first, size = at, 0
        while size < len(token):
            size += len(old[at])
            at += 1
        joints.update({token: old[first:at]} if at - first > 1 else {})
    return joints


def _embed(made, pieces, new, hole):
    """Keep the fixed runs in a hole from one free run to another where they fit in only one way."""
    low, high, start, end = hole
    first, last = bisect_right(made.bounds, low) - 1, bisect_right(made.bounds, high - 1) - 1
    words = [at for at in range(first, last + 1) if made.fixed[at]]
    if start == end or low == high or not words or made.fixed[first] or made.fixed[last]:
        return
    asked = [pieces[at] for at in words]
    places = _fit(asked, new[start:end])
    mirrored = _fit([piece[::-1] for piece in asked[::-1]], new[start:end][::-1])[::-1]
    for at, piece, place, other in zip(words, asked, places, mirrored, strict=False):
        if place == end - start - other - len(piece):
            low = made.bounds[at]
            made.found[low : low + len(piece)] = range(start + place, start + place + len(piece))


def _fit(pieces, new):
    """Return where pieces stand in tokens, each as early as can be, or [] where they do not."""
    places, at = [], 0
    for piece in pieces:
        while new[at : at + len(piece)] != piece:
            if at >= len(new):
                return []
            at += 1
        places.append(at)
        at += len(piece)
    return places


def match(old, new, seams=(), words=()):
    """Return (for each old token where it stands in the new ones or -1, where inserted tokens may stand).

    seams are the places in old where a part begins or ends, words which of its tokens are fixed: of deletions
    that leave the same text the one is taken that ends at seams and spares words. The second result says, for
    each place in old that tokens may have been put in, between which places in new they stand.
    """
    found = [-1] * len(old)
    gaps = [(0, len(old), 0, len(new))]
    while gaps:
        gap = _trim(old, new, found, *gaps.pop())
        gaps += _between(_anchors(old, new, gap), found, gap)
    seams, words = frozenset(seams), frozenset(words)
    loose = {}
    for low, high, start, end in _holes(found, len(new)):
        if start == end:
            _slide(old, found, low, high, seams, words)
        elif low == high:
            loose.update(_sliding(new, found, low, start, end))
    return found, loose


def _trim(old, new, found, low, high, start, end):
    """Keep what both begin and end with; return the rest."""
    while low < high and start < end and old[low] == new[start]:
        found[low] = start
        low, start = low + 1, start + 1
    while low < high and start < end and old[high - 1] == new[end - 1]:
        high, end = high - 1, end - 1
        found[high] = end
    return low, high, start, end


def _anchors(old, new, gap):
    """Return (size, pairs of places in old and new where the longest runs begin that stand once in both)."""
    low, high, start, end = gap
    for size in _SIZES:
        theirs = _once(new, start, end, size)
        pairs = [(i, theirs[run]) for run, i in _once(old, low, high, size).items() if run in theirs]
        if pairs:
            return size, rising(sorted(pairs))
    return 0, []


def _once(tokens, low, high, size):
    """Return {run: its place} of the runs that stand once."""
    seen = {}
    for at in range(low, high - size + 1):
        run = tokens[at : at + size]
        seen[run] = -1 if run in seen else at
    return {run: at for run, at in seen.items() if at >= 0}


def rising(pairs):
    """Return the longest chain of pairs that rises on both sides."""
    tops, last, before = [], [], {}
    for i, j in pairs:
        at = bisect_left(tops, j)
        tops[at : at + 1] = [j]
        last[at : at + 1] = [(i, j)]
        before[i, j] = last[at - 1] if at else None
    chain = []
    one = last[-1] if last else None
    while one:
        chain.append(one)
        one = before[one]
    return chain[::-1]


def _between(anchors, found, gap):
    """Keep the anchored runs; return the gaps between them."""
    size, pairs = anchors
    low, high, start, end = gap
    gaps = []
    for i, j in pairs:
        skew = i - low == j - start
        if (i < low or j < start) and not skew:  # overlaps the run before, shifted
            continue
        if i > low or j > start:
            gaps.append((low, i, start, j))
        found[max(i, low) : i + size] = range(max(j, start), j + size)
        low, start = i + size, j + size
    return [*gaps, (low, high, start, end)] if pairs else []


def _holes(found, total):
    """Return (low, high, start, end): places in old and new between which nothing was kept."""
    holes, low, start = [], 0, 0
    for at, place in [*enumerate(found), (len(found), total)]:
        if place >= 0:
            if at > low or place > start:
                holes.append((low, at, start, place))
            low, start = at + 1, place + 1
    return holes


def _slide(old, found, low, high, seams, words):
    """Move a deletion to where it ends at more seams, or spares the template's words."""

    def worth(by):
        ends = (low + by in seams) + (high + by in seams)
        return ends, -sum(at in words for at in range(low + by, high + by)), -abs(by)

    by = max((*_shifts(old, found, low, high, -1), *_shifts(old, found, low, high, 1)), key=worth)
    moved = range(low + by, low) if by < 0 else range(high, high + by)
    places = [found[at] for at in moved]
    for at in moved:
        found[at] = -1
    first = high + by if by < 0 else low
    found[first : first + len(places)] = places


def _shifts(old, found, low, high, step):
    """Yield how far a deletion may move in a direction and leave the same text, as far as it is long."""
    yield 0
    for by in range(1, high - low + 1):
        into, out = (low - by, high - by) if step < 0 else (high + by - 1, low + by - 1)
        near = (low if step < 0 else high - 1) + step
        if not 0 <= into < len(old) or old[into] != old[out] or found[into] < 0:
            return
        if found[into] != found[near] + (by - 1) * step:
            return
        yield by * step


def _sliding(new, found, at, start, end):
    """Yield (place in old, (start, end)) for each place where the same insertion may stand."""
    yield at, (start, end)
    here, low, high = at, start, end
    while here and found[here - 1] == low - 1 and new[low - 1] == new[high - 1]:
        here, low, high = here - 1, low - 1, high - 1
        yield here, (low, high)
    while at < len(found) and found[at] == end and new[end] == new[start]:
        at, start, end = at + 1, start + 1, end + 1
        yield at, (start, end)
