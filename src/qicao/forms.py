"""What a template says of itself: a brief to fill in."""

import re

from qicao.declarations import examples
from qicao.located import Mapping, Scalar, Sequence
from qicao.params import BUDGET_KEYS, MAX_ITEMS

_WIDTH = 78  # characters, the longest value that stands on its key's line
_PLAIN = re.compile(r"[^\s!-,\-.:;<-@\[-`{-~\"'][^#\n]*[^\s:#\n]|[^\s!-/:-@\[-`{-~]")
_TYPES = {
    "text": "一行文字",
    "paragraphs": "一段或几段",
    "number": "数字",
    "date": "日期",
    "flag": "是 或 否",
}


def brief(template, items=2, given=None, reference=""):
    """Return a brief as YAML: every parameter, what it is, its example; lists show two items.

    given is a Mapping of values to write in place of the examples, lists whole; reference is how the brief
    names its template, where not by its name.
    """
    items = items if given is None else MAX_ITEMS
    lines = [*map(_comment, filter(None, (template.title, template.about))), ""]
    lines += [f"模板: {quoted(reference or template.name)}", *_budget(template.params, given)]
    for param in template.params.values():
        node = examples(param) if given is None else given.get(param.name)
        lines += ["", *_entry(param, node, 0, items)]
    return "\n".join(lines) + "\n"


def _budget(params, given):
    """Return the lines that say how long the speech may take, where a given brief has them."""
    lines = []
    for key, node in given.entries if given is not None else ():
        if key.text in BUDGET_KEYS and key.text not in params:
            pairs = node.entries if isinstance(node, Mapping) else ()
            shown = f" {quoted(node.text)}" if isinstance(node, Scalar) else ""
            lines += [f"{key.text}:{shown}"]
            lines += [f"  {quoted(name.text)}: {quoted(one.text)}" for name, one in pairs]
    return lines


def _entry(param, node, depth, items):
    """Return the lines of one parameter: a comment that says what it is, and its example."""
    indent = "  " * depth
    note = "；".join(
        part for part in (param.about, _kind(param), "" if param.required else "可以不填") if part
    )
    return [indent + _comment(note), *_value(f"{indent}{param.name}:", param, node, depth, items)]


def _comment(text):
    """Return a text as a comment of one line."""
    return f"# {' '.join(text.splitlines())}"


def _kind(param):
    if param.type == "choice":
        return f"可选 {'、'.join(param.choices)}"
    if param.type == "list":
        least = f"至少 {param.min} 项" if param.min else ""
        return "、".join(part for part in ("每项以“- ”开头", least) if part)
    return "" if param.type in ("text", "record") else _TYPES[param.type]


def _value(head, param, node, depth, items):
    match node:
        case Sequence():
            shown = node.items[: max(items, param.min)]
            if not shown:  # where a list given has at least so many items, none is said by leaving it open
                return [head if param.min else f"{head} []"]
            noted = _item(param.of, shown[0], depth + 1, items)
            rest = [line for item in shown[1:] for line in _item(param.of, item, depth + 1, items)]
            return [head, *noted, *(line for line in rest if not line.lstrip().startswith("# "))]
        case Mapping():
            return [head, *_fields(param.fields(), node, depth + 1, items)]
        case Scalar(text="", plain=True):
            return [head]
        case Scalar():
            return _scalar(head, node.text, depth + 1, param.type)
    return [head]


def _fields(params, node, depth, items):
    lines = []
    for name, param in params.items():
        inner = node.get(name)
        if inner is None and not param.required:
            inner = param.default
        lines += _entry(param, inner, depth, items)
    return lines


def _item(param, node, depth, items):
    """Return the lines of one item of a list, led by a dash."""
    indent = "  " * depth
    if isinstance(node, Mapping):
        lines = _fields(param.fields(), node, depth + 1, items)
        first = next(i for i, line in enumerate(lines) if not line.lstrip().startswith("#"))
        lines[first] = f"{indent}- {lines[first].lstrip()}"
        return [*(f"{indent}{line.lstrip()}" for line in lines[:first]), *lines[first:]]
    return _value(f"{indent}-", param, node, depth, items)


def _scalar(head, text, depth, kind):
    indent = "  " * depth
    long = kind == "paragraphs" and text and (len(text) > _WIDTH - len(head) or "\n" in text)
    if long and not re.match(r"\s", text) and not re.search(r"[\x85\u2028\u2029]", text):
        return [f"{head} |", *(f"{indent}{line}" if line else "" for line in text.rstrip("\n").split("\n"))]
    if not text:
        return [f"{head} ''"]
    return [f"{head} {quoted(text)}"]


def quoted(text):
    """Return a text as a YAML scalar on one line, in quotes only where it needs them."""
    if not all(char.isprintable() or char in " \u3000" for char in text):
        return '"' + "".join(_escape(char) for char in text) + '"'
    if _PLAIN.fullmatch(text) and ": " not in text and " #" not in text and text == text.strip():
        return text
    return "'" + text.replace("'", "''") + "'"


def _escape(char):
    if char in '"\\':
        return f"\\{char}"
    return char if char.isprintable() else f"\\U{ord(char):08x}"
