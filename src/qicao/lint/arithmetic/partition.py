"""Lists of parts behind 其中: 累计53例，其中确诊28例、疑似25例."""

import re
from fractions import Fraction

from qicao.lint.arithmetic.addition import LONGEST, MANY, STOP, TAILS, adds_up, alike, claimed, outside, slack
from qicao.lint.arithmetic.quantities import misprinted
from qicao.tables import table

_OPEN = re.compile(
    "等(?![奖级次功])|主要|有的|包括|不乏|约|近|仅$|光|就有|还有|尤其|特别|最|多数|大部分|为主|前[0-9一二三四五六七八九十]|超过|重点|新增|属于|列入|获"
)
_GROWTH = re.compile("[，,](?:同比|环比|比上年|比去年)?(?:增长|下降|增加|减少|占比?)[0-9.]+%")
_ROWS = [re.compile("|".join(words)) for words in table("figures")["complete"]]
_SOME = Fraction(2, 5)  # of the whole: a list of less is one of examples
_NEAR = Fraction(1, 10)  # of the whole: what a list that leaves something out by intent leaves out is more


def parted(text, amounts, first, cue):
    """Yield the claim of a list behind 其中."""
    whole = _whole(text, amounts, first, cue)
    if whole is None:
        return
    short, long = _parts(text, amounts, first)
    if any(not one.exact or one.each for one in (whole, *short)):
        return
    labels = _labels(text, short, cue)
    if _overlap(labels) or not (alike(text, short) or alike(text, (whole, *short))):
        return
    if any(adds_up(whole, parts) for parts in (short, long) if len(parts) > 1):
        yield claimed(whole, short if adds_up(whole, short) else long)
    elif _is_mistaken(text, whole, short, labels) and _is_mistaken(text, whole, long, labels):
        yield claimed(whole, short, wrong=True)


def _whole(text, amounts, first, cue):
    """Return the amount a list behind 其中 divides: the nearest before it of the same unit."""
    unit = amounts[first].unit
    if unit in ("%", "‰", "个百分点"):
        return None
    for one in reversed(amounts[max(0, first - 4) : first]):
        if one.unit == unit and one.depth <= amounts[first].depth:
            ends = len(re.findall("[。！？；]", text[one.end : cue]))
            return one if ends <= 1 else None
    return None


def _parts(text, amounts, first):
    """Return the parts that begin with an amount, up to where the list ends and as far as it may go on."""
    parts = [amounts[first]]
    short, mark = 0, ""
    for one in amounts[first + 1 : first + LONGEST]:
        if one.depth > parts[0].depth:
            continue
        if one.unit == "%":
            continue
        between = _GROWTH.sub("", outside(text[parts[-1].end : one.start]))
        link = re.match(r"([^，。；、：！？,;:!?]{0,12}?)([、，；,;]|和|及|以及)(.*)$", between)
        if (
            one.unit != parts[0].unit
            or one.depth < parts[0].depth
            or not link
            or re.search("[。！？：]", between)
        ):
            break
        label = link[3]
        if (
            ((link[2] in "；;") != (mark in ("；", ";")) and mark)
            or re.search("[，；,;]", label)
            or STOP.search(label)
            or len(label) > 24
        ):
            break
        if mark and not short and link[2] in "，；,;" and mark not in "，；,;":
            short = len(parts)
        mark = mark or link[2]
        parts.append(one)
    return tuple(parts[: short or None]), tuple(parts)


def _labels(text, parts, cue):
    """Return the words of each part without its amount."""
    starts = [cue + 2, *(one.end for one in parts[:-1])]
    labels = []
    for start, one in zip(starts, parts, strict=True):
        after = TAILS.match(text, one.end)[0]
        labels.append(outside(text[start : one.start]).strip("，、；：,;: 和及有为是") + "|" + after)
    return labels


def _overlap(labels):
    """Tell whether the parts are kinds that a thing may be of at once: 党员80人、女性65人."""
    named = [one for one in labels if not re.match("其[他它余]", one)]
    if not named or _in_one_row(labels):
        return False
    kinds = _kinds(named, table("figures")["crossing"])
    if any(kinds) and (not all(kinds) or not set.intersection(*kinds)):
        return True
    kinds = _kinds(named, table("figures")["across"])
    return len(set().union(*kinds)) > 1 and not set.intersection(*kinds)


def _kinds(labels, known):
    """Return of what kinds each part is, but for the words that all of them hold: 女党员, 少数民族党员."""
    words = [
        {(kind, word) for kind, all_of in known.items() for word in all_of if word in one} for one in labels
    ]
    shared = set.intersection(*words) if len(words) > 1 else set()
    return [{kind for kind, _ in one - shared} for one in words]


def _in_one_row(labels):
    """Tell whether the names of the parts together are all there are."""
    names = [one.partition("|")[0] for one in labels]
    for row in _ROWS:
        told = {found[0] for name in names if (found := row.search(name))}
        if (len(told) > 1 or len(names) == 1) and all(row.search(name) for name in names):
            return True
    return False


def _is_mistaken(text, whole, parts, labels):
    """Tell whether parts that do not add up to their whole are meant to."""
    total = sum(one.value for one in parts)
    if total > whole.value + slack(whole, parts):
        return len(parts) > 1 or parts[0].value > whole.value
    if len(parts) < 2 or _OPEN.search("".join(labels)):
        return False
    lacks = whole.value - total
    slip = any(misprinted(one, one.value + lacks) for one in parts) or misprinted(whole, total)
    if is_complete(text, whole, labels, total / whole.value):
        return slip or (_said_complete(labels) and lacks <= whole.value * _NEAR * 2)
    if lacks <= whole.value * _NEAR:
        return slip or lacks <= 2 * max(one.step for one in (whole, *parts))
    digits = len(str(int(whole.value / min(one.step for one in (whole, *parts)))).rstrip("0"))
    return slip and (digits > 2 or (digits == 2 and len(parts) >= MANY and total >= whole.value * _SOME))


def is_complete(text, whole, labels, share=1):
    """Tell whether the parts are said to be all there are, by what they are called."""
    if _said_complete(labels):
        return True
    head = _common_end([one.partition("|")[0] for one in labels])
    return (
        len(head) > 1
        and share * 2 >= 1
        and head in re.split("[。！？]", text[max(0, whole.start - 40) : whole.end + 12])[-1]
    )


def _said_complete(labels):
    """Tell whether the last part is the rest, or all are of names that exclude each other."""
    return bool(re.search("其他|其它|其余|另外|剩余|剩下|不明|未", labels[-1])) or _in_one_row(labels)


def _common_end(names):
    shortest = min(names, key=len)
    for size in range(len(shortest), 0, -1):
        if all(name.endswith(shortest[-size:]) for name in names):
            return shortest[-size:]
    return ""
