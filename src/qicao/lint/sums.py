"""Parts that make up a whole: 其中 lists, what is left over, and totals after their parts."""

import re
from fractions import Fraction

from qicao.lint.claims import Claim, place, plain
from qicao.lint.quantities import misprinted
from qicao.tables import table

_STOP = re.compile(
    "占|另|此外|同时|同比|环比|增长|增加(?!值)|下降|减少|上升|提高|降低|达到?了?$|超过|比|目标|计划|任务|由|分布|涉及|覆盖|惠及|参加|参与"
    "|投入|组织(?=.{0,3}$)|开展|召开|等$|每|需要|还需|力争|确保|平均|人均|总[计数共额投]|合计|共(?![青产党同])|^从|^到|用于|以来|今年|去年|上年"
)
_OPEN = re.compile(
    "等(?![奖级次功])|主要|有的|包括|不乏|约|近|仅$|光|就有|还有|尤其|特别|最|多数|大部分|为主|前[0-9一二三四五六七八九十]|超过|重点|新增|属于|列入|获"
)
_TAILS = re.compile("[^，。；、：！？,;:!?]*")
_GROWTH = re.compile("[，,](?:同比|环比|比上年|比去年)?(?:增长|下降|增加|减少|占比?)[0-9.]+%")
_NOUN = re.compile("行政村|自然村|村|乡镇|社区|街道|问题|项目|部门|单位|点位|小区|学校|企业|班|组|县|市|区|镇|乡|州|人|地方|站|工程|工地")
_ELSEWHERE = re.compile("全[县市省区国校镇乡院]|今年|去年|目前|累计|历年|先后|已|还|每|覆盖|惠及|参加|参与|投入|投资|组织|发放|其中")
_REST = re.compile("其余|剩余|剩下|余下|另外(?!有)|还有|尚有|仍有|还剩|尚余|仍剩|未")
_STRICT_REST = re.compile("其余|剩余|剩下|余下|还剩|尚余|仍剩")
_TOTAL = re.compile("(?:合计|共计|总计|累计|总共|一共|共|计)(?:有|为|达|是)?$")
_ADDS = re.compile("新增|新建|增加|增派|增设|再|补充|计划|拟|力争|另行|追加|奖|购")
_MANY = 3  # parts that are seldom a choice
_NEAR = Fraction(1, 10)  # of the whole: what a list that leaves something out by intent leaves out is more


def sums(text, amounts):
    """Yield the sums of a paragraph as Claims."""
    for at, one in enumerate(amounts):
        before = text[amounts[at - 1].end if at else 0 : one.start]
        cue = before.rfind("其中")
        if cue >= 0 and at:
            yield from _listed(text, amounts, at, one.start - len(before) + cue)
        elif at > 1 and (rest := _REST.search(_clause(before))):
            if _STRICT_REST.search(rest[0]):
                yield from _first_and_rest(text, amounts, at)
            yield from _left(text, amounts, at, rest)
        elif at > 1 and _TOTAL.search(before):
            yield from _totalled(text, amounts, at)


def _first_and_rest(text, amounts, at):
    """Yield the claim of 反馈了5个问题 with 对前2个问题 and 对其余3个问题 further on."""
    rest = amounts[at]
    noun = _TAILS.match(text, rest.end)[0][:4]
    firsts = [one for one in amounts[:at] if text[max(0, one.start - 1) : one.start] == "前"]
    firsts = [one for one in firsts if one.unit == rest.unit and text.startswith(noun[:2], one.end)]
    if not firsts or not noun or re.search("前[^，。；]{0,3}$", text[max(0, rest.start - 3) : rest.start]):
        return
    first = firsts[-1]
    wholes = [one for one in amounts if one.end < first.start and one.unit == rest.unit]
    wholes = [one for one in wholes if noun[:2] in text[one.end : one.end + 8]]
    right = [one for one in wholes if one.value == first.value + rest.value]
    if right or len({one.value for one in wholes}) == 1:
        yield _claim((right or wholes)[-1], (first, rest), wrong=not right)


def _clause(text):
    """Return what stands after the last mark of a text."""
    return re.split("[，。；、：！？,;:!?]", text)[-1]


def _listed(text, amounts, first, cue):
    """Yield the claim of a list behind 其中."""
    whole = _whole(text, amounts, first, cue)
    if whole is None:
        return
    short, long = _parts(text, amounts, first)
    if any(not one.exact or one.each for one in (whole, *short)):
        return
    labels = _labels(text, short, cue)
    if _overlap(labels) or not (_alike(text, short) or _alike(text, (whole, *short))):
        return
    if any(_adds_up(whole, parts) for parts in (short, long) if len(parts) > 1):
        yield _claim(whole, short if _adds_up(whole, short) else long)
    elif _is_mistaken(text, whole, short, labels) and _is_mistaken(text, whole, long, labels):
        yield _claim(whole, short, wrong=True)


def _whole(text, amounts, first, cue):
    """Return the amount a list behind 其中 divides: the nearest before it of the same unit, if near enough."""
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
    for one in amounts[first + 1 :]:
        if one.depth > parts[0].depth:
            continue
        if one.unit == "%":
            continue
        between = _GROWTH.sub("", _outside(text[parts[-1].end : one.start]))
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
            (link[2] in "；;") != (mark in ("；", ";"))
            and mark
            or re.search("[，；,;]", label)
            or _STOP.search(label)
            or len(label) > 24
        ):
            break
        if mark and not short and link[2] in "，；,;" and mark not in "，；,;":
            short = len(parts)
        mark = mark or link[2]
        parts.append(one)
    return tuple(parts[: short or None]), tuple(parts)


def _outside(text):
    return re.sub(r"[（(][^）)]*[）)]", "", text)


def _labels(text, parts, cue):
    """Return the words of each part without its amount."""
    starts = [cue + 2, *(one.end for one in parts[:-1])]
    labels = []
    for start, one in zip(starts, parts, strict=True):
        after = _TAILS.match(text, one.end)[0]
        labels.append(_outside(text[start : one.start]).strip("，、；：,;: 和及有为是") + "|" + after)
    return labels


def _overlap(labels):
    """Tell whether the parts are kinds that a thing may be of at once: 党员80人、女性65人."""
    kinds = [
        {name for name, words in table("kinds")["crossing"].items() if any(w in one for w in words)}
        for one in labels
    ]
    return any(kinds) and (not all(kinds) or not set.intersection(*kinds))


def _adds_up(whole, parts):
    return abs(whole.value - sum(one.value for one in parts)) <= _slack(whole, parts)


def _slack(whole, parts):
    """Return how far a sum may be off by rounding: amounts printed to different places, or many of them."""
    steps = {one.step for one in (whole, *parts)}
    rounded = [one.step / 2 for one in (whole, *parts) if one.step == max(steps) and one.step != 1]
    if len({one.scale for one in (whole, *parts)}) > 1:
        return sum(rounded)
    return max(steps) if len(parts) > _MANY and "." in whole.number else 0


def _is_mistaken(text, whole, parts, labels):
    """Tell whether parts that do not add up to their whole are meant to."""
    total = sum(one.value for one in parts)
    if total > whole.value + _slack(whole, parts):
        return len(parts) > 1 or parts[0].value > whole.value
    if len(parts) < 2 or _OPEN.search("".join(labels)):
        return False
    lacks = whole.value - total
    slip = any(misprinted(one, one.value + lacks) for one in parts) or misprinted(whole, total)
    if is_complete(text, whole, labels, total / whole.value):
        return slip or lacks <= whole.value * _NEAR * 2
    if lacks <= whole.value * _NEAR:
        return slip or lacks <= 2 * max(one.step for one in (whole, *parts))
    digits = len(str(int(whole.value / min(one.step for one in (whole, *parts)))).rstrip("0"))
    return slip and (digits > 2 or (digits == 2 and len(parts) >= _MANY))


def is_complete(text, whole, labels, share=1):
    """Tell whether the parts are said to be all there are, by what they are called."""
    names = [one.partition("|")[0] for one in labels]
    if re.search("其他|其它|其余|另外|剩余|剩下|不明|未", labels[-1]):
        return True
    if any(
        sum(any(w in name for w in words) for name in labels) == len(names)
        for words in table("kinds")["complete"]
    ):
        return True
    head = _common_end(names)
    return (
        len(head) > 1
        and share * 2 >= 1
        and head in re.split("[。！？]", text[max(0, whole.start - 40) : whole.end + 12])[-1]
    )


def _common_end(names):
    shortest = min(names, key=len)
    for size in range(len(shortest), 0, -1):
        if all(name.endswith(shortest[-size:]) for name in names):
            return shortest[-size:]
    return ""


def _left(text, amounts, at, cue):
    """Yield the claim of a whole, what is done of it and what is left: 86台，能使用的52台，另外34台."""
    rest, used = amounts[at], amounts[at - 1]
    same = _same(text, amounts[max(0, at - 5) : at], rest)
    if len(same) < 2 or same[-1] is not used or rest.unit == "%":
        return
    whole = same[-2]
    if any(not one.exact or one.each for one in (whole, used, rest)):
        return
    ends = re.findall("[。！？]", text[whole.start : rest.start])
    if len(ends) > 1:
        return
    for number in range(len(same) - 1):
        if _adds_up(same[number], (*same[number + 1 :], rest)):
            yield _claim(same[number], (*same[number + 1 :], rest))
            return
    if len(same) == 2 and _alike(text, (whole, used, rest)) and _divides(text, whole, used, rest, cue[0]):
        yield _claim(whole, (used, rest), wrong=True)


def _alike(text, amounts):
    """Tell whether amounts of one unit are of one thing: not 16个乡镇 and 3个村."""
    nouns = {found[0] for one in amounts if (found := _NOUN.match(text, one.end))}
    return len(nouns) < 2 or any(all(noun in other for noun in nouns) for other in nouns)


def _same(text, amounts, rest):
    """Return the amounts of the unit of one that stand before it in its sentence, else in that before it, too."""
    same = [one for one in amounts if one.unit == rest.unit and one.depth == rest.depth]
    own = [one for one in same if not re.search("[。！？；]", text[one.end : rest.start])]
    return own if len(own) > 1 else same


def _divides(text, whole, used, rest, cue):
    """Tell whether what is left can be left of nothing but the whole."""
    between = text[whole.end : used.start]
    around = _clause(text[used.end : rest.start]) + _TAILS.match(text, rest.end)[0]
    if _ADDS.search(around) or re.search("[。！？；].*[。！？；]", text[whole.end : rest.start]):
        return False
    if _STRICT_REST.search(cue):
        return True
    taken = re.search(
        "其中|仅|只|已|能|可|实|到会|参加|在用|使用|完成|正常|到位|合格|办结|整改|有",
        between + _TAILS.match(text, used.end)[0],
    )
    total = re.search(
        "共|总|计|现有|应|全|排查|查出|发现|需|受理|反馈|交办|抽查|检查|梳理", _sentence(text, whole.start)
    )
    return bool(taken and total)


def _sentence(text, end):
    return re.split("[。！？；]", text[max(0, end - 40) : end])[-1]


def _totalled(text, amounts, at):
    """Yield the claim of parts with their total behind them: 6条、道路运输5条、燃气4条，三个领域合计15条."""
    total = amounts[at]
    parts = []
    for one in reversed(amounts[:at]):
        after = _outside(text[one.end : parts[-1].start if parts else total.start])
        marks = re.findall("[，。；：！？、,;:!?]", after)
        if (
            parts
            and (len(marks) != 1 or marks[0] not in "、，,")
            and not re.fullmatch("[^，。；：]{0,3}[和及].{1,10}", after)
        ):
            break
        if not parts and not marks:
            continue  # 三个领域合计15条
        if one.unit != total.unit:
            break
        if not parts and (len(marks) > 1 or set(marks) & set("。；！？：;!?")):
            break
        if parts and _STOP.search(re.split("[、，,]", after)[-1]):
            break
        parts.append(one)
    parts = tuple(reversed(parts))
    if len(parts) < 2 or any(not one.exact or one.each for one in (total, *parts)):
        return
    if "累计" in text[max(0, total.start - 4) : total.start]:
        return
    between = text[parts[-1].end : total.start]
    if _ELSEWHERE.search(between) or len(between) > 12 or not _alike(text, (total, *parts)):
        return
    for first in range(len(parts) - 1):
        if _adds_up(total, parts[first:]):
            yield _claim(total, parts[first:])
            return
    if "其中" not in text[parts[0].end : parts[1].start]:
        yield _claim(total, parts, wrong=True)


def _claim(whole, parts, wrong=False):
    """Return a Claim that parts make up a whole, wrong at the figure of which one digit is another."""
    total = sum(one.value for one in parts)
    slips = [one for one in parts if misprinted(one, one.value + whole.value - total)]
    blamed = slips[0] if len(slips) == 1 and not misprinted(whole, total) else whole
    scale = Fraction(min(one.scale for one in (whole, *parts)))
    shown = "＋".join(plain(one.value / scale) for one in parts)
    suffix = {10**4: "万", 10**8: "亿", 10**12: "万亿"}.get(int(scale), "")
    facts = {"sum": f"{shown}＝{plain(total / scale)}{suffix}", "whole": whole.text}
    places = tuple(place(one) for one in (whole, *parts))
    return Claim("arithmetic", places, place(blamed) if wrong else None, facts)
