import pytest
from hypothesis import given
from hypothesis import strategies as st

from qicao.document import Block, Document, Text
from qicao.problems import ProblemsFound
from qicao.readers import read as read_file
from qicao.readers.text import read
from qicao.writers.text import write


def kinds(text):
    return [(block.kind, block.level) for block in read(text).blocks]


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("讲话\n同志们：\n", [("title", 0), ("salutation", 0)]),
        ("同志们：\n今天开会。\n", [("salutation", 0), ("body", 0)]),
        (
            "在会上的讲话\n——甲\n（2026年9月1日）\n局长 某某\n各位来宾:\n",
            [("title", 0), ("subtitle", 0), ("byline", 0), ("byline", 0), ("salutation", 0)],
        ),
        ("今天召开全省会议，主要任务是部署工作。\n", [("body", 0)]),
        ("讲话\n今天召开会议。\n一、甲\n", [("title", 0), ("body", 0), ("heading", 1)]),
        ("讲话\n大家好！\n", [("title", 0), ("salutation", 0)]),
        ("甲。\n一、压实责任，守牢底线\n", [("body", 0), ("heading", 1)]),
        ("甲。\n一、压实责任。各单位要抓实。\n", [("body", 0), ("point", 1)]),
        (
            "甲。\n(二)压实责任\n3.摸底\n（4）县级\n",
            [("body", 0), ("heading", 2), ("heading", 3), ("heading", 4)],
        ),
        ("甲。\n一是抓实。早抓。\n", [("body", 0), ("point", 0)]),
        ("甲。\n一、\n", [("body", 0), ("body", 0)]),
        ("甲。\n同志们：\n", [("body", 0), ("salutation", 0)]),
        ("　　甲。\n\\一、不是标题\n", [("body", 0), ("body", 0)]),
    ],
)
def test_what_each_line_is(text, wanted):
    assert kinds(text) == wanted


def test_a_lead_goes_to_the_first_full_stop():
    (block,) = read("一是压实责任。各单位要抓实。\n").blocks
    assert block.text[: block.lead] == "一是压实责任。"


def test_places_are_those_of_the_file():
    blocks = read("\n　　同志们：\n\n今天。\n", "a.txt").blocks
    assert [str(block.origin) for block in blocks] == ["a.txt:2:3", "a.txt:4:1"]


def test_an_unknown_kind_of_file(tmp_path):
    for name, code in (
        ("a.doc", "save-as-docx"),
        ("a.wps", "save-as-docx"),
        ("a.PDF", "save-as-docx"),
        ("a", "unknown-input"),
    ):
        with pytest.raises(ProblemsFound) as found:
            read_file(tmp_path / name)
        assert found.value.problems[0].code == code
        assert found.value.problems[0].hint


LINES = (
    st.lists(
        st.sampled_from(
            [
                "一、",
                "（一）",
                "一是",
                "第一，",
                "\\",
                "同志们：",
                "抓实",
                "。",
                "，",
                "——",
                "2.",
                "讲话",
                " ",
            ]
        ),
        min_size=1,
        max_size=6,
    )
    .map(lambda words: "".join(words).strip())
    .filter(lambda line: line.strip("\\ "))
)


@given(st.lists(LINES, min_size=1, max_size=6))
def test_what_is_written_reads_back(lines):
    body = Block("body", (Text("今天开会，讲几件事。"),))
    document = Document((body, *(block for block in read("\n".join(["今天。", *lines])).blocks[1:])))
    again = read(write(document).decode())
    assert again.text == document.text
    assert [block.kind for block in again.blocks] == [block.kind for block in document.blocks]


@pytest.mark.parametrize(
    ("encoding", "warned"),
    [("utf-8", []), ("utf-8-sig", ["encoding"]), ("gb18030", ["encoding"]), ("utf-16", ["encoding"])],
)
def test_every_usual_encoding(tmp_path, encoding, warned):
    path = tmp_path / "a.txt"
    path.write_bytes("讲话\r\n\r\n　　同志们：\r\n　　今天开会。\x1a".encode(encoding))
    document, found = read_file(path)
    assert document.text == "讲话\n同志们：\n今天开会。\n"
    assert [one.code for one in found] == warned
    assert [block.origin.line for block in document.blocks] == [1, 3, 4]


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (b"", "empty-file"),
        ("　\n \ufeff\n".encode(), "empty-file"),
        (b"\x00\x01\x02\x03" * 40, "binary-file"),
        (bytes(range(256)) * 9, "not-utf8"),
    ],
)
def test_files_that_hold_no_text(tmp_path, data, code):
    path = tmp_path / "a.txt"
    path.write_bytes(data)
    with pytest.raises(ProblemsFound) as found:
        read_file(path)
    assert [one.code for one in found.value.problems] == [code]
    assert found.value.problems[0].hint


def test_stray_control_characters_are_left_out_and_told(tmp_path):
    path = tmp_path / "a.txt"
    path.write_text("讲话\n同志们：\n" + "今天开会，部署下一步工作。" * 9 + "\x07\n\x0c第二页。\n", "utf-8")
    document, found = read_file(path)
    assert "\x07" not in document.text
    assert [one.code for one in found] == ["characters-left-out"]


@pytest.mark.parametrize(
    ("text", "level"), [("一 、 管住源头", 1), ("（ 二 ） 管住餐桌", 2), ("一、 管住厨余", 1)]
)
def test_spaces_in_an_ordinal_are_closed_up(text, level):
    block = read("甲。\n" + text + "\n").blocks[1]
    assert (block.kind, block.level) == ("heading", level)
    assert " " not in block.text


def test_an_ordinal_typed_in_half_width_is_one():
    block = read("甲。\n首先,要统一思想。各单位要学。\n").blocks[1]
    assert (block.kind, block.text[: block.lead]) == ("point", "首先,要统一思想。")


def test_a_comment_is_no_word_of_the_speech():
    made = read("同志们：\n<!-- qicao: off half-width -->\n今年以来,各乡镇抓得紧。 <!-- 核对过 -->\n")
    assert [(one.text, one.origin.line) for one in made.blocks] == [
        ("同志们：", 1),
        ("今年以来,各乡镇抓得紧。", 3),
    ]
