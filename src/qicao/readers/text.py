"""The text of a speech (DESIGN 1): a line a paragraph, headings by their ordinals."""

from qicao import markers
from qicao.document import Block, Document, Text
from qicao.encoding import decode
from qicao.problems import Span
from qicao.structure import RUNS_ON, is_formula, with_front

SPACE = " \t\u3000\xa0"


def load(path):
    """Return (Document, warnings) of a text file."""
    text, found = decode(path)
    return read(text, str(path)), found


def read(text, path=""):
    """Make a Document of a speech; a person's ordinals stay as they were written."""
    blocks, plain = [], set()
    for number, line in enumerate(text.split("\n"), 1):
        words = line.strip(SPACE)
        if words:
            escaped = words.startswith("\\")
            if escaped:
                plain.add(number)
            origin = Span(path, number, line.index(words) + 1)
            parts = (Text(words.removeprefix("\\").lstrip(SPACE)),)
            blocks.append(block(parts, origin=origin, plain=escaped))
    return Document(with_front(blocks, lambda one: "普通段落。" if one.origin.line in plain else one.text))


def block(parts, ordinal=None, kind=None, origin=Span(""), plain=False):  # noqa: B008 - Span is frozen
    """Make one paragraph and say what it is by its head.

    ordinal and kind: a counted ordinal and its row of the table of markers; plain: `\\` stood before it.
    """
    text = "".join(part.text for part in parts)
    if plain:
        return Block("body", parts, origin=origin)
    start = 0
    if kind is None:
        found = markers.at_head(text)
        kind, start = (found.kind, found.end) if found else (None, 0)
    words = text[start:]
    if kind is None or not words.strip(SPACE):
        # words of a brief do not address the listeners, whatever they look like
        own = all(isinstance(part, Text) for part in parts)
        greets = own and is_formula("salutation", text)
        return Block("salutation" if greets else "body", parts, 0, ordinal, 0, origin)
    printed = len(ordinal.text) if ordinal else 0
    stop = RUNS_ON.search(words)
    alone = stop is None or all(not isinstance(part, Text) for part in parts)
    if kind.level and alone and not (words.endswith("。") and ordinal is None):
        return Block("heading", parts, kind.level, ordinal, 0, origin)
    lead = start + (stop.end() if stop else len(words))
    return Block("point", parts, kind.level, ordinal, printed + lead, origin)
