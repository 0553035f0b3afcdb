"""The parameters a template declares, checked as they are read, and their examples (DESIGN 2)."""

import re
from dataclasses import replace

from qicao.located import Mapping, Scalar, Sequence
from qicao.params import MAX_ITEMS, READERS, Param, Reading, is_blank, suggest
from qicao.problems import Span, problem

_KEYS = ("type", "about", "example", "default", "choices", "min", "max", "of")


def declare(node, found, inherited=None):
    """Read the params of a template's front matter; problems are added to found.

    inherited are those of included templates: an own declaration may override single keys of one.
    """
    params = dict(inherited or {})
    if node is None or (isinstance(node, Scalar) and not node.text):
        return params
    if not isinstance(node, Mapping):
        found.append(problem("params-not-keys", node.span))
        return params
    for key, value in node.entries:
        if not re.fullmatch(r"[^\W\d]\w*", key.text):
            found.append(problem("bad-name", key.span, name=key.text))
        else:  # one that overrides an inherited one keeps its place
            params[key.text] = _declared(key, value, found, params.get(key.text))
    return params


def _declared(key, node, found, base=None):
    if isinstance(node, Scalar):  # 会议: text
        node = Mapping(((Scalar("type", node.span), node),), node.span)
    if not isinstance(node, Mapping):
        found.append(problem("param-not-keys", node.span, name=key.text))
        return Param(key.text, span=key.span)
    base = base or Param(key.text)
    given, faulty = {}, len(found)
    for option, value in node.entries:
        if option.text not in _KEYS:
            guess = suggest(option.text, _KEYS)
            facts = {"name": option.text, "guess": guess, "names": "、".join(_KEYS)}
            found.append(problem("unknown-option", option.span, **facts))
        else:
            given[option.text] = value
    kind = _plain(given.get("type"), base.type)
    if kind not in READERS:
        span = given["type"].span
        found.append(
            problem("unknown-type", span, name=kind, guess=suggest(kind, READERS), names="、".join(READERS))
        )
        kind = "text"
    param = replace(
        base,
        type=kind,
        about=_plain(given.get("about"), base.about),
        choices=_choices(given.get("choices"), kind, key, found) or base.choices,
        min=_whole(given.get("min"), base.min, found),
        max=_whole(given.get("max"), base.max, found),
        of=_of(given.get("of"), kind, key, found, base.of),
        example=given.get("example", base.example),
        default=given.get("default", base.default),
        span=key.span,
    )
    if len(found) == faulty:
        _prove(param, found)
    return param


def _plain(node, otherwise):
    return node.text if isinstance(node, Scalar) else otherwise


def _whole(node, otherwise, found):
    if node is None:
        return otherwise
    if isinstance(node, Scalar) and re.fullmatch("[0-9]{1,5}", node.text) and int(node.text) <= MAX_ITEMS:
        return int(node.text)
    found.append(problem("not-whole", node.span))
    return otherwise


def _choices(node, kind, key, found):
    if kind != "choice":
        return ()
    if isinstance(node, Sequence) and node.items and all(isinstance(item, Scalar) for item in node.items):
        return tuple(item.text for item in node.items)
    found.append(problem("no-choices", node.span if node else key.span, name=key.text))
    return ()


def _of(node, kind, key, found, base):
    if kind not in ("list", "record"):
        if node is not None:
            found.append(problem("of-unused", node.span, name=key.text, type=kind))
        return None
    if node is None:
        if base is None:
            found.append(problem("no-of", key.span, name=key.text, type=kind))
        return base if base is not None else _nothing(kind)
    if kind == "list" and isinstance(node, Scalar):
        return _declared(Scalar(key.text, node.span), node, found)
    if not isinstance(node, Mapping):
        found.append(problem("no-of", node.span, name=key.text, type=kind))
        return _nothing(kind)
    if kind == "list" and isinstance(node.get("type"), Scalar):
        return _declared(Scalar(key.text, node.span), node, found)
    fields = {name.text: _declared(name, value, found) for name, value in node.entries}
    return Param(key.text, "record", of=fields, span=key.span) if kind == "list" else fields


def _nothing(kind):
    """Return what stands for an `of` that is missing."""
    return Param("", default=Scalar("", Span(""))) if kind == "list" else {}


def _prove(param, found):
    """Check a parameter's own default and example by its type."""
    for what, node in (("example", param.example), ("default", param.default)):
        if node is None:
            continue
        said = []
        if not is_blank(node):
            least = param.min if what == "example" else 0
            Reading(said).value(replace(param, min=least, default=None), node, param.name)
        found += [problem(f"bad-{what}", p.span, name=param.name, said=p.message) for p in said]


def examples(param):
    """Return the example of a parameter as a located node, put together from its fields where need be."""
    if param.example is not None:
        return param.example
    if param.type == "record":
        entries = ((Scalar(name, param.span), examples(inner)) for name, inner in param.of.items())
        return Mapping(tuple((key, node) for key, node in entries if node is not None), param.span)
    if param.type == "list":
        item = examples(param.of)
        if item is not None:
            return Sequence((item,) * max(2, param.min), param.span)
    if param.default is not None:
        return param.default
    return Scalar(param.choices[0], param.span) if param.type == "choice" else None


def unexampled(param):
    """Yield the parameters in and under this one for which no example is written anywhere."""
    if param.example is None and param.default is None:
        if param.type in ("list", "record"):
            inner = param.fields().values() if param.type == "record" or param.fields() else [param.of]
            for one in inner:
                yield from unexampled(one)
        elif param.type != "choice":
            yield param
