"""The catalogue of messages: both languages say the same, all of it is used, and what is used is there."""

import ast
import re
from pathlib import Path
from string import Formatter

import pytest

import qicao
from qicao.problems import catalogue, rules

SOURCE = Path(qicao.__file__).parent
# what stands in a brief or a template in Chinese whatever the language of the reader is
EXAMPLES = re.compile(
    "乡镇|行号|序号|模板|年|月|日|是|否|会议|全称|全市防汛工作会议|要求|标题|压实责任|分钟|小时|分|开场|汉字|几|甲|乙|条|方式|时长|"
    "讲话|仿宋|别|星期|以下简称|[“‘（][^”’）]*[”’）]|[一二三四五六七八九十]+、?|第[一二]|首先|等|主要有|约|余|同志们|：|，|。|、|；|《|》|…"
)
# programs, formats and the words of the command line, which are the same in every language
NAMES = re.compile(
    r"\{\w+(?:![rs])?\}|qicao(?: [a-z]+)?|--?[a-z][a-z-]*|\b[A-Z][A-Z0-9-]*\b|\.[a-z]+\b|[a-z]+\.[a-z]+|Ctrl|Shift|Word|WPS|"
    r"LibreOffice|Windows|Jinja|Excel|Python|Dask|Chromium|JSON Schema|Markdown|Tab|GBK|shell|eval .*|autoload .*|~/\S*|"
    r"“[^”]*”|'[^']*'|\{\{.*?\}\}|\{%.*?%\}|[a-z]+: ?(?:\S+)|[a-z_]+ =|\b[a-z][a-z0-9_-]*\b(?=[（）、，；。：” 的]|$)"
)


def texts(row, tongue):
    """Return the message and the hints of a row in a language."""
    hints = row.get(f"hint_{tongue}", "")
    return [row.get(tongue, ""), *([hints] if isinstance(hints, str) else hints)]


def facts(text):
    return {name for _, name, _, _ in Formatter().parse(text) if name}


def calls():
    """Yield (file, call) of each call in the source."""
    for path in SOURCE.rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            if isinstance(node, ast.Call):
                yield path, node


def spelt():
    """Return (the strings of the source, the beginnings of those that are put together)."""
    whole, begun = set(), set()
    for path in SOURCE.rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            if isinstance(node, ast.JoinedStr) and node.values and isinstance(node.values[0], ast.Constant):
                begun.add(node.values[0].value)
            elif isinstance(node, ast.Constant) and isinstance(node.value, str):
                whole.add(node.value)
    return whole, {one for one in begun if re.fullmatch(r"[a-z][a-z-]*[-.]", one)}


def test_the_two_languages_have_the_same_rows_hints_and_facts():
    for code, row in catalogue().items():
        chinese, english = texts(row, "zh"), texts(row, "en")
        assert all(chinese) == all(english), code
        assert row["zh"], code
        assert row["en"], code
        assert [facts(one) for one in chinese] == [facts(one) for one in english], code


def test_every_code_that_is_asked_for_is_there_with_its_facts():
    asked = 0
    for path, call in calls():
        name = getattr(call.func, "id", getattr(call.func, "attr", ""))
        if (
            name not in ("problem", "say", "refused")
            or not call.args
            or not isinstance(call.args[0], ast.Constant)
        ):
            continue
        code, given = call.args[0].value, {one.arg for one in call.keywords}
        assert code in catalogue(), f"{path.name}: {code}"
        asked += 1
        if None in given or name == "refused":  # **facts; reason and advice
            continue
        row = catalogue()[code]
        wanted = facts(row["zh"])
        if name == "problem":
            wanted |= facts(texts(row, "zh")[-1])  # the hint that is shown where no other can be
        assert wanted <= given, f"{path.name}:{call.lineno}: {code} is not told {wanted - given}"
    assert asked > 150


def test_every_row_is_used():
    whole, begun = spelt()
    # click's words are asked for by their English; a rule's row is found by its id, its other messages by the finding
    own = {
        code for code in catalogue() if not code.startswith("click-") and code.split(".")[0] not in rules()
    }
    ended = {code for code in own if "." in code and f".{code.rpartition('.')[2]}" in whole}
    unused = {code for code in own - whole - ended if not any(code.startswith(one) for one in begun)}
    assert not unused


@pytest.mark.parametrize("code", [code for code in catalogue() if not code.startswith("comment-")])
def test_each_language_keeps_to_itself(code):
    row = catalogue()[code]
    for text in texts(row, "en"):
        left = re.sub(EXAMPLES, "", text)
        assert not re.search("[一-龥]", left), f"{code}: {left}"
    for text in texts(row, "zh"):
        left = re.sub(NAMES, "·", text)
        assert not re.search("[A-Za-z]{3,} [A-Za-z]{2,}", left), f"{code}: {left}"
        assert not re.sub(r"\{.*?\}|\W", "", text) or re.search("[一-龥]", text), f"{code}: {text}"
