"""Three versions of a speech made into one: as it was written, as a person has it now, as it is drafted now.

What a person did not touch follows the draft, what a person wrote stays, and where both changed the same
sentence the draft's words are suggested. Paragraphs are merged first, then the sentences inside them.
"""

from dataclasses import dataclass, replace
from itertools import pairwise

from qicao.align import align, gathered, known_again, likeness
from qicao.merge.pieces import ADDED, CUT, DOUBTED, KEPT, OFFERED, Piece, doubles, script, suggested, tidy
from qicao.merge.units import units
from qicao.merge.weave import Web, laid, unify

_HEADING, _BODY = 4, 6  # ranks: the last of titles and headings, and that of a plain paragraph
_KIN = 0.5  # likeness below which two texts are told apart as wholes


@dataclass(frozen=True, slots=True)
class Line:
    """A paragraph without its counted ordinal; a line break inside it is "\\v".

    rank is 0 in the title block, 1 to 4 for a heading, 5 for a run-in item, 6 for the rest; pinned is one of
    a person's file that holds what no text can give back, as a picture, a comment or a footnote.
    """

    text: str
    rank: int = _BODY
    pinned: bool = False


@dataclass(frozen=True, slots=True)
class Strand:
    """Paragraphs of three versions that are one, by their places, and how theirs becomes the result.

    More than one place is a paragraph that was split or joined; the texts are then joined by line feeds.
    What only the draft has holds no theirs; what a person deleted and the draft left alone has no strand.
    """

    base: tuple = ()
    theirs: tuple = ()
    ours: tuple = ()
    pieces: tuple = ()

    @property
    def text(self):
        """The result as long as no suggestion is accepted."""
        return "".join(piece.text for piece in self.pieces if piece.kind in (KEPT, ADDED, DOUBTED))

    @property
    def clash(self):
        """Whether anything is suggested."""
        return any(piece.kind in (OFFERED, DOUBTED) for piece in self.pieces)


def merge(base, theirs, ours, kept=(), drawn=(), settled=False):
    """Return the Strands of three rows of Lines, in the order of the result.

    kept and drawn: pairs (b, t) and (b, o) that identity marks suggest. A sentence that stands in another
    paragraph of theirs, or that a person has deleted, is not drafted a second time.
    settled: the paragraphs of theirs keep their order, whatever the draft has moved.
    """
    old, now, new = ([line.text for line in lines] for lines in (base, theirs, ours))
    firm = {t for t, line in enumerate(theirs) if line.pinned}
    edited, drafted = align(old, now, kept), align(old, new, drawn)
    web = Web((old, now, new), firm, _fit(base, theirs, edited), _fit(base, ours, drafted))
    unify(web)
    strands = _woven(_strands(web), web)
    return _ordered(strands, [_rank(strand, theirs, ours) for strand in strands], settled)


def _fit(old, new, pairs):
    """Leave out the pairs of a heading and what is none, unless they are alike."""
    lines = ((i, j, old[i], new[j]) for i, j in pairs.items())
    kinds = ((i, j, (a.rank <= _HEADING) == (b.rank <= _HEADING), a.text, b.text) for i, j, a, b in lines)
    return {i: j for i, j, same, text, other in kinds if same or likeness(text, other) >= _KIN}


def _strands(web):
    """Return the nodes as strands, those of a split or joined paragraph as one."""
    bundles = {node: [node] for node in (*web.of_base, *web.of_theirs, *web.of_ours)}
    for texts, nodes in ((web.theirs, web.of_theirs), (web.ours, web.of_ours)):
        pairs = {node.base: at for at, node in enumerate(nodes) if node.base is not None}
        for bases, others in gathered(web.base, texts, pairs):
            first, *rest = [*(web.of_base[b] for b in bases), *(nodes[place] for place in others)]
            for node in rest:
                _unite(bundles, first, node)
    every = {id(bundle): bundle for bundle in bundles.values()}.values()
    return [Strand(*(_places(bundle, side) for side in ("base", "theirs", "ours"))) for bundle in every]


def _places(bundle, side):
    return tuple(sorted(place for node in bundle if (place := getattr(node, side)) is not None))


def _unite(bundles, one, other):
    """Make one bundle of two, unless something stands between their paragraphs in the person's file."""
    bundle, more = bundles[one], bundles[other]
    places = _places([*bundle, *more], "theirs")
    if bundle is not more and (not places or places[-1] - places[0] == len(places) - 1):
        bundle += more
        bundles.update(dict.fromkeys(more, bundle))


def _rank(strand, theirs, ours):
    lines = (*(theirs[t] for t in strand.theirs), *(ours[o] for o in strand.ours))
    return lines[0].rank if lines else _BODY


def _ordered(strands, ranks, settled):
    """Return the strands that have pieces in theirs' order, or in ours where only the draft has moved any."""
    present = {at for at, strand in enumerate(strands) if strand.pieces}
    kept = sorted((at for at in present if strands[at].theirs), key=lambda at: strands[at].theirs)
    drawn = sorted((at for at, one in enumerate(strands) if one.ours), key=lambda at: strands[at].ours)
    shared = set(kept) & set(drawn)
    agree = [at for at in kept if at in shared] == [at for at in drawn if at in shared]
    if settled or agree or _moved(strands, "theirs") or not _moved(strands, "ours"):
        order = laid(kept, drawn, present, ranks)
    else:
        order = laid([at for at in drawn if at in present], kept, present)
    return tuple(strands[at] for at in order)


def _moved(strands, side):
    places = [getattr(strand, side) for strand in sorted(strands, key=lambda one: one.base) if strand.base]
    return any(before > after for before, after in pairwise(filter(None, places)))


def _woven(strands, web):
    """Return the strands with their pieces."""
    texts = [_texts(strand, web) for strand in strands]
    pinned = [bool(web.firm.intersection(strand.theirs)) for strand in strands]
    rows, homes, pairs, firm, spans = ([], [], []), ([], [], []), ({}, {}, {}), set(), []
    for at, strand in enumerate(strands):
        parts = units(texts[at])
        spans.append([range(len(row), len(row) + len(part)) for row, part in zip(rows, parts, strict=True)])
        for row, home, part in zip(rows, homes, parts, strict=True):
            row += part
            home += [at] * len(part)
        for known, one, other in zip(pairs, (0, 0, 1), (1, 2, 2), strict=True):
            if not (one and strand.base):
                found = align(parts[one], parts[other])
                known.update({spans[at][one][i]: spans[at][other][j] for i, j in found.items()})
        if not strand.ours and (texts[at][0] != texts[at][1] or pinned[at]):
            firm.update(spans[at][1])
    fabric = Web(rows, firm, *pairs, homes)
    _reunite(fabric)
    unify(fabric)
    return [
        replace(strand, pieces=_sure(_pieces(strand, texts[at], fabric, spans[at], pinned[at]), texts[at]))
        for at, strand in enumerate(strands)
    ]


def _sure(pieces, texts):
    """Return pieces, of the paragraph as a whole where sentence by sentence words would come twice."""
    offers = any(piece.kind in (ADDED, OFFERED) for piece in pieces)
    return tidy(suggested(*texts) if offers and all(texts) and doubles(pieces, *texts) else pieces)


def _texts(strand, web):
    rows = ((web.base, strand.base), (web.theirs, strand.theirs), (web.ours, strand.ours))
    return ["\n".join(row[at] for at in places) for row, places in rows]


def _reunite(web):
    """Give a sentence that a person has moved to another paragraph, or that both have moved, one node."""
    bases = [b for b, node in enumerate(web.of_base) if node.theirs is None]
    theirs = [t for t, node in enumerate(web.of_theirs) if node.base is None and node.ours is None]
    for b, t in known_again(web.base, bases, web.theirs, theirs):
        web.of_base[b].theirs, web.of_theirs[t] = t, web.of_base[b]
    bases = [b for b, node in enumerate(web.of_base) if node.ours is None and not web.is_free(b)]
    ours = [o for o, node in enumerate(web.of_ours) if node.base is None and node.theirs is None]
    for b, o in known_again(web.base, bases, web.ours, ours):
        web.of_base[b].ours, web.of_ours[o] = o, web.of_base[b]


def _pieces(strand, texts, web, spans, pinned):
    """Return what becomes of the words of a strand."""
    base, theirs, ours = texts
    here = [o for o in spans[2] if web.is_here(o)]
    whole = len(here) == len(spans[2])
    text = ours if whole else "\n".join(filter(None, "".join(web.ours[o] for o in here).split("\n")))
    if not strand.theirs:
        new = ours != base and (whole or any(map(web.is_new, here)))
        if strand.base:
            return (Piece(OFFERED, text),) if new and text else ()
        return (Piece(ADDED, text),) if text or (whole and strand.ours) else ()
    untouched = bool(strand.base) and base == theirs
    if untouched and strand.ours and (text or not theirs):
        return script(theirs, text, CUT, ADDED)
    if untouched and not pinned:
        return (Piece(CUT, theirs),)
    doubted = bool(strand.base) and (untouched or not strand.ours)
    pieces = _mended(list(_sentence_pieces(strand, web, spans, doubted)))
    if all(piece.kind in (CUT, OFFERED) for piece in pieces):
        lost = {piece for piece in pieces if piece.kind == CUT and (pinned or piece.text not in web.said)}
        pieces = [replace(piece, kind=DOUBTED) if piece in lost else piece for piece in pieces]
    return pieces or [Piece(KEPT, theirs)]


def _sentence_pieces(strand, web, spans, doubted):
    """Yield the pieces of the sentences of theirs, and of those that only the draft has."""
    kept, drawn = [web.of_theirs[t] for t in spans[1]], [web.of_ours[o] for o in spans[2]]
    present = {
        node for node in drawn if node.theirs is None and web.is_new(node.ours) and not web.is_told(node.ours)
    }
    ranks = {node: web.ours[node.ours] != "\n" for node in present}
    ranks |= {node: web.theirs[node.theirs] != "\n" for node in kept}
    for node in laid(kept, drawn, present, ranks):
        base = None if node.base is None else web.base[node.base]
        ours = None if node.ours is None else web.ours[node.ours]
        if node.theirs is None:
            yield Piece(ADDED if base is None and strand.base else OFFERED, ours)
        else:
            yield from _judged(base, web.theirs[node.theirs], ours, doubted)


def _judged(base, theirs, ours, doubted):
    """Return the pieces of one sentence of theirs."""
    if ours is None:
        kind = DOUBTED if doubted or base not in (None, theirs) else KEPT if base is None else CUT
        return (Piece(kind, theirs),)
    if ours in (base, theirs):
        return (Piece(KEPT, theirs),)
    return script(theirs, ours) if theirs == base else suggested(base, theirs, ours)


def _mended(pieces):
    """Take out the line feeds around paragraphs of which nothing stays."""
    live = [piece.kind in (KEPT, ADDED, DOUBTED) and piece.text != "\n" for piece in pieces]
    offers = any(piece.kind == OFFERED for piece in pieces)
    made, begun = [], False
    for at, piece in enumerate(pieces):
        feed = piece.text == "\n" and piece.kind in (KEPT, ADDED)
        if not feed or (begun and any(live[at:])):
            begun = not feed and (begun or live[at])
            made.append(piece)
        elif piece.kind == KEPT or offers:
            made.append(Piece(CUT if piece.kind == KEPT else OFFERED, piece.text))
    return made
