"""The briefs a template is tried with: its example with each part left out, repeated or chosen otherwise."""

from dataclasses import dataclass

from qicao import manifest
from qicao.declarations import examples
from qicao.problems import say

EACH = "*"  # in a path: every item of the list
_COUNTS = (0, 1, 2, 10, 11)
_LINE = 120  # characters, four lines of a page
_CHOSEN = ("choice", "flag")
_BLANK = (None, "", [], {})


@dataclass(frozen=True, slots=True)
class Trial:
    """A brief as plain data, what is special about it in words, and the path of what it leaves empty."""

    label: str
    data: dict
    kind: str  # example full off count choice state bare open long only
    path: tuple = ()
    param: object = None


def example(params):
    """Return the example of a template as plain data."""
    shown = {name: examples(param) for name, param in params.items()}
    return {name: manifest.bare(node) for name, node in shown.items() if node is not None}


def full(params, given):
    """Return a brief in which every value is given; those an example leaves out are made up."""
    return {name: _whole(param, given.get(name)) for name, param in params.items()}


def _whole(param, given):
    if given in _BLANK:
        given = manifest.bare(examples(param)) if examples(param) is not None else None
    match param.type:
        case "record":
            known = given if isinstance(given, dict) else {}
            return {name: _whole(inner, known.get(name)) for name, inner in param.of.items()}
        case "list":
            items = given if isinstance(given, list) and given else [None] * max(2, param.min)
            return [_whole(param.of, item) for item in items[: param.max]]
    return _made(param) if given in _BLANK else given


def _made(param):
    """Return a value where the template shows none."""
    match param.type:
        case "number":
            return "3"
        case "date":
            return "2026-09-01"
        case "choice":
            return param.choices[0]
        case "flag":
            return "是"
        case "paragraphs":
            return f"{param.name or '内容'}如下安排。"
    return param.name or "内容"


def places(params, path=()):
    """Yield (path, Param) of every parameter, those inside lists and records too."""
    for name, param in params.items():
        yield from _places(param, (*path, name))


def _places(param, path):
    yield path, param
    if param.type == "record":
        yield from places(param.of, path)
    elif param.type == "list":
        inner = _places(param.of, (*path, EACH))
        next(inner)
        yield from inner


def put(data, path, change):
    """Return plain data with a change made at a path, in every item it leads through."""
    if not path:
        return change(data)
    step, rest = path[0], path[1:]
    if step == EACH:
        return [put(item, rest, change) for item in data] if isinstance(data, list) else data
    if not isinstance(data, dict):
        return data
    return {**data, step: put(data.get(step), rest, change)}


def at(data, path):
    """Return what stands at a path, in the first item of each list it leads through."""
    for step in path:
        data = data[0] if step == EACH else data[step]
    return data


def named(path):
    """Return a path as a person says it: 部署.分项.标题."""
    return ".".join(step for step in path if step != EACH)


def counts(param, constants=()):
    """Return how many items a list is tried with, within what it declares."""
    near = [one + more for one in constants for more in (-1, 0, 1)]
    least = 0 if not param.required else param.min
    wanted = {min(max(count, least), param.max) for count in (*_COUNTS, *near)}
    return sorted(one for one in wanted if one >= param.min or not one)


def repeated(items, count):
    """Return a list of so many items, the given ones again and again."""
    return [items[at % len(items)] for at in range(count)] if items else items


def states(param, constants=()):
    """Yield (what it is then, change) of what a parameter may be besides its example."""
    whole = [one for one in constants if isinstance(one, int) and not isinstance(one, bool)]
    match param.type:
        case "choice":
            values = param.choices
        case "flag":
            values = ("是", "否")
        case "number":
            said = [int(one) for one in constants if isinstance(one, str) and one.isdigit()]
            near = {one + more for one in (*whole, *said) for more in (-1, 0, 1)}
            values = map(str, sorted({0, 1, *near}))
        case "date":
            values = ("1990-01-01", "2090-12-31")
        case "text":
            values = sorted(one for one in constants if isinstance(one, str) and one.strip())
        case "list":
            for count in counts(param, [one for one in whole if 0 <= one <= 50]):
                yield count, lambda items, count=count: repeated(items, count)
            return
        case _:
            values = ()
    for value in values:
        yield value, lambda _, value=value: value


def emptied(param):
    """Return the change a person makes who gives nothing: a default that says something comes back."""
    default = param.default
    usual = default is not None and manifest.bare(default) not in _BLANK
    return lambda _: None if usual else ""


def trials(params, constants):
    """Yield the Trials of a template: first those that change one thing, then those that change more."""
    shown = example(params)
    base = full(params, shown)
    known = list(places(params))
    optional = [(path, param) for path, param in known if _can_go(param)]
    yield Trial(say("a-trial-example"), shown, "example")
    yield Trial(say("a-trial-full"), base, "full")
    for path, param in optional:
        yield _off(base, path, param)
    for path, param in known:
        if param.type == "list":
            for count, change in states(param, constants):
                yield _counted(base, path, param, count, change)
    single = [(path, param) for path, param in known if param.type not in ("list", "text")]
    for path, param in sorted(single, key=lambda one: one[1].type not in _CHOSEN):
        kind = "choice" if param.type in _CHOSEN else "state"
        for value, change in states(param, constants):
            label = say("a-trial-state", name=named(path), value=value)
            yield Trial(label, put(base, path, change), kind, path, param)
    bare = base
    for path, param in optional:
        bare = put(bare, path, emptied(param))
    yield Trial(say("a-trial-bare"), bare, "bare")
    yield Trial(say("a-trial-open"), {}, "open")
    yield Trial(say("a-trial-long"), _long(base, known), "long")
    for path, param in optional:
        only = put(bare, path[:1], lambda _, path=path: base[path[0]])
        for other, one in optional:
            if other[0] == path[0] and other[: len(path)] != path and path[: len(other)] != other:
                only = put(only, other, emptied(one))
        yield Trial(say("a-trial-only", name=named(path)), only, "only", path, param)


def _long(base, known):
    """Return a brief whose texts are long: lines of _LINE characters, three to a value of paragraphs."""
    for path, param in known:
        if param.type in ("text", "paragraphs"):
            lines = 1 if param.type == "text" else 3
            base = put(base, path, lambda text, lines=lines: "\n".join([_line(text)] * lines))
    return base


def _line(text):
    words = "".join(text.split()).rstrip("。！？；，、：") if isinstance(text, str) else ""
    words = words or "内容"
    return "，".join([words] * (_LINE // len(words) + 1))


def _can_go(param):
    """Tell whether a person may leave a parameter empty: it has a default, and is more than a switch."""
    return not param.required and param.type not in _CHOSEN


def _off(base, path, param):
    return Trial(say("a-trial-off", name=named(path)), put(base, path, emptied(param)), "off", path, param)


def _counted(base, path, param, count, change):
    label = say("a-trial-count", name=named(path), count=count)
    return Trial(label, put(base, path, change), "count" if count else "off", path, param)


def marked(params):
    """Return (a brief whose every text and figure is told from all others, the paths by their marks)."""
    known = {}

    def mark(value, param, path):
        match param.type:
            case "record":
                return {name: mark(value.get(name), inner, (*path, name)) for name, inner in param.of.items()}
            case "list":
                return [mark(item, param.of, (*path, EACH)) for item in value]
            case "text" | "paragraphs" if len(known) < 2000:
                sign = chr(0x3400 + len(known))  # a character no template has (CJK extension A)
                known[sign] = (path, param)
                return sign * 3
            case "number" if len(known) < 200:
                sign = str(9700 + len(known))
                known[sign] = (path, param)
                return sign
        return value

    base = full(params, example(params))
    return {name: mark(base[name], param, (name,)) for name, param in params.items()}, known
