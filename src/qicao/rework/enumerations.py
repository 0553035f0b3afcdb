"""Items of a list inside one paragraph, as 甲、乙、丙 or 一是…；二是…, put in or taken out by people."""

import re
from dataclasses import dataclass
from difflib import SequenceMatcher

from qicao import markers
from qicao.document import Field, Text
from qicao.rework import tree
from qicao.trace import trace

NUMBER = r"([-+−]?[\d.,，]+[余多]?[十百千万亿]{0,3}[%％‰]?)"  # the pattern of a figure


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


def inside(path, pair, params):
    """Yield the Items of a list that a paragraph enumerates, where some were put in or taken out whole."""
    parts = pair.block.parts
    inner = [
        at for at, part in enumerate(parts) if isinstance(part, Field) and part.path.startswith(f"{path}.")
    ]
    region = parts[inner[0] : inner[-1] + 1]
    chunks, between = _chunks(path, region)
    part = _parting(between)
    if not pair.lines or part is None:
        return
    whole = Field("".join(part.text for part in region), path)
    around = (*parts[: inner[0]], whole, *parts[inner[-1] + 1 :])
    line = pair.lines[0]
    start = line.start if pair.block.ordinal and not line.label else 0
    reading = next(one for one in trace(around, pair.text[start:]) if one.field is whole)
    old = ["".join(part.text for part in chunk) for chunk in chunks]
    texts = part(reading.text) if reading.text is not None else old
    if part(whole.text) != old or not all(text.strip() for text in texts):
        return
    of = tree.param_at(params, path).of
    items = _resulting(old, texts, lambda text: _chunk(text, chunks[0], path, of, chunks))
    if items and items != tuple(range(1, len(old) + 1)):
        yield Items(path, items, pair.numbers, inside=True)


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
        number = part.path.removeprefix(f"{path}.").split(".")[0] if isinstance(part, Field) else None
        if number is None:
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


def _chunk(text, model, path, of, chunks):
    """Return the value of a new item from its words, or None where they cannot be told apart."""
    number = model[0].path.removeprefix(f"{path}.").split(".")[0]
    prefix = f"{path}.{number}"
    if of.type != "record":
        return text if len(model) == 1 else None
    pattern, names = "", []
    for at, part in enumerate(model):
        if isinstance(part, Text):
            pattern += re.escape(part.text)
            continue
        name = part.path.removeprefix(f"{prefix}.")
        beside = at + 1 < len(model) and isinstance(model[at + 1], Field)
        pattern += _field(name, of, beside, chunks)
        names.append(name)
    found = re.fullmatch(pattern, text)
    value = {}
    for name, inner in zip(names, found.groups(), strict=True) if found else ():
        value = tree.put(value, name, inner)
    return value or None


def _field(name, of, beside, chunks):
    """Return the pattern of one value; beside another with no words between, one of those already known."""
    if tree.param_at(of.of, name).type == "number":
        return NUMBER
    if not beside:
        return "(.+)"
    known = {
        part.text
        for chunk in chunks
        for part in chunk
        if isinstance(part, Field) and part.path.endswith(f".{name}")
    }
    return f"({'|'.join(map(re.escape, sorted(known, key=len, reverse=True)))})"
