"""Speeches laid side by side: node by node, then word by word, into one pattern."""

from dataclasses import dataclass

from qicao.extract import series
from qicao.extract.pattern import Hole, Line, Loop, Words, pooled, present
from qicao.extract.speech import FRONT, Series

_SURE, _LIKELY = 1000, 60  # bits: nodes that must stand side by side, and that should
_KIN = 24  # bits two paragraphs must share to stand side by side
_FEW = 0.5  # of the instances, the least that must have what is not put among the rest
_SHORT = 30  # characters, the longest line that may be one of a list
_SAMPLE = 6  # members of a column a further node is compared with


@dataclass(frozen=True, slots=True)
class Scope:
    """What differs between one speech and several.

    parts(texts, role, hint) makes parts of a pattern of texts that stand in one place, kinship(text, other)
    is what they share in bits, fixed(rows) gives the members of series that are written out (series.py).
    """

    parts: object
    kinship: object
    fixed: object


def sequence(instances, scope):
    """Return the lines and loops of nodes that stand in the same place of several instances."""
    count = len(instances)
    made, rest = [], {}
    for column in _columns(instances, scope):
        if _firm(column, count):
            made += _leftover(rest, count)
            rest = {}
            made += _pattern(column, count, scope)
        else:
            for i, node in column.items():
                rest.setdefault(i, []).append(node)
    return tuple(_joined([*made, *_leftover(rest, count)]))


def _firm(column, count):
    node = next(iter(column.values()))
    if isinstance(node, Series) or node.role in (*FRONT, "transition", "closing"):
        return True
    same = len(column) > 1 and len({leaf.text for leaf in column.values()}) == 1
    return count == 1 or same or len(column) >= max(2, _FEW * count)


def _columns(instances, scope):
    """Return the columns of a progressive alignment; each maps an instance to its node."""
    order = sorted(range(len(instances)), key=lambda i: -len(instances[i]))
    columns = [{order[0]: node} for node in instances[order[0]]] if instances else []
    for i in order[1:]:
        columns = _aligned(columns, i, instances[i], scope)
    return columns


def _aligned(columns, i, nodes, scope):
    """Add one instance to the columns: the order of both is kept, and the kin stand side by side."""
    scores = [[_kinship(column, node, scope) for node in nodes] for column in columns]
    best = [[0] * (len(nodes) + 1) for _ in range(len(columns) + 1)]
    for a in range(len(columns) - 1, -1, -1):
        for b in range(len(nodes) - 1, -1, -1):
            best[a][b] = max(best[a + 1][b], best[a][b + 1], best[a + 1][b + 1] + scores[a][b])
    made, a, b = [], 0, 0
    while a < len(columns) or b < len(nodes):
        ahead = a < len(columns) and best[a][b] == best[a + 1][b]
        apart = b < len(nodes) and best[a][b] == best[a][b + 1]
        # what is below a heading precedes its items
        if apart and not (ahead and isinstance(nodes[b], Series)):
            made.append({i: nodes[b]})
            b += 1
        elif ahead:
            made.append(columns[a])
            a += 1
        else:
            made.append({**columns[a], i: nodes[b]})
            a, b = a + 1, b + 1
    return made


def _kinship(column, node, scope):
    """Return how many bits speak for a node in a column, 0 where too few do."""
    members = list(column.values())[:_SAMPLE]
    first = members[0]
    if isinstance(first, Series) or isinstance(node, Series):
        return _of_series(first, node)
    if (first.role in FRONT or node.role in FRONT) and first.role != node.role:
        return 0
    if first.kind == node.kind and node.role in FRONT:
        return _SURE
    said = sum(scope.kinship(member.text, node.text) for member in members) / len(members)
    alike = first.role == node.role and node.role in ("opening", "transition", "closing")
    return said + _LIKELY if alike else said if said >= _KIN else 0


def _of_series(first, other):
    """Return the bits for two series: one kind for sure, two kinds of run-in items likely."""
    if not isinstance(first, Series) or not isinstance(other, Series):
        return 0
    run_in = not first.kind.isdigit() and not other.kind.isdigit()
    return _SURE if first.kind == other.kind else _LIKELY if run_in else 0


def _leftover(rest, count):
    """Return one hole for paragraphs that have nothing in common, None where an instance has none."""
    if not rest:
        return []
    role = next(iter(rest.values()))[0].role
    if listed := _listed(rest, count, role):
        return [listed]
    values = tuple("\n".join(leaf.text for leaf in rest[i]) if i in rest else None for i in range(count))
    return [Line((Hole(values),), role, values)]


def _listed(rest, count, role):
    """Return a loop over short lines that end alike, here more, there fewer, as those of a pledge."""
    rows = [tuple(leaf.text for leaf in rest.get(i, ())) for i in range(count)]
    lines, members = pooled(rows)
    ends = {line[-1] for line in lines}
    if len({len(row) for row in rows}) == 1 or min(map(len, rows)) < 2 or len(ends) > 1:
        return None
    if max(map(len, lines)) > _SHORT or lines[0][-1].isalnum():
        return None
    line = Line((Hole(tuple(line[:-1] for line in lines)), Words(ends.pop())), role, lines)
    return Loop((line,), members)


def _pattern(column, count, scope):
    """Return the lines of one column."""
    who = sorted(column)
    nodes = [column[i] for i in who]
    if isinstance(nodes[0], Series):
        return series.pattern(column, count, scope, sequence)
    texts = tuple(leaf.text for leaf in nodes)
    return present([Line(scope.parts(texts, nodes[0].role, ""), nodes[0].role, texts)], who, count)


def _joined(lines):
    """Put a hole of whole paragraphs together with the hole that the line before or after it has there."""
    made = []
    for line in lines:
        before = made[-1] if made else None
        if _whole(line) and _ends_open(before, line):
            parts = (*before.parts[:-1], _glued(before.parts[-1], line.parts[0]))
            made[-1] = Line(parts, before.role, _together(before.source, line.source))
        elif _whole(before) and _begins_open(line, before):
            parts = (_glued(before.parts[0], line.parts[0]), *line.parts[1:])
            made[-1] = Line(parts, line.role, _together(before.source, line.source))
        else:
            made.append(line)
    return made


def _whole(line):
    return isinstance(line, Line) and len(line.parts) == 1 and isinstance(line.parts[0], Hole)


def _ends_open(before, line):
    if not isinstance(before, Line) or before.role in FRONT or not isinstance(before.parts[-1], Hole):
        return False
    heads = before.role == "demand_heading" and line.role != "demand_heading"
    return not heads and _there(before.parts[-1], line.parts[0])


def _begins_open(line, before):
    if not isinstance(line, Line) or before.role in FRONT or line.role == "demand_heading":
        return False
    if line.role == "closing" != before.role:
        return False
    return isinstance(line.parts[0], Hole) and _there(line.parts[0], before.parts[0])


def _there(hole, extra):
    """Tell whether each instance that has the further paragraphs has words in the hole."""
    return all(value for value, more in zip(hole.values, extra.values, strict=True) if more)


def _glued(first, second):
    values = _together(first.values, second.values)
    return Hole(values, first.hint or second.hint, first.kind or second.kind)


def _together(first, second):
    return tuple(
        None if a is None and b is None else "\n".join(one for one in (a, b) if one)
        for a, b in zip(first, second, strict=True)
    )
