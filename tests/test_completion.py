import os
import subprocess
import sys

import pytest

from drafts import SLUGS, run

BRIEF = """模板: campus-briefing
标题: 在会上的讲话
日期: 2026-09-07
形势：开学一周。
要求:
  - 要点: 严把进货关口
    正文: 抓实。
  - 要点: 严管加工流程
"""
TEMPLATE = """---
title: 试
about: 一个小模板
params:
  会议: {type: text, example: 推进会}
  公开: {type: flag, default: 否, example: 是}
  级别: {type: choice, choices: [省级, 市级], example: 市级}
  单位: {type: list, of: text, example: [县农业局]}
  主持: {type: record, of: {姓名: {type: text, example: 江远}, 职务: text}, example: {姓名: 江远, 职务: 县长}}
---
{{ 会议 }}{{ 单位 | join('、') }}{{ 主持.姓名 }}{{ 主持.职务 }}{{ 级别 }}{% if 公开 %}公开{% endif %}
"""


@pytest.fixture
def desk(tmp_path):
    (tmp_path / "例会.yaml").write_text(BRIEF, "utf-8")
    return tmp_path


def offered(desk, line, shell="fish", **env):
    """Return {what is offered: its help} for a line typed so far; nothing else is ever said."""
    done = run(cwd=desk, env={"_QICAO_COMPLETE": f"{shell}_complete", "COMP_WORDS": line, **env})
    assert (done.returncode, done.stderr) == (0, "")
    return dict((one + "\t").split("\t")[:2] for one in done.stdout.splitlines() if one)


def test_commands_and_options_are_offered_with_what_they_do(desk):
    commands = offered(desk, "qicao ")
    assert {"draft", "new", "completion"} <= set(commands)
    assert commands["draft"] == "把提纲起草成 Word 稿"
    assert offered(desk, "qicao draft --st") == {"--strict": "有待填之处就算错误，不写稿子"}
    assert set(offered(desk, "qicao draft --numbering ")) == {"text", "native"}
    english = offered(desk, "qicao draft --st", LANG="en_US.UTF-8")
    assert english == {"--strict": "treat gaps as errors and write nothing"}


def test_templates_are_offered_without_what_loading_one_takes(desk):
    env = {**os.environ, "_QICAO_COMPLETE": "fish_complete", "COMP_WORDS": "qicao new campus"}
    command = [sys.executable, "-X", "importtime", "-m", "qicao"]
    done = subprocess.run(command, cwd=desk, env=env, capture_output=True, text=True, check=True)
    assert done.stdout.startswith("campus-briefing")
    loaded = {line.rpartition("|")[2].strip().split(".")[0] for line in done.stderr.splitlines()}
    assert "qicao" in loaded
    assert loaded & {"jinja2", "yaml"} == set()


def test_templates_are_offered_by_name_with_their_title_and_by_title(desk):
    for command in ("new", "schema", "show", "templates", "update a.docx --template"):
        assert set(SLUGS) <= set(offered(desk, f"qicao {command} ")), command
    names = offered(desk, "qicao new campus")
    assert list(names) == ["campus-briefing"]
    assert names["campus-briefing"].startswith("校园工作部署讲话")
    assert offered(desk, "qicao new 校园") == {"校园工作部署讲话": "campus-briefing"}


def test_the_keys_of_the_brief_are_offered_and_those_inside_its_items(desk):
    line = "qicao draft 例会.yaml --set "
    keys = offered(desk, line)
    assert {"标题=", "日期=", "形势=", "要求."} <= set(keys)
    assert keys["日期="] == "讲话日期"
    items = {"要求.1.": "严把进货关口", "要求.2.": "严管加工流程", "要求.3.": "新增一项"}
    assert offered(desk, f"{line}要") == {"要求.": "逐条要求"}
    assert offered(desk, f"{line}要求.") == items
    assert set(offered(desk, f"{line}要求.3.")) == {"要求.3.要点=", "要求.3.正文="}
    assert offered(desk, f"{line}日期=2026-09") == {"日期=2026-09-07": ""}
    assert "要求.2.要点=严管加工流程" in offered(desk, f"{line}要求.2.要点=")
    for nothing in ("没有", "没有.", "标题.", "要求.1.没有=", "要求.99.", "没有="):
        assert offered(desk, f"{line}{nothing}") == {}


def test_flags_and_choices_offer_their_values_and_records_their_fields(desk):
    (desk / "templates").mkdir()
    (desk / "templates/小.md").write_text(TEMPLATE, "utf-8")
    (desk / "a.yaml").write_text("模板: 小\n单位: [县水利局, 县林业局]\n", "utf-8")
    line = "qicao draft a.yaml -o b.docx --set 会议=例会 --set "
    assert set(offered(desk, f"{line}公开=")) == {"公开=是", "公开=否"}
    assert set(offered(desk, f"{line}级别=")) == {"级别=省级", "级别=市级"}
    assert set(offered(desk, f"{line}级别=省")) == {"级别=省级"}
    assert set(offered(desk, f"{line}主持.")) == {"主持.姓名=", "主持.职务="}
    assert set(offered(desk, f"{line}单位.")) == {"单位.1=", "单位.2=", "单位.3="}
    assert set(offered(desk, f"{line}单位.2=")) == {"单位.2=县林业局"}
    assert set(offered(desk, "qicao draft 小 --set 主")) == {"主持."}


def test_rules_are_offered_with_their_meaning_also_after_a_comma(desk):
    rules = offered(desk, "qicao check --off half")
    assert list(rules) == ["half-width"]
    assert "半角" in rules["half-width"]
    assert list(offered(desk, "qicao check --off arithmetic,half")) == ["arithmetic,half-width"]
    assert offered(desk, "qicao draft --profile w") == {"windows": ""}


def test_files_are_offered_by_what_the_command_reads(desk):
    folder = desk / "我的 文件"
    folder.mkdir()
    for name in ("a b.yaml", "a.docx", "~$a.docx", ".hidden.yaml", "c.xls", "d.txt"):
        (folder / name).write_bytes(b"")
    inside = f"我的 文件{os.sep}"
    assert set(offered(desk, "qicao draft ")) == {"例会.yaml", inside}
    assert set(offered(desk, "qicao draft 我的\\ 文件/")) == {"我的 文件/a b.yaml"}
    assert set(offered(desk, "qicao draft '我的 文件/")) == {"我的 文件/a b.yaml"}
    assert set(offered(desk, "qicao pull 我的\\ 文件/")) == {"我的 文件/a.docx"}
    assert set(offered(desk, "qicao extract 我的\\ 文件/")) == {"我的 文件/a.docx", "我的 文件/d.txt"}
    assert {"我的 文件/c.xls", "我的 文件/d.txt"} <= set(offered(desk, "qicao draft -o 我的\\ 文件/"))
    assert offered(desk, "qicao draft 没有/") == {}
    assert offered(desk, "qicao new ./") == {f"./{inside}": ""}


@pytest.mark.parametrize(
    "text",
    [
        "",
        "模板:\n",
        "模板: 没有\n",
        "模板: [a]\n",
        "- a\n",
        "模板: campus-briefing\n要求: 一段话\n",
        "\t模板: campus-briefing\n{",
        "模板: 坏\n",
    ],
)
def test_what_is_broken_offers_nothing_and_says_nothing(desk, text):
    (desk / "templates").mkdir()
    (desk / "templates/坏.md").write_text("---\ntitle: 坏\nparams: [\n---\n{% if %}", "utf-8")
    (desk / "templates/乱.md").write_bytes(b"\xff\x00\xfe")
    (desk / "例会.yaml").write_text(text, "utf-8")
    for typed in ("", "要求.1.", "要求.1.要点=", "="):
        offered(desk, f"qicao draft 例会.yaml --set {typed}")
    assert {"坏", "乱"} <= set(offered(desk, "qicao new "))
    assert offered(desk, "qicao draft 没有.yaml --set ") == {}
    assert offered(desk, "qicao draft --set ") == {}


def test_gbk_terminals_and_english_are_no_trouble(desk):
    env = {"PYTHONIOENCODING": "gbk", "PYTHONUTF8": "0"}
    assert "要求." in offered(desk, "qicao draft 例会.yaml --set 要", **env)
