"""Facts: what an old speech says that a new one will say differently. The table is data/entities.yaml."""

import re
from dataclasses import dataclass
from functools import cache, lru_cache
from itertools import accumulate

from qicao import markers
from qicao.extract.dictionary import cut, frequencies, frequency, tag
from qicao.extract.rows import chars, listed, readable, rows, spelt
from qicao.tables import table

_LINE = re.compile(r"^[^\S\n]*(\S.*)$", re.MULTILINE)
_HAN = re.compile("[\u4e00-\u9fff]+")
_REACH = 8  # characters before its last word in which the name of a place begins
_PROPER = ("ns", "nr", "nrt", "nrfg")  # parts of speech: names of places, of persons
_RARE = 5
_SELDOM = 300  # how often it has a verb that may name a unit: 远航集团
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


@lru_cache(256)  # each hole of a paragraph asks for its facts
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
            kept.append(Fact(start, end, kind, value, type_ if kind == "gap" else readable(type_, value)))
    return tuple(sorted(kept, key=lambda fact: fact.start))


def _spans(text, also=()):
    """Return (start, end, kind, type) of all that may be a fact, overlapping ones too."""
    found = [*_matches(text), *_gazetteer(text), *_again(text, also)]
    places = {}
    for start, end, kind, *_ in sorted(found, key=lambda one: one[1]):
        if kind == "place" and text[end - 1] not in "江河湖":
            places[end] = places.get(start, start)
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
    if joins or kind == "place":
        start = min(start, places.get(start, places.get(start + 1, start) if joins else start))
    return start, end, kind, type_


def _whole(_text, found):
    """Return the span of what a row calls its value, or of all of it."""
    named = (name for name in ("值", "值二") if name in found.re.groupindex and found[name] is not None)
    return found.span(next(named, 0))


def _name(text, found):
    """Return the span of a name that ends in a word of the row, or None where that word names nothing."""
    last, end = found.span("值")
    run = re.search("[\u4e00-\u9fff]+$", text[max(0, last - _REACH) : end])
    words, size, small = cut(run[0]), len(found["值"]), chars("small")
    tail = words[-1]
    if len(tail) > size + 1:
        proper = tag(tail) == "ns" and tail[0] not in small and tail not in listed("general")
        return (end - len(tail), end) if proper else None
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
    return (start, end) if last - start > 1 and text[start:last] not in listed("general") else None


def _unit(text, found):
    """Return the span of a unit's name: the words before its last one that say not only what it does."""
    last, end = found.span("值")
    words = cut(re.search("[\u4e00-\u9fff]+$", text[max(0, last - _REACH) : end])[0])
    start, name, before = end, [], list(words)
    while before and start > last:
        start -= len(before.pop())
    while before and _belongs(before[-1], not name and words[-1][-1] in chars("firm")):
        name.insert(0, before.pop())
    proper = [word for word in name or words[-1:] if len(word) > 1 and word not in listed("general")]
    own = proper and (name or (tag(words[-1]) == "nt" and frequency(words[-1]) <= _RARE))
    spelt_out = len(name) > 1 and all(len(word) == 1 for word in name)
    kind_of = before and before[-1][-1] in chars("any")
    return (start - len("".join(name)), end) if (own or spelt_out) and not kind_of else None


def _belongs(word, acts):
    """Tell whether a word may stand in the name of a unit, a verb (远航集团) only where acts says so."""
    if word[0] in chars("all") or (len(word) == 1 and word in chars("small") | chars("any")):
        return False
    noun = tag(word)[:1] in tuple("nfsbjz") or tag(word) in ("", "an", "vg", "ag") or word in listed("own")
    verb = acts and tag(word) == "v" and (len(word) == 1 or frequency(word) < _SELDOM)
    return (noun or verb) and word not in listed("loose")


def _tally(text, found):
    """Return the span of a figure that stands behind the noun it counts."""
    start = found.start("值")
    before = re.search("[\u4e00-\u9fff]*$", text[max(0, start - _REACH) : start])[0]
    word = cut(before)[-1] if before else ""
    counted = word in chars("counted") or (len(word) > 1 and tag(word) in ("n", "nz", "vn"))
    return found.span("值") if counted else None


def _listed(text, found):
    """Return the span of a list of proper names, the first of them begun where a name begins."""
    start, end = _whole(text, found)
    first = text[start:end].split("、")[0]
    start += len(first) > 2 and first[0] in chars("before") | chars("small")
    return None if any(map(_common, text[start:end].split("、"))) else (start, end)


def _people(text, found):
    """Return the span of a list of persons, the last of them ended where the next word begins."""
    span = _listed(text, found)
    across = text[span[1] - 1 : span[1] + 1] if span else ""
    three = span and text[span[1] - 3] not in "、 　"
    return (span[0], span[1] - 1) if len(across) == 2 and three and _common(across) else span


def _stranger(text, found):
    """Return the span of two characters that are no word, and part of none: a name without 县 or 镇."""
    start, end = found.span("值")
    before = re.search("[\u4e00-\u9fff]{0,4}$", text[max(0, start - 4) : start])[0]
    words = cut(before + text[start : end + 2])
    cuts = list(accumulate(map(len, words), initial=0))
    name = found["值"]
    if not {len(before), len(before) + 1, len(before) + 2} <= set(cuts) or chars("small") & set(name):
        return None
    left = words[cuts.index(len(before)) - 1] if before else ""
    return (start, end) if len(left) != 1 or left in chars("small") or left == "新" else None


def _names(word):
    known = tag(word) in _PROPER or (frequency(word) <= _RARE and tag(word) in ("", "n", "nz"))
    return 2 <= len(word) <= 4 and known and word[0] not in chars("small")


def _person(text, found):
    """Return the span of a person with the post, the name ended where the next word begins."""
    start, end = found.span("名")
    before = "前" in found.re.groupindex
    if not before:
        name, boundary = found["名"], text[max(0, start - 1) : start]
        known = tag(name).startswith("nr") and len(name) > 1
        if _HAN.match(boundary) and boundary not in chars("before") and not known:
            return None
        common = any(map(_common, (name, name[:2], boundary + name[:1])))
        return None if common and not known else found.span()
    if end - start == 3 and (text[end - 1] in chars("empty") or _common(text[end - 1 : end + 1])):
        end -= 1
    name = text[start:end]
    if name[1] in chars("empty") or any(_common(word) for word in (name, name[:2])):
        return None
    return found.start("前"), end


def _unknown(_text, found):
    """Return the span of a given name with a post, where no dictionary has that name as a word."""
    name = found["值"][:2]
    known = tag(name) in ("", *_PROPER[1:]) and not chars("small") & set(name)
    return found.span("值") if known and name not in listed("general") else None


def _common(word):
    return frequency(word) > _COMMON and not tag(word).startswith("nr")


EDGES = {
    "": _whole,
    "name": _name,
    "unit": _unit,
    "tally": _tally,
    "list": _listed,
    "person": _person,
    "people": _people,
    "stranger": _stranger,
    "unknown": _unknown,
}


@cache
def _gazetteer_names():
    """Return the names of places, the longest first, by their first character."""
    places, counties = table("places"), set()
    for word, count in frequencies().items():
        if count and len(word) == 3 and word[2] in "县市" and _county(word[:2], places["words"]):
            counties.add(word[:2])
    cities = (city for row in places["cities"].values() for city in row.split())
    names = {}
    for name in {*places["provinces"].split(), *places["countries"].split(), *cities, *counties}:
        names.setdefault(name[0], []).append(name)
    return {first: sorted(group, key=len, reverse=True) for first, group in names.items()}


def _county(name, doubtful):
    proper = tag(name) == "ns" or frequency(name) <= _COMMON
    return proper and not chars("small") & {name[0]} and name[1] not in "省市县区" and name not in doubtful


def _gazetteer(text):
    """Yield the places named without 省, 市 or 县."""
    names, at = _gazetteer_names(), 0
    while at < len(text) - 1:
        group = names.get(text[at], ())
        name = next((one for one in group if text.startswith(one, at)), "")
        end = at + len(name)
        if name and _stands(text, at, end):
            end += bool(re.match("省(?!份)|市(?!场)", text[end : end + 2]))
            yield at, end, "place", "text", False
        at = max(end, at + 1)


def _stands(text, start, end):
    """Tell whether a dictionary, too, would end one word at the start of a span and another at its end."""
    first = max(0, start - 4)
    cuts = set(accumulate(map(len, cut(text[first : end + 4])), initial=first))
    return start in cuts and (end in cuts or text[end : end + 1] in ("省", "市", "州", "县"))


def _again(text, also):
    """Yield where facts known from elsewhere in the document are named again."""
    for name, kind in also:
        own = "(?<![级个各省市县区镇乡])" if kind == "body" else ""  # 县级普查办 is none of those known
        for found in re.finditer(own + re.escape(name), text):
            yield *found.span(), kind, "text", False


def mentions(texts):
    """Return (text, kind) of names a document also uses without what made them known: 砚岭 for 砚岭县."""
    known = {}
    for text in texts:
        found = [(fact.kind, fact.text) for fact in facts(text) if fact.kind in ("person", "body")]
        found += [(kind, text[start:end]) for start, end, kind, _ in _spans(text) if kind == "place"]
        known |= {name: kind for kind, fact in found for name in _short(kind, fact)}
    return tuple(known.items())


def _short(kind, text):
    """Yield the names in a fact without 县 or 书记, those of bodies without whose they are."""
    if kind == "place":
        parts = [re.sub(spelt("(?:{地名尾}|{场所尾})$"), "", text)]
    elif kind == "person":
        parts = [re.sub(spelt("^.*{职务}|{称谓}$"), "", part) for part in re.split("[、　 ]", text)]
    else:
        parts = re.findall(spelt("^[省市县区镇乡州](?:委(?!员)|政府)?(?!{通名}$)(.{3,})$"), text)
    for name in parts:
        own = tag(name) in ("ns", "nr") or not _common(name)
        told = name != text or (kind == "place" and not frequency(name) and not tag(name))
        if 2 <= len(name) <= (8 if kind == "body" else 4) and told and own and "、" not in name:
            yield name
