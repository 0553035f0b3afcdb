"""The holes of a template, checked before anything is filled: every mistake at once, each at its place."""

import re
from dataclasses import dataclass, field, replace

from jinja2 import Environment, TemplateSyntaxError, nodes

from qicao.located import offset_span
from qicao.params import Param, suggest
from qicao.problems import Span, problem
from qicao.slots import FILTERS, LOOP_NAMES, TESTS

MAX_DEPTH = 15  # tags inside tags; Python itself refuses twenty loops
MAX_TAG = 600  # characters
_TAG = re.compile(
    r"""\{%-?\s*raw\s*-?%\}.*?\{%-?\s*endraw\s*-?%\}|\{\#.*?\#\}
    |\{\{(?:'[^'\n]*'|"[^"\n]*"|(?!\{\{|\{%|\}\}|%\}).)*?\}\}
    |\{%(?:'[^'\n]*'|"[^"\n]*"|(?!\{\{|\{%|\}\}|%\}).)*?%\}""",
    re.S | re.X,
)
_STRAY = re.compile(r"\{\{|\}\}|\{%|%\}|\{#|#\}|｛[｛%]|[｝%]｝")
_OPENERS = {"for", "if", "macro", "block", "with"}
_SINGLE = {"include", "import", "from", "extends", "elif", "else", "set"}
_CLOSERS = {f"end{name}": name for name in (*_OPENERS, "set")}
_NODES = (
    nodes.Template, nodes.Output, nodes.TemplateData, nodes.Const, nodes.Name, nodes.Getattr, nodes.Getitem,
    nodes.For, nodes.If, nodes.Macro, nodes.Block, nodes.With, nodes.Scope, nodes.Include, nodes.Import,
    nodes.FromImport, nodes.Extends, nodes.Assign, nodes.AssignBlock, nodes.Call, nodes.Filter, nodes.Test,
    nodes.Compare, nodes.Operand, nodes.And, nodes.Or, nodes.Not, nodes.CondExpr, nodes.Concat, nodes.Add,
    nodes.Sub, nodes.Mul, nodes.Neg, nodes.Tuple, nodes.List, nodes.Keyword,
)  # fmt: skip
_ANY = Param("")  # a value of which nothing is known: an argument of a macro, a piece of text
_KNOWN = {"true", "false", "none", "True", "False", "None"}
_plain = Environment(autoescape=False)  # noqa: S701 - parses, never renders


@dataclass(slots=True)
class Holes:
    """What was found in one file: its tree, the files it asks for, and what is wrong with its tags."""

    path: str
    text: str
    found: list = field(default_factory=list)
    tree: nodes.Template | None = None
    asks: list = field(default_factory=list)  # (tag name, file name, Span)
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
        return replace(offset_span(Span(self.path, 1, 1), self.text, offset), length=length)


def scan(path, text):
    """Read the tags of a template, one by one, so that one broken tag does not hide the next."""
    holes = Holes(path, text)
    pieces, at, opened = [], 0, []
    for tag in _TAG.finditer(text):
        pieces.append(_between(holes, at, tag.start()))
        pieces.append(_tag(holes, tag, opened))
        at = tag.end()
    pieces.append(_between(holes, at, len(text)))
    for name, offset in reversed(opened):
        holes.found.append(problem("unclosed-block", holes.at(offset), name=name))
        pieces.append(f"{{% end{name} %}}")
    try:
        holes.tree = _plain.parse("".join(pieces))
    except TemplateSyntaxError as error:
        where = holes.place(error.lineno, "{%")
        holes.found.append(problem("bad-tag", where, said=error.message))
    except RecursionError:
        holes.found.append(problem("too-nested", Span(path, 1, 1), limit=MAX_DEPTH))
    if holes.tree is not None:
        holes.asks = [*_asks(holes)]
    return holes


def _between(holes, start, end):
    """Return the words between two tags, with braces that belong to no tag taken out."""
    words = holes.text[start:end]
    for stray in _STRAY.finditer(words):
        holes.found.append(problem("stray-brace", holes.at(start + stray.start(), 2), text=stray.group()))
    return _STRAY.sub("  ", words)


def _blank(tag):
    return re.sub(r"[^\n]", " ", tag)


def _tag(holes, tag, opened):
    """Return a tag, or blanks where it cannot be read; opened are the blocks it stands in."""
    source, start = tag.group(), tag.start()
    if source.startswith("{#") or re.match(r"\{%-?\s*raw", source):
        return source
    if len(source) > MAX_TAG:
        holes.found.append(problem("tag-too-long", holes.at(start, 2), limit=MAX_TAG))
        return _blank(source)
    if source.startswith("{{"):
        return source if _probe(holes, start, source, source) else _blank(source)
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
                holes.found.append(problem("unclosed-block", holes.at(where), name=inner))
                closing += f"{{% end{inner} %}}"
            opened.pop()
            return closing + source
        holes.found.append(
            problem("unopened-block", holes.at(offset, len(name)), name=name, opener=_CLOSERS[name])
        )
        return _blank(source)
    if name not in _OPENERS | _SINGLE:
        known = sorted({*_OPENERS, *_SINGLE, *_CLOSERS})
        guess = suggest(name, _OPENERS) or suggest(name, known)
        facts = {"name": name, "guess": guess, "names": "、".join(known)}
        holes.found.append(problem("unknown-tag", holes.at(offset, len(name) or 1), **facts))
        if guess in _OPENERS:  # what was meant is read on, so that the block has its end
            return _opening(holes, source.replace(name, guess, 1), start, guess, opened)
        return _blank(source)
    return _opening(holes, source, start, name, opened)


def _opening(holes, source, start, name, opened):
    if name in ("elif", "else") and not (opened and opened[-1][0] in ("if", "for")):
        holes.found.append(problem("unopened-block", holes.at(start, 2), name=name, opener="if"))
        return _blank(source)
    opens = name in _OPENERS or (name == "set" and "=" not in source)
    whole = {
        "elif": lambda: source.replace("elif", "if", 1) + "{% endif %}",
        "else": lambda: "{% if 1 %}" + source + "{% endif %}",
    }.get(name, lambda: source + (f"{{% end{name} %}}" if opens else ""))()
    good = _probe(holes, start, source, whole)
    if opens:
        opened.append((name, start))
        if len(opened) > MAX_DEPTH:
            if len(opened) == MAX_DEPTH + 1:
                holes.found.append(problem("too-nested", holes.at(start, 2), limit=MAX_DEPTH))
            opened.pop()
            opened.append((name, start))
    if good and len(opened) <= MAX_DEPTH:
        return source
    return _stand_in(name, source) if opens else _blank(source)


def _stand_in(name, source):
    """Return a tag that opens the same block as one that cannot be read, with as many lines."""
    opening = {"for": "for _ in ()", "if": "if 1", "macro": "macro _()", "block": "block _", "with": "with"}
    return f"{{% {opening.get(name, 'set _')}" + "\n" * source.count("\n") + " %}"


def _probe(holes, start, source, whole):
    """Tell whether a tag can be read by itself; note what is wrong where it cannot."""
    try:
        _plain.parse(whole)
    except TemplateSyntaxError as error:
        odd = re.search(
            "[“”‘’，：（）；！]", re.sub("'[^'\n]*'|\"[^\"\n]*\"", lambda m: " " * len(m.group()), source)
        )
        if odd:
            where = holes.at(start + odd.start())
            holes.found.append(problem("fullwidth-in-tag", where, text=odd.group()))
        elif "got '='" in error.message:
            where = holes.at(start + source.index("="))
            holes.found.append(problem("single-equals", where))
        else:
            holes.found.append(problem("bad-tag", holes.at(start, len(source)), said=error.message))
        return False
    except RecursionError:
        holes.found.append(problem("too-nested", holes.at(start, 2), limit=MAX_DEPTH))
        return False
    return True


def _asks(holes):
    """Yield the files a template includes, imports or extends."""
    names = {
        nodes.Include: "include",
        nodes.Import: "import",
        nodes.FromImport: "from",
        nodes.Extends: "extends",
    }
    for node in holes.tree.find_all(tuple(names)):
        kind = names[type(node)]
        if isinstance(node.template, nodes.Const) and isinstance(node.template.value, str):
            quoted = re.escape(node.template.value)
            line = holes.text.split("\n")[node.lineno - 1]
            found = re.search(quoted, line)
            column = found.start() + 1 if found else 1
            span = Span(holes.path, node.lineno, column, len(node.template.value) or 1)
            yield kind, node.template.value, span
        else:
            holes.found.append(problem("not-allowed", holes.place(node.lineno, kind), name=kind))


def check(holes, params, macros, found):
    """Check every name, field, filter and loop of a file against the declared parameters.

    macros are the names each imported file defines, by file; returns the parameters that are used.
    """
    walk = _Walk(holes, params, macros, found)
    walk.body(holes.tree.body, {**params, **dict.fromkeys(_macros_of(holes.tree), _ANY), "super": _ANY})
    return walk.used


def _macros_of(tree):
    return [node.name for node in tree.find_all(nodes.Macro)]


def defined_macros(holes):
    """Return the names of the macros a file defines."""
    return set(_macros_of(holes.tree)) if holes.tree is not None else set()


class _Walk:
    """Walks one tree with the names that are known at each place, each with its Param."""

    def __init__(self, holes, params, macros, found):
        self.holes, self.params, self.macros, self.found = holes, params, macros, found
        self.used = set()

    def say(self, code, node, needle, **facts):
        self.found.append(problem(code, self.holes.place(node.lineno, needle), **facts))

    def body(self, body, scope):
        scope = dict(scope)
        for node in body:
            self.statement(node, scope)

    def statement(self, node, scope):
        match node:
            case nodes.Output():
                for part in node.nodes:
                    if not isinstance(part, nodes.TemplateData):
                        self.printed(part, self.value(part, scope))
            case nodes.For():
                self.loop(node, scope)
            case nodes.If():
                self.value(node.test, scope)
                self.body(node.body, scope)
                self.body(node.elif_, scope)
                self.body(node.else_, scope)
            case nodes.Block():
                self.body(node.body, scope)
            case nodes.Include() | nodes.Extends():
                pass
            case _:
                self.binding(node, scope)

    def binding(self, node, scope):
        """Check a statement that gives names their meaning, and put them into the scope."""
        match node:
            case nodes.Macro():
                for default in node.defaults:
                    self.value(default, scope)
                self.body(node.body, {**scope, **{arg.name: _ANY for arg in node.args}})
            case nodes.Assign() if isinstance(node.target, nodes.Name):
                scope[node.target.name] = self.value(node.node, scope)
            case nodes.AssignBlock() if node.filter is None:
                self.body(node.body, scope)
                scope[node.target.name] = _ANY
            case nodes.With():
                given = [self.value(value, scope) for value in node.values]
                names = [target.name for target in node.targets]
                self.body(node.body, {**scope, **dict(zip(names, given, strict=True))})
            case nodes.Import():
                scope[node.target] = _ANY
            case nodes.FromImport():
                self.imported(node, scope)
            case _:
                name = type(node).__name__.lower()
                self.say("not-allowed", node, name, name=name)

    def imported(self, node, scope):
        source = node.template.value if isinstance(node.template, nodes.Const) else None
        for name in node.names:
            theirs, ours = name if isinstance(name, tuple) else (name, name)
            if source in self.macros and theirs not in self.macros[source]:
                facts = {"name": theirs, "file": source, "guess": suggest(theirs, self.macros[source])}
                self.say("no-such-macro", node, theirs, **facts)
            scope[ours] = _ANY

    def loop(self, node, scope):
        values = self.value(node.iter, scope)
        if values.type != "list" and values is not _ANY:
            self.say("not-a-list", node, _name_of(node.iter), name=_name_of(node.iter), type=values.type)
        item = values.of if values.type == "list" and isinstance(values.of, Param) else _ANY
        inner = {**scope, "loop": _ANY}
        for target in node.target.items if isinstance(node.target, nodes.Tuple) else [node.target]:
            inner[target.name] = item
        if node.test is not None:
            self.value(node.test, inner)
        self.body(node.body, inner)
        self.body(node.else_, scope)

    def printed(self, node, param):
        if param.type in ("list", "record"):
            name = _name_of(node)
            self.say("list-in-text", node, name.split(".")[-1], name=name, type=param.type)

    def value(self, node, scope):
        """Return the Param of an expression, _ANY where nothing is known."""
        if not isinstance(node, _NODES):
            name = type(node).__name__.lower()
            self.say("not-allowed", node, "", name=name)
            return _ANY
        match node:
            case nodes.Name():
                return self.name(node, scope)
            case nodes.Getattr():
                return self.attribute(node, node.attr, scope)
            case nodes.Getitem():
                return self.item(node, scope)
            case nodes.Filter():
                return self.filter(node, scope)
            case nodes.Test() if node.name not in TESTS:
                facts = {"name": node.name, "guess": suggest(node.name, TESTS), "names": "、".join(TESTS)}
                self.say("unknown-test", node, node.name, **facts)
            case nodes.Call() if not self.may_call(node.node, scope):
                self.say("not-allowed", node, _name_of(node.node), name=f"{_name_of(node.node)}()")
                return _ANY
            case nodes.CondExpr():
                kinds = [self.value(child, scope) for child in (node.expr1, node.test, node.expr2) if child]
                return kinds[0]
        for child in node.iter_child_nodes():
            self.value(child, scope)
        return _ANY

    def name(self, node, scope):
        if node.name in self.params and scope.get(node.name) is self.params[node.name]:
            self.used.add(node.name)
        if node.name in scope:
            return scope[node.name]
        if node.name not in _KNOWN:
            known = [name for name, param in scope.items() if name not in ("super", "caller")]
            self.say("unknown-name", node, node.name, name=node.name, guess=suggest(node.name, known))
        return _ANY

    def attribute(self, node, name, scope):
        of = self.value(node.node, scope)
        if isinstance(node.node, nodes.Name) and node.node.name == "loop" and scope.get("loop") is _ANY:
            if name not in LOOP_NAMES:
                facts = {"name": name, "guess": suggest(name, LOOP_NAMES), "names": "、".join(LOOP_NAMES)}
                self.say("unknown-field", node, name, owner="loop", **facts)
            return _ANY
        if name.startswith("_"):
            self.say("not-allowed", node, name, name=f".{name}")
            return _ANY
        if of is _ANY:
            return _ANY
        if of.type != "record":
            self.say("no-fields", node, name, owner=_name_of(node.node), name=name, type=of.type)
            return _ANY
        if name not in of.of:
            facts = {"name": name, "guess": suggest(name, of.of), "names": "、".join(of.of)}
            self.say("unknown-field", node, name, owner=_name_of(node.node), **facts)
            return _ANY
        return of.of[name]

    def item(self, node, scope):
        if not isinstance(node.arg, nodes.Const):
            self.say("not-allowed", node, "[", name="[…]")
            return _ANY
        if isinstance(node.arg.value, str):
            return self.attribute(node, node.arg.value, scope)
        of = self.value(node.node, scope)
        return of.of if of.type == "list" and isinstance(of.of, Param) else _ANY

    def filter(self, node, scope):
        of = self.value(node.node, scope) if node.node is not None else _ANY
        if node.name not in FILTERS:
            facts = {"name": node.name, "guess": suggest(node.name, FILTERS), "names": "、".join(FILTERS)}
            self.say("unknown-filter", node, node.name, **facts)
        for child in (*node.args, *node.kwargs):
            self.value(child, scope)
        if node.name in ("first", "last") and of.type == "list" and isinstance(of.of, Param):
            return of.of
        return of if node.name in ("句", "default", "d") and of.type not in ("list", "record") else _ANY

    def may_call(self, node, scope):
        """Tell whether this is a macro: one of this file, one imported, or the parent's block."""
        if isinstance(node, nodes.Getattr):
            return (
                isinstance(node.node, nodes.Name)
                and scope.get(node.node.name) is _ANY
                and node.attr[0] != "_"
            )
        return isinstance(node, nodes.Name) and scope.get(node.name) is _ANY


def _name_of(node):
    match node:
        case nodes.Name():
            return node.name
        case nodes.Getattr():
            return f"{_name_of(node.node)}.{node.attr}"
        case nodes.Filter() | nodes.Call() | nodes.Getitem() if node.node is not None:
            return _name_of(node.node)
    return "…"
