"""Items of a list inside one paragraph, as 甲、乙、丙 or 一是…；二是…, put in or taken out by people."""

import re
from dataclasses import dataclass
from difflib import SequenceMatcher

from qicao import markers
from qicao.document import MARKS, Field, Text
from qicao.pull import tree
from qicao.rework.merging import words
from qicao.trace import trace

COUNT = re.compile(r"(?:[〇零一二两三四五六七八九十百千几]+|\d+)")  # as in 三家
_LEAST = 4  # characters beside a list that show where it begins or ends
_CHANCE = 6  # characters; words as long that stand elsewhere are the same ones


@dataclass(frozen=True, slots=True)
class Items:
    """A list of the brief with other items than it was drafted with.

    items are numbers of old items (from 1), pairs of such a number and {path in the item: new text}, and the
    values of new ones; None where they cannot be read. lines are the paragraphs of the file they stand in.
    """

    path: str
    items: tuple | None
    lines: tuple = ()
    inside: bool = False  # they are enumerated inside one paragraph


def inside(pair, look):
    """Return the Items of a list that a paragraph enumerates, if some came or went, or None."""
    untouched = "".join(line.words for line in pair.lines) == words(pair.block)
    if untouched or not pair.lines or any(line.reading.pending for line in pair.lines):
        return None
    drafts = _drafts(pair.block, look)
    cut = _cutting([between for _, some in drafts for between in some])
    first, last = _region(pair.block.parts, look)
    old = ["".join(part.text for part in chunk) for chunk in drafts[0][0]]
    region = "".join(part.text for part in pair.block.parts[first : last + 1])
    if cut is None or [*map(_bare, cut(region))] != [*map(_bare, old)]:
        return None
    read = _Reader(drafts, look)
    found = [_resulting([*map(_bare, old)], cut(said), read) for said in _said(pair, first, last)]
    told = [items for items in found if items is not None]
    items = next(filter(None, told), None)
    return Items(look.path, items, pair.numbers, inside=True) if told else None


def _bare(text):
    """Return an item without the mark that parts it from the next."""
    return text.rstrip(MARKS)


def _drafts(block, look):
    """Return (items, words between them) of the draft and of the paragraphs that were made for a trial."""
    found = [one.parts for one in look.tried if len({*map(look.number, one.parts)} - {""}) > 1]
    regions = [(parts, *_region(parts, look)) for parts in (block.parts, *found)]
    return [_chunks(look, parts[first : last + 1]) for parts, first, last in regions]


def _region(parts, look):
    """Return the places of the first and the last value that a list has among parts."""
    own = [at for at, part in enumerate(parts) if look.number(part)]
    return own[0], own[-1]


def _said(pair, first, last):
    """Yield what the words from the first to the last value of a list are now, where that is known."""
    parts, line = pair.block.parts, pair.lines[0]
    start = line.start if pair.block.ordinal and not line.label else 0
    text, whole = pair.text[start:], Field("".join(part.text for part in parts[first : last + 1]), "")
    around = (*parts[:first], whole, *parts[last + 1 :])
    readings = trace(around, text)
    read = next(one for one in readings if one.field is whole).text
    if read is not None and all(one.text is not None or one.field.gap for one in readings):
        yield read
    before = parts[first - 1].text if first and isinstance(parts[first - 1], Text) else ""
    after = parts[last + 1].text if last + 1 < len(parts) and isinstance(parts[last + 1], Text) else ""
    low, high = _end(text, before, first), _start(text, after, len(parts) - last - 1)
    if 0 <= low <= high and text[low:high] != read:
        yield text[low:high]


def _end(text, beside, first):
    """Return where the words before a list end in a text, by as many of them as stand there once, or -1."""
    if first < 2 and text.startswith(beside):  # it begins the paragraph, or its first words do
        return len(beside)
    for at in range(max(1, len(beside) - _LEAST + 1)):
        if beside[at:] and beside[at:] in text:
            return text.find(beside[at:]) + len(beside) - at if text.count(beside[at:]) == 1 else -1
    return -1


def _start(text, beside, rest):
    """Return where the words after a list begin in a text, or -1; rest is how many parts follow it."""
    if not rest:
        return len(text)
    if not beside.strip(MARKS):
        return len(text.removesuffix(beside)) if rest == 1 and text.endswith(beside) else -1
    count = COUNT.match(beside)
    beside, shape = (beside[count.end() :], COUNT.pattern) if count else (beside, "")
    for size in range(len(beside), min(_LEAST, len(beside)) - 1, -1):
        found = [one.start() for one in re.finditer(shape + re.escape(beside[:size]), text)]
        if found:
            return found[0] if len(found) == 1 else -1
    return -1


def _chunks(look, region):
    """Return (the parts of each item, the words between them)."""
    chunks, between, current = [], [], None
    for part in region:
        number = look.number(part)
        if not number:
            chunks[-1].append(part)
        elif number != current:
            if chunks:
                words = []
                while isinstance(chunks[-1][-1], Text):
                    words.insert(0, chunks[-1].pop().text)
                between.append("".join(words))
            chunks.append([part])
            current = number
        else:
            chunks[-1].append(part)
    return chunks, between


# -- cut into items


def _cutting(between):
    """Return what cuts an enumeration into its items by the words between them, or None."""
    heads = [
        next((one for one in markers.inside(f"，{words}") if one.end == len(words) + 1), None)
        for words in between
    ]
    if heads and all(heads) and len({one.kind for one in heads}) == 1:
        ends = {words[: one.start - 1] for words, one in zip(between, heads, strict=True)}
        return lambda text: _by_ordinal(text, heads[0].kind, ends)
    if not all(between) or not between:
        return None
    pattern = "|".join(map(re.escape, sorted(set(between), key=len, reverse=True)))
    return lambda text: re.split(pattern, text)


def _by_ordinal(text, kind, ends):
    """Return the items of a series like A；二是B；三是C, cut at ordinals of one kind, their ends left out."""
    made, at = [], 0
    for marker in markers.inside(text):
        if marker.kind == kind:
            made.append(text[at : marker.start])
            at = marker.end
    known = sorted(ends, key=len, reverse=True)
    bare = [next((one.removesuffix(end) for end in known if one.endswith(end)), one) for one in made]
    return [*(made if "" in ends else bare), text[at:]]


# -- what became of them


def _resulting(old, texts, read):
    """Return numbers of old items and values of others; None where none came or went, () in doubt."""
    known, bare, more = {}, [*map(_bare, texts)], len(texts) - len(old)
    changed = bool(more)
    for kind, a, b, c, d in SequenceMatcher(None, old, bare, False).get_opcodes():
        known |= {c + at: a + at + 1 for at in range(b - a)} if kind == "equal" else {}
        changed |= kind == "replace" and b - a != d - c
    left = [at for at in range(len(old)) if at + 1 not in known.values()]
    for at, text in enumerate(bare):
        moved = next((one for one in left if old[one] == text), None)
        if at not in known and moved is not None:
            known[at], changed = moved + 1, True
            left.remove(moved)
    if not changed:
        return None  # single values were changed, each is read for itself
    new = [text for at, text in enumerate(bare) if at not in known]
    most = min((_parts(old[one]) for one in left), default=0)
    items = [known[at] if at in known else read(text, left) for at, text in enumerate(texts)]
    if more < 0 and any(_parts(text) > most or any(_shared(text, old[one]) for one in left) for text in new):
        return None  # the words between two items were reworded: they must not become one
    if None in items or not all(bare):
        return () if more > 0 else None
    return tuple(items) if items != list(range(1, len(old) + 1)) else None


def _parts(text):
    return sum(text.count(mark) for mark in MARKS)


def _shared(text, old):
    """Return how many characters of an item's words a text has in a row, 0 where that may be chance."""
    size = SequenceMatcher(None, text, old, False).find_longest_match().size
    return size if size >= min(_CHANCE, len(old) / 2) else 0


class _Reader:
    """Reads one item from its words."""

    def __init__(self, drafts, look):
        self.look, self.chunks = look, drafts[0][0]
        self.texts = ["".join(part.text for part in chunk) for chunk in self.chunks]
        rows = ([(look.number(chunk[0]), chunk, "", 0) for chunk in chunks] for chunks, _ in drafts)
        self.shapes = look.shapes(*rows)

    def __call__(self, text, left):
        """Return an item: one of those left (places) with other words, or a new one; None where in doubt."""
        if self.look.of.type != "record":
            left[:] = sorted(left, key=lambda at: _shared(text, self.texts[at]))[:-1]
        else:
            edited = [one for one in ((at, self._edited(text, at)) for at in left) if one[1]]
            if len(edited) == 1:
                left.remove(edited[0][0])
                return edited[0][0] + 1, edited[0][1]
        read = (shape.read(text if len(shape.names) > 1 else _bare(text)) for shape in self.shapes)
        found = next(filter(None, read), None)
        if found is None or self.look.of.type != "record":
            return found and found[""]
        value = {}
        for name, inner in found.items():
            value = tree.put(value, name, inner)
        return value

    def _edited(self, text, at):
        """Return {path: text} of what is new in an item of which something stands, or None."""
        last = self.chunks[at][-1]
        unended = isinstance(last, Field) and last.text == _bare(last.text)
        readings = trace(self.chunks[at], _bare(text) if unended else text)
        stand = [one for one in readings if one.text == one.field.text and len(one.text) > 1]
        if not stand or any(one.text is None or one.doubt for one in readings):
            return None
        prefix = f"{self.look.path}.{at + 1}."
        return {one.field.path.removeprefix(prefix): one.text for one in readings if one not in stand}
