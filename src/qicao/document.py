"""The one type in the middle: every reader makes a Document, every writer takes one."""

import re
from dataclasses import dataclass, field
from typing import NamedTuple

from qicao.problems import Span, say

AUTHOR = "qicao"  # who makes the comments of a draft and the suggestions of update
MARKS = "。！？；：，、"  # what ends a sentence or parts it
GAP = re.compile("〔待填(?:：[^〔〕]*)?〕")


def gap_text(about):
    """Return what a draft shows where a value was not given yet."""
    return f"〔待填：{about}〕"


class Text(NamedTuple):
    """Words of the template, or of a speech that was read."""

    text: str


class Field(NamedTuple):
    """A value of the brief where it stands in the text; a gap is a value not given yet."""

    text: str
    path: str  # 要求.1.标题, items counted from 1
    about: str = ""
    gap: bool = False
    place: Span | None = None  # of a gap: where in the brief the value belongs

    def where(self, tongue=""):
        """Say where a gap is to be filled in, in a language or that of the locale."""
        if self.place is None:
            return ""
        known = {"file": self.place.path, "line": self.place.line}
        return say("place-line" if self.place.line else "place", tongue, **known)


class Ordinal(NamedTuple):
    """A number that was counted, not written by a person; items of one series share its number."""

    text: str
    kind: str  # of data/markers.yaml
    number: int
    series: int = 0


@dataclass(frozen=True, slots=True)
class Block:
    """One paragraph.

    kind is title, subtitle, byline, salutation, heading, point or body; level is that of a heading, 1 to 4.
    lead is how many characters, ordinal included, make up the heading of a run-in item.
    """

    kind: str
    parts: tuple
    level: int = 0
    ordinal: Ordinal | None = None
    lead: int = 0
    origin: Span = field(default=Span(""), compare=False)
    end: int = field(default=0, compare=False)  # the last line of one that was broken into several, else 0

    @property
    def text(self):
        """The paragraph as it is read, its ordinal included."""
        words = self.parts[0].text if len(self.parts) == 1 else "".join(part.text for part in self.parts)
        return self.ordinal.text + words if self.ordinal else words


class Source(NamedTuple):
    """What a draft was made from, so that it can be read back and made again."""

    digest: str = ""  # of the template's files
    brief: str = ""  # the name of the brief's file
    given: str = "{}"  # the brief's values, see manifest.given


@dataclass(frozen=True, slots=True)
class Document:
    """A speech: its paragraphs in order."""

    blocks: tuple
    template: str = ""
    asked: tuple = ()  # gaps that decided what is written without standing in it
    source: Source = field(default=Source(), compare=False)

    @property
    def title(self):
        """The title, or ''."""
        return next((block.text for block in self.blocks if block.kind == "title"), "")

    @property
    def gaps(self):
        """The fields that still wait for a value, each path once: those that stand in the text, in order."""
        fields = (part for block in self.blocks for part in block.parts if isinstance(part, Field))
        return tuple({part.path: part for part in (*fields, *self.asked) if part.gap}.values())

    @property
    def text(self):
        """The whole speech, a line a paragraph."""
        return "".join(f"{block.text}\n" for block in self.blocks)
