"""qicao check on files of each kind: what is found, and where."""

import pytest

from drafts import ROOT, SLUGS
from qicao.check import check, kind

SPEECH = "在全县工作会议上的讲话\n\n　　同志们:\n　　今年以来,各乡镇抓得紧,完成xx户。\n　　（一）、明确责任\n　　各部门要抓紧。\n"
BRIEF = """# 提纲
模板: campus-briefing
标题: 在九月校园安全例会上的讲话
形势: 开学一周,自查发现隐患17个。
要求:
  - 要点: 严把进货关口
    正文: |
      总务处要核验供货商的资质。
      食堂要查验票证,登记台账。
  - 要点: "严管,加工流程"
    正文: 食堂做到生熟分开...餐具消毒。
"""


def told(path):
    return [
        (one.code, one.span.line, one.span.column, one.span.length, one.fix) for one in check(path).problems
    ]


def test_a_speech(tmp_path):
    path = tmp_path / "稿.txt"
    path.write_text(SPEECH, "utf-8")
    assert told(path) == [
        ("salutation-mark", 3, 6, 1, "："),
        ("half-width", 4, 7, 1, "，"),
        ("half-width", 4, 14, 1, "，"),
        ("placeholder", 4, 17, 2, None),
        ("bracket-mark", 5, 6, 1, ""),
    ]


def test_a_brief(tmp_path):
    path = tmp_path / "提纲.yaml"
    path.write_text(BRIEF, "utf-8")
    assert told(path) == [
        ("half-width", 4, 9, 1, "，"),
        ("half-width", 9, 14, 1, "，"),
        ("half-width", 10, 12, 1, "，"),
        ("ellipsis", 11, 17, 3, "……"),
    ]


def test_a_brief_that_cannot_be_filled_is_checked_as_far_as_it_goes(tmp_path):
    path = tmp_path / "提纲.yaml"
    path.write_text(BRIEF.replace("要求:", "要球:"), "utf-8")
    codes = [one.code for one in check(path).problems]
    assert "unknown-key" in codes
    assert codes.count("half-width") == 3


def test_gaps_of_a_brief_are_warnings_at_their_place(tmp_path):
    path = tmp_path / "提纲.yaml"
    path.write_text(BRIEF.replace("形势: 开学一周,自查发现隐患17个。", "形势:"), "utf-8")
    gap = next(one for one in check(path).problems if one.code == "gap")
    assert (gap.span.line, gap.severity) == (4, "warning")


def test_a_template(tmp_path):
    path = tmp_path / "试.md"
    path.write_text(
        "---\ntitle: 试\nparams:\n  会议: {example: '全县会议,部署会'}\n---\n"
        "在{{ 会议 }}上的讲话\n同志们：\n今天召开{{ 会议 }},部署工作。\n（一）、明确责任\n抓紧...推进。\n",
        "utf-8",
    )
    assert told(path) == [
        ("half-width", 4, 22, 1, "，"),
        ("half-width", 8, 13, 1, "，"),
        ("bracket-mark", 9, 4, 1, ""),
        ("ellipsis", 10, 3, 3, "……"),
    ]


@pytest.mark.parametrize("slug", SLUGS)
def test_the_bundled_templates_are_clean(slug):
    found = check(ROOT / f"templates/{slug}.md").problems
    assert [one for one in found if one.severity != "suggest"] == []


def test_the_front_matter_of_a_template_switches_for_its_briefs(tmp_path):
    (tmp_path / "试.md").write_text(
        "---\ntitle: 试\ncheck: {off: [half-width]}\nparams:\n  话: {example: 好}\n---\n同志们：\n{{ 话 }}\n",
        "utf-8",
    )
    path = tmp_path / "提纲.yaml"
    path.write_text("模板: 试.md\n话: 今年以来,各乡镇抓得紧...\n", "utf-8")
    assert [code for code, *_ in told(path)] == ["ellipsis"]


def test_a_comment_switches_for_its_line(tmp_path):
    path = tmp_path / "提纲.yaml"
    path.write_text(BRIEF.replace("17个。", "17个。  # qicao: off half-width"), "utf-8")
    assert [line for code, line, *_ in told(path) if code == "half-width"] == [9, 10]


def test_a_comment_in_a_speech_switches_for_the_next_line(tmp_path):
    path = tmp_path / "稿.txt"
    path.write_text(SPEECH.replace("　　今年", "<!-- qicao: off -->\n　　今年"), "utf-8")
    assert [code for code, *_ in told(path)] == ["salutation-mark", "bracket-mark"]


def test_what_a_file_is(tmp_path):
    assert kind("提纲.yml") == "brief"
    assert kind("稿.docx") == "word"
    assert kind(ROOT / "templates/campus-briefing.md") == "template"
    (tmp_path / "稿.md").write_text("# 讲话\n", "utf-8")
    assert kind(tmp_path / "稿.md") == "text"


def test_a_file_that_cannot_be_read_is_a_problem_of_it():
    (one,) = check("没有.txt").problems
    assert one.code == "no-such-file"
