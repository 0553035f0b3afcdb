"""Two speeches compared as their readers see them: paragraph by paragraph, word by word."""

from collections import Counter
from difflib import SequenceMatcher

from qicao.merge import ADDED, CUT, DOUBTED, KEPT, OFFERED, script
from qicao.rework import merging

_KIN = 0.3  # of a text, the least that stays where what changed is shown inside it
_AROUND = 14  # characters shown beside a change
_SIGNS = {ADDED: ("{+", "+}"), CUT: ("[-", "-]"), OFFERED: ("{+?", "+}"), DOUBTED: ("[-?", "-]")}


def compare(old, new):
    """Return the Changes that make one Document of another."""
    return merging.between(old.blocks, new.blocks)


def listed(changes):
    """Yield a line for each paragraph that changes: its number and what comes and goes in it.

    Numbers count the paragraphs of the old speech; a + before one stands for a new paragraph below it, a !
    for words that could not be put in.
    """
    number = 0
    for change in changes:
        number += len(change.lines)
        if change.edits:
            sign = "~" if change.lines else "+"
            sign = "!" if change.refused else "-" if change.gone else sign
            yield f"{sign} {number}  {shown(change.pieces)}"


def between(old, new):
    """Return what makes one text another, or "" where they have little in common."""
    pieces = [piece for piece in script(old, new) if piece.text]
    kept = sum(len(piece.text) for piece in pieces if piece.kind == KEPT)
    return shown(pieces) if kept >= _KIN * max(len(old), len(new)) else ""


def difference(was, now):
    """Yield the lines that show what became of a value: its words, or the lines that go, come or (>) move."""
    if isinstance(was, str) and isinstance(now, str) and (line := between(was, now)):
        yield line
        return
    old, new = _told(was), _told(now)
    gone, come = Counter(old) - Counter(new), Counter(new) - Counter(old)
    yield from (f"- {line}" for line in gone.elements())
    yield from (f"+ {line}" for line in come.elements())
    rest = [[line for line in lines if line not in gone and line not in come] for lines in (old, new)]
    for kind, _, _, start, end in SequenceMatcher(None, *rest, False).get_opcodes():
        yield from (f"> {line}" for line in rest[1][start:end] if kind != "equal")


def _told(value):
    match value:
        case None:
            return []
        case list():
            return [line for item in value for line in _told(item)]
        case dict():
            return ["　".join(f"{name}：{'；'.join(_told(inner))}" for name, inner in value.items())]
    return [line for line in value.split("\n") if line]


def shown(pieces):
    """Return an edit script as text: [-words that go-], {+words that come+}, a ? where they are suggested."""
    made = []
    for at, piece in enumerate(pieces):
        if piece.kind == KEPT:
            made.append(_short(piece.text, at > 0, at + 1 < len(pieces)))
        else:
            opening, closing = _SIGNS[piece.kind]
            made.append(f"{opening}{piece.text}{closing}")
    return "".join(made).replace("\n", "⏎").replace("\v", "⏎")


def _short(text, after, before):
    """Return unchanged words, cut down to what stands next to a change."""
    head, tail = text[: _AROUND * after], text[len(text) - _AROUND * before :]
    return text if len(text) <= len(head) + len(tail) + 1 else f"{head}…{tail}"
