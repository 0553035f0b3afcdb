"""What an editor knows of a template's briefs: their JSON Schema, and the line of a brief that names it."""

import hashlib
import json
import re

from qicao.declarations import examples
from qicao.document import GAP
from qicao.located import Scalar
from qicao.manifest import bare
from qicao.params import BUDGET_KEYS, MAX_ITEMS, TEMPLATE_KEYS

FOLDER = ".qicao"  # beside the briefs
_SEAL = "$comment"  # holds the digest of what qicao wrote
_MARK = "qicao "
_LONG = 40  # characters; a longer example is read, not taken over
# unquoted, an editor takes 007 for a number, true for a truth value and nothing for null
_SCALAR = {"type": ["string", "number", "boolean", "null"]}
_GAP = GAP.pattern
_UNKNOWN = r"[xX×＊*?？_]{1,8}|待定|待填|不详"
_DIGIT, _HAN = "[0-9０-９]", "[零〇一二两三四五六七八九十百千]"
# as params.py reads them, in words that JavaScript has too; a space stands for any number of them
_FIGURES = rf"[-−－+]?{_DIGIT}+(?:[,，]{_DIGIT}{{3}})*(?:\.{_DIGIT}+)?[余多]?[%％‰十百千万亿]{{0,4}}[余多]?"
_YEAR = rf"(?:{_DIGIT}{{4}}|[二〇零一三四五六七八九]{{4}})"
_DAY = rf"(?:{_DIGIT}{{1,2}}|[一二三四五六七八九十]{{1,3}})"
_WHOLE = rf"{_DIGIT}{{4}} [-－/／.] {_DIGIT}{{1,2}} [-－/／.] {_DIGIT}{{1,2}}"
_PART = rf"(?:{_YEAR} 年)? (?:{_DAY} 月 (?:{_DAY} 日|[上中下] 旬|底|初)?)?"
_TYPES = {
    "text": (_SCALAR, r"[^\n\r]*\n*", "只写一行，中间不能换行"),
    "number": (
        {"type": ["number", "string", "null"]},
        f"{_FIGURES}|{_HAN}+",
        "要写数字，如 12、1,200、3.5%、十二、20万",
    ),
    "date": (
        {"type": ["string", "null"]},
        f"{_WHOLE}|{_PART}".replace(" ", r"\s*"),
        "要写日期，如 2026-09-01、2026年9月1日、9月上旬",
    ),
    "flag": (
        {"type": ["boolean", "string", "null"]},
        "是|有|对|否|无|不|[Tt][Rr][Uu][Ee]|[Yy][Ee][Ss]|[Oo][Nn]|[Ff][Aa][Ll][Ss][Ee]|[Nn][Oo]|[Oo][Ff][Ff]",
        "写“是”或者“否”",
    ),
}
_KINDS = {
    "text": "一行文字",
    "paragraphs": "一段或几段文字",
    "number": "数字",
    "date": "日期，如 2026-09-01、2026年9月1日、9月上旬",
    "flag": "是 或 否",
    "choice": "从几个里选一个",
    "list": "几项，每项以“- ”开头",
    "record": "几个值",
}
_BUDGET = {
    "description": "讲话的时长，如 15分钟；也可以分部分写：全文、开场、一、二…、结尾",
    "examples": ["15分钟"],
    "anyOf": [
        _SCALAR,
        {
            "type": "object",
            "properties": dict.fromkeys(("全文", "开场", "结尾"), _SCALAR),
            "additionalProperties": _SCALAR,
        },
    ],
}


def schema(template):
    """Return the JSON Schema (draft 7, which editors know) of a template's briefs, described in Chinese.

    Nothing but the template is required: what a brief leaves out is a gap, and no mistake.
    """
    named = {
        "type": "string",
        "description": f"模板：{template.title}",
        "markdownDescription": _markdown(f"模板：{template.title}", template.about),
        "default": template.name,
        "examples": list(dict.fromkeys((template.name, template.title))),
    }
    properties = {}
    for (chinese, english), shape in ((TEMPLATE_KEYS, named), (BUDGET_KEYS, _BUDGET)):
        properties |= {chinese: shape, english: {**shape, "doNotSuggest": True}}
    return {
        "$schema": "http://json-schema.org/draft-07/schema#",
        "title": template.title,
        "description": template.about,
        "type": "object",
        "properties": properties | _fields(template.params),
        "additionalProperties": False,
        "anyOf": [{"required": [key]} for key in TEMPLATE_KEYS],
    }


def written(template):
    """Return the schema as the bytes of a file that qicao may write anew while nobody changed it."""
    made = schema(template)
    return _dumped({_SEAL: _MARK + _digest(made), **made})


def is_ours(data):
    """Tell whether the bytes of a file are a schema qicao wrote, and nobody changed it since."""
    try:
        known = json.loads(data)
        return known.pop(_SEAL) == _MARK + _digest(known)
    except (ValueError, KeyError, AttributeError, TypeError, RecursionError):
        return False


def file_name(template):
    """Return what the file of a template's schema is called; an editor reads its name up to a space."""
    return re.sub(r"[\s#%?]+", "-", template.name) + ".schema.json"


def modeline(name):
    """Return the first line of a brief, by which an editor finds the schema beside it."""
    return f"# yaml-language-server: $schema={FOLDER}/{name}\n"


def _dumped(made):
    return (json.dumps(made, ensure_ascii=False, indent=2) + "\n").encode()


def _digest(made):
    return hashlib.sha256(_dumped(made)).hexdigest()


# -- one parameter


def _fields(params):
    return {name: _schema(param) for name, param in params.items()}


def _schema(param):
    made = {"title": param.name, "description": param.meaning, "markdownDescription": _told(param)}
    made |= _shape(param)
    example, default = _example(param), bare(param.default)
    if param.type == "flag":
        made["examples"] = ["是", "否"]
    elif example and len(example) <= _LONG:  # an editor writes it where the key is chosen
        made["examples"] = [example]
    if default is not None or isinstance(param.default, Scalar):
        made["default"] = "" if default is None else default
    return made


def _shape(param):
    match param.type:
        case "choice":
            values = [*dict.fromkeys(one for text in param.choices for one in (text, *_resolved(text)))]
            return {"anyOf": [{"enum": values}, {"type": "null"}, _text(f"{_GAP}|")]}
        case "list":
            listed = {"type": "array", "items": _schema(param.of)}
            listed |= {"minItems": param.min} if param.min else {}
            listed |= {"maxItems": param.max} if param.max < MAX_ITEMS else {}
            return {"anyOf": [listed, {"type": "null"}, _text(f"{_GAP}|")], **_snippet(param)}
        case "record":
            inner = {"type": "object", "properties": _fields(param.of), "additionalProperties": False}
            return {"anyOf": [inner, {"type": "null"}, _text(f"{_GAP}|")]}
        case "paragraphs":
            return {"anyOf": [_SCALAR, {"type": "array", "items": _SCALAR}]}
    known, pattern, wrong = _TYPES[param.type]
    free = "" if param.type == "text" else f"|{_UNKNOWN}|{_GAP}|"
    return {**known, "pattern": rf"^\s*(?:{pattern}{free})\s*$", "patternErrorMessage": wrong}


def _text(pattern):
    return {"type": "string", "pattern": rf"^(?:{pattern})$"}


def _resolved(text):
    """Yield what an editor takes an unquoted text for, where that is no text."""
    if text in ("true", "True", "TRUE", "false", "False", "FALSE"):
        yield text.lower() == "true"
    elif re.fullmatch(r"[-+]?[0-9]+", text):
        yield int(text)
    elif re.fullmatch(r"[-+]?(?:\.[0-9]+|[0-9]+(?:\.[0-9]*)?)(?:[eE][-+]?[0-9]+)?", text):
        yield float(text)


def _snippet(param):
    """Return the offer of one more item, its keys ready to be filled in."""
    keys = [name for name, one in param.fields().items() if one.required] or list(param.fields())
    if not keys:
        return {}
    body = {name: f"${at}" for at, name in enumerate(keys, 1)}
    return {"defaultSnippets": [{"label": f"一项{param.name}：{'、'.join(keys)}", "body": [body]}]}


def _told(param):
    """Return what an editor shows over a key: what it means, how it is written, an example."""
    kind = f"可选 {'、'.join(param.choices)}" if param.type == "choice" else _KINDS[param.type]
    least = f"至少 {param.min} 项" if param.min else ""
    empty = "不填，稿子里就留出待填" if param.required else "可以不填"
    said = "；".join(filter(None, (kind, least, empty)))
    example = _example(param)
    return _markdown(param.meaning, said, f"例：{example}" if len(example) > _LONG else "")


def _example(param):
    """Return the example of a parameter where it is one text, its first paragraph."""
    node = examples(param)
    return node.text.strip().split("\n")[0] if isinstance(node, Scalar) else ""


def _markdown(*paragraphs):
    """Return texts as paragraphs of Markdown that shows them as they are."""
    return "\n\n".join(re.sub(r"([\\`*_\[\]<>#|~])", r"\\\1", text) for text in paragraphs if text)
