"""Items of lists that people have put into a draft or taken out; here those that are paragraphs."""

import re

from qicao.document import Field
from qicao.rework import tree
from qicao.rework.enumerations import Items, inside
from qicao.rework.shapes import Look
from qicao.rework.values import strangers


def changed(pairs, params, trial):
    """Yield the Items of every list that lost items or gained some in the file.

    trial(path) returns the Blocks of a draft that has items of every look in the list at a path.
    """
    blocks = [pair.block for pair in pairs if pair.block]
    for path in _lists(pairs):
        param = tree.param_at(params, path)
        if param is None or param.type != "list":
            continue  # the template does not know it any more
        look = Look(path, param.of, blocks, trial)
        own = [(at, pair, _item(pair.block, path)) for at, pair in enumerate(pairs) if pair.block]
        own = [(at, pair, numbers) for at, pair, numbers in own if numbers]
        if all(len(numbers) == 1 for *_, numbers in own):
            yield from _of_paragraphs([(at, pair, number) for at, pair, (number,) in own], pairs, look)
        else:
            for _, pair, numbers in own:
                if len(numbers) > 1:
                    yield from inside(pair, look)


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


def _of_paragraphs(own, pairs, look):
    """Yield the Items of a list whose items stand in paragraphs of their own."""
    numbers = list(dict.fromkeys(number for *_, number in own))
    gone = {number for number in numbers if not any(pair.lines for _, pair, n in own if n == number)}
    made, lines = _gained(own, pairs, look)
    near = {one for at, _, number in own if number in gone for one in strangers(pairs, at)}
    if (not gone and not made) or any(pairs[one].numbers[0] not in lines for one in near):
        return  # an item that was written anew is not one that was taken out
    count = max(numbers)
    items = []
    for number in range(count + 1):
        items += [number] if number and number not in gone else []
        items += made.get(number, [])
    yield Items(look.path, tuple(items), tuple(lines))


def _gained(own, pairs, look):
    """Return ({number: values that follow that item}, lines they were read from)."""
    made, lines, known = {}, [], None
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
        known = known or _shapes(own, look)
        for group in _groups([pairs[at] for at in run], known):
            value = _parsed(group, known)
            if value is None:
                break
            made.setdefault(number, []).append(value)
            lines += [one.numbers[0] for one in group]
    return made, lines


def _shapes(own, look):
    tried = ((block, _item(block, look.path)) for block in look.tried())
    return look.shapes(
        _rows((pair.block, number) for _, pair, number in own),
        _rows((block, numbers[0]) for block, numbers in tried if len(numbers) == 1),
    )


def _rows(own):
    """Return paragraphs of items, (Block, number), as shapes are made of."""
    return [
        (number, block.parts, block.ordinal.kind if block.ordinal else "", block.level)
        for block, number in own
    ]


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


def _groups(run, known):
    """Yield the lines of each new item: it begins where a line looks like the first of an item."""
    group = []
    for pair in run:
        if any(shape.first and _begins(pair.lines[0], shape) for shape in known):
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


def _parsed(group, known):
    """Return the value of a new item, or None where a line of it looks like none of the others."""
    value, counts = None, {}
    for number, pair in enumerate(group):
        line = pair.lines[0]
        fitting = (one for one in known if one.first == (not number) and _begins(line, one))
        shape, found = next(((one, texts) for one in fitting if (texts := one.read(line.words))), (None, {}))
        if shape is None:
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
            value = tree.put(value or {}, own, f"{old}\n{text}" if old else text)
        if shape.steps:
            counts[shape.steps] = counts.get(shape.steps, 0) + 1
    return value
