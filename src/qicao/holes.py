"""The holes of a template, checked before anything is filled: every mistake at once, each at its place."""

from math import isfinite

from jinja2 import nodes

from qicao.filters import FILTERS, TESTS
from qicao.params import Param, suggest
from qicao.problems import problem
from qicao.slots import LOOP_NAMES

_NODES = (
    nodes.Template, nodes.Output, nodes.TemplateData, nodes.Const, nodes.Name, nodes.Getattr, nodes.Getitem,
    nodes.For, nodes.If, nodes.Macro, nodes.Block, nodes.With, nodes.Scope, nodes.Include, nodes.Import,
    nodes.FromImport, nodes.Extends, nodes.Assign, nodes.AssignBlock, nodes.Call, nodes.Filter, nodes.Test,
    nodes.Compare, nodes.Operand, nodes.And, nodes.Or, nodes.Not, nodes.CondExpr, nodes.Concat, nodes.Add,
    nodes.Sub, nodes.Mul, nodes.Neg, nodes.Tuple, nodes.List, nodes.Keyword,
)  # fmt: skip
_ANY = Param("")  # a value of which nothing is known: an argument of a macro, a piece of text
_KNOWN = {"true", "false", "none", "True", "False", "None"}


def check(tags, params, macros, found):
    """Check every name, field, filter and loop of a file against the declared parameters.

    macros are the names each imported file defines, by file; returns the parameters that are used.
    """
    walk = _Walk(tags, params, macros, found)
    walk.body(tags.tree.body, {**params, **dict.fromkeys(_macros_of(tags.tree), _ANY), "super": _ANY})
    return walk.used


def _macros_of(tree):
    return [node.name for node in tree.find_all(nodes.Macro)]


def defined_macros(tags):
    """Return the names of the macros a file defines."""
    return set(_macros_of(tags.tree)) if tags.tree is not None else set()


class _Walk:
    """Walks one tree with the names that are known at each place, each with its Param."""

    def __init__(self, tags, params, macros, found):
        self.tags, self.params, self.macros, self.found = tags, params, macros, found
        self.used = set()

    def say(self, code, node, needle, **facts):
        self.found.append(problem(code, self.tags.place(node.lineno, needle), **facts))

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
                known = zip(node.targets, given, strict=True)
                inner = {target.name: param for target, param in known if isinstance(target, nodes.Name)}
                others = {name.name: _ANY for target in node.targets for name in target.find_all(nodes.Name)}
                self.body(node.body, {**scope, **others, **inner})
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
        for target in (node.target, *node.target.find_all(nodes.Name)):
            if isinstance(target, nodes.Name):
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
            case nodes.Const(value=float() as number) if not isfinite(number):
                self.say("not-allowed", node, "", name=str(number))
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
            known = [name for name in scope if name != "super"]
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
