"""Parameters, and the values of a brief read by their declared types (DESIGN 3)."""

import re
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import NamedTuple

from qicao.document import GAP, gap_text
from qicao.encoding import NOT_XML, character
from qicao.located import Mapping, Scalar, Sequence
from qicao.markers import value as numeral
from qicao.problems import Span, problem, say
from qicao.values import Date, Number, Paragraphs, Record, Value, Values

MAX_ITEMS = 5000
TEMPLATE_KEYS = ("模板", "template")  # the keys of a brief that name its template
BUDGET_KEYS = ("时长", "duration")  # … that say how long the speech may take, where no parameter is called so
BRIEF_KEYS = (*TEMPLATE_KEYS, *BUDGET_KEYS)  # the keys of a brief that need not be parameters
_YES, _NO = ("是", "有", "true", "yes", "on", "对", "√"), ("否", "无", "false", "no", "off", "不", "×")
# a brief has few numbers and dates: re compiles and keeps these when they are asked for
_UNKNOWN = r"[xX×＊*?？_]{1,8}|待定|待填|不详"
_INVISIBLE = "[\u00ad\u200b-\u200f\u2060\ufeff\u3000\xa0]"
_NUMBER = (
    r"[-−－+]?(?:\d{1,3}(?:[,，]\d{3})+|\d+)(?:\.\d+)?(?:余|多)?(?P<unit>[%％‰]|[十百千万亿]{0,4})(?:余|多)?"
)
_POWERS = {"%": -2, "％": -2, "‰": -3, "十": 1, "百": 2, "千": 3, "万": 4, "亿": 8}  # of ten
_HAN_NUMBER = "[零〇一二两三四五六七八九十百千]+"
_DATE = r"(\d{4})(?:[-/.](\d{1,2})[-/.](\d{1,2})|年(\d{1,2})月(\d{1,2})日)"
_PART_DATE = (
    r"(?:(?:\d{4}|[二〇零一二三四五六七八九]{4})年)?"
    r"(?:(?:\d{1,2}|[一二三四五六七八九十]{1,3})月(?:(?:\d{1,2}|[一二三四五六七八九十]{1,3})日|[上中下]旬|底|初)?)?"
)


@dataclass(frozen=True, slots=True)
class Param:
    """A declared parameter; of is the Param of a list's items, or for a record its fields by name."""

    name: str
    type: str = "text"
    about: str = ""
    example: object = None  # a located node, as all that a template's author wrote
    default: object = None
    choices: tuple = ()
    min: int = 0
    max: int = MAX_ITEMS
    of: object = None
    span: Span = field(default=Span(""), compare=False)

    @property
    def required(self):
        """Whether a brief without it has a gap."""
        return self.default is None

    @property
    def meaning(self):
        """What the value is, in a few words."""
        return self.about or self.name

    def fields(self):
        """Return the parameters inside one value of this one, by name."""
        inner = self.of if self.type == "record" else self.of and self.of.of
        return inner if isinstance(inner, dict) else {}


def all_names(params):
    """Return the names of all parameters, those inside lists and records too."""
    names = set(params)
    for param in params.values():
        names |= all_names(param.fields())
    return names


def suggest(name, names):
    """Return the nearest of the names, or ''."""
    from difflib import get_close_matches  # only for who has mistyped something

    near = get_close_matches(name, list(names), 1, 0.5)
    return near[0] if near else ""


def is_blank(node):
    """Tell whether nothing was written."""
    return isinstance(node, Scalar) and not node.text


class Reading:
    """Reads the nodes of one brief by declared type, noting every problem it meets."""

    def __init__(self, found, name=""):
        self.found, self.name = found, name

    def values(self, params, node, path="", skip=()):
        """Return the values of a mapping's parameters by name; a missing one is its default or a gap."""
        given = {}
        for key, value in node.entries if node is not None else ():
            if key.text in params:
                given[key.text] = (key, value)
            elif (plain := re.sub(_INVISIBLE, "", key.text)) in params:
                self.found.append(problem("invisible", key.span._replace(length=len(key.text)), name=plain))
            elif key.text not in skip:
                guess = suggest(key.text, params)
                facts = {"name": key.text, "guess": guess, "names": "、".join(params) or "—"}
                self.found.append(problem("unknown-key", key.span._replace(length=len(key.text)), **facts))
        return {
            name: self.given(param, *given.get(name, (None, None)), f"{path}.{name}" if path else name)
            for name, param in params.items()
        }

    def given(self, param, key, node, path):
        """Return one value, its default where it was left open, or a gap."""
        if isinstance(node, Scalar) and node.text and node.text[0] != "〔":
            return self.value(param, node, path)
        if node is None or (is_blank(node) and (node.plain or param.default is None)):
            if param.default is not None:
                return Reading([], self.name).value(param, param.default, path)
            return self.gap(param, path, key.span.line if key else 0)
        if isinstance(node, Scalar) and GAP.fullmatch(node.text):
            return self.gap(param, path, node.span.line)
        return self.value(param, node, path)

    def value(self, param, node, path):
        """Return what the person wrote, read as its declared type."""
        if is_blank(node):
            return self.empty(param, path)
        reader = READERS[param.type]
        if not isinstance(node, reader.node):
            wanted, got = _SHAPES[reader.node], _SHAPES[type(node)]
            name = param.name or path
            inner = "、".join(param.of) if param.type == "record" else ""
            facts = {"name": name, "got": say(f"a-{got}"), "names": inner}
            self.found.append(problem(f"not-{wanted}", _whole_span(node), **facts))
            return self.gap(param, path, node.span.line)
        if isinstance(node, Scalar):
            node = self.scalar(param, node, path)
        return reader.read(self, param, node, path)

    def scalar(self, param, node, path):
        """Check what every text must be: one line, but for paragraphs, of characters a .docx can hold."""
        bad = NOT_XML.search(node.text)
        if bad:
            self.found.append(character(node.span, bad))
        if param.type == "paragraphs":
            return node
        text = node.text if node.plain else node.text.rstrip("\n")
        if "\n" in text or "\r" in text:
            self.found.append(problem("not-one-line", node.span, name=param.name or path))
        return node if text == node.text else node._replace(text=text)

    def empty(self, param, path):
        """Return what a person means who writes '': nothing, and no gap."""
        match param.type:
            case "flag":
                return False
            case "list":
                return Values((), path)
            case "record":
                return Record({n: self.empty(p, f"{path}.{n}") for n, p in param.of.items()}, path)
        return _KINDS.get(param.type, Value)("", path=path, about=param.meaning)

    def gap(self, param, path, line=0):
        """Return what stands for a value that was not given; lists have as many gaps as they need items."""
        match param.type:
            case "record":
                inner = param.of.items()
                return Record({n: self.given(p, None, None, f"{path}.{n}") for n, p in inner}, path)
            case "list":
                items = (self.gap(param.of, f"{path}.{i}") for i in range(1, max(1, param.min) + 1))
                return Values(items, path, gap=True)
        # the comment tells the whole meaning; in the text its first words have to do
        text = "" if param.type == "flag" else gap_text(re.split("[，；：。（,;:(]", param.meaning)[0])
        return _KINDS.get(param.type, Value)(
            text, path=path, about=param.meaning, gap=True, place=Span(self.name, line)
        )


def _whole_span(node):
    return node.span._replace(length=max(1, len(node.text))) if isinstance(node, Scalar) else node.span


def _text(_brief, param, node, path):
    return Value(node.text, path, param.meaning)


def _paragraphs(brief, param, node, path):
    items = node.items if isinstance(node, Sequence) else (node,)
    lines = []
    for item in items:
        if not isinstance(item, Scalar):
            brief.found.append(problem("not-text", item.span, name=param.name, got=say("a-list")))
            continue
        if item is not node:
            brief.scalar(param, item, path)
        lines += [line for line in re.split("\r\n|\r|\n", item.text) if line.strip()]
    return Paragraphs("\n".join(lines), path, param.meaning)


def _number(brief, param, node, path):
    text = node.text.strip()
    if re.fullmatch(_UNKNOWN, text):
        return brief.gap(param, path, node.span.line)
    known = {"path": path, "about": param.meaning}
    if shape := re.fullmatch(_NUMBER, text):
        digits = re.match(r"[-−－+]?[\d,，.]+", text).group()
        digits = re.sub("[,，]", "", digits).replace("−", "-").replace("－", "-")
        power = sum(_POWERS[char] for char in shape.group("unit"))
        return Number(node.text, f"{digits}e{power}", **known)
    if re.fullmatch(_HAN_NUMBER, text):
        return Number(node.text, numeral(text), **known)
    brief.found.append(problem("not-number", _whole_span(node), name=param.name or path, text=text))
    return brief.gap(param, path)


def _date(brief, param, node, path):
    text = re.sub(r"\s", "", node.text).replace("－", "-").replace("／", "/")
    if re.fullmatch(_UNKNOWN, text):
        return brief.gap(param, path, node.span.line)
    known = {"path": path, "about": param.meaning}
    if shape := re.fullmatch(_DATE, text):
        year, month, day = (int(part) for part in shape.groups() if part)
        with suppress(ValueError):
            return Date(f"{year}年{month}月{day}日", date(year, month, day), **known)
        brief.found.append(problem("no-such-date", _whole_span(node), name=param.name, text=text))
    elif text and re.fullmatch(_PART_DATE, text):
        return Date(text, **known)
    else:
        facts = {"name": param.name or path, "text": text, "day": _serial(text)}
        brief.found.append(problem("not-date", _whole_span(node), **facts))
    return brief.gap(param, path)


def _serial(text):
    """Return the day that Excel shows as a number where its cell has no format of dates, or ''."""
    return str(date(1899, 12, 30) + timedelta(int(text))) if re.fullmatch("[34][0-9]{4}", text) else ""


def _choice(brief, param, node, path):
    if node.text not in param.choices:
        names = "、".join(param.choices)
        guess = suggest(node.text, param.choices)
        facts = {"name": param.name, "text": node.text, "guess": guess, "names": names}
        brief.found.append(problem("not-choice", _whole_span(node), **facts))
    return Value(node.text, path, param.meaning)


def _flag(brief, param, node, _path):
    text = node.text.strip().lower()
    if text not in (*_YES, *_NO):
        brief.found.append(problem("not-flag", _whole_span(node), name=param.name, text=node.text))
    return text in _YES


def _list(brief, param, node, path):
    facts = {"name": param.name, "count": len(node.items), "min": param.min, "max": param.max}
    if len(node.items) < param.min:
        brief.found.append(problem("too-few", node.span, **facts))
    if len(node.items) > param.max:
        brief.found.append(problem("too-many-items", node.span, **facts))
    return Values(
        (
            brief.given(param.of, item, item, f"{path}.{i}")
            for i, item in enumerate(node.items[: param.max], 1)
        ),
        path,
    )


def _record(brief, param, node, path):
    return Record(brief.values(param.of, node, path), path)


class _Reader(NamedTuple):
    read: object
    node: object


_KINDS = {"number": Number, "date": Date, "paragraphs": Paragraphs}
_SHAPES = {Scalar: "text", Sequence: "list", Mapping: "keys", Scalar | Sequence: "text"}
READERS = {
    "text": _Reader(_text, Scalar),
    "paragraphs": _Reader(_paragraphs, Scalar | Sequence),
    "number": _Reader(_number, Scalar),
    "date": _Reader(_date, Scalar),
    "choice": _Reader(_choice, Scalar),
    "flag": _Reader(_flag, Scalar),
    "list": _Reader(_list, Sequence),
    "record": _Reader(_record, Mapping),
}
