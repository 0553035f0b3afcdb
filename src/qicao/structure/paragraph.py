"""One paragraph by itself: what it is by its head, and whether it heads the one after it."""

import re

from qicao import markers
from qicao.document import Block, Text
from qicao.encoding import SPACE
from qicao.problems import Span
from qicao.structure.formulas import is_formula

RUNS_ON = re.compile("[。；！？!?;](?=.)")  # the end of a sentence with more to come
LONGEST = 60  # characters, the longest line that is taken for a heading without an ordinal


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


def heads_a_body(block, following):
    """Tell whether a run-in item stands alone, as the heading of the paragraph after it."""
    return (
        block.kind == "point"
        and following is not None
        and following.kind == "body"
        and block.lead >= len(block.text)
        and len(block.text) <= LONGEST
        and not is_formula("closing", following.text)
        and not is_formula("noise", following.text)
    )
