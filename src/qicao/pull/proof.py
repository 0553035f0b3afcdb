"""Whether values say, in a draft made with them, what the file says."""

import re
from copy import copy
from dataclasses import replace

from qicao import fill, manifest
from qicao.document import Field
from qicao.params import BRIEF_KEYS, Reading
from qicao.problems import is_error
from qicao.pull import shapes, tree
from qicao.pull.enumerations import COUNT
from qicao.rework.merging import words
from qicao.rework.values import pairs


class Proof:
    """Drafts made with other values than those a draft was made of (was), beside the lines of its file.

    emptied: path of a value that is nothing now -> the number of the paragraph it stood in; wide: path of a
    value -> words of the file that hold it and more.
    """

    def __init__(self, template, was, lines):
        self.template, self.params, self.was, self.lines = template, template.params, was, lines
        self.said = "\n".join(line.text for line in lines)
        self.emptied, self.wide = {}, {}
        before = self.document(was)
        self.open = {gap.path for gap in before.gaps} if before else set()  # gaps of a draft as it was

    def holds(self, texts, lists):
        """Tell whether a draft of the changed values says at each of them what the file says."""
        return not self.failing(texts, lists)

    def most(self, texts, lists):
        """Return the most of some values that hold in one draft: values side by side may need each other."""
        left = {path: text for path, text in texts.items() if self.drafted({path: text}, ()) is not None}
        while wrong := self.failing(left, lists) & set(left):
            left = {path: text for path, text in left.items() if path not in wrong}
        for path, text in texts.items():
            if path not in left and self.holds({**left, path: text}, lists):
                left[path] = text
        return left

    def failing(self, texts, lists):
        """Return the paths at which a draft of the changed values does not say what the file says."""
        document = self.drafted(texts, lists)
        if document is None:
            return {*texts, *(one.path for one in lists)}
        again, drafted, sure = {}, set(), set()
        for pair in pairs(document, (), self.loose(lists)):
            drafted |= set(pair.numbers) if pair.block is not None and as_drafted(pair) else set()
            sure |= {place.path for at, place in enumerate(pair.places) if place.stands and _alone(pair, at)}
            for place in pair.places:
                again.setdefault(place.path, []).append(place)
        moved = tuple(f"{one.path}." for one in lists)
        wrong = set()
        for path in texts:
            said = path in sure or _stand_together(again.get(path, ()))
            said = said or any(one.now == self.wide.get(path, "") for one in again.get(path, ()))
            said = said or self.emptied.get(path) in drafted or self.emptied.get(path) == 0
            wrong |= set() if said or path.startswith(moved) else {path}
        other = [path for path, places in again.items() if not all(one.stands or one.gap for one in places)]
        return wrong | {one[:-1] for one in moved if any(path.startswith(one) for path in other)}

    def drafted(self, texts, lists):
        """Return the Document of the changed values, or None where there is none without further gaps."""
        document = self.document(self.applied(texts, lists))
        return None if document is None or {gap.path for gap in document.gaps} - self.open else document

    def loose(self, lists):
        """Return the lines of the file without the controls of lists whose items have other numbers now."""
        gone, made = tuple(f"{one.path}." for one in lists), []
        for line in self.lines if gone else ():
            reading = copy(line.reading)
            reading.controls = [one for one in reading.controls if not one.path.startswith(gone)]
            made.append(replace(line, reading=reading))
        return made or self.lines

    def applied(self, texts, lists):
        """Return the values the draft was made of, as plain data, with changes put in."""
        data = self.was
        for path, text in texts.items():
            data = tree.put(data, path, text)
        for one in lists:
            data = tree.put(data, one.path, changed_items(tree.get(data, one.path), one.items))
        return data

    def trial(self, path):
        """Return the Blocks of a draft that has items of every look in the list at a path."""
        of = tree.param_at(self.params, path).of
        document = self.document(tree.put(self.was, path, shapes.variants(of, tree.get(self.was, path))))
        return document.blocks if document else ()

    def document(self, data):
        """Return the Document of values given as plain data, or None where they cannot be."""
        found = []
        node = manifest.node_of(data)
        values = Reading(found).values(self.params, node, skip=BRIEF_KEYS)
        return None if any(map(is_error, found)) else fill.fill(self.template, values)

    def prints(self, path, text, said):
        """Tell whether a draft with a value has these words at its places; None is any."""
        document = self.document(tree.put(self.was, path, text))
        if document is None:
            return False
        drafted = [part.text for block in document.blocks for part in block.parts if _is_at(part, path)]
        return len(drafted) == len(said) and all(b in (None, a) for a, b in zip(drafted, said, strict=True))

    def stands(self, text):
        """Tell whether all of a text stands in the file."""
        return all(one in self.said for one in text.split("\n"))

    def says(self, place, changed):
        """Tell whether the paragraph of a place that cannot be read has the words of others all the same."""
        text = self.lines[place.line - 1].text if place.line else ""
        return any(one.now in text for one in changed)


def as_drafted(pair):
    """Tell whether a paragraph says what a draft says, line breaks aside, or waits for a decision."""
    said = "".join(line.words for line in pair.lines).replace("\v", "")
    drafted = words(pair.block) if pair.block else ""
    return any(line.reading.pending for line in pair.lines) or said == drafted


def follows(pair, old, counts):
    """Tell whether all that parts a paragraph from a draft is told already.

    old: path of a value -> what it still is at other places; counts: lists have changed, and their numbers.
    """
    made = ""
    for part in pair.block.parts if pair.block else ():
        if isinstance(part, Field) and part.path in old:
            made += f"(?:{'|'.join(map(re.escape, (part.text, *old[part.path])))})"
        else:
            some = COUNT.split(part.text) if counts else [part.text]
            made += COUNT.pattern.join(map(re.escape, some))
    return re.fullmatch(made, "".join(line.words for line in pair.lines).replace("\v", "")) is not None


def _alone(pair, at):
    """Tell whether a value has not swallowed the words of those beside it, or lost some to another line."""
    if len(pair.lines) > 1 and not as_drafted(pair):
        return False
    one = pair.places[at]
    said, drafted = (text.replace(one.was, "\0", 1) for text in (pair.text, pair.block.text))
    beside = [other for other in pair.places[max(0, at - 1) : at + 2] if other.path != one.path]
    return all(
        other.stands or other.gap or said.count(other.was) >= drafted.count(other.was) for other in beside
    )


def _stand_together(places):
    """Tell whether the paragraphs of a value stand in one, with line breaks between them."""
    now = "".join(one.now or "" for one in places)
    return "\v" in now and now.replace("\v", "") == "".join(one.was for one in places)


def _is_at(part, path):
    return isinstance(part, Field) and part.path == path


def changed_items(old, wanted):
    """Return the items of a list: old ones by number, those with other words, new ones."""
    made, known = [], dict(enumerate(old or (), 1))  # of a list not given the one item is a gap
    for one in wanted:
        number, texts = one if isinstance(one, tuple) else (one, {})
        if isinstance(number, int):
            item = known.get(number)
            for path, text in texts.items():
                item = tree.put(item, path, text)
            made += [] if item is None else [item]
        else:
            made.append(one)
    return made
