"""The parts of a speech: opening, situation, transition, demands, closing. Cues: data/formulas.yaml."""

import re
from dataclasses import dataclass
from functools import cache
from itertools import pairwise

from qicao import markers
from qicao.document import Block
from qicao.tables import table

_TITLE, _BYLINE, _SALUTATION = 60, 30, 40  # characters, the longest of each in a title block
_FRONT_LINES = 8  # of a title block, at the most
_DASHES, _BRACKETS = ("——", "--", "―"), re.compile("[（(].*[）)]")
_NO_TITLE = re.compile("[。；，：,;:]$|[。；](?=.)")
RUNS_ON = re.compile("[。；！？!?;](?=.)")  # the end of a sentence with more to come
_HEADING = 60  # characters, the longest line that is taken for a heading without an ordinal
_FRONT = {"title": "title", "subtitle": "meta", "byline": "meta"}
_CLOSING = 2  # paragraphs at the end in which a closing may begin


@cache
def _cue(role):
    return re.compile("|".join(f"(?:{row['pattern']})" for row in table("formulas")[role]))


def is_formula(role, text):
    """Tell whether a paragraph uses a formula of this role."""
    return bool(_cue(role).search(text))


def heads_a_body(block, following):
    """Tell whether a run-in item stands alone, as the heading of the paragraph after it."""
    return (
        block.kind == "point"
        and block.lead >= len(block.text)
        and len(block.text) <= _HEADING
        and following is not None
        and following.kind == "body"
        and not is_formula("closing", following.text)
        and not is_formula("noise", following.text)
    )


@dataclass(frozen=True, slots=True)
class Item:
    """A member of an enumeration: its marker without punctuation, where it stands, how it begins."""

    marker: str
    pos: int
    head: str


@dataclass(frozen=True, slots=True)
class Part:
    """A paragraph with its role (the names of the JSON of `qicao show`) and what it enumerates."""

    block: Block
    role: str
    items: tuple = ()


def parts(blocks):
    """Return the paragraphs of one speech, each with its role and items."""
    items = _items(blocks)
    demands = _demands(blocks)
    last = max((i for i, block in enumerate(blocks) if not is_formula("noise", block.text)), default=0)
    started = announced = closed = False
    made = []
    for at, block in enumerate(blocks):
        text = block.text
        closed = closed or (at > last - _CLOSING and block.kind == "body" and is_formula("closing", text))
        if is_formula("noise", text) and block.kind != "title":
            role = "noise"
        elif block.kind in _FRONT or block.kind == "salutation":
            role = _FRONT.get(block.kind, "salutation")
        elif closed:
            role = "closing"
        elif at in demands:
            role, announced = "demand_heading", True
        elif announced or block.kind == "point":
            role, announced = "demand_body", True
        else:
            role, announced = _before(text, started)
        started = started or role not in ("title", "meta", "noise", "salutation")
        made.append(Part(block, role, tuple(items[at])))
    return tuple(made)


def _before(text, started):
    """Return (role, whether the demands begin after it) of a paragraph that stands before them."""
    announces = is_formula("transition", text)
    if announces and re.match("(?:下面|在此|现在|接下来|借此机会)", text):
        return "transition", True
    if not started and is_formula("opening", text):
        return "opening", announces
    return "situation", announces


def _demands(blocks):
    """Return the places of the headings: ordinals alone on a line, and slogans among them."""
    after = (*blocks[1:], None)
    alone = {
        at for at, block in enumerate(blocks) if block.kind == "heading" or heads_a_body(block, after[at])
    }
    if not alone:
        return alone
    first = min(alone)
    slogans = {
        at
        for at, block in enumerate(blocks[:-1])
        if first < at
        and block.kind == "body"
        and len(block.text) <= _HEADING
        and not re.search("[。；！：，,;:.]$", block.text)
    }
    return alone | slogans


def _items(blocks):
    """Return the items of each paragraph; a series of one member is none (GUIDELINES)."""
    found = [[] for _ in blocks]
    for at, block in enumerate(blocks):
        text = block.text
        head = markers.at_head(text)
        if head and not head.kind.level:
            found[at].append(head)
        found[at] += [marker for marker in markers.inside(text) if marker.start]
    kinds = [marker.kind.name for one in found for marker in one]
    return [
        [_item(blocks[at].text, m) for m in one if kinds.count(m.kind.name) > 1]
        for at, one in enumerate(found)
    ]


def _item(text, marker):
    return Item(marker.text.rstrip("，,、：:"), marker.start, text[marker.end : marker.end + 20])


_CHAPTER = re.compile(r"篇\s*(?:\d{1,2}|[一二三四五六七八九十]{1,3})$")


def speeches(blocks):
    """Split a compilation at its …篇1, …篇2 lines; what stands around the speeches comes first."""
    starts = [
        at for at, block in enumerate(blocks) if len(block.text) <= _HEADING and _CHAPTER.search(block.text)
    ]
    if len(starts) < 2:
        return ((), tuple(blocks))
    cuts = [*starts, len(blocks)]
    inner = [blocks[a:b] for a, b in pairwise(cuts)]
    tail = []
    while inner[-1] and is_formula("noise", inner[-1][-1].text):
        tail.insert(0, inner[-1][-1])
        inner[-1] = inner[-1][:-1]
    return ((*blocks[: starts[0]], *tail), *map(tuple, inner))


# -- the title block


def with_front(blocks, shape=lambda block: block.text):
    """Return the paragraphs with their title block and salutation named: what stands before the speech.

    shape gives the text to judge a paragraph by; where the words are a person's values, position decides.
    """
    named = list(blocks)
    for at, block in enumerate(named[:_FRONT_LINES]):
        text = shape(block)
        if re.fullmatch("某[：:！!]", text) or is_formula("salutation", text):
            kinds = ["title", *(_front_kind(shape(one)) for one in named[1:at])]
            named[:at] = [_as(one, kind) for one, kind in zip(named[:at], kinds, strict=False)]
            named[at] = _as(block, "salutation")
            return tuple(named)
        if len(text) > _TITLE or re.search("[。；]", text):
            break
    return _by_wording(named, shape)


def _by_wording(named, shape):
    """Name the title block of a speech that has no plain salutation."""
    at = 0
    if named and _may_be_title(named[0], shape(named[0])):
        named[0] = _as(named[0], "title")
        at = 1
        while at < len(named) and _may_be_front(named[at], shape(named[at])):
            named[at] = _as(named[at], _front_kind(shape(named[at])))
            at += 1
    if at < len(named) and named[at].kind == "body":
        text = shape(named[at])
        if len(text) <= _SALUTATION and re.search("[：:！!]$", text) and not RUNS_ON.search(text):
            named[at] = _as(named[at], "salutation")
    return tuple(named)


def _may_be_title(block, text):
    return (block.kind == "body" or text == "某") and len(text) <= _TITLE and not _NO_TITLE.search(text)


def _may_be_front(block, text):
    """Tell whether a line may stand in a title block, by what it looks like and by what it says."""
    if block.kind != "body":
        return False
    if text.startswith(_DASHES) or _BRACKETS.fullmatch(text):
        return True
    return all(
        len(one) <= _BYLINE and not re.search("[。；！？：，,:;!?]", one) for one in (text, block.text)
    )


def _front_kind(text):
    return "subtitle" if text.startswith(_DASHES) else "byline"


def _as(block, kind):
    return Block(kind, block.parts, 0, block.ordinal, 0, block.origin)
