"""Which text has become which: paragraphs or sentences of two versions, moved ones too."""

import re
from bisect import bisect
from collections import Counter
from difflib import SequenceMatcher
from heapq import nsmallest
from itertools import pairwise

from qicao.tokens import rising, split

_SENTENCE = re.compile(r"\n|(?:[^。！？；…!?;\v\n]+[。！？；…!?;\v]*|[。！？；…!?;\v]+)[”’」』）)】》〉]*")
_NUMBER = re.compile(r"\d+(?:[.,]\d+)*")
_LITTLE, _ALIKE = 0.25, 0.5  # likeness that confirms a mark, and that is evidence by itself
_NEIGHBOUR = 0.1  # likeness that standing near the place expected is worth
_IN_GAP = 0.2  # likeness that standing between the same sure pairs is worth
_CHANCE = 16  # pairs of characters that a text may share with a longer one by chance
_COMMON = 32  # texts that share a pair of characters which tells nothing any more
_BEST, _NEAR = 6, 4  # candidates by what they share, and how far from the place expected
_SAME, _TOLD = 0.7, 6  # likeness, and characters, of a text that is known again far from its place
_PART = 0.6  # of a text, the least that must come from another for it to be a part of it
_LONG = 600  # tokens from which a diff leaves out what repeats


def align(old, new, hints=()):
    """Return {i: j}: text i of old has become text j of new, by equality, marks, likeness or place.

    hints: pairs (i, j) that identity marks suggest; they count where the texts are a little alike.
    """
    if list(old) == list(new):
        return {i: i for i in range(len(old))}
    hints = [(i, j) for i, j in hints if 0 <= i < len(old) and 0 <= j < len(new)]
    pairs = _equal(old, new, hints)
    _take(pairs, ((i, j) for i, j in hints if likeness(old[i], new[j]) >= _LITTLE))
    _pair_placed(old, new, pairs, hints)
    _pair_alike(old, new, pairs, _ALIKE)
    _pair_lone(old, new, pairs)
    return pairs


def alike(old, new, least):
    """Return {i: j} by equality and likeness alone."""
    pairs = _equal(old, new, ())
    _pair_alike(old, new, pairs, least)
    return pairs


def likeness(text, other):
    """Return from 0 to 1 how much of two texts is the same; figures that differ matter little."""
    return _likeness(_features(text), _features(other))


def _take(pairs, found):
    """Add the pairs of which neither text has been paired before, in their order."""
    taken = set(pairs.values())
    for i, j in found:
        if i not in pairs and j not in taken:
            pairs[i] = j
            taken.add(j)


def _pair_placed(old, new, pairs, hints):
    """Pair what a mark joins beside paired neighbours, though written anew, if no other is like it."""
    marked, taken = {j for _, j in hints}, set(pairs.values())
    for i, j in sorted(hints):
        beside = (i and pairs.get(i - 1) == j - 1) or pairs.get(i + 1) == j + 1
        if i in pairs or j in taken or not beside or not new[j].strip():
            continue
        near = (k for k in range(j - _NEAR, j + _NEAR + 1) if 0 <= k < len(new) and k not in marked | taken)
        if all(likeness(old[i], new[k]) < _ALIKE for k in near):
            pairs[i] = j
            taken.add(j)


def _features(text):
    """Return the pairs of characters, edges included and every number alike, and the numbers."""
    if not text.strip():
        return frozenset()
    plain = f"\2{_NUMBER.sub('0', text.strip())}\3"
    return _turns([*map("".join, pairwise(plain)), *_NUMBER.findall(text)])


def _turns(items):
    """Return items as a set in which one that comes again is another one."""
    seen = Counter(items)
    return frozenset(seen).union(
        *({(item, turn) for turn in range(1, seen[item])} for item in seen if seen[item] > 1)
    )


def _likeness(one, other):
    if not one or not other:
        return 0.0
    shared = len(one & other)
    return max(2 * shared / (len(one) + len(other)), shared / (min(len(one), len(other)) + _CHANCE))


def _equal(old, new, hints):
    """Pair equal texts: those that stand once, those marked, then the repeated ones with their neighbours."""
    places = {}
    for side, texts in enumerate((old, new)):
        for at, text in enumerate(texts):
            places.setdefault(text, ([], []))[side].append(at)
    both = {text: sides for text, sides in places.items() if all(sides)}
    pairs = {a[0]: b[0] for text, (a, b) in both.items() if len(a) == len(b) == 1 and text.strip()}
    _take(pairs, ((i, j) for i, j in hints if old[i] == new[j]))
    taken = set(pairs.values())
    for step in (1, -1):
        for i in sorted(pairs, reverse=step < 0):
            _walk(old, new, pairs, taken, (i, step))
    expected = _expected(pairs, len(old))
    for a, b in both.values():
        free = [j for j in b if j not in taken]
        for i in a:
            if free and i not in pairs:
                pairs[i] = free.pop(_nearest(free, expected[i]))
    return pairs


def _walk(old, new, pairs, taken, start):
    """Pair the equal texts that follow a pair in one direction."""
    i, step = start
    j = pairs[i] + step
    i += step
    while 0 <= i < len(old) and 0 <= j < len(new) and old[i] == new[j] and i not in pairs and j not in taken:
        pairs[i] = j
        taken.add(j)
        i, j = i + step, j + step


def _expected(pairs, count):
    """Return for each old text the place it would have right after its predecessor."""
    made, at = [], -1
    for i in range(count):
        at = pairs.get(i, at + 1)
        made.append(at)
    return made


def _gaps(pairs, left, ends):
    """Return for each text left the new places it has if nothing has moved across what is paired in order."""
    chain = [(-1, -1), *rising(sorted(pairs.items())), ends]
    places = {i: bisect(chain, (i,)) for i in left}
    return {i: range(chain[at - 1][1] + 1, chain[at][1]) for i, at in places.items()}


def _nearest(places, wanted):
    """Return which of some places in order is nearest."""
    at = bisect(places, wanted)
    return at - 1 if at == len(places) or (at and wanted - places[at - 1] <= places[at] - wanted) else at


def _pair_alike(old, new, pairs, least):
    """Pair what is left by likeness, the most alike first, the same neighbourhood preferred."""
    taken = set(pairs.values())
    left = {i: _features(old[i]) for i in range(len(old)) if i not in pairs and old[i].strip()}
    free = [j for j in range(len(new)) if j not in taken and new[j].strip()] if left else ()
    right = {j: _features(new[j]) for j in free}
    expected, gaps = _expected(pairs, len(old)), _gaps(pairs, left, (len(old), len(new)))
    scored = []
    for i, j in _candidates(left, right, expected):
        found = _likeness(left[i], right[j])
        if found >= least:
            away = abs(j - expected[i])
            bonus = _NEIGHBOUR * (away <= _NEAR) + _IN_GAP * (j in gaps[i])
            scored.append((-found - bonus, away, i, j))
    _take(pairs, ((i, j) for *_, i, j in sorted(scored)))


def _candidates(left, right, expected):
    """Yield the pairs worth comparing: those that share rare pairs of characters, and those in place."""
    index = {}
    for j, features in right.items():
        for feature in features:
            index.setdefault(feature, []).append(j)
    for i, features in left.items():
        shared = Counter()
        for feature in features:
            found = index.get(feature, ())
            if len(found) <= _COMMON:
                shared.update(found)
        best = nsmallest(_BEST, shared, key=lambda j: (-shared[j], j))
        near = range(expected[i] - _NEAR, expected[i] + _NEAR + 1)
        yield from ((i, j) for j in {*best, *near} & right.keys())


def _pair_lone(old, new, pairs):
    """Pair what alone is left between the same two neighbours, unless it is a part of one."""
    places = {-1: -1, len(old): len(new), **pairs}
    left = [i for i in range(len(old)) if i not in pairs and i - 1 in places and i + 1 in places]
    lone = [(i, places[i - 1] + 1) for i in left if places[i + 1] - places[i - 1] == 2]
    lone = [(i, j) for i, j in lone if old[i].strip() and new[j].strip()]
    _take(pairs, [(i, j) for i, j in lone if not _is_shared(old, new, pairs, (i, j))])


def _is_shared(old, new, pairs, pair):
    """Tell whether one of two texts is a part of what stands beside the other."""
    i, j = pair
    beside = [(old[at], new[pairs[at]]) for at in (i - 1, i + 1) if at in pairs]
    return likeness(old[i], new[j]) < _LITTLE and any(
        _is_part(old[i], _inner(after) - _inner(before)) or _is_part(new[j], _inner(before) - _inner(after))
        for before, after in beside
    )


def known_again(old, left, new, right):
    """Return the (i, j) of texts left over on two sides that are one."""
    left = [i for i in left if len(old[i]) >= _TOLD]
    right = [j for j in right if len(new[j]) >= _TOLD]
    found = alike([old[i] for i in left], [new[j] for j in right], _SAME)
    return [(left[i], right[j]) for i, j in found.items()]


def gathered(old, new, pairs):
    """Return ((i, …), (j, …)) for each text that was split into several, and for several joined into one."""
    back = {j: i for i, j in pairs.items()}
    splits = {i: parts for i, parts in _parts(old, new, pairs) if len(parts) > 1}
    joins = {j: parts for j, parts in _parts(new, old, back) if len(parts) > 1 and back[j] not in splits}
    return (*(((i,), parts) for i, parts in splits.items()), *((parts, (j,)) for j, parts in joins.items()))


def _parts(wholes, texts, pairs):
    """Yield (whole, parts): the text a whole is paired with, and the unpaired neighbours taken from it."""
    taken = set(pairs.values())
    for i, j in sorted(pairs.items()):
        if all(at in taken or not 0 <= at < len(texts) for at in (j - 1, j + 1)):
            continue
        rest, run = _inner(wholes[i]) - _inner(texts[j]), [j]
        for step in (1, -1):
            at = j + step
            while 0 <= at < len(texts) and at not in taken and _is_part(texts[at], rest):
                rest -= _inner(texts[at])
                taken.add(at)
                run.append(at)
                at += step
        yield i, tuple(sorted(run))


def _inner(text):
    return Counter(pairwise(split(text.strip())))


def _is_part(text, rest):
    """Tell whether most of a text stands in what is left of another."""
    inner = _inner(text)
    return inner.total() > 1 and (inner & rest).total() >= _PART * inner.total()


def sentences(text):
    """Return the sentences of a text; a line feed is one by itself."""
    return _SENTENCE.findall(text)


def changes(old, new):
    """Return (start, end, tokens) for each run of old tokens that others take the place of."""
    short = min(len(old), len(new))
    start = next((at for at in range(short) if old[at] != new[at]), short)
    end = next((at for at in range(short - start) if old[-1 - at] != new[-1 - at]), short - start)
    a, b = old[start : len(old) - end], new[start : len(new) - end]
    matcher = SequenceMatcher(None, a, b, autojunk=max(len(a), len(b)) > _LONG)
    return [
        (start + i, start + k, tuple(b[j:m])) for kind, i, k, j, m in matcher.get_opcodes() if kind != "equal"
    ]
