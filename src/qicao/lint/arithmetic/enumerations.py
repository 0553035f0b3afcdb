"""Lists of like members before their number, whatever is counted: 网格员、楼栋长、志愿者三支队伍."""

import re

from qicao import markers
from qicao.lint.arithmetic.claims import Claim
from qicao.lint.arithmetic.counts import ETC, before, start_of_list
from qicao.lint.arithmetic.members import JOINED, VERB, counts, flat, members

# it begins with plain signs, so that the search skips what is none
_NUMBER = re.compile(
    "(?:(?P<n>[二两三四五六七八九])(?:个|项|类|种|条|支|件|大|道|处|座|所|家|场|套|份|本)"
    "|(?P<few>[2-9])(?:类|种|项|支|件|条))(?<![第每各前后另数几余十百0-9.]..)"
    "(?!以|之|多|项目|工程|企业|单位|[点村]|产品|小区)(?P<noun>[\u4e00-\u9fff]{1,8})"
)
_OF_THEM = re.compile("部门|系统|领域|行业|方面$|等$|类$|级$|[的了着过]$|[0-9]")
_VERBS = re.compile(rf"^(?:[要须应把将在对]|{VERB.pattern})*")
_LONGEST, _UNLIKE = 6, 2  # characters of a member, and how far like ones differ
_MANY = 4  # members, so many that 和 before the last is a mark of the list
_FAR = 2  # a number further from that of the list counts something else


def enumerated(text, told):
    """Yield claims about lists of like members; told are the places of numbers already read."""
    for found in _NUMBER.finditer(text):
        group = "n" if found["n"] else "few"
        end = found.start()
        if found.span(group) in told or text[end - 1 : end] in tuple("、和及与，。；：“"):
            continue
        start = start_of_list(text, end)
        run = text[start:end]
        names = _names(run)
        number = markers.value(found[group])
        if len(names) < 2 or ETC.search(run) or not _alike(names):
            continue
        possible = counts(JOINED.sub("、", flat(run))) | before(text, start, run)
        if len(names) < _MANY or max(map(len, names[1:])) - min(map(len, names[1:])) > 1:
            possible |= counts(run)  # 和 may stand in a name
        if number in possible or min(abs(number - one) for one in possible) <= _far(names, group):
            wrong = None if number in possible else found.span(group)
            facts = {"counted": len(names), "stated": found[0][: 2 + min(2, len(found["noun"]))]}
            yield Claim("arithmetic.count", (found.span(group),), wrong, facts)


def _names(run):
    """Return the members of a list without the verb before the first, parted by 和 too."""
    names = members(flat(run))
    if names and (len(names) == 1 or JOINED.search(names[-1])):
        names = [part for one in names for part in JOINED.split(one) if part]
    return [_VERBS.sub("", names[0]), *names[1:]] if names else []


def _alike(names):
    """Tell whether members are of about one length and nothing but names."""
    if any(not one or len(one) > _LONGEST or _OF_THEM.search(one) for one in names[1:]):
        return False
    if any(one[:1] in tuple("一二两三四五六七八九十") for one in names):
        return False
    rest = [len(one) for one in names[1:]]
    if max(rest) - min(rest) > _UNLIKE:
        return False
    return len(names) > 2 or len(names[0]) == rest[0]


def _far(names, group):
    return _FAR if group == "n" and len(names) > 2 else 1
