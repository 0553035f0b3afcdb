"""What an extraction has recovered of the template that speeches were drawn from: holes, loops, options."""

import re
from collections import defaultdict
from dataclasses import dataclass, field
from difflib import SequenceMatcher
from itertools import pairwise
from statistics import fmean

from qicao import fill as filling
from qicao.document import Field
from qicao.problems import ProblemsFound
from qicao.values import Record, Value, Values

_TOGGLED = 3  # on-occurrences of one option that are tried
_MARKS = "。！？"  # a value may end in one, or the text after it begin with it: nobody can tell


@dataclass(frozen=True, slots=True)
class Drawn:
    """One speech with what is known of it: its template, the values and, for each character, its path."""

    template: object
    values: dict
    document: object
    text: str
    paths: tuple = field(repr=False)

    @classmethod
    def of(cls, template, values):
        """Fill a template and note where each character comes from."""
        document = filling.fill(template, values)
        paths = []
        for block in document.blocks:
            paths += [None] * len(block.ordinal.text if block.ordinal else "")
            for part in block.parts:
                paths += [part.path if isinstance(part, Field) else None] * len(part.text)
            paths.append(None)
        return cls(template, values, document, document.text, tuple(paths))


# -- holes


def carried(one, other):
    """Return, for each character of a speech, its path in the draft of the extracted template, or None."""
    if other is None:
        return (None,) * len(one.text)
    if one.text == other.text:
        return other.paths
    paths = [None] * len(one.text)
    for start, begin, size in _matches(one.text, other.text):
        paths[start : start + size] = other.paths[begin : begin + size]
    return tuple(paths)


def _matches(one, other):
    """Yield (place, place in the other, length) of what two texts share: lines first, then inside lines."""
    mine, theirs = one.splitlines(keepends=True), other.splitlines(keepends=True)
    at, to = ([sum(map(len, lines[:i])) for i in range(len(lines) + 1)] for lines in (mine, theirs))
    for kind, a, b, c, d in SequenceMatcher(None, mine, theirs, autojunk=False).get_opcodes():
        if kind == "equal":
            yield at[a], to[c], at[b] - at[a]
        elif kind == "replace":
            words = SequenceMatcher(None, one[at[a] : at[b]], other[to[c] : to[d]], autojunk=False)
            yield from ((at[a] + m.a, to[c] + m.b, m.size) for m in words.get_matching_blocks())


def untold(drawn):
    """Return, for each speech, the places of the characters nobody could tell for hole or text."""
    texts, seen = defaultdict(set), defaultdict(set)
    for number, one in enumerate(drawn):
        for path, start, end in _fields(one.paths):
            texts[_generic(path)].add(one.text[start:end])
            seen[_generic(path)].add(number)
    told = {path for path in texts if len(texts[path]) > 1 and len(seen[path]) > 1}
    return [frozenset(_blurred(one, told)) for one in drawn]


def _blurred(one, told):
    for path, start, end in _fields(one.paths):
        if _generic(path) not in told:
            yield from range(start, end)
        elif one.text[end - 1] in _MARKS:
            yield end - 1
        elif one.text[end] in _MARKS:
            yield end


def _fields(paths):
    """Yield (path, start, end) of every run of characters with one path."""
    start = 0
    for at in range(1, len(paths) + 1):
        if at == len(paths) or paths[at] != paths[start]:
            if paths[start]:
                yield paths[start], start, at
            start = at


def _generic(path):
    return re.sub(r"(?<=\.)\d+(?=\.|$)", "*", path)


def holes(drawn, matched, unknown):
    """Return how many characters are (rightly, wrongly, not) holes."""
    counts = [0, 0, 0]
    for one, paths, left_out in zip(drawn, matched, unknown, strict=True):
        for at, (true, seen) in enumerate(zip(one.paths, paths, strict=True)):
            if at not in left_out and (true or seen):
                counts[0 if true and seen else 1 if seen else 2] += 1
    return tuple(counts)


def kept(drawn, matched):
    """Return the share of the template's own characters that stayed text."""
    own = [
        not seen
        for one, paths in zip(drawn, matched, strict=True)
        for char, true, seen in zip(one.text, one.paths, paths, strict=True)
        if not true and char != "\n"
    ]
    return fmean(own)


def spans(drawn, matched, unknown):
    """Return how many values, whole from end to end, are (rightly, wrongly, not) values."""
    counts = [0, 0, 0]
    for one, paths, left_out in zip(drawn, matched, unknown, strict=True):
        mine, theirs = ({*_trimmed(one.text, p, left_out)} for p in (one.paths, paths))
        for at, found in enumerate((mine & theirs, theirs - mine, mine - theirs)):
            counts[at] += len(found)
    return tuple(counts)


def _trimmed(text, paths, left_out):
    """Yield (start, end) of the values, without marks at their end and what nobody could tell.

    Where one value follows the other at once, nobody could tell where it begins.
    """
    for _, start, end in _fields([path and "…" for path in paths]):
        last = end - 1 if text[end - 1] in _MARKS else end
        if last > start and not all(at in left_out for at in range(start, last)):
            yield start, last


# -- loops


def loops(drawn, matched):
    """Yield (path, inside a paragraph, score) of the lists whose length varies over the samples."""
    lengths = defaultdict(set)
    for one in drawn:
        for _, path, value in leaves(one.template.params, one.values):
            if isinstance(value, Values):
                lengths[_generic(path)].add(len(value))
    known = [_items(one.paths) for one in drawn]
    found = [_items(paths) for paths in matched]
    for path, sizes in lengths.items():
        spans = [one.get(path, {}) for one in known]
        if len(sizes) > 1 and sum(map(len, spans)) > 1:
            lists = {name for one in found for name in one}
            score = max((_overlap(spans, [one.get(name, {}) for one in found]) for name in lists), default=0)
            yield path, _inside(drawn, spans), score


def _items(paths):
    """Return the span of every item by its path, for every list by its generic path."""
    spans = defaultdict(dict)
    for path, start, end in _fields(paths):
        steps = path.split(".")
        for depth, step in enumerate(steps):
            if step.isdigit():
                items, item = spans[_generic(".".join(steps[:depth]))], ".".join(steps[: depth + 1])
                items[item] = (items.get(item, (start,))[0], end)
    return spans


def _overlap(known, found):
    """Return how well the items of one list cover those of another, 0 to 1."""
    best = []
    for mine, theirs in zip(known, found, strict=True):
        best += [max((_shared(a, b) for b in theirs.values()), default=0.0) for a in mine.values()]
    return fmean(best)


def _shared(one, other):
    common = min(one[1], other[1]) - max(one[0], other[0])
    return max(0, common) / (max(one[1], other[1]) - min(one[0], other[0]))


def _inside(drawn, spans):
    """Tell whether items of a list stand together in one paragraph."""
    for one, items in zip(drawn, spans, strict=True):
        ordered = sorted(items.items(), key=lambda pair: pair[1])
        for (path, (_, end)), (following, (start, _)) in pairwise(ordered):
            siblings = path.rpartition(".")[0] == following.rpartition(".")[0]
            if siblings and "\n" not in one.text[end:start]:
                return True
    return False


# -- options


def leaves(params, values, path=""):
    """Yield (param, path, value) of everything in a brief's values, lists and records included."""
    for name, param in params.items():
        yield from _under(param, values[name], f"{path}.{name}" if path else name)


def _under(param, value, path):
    yield param, path, value
    match value:
        case Record():
            yield from leaves(param.of, value.fields, path)
        case Values():
            for number, item in enumerate(value, 1):
                yield from _under(param.of, item, f"{path}.{number}")


def options(drawn, again):
    """Yield (path, score) of what is there in some samples and not in others."""
    states = defaultdict(lambda: defaultdict(list))
    for number, one in enumerate(drawn):
        for param, path, value in leaves(one.template.params, one.values):
            if param.type == "flag" or (_may_be_empty(param) and isinstance(value, Value)):
                states[_generic(path)][bool(value)].append((number, path))
    for path, occurrences in states.items():
        if occurrences[True] and occurrences[False]:
            tried = [_comes_and_goes(drawn[n], again[n], p) for n, p in occurrences[True][:_TOGGLED]]
            told = [score for score in tried if score is not None]
            if told:
                yield path, fmean(told)


def _may_be_empty(param):
    return not param.required and not getattr(param.default, "text", "")


def _comes_and_goes(one, other, path):
    """Tell whether some part of the extracted brief, emptied, gives the speech without an option.

    None where the option leaves no trace in the speech.
    """
    wanted = _text(one.template, without(one.values, path))
    if wanted == one.text:
        return None
    if other is None or one.text != other.text:
        return False
    start = _alike(one.text, wanted)
    end = len(one.text) - _alike(one.text[start:][::-1], wanted[start:][::-1])
    near = {step for name in filter(None, other.paths[max(0, start - 3) : end + 3]) for step in _above(name)}
    return any(
        _text(other.template, without(other.values, name)) == wanted
        for param, name, value in leaves(other.template.params, other.values)
        if value and (param.type == "flag" or (not param.required and name in near))
    )


def _text(template, values):
    """Return a speech, or '' where the template cannot do without a value."""
    try:
        return filling.fill(template, values).text
    except ProblemsFound:
        return ""


def _alike(one, other):
    """Return how many characters two texts begin alike."""
    pairs = enumerate(zip(one, other, strict=False))
    return next((at for at, (mine, theirs) in pairs if mine != theirs), min(len(one), len(other)))


def _above(path):
    steps = path.split(".")
    return (".".join(steps[:depth]) for depth in range(1, len(steps) + 1))


def without(values, path):
    """Return the values of a brief with one of them emptied."""
    name, _, rest = path.partition(".")
    return {**values, name: _emptied(values[name], rest)}


def _emptied(value, path):
    name, _, rest = path.partition(".")
    match value:
        case Record() if path:
            return Record({**value.fields, name: _emptied(value.fields[name], rest)}, value.path)
        case Values() if path:
            items = [_emptied(item, rest) if i == int(name) else item for i, item in enumerate(value, 1)]
            return Values(items, value.path)
        case Record():
            return Record({n: _emptied(inner, "") for n, inner in value.fields.items()}, value.path)
        case Values():
            return Values((), value.path)
        case bool():
            return False
    return value.like("")
