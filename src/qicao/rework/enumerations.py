"""Items of a list inside one paragraph, as 甲、乙、丙 or 一是…；二是…, put in or taken out by people."""

from dataclasses import dataclass
from difflib import SequenceMatcher

from qicao import markers
from qicao.document import Field, Text
from qicao.rework import tree
from qicao.trace import trace


@dataclass(frozen=True, slots=True)
class Items:
    """A list of the brief with other items than it was drafted with.

    items are numbers of old items (from 1) and the values of new ones; lines are the paragraphs of the file
    that new ones were read from.
    """

    path: str
    items: tuple
    lines: tuple = ()
    inside: bool = False  # they are enumerated inside one paragraph


def inside(pair, look):
    """Yield the Items of a list that a paragraph enumerates, where some were put in or taken out whole."""
    first, last = _region(pair.block.parts, look.path)
    parts = pair.block.parts
    chunks, between = _chunks(look.path, parts[first : last + 1])
    part = _parting(between)
    if not pair.lines or part is None:
        return
    whole = Field("".join(part.text for part in parts[first : last + 1]), look.path)
    around = (*parts[:first], whole, *parts[last + 1 :])
    line = pair.lines[0]
    start = line.start if pair.block.ordinal and not line.label else 0
    reading = next(one for one in trace(around, pair.text[start:]) if one.field is whole)
    old = ["".join(part.text for part in chunk) for chunk in chunks]
    texts = part(reading.text) if reading.text is not None else old
    if part(whole.text) != old or not all(text.strip() for text in texts):
        return
    items = _resulting(old, texts, lambda text: _value(text, chunks, look))
    if items and items != tuple(range(1, len(old) + 1)):
        yield Items(look.path, items, pair.numbers, inside=True)


def _region(parts, path):
    """Return the places of the first and the last value that a list has among parts."""
    own = [at for at, part in enumerate(parts) if _number(part, path)]
    return (own[0], own[-1]) if own else (0, -1)


def _number(part, path):
    """Return which item of a list a part is a value of, or ""."""
    own = isinstance(part, Field) and part.path.startswith(f"{path}.")
    return part.path.removeprefix(f"{path}.").split(".")[0] if own else ""


def _resulting(old, texts, value):
    """Return numbers of old items and values of new ones; () where anything but whole items has changed.

    Where the words between two items were reworded, the two must not become one.
    """
    items = []
    for kind, a, b, c, d in SequenceMatcher(None, old, texts, False).get_opcodes():
        if kind == "replace":
            return ()
        items += range(a + 1, b + 1) if kind == "equal" else map(value, texts[c:d])
    return () if None in items else tuple(items)


def _parting(between):
    """Return what cuts an enumeration into its items by the words between them, or None."""
    if not between:
        return None
    heads = [
        next((one for one in markers.inside(f"，{words}") if one.end == len(words) + 1), None)
        for words in between
    ]
    if all(heads) and len({one.kind for one in heads}) == 1:
        words = {text[: one.start - 1] for text, one in zip(between, heads, strict=True)}
        return lambda text: _by_ordinal(text, heads[0].kind, min(words)) if len(words) == 1 else [text]
    if len(set(between)) == 1 and between[0]:
        return lambda text: text.split(between[0])
    return None


def _by_ordinal(text, kind, words):
    """Return the items of a series like A；二是B；三是C, cut at ordinals of one kind behind some words."""
    made, at = [], 0
    for marker in markers.inside(text):
        if marker.kind == kind and text[at : marker.start].endswith(words):
            made.append(text[at : marker.start - len(words)])
            at = marker.end
    return [*made, text[at:]]


def _chunks(path, region):
    """Return (the parts of each item, the words between them)."""
    chunks, between, current = [], [], None
    for part in region:
        number = _number(part, path)
        if not number:
            chunks[-1].append(part)
        elif number != current:
            if chunks:
                words = []
                while isinstance(chunks[-1][-1], Text):
                    words.insert(0, chunks[-1].pop().text)
                between.append("".join(words))
            chunks.append([part])
            current = number
        else:
            chunks[-1].append(part)
    return chunks, between


def _value(text, chunks, look):
    """Return the value of a new item from its words, or None where they cannot be told apart."""
    drafts = [chunks]
    for block in look.tried():
        first, last = _region(block.parts, look.path)
        drafts.append(_chunks(look.path, block.parts[first : last + 1])[0])
    rows = ([(_number(chunk[0], look.path), chunk, "", 0) for chunk in one] for one in drafts)
    found = next(filter(None, (shape.read(text) for shape in look.shapes(*rows))), None)
    if found is None or look.of.type != "record":
        return found and found[""]
    value = {}
    for name, inner in found.items():
        value = tree.put(value, name, inner)
    return value
