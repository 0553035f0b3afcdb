"""Jinja that remembers which value and which template line a text came from, and cannot run away.

A rendered template is text with marks in it. The marks are control characters: no .docx can hold one,
so none stands in a value or a template (encoding.NOT_XML sees to that).
"""

from decimal import Decimal

from jinja2 import StrictUndefined, TemplateRuntimeError, pass_context
from jinja2.compiler import CodeGenerator
from jinja2.ext import Extension
from jinja2.lexer import Token
from jinja2.runtime import LoopContext, Macro, Undefined
from jinja2.sandbox import ImmutableSandboxedEnvironment, SecurityError

from qicao.filters import FILTERS, TESTS, Rendering, current, joined, rendering
from qicao.problems import Span
from qicao.values import Joined, Number, Record, Value, Values

FIELD, FIELD_END = "\x01", "\x02"  # FIELD index FIELD_END: a value stands here
LINE, LINE_END = "\x04", "\x05"  # LINE index LINE_END: what follows stands on this line of a template
LOOP, TURN, LOOP_END = "\x06", "\x07", "\x08"
APART, APART_END = "\x0e", "\x0f"  # what a macro or a block wrote, with lines of its own

_LARGEST = 10**15
LOOP_NAMES = ("first", "last", "index", "index0", "length", "previtem", "nextitem", "revindex")
_TICK = "记一次"  # the hidden filter that counts; no template can name it, see holes.py


def _finalize(value):
    """Mark a value of the brief; this is the one gate through which holes become text."""
    run = current()
    match value:
        case Value():
            run.spend(len(value) + 16)
            run.fields.append(value)
            return f"{FIELD}{len(run.fields) - 1}{FIELD_END}"
        case Joined():
            return "".join(map(_finalize, value.parts))
        case str():
            run.spend(len(value))
            return f"{APART}{value}{APART_END}" if LINE in value else value
        case bool():
            return "是" if value else "否"
        case int():
            return str(value)
        case Decimal() | float():
            text = f"{Decimal(value).normalize():f}"
            run.spend(len(text) + 16)
            return text
        case None:
            return ""
        case Undefined():
            return value  # jinja raises, with the name
    raise TemplateRuntimeError("list-in-text")


@pass_context  # so that it is not worked out once, when the template is compiled
def _tick(_context, cost):
    current().spend(cost)
    return ""


class _Generator(CodeGenerator):
    """Compiles `a ~ b` so that both keep their origin."""

    def visit_Concat(self, node, frame):
        self.write("environment.concatenated((")
        for part in node.nodes:
            self.visit(part, frame)
            self.write(", ")
        self.write("))")


class _Marks(Extension):
    """Puts the marks of lines and loops, and the counting of output, between the tokens of a template."""

    def filter_stream(self, stream):
        tokens = list(stream)
        costs = _costs(tokens)
        yield from _hidden(tokens[0].lineno if tokens else 1, costs[-1])
        for index, token in enumerate(tokens):
            before = tokens[index - 1].type if index else ""
            if token.type == "data":
                known = before == "variable_end"
                yield Token(token.lineno, "data", self._lines(stream.filename, token, known))
                continue
            if token.type == "variable_begin" and before != "data":
                yield Token(token.lineno, "data", self._mark(stream.filename, token.lineno))
            opens = token.type == "block_begin" and tokens[index + 1].value
            if opens == "for":
                yield Token(token.lineno, "data", LOOP)
            yield token
            if token.type == "block_end" and index in costs:
                begun, cost = costs[index]
                yield from _hidden(token.lineno, cost)
                if begun == "for":
                    yield Token(token.lineno, "data", TURN)
            elif token.type == "block_end" and tokens[index - 1].value == "endfor":
                yield Token(token.lineno, "data", LOOP_END)

    def _lines(self, filename, token, known):
        """Return words with the mark of its line before each; known: that of the first is there."""
        first, *lines = token.value.split("\n")
        marked = (self._mark(filename, number) + line for number, line in enumerate(lines, token.lineno + 1))
        return "\n".join((first if known else self._mark(filename, token.lineno) + first, *marked))

    def _mark(self, filename, number):
        places = self.environment.places
        places.append(Span(filename, number, 1))
        return f"{LINE}{len(places) - 1}{LINE_END}"


def _hidden(number, cost):
    """Yield the tokens of an output that counts the characters of a body each time it runs."""
    yield Token(number, "variable_begin", "{{")
    yield Token(number, "integer", cost)
    yield Token(number, "pipe", "|")
    yield Token(number, "name", _TICK)
    yield Token(number, "variable_end", "}}")


def _costs(tokens):
    """Return the characters of each body that may run many times, by the index of its opening tag's end.

    The last, -1, is the template itself. Bodies that run once each time their surroundings do count there.
    """
    costs, open_bodies, total = {}, [], [64]
    for index, token in enumerate(tokens):
        if token.type == "data":
            total[-1] += len(token.value) + 16
        elif token.type == "variable_begin":
            total[-1] += 16
        elif token.type == "block_begin":
            name = tokens[index + 1].value
            total[-1] += 64
            end = next(i for i in range(index, len(tokens)) if tokens[i].type == "block_end")
            if name in ("for", "macro"):
                open_bodies.append((end, name))
                total.append(64)
            elif name in ("endfor", "endmacro") and open_bodies:
                at, opened = open_bodies.pop()
                costs[at] = (opened, total.pop())
    costs[-1] = total[0]
    return costs


class Slots(ImmutableSandboxedEnvironment):
    """The sandbox templates run in: no globals, few filters and tests, no attributes but fields."""

    intercepted_binops = frozenset(("+", "-", "*", "/", "//", "%", "**"))
    code_generator_class = _Generator

    def __init__(self, loader):
        super().__init__(
            loader=loader,
            extensions=[_Marks],
            undefined=StrictUndefined,
            finalize=_finalize,
            autoescape=False,
            keep_trailing_newline=True,
            cache_size=100,
        )
        self.places = []  # the Span of each line mark
        self.globals.clear()
        self.filters.clear()
        self.filters.update(FILTERS)
        self.filters[_TICK] = _tick
        self.tests.clear()
        self.tests.update(TESTS)

    @staticmethod
    def concatenated(parts):
        """Return the parts of `a ~ b` as one text that keeps their origins."""
        return joined(parts)

    def getattr(self, obj, attribute):
        """Reach a field of a record, what a loop knows of itself, or a macro of an imported file."""
        if isinstance(obj, Record):
            return obj.fields.get(attribute, self.undefined(obj=obj, name=attribute))
        if isinstance(obj, LoopContext) and attribute in LOOP_NAMES:
            return super().getattr(obj, attribute)
        if type(obj).__name__ == "TemplateModule":
            found = obj.__dict__.get(attribute)
            if isinstance(found, Macro):
                return found
        raise SecurityError(attribute)

    def getitem(self, obj, argument):
        """Reach a field of a record or an item of a list."""
        if isinstance(obj, Record):
            return self.getattr(obj, argument)
        if isinstance(obj, Values) and isinstance(argument, int) and -len(obj) <= argument < len(obj):
            return obj[argument]
        raise SecurityError(str(argument))

    def is_safe_callable(self, obj):
        """Only macros, and the parent's version of a block, may be called."""
        return isinstance(obj, Macro) or type(obj).__name__ == "BlockReference"

    def call(__self, __context, __obj, *args, **kwargs):  # noqa: N805 - jinja's own signature
        """Call a macro; every call costs, so that macros calling macros come to an end."""
        _tick(None, 1000)
        return super().call(__context, __obj, *args, **kwargs)

    def call_binop(self, context, operator, left, right):
        """Add texts without losing their origins; calculate with numbers, and with nothing else."""
        sides = (left, right)
        texts = any(isinstance(side, str) for side in sides) and not any(
            isinstance(side, Number) for side in sides
        )
        if operator == "+" and texts:
            return joined(sides)
        if operator in ("+", "-", "*") and all(map(_is_figure, sides)):
            return super().call_binop(context, operator, left, right)
        raise SecurityError(operator)


def _is_figure(value):
    """Tell whether a template may calculate with this: a number that a speech could name."""
    number = value.number if isinstance(value, Number) else value
    return number is None or (isinstance(number, int | Decimal) and abs(number) < _LARGEST)


def render(environment, name, values):
    """Return (marked text, the values that its field marks number)."""
    run = Rendering()
    token = rendering.set(run)
    try:
        pieces = []
        for piece in environment.get_template(name).generate(values):
            run.spend(len(piece))
            pieces.append(piece)
    finally:
        rendering.reset(token)
    return "".join(pieces), run.fields
