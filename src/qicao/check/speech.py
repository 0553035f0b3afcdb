"""A speech checked: a text file, or a .docx of any origin."""

from dataclasses import replace

from qicao import manifest, readers
from qicao.check.budget import budget
from qicao.check.switches import unknown
from qicao.problems import ProblemsFound, Span, problem

_ALL = frozenset()


def text(asked):
    """Check a text file."""
    document, warnings = readers.read(asked.path)
    page = asked.page()
    asked.add(warnings)
    asked.pairs += [(asked.on(page, found), found) for found in asked.lint(document, asked.budget())]


def word(asked):
    """Check a .docx; a draft of ours by the switches of its template and the time of its brief."""
    from qicao.check.word import refused, span, switched
    from qicao.readers.word import opened, read

    data, shown = opened(asked.path)
    document, warnings = read(shown, asked.path)
    off = switched(shown)
    asked.comments = {line: _ALL if rules is None else rules for line, rules in off.items()}
    asked.add(_unknown(off, asked.path))
    found = asked.lint(document, asked.budget(_draft(asked)))
    why = {id(one.finding): one.why for one in refused(data, found, asked.path)}
    suggested = sum(reason == "suggested" for reason in why.values())
    # the cells of a table that is the page are paragraphs
    tables = any(block.kind == "cell" for block in document.blocks)
    asked.add(_told(warnings, suggested, tables))
    for one in found:
        reason = why.get(id(one), "overlap")  # of two that overlap the other one is fixed in the next round
        if reason != "suggested":
            fix = one.fix if reason == "overlap" else None
            asked.pairs.append((asked.made(one, span(one, asked.path), fix), one))
    asked.lines = _paragraphs(document)


def _unknown(off, path):
    """Yield a warning for each id in a comment that no rule has: it switches nothing off."""
    for line, rules in off.items():
        for name in sorted(rules or ()):
            if one := unknown(name, Span(path, line, 1)):
                yield replace(one, severity="warning")


def _told(warnings, suggested, tables):
    """Yield the warnings of a reader as a check says them.

    suggested is how many fixes stand in the file as suggestions, tables whether there are cells beside the
    speech, which no rule reads.
    """
    for one in warnings:
        if one.code == "suggestions-pending" and suggested:
            yield problem("suggestions-pending.fixes", one.span, count=suggested)
        elif one.code != "table-left-out":
            yield one
        elif tables:
            yield problem("table-left-out.unchecked", one.span)


def _paragraphs(document):
    """Return the words of the paragraphs of a .docx by their numbers, each with its breaks."""
    texts = {}
    for block in document.blocks:
        before = texts.get(block.origin.line, "")
        texts[block.origin.line] = before.ljust(block.origin.column - 1, "\n") + block.text
    return [texts.get(number, "") for number in range(1, max(texts, default=0) + 1)]


def _draft(asked):
    """Return the Budget a draft of ours carries, and let the switches of its template hold."""
    from qicao import shelves, template
    from qicao.rework.draft import Draft

    try:
        carried = Draft(asked.path).manifest
        if carried is None:
            return None
        known = template.load(shelves.find(carried.document.template, Span(asked.path)))
    except ProblemsFound:  # it is nobody's draft, or its template is not at hand
        return None
    asked.switch(known.check)
    return budget(manifest.nodes(carried.document.source.given), known.params)[0]
