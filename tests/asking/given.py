"""Parameters and values by chance, for tests of forms."""

import re

from hypothesis import strategies as st

from drafts import CHARACTERS
from qicao import manifest
from qicao.asking import marks
from qicao.located import Scalar
from qicao.params import Param
from qicao.problems import Span

NOWHERE = Span("")
ODD = (
    "=1+1",
    "+1",
    "-一是",
    "@甲",
    "'甲",
    "007",
    "12345678901234567890",
    "2026-09-01",
    "2026年9月1日",
    "3.50",
    "1e5",
)
ODD += (
    "（空）",
    "(空)",
    "（待填）",
    "（（空））",
    "_x0041_",
    '<b>&amp;"',
    "TRUE",
    "是",
    "#N/A",
    "1/2",
    "５％",
    "例",
    "说明",
)


def tidy(text):
    """Return a text as a form keeps it: its lines trimmed."""
    node = marks.node(f"甲{text}乙", NOWHERE)
    return "\n".join(filter(None, (line.strip("甲乙") for line in node.text.split("\n"))))


def lines(several):
    """Return texts of one line, or of several."""
    words = st.text(st.one_of(st.sampled_from("一二=+（空）012 年_x"), CHARACTERS), min_size=1, max_size=8)
    line = st.one_of(st.sampled_from(ODD), words)
    text = st.lists(line, min_size=1, max_size=3).map("\n".join) if several else line
    plain = text.map(tidy).map(lambda one: one if several else one.replace("\n", ""))
    return plain.filter(lambda one: one == "".join(re.findall("[^\u200b\ufeff]", one)).strip() and _kept(one))


def _kept(text):
    node = marks.node(marks.words(Scalar(text, NOWHERE, plain=False)), NOWHERE)
    return node is not None and node.text == text


def params(depth=2):
    """Return parameters by name, lists within lists among them."""
    kinds = st.sampled_from(["text", "paragraphs", "number", "date", "choice", "flag"])
    single = kinds.map(lambda kind: Param("", kind, choices=("甲", "乙,丙") if kind == "choice" else ()))
    if depth:
        inner = params(depth - 1)
        record = inner.map(lambda of: Param("", "record", of=of))
        # an item is known by what it says itself, not only by lists inside it
        items = st.one_of(single, inner.map(lambda of: Param("", "record", of={"名称": Param("名称"), **of})))
        single = st.one_of(single, record, items.map(lambda of: Param("", "list", of=of)))
    names = st.lists(
        st.sampled_from(["标题", "正文", "要点", "期限", "部门"]), min_size=1, max_size=3, unique=True
    )
    return names.flatmap(lambda some: st.tuples(*(single for _ in some)).map(lambda got: _named(some, got)))


def _named(names, some):
    from dataclasses import replace

    return {name: replace(param, name=name) for name, param in zip(names, some, strict=True)}


def values(some):
    """Return values of parameters as plain data: None is one left open, "" one that is empty on purpose."""
    return st.fixed_dictionaries({name: value(param) for name, param in some.items()})


def value(param):
    match param.type:
        case "record":
            return values(param.of)
        case "list":
            most = st.sampled_from([0, 1, 2, 3, 11])
            items = most.flatmap(lambda n: st.lists(value(param.of), min_size=n, max_size=n))
            return st.one_of(st.none(), items)
        case "choice":
            return st.sampled_from([None, "", "甲", "乙,丙"])
        case "flag":
            return st.sampled_from([None, "", "是", "否"])
    return st.one_of(st.none(), st.just(""), lines(param.type == "paragraphs"))


def normal(data):
    """Return values in the one way a form says them: what holds nothing is left open, no items are ''."""
    match data:
        case dict():
            known = {name: normal(inner) for name, inner in data.items()}
            return {name: inner for name, inner in known.items() if inner is not None} or None
        case list():
            items = [normal(item) for item in data]
            alone = items[0] if len(items) == 1 else None
            while isinstance(alone, dict) and len(alone) == 1:
                (alone,) = alone.values()
            return items if items and alone != "" else ""
    return data


def told(node):
    """Return what a form says as plain data."""
    return normal(manifest.bare(node))
