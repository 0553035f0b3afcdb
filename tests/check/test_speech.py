"""A .docx checked: where what is found stands in its paragraphs."""

import docx
import pytest

from qicao.check import check
from qicao.check.fixing import fixed


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
