"""Headings: a sentence among items that run in is an item, a line with a body of its own is a heading."""

import pytest

from qicao.lint import lint
from qicao.readers.text import read

FRONT = "在全县工作会议上的讲话\n同志们：\n一、提高认识\n要看清形势。\n"
ITEMS = [
    "（一）这是保障安全的需要。任务很重。\n（二）没有成片的好田，就没有机械化的用武之地。",
    "1.对象清楚。一类一类分开。\n2.程序清楚。先清查，后登记。\n3.纪律清楚，农户的信息一个字也不能往外说。\n请大家记住。",
    "（一）抓春耕。种子到位。\n（二）抓好防火，一刻也不能松。\n（三）抓水利。水库蓄满。",
]


def found(text):
    return [one for one in lint(read(FRONT + text + "\n二、抓好落实\n要真抓实干。")) if one.fix or one.code]


@pytest.mark.parametrize("text", ITEMS)
def test_a_sentence_among_items_that_run_in_is_no_heading(text):
    assert found(text) == []


def test_a_line_with_its_body_below_is_a_heading():
    (one,) = found("（一）看形势。\n形势逼人。任务很重。\n（二）看差距\n差距不小。")
    assert (one.code, one.fix) == ("heading-mark", "")


def test_a_list_with_a_wrong_number_is_a_list():
    some = found("（一）收支情况\n支出是：\n1.教育960万元；\n3.农林880万元；\n4.城乡580万元。")
    assert {one.rule for one in some} == {"number-gap"}
