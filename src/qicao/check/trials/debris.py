"""What an empty or a single value leaves behind in a draft: headings over nothing, marks beside nothing."""

import re
from collections import Counter
from dataclasses import dataclass
from itertools import accumulate, pairwise

from qicao import markers
from qicao.document import Field, Text
from qicao.structure import is_formula

_MARKS = re.compile(r"[，、；：。][，、；：。]|[！？][。，、；]|(?<![…？！])[！？]：")
_PAIRS = re.compile("“[，。、；：]?”|‘’|（[，、；：]?）|《》|〈〉|【】|\\(\\)|「」|『』")
_HEAD = re.compile("[，。、；：！？）”》]")
_SPACE = re.compile(
    r"(?<=[\u4e00-\u9fff，。、；：！？])[ \u3000]{2,}(?=\S)"
    r"|[ \u3000](?=[，。、；：！？）”》])|(?<=[（“《])[ \u3000]"
)
_NONE = re.compile(
    r"(?<![0-9.０-９点:：第])(?:零|0|０)(?=(?:多)?(?:[点条项个件句](?!钟)|大[项类]|方面))(?!点[0-9一二三四五六七八九十整半])"
)
_COUNTED = "(?P<number>[一两二三四五六七八九十]{1,3})"
_STATED = (
    re.compile(
        f"(?:讲|提|提出|谈|强调|说|作|抓好|做好|办好|突出|把握|明确|部署)[^，。；：]{{0,8}}?{_COUNTED}"
        "(?:个)?(?:点|方面|条|项|件事|大事|件大事|句话|意见|要求|工作|任务)"
    ),
    re.compile(f"(?<![第其])(?<![0-9]){_COUNTED}(?:个|点|条|项|类|种|方面|件)[^，。；：、]{{0,6}}：$"),
)


@dataclass(frozen=True, slots=True)
class Debris:
    """Something left behind: its code, where in the template it comes from, the words as drafted."""

    code: str  # of data/messages.toml
    place: tuple  # (path, line)
    words: str


def debris(document):
    """Yield what looks left behind in a Document; the same in the full example is not."""
    for at, block in enumerate(document.blocks):
        place = (block.origin.path, block.origin.line)
        for code, words in _inside(block):
            yield Debris(code, place, words)
        below = document.blocks[at + 1] if at + 1 < len(document.blocks) else None
        if block.kind == "heading" and _over_nothing(block, below):
            own = not any(isinstance(part, Field) for part in block.parts)
            yield Debris("lone-heading" if own else "lone-heading.value", place, block.text)
        if _leads(block) and (below is None or below.kind == "heading" or is_formula("closing", below.text)):
            yield Debris("lone-lead", place, block.text)
    yield from _single(document.blocks)


def _inside(block):
    text = "".join(part.text for part in block.parts)
    ends = [0, *accumulate(len(part.text) for part in block.parts)]
    values = [
        (a, b) for (a, b), part in zip(pairwise(ends), block.parts, strict=True) if isinstance(part, Field)
    ]
    for code, pattern in (
        ("trial-marks", _MARKS),
        ("trial-pair", _PAIRS),
        ("trial-space", _SPACE),
        ("trial-none", _NONE),
    ):
        for found in pattern.finditer(text):
            if not any(a <= found.start() and found.end() <= b for a, b in values):
                yield code, _around(text, *found.span())
    if not (values and values[0][0] == 0) and _HEAD.match(text):
        yield "trial-marks", _around(text, 0, 1)


def _around(text, start, end):
    return text[max(0, start - 6) : end + 6].strip()


def _over_nothing(block, below):
    """Tell whether the paragraph below a heading begins another part."""
    if below is None or is_formula("closing", below.text):
        return True
    return below.kind == "heading" and below.level <= block.level


def _leads(block):
    return block.kind in ("body", "point") and block.text.endswith(("：", ":")) and not block.level


def _single(blocks):
    """Yield the series of ordinals that have one member alone."""
    for at, block in enumerate(blocks):
        place = (block.origin.path, block.origin.line)
        if block.ordinal and block.ordinal.number == 1 and not _goes_on(blocks, at):
            yield Debris("lone-ordinal", place, block.ordinal.text)
        text = block.text
        inner = [one for one in markers.inside(text) if one.start]
        times = Counter(one.kind for one in inner)
        for one in inner:
            if one.number == 1 and not one.form == one.kind.last != "" and times[one.kind] == 1:
                yield Debris("lone-ordinal", place, one.text)


def _goes_on(blocks, at):
    """Tell whether the series that begins with a paragraph has a second member."""
    first = blocks[at]
    for below in blocks[at + 1 :]:
        if below.ordinal is None:
            continue
        if first.level and below.level and below.level <= first.level:
            return below.level == first.level and below.ordinal.number > 1
        if not first.level and not below.level and below.ordinal.series == first.ordinal.series:
            return True
        if not first.level and below.level:
            return False
    return False


def stated(document):
    """Yield (number, members, Debris) of each announced number of points that can be counted."""
    for at, block in enumerate(document.blocks):
        own = () if block.level else (part for part in block.parts if isinstance(part, Text))
        found = next((one for part in own for shape in _STATED if (one := shape.search(part.text))), None)
        if found:
            place = (block.origin.path, block.origin.line)
            members = _members(document.blocks, at, block.text.find(found.group()))
            yield markers.value(found["number"]), members, Debris("fixed-count", place, found.group())


def _members(blocks, at, offset):
    """Return how many members the first series after a place has."""
    own = blocks[at]
    inner = [one for one in markers.inside(own.text) if one.start > max(0, offset)]
    if inner:
        return sum(1 for one in inner if one.kind == inner[0].kind)
    rest = [one for one in blocks[at + 1 :] if one.ordinal]
    if not rest:
        return 0
    first = rest[0]
    if first.level:
        same = [one for one in rest if one.level == first.level]
        return same[-1].ordinal.number if first.level == 1 else _run(rest, first)
    return sum(1 for one in rest if one.ordinal.series == first.ordinal.series)


def _run(rest, first):
    """Return the members of a series of lower headings, up to a higher one."""
    count = 0
    for one in rest:
        if one.level and one.level < first.level:
            break
        count += one.level == first.level
    return count


# what may stand before and after a value that is there, and says nothing where it is empty
_WANTS = re.compile(
    "(?:根据|按照|依照|围绕|关于|对于|针对|通过|经过|随着|截至|来自|由于|为了|由|经|在|于|向|对|把|将|从|以|为|与|和|同|及|至|是|有|共|达|第|被|给)$"
)
_CLOSES = re.compile(
    "(?:[，。、；：！？）”》]|上的|上讲|中的|里的|的|同意|牵头|负责|之后|以后|以来|前完成|前办结|期间|分别|等|同志"
    "|举行|召开|开幕|前(?!进|往|面|列|期|沿)|作了|汇报|讲了|作)|$"
)
_ALONE = re.compile(
    "(?:分别|等同志|等单位|等人|一道来|的同志|牵头|同志负责|前完成|前办结|前上线|前必须|将作|将对|作了|汇报了|讲了|主持|先讲|和|与|及)"
)
_UNIT = re.compile(
    "(?:[万亿]?元|[万千]?[名人个处项件台辆次户家位亩吨座条]|公里|平方米|[年月日天](?!来)|%|％|倍|份|起|届|期)"
)


def seam(before, after, numeric):
    """Tell whether the words on both sides of a value make no sense once it is empty."""
    if _ALONE.match(after) and re.search("[，。；：、（]$|^$|由$", before[-1:]):
        return True
    if before.endswith("：") or (_WANTS.search(before) and _CLOSES.match(after)):
        return True
    return bool(numeric and _UNIT.match(after))
