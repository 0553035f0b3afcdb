import re

import pytest

from drafts import ENDLESS
from qicao.extract import naming
from qicao.extract.entities import Fact, facts
from qicao.patience import patience
from qicao.tables import table

CUES = [
    (kind, text, name)
    for kind, cues in table("names")["cues"].items()
    for cue in cues
    for text, name in cue["examples"].items()
]


def marked(text, kind):
    """Return (the text, the fact between ［ and ］ in it)."""
    before, value, after = re.fullmatch("(.*)［(.*)］(.*)", text, re.S).groups()
    start = len(before)
    type_ = "date" if kind in ("date", "gap") else "number" if kind == "number" else "text"
    return before + value + after, Fact(start, start + len(value), kind, value, type_)


@pytest.mark.parametrize(("kind", "text", "name"), CUES)
def test_the_examples_of_the_table(kind, text, name):
    assert naming.name(*marked(text, kind)) == name


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("累计报告病例53例，其中确诊病例［28］例、疑似病例25例。", "确诊病例数"),
        ("全县共有核酸检测仪器［11］台，使用的仅有5台。", "核酸检测仪器数"),
        ("波及［28］个省份，多地停运。", "省份数"),
        ("改造排涝泵站［36］座。", "排涝泵站数"),
        ("粮食总产量达到［28.6万］吨。", "粮食总产量"),
        ("举报属实的每次奖励［200］元。", "奖励金额"),
        ("全县有林地［186万］亩。", "有林地面积"),
        ("排查［16］家粉尘涉爆企业。", "粉尘涉爆企业数"),
        ("［12］家涉及有限空间作业的企业。", "企业数"),
        ("村里明确［1］名安全劝导员。", "安全劝导员数"),
        ("刚才，［八］位企业家发言。", "企业家数"),
        ("关系全镇［三万］群众生命财产安全。", "群众数"),
        ("［三十一］件提案件件有着落。", "提案数"),
        ("入户要［两］人同行。", "入户人数"),
        ("［两］次返工仍不合格。", "返工次数"),
        ("贡献了［六］成的税收。", "税收比例"),
        ("砚州、阿坝［6］市（州）暂无病例。", "暂无病例市州数"),
        ("后勤处要对［25］处未销号隐患列出清单。", "未销号隐患数"),
        ("启动［Ⅱ］级响应。", "响应级别"),
        ("［10］。", "数量"),
    ],
)
def test_a_figure_is_what_it_counts(text, name):
    found = naming.name(*marked(text, "number"))
    assert found == name


@pytest.mark.parametrize(
    ("kind", "text", "name"),
    [
        ("body", "［县水利局］要备足沙袋。", "水利部门"),
        ("body", "报［县防汛抗旱指挥部］批准。", "指挥机构"),
        ("place", "［柳坝镇］先行一步。", "镇名"),
        ("place", "来自［巴西］的大豆。", "国家"),
        ("document", "根据［《云岭市防汛应急预案》］，", "应急预案"),
        ("festival", "［春节］临近。", "节日"),
        ("quote", "“［弦］”要绷紧。", "提法"),
        ("contact", "邮箱［a@b.cn］。", "邮箱"),
        ("body", "［县教委］要细化措施。", "教育部门"),
        ("body", "［县融媒体中心］要宣传。", "融媒体部门"),
        ("place", "［砚南水厂］建厂多年。", "企业"),
        ("person", "［林晓舟同学］夺得金牌。", "同学姓名"),
        ("person", "［副县长方明］到会。", "职务姓名"),
        ("person", "［方明］到会。", "姓名"),
        ("period", "［“十五五”］时期。", "规划时期"),
        ("date", "在［2021年］全镇工作的基础上，", "年份"),
    ],
)
def test_a_fact_without_a_cue_is_named_by_itself(kind, text, name):
    assert naming.name(*marked(text, kind)) == name


def test_a_name_that_is_taken_makes_way_for_the_next_best():
    text = "由县水利局牵头，县林业局配合。"
    first = facts(text)[0]
    options = tuple(naming.candidates(text, first))
    assert naming.free(options, {}) == "牵头部门"
    assert naming.free(options, {"牵头部门": 1}) == "水利部门"
    assert naming.free(("数量",), {"数量", "数量2"}) == "数量3"
    assert next(naming.candidates(text, first, own=True)) == "水利部门"


def test_every_name_is_an_identifier():
    text = "截至1月24日24时，在全市（区）共有“××”项目3.5万个，1,000元/户，由X局牵头（含9:30）。"
    for fact in facts(text):
        name = naming.name(text, fact)
        assert re.fullmatch(r"[^\W\d]\w{1,7}", name)


def test_words_are_named_by_the_noun_before_them():
    assert naming.around("要突出抓好食品安全") == "食品安全"
    assert naming.around("今年的主要任务是") == "任务"
    assert naming.around("大会的主题是“") == "主题"
    assert naming.around("今天讲话的题为") == "题目"


@pytest.mark.parametrize(
    "before", ["", "，", "把大家组织起来", "这样才能", "今年开春", "夺得5枚金牌，", "同学打破"]
)
def test_no_noun_right_before_gives_no_name(before):
    assert naming.around(before) == ""


def test_a_long_name_is_cut_where_a_word_begins():
    text, fact = marked("［县人力资源和社会保障局］要跟进。", "body")
    assert naming.name(text, fact) == "社会保障部门"


@pytest.mark.parametrize(
    "unit", ["县", "1", "降雨量", "刚才，", "个乡镇中，", "储备", "力争", "率", "来", "a"]
)
def test_no_cue_runs_away(unit):
    text = (unit * 20_000)[:20_000]
    for rows in table("names")["cues"].values():
        for row in rows:
            with patience(row["pattern"], ENDLESS):
                assert all(found.end() <= len(text) for found in re.finditer(row["pattern"], text))


def test_the_topic_is_the_work_that_recurs():
    texts = ["做好禁渔工作很重要。", "禁渔工作面广量大，各项工作要跟上。", "要把禁渔工作抓实。"]
    assert naming.topic(texts) == "禁渔工作"
    assert naming.topic(["各项工作有序推进。"]) == ""
