"""A brief or a template checked: the words as they are written, the whole as it is filled."""

from dataclasses import replace

from qicao import brief, declarations, fill, forms, located, template
from qicao.check.budget import budget
from qicao.check.consistency import consistency
from qicao.check.fields import placed
from qicao.check.page import Cells
from qicao.check.raw import lines_of, values_of
from qicao.lint import rules
from qicao.params import BRIEF_KEYS
from qicao.problems import ProblemsFound, Span, problem

_SEEN = ("trial-marks", "trial-pair")  # what the rules of marks see in the line itself


def of_brief(asked):
    """Check a brief: as it is read, its values, the draft it makes, and the two against each other."""
    page = asked.page()
    node, _ = located.read(asked.path, page.text)
    known = _loaded(asked, brief.load)
    if known is not None:
        asked.switch(known.template.check)
    _words(asked, page, values_of(node, skip=BRIEF_KEYS))
    if known is not None:
        _brief(asked, page, known)


def of_form(asked):
    """Check a form that was filled in as the brief it is."""
    known = _loaded(asked, brief.load)
    if known is not None:
        page = Cells(asked.path)
        asked.switch(known.template.check)
        _words(asked, page, values_of(known.given, skip=BRIEF_KEYS))
        _brief(asked, page, known)


def _brief(asked, page, known):
    """Check the values of a Brief, and the draft it makes."""
    time, said = budget(known.given, known.template.params)
    document = fill.draft(known)
    asked.add((*known.warnings, *said))
    asked.add(replace(_gap(asked.path, gap), severity="warning") for gap in document.gaps)
    asked.add(consistency(known, document, page))
    asked.add(_filled(document, page, known.given, asked, asked.budget(time)))


def of_template(asked):
    """Check a template: as it is loaded, its lines, its example, and what becomes of other briefs."""
    page = asked.page()
    known = _loaded(asked, template.load)
    if known is not None:
        asked.switch(known.check)
    _words(asked, page, lines_of(page))
    if known is None:
        return
    from qicao.check.trials import trials

    asked.add(known.warnings)
    told = {one.span.line for one, _ in asked.pairs}
    asked.add(one for one in trials(known) if one.code not in _SEEN or one.span.line not in told)
    read = brief.read(known, forms.brief(known, items=99), known.path.name)
    asked.add(_filled(fill.fill(known, read.values), page, _examples(known), asked))


def _loaded(asked, load):
    """Return what a file holds, or None where that cannot be read: then its problems are told."""
    try:
        return load(asked.path)
    except ProblemsFound as error:
        asked.add(error.problems)


def _gap(path, gap):
    line = gap.place.line if gap.place else 0
    return problem("gap", Span(path, line, 1 if line else 0), name=gap.path)


def _words(asked, page, document):
    """Take what the rules find that need no more than a paragraph."""
    asked.pairs += [(asked.on(page, found), None) for found in asked.lint(document, but=_whole())]


def _whole():
    """Return the ids of the rules that need to see more than a paragraph."""
    return {rule.id for rule in rules() if rule.whole}


def _filled(document, page, root, asked, time=None):
    """Yield what is wrong in a filled template: at the value, or, of the whole, at the template's line."""
    whole = _whole()
    gaps = {gap.text for gap in document.gaps}
    for found in asked.lint(document, time):
        span = placed(found, page, root)
        if span is not None and found.words not in gaps:
            yield asked.on(page, found, span)
        elif span is None and found.rule in whole:
            yield asked.made(found, found.block.origin)


def _examples(known):
    """Return the examples of a template as a Mapping, each at its place in the front matter."""
    entries = (
        (located.Scalar(name, one.span), declarations.examples(one)) for name, one in known.params.items()
    )
    return located.Mapping(
        tuple((key, node) for key, node in entries if node is not None), Span(str(known.path))
    )
