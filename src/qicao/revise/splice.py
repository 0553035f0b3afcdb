"""The edits that bring the text of a brief to other values."""

import re
from collections import defaultdict

from qicao.located import Scalar, Sequence
from qicao.revise.hand import Hand
from qicao.revise.pairing import aligned, same

FINE = 99  # deeper than any brief: every value is spliced by itself
_QUIET = re.compile(r"\s*(?:#|$)")


class Unwritable(Exception):  # noqa: N818 - it is no error: what is around is written anew
    """A value cannot stand between brackets."""


class Splice:
    """Collects the edits (start, end, new text) that bring a page to what is expected."""

    def __init__(self, page):
        self.page, self.hand, self.edits = page, Hand(page.root, page.keys), []

    def root(self, expected, levels):
        """Bring the whole brief there, each key down to its level."""
        root = self.page.root
        if root is None or not root.parts:
            lines = self.hand.lines(expected, 0)
            return self._put(root.start, root.end, "\n".join(lines)) if root else self._at_end(lines)
        flow, last = root.style == "flow", None
        for part, key, new in entries(root, expected):
            if part is None:
                self._add_flow(root, last, key, new) if flow else self._append(root, key, new)
                continue
            last = part
            level = levels.get(key, FINE)
            if level <= 0 or not same(part.place.node, new):
                self._value(part, new, level, flow)
        return None

    def _append(self, root, key, new):
        """Put a new key at the end of the brief, after a blank line where such stand between most keys."""
        lines = self.hand.entry(key, new, root.column)
        lines = ["", *lines] if sum(self._spaced(root)) * 2 >= len(root.parts) else lines
        rest = self.page.lines[self.page.line(root.parts[-1].end) + 1 :]
        if all(map(_QUIET.match, rest)):
            self._at_end(lines)
        else:
            self._below(root.parts[-1].end, lines)

    def _at_end(self, lines):
        text = self.page.text.rstrip(" \n")
        if text:
            self._below(len(text), lines)
        else:
            self._put(0, 0, "\n".join([*lines, ""]))

    def _value(self, part, new, level, flow):
        """Bring a value there: piece by piece, or as a whole from where the level is reached."""
        place, before = part.place, len(self.edits)
        if level > 0 and _akin(place, new):
            try:
                (self._flow if place.style == "flow" else self._block)(place, new, level - 1)
            except Unwritable:
                if flow:
                    raise
                del self.edits[before:]
            else:
                return
        if flow:
            text = self.hand.flow(new, place)
            if text is None or not (text or part.key):
                raise Unwritable
            self._inline(part, text, [], flow=True)
            return
        first, below = self.hand.value(new, part.column, part if level >= 0 else None, part.key is None)
        if level < 0:
            self._put(part.at, self.page.eol(part.end), "\n".join([first and f" {first}", *below]))
        elif below and isinstance(new, Scalar) and self.page.between(part.at, place.start):
            self._whole(part, self.hand.flow(new), [])
        else:
            self._whole(part, first, below)

    # what stands on lines of its own

    def _block(self, place, node, level):
        last, gone = None, []
        blank = [""] * any(self._spaced(place))
        for part, key, new in entries(place, node):
            if part is None:
                self._add(place, last, key, new, blank)
            elif new is None:
                gone.append(part)
            else:
                self._drop(gone, part)
                last, gone = part, []
                if not same(part.place.node, new):
                    self._value(part, new, level, flow=False)
        self._drop(gone, None)

    def _add(self, place, last, key, new, blank):
        """Put an entry after the last one, or before all of them; blank is what separates entries."""
        first = place.parts[0]
        lines = self.hand.entry(key, new, place.column, (last or first) if key is None else None)
        if last:
            self._below(last.end, [*blank, *lines])
        elif self.page.leads(first.head):
            above = self.page.line(first.head) - 1
            while _QUIET.match(self.page.lines[above]):
                above -= 1
            self._below(self.page.starts[above], [*lines, *blank])
        else:
            text = "\n".join([*lines, *blank, " " * place.column])
            self._put(first.head, first.head, text[place.column :])

    def _drop(self, gone, following):
        """Take entries out that stand one after another, with the blank lines between them and the next."""
        if not gone:
            return
        page = self.page
        if not page.leads(gone[0].head):
            start, end = gone[0].head, page.eol(gone[-1].end)
            if "#" in page.text[end : following.head]:
                before = page.text[page.starts[page.line(start)] : start]
                self._put(start - len(before) + len(before.rstrip()), end, "")
            else:
                self._put(start, following.head, "")
            return
        for part in gone:
            first, last = page.line(part.head), page.line(part.end)
            while following and last + 1 < len(page.lines) and not page.lines[last + 1].strip():
                last += 1
            while not following and not page.lines[first - 1].strip():
                first -= 1
            self._lines(first, last, [])

    def _spaced(self, place):
        """Tell of each two neighbours whether a blank line stands between them."""
        lines = self.page.lines
        for part, other in zip(place.parts, place.parts[1:], strict=False):
            yield not all(lines[number].strip() for number in self.page.between(part.end, other.head))

    def _whole(self, part, first, below):
        """Put another value in the place of a whole one: its first line behind the key, the others below."""
        place, page = part.place, self.page
        own = page.line(place.start) > page.line(part.at)
        if place.style == "block" and own:
            self._put(part.at, part.at, first and f" {first}")
            self._lines(page.line(place.start), page.line(place.end), below)
        elif place.style == "block":
            gap = page.text[part.at : place.start] if first else ""
            self._put(part.at, page.eol(place.end), "\n".join([gap + first, *below]))
        elif place.style[:1] in ("|", ">"):
            self._inline(part, first, [], end=place.mark)
            if page.line(place.end) > page.line(place.mark):
                self._lines(page.line(place.mark) + 1, page.line(place.end), below)
            else:
                self._below(place.mark, below)
        else:
            self._inline(part, first, below)

    def _inline(self, part, first, below, end=None, flow=False):
        """Put another value in the place of one that stands in the midst of a line; what follows it stays."""
        place, page = part.place, self.page
        start, end = place.start, place.end if end is None else end
        own = page.line(start) > page.line(part.at)
        if start == end:
            colon = "" if part.key is None or page.text[part.at - 1] == ":" else ":"
            gap = "" if page.text[start - 1] == " " else f"{colon} "
            self._put(start, end, first and gap + first)
        elif own and not flow and (below or not first):
            note = page.text[end : page.eol(end)].rstrip()
            self._put(part.at, part.at, first and f" {first}{note}")
            if first or not note:
                self._lines(page.line(start), page.line(end), below)
                return
            self._put(start, end, "")
        else:
            gap = 0 if first or flow else start - part.at
            self._put(start - gap, end, first)
        self._below(end, below)

    # what stands between brackets

    def _flow(self, place, node, level):
        last, gone = None, []
        for part, key, new in entries(place, node):
            if part is None:
                self._add_flow(place, last, key, new)
            elif new is None:
                gone.append(part)
            else:
                self._drop_flow(gone, last, part)
                last, gone = part, []
                if not same(part.place.node, new):
                    self._value(part, new, level, flow=True)
        self._drop_flow(gone, last, None)

    def _add_flow(self, place, last, key, new):
        part = last or place.parts[0]
        text = self.hand.pair(key, new, part.place if key is None else None)
        if text is None:
            raise Unwritable
        page, alone = self.page, self._alone(part)
        gap = "\n" + " " * part.column if page.leads(part.head) else " "
        if not last:
            self._put(part.head, part.head, f"{text},{gap}")
        elif alone and alone.group(1):
            self._below(last.end, [f"{' ' * part.column}{text},"])
        else:
            self._put(last.end, last.end, f",{gap}{text}")

    def _alone(self, part):
        """Return the match of what follows an entry that has its lines for itself; group 1 is its comma."""
        rest = self.page.text[part.end : self.page.eol(part.end)]
        return self.page.leads(part.head) and re.fullmatch(r"\s*(,?)\s*(?:#.*)?", rest)

    def _drop_flow(self, gone, last, following):
        page = self.page
        for part in gone:
            if self._alone(part):
                self._lines(page.line(part.head), page.line(part.end), [])
            elif following:
                self._put(part.head, page.past_comma(part.end), "")
            else:
                self._put(last.end, part.end, "")
            last = part

    # edits

    def _put(self, start, end, text):
        if text or end > start:
            self.edits.append((start, end, text))

    def _below(self, offset, lines):
        """Put lines below the line of an offset."""
        end = self.page.eol(offset)
        self._put(end, end, "".join(f"\n{line}" for line in lines))

    def _lines(self, first, last, new):
        """Put lines in the place of those from the first to the last."""
        start, end = self.page.starts[first], self.page.eol(self.page.starts[last])
        # the line break before them goes with lines, so that others can be put behind those that go
        self._put(start if new else max(start - 1, 0), end, "\n".join(new))


def _akin(place, node):
    """Tell whether a collection keeps its kind and some of its entries."""
    if place.style not in ("block", "flow") or type(place.node) is not type(node) or not place.parts:
        return False
    if isinstance(node, Sequence):
        return bool(node.items)
    return not {part.key for part in place.parts}.isdisjoint(key.text for key, _ in node.entries)


def entries(place, node):
    """Yield (part, key, node) in the order of the text: a new entry has no part, one that goes no node."""
    if isinstance(node, Sequence):
        for i, j in aligned(place.node.items, node.items):
            yield None if i is None else place.parts[i], None, None if j is None else node.items[j]
        return
    wanted = {key.text: value for key, value in node.entries}
    known = [part.key for part in place.parts]
    spot = next((key for key in reversed(known) if key in wanted), None)
    new = defaultdict(list)
    for key, value in node.entries:
        if key.text in known:
            spot = key.text
        else:
            new[spot].append((None, key.text, value))
    for part in place.parts:
        if part.key in wanted:
            yield from [(part, part.key, wanted.pop(part.key)), *new[part.key]]
        elif part.key is not None and node.get(part.key) is None:
            yield part, part.key, None
    yield from new[None]
