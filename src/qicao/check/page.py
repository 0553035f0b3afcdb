"""The text of a file, and where in it the words of its paragraphs and values stand."""

import re
from bisect import bisect_right
from itertools import accumulate

from qicao.problems import Span

HOLE = "\ue000"  # stands in some words where the file has the hole of a template
# what readers leave out: indentation, line ends, marks of Markdown, quotes of YAML, the head of a block
_LEFT_OUT = re.compile(
    r"(?:[|>][-+0-9]{0,2}(?: *#[^\n]*)?(?=\n)|\]\([^)\n]{0,400}\)|<!--.{0,400}?-->"
    r"|[\s\\*_~`#>+\-\[\]!\"'\u200b-\u200f\ufeff])+"
)
_SPACES = re.compile(r"\s+")
_ESCAPE = re.compile(r"\\(?:u[0-9a-fA-F]{4}|U[0-9a-fA-F]{8}|x[0-9a-fA-F]{2}|[0abtnvfreNLP_ /\\\"]|\n[ \t]*)")


class Page:
    """A text file as lines; places in it are counted as in Span, from 1."""

    def __init__(self, path, text):
        """path is what messages call the file; lines of the text end in \\n."""
        self.path, self.text = str(path), text
        self.lines = text.split("\n")
        self._known = {}
        self._starts = [0, *accumulate(len(line) + 1 for line in self.lines)]

    def span(self, words, origin, start, end):
        """Return the Span of words[start:end], where the words begin at a Span or a little after it.

        Readers leave characters out (indentation, marks of Markdown, line ends), but put none in.
        """
        if not 0 < origin.line <= len(self.lines):
            return Span(self.path)
        at = self._starts[origin.line - 1] + max(origin.column - 1, 0)
        places = self._known.get((words, at)) or self._places(words, at)
        self._known[words, at] = places
        if start < end:
            first, last = places[start], places[end - 1]
        else:  # something is missing: after the character before
            first = last = places[start - 1] + 1 if start else self._starts[origin.line - 1]
        line = bisect_right(self._starts, first, hi=len(self.lines))
        column = first - self._starts[line - 1] + 1
        return Span(self.path, line, column, max(last - first + (start < end), 0))

    def at(self, span):
        """Return the characters a Span is about."""
        if not 0 < span.line <= len(self.lines):
            return ""
        start = self._starts[span.line - 1] + span.column - 1
        return self.text[start : start + span.length]

    def _places(self, words, at):
        if self.text.startswith(words, at):
            return range(at, at + len(words))
        places = []
        for char in words:
            place, at = self._next(char, at)
            places.append(place)
        return places

    def _next(self, char, at):
        """Return (the place of the next character of some words, where what follows it begins)."""
        text = self.text
        if char == HOLE or text.startswith(char, at):
            return at, at + 1
        escape = _ESCAPE.match(text, at)
        if escape:
            return at, escape.end()
        if char.isspace():
            run = _SPACES.match(text, at)
            return at, run.end() if run else at
        left = _LEFT_OUT.match(text, at)
        if left:
            within = text.find(char, at, left.end())
            place = within if within >= 0 else left.end()
            if text.startswith(char, place):
                return place, place + 1
        return at, at


class Cells:
    """A form in place of a page: a place is the cell a value stands in, and nothing is put right there."""

    def __init__(self, path):
        """path is what messages call the file."""
        self.path = path

    def span(self, _words, origin, _start, _end):
        """Return the Span of the cell some words begin in."""
        return origin if origin.path else Span(self.path)

    def at(self, _span):
        """Return no characters: a cell is not quoted."""
        return ""


def fixed(text, problems):
    """Return a text with the fixes of Problems in it; of two that overlap the first is made.

    Lines may end in any way; a fix never goes over the end of one.
    """
    lines = text.splitlines(keepends=True) if "\r" in text else text.split("\n")
    ends = "" if "\r" in text else "\n"
    by_line = {}
    for one in problems:
        if one.fix is not None:
            by_line.setdefault(one.span.line - 1, []).append(one)
    for number, some in by_line.items():
        lines[number] = mended(lines[number], some)
    return ends.join(lines)


def mended(line, problems):
    """Return a line, or a paragraph, with the fixes of its Problems in it."""
    made, at = [], 0
    for one in sorted(problems, key=lambda one: (one.span.column, one.span.length)):
        start = one.span.column - 1
        if start >= at:
            made += [line[at:start], one.fix]
            at = start + one.span.length
    return "".join((*made, line[at:]))
