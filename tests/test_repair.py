import pytest
from hypothesis import given
from hypothesis import strategies as st

from qicao.readers.text import read
from qicao.repair import Change, apply, repair


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("同志们:", "同志们："),
        ("今天开会,主要任务有两项:一是总结;二是部署!", "今天开会，主要任务有两项：一是总结；二是部署！"),
        ("这件事谁来管?怎么管?", "这件事谁来管？怎么管？"),
        ("全镇上下做了大量工作, 3月9日完成整改。", "全镇上下做了大量工作，3月9日完成整改。"),
        ("各镇(街道)要抓实。", "各镇（街道）要抓实。"),
        ("(2026年3月5日)", "（2026年3月5日）"),
        ("(一)明确责任", "（一）明确责任"),
        ("（一)明确责任", "（一）明确责任"),
        ('落实"一岗双责"要求。', "落实“一岗双责”要求。"),
        ('落实“一岗双责"要求。', "落实“一岗双责”要求。"),
        ("会议到此结束.", "会议到此结束。"),
        ("各单位要抓好落实.会后把名单报办公室.", "各单位要抓好落实。会后把名单报办公室。"),
        ("责任要 落到人。", "责任要落到人。"),
        ("一 、管住源头", "一、管住源头"),
        ("完成GDP目标,全市上下一条心。", "完成GDP目标，全市上下一条心。"),
    ],
)
def test_what_is_set_right(text, wanted):
    assert repair(text)[0] == wanted


@pytest.mark.parametrize(
    "text",
    [
        "上午9:30开会，9:30:15散会",
        "共1,000人，3.5万元，同比增长4.2%",
        "请看https://example.cn/a,b:c?d=1",
        "邮箱a.b@example.cn",
        "通过ISO 9001:2015认证",
        "说明书上写着Hello, world! It works",
        "执行print(a, b)这一行",
        "路径C:\\work\\表.txt",
        "1.摸清底数",
        "2) 建立台账",
        "3.5公里",
        "一.总体要求",
        "等等...",
        'Half-width text, with (brackets) and "quotes": none of it Chinese.',
        "局长 江远",
        "厉行节约  反对浪费",
        "第一部分　怎么看",
        "共 3 个单位",
        "他打开了(没有另一半",
    ],
)
def test_what_stays_as_it_is(text):
    assert repair(text) == (text, ())


def test_each_change_says_where_what_and_what_now():
    text, changes = repair('抓"早", 抓(小)')
    assert text == "抓“早”，抓（小）"
    assert changes == (
        Change(1, '"', "“"),
        Change(3, '"', "”"),
        Change(4, ",", "，"),
        Change(5, " ", ""),
        Change(7, "(", "（"),
        Change(9, ")", "）"),
    )


PIECES = st.lists(
    st.sampled_from(
        [
            "甲",
            "乙丙",
            "要抓实",
            *',:;?!()."“”（）， 。',
            "9",
            "30",
            "A",
            "bc",
            "\u3000",
            "http://a.cn",
            "...",
            "1.",
            "一",
        ]
    ),
    max_size=14,
).map("".join)


@given(PIECES)
def test_once_is_enough(text):
    once, _ = repair(text)
    assert repair(once) == (once, ())


@given(PIECES)
def test_only_what_is_listed_changes(text):
    repaired, changes = repair(text)
    again = list(text)
    for change in changes:
        assert text[change.pos] == change.old
        assert change.old in ',:;?!()." \u3000'
        again[change.pos] = change.new
    assert "".join(again) == repaired


@given(st.text(alphabet=st.characters(max_codepoint=0x2FF), max_size=60))
def test_text_without_chinese_is_left_alone(text):
    assert repair(text) == (text, ())


def test_the_repairs_of_a_document_have_their_places():
    document, repairs = apply(read("讲话\n同志们:\n　　一是抓早, 抓小。早抓。\n", "a.txt"))
    assert document.text == "讲话\n同志们：\n一是抓早，抓小。早抓。\n"
    assert [(str(one.span), one.old, one.new) for one in repairs] == [
        ("a.txt:2:4", ":", "："),
        ("a.txt:3:7", ",", "，"),
        ("a.txt:3:8", " ", ""),
    ]
    point = document.blocks[-1]
    assert point.text[: point.lead] == "一是抓早，抓小。"
