"""Percentages reckoned again: shares of a whole, and rates; what changes is lint.arithmetic.changes."""

import re
from itertools import pairwise

from qicao.lint.arithmetic.changes import DOWN, UP, changed, changes_by_amount, percentage, respectively
from qicao.lint.arithmetic.claims import Claim, place, plain
from qicao.lint.arithmetic.partition import is_complete
from qicao.lint.arithmetic.rates import rated
from qicao.lint.arithmetic.ratios import fits, sentence_of

_SHARE = re.compile("占比?(?P<of>[^，。；、0-9占]{0,14}?)(?:约为|为|达到?|到|了)?$")
_ALL = re.compile("(?:总数|总量|全部|总人数|总户数|总额|总投资)?的?")
_OF_BASE = re.compile("(?:占|完成|达到?|相当于|[只仅]为)[^，。；占]{0,14}$")
_WHOSE = re.compile("全[市县省区国镇乡校院年部]|总|年度|今年|当年")
_ENDS = re.compile("[。！？；]")


def shares(text, amounts):
    """Yield the shares, rates and changes of a paragraph as Claims."""
    base = None  # the whole of the last share that fits: what follows it is of the same, 占54.6%；…占26.0%
    for at, one in enumerate(amounts):
        if one.unit == "%" and one.exact and one.number[0].isdigit():
            before = text[amounts[at - 1].end if at else 0 : one.start]
            if at > 1 and (change := changed(text, amounts, at, before)):
                yield change
            elif at and (
                share := _shared(text, amounts, at, before) or _of_the_same(text, amounts, at, before, base)
            ):
                yield share
                if not share.wrong:
                    base = next((whole for whole in amounts[:at] if place(whole) == share.figures[1]), base)
    yield from changes_by_amount(text, amounts)
    yield from respectively(text, amounts)
    yield from _whole_of_shares(text, amounts)


def _shared(text, amounts, at, before):
    """Return the claim of 占24% or 完成任务8000人的53.9%, or None where it is not plain of what."""
    percent = amounts[at]
    if re.search("[由从]$", before) or re.match(
        rf"(?:{DOWN}|{UP})(?:到|至)", text[percent.end : percent.end + 4]
    ):
        return None
    known = [one for one in sentence_of(text, amounts, at) if one.unit not in ("%", "个百分点", "‰")]
    if before == "的" and len(known) > 1 and _OF_BASE.search(text[known[-2].end : known[-1].start]):
        return _of_base(text, known, percent)
    share = _SHARE.search(before)
    if not share:
        return rated(text, amounts, at)
    same = [one for one in known if one.unit == known[-1].unit and one.depth == known[-1].depth]
    if len(same) == 1 and len(known) == 1:
        return _of_sentence_before(text, amounts, at, share)
    if len(same) < 2 or any(not one.exact or one.each for one in same):
        return None
    near = [one for one in amounts[max(0, at - 8) : at] if one.unit == same[-1].unit]
    pairs = [(part, whole) for part in near for whole in near if whole.value > 0 and part is not whole]
    part, whole = same[-1], same[-2]
    if not _is_of(text, whole, share["of"]):
        return None
    plainly = not re.search("[，。；,;][^，。；,;]*[，。；,;]", text[part.end : percent.start])
    if _nothing_else(text, known, before):
        return _ratio(part, whole, percent, pairs, True, sure=True)
    return _ratio(part, whole, percent, pairs, plainly and known[-2] is whole)


def _nothing_else(text, known, before):
    """Tell whether a share is that of 326起，其中现场化解289起，占88.7%, with no other amount about."""
    if (
        len(known) != 2
        or known[1].value > known[0].value
        or not re.fullmatch("[^，。；]{0,4}，占(?:比)?", before)
    ):
        return False
    return bool(re.match("[^，。；]{0,8}[，（]其中(?!.*[，、])", text[known[0].end : known[1].start]))


def _of_the_same(text, amounts, at, before, base):
    """Return the claim of a share whose whole is that of the share before it, told only as a slip."""
    share, percent, part = _SHARE.search(before), amounts[at], amounts[at - 1]
    if not share or base is None or part is base or not part.exact or part.each or part.value > base.value:
        return None
    if (
        part.unit != base.unit
        or part.depth != base.depth
        or re.search("[。！？]", text[base.end : percent.start])
    ):
        return None
    if not _ALL.fullmatch(share["of"]) or re.search(
        "[，。；]", before[:-1].removeprefix("，")[: share.start()]
    ):
        return None
    return _ratio(part, base, percent, [(part, base)], True)


def _of_sentence_before(text, amounts, at, share):
    """Return the claim of 预算为5960万元，…。其中，安排民生支出4470万元，占75%, told only as a slip."""
    percent, part = amounts[at], amounts[at - 1]
    if at < 2 or not part.exact or part.each:
        return None
    earlier = amounts[max(0, at - 4) : at - 1]
    whole = next((one for one in reversed(earlier) if one.unit == part.unit), None)
    if (
        whole is None
        or whole.depth != part.depth
        or whole.value < part.value
        or not _is_of(text, whole, share["of"])
    ):
        return None
    between = text[whole.end : part.start]
    if len(_ENDS.findall(between)) != 1 or not re.search("[。！？；]其中", between):
        return None
    return _ratio(part, whole, percent, [(part, whole)], part.start - whole.end < 80)


def _is_of(text, whole, of):
    """Tell whether 占…的 names no other whole than the one before."""
    named = text[max(0, whole.start - 14) : whole.start] + text[whole.end : whole.end + 8]
    of = of.removesuffix("的")
    return bool(_ALL.fullmatch(of)) or (len(of) > 1 and _WHOSE.sub("", of)[-6:] in named)


def _of_base(text, known, percent):
    """Return the claim of 5.24万名，其中…，占计划数7.28万名的72%; parts behind 其中 are not what is meant."""
    *parts, base = known
    parts = [one for one in parts if one.unit == base.unit]
    listed = text.rfind("其中", parts[0].start, base.start) if parts else -1
    if listed >= 0:
        parts = [one for one in parts if one.end <= listed] or parts
    if not parts:
        return None
    return _ratio(parts[-1], base, percent, [(one, base) for one in parts], parts[-1].value <= base.value * 3)


def _ratio(part, whole, percent, pairs, plainly, sure=False):
    """Return a claim about a part, a whole and their ratio; unless plainly said, only where it holds."""
    if any(not one.exact or one.each for one in (part, whole)) or not whole.value:
        return None
    for one, other in pairs:
        if one.unit == other.unit and fits(percent, one, other):
            return percentage("arithmetic.share", (one, other), percent, one.value / other.value * 100)
    if not plainly or part.unit != whole.unit:
        return None
    return percentage("arithmetic.share", (part, whole), percent, part.value / whole.value * 100, True, sure)


def _whole_of_shares(text, amounts):
    """Yield claims about shares of one whole that come to more than all of it."""
    run = []
    percents = [one for one in amounts if one.unit == "%"]
    for one, following in pairwise([*percents, None]):
        share = re.search(
            "(?P<name>[^，。；、：,;:]{1,14}?)(?:占比|占)(?:为|达|到)?$",
            text[max(0, one.start - 20) : one.start],
        )
        if share and (not run or re.fullmatch("[，、,；][^，。；、,]*", text[run[-1][0].end : one.start])):
            run.append((one, share["name"]))
        else:
            run = [(one, share["name"])] if share else []
        linked = following and re.fullmatch("[，、,；][^，。；、,]*", text[one.end : following.start])
        if not linked:
            yield from _over(text, run)
            run = []


def _over(text, run):
    parts = [one for one, _ in run]
    if len(run) < 2 or not all(one.exact for one in parts):
        return
    if not is_complete(text, parts[0], [name for _, name in run]):
        return
    total = sum(one.value for one in parts)
    wrong = total > 100 + sum(one.step for one in parts) / 2
    facts = {"sum": f"{'＋'.join(plain(one.value) for one in parts)}＝{plain(total)}", "whole": "100%"}
    yield Claim("arithmetic", tuple(map(place, parts)), place(parts[-1]) if wrong else None, facts)
