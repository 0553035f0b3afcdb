"""The title block: title, subtitle, date line, speaker and salutation, before the speech begins."""

import re
from dataclasses import replace
from itertools import chain, islice

from qicao.structure.formulas import is_formula
from qicao.structure.paragraph import RUNS_ON

_TITLE, _BYLINE, _SALUTATION = 60, 30, 40  # characters, the longest of each in a title block
_SLOGAN = 8  # characters, the shortest line under a title that is rather a heading than a name
_FRONT_LINES = 8  # of a title block, at the most
_DASHES, _BRACKETS = ("——", "--", "―"), re.compile("[（(].*[）)]")
_NO_TITLE = re.compile("[。；，：,;:]$|[。；](?=.)")
_GREETING = re.compile("[：:！!]$")


def with_front(blocks, shape=lambda block: block.text):
    """Return the paragraphs with their title block and salutation named: what stands before the speech.

    shape gives the text to judge a paragraph by; where the words are a person's values, position decides.
    """
    named = list(blocks)
    lines = (at for at, block in enumerate(tuple(named)) if not _is_noise(block))
    front = list(islice(lines, _FRONT_LINES))
    for place, at in enumerate(front):
        text = shape(named[at])
        if re.fullmatch("某[：:！!]", text) or is_formula("salutation", text):
            _name_front(named, front[:place], shape)
            named[at] = _as(named[at], "salutation")
            return tuple(named)
        if len(text) > _TITLE or re.search("[。；]", text):
            break
    return _by_wording(named, chain(front, lines), shape)


def _is_noise(block):
    return block.kind != "title" and is_formula("noise", block.text)


def _name_front(named, front, shape):
    """Name the lines that stand before a salutation."""
    title = ""
    for at in front:
        text = shape(named[at])
        if not title and _front_kind(text, "") == "byline" and not _is_meta(text):
            named[at], title = _as(named[at], "title"), text
        else:
            named[at] = _as(named[at], _front_kind(text, title))


def _by_wording(named, lines, shape):
    """Name the title block of a speech that has no plain salutation."""
    at = next(lines, None)
    if at is not None and _may_be_title(named[at], shape(named[at])):
        title = shape(named[at])
        named[at] = _as(named[at], "title")
        at = next(lines, None)
        while at is not None and _may_be_front(named[at], shape(named[at]), title):
            named[at] = _as(named[at], _front_kind(shape(named[at]), title))
            at = next(lines, None)
    if at is not None and named[at].kind == "body":
        text = shape(named[at])
        if len(text) <= _SALUTATION and _GREETING.search(text) and not RUNS_ON.search(text):
            named[at] = _as(named[at], "salutation")
    return tuple(named)


def _may_be_title(block, text):
    may = block.kind in ("body", "title") or text == "某"
    return may and len(text) <= _TITLE and not _NO_TITLE.search(text) and not _is_meta(text)


def _may_be_front(block, text, title):
    """Tell whether a line may stand in a title block, by what it looks like and by what it says."""
    if block.kind not in ("body", "title", "subtitle", "byline"):
        return False
    if text.startswith(_DASHES) or _BRACKETS.fullmatch(text) or _is_meta(text) or text == title:
        return True
    if any(len(one) > _BYLINE or re.search("[。；！？：，,;:!?]", one) for one in (text, block.text)):
        return False
    return len(text) < _SLOGAN or "某" in text or is_formula("byline", text) or is_formula("occasion", text)


def _is_meta(text):
    return is_formula("meta", text)


def _front_kind(text, title):
    if text.startswith(_DASHES):
        return "subtitle"
    own = title and "某" not in text  # a value of a brief repeats no title
    repeats = own and (text == title or (is_formula("occasion", text) and not _is_meta(text)))
    return "title" if repeats else "byline"


def _as(block, kind):
    return replace(block, kind=kind, level=0, lead=0)
