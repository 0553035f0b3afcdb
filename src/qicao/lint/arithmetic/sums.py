"""Parts that make up a whole: 其中 lists, what is left over, and totals after their parts."""

import re

from qicao.lint.arithmetic.addition import clause
from qicao.lint.arithmetic.partition import parted
from qicao.lint.arithmetic.remainder import STRICT, first_and_rest, left_over, totalled

_REST = re.compile("其余|剩余|剩下|余下|另外(?!有)|还有|尚有|仍有|还剩|尚余|仍剩|未")
_TOTAL = re.compile("(?:合计|共计|总计|累计|总共|一共|共|计)(?:有|为|达|是)?$")


def sums(text, amounts):
    """Yield the sums of a paragraph as Claims."""
    for at, one in enumerate(amounts):
        before = text[amounts[at - 1].end if at else 0 : one.start]
        cue = before.rfind("其中")
        if cue >= 0 and at:
            yield from parted(text, amounts, at, one.start - len(before) + cue)
        elif at > 1 and (rest := _REST.search(clause(before))):
            if STRICT.search(rest[0]):
                yield from first_and_rest(text, amounts, at)
            yield from left_over(text, amounts, at, rest)
        elif at > 1 and _TOTAL.search(before):
            yield from totalled(text, amounts, at)
