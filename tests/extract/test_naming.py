import re

import pytest

from qicao.extract import naming
from qicao.extract.entities import Fact, facts
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
    ],
)
def test_a_fact_without_a_cue_is_named_by_itself(kind, text, name):
    assert naming.name(*marked(text, kind)) == name


def test_the_same_fact_has_one_name_and_no_two_share_one():
    texts = [
        "由县水利局牵头，县林业局配合。",
        "县水利局、县公安局要备足沙袋30只、铁锹30把。",
        "由县公安局牵头。",
    ]
    found = [(text, fact) for text in texts for fact in facts(text)]
    named = dict(
        zip(
            [(fact.text, name) for (_, fact), name in zip(found, naming.names(found), strict=True)],
            found,
            strict=True,
        )
    )
    names = [name for _, name in named]
    assert len(set(names)) == len(names)
    assert ("县水利局", "牵头部门") in named
    assert sum(text == "县公安局" for text, _ in named) == 1
    assert sum(text == "30" for text, _ in named) == 2


def test_every_name_is_an_identifier():
    text = "截至1月24日24时，在全市（区）共有“××”项目3.5万个，1,000元/户，由X局牵头（含9:30）。"
    for fact in facts(text):
        name = naming.name(text, fact)
        assert re.fullmatch(r"[^\W\d]\w{1,7}", name)


def test_words_are_named_by_the_noun_before_them():
    assert naming.around("要突出抓好食品安全") == "食品安全"
    assert naming.around("，") == ""


def test_the_topic_is_the_work_that_recurs():
    texts = ["做好禁渔工作很重要。", "禁渔工作面广量大，各项工作要跟上。", "要把禁渔工作抓实。"]
    assert naming.topic(texts) == "禁渔工作"
    assert naming.topic(["各项工作有序推进。"]) == ""
