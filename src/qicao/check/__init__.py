"""`qicao check`: what is wrong in a brief, a template, a speech or a .docx, each thing at its place."""

from dataclasses import dataclass, replace
from pathlib import Path

from qicao import brief, declarations, fill, forms, located, readers, template
from qicao.check import switches as switching
from qicao.check.fields import placed
from qicao.check.page import Page
from qicao.check.raw import lines_of, values_of
from qicao.check.switches import Switches
from qicao.encoding import decode
from qicao.lint import lint, rules
from qicao.params import TEMPLATE_KEYS
from qicao.problems import ProblemsFound, Span, problem

BRIEFS = (".yaml", ".yml")
SUFFIXES = (*BRIEFS, *readers.READERS)


@dataclass(frozen=True, slots=True)
class Checked:
    """A file that was checked: its problems in order, and what each is about in a .docx (lint.Finding)."""

    path: str
    problems: tuple
    findings: tuple = ()  # beside problems, None where one is about no words
    lines: tuple = ()  # the lines, or paragraphs, to show them in

    def without(self, gone):
        """Return this without some of its problems."""
        kept = [pair for pair in zip(self.problems, self.findings, strict=True) if pair[0] not in gone]
        problems, findings = zip(*kept, strict=True) if kept else ((), ())
        return replace(self, problems=problems, findings=findings)


@dataclass(slots=True)
class _Asked:
    """What is asked of one file, and (problem, finding) pairs as they come."""

    path: str
    levels: Switches
    pairs: list
    comments: dict
    lines: list

    def add(self, problems):
        """Take problems that are about no words."""
        self.pairs += [(one, None) for one in problems]


def kind(path):
    """Return what a file is: brief, template, word or text."""
    suffix = Path(path).suffix.lower()
    if suffix in BRIEFS:
        return "brief"
    if suffix == template.SUFFIX and template.is_template(path):
        return "template"
    return "word" if suffix == ".docx" else "text"


def check(path, given=Switches()):  # noqa: B008 - Switches is frozen
    """Return what is wrong in a file (Checked); given are the switches of the command line, which win."""
    asked = _Asked(str(path), Switches(), [], {}, [])
    try:
        asked.levels = switching.nearest(path).also(given)
        _KINDS[kind(path)](asked, given)
    except ProblemsFound as error:
        asked.add(error.problems)
    pairs = sorted(_kept(asked), key=lambda pair: (pair[0].span.path != asked.path, pair[0].span))
    problems, findings = zip(*pairs, strict=True) if pairs else ((), ())
    return Checked(asked.path, problems, findings, tuple(asked.lines))


def _kept(asked):
    """Yield pairs as loud as was decided, each once, without those a comment turns off."""
    seen = set()
    for one, finding in asked.pairs:
        names = asked.comments.get(one.span.line)
        if one.span.path == asked.path and names is not None and (not names or one.code in names):
            continue
        key = one.code, one.span.path, one.span.line, one.span.column
        said = asked.levels.of(one)
        if said is not None and (key not in seen or not one.span.line):
            seen.add(key)
            yield said, finding


def _made(found, span, fix=None):
    """Return the Problem of a Finding at a Span."""
    return problem(found.code, span, fix=fix, **{"words": found.words, **found.facts})


def _on(page, found, span=None):
    """Return the Problem of a Finding in a text; a fix that its words cannot take is left out."""
    span = span or page.span(found.block.text, found.block.origin, found.start, found.end)
    return _made(found, span, found.fix if page.at(span) == found.words else None)


# -- speeches


def _text(asked, _given):
    document, warnings = readers.read(asked.path)
    page = _page(asked)
    asked.add(warnings)
    asked.pairs += [(_on(page, found), found) for found in lint(document, asked.levels.off)]


def _page(asked):
    page = Page(asked.path, decode(asked.path)[0])
    asked.lines, asked.comments = page.lines, switching.switched(page.text)
    return page


def _word(asked, _given):
    document, warnings = readers.read(asked.path)
    asked.add(warnings)
    for found in lint(document, asked.levels.off):
        span = Span(asked.path, found.block.origin.line, found.start + 1, found.end - found.start)
        asked.pairs.append((_made(found, span, found.fix), found))
    texts = {}
    for block in document.blocks:
        texts.setdefault(block.origin.line, block.text)
    asked.lines = [texts.get(number, "") for number in range(1, max(texts, default=0) + 1)]


# -- briefs and templates: the words as they are written, the whole as it is filled


def _brief(asked, given):
    page = _page(asked)
    node, _ = located.read(asked.path, page.text)
    known = None
    try:
        known = brief.load(asked.path)
    except ProblemsFound as error:
        asked.add(error.problems)
    if known is not None:
        asked.levels = asked.levels.also(_switches(known.template)).also(given)
    values = values_of(node, skip=TEMPLATE_KEYS)
    asked.pairs += [(_on(page, found), None) for found in _words(values, asked)]
    if known is not None:
        asked.add(known.warnings)
        document = fill.draft(known)
        asked.add(replace(_gap(asked.path, gap), severity="warning") for gap in document.gaps)
        asked.add(_filled(document, page, known.given, asked))


def _gap(path, gap):
    line = gap.place.line if gap.place else 0
    return problem("gap", Span(path, line, 1 if line else 0), name=gap.path)


def _words(document, asked):
    """Return what the rules that need no more than a paragraph find."""
    return lint(document, asked.levels.off | {rule.id for rule in rules() if rule.whole})


def _filled(document, page, root, asked):
    """Yield what is wrong in a filled template: at the value, or, of the whole, at the template's line."""
    whole = {rule.id for rule in rules() if rule.whole}
    gaps = {gap.text for gap in document.gaps}
    for found in lint(document, asked.levels.off):
        span = placed(found, page, root)
        if span is not None and found.words not in gaps:
            yield _on(page, found, span)
        elif span is None and found.rule in whole:
            yield _made(found, found.block.origin)


def _switches(known):
    """Return the Switches of a template's front matter."""
    return Switches() if known.check is None else switching.read(known.check)


def _template(asked, given):
    page = _page(asked)
    known = None
    try:
        known = template.load(asked.path)
    except ProblemsFound as error:
        asked.add(error.problems)
    if known is not None:
        asked.levels = asked.levels.also(_switches(known)).also(given)
    asked.pairs += [(_on(page, found), None) for found in _words(lines_of(page), asked)]
    if known is not None:
        asked.add(known.warnings)
        read = brief.read(known, forms.brief(known, items=99), known.path.name)
        asked.add(_filled(fill.fill(known, read.values), page, _examples(known), asked))


def _examples(known):
    """Return the examples of a template as a Mapping, each at its place in the front matter."""
    entries = (
        (located.Scalar(name, one.span), declarations.examples(one)) for name, one in known.params.items()
    )
    return located.Mapping(
        tuple((key, node) for key, node in entries if node is not None), Span(str(known.path))
    )


_KINDS = {"brief": _brief, "template": _template, "word": _word, "text": _text}
