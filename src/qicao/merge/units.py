"""What is merged as one inside a paragraph: a sentence, or several that one of three versions has fused."""

from qicao.align import align, gathered, sentences


def units(texts):
    """Return the sentences of three versions of a paragraph; those that are one in any are one in all."""
    rows = [sentences(text) for text in texts]
    bonds, fused = [], []
    for one, other in ((0, 1), (0, 2)) if texts[0] else ((1, 2),):
        single, several = _bonds(rows[one], rows[other])
        bonds += [{one: _span(places), other: _span(found)} for places, found in (*single, *several)]
        fused += bonds[len(bonds) - len(several) :]
    blocks = [_grown(block, bonds) for block in fused]
    return [_joined(row, {block[side] for block in blocks if side in block}) for side, row in enumerate(rows)]


def _bonds(old, new):
    """Return the pairs of runs of places that are one, those of one sentence each and the others."""
    # the break between two paragraphs is no sentence, and does not part what was fused across it
    places, found = ([at for at, text in enumerate(row) if text != "\n"] for row in (old, new))
    texts, others = [old[at] for at in places], [new[at] for at in found]
    pairs = align(texts, others)
    several = [
        (tuple(places[i] for i in one), tuple(found[j] for j in other))
        for one, other in gathered(texts, others, pairs)
    ]
    return [((places[i],), (found[j],)) for i, j in pairs.items()], several


def _span(places):
    return min(places), max(places) + 1


def _grown(block, bonds):
    """Return a block of runs, by version, with all that is bound to any of them."""
    grown = dict(block)
    for bond in bonds:
        if any(
            side in grown and start < grown[side][1] and grown[side][0] < end
            for side, (start, end) in bond.items()
        ):
            for side, (start, end) in bond.items():
                first, last = grown.get(side, (start, end))
                grown[side] = min(first, start), max(last, end)
    return grown if grown == block else _grown(grown, bonds)


def _joined(row, spans):
    """Return a row of sentences in which those of a span are one."""
    made, at = [], 0
    for start, end in sorted(spans, key=lambda span: (span[0], -span[1])):
        if start >= at:
            made += [*row[at:start], "".join(row[start:end])]
            at = end
    return [*made, *row[at:]]
