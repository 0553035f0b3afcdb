"""What the values of a draft have become in the file that people edited."""

from dataclasses import dataclass, replace
from difflib import SequenceMatcher

from qicao import merge
from qicao.document import GAP, MARKS, Field, Text
from qicao.rework.merging import drafted, edited, know, line_rank, marked, rank
from qicao.trace import Control, trace


@dataclass(frozen=True, slots=True)
class Place:
    """One place of a value: its words as written, what they are now (None where that is not known)."""

    path: str
    was: str
    now: str | None
    doubt: str = ""
    line: int = 0  # of the file's paragraphs, counted from 1; 0 where the paragraph was deleted
    gap: bool = False

    @property
    def stands(self):
        """Whether it says what it was written with; a line break is but layout."""
        return self.now is not None and self.now.replace("\v", "") == self.was

    @property
    def changed(self):
        """Whether somebody has changed it, as far as is known."""
        if self.gap:
            return self.now is not None and not GAP.search(self.now)
        return self.now is not None and not self.stands


@dataclass(frozen=True, slots=True)
class Pair:
    """A paragraph as it was written, and the lines it has become; either may be missing."""

    block: object = None
    at: int = -1  # which of the blocks
    lines: tuple = ()
    numbers: tuple = ()  # of the lines, counted from 1
    places: tuple = ()
    pending: bool = False  # it stands in the file, but only as a suggestion

    @property
    def text(self):
        """The words it has become; of several lines, with line breaks between."""
        return "\n".join(line.text for line in self.lines)


def pairs(document, marks, lines):
    """Return the Pairs of a Document as written and the lines of the file, in the order of the file."""
    know(lines, document.blocks, marks)
    base, theirs = drafted(document.blocks), edited(lines)
    same = tuple((at, at) for at in range(len(base)))
    made, seen = [], set()
    for strand in merge.merge(base, theirs, base, tuple(marked(marks, lines)), same):
        own = tuple(lines[at] for at in strand.theirs)
        numbers = tuple(at + 1 for at in strand.theirs)
        if len(strand.base) > 1:
            made += _together([(document.blocks[at], at) for at in strand.base], own, numbers)
        else:
            at = strand.base[0] if strand.base else -1
            made.append(_pair(document.blocks[at] if strand.base else None, at, own, numbers))
        seen.update(strand.base)
    for at, block in enumerate(document.blocks):
        if at not in seen:
            before = next((place for place, pair in enumerate(made) if at and pair.at == at - 1), -1)
            made.insert(before + 1, _pair(block, at, (), ()))
    return _matched(made, marks)


def awaited(made, marks, offered):
    """Return Pairs in which paragraphs that stand in the file as a suggestion only wait for a decision."""
    waiting = {mark for line in offered for mark in line.reading.marks}
    return [
        replace(pair, pending=True, places=tuple(replace(one, doubt="pending") for one in pair.places))
        if pair.block is not None and not pair.lines and marks and marks[pair.at] in waiting
        else pair
        for pair in made
    ]


def _together(blocks, lines, numbers):
    """Return the Pairs of paragraphs that a person has joined; the first has all the places."""
    (first, at), *rest = blocks
    parts, broken = first.parts, any("\v" in line.text for line in lines)
    for block, _ in rest:
        parts += (Text("\v"),) if broken else ()  # joined by a line break
        parts += (Text(block.ordinal.text), *block.parts) if block.ordinal else block.parts
    whole = _pair(replace(first, parts=parts), at, lines, numbers)
    own = replace(whole, block=first)
    return [own, *(Pair(block, number, lines, numbers) for block, number in rest)]


def _matched(made, marks):
    """Return Pairs in which paragraphs that were written anew are one with what stood there before."""
    result, run = [], []
    for pair in made:
        if (pair.block is None) != (not pair.lines):
            run.append(pair)
            continue
        result += [*_written_anew(run, marks), pair]
        run = []
    return [*result, *_written_anew(run, marks)]


def _written_anew(run, marks):
    """Pair what is gone and what is new between two neighbours: by the marks, else by number and rank."""
    gone = [pair for pair in run if pair.block is not None]
    new = [pair for pair in run if pair.block is None and pair.text.strip()]
    marked = {mark: pair for pair in new for mark in pair.lines[0].reading.marks}
    found = {pair.at: marked[marks[pair.at]] for pair in gone if marks and marks[pair.at] in marked}
    ranks = [[rank(pair.block) for pair in gone], [line_rank(pair.lines[0]) for pair in new]]
    if not found and ranks[0] == ranks[1]:
        found = {old.at: pair for old, pair in zip(gone, new, strict=True)}
    taken = {id(pair) for pair in found.values()}
    return [
        _pair(pair.block, pair.at, found[pair.at].lines, found[pair.at].numbers) if pair.at in found else pair
        for pair in run
        if id(pair) not in taken
    ]


def _pair(block, at, lines, numbers):
    found = places(block, lines, numbers[0] if numbers else 0) if block is not None else ()
    return Pair(block, at, lines, numbers, tuple(found))


def places(block, lines, number):
    """Yield the places of the values of a paragraph in the lines it has become, the first of this number."""
    line = lines[0] if lines else None
    undecided = any(one.reading.pending for one in lines)
    kinds = [one.head.kind.name for one in lines[1:] if one.head and block.ordinal]
    torn = bool(kinds) and block.ordinal.kind in kinds  # one of the lines is another item
    if line is None or undecided or torn:
        doubt = "pending" if undecided else "replaced" if torn else "deleted"
        for part in block.parts:
            if isinstance(part, Field):
                yield Place(part.path, part.text, None, doubt, number, part.gap)
        return
    text, start, parts = "\n".join(one.text for one in lines), 0, block.parts
    if block.ordinal and not line.label:
        if line.head and line.head.kind.name == block.ordinal.kind:
            start = line.start
        elif text.startswith(block.ordinal.text):
            start = len(block.ordinal.text)
        else:
            parts = (Text(block.ordinal.text), *parts)
    controls, offset = [], -start
    for one in lines:
        controls += [Control(c.start + offset, c.end + offset, c.path) for c in one.reading.controls]
        offset += len(one.text) + 1
    known = tuple(control for control in controls if control.start >= 0)
    for reading in trace(parts, text[start:], known):
        part = reading.field
        yield Place(part.path, part.text, reading.text, reading.doubt, number, part.gap)


def strangers(pairs, at):
    """Return the places of lines that only the file has, next to a place, up to what was there before."""
    found = []
    for step in (-1, 1):
        near = at + step
        while 0 <= near < len(pairs) and not (pairs[near].block is not None and pairs[near].lines):
            if pairs[near].block is None and pairs[near].text.strip():
                found.append(near)
            near += step
    return sorted(found)


def is_whole(block):
    """Tell whether a paragraph is one value, but for marks of punctuation; return the Field or None."""
    fields = [part for part in block.parts if isinstance(part, Field)]
    rest = "".join(part.text for part in block.parts if isinstance(part, Text))
    return fields[0] if len(fields) == 1 and not rest.strip(MARKS) else None


def moved(found):
    """Return the Pairs whose paragraphs stand in another order than they were drafted in."""
    here = [pair for pair in found if pair.block is not None and pair.lines]
    kept = SequenceMatcher(None, sorted(pair.at for pair in here), [pair.at for pair in here], False)
    stay = {at for block in kept.get_matching_blocks() for at in range(block.b, block.b + block.size)}
    return [pair for at, pair in enumerate(here) if at not in stay]
