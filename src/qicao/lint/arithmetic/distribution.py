"""As many values as subjects around 分别: 甲、乙、丙三县分别完成85%、90%、95%."""

import re

from qicao.lint.arithmetic.claims import Claim
from qicao.lint.arithmetic.counts import COUNT, start_of_list
from qicao.lint.arithmetic.members import VERB, counts, flat

_RESPECTIVELY = re.compile("分别(?!由|从|对|在|为此)(?P<verb>[^，。；：、0-9]{0,10})(?=[0-9])")
_VALUE = r"[0-9][0-9,]*(?:\.[0-9]+)?(?P<u>[^，。；：、0-9和及（）]{1,6})"


def distributed(text):
    """Yield claims that as many values as subjects stand around 分别: 甲、乙、丙三县分别完成85%、90%、95%."""
    for found in _RESPECTIVELY.finditer(text):
        values = _values(text, found.end())
        start = start_of_list(text, found.start())
        run = text[start : found.start()]
        if len(values) < 2 or ("、" not in flat(run) and not re.search("[和与及]", run)):
            continue
        if re.search("[0-9]|等|同比|环比", run) and not re.search("[0-9]个?[^0-9]{0,3}$", run):
            continue
        if VERB.match(run) and "、" not in run:
            continue
        names = counts(re.sub(rf"{COUNT}个?[市县区镇乡村部门单位家校]+$", "", run))
        both = re.search("城乡|男女|市县|省市|东西", run)
        right = len(values) in names or (both and len(values) in {2 * number for number in names})
        wrong = None if right else (found.start(), values[-1][1])
        facts = {"subjects": max(names), "values": len(values)}
        yield Claim("arithmetic.distribution", (found.span(),), wrong, facts)


def _values(text, at):
    """Return the places of amounts of one unit in a row."""
    found = []
    unit = None
    pattern = re.compile(_VALUE)
    while one := pattern.match(text, at):
        word = re.match(r"个百分点|%|[万亿]?[^\W\d_]", one["u"])
        if word is None or (unit and word[0] != unit):
            return []
        unit = word[0]
        found.append(one.span())
        if text[one.end() : one.end() + 1] not in tuple("、和及"):
            break
        at = one.end() + 1
    return found
