"""How the items of a list look in a draft, so that words somebody typed can be read as one more of them.

A new item may lack what the others have, so the shapes are not only those of the items at hand: items that
leave things out are drafted for a trial, and looked at.
"""

import re
from dataclasses import dataclass
from functools import cached_property
from itertools import combinations, islice, product, zip_longest

from qicao import manifest
from qicao.declarations import examples
from qicao.document import Field, Text
from qicao.pull import tree
from qicao.pull.wording import written

_NUMBER = r"[-+−]?[\d.,，]+[余多]?[十百千万亿]{0,3}[%％‰]?"
_ENDS = "。！？；…"
_ENDED_BY = f"[{_ENDS}][”’』」）]*"
_ENDED = re.compile(f".*{_ENDED_BY}", re.S)
_OPTIONS = 5  # parameters of an item that may be left out, of which all combinations are looked at
_SIZES = (1, 2, 3)  # items of a list inside an item that are looked at
_TRIED = 400  # items that are drafted for a trial, about


@dataclass(frozen=True, slots=True)
class Shape:
    """One paragraph of an item, or an item inside a paragraph: words and values, their paths from the item.

    head is the kind of its ordinal, "" for none; first tells whether an item begins with it, begins at which
    of the lists inside the item a new item of theirs begins with it.
    """

    parts: tuple
    of: object  # the Param of the list's items
    said: dict  # path without numbers -> what is known to stand there
    head: str = ""
    level: int = 0
    first: bool = True
    begins: int = 0

    @property
    def steps(self):
        """The lists inside the item that the paragraph belongs to, as (name, number of the item)."""
        return _steps(next((part.path for part in self.parts if isinstance(part, Field)), ""))

    @property
    def key(self):
        """What two paragraphs that are built alike have in common."""
        parts = (_name(part.path) if isinstance(part, Field) else part.text for part in self.parts)
        return self.head, self.level, self.first, self.begins, tuple(parts)

    @property
    def weight(self):
        """How much of it is words, which tell it from others."""
        return sum(len(part.text) for part in self.parts if isinstance(part, Text))

    def read(self, text):
        """Return {path: text} of the values in a text, or None where it is built otherwise or in doubt."""
        # cut as early and as late as may be, it has to be the same
        early, late = (re.fullmatch(self._pattern(greed), text, re.S) for greed in ("?", ""))
        if not early or early.groups() != late.groups():
            return None
        found = zip(self.names, early.groups(), strict=True)
        return {path: written(self._param(path), text) for path, text in found}

    @property
    def names(self):
        """The paths of its values."""
        return tuple(part.path for part in self.parts if isinstance(part, Field))

    def is_long(self, path):
        """Tell whether a value of it may have several paragraphs."""
        param = self._param(path)
        return param is not None and param.type == "paragraphs"

    def _param(self, path):
        return tree.param_at(self.of.of, path) if path else self.of

    def placed(self, value, open_):
        """Return {path in the shape: path in a new item} and the numbers of the items that are open then.

        value is the item as far as it was read, open_ the (name, number) of what is open; None for both where
        the paragraph would belong to nothing.
        """
        steps, under, at = self.steps, [], ""
        for level, (name, _) in enumerate(steps):
            if level < self.begins:
                if level >= len(open_) or open_[level][0] != name:
                    return None, None
                number = open_[level][1]
            else:
                number = len(tree.get(value, f"{at}{name}") or ()) + 1 if level == self.begins else 1
            under.append((name, number))
            at += f"{name}.{number}."
        return {path: _moved(path, steps, under) for path in self.names}, tuple(under)

    def _pattern(self, greed):
        made, values = "", [at for at, part in enumerate(self.parts) if isinstance(part, Field)]
        for at, part in enumerate(self.parts):
            if at in values and len(values) == 1 and (self.of.type != "record" or self.is_long(part.path)):
                made += f"(.+{greed})"
            elif at in values:
                figure = at + 1 in values and self._is_figure(self.parts[at + 1].path)
                beside = at + 1 in values and not figure
                whole = "(?<![0-9.])" if self._is_figure(part.path) else ""  # half a figure is none
                made += f"{whole}({self._value(part.path, greed, beside)})"
            elif part.text[0] in "。；：":
                # another mark, which ends the value before it, has made it needless
                mark, words = part.text[0], part.text[1:]
                made += f"(?:{mark}|(?<=[{'。！？；'.replace(mark, '')}])){re.escape(words)}"
            else:
                made += re.escape(part.text)
        return made

    def _is_figure(self, path):
        param = self._param(path)
        return param is not None and param.type == "number"

    def _value(self, path, greed, beside):
        """Return the pattern of one value: a figure, no more than a clause, whole sentences, or any words."""
        known = [text for text in self.said.get(_name(path), ()) if text]
        if self._is_figure(path):
            return _NUMBER
        if beside and known and all(map(_ENDED.fullmatch, known)):
            return f".+{greed}{_ENDED_BY}"
        if beside:  # with nothing between, it can only be one that is known
            return "|".join(map(re.escape, sorted(known, key=len, reverse=True))) or "(?!)"
        is_clause = known and not any(re.search(f"[{_ENDS}]", text) for text in known)
        return f"[^{_ENDS}\n]+{greed}" if is_clause else f".+{greed}"


class Look:
    """How the items of one list look, in a draft and in one that was made for a trial."""

    def __init__(self, path, of, blocks, trial):
        self.path, self.of, self.trial = path, of, trial
        self.said, like = {}, f"{_name(path)}.*"
        for part in (part for block in blocks for part in block.parts):
            if isinstance(part, Field) and not part.gap and f"{_name(part.path)}.".startswith(f"{like}."):
                name = _name(part.path).removeprefix(like).removeprefix(".")
                self.said.setdefault(name, []).append(part.text)

    @cached_property
    def tried(self):
        """The Blocks of the trial that values of the list stand in; drafted once, where it is asked for."""
        own = f"{self.path}."
        return [
            block
            for block in self.trial(self.path)
            if any(isinstance(part, Field) and part.path.startswith(own) for part in block.parts)
        ]

    @property
    def is_inside(self):
        """Whether the items are enumerated inside one paragraph."""
        return any(len({*map(self.number, block.parts)} - {""}) > 1 for block in self.tried)

    def number(self, part):
        """Return which item of the list a part is a value of, or ""."""
        own = isinstance(part, Field) and part.path.startswith(f"{self.path}.")
        return part.path.removeprefix(f"{self.path}.").split(".")[0] if own else ""

    def shapes(self, *drafts):
        """Return the Shapes of items, those with the most words first.

        drafts: of each, (number of the item, its parts, kind of the ordinal, level) of every paragraph.
        """
        made = {}
        for rows in drafts:
            begun = set()
            for number, parts, head, level in rows:
                inner = self._inner(number, parts)
                path = next((part.path for part in inner if isinstance(part, Field)), "")
                steps = _above(path)
                new = (at for at, step in enumerate(steps) if (number, step) not in begun)
                begins = next(new, len(steps))
                first = (number, "") not in begun
                shape = Shape(inner, self.of, self.said, head, level, first, begins)
                begun |= {(number, ""), *((number, step) for step in steps)}
                made.setdefault(shape.key, shape)
        return sorted(made.values(), key=lambda shape: -shape.weight)

    def _inner(self, number, parts):
        """Return the parts of an item with paths counted from it, their values left out."""
        prefix = f"{self.path}.{number}"
        return tuple(
            part._replace(path=part.path.removeprefix(prefix).removeprefix("."), text="")
            if isinstance(part, Field)
            else part
            for part in parts
        )


def variants(of, items):
    """Return items of a list as plain data that differ in what they leave out, the fullest first."""
    full = _full(of, items or ())
    if of.type != "record":
        return [full, _longer(of, full)]
    looks = [*_lacking(of, full), {name: _longer(inner, full[name]) for name, inner in of.of.items()}]
    lists = [name for name, inner in of.of.items() if inner.type == "list" and full.get(name)]
    if not lists:
        return looks
    rows = {name: list(_rows(of.of[name].of, full[name], _TRIED // len(looks))) for name in lists}
    return [
        {**look, **{name: row for name, row in zip(lists, some, strict=True) if look[name]}}
        for look in looks
        for some in zip_longest(*rows.values(), fillvalue=[])
    ]


def _full(of, items):
    """Return an item with all it can have: what one of the items has, else the example."""
    if of.type != "record":
        return next((item for item in items if item), manifest.bare(examples(of)))
    given = [item for item in items if isinstance(item, dict)]
    return {
        name: next((item[name] for item in given if item.get(name)), manifest.bare(examples(inner)))
        for name, inner in of.of.items()
    }


def _lacking(of, item):
    """Yield an item without each combination of what it may leave out."""
    optional = [name for name, inner in of.of.items() if not inner.required][:_OPTIONS]
    for count in range(len(optional) + 1):
        for names in combinations(optional, count):
            yield {name: _nothing(of.of[name]) if name in names else value for name, value in item.items()}


def _rows(of, items, most):
    """Return lists of one item and of a few, each with or without what it may leave out."""
    full = _full(of, items or ())
    looks = list(_lacking(of, full)) if of.type == "record" else [full]
    return islice((list(row) for size in _SIZES for row in product(looks, repeat=size)), most)


def _longer(param, value):
    """Return a value, of several paragraphs where it can have them."""
    return "\n".join([value.rstrip("\n")] * 2) if param.type == "paragraphs" and value else value


def _nothing(param):
    return {"list": [], "text": "", "paragraphs": ""}.get(param.type)


def _steps(path):
    """Return the (name, number) of each list on the way to a value."""
    found = re.findall(r"(?:^|\.)?([^\d.][^.]*(?:\.[^\d.][^.]*)*)\.(\d+)(?=\.|$)", path)
    return tuple((name, int(number)) for name, number in found)


def _above(path):
    """Return the paths of the items of lists that a value belongs to, the outermost first."""
    return [path[: found.end()] for found in re.finditer(r"\.\d+(?=\.|$)", path)]


def _moved(path, steps, under):
    """Return a path of a shape with the numbers that are open; those beside the first count on from it."""
    parts = path.split(".")
    numbers = [at for at, part in enumerate(parts) if part.isdigit()]
    for at, own, (name, first), (other, number) in zip(numbers, _steps(path), steps, under, strict=False):
        if not own[0] == name == other:
            break
        parts[at] = str(number + own[1] - first)
    return ".".join(parts)


def _name(path):
    return re.sub(r"(^|\.)\d+(?=\.|$)", r"\1*", path)
