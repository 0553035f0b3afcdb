"""The words of a brief's values and of a template's lines as they are written, before anything is filled."""

import re

from qicao.check.page import HOLE
from qicao.document import Block, Document, Text
from qicao.encoding import SPACE
from qicao.located import Mapping, Scalar, Sequence
from qicao.problems import Span
from qicao.structure import block

_TAG = re.compile(r"\{\{.*?\}\}|\{%.*?%\}|\{#.*?#\}", re.DOTALL)
_FRONT = re.compile(r"---[ \t]*\n.*?^---[ \t]*(?:\n|\Z)", re.S | re.M)


def values_of(node, skip=()):
    """Return a Document of the texts in a brief's nodes, each a paragraph with its place."""
    return Document(tuple(_values(node, skip)))


def _values(node, skip=()):
    match node:
        case Mapping():
            for key, value in node.entries:
                if key.text not in skip:
                    yield from _values(value)
        case Sequence():
            for item in node.items:
                yield from _values(item)
        case Scalar() if node.text.strip():
            yield Block("body", (Text(node.text),), origin=node.span)


def lines_of(page):
    """Return a Document of the lines below a template's front matter, with something else for every tag."""
    front = _FRONT.match(page.text)
    start = front.group().count("\n") if front else 0
    body = _TAG.sub(lambda tag: re.sub(r"[^\n]", HOLE, tag.group()), page.text)
    blocks = []
    for number, line in enumerate(body.split("\n")[start:], start + 1):
        words = line.strip(SPACE)
        if words.strip(HOLE):
            column = line.index(words[0]) + 1
            blocks.append(block((Text(words),), origin=Span(page.path, number, column)))
    return Document(tuple(blocks))
