"""What is wrong, where it is, and what to do about it: the lowest layer, known to all others."""

import os
import re
from dataclasses import dataclass
from functools import cache, lru_cache
from pathlib import Path
from string import Formatter
from typing import NamedTuple
from unicodedata import combining, east_asian_width

_LONGEST = 200  # characters of a fact in a message
_CONTROL = re.compile("[\x00-\x1f\x7f-\x9f]")
_EXCERPT = 76  # columns of a source line that are shown; body paragraphs run to thousands
_HEAD = 8  # characters of its beginning, by which people know a paragraph


class Span(NamedTuple):
    """A place in a file: line and column count characters from 1; 0 where there is none.

    A tuple, as whatever a draft has thousands of: it is made in half the time.
    """

    path: str
    line: int = 0
    column: int = 0
    length: int = 1

    lined = True  # its file has lines that can be shown

    def within(self, text, offset, length=1):
        """Return the place of a character of a text that begins here."""
        row = text.count("\n", 0, offset)
        column = offset - (text.rfind("\n", 0, offset) + 1)
        return Span(self.path, self.line + row, column + (1 if row else self.column), length)

    def __str__(self):
        return ":".join(str(part) for part in (self.path, self.line, self.column) if part)


class Cell(NamedTuple):
    """The Span of a cell: its row and its column, which people know by its letter and its header."""

    path: str
    line: int = 0
    column: int = 0
    length: int = 1
    header: str = ""

    lined = False

    def within(self, _text, _offset, _length=1):
        """Return the place of a character of its text, which is the cell."""
        return self

    def __str__(self):
        """Say where it stands as Excel does: 名单.xlsx[乡镇] 第3行C列（日期）."""
        if not self.line:
            return self.path
        named = "header" if self.header else "column" if self.column else "row"
        facts = {"path": self.path, "row": self.line, "column": letters(self.column)}
        return say(f"at-{named}", header=_short(self.header), **facts)


def letters(column):
    """Return the letters Excel gives a column: A, B … Z, AA; "" for none."""
    found = ""
    while column:
        column, digit = divmod(column - 1, 26)
        found = chr(ord("A") + digit) + found
    return found


@dataclass(frozen=True, slots=True)
class Problem:
    """One thing that is wrong; severity is error, warning or suggest (DESIGN 5)."""

    code: str
    message: str
    span: Span
    hint: str = ""
    severity: str = "error"
    fix: str | None = None  # what should stand in place of the span


class ProblemsFound(Exception):  # noqa: N818 - it carries findings, it is not itself one
    """Raised by loaders with everything they found, in the order of the file."""

    def __init__(self, problems):
        self.problems = tuple(sorted(problems, key=lambda p: (p.span.path, p.span.line, p.span.column)))
        super().__init__("\n".join(f"{p.span}: {p.severity}[{p.code}]: {p.message}" for p in self.problems))


def language():
    """Return "en" where the locale asks for another language than Chinese, else "zh"."""
    for name in ("LANGUAGE", "LC_ALL", "LC_MESSAGES", "LANG"):
        asked = os.environ.get(name, "").split(":")[0].split(".")[0].lower()
        if asked:
            return "zh" if asked in ("c", "posix") or asked.startswith("zh") else "en"
    return "zh"


@cache
def catalogue():
    """Return every message by its code: severity, zh, en and hints (data/messages.toml, data/rules.toml)."""
    return _rows("messages") | rules()


@cache
def rules():
    """Return the rules of the linter by their ids (data/rules.toml)."""
    return _rows("rules")


def _rows(name):
    # TOML, not YAML: the YAML reader stands above this layer and reports its own problems here;
    # and only now, since most drafts have nothing to say
    import tomllib

    return tomllib.loads((Path(__file__).parent / f"data/{name}.toml").read_text("utf-8"))


def say(code, tongue="", **facts):
    """Return the message of a code in a language, or in that of the locale."""
    return catalogue()[code][tongue or language()].format(**facts)


def problem(code, span, fix=None, tongue="", **facts):
    """Make a Problem, in a language or that of the locale, with the first hint whose facts are known.

    What stands after a dot in a code tells apart messages of one code: date.weekday, date.form.
    """
    message, hint, severity = _worded(code, tongue or language(), tuple(facts.items()))
    return Problem(code.partition(".")[0], message, span, hint, severity, fix)


@lru_cache(1024)  # a text of half-width marks has thousands that say the same
def _worded(code, tongue, facts):
    """Return (message, hint, severity) of a code."""
    row = catalogue()[code]
    facts = {name: _short(fact) for name, fact in facts}
    hints = row.get(f"hint_{tongue}", "")
    for hint in [hints] if isinstance(hints, str) else hints:
        if all(facts.get(name) for name in _asked(hint)):
            break
    severity = row.get("severity") or catalogue().get(code.partition(".")[0], row).get("severity", "error")
    return row[tongue].format(**facts), hint.format(**facts), severity


@cache
def _asked(hint):
    """Return the names of the facts a hint shows."""
    return tuple(name for _, name, _, _ in Formatter().parse(hint) if name)


def _short(fact):
    """Return what a person wrote as far as a message can hold it."""
    text = _CONTROL.sub("·", fact) if isinstance(fact, str) else fact
    return f"{text[:_LONGEST]}…" if isinstance(text, str) and len(text) > _LONGEST else text


def is_error(problem):
    """Tell whether this problem keeps a draft from being written."""
    return problem.severity == "error"


def width(text):
    """Return the columns a text takes on a terminal."""
    return sum(map(_columns, text))


@cache
def _columns(char):
    return 0 if combining(char) else 2 if east_asian_width(char) in "WF" else 1


def render(problem, source=""):
    """Return a problem as the lines a person reads; source is the line of the file it is on."""
    span = problem.span
    source = _CONTROL.sub(" ", source)
    lines = [f"{span}: {problem.severity}[{problem.code}]: {problem.message}"]
    if source.strip() and span.line:
        start, end = _window(source, span)
        before = source[start : span.column - 1]
        marked = source[span.column - 1 : min(span.column - 1 + span.length, end)]
        margin = " " * len(str(span.line))
        cut = f"{source.lstrip()[:_HEAD]}…" if start else ""
        lines.append(f"  {span.line} | {cut}{source[start:end]}{'…' if end < len(source) else ''}")
        lines.append(f"  {margin} | {' ' * width(cut + before)}{'^' * max(1, width(marked))}")
    if problem.hint:
        lines.append(f"  hint: {problem.hint}")
    return "\n".join(lines)


def _window(source, span):
    """Return the part of a long line that shows the span."""
    if width(source) <= _EXCERPT:
        return 0, len(source)
    start = max(0, span.column - 1 - 12)
    if start <= _HEAD:
        start = 0
    end, shown = start, _EXCERPT - 2 * _HEAD * bool(start)
    while end < len(source) and width(source[start:end]) < shown:
        end += 1
    return start, end
