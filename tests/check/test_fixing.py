"""Fixes: twice is once, nothing fixable is left, nothing but the finding changes."""

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from qicao.check import check, switches
from qicao.check.fixing import fixed
from qicao.check.page import Page
from qicao.lint import lint
from qicao.readers.text import read

KEPT = (
    "9:30", "1,000", "3.5%", "https://www.example.cn/a?b=1,2&c=(3)", "2013—2015", "ISO 9001:2015", "——", "print(a, b)",
    "office@example.cn", "12:05:30", "1:1000", "v1.2.3", "GB/T 9704-2012", "`a,b;c`", "10,000.50", "www.example.com", "A/B",
    "3:2", "COVID-19", "5G", "1+X", "80%", "12345", "Q&A", "C:\\稿件", "2026-09-01",
)  # fmt: skip
WORDS = (
    *KEPT, "同志们：", "同志们:", "各乡镇", "要抓紧", "（一）、明确责任", "（二）压实责任", "一、", "二、", "四、", "一是", "二是", "二要", "四是", "第一、", "第一，",
    "1、", "1.", "，", ",", "。", ".", "；", ";", "：", ":", "“", "”", "\"", "(", ")", "（", "）", "《", "》", "...", "……", "…", "。。", "，，", " ", "\n", "\n", "我讲三点意见。", "等……", "!", "！",
)  # fmt: skip


def once(text):
    """Return a text with the fixes of one run, and what was fixed."""
    page = Page("稿.txt", text)
    spots = []
    for one in lint(read(text, "稿.txt")):
        span = page.span(one.block.text, one.block.origin, one.start, one.end)
        if one.fix is not None and page.at(span) == one.words:
            spots.append((span.line, span.column, span.length, one.fix))
    lines = text.split("\n")
    for line, column, length, new in sorted(set(spots), reverse=True):
        lines[line - 1] = lines[line - 1][: column - 1] + new + lines[line - 1][column - 1 + length :]
    return "\n".join(lines), spots


@given(st.lists(st.sampled_from(WORDS), min_size=1, max_size=40).map("".join))
@example("同志们,\n一、甲\n二、乙。\n四、丙：\n（一）、丁\n1、戊...")
@settings(max_examples=400)
def test_fixing_twice_is_fixing_once_and_leaves_nothing_to_fix(text):
    rounds = 0
    while (new := once(text))[1] and rounds < 6:
        text, rounds = new[0], rounds + 1
    assert rounds < 6
    assert once(text) == (text, [])


@pytest.mark.parametrize("kept", KEPT)
@pytest.mark.parametrize(
    "around",
    [
        "会议在{}召开,各乡镇参加。",
        "请看{}。",
        "今年以来,{},各部门要抓紧。",
        "一是做好{};二是抓好落实。",
        "（{}）",
        "{}",
    ],
)
def test_what_is_no_chinese_text_survives(kept, around):
    text = around.format(kept)
    for _ in range(4):
        text = once(text)[0]
    assert kept in text


def test_the_program_fixes_as_this_test_does(tmp_path):
    path = tmp_path / "稿.txt"
    path.write_text("同志们:\n今年以来,各乡镇（一）、抓得紧...\n", "utf-8")
    done = fixed(check(path, switches.Switches()))
    assert done.data.decode() == once(path.read_text("utf-8"))[0]
    assert list(done.listed()) == [
        "~ 1  同志们[-:-]{+：+}",
        "~ 2  今年以来[-,-]{+，+}各乡镇（一）、抓得紧[-...-]{+……+}",
    ]


def test_a_fix_that_would_break_a_brief_is_left_out_and_the_others_are_made(tmp_path):
    path = tmp_path / "提纲.yaml"
    path.write_text(
        '模板: campus-briefing\n标题: "讲\\"话\\"稿"\n形势: 今年以来,抓得紧。\n要求: [{要点: 抓紧;抓实, 正文: 好。}]\n',
        "utf-8",
    )
    made = fixed(check(path, switches.Switches())).data.decode()
    assert "形势: 今年以来，抓得紧。" in made
    assert "要点: 抓紧；抓实" in made
    assert '标题: "讲\\"话\\"稿"' in made
