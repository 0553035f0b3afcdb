"""What a draft was, what people have made of it and what it would be now, merged into its paragraphs."""

from dataclasses import dataclass, replace

from qicao import markers, merge
from qicao.document import Text
from qicao.merge import KEPT, Piece
from qicao.rework.ordinals import head, numbered
from qicao.rework.successors import drawn, is_another
from qicao.trace import Control, spans
from qicao.writers import runs

_KIN = 0.3  # of two paragraphs, the least they share when one has become the other
_FRONT = ("title", "subtitle", "byline", "salutation")


@dataclass(slots=True)
class Change:
    """A paragraph of the result: the lines of the file it was, and what is to be done with them.

    base and ours are Blocks, or None; pieces are the edit script of the whole, its ordinal included.
    """

    strand: object
    base: object = None
    ours: object = None
    mark: str = ""  # what base was marked with
    lines: tuple = ()
    pieces: tuple = ()
    head: str = ""
    joined: tuple = ()  # further Blocks of the new draft that a person has made one with ours
    refused: bool = False  # it could not be put in: the words there cannot be edited

    @property
    def clash(self):
        """Whether a person and the new draft have both changed it."""
        return self.strand.clash

    @property
    def gone(self):
        """Whether the new draft has dropped it, and no person has touched it."""
        return bool(self.lines) and {piece.kind for piece in self.strand.pieces} == {merge.CUT}

    @property
    def leaves(self):
        """Whether it is suggested to take it out as a whole, now or since the last update."""
        pieces = {piece.kind for piece in self.strand.pieces}
        waits = self.ours is None and any(line.reading.pending for line in self.lines)
        return bool(self.lines) and (pieces == {merge.DOUBTED} or waits)

    @property
    def text(self):
        """The words it would have with suggestions accepted."""
        return "".join(piece.text for piece in self.pieces if piece.kind not in (merge.CUT, merge.DOUBTED))

    @property
    def edits(self):
        """Whether words of the file change, suggestions among them."""
        return any(piece.kind != KEPT for piece in self.pieces)


def words(block):
    """Return the words of a Block after its ordinal, a counted one or one that a person has written."""
    return block.text[len(head(block)) :]


def rank(block):
    """Return how high a Block stands: 0 the title block, 1 to 4 headings, 5 run-in items, 6 body."""
    if block.kind in _FRONT:
        return 0
    return block.level or (5 if block.kind == "point" else 6)


def line_rank(line):
    """Return how high a line of the file stands, as rank does of a Block."""
    if line.style in ("title", "subtitle", "salutation"):
        return 0
    kind = line.head.kind if line.head else None
    return line.level or (kind.level or 5 if kind else 6)


def changes(base, marks, lines, ours):
    """Return the Change of every paragraph of the result, in order.

    base and ours are tuples of Blocks, marks the marks that base was written with, lines those of the file.
    """
    know(lines, base, marks)
    strands = merge.merge(
        drafted(base),
        edited(lines),
        drafted(ours),
        tuple(marked(marks, lines)),
        tuple((b, o) for b, o in drawn(base, ours) if not is_another(base[b], ours[o])),
    )
    strands = [
        _parted(strand, lines, ours) if _is_mixed(strand, base, ours) else strand for strand in strands
    ]
    return _made(strands, base, marks, lines, ours)


def two_way(lines, ours):
    """Return the Changes where nobody knows how the draft was written: every difference is a suggestion.

    What only the file has stays, and its order and its ordinals too.
    """
    know(lines, ours, ())
    theirs = edited(lines)
    new = drafted(ours)
    same = tuple((at, at) for at in range(len(theirs)))
    merged = merge.merge(theirs, theirs, new, same, settled=True)
    strands = [replace(one, base=()) for strand in merged for one in _suggested(strand)]
    return _made(strands, (), (), lines, ours, is_sure=False)


def between(old, new):
    """Return the Changes that make the Blocks of one Document those of another."""
    before, after = (tuple(merge.Line(block.text, rank(block)) for block in one) for one in (old, new))
    same = tuple((at, at) for at in range(len(before)))
    return [
        Change(strand, lines=strand.theirs, pieces=strand.pieces)
        for strand in merge.merge(before, before, after, same)
    ]


def _suggested(strand):
    """Yield a strand with suggestions for changes; two paragraphs that are hardly alike are two."""
    kept = "".join(piece.text for piece in strand.pieces if piece.kind == KEPT)
    alike = len(kept) >= _KIN * len(strand.text)
    if strand.theirs and not (strand.ours and alike):
        stay = tuple(Piece(KEPT, piece.text) for piece in strand.pieces if piece.kind != merge.ADDED)
        yield replace(strand, ours=(), pieces=stay)
    if strand.ours and (alike or not strand.theirs):
        yield _doubted(strand)
    elif strand.ours:
        yield replace(strand, theirs=(), pieces=(Piece(merge.OFFERED, strand.text),))


def _doubted(strand):
    """Return a strand with all its changes as suggestions."""
    kinds = {merge.ADDED: merge.OFFERED, merge.CUT: merge.DOUBTED}
    return replace(
        strand, pieces=tuple(Piece(kinds.get(one.kind, one.kind), one.text) for one in strand.pieces)
    )


def _parted(strand, lines, ours):
    """Return a strand in which the draft's words are suggested without a person's among them."""
    if len(strand.ours) + len(strand.theirs) > 2:
        return _doubted(strand)
    theirs, new = lines[strand.theirs[0]].words, words(ours[strand.ours[0]])
    return replace(strand, pieces=merge.tidy(merge.script(theirs, new, merge.DOUBTED, merge.OFFERED)))


def _is_mixed(strand, base, ours):
    """Tell whether a paragraph would be half of the item a person has worked on and half of another."""
    pairs = zip(strand.base, strand.ours, strict=False)
    return bool(strand.theirs) and strand.clash and any(is_another(base[b], ours[o]) for b, o in pairs)


def drafted(blocks):
    """Return the Blocks of a Document as lines to be merged."""
    return tuple(merge.Line(words(block), rank(block)) for block in blocks)


def edited(lines):
    """Return the lines of the file as lines to be merged."""
    return tuple(merge.Line(line.words, line_rank(line), line.pinned) for line in lines)


def _made(strands, base, marks, lines, ours, is_sure=True):
    """Return the Changes that strands come to, their ordinals counted where is_sure."""
    made = [
        Change(
            strand,
            base[strand.base[0]] if strand.base else None,
            ours[strand.ours[0]] if strand.ours else None,
            marks[strand.base[0]] if strand.base and marks else "",
            tuple(lines[at] for at in strand.theirs),
            joined=tuple(ours[at] for at in strand.ours[1:]),
        )
        for strand in strands
    ]
    for change, number in zip(made, numbered(made, is_sure), strict=True):
        change.head = number
        change.pieces = _pieces(change)
    return made


def know(lines, blocks, marks):
    """Tell lines the ordinals they were written with: 1.9个 cannot be read as 1. and 9个 by itself."""
    by_mark = dict(zip(marks, blocks, strict=False))
    by_text = {block.text: block for block in blocks}
    for line in lines:
        own = [by_mark[mark] for mark in line.reading.marks if mark in by_mark]
        block = by_text.get(line.text) or (own[0] if own else None)
        if block and block.ordinal and line.text.startswith(block.ordinal.text) and not line.label:
            line.counted = block.ordinal.text


def marked(marks, lines):
    """Yield (base, line) as the marks of the paragraphs say."""
    places = {mark: at for at, mark in enumerate(marks)}
    for at, line in enumerate(lines):
        for mark in line.reading.marks:
            if mark in places:
                yield places.pop(mark), at


def _pieces(change):
    """Return the edit script of a paragraph with its ordinal."""
    line = change.lines[0] if change.lines else None
    own = _own(line) if line else ""
    whole = {piece.kind for piece in change.strand.pieces}
    if line is None or (len(whole) == 1 and whole <= {merge.CUT, merge.DOUBTED}):
        # an ordinal goes where its paragraph goes
        kind = whole.pop() if whole else KEPT
        opening = [Piece(kind, own if line else change.head)]
    else:
        opening = _renumbered(own, change.head)
    return tuple(piece for piece in merge.tidy([*opening, *_unheaded(change)]) if piece.text)


def _unheaded(change):
    """Return the pieces of a paragraph; an item joined to one that is gone gives its ordinal to the head."""
    pieces = list(change.strand.pieces)
    at = next((at for at, piece in enumerate(pieces) if piece.kind != merge.CUT), 0)
    inner, outer = (markers.at_head(text) for text in (pieces[at].text if pieces else "", change.head))
    if at and inner and outer and inner.kind == outer.kind and pieces[at].kind == KEPT:
        pieces[at : at + 1] = [Piece(merge.CUT, inner.text), Piece(KEPT, pieces[at].text[inner.end :])]
    return pieces


def ordinal_alone(change):
    """Return the edit script of a paragraph whose words stay, whatever is new: its ordinal is made right."""
    own = _own(change.lines[0])
    text = "\n".join(line.text for line in change.lines)
    return (*_renumbered(own, change.head), Piece(KEPT, text[len(own) :]))


def _own(line):
    return line.text[: line.start]


def _renumbered(own, head):
    return [Piece(KEPT, own)] if own == head else [Piece(merge.CUT, own), Piece(merge.ADDED, head)]


# -- where the values stand afterwards


def controls_after(change):
    """Return the controls of a changed paragraph, their places counted in its new words."""
    made, offset = [], 0
    for line in change.lines:
        made += [Control(one.start + offset, one.end + offset, one.path) for one in line.reading.controls]
        offset += len(line.text) + 1
    moves, at = [], 0
    for piece in change.pieces:
        size = len(piece.text)
        if piece.kind == merge.ADDED:
            moves.append((at, size))
        elif piece.kind == merge.CUT:
            moves.append((at, -size))
            at += size
        elif piece.kind != merge.OFFERED:
            at += size
    return tuple(
        Control(_moved(one.start, moves, False), _moved(one.end, moves, True), one.path) for one in made
    )


def _moved(place, moves, is_end):
    """Return where a place is after words were put in (at, +size) and taken out (at, -size)."""
    shift = 0
    for at, size in moves:
        if size > 0 and (at < place or (at == place and is_end)):
            shift += size
        elif size < 0 and at < place:
            shift -= min(-size, place - at)
    return place + shift


def values(change, native=None):
    """Return (Field, start, end) of the values in the new words of a paragraph, the words of their controls.

    native: its ordinal is a label, not text; a new paragraph is then written without it.
    """
    block = change.ours
    if block is None:
        return ()
    native = bool(change.lines and change.lines[0].label) if native is None else native
    parts = (Text(block.ordinal.text), *block.parts) if block.ordinal and not native else block.parts
    for other in change.joined:
        parts += (Text(f"\n{head(other)}"), *other.parts) if other.ordinal else (Text("\n"), *other.parts)
    text = "".join(piece.text for piece in change.pieces if piece.kind not in (merge.CUT, merge.OFFERED))
    text = text.removeprefix(change.head) if native and not change.lines else text
    found = [one for one in spans(parts, text, controls_after(change)) if one[2] > one[1]]
    field, start, end = found[-1] if found else (None, 0, -1)
    if end == len(text) and runs.hangs(field, text[start:], text):
        found[-1] = (field, start, end - 1)
    return tuple(found)
