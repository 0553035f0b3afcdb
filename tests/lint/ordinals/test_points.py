"""How many points are announced: what is counted, when a number is safe to set right, when it is left alone."""

import pytest

from qicao.lint import lint
from qicao.readers.text import read

TITLE = "在全县工作会议上的讲话\n同志们：\n"
FIXED = [
    ("大赛有四个鲜明的特点。一是规模大。二是水平高。三是影响好。", "三"),
    ("听了发言，我有四点感受。\n第一点感受是有信心。\n第二点感受是有底气。\n第三点感受是有差距。", "三"),
    ("我送大家四个字。\n第一个字是实。要实干。\n第二个字是新。要创新。", "两"),
    ("下一步要做好五项工作。\n1.抓宣传。要家喻户晓。\n2.抓排查。要一户不漏。\n3.抓整改。要立行立改。", "三"),
]
TOLD = [
    "乡里定了“六清”：清垃圾、清沟渠、清畜圈、清杂物、清残垣。",
    "重点解决三个“不够”：认识不够、力度不够。",
    "要做到“五个一律”：一律停工，一律停产，一律停业，一律停课。",
    "我提两点希望。\n首先，要有志向。\n其次，要爱读书。\n最后，要孝敬父母。",
    "我提四点要求：一是要快；二是要准。同时，要严肃纪律。",
]
SILENT = [
    "我提三点希望。\n首先，要有志向。\n其次，要爱读书。\n最后，要孝敬父母。",
    "我提两点希望。\n首先，要有志向。\n其次，要爱读书。\n最后，祝大家学习进步！",
    "会议有三项议程：一是通报情况；二是签订责任书。第三项，请县长讲话。",
    "我提三点要求：一是要快；二是要准。\n此外，还要严。\n请大家抓好落实。",
    "去年集中解决了五个问题。一是抓源头。二是抓过程。",
    "乡里定了“五清”：清垃圾、清沟渠、清畜圈、清杂物、清残垣。",
    "第一步已经走完。第二步正在走，第三步还没有开始。",
    "我送大家三个字。第一个字是实，第二个字是新，最后一个字是廉。",
]


def counted(text):
    return [one for one in lint(read(TITLE + text)) if one.rule == "point-count"]


@pytest.mark.parametrize(("text", "number"), FIXED)
def test_a_number_is_set_right_where_nothing_else_is_wrong(text, number):
    assert [one.fix for one in counted(text)] == [number]


@pytest.mark.parametrize("text", TOLD)
def test_a_number_that_may_be_right_or_a_name_has_no_fix(text):
    assert [one.fix for one in counted(text)] == [None]


@pytest.mark.parametrize("text", SILENT)
def test_what_may_be_one_more_point_is_counted(text):
    assert counted(text) == []


@pytest.mark.parametrize("fifth", ["第五.", "第五。", "第五；", "五、", "第五、"])
def test_an_item_with_a_wrong_mark_is_counted(fifth):
    items = "".join(f"\n第{number}，要加强管理{number}。责任到人{number}。" for number in "一二三四")
    text = f"要做好五项工作。{items}\n{fifth}加强队伍建设。轮训一遍。"
    assert counted(text) == []
    (one,) = [one for one in lint(read(TITLE + text)) if one.fix]
    assert one.rule in ("ordinal-comma", "mixed-series")


@pytest.mark.parametrize("mark", "。；.、：")
def test_a_last_item_with_a_wrong_mark_is_counted(mark):
    assert counted(f"我提三点希望。\n首先，要有志向。\n其次，要爱读书。\n最后{mark}要孝敬父母。") == []
