"""What a paragraph enumerates, at its head and inside it: 一是…二是…, 第一，…第二，…"""

import re
from dataclasses import dataclass
from functools import cache

from qicao import markers
from qicao.structure.formulas import wide
from qicao.tables import table

_NEAR = 15  # paragraphs between two members of a series, at the most
_CLOSE = 60  # members of a kind on either side that are looked at
_SHOWN = 20  # characters of an item
_BEGINNING = re.compile(rf"\s*(.{{0,{_SHOWN}}})", re.DOTALL)
_LEAD = re.compile(
    "(?!要|我|你|这|那|对|但|同时|可|也|他|她|它|大家|各|今|去|当前|目前|在|从)[\u4e00-\u9fff“”]{4,12}。(?=.)"
)
_ALIKE = 4  # characters by which such headings may differ
_BRACKETED = re.compile("（(?:(?<=[，、]（)[^（）]{1,3}|[1一])）")


@dataclass(frozen=True, slots=True)
class Item:
    """A member of an enumeration: its marker without punctuation, where it stands, how it begins."""

    marker: str
    pos: int
    head: str


@dataclass(frozen=True, slots=True)
class _Found:
    marker: markers.Marker
    at: int  # the paragraph


@cache
def families():
    """Return {kind: family}: kinds of one family may share a series (一要 二要 三是)."""
    return {row["kind"]: row.get("family", row["kind"]) for row in table("markers")}


def items(blocks, headings=()):
    """Return the items of each paragraph; a series of one member is none (GUIDELINES).

    headings: the places where the ordinal at the head heads a section; it is then no item.
    """
    found = {}
    for at, block in enumerate(blocks):
        for marker in _markers(block, at in headings):
            found.setdefault(families()[marker.kind.name], []).append(_Found(marker, at))
    made = [[] for _ in blocks]
    for family in found.values():
        for place, one in enumerate(family):
            if _is_member(one, place, family):
                made[one.at].append(_item(blocks[one.at].text, one.marker))
    for at in _unmarked(blocks, headings):
        if not made[at] or made[at][0].pos:
            made[at].append(Item("", 0, blocks[at].text[:_SHOWN]))
    return [tuple(sorted(some, key=lambda item: item.pos)) for some in made]


def _unmarked(blocks, headings):
    """Yield the places of paragraphs that run in a heading each, one like the other, but no ordinal."""
    run = []
    for at, block in enumerate((*blocks, None)):
        lead = (
            _LEAD.match(wide(block.text)) if block and block.kind == "body" and at not in headings else None
        )
        if lead and (not run or abs(lead.end() - run[-1][1]) <= _ALIKE):
            run.append((at, lead.end()))
            continue
        yield from (place for place, _ in run if len(run) > 1)
        run = [(at, lead.end())] if lead else []


def _markers(block, heads):
    """Yield the ordinals of a paragraph that may be items."""
    if block.kind in ("title", "subtitle", "byline", "salutation"):
        return
    text = wide(block.text)
    head = markers.at_head(text)
    if head and not (heads and head.kind.level):
        yield head
    taken = [marker for marker in markers.inside(text) if marker.start]
    yield from taken
    starts = {marker.start for marker in taken}
    for bracket in _BRACKETED.finditer(text):
        marker = markers.at_head(bracket.group())
        if marker and bracket.start() not in starts:
            yield marker._replace(start=bracket.start(), end=bracket.start() + marker.end)


def _is_member(one, place, family):
    """Tell whether another member of the series is near: the number before or after, or one that got lost."""
    for other in _neighbours(place, family):
        if one.marker.kind.level and not _may_share(one, other):
            continue
        before = (other.at, other.marker.start) < (one.at, one.marker.start)
        early, late = (other.marker, one.marker) if before else (one.marker, other.marker)
        if _is_last(late) and not _is_last(early) and (early.number > 1 or one.at == other.at):
            return True
        if not _is_last(late) and not _is_last(early) and 0 < late.number - early.number <= 2:
            return True
    return False


def _neighbours(place, family):
    """Yield the other members of a family that stand near enough, the nearest first."""
    at = family[place].at
    for distance in range(1, _CLOSE):
        for other in (place - distance, place + distance):
            if 0 <= other < len(family) and abs(family[other].at - at) <= _NEAR:
                yield family[other]


def _is_last(marker):
    return marker.kind.name == "shouxian" and marker.form == marker.kind.last


def _may_share(one, other):
    """Tell whether ordinals of headings make a list: inside one paragraph, or at the heads of several."""
    return one.at == other.at or not (one.marker.start or other.marker.start)


def _item(text, marker):
    printed = text[marker.start : marker.end]
    printed = printed if marker.kind.level else printed.rstrip("，,、：: \u3000")
    return Item(printed, marker.start, _BEGINNING.match(text, marker.end)[1])
