"""The members of a list in running text: 攀枝花、广元、宜宾, and how else they may be counted."""

import re

from qicao.tables import table

VERB = re.compile("|".join(table("figures")["lists"]["verbs"]))
_INNER = re.compile(
    "围绕|聚焦|紧盯|盯住|涉及|覆盖|抓好|做好|突出|会同|联合|包括|分为|落实|加强|推进|完善|强化|[从在对把将由抓].|“"
)
_BEGINS = re.compile("(?:围绕|聚焦|紧盯|盯住|会同|涉及|覆盖)(?=.)")
JOINED = re.compile("以及|(?<![涉普提危波惠参共])[和及与](?![格谐平会早]|时(?![限间段序]))")
_BRACKET = re.compile(r"[（(][^（）()]*[）)]|“[^“”]*”|《[^《》]*》|\"[^\"]*\"")
_HIDDEN = dict.fromkeys(map(ord, "、，；。：,;和及与"), "·")


def flat(text):
    """Return a text with the marks inside its brackets and quotes hidden, as long as before."""
    return _BRACKET.sub(lambda one: one[0].translate(_HIDDEN), text)


def members(run):
    """Return the members of a list parted by 、, and by 和 before the last as far as that parts it."""
    return [one for one in run.split("、") if one]


def counts(run):
    """Return how many members a list may have: 和 is a mark or part of a name, a verb may stand in it."""
    listed = members(flat(run))
    for number in range(len(listed) - 1, 0, -1):
        if _BEGINS.search(listed[number], 1):  # 各县区、各部门围绕停放、充电、销售三个环节
            listed = listed[number:]
            break
    least = len(listed)
    most = sum(len([x for x in JOINED.split(one) if x]) for one in listed)
    found = set(range(least, most + 1))
    for number in range(1, least):
        if VERB.match(listed[number]) or _INNER.search(listed[number], 1):
            found.update(range(least - number, most - number + 1))
    if JOINED.search(listed[-1]):
        found.add(most - least + 1)
    return found
