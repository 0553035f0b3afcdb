"""Which nodes of two versions of a brief say the same, and which item has become which."""

from itertools import takewhile, zip_longest

from qicao.align import align, likeness
from qicao.located import Mapping, Scalar, Sequence
from qicao.tokens import rising


def same(node, other):
    """Tell whether two nodes say the same; the order of keys and line breaks that end a text do not count."""
    return _form(node) == _form(other)


def _form(node):
    match node:
        case Scalar():
            return node.text.rstrip("\n") or node.plain
        case Sequence():
            return tuple(map(_form, node.items))
        case Mapping():
            return frozenset((key.text, _form(value)) for key, value in node.entries)
    return None


def aligned(old, new):
    """Yield (i, j) for the items of two lists of nodes in their order; None where one has no counterpart."""
    forms = [*map(_form, old)], [*map(_form, new)]
    head = _common(*forms)
    tail = _common(*(reversed(one[head:]) for one in forms))
    inner = [[_flat(node) for node in one[head : len(one) - tail]] for one in (old, new)]
    pairs = [(i, i) for i in range(head)]
    pairs += [(head + i, head + j) for i, j in _nearest(*inner)]
    pairs += [(len(old) - i, len(new) - i) for i in range(tail, -1, -1)]
    a = b = 0
    for i, j in pairs:
        yield from zip_longest(range(a, i), range(b, j))
        if i < len(old):
            yield i, j
        a, b = i + 1, j + 1


def _nearest(old, new):
    """Return the pairs that have most in common; where that is all the same, those in the same place."""

    def kept(pairs):
        return sum(old[i] == new[j] or likeness(old[i], new[j]) for i, j in pairs)

    pairs = rising(sorted(align(old, new).items()))
    places = [(i, i) for i in range(len(old))]
    if len(old) == len(new) and pairs != places and kept(places) >= kept(pairs):
        return places
    return pairs


def _common(old, new):
    """Return how many items two lists have in common at their beginning."""
    return sum(1 for _ in takewhile(lambda pair: pair[0] == pair[1], zip(old, new, strict=False)))


def _flat(node):
    match node:
        case Scalar():
            return node.text or "·" * node.plain
        case Sequence():
            return "\n".join(map(_flat, node.items))
        case Mapping():
            return "\n".join(_flat(value) for _, value in node.entries)
