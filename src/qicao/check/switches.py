"""Which rules speak, and how loud: qicao.yaml, pyproject.toml, a template's front matter, a comment."""

import re
import tomllib
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path

from qicao import settings
from qicao.encoding import decode
from qicao.lint.rules import rules
from qicao.located import Mapping, Scalar, Sequence
from qicao.params import suggest
from qicao.problems import ProblemsFound, Span, catalogue, problem

_LEVELS = ("off", "suggest", "warning", "error")
_KEYS = (*_LEVELS, "rate")
_ROOT = "check"
_FILES = (settings.NAME, "pyproject.toml")
# a comment of YAML, of Jinja, of HTML; what follows are ids of rules, none for all
_COMMENT = re.compile(
    r"(?:#|\{#|<!--)\s*qicao\s*[:：]\s*off\b(?P<rules>[\w\s,，、-]{0,200}?)\s*(?:#\}|-->|$)"
)
_IDS = re.compile(r"[a-z][a-z-]*[a-z]")


@dataclass(frozen=True, slots=True)
class Switches:
    """What was decided about rules: by id off, suggest, warning or error; and the rate of speech."""

    levels: tuple = ()  # (id, level), of which the last one holds
    rate: int | None = None  # characters a minute, where one was given

    @property
    def off(self):
        """The ids of rules that do not speak."""
        return frozenset(name for name, level in dict(self.levels).items() if level == "off")

    def also(self, other):
        """Return these switches with those of another, which win."""
        return Switches((*self.levels, *other.levels), other.rate or self.rate)

    def of(self, found):
        """Return a Problem as loud as was decided, or None."""
        level = dict(self.levels).get(found.code)
        if level == "off":
            return None
        return replace(found, severity=level) if level else found


def turned_off(given):
    """Return the Switches that turn rules off, each text one or more ids; raises ProblemsFound for others."""
    off = [name for text in given for name in re.split("[,，、 ]+", text) if name]
    found = [one for name in off if (one := unknown(name, Span("--off")))]
    if found:
        raise ProblemsFound(found)
    return Switches(tuple((name, "off") for name in off))


def nearest(path):
    """Return the Switches of the nearest qicao.yaml or pyproject.toml above a file that decides any."""
    for folder in Path(path).absolute().parents:
        for name in _FILES:
            if (folder / name).is_file():
                switches = _of_file(folder / name, (folder / name).stat().st_mtime_ns)
                if switches is not None:
                    return switches
    return Switches()


@cache
def _of_file(path, _stamp):
    return _of_toml(path) if path.suffix == ".toml" else _of_yaml(path)


def _of_yaml(path):
    inner = settings.read(path, _KEYS).get(_ROOT)
    return None if inner is None else read(inner)


def _of_toml(path):
    try:
        known = tomllib.loads(decode(path)[0])
    except tomllib.TOMLDecodeError as error:
        raise ProblemsFound([problem("bad-toml", Span(str(path)), said=str(error))]) from None
    for name in ("tool", "qicao", _ROOT):
        known = known.get(name) if isinstance(known, dict) else None
    return None if known is None else read(_node(known, Span(str(path))))


def _node(value, span):
    """Return a value of TOML as a located node."""
    match value:
        case dict():
            return Mapping(tuple((Scalar(key, span), _node(one, span)) for key, one in value.items()), span)
        case list():
            return Sequence(tuple(_node(one, span) for one in value), span)
    return Scalar(str(value), span)


def read(node):
    """Return the Switches a mapping says: off: [rule, …], error: [rule], rate: 200; raises ProblemsFound."""
    if isinstance(node, Scalar) and not node.text:
        return Switches()
    if not isinstance(node, Mapping):
        raise ProblemsFound([problem("check-not-keys", node.span, names="、".join(_KEYS))])
    found, levels, rate = [], [], None
    for key, value in node.entries:
        if key.text == "rate":
            rate = _rate(value, found)
        elif key.text not in _LEVELS:
            found.append(settings.strange(key, _KEYS))
        else:
            named = value.items if isinstance(value, Sequence) else (value,)
            found += [one for name in named if (one := unknown(getattr(name, "text", "[…]"), name.span))]
            levels += [(name.text, key.text) for name in named if isinstance(name, Scalar)]
    if found:
        raise ProblemsFound(found)
    return Switches(tuple(levels), rate)


def _rate(node, found):
    if isinstance(node, Scalar) and re.fullmatch("[1-9][0-9]{1,3}", node.text):
        return int(node.text)
    found.append(problem("bad-rate", node.span))
    return None


def unknown(name, span):
    """Return the problem of an id that no rule has, or None."""
    rows = catalogue().items()
    known = [code for code, row in rows if "." not in code and ("severity" in row or "hint_zh" in row)]
    if name in known:
        return None
    guess = suggest(name, [rule.id for rule in rules()])
    return problem("unknown-rule", span, name=name, guess=guess)


def switched(text):
    """Return {line: ids of rules} that comments turn off for a line, or alone on a line for the next one.

    An empty set stands for all rules.
    """
    made, waiting = {}, None
    if "qicao" not in text:
        return made
    for number, line in enumerate(text.split("\n"), 1):
        found = _COMMENT.search(line)
        rest = line[: found.start()] + line[found.end() :] if found else line
        if found and not rest.strip():
            waiting = _also(waiting, names(found["rules"]))
            continue
        if found:
            made[number] = names(found["rules"])
        if waiting is not None and rest.strip():
            made[number] = _also(made.get(number), waiting)
            waiting = None
    return made


def _also(before, more):
    """Return what two comments turn off for one line; before is None where there is but one."""
    return more if before is None else before | more if before and more else frozenset()


def names(text):
    """Return the ids of rules in the words after `qicao: off`."""
    return frozenset(_IDS.findall(text))
