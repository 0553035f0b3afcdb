"""A pattern as a template, and the values of its holes as briefs."""

import re
from collections import Counter
from dataclasses import dataclass, field, replace

from qicao.extract import declare, label, naming
from qicao.extract.pattern import Count, Hole, Line, Loop, Option, Words, holes
from qicao.extract.words import ANNOUNCED, COUNTED
from qicao.forms import quoted
from qicao.located import Mapping, Scalar, Sequence
from qicao.markers import counted
from qicao.params import BRIEF_KEYS
from qicao.problems import Span

_VARS = ("条", "项", "目", "点", "层", "格")
_HERE = Span("")
_TAGS = re.compile("[{}]+")  # what jinja might take for its own


@dataclass(slots=True)
class Slot:
    """A parameter: the hole or loop it stands for, and what is inside a loop."""

    name: str
    type: str
    values: tuple
    about: str = ""
    sure: str = "low"  # how sure its name and extent are: high, fair, low
    inner: "Scope | None" = None
    called: str = ""  # its name before a number made it unlike others
    kind: str = ""  # of the fact it holds

    @property
    def optional(self):
        """Whether some instance leaves it out."""
        return any(value in (None, "", ()) for value in self.values)


@dataclass(slots=True)
class Scope:
    """The parameters of a template, or of one item of a loop; var is the name of the item."""

    depth: int = 0
    slots: dict = field(default_factory=dict)

    @property
    def var(self):
        """The name an item has in the template."""
        return _VARS[self.depth - 1] if self.depth else ""

    @property
    def bare(self):
        """Whether an item is one text, with no names inside."""
        return self.depth > 0 and len(self.slots) == 1 and all(s.inner is None for s in self.slots.values())

    def path(self, name):
        """Return how a template names a parameter of this scope."""
        return name if not self.depth else self.var if self.bare else f"{self.var}.{name}"


class Composer:
    """Writes one template; after `body`, scope holds its parameters and places the line of each paragraph."""

    def __init__(self, lines):
        """Name all holes of a pattern; lines are those of the whole speech."""
        self.scope, self.lines, self.places = Scope(), lines, {}
        self.names = {}  # id of a hole, loop or option -> its Slot
        self.flags = {}
        self.often = Counter((hole.kind, hole.values) for hole in holes(lines))
        self._name(lines, self.scope)

    # -- names

    def _name(self, parts, scope, line=None):
        for at, part in enumerate(parts):
            before = parts[at - 1].text if _is_words(parts, at - 1) else ""
            match part:
                case Line():
                    self._name(part.parts, scope, part)
                case Hole():
                    often = part.kind != "" and self.often[part.kind, part.values] > 1
                    after = parts[at + 1].text if _is_words(parts, at + 1) else ""
                    self._slot(part, scope, label.of(part, line, before, after, often))
                case Loop():
                    self._loop(part, scope, line, before)
                case Option():
                    self._name(part.parts, scope, line)
                    self._condition(part, scope)

    def _slot(self, hole, scope, known):
        """Give a hole its parameter: that of an equal one, or a new one."""
        for slot in scope.slots.values():
            same = slot.inner is None and slot.values == hole.values
            if same and label.may_be_one(hole, slot, known.names[0]):
                self.names[id(hole)] = slot
                return
        name = _free(known.names, scope)
        about = "，".join(filter(None, (name, known.about)))
        slot = Slot(name, label.type_of(hole), hole.values, about, known.sure)
        slot.called, slot.kind = known.names[0], hole.kind
        scope.slots[name] = self.names[id(hole)] = slot

    def _loop(self, loop, scope, line, before):
        inner = Scope(scope.depth + 1)
        name = _free((label.loop_name(loop, line, before, scope.depth),), scope)
        slot = Slot(name, "list", loop.members, "", "high", inner)
        if loop.styles:
            style = _free(("写法",), scope)
            choices = tuple(value or None for value in loop.styles)
            scope.slots[style] = self.flags[id(loop)] = Slot(style, "choice", choices, "", "high")
        scope.slots[name] = self.names[id(loop)] = slot
        self._name(loop.body, inner, _for_items(line, loop) if loop.inline else None)

    def _condition(self, option, scope):
        """Find the parameter that is given where the option is there, or make a flag."""
        for part in _holes(option.parts):
            given = tuple(bool(value) for value in part.values)
            if given == option.present:
                self.flags[id(option)] = self.names[id(part)]
                return
        words = "".join(part.text for part in option.parts if isinstance(part, Words))
        name = _free((label.flag_name(words),), scope)
        values = tuple("是" if there else "否" for there in option.present)
        scope.slots[name] = self.flags[id(option)] = Slot(name, "flag", values, words, "fair")

    # -- the template

    def template(self, title, about):
        """Return the text of the template."""
        body = self._block(self.lines, self.scope)
        front = ["---", f"title: {quoted(title)}", f"about: {quoted(about)}"]
        if self.scope.slots:
            front += ["params:", *declare.params(self.scope, 1)]
        front.append("---")
        text = []
        for line, lines in body:
            if line is not None:
                self.places[len(front) + len(text) + 1] = line
            text += lines
        return "\n".join([*front, *text]) + "\n"

    def _block(self, parts, scope):
        """Return (the Line it stands for, lines of the template) for each line and tag."""
        made = []
        for at, part in enumerate(parts):
            match part:
                case Line():
                    after = next((one for one in parts[at + 1 :] if isinstance(one, Loop)), None)
                    made.append((part, self._line(part, after, scope)))
                case Loop():
                    slot = self.names[id(part)]
                    made.append((None, [f"{{% for {slot.inner.var} in {scope.path(slot.name)} %}}"]))
                    made += self._styled(part, scope) if part.styles else self._block(part.body, slot.inner)
                    made.append((None, ["{% endfor %}"]))
                case Option():
                    condition = scope.path(self.flags[id(part)].name)
                    made += [(None, [f"{{% if {condition} %}}"])]
                    made += self._block(part.parts, scope)
                    made.append((None, ["{% endif %}"]))
        return made

    def _styled(self, loop, scope):
        """Return the body of a loop whose items begin as the brief chooses."""
        style, inner = scope.path(self.flags[id(loop)].name), self.names[id(loop)].inner
        first, made = loop.body[0], []
        for number, ordinal in enumerate(dict.fromkeys(filter(None, loop.styles))):
            made.append((None, [f"{{% {'elif' if number else 'if'} {style} == '{ordinal}' %}}"]))
            line = Line((Words(ordinal), *first.parts), first.role, first.source)
            made.append((first, self._line(line, None, inner)))
        return [*made, (None, ["{% endif %}"]), *self._block(loop.body[1:], inner)]

    def _line(self, line, after, scope):
        text = self._parts(_counted(line.parts, after), scope)
        head = "\\" if text.startswith("\\") else ""
        # jinja takes the line break after a tag away
        return [head + text, ""] if text.endswith("%}") else [head + text]

    def _parts(self, parts, scope):
        return "".join(self._part(part, scope) for part in parts)

    def _part(self, part, scope):
        match part:
            case Words(text):
                return _TAGS.sub(lambda found: f"{{{{ '{found.group()}' }}}}", text)
            case Hole():
                return f"{{{{ {scope.path(self.names[id(part)].name)} }}}}"
            case Count(loop, numerals):
                return self._count(loop, numerals, scope)
            case Option(inner):
                condition = scope.path(self.flags[id(part)].name)
                return f"{{% if {condition} %}}{self._parts(inner, scope)}{{% endif %}}"
            case Loop() if not part.last and part.between and len(part.body) == 1:
                return f"{{{{ {scope.path(self.names[id(part)].name)} | join('{part.between}') }}}}"
            case Loop():
                slot = self.names[id(part)]
                end = part.between
                if part.between != part.last:
                    end = f"{{% if loop.last %}}{part.last}{{% else %}}{part.between}{{% endif %}}"
                inner = self._parts(part.body, slot.inner)
                return f"{{% for {slot.inner.var} in {scope.path(slot.name)} %}}{inner}{end}{{% endfor %}}"
        raise TypeError(part)

    def _count(self, loop, han, scope):
        path = scope.path(self.names[id(loop)].name)
        if not han:
            return f"{{{{ {path} | length{f' + {loop.more}' if loop.more else ''} }}}}"
        return f"{{{{ ({path} | length + {loop.more}) | 几 }}}}" if loop.more else f"{{{{ {path} | 几 }}}}"

    # -- the briefs

    def brief(self, instance):
        """Return the values of one speech as the nodes of a brief."""
        return _mapping(self.scope, instance)


def _mapping(scope, instance):
    pairs = ((Scalar(slot.name, _HERE), _node(slot, instance)) for slot in scope.slots.values())
    return Mapping(tuple(pair for pair in pairs if pair[1] is not None), _HERE)


def _node(slot, instance):
    value = slot.values[instance]
    if slot.inner is None:
        if slot.type == "gap":
            return Scalar("", _HERE)
        if slot.type == "choice" and value is None:
            return None
        return Scalar(value or "", _HERE, plain=False)
    if slot.inner.bare:
        only = next(iter(slot.inner.slots.values()))
        return Sequence(tuple(_node(only, item) for item in value), _HERE)
    return Sequence(tuple(_mapping(slot.inner, item) for item in value), _HERE)


def _for_items(line, loop):
    """Return a line as the items of a loop inside it see it: each has the paragraph it stands in."""
    owners = {item: at for at, items in enumerate(loop.members) for item in items}
    return line and replace(line, source=tuple(line.source[owners[item]] for item in sorted(owners)))


def _free(options, scope):
    """Return the first of some names that a parameter of a scope can still have."""
    taken = {*scope.slots, *BRIEF_KEYS, *_VARS}
    return naming.free([one for one in options if one.isidentifier()] or ["内容"], taken)


def _is_words(parts, at):
    return 0 <= at < len(parts) and isinstance(parts[at], Words)


def _holes(parts):
    for part in parts:
        match part:
            case Hole():
                yield part
            case Line(inner) | Option(inner):
                yield from _holes(inner)


# -- how many


def _counted(parts, after):
    """Return a line in which the number of points is counted from the loop that follows it."""
    made = []
    for at, part in enumerate(parts):
        loop = next((one for one in parts[at + 1 :] if isinstance(one, Loop)), after)
        following = parts[at + 1] if at + 1 < len(parts) else None
        made += (
            _counts(part, following.text if isinstance(following, Words) else "", loop) if loop else [part]
        )
    return made


def _counts(part, following, loop):
    """Return a part with its number as a count, where it is that of the loop in every instance."""
    sizes = [len(items) + loop.more for items in loop.members]
    if isinstance(part, Hole):
        numerals = part.values
        said = all(
            v and COUNTED.match(v + following) and COUNTED.match(v + following).end() == len(v)
            for v in numerals
        )
        return [Count(loop, not numerals[0].isdigit())] if said and _agree(numerals, sizes) else [part]
    if isinstance(part, Words):
        for found in reversed(list(ANNOUNCED.finditer(part.text + following))):
            if found.end() <= len(part.text) and _agree([found.group()] * len(sizes), sizes):
                head, tail = part.text[: found.start()], part.text[found.end() :]
                return [Words(head), Count(loop, not found.group().isdigit()), Words(tail)]
    return [part]


def _agree(numerals, sizes):
    return all(
        n == (counted(size) if not n.isdigit() else str(size))
        for n, size in zip(numerals, sizes, strict=True)
    )
