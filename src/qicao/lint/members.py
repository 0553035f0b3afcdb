"""The members of a list in running text: 攀枝花、广元、宜宾, and how else they may be counted."""

import re

_VERBS = (
    "增强|坚定|做到|抓好|抓住|抓紧|抓|做好|推进|推动|加强|落实|完成|覆盖|涉及|围绕|聚焦|紧盯|盯住|盯紧|突出|坚持|包括|建立|健全|统筹|构建|打造"
    "|强化|提高|提升|实现|确保|深化|开展|组织|召开|成立|设立|下设|划分|分为|分成|克服|防止|处理好|解决|破解|打好|打通|守住|守好|把好|牵头"
    "|选择|选取|确定|安排|走访|调研|督查|检查|抽查|指导|支持|会同|联合|从|在|对|把|将|向|由|按|以|就|为|是|有|仅|如|用|受|经|管好|看好|用好"
)
VERB = re.compile(f"(?:{_VERBS})")
_INNER = re.compile(
    "围绕|聚焦|紧盯|盯住|涉及|覆盖|抓好|做好|突出|会同|联合|包括|分为|落实|加强|推进|完善|强化|[从在对把将由抓].|“"
)
JOINED = re.compile("以及|(?<![涉普提危波惠参共])[和及与](?![格时谐平会早])")
_BRACKET = re.compile(r"[（(][^（）()]*[）)]|“[^“”]*”|《[^《》]*》|\"[^\"]*\"")
_HIDDEN = dict.fromkeys(map(ord, "、，；。：,;和及与"), "·")


def flat(text):
    """Return a text with the marks inside its brackets and quotes hidden, as long as before."""
    return _BRACKET.sub(lambda one: one[0].translate(_HIDDEN), text)


def members(run):
    """Return the members of a list parted by 、, and by 和 before the last as far as that parts it."""
    return [one for one in run.split("、") if one]


def counts(run):
    """Return how many members a list may have: with 和 as a mark or as part of a name, with a verb taken in."""
    listed = members(flat(run))
    least = len(listed)
    most = sum(len([x for x in JOINED.split(one) if x]) for one in listed)
    found = set(range(least, most + 1))
    for number in range(1, least):
        if VERB.match(listed[number]) or _INNER.search(listed[number], 1):
            found.update(range(least - number, most - number + 1))
    if JOINED.search(listed[-1]):
        found.add(most - least + 1)
    return found
