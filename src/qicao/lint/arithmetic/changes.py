"""Growth and decline reckoned again: 由87起减少到71起，下降18.4%; 相差33个百分点."""

import re
from dataclasses import replace

from qicao.lint.arithmetic.claims import Claim, place, plain
from qicao.lint.arithmetic.ratios import divided, fits, grown, sentence_of, slips

DOWN, UP = "下降|减少|降低|缩减|缩短|压减|压降|回落|少", "增长|增加|上升|提高|提升|扩大|攀升|上涨|多"
_GROWN = re.compile(
    rf"[，,]?(?:同比|环比|[比较](?:去年|上年)(?:同期)?)?(?:净|总体|整体)?(?:{DOWN}|{UP}|[增降升]幅)(?:率|幅度)?了?(?:为|达到?)?"
)
_REAL = re.compile("生产总值|增加值|可比|GDP|不变价")  # grow by other figures than those of the day
_AGAINST = re.compile("[同环]比|[比较](?:去年|上年)")
_CHANGE = re.compile(
    r"[^，。；：0-9]{0,8}[，,](?:同比|环比|[比较](?:去年|上年|前年|同期|上届|上月)(?:同期)?)净?"
    rf"(?:(?P<down>{DOWN})|{UP})了?"
)
_YEARS = re.compile(
    "[^，。；：0-9]{0,8}[，,；](?P<which>今年|本年|去年|上年)(?:同期)?[^，。；：0-9计划拟力争目标]{0,8}"
)
_GAP = re.compile("[，,](?:两者|二者|首尾)?(?:相差|差距[为达]?到?了?)")
_BASE = re.compile(
    "比(?:去年|上年|前年|同期|常年|上月|上季度|往年|年初|原来|计划|2[0-9]{3}年)[^，。；0-9]{0,8}(?:的)?$"
    "|较(?:去年|上年|同期|常年|年初)[^，。；0-9]{0,8}(?:的)?$"
)


def percentage(code, pair, percent, value, wrong=False, sure=False):
    """Return a Claim about two amounts and a percentage, or None where it may be of others."""
    if wrong and not sure and not slips(*pair, percent, grown if code == "arithmetic.change" else divided):
        return None
    places = tuple(dict.fromkeys(place(one) for one in (*pair, percent)))
    rounded = plain(round(value, max(1, len(percent.number.partition(".")[2]))))
    facts = {"first": pair[0].text, "second": pair[1].text, "share": f"{rounded}%", "stated": percent.text}
    return Claim(code, places, place(percent) if wrong else None, facts)


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
        f"[^，。；：]{{0,6}}(?:{DOWN}|{UP}|降|增|发展|变|扩|升|压)[^，。；：]{{0,4}}(?:到|至|为|成)了?",
        between,
    ):
        return old, new
    if re.fullmatch(rf"[^，。；：]{{0,8}}[，,]?{_BASE.pattern}", between):
        return new, old
    return _of_years(old, new, between, lead)


def _of_years(first, second, between, lead):
    """Return (old, new) of 去年完成4800万元，今年完成5280万元, or of the two the other way round, or None."""
    years = _YEARS.fullmatch(between)
    if years is None:
        return None
    told = re.search("(?P<which>今年|本年|去年|上年)[^，。；：]{0,10}$", lead)
    earlier = years["which"] in ("去年", "上年")
    if earlier and not (told and told["which"] in ("去年", "上年")):
        return second, first
    return (first, second) if not earlier and told and told["which"] in ("去年", "上年") else None


def changed(text, amounts, at, before):
    """Return the claim of growth behind 由87起减少到71起，下降18.4%, or 47起，比去年的60起下降21.7%."""
    by = _by(text, amounts, at - 1)
    pair = by or _pair(text, amounts, at - 1)
    if pair is None or not _GROWN.fullmatch(before) or pair[0].unit == "%":
        return None
    if _REAL.search(text[max(0, pair[0].start - 24) : amounts[at].start]):
        return None
    percent, value = amounts[at], grown(pair[0].value, pair[1].value)
    right = fits(percent, *pair, grown)
    if right or (pair[0].text.endswith("元") and not by) or _AGAINST.search(before):
        return percentage("arithmetic.change", pair, percent, value, wrong=not right)
    claim = percentage("arithmetic.change", pair, percent, value)
    return Claim(claim.code, claim.figures, place(percent), claim.facts)


def _by(text, amounts, at):
    """Return (old, new) of 安排38万元，比上年减少4万元 whose second amount is at a place, or None."""
    if at < 1:
        return None
    new, change = amounts[at - 1], amounts[at]
    told = _CHANGE.fullmatch(text[new.end : change.start])
    if not told or new.unit != change.unit or not (new.exact and change.exact) or new.each:
        return None
    value = new.value + (change.value if told["down"] else -change.value)
    if value <= 0:
        return None
    number = plain(value / new.scale)
    return replace(new, value=value, number=number, text=number + new.text[len(new.number) :]), new


def changes_by_amount(text, amounts):
    """Yield claims about 由98万户增加到163万户，增加65万户, and about 个百分点."""
    for at in range(2, len(amounts)):
        one = amounts[at]
        before = text[amounts[at - 1].end : one.start]
        if not one.exact or not before:
            continue
        gap = _GAP.fullmatch(before)
        if not gap and not re.fullmatch(rf"[，,]?(?:净|共|累计)?(?:{DOWN}|{UP})了?", before):
            continue
        pair = _apart(text, amounts[at - 2], amounts[at - 1]) if gap else _pair(text, amounts, at - 1)
        if pair is None or one.unit != {"%": "个百分点"}.get(pair[0].unit, pair[0].unit):
            continue
        value = abs(pair[1].value - pair[0].value)
        slack = max(amount.step for amount in (*pair, one)) if len({a.step for a in (*pair, one)}) > 1 else 0
        wrong = place(one) if abs(value - one.value) > slack else None
        low, high = sorted(pair, key=lambda amount: amount.value)
        shown = f"{high.text}－{low.text}＝{plain(value / one.scale)}{one.text[len(one.number) :]}"
        places = tuple(place(amount) for amount in (*pair, one))
        yield Claim("arithmetic", places, wrong, {"sum": shown, "whole": one.text})


def _apart(text, high, low):
    """Return the two amounts of 最高的达到52%，最低的只有19%, that 相差 is of, or None."""
    between = text[high.end : low.start]
    if (
        high.unit != low.unit
        or not (high.exact and low.exact)
        or not re.fullmatch("[^。；！？]{1,24}", between)
    ):
        return None
    return (
        (high, low)
        if re.search("最[高低多少大小快慢好差]", text[max(0, high.start - 20) : low.start])
        else None
    )


def respectively(text, amounts):
    """Yield claims about 由87起减少到71起，由8人减少到6人，分别下降18.4%和25%."""
    for at, one in enumerate(amounts):
        if one.unit != "%" or not re.search(
            rf"分别(?:{DOWN}|{UP})了?$", text[max(0, one.start - 8) : one.start]
        ):
            continue
        percents = [one]
        for other in amounts[at + 1 :]:
            if other.unit != "%" or not re.fullmatch("[、和及]", text[percents[-1].end : other.start]):
                break
            percents.append(other)
        earlier = sentence_of(text, amounts, at)
        pairs = [_pair(text, earlier, number) for number in range(1, len(earlier))]
        pairs = [pair for pair in pairs if pair and pair[0].unit != "%"]
        if len(pairs) != len(percents):
            continue
        for pair, percent in zip(pairs, percents, strict=True):
            value = grown(pair[0].value, pair[1].value)
            claim = percentage(
                "arithmetic.change", pair, percent, value, wrong=not fits(percent, *pair, grown)
            )
            if claim:
                yield claim
