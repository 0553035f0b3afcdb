from hypothesis import given
from hypothesis import strategies as st

from qicao.check.page import HOLE, Page, fixed
from qicao.problems import Problem, Span


def test_words_stand_where_they_begin_or_where_the_reader_found_them():
    page = Page("稿.txt", "标题\n\n　　同志们：\n  **重点**是抓\n实抓细。")
    assert page.span("同志们：", Span("", 3, 3), 3, 4) == Span("稿.txt", 3, 6, 1)
    assert page.span("重点是抓实抓细。", Span("", 4, 3), 2, 4) == Span("稿.txt", 4, 9, 2)
    assert page.span("重点是抓实抓细。", Span("", 4, 3), 5, 6) == Span("稿.txt", 5, 2, 1)


def test_what_is_missing_stands_behind_the_character_before():
    page = Page("稿.txt", "同志们\n")
    assert page.span("同志们", Span("", 1, 1), 3, 3) == Span("稿.txt", 1, 4, 0)


def test_a_place_that_is_not_there_is_the_file():
    assert Page("稿.txt", "一行").span("词", Span("", 9, 1), 0, 1) == Span("稿.txt")


def fix(line, column, length, new):
    return Problem("x", "", Span("a", line, column, length), fix=new)


def test_fixes_keep_every_line_end():
    text = "一,二\r\n三;四\n五"
    assert fixed(text, [fix(1, 2, 1, "，"), fix(2, 2, 1, "；")]) == "一，二\r\n三；四\n五"
    assert fixed("一,二\n三", [fix(1, 2, 1, ""), fix(2, 1, 0, "第")]) == "一二\n第三"


def test_of_two_fixes_that_overlap_one_is_made():
    assert fixed("一二三四", [fix(1, 2, 2, "乙"), fix(1, 3, 1, "丙")]) == "一乙四"


@given(st.text("一二,\n \r", max_size=40), st.data())
def test_nothing_but_the_span_changes(text, data):
    lines = text.splitlines()
    spots = [(at, i) for at, line in enumerate(lines, 1) for i, char in enumerate(line, 1) if char == ","]
    chosen = data.draw(st.lists(st.sampled_from(spots), unique=True)) if spots else []
    made = fixed(text, [fix(line, column, 1, "，") for line, column in chosen])
    assert len(made) == len(text)
    assert [
        i for i, (old, new) in enumerate(zip(text, made, strict=True)) if old != new and new != "，"
    ] == []
    assert made.count("，") == len(chosen)
    assert made.replace("，", ",") == text


def test_escapes_and_the_head_of_a_block_are_stepped_over():
    page = Page("提纲.yaml", '形势: "开学了。\\n查出,很多\\u3002好,行"\n正文: >-  # 注\n  今年,\n  各校\n')
    words = "开学了。\n查出,很多。好,行"
    first, second = (at for at, char in enumerate(words) if char == ",")
    assert page.at(page.span(words, Span("", 1, 5), first, first + 1)) == ","
    assert page.span(words, Span("", 1, 5), second, second + 1) == Span("提纲.yaml", 1, 24, 1)
    assert page.at(page.span(words, Span("", 1, 5), 4, 5)) == "\\"
    assert page.span("今年, 各校", Span("", 2, 5), 2, 3) == Span("提纲.yaml", 3, 5, 1)


def test_a_hole_stands_for_what_the_template_has_there():
    page = Page("试.md", "召开{{ 会议 }},部署。")
    assert page.span(f"召开{HOLE * 8},部署。", Span("", 1, 1), 10, 11) == Span("试.md", 1, 11, 1)
