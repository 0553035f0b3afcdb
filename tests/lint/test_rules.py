"""Every rule by the examples of its row."""

import re

import pytest

from qicao.lint import lint, rules
from qicao.lint.length import Budget
from qicao.readers.text import read

_MARKED = re.compile("⟦(.*?)⟧", re.DOTALL)
GOOD = [(rule.id, text) for rule in rules() for text in rule.good]
BAD = [(rule.id, text) for rule in rules() for text in rule.bad]


def found(rule, text):
    return [one for one in lint(read(text), budget=Budget(1)) if one.rule == rule]


def marked(rule, text):
    """Return a text with what a rule finds in it marked as the examples mark it."""
    lines = []
    spots = {}
    for one in found(rule, text):
        spots.setdefault(one.block.origin.line, []).append(one)
    for number, line in enumerate(text.split("\n"), 1):
        for one in sorted(spots.get(number, ()), key=lambda one: -one.start):
            new = "" if one.fix is None else f"→{one.fix}"
            line = f"{line[: one.start]}⟦{one.words}{new}⟧{line[one.end :]}"
        lines.append(line)
    return "\n".join(lines)


@pytest.mark.parametrize(("rule", "text"), GOOD)
def test_good_examples_have_no_finding(rule, text):
    assert marked(rule, text) == text


@pytest.mark.parametrize(("rule", "text"), BAD)
def test_bad_examples_are_found_at_their_place(rule, text):
    plain = _MARKED.sub(lambda one: one[1].partition("→")[0], text)
    assert marked(rule, plain) == text


@pytest.mark.parametrize("rule", rules(), ids=lambda rule: rule.id)
def test_every_rule_has_a_severity_a_source_and_examples(rule):
    assert rule.severity in ("error", "warning", "suggest")
    assert rule.source
    assert bool(rule.check) != bool(rule.pattern)
    assert rule.good
    assert rule.bad
