"""YAML in which every key and value keeps its place, read event by event and mended where it is broken.

Scalars stay the text that was written (`no`, `007`): only the declared type of a parameter reads them.
"""

import re
from dataclasses import dataclass
from typing import NamedTuple

import yaml

from qicao.encoding import NOT_XML, character
from qicao.mending import Lines, indentation
from qicao.problems import Span, problem

MAX_NODES = 200_000
MAX_DEPTH = 40
_MAX_ERRORS = 25
_LOADER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)

# YAML takes these for line breaks or refuses them, a .docx holds them: they pass the parser in disguise
_DISGUISED = "\x85\u2028\u2029\ufeff" + "".join(map(chr, [0x7F, *range(0x80, 0x85), *range(0x86, 0xA0)]))
_disguised = re.compile(f"[{_DISGUISED}]").search


class Scalar(NamedTuple):
    """A text; plain tells that it stands without quotes or block marks."""

    text: str
    span: Span
    plain: bool = True


@dataclass(frozen=True, slots=True)
class Sequence:
    """A list of nodes."""

    items: tuple
    span: Span


@dataclass(frozen=True, slots=True)
class Mapping:
    """Keys (Scalar) with their nodes, in the order of the file; duplicates are reported and left out."""

    entries: tuple
    span: Span

    def get(self, name):
        """Return the node of a key, or None."""
        return next((node for key, node in self.entries if key.text == name), None)


Node = Scalar | Sequence | Mapping


def read(path, text, first_line=1, keys=frozenset()):
    """Read YAML as (node or None, problems); keys are the names that may stand before a colon.

    Whatever is wrong is reported and stepped over, so that one run finds everything.
    """
    source = Source(path, text, first_line)
    source.mend(keys)
    try:
        node = source.parsed(source.build)
    except _TooMuchError:
        node = None
    order = sorted(source.problems, key=lambda p: (p.span.line, p.span.column))
    return node, order


class _TooMuchError(Exception):
    """The document is too deep or too large to go on with."""


# what libyaml says -> (our code, whether the place is where the construct began)
_SAID = (
    ("end of stream", "yaml-open-quote", True),
    ("unexpected end of", "yaml-open-quote", True),
    ("document indicator", "yaml-open-quote", True),
    ("could not find expected ':'", "yaml-no-colon", True),
    ("mapping values are not allowed", "yaml-second-colon", False),
    ("cannot start any token", "yaml-quote", False),
    ("scanning a tag", "yaml-quote", True),
    ("scanning a block scalar", "yaml-quote", True),
    ("scanning an anchor", "yaml-quote", True),
    ("tag handle", "yaml-quote", True),
    ("alphabetic or numeric", "yaml-quote", True),
    ("found undefined", "yaml-quote", False),
    ("unknown escape", "yaml-escape", False),
    ("escape", "yaml-escape", False),
    ("hexdecimal", "yaml-escape", False),
    ("expected ',' or", "yaml-bracket", True),
    ("flow node", "yaml-bracket", True),
    ("expected key", "yaml-indent", False),
    ("expected '-' indicator", "yaml-indent", False),
    ("block entries are not allowed", "yaml-indent", False),
    ("block sequence entries", "yaml-indent", False),
    ("document start", "yaml-indent", False),
    ("nesting depth", "too-deep", False),  # libyaml 0.2.6 has a limit too, and looks far ahead
)


class Source(Lines):
    """The lines of one document while they are parsed."""

    def __init__(self, path, text, first_line):
        self.unmask = {}
        if _disguised(text):
            free = (chr(c) for c in range(0x10FFFD, 0x100000, -1) if chr(c) not in text)
            masks = {ord(c): next(free) for c in _DISGUISED}
            self.unmask = {ord(mask): chr(code) for code, mask in masks.items()}
            # programs that write YAML indent what follows such a break; the spaces are not part of the text
            text = re.sub("([\x85\u2028\u2029]) {2,}", r"\1", text).translate(masks)
        super().__init__(path, text, first_line)

    def parsed(self, work):
        """Return what work makes of the parser's events; what it cannot read is reported and stepped over.

        None where too much is wrong.
        """
        for _ in range(_MAX_ERRORS):
            try:
                return work(yaml.parse("\n".join(self.lines), Loader=_LOADER))
            except yaml.YAMLError as error:
                if not self.step_over(error):
                    break
        return None

    def build(self, events):
        """Return the root node that events make."""
        builder = _Builder(self)
        builder.take(events)
        self.problems += builder.problems
        return builder.root

    def step_over(self, error):
        """Report a parser's error and take its line out of the way; False where there is none to take."""
        said = f"{getattr(error, 'context', '') or ''} {getattr(error, 'problem', '') or error}"
        code, begun = next(((c, b) for words, c, b in _SAID if words in said), ("yaml-syntax", False))
        mark = getattr(error, "problem_mark", None)
        context = getattr(error, "context_mark", None)
        if begun and context:
            mark = context
        if mark is None or mark.line >= len(self.lines):
            mark = context
        if mark is None:
            self.report("yaml-syntax", 0, 1, said=said.strip())
            return False
        number = min(mark.line, len(self.lines) - 1)
        while number and not self.lines[number].strip():
            number -= 1
        line = self.lines[number]
        if not line.strip():
            self.report(code, number, 1, said=said.strip())
            return False
        column = mark.column if number == mark.line else len(line) - len(line.lstrip())
        if code == "yaml-second-colon" and not re.search(": |：", line[:column]):
            number, code = self._continued(number)
            line = self.lines[number]
        if code in ("yaml-indent", "yaml-no-colon"):
            column = indentation(line)
        self.problems.append(problem(code, self.span(number, column), said=said.strip(), limit=MAX_DEPTH))
        self._blank(number)
        return True

    def _continued(self, number):
        """Return (line, code) of what makes the first colon of this line look like a second one."""
        above = next((i for i in range(number - 1, -1, -1) if self.lines[i].strip()), number)
        return (number, "yaml-indent") if ":" in self.lines[above] else (above, "yaml-no-colon")

    def _blank(self, number):
        """Empty a line and what is indented under it."""
        indent = indentation(self.lines[number])
        self.lines[number] = ""
        for below in range(number + 1, len(self.lines)):
            line = self.lines[below]
            if line.strip() and indentation(line) <= indent:
                break
            self.lines[below] = ""


_cut_short = re.compile(r" +#(?=\S)").match


class _Builder:
    """Nodes from events, without recursion: depth is somebody else's to choose."""

    def __init__(self, source):
        self.source, self.problems = source, []
        self.root = None
        self.open = []  # [event, children, how many nodes there were before]
        self.anchors = {}  # name -> (node, how many nodes it holds)
        self.count = 0
        self.hashes = any(" #" in line for line in source.lines)  # most briefs have no comment after a value

    def take(self, events):
        steps = {
            yaml.ScalarEvent: self._scalar,
            yaml.SequenceStartEvent: self._opened,
            yaml.MappingStartEvent: self._opened,
            yaml.SequenceEndEvent: self._sequence,
            yaml.MappingEndEvent: self._mapping,
            yaml.AliasEvent: self._alias,
            yaml.DocumentStartEvent: self._document,
        }
        for event in events:
            step = steps.get(event.__class__)
            if step:
                step(event)

    def _scalar(self, event):
        text, line, column = event.value, event.start_mark.line, event.start_mark.column
        plain = not event.style  # '' from libyaml, None from the slower reader
        if event.tag:
            self._tag(event)
        if self.source.unmask:
            text = text.translate(self.source.unmask)
        within = plain and line == event.end_mark.line
        span = self.source.span(line, column, len(text) or 1 if within else 1)
        if within and self.hashes:
            self._hash(event)
        if event.style == '"':  # only there an escape can write what no line holds
            self.problems += [character(span, found) for found in NOT_XML.finditer(text)]
            text = NOT_XML.sub(" ", text)
        self._add(Scalar(text, span, plain), event.anchor, 1, 1 + len(text) // 50)

    def _opened(self, event):
        if event.tag:
            self._tag(event)
        self.open.append((event, [], self.count))
        if len(self.open) > MAX_DEPTH:
            self._stop(problem("too-deep", self.span(event), limit=MAX_DEPTH))

    def _sequence(self, _event):
        start, items, before = self.open.pop()
        self._add(Sequence(tuple(items), self.span(start)), start.anchor, 1, self.count - before + 1)

    def _mapping(self, _event):
        start, items, before = self.open.pop()
        node = Mapping(self._entries(items), self.span(start))
        self._add(node, start.anchor, 1, self.count - before + 1)

    def _alias(self, event):
        if event.anchor in self.anchors:
            node, weight = self.anchors[event.anchor]
            self._add(node, None, weight)
        else:
            span = self.span(event, len(event.anchor) + 1)
            self.problems.append(problem("yaml-quote", span))
            self._add(Scalar("", span), None, 1)

    def _document(self, event):
        if self.root is not None:
            self._stop(problem("second-document", self.span(event)))

    def span(self, event, length=1):
        return self.source.span(event.start_mark.line, event.start_mark.column, length)

    def _add(self, node, anchor, cost, weight=1):
        self.count += cost
        if self.count > MAX_NODES:
            self._stop(problem("too-many", node.span, limit=MAX_NODES))
        if anchor:
            self.anchors[anchor] = (node, weight)
        if self.open:
            self.open[-1][1].append(node)
        else:
            self.root = node

    def _stop(self, found):
        self.source.problems += [*self.problems, found]
        raise _TooMuchError

    def _entries(self, items):
        entries, seen = [], {}
        for key, node in zip(items[::2], items[1::2], strict=True):
            if not isinstance(key, Scalar):
                self.problems.append(problem("bad-key", key.span))
            elif key.text in seen:
                first = seen[key.text].line
                self.problems.append(problem("duplicate-key", key.span, name=key.text, line=first))
            else:
                seen[key.text] = key.span
                entries.append((key, node))
        return tuple(entries)

    def _tag(self, event):
        if event.tag not in (None, "!"):
            self.problems.append(problem("yaml-tag", self.span(event, len(event.tag)), name=event.tag))

    def _hash(self, event):
        """Tell of a plain text cut short by a #, as in 建设路 #3号."""
        line, column = event.end_mark.line, event.end_mark.column
        if event.value and (found := _cut_short(self.source.lines[line], column)):
            self.problems.append(problem("hash", self.source.span(line, found.end() - 1)))
