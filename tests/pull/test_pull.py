"""What was typed into a draft, read back."""

import importlib.util
import json

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import qicao
import speechwriter
from drafts import ROOT
from qicao import brief as briefs
from qicao import fill, manifest
from qicao import template as templates
from qicao.pull import pull
from qicao.rework.draft import Draft
from typed import Typed

TEMPLATE = """\
---
title: 试
params:
  会议: {type: text, example: 秋季会}
  日期: {type: date, example: 2026-09-01}
  单位: {type: list, of: text, example: [甲]}
  数: {type: number, example: 47}
  级别: {type: choice, choices: [县, 市], example: 县}
  形势: {type: paragraphs, example: 好}
  评语: {type: text, default: '', example: 好}
  要求: {type: list, of: {标题: {type: text}, 正文: {type: paragraphs, default: ''}}, example: []}
  举措: {type: list, of: {要点: {type: text}, 内容: {type: paragraphs, default: ''}}, example: []}
---
在{{ 会议 }}上的讲话
（{{ 日期 }}）
同志们：
刚才，{{ 单位 | join('、') }}作了汇报。这次{{ 会议 }}很重要，今年全{{ 级别 }}共查处{{ 数 }}起。{{ 评语 | 句 }}
{{ 形势 | 句 }}
下面，我讲{{ 要求 | 几 }}点意见。
{% for 条 in 要求 %}
一、{{ 条.标题 }}
{{ 条.正文 }}
{% endfor %}
当前要抓好几件事。
{% for 项 in 举措 %}
一是{{ 项.要点 }}。{{ 项.内容 }}
{% endfor %}
同志们，{{ 会议 }}之后，各单位要抓紧落实。
"""
BRIEF = """\
模板: templates/try.md  # 老模板
会议: 全县粮食工作会
日期: 2026-09-01
单位: [粮食局, 供销社, 气象局]
数: 47   # 会前核定
级别: 县
形势: |
  秋粮丰收已成定局。
  收购进入旺季。
要求:
  # 第一条最要紧
  - 标题: 压实责任
    正文: 各乡镇要把责任落到人头。每月通报一次。
  - 标题: 守住底线
    正文: 仓房要逐间检查。问题不过夜。
举措:
  - 要点: 清仓查库
    内容: 九月底前查完。
  - 要点: 备足器材
    内容: 缺什么补什么。
"""


class Desk:
    def __init__(self, folder, brief=BRIEF):
        (folder / "templates").mkdir()
        (folder / "templates/try.md").write_text(TEMPLATE, "utf-8")
        self.brief, self.path = folder / "a.yaml", folder / "a.docx"
        self.write(brief)

    def write(self, brief):
        self.brief.write_text(brief, "utf-8")
        self.path.write_bytes(qicao.write(qicao.draft(qicao.load(self.brief))))

    def pull(self):
        found = pull(Draft(self.path), briefs.load(self.brief))
        codes = sorted({one.code for one in found.problems})
        return {one.path: one.now for one in found.changed}, codes


@pytest.fixture
def desk(tmp_path):
    return Desk(tmp_path)


def item(head, body):
    return {"标题": head, "正文": body}


def todo(point, body):
    return {"要点": point, "内容": body}


FIRST = item("压实责任", "各乡镇要把责任落到人头。每月通报一次。")
SECOND = item("守住底线", "仓房要逐间检查。问题不过夜。")
CHECK, STOCK = todo("清仓查库", "九月底前查完。"), todo("备足器材", "缺什么补什么。")


def replaced(*pairs):
    def act(typed):
        for old, new in zip(pairs[::2], pairs[1::2], strict=True):
            typed.replace(old, new)

    return act


def added(*pairs):
    def act(typed):
        for phrase, text in zip(pairs[::2], pairs[1::2], strict=True):
            typed.add(phrase, text)

    return act


def deleted(*phrases):
    def act(typed):
        for phrase in phrases:
            typed.delete(phrase)

    return act


def moved(phrases, behind):
    """Cut paragraphs and paste them below another."""

    def act(typed):
        place = typed.find(behind)
        for phrase in reversed(phrases):
            place.addnext(typed.find(phrase))

    return act


def both(*acts):
    def act(typed):
        for one in acts:
            one(typed)

    return act


def joined(phrase):
    """Backspace at the start of the paragraph below."""

    def act(typed):
        above = typed.find(phrase)
        below = above.getnext()
        above.extend(one for one in list(below) if not one.tag.endswith("}pPr"))
        below.getparent().remove(below)

    return act


CASES = {
    "a figure": (replaced("47", "52"), {"数": "52"}, []),
    "a date, as the brief writes it": (replaced("2026年9月1日", "2026年10月9日"), {"日期": "2026-10-09"}, []),
    "a choice": (replaced("今年全县", "今年全市"), {"级别": "市"}, []),
    "what is no choice": (replaced("今年全县", "今年全省"), {}, ["pull-reworded", "pull-unfit"]),
    "a figure that is none": (replaced("47", "不少"), {}, ["pull-reworded", "pull-unfit"]),
    "one place of three": (
        replaced("在全县粮食工作会", "在全县秋粮工作会"),
        {"会议": "全县秋粮工作会"},
        ["pull-rest", "pull-reworded"],
    ),
    "all places": (
        replaced(*["全县粮食工作会", "全县秋粮工作会"] * 3),
        {"会议": "全县秋粮工作会"},
        [],
    ),
    "places that disagree": (
        replaced("全县粮食工作会", "全县秋粮工作会", "全县粮食工作会", "全县夏粮工作会"),
        {},
        ["pull-differs", "pull-reworded"],
    ),
    "words of the template": (replaced("很重要", "十分重要"), {}, ["pull-reworded"]),
    "words of the template beside a value": (replaced("共查处", "累计查处了"), {}, ["pull-reworded"]),
    "a value and words of the template": (
        replaced("47", "52", "很重要", "十分重要"),
        {"数": "52"},
        ["pull-reworded"],
    ),
    "the first of several paragraphs": (
        replaced("秋粮丰收已成定局", "秋粮丰收"),
        {"形势": "秋粮丰收。\n收购进入旺季。\n"},
        [],
    ),
    "a paragraph below a value": (
        added("收购进入旺季", "外出务工人员陆续返乡。"),
        {"形势": "秋粮丰收已成定局。\n收购进入旺季。\n外出务工人员陆续返乡。\n"},
        [],
    ),
    "a paragraph of a value taken out": (deleted("收购进入旺季"), {"形势": "秋粮丰收已成定局。\n"}, []),
    "a section added at the end": (
        added("问题不过夜", "三、抓好培训", "三、抓好培训", "保管员全部轮训。"),
        {"要求": [FIRST, SECOND, item("抓好培训", "保管员全部轮训。")]},
        [],
    ),
    "a section added in between, not numbered anew": (
        added("每月通报一次", "二、抓好培训", "二、抓好培训", "保管员全部轮训。"),
        {"要求": [FIRST, item("抓好培训", "保管员全部轮训。"), SECOND]},
        [],
    ),
    "a section taken out": (deleted("一、压实责任", "每月通报一次"), {"要求": [SECOND]}, []),
    "a run-in item added": (
        added("缺什么补什么", "三是抓好培训。保管员全部轮训。"),
        {"举措": [CHECK, STOCK, todo("抓好培训", "保管员全部轮训。")]},
        [],
    ),
    "a run-in item taken out": (deleted("二是备足器材"), {"举措": [CHECK]}, []),
    "a run-in item added that lacks what the others have": (
        added("缺什么补什么", "三是抓好培训。"),
        {"举措": [CHECK, STOCK, {"要点": "抓好培训"}]},
        [],
    ),
    "a section without a body added": (
        added("问题不过夜", "三、抓好培训"),
        {"要求": [FIRST, SECOND, {"标题": "抓好培训"}]},
        [],
    ),
    "an item of an enumeration added": (
        replaced("供销社、", "供销社、水利局、"),
        {"单位": ["粮食局", "供销社", "水利局", "气象局"]},
        [],
    ),
    "an item of an enumeration taken out": (replaced("供销社、", ""), {"单位": ["粮食局", "气象局"]}, []),
    "an item of an enumeration added in front": (
        replaced("粮食局、", "水利局、粮食局、"),
        {"单位": ["水利局", "粮食局", "供销社", "气象局"]},
        [],
    ),
    "an item of an enumeration added after the last": (
        replaced("气象局", "气象局、水利局"),
        {"单位": ["粮食局", "供销社", "气象局", "水利局"]},
        [],
    ),
    "an item of an enumeration changed and one added": (
        replaced("粮食局", "粮储局", "气象局", "气象局、水利局"),
        {"单位": ["粮储局", "供销社", "气象局", "水利局"]},
        [],
    ),
    "items of an enumeration in another order": (
        replaced("粮食局、供销社", "供销社、粮食局"),
        {"单位": ["供销社", "粮食局", "气象局"]},
        [],
    ),
    "a section moved": (
        moved(["一、压实责任", "每月通报一次"], "问题不过夜"),
        {"要求": [SECOND, FIRST]},
        [],
    ),
    "a heading moved without its text": (moved(["一、压实责任"], "问题不过夜"), {}, ["pull-moved"]),
    "a run-in item moved": (moved(["一是清仓查库"], "缺什么补什么"), {"举措": [STOCK, CHECK]}, []),
    "a paragraph of the template moved": (
        moved(["当前要抓好几件事"], "缺什么补什么"),
        {},
        ["pull-moved"],
    ),
    "a figure and more": (replaced("47", "52毫"), {"数": "52"}, ["pull-reworded"]),
    "a value that cannot be empty": (replaced("今年全县", "今年全"), {}, ["pull-emptied", "pull-reworded"]),
    "a paragraph below a value, the template's own gone": (
        both(deleted("下面，我讲两点意见"), added("收购进入旺季", "外出务工人员陆续返乡。")),
        {},
        ["pull-reworded"],
    ),
    "a heading joined with its paragraph": (joined("一、压实责任"), {}, ["pull-reworded"]),
    "the salutation joined with the date": (joined("2026年9月1日"), {}, ["pull-reworded"]),
    "a paragraph below items in one paragraph": (
        added("作了汇报", "请各单位注意抓好落实。"),
        {},
        ["pull-added"],
    ),
    "a paragraph nobody asked for": (added("同志们：", "开会之前，先宣布一条纪律。"), {}, ["pull-added"]),
    "a sentence of the template taken out": (deleted("当前要抓好几件事"), {}, ["pull-removed"]),
}


@pytest.mark.parametrize("name", CASES)
@pytest.mark.parametrize("marks", ["tags", "no tags", "no manifest"])
def test_a_change_is_read_back(desk, name, marks):
    act, values, codes = CASES[name]
    with Typed(desk.path) as typed:
        act(typed)
        if marks == "no tags":
            typed.untag()
        if marks == "no manifest":
            typed.forget()
    found, said = desk.pull()
    lost = {"base-lost-pull"} if marks == "no manifest" else set()
    said = [code for code in said if code not in lost]
    assert found == values
    if name not in (
        "one place of three",
        "a section taken out",
        "a section added at the end",
        "a section without a body added",
    ):
        # how many points there are is counted by the template: 我讲两点意见 is told as reworded
        assert [code for code in said if code != "pull-reworded" or code in codes] == codes


def test_a_gap_is_filled(tmp_path):
    desk = Desk(tmp_path, BRIEF.replace("数: 47 ", "数: "))
    with Typed(desk.path) as typed:
        typed.replace("〔待填：数〕", "61")
    assert desk.pull() == ({"数": "61"}, [])


def test_a_value_typed_half_outside_its_control_is_read_whole_or_told(tmp_path):
    desk = Desk(tmp_path, BRIEF.replace("数: 47 ", "数: "))
    with Typed(desk.path) as typed:
        typed.replace("〔待填：数〕", "6")
        nodes = [node for node in typed.find("查处6").iter() if node.tag.endswith("}t")]
        after = nodes[[node.text for node in nodes].index("6") + 1]
        after.text = f"1{after.text}"
    found, codes = desk.pull()
    assert found == {"数": "61"} or (found == {} and codes)


def test_what_the_brief_changed_too_is_left_alone(desk):
    with Typed(desk.path) as typed:
        typed.replace("47", "52")
    desk.brief.write_text(BRIEF.replace("数: 47", "数: 60"), "utf-8")
    assert desk.pull() == ({}, ["pull-both"])


def test_other_changes_of_the_brief_stay(desk):
    with Typed(desk.path) as typed:
        typed.replace("47", "52")
    desk.brief.write_text(BRIEF.replace("会议: 全县", "会议: 全市"), "utf-8")
    values = pull(Draft(desk.path), briefs.load(desk.brief)).values
    assert (values.get("会议").text, values.get("数").text) == ("全市粮食工作会", "52")


def test_a_suggestion_not_decided_is_not_read(desk):
    from qicao.update import update

    with Typed(desk.path) as typed:
        typed.replace("47", "52")
    desk.brief.write_text(BRIEF.replace("数: 47", "数: 60"), "utf-8")
    desk.path.write_bytes(update(desk.path).data)
    assert desk.pull() == ({}, ["pull-pending"])


PATHS = sorted([*(ROOT / "templates").glob("[!_]*.md"), *(ROOT / "tests/data/templates").glob("[!_]*.md")])


@settings(max_examples=40, deadline=None)
@given(st.sampled_from(PATHS), st.integers(0, 10**6))
def test_a_draft_nobody_touched_gives_its_brief_back(tmp_path_factory, path, seed):
    template = templates.load(path)
    [text] = speechwriter.briefs(template, 1, seed)
    read = briefs.read(template, text, "a.yaml")
    target = tmp_path_factory.mktemp("pull") / "a.docx"
    target.write_bytes(qicao.write(fill.draft(read)))
    found = pull(Draft(target), read)
    assert found.changed == ()
    assert json.loads(manifest.given(found.values)) == json.loads(manifest.given(read.given))
    assert not [one.code for one in found.problems if one.code.startswith("pull")]


def test_values_are_found_among_reworded_sentences():
    spec = importlib.util.spec_from_file_location("pulling", ROOT / "benchmarks/pulling.py")
    pulling = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(pulling)
    counts = pulling.counted(2)
    for kind in ("marks", "no tags"):
        assert counts[kind, "changed"] > 100
        assert counts[kind, "found"] >= 0.95 * counts[kind, "changed"]
        assert (counts[kind, "wrong"], counts[kind, "lost"]) == (0, 0)
    assert counts["no marks", "found"] >= 0.75 * counts["no marks", "changed"]
    assert counts["no marks", "lost"] == 0


def test_a_heading_written_anew_outside_its_control_empties_nothing(desk):
    with Typed(desk.path) as typed:
        nodes = [node for node in typed.find("一、压实责任").iter() if node.tag.endswith("}t")]
        for node in nodes:
            node.text = ""
        nodes[0].text = "这一段全部换成了新的说法，与原来没有关系。"
    found, codes = desk.pull()
    assert found == {} or found["要求"][0]["标题"]
    assert codes


def test_words_behind_the_last_mark_stand_once_after_pull_and_update(desk):
    from qicao.revise import revise
    from qicao.update import update

    with Typed(desk.path) as typed:
        typed.replace("收购进入旺季。", "收购进入旺季。请抓紧")
    values = pull(Draft(desk.path), briefs.load(desk.brief)).values
    desk.brief.write_text(revise(desk.brief.read_text("utf-8"), values), "utf-8")
    data = update(desk.path).data
    if data is not None:
        desk.path.write_bytes(data)
    assert "".join(line.text for line in Draft(desk.path).lines).count("请抓紧") == 1
