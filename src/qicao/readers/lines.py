"""A text file as lines with their places, before it is known what each of them is."""

import re
from dataclasses import dataclass

from qicao.encoding import SPACE
from qicao.problems import width

_BREAKS = re.compile("[\x0b\x0c\x85\u2028\u2029]")
_UNSEEN = re.compile("[\ufeff\u200b-\u200f\u202a-\u202e\u2060\xad\x1a]")
_COMMENT = re.compile("<!--.{0,400}?-->")
_NUMERAL = "[一二三四五六七八九十]{1,3}"
_SPACED = re.compile(
    rf"({_NUMERAL})\s*([、.．])\s+|([（(])\s*({_NUMERAL})\s*([)）])\s+|({_NUMERAL})\s+([、.．])"
)


@dataclass(frozen=True, slots=True)
class Line:
    """A paragraph, or a part of one: its words, where they begin (from 1), the last line they run to."""

    text: str
    number: int
    column: int
    end: int
    indent: int = 0  # columns of space before it
    heading: int = 0  # how many # stood before it

    @property
    def plain(self):
        """Whether `\\` says that this is an ordinary paragraph, whatever it looks like."""
        return self.text.startswith("\\")


def lines(text):
    """Return the lines of a text that hold words, without the space around them."""
    found = []
    for number, whole in enumerate(text.split("\n"), 1):
        if "<!--" in whole:  # what is said to a program, not to the listeners
            whole = _COMMENT.sub(lambda said: " " * len(said.group()), whole)
        for line in _BREAKS.split(whole):
            words = _UNSEEN.sub("", line).strip(SPACE)
            if words:
                before = line[: line.index(words[0])]
                found.append(Line(words, number, len(before) + 1, number, width(before.expandtabs(4))))
    return tuple(found)


def closed(words):
    """Return words with the spaces in and after the ordinal at their head closed up: 一 、 is 一、."""
    found = _SPACED.match(words)
    return "".join(group or "" for group in found.groups()) + words[found.end() :] if found else words
