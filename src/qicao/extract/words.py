"""Speech text as words, and how many bits it says that two speeches share one."""

import re
from collections import Counter
from functools import lru_cache
from math import log2

from qicao.extract.dictionary import cut, frequency, total
from qicao.extract.entities import facts

_PHRASES = ("meeting", "document", "quote", "topic", "level")  # facts that are made of words others may share
_RARE, _MARK = 17, 4  # bits, of a word no dictionary has and of a mark
# how many points follow: a number of its own, whatever word the dictionary makes of it
COUNTED = re.compile(
    "([一二两三四五六七八九十]{1,3}|[0-9]{1,2})(?=点(?:意见|要求|希望|看法|体会|建议|[：:。，])|个方面|方面|个问题|个原因"
    "|件(?:大|实)?事|项|条|个(?=[：:，。]))"
)
# the same where the words themselves announce the points, so that it is no number of other things
ANNOUNCED = re.compile(
    "(?<=讲|提|出|调|谈)([一二两三四五六七八九十]{1,3}|[0-9]{1,2})(?=点|个方面|方面|条|项|个)"
    "|(?<=有|在|从|分|好)([一二两三四五六七八九十]{1,3}|[0-9]{1,2})(?=个?方面|个问题|个原因|件(?:大|实)?事|点)"
)


@lru_cache(16384)
def words(text):
    """Return a text cut into words; a fact, and the number of points announced, is one word."""
    kept = [(fact.start, fact.end) for fact in facts(text) if fact.kind not in _PHRASES]
    kept += [found.span() for found in COUNTED.finditer(text) if not _inside(found.start(), kept)]
    made, at = [], 0
    for start, end in sorted(kept):
        if start < at:
            continue
        made += _cut(text[at:start])
        made += _figure(text[start:end])
        at = end
    return (*made, *_cut(text[at:]))


def _figure(text):
    """Return a fact as words: a figure apart from its 万, % or 年, which may be the same everywhere."""
    shape = re.fullmatch(r"([\d.,]+)([十百千万亿%％‰]+|年)", text)
    return list(shape.groups()) if shape else [text]


def _inside(place, spans):
    return any(start <= place < end for start, end in spans)


def _cut(text):
    return list(cut(text)) if text else []


def rarity(word):
    """Return the bits a word says by how rare it is in Chinese; marks say little."""
    if not re.search(r"\w", word):
        return _MARK
    usual = frequency(word)
    return min(_RARE, log2(total() / usual)) if usual else _RARE


class Bits:
    """How surprising each word is: the rarer in Chinese and in these speeches, the more it says."""

    def __init__(self, many):
        """Count the words of some speeches."""
        self.counts = Counter(word for text in many for word in words(text))
        self.total = max(1000, sum(self.counts.values()))
        self._known = {}

    def of(self, word):
        """Return the bits of one word."""
        if word not in self._known:
            here = log2(self.total / self.counts[word]) if self.counts[word] else _RARE
            self._known[word] = min(rarity(word), here)
        return self._known[word]

    def sum(self, many):
        """Return the bits of words in a row."""
        return sum(map(self.of, many))
