from dataclasses import replace

import pytest

from drafts import SLUGS, example
from qicao import brief as briefs
from qicao.lint import speeches
from qicao.lint.length import Budget, budget, length, minutes
from qicao.problems import Span, problem
from qicao.readers.text import read
from qicao.writers import outline

SPEECH = f"""在全县推进会上的讲话
同志们：
{"今天召开全县推进会。" * 18}下面，我讲两点意见。
一、提高认识
{"认识要再提高一步。" * 40}
二、压实责任
{"责任要落到每个人头上。" * 20}
同志们，{"让我们把工作落到实处。" * 8}
"""


def found(text, **known):
    speech = speeches(read(text))[0]
    return [(one.code, one.words[:6]) for one in length(replace(speech, budget=Budget(**known)))]


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("15分钟", 15), ("15", 15), ("15 分钟", 15), ("１５分", 15), ("十五分钟", 15), ("一刻钟", 15), ("三刻钟", 45), ("1小时20分", 80),
        ("半小时", 30), ("半个小时", 30), ("一个半小时", 90), ("1.5小时", 90), ("两小时", 120), ("不超过20分钟", 20), ("8分钟左右", 8),
        ("一分半钟", 1.5), ("15分30秒", 15.5), ("20min", 20), ("1h20m", 80), ("很长", None), ("", None), ("明天", None), ("12:30", None), ("0", None),
    ],
)  # fmt: skip
def test_a_time_is_read_as_people_write_it(text, wanted):
    assert minutes(text) == wanted


def test_without_a_time_nothing_is_found():
    assert list(length(speeches(read(SPEECH))[0])) == []


def test_a_speech_is_too_long_or_too_short_as_a_whole():
    assert found(SPEECH, whole=2) == [("length", "在全县推进会")]
    assert found(SPEECH, whole=60) == [("length.under", "在全县推进会")]
    assert found(SPEECH, whole=5) == []


def test_the_whole_names_the_minutes_of_each_part():
    speech = speeches(read(SPEECH))[0]
    one = next(iter(length(replace(speech, budget=Budget(2)))))
    said = problem(one.code, Span("a"), **one.facts)
    assert "开场 1.1、“一、提高认识” 2、“二、压实责任” 1.3、号召 0.5" in said.message
    assert said.severity == "warning"


@pytest.mark.parametrize(
    ("name", "time", "wanted"),
    [
        ("开场", 0.5, [("length.part-over", "同志们：")]),
        ("一", 1, [("length.part-over", "一、提高认识")]),
        ("第二部分", 9, [("length.part-under", "二、压实责任")]),
        ("压实", 9, [("length.part-under", "二、压实责任")]),
        ("结尾", 3, [("length.part-under", "同志们，让我")]),
        ("2", 1.3, []),
        ("三", 1, [("length.unknown", "在全县推进会")]),
        ("附件", 1, [("length.unknown", "在全县推进会")]),
    ],
)
def test_a_part_is_named_by_its_place_its_number_or_its_title(name, time, wanted):
    assert found(SPEECH, parts=((name, time),)) == wanted


def test_a_part_may_be_a_value_of_the_brief():
    speech = speeches(example("campus-briefing"))[0]
    codes = [
        one.code for one in length(replace(speech, budget=Budget(parts=(("要求.1", 9), ("要求.2", 1.1)))))
    ]
    assert codes == ["length.part-under"]


def test_a_budget_is_a_text_or_a_dict():
    assert budget("一刻钟") == (Budget(15), ())
    assert budget({"全文": "15分钟", "开场": "2", "一": "久"}) == (Budget(15, (("开场", 2),)), ("一",))
    assert budget("很久") == (Budget(), ("",))


@pytest.mark.parametrize("slug", SLUGS)
def test_the_characters_are_those_that_show_prints(slug):
    document = example(slug)
    shown = outline.write(document).split("\n")[1].split(" 字")[0].replace(",", "")
    one = next(iter(length(speeches(document, Budget(600))[0])))
    assert one.facts["characters"] == int(shown)


@pytest.mark.parametrize("key", ["时长", "duration"])
def test_a_brief_may_say_how_long_the_speech_may_take(make, key):
    template = make("会议: {type: text, example: 推进会}", "同志们：\n今天开{{ 会议 }}。\n")
    brief = briefs.read(template, f"会议: 例会\n{key}: 15分钟\n", "提纲.yaml")
    assert not brief.warnings
    assert brief.given.get(key).text == "15分钟"
