"""What several texts share, in order: words that stay, and holes between them.

A run of shared words is kept only where chance would hardly have put it there: the bits it says must
outweigh the number of ways to place it.
"""

from dataclasses import dataclass
from math import comb, log2
from statistics import median

from qicao.extract.pattern import Hole, Option, Words, spread

_EDGE, _MIDDLE, _SOME = 11, 9, 16  # bits over chance: at an edge of a paragraph, inside, in some texts only
_LEAST, _FLOOR = 9, 5  # bits of any run two texts share, and of one that however many share
_ALIKE, _LESS = 0.6, 0.4  # where texts share so much already, a part of those bits will do
_FEW = 0.4  # of the texts, the least that must share what is kept as an option


@dataclass(frozen=True, slots=True)
class _Run:
    """Shared words, and where they begin in each text."""

    words: tuple
    starts: tuple


def shared(texts, bits, strict=1):
    """Return the parts of a pattern for texts, each a tuple of words, or None where there is no such text.

    strict: how many times the usual bits are needed; where more than once, there are no options either.
    """
    if any(text is None for text in texts):
        return _merged(_some(texts, bits))
    parts = _edges(texts, bits, strict)
    if strict > 1:
        return _merged(parts)
    kept = sum(len(part.text) for part in parts if isinstance(part, Words))
    if kept >= _ALIKE * max(map(len, texts)):
        parts = _edges(texts, bits, _LESS)
    return _merged(parts)


def _edges(texts, bits, strict):
    """Keep what all texts begin and end with, and align what lies between; strict is a share of the bits."""
    if len(set(texts)) == 1:
        return _words(texts[0]) if len(texts) > 1 else [_hole(texts)]
    needed = strict * max(_FLOOR, _EDGE / (len(texts) - 1))
    start, end = common(texts), common([text[::-1] for text in texts])
    shortest = min(map(len, texts))
    if bits.sum(texts[0][:start]) < needed:
        start = 0
    end = min(end, shortest - start)
    if bits.sum(texts[0][len(texts[0]) - end :]) < needed:
        end = 0
    inner = [text[start : len(text) - end] for text in texts]
    tail = texts[0][len(texts[0]) - end :]
    return [*_words(texts[0][:start]), *_between(inner, bits, strict), *_words(tail)]


def common(texts):
    """Return how many words all of these texts begin with."""
    for at, row in enumerate(zip(*texts, strict=False)):
        if len(set(row)) > 1:
            return at
    return min(map(len, texts))


def _between(texts, bits, strict=1):
    """Align texts of which no edge is known to be shared."""
    if not any(texts):
        return []
    if len(set(texts)) == 1:
        return _words(texts[0]) if len(texts) > 1 else [_hole(texts)]
    run = _best(texts, bits, strict)
    if run is None and len(texts) > 2 and strict <= 1:
        return _some(texts, bits)
    if run is None:
        return [_hole(texts)]
    before = [text[:start] for text, start in zip(texts, run.starts, strict=True)]
    after = [text[start + len(run.words) :] for text, start in zip(texts, run.starts, strict=True)]
    return [*_between(before, bits, strict), *_words(run.words), *_between(after, bits, strict)]


def _best(texts, bits, strict):
    """Return the run of words that says most and that all texts have."""
    base = min(texts, key=len)
    others = [text for text in texts if text is not base]
    ways = sum(log2(max(2, len(text))) for text in texts)
    least = strict * max(_FLOOR, _LEAST / (len(texts) - 1))
    lengths = [min(row) for row in zip(*(_common_runs(base, other) for other in others), strict=True)]
    best, most = None, 0
    for end, length in enumerate(lengths):
        if not length or (end + 1 < len(lengths) and lengths[end + 1] == length + 1):
            continue
        run = base[end + 1 - length : end + 1]
        said = bits.sum(run)
        worth = (len(texts) - 1) * said - ways
        if said >= least and worth >= strict * _MIDDLE and (best is None or worth > most):
            best, most = run, worth
    return None if best is None else _Run(best, tuple(_place(best, text) for text in texts))


def _common_runs(base, other):
    """Return for each word of a text how long the run is that ends with it and stands in another text too."""
    places = {}
    for at, word in enumerate(other):
        places.setdefault(word, []).append(at)
    ended, longest = {}, []
    for word in base:
        ended = {at: ended.get(at - 1, 0) + 1 for at in places.get(word, ())}
        longest.append(max(ended.values(), default=0))
    return longest


def _place(run, text):
    """Return where a run first stands in a text."""
    return next(at for at in range(len(text)) if text[at : at + len(run)] == run)


def _some(texts, bits):
    """Keep what only some of the texts share as an option; what is left is a hole."""
    count = len(texts)
    present = [text if text is not None else () for text in texts]
    given = [i for i, text in enumerate(present) if text]
    if 1 < len(given) < count:
        inner = _edges([present[i] for i in given], bits, 1)
        if any(isinstance(part, Words) for part in inner):
            option = tuple(spread(part, given, count) for part in inner)
            return [Option(option, tuple(i in given for i in range(count)))]
    mask = _sharers(present, bits)
    if mask is None:
        return [_hole(texts)]
    inner = _edges([present[i] for i in mask], bits, 1)
    kept = [at for at, part in enumerate(inner) if isinstance(part, Words)]
    if not kept:
        return [_hole(texts)]
    first, last = kept[0], kept[-1]
    option = [spread(part, mask, count) for part in inner[first : last + 1]]
    left = _values(inner[:first], mask, count)
    right = _values(inner[last + 1 :], mask, count)
    absent = [i for i in range(count) if i not in mask and texts[i] is not None]
    bare = all(isinstance(part, Words) for part in option)
    if bare and any(present[i] for i in absent):  # who has it not says something else: a value like any other
        return [_hole(texts)]
    goes_right = _goes_right(left, right, mask, [present[i] for i in absent])
    for i in absent:
        (right if goes_right else left)[i] = present[i]
    if goes_right and absent:
        option, right = _handed_over(option, right, mask, absent)
    return [
        *_rest(left, texts, bits),
        Option(tuple(option), tuple(i in mask for i in range(count))),
        *_rest(right, texts, bits),
    ]


def _handed_over(option, right, mask, absent):
    """Give what an option ends in, and the texts without it begin with, to what follows for all."""
    last = option[-1].text
    size = next((n for n in range(len(last) - 1, 0, -1) if all(right[i][:n] == last[-n:] for i in absent)), 0)
    if not size:
        return option, right
    handed = [last[-size:] + words if i in mask else words for i, words in enumerate(right)]
    return [*option[:-1], Words(last[:-size])], handed


def _rest(values, texts, bits):
    """Return what stands beside an option; texts that are missing have nothing there either."""
    row = [value if texts[i] is not None else None for i, value in enumerate(values)]
    if not any(row):
        return []
    if all(value is not None for value in row):
        return _edges(row, bits, 1)
    return [_hole(row)]


def _goes_right(left, right, mask, others):
    """Tell on which side of an option the words of the texts without it belong."""
    if not any(left[i] for i in mask):
        return True
    if not any(right[i] for i in mask):
        return False
    size = median(map(len, others)) if others else 0
    lengths = [median(len(side[i]) for i in mask) for side in (left, right)]
    return abs(lengths[1] - size) < abs(lengths[0] - size)


def _sharers(texts, bits):
    """Return the texts that share a run of words which the others have not, or None."""
    owners = {}
    for i, text in enumerate(texts):
        for run in {text[at : at + 3] for at in range(len(text) - 1)}:
            owners.setdefault(run, []).append(i)
    best, worth = None, _SOME
    for run, who in owners.items():
        if not 1 < len(who) < len(texts) or len(who) < _FEW * len(texts):
            continue
        ways = sum(log2(max(2, len(texts[i]))) for i in who) + log2(comb(len(texts), len(who)))
        said = (len(who) - 1) * bits.sum(run) - ways
        if said > worth:
            best, worth = who, said
    return best


def _values(parts, mask, count):
    """Return for each text the words of a stretch of a pattern that some of them have."""
    made = [()] * count
    for part in parts:
        for place, i in enumerate(mask):
            made[i] += _said(part, place)
    return made


def _said(part, place):
    """Return the words one text has in a part."""
    match part:
        case Words(run):
            return run
        case Hole(values):
            return values[place] or ()
    return sum((_said(one, place) for one in part.parts), ()) if part.present[place] else ()


def _words(run):
    return [Words(tuple(run))] if run else []


def _hole(texts):
    return Hole(tuple(texts))


def _merged(parts):
    """Return parts with words beside words put together, and the words of each value as one text."""
    made = []
    for part in map(_told, parts):
        if made and isinstance(part, Words) and isinstance(made[-1], Words):
            made[-1] = Words(made[-1].text + part.text)
        else:
            made.append(part)
    return tuple(made)


def _told(part):
    match part:
        case Words(run):
            return Words("".join(run))
        case Hole(values):
            return Hole(tuple(None if v is None else "".join(v) for v in values), part.hint, part.kind)
        case Option(inner, present):
            return Option(_merged(inner), present)
    return part
