"""Several speeches: what all share is text, what differs is a hole, what repeats is a loop."""

import re
from collections import Counter
from dataclasses import replace

from qicao import markers
from qicao.extract import front, inline
from qicao.extract.align import Scope
from qicao.extract.anchors import common, shared
from qicao.extract.clauses import repeat
from qicao.extract.pattern import Hole, Loop, Words, pooled, says, stays
from qicao.extract.words import Bits, words

_SAME, _BEYOND = 40, 1.8  # bits members share that are written out, and how many times what others share
_LISTS = (("、", 20), ("；", 30), ("，", 12))  # what parts the things of a list, and how long they are
_HALF = 0.34  # of the texts, the least that must hold a series for it to become a loop
_STRICT = 2  # times the bits that speeches with much in common need
_TAIL = 14  # bits of the words after the last item that are not its own
_MARKS, _ENDS = "。；，、！", "。！？；"


def scope(texts, alike=True):
    """Return how the texts of these speeches are made into a pattern.

    alike: they have much in common; of those that have not, only what is beyond doubt stays, for chance and
    the language of the genre would otherwise cut their values into bits.
    """
    kin = (_Kin if alike else _Strict)(Bits(line for text in texts for line in text.split("\n")))
    return Scope(
        lambda many, role, hint: _parts(many, role, hint, kin),
        kin.between,
        lambda rows: _fixed(rows, kin.between),
    )


class _Kin:
    """How much two texts share: the bits of the runs of three words that stand in both."""

    def __init__(self, bits):
        self.bits, self._runs, self._worth = bits, {}, {}

    def between(self, text, other):
        """Return the bits two texts share."""
        return sum(map(self._said, self._of(text) & self._of(other)))

    def _said(self, run):
        if run not in self._worth:
            self._worth[run] = self.bits.sum(run) / 2
        return self._worth[run]

    def shared(self, texts):
        """Return the parts of texts that stand in one place; clauses that repeat become a loop."""
        cut = [words(text) for text in texts]
        plain = shared(cut, self.bits)
        found = repeat(cut, self.bits) if len(cut) > 1 and all(cut) else None
        if found is None:
            return plain
        rows = [["".join(clause) for clause in row] for row in found.rows]
        before, after = shared(found.before, self.bits), shared(found.after, self.bits)
        loop = _loop(rows, None, self, 0)
        looped = (*before, loop, *after)
        mixed = stays(loop.body) and all(says(loop.body, item) for item in range(sum(map(len, rows))))
        better = mixed and stays(looped, len(texts)) > stays(plain, len(texts))
        return looped if better else plain

    def _of(self, text):
        if text not in self._runs:
            self._runs[text] = frozenset(run for line in text.split("\n") for run in _threes(line))
        return self._runs[text]


class _Strict(_Kin):
    """How much unlike texts share."""

    def shared(self, texts):
        """Return the words that all texts begin and end with; between them is a hole."""
        return shared([words(text) for text in texts], self.bits, _STRICT)


def _threes(line):
    """Return the runs of three words of a paragraph, its figures all alike."""
    row = [re.sub(r"\d+", "0", word) for word in words(line)]
    return zip(row, row[1:], row[2:], strict=False)


def _parts(texts, role, hint, kin):
    """Return the parts of texts that stand in one place."""
    if role == "meta":
        return front.parts(texts)
    if role == "salutation" and len(set(texts)) > 1:
        return _salutation(texts)
    split = [inline.runs(text) for text in texts]
    shapes = Counter(_shape(one) for one in split if one[0])
    shape, often = shapes.most_common(1)[0] if shapes else ((), 0)
    if often < max(2, _HALF * len(texts)):
        return _named(_listed(kin.shared(texts), hint), hint)
    # among paragraphs that hold series, one item makes one too
    split = [
        one if _shape(one) == shape else inline.runs(text, 1) for one, text in zip(split, texts, strict=True)
    ]
    return _named(_with_runs(texts, split, shape, kin), hint)


def _shape(split):
    return tuple(run.marker.kind.name for run in split[0])


def _listed(parts, hint):
    """Return parts in which a hole that lists things, now more, now fewer, is a list."""
    if hint or len(parts) < 2:
        return parts
    made = []
    for part in parts:
        if not isinstance(part, Hole):
            made.append(part)
        elif (grown := _grown(made, part)) and isinstance(listed := _list(grown[1]), Loop):
            made[-1:] = [*grown[0], listed]
        else:
            made.append(_list(part))
    return tuple(made)


def _grown(made, hole):
    """Return the words before a hole without the things it goes on listing, and the hole with them."""
    goes_on = [value for value in hole.values if value]
    if not made or not isinstance(made[-1], Words) or not all(value[0] == "、" for value in goes_on):
        return None
    cut = re.search("[^，。；：！？]*$", made[-1].text).start()
    listed = made[-1].text[cut:]
    kept = (Words(made[-1].text[:cut]),) if cut else ()
    return kept, replace(hole, values=tuple(listed + (value or "") for value in hole.values))


def _list(hole):
    values = [value or "" for value in hole.values]
    for mark, longest in _LISTS:
        rows = [tuple(value.split(mark)) if value else () for value in values]
        items, members = pooled(rows)
        plain = all(item and len(item) <= longest and not re.search(r"[，。；、：]", item) for item in items)
        if plain and len({len(row) for row in rows}) > 1 and max(map(len, rows)) > 1:
            return Loop((Hole(items, "", hole.kind),), members, between=mark, inline=True)
    return hole


def _salutation(texts):
    """Return the line that addresses the listeners; the mark after it stays where it is the same."""
    ends = {text[-1] for text in texts}
    if len(ends) == 1 and (end := ends.pop()) in "：:！!":
        return (Hole(tuple(text[:-1] for text in texts), "称呼"), Words(end))
    return (Hole(tuple(texts), "称呼"),)


def _with_runs(texts, split, shape, kin):
    """Return parts in which the series inside the paragraph are loops; who has none has no items."""
    fits = [_shape(one) == shape for one in split]
    cut = [runs if fit else None for (runs, _), fit in zip(split, fits, strict=True)]
    parts = []
    for at in range(len(shape)):
        before = [
            runs[at].before if runs else ("" if at else text) for runs, text in zip(cut, texts, strict=True)
        ]
        rows = [runs[at].items if runs else () for runs in cut]
        marker = next(runs[at].marker for runs in cut if runs)
        after = [rest if fit else "" for (_, rest), fit in zip(split, fits, strict=True)]
        if at == len(shape) - 1:
            rows, after = _without_tail(rows, after, kin.bits)
        parts += [*kin.shared(before), *_members(rows, marker, kin)]
    return (*parts, *(kin.shared(after) if any(after) else ()))


def _without_tail(rows, after, bits):
    """Take from the last items the sentences that all of them end in: they are about the whole series."""
    lasts = [words(row[-1]) for row in rows if row]
    if len(lasts) < 2:
        return rows, after
    length = common([last[::-1] for last in lasts])
    tail = lasts[0][len(lasts[0]) - length :]
    ended = next((at for at, word in enumerate(tail) if word in _ENDS), None)
    tail = "".join(tail[ended + 1 :]) if ended is not None else ""
    if not tail or bits.sum(words(tail)) < _TAIL:
        return rows, after
    kept = [(*row[:-1], row[-1].removesuffix(tail)) if row else row for row in rows]
    return kept, [tail + rest if row else rest for row, rest in zip(rows, after, strict=True)]


def _members(rows, marker, kin):
    """Return a series inside a paragraph: members that correspond are written out, the rest is a loop."""
    places = _fixed(rows, kin.between) if all(rows) else []
    made, begins = [], [0] * len(rows)
    for place in (*places, None):
        ends = place or [len(row) for row in rows]
        between = [row[a:b] for row, a, b in zip(rows, begins, ends, strict=True)]
        if any(between):
            made.append(_loop(between, marker, kin, len(places)))
        if place:
            ordinal = Words(markers.write(marker.kind, place[0] + 1, marker.form))
            made += [ordinal, *kin.shared([row[at] for row, at in zip(rows, place, strict=True)])]
            begins = [at + 1 for at in place]
    return made


def _loop(rows, marker, kin, more):
    """Return the loop over items inside a paragraph; the marks that part them are its own where alike."""
    between, last = _marks(rows)
    items, members = pooled([_unmarked(row, between, last) for row in rows])
    if marker is None:
        inner = shared([words(text) for text in items], kin.bits)
        return Loop(inner, members, "", between, last, inline=True)
    ordinal = Words(markers.write(marker.kind, 1, marker.form))
    inner = _item(items, kin)
    filled = all(says(inner, item) for item in range(len(items)))
    body = (ordinal, *(inner if filled else (Hole(items, "内容"),)))
    return Loop(body, members, marker.kind.name, between, last, inline=True, more=more)


def _unmarked(row, between, last):
    """Return the items of a row without the marks that part them."""
    marks = [between] * (len(row) - 1) + [last] if row else []
    return [item.removesuffix(mark) for item, mark in zip(row, marks, strict=True)]


def _item(texts, kin):
    """Return the parts of an item: what it comes to and, after its first 。, what it says of that."""
    cut = [text.partition("。") for text in texts]
    if not all(mark for _, mark, _ in cut) or not any(rest for _, _, rest in cut):
        return _named(kin.shared(texts), "内容")
    lead = _named(kin.shared([before for before, _, _ in cut]), "要点")
    return (*lead, Words("。"), *_named(kin.shared([rest for _, _, rest in cut]), "内容"))


def _marks(rows):
    """Return (the mark after each item but the last, the mark after the last one), '' where they differ."""
    inner = {item[-1:] for row in rows for item in row[:-1]}
    ends = {row[-1][-1:] for row in rows if row}
    between = inner.pop() if len(inner) == 1 else ""
    last = ends.pop() if len(ends) == 1 else ""
    return (between, last) if between and last and between in _MARKS and last in _MARKS else ("", "")


def _named(parts, hint):
    """Give the hole that is all there is the name it is to have."""
    alone = [part for part in parts if isinstance(part, Hole)]
    if len(alone) != 1 or not hint:
        return parts
    only = alone[0]
    longest = max(len(value or "") for value in only.values)
    if longest < stays(
        parts
    ):  # most of the text is the template's: what little differs has a name of its own
        return parts
    return tuple(replace(part, hint=hint) if part is only else part for part in parts)


def _fixed(rows, kinship):
    """Return the places of members to write out: from both ends, while they are the same."""
    least = min(map(len, rows))
    front = 0
    while front < least and _is_same(rows, [front] * len(rows), kinship):
        front += 1
    back = 0
    while back < least - front and _is_same(rows, [len(row) - 1 - back for row in rows], kinship):
        back += 1
    return [
        *([at] * len(rows) for at in range(front)),
        *([len(row) - at for row in rows] for at in range(back, 0, -1)),
    ]


def _is_same(rows, places, kinship):
    """Tell whether members in these places share far more than others do."""
    first = _text(rows[0][places[0]])
    own, cross = [], []
    for row, place in zip(rows[1:], places[1:], strict=True):
        own.append(kinship(first, _text(row[place])))
        cross += [kinship(first, _text(member)) for at, member in enumerate(row) if at != place]
    usual = max(cross, default=0)
    return bool(own) and min(own) >= _SAME and sum(own) / len(own) >= _BEYOND * usual


def _text(member):
    return member if isinstance(member, str) else member.text
