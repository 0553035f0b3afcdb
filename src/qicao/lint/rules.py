"""The rules of the linter, one row each of data/rules.toml: a pattern, or the function that looks."""

import re
from dataclasses import dataclass
from functools import cache
from importlib import import_module

from qicao import problems


@dataclass(frozen=True, slots=True)
class Rule:
    """A row: what it is called and where it comes from, how it looks, and examples that are its tests.

    scope are kinds of Block (document.py), none for all; examples are marked as data/rules.toml says.
    """

    id: str
    severity: str
    source: str
    check: str = ""  # "module.function" of this package: speech -> findings
    pattern: str = ""  # what is found, or its group 错; in place of that stands `fix`
    fix: str | None = None
    whole: bool = False  # it needs to see more than one paragraph
    scope: tuple = ()
    good: tuple = ()
    bad: tuple = ()

    @property
    def fixable(self):
        """Whether an example shows a fix."""
        return any("→" in found for text in self.bad for found in re.findall("⟦(.*?)⟧", text))

    def findings(self, speech):
        """Yield what the rule finds in a Speech."""
        if self.check:
            module, _, name = self.check.rpartition(".")
            yield from getattr(import_module(f"qicao.lint.{module}"), name)(speech)
        elif self.pattern:
            yield from _matches(self, speech)


@cache
def rules():
    """Return the rules in the order of the table; of findings at one place that of the first rule stays."""
    known = {name for name in Rule.__dataclass_fields__ if name != "id"}
    rows = {name: row for name, row in problems.rules().items() if "." not in name}
    return tuple(
        Rule(name, **{key: _frozen(value) for key, value in row.items() if key in known})
        for name, row in rows.items()
    )


def _frozen(value):
    return tuple(value) if isinstance(value, list) else value


@cache
def _compiled(pattern):
    return re.compile(pattern)


def _matches(rule, speech):
    """Yield the matches of a rule's pattern in the paragraphs of its scope."""
    pattern = _compiled(rule.pattern)
    group = "错" if "错" in pattern.groupindex else 0
    for at, text in enumerate(speech.texts):
        if not rule.scope or speech.parts[at].block.kind in rule.scope:
            for found in pattern.finditer(text):
                fix = None if rule.fix is None else found.expand(rule.fix)
                yield speech.find(rule.id, at, *found.span(group), fix, words=found[group])
