"""Items of lists that people have put into a draft or taken out; here those that are paragraphs."""

import re
from dataclasses import dataclass, replace

from qicao.document import Field, Text
from qicao.rework import tree
from qicao.rework.enumerations import NUMBER, Items, inside
from qicao.rework.values import strangers

_MARKS = "。；："


@dataclass(frozen=True, slots=True)
class _Shape:
    """How one paragraph of an item begins, and its parts with paths counted from the item."""

    head: str  # kind of its ordinal, "" for none
    level: int
    parts: tuple
    steps: tuple  # the lists inside the item that it belongs to


def changed(pairs, params):
    """Yield the Items of every list that lost items or gained some in the file."""
    for path in _lists(pairs):
        blocks = [(at, pair, _item(pair.block, path)) for at, pair in enumerate(pairs) if pair.block]
        own = [(at, pair, found) for at, pair, found in blocks if found]
        if all(len(found) == 1 for *_, found in own):
            yield from _of_paragraphs(path, [(at, pair, found[0]) for at, pair, found in own], pairs, params)
        else:
            for _, pair, found in own:
                if len(found) > 1:
                    yield from inside(path, pair, params)


def _lists(pairs):
    """Return the paths of the lists that have items in the draft, the innermost first."""
    found = {}
    for pair in pairs:
        for part in pair.block.parts if pair.block else ():
            if isinstance(part, Field):
                steps = part.path.split(".")
                for at, step in enumerate(steps):
                    if at and step.isdigit():
                        found[".".join(steps[:at])] = at
    return sorted(found, key=lambda path: (-found[path], path))


def _item(block, path):
    """Return the numbers of a list's items that a paragraph has values of; () where others are in it too."""
    fields = [part.path for part in block.parts if isinstance(part, Field)]
    inner = [one.removeprefix(f"{path}.") for one in fields if one.startswith(f"{path}.")]
    numbers = sorted({int(one.split(".")[0]) for one in inner})
    return tuple(numbers) if inner and (len(inner) == len(fields) or len(numbers) > 1) else ()


# -- items that are paragraphs


def _of_paragraphs(path, own, pairs, params):
    """Yield the Items of a list whose items stand in paragraphs of their own."""
    numbers = list(dict.fromkeys(number for *_, number in own))
    gone = {number for number in numbers if not any(pair.lines for _, pair, n in own if n == number)}
    shapes = list(_shapes(path, own))
    made, lines = _gained(path, own, pairs, shapes, params)
    near = {one for at, _, number in own if number in gone for one in strangers(pairs, at)}
    if (not gone and not made) or any(pairs[one].numbers[0] not in lines for one in near):
        return  # an item that was written anew is not one that was taken out
    count = max(numbers)
    items = []
    for number in range(count + 1):
        items += [number] if number and number not in gone else []
        items += made.get(number, [])
    yield Items(path, tuple(items), tuple(lines))


def _shapes(path, own):
    """Yield how the paragraphs of the items look, the first of an item first."""
    seen = set()
    for *_, pair, number in own:
        block, prefix = pair.block, f"{path}.{number}"
        parts = tuple(
            replace(part, path=part.path.removeprefix(prefix).removeprefix("."), text="")
            if isinstance(part, Field)
            else part
            for part in block.parts
        )
        inner = next((part.path for part in parts if isinstance(part, Field)), "")
        steps = re.findall(r"(?:^|\.)\d+(?=\.|$)", inner)
        shape = _Shape(block.ordinal.kind if block.ordinal else "", block.level, parts, tuple(steps))
        key = (
            shape.head,
            re.sub(r"\d+", "*", repr([p.path if isinstance(p, Field) else p.text for p in parts])),
        )
        if key not in seen:
            seen.add(key)
            yield shape


def _gained(path, own, pairs, shapes, params):
    """Return ({number: values that follow that item}, lines they were read from)."""
    made, lines = {}, []
    places = {at: number for at, _, number in own}
    for run in _runs(pairs):
        before = next(
            (places[at] for at in range(run[0] - 1, -1, -1) if pairs[at].block and at in places), None
        )
        beside = _beside(pairs, run[0], -1) in places
        after = places.get(_beside(pairs, run[-1], 1))
        if not beside and after is None:
            continue
        number = before if beside else after - 1
        for group in _groups([pairs[at] for at in run], shapes[0]):
            value = _parsed(group, shapes, tree.param_at(params, path).of)
            if value is None:
                break
            made.setdefault(number, []).append(value)
            lines += [one.numbers[0] for one in group]
    return made, lines


def _runs(pairs):
    """Yield the places of lines that only the file has and that follow one another."""
    run = []
    for at, pair in enumerate(pairs):
        if pair.block is None and pair.text.strip():
            run.append(at)
        elif run and pair.block is not None:
            yield run
            run = []
    if run:
        yield run


def _beside(pairs, at, step):
    """Return the place of the nearest paragraph of the draft that is still in the file."""
    at += step
    while 0 <= at < len(pairs) and not (pairs[at].block is not None and pairs[at].lines):
        at += step
    return at


def _groups(run, first):
    """Yield the lines of each new item: it begins where a line looks like the first of an item."""
    group = []
    for pair in run:
        if _begins(pair.lines[0], first):
            if group:
                yield group
            group = [pair]
        elif group:
            group.append(pair)
        else:
            return
    if group:
        yield group


def _begins(line, shape):
    head = line.head.kind.name if line.head else ""
    return head == shape.head and bool(shape.head or not line.level)


def _parsed(group, shapes, of):
    """Return the value of a new item, or None where a line of it looks like none of the others."""
    value = {} if of.type == "record" else None
    counts = {}
    for number, pair in enumerate(group):
        line = pair.lines[0]
        known = shapes[:1] if not number else [one for one in shapes[1:] if _begins(line, one)]
        for shape in known:
            found = _match(shape.parts, line.words, of)
            if found is not None:
                break
        else:
            return None
        for inner, text in found.items():
            if not inner:
                return text if len(group) == 1 else None
            own = (
                re.sub(r"(?<=\.)\d+(?=\.|$)", str(counts.get(shape.steps, 0) + 1), inner)
                if shape.steps
                else inner
            )
            old = tree.get(value, own)
            value = tree.put(value, own, f"{old}\n{text}" if old else text)
        if shape.steps:
            counts[shape.steps] = counts.get(shape.steps, 0) + 1
    return value


def _match(parts, text, of):
    """Return the texts of the values in a paragraph by their paths, or None where it is built otherwise."""
    pattern, names = "", []
    fields = [part for part in parts if isinstance(part, Field)]
    for part in parts:
        if isinstance(part, Text):
            mark, words = part.text[0], re.escape(part.text[1:])
            # a mark that the value before it has made needless was left out
            pattern += f"(?:{mark}|(?<=[。！？；])){words}" if mark in _MARKS else re.escape(part.text)
            continue
        param = _inner(of, part.path)
        shape = NUMBER if param is not None and param.type == "number" else "(.+?)"
        pattern += "(.*)" if part is fields[-1] and len(fields) > 1 else shape
        names.append(part.path)
    found = re.fullmatch(pattern, text, re.S)
    return dict(zip(names, found.groups(), strict=True)) if found else None


def _inner(of, path):
    if not path:
        return of
    return tree.param_at(of.of, path) if of.type == "record" else None
