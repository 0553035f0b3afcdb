"""Which content control is whose."""

from collections import Counter
from itertools import pairwise

_CONTEXT = 4  # characters beside a control that are compared
_CELLS = 40_000  # values times controls; more of them are no speech


def seated(page, controls):
    """Return ({run: place of its control}, the controls that are left over)."""
    fields = [at for at, run in enumerate(page.runs) if run.field]
    paths = Counter(page.runs[at].field.path for at in fields)
    filled = list(_whole([one for one in controls if one[0] < one[1] or one[2]], paths))
    if len(fields) * len(filled) > _CELLS or len(filled) ** 2 > _CELLS:
        return {}, []
    seats = [one for one in filled if not any(_inside(one, other) for other in filled)]
    pairs = _chain(_fits(page, fields, seats))
    held = {fields[i]: seats[j][:2] for i, j in pairs}
    for at, after in pairwise(fields):
        if at in held and after in held:
            held[at] = (held[at][0], max(held[at][0], min(held[at][1], held[after][0])))
        elif at in held and _runs_on(page, at, after, held[at]):
            del held[at]
    return held, [seat for j, seat in enumerate(seats) if j not in {j for _, j in pairs}]


def _whole(controls, paths):
    """Yield the controls, that of one value cut in two as one; paths counts the values of each path."""
    left = Counter(path for *_, path in controls)
    last = None
    for start, end, path in controls:
        if last and path and last[2] == path and last[1] == start and left[path] > paths[path]:
            left[path] -= 1
            last = last[0], end, path
            continue
        if last:
            yield last
        last = start, end, path
    if last:
        yield last


def _inside(one, other):
    """Return whether a control stands in another, as a copy of a value does, or as one saved twice."""
    within = other[0] <= one[0] <= one[1] <= other[1] and other != one
    alike = one[2] in ("", other[2])
    return within and (alike or (other[0] < one[0] and one[1] < other[1])) and (other[:2] != one[:2] or alike)


def _runs_on(page, at, after, place):
    """Return whether a control holds the end of the next value too, after what parted them was deleted."""
    old, end = page.runs[at].text, page.runs[after].text[-2:]
    text = page.cut(place)
    return text != old and bool(end) and text.endswith(end) and not old.endswith(end)


def _fits(page, fields, seats):
    """Return how well each control suits each value, 0 for not at all: a row for each value."""
    runs = [page.runs[at] for at in fields]
    paths = [run.field.path for run in runs]
    tags = [path for *_, path in seats]
    turns = _turns(["" for _ in paths] if not any(tags) else paths, tags)
    ours = [
        (page.old[max(0, run.start - _CONTEXT) : run.start][::-1], page.old[run.end :][:_CONTEXT])
        for run in runs
    ]
    theirs = [
        (page.new[max(0, low - _CONTEXT) : low][::-1], page.new[high:][:_CONTEXT]) for low, high, _ in seats
    ]
    heads = [[(left[:1], right[:1]) for left, right in one] for one in (ours, theirs)]
    texts = [(page.new[low:high], page.new[low : high + 1]) for low, high, _ in seats]

    def fit(i, j):
        if tags[j] and tags[j] != paths[i]:
            return 0
        same, turn = runs[i].text in texts[j], (i, j) in turns
        known = tags[j] or turn or same
        if not known and heads[0][i] != heads[1][j]:
            return 0
        left, right = map(_alike, ours[i], theirs[j])
        if not known and left + right < _CONTEXT:
            return 0
        return 10 * bool(tags[j]) + 4 * turn + 4 * same + left + right + 1

    return [[fit(i, j) for j in range(len(seats))] for i in range(len(fields))]


def _turns(paths, tags):
    """Return the pairs of values and controls in the same turn, of paths that have as many of both."""
    pairs = set()
    for path in set(paths):
        ours = [i for i, one in enumerate(paths) if one == path]
        theirs = [j for j, one in enumerate(tags) if one == path]
        if len(ours) == len(theirs):
            pairs |= set(zip(ours, theirs, strict=True))
    return pairs


def _alike(old, new):
    """Return how many characters two contexts begin with alike; the most where an edge is near both."""
    size = min(len(old), len(new))
    while old[:size] != new[:size]:
        size -= 1
    return _CONTEXT if old == new else size


def _chain(fits):
    """Return the pairs of places, rising on both sides, that suit each other best."""
    rows, columns = len(fits), len(fits[0]) if fits else 0
    best = [[0] * (columns + 1) for _ in range(rows + 1)]
    for i in range(rows - 1, -1, -1):
        for j in range(columns - 1, -1, -1):
            pair = fits[i][j] + best[i + 1][j + 1] if fits[i][j] else 0
            best[i][j] = max(best[i + 1][j], best[i][j + 1], pair)
    pairs, i, j = [], 0, 0
    while i < rows and j < columns:
        if fits[i][j] and best[i][j] == fits[i][j] + best[i + 1][j + 1]:
            pairs.append((i, j))
            i, j = i + 1, j + 1
        elif best[i][j] == best[i + 1][j]:
            i += 1
        else:
            j += 1
    return pairs
