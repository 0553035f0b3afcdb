"""What is left over of a whole, and totals that stand behind their parts."""

import re

from qicao.lint.arithmetic.addition import LONGEST, STOP, TAILS, adds_up, alike, claimed, clause, outside

STRICT = re.compile("其余|剩余|剩下|余下|还剩|尚余|仍剩")
_ADDS = re.compile("新增|新建|增加|增派|增设|再|补充|计划|拟|力争|另行|追加|奖|购")
_ELSEWHERE = re.compile(
    "全[县市省区国校镇乡院]|今年|去年|目前|累计|历年|先后|已|还|每|覆盖|惠及|参加|参与|投入|投资|组织|发放|其中"
)
_UNDONE = re.compile("未|没|正在|待|尚")
_NOT = re.compile("[没未]")
_NEARBY = 12  # characters between the parts and 合计


def first_and_rest(text, amounts, at):
    """Yield the claim of 反馈了5个问题 with 对前2个问题 and 对其余3个问题 further on."""
    rest = amounts[at]
    noun = TAILS.match(text, rest.end)[0][:4]
    firsts = [
        one for one in amounts[max(0, at - LONGEST) : at] if text[max(0, one.start - 1) : one.start] == "前"
    ]
    firsts = [one for one in firsts if one.unit == rest.unit and text.startswith(noun[:2], one.end)]
    if not firsts or not noun or re.search("前[^，。；]{0,3}$", text[max(0, rest.start - 3) : rest.start]):
        return
    first = firsts[-1]
    near = amounts[max(0, at - LONGEST) : at]
    wholes = [one for one in near if one.end < first.start and one.unit == rest.unit]
    wholes = [one for one in wholes if noun[:2] in text[one.end : one.end + 8]]
    right = [one for one in wholes if one.value == first.value + rest.value]
    if right or len({one.value for one in wholes}) == 1:
        yield claimed((right or wholes)[-1], (first, rest), wrong=not right)


def left_over(text, amounts, at, cue):
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
        if adds_up(same[number], (*same[number + 1 :], rest)):
            yield claimed(same[number], (*same[number + 1 :], rest))
            return
    if len(same) == 2 and alike(text, (whole, used, rest)) and _divides(text, whole, used, rest, cue[0]):
        yield claimed(whole, (used, rest), wrong=True)


def _same(text, amounts, rest):
    """Return the amounts of the unit of one before it in its sentence, else in that before, too."""
    same = [one for one in amounts if one.unit == rest.unit and one.depth == rest.depth]
    own = [one for one in same if not re.search("[。！？；]", text[one.end : rest.start])]
    return own if len(own) > 1 else same


def _divides(text, whole, used, rest, cue):
    """Tell whether what is left can be left of nothing but the whole."""
    between = text[whole.end : used.start]
    before, tail = clause(text[used.end : rest.start]), TAILS.match(text, rest.end)[0]
    around = before + tail
    if _ADDS.search(before if STRICT.search(cue) else around) or re.search(
        "[。！？；].*[。！？；]", text[whole.end : rest.start]
    ):
        return False
    if STRICT.search(cue):
        return True
    taken = re.search(
        "其中|仅|只|已|能|可|实|到会|参加|在用|使用|完成|正常|到位|合格|办结|整改|有",
        between + TAILS.match(text, used.end)[0],
    )
    total = re.search(
        "共|总|计|现有|应|全|排查|查出|发现|需|受理|反馈|交办|抽查|检查|梳理", _sentence(text, whole.start)
    )
    undone = (_NOT if "其中" in between else _UNDONE).search(around)
    return bool(taken and (total or undone))


def _sentence(text, end):
    return re.split("[。！？；]", text[max(0, end - 40) : end])[-1]


def totalled(text, amounts, at):
    """Yield the claim of parts with their total behind them: 6条、道路运输5条、燃气4条，三个领域合计15条."""
    total = amounts[at]
    parts = _parts_before(text, amounts, at)
    if len(parts) < 2 or any(not one.exact or one.each for one in (total, *parts)):
        return
    between = text[parts[-1].end : total.start]
    if _ELSEWHERE.search(between) or len(between) > _NEARBY or not alike(text, (total, *parts)):
        return
    for first in range(len(parts) - 1):
        if adds_up(total, parts[first:]):
            yield claimed(total, parts[first:])
            return
    if "其中" not in text[parts[0].end : parts[1].start]:
        yield claimed(total, parts, wrong=True)


def _parts_before(text, amounts, at):
    """Return the amounts of the unit of a total that stand in a row before it."""
    total, parts = amounts[at], []
    for one in reversed(amounts[max(0, at - LONGEST) : at]):
        after = outside(text[one.end : parts[-1].start if parts else total.start])
        marks = re.findall("[，。；：！？、]", after)
        if not parts and not marks and total.start - one.end <= _NEARBY:
            continue  # 三个领域合计15条
        if one.unit != total.unit or not (_goes_on(after, marks) if parts else marks in (["，"], ["、"])):
            break
        parts.append(one)
    return tuple(reversed(parts))


def _goes_on(after, marks):
    """Tell whether what stands between two amounts parts two members of one list."""
    if len(marks) != 1 or marks[0] not in "、，":
        return bool(re.fullmatch("[^，。；：]{0,3}[和及].{1,10}", after))
    return "中，" not in after and not STOP.search(re.split("[、，]", after)[-1])
