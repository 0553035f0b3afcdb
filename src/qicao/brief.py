"""A brief: YAML that says which template, and what to fill it with (DESIGN 3)."""

import re
from pathlib import Path
from typing import NamedTuple

from qicao import located, shelves, template
from qicao.declarations import examples
from qicao.encoding import decode
from qicao.filenames import FORMS, is_of
from qicao.located import Mapping, Scalar, Sequence
from qicao.params import BRIEF_KEYS, TEMPLATE_KEYS, Reading, all_names, is_blank
from qicao.problems import ProblemsFound, Span, is_error, problem

_TELLING = 12  # characters; a shorter text may be the same by chance
_TEMPLATE = re.compile(r"""^["']?(?:模板|template)["']? {0,9}[:：] {0,9}([^ \n].{0,200})?$""", re.M)


class Brief(NamedTuple):
    """A brief that was read: its template, the values of all parameters, and warnings."""

    path: str
    template: template.Template
    values: dict
    given: Mapping  # the values as nodes, those of the command line among them
    warnings: tuple


def load(path, sets=()):
    """Return the Brief in a file; sets are KEY=VALUE texts that override it.

    Raises ProblemsFound with everything that is wrong in the brief, or in its template.
    """
    path = str(path)
    chosen = [one.partition("=")[2] for one in sets if one.partition("=")[0].strip() in TEMPLATE_KEYS]
    if is_of(FORMS, path):
        return _of_form(path, sets, chosen)
    text, found = decode(path)
    wanted, early = _template(path, f"模板: {chosen[-1]}" if chosen else text)
    if wanted is None:
        node, said = located.read(path, text, keys=frozenset(BRIEF_KEYS))
        raise ProblemsFound([*found, *said, *(early or [_without_template(node, path)])])
    return read(wanted, text, path, sets, found)


def is_form(path):
    """Tell whether a file is a form that `qicao form` wrote."""
    if not is_of(FORMS, path):
        return False
    from qicao.asking import form

    return form.is_form(path)


def _of_form(path, sets, chosen):
    """Return the Brief in a form; chosen are the templates the command line names."""
    from qicao.asking import answers, form  # most briefs need neither the reader of .xlsx nor that of .docx

    asked = form.opened(path)
    name = chosen[-1] if chosen else asked.identity.template
    wanted = template.load(shelves.find(name, Span(path), Path(path).parent))
    node, found = answers.nodes(asked, wanted)
    return of(wanted, node, path, sets, found)


def read(wanted, text, path, sets=(), found=()):
    """Return the Brief in a text, for a template that is known already; raises ProblemsFound."""
    node, said = located.read(path, text, keys=frozenset((*all_names(wanted.params), *BRIEF_KEYS)))
    return of(wanted, node, path, sets, [*found, *said])


def of(wanted, node, path, sets=(), found=()):
    """Return the Brief that located nodes make for a template; raises ProblemsFound."""
    found = list(found)
    if node is not None and not isinstance(node, Mapping):
        found.append(problem("not-a-brief", node.span))
        node = None
    node = node or Mapping((), Span(path, 1, 1))
    left = tuple(_examples_left(wanted.params, node))
    if left:
        found.append(problem("example-left", Span(path), names="、".join(left[:6]), count=len(left)))
    for one in sets:
        node = _set(node, one, found)
    values = Reading(found, Path(path).name).values(wanted.params, node, skip=BRIEF_KEYS)
    if any(map(is_error, found)):
        raise ProblemsFound(found)
    return Brief(path, wanted, values, node, (*wanted.warnings, *found))


def _template(path, text):
    """Return (the template a brief names, []) or (None, what is wrong with that)."""
    line = _TEMPLATE.search(text)
    name = (line.group(1) or "").split(" #")[0].strip(" '\"") if line else ""
    if not name:
        return None, []
    number = text.count("\n", 0, line.start()) + 1
    span = Span(path, number, line.start(1) - line.start() + 1, len(name))
    try:
        return template.load(shelves.find(name, span, Path(path).parent)), []
    except ProblemsFound as error:
        return None, list(error.problems)


def _examples_left(params, node):
    """Yield the paths of longer texts that are the template's own example to the letter."""
    for name, param in params.items():
        yield from _same(param, node.get(name), examples(param), name)


def _same(param, given, example, path):
    match given, example:
        case Scalar(), Scalar() if param.type in ("text", "paragraphs"):
            same = given.text.strip() == example.text.strip()
            usual = isinstance(param.default, Scalar) and given.text == param.default.text
            if same and len(given.text) >= _TELLING and not usual:
                yield path
        case Sequence(), Sequence():
            for number, (one, other) in enumerate(zip(given.items, example.items, strict=False), 1):
                yield from _same(param.of, one, other, f"{path}.{number}")
        case Mapping(), Mapping():
            for name, inner in param.fields().items():
                yield from _same(inner, given.get(name), example.get(name), f"{path}.{name}")


def _without_template(node, path):
    """Return the problem of a brief that names no template, with the one whose parameters fit best."""
    known = shelves.available()
    given = {key.text for key, _ in node.entries} if isinstance(node, Mapping) else set()

    def fit(name):
        try:
            return len(given & template.load(known[name]).params.keys())
        except ProblemsFound:
            return -1

    guess = max(known, key=fit, default="")
    return problem("no-template", Span(path, 1, 1), guess=guess, names="、".join(known))


def _set(node, text, found):
    """Return the brief's nodes with one value of the command line put in."""
    name, equals, value = text.partition("=")
    span = Span(f"--set {text}")
    if not equals or not name:
        found.append(problem("bad-set", span, text=text))
        return node
    made = _put(node, name.strip().split("."), Scalar(value, span, plain=False), span)
    if made is None:
        found.append(problem("bad-set-path", span, name=name))
    return made or node


def _put(node, steps, value, span):
    """Return a node with a value put at a path below it, or None where there is no such place."""
    if not steps:
        return value
    step, rest = steps[0], steps[1:]
    number = re.fullmatch("[0-9]{1,4}", step)
    if number and (node is None or isinstance(node, Sequence)):
        items = list(node.items) if node else []
        at = int(step) - 1
        if not 0 <= at <= len(items):
            return None
        inner = _put(items[at] if at < len(items) else None, rest, value, span)
        items[at : at + 1] = [inner]
        return None if inner is None else Sequence(tuple(items), span)
    if number or not (node is None or isinstance(node, Mapping) or is_blank(node)):
        return None
    entries = node.entries if isinstance(node, Mapping) else ()
    old = {key.text: inner for key, inner in entries}.get(step)
    inner = _put(None if rest and is_blank(old) else old, rest, value, span)
    if inner is None:
        return None
    kept = [(key, inner if key.text == step else one) for key, one in entries]
    if step not in {key.text for key, _ in entries}:
        kept.append((Scalar(step, span), inner))
    return Mapping(tuple(kept), node.span if node else span)
