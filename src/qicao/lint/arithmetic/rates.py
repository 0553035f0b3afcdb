"""Rates beside what they are of: 排查隐患342项，已整改325项，整改率95%."""

import re

from qicao.lint.arithmetic.claims import Claim, place, plain
from qicao.lint.arithmetic.ratios import fits, sentence_of, slips
from qicao.tables import table

_STEMS = table("figures")["rates"]
_RATE = re.compile(rf"(?P<stem>{'|'.join(_STEMS)})率(?:已经?|均|都)?(?:为|达到了?|达|是|仅为|仅|只有)?$")
_CAPPED = table("figures")["capped"]
_NOT = re.compile("未|没|不|正在|尚|待|剩|还有|应|需|拟|计划|目标")


def rated(text, amounts, at):
    """Return the claim of a rate at a place against the part and the whole named before it, or None."""
    percent = amounts[at]
    before = text[amounts[at - 1].end : percent.start]
    rate = _RATE.search(before)
    if rate is None:
        return None
    known = [one for one in sentence_of(text, amounts, at) if one.unit not in ("%", "个百分点", "‰")]
    done = [n for n, one in enumerate(known) if _is_done(_label(text, known, n), rate["stem"])]
    if not done or done[-1] == 0 or known[done[-1] - 1].unit != known[done[-1]].unit:
        return None
    whole, part = known[done[-1] - 1], known[done[-1]]
    if (
        not (whole.exact and part.exact)
        or whole.each
        or part.each
        or whole.depth != part.depth
        or not whole.value
    ):
        return None
    same = [one for one in known if one.unit == part.unit and one.value > 0]
    capped = rate["stem"] in _CAPPED
    pairs = [(one, other) for one in same for other in same if one is not other]
    if any(fits(percent, *pair) for pair in pairs if not capped or pair[0].value <= pair[1].value):
        return _claim(part, whole, percent)
    lead = re.split("[，。；：、！？]", before[: rate.start()])[-1]
    if lead and lead not in ("总", "总体") and lead not in _clause(text, whole):
        return None
    if part.value > whole.value and not capped:
        return None
    if (capped and percent.value > 100) or slips(part, whole, percent) or _alone(text, whole, part, same):
        return _claim(part, whole, percent, wrong=True)
    return None


def _label(text, known, number):
    """Return the words around an amount: from the mark before it to the one behind it."""
    one = known[number]
    begins = known[number - 1].end if number else max(0, one.start - 24)
    before = re.split("[，。；：、！？]", text[begins : one.start])[-1]
    return before + "|" + re.match("[^，。；：、！？]{0,10}", text[one.end : one.end + 10])[0]


def _is_done(label, stem):
    return any(word in label for word in _STEMS[stem]) and not _NOT.search(label)


def _clause(text, whole):
    before = re.split("[，。；：！？]", text[max(0, whole.start - 24) : whole.start])[-1]
    return before + re.match("[^，。；：！？]{0,14}", text[whole.end : whole.end + 14])[0]


def _alone(text, whole, part, same):
    """Tell whether part and whole are so near to each other that the rate is of nothing else."""
    between = text[whole.end : part.start]
    near = len(between) <= 14 and len(re.findall("[，；、]", between)) == 1 and "其中" not in between
    return near and same[0] is whole and len(same) <= 3


def _claim(part, whole, percent, wrong=False):
    shown = plain(round(part.value / whole.value * 100, max(1, len(percent.number.partition(".")[2]))))
    facts = {"first": part.text, "second": whole.text, "share": f"{shown}%", "stated": percent.text}
    places = tuple(place(one) for one in (part, whole, percent))
    return Claim("arithmetic.share", places, place(percent) if wrong else None, facts)
