"""Names, types and meanings of parameters, from where they stand and what they hold."""

import re
from dataclasses import dataclass, replace

from qicao.extract import naming
from qicao.extract.entities import facts
from qicao.extract.one import formulas
from qicao.extract.pattern import Hole, Line
from qicao.extract.rows import readable

_LOOPS = (("要求", "事项"), ("分项", "举措"), ("细目", "做法"), ("小项", "步骤"))
_ROLES = {
    "title": "标题", "meta": "题注", "salutation": "称呼", "opening": "开场", "situation": "形势",
    "transition": "引语", "demand_heading": "标题", "demand_body": "正文", "closing": "结尾",
}  # fmt: skip
PRINTED = "序号"  # the name of an ordinal that does not count by itself
_LONG = 40  # characters from which on a text is rather paragraphs
_TELLING = 3  # characters of a second-best name that still says more than the best one with a number
_STOPS, _WIDE = "[，。；：！？\n]", 20  # what a clause ends at; characters of one that are shown
_NEAR = 12  # characters before a hole that tell where it stands


@dataclass(frozen=True, slots=True)
class Label:
    """Names, the best first, what they mean in words, and how sure that is: high, fair or low."""

    names: tuple
    about: str = ""
    sure: str = "low"


def of(hole, line, before, after="", often=False):
    """Return the label of a hole: a name it was given, that of a formula, a fact or its paragraph.

    often: it stands in more than one place, so that what it does in this one does not name it.
    """
    clause = re.split(_STOPS, before)[-1][-_WIDE:], re.split(_STOPS, after)[0][:_WIDE]
    about = "填在“{}＿＿{}”".format(*clause) if any(clause) else ""
    if hole.hint:
        return Label((hole.hint,), about, "high")
    at, value = next(((i, v) for i, v in enumerate(hole.values) if v), (0, ""))
    source = line.source[at] if line is not None and line.source and line.source[at] else ""
    start = source.find(before[-_NEAR:] + value)
    if start >= 0:
        start += len(before[-_NEAR:])
        if named := _formula(source, line.role, start, value):
            return Label((named,), about, "high")
        if named := _fact(source, start, value, often):
            return Label(named, about, "fair")
    guess = naming.around(before) if before and line is not None else ""
    role = _ROLES.get(line.role if line is not None else "", "内容")
    whole = line is not None and len(line.parts) == 1
    return Label((guess or role,), about, "fair" if whole else "low")


def _formula(source, role, start, value):
    for match in formulas(source, role):
        for name in match.groupdict():
            if match.start(name) == start and abs(match.end(name) - start - len(value)) <= 2:
                return name
    return ""


def _fact(source, start, value, often):
    """Return the names of the fact that a value is."""
    end = start + len(value)
    # alone with the word that counts it, for it may be a part of a longer one: the year in a meeting's name
    inner = (replace(one, start=start, end=start + one.end) for one in facts(source[start : end + 1]))
    found = [one for one in (*facts(source), *inner) if one.start == start and one.end >= end]
    fact = min(found, key=lambda one: one.end, default=None)
    first, *others = naming.candidates(source, fact, own=often) if fact else ("",)
    return (first, *(other for other in others if len(other) >= _TELLING)) if first else ()


def type_of(hole):
    """Return the type of a hole's parameter: one whose reading gives every value back as it was."""
    given = [value for value in hole.values if value]
    if hole.kind == "gap":
        return "gap"
    if any("\n" in value or (len(value) > _LONG and "。" in value) for value in given):
        return "paragraphs"
    for kind in ("number", "date"):
        if given and all(readable(kind, value) == kind for value in given):
            return kind
    return "text"


def may_be_one(hole, slot, name):
    """Tell whether a hole holds the same fact as a parameter with the same values, wherever it stands.

    What is not known yet is never the same, nor an ordinal as printed; a figure is where it means the same.
    """
    if hole.kind == "gap" or hole.hint == PRINTED:
        return False
    if slot.called == name:
        return True
    given = [value for value in hole.values if value]
    if len(hole.values) == 1:
        return hole.kind == slot.kind not in ("", "number")
    return len(set(given)) > 1 and sum(map(len, given)) >= 2 * len(given) + 2


def loop_name(loop, line, before, depth):
    """Return the name of a list: what it lists, or how deep it stands and whether its items have headings."""
    if not loop.kind and isinstance(loop.body[0], Hole):
        first = tuple(loop.body[0].values[items[0]] if items else "" for items in loop.members)
        return of(replace(loop.body[0], values=first), line, before).names[0]
    first = loop.body[0]
    below = isinstance(first, Line) and first.role == "demand_body"  # an item in a section written out
    headed, led = _LOOPS[min(depth or below, len(_LOOPS) - 1)]
    return headed if loop.kind.isdigit() else led


def flag_name(words):
    """Return the name of a parameter that says whether some words are said."""
    return "有" + (re.sub("[^\u4e00-\u9fffA-Za-z0-9]", "", words)[:6] or "此处")
