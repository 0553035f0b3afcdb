"""A .docx checked: where what is found stands in its paragraphs."""

import docx
import pytest
from docx.oxml import parse_xml

from qicao.check import check
from qicao.check.fixing import fixed

W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'


@pytest.fixture
def saved(tmp_path):
    """Return saved(text, …): the path of a .docx with a paragraph for each text, "\\n" a line break."""

    def file(*texts, style=None):
        made, path = docx.Document(), tmp_path / "稿.docx"
        for text in texts:
            made.add_paragraph(text, style)
        made.save(path)
        return path

    return file


def marked(found):
    """Return the words each problem of a Checked file is about, in its paragraph."""
    return [
        found.lines[one.span.line - 1][one.span.column - 1 :][: one.span.length] for one in found.problems
    ]


# -- lines of a paragraph


def test_columns_go_on_after_a_line_break(saved):
    path = saved("同志们：", "今年以来,抓得紧。\n今年以后,要抓紧。\n\n要,抓实。")
    found = check(path)
    assert found.lines[1] == "今年以来,抓得紧。\n今年以后,要抓紧。\n\n要,抓实。"
    assert [(one.code, one.span.line, one.span.column) for one in found.problems] == [
        ("half-width", 2, 5),
        ("half-width", 2, 15),
        ("half-width", 2, 23),
    ]
    assert marked(found) == [",", ",", ","]
    made = fixed(found)
    assert list(made.listed()) == [
        "~ 2  今年以来[-,-]{+，+}抓得紧。⏎今年以后[-,-]{+，+}要抓紧。⏎⏎要[-,-]{+，+}抓实。"
    ]


def test_columns_count_an_automatic_number(saved):
    found = check(saved("措施,不力\n督查,不严", style="List Number"))
    assert found.lines == ("1. 措施,不力\n督查,不严",)
    assert marked(found) == [",", ","]


# -- what cannot be put right


def with_field(path):
    """Put a paragraph whose comma is the result of a field into a .docx."""
    made = docx.Document(path)
    words = made.add_paragraph("会议在,第")._p
    words.append(parse_xml(f'<w:fldSimple {W} w:instr="REF a"><w:r><w:t>三,四</w:t></w:r></w:fldSimple>'))
    made.save(path)


def test_a_fix_that_cannot_be_made_is_none_and_told_once_with_what_to_do(saved):
    path = saved("同志们：", "今年以来,抓得紧。")
    with_field(path)
    found = check(path)
    assert [(one.span.column, one.fix) for one in found.problems if one.code == "half-width"] == [
        (5, "，"),
        (4, "，"),
        (7, None),
    ]
    made = fixed(found)
    assert [(one.code, one.span.line, one.span.column) for one in made.problems] == [("not-fixed", 3, 7)]
    assert "更新域" in made.problems[0].hint
    path.write_bytes(made.data)
    assert [one.fix for one in check(path).problems] == [None]


def test_what_is_suggested_already_is_counted_and_not_found_again(saved):
    path = saved("同志们：", "今年以来,抓得紧。", "今年以后,要抓紧,抓实。")
    path.write_bytes(fixed(check(path), track=True).data)
    found = check(path)
    assert [one.code for one in found.problems] == ["suggestions-pending"]
    assert "3 处" in found.problems[0].message
    assert fixed(found).made == fixed(found).problems == ()


# -- what a check says of the file


def test_a_table_is_told_to_be_unchecked_and_one_that_is_the_page_is_checked(tmp_path):
    made, path = docx.Document(), tmp_path / "稿.docx"
    made.add_table(1, 1).cell(0, 0).text = "甲,乙单位要抓紧。"
    made.save(path)
    assert [one.code for one in check(path).problems] == ["half-width"]
    for text in ("同志们：", "今年以来，各乡镇抓得紧，完成得好。", "今后还要抓实。"):
        made.add_paragraph(text)
    made.save(path)
    (found,) = check(path).problems
    assert found.code == "table-left-out"
    assert "没有检查" in found.message


def commented(path, *texts):
    """Put a comment of somebody on the words of a .docx for each text."""
    made = docx.Document(path)
    for one, text in zip(made.paragraphs, texts, strict=False):
        made.add_comment(one.runs, text, author="闻青川", initials="闻")
    made.save(path)


def test_a_comment_that_switches_rules_off_is_no_content_left_out(saved):
    path = saved("同志们：", "今年以来,抓得紧。", "今后要抓实。")
    commented(path, "qicao: off", "QICAO: OFF half-width")
    assert not check(path).problems
    path = saved("同志们：", "今年以来,抓得紧。", "今后要抓实。")
    commented(path, "qicao: off date\n这里请领导定", "qicao: off half-width", "请核实")
    (found,) = check(path).problems
    assert found.code == "comments-left-out"
    assert "2 条" in found.message


def test_a_comment_that_names_no_rule_is_told_with_the_one_that_may_be_meant(saved):
    path = saved("今年以来,抓得紧。")
    commented(path, "qicao: off HalfWidth")
    assert [(one.code, one.severity) for one in check(path).problems] == [
        ("unknown-rule", "warning"),
        ("half-width", "error"),
    ]
    assert "half-width" in check(path).problems[0].hint
