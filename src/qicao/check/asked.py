"""One file while it is checked: what is asked of it, and what has come up so far."""

from dataclasses import dataclass, field

from qicao.check import switches
from qicao.check.page import Page
from qicao.check.switches import Switches
from qicao.encoding import decode
from qicao.lint import lint
from qicao.lint.length import Budget
from qicao.problems import language, problem
from qicao.structure.spoken import RATE


@dataclass(slots=True)
class Asked:
    """The file at a path; given are the switches of the command line, levels all that hold for it."""

    path: str
    given: Switches
    levels: Switches = field(default_factory=Switches)
    minutes: float | None = None  # the time for the whole speech, where the command line gives one
    pairs: list = field(default_factory=list)  # (Problem, Finding or None)
    comments: dict = field(default_factory=dict)  # {line: ids of rules that are off there, empty for all}
    lines: list = field(default_factory=list)  # to show problems in
    tongue: str = field(default_factory=language)

    def page(self):
        """Return the text of the file as a Page, whose comments and lines hold from now on."""
        made = Page(self.path, decode(self.path)[0])
        self.lines, self.comments = made.lines, switches.switched(made.text)
        return made

    def switch(self, node):
        """Let the check: of a template's front matter hold, unless the command line says otherwise."""
        if node is not None:
            self.levels = self.levels.also(switches.read(node)).also(self.given)

    def budget(self, known=None):
        """Return the time the speech was given, by the command line or else by a brief (Budget)."""
        whole = self.minutes or (known.whole if known else None)
        parts = known.parts if known else ()
        return Budget(whole, parts, self.levels.rate or RATE) if whole or parts else None

    def lint(self, document, budget=None, but=frozenset()):
        """Return what the rules that speak find in a Document."""
        return lint(document, self.levels.off | but, budget)

    def add(self, problems):
        """Take problems that are about no words."""
        self.pairs += [(one, None) for one in problems]

    def on(self, page, found, span=None):
        """Return the Problem of a Finding in a page; a fix that its words cannot take is left out.

        Spaces at the end of the words may be the end of a line in the file, which stays.
        """
        span = span or page.span(found.block.text, found.block.origin, found.start, found.end)
        words = found.words
        if page.at(span) != words and words != words.rstrip():
            words = words.rstrip()
            span = span._replace(length=len(words))
        return self.made(found, span, found.fix if page.at(span) == words else None)

    def made(self, found, span, fix=None):
        """Return the Problem of a Finding at a Span."""
        facts = {"words": found.words, **found.facts}
        return problem(found.code, span, fix, self.tongue, **facts)

    def kept(self):
        """Yield the pairs as loud as was decided, each once, without those a comment turns off."""
        seen = set()
        for one, finding in self.pairs:
            names = self.comments.get(one.span.line)
            if one.span.path == self.path and names is not None and (not names or one.code in names):
                continue
            key = one.code, one.span.path, one.span.line, one.span.column
            said = self.levels.of(one)
            if said is not None and (key not in seen or not one.span.line):
                seen.add(key)
                yield said, finding
