"""The tags of a template, read one by one, so that one broken tag does not hide the next."""

import re
from dataclasses import dataclass, field
from itertools import islice

from jinja2 import Environment, TemplateSyntaxError, nodes

from qicao.params import suggest
from qicao.problems import Span, problem

MAX_DEPTH = 15  # tags inside tags; Python itself refuses twenty loops
MAX_TAG = 600  # characters
# the words of a tag: quoted ones whole, and nothing in which another tag begins or this one ends
_WORDS = r"""(?:'[^'\n]*'|"[^"\n]*"|(?!\{\{|\{%|\}\}|%\})[^'"])*"""
_RAW = re.compile(r"\{%-?\s{0,9}endraw\s{0,9}-?%\}")
_TAG = re.compile(rf"\{{%-?\s{{0,9}}raw\s{{0,9}}-?%\}}|\{{\#|\{{\{{{_WORDS}\}}\}}|\{{%{_WORDS}%\}}", re.S)
MAX_TAGS = 5000
_ENOUGH = 20  # of one kind of mistake between two tags
_STRAY = re.compile(r"\{\{|\}\}|\{%|%\}|\{#|#\}|｛[｛%]|[｝%]｝")
_OPENERS = {"for", "if", "macro", "block", "with"}
_SINGLE = {"include", "import", "from", "extends", "elif", "else", "set"}
_CLOSERS = {f"end{name}": name for name in (*_OPENERS, "set")}
_plain = Environment(autoescape=False)  # noqa: S701 - parses, never renders


@dataclass(slots=True)
class Tags:
    """What was found in one file: its tree, the files it asks for, and what is wrong with its tags."""

    path: str
    text: str
    found: list = field(default_factory=list)
    tree: nodes.Template | None = None
    asks: list = field(default_factory=list)  # (file name, Span)
    _reported: dict = field(default_factory=dict)

    def place(self, line, needle):
        """Return the place of a name on a line, each occurrence once."""
        lines = self.text.split("\n")
        source = lines[line - 1] if 0 < line <= len(lines) else ""
        # a whole word, and not where a loop or a set gives it its meaning
        word = (
            rf"(?<!\w)(?<!for )(?<!set ){re.escape(needle)}(?!\w)"
            if needle[:1].isalnum()
            else re.escape(needle)
        )
        places = [found.start() for found in re.finditer(word, source)] or [0]
        turn = self._reported.get((line, needle), 0)
        self._reported[line, needle] = turn + 1
        return Span(self.path, line, places[min(turn, len(places) - 1)] + 1, len(needle) or 1)

    def at(self, offset, length=1):
        """Return the place of a character of the text."""
        return Span(self.path, 1, 1).within(self.text, offset, length)


def scan(path, text):
    """Return the Tags of a template's text, with what is wrong in them."""
    tags = Tags(path, text)
    pieces, at, opened = [], 0, []
    for start, end in _found(text):
        pieces.append(_between(tags, at, start))
        pieces.append(_tag(tags, start, text[start:end], opened))
        at = end
        if len(pieces) > 2 * MAX_TAGS:
            tags.found.append(problem("too-many-tags", tags.at(start), limit=MAX_TAGS))
            return tags
    pieces.append(_between(tags, at, len(text)))
    for name, offset in reversed(opened):
        tags.found.append(problem("unclosed-block", tags.at(offset), name=name))
        pieces.append(f"{{% end{name} %}}")
    try:
        tags.tree = _plain.parse("".join(pieces))
    except TemplateSyntaxError as error:
        where = tags.place(error.lineno, "{%")
        tags.found.append(problem("bad-tag", where, said=error.message))
    except RecursionError:
        tags.found.append(problem("too-nested", Span(path, 1, 1), limit=MAX_DEPTH))
    if tags.tree is not None:
        tags.asks = [*_asks(tags)]
    return tags


def _found(text):
    """Yield (start, end) of each tag, comment and raw stretch."""
    at = 0
    while tag := _TAG.search(text, at):
        end = tag.end()
        if tag.group() == "{#":
            end = text.find("#}", end) + 2
        elif re.match(r"\{%-?\s{0,9}raw", tag.group()):
            closing = _RAW.search(text, end)
            end = closing.end() if closing else 1
        if end < tag.end():  # it is never closed, and is reported as a stray brace
            return
        yield tag.start(), end
        at = end


def _between(tags, start, end):
    """Return the words between two tags, with braces that belong to no tag taken out."""
    words = tags.text[start:end]
    for stray in islice(_STRAY.finditer(words), _ENOUGH):
        tags.found.append(problem("stray-brace", tags.at(start + stray.start(), 2), text=stray.group()))
    return _STRAY.sub("  ", words)


def _blank(tag):
    return re.sub(r"[^\n]", " ", tag)


def _tag(tags, start, source, opened):
    """Return a tag, or blanks where it cannot be read; opened are the blocks it stands in."""
    if source.startswith("{#") or re.match(r"\{%-?\s*raw", source):
        return source
    if len(source) > MAX_TAG:
        tags.found.append(problem("tag-too-long", tags.at(start, 2), limit=MAX_TAG))
        return _blank(source)
    if source.startswith("{{"):
        return source if _probe(tags, start, source, source) else _blank(source)
    word = re.match(r"\{%[-+]?\s*(\w*)", source)
    name, offset = word.group(1), start + word.start(1)
    if name in _CLOSERS:
        if opened and opened[-1][0] == _CLOSERS[name]:
            opened.pop()
            return source
        if any(_CLOSERS[name] == one for one, _ in opened):  # an inner block was left open
            closing = ""
            while opened[-1][0] != _CLOSERS[name]:
                inner, where = opened.pop()
                tags.found.append(problem("unclosed-block", tags.at(where), name=inner))
                closing += f"{{% end{inner} %}}"
            opened.pop()
            return closing + source
        tags.found.append(
            problem("unopened-block", tags.at(offset, len(name)), name=name, opener=_CLOSERS[name])
        )
        return _blank(source)
    if name not in _OPENERS | _SINGLE:
        known = sorted({*_OPENERS, *_SINGLE, *_CLOSERS})
        guess = suggest(name, _OPENERS) or suggest(name, known)
        facts = {"name": name, "guess": guess, "names": "、".join(known)}
        tags.found.append(problem("unknown-tag", tags.at(offset, len(name) or 1), **facts))
        if guess in _OPENERS:  # what was meant is read on, so that the block has its end
            return _opening(tags, source.replace(name, guess, 1), start, guess, opened)
        return _blank(source)
    return _opening(tags, source, start, name, opened)


def _opening(tags, source, start, name, opened):
    if name in ("elif", "else") and not (opened and opened[-1][0] in ("if", "for")):
        tags.found.append(problem("unopened-block", tags.at(start, 2), name=name, opener="if"))
        return _blank(source)
    opens = name in _OPENERS or (name == "set" and "=" not in source)
    whole = {
        "elif": lambda: source.replace("elif", "if", 1) + "{% endif %}",
        "else": lambda: "{% if 1 %}" + source + "{% endif %}",
    }.get(name, lambda: source + (f"{{% end{name} %}}" if opens else ""))()
    good = _probe(tags, start, source, whole)
    if opens:
        opened.append((name, start))
        if len(opened) == MAX_DEPTH + 1:
            tags.found.append(problem("too-nested", tags.at(start, 2), limit=MAX_DEPTH))
    if good and len(opened) <= MAX_DEPTH:
        return source
    return _stand_in(name, source) if opens else _blank(source)


def _stand_in(name, source):
    """Return a tag that opens the same block as one that cannot be read, with as many lines."""
    opening = {"for": "for _ in ()", "if": "if 1", "macro": "macro _()", "block": "block _", "with": "with"}
    return f"{{% {opening.get(name, 'set _')}" + "\n" * source.count("\n") + " %}"


def _probe(tags, start, source, whole):
    """Tell whether a tag can be read by itself; note what is wrong where it cannot."""
    try:
        _plain.parse(whole)
    except TemplateSyntaxError as error:
        odd = re.search(
            "[“”‘’，：（）；！]", re.sub("'[^'\n]*'|\"[^\"\n]*\"", lambda m: " " * len(m.group()), source)
        )
        if odd:
            where = tags.at(start + odd.start())
            tags.found.append(problem("fullwidth-in-tag", where, text=odd.group()))
        elif "got '='" in error.message:
            where = tags.at(start + source.index("="))
            tags.found.append(problem("single-equals", where))
        else:
            tags.found.append(problem("bad-tag", tags.at(start, len(source)), said=error.message))
        return False
    except RecursionError:
        tags.found.append(problem("too-nested", tags.at(start, 2), limit=MAX_DEPTH))
        return False
    return True


def _asks(tags):
    """Yield the files a template includes, imports or extends."""
    names = {
        nodes.Include: "include",
        nodes.Import: "import",
        nodes.FromImport: "from",
        nodes.Extends: "extends",
    }
    for node in tags.tree.find_all(tuple(names)):
        kind = names[type(node)]
        if isinstance(node.template, nodes.Const) and isinstance(node.template.value, str):
            column = max(tags.text.split("\n")[node.lineno - 1].find(node.template.value), 0) + 1
            span = Span(tags.path, node.lineno, column, len(node.template.value) or 1)
            yield node.template.value, span
        else:
            tags.found.append(problem("not-allowed", tags.place(node.lineno, kind), name=kind))
