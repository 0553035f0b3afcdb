"""Typing slips of a speech set right: half-width marks, straight quotes and stray spaces next to Chinese."""

import re
from bisect import bisect
from dataclasses import dataclass, replace
from functools import cache

from qicao.document import Text
from qicao.problems import Span

_CHINESE = "\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff〇"
_HAN, _WORDS = re.compile(f"[{_CHINESE}]"), re.compile(f"[{_CHINESE}]+")
_SPACE = " \t\u3000\xa0"
_WIDE = dict(zip(",:;?!.", "，：；？！。", strict=True))
_HALF, _BRACKET, _QUOTE = re.compile("[,:;?!.]"), re.compile("[()（）]"), re.compile('["“”]')
_SLIP = re.compile(rf'[,:;?!.()"{_SPACE}]')  # nothing else is set right
_OPENING, _CLOSING = "“‘（《〈「『【〔", "”’）》〉」』】〕"
_MARKS = "，。：；？！、…"
_AFTER, _BEFORE = frozenset(_CLOSING + "！？"), frozenset(_OPENING)  # what a mark follows, what it precedes
_END, _GAP = re.compile(f"[{_MARKS}.]"), re.compile(f"[{_SPACE}]+")
# what is written in half width whatever stands beside it: addresses, numbers, times, code, English, ordinals
_KEPT = re.compile(
    r"(?:https?|ftp)://[\w./?=&%#:~+,;()!-]*[\w/]|www\.[\w./?=&%#:~-]*\w|[\w.+-]+@[\w-]+(?:\.[\w-]+)+"
    r"|[A-Za-z]:[\\/][\w.\\/-]*|\d+(?:[.,:]\d+)+%?"
    r"|(?<=[A-Za-z0-9])[,;:!?.][ ]?(?=[A-Za-z0-9])|[A-Za-z_][\w.]*\([\w ,.=:'+*/-]*\)",
    re.ASCII,
)
_LATIN = re.compile(r"[\w.+-][ -~]+", re.ASCII)  # where one of these may stand
_CODE = re.compile("`[^`]*`")
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
    if not (_SLIP.search(text) and _HAN.search(text)):
        return text, ()
    marks, kept = list(text), _kept(text)
    half = {found.start() for found in _HALF.finditer(text)} - kept
    changed, new = {}, _widened(marks, half) | _paired(text, kept)
    while new:
        for at, mark in new.items():
            marks[at] = mark
        changed |= new
        half -= new.keys()
        new = _widened(marks, {_near(marks, at, step) for at in new for step in (-1, 1)} & half)
    changed |= dict.fromkeys(_stray("".join(marks)), "")
    for at, mark in changed.items():
        marks[at] = mark
    return "".join(marks), tuple(Change(at, text[at], changed[at]) for at in sorted(changed))


def apply(document):
    """Return (Document, repairs): the words of a document repaired; what is a value stays as it was given."""
    repairs, blocks = [], []
    for block in document.blocks:
        parts, lead, at = [], block.lead, len(block.ordinal.text) if block.ordinal else 0
        known = len(repairs)
        for part in block.parts:
            words, changes = repair(part.text) if isinstance(part, Text) else (part.text, ())
            parts.append(Text(words) if changes else part)
            repairs += [Repair(_place(block, at + one.pos), one.old, one.new) for one in changes]
            lead -= sum(not one.new and at + one.pos < block.lead for one in changes)
            at += len(part.text)
        blocks.append(replace(block, parts=tuple(parts), lead=lead) if repairs[known:] else block)
    return replace(document, blocks=tuple(blocks)), tuple(repairs)


def _place(block, pos):
    """Return the place of a character; of a paragraph broken into lines only its beginning is known."""
    origin = block.origin
    broken = block.end > origin.line
    return Span(origin.path, origin.line, origin.column + (0 if broken else pos))


def _kept(text):
    """Return the places of characters that stay as they are."""
    ordinal = _ORDINAL.match(text)
    spans = [ordinal.span()] if ordinal else []
    spans += [code.span() for code in _CODE.finditer(text)]
    spans += [found.span() for run in _LATIN.finditer(text) for found in _KEPT.finditer(text, *run.span())]
    return {at for span in spans for at in range(*span)}


def _near(marks, at, step):
    """Return the place of the next character that is no space, None at the end."""
    at += step
    while 0 <= at < len(marks) and marks[at] in _SPACE:
        at += step
    return at if 0 <= at < len(marks) else None


def _beside(marks, at, step):
    """Return the next character that is no space, '' at the end."""
    near = _near(marks, at, step)
    return "" if near is None else marks[near]


@cache
def _is_han(char):
    return bool(char and _HAN.match(char))


def _widened(marks, places):
    """Return {place: mark in full width} of the half-width marks that stand next to Chinese."""
    new = {}
    for at in places:
        before, after = _beside(marks, at, -1), _beside(marks, at, 1)
        if marks[at] == ".":
            wide = _ends_sentence(marks, at, before, after)
        else:
            wide = _is_han(before) or before in _AFTER or _is_han(after) or after in _BEFORE
        if wide:
            new[at] = _WIDE[marks[at]]
    return new


def _ends_sentence(marks, at, before, after):
    """Tell whether a dot after Chinese is a full stop: not in 1. or 3.5, not in a row of dots."""
    if "." in (before, after) or not (_is_han(before) or before in [*_CLOSING]):
        return False
    if after and not (_is_han(after) or after in [*_OPENING, *_CLOSING]):
        return False
    sentence = _END.split("".join(marks[max(0, at - _BACK) : at]))[-1]
    return len(sentence.strip(_SPACE)) >= _SENTENCE or (not after and at >= _SENTENCE)


def _paired(text, kept):
    """Return {place: mark in full width} of brackets and straight quotes next to Chinese, pair by pair."""
    pairs = [(*places, "（）") for places in _brackets(text, kept)]
    pairs += [(*places, "“”") for places in _quotes(text, kept)]
    words = [found.start() for found in _WORDS.finditer(text)] if pairs else []
    new = {}
    for opening, closing, wide in pairs:
        if _is_chinese(text, opening, closing, words):
            new |= zip((opening, closing), wide, strict=True)
    return {at: mark for at, mark in new.items() if text[at] != mark}


def _brackets(text, kept):
    """Yield the places of brackets that belong together, where at least one is in half width."""
    stack = []
    for found in _BRACKET.finditer(text):
        at = found.start()
        if at in kept:
            continue
        if text[at] in "(（":
            stack.append(at)
        elif stack:
            opening = stack.pop()
            if (text[opening], text[at]) != ("（", "）"):
                yield opening, at


def _quotes(text, kept):
    """Yield the places of quotes that belong together, where at least one is straight."""
    opened = None
    for found in _QUOTE.finditer(text):
        at, mark = found.start(), found.group()
        if at in kept:
            continue
        if opened is None or mark == "“":
            opened = None if mark == "”" else at
        else:
            if '"' in (text[opened], mark):
                yield opened, at
            opened = None


def _is_chinese(text, opening, closing, words):
    """Tell whether a pair holds Chinese or stands next to it, or one half of it is in full width already.

    words: where the runs of Chinese characters of the text begin.
    """
    if {text[opening], text[closing]} & set("（）“”"):
        return True
    beside = _beside(text, opening, -1), _beside(text, closing, 1)
    return bisect(words, opening) < bisect(words, closing) or any(map(_is_han, beside))


def _stray(text):
    """Return the places of spaces that belong to no Chinese sentence."""
    stray, spoken = [], "。" in text
    for found in _GAP.finditer(text):
        start, end = found.span()
        before, after = text[max(start - 1, 0) : start], text[end : end + 1]
        if not before or not after or "\n" in (before, after):
            continue
        by_mark = before in _MARKS + _OPENING or after in _MARKS + _CLOSING
        within = spoken and found.group() == " " and _is_han(before) and _is_han(after)
        if by_mark or within:
            stray += range(start, end)
    return stray
