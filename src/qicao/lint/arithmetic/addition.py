"""What all sums share: whether parts add up, and the claim that they do."""

import re
from fractions import Fraction

from qicao.lint.arithmetic.claims import Claim, place, plain
from qicao.lint.arithmetic.quantities import misprinted

_NOUN = re.compile(
    "行政村|自然村|村|乡镇|社区|街道|问题|项目|部门|单位|点位|小区|学校|企业|班|组|县|市|区|镇|乡|州|人|地方|站|工程|工地"
)
TAILS = re.compile("[^，。；、：！？,;:!?]{0,60}")
STOP = re.compile(
    "占|另|此外|同时|同比|环比|增长|增加(?!值)|下降|减少|上升|提高|降低|达到?了?$|超过|比|目标|计划|任务|由|分布|涉及|覆盖|惠及|参加|参与"
    "|投入|组织(?=.{0,3}$)|开展|召开|等$|每|需要|还需|力争|确保|平均|人均|总[计数共额投]|合计|(?<!公)共(?![青产党同])|^从|^到|用于|以来|今年|去年|上年"
)
MANY = 3  # parts that are seldom a choice
LONGEST = 40  # amounts of a list


def clause(text):
    """Return what stands after the last mark of a text."""
    return re.split("[，。；、：！？,;:!?]", text)[-1]


def adds_up(whole, parts):
    """Tell whether parts make up a whole."""
    return abs(whole.value - sum(one.value for one in parts)) <= slack(whole, parts)


def slack(whole, parts):
    """Return how far a sum may be off by rounding: amounts printed to different places, or many of them."""
    steps = [one.step for one in (whole, *parts)]
    coarsest = max(steps)
    if len({one.scale for one in (whole, *parts)}) > 1:
        return steps.count(coarsest) * coarsest / 2 if coarsest != 1 else 0
    return coarsest if len(parts) > MANY and "." in whole.number else 0


def claimed(whole, parts, wrong=False):
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


def alike(text, amounts):
    """Tell whether amounts of one unit are of one thing: not 16个乡镇 and 3个村."""
    nouns = {found[0] for one in amounts if (found := _NOUN.match(text, one.end))}
    return len(nouns) < 2 or any(all(noun in other for noun in nouns) for other in nouns)


def outside(text):
    """Return a text without what its brackets hold."""
    return re.sub(r"[（(][^）)]*[）)]", "", text)
