from decimal import Decimal

import pytest

from qicao import located
from qicao.declarations import declare
from qicao.params import Reading, suggest
from qicao.problems import Span


def declared(text):
    found = []
    node, said = located.read("t.md", text)
    params = declare(node, found)
    return params, [*said, *found]


def given(params, text):
    params, said = declared(params)
    assert not said
    found = []
    node, said = located.read("提纲.yaml", text)
    values = Reading(found, "提纲.yaml").values(params, node)
    return values, [*said, *found]


def one(kind, text, **options):
    extra = "".join(f", {key}: {value}" for key, value in options.items())
    values, found = given(f"甲: {{type: {kind}{extra}}}", f"甲: {text}\n")
    return values["甲"], [p.code for p in found]


@pytest.mark.parametrize(
    "text", ["no", "007", "2026-09-01", "null", "R&D", "'{{ 会议 }}'", "“引号”", "一、甲"]
)
def test_text_is_what_was_written(text):
    value, found = one("text", text)
    assert (value, found, value.path) == (text.strip("'"), [], "甲")


@pytest.mark.parametrize(
    ("kind", "text", "code"),
    [
        ("text", "|\n  一\n  二", "not-one-line"),
        ("text", "[一]", "not-text"),
        ("text", "{一: 二}", "not-text"),
        ("paragraphs", "[{一: 二}]", "not-text"),
        ("number", "三百多", "not-number"),
        ("number", "约28", "not-number"),
        ("number", "[1]", "not-text"),
        ("date", "明天", "not-date"),
        ("date", "2026-02-30", "no-such-date"),
        ("date", "2026年13月1日", "no-such-date"),
        ("flag", "也许", "not-flag"),
    ],
)
def test_what_is_not_of_the_declared_type_is_a_problem(kind, text, code):
    assert one(kind, text)[1] == [code]


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("28", 28),
        ("1,200", 1200),
        ("3.5%", "0.035"),
        ("6.37亿", 637_000_000),
        ("三十二", 32),
        ("两千", 2000),
        ("-3", -3),
        ("300余", 300),
    ],
)
def test_a_number_prints_as_written_and_counts_as_a_number(text, number):
    value, found = one("number", text)
    assert (value, found, value.number) == (text, [], Decimal(number))
    assert value == Decimal(number)
    assert value < 10**10
    assert not value > 10**10
    assert value + 1 == Decimal(number) + 1
    assert 1 - value == 1 - Decimal(number)
    assert value * 2 == 2 * value == Decimal(number) * 2
    assert value >= value <= value


@pytest.mark.parametrize(
    ("text", "printed"),
    [
        ("2026-09-01", "2026年9月1日"),
        ("2026/9/1", "2026年9月1日"),
        ("2026.9.1", "2026年9月1日"),
        ("2026年9月1日", "2026年9月1日"),
        ("2026年9月", "2026年9月"),
        ("9月上旬", "9月上旬"),
        ("二〇二六年九月一日", "二〇二六年九月一日"),
    ],
)
def test_a_date_prints_in_the_official_form(text, printed):
    assert one("date", text) == (printed, [])


@pytest.mark.parametrize(
    ("text", "wanted"),
    [("是", True), ("true", True), ("YES", True), ("否", False), ("no", False), ("√", True), ("×", False)],
)
def test_flags(text, wanted):
    assert one("flag", text) == (wanted, [])


def test_a_day_that_excel_shows_as_a_number_is_named():
    _, found = given("日期: {type: date}", "日期: 46266\n")
    assert (found[0].code, "2026-09-01" in found[0].hint) == ("not-date", True)
    _, found = given("日期: {type: date}", "日期: 明天\n")
    assert found[0].hint.startswith("写成 2026-09-01")


def test_choices():
    assert one("choice", "甲", choices="[甲, 乙]") == ("甲", [])
    _, found = given("方式: {type: choice, choices: [一是, 一要]}", "方式: 一是的\n")
    assert (found[0].code, found[0].hint) == ("not-choice", "是不是“一是”？可以选：一是、一要")


@pytest.mark.parametrize("kind", ["number", "date"])
@pytest.mark.parametrize("text", ["xx", "×", "", "待定", "〔待填〕", "〔待填：数量〕"])
def test_an_unknown_figure_is_a_gap(kind, text):
    value, found = one(kind, text)
    assert (value, value.gap, found) == ("〔待填：甲〕", True, [])
    assert value.place == Span("提纲.yaml", 1)
    if kind == "number":
        assert not value < 3
        assert value != 3
        assert value + 1 is value


def test_paragraphs_are_lines_and_their_spaces_stay():
    assert one("paragraphs", "|\n  一。\n\n    二。\n") == ("一。\n  二。", [])
    assert one("paragraphs", "[一。, 二。]") == ("一。\n二。", [])


LIST = "要求: {type: list, about: 逐条要求，至少两条, min: 2, max: 3, of: {标题: {type: text}, 正文: {type: paragraphs, default: ''}}}"


def test_a_missing_value_is_a_gap_and_an_open_one_its_default():
    values, found = given(
        "会议: {type: text, about: 会议全称}\n称呼: {type: text, default: 同志们}\n有: {type: flag}",
        "称呼:\n",
    )
    assert not found
    assert values["会议"] == "〔待填：会议全称〕"
    assert (values["会议"].gap, values["会议"].about, values["会议"].place) == (
        True,
        "会议全称",
        Span("提纲.yaml"),
    )
    assert (values["称呼"], bool(values["有"])) == ("同志们", False)
    assert given("称呼: {type: text, default: 同志们}", "称呼: ''\n")[0]["称呼"] == ""
    assert given("会议: {type: text}", "会议: ''\n")[0]["会议"].gap


def test_a_missing_list_has_as_many_gaps_as_it_needs_items():
    values, _ = given(LIST, "")
    assert values["要求"].gap
    assert [item.fields["标题"] for item in values["要求"]] == ["〔待填：标题〕"] * 2
    assert [item.fields["标题"].path for item in values["要求"]] == ["要求.1.标题", "要求.2.标题"]
    assert given("表: {type: list, of: text}", "表:\n  - 甲\n  -\n")[0]["表"][1].gap
    record, _ = given("部分: {type: record, of: {标题: {type: text}}}", "")
    assert record["部分"].fields["标题"].gap
    assert record["部分"]


def test_lists_say_how_many():
    assert [p.code for p in given(LIST, "要求:\n  - 标题: 甲\n")[1]] == ["too-few"]
    items = "  - 标题: 甲\n" * 4
    values, found = given(LIST, f"要求:\n{items}")
    assert [p.code for p in found] == ["too-many-items"]
    assert len(values["要求"]) == 3


def test_all_problems_of_a_brief_at_once():
    text = "要求:\n  - 标题: 甲\n    正问: 乙\n  - 丙\n会议: 甲\n"
    _, found = given(LIST, text)
    assert [(p.code, p.span.line, p.span.column, p.hint) for p in found] == [
        ("unknown-key", 5, 1, "这里可以写：要求"),
        ("unknown-key", 3, 5, "是不是“正文”？"),
        ("not-keys", 4, 5, "下一行缩进两个空格，分别写上：标题、正文"),
    ]


def test_suggestions():
    assert suggest("会义", ["会议", "日期"]) == "会议"
    assert suggest("天气", ["会议", "日期"]) == ""
    assert Span("a", 1, 2) < Span("a", 1, 3)
