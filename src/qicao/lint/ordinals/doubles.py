"""Items that are there twice, number and words alike: pasted twice, they are no members of a series."""

import re
from functools import lru_cache
from itertools import pairwise

from qicao import markers
from qicao.lint.ordinals import levels
from qicao.lint.ordinals.printed import may_hold
from qicao.structure.formulas import wide

_SENTENCE = re.compile("[^。；！？]*[。；！？]?")


@lru_cache(maxsize=4)
def doubles(texts, outline):
    """Return {(paragraph, start): end of its first sentence} of ordinals whose item stood right before."""
    found, latest = {}, {}
    for at, (text, head) in enumerate(zip(texts, levels.heads(texts, outline), strict=True)):
        if outline[at].spoken and len(text) > 8 and may_hold(text):
            found |= {(at, start): end for start, end in _inside(text, head)}
        if head is None:
            latest = {} if outline[at].depth else latest
            continue
        level = head.kind.level
        if level:
            latest = {kind: line for kind, line in latest.items() if 0 < kind.level <= level}
        if latest.get(head.kind) == text.strip():
            found[at, 0] = _SENTENCE.match(wide(text)).end()
        latest[head.kind] = text.strip()
    return found


def _inside(text, head):
    """Yield (start, end) of items inside a paragraph that say once more what the one before them says."""
    broad = wide(text)
    some = [one for one in markers.inside(broad) if one.start]
    for one, again in pairwise((head, *some) if head else some):
        said = broad[one.start : again.start].strip()
        if (one.kind, one.number) == (again.kind, again.number) and broad.startswith(said, again.start):
            yield again.start, again.start + len(said)
