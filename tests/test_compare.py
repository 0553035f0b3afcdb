"""Differences as a person reads them."""

import pytest

from qicao.compare import between, compare, difference, listed
from qicao.document import Block, Document, Text


def speech(*lines):
    return Document(tuple(Block("body", (Text(line),)) for line in lines))


@pytest.mark.parametrize(
    ("old", "new", "lines"),
    [
        (["甲乙丙。"], ["甲乙丙。"], []),
        (["共有12座水库。"], ["共有13座水库。"], ["~ 1  共有[-12-]{+13+}座水库。"]),
        (
            ["同志们：", "抓好落实。"],
            ["同志们：", "先讲形势。", "抓好落实。"],
            ["+ 1  {+先讲形势。+}"],
        ),
        (["同志们：", "先讲形势。", "抓好落实。"], ["同志们：", "抓好落实。"], ["- 2  [-先讲形势。-]"]),
    ],
)
def test_a_speech_is_compared_paragraph_by_paragraph(old, new, lines):
    assert list(listed(compare(speech(*old), speech(*new)))) == lines


@pytest.mark.parametrize(
    ("was", "now", "lines"),
    [
        ("9月28日", "9月26日", ["9月[-28-]{+26+}日"]),
        ("甲", "全县粮食工作会", ["- 甲", "+ 全县粮食工作会"]),
        (None, "52", ["+ 52"]),
        ("一句。\n两句。", "一句。\n三句话。", ["一句。⏎[-两-]{+三+}句{+话+}。"]),
        (["甲", "乙"], ["甲", "丙"], ["- 乙", "+ 丙"]),
        (
            [{"标题": "压实责任", "正文": ""}],
            [{"标题": "压实责任", "正文": "到人。"}],
            ["- 标题：压实责任　正文：", "+ 标题：压实责任　正文：到人。"],
        ),
    ],
)
def test_what_became_of_a_value_is_shown(was, now, lines):
    assert list(difference(was, now)) == lines


def test_words_far_from_a_change_are_left_out():
    old = "今年以来，各乡镇、各有关部门做了大量工作，成绩值得肯定，但也要看到差距。"
    assert (
        between(old, old.replace("大量", "不少"))
        == "…以来，各乡镇、各有关部门做了[-大量-]{+不少+}工作，成绩值得肯定，但也要看…"
    )
