"""Which branches of a template a draft takes: a sandbox that remembers where it has been."""

import re
from dataclasses import dataclass

from jinja2 import nodes, pass_context

from qicao.slots import Slots

_UNWRITTEN = ("if not", "for none")  # what is left where an if does not hold, or a loop has nothing to do
_VISIT = "记到此"  # the hidden filter that remembers; no template can name it, see holes.py

_SUMS = nodes.Add | nodes.Sub | nodes.Mul


@dataclass(frozen=True, slots=True)
class Branch:
    """Words of a template that only some drafts have: its keyword, where it stands, what decides on it.

    tests are the conditions around it, its own last; names are those it depends on, of values and their
    fields; above is the branch it stands in, -1 for none.
    """

    keyword: str  # if elif else for macro block extends, or one of _UNWRITTEN
    line: int
    turn: int  # among those of its keyword on its line
    tests: tuple
    names: frozenset
    above: int

    @property
    def written(self):
        """Whether the template has words for it."""
        return self.keyword not in _UNWRITTEN

    @property
    def asks(self):
        """Whether it depends on what is not given yet."""
        tests = (found for test in self.tests for found in (test, *test.find_all(nodes.Test)))
        return any(isinstance(one, nodes.Test) and one.name == "待填" for one in tests)


class Sandbox(Slots):
    """The sandbox of one template, whose own branches number themselves and are seen when they are taken."""

    def __init__(self, loader, main):
        """Make a sandbox for the template of a name; what it includes is not looked at."""
        super().__init__(loader)
        self.main, self.branches, self.taken, self.loaded = main, [], set(), set()
        self.constants, self.sums = set(), []
        self.filters[_VISIT] = pass_context(lambda _context, value, at: self.taken.add(at) or value)

    def _parse(self, source, name, filename):
        tree = super()._parse(source, name, filename)
        self.loaded.add(name)
        self.constants |= {node.value for node in tree.find_all(nodes.Const)}
        if name == self.main:
            _Marking(self, tree).root()
        return tree

    def missed(self):
        """Return the branches never taken, without those inside another."""
        never = {at for at in range(len(self.branches)) if at not in self.taken}
        return [one for at, one in enumerate(self.branches) if at in never and one.above not in never]


class _Marking:
    """Walks a tree in the order of the file and puts a mark at the head of each branch."""

    def __init__(self, sandbox, tree):
        self.sandbox, self.tree, self.turns = sandbox, tree, {}
        self.given = {}  # name -> names its value depends on
        for node in tree.find_all((nodes.Assign, nodes.For)):
            source = node.node if isinstance(node, nodes.Assign) else node.iter
            for target in (node.target, *node.target.find_all(nodes.Name)):
                if isinstance(target, nodes.Name):
                    self.given.setdefault(target.name, set()).update(_names(source))
        sums = (node for node in tree.find_all(nodes.Assign) if isinstance(node.node, _SUMS))
        self.sums = {one.target.name: _names(one.node) for one in sums if isinstance(one.target, nodes.Name)}
        self.calls = {}
        for call in tree.find_all(nodes.Call):
            if isinstance(call.node, nodes.Name):
                self.calls.setdefault(call.node.name, set()).update(_names(call))

    def root(self):
        self.body(self.tree.body, ((), frozenset(), -1))
        parents = [at for at, node in enumerate(self.tree.body) if isinstance(node, nodes.Extends)]
        beside = [line for node in self.tree.body[parents[0] :] if (line := _says(node))] if parents else []
        if beside:
            self.tree.body.append(self.mark("extends", beside[0], ((), frozenset(), -1)))

    def mark(self, keyword, line, around, value=None):
        """Return a node that remembers a new branch when it is reached."""
        tests, names, above = around
        turn = self.turns[keyword, line] = self.turns.get((keyword, line), -1) + 1
        at = len(self.sandbox.branches)
        self.sandbox.branches.append(Branch(keyword, line, turn, tests, names, above))
        visit = nodes.Filter(value or nodes.Const(""), _VISIT, [nodes.Const(at)], [], None, None, lineno=line)
        return visit if value else nodes.Output([visit], lineno=line)

    def branch(self, keyword, line, body, around, test):
        """Mark a body, then what is in it."""
        known = {*_names(test), *around[1]} if test is not None else set(around[1])
        while more := {name for one in known for name in self.given.get(one, ())} - known:
            known |= more
        inner = ((*around[0], test) if test is not None else around[0], frozenset(known), around[2])
        mark = self.mark(keyword, line, inner)
        self.body(body, (*inner[:2], len(self.sandbox.branches) - 1))
        body.insert(0, mark)

    def body(self, body, around):
        for node in body:
            self.statement(node, around)

    def statement(self, node, around):
        match node:
            case nodes.If():
                self.condition(node, "if", around)
            case nodes.For():
                self.expressions(node, around)
                self.branch("for", node.lineno, node.body, around, node.iter)
                if node.else_:
                    self.branch("else", _line(node.else_), node.else_, around, node.iter)
                else:
                    self.unwritten("for none", node, around, node.iter)
            case nodes.Macro():
                called = nodes.List([nodes.Name(name, "load") for name in self.calls.get(node.name, ())])
                self.branch("macro", node.lineno, node.body, around, called)
            case nodes.Block():
                self.branch("block", node.lineno, node.body, around, None)
            case nodes.AssignBlock() | nodes.With() | nodes.Scope():
                self.body(node.body, around)
            case _:
                self.expressions(node, around)

    def condition(self, node, keyword, around):
        self.branch(keyword, node.lineno, node.body, around, node.test)
        passed = ((*around[0], node.test), around[1] | _names(node.test), around[2])
        for one in node.elif_:
            self.condition(one, "elif", passed)
            passed = ((*passed[0], one.test), passed[1] | _names(one.test), passed[2])
        if node.else_:
            self.branch("else", _line(node.else_), node.else_, passed, None)
        elif keyword == "if":
            self.unwritten("if not", node, passed, None)

    def unwritten(self, keyword, node, around, test):
        """Mark what a draft takes where nothing is written for it."""
        node.else_ = []
        self.branch(keyword, node.lineno, node.else_, around, test)

    def expressions(self, node, around):
        """Mark both sides of `a if x else b`, and note sums that are printed."""
        for choice in node.find_all(nodes.CondExpr):
            inner = ((*around[0], choice.test), around[1] | _names(choice.test), around[2])
            choice.expr1 = self.mark("a if", choice.lineno, inner, choice.expr1)
            if choice.expr2 is not None:
                choice.expr2 = self.mark("a else", choice.lineno, inner, choice.expr2)
        for part in node.nodes if isinstance(node, nodes.Output) else ():
            if isinstance(part, _SUMS) or (isinstance(part, nodes.Name) and part.name in self.sums):
                self.sandbox.sums.append(
                    (part.lineno, frozenset(_names(part)) | self.sums.get(getattr(part, "name", ""), set()))
                )


def _says(node):
    """Return the line on which a node prints words of the template or a value, 0 where it prints none."""
    for part in node.nodes if isinstance(node, nodes.Output) else ():
        if isinstance(part, nodes.TemplateData):
            words = re.sub("\x04\\d+\x05", "", part.data)
            found = re.search(r"\w", words)
            if found:
                return part.lineno + words.count("\n", 0, found.start())
        elif not isinstance(part, nodes.Filter):
            return part.lineno
    return 0


def _line(body):
    return body[0].lineno


def _names(node):
    """Return the names of values and fields in an expression."""
    names = {one.name for one in (node, *node.find_all(nodes.Name)) if isinstance(one, nodes.Name)}
    return names | {
        one.attr for one in (node, *node.find_all(nodes.Getattr)) if isinstance(one, nodes.Getattr)
    }


def compared(branch):
    """Yield (names, text) of each comparison of a value with a text that decides on a branch."""
    for test in branch.tests:
        for one in (test, *test.find_all(nodes.Compare)):
            if isinstance(one, nodes.Compare):
                for operand in one.ops:
                    if isinstance(operand.expr, nodes.Const) and isinstance(operand.expr.value, str):
                        yield _names(one.expr), operand.expr.value
