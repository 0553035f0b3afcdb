"""Items of lists that people have put into a draft or taken out; here those that are paragraphs."""

from dataclasses import replace
from itertools import groupby, pairwise

from qicao.document import Field
from qicao.pull import tree
from qicao.pull.enumerations import Items, inside
from qicao.pull.shapes import Look
from qicao.rework.values import strangers


def changed(pairs, params, trial):
    """Yield the Items of every list that lost items, gained some or has them in another order in the file.

    trial(path) returns the Blocks of a draft that has items of every look in the list at a path.
    """
    blocks, taken = [pair.block for pair in pairs if pair.block], set()
    for path in _lists(pairs):
        param = tree.param_at(params, path)
        if param is None or param.type != "list":
            continue  # the template does not know it any more
        look = Look(path, param.of, blocks, trial)
        having = [(at, pair, _numbers(pair.block, path)) for at, pair in enumerate(pairs) if pair.block]
        having = [(at, pair, numbers) for at, pair, numbers in having if numbers]
        if _is_inside(having, look):
            found = _one([inside(pair, look) for _, pair, _ in having])
        else:
            own = [(at, pair, number) for at, pair, (number, *_) in having if _is_alone(pair.block, path)]
            found = _of_paragraphs(own, pairs, look, taken)
        if found:
            taken |= set(found.lines)
            yield found


def _is_inside(having, look):
    """Tell whether a list is enumerated inside a paragraph; of a list of one item a trial has to show it."""
    if any(len(numbers) > 1 for *_, numbers in having):
        return True
    changed = [pair for _, pair, _ in having if pair.lines and pair.text != pair.block.text]
    return len({numbers for *_, numbers in having}) == 1 and bool(changed) and look.is_inside


def _one(found):
    """Return what all places of a list say of it, or None; where they disagree, that nobody can tell."""
    told = [one for one in found if one]
    if len({repr(one.items) for one in told}) > 1:
        return replace(told[0], items=None)
    return told[0] if told else None


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


def _numbers(block, path):
    """Return the numbers of a list's items that a paragraph has values of."""
    paths, own = (part.path for part in block.parts if isinstance(part, Field)), f"{path}."
    return tuple(sorted({int(one.removeprefix(own).split(".")[0]) for one in paths if one.startswith(own)}))


def _is_alone(block, path):
    """Tell whether a paragraph has no values but those of a list."""
    return all(part.path.startswith(f"{path}.") for part in block.parts if isinstance(part, Field))


# -- items that are paragraphs


def _of_paragraphs(own, pairs, look, taken):
    """Return the Items of a list whose items stand in paragraphs of their own, or None."""
    count = max((number for *_, number in own), default=0)
    order = _order(own, pairs)
    if not order:
        return None
    made, lines, unread = _gained(own, pairs, look, taken, order)
    gone = set(range(1, count + 1)) - set(order)
    near = {one for at, _, number in own if number in gone for one in strangers(pairs, at)}
    if unread or any(pairs[one].numbers[0] not in {*lines, *taken} for one in near):
        # an item that was written anew is not one that was taken out
        return Items(look.path, None, tuple(unread)) if unread else None
    items = [one for number in (0, *order) for one in (*([number] if number else ()), *made.get(number, ()))]
    return Items(look.path, tuple(items), tuple(lines)) if items != list(range(1, count + 1)) else None


def _order(own, pairs):
    """Return the numbers of the items in the order of the file; () where paragraphs of one stand apart."""
    here = [(at, pair, number) for at, pair, number in own if pair.lines or pair.pending]
    order = [number for number, _ in groupby(number for *_, number in here)]
    if order == sorted(set(order)):
        return order
    places = {at for at, *_ in here}
    between = pairs[min(places) : max(places)]
    low, high = (edge(pair.at for _, pair, _ in own) for edge in (min, max))
    rising = all(a[1].at < b[1].at for a, b in pairwise(here) if a[2] == b[2])
    foreign = any(pair.block and pair.lines and not low <= pair.at <= high for pair in between)
    return order if rising and not foreign and len(set(order)) == len(order) else ()


def _gained(own, pairs, look, taken, order):
    """Return ({number: values that follow that item}, lines they were read from, those of none that fit)."""
    made, lines, unread, known = {}, [], [], None
    places = {at: number for at, pair, number in own if pair.lines}
    for run in _runs(pairs, taken):
        before = places.get(_beside(pairs, run[0], -1))
        after = places.get(_beside(pairs, run[-1], 1))
        if before is None and after is None:
            continue
        number = before or ([0, *order][order.index(after)] if after in order else 0)
        known = known or _shapes(own, look)
        for group in _groups([pairs[at] for at in run], known):
            value = _parsed(group, known)
            if value is None:
                unread += [one.numbers[0] for one in group]
                break
            made.setdefault(number, []).append(value)
            lines += [one.numbers[0] for one in group]
    return made, lines, unread


def _shapes(own, look):
    tried = ((block, _numbers(block, look.path)) for block in look.tried)
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


def _runs(pairs, taken):
    """Yield the places of lines that only the file has, that follow one another and belong to no list yet."""
    run = []
    for at, pair in enumerate(pairs):
        waits = any(line.reading.pending for line in pair.lines)
        if pair.block is None and pair.text.strip() and pair.numbers[0] not in taken and not waits:
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
        fitting = {shape.first for shape in known if _begins(pair.lines[0], shape)}
        if True in fitting:
            if group:
                yield group
            group = [pair]
        elif group and fitting:
            group.append(pair)
        else:
            break
    if group:
        yield group


def _begins(line, shape):
    head = line.head.kind.name if line.head else ""
    # typed below a heading, a paragraph may have its look
    plain = not line.level or line.text.endswith(tuple("。！？；"))
    return head == shape.head and bool(shape.head or plain)


def _parsed(group, known):
    """Return the value of a new item, or None where a line of it looks like none of the others."""
    value, under = {}, ()
    for number, pair in enumerate(group):
        line = pair.lines[0]
        fitting = (one for one in known if one.first == (not number) and _begins(line, one))
        read = ((one, texts, one.placed(value, under)) for one in fitting if (texts := one.read(line.words)))
        found = next((one for one in read if one[2][0] is not None), None)
        if found is None:
            return None
        shape, texts, (paths, under) = found
        for inner, text in texts.items():
            path = paths[inner]
            old = tree.get(value, path) if path else value or None
            if old and not shape.is_long(inner):
                return None
            text = f"{old}\n{text}" if old else text
            value = tree.put(value, path, text) if path else text
    return value
