"""How the items of a list look in a draft, so that words somebody typed can be read as one more of them.

A new item may lack what the others have, so the shapes are not only those of the items at hand: items that
leave things out are drafted for a trial, and looked at.
"""

import re
from dataclasses import dataclass, replace
from itertools import combinations, islice, product, zip_longest

from qicao import manifest
from qicao.declarations import examples
from qicao.document import Field, Text
from qicao.rework import tree

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

    head is the kind of its ordinal, "" for none; first tells whether an item begins with it.
    """

    parts: tuple
    of: object  # the Param of the list's items
    said: dict  # path without numbers -> what is known to stand there
    head: str = ""
    level: int = 0
    first: bool = True

    @property
    def steps(self):
        """The lists inside the item that the paragraph belongs to."""
        inner = next((part.path for part in self.parts if isinstance(part, Field)), "")
        return tuple(re.findall(r"(?:^|\.)\d+(?=\.|$)", inner))

    @property
    def key(self):
        """What two paragraphs that are built alike have in common."""
        parts = (_name(part.path) if isinstance(part, Field) else part.text for part in self.parts)
        return self.head, self.level, self.first, tuple(parts)

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
        names = (part.path for part in self.parts if isinstance(part, Field))
        return dict(zip(names, early.groups(), strict=True))

    def _pattern(self, greed):
        made, values = "", [at for at, part in enumerate(self.parts) if isinstance(part, Field)]
        for at, part in enumerate(self.parts):
            if at in values and len(values) == 1:
                made += f"(.+{greed})"
            elif at in values:
                made += f"({self._value(part.path, greed, beside=at + 1 in values)})"
            elif part.text[0] in "。；：":
                # another mark, which ends the value before it, has made it needless
                mark, words = part.text[0], part.text[1:]
                made += f"(?:{mark}|(?<=[{'。！？；'.replace(mark, '')}])){re.escape(words)}"
            else:
                made += re.escape(part.text)
        return made

    def _value(self, path, greed, beside):
        """Return the pattern of one value: a figure, no more than a clause, whole sentences, or any words."""
        param = tree.param_at(self.of.of, path) if path else self.of
        known = [text for text in self.said.get(_name(path), ()) if text]
        if param is not None and param.type == "number":
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

    def tried(self):
        """Return the Blocks of the trial that values of the list stand in."""
        own = f"{self.path}."
        return [
            block
            for block in self.trial(self.path)
            if any(isinstance(part, Field) and part.path.startswith(own) for part in block.parts)
        ]

    def shapes(self, *drafts):
        """Return the Shapes of items, those with the most words first.

        drafts: of each, (number of the item, its parts, kind of the ordinal, level) of every paragraph.
        """
        made = {}
        for rows in drafts:
            begun = set()
            for number, parts, head, level in rows:
                shape = Shape(
                    self._inner(number, parts), self.of, self.said, head, level, number not in begun
                )
                begun.add(number)
                made.setdefault(shape.key, shape)
        return sorted(made.values(), key=lambda shape: -shape.weight)

    def _inner(self, number, parts):
        """Return the parts of an item with paths counted from it, their values left out."""
        prefix = f"{self.path}.{number}"
        return tuple(
            replace(part, path=part.path.removeprefix(prefix).removeprefix("."), text="")
            if isinstance(part, Field)
            else part
            for part in parts
        )


def variants(of, items):
    """Return items of a list as plain data that differ in what they leave out, the fullest first."""
    full = _full(of, items)
    if of.type != "record":
        return [full]
    looks = list(_lacking(of, full))
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
    full = _full(of, items)
    looks = list(_lacking(of, full)) if of.type == "record" else [full]
    return islice((list(row) for size in _SIZES for row in product(looks, repeat=size)), most)


def _nothing(param):
    return {"list": [], "text": "", "paragraphs": ""}.get(param.type)


def _name(path):
    return re.sub(r"(^|\.)\d+(?=\.|$)", r"\1*", path)
