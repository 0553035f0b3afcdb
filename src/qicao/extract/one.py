"""One speech: what recurs in the genre stays as text, the facts become holes."""

import re
from functools import cache, partial

from qicao.extract import front
from qicao.extract.align import Scope
from qicao.extract.entities import facts, mentions
from qicao.extract.pattern import Hole, Words
from qicao.tables import table

# the roles in which a paragraph may hold formulas of another: the transition is often the tail of an opening
_HOLDS = {
    "opening": ("opening", "transition"),
    "situation": ("transition",),
    "transition": ("opening", "transition"),
}


def scope(depth, texts):
    """Return how one speech is made into a pattern: `frame` leaves bodies to the brief, `full` keeps them."""
    if depth == "full":
        full = partial(_full, also=mentions(texts))
        return Scope(full, _unlike, lambda rows: [[at] for at in range(len(rows[0]))])
    return Scope(_frame, _unlike, lambda rows: [])  # noqa: ARG005 - every member goes into the loop


def _unlike(_text, _other):
    return 0


def _full(texts, role, hint, also=()):
    """Return all words of a text but its facts, formulas too; also are names known from elsewhere."""
    if len(texts) > 1 or role in ("title", "meta"):
        return _frame(texts, role, hint)
    text = texts[0]
    return tuple(_cut(text, [(fact.start, fact.end, "", fact.kind) for fact in facts(text, also)]))


def _frame(texts, role, hint):
    """Return the formulas of a text; between them are holes."""
    if len(texts) > 1 or role not in (*_HOLDS, "title", "salutation", "closing", "meta"):
        return (Hole(tuple(texts), hint),)
    text = texts[0]
    if role == "meta":
        return front.parts(texts)
    if role == "salutation":
        return _full(texts, role, hint)
    found = formulas(text, role)
    if not found:
        return (Hole((text,), hint),)
    return tuple(_between(text, found))


@cache
def _pattern(row):
    return re.compile(table("frames")[row[0]][row[1]]["pattern"])


def formulas(text, role):
    """Return the matches of formulas in a paragraph of a role, in order, none inside another."""
    found = []
    for name in _HOLDS.get(role, (role,)):
        for number in range(len(table("frames").get(name, ()))):
            for match in _pattern((name, number)).finditer(text):
                if not any(match.start() < other.end() and other.start() < match.end() for other in found):
                    found.append(match)
    return sorted(found, key=lambda match: match.start())


def _between(text, found):
    """Yield the words and holes of formulas, and a hole for the words between them."""
    at = 0
    for match in found:
        yield from _loose(text[at : match.start()])
        spans = sorted((*match.span(name), name, "") for name, text in match.groupdict().items() if text)
        yield from _cut(text[: match.end()], spans, match.start())
        at = match.end()
    yield from _loose(text[at:])


def _loose(text):
    """Yield words that no formula knows: the marks before them stay, the rest is a hole."""
    rest = text.lstrip("，。；：！")
    if rest != text:
        yield Words(text[: len(text) - len(rest)])
    if rest:
        yield Hole((rest,))


def _cut(text, spans, at=0):
    """Yield a text from a place on as words, and as holes where the spans are."""
    for start, end, hint, kind in spans:
        if start > at:
            yield Words(text[at:start])
        yield Hole((text[start:end],), hint, kind)
        at = end
    if at < len(text):
        yield Words(text[at:])
