"""Items that people put into lists, take out, move and change, read back from a draft."""

import pytest

import qicao
from qicao import brief as briefs
from qicao.pull import pull
from qicao.rework.draft import Draft
from typed import Typed

TEMPLATE = """\
---
title: 试
params:
  会期: {type: date, example: 2026-09-01}
  届: {type: number, example: 12}
  部:
    type: list
    of:
      题: {type: text}
      说: {type: paragraphs, default: ''}
      项: {type: list, default: [], of: {名: {type: text}, 到: {type: date}}}
    example: []
  规: {type: list, of: {type: text}, example: [甲]}
  望: {type: list, of: {点: {type: text}, 话: {type: text}}, example: []}
  款: {type: list, of: {谁: {type: text}, 数: {type: number}}, example: []}
  家: {type: list, of: {type: text}, example: [甲]}
---
第{{ 届 | 汉字 }}届会
同志们：
今天是{{ 会期 }}。会议定在{{ 会期 | 月日 }}召开。
{% for 条 in 部 %}
一、{{ 条.题 }}
{{ 条.说 }}
{% for 项 in 条.项 %}
（一）{{ 项.名 }}。{{ 项.到 }}前做完。
{% endfor %}
{% endfor %}
纪律要讲清楚：{% for 条 in 规 %}第一，{{ 条 }}{% if loop.last %}。{% else %}；{% endif %}{% endfor %}大家都要照办。
再提希望：{% for 条 in 望 %}一是{{ 条.点 }}，{{ 条.话 }}{% if loop.last %}。{% else %}；{% endif %}{% endfor %}
感谢{{ 家 | 顿号 }}{{ 家 | 几 }}家单位，感谢捐款的{% for 笔 in 款 %}{{ 笔.谁 }}{{ 笔.数 }}万元{% if not loop.last %}、{% endif %}{% endfor %}，谢谢。
"""
BRIEF = """\
模板: templates/try.md
会期: 2026-09-01
届: 12
部:
  - {题: 守堤, 说: 连夜上堤。, 项: [{名: 巡查, 到: 2026-07-13}]}
  - {题: 转移, 说: 老人先走。}
规: [服从指挥, 注意安全]
望: [{点: 赛出风格, 话: 尊重裁判}, {点: 赛出水平, 话: 不留遗憾}]
款: [{谁: 商会, 数: 30}, {谁: 公司, 数: 56}]
家: [体育组]
"""
DIKE = {"题": "守堤", "说": "连夜上堤。", "项": [{"名": "巡查", "到": "2026-07-13"}]}
MOVE = {"题": "转移", "说": "老人先走。"}
STYLE, LEVEL = {"点": "赛出风格", "话": "尊重裁判"}, {"点": "赛出水平", "话": "不留遗憾"}


@pytest.fixture
def file(tmp_path):
    (tmp_path / "templates").mkdir()
    (tmp_path / "templates/try.md").write_text(TEMPLATE, "utf-8")
    (tmp_path / "a.yaml").write_text(BRIEF, "utf-8")
    path = tmp_path / "a.docx"
    path.write_bytes(qicao.write(qicao.draft(qicao.load(tmp_path / "a.yaml"))))
    return path


def read(path):
    found = pull(Draft(path), briefs.load(path.with_suffix(".yaml")))
    told = {one.code for one in found.problems if one.code.startswith("pull")}
    return {one.path: one.now for one in found.changed}, told


CASES = {
    "behind the last, with its ordinal": (
        [("注意安全", "注意安全；第三，爱护器材")],
        {"规": ["服从指挥", "注意安全", "爱护器材"]},
        set(),
    ),
    "the last changed, one behind it": (
        [("注意安全", "注意卫生；第三，爱护器材")],
        {"规": ["服从指挥", "注意卫生", "爱护器材"]},
        set(),
    ),
    "in front": (
        [("服从指挥", "准时到场；第二，服从指挥")],
        {"规": ["准时到场", "服从指挥", "注意安全"]},
        set(),
    ),
    "of two values": (
        [("尊重裁判", "尊重裁判；二是赛出友谊，互相学习")],
        {"望": [STYLE, {"点": "赛出友谊", "话": "互相学习"}, LEVEL]},
        set(),
    ),
    "that can be cut in two ways": ([("尊重裁判", "尊重裁判；二是赛出友谊，互学，互助")], {}, {"pull-items"}),
    "of a text and a figure": (
        [("公司", "公社13.8万元、公司")],
        {"款": [{"谁": "商会", "数": "30"}, {"谁": "公社", "数": "13.8"}, {"谁": "公司", "数": "56"}]},
        set(),
    ),
    "to a list of one": (
        [("体育组", "体育组、校医室"), ("一家", "两家")],
        {"家": ["体育组", "校医室"]},
        set(),
    ),
}


@pytest.mark.parametrize("name", CASES)
@pytest.mark.parametrize("tagged", [True, False])
def test_an_item_is_typed_into_an_enumeration(file, name, tagged):
    edits, values, codes = CASES[name]
    with Typed(file) as typed:
        for old, new in edits:
            typed.replace(old, new)
        if not tagged:
            typed.untag()
    # where no mark is left and ordinals are stale, it may be told instead
    assert read(file) in ((values, codes), *([] if tagged else [({}, {"pull-items"})]))


def test_what_is_below_belongs_to_the_item_above(file):
    with Typed(file) as typed:
        for text, above in (("三、清障", "老人先走"), ("（一）清漂。2026年7月14日前做完。", "三、清障")):
            typed.add(above, text)
        typed.add("（一）清漂", "（二）打桩。2026年7月15日前做完。")
    items = [{"名": "清漂", "到": "2026-07-14"}, {"名": "打桩", "到": "2026-07-15"}]
    assert read(file) == ({"部": [DIKE, MOVE, {"题": "清障", "项": items}]}, set())


def test_a_second_pull_finds_no_more_than_the_first(file):
    from qicao.revise import revise

    with Typed(file) as typed:
        place = typed.find("老人先走")
        for phrase in ("前做完", "连夜上堤", "一、守堤"):
            place.addnext(typed.find(phrase))
        typed.replace("老人先走", "老幼先走")
    brief = file.with_suffix(".yaml")
    values = pull(Draft(file), briefs.load(brief)).values
    assert [one.get("题").text for one in values.get("部").items] == ["转移", "守堤"]
    assert values.get("部").items[0].get("说").text.rstrip("\n") == "老幼先走。"
    brief.write_text(revise(brief.read_text("utf-8"), values), "utf-8")
    assert read(file) == ({}, set())


@pytest.mark.parametrize(
    ("edits", "values"),
    [
        ([("2026年9月1日", "2026年9月8日"), ("9月1日", "9月8日")], {"会期": "2026-09-08"}),
        ([("2026年9月1日", "2027年9月8日"), ("9月1日", "9月8日")], {"会期": "2027-09-08"}),
        ([("十二", "十三")], {"届": "13"}),
    ],
)
def test_a_value_is_read_through_its_filters(file, edits, values):
    with Typed(file) as typed:
        for old, new in edits:
            typed.replace(old, new)
    assert read(file) == (values, set())


def test_an_item_that_waits_for_a_decision_is_not_taken_out(file):
    from qicao.update import update

    with Typed(file) as typed:
        typed.delete("二、转移")
        typed.delete("老人先走")
    brief = file.with_suffix(".yaml")
    brief.write_text(BRIEF.replace("老人先走", "老人小孩先走").replace("题: 转移", "题: 转移群众"), "utf-8")
    file.write_bytes(update(file).data)
    assert read(file) == ({}, {"pull-pending"})
