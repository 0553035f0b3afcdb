"""Percentages reckoned again: shares of a whole, rates, and growth from one amount to another."""

import re
from itertools import pairwise

from qicao.lint.arithmetic.claims import Claim, place, plain
from qicao.lint.arithmetic.partition import is_complete
from qicao.lint.arithmetic.quantities import variants

_SHARE = re.compile("占比?(?P<of>[^，。；、0-9占]{0,14}?)(?:约为|为|达到?|到|了)?$")
_ALL = re.compile("(?:总数|总量|全部|总人数|总户数|总额|总投资)?的?")
_RATE = re.compile("(?P<stem>[\u4e00-\u9fff]{2,6})率(?:已)?(?:为|达到|达|是|仅|只有|仅为)?$")
_DOWN, _UP = "下降|减少|降低|缩减|缩短|压减|压降|回落|少", "增长|增加|上升|提高|提升|扩大|攀升|上涨|多"
_ENDS = re.compile("[。！？；]")
_GROWN = re.compile(rf"[，,]?(?:净|总体|整体)?(?:{_DOWN}|{_UP}|[增降升]幅)(?:率|幅度)?了?(?:为|达到?)?")
_BASE = re.compile(
    "比(?:去年|上年|前年|同期|常年|上月|上季度|往年|年初|原来|计划|2[0-9]{3}年)[^，。；0-9]{0,8}(?:的)?$|较(?:去年|上年|同期|常年|年初)[^，。；0-9]{0,8}(?:的)?$"
)


def shares(text, amounts):
    """Yield the shares, rates and changes of a paragraph as Claims."""
    for at, one in enumerate(amounts):
        if one.unit == "%" and one.exact and one.number[0].isdigit():
            before = text[amounts[at - 1].end if at else 0 : one.start]
            if at > 1 and (change := _changed(text, amounts, at, before)):
                yield change
            elif at and (share := _shared(text, amounts, at, before)):
                yield share
    yield from _changes_by_amount(text, amounts)
    yield from _respectively(text, amounts)
    yield from _whole_of_shares(text, amounts)


def _sentence_of(text, amounts, at):
    """Return the amounts before one in its sentence."""
    found = []
    for one in reversed(amounts[max(0, at - 6) : at]):
        if _ENDS.search(text, one.end, amounts[at].start):
            break
        found.append(one)
    return found[::-1]


def fits(percent, value):
    """Tell whether a printed percentage is a value rounded, or cut off, at its last digit."""
    return -percent.step / 2 <= value - percent.value < percent.step


def _shared(text, amounts, at, before):
    """Return the claim of 占24% or 整改率97.9%, or None where it is not plain of what."""
    percent = amounts[at]
    share, rate = _SHARE.search(before), _RATE.search(before)
    known = [one for one in _sentence_of(text, amounts, at) if one.unit not in ("%", "个百分点", "‰")]
    if re.search("[由从]$", before) or re.match(
        rf"(?:{_DOWN}|{_UP})(?:到|至)", text[percent.end : percent.end + 4]
    ):
        return None
    if (
        before == "的"
        and len(known) > 1
        and re.search("占[^，。；占]*$", text[known[-2].end : known[-1].start])
    ):
        return _of_base(text, known, percent)
    if not share and not rate:
        return None
    same = [one for one in known if known and one.unit == known[-1].unit and one.depth == known[-1].depth]
    if len(same) < 2 or any(not one.exact or one.each for one in same):
        return None
    near = [one for one in amounts[max(0, at - 8) : at] if one.unit == same[-1].unit]
    pairs = [(part, whole) for part in near for whole in near if whole.value > 0 and part is not whole]
    part, whole = same[-1], same[-2]
    if share and not _is_of(text, whole, share["of"]):
        return None
    if rate:
        label = text[whole.end : part.start] + text[part.end : part.end + 6].partition("，")[0]
        plainly = any(char in label for char in rate["stem"][-2:])
    else:
        plainly = not re.search("[，。；,;][^，。；,;]*[，。；,;]", text[part.end : percent.start])
    plainly = plainly and known[-2] is whole
    return _ratio(part, whole, percent, pairs, plainly)


def _is_of(text, whole, of):
    """Tell whether 占…的 names no other whole than the one before."""
    named = text[max(0, whole.start - 14) : whole.start] + text[whole.end : whole.end + 8]
    of = of.removesuffix("的")
    return bool(_ALL.fullmatch(of)) or (len(of) > 1 and of[-2:] in named)


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


def _ratio(part, whole, percent, pairs, plainly):
    """Return a claim about a part, a whole and their ratio; unless plainly said, only where it holds."""
    if any(not one.exact or one.each for one in (part, whole)) or not whole.value:
        return None
    for one, other in pairs:
        if one.unit == other.unit and fits(percent, one.value / other.value * 100):
            return _percentage("arithmetic.share", (one, other), percent, one.value / other.value * 100)
    if not plainly or part.unit != whole.unit:
        return None
    return _percentage("arithmetic.share", (part, whole), percent, part.value / whole.value * 100, wrong=True)


def _percentage(code, pair, percent, value, wrong=False):
    """Return a Claim about two amounts and a percentage, or None where no one digit mends them."""
    if wrong and not _slips(pair, percent, code):
        return None
    places = tuple(place(one) for one in (*pair, percent))
    rounded = plain(round(value, max(1, len(percent.number.partition(".")[2]))))
    facts = {"first": pair[0].text, "second": pair[1].text, "share": f"{rounded}%", "stated": percent.text}
    return Claim(code, places, place(percent) if wrong else None, facts)


def _slips(pair, percent, code):
    """Tell whether one other digit in any of the figures makes them fit."""
    reckon = _grown if code == "arithmetic.change" else _divided
    first, second = pair[0].value, pair[1].value
    value = reckon(first, second)
    if any(abs(value - other) < percent.step for other in variants(percent)):
        return True
    tried = [
        *((other, second) for other in variants(pair[0])),
        *((first, other) for other in variants(pair[1])),
    ]
    return any(a and b and fits(percent, reckon(a, b)) for a, b in tried)


def _divided(part, whole):
    return part / whole * 100


def _grown(old, new):
    return abs(new - old) / old * 100


def _pair(text, amounts, at):
    """Return (old, new, end) of 由87起减少到71起 whose second amount is at a place, or None."""
    if at < 1:
        return None
    old, new = amounts[at - 1], amounts[at]
    between = text[old.end : new.start]
    lead = text[max(0, old.start - 14) : old.start]
    if old.unit != new.unit or not old.exact or not new.exact or not old.value:
        return None
    if re.search("[由从][^，。；、]{0,13}$", lead) and re.fullmatch(
        f"[^，。；：]{{0,6}}(?:{_DOWN}|{_UP}|降|增|发展|变|扩|升|压)[^，。；：]{{0,4}}(?:到|至|为|成)了?",
        between,
    ):
        return old, new
    if re.fullmatch(rf"[^，。；：]{{0,8}}[，,]?{_BASE.pattern}", between):
        return new, old
    return None


def _changed(text, amounts, at, before):
    """Return the claim of growth behind 由87起减少到71起，下降18.4%, or 47起，比去年的60起下降21.7%."""
    pair = _pair(text, amounts, at - 1)
    if pair is None or not _GROWN.fullmatch(before) or pair[0].unit == "%":
        return None
    value = _grown(pair[0].value, pair[1].value)
    return _percentage("arithmetic.change", pair, amounts[at], value, wrong=not fits(amounts[at], value))


def _changes_by_amount(text, amounts):
    """Yield claims about 由98万户增加到163万户，增加65万户, and about 个百分点."""
    for at in range(2, len(amounts)):
        one = amounts[at]
        before = text[amounts[at - 1].end : one.start]
        if not re.fullmatch(rf"[，,]?(?:净|共|累计)?(?:{_DOWN}|{_UP})了?", before) or not one.exact:
            continue
        pair = _pair(text, amounts, at - 1)
        if pair is None or one.unit != {"%": "个百分点"}.get(pair[0].unit, pair[0].unit):
            continue
        value = abs(pair[1].value - pair[0].value)
        slack = max(amount.step for amount in (*pair, one)) if len({a.step for a in (*pair, one)}) > 1 else 0
        wrong = place(one) if abs(value - one.value) > slack else None
        low, high = sorted(pair, key=lambda amount: amount.value)
        shown = f"{high.text}－{low.text}＝{plain(value / one.scale)}{one.text[len(one.number) :]}"
        places = tuple(place(amount) for amount in (*pair, one))
        yield Claim("arithmetic", places, wrong, {"sum": shown, "whole": one.text})


def _respectively(text, amounts):
    """Yield claims about 由87起减少到71起，由8人减少到6人，分别下降18.4%和25%."""
    for at, one in enumerate(amounts):
        if one.unit != "%" or not re.search(
            rf"分别(?:{_DOWN}|{_UP})了?$", text[max(0, one.start - 8) : one.start]
        ):
            continue
        percents = [one]
        for other in amounts[at + 1 :]:
            if other.unit != "%" or not re.fullmatch("[、和及]", text[percents[-1].end : other.start]):
                break
            percents.append(other)
        earlier = _sentence_of(text, amounts, at)
        pairs = [_pair(text, earlier, number) for number in range(1, len(earlier))]
        pairs = [pair for pair in pairs if pair and pair[0].unit != "%"]
        if len(pairs) != len(percents):
            continue
        for pair, percent in zip(pairs, percents, strict=True):
            value = _grown(pair[0].value, pair[1].value)
            claim = _percentage("arithmetic.change", pair, percent, value, wrong=not fits(percent, value))
            if claim:
                yield claim


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
