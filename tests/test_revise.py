import re
from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from drafts import ROOT
from qicao import located
from qicao.located import Mapping, Scalar, Sequence
from qicao.problems import ProblemsFound, Span
from qicao.revise import revise, same

NOWHERE = Span("")
NAMES = ("标题", "正文", "数量", "单位", "要点", "举措")
KEYS = frozenset({*NAMES, "模板"})


def read(text):
    return located.read("a.yaml", re.sub("\r\n?", "\n", text), keys=KEYS)[0]


def scalar(text, plain=True):
    return Scalar(text, NOWHERE, plain)


def mapping(*pairs):
    return Mapping(tuple((scalar(key), value) for key, value in pairs), NOWHERE)


def sequence(*items):
    return Sequence(tuple(items), NOWHERE)


# what it is about, the brief, the values it shall have as YAML, the brief afterwards
CASES = [
    ("nothing changes", "标题:  '甲'   # 一\n", "标题: 甲", "标题:  '甲'   # 一\n"),
    ("a plain text", "标题: 动员会\n日期: 2026-03-05\n", "标题: 推进会", "标题: 推进会\n日期: 2026-03-05\n"),
    ("a single figure", "数量: 4\n", "数量: 5", "数量: 5\n"),
    ("the note behind a value stays", "数量: 46   # 会前核定\n", "数量: 47", "数量: 47   # 会前核定\n"),
    (
        "an open value is given",
        "数量:            # 会前核定\n单位: 个\n",
        "数量: 47",
        "数量: 47            # 会前核定\n单位: 个\n",
    ),
    ("a value is left open", "数量: 47  # 会前核定\n单位: 个\n", "数量:", "数量:  # 会前核定\n单位: 个\n"),
    ("open is not empty", "副标题:\n", "副标题: ''", "副标题: ''\n"),
    ("empty is not open", "副标题: ''  # 没有\n", "副标题:", "副标题:  # 没有\n"),
    ("single quotes stay", "标题: '甲'\n", "标题: 乙", "标题: '乙'\n"),
    ("double quotes stay", '标题: "甲"  # 一\n', "标题: 乙", '标题: "乙"  # 一\n'),
    ("double quotes hold two lines", '正文: "甲"\n', 'a: "甲\\n乙"', '正文: "甲\\n乙"\n'),
    ("a text that needs quotes gets them", "标题: 甲\n", "标题: '#1：甲'", "标题: '#1：甲'\n"),
    ("an apostrophe in quotes is doubled", "标题: '甲'\n", '标题: "it\'s"', "标题: 'it''s'\n"),
    (
        "a text on the line below its key",
        "标题:\n  甲  # 一\n数量: 1\n",
        "标题: 乙",
        "标题:\n  乙  # 一\n数量: 1\n",
    ),
    (
        "a plain text over several lines",
        "标题: 甲\n  乙\n  丙  # 一\n数量: 1\n",
        "标题: 丁",
        "标题: 丁  # 一\n数量: 1\n",
    ),
    (
        "literal lines",
        "正文: |  # 两段\n  一。\n  二。\n\n数量: 1\n",
        'a: "一。\\n三。"',
        "正文: |  # 两段\n  一。\n  三。\n\n数量: 1\n",
    ),
    (
        "literal lines become more",
        "正文: |-\n    一。\n",
        'a: "一。\\n\\n三。"',
        "正文: |-\n    一。\n\n    三。\n",
    ),
    ("a folded paragraph", "正文: >-\n  一。\n数量: 1\n", "a: 二。", "正文: >-\n  二。\n数量: 1\n"),
    (
        "folded lines become one",
        "正文: >\n  一、\n  二。\n\n\n数量: 1\n",
        "a: 三。",
        "正文: >\n  三。\n\n\n数量: 1\n",
    ),
    ("folded paragraphs", "正文: >-\n    一。\n", 'a: "一。\\n二。"', "正文: >-\n    一。\n\n    二。\n"),
    (
        "a block that becomes empty",
        "正文: |  # 可不填\n  一。\n数量: 1\n",
        "a: ''",
        "正文: ''  # 可不填\n数量: 1\n",
    ),
    (
        "a line becomes paragraphs",
        "正文: 一。  # 注\n数量: 1\n",
        'a: "一。\\n二。"',
        "正文: |  # 注\n  一。\n  二。\n数量: 1\n",
    ),
    (
        "a text in a block of another depth",
        "正文: |\n      一。\n标题:\n",
        'a: "二。\\n三。"',
        "正文: |\n      二。\n      三。\n标题:\n",
    ),
    ("a new key", "标题: 甲\n", "数量: 47", "标题: 甲\n数量: 47\n"),
    (
        "a new key after a blank line, as the others",
        "标题: 甲\n\n日期: 1\n",
        "数量: 4",
        "标题: 甲\n\n日期: 1\n\n数量: 4\n",
    ),
    ("a new key behind the last note", "标题: 甲\n# 完\n", "数量: 4", "标题: 甲\n# 完\n数量: 4\n"),
    ("a new key where the last line is not ended", "标题: 甲", "数量: 4", "标题: 甲\n数量: 4"),
    ("a new key before the end mark", "标题: 甲\n...\n", "数量: 4", "标题: 甲\n数量: 4\n...\n"),
    ("a first key", "# 提纲\n", "数量: 4", "# 提纲\n数量: 4\n"),
    ("a first key in nothing", "", "数量: 4", "数量: 4\n"),
    ("a new list as the other lists", "甲:\n- 一\n", "乙: [二, 三]", "甲:\n- 一\n乙:\n- 二\n- 三\n"),
    ("an item at the end", "甲:\n  - 一\n乙: 1\n", "甲: [一, 二]", "甲:\n  - 一\n  - 二\n乙: 1\n"),
    (
        "an item in the middle",
        "甲:\n  - 一 # a\n  # 三的注\n  - 三\n",
        "甲: [一, 二, 三]",
        "甲:\n  - 一 # a\n  - 二\n  # 三的注\n  - 三\n",
    ),
    (
        "an item at the front",
        "甲: # 注\n  # 二的注\n  - 二\n",
        "甲: [一, 二]",
        "甲: # 注\n  - 一\n  # 二的注\n  - 二\n",
    ),
    ("an item changes", "甲:\n  - 一 # a\n  - '二' # b\n", "甲: [一, 三]", "甲:\n  - 一 # a\n  - '三' # b\n"),
    (
        "an item goes, notes of others stay",
        "甲:\n  - 一\n  # 二的注\n  - 二 # b\n",
        "甲: [二]",
        "甲:\n  # 二的注\n  - 二 # b\n",
    ),
    ("the last item goes", "甲:\n  - 一\n\n  - 二\n\n乙: 1\n", "甲: [一]", "甲:\n  - 一\n\n乙: 1\n"),
    (
        "items between blank lines",
        "甲:\n  - 一\n\n  - 二\n乙: 1\n",
        "甲: [一, 三, 二]",
        "甲:\n  - 一\n\n  - 三\n\n  - 二\n乙: 1\n",
    ),
    ("an open item is given", "甲:\n  -  # 待定\n  - 二\n", "甲: [一, 二]", "甲:\n  - 一  # 待定\n  - 二\n"),
    ("a list becomes empty", "甲: # 注\n  - 一\n  - 二\n乙: 1\n", "甲: []", "甲: [] # 注\n乙: 1\n"),
    (
        "an empty list gets items",
        "乙:\n  - 零\n甲: []  # 注\n",
        "甲: [一, 二]",
        "乙:\n  - 零\n甲:  # 注\n  - 一\n  - 二\n",
    ),
    ("an open list gets items", "甲:  # 注\n乙: 1\n", "甲: [一]", "甲:  # 注\n  - 一\n乙: 1\n"),
    ("a list becomes a text", "甲: # 注\n  - 一\n乙: 1\n", "甲: 二", "甲: 二 # 注\n乙: 1\n"),
    (
        "a field of a record",
        "甲:\n- 标题: 一\n  正文: |\n    一。\n- 标题: 二\n  正文: |\n    二。\n",
        'a: [{标题: 一, 正文: 三。}, {标题: 二, 正文: "二。\\n"}]',
        "甲:\n- 标题: 一\n  正文: |\n    三。\n- 标题: 二\n  正文: |\n    二。\n",
    ),
    (
        "a record in the middle, written as the one before",
        "甲:\n    -   标题: '一'\n        正文: >-\n            一。\n    -   标题: '二'\n        正文: >-\n            二。\n",
        "a: [{标题: 一, 正文: 一。}, {标题: 三, 正文: 三。}, {标题: 二, 正文: 二。}]",
        "甲:\n    -   标题: '一'\n        正文: >-\n            一。\n    -   标题: '三'\n        正文: >-\n            三。\n    -   标题: '二'\n        正文: >-\n            二。\n",
    ),
    (
        "a record goes",
        "甲:\n  # 一的注\n  - 标题: 一  # a\n    # 内注\n    正文: 一。\n\n  # 二的注\n  - 标题: 二\n    正文: 二。\n",
        "a: [{标题: 二, 正文: 二。}]",
        "甲:\n  # 一的注\n  # 二的注\n  - 标题: 二\n    正文: 二。\n",
    ),
    (
        "a field goes",
        "甲:\n  - 标题: 一\n    正文: 二  # b\n    数量: 3\n",
        "a: [{标题: 一, 数量: 3}]",
        "甲:\n  - 标题: 一\n    数量: 3\n",
    ),
    (
        "the first field goes",
        "甲:\n  - 标题: 一\n    正文: 二  # b\n",
        "a: [{正文: 二}]",
        "甲:\n  - 正文: 二  # b\n",
    ),
    (
        "the first field goes, the next has a note",
        "甲:\n  - 标题: 一\n    # b\n    正文: 二\n",
        "a: [{正文: 二}]",
        "甲:\n  -\n    # b\n    正文: 二\n",
    ),
    (
        "a field comes",
        "甲:\n  标题: 一\n  正文: 二\n乙: 1\n",
        "a: {标题: 一, 数量: 3, 正文: 二}",
        "甲:\n  标题: 一\n  数量: 3\n  正文: 二\n乙: 1\n",
    ),
    (
        "a list inside a record",
        "甲:\n  标题: 一\n  举措:\n    - 二\n乙: 1\n",
        "a: {标题: 一, 举措: [二, 三]}",
        "甲:\n  标题: 一\n  举措:\n    - 二\n    - 三\n乙: 1\n",
    ),
    (
        "lists in a list",
        "甲:\n  - - 一\n    - 二\n",
        "a: [[零, 一, 二]]",
        "甲:\n  - - 零\n    - 一\n    - 二\n",
    ),
    ("a flow list grows", "甲: [一,  二]  # 注\n", "甲: [一, 三, 二]", "甲: [一, 三,  二]  # 注\n"),
    ("a flow list shrinks", "甲: [一, 二, 三]  # 注\n", "甲: [一, 三]", "甲: [一, 三]  # 注\n"),
    ("a flow list loses its end", "甲: [ 一, 二, 三 ]\n", "甲: [一]", "甲: [ 一 ]\n"),
    ("a flow list grows at the front", "甲: [一, '二']\n", "甲: [零, 一, '二']", "甲: [零, 一, '二']\n"),
    (
        "a flow list over lines",
        "甲: [\n  一, # a\n  二, # b\n]\n",
        "甲: [二, 三]",
        "甲: [\n  二, # b\n  三,\n]\n",
    ),
    (
        "a flow record",
        "甲:\n  - {数量: 264, 单位: 个}  # 注\n",
        "a: [{数量: 265, 单位: '个, 只'}]",
        "甲:\n  - {数量: 265, 单位: '个, 只'}  # 注\n",
    ),
    (
        "an open value in a flow record",
        "甲:\n  - {数量: , 单位: 个}\n",
        "a: [{数量: 5, 单位: }]",
        "甲:\n  - {数量: 5, 单位: }\n",
    ),
    (
        "a flow record more",
        "甲:\n  - {数量: 1, 单位: '个'}\n",
        "a: [{数量: 1, 单位: 个}, {数量: 2, 单位: 只}]",
        "甲:\n  - {数量: 1, 单位: '个'}\n  - {数量: 2, 单位: '只'}\n",
    ),
    ("a flow list cannot hold an open item", "甲: [一, 二]\n", "a: [一, ~]", "甲:\n  - 一\n  -\n"),
    ("a brief in braces", "{甲: 1, 乙: [一]}\n", "甲: 2\n丙: 3", "{甲: 2, 乙: [一], 丙: 3}\n"),
    (
        "line ends of Windows",
        "甲:\r\n  - 一\r\n乙: 1\r\n",
        "甲: [一, 二]",
        "甲:\r\n  - 一\r\n  - 二\r\n乙: 1\r\n",
    ),
    ("line ends of both kinds", "甲: 1\r\n乙: 1\n丙: 1\r\n", "乙: 2", "甲: 1\r\n乙: 2\n丙: 1\r\n"),
    ("an alias is given its own value", "甲: &a 1\n乙: *a  # 注\n", "乙: 2", "甲: &a 1\n乙: 2  # 注\n"),
    ("an alias keeps what it stood for", "甲: &a 1\n乙: *a\n", "甲: 2\n乙: 1", "甲: 2\n乙: 1\n"),
    ("of a key given twice the first counts", "甲: 1\n甲: 2\n", "甲: 3", "甲: 3\n甲: 2\n"),
    ("a key in quotes", '"甲" : 1\n', "甲: 2", '"甲" : 2\n'),
    ("a wide colon elsewhere stays", "标题：甲\n数量: 1\n", "数量: 2", "标题：甲\n数量: 2\n"),
    ("a wide colon in the line is mended", "标题：甲\n数量: 1\n", "标题: 乙", "标题: 乙\n数量: 1\n"),
    (
        "a tab elsewhere stays",
        "甲:\n\t标题: 一\n\t数量: 1\n",
        "甲: {标题: 一, 数量: 2}",
        "甲:\n\t标题: 一\n  数量: 2\n",
    ),
    ("a broken line stays", "标题 甲\n数量: 1\n", "数量: 2", "标题 甲\n数量: 2\n"),
]


def wanted_of(before, text):
    """Return the values of a case; `a` stands for the brief's first key, `~` for what is left open."""
    node = read(text.replace("~", "〇"))
    first = read(before).entries[0][0] if text.startswith("a:") else None
    return Mapping(tuple((first or key, opened(value)) for key, value in node.entries), NOWHERE)


def opened(node):
    match node:
        case Scalar(text="〇"):
            return scalar("")
        case Sequence():
            return sequence(*map(opened, node.items))
    return node


@pytest.mark.parametrize(
    ("before", "wanted", "after"), [one[1:] for one in CASES], ids=[one[0] for one in CASES]
)
def test_only_the_lines_of_what_changes_change(before, wanted, after):
    assert revise(before, wanted_of(before, wanted), "a.yaml") == after


@pytest.mark.parametrize(
    "text", ["- 甲\n", "甲\n", "甲: 1\n---\n乙: 2\n"], ids=["list", "text", "two documents"]
)
def test_what_is_no_brief_is_refused(text):
    with pytest.raises(ProblemsFound) as raised:
        revise(text, mapping(("甲", scalar("2"))), "a.yaml")
    assert [one.code for one in raised.value.problems] == ["cannot-revise"]


def test_a_text_no_brief_can_hold_is_refused():
    with pytest.raises(ProblemsFound):
        revise("甲: 1\n", mapping(("甲", scalar("\x01"))), "a.yaml")


def test_an_alias_bomb_is_refused():
    lines = ["a0: &a0 [一, 二]", *(f"a{i}: &a{i} [{', '.join([f'*a{i - 1}'] * 9)}]" for i in range(1, 12))]
    with pytest.raises(ProblemsFound):
        revise("\n".join(lines), mapping(("甲", scalar("2"))), "a.yaml")


def test_a_brief_that_is_as_wanted_is_returned_itself():
    for path in sorted((ROOT / "drafts").glob("*.yaml")):
        text = path.read_text("utf-8")
        assert revise(text, read(text)) == text


def test_same_disregards_order_and_the_line_break_at_the_end():
    one = mapping(("标题", scalar("甲\n")), ("数量", scalar("1", plain=False)))
    assert same(one, mapping(("数量", scalar("1")), ("标题", scalar("甲"))))
    assert not same(scalar(""), scalar("", plain=False))
    assert not same(sequence(scalar("甲")), sequence(scalar("甲"), scalar("")))
    assert not same(mapping(), sequence())


def test_two_thousand_items_take_seconds():
    items = [mapping(("标题", scalar(f"第{n}项")), ("正文", scalar("抓紧办理。"))) for n in range(2000)]
    lines = [f"- 标题: 第{n}项\n  正文: 抓紧办理。\n" for n in range(2000)]
    new = mapping(("标题", scalar("新增一项")), ("正文", scalar("马上办理。")))
    items.insert(1000, new)
    lines.insert(1000, "- 标题: 新增一项\n  正文: 马上办理。\n")
    text = "要求:\n" + "".join(lines[:1000] + lines[1001:])
    assert revise(text, mapping(("要求", sequence(*items)))) == "要求:\n" + "".join(lines)


# -- any brief, any change


def paths(node, path=()):
    """Yield the way to each scalar and list of a node."""
    match node:
        case Scalar():
            yield path
        case Sequence():
            yield path
            for number, item in enumerate(node.items):
                yield from paths(item, (*path, number))
        case Mapping():
            for number, (_, value) in enumerate(node.entries):
                yield from paths(value, (*path, number))


def changed(node, path, change):
    if not path:
        return change(node)
    step, *rest = path
    match node:
        case Sequence():
            items = [changed(one, rest, change) if n == step else one for n, one in enumerate(node.items)]
            return Sequence(tuple(items), node.span)
        case Mapping():
            entries = [
                (key, changed(one, rest, change) if n == step else one)
                for n, (key, one) in enumerate(node.entries)
            ]
            return Mapping(tuple(entries), node.span)


def touched(random):
    """Return a change: another text, an item more or less, an item moved."""

    def change(node):
        if isinstance(node, Scalar):
            return scalar(
                random.choice(["", "改过的内容", node.text.rstrip("\n") + "再加一句。", "头一段。\n第二段。"])
            )
        items = list(node.items)
        at = random.randrange(len(items))
        match random.randrange(3):
            case 0:
                items.insert(at, items.pop())
            case 1 if len(items) > 1:
                del items[at]
            case _:
                items.insert(at, items[-1])
        return sequence(*items)

    return change


def blocks(text):
    """Return the lines of each top-level key, without the notes and blank lines before the next."""
    found = re.split(r"^(?=\w+:)", text, flags=re.M)
    return {one.split(":")[0]: re.sub(r"(\s*^#.*)*\s*\Z", "", one, flags=re.M) for one in found}


@pytest.mark.parametrize("path", sorted((ROOT / "drafts").glob("*.yaml")), ids=lambda path: path.stem)
def test_a_change_in_a_draft_stays_in_its_value(path):
    text = path.read_text("utf-8")
    node, before = read(text), blocks(text)
    random = Random(path.stem)  # noqa: S311 - the same changes each time
    ways = list(paths(node))
    for way in random.sample(ways, min(12, len(ways))):
        wanted = changed(node, way, touched(random))
        after = revise(text, wanted)
        assert same(read(after), wanted)
        changed_key = node.entries[way[0]][0].text
        assert {**before, changed_key: ""} == {**blocks(after), changed_key: ""}


TEXTS = st.sampled_from(
    [
        *(
            "压实责任",
            "264",
            "是",
            "3.2亿元",
            "2026-09-01",
            "~",
            "null",
            "12:30",
            "“引号”",
            "🎉",
            "一\n二",
            "一\n\n二。",
        ),
        *(
            "a: b",
            "甲 #1",
            "- 起",
            "it's",
            '"全"',
            "'半",
            "[括]号",
            "{大}",
            "a, b",
            "：冒",
            "标题：甲",
            "?问",
            "*星",
            "&与",
        ),
        *(
            "%百",
            "@在",
            "`反",
            "|竖",
            ">大",
            "\\反斜",
            "尾 ",
            "　全角",
            "  空",
            "#井",
            "-",
            "---",
            "...",
            "!叹",
            "键:",
            "制\t表",
        ),
        *("甲\u2028  乙", "甲\x85乙", "\ufeff头", "\n头", "很长的一段话，" * 20),
    ]
)
SCALARS = st.one_of(
    st.builds(scalar, TEXTS),
    st.builds(scalar, st.text(st.characters(codec="utf-8", exclude_characters="\r"), max_size=6)).filter(
        lambda node: same(read(f"- {quoted(node.text)}"), sequence(node))
    ),
    st.sampled_from([scalar(""), scalar("", plain=False)]),
)


def quoted(text):
    return '"' + "".join(f"\\U{ord(char):08x}" for char in text) + '"'


def records(inner):
    return st.dictionaries(st.sampled_from(NAMES), inner, max_size=3).map(lambda one: mapping(*one.items()))


NODES = st.recursive(
    SCALARS,
    lambda inner: st.one_of(st.lists(inner, max_size=4).map(lambda one: sequence(*one)), records(inner)),
    max_leaves=8,
)
BRIEFS = st.dictionaries(
    st.sampled_from(("会议", "日期", "讲话人", "要求", "数据")), NODES, min_size=1, max_size=4
).map(lambda one: mapping(*one.items()))


class Writer:
    """Writes a brief as people do: in any style, with notes and blank lines wherever they may stand."""

    def __init__(self, random):
        self.random, self.notes = random, 0

    def note(self):
        if self.random.random() > 0.2:
            return ""
        self.notes += 1
        return f"{' ' * self.random.choice([1, 2, 8])}#注{self.notes}。"

    def between(self, column):
        lines = [self.random.choice(["", " " * self.random.choice([0, column]) + self.note().strip()])]
        return lines if self.random.random() < 0.25 else []

    def one_of(self, ways, node, head, tail=""):
        """Return the first of the ways of writing a text that is read as that text."""
        for way in ways:
            wanted = read(f"{head}{quoted(node.text)}{tail}\n")
            noted = (read(f"{head}{way}{tail}{note}\n") for note in ("", " #注"))
            if all(same(one, wanted) for one in noted) and not re.search("[\x85\u2028\ufeff]", way):
                return way
        return quoted(node.text)

    def line(self, node, flow=False):
        if not node.text:
            return "" if node.plain else self.random.choice(["''", '""'])
        ways = [node.text, "'" + node.text.replace("'", "''") + "'", quoted(node.text)]
        ways = [way for way in ways if "\n" not in way]
        return self.one_of(self.random.sample(ways, len(ways)), node, *(("- {x: ", "}") if flow else ("- ",)))

    def flow(self, node, item=False):
        match node:
            case Scalar():
                return "''" if item and not node.text else self.line(node, flow=True)
            case Sequence():
                return f"[{', '.join(self.flow(one, item=True) for one in node.items)}]"
            case Mapping():
                return f"{{{', '.join(f'{key.text}: {self.flow(one)}' for key, one in node.entries)}}}"

    def value(self, node, column, dash):
        if isinstance(node, Scalar):
            block = self.random.random() < 0.5 and self.block(node, column + self.random.choice([2, 4]))
            return block or (self.line(node) + self.note(), [])
        empty = not (node.items if isinstance(node, Sequence) else node.entries)
        if empty or (self.random.random() < 0.3 and "-" not in opens(node)):
            return self.flow(node) + self.note(), []
        inner = column + (
            2 if dash else self.random.choice([0, 2, 4] if isinstance(node, Sequence) else [2, 4])
        )
        entries = [("- ", item, True) for item in getattr(node, "items", ())]
        entries = entries or [(f"{key.text}: ", one, False) for key, one in node.entries]
        lines = []
        for head, one, inside in entries:
            first, below = self.value(one, inner, inside)
            before = self.between(inner) if lines or not dash else []
            lines += [
                *before,
                " " * inner + (head.rstrip() + first if first[:1] == " " else head + first),
                *below,
            ]
        return (lines[0][inner:], lines[1:]) if dash else (self.note(), lines)

    def block(self, node, column):
        mark = self.random.choice(["|", "|-", ">", ">-"])
        lines = (node.text if mark[0] == "|" else node.text.replace("\n", "\n\n")).split("\n")
        below = [" " * column + line if line else "" for line in lines]
        whole = "\n".join([f"{' ' * (column - 2)}- {mark}", *below, ""])
        return (mark + self.note(), below) if node.text and same(read(whole), sequence(node)) else None

    def brief(self, node):
        lines = ["模板: work-meeting  # 工作会议"]
        for key, one in node.entries:
            first, below = self.value(one, 0, dash=False)
            lines += [*self.between(0), f"{key.text}:{' ' * (first[:1] != ' ')}{first}", *below]
        text = "\n".join(lines) + self.random.choice(["", "\n", "\n\n"])
        return text.replace("\n", self.random.choice(["\n", "\n", "\r\n"]))


def opens(node):
    """Return `-` where a list holds an item left open, which brackets cannot hold."""
    match node:
        case Sequence():
            return "".join("-" if same(one, scalar("")) else opens(one) for one in node.items)
        case Mapping():
            return "".join(opens(one) for _, one in node.entries)
    return ""


def comments(text):
    return set(re.findall(r"#注\d+。", text))


@settings(max_examples=60, deadline=None)
@given(BRIEFS, BRIEFS, st.randoms(use_true_random=False))
def test_any_values_are_put_into_any_brief(now, wanted, random):
    text = Writer(random).brief(now)
    now = read(text)
    assert revise(text, now) == text
    after = revise(text, wanted)
    values = {key.text: value for key, value in read(after).entries}
    kept = {key.text: value for key, value in now.entries} | {
        key.text: value for key, value in wanted.entries
    }
    assert values.keys() == kept.keys()
    assert all(same(values[key], kept[key]) for key in kept)
    before, written = blocks(text), blocks(after)
    for key, value in now.entries:
        if same(value, kept[key.text]):
            assert written[key.text] == before[key.text]
            assert comments(before[key.text]) <= comments(written[key.text])


@settings(max_examples=60, deadline=None)
@given(BRIEFS, st.randoms(use_true_random=False))
def test_every_note_survives_where_only_texts_change(now, random):
    text = Writer(random).brief(now)
    now = read(text)
    ways = [way for way in paths(now) if way]
    texts = [way for way in ways if isinstance(at(now, way), Scalar)]
    for way in random.sample(texts, min(3, len(texts))):
        now = changed(now, way, lambda _: scalar("改过的内容"))
    after = revise(text, now)
    assert same(read(after), now)
    assert comments(after) == comments(text)


def at(node, way):
    for step in way:
        node = node.items[step] if isinstance(node, Sequence) else node.entries[step][1]
    return node
