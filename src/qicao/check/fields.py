"""Where the words of a filled template come from: a value of the brief, or a line of the template."""

import re

from qicao.document import Field
from qicao.located import Mapping, Scalar, Sequence


def part_at(block, place):
    """Return (part, where it begins) of the paragraph's character at a place; its Ordinal is a part too."""
    at = 0
    for part in ((block.ordinal,) if block.ordinal else ()) + block.parts:
        if at <= place < at + len(part.text):
            return part, at
        at += len(part.text)
    return (block.parts[-1], at - len(block.parts[-1].text)) if block.parts else (None, 0)


def node_at(path, root):
    """Return the node of a value by its path (要求.1.标题), or None where nothing was given."""
    node = root
    for step in path.split("."):
        match node:
            case Mapping():
                node = node.get(step)
            case Sequence() if re.fullmatch("[0-9]{1,5}", step) and 0 < int(step) <= len(node.items):
                node = node.items[int(step) - 1]
            case _:
                return node if isinstance(node, Scalar) else None
    return node


def placed(found, page, root):
    """Return the Span of a Finding in the page of a brief, or None where its words are none of its values."""
    part, begins = part_at(found.block, found.start)
    if not isinstance(part, Field):
        return None
    node = node_at(part.path, root)
    if not isinstance(node, Scalar):
        return None
    start, end = found.start - begins, min(found.end - begins, len(part.text))
    line = _line(node.text, part.text)
    if line < 0:  # printed otherwise than written, as a date
        return page.span(node.text, node.span, 0, len(node.text))
    return page.span(node.text, node.span, line + start, line + end)


def _line(text, words):
    """Return where a line begins that says these words, or words that say them among others; -1 for none."""
    at = 0
    for line in text.split("\n"):
        if line == words:
            return at
        at += len(line) + 1
    return text.find(words)
