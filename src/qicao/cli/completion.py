"""What the shell offers while a command is typed: templates, files, rules, the keys of a brief.

Nothing is ever said here: a template or a brief that is broken offers nothing.
"""

import os
import re
from contextlib import contextmanager, suppress
from pathlib import Path

from qicao.filenames import BRIEFS, is_of
from qicao.problems import ProblemsFound, Span, language, rules, say

DRAFTS = (".docx",)
SPEECHES = (".docx", ".txt", ".md")
_ITEMS = 30  # of a list, and values of one key, that are offered
_LONG = 40  # characters; a longer value is not typed at a prompt


def templates(_ctx, _param, typed):
    """Offer the templates one can see from here, by name, by title once one is typed, or by path."""
    from qicao.shelves import available, headline

    if "/" in typed or typed.startswith((".", "~")):
        return _files(typed, (".md",))
    made = []
    with _silent():
        for name, path in available().items():
            title, about = headline(path)
            if name.startswith(typed):
                made.append(_item(name, "　".join(filter(None, (title, about)))))
            elif title.startswith(typed):
                made.append(_item(title, name))
    return made


def files(*suffixes):
    """Return what offers folders, and the files of these suffixes, of any where there are none."""
    return lambda _ctx, _param, typed: _files(typed, suffixes)


def anything(ctx, param, typed):
    """Offer what can be shown: templates by name, briefs, speeches and drafts."""
    named = [] if re.search(r"[./~]", typed) else templates(ctx, param, typed)
    return named + _files(typed, (*BRIEFS, *SPEECHES))


def rule_ids(_ctx, _param, typed):
    """Offer the rules of the linter, the last where several are typed with commas."""
    before, comma, last = typed.rpartition(",")
    return [
        _item(f"{before}{comma}{name}", re.sub(r"\{.*?\}", "…", row[language()]))
        for name, row in rules().items()
        if "." not in name and name.startswith(last)
    ]


def keys(ctx, _param, typed):
    """Offer what --set can set in the brief, or with the template, that was named before: 要求.1.标题=…"""
    from qicao.params import all_names

    with _silent():
        one, given = _named([*(ctx.params.get("briefs") or ()), *ctx.args])
        if one is None or not all_names(one.params):
            return []
        name, equals, value = typed.partition("=")
        above, _, last = name.rpartition(".")
        places = _level(one.params, given, above.split(".") if above else [])
        if equals:
            param, node = next((places[step][:2] for step in places if step == last), (None, None))
            offered = _values(param, node) if param else ()
            return [_item(f"{name}={text}") for text in offered if text.startswith(value)]
        head = f"{above}." if above else ""
        return [
            _item(f"{head}{step}{'.' if param.type in ('list', 'record') else '='}", about)
            for step, (param, _, about) in places.items()
            if step.startswith(last)
        ]
    return []


def _named(words):
    """Return (the Template, the brief's values as nodes) of the first word, a brief or a template."""
    from qicao import located, shelves, template
    from qicao.encoding import decode
    from qicao.params import TEMPLATE_KEYS

    if not words:
        return None, None
    path = Path(words[0])
    if not is_of(BRIEFS, path):
        return template.load(shelves.find(words[0], Span(words[0]))), None
    node, _ = located.read(str(path), decode(path)[0])
    if not isinstance(node, located.Mapping):
        return None, None
    named = (getattr(value, "text", "") for key, value in node.entries if key.text in TEMPLATE_KEYS)
    name = next(named, "")
    return template.load(shelves.find(name, Span(name), path.parent)), node


def _level(params, node, steps):
    """Return {step: (its parameter, its node, what it is)} at a place of a brief."""
    here = {name: (param, _inner(node, name), param.about) for name, param in params.items()}
    for step in steps:
        if step not in here:
            return {}
        param, node, _ = here[step]
        if param.type == "list":
            items = list(getattr(node, "items", ()))[:_ITEMS]
            here = {str(at): (param.of, one, _excerpt(one)) for at, one in enumerate(items, 1)}
            here[str(len(items) + 1)] = (param.of, None, say("complete-new"))
        else:
            fields = param.fields().items()
            here = {name: (inner, _inner(node, name), inner.about) for name, inner in fields}
    return here


def _inner(node, name):
    return node.get(name) if hasattr(node, "entries") else None


def _excerpt(node):
    """Return the first words of an item."""
    while hasattr(node, "entries") and node.entries:
        node = node.entries[0][1]
    return getattr(node, "text", "")[:_LONG]


def _values(param, node):
    """Return values a parameter may have: those there are to choose from, the present one, the example."""
    if param.type == "flag":
        return "是", "否"
    if param.type == "choice":
        return param.choices
    known = (getattr(one, "text", "") for one in (node, param.example))
    return [
        *dict.fromkeys(text for text in known if text and len(text) <= _LONG and not re.search(r"\s", text))
    ]


def _files(typed, suffixes=()):
    """Return folders, and files of these suffixes, whose path begins as typed."""
    head, name = os.path.split(typed)
    made = []
    with suppress(OSError, ValueError, RuntimeError):  # no such folder, no home
        for entry in sorted(Path(head or ".").expanduser().iterdir()):
            hidden = entry.name.startswith((".", "~$")) and not name.startswith((".", "~"))
            if hidden or not entry.name.startswith(name):
                continue
            if entry.is_dir():
                made.append(_item(os.path.join(head, entry.name, ""), kind="path"))  # noqa: PTH118 - keeps what was typed
            elif not suffixes or entry.suffix.lower() in suffixes:
                made.append(_item(os.path.join(head, entry.name), kind="path"))  # noqa: PTH118
    return made


def _item(value, about="", kind="plain"):
    from click.shell_completion import CompletionItem  # not for every command that runs

    return CompletionItem(value, kind, about or None)


@contextmanager
def _silent():
    """Offer nothing where something is broken: who runs the command is told what."""
    from qicao.patience import patience

    with suppress(ProblemsFound, OSError, ValueError), patience("", 2):
        yield
