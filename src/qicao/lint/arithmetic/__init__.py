"""Figures that do not fit each other: what is understood of them is reckoned again."""

import re

from qicao.lint.arithmetic.counts import listed
from qicao.lint.arithmetic.distribution import distributed
from qicao.lint.arithmetic.enumerations import enumerated
from qicao.lint.arithmetic.lines import over_lines
from qicao.lint.arithmetic.mottoes import mottoes
from qicao.lint.arithmetic.paired import paired
from qicao.lint.arithmetic.quantities import quantities
from qicao.lint.arithmetic.shares import shares
from qicao.lint.arithmetic.spans import spans
from qicao.lint.arithmetic.states import states
from qicao.lint.arithmetic.sums import sums
from qicao.structure.formulas import wide

# what a paragraph must hold before it is looked at, from the cheapest on
_FIGURES = re.compile(
    "[0-9]|[二两三四五六七八九十][个大类种项条市县区乡镇村省州名支天周部单色句张本道场方次重]|“[二两三四五六七八九十]"
)
_HALF = re.compile("[,:;?!()]")
_SUM = re.compile("其中|[合共总]计|其余|剩余|另外|[剩余]下|还有|[还仍]剩|[尚仍]有|尚余|共")
_SHARE = re.compile("[0-9][%％]|(?:下降|减少|降低|增长|增加|上升|提高|提升|扩大)了?[0-9]")
_THREE = re.compile(
    "[0-9][^，。；：]{1,14}[，、][^，。；：0-9]{1,12}[0-9][^，。；：]{1,14}[，、；][^，。；：0-9]{1,12}[0-9]"
)
_MOTTO = re.compile("[二两三四五六七八九十][^，。；：、！？0-9]{1,8}(?:：|[，,](?:也就|就|即))")
_SPAN = re.compile("为期|历时|整整|为时|共[^，。]{1,6}[天日月周时]")


def check(speech):
    """Yield what does not add up in a Speech, without a fix: only the writer knows the figure."""
    for at, text in enumerate(speech.texts):
        told = set()
        for claim in claims(text):
            if claim.wrong and claim.wrong not in told:
                told.add(claim.wrong)
                yield speech.find(claim.code, at, *claim.wrong, **claim.facts)
    for at, claim in over_lines(speech.texts):
        if claim.wrong:
            yield speech.find(claim.code, at, *claim.wrong, **claim.facts)


def claims(text):
    """Return what a paragraph says about its own figures, right or wrong."""
    if not _FIGURES.search(text):
        return []
    if _HALF.search(text):
        text = wide(text)
    found = [*listed(text)]
    if "、" in text or "和" in text:
        found += enumerated(text, {one.figures[0] for one in found})
    if _MOTTO.search(text):
        found += mottoes(text)
    if "分别" in text:
        found += distributed(text)
    if _SPAN.search(text):
        found += spans(text)
    adds, divides, lists = _SUM.search(text), _SHARE.search(text), _THREE.search(text)
    if adds or divides or lists:
        amounts = quantities(text)
        found += sums(text, amounts) if adds else ()
        found += shares(text, amounts) if divides else ()
        if lists and len(amounts) > 2:
            found += (*states(text, amounts), *paired(text, amounts))
    return found
