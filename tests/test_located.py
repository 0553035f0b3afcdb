import json

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from qicao import located
from qicao.encoding import NOT_XML
from qicao.located import Mapping, Scalar, Sequence
from qicao.problems import Span
from qicao.tables import plain


def read(text, **known):
    return located.read("a.yaml", text, **known)


def codes(text, **known):
    return [(p.code, p.span.line, p.span.column) for p in read(text, **known)[1]]


def test_every_key_and_value_keeps_its_place():
    node, found = read("会议: 推进会\n要求:\n  - 标题: 压实责任\n    正文: |\n      一段。\n  - 无\n")
    assert not found
    assert isinstance(node, Mapping)
    (key, value), (_, items) = node.entries
    assert (key.span.line, key.span.column, value.span.line, value.span.column) == (1, 1, 1, 5)
    assert isinstance(items, Sequence)
    assert node.get("要求").items[0].get("标题").span == Span("a.yaml", 3, 9, 4)
    assert node.get("要求").items[1] == Scalar("无", Span("a.yaml", 6, 5))
    assert node.get("没有") is None


def test_columns_count_characters_beyond_the_basic_plane_too():
    node, _ = read("𠮷😀: 值\n")
    assert node.entries[0][1].span.column == 5


@pytest.mark.parametrize("text", ["no", "007", "2026-09-01", "null", "~", "1e3", "0x1F", "是", "True"])
def test_scalars_stay_what_was_written(text):
    assert plain(read(f"a: {text}")[0]) == {"a": text}


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("会议：推进会\n", [("fullwidth-colon", 1, 3)]),
        ("会议 ：推进会\n", [("fullwidth-colon", 1, 4)]),
        ("会议:推进会\n", [("colon-space", 1, 3)]),
        ("a: 1\nb: 2\na: 3\n", [("duplicate-key", 3, 1)]),
        ("会议: a\n\t日期: b\n", [("tab", 2, 1)]),
        ("a:\n  b: 1\n   c: 2\n", [("yaml-indent", 3, 4)]),
        ("a:\n    b: 1\n  c: 2\n", [("yaml-indent", 3, 3)]),
        ("a:\n  - 1\n - 2\n", [("yaml-indent", 3, 2)]),
        ('a: "没有结束\nb: 1\n', [("yaml-open-quote", 1, 4)]),
        ("a: 甲: 乙\n", [("yaml-second-colon", 1, 5)]),
        ("a: @甲\n", [("yaml-quote", 1, 4)]),
        ("a: *甲*\n", [("yaml-quote", 1, 4)]),
        ("a: *b\n", [("yaml-quote", 1, 4)]),
        ("甲\nb: 1\n", [("yaml-no-colon", 1, 1)]),
        ('a: "\\q"\n', [("yaml-escape", 1, 5)]),
        ("a: [甲, 乙\nb: 1\n", [("yaml-bracket", 1, 4)]),
        ("a: {{ 会议 }}\n", [("bad-key", 1, 5)]),
        ("a: !!python/object:os.system x\n", [("yaml-tag", 1, 4)]),
        ("a: 建设路 #3号\n", [("hash", 1, 8)]),
        ("a: 甲  # 注释\n", []),
        ("a: 1\n---\nb: 2\n", [("second-document", 2, 1)]),
        ("a: 甲\x01乙\n", [("character", 1, 5)]),
        ('a: "甲\\x01乙"\n', [("character", 1, 4)]),
        ("a: |\n  标题：不是键\n  会议:也不是\nb: 时间：上午9:30\n", []),
        ("a: |\n\n  标题：不是键\nb：\n  - c\n", [("fullwidth-colon", 4, 2)]),
        ("- |\n  会议：甲\n- b\n", []),
        ("# 会议：注释\na: 1\n", []),
        ('a: "两个责任"还有差距。\n', [("half-quoted", 1, 4)]),
        ("a:\n  - '一案三制'要健全\n", [("half-quoted", 2, 5)]),
        ('a:  "两个责任"还有差距。\n', [("half-quoted", 1, 5)]),
        (f"会议{' ' * 3}：甲\n", [("fullwidth-colon", 1, 6)]),
        (f"{' ' * 200}会议：甲\n", [("fullwidth-colon", 1, 203)]),
        ('a: "全在引号里"  # 注释\nb: ["甲", "乙"]\nc: {"d": "e"}\n', []),
        ("会议:　全角空格\n", [("colon-space", 1, 3)]),
        ("a:\n　b: 1\n", [("wide-space", 2, 1)]),
        ("a:\n  －标题: 甲\n    日期: 乙\n", [("bad-dash", 2, 3)]),
        ("a:\n  -标题: 甲\n  1. 标题: 乙\n", [("bad-dash", 2, 3), ("bad-dash", 3, 3)]),
        ("a: !重要\n", [("yaml-quote", 1, 4)]),
        ("a: > 大于\n", [("yaml-quote", 1, 4)]),
        ("a: b\n?", []),
    ],
)
def test_what_is_wrong_is_found_at_its_place(text, wanted):
    assert codes(text, keys=frozenset(["会议", "标题", "日期"])) == wanted


def test_a_list_indented_with_tabs_keeps_its_items():
    node, found = read("a:\n\t- 标题: 甲\n\t  正文: 乙\n\t- 标题: 丙\n")
    assert [(p.code, p.span.line) for p in found] == [("tab", 2), ("tab", 3), ("tab", 4)]
    assert plain(node) == {"a": ({"标题": "甲", "正文": "乙"}, {"标题": "丙"})}


def test_names_inside_lists_are_known_from_the_template():
    text = "要求:\n  - 标题：压实责任\n    正文：甲\n  - 注意：这是文字\n"
    node, found = read(text, keys=frozenset(["要求", "标题", "正文"]))
    assert [(p.code, p.span.line) for p in found] == [("fullwidth-colon", 2), ("fullwidth-colon", 3)]
    assert plain(node) == {"要求": ({"标题": "压实责任", "正文": "甲"}, "注意：这是文字")}


def test_a_place_after_a_mended_colon_is_that_of_the_file():
    found = codes("日期：2026 #9月\n")
    assert found == [("fullwidth-colon", 1, 3), ("hash", 1, 9)]


def test_everything_wrong_is_found_in_one_run():
    text = "a: @1\nb: 2\nb: 3\nc: 甲: 乙\nd：4\n\te: 5\nf: *x\ng: 'h\ni: 9\n"
    assert [line for _, line, _ in codes(text)] == [1, 3, 4, 5, 6, 7, 8]


def test_what_can_be_read_around_a_mistake_is_read():
    assert plain(read("a: 1\nb: @2\nc: 3\n")[0]) == {"a": "1", "c": "3"}


def test_anchors_are_followed_and_bombs_are_not():
    assert plain(read("a: &x [1, 2]\nb: *x\n")[0]) == {"a": ("1", "2"), "b": ("1", "2")}
    lines = ["a0: &a0 [x,x,x,x,x,x,x,x,x,x]"]
    lines += [f"a{i}: &a{i} [{','.join([f'*a{i - 1}'] * 10)}]" for i in range(1, 12)]
    assert codes("\n".join(lines))[0][0] == "too-many"


@pytest.mark.parametrize(
    "text", ["[" * 10_000, "{a: " * 10_000, "\n".join("  " * i + "-" for i in range(1000))]
)
def test_depth_is_limited(text):
    assert codes("a: " + text if text[0] in "[{" else "a:\n" + text)[-1][0] == "too-deep"


CHARACTERS = st.characters(
    exclude_categories=["Cs", "Cc"], include_characters="\t\x85\x7f\x80\u2028\u2029\ufeff"
)
XML_TEXT = st.text(CHARACTERS.filter(lambda c: not NOT_XML.search(c)), min_size=1)


@given(XML_TEXT)
def test_any_text_comes_back_verbatim(text):
    for written in (
        yaml.safe_dump({"a": text}, allow_unicode=True, width=10**6),
        yaml.safe_dump({"a": text}),
    ):
        node, found = read(written)
        assert not found
        assert plain(node) == {"a": text}
    quoted = json.dumps(text, ensure_ascii=False)
    assert plain(read(f"a: {quoted}\n")[0]) == {"a": text}
