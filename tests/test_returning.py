"""pull, update, diff and clean as a person runs them."""

import re

import pytest

from drafts import run
from typed import Typed, W

TEMPLATE = """\
---
title: 试
params:
  会议: {type: text, example: 秋季会}
  日期: {type: date, example: 2026-09-01}
  数: {type: number, example: 47}
  称: {type: text, default: 同志们, example: 各位}
  勉励: {type: flag, default: 是, example: 是}
  要求: {type: list, of: {标题: {type: text}, 期限: {type: date}}, example: []}
---
在{{ 会议 }}上的讲话
（{{ 日期 }}）
{{ 称 }}：
这次会议很重要，今年共查处{{ 数 }}起。
{% for 条 in 要求 %}
一是{{ 条.标题 }}。{{ 条.期限 | 月日 }}前完成。
{% endfor %}
{% if 勉励 %}
大家辛苦了。
{% endif %}
谢谢大家！
"""
BRIEF = """\
模板: try
会议: 全县粮食工作会
日期: 2026-09-01
数: 47
要求:
  - 标题: 压实责任
    期限: 2026-10-11
"""


@pytest.fixture
def desk(tmp_path):
    """Return a folder with a template, a brief and its draft."""
    (tmp_path / "templates").mkdir()
    (tmp_path / "templates/try.md").write_text(TEMPLATE, "utf-8")
    draft(tmp_path, BRIEF)
    return tmp_path


def draft(folder, brief, encoding="utf-8"):
    (folder / "a.yaml").write_bytes(brief.encode(encoding))
    assert run("draft", "a.yaml", "-o", "a.docx", "--force", cwd=folder).returncode == 0


def typed(folder, *pairs):
    with Typed(folder / "a.docx") as file:
        for old, new in zip(pairs[::2], pairs[1::2], strict=True):
            file.replace(old, new)


def rewritten(folder, *pairs, name="a.yaml"):
    text = (folder / name).read_text("utf-8")
    for old, new in zip(pairs[::2], pairs[1::2], strict=True):
        assert old in text
        text = text.replace(old, new)
    (folder / name).write_text(text, "utf-8")


def shown(folder):
    return run("show", "a.docx", cwd=folder).stdout


def test_values_nobody_gave_stay_open_where_the_brief_is_gone(desk):
    typed(desk, "很重要", "十分重要")
    (desk / "a.yaml").unlink()
    done = run("update", "a.docx", cwd=desk)
    assert (done.returncode, done.stdout) == (0, ""), done.stderr
    assert "同志们：" in shown(desk)
    typed(desk, "47", "52")
    assert run("pull", "a.docx", "-o", "new.yaml", cwd=desk).returncode == 0
    text = (desk / "new.yaml").read_text("utf-8")
    assert "数: 52" in text
    assert not re.search("^(称|勉励):.", text, re.M)


def test_the_brief_is_found_in_another_folder_of_the_project_unless_there_are_two(desk):
    for name in ("提纲", "drafts"):
        (desk / name).mkdir()
    (desk / "a.yaml").rename(desk / "提纲/a.yaml")
    (desk / "a.docx").rename(desk / "drafts/a.docx")
    typed(desk / "drafts", "47", "52")
    done = run("pull", "drafts/a.docx", cwd=desk)
    assert done.returncode == 0, done.stderr
    assert "数: 52" in (desk / "提纲/a.yaml").read_text("utf-8")
    (desk / "去年").mkdir()
    (desk / "去年/a.yaml").write_text(BRIEF, "utf-8")
    done = run("pull", "drafts/a.docx", cwd=desk)
    assert done.returncode == 1
    assert "[brief-missing]" in done.stderr


def test_a_text_of_lines_is_pulled_where_the_values_are_only_in_the_draft(desk):
    rewritten(
        desk,
        "数: {type: number, example: 47}",
        "数: {type: paragraphs, example: 47}",
        name="templates/try.md",
    )
    draft(desk, BRIEF.replace("数: 47", '数: "两百\\n47"'))
    (desk / "a.yaml").unlink()
    typed(desk, "47", "52")
    done = run("pull", "a.docx", "-o", "new.yaml", cwd=desk)
    assert "pull-both" not in done.stderr
    assert re.search("两百\n *52\n", (desk / "new.yaml").read_text("utf-8"))


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030", "utf-16"])
@pytest.mark.parametrize("ending", ["\n", "\r\n"])
def test_a_brief_keeps_its_encoding_and_line_endings(desk, encoding, ending):
    draft(desk, BRIEF.replace("\n", ending), encoding)
    typed(desk, "47", "52")
    done = run("pull", "a.docx", cwd=desk)
    assert done.returncode == 0, done.stderr
    assert (desk / "a.yaml").read_bytes() == BRIEF.replace("47", "52").replace("\n", ending).encode(encoding)


def test_a_date_of_which_a_draft_says_a_part_keeps_the_rest(desk):
    typed(desk, "10月11日", "10月15日", "2026年9月1日", "2026年9月8日")
    run("pull", "a.docx", cwd=desk)
    text = (desk / "a.yaml").read_text("utf-8")
    assert "日期: 2026-09-08" in text
    assert "期限: 2026-10-15" in text


def test_a_parameter_the_template_has_got_since_does_not_stop_pull(desk):
    typed(desk, "47", "52")
    rewritten(
        desk,
        "  会议:", "  地点: {type: text, example: 礼堂}\n  会议:",
        "谢谢大家！", "散会。{{ 地点 }}见。",
        name="templates/try.md",
    )  # fmt: skip
    done = run("pull", "a.docx", cwd=desk)
    assert "数: 52" in (desk / "a.yaml").read_text("utf-8"), done.stderr
    assert "[pull-template]" in done.stderr
    assert "[pull-reworded]" not in done.stderr


def test_a_list_the_template_has_renamed_is_no_crash(desk):
    with Typed(desk / "a.docx") as file:
        file.add("压实责任", "二是守住底线。10月20日前完成。")
    rewritten(desk, "要求", "任务", name="templates/try.md")
    rewritten(desk, "要求", "任务")
    done = run("pull", "a.docx", cwd=desk)
    assert done.returncode == 0
    assert "Traceback" not in done.stderr


def test_a_brief_that_has_changed_its_template_is_taken_and_told_of(desk):
    typed(desk, "很重要", "十分重要")
    (desk / "templates/other.md").write_text(TEMPLATE.replace("谢谢大家！", "我就讲到这里。"), "utf-8")
    rewritten(desk, "模板: try", "模板: other")
    done = run("update", "a.docx", cwd=desk)
    assert "[update-template]" in done.stderr
    assert "我就讲到这里。" in shown(desk)
    assert run("update", "a.docx", "--template", "try", cwd=desk).stderr.count("update-template") == 0


def test_a_draft_under_another_name_does_not_take_a_brief_of_that_name(desk):
    (desk / "a.docx").rename(desk / "b.docx")
    (desk / "a.yaml").unlink()
    (desk / "b.yaml").write_text(BRIEF.replace("全县", "全市"), "utf-8")
    done = run("update", "b.docx", "--dry-run", cwd=desk)
    assert done.stdout == ""


def test_an_update_that_changes_no_words_says_so(desk):
    typed(desk, "很重要", "十分重要")
    rewritten(desk, "谢谢大家！\n", "{# 结尾 #}\n谢谢大家！\n", name="templates/try.md")
    done = run("update", "a.docx", cwd=desk)
    assert (done.stdout, done.stderr) == ("a.docx\n", "文字没有变，只更新了稿子里的记号\n")


def test_words_that_cannot_be_edited_are_named_in_a_comment_and_stay_told(desk):
    with Typed(desk / "a.docx") as file:
        text = next(one for one in file.root.iter(f"{W}t") if one.text == "47")
        run_of = text.getparent()
        link = run_of.makeelement(f"{W}hyperlink", {f"{W}anchor": "x"})
        run_of.addprevious(link)
        link.append(run_of)
    rewritten(desk, "数: 47", "数: 52")
    done = run("update", "a.docx", cwd=desk)
    assert "[update-refused]" in done.stderr
    assert "[update-clashes]" not in done.stderr
    with Typed(desk / "a.docx") as file:
        assert "不能自动替换" in file.parts["word/comments.xml"].decode()
    done = run("pull", "a.docx", cwd=desk)
    assert "数: 52" in (desk / "a.yaml").read_text("utf-8"), done.stderr


def test_hidden_words_are_told_of_before_a_file_leaves_the_house(desk):
    with Typed(desk / "a.docx") as file:
        made = file.find("很重要").makeelement(f"{W}r", {})
        properties = made.makeelement(f"{W}rPr", {})
        properties.append(made.makeelement(f"{W}vanish", {}))
        words = made.makeelement(f"{W}t", {})
        words.text = "底数不实"
        made.extend([properties, words])
        file.find("很重要").append(made)
    done = run("clean", "a.docx", cwd=desk)
    assert (done.returncode, done.stdout) == (0, "a.clean.docx\n")
    assert "[hidden-left]" in done.stderr
    assert "底数不实" in done.stderr


@pytest.mark.parametrize("command", ["pull", "update", "clean"])
def test_a_form_in_place_of_its_draft_is_told_as_one(desk, command):
    assert run("form", "try", "-o", "表.xlsx", cwd=desk).returncode == 0
    done = run(command, "表.xlsx", cwd=desk)
    assert (done.returncode, "qicao draft 表.xlsx" in done.stderr) == (1, True), done.stderr
