"""A YAML text beside the places of all that stands in it, and what an edit leaves as it was written."""

import re
from bisect import bisect_right
from collections import Counter
from dataclasses import dataclass

import yaml

from qicao import located
from qicao.encoding import NOT_XML
from qicao.located import Mapping, Scalar, Sequence
from qicao.problems import ProblemsFound, Span, problem

ENDING = re.compile("(\r\n|\r|\n)")
_HEADER = re.compile(r"(?:[&!]\S*\s+)*([|>])([-+0-9]*)")


@dataclass(frozen=True, slots=True)
class Place:
    """Where a node stands, as offsets.

    style is a scalar's quote or block mark, `block` or `flow` for collections, `*` for what is only to be
    taken whole; column is where a collection's entries or a block's lines begin, mark where its mark ends.
    """

    node: object
    start: int
    end: int
    style: str = ""
    parts: tuple = ()
    column: int = 0
    mark: int = 0


@dataclass(frozen=True, slots=True)
class Part:
    """One entry of a collection: key is None for an item; head is where it begins, at where its value may."""

    key: str | None
    head: int
    at: int
    column: int
    place: Place

    @property
    def end(self):
        """Where its value ends."""
        return max(self.at, self.place.end)


class Page:
    """The text of a brief as the parser saw it, mended, beside the lines as they were written."""

    def __init__(self, path, text, keys):
        self.keys = keys
        pieces = ENDING.split(text)
        self.written, self.endings = pieces[::2], [*pieces[1::2], ""]
        self.ending = max(Counter(pieces[1::2]).items(), key=lambda one: one[1], default=("\n", 0))[0]
        source = located.Source(path, "\n".join(self.written), 1)
        source.mend(keys)
        events = source.parsed(list)
        if events is None:
            raise ProblemsFound([problem("cannot-revise", Span(path))])
        self.unmask = source.unmask
        self.lines = source.lines
        self.text = "\n".join(self.lines)
        self.starts = [0]
        for line in self.lines[:-1]:
            self.starts.append(self.starts[-1] + len(line) + 1)
        self.anchors, self.root = {}, None
        self._build(events)

    def _build(self, events):
        opened = []
        for event in events:
            start, end = event.start_mark.index, event.end_mark.index
            match event:
                case yaml.ScalarEvent():
                    place = self._scalar(event, start, end)
                case yaml.AliasEvent():
                    place = Place(self.anchors.get(event.anchor, Scalar("", None)), start, end, "*")
                case yaml.SequenceStartEvent() | yaml.MappingStartEvent():
                    opened.append((event, []))
                    continue
                case yaml.SequenceEndEvent() | yaml.MappingEndEvent():
                    event, inner = opened.pop()
                    place = self._collection(event, inner, end)
                case _:
                    continue
            if event.__class__ is not yaml.AliasEvent and event.anchor:
                self.anchors[event.anchor] = place.node
            if opened:
                opened[-1][1].append(place)
            else:
                self.root = place

    def _scalar(self, event, start, end):
        node = Scalar(NOT_XML.sub(" ", event.value.translate(self.unmask)), None, not event.style)
        if event.style not in ("|", ">"):
            return Place(node, start, end, event.style or "")
        header = _HEADER.match(self.text, start)
        mark = header.end()
        end = self.eol(mark + len(self.text[mark:end].rstrip(" \n")))
        body = re.compile(r"[^\n]*\n(?: *\n)*( *)").match(self.text, mark)
        column = len(body.group(1)) if body and body.end() <= end else 0
        style = header.group(1) + header.group(2).strip("0123456789")
        return Place(node, start, end, style, (), column, mark)

    def _collection(self, event, inner, end):
        start = event.start_mark.index
        flow = event.flow_style
        if isinstance(event, yaml.SequenceStartEvent):
            node = Sequence(tuple(place.node for place in inner), None)
            parts = self._items(start, inner, flow)
        else:
            parts = [self._entry(*pair) for pair in zip(inner[::2], inner[1::2], strict=True)]
            first = {}
            for part in parts:
                if part.key is not None:
                    first.setdefault(part.key, part.place.node)
            node = Mapping(tuple((Scalar(key, None), value) for key, value in first.items()), None)
        odd = event.anchor or event.tag not in (None, "!") or (flow and self.text[start] not in "[{")
        if not flow:
            end = parts[-1].end
        column = parts[0].column if parts else 0
        return Place(node, start, end, "*" if odd else "flow" if flow else "block", tuple(parts), column)

    def _items(self, start, inner, flow):
        parts, at = [], start
        dash = re.compile(rf"^ {{{self.column(start)}}}-(?=\s|$)", re.M)
        for place in inner:
            if not flow and parts:
                found = dash.search(self.text, at)
                start = found.start() + self.column(start) if found else place.start
            head = place.start if flow else start
            parts.append(Part(None, head, head + (not flow), self.column(head), place))
            at = parts[-1].end
        return parts

    def _entry(self, key, place):
        colon = re.compile(r"\s*:").match(self.text, key.end)
        at = colon.end() if colon and colon.end() <= place.start else key.end
        name = key.node.text if isinstance(key.node, Scalar) else None
        return Part(name, key.start, at, self.column(key.start), place)

    def line(self, offset):
        """Return the number of the line, from 0."""
        return bisect_right(self.starts, offset) - 1

    def column(self, offset):
        """Return the column, from 0."""
        return offset - self.starts[self.line(offset)]

    def eol(self, offset):
        """Return the end of the line."""
        number = self.line(offset)
        return self.starts[number] + len(self.lines[number])

    def leads(self, offset):
        """Tell whether nothing stands before this on its line."""
        return not self.text[self.starts[self.line(offset)] : offset].strip()

    def between(self, start, end):
        """Return the numbers of the lines between two places."""
        return range(self.line(start) + 1, self.line(end))

    def past_comma(self, offset):
        """Return where the next entry may begin on the line of an entry that ends here."""
        return re.compile(r"[ \n]*,? *").match(self.text, offset).end()

    def with_edits(self, edits):
        """Return the text with (start, end, new) put in, other lines as written; None if any clash."""
        pieces, at = [], 0
        for start, end, new in sorted(edits, key=lambda edit: edit[:2]):
            if start < at:
                return None
            pieces += [*self._kept(at, start), new.replace("\n", self.ending)]
            at = end
        return "".join([*pieces, *self._kept(at, len(self.text))])

    def _kept(self, start, end):
        for number in range(self.line(start), self.line(end) + 1):
            first = self.starts[number]
            last = first + len(self.lines[number])
            if start <= first and last <= end:
                yield self.written[number]
            else:
                yield self.text[max(first, start) : min(last, end)].translate(self.unmask)
            if last < end:
                yield self.endings[number]
