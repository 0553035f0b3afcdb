"""Facts: what an old speech says that a new one will say differently. The table is data/entities.yaml."""

import re
from dataclasses import dataclass
from functools import cache, lru_cache
from itertools import accumulate, chain

from qicao import markers
from qicao.located import Scalar
from qicao.params import Param, Reading
from qicao.problems import Span
from qicao.tables import table

_TERM = re.compile(r"\{([^\W\d]+)\}")
_LINE = re.compile(r"^\s*(\S.*)$", re.MULTILINE)
_HAN = re.compile("[\u4e00-\u9fff]+")
_REACH = 8  # characters before its last word in which the name of a place begins
_PROPER = ("ns", "nr", "nrt", "nrfg")  # parts of speech: names of places, of persons
_RARE = 5
_COMMON = 30  # how often jieba's corpus has a word that is more than a name


@dataclass(frozen=True, slots=True)
class Fact:
    """A value in a text; start and end count characters, type is that of the parameter it becomes.

    A gap is a fact without a value: its type is that of the value it waits for.
    """

    start: int
    end: int
    kind: str
    text: str
    type: str


@dataclass(frozen=True, slots=True)
class Row:
    """A row of the table; one that joins also takes in the place right before it."""

    kind: str
    type: str
    pattern: re.Pattern
    edge: str
    joins: bool


@cache
def rows():
    """Return the rows of the table in their order."""
    return tuple(
        Row(
            row["kind"],
            row["type"],
            re.compile(_spelt(row["pattern"]), re.MULTILINE),
            row.get("edge", ""),
            "joins" in row,
        )
        for row in table("entities")["rows"]
    )


def _spelt(pattern):
    """Return a pattern with the terms it names written out."""
    while _TERM.search(pattern):
        pattern = _TERM.sub(lambda found: _term(found[1]), pattern)
    return pattern


@cache
def _term(name):
    term = table("entities")["terms"][name]
    if " " not in term:
        return term
    words = sorted(term.split(), key=lambda word: -len(re.sub(r"\(.*\)", "", word)))
    return f"(?:{'|'.join(words)})"


@cache
def _chars(name):
    return frozenset(table("entities")["characters"][name])


def facts(text, also=()):
    """Return the facts of a text in order; none overlaps another, the longest wins.

    also are names that the same document explains elsewhere, as `mentions` gives them.
    """
    ordinals, kept, taken = _ordinals(text), [], bytearray(len(text))
    for start, end, kind, type_ in sorted(_spans(text, also), key=lambda span: span[0] - span[1]):
        counts = kind == "number" and any(first <= start < last for first, last in ordinals)
        if not counts and not any(taken[start:end]):
            taken[start:end] = b"\1" * (end - start)
            value = text[start:end]
            kept.append(Fact(start, end, kind, value, type_ if kind == "gap" else _readable(type_, value)))
    return tuple(sorted(kept, key=lambda fact: fact.start))


def _spans(text, also=()):
    """Return (start, end, kind, type) of all that may be a fact, overlapping ones too."""
    found = [*_matches(text), *_gazetteer(text), *_again(text, also)]
    places = {end: start for start, end, kind, *_ in found if kind == "place"}
    return [_joined(one, places) for one in found]


def _matches(text):
    """Yield (start, end, kind, type, joins) of all that the rows find."""
    for row in rows():
        edge = EDGES[row.edge]
        for found in row.pattern.finditer(text):
            span = edge(text, found)
            if span and span[0] < span[1]:
                yield *span, row.kind, row.type, row.joins


def _ordinals(text):
    """Return where the ordinals stand, which are no figures."""
    lines = [(line.start(1), markers.at_head(line[1])) for line in _LINE.finditer(text)]
    heads = [(start, start + marker.end) for start, marker in lines if marker]
    return heads + [(marker.start, marker.end) for marker in markers.inside(text)]


def _joined(one, places):
    """Return a span with the places right before it: 黄冈市 and 市卫健委 are one body."""
    start, end, kind, type_, joins = one
    while joins or kind == "place":
        before = places.get(start, places.get(start + 1) if joins else None)
        if before is None or before >= start:
            break
        start = before
    return start, end, kind, type_


@lru_cache(4096)
def _readable(type_, value):
    """Return the type, or text where a brief could not give the value back as it is written."""
    if type_ == "text":
        return type_
    problems = []
    read = Reading(problems).value(Param("", type_), Scalar(value, Span("")), "")
    return type_ if not problems and str(read) == value else "text"


def _whole(_text, found):
    """Return the span of what a row calls its value, or of all of it."""
    named = (name for name in ("值", "值二") if name in found.re.groupindex and found[name] is not None)
    return found.span(next(named, 0))


def _name(text, found):
    """Return the span of a name that ends in a word of the row, or None where that word names nothing."""
    last, end = found.span("值")
    run = re.search("[\u4e00-\u9fff]+$", text[max(0, last - _REACH) : end])
    words, size, small = cut(run[0]), len(found["值"]), _chars("small")
    tail = words[-1]
    if len(tail) > size + 1:
        return (end - len(tail), end) if tag(tail) == "ns" and tail[0] not in small else None
    taken, at = 0, len(words)
    while taken < size and at:
        at -= 1
        taken += len(words[at])
    if taken > size and (tag(tail) != "ns" or tail[0] in small):
        return None
    start = end - taken
    while at and last - start < 3 and len(words[at - 1]) == 1 and words[at - 1] not in small:
        at, start = at - 1, start - 1
    if start == last and at and _names(words[at - 1]):
        start -= len(words[at - 1])
    return (start, end) if last - start > 1 else None


def _stranger(text, found):
    """Return the span of two characters that are no word, and part of none: a name without 县 or 镇."""
    start, end = found.span("值")
    before = re.search("[\u4e00-\u9fff]{0,4}$", text[max(0, start - 4) : start])[0]
    words = cut(before + text[start : end + 2])
    cuts = list(accumulate(map(len, words), initial=0))
    name = found["值"]
    if not {len(before), len(before) + 1, len(before) + 2} <= set(cuts) or _chars("small") & set(name):
        return None
    left = words[cuts.index(len(before)) - 1] if before else ""
    return (start, end) if len(left) != 1 or left in _chars("small") or left == "新" else None


def _names(word):
    known = tag(word) in _PROPER or (frequency(word) <= _RARE and tag(word) in ("", "n", "nz"))
    return 2 <= len(word) <= 4 and known and word[0] not in _chars("small")


def _person(text, found):
    """Return the span of a person with the post, the name ended where the next word begins."""
    start, end = found.span("名")
    before = "前" in found.re.groupindex
    if not before:
        name, boundary = found["名"], text[max(0, start - 1) : start]
        known = tag(name).startswith("nr") and len(name) > 1
        if _HAN.match(boundary) and boundary not in _chars("before") and not known:
            return None
        common = any(map(_common, (name, name[:2], boundary + name[:1])))
        return None if common and not known else found.span()
    if end - start == 3 and (text[end - 1] in _chars("empty") or _common(text[end - 1 : end + 1])):
        end -= 1
    name = text[start:end]
    if name[1] in _chars("empty") or any(_common(word) for word in (name, name[:2])):
        return None
    return found.start("前"), end


def _unknown(_text, found):
    """Return the span of a given name with a post, where no dictionary has that name as a word."""
    name = found["值"][:2]
    known = tag(name) in ("", *_PROPER[1:]) and not _chars("small") & set(name)
    return found.span("值") if known else None


def _common(word):
    return frequency(word) > _COMMON and not tag(word).startswith("nr")


EDGES = {"": _whole, "name": _name, "person": _person, "stranger": _stranger, "unknown": _unknown}


@cache
def _gazetteer_names():
    """Return the names of places by their first character, and those that are words too."""
    places = table("places")
    names = chain(
        places["provinces"].split(),
        places["countries"].split(),
        *(cities.split() for cities in places["cities"].values()),
    )
    return frozenset(names), frozenset(places["words"].split())


def _gazetteer(text):
    """Yield the places named without 省, 市 or 县."""
    names, doubtful = _gazetteer_names()
    at = 0
    for run in _HAN.finditer(text):
        at, stop = run.start(), run.end()
        while at < stop - 1:
            size = next((n for n in (6, 5, 4, 3, 2) if at + n <= stop and text[at : at + n] in names), 0)
            if not size and (county := text[at : at + 2]) not in doubtful and _county(county):
                size = 2
            if size and _stands(text, at, at + size):
                size += bool(re.match("省(?!份)|市(?!场)", text[at + size : at + size + 2]))
                yield at, at + size, "place", "text", False
                at += size
            else:
                at += 1


@lru_cache(65536)
def _county(name):
    known = frequency(name + "县") or frequency(name + "市")
    proper = tag(name) == "ns" or frequency(name) <= _COMMON
    return bool(known) and proper and name[0] not in _chars("small") and name[1] not in "省市县区"


def _stands(text, start, end):
    """Tell whether a dictionary, too, would end one word at the start of a span and another at its end."""
    first = max(0, start - 4)
    cuts = set(accumulate(map(len, cut(text[first : end + 4])), initial=first))
    return start in cuts and (end in cuts or text[end : end + 1] in ("省", "市", "州", "县"))


def _again(text, also):
    """Yield where facts known from elsewhere in the document are named again."""
    for name, kind in also:
        for found in re.finditer(re.escape(name), text):
            yield *found.span(), kind, "text", False


def mentions(texts):
    """Return (text, kind) of names a document also uses without what made them known: 砚岭 for 砚岭县."""
    known = {}
    for text in texts:
        people = ((fact.kind, fact.text) for fact in facts(text) if fact.kind == "person")
        places = ((kind, text[start:end]) for start, end, kind, _ in _spans(text) if kind == "place")
        known |= {name: kind for kind, fact in chain(people, places) for name in _short(kind, fact)}
    return tuple(known.items())


def _short(kind, text):
    """Yield the names in a fact without 县 or 书记."""
    if kind == "place":
        parts = [re.sub(_spelt("(?:{地名尾}|{场所尾})$"), "", text)]
    elif kind == "person":
        parts = [re.sub(_spelt("^.*{职务}|{称谓}$"), "", part) for part in re.split("[、　 ]", text)]
    else:
        parts = []
    for name in parts:
        own = tag(name) in ("ns", "nr") or not _common(name)
        if 2 <= len(name) <= 4 and name != text and own and "、" not in name:
            yield name


@cache
def _dictionary():
    """Return jieba's dictionary, loaded once; it says nothing while it loads."""
    import logging

    import jieba

    jieba.setLogLevel(logging.CRITICAL)
    jieba.initialize()
    return jieba.dt


@cache
def _tags():
    """Return the part of speech of each word of the dictionary."""
    with _dictionary().get_dict_file() as file:
        columns = file.read().decode("utf-8").split()
    return dict(zip(columns[::3], columns[2::3], strict=True))


def tag(word):
    """Return the part of speech of a word of the dictionary (n, v, ns …), '' of one it has not."""
    return _tags().get(word, "")


def frequency(word):
    """Return how often the dictionary's corpus has a word."""
    return _dictionary().FREQ.get(word, 0)


@lru_cache(16384)
def cut(text):
    """Return the words a run of Chinese characters is made of."""
    return tuple(_dictionary().cut(text, HMM=False))
