"""Typing slips of a speech set right: half-width marks, straight quotes and stray spaces next to Chinese."""

import re
from dataclasses import dataclass, replace
from itertools import accumulate

from qicao.document import Text
from qicao.problems import Span

_HAN = re.compile("[\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff〇]")
_SPACE = " \t\u3000\xa0"
_WIDE = dict(zip(",:;?!", "，：；？！", strict=True))
_OPENING, _CLOSING = "“‘（《〈「『【〔", "”’）》〉」』】〕"
_MARKS = "，。：；？！、…"
# what is written in half width whatever stands beside it: addresses, numbers, times, code, English, ordinals
_KEPT = re.compile(
    r"(?:https?|ftp)://[\w./?=&%#:~+,;()!-]*[\w/]|www\.[\w./?=&%#:~-]*\w|[\w.+-]+@[\w-]+(?:\.[\w-]+)+"
    r"|[A-Za-z]:[\\/][\w.\\/-]*|`[^`]*`|\d+(?:[.,:]\d+)+%?"
    r"|(?<=[A-Za-z0-9])[,;:!?.][ ]?(?=[A-Za-z0-9])|[A-Za-z_][\w.]*\([\w ,.=:'+*/-]*\)",
    re.ASCII,
)
_ORDINAL = re.compile(rf"[{_SPACE}]*[0-9一二三四五六七八九十]{{1,3}}[.)]")
_SENTENCE, _BACK = 6, 60  # characters before a full stop that make a sentence, and how far back one looks


@dataclass(frozen=True, slots=True)
class Change:
    """One repair: where it was in the old text, what stood there, what stands there now."""

    pos: int
    old: str
    new: str


@dataclass(frozen=True, slots=True)
class Repair:
    """A Change of a document with its place in the file."""

    span: Span
    old: str
    new: str


def repair(text):
    """Return (text, changes): marks and quotes next to Chinese in full width, stray spaces gone."""
    if not _HAN.search(text):
        return text, ()
    kept = _kept(text)
    marks = list(text)
    while (new := _paired(_widened(marks, kept), kept)) != marks:
        marks = new
    stray = _stray(marks)
    changes = tuple(
        Change(at, old, "" if at in stray else new)
        for at, (old, new) in enumerate(zip(text, marks, strict=True))
        if old != new or at in stray
    )
    return "".join(mark for at, mark in enumerate(marks) if at not in stray), changes


def apply(document):
    """Return (Document, repairs): the words of a document repaired; what is a value stays as it was given."""
    repairs, blocks = [], []
    for block in document.blocks:
        parts, lead, at = [], block.lead, len(block.ordinal.text) if block.ordinal else 0
        for part in block.parts:
            words, changes = repair(part.text) if isinstance(part, Text) else (part.text, ())
            parts.append(Text(words) if changes else part)
            repairs += [Repair(_place(block, at + one.pos), one.old, one.new) for one in changes]
            lead -= sum(not one.new and at + one.pos < block.lead for one in changes)
            at += len(part.text)
        blocks.append(replace(block, parts=tuple(parts), lead=lead))
    return replace(document, blocks=tuple(blocks)), tuple(repairs)


def _place(block, pos):
    """Return the place of a character; of a paragraph broken into lines only its beginning is known."""
    origin = block.origin
    broken = block.end > origin.line
    return Span(origin.path, origin.line, origin.column + (0 if broken else pos))


def _kept(text):
    """Return the places of characters that stay as they are."""
    ordinal = _ORDINAL.match(text)
    spans = [found.span() for found in _KEPT.finditer(text)] + ([ordinal.span()] if ordinal else [])
    return {at for span in spans for at in range(*span)}


def _beside(marks, at, step):
    """Return the next character that is no space, '' at the end."""
    at += step
    while 0 <= at < len(marks) and marks[at] in _SPACE:
        at += step
    return marks[at] if 0 <= at < len(marks) else ""


def _is_han(char):
    return bool(char and _HAN.match(char))


def _widened(marks, kept):
    """Return marks with those next to Chinese in full width."""
    new = list(marks)
    for at, mark in enumerate(marks):
        if at in kept or mark not in ",:;?!.":
            continue
        before, after = _beside(marks, at, -1), _beside(marks, at, 1)
        if mark == ".":
            if _ends_sentence(marks, at, before, after):
                new[at] = "。"
        elif _is_han(before) or before in [*_CLOSING, *"！？"] or _is_han(after) or after in [*_OPENING]:
            new[at] = _WIDE[mark]
    return new


def _ends_sentence(marks, at, before, after):
    """Tell whether a dot after Chinese is a full stop: not in 1. or 3.5, not in a row of dots."""
    if "." in (before, after) or not (_is_han(before) or before in [*_CLOSING]):
        return False
    if after and not (_is_han(after) or after in [*_OPENING, *_CLOSING]):
        return False
    words = "".join(marks[max(0, at - _BACK) : at])
    sentence = re.split(f"[{_MARKS}.]", words)[-1]
    return len(sentence.strip(_SPACE)) >= _SENTENCE or (not after and at >= _SENTENCE)


def _paired(marks, kept):
    """Return marks with brackets and straight quotes next to Chinese in full width, pair by pair."""
    new = list(marks)
    before = list(accumulate(map(_is_han, marks), initial=0))  # how many Chinese characters precede each mark
    for opening, closing in _pairs(marks, kept, "(（", ")）"):
        if _is_chinese(marks, opening, closing, before):
            new[opening], new[closing] = "（", "）"
    for opening, closing in _quotes(marks, kept):
        if _is_chinese(marks, opening, closing, before):
            new[opening], new[closing] = "“", "”"
    return new


def _pairs(marks, kept, opening, closing):
    """Yield the places of brackets that belong together."""
    stack = []
    for at, mark in enumerate(marks):
        if at in kept:
            continue
        if mark in opening:
            stack.append(at)
        elif mark in closing and stack:
            yield stack.pop(), at


def _quotes(marks, kept):
    """Yield the places of quotes that belong together, where at least one is straight."""
    opened = None
    for at, mark in enumerate(marks):
        if at in kept or mark not in '"“”':
            continue
        if opened is None or mark == "“":
            opened = None if mark == "”" else at
        else:
            if '"' in (marks[opened], mark):
                yield opened, at
            opened = None


def _is_chinese(marks, opening, closing, before):
    """Tell whether a pair holds Chinese or stands next to it, or one half of it is in full width already."""
    if {marks[opening], marks[closing]} & set("（）“”"):
        return True
    beside = _beside(marks, opening, -1), _beside(marks, closing, 1)
    return before[closing] > before[opening] or any(map(_is_han, beside))


def _stray(marks):
    """Return the places of spaces that belong to no Chinese sentence."""
    text = "".join(marks)
    stray = set()
    for found in re.finditer(f"[{_SPACE}]+", text):
        before, after = text[: found.start()][-1:], text[found.end() :][:1]
        if not before or not after or "\n" in (before, after):
            continue
        by_mark = before in _MARKS + _OPENING or after in _MARKS + _CLOSING
        within = found.group() == " " and _is_han(before) and _is_han(after) and "。" in text
        if by_mark or within:
            stray |= set(range(*found.span()))
    return stray
