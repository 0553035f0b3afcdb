"""Names, types and meanings of parameters, from where they stand and what they hold."""

import re
from dataclasses import dataclass, replace
from functools import cache

from qicao.extract import naming
from qicao.extract.entities import facts
from qicao.extract.one import formulas
from qicao.extract.pattern import Hole
from qicao.located import Scalar
from qicao.params import Param, Reading
from qicao.problems import Span

_LOOPS = (("要求", "事项"), ("分项", "举措"), ("细目", "做法"), ("小项", "步骤"))
_ROLES = {
    "title": "标题", "meta": "题注", "salutation": "称呼", "opening": "开场", "situation": "形势",
    "transition": "引语", "demand_heading": "标题", "demand_body": "正文", "closing": "结尾",
}  # fmt: skip
_LONG = 40  # characters from which on a text is rather paragraphs
_NEAR = 12  # characters before a hole that tell where it stands


@dataclass(frozen=True, slots=True)
class Label:
    """A name, what it means in words, and how sure that is: high, fair or low."""

    name: str
    about: str = ""
    sure: str = "low"


def of(hole, line, before):
    """Return the label of a hole: a name it was given, that of a formula, a fact or its paragraph."""
    about = f"接在“{before[-_NEAR:]}”后面" if before else ""
    if hole.hint:
        return Label(hole.hint, about, "high")
    at, value = next(((i, v) for i, v in enumerate(hole.values) if v), (0, ""))
    source = line.source[at] if line is not None and line.source and line.source[at] else ""
    start = source.find(before[-_NEAR:] + value) if source else -1
    if start >= 0:
        start += len(before[-_NEAR:])
        named = _formula(source, line.role, start, value) or _fact(source, start, value)
        if named:
            return Label(named, about, "high" if not hole.kind else "fair")
    role = line.role if line is not None else ""
    if before and line is not None:
        guess = naming.around(before, value)
        if guess:
            return Label(guess, about, "low")
    return Label(_ROLES.get(role, "内容"), about, "low")


def _formula(source, role, start, value):
    for match in formulas(source, role):
        for name in match.groupdict():
            if match.start(name) == start and abs(match.end(name) - start - len(value)) <= 2:
                return name
    return ""


def _fact(source, start, value):
    for fact in _facts(source):
        if fact.start == start and fact.end == start + len(value):
            return naming.name(source, fact)
    return ""


@cache
def _facts(source):
    return facts(source)


def type_of(hole):
    """Return the type of a hole's parameter: one whose reading gives every value back as it was."""
    given = [value for value in hole.values if value]
    if hole.kind == "gap":
        return "gap"
    if any("\n" in value or (len(value) > _LONG and "。" in value) for value in given):
        return "paragraphs"
    for kind in ("number", "date"):
        if given and all(_reads_back(value, kind) for value in given):
            return kind
    return "text"


def _reads_back(text, kind):
    found = []
    value = Reading(found).value(Param("", kind), Scalar(text, Span(""), plain=False), "")
    return not found and not getattr(value, "gap", False) and str(value) == text


def may_be_one(hole, slot):
    """Tell whether a hole holds the same fact as a parameter with the same values, wherever it stands."""
    given = [value for value in hole.values if value]
    if len(hole.values) == 1:
        return hole.kind == slot.kind not in ("", "gap", "number")
    return len(set(given)) > 1 and sum(map(len, given)) >= 2 * len(given) + 2


def loop_name(loop, line, before, depth):
    """Return the name of a list: what it lists, or how deep it stands and whether its items have headings."""
    if not loop.kind and isinstance(loop.body[0], Hole):
        first = tuple(loop.body[0].values[items[0]] if items else "" for items in loop.members)
        return of(replace(loop.body[0], values=first), line, before).name
    headed, led = _LOOPS[min(depth, len(_LOOPS) - 1)]
    return headed if loop.kind.isdigit() else led


def flag_name(words):
    """Return the name of a parameter that says whether some words are said."""
    return "有" + re.sub(r"\W", "", words)[:6]
