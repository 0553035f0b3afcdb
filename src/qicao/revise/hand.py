"""Values written as a person has written others of the same brief."""

import re
from itertools import chain, repeat

from qicao import located
from qicao.forms import quoted
from qicao.located import Mapping, Scalar, Sequence

_LONG = 60  # characters, from where a text stands in a block, if others of the brief do
_MARKS = " \u3000－–—•●·-0123456789.、)）"  # what may stand for the dash of an item
_ESCAPES = {"\\": "\\\\", '"': '\\"', "\n": "\\n", "\t": "\\t"}


class Hand:
    """Writes values as the person has written others: those of a model, else those of the brief."""

    def __init__(self, root, keys):
        self.keys = keys
        found, todo = {}, [root] if root else []
        while todo:
            place = todo.pop()
            todo += [part.place for part in reversed(place.parts)]
            for part in place.parts if place.style == "block" else ():
                kind = _kind(part.place)
                if kind and part.key is not None:
                    found.setdefault(kind, (part.place.column - part.column, part.place.style))
        self.step = max(1, found.get(Mapping, found.get(Scalar, (2,)))[0])
        self.dash = max(0, found.get(Sequence, (2,))[0])
        self.block = found.get(Scalar, (0, ""))[1]

    def value(self, node, column, part=None, dash=False):
        """Return (what stands behind the key or dash in this column, the lines below); part is the model."""
        match node:
            case Scalar():
                return self._scalar(node, column, part, dash)
            case Sequence(items=()):
                return "[]", []
            case Mapping(entries=()):
                return "{}", []
        model = part.place if part and type(part.place.node) is type(node) else None
        if model and model.style == "flow" and model.parts:
            text = self.flow(node, model)
            if text is not None:
                return text, []
        inner = column + self._offset(node, part, dash)
        lines = self.lines(node, inner, model)
        return (lines[0][inner:], lines[1:]) if dash else ("", lines)

    def _offset(self, node, part, dash):
        """Return how much further in than its key or dash a value stands that begins on a line of its own."""
        least = 2 if dash else 0 if isinstance(node, Sequence) else 1
        if part and _kind(part.place) is type(node) and part.place.column - part.column >= least:
            return part.place.column - part.column
        return 2 if dash else self.dash if isinstance(node, Sequence) else self.step

    def lines(self, node, column, model=None):
        """Return the lines of the entries of a collection."""
        parts = model.parts if model else ()
        if isinstance(node, Sequence):
            last = parts[-1:] or (None,)
            entries = [(None, *one) for one in zip(node.items, chain(parts, repeat(*last)), strict=False)]
        else:
            known = {part.key: part for part in reversed(parts)}
            order = {part.key: number for number, part in enumerate(parts)}
            named = sorted(node.entries, key=lambda entry: order.get(entry[0].text, len(parts)))
            entries = [(key.text, value, known.get(key.text)) for key, value in named]
        return [line for key, value, part in entries for line in self.entry(key, value, column, part)]

    def entry(self, key, node, column, part=None):
        """Return the lines of one entry; key is None for an item of a list."""
        first, below = self.value(node, column, part, dash=key is None)
        if key is not None:
            head = f"{_key(key)}: "
        elif isinstance(node, Scalar):
            head = "- "
        else:
            head = "-".ljust(self._offset(node, part, dash=True))
        return [" " * column + (head + first if first else head.rstrip()), *below]

    def _scalar(self, node, column, part, dash):
        old = part.place if part and isinstance(part.place.node, Scalar) else None
        style, text = old.style if old else "", node.text.rstrip("\n")
        if not text:
            return ("" if node.plain else '""' if style == '"' else "''"), []
        head = " " * column + ("- " if dash else "x: ")
        pad = " " * (column + self._offset(node, part, dash))
        for block in self._blocks(style, text, fresh=not old or not old.node.text):
            rows = text.split("\n") if block[0] == "|" else text.replace("\n", "\n\n").split("\n")
            below = [pad + row if row else "" for row in rows]
            if self._reads("\n".join([head + block, *below, ""]), text):
                return block, below
        return self._inline(text, style, head), []

    def _blocks(self, style, text, fresh):
        """Yield the block marks that suit a text, the person's own first."""
        if style[:1] in ("|", ">"):
            yield from (style, style.replace(">", "|"))
        elif style != '"' and ("\n" in text or (fresh and not style and self.block and len(text) > _LONG)):
            yield from filter(None, (self.block, "|"))

    def _inline(self, text, style="", head="- ", tail=""):
        """Return a text on one line, in the quotes of the style where it can be."""
        single = "'" + text.replace("'", "''") + "'"
        plain = text if text.isalnum() else quoted(text)
        ways = {'"': [_double(text)], "'": [single]}.get(style, [plain, single])
        for way in ways if style == '"' or not re.search(r"[^\S \u3000]", text) else ():
            if self._reads(f"{head}{way}{tail}\n", text):
                return way
        return _double(text)

    def _reads(self, text, wanted):
        """Tell whether lines are read as this text and nothing else."""
        # whoever reads the brief may know more keys: 标题：甲 must not become one
        head = re.split("[:：]", wanted, maxsplit=1)[0].rstrip()
        node = located.read("", text, keys=self.keys | {head, head.lstrip(_MARKS)})[0]
        while isinstance(node, Sequence | Mapping):
            inner = node.items if isinstance(node, Sequence) else [value for _, value in node.entries]
            node = inner[0] if len(inner) == 1 else None
        return node is not None and node.text.rstrip("\n") == wanted

    def flow(self, node, model=None):
        """Return a node on one line as it stands in brackets, or None: an open item cannot stand there."""
        parts = model.parts if model and type(model.node) is type(node) else ()
        match node:
            case Scalar():
                text = node.text.rstrip("\n")
                style = model.style if model and isinstance(model.node, Scalar) else ""
                return self._inline(text, style, "- {x: ", "}") if text else "" if node.plain else "''"
            case Sequence():
                texts = [self.flow(item, parts[0].place if parts else None) for item in node.items]
                return f"[{', '.join(texts)}]" if all(texts) else None
            case Mapping():
                known = {part.key: part.place for part in parts}
                texts = [self.pair(key.text, value, known.get(key.text)) for key, value in node.entries]
                return f"{{{', '.join(texts)}}}" if all(texts) else None

    def pair(self, key, node, model=None):
        """Return an entry as it stands in braces, an item in brackets; None where it cannot stand there."""
        text = self.flow(node, model)
        if text is None or key is None:
            return text or None
        return f"{_key(key)}: {text}"


def _kind(place):
    """Return the type of what stands on lines of its own, or None."""
    return type(place.node) if place.style == "block" or place.style[:1] in ("|", ">") else None


def _key(text):
    return text if re.fullmatch(r"[^\W\d]\w*", text) else _double(text)


def _double(text):
    """Return a text in double quotes."""
    return '"' + "".join(map(_escaped, text)) + '"'


def _escaped(char):
    return _ESCAPES.get(char) or (char if char.isprintable() or char == "\u3000" else f"\\U{ord(char):08x}")
