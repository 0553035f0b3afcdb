"""The parameters of a scope as YAML, and as lines to read."""

from qicao.forms import quoted
from qicao.problems import say

_EXAMPLE = 11  # characters of an example that is shown whole


def params(scope, depth):
    """Return the lines of a template's front matter that declare the parameters of a scope."""
    lines = []
    for slot in scope.slots.values():
        lines += _param(slot, depth)
    return lines


def _param(slot, depth):
    indent = "  " * depth
    lines = [f"{indent}{slot.name}:", f"{indent}  type: {declared(slot)}"]
    if slot.about:
        lines.append(f"{indent}  about: {quoted(slot.about)}")
    if slot.inner is not None:
        if slot.optional:
            lines.append(f"{indent}  default: []")
        if slot.inner.bare:
            only = next(iter(slot.inner.slots.values()))
            lines += [f"{indent}  of: {declared(only)}"]
            lines += [
                f"{indent}  example:",
                *(f"{indent}    - {quoted(_example(v, only.type))}" for v in _some(only)),
            ]
        else:
            lines += [f"{indent}  of:", *params(slot.inner, depth + 2)]
        return lines
    example = next((value for value in slot.values if value), "")
    if slot.type == "choice":
        choices = dict.fromkeys(filter(None, slot.values))
        return [
            *lines,
            f"{indent}  choices: [{', '.join(quoted(one) for one in choices)}]",
            f"{indent}  default: {quoted(example)}",
        ]
    lines.append(f"{indent}  example: {quoted(_example(example, slot.type))}")
    if slot.optional and slot.type != "gap":
        lines.append(f"{indent}  default: ''")
    return lines


def _some(slot):
    return [value for value in slot.values if value][:2]


def declared(slot):
    """Return the type a template declares for a slot; a gap is a text nobody has given yet."""
    return "text" if slot.type == "gap" else slot.type


def _example(value, kind):
    """Return an example: of a long text its beginning, so that no draft passes for filled in with it."""
    text = value.split("\n")[0]
    if len(text) <= _EXAMPLE or kind not in ("text", "paragraphs"):
        return text
    ended = max(text.find(mark, 6, 3 * _EXAMPLE) for mark in "。；，、")
    return f"{text[:ended] if ended > 0 else text[:_EXAMPLE]}……"


def described(scope, depth=0):
    """Yield a line for each parameter of a scope: name, type, example, how sure."""
    for slot in scope.slots.values():
        example = next(
            (_example(value, slot.type) for value in slot.values if slot.inner is None and value), ""
        )
        parts = (slot.name, declared(slot), example, say(f"sure-{slot.sure}"))
        yield "  " * depth + "　".join(part for part in parts if part)
        if slot.inner is not None and not slot.inner.bare:
            yield from described(slot.inner, depth + 1)
