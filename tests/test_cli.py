import json
import os
import shutil

import pytest

from drafts import ROOT, SLUGS, run

SHORT = "模板: campus-briefing\n标题: 在会上的讲话\n形势: 好。\n要求:\n  - 要点: 重视\n    正文: 抓实。\n"


@pytest.fixture
def desk(tmp_path):
    (tmp_path / "提纲.yaml").write_text(SHORT, "utf-8")
    return tmp_path


def quiet(done):
    assert "Traceback" not in done.stderr + done.stdout
    return done


def test_the_main_job(desk):
    done = quiet(run("draft", "提纲.yaml", cwd=desk))
    assert (done.returncode, done.stdout, done.stderr) == (0, "drafts/提纲.docx\n", "")
    assert (desk / "drafts/提纲.docx").read_bytes()[:2] == b"PK"


def test_gaps_are_listed_and_strict_writes_nothing(desk):
    (desk / "提纲.yaml").write_text(
        "模板: campus-briefing\n标题: 讲话\n要求:\n  - 要点: 重视\n    正文:\n", "utf-8"
    )
    done = quiet(run("draft", "提纲.yaml", "-o", "a.docx", cwd=desk))
    assert (done.returncode, done.stdout) == (0, "a.docx\n")
    assert done.stderr.startswith("待填 2 处：\n  形势　")
    assert "请在提纲 提纲.yaml 里填写" in done.stderr
    assert "要求.1.正文　展开的段落" in done.stderr
    assert "请在提纲 提纲.yaml 第 5 行填写" in done.stderr
    done = quiet(run("draft", "提纲.yaml", "--strict", "-o", "b.docx", cwd=desk))
    assert (done.returncode, done.stdout) == (1, "")
    assert done.stderr.count("error[gap]") == 2
    assert not (desk / "b.docx").exists()


def test_values_and_looks_from_the_command_line(desk):
    done = run(
        "draft", "提纲.yaml", "-o", "a.txt", "--set", "标题=另一个题目", "--set", "日期=2026-09-01", cwd=desk
    )
    assert done.returncode == 0
    assert (desk / "a.txt").read_text("utf-8").startswith("另一个题目\n（2026年9月1日）\n")
    for options in (["--profile", "mac"], ["--numbering", "native"], ["--reading"]):
        assert run("draft", "提纲.yaml", "-o", f"{options[-1]}.docx", *options, cwd=desk).returncode == 0
    assert len({path.read_bytes() for path in desk.glob("*.docx")}) == 3


def test_many_briefs_go_to_a_folder_and_one_mistake_stops_only_its_own(desk):
    (desk / "坏.yaml").write_text("模板: campus-briefing\n会义: 一\n", "utf-8")
    (desk / "b").mkdir()
    shutil.copy(desk / "提纲.yaml", desk / "b/提纲.yaml")
    shutil.copy(desk / "提纲.yaml", desk / "第二.yaml")
    done = quiet(run("draft", "提纲.yaml", "坏.yaml", "b/提纲.yaml", "第二.yaml", "-o", "out", cwd=desk))
    assert done.returncode == 1
    assert done.stdout == "out/提纲.docx\nout/第二.docx\n"
    assert (
        "坏.yaml:2:1: error[unknown-key]: 没有“会义”这个参数\n  2 | 会义: 一\n    | ^^^^\n  hint: "
        in done.stderr
    )
    assert "b/提纲.yaml: error[same-target]" in done.stderr


def test_what_was_edited_is_refused_and_stays(desk):
    run("draft", "提纲.yaml", "-o", "a.docx", cwd=desk)
    assert run("draft", "提纲.yaml", "-o", "a.docx", "--reading", cwd=desk).returncode == 0
    (desk / "a.docx").write_bytes((desk / "a.docx").read_bytes() + b" ")
    (desk / "b.docx").write_bytes(b"mine")
    done = quiet(run("draft", "提纲.yaml", "-o", "b.docx", cwd=desk))
    assert (done.returncode, (desk / "b.docx").read_bytes()) == (1, b"mine")
    assert "--force" in done.stderr
    assert run("draft", "提纲.yaml", "-o", "b.docx", "--force", cwd=desk).returncode == 0


def test_what_the_file_system_refuses_is_3(desk):
    (desk / "file").write_text("")
    (desk / "folder.docx").mkdir()
    (desk / "folder.docx/提纲.docx").mkdir()
    for target in ("file/a.docx", "folder.docx"):
        done = quiet(run("draft", "提纲.yaml", "-o", target, cwd=desk))
        assert done.returncode == 3, target
        assert "hint: " in done.stderr


@pytest.mark.parametrize(
    "arguments",
    [
        ["draft"],
        ["draft", "提纲.yaml", "-o", "a.pdf"],
        ["draft", "提纲.yaml", "--profile", "无"],
        ["draft", "提纲.yaml", "-o", "-"],
        ["draft", "提纲.yaml", "二.yaml", "-o", "a.docx"],
        ["new", "campus-briefing", "-o", "a.docx"],
        ["draft", "提纲.yaml", "--numbering", "x"],
        ["fly"],
        ["new"],
        ["show"],
    ],
)
def test_wrong_usage_is_2(desk, arguments):
    done = quiet(run(*arguments, cwd=desk))
    assert done.returncode == 2
    assert done.stderr


@pytest.mark.parametrize(
    "arguments",
    [
        ["draft", "没有.yaml"],
        ["show", "没有.docx"],
        ["show", "a.doc"],
        ["new", "没有"],
        ["schema", "没有"],
        ["templates", "没有"],
        ["draft", "."],
        ["draft", "旧稿.docx"],
    ],
)
def test_what_is_not_there_is_1(desk, arguments):
    done = quiet(run(*arguments, cwd=desk))
    assert (done.returncode, done.stdout) == (1, "")
    assert "error[" in done.stderr
    assert "hint: " in done.stderr


@pytest.mark.parametrize("slug", SLUGS)
def test_new_then_draft(desk, slug):
    done = run("new", slug, cwd=desk)
    assert done.stdout == f"drafts/{slug}.yaml\n"
    done = quiet(run("draft", f"drafts/{slug}.yaml", "--strict", cwd=desk))
    assert done.returncode == 0
    assert done.stderr.count("warning[") == done.stderr.count("warning[example-left]") == 1
    assert "target-exists" in run("new", slug, "-o", "提纲.yaml", cwd=desk).stderr
    first, rest = (desk / f"drafts/{slug}.yaml").read_text("utf-8").split("\n", 1)
    assert first.startswith("# yaml-language-server: ")  # of what is only printed, no schema lies beside it
    assert run("new", slug, "-o", "-", cwd=desk).stdout == rest


def test_templates_and_one_of_them(desk):
    done = run("templates", cwd=desk)
    assert [line.split()[0] for line in done.stdout.splitlines()] == SLUGS
    done = run("templates", "city-dispatch", cwd=desk)
    assert "数据　list" in done.stdout
    assert "    数量　number" in done.stdout
    assert "号召" in done.stdout
    (desk / "templates").mkdir()
    (desk / "templates/bad.md").write_text("同志们：\n", "utf-8")
    done = quiet(run("templates", cwd=desk))
    assert done.returncode == 1
    assert "（有错误，见下）" in done.stdout


def test_show_any_of_them(desk):
    run("draft", "提纲.yaml", "-o", "a.docx", cwd=desk)
    shutil.copy(ROOT / "seeds/campus-fire-safety.txt", desk)
    (desk / "speech.md").write_text("同志们：\n今天。\n", "utf-8")
    for name in ("提纲.yaml", "a.docx"):
        assert "一是要重视。" in run("show", name, cwd=desk).stdout
    for name in (
        "campus-fire-safety.txt",
        "speech.md",
        "campus-briefing",
        ROOT / "templates/campus-briefing.md",
    ):
        assert "约 " in run("show", name, cwd=desk).stdout, name
    data = json.loads(run("show", "a.docx", "--format", "json", cwd=desk).stdout)
    assert data["speeches"][0]["title"] == "在会上的讲话"


def test_schema(desk):
    data = json.loads(run("schema", "city-dispatch", cwd=desk).stdout)
    assert data["properties"]["会议" if "会议" in data["properties"] else "工作"]["description"]


def test_messages_in_english(desk):
    english = {"LANG": "en_US.UTF-8"}
    (desk / "坏.yaml").write_text("模板: campus-briefing\n会义: 一\n", "utf-8")
    done = run("draft", "坏.yaml", cwd=desk, env=english)
    assert "there is no parameter “会义”" in done.stderr
    assert "Draft briefs into Word files" in run("--help", cwd=desk, env=english).stdout
    assert "起草成 Word 稿" in run("--help", cwd=desk).stdout
    assert "字体方案" in run("draft", "--help", cwd=desk).stdout


@pytest.mark.parametrize(
    ("typed", "wanted"), [("draft --profile w", "windows"), ("new cam", "campus-briefing")]
)
def test_shell_completion(desk, typed, wanted):
    count = len(typed.split())
    env = {"_QICAO_COMPLETE": "bash_complete", "COMP_WORDS": f"qicao {typed}", "COMP_CWORD": str(count)}
    assert wanted in run(cwd=desk, env=env).stdout


def test_a_console_that_cannot_show_every_character(desk):
    (desk / "提纲.yaml").write_text(SHORT.replace("在会上", "在😀会上"), "utf-8")
    done = quiet(run("show", "提纲.yaml", cwd=desk, env={"PYTHONIOENCODING": "ascii"}))
    assert done.returncode == 0


HOSTILE = {
    "bomb": "a0: &a0 [x,x,x,x,x,x,x,x,x,x]\n"
    + "".join(f"a{i}: &a{i} [{','.join([f'*a{i - 1}'] * 10)}]\n" for i in range(1, 12)),
    "deep": "标题: " + "[" * 10_000 + "\n",
    "steps": "标题:\n" + "".join("  " * i + "-\n" for i in range(1, 2000)),
    "keys": "".join(f"k{i}: 1\n" for i in range(60_000)),
    "large": "标题: " + "x" * 100_000_000,
}


@pytest.mark.parametrize("name", HOSTILE)
def test_a_hostile_brief_ends_in_a_problem(desk, name):
    (desk / "a.yaml").write_text("模板: campus-briefing\n" + HOSTILE[name], "utf-8")
    done = quiet(run("draft", "a.yaml", cwd=desk))
    assert done.returncode == 1
    assert "error[" in done.stderr
    assert not (desk / "drafts").exists()


TEMPLATES = {
    "attributes": "{{ 甲.__class__.__mro__ }}{{ ''.__class__ }}{{ 甲['__class__'] }}",
    "range": "{% for i in range(10**12) %}x{% endfor %}",
    "recursion": "{% macro f(n) %}{{ f(n) }}{% endmacro %}{{ f(1) }}",
    "branching": "{% macro f(n) %}{% if n > 0 %}{{ f(n - 1) }}{{ f(n - 1) }}{% endif %}x{% endmacro %}{{ f(60) }}",
    "powers": "{{ 9 ** 9 ** 9 }}{{ 'a' * 9999999999 }}",
    "doubling": "{% set a = 甲 %}" + "{% set a = a ~ a %}" * 60 + "{{ a }}",
    "nothing": "{% set a = '' %}" + "{% set a = a ~ a %}" * 60 + "{{ a }}{{ 甲 }}",
    "captured": "{% set a %}字{% endset %}"
    + "{% set a %}{{ a }}{{ a }}{% endset %}" * 60
    + "{{ a }}{{ 甲 }}",
    "squares": "{% set a = 999999 %}" + "{% set a = a * a %}" * 60 + "{{ a }}{{ 甲 }}",
    "loops": "".join(f"{{% for a{i} in 表 %}}" for i in range(12)) + "字" * 3000 + "{% endfor %}" * 12,
    "brackets": "{{ " + "(" * 5000 + "1" + ")" * 5000 + " }}",
    "blocks": "{% if 1 %}" * 3000 + "{% endif %}" * 3000,
    "circle": "{% include 'a.md' %}",
    "outside": "{% include '../../../../etc/passwd' %}",
}


@pytest.mark.parametrize("name", TEMPLATES)
def test_a_hostile_template_ends_in_a_problem(desk, name):
    items = ", ".join("一" * 9)
    head = f"---\nparams:\n  甲: {{type: text, example: 甲}}\n  表: {{type: list, of: text, example: [{items}]}}\n---\n"
    (desk / "a.md").write_text(head + TEMPLATES[name] + "\n", "utf-8")
    (desk / "a.yaml").write_text(f"模板: a.md\n甲: 甲\n表: [{items}]\n", "utf-8")
    limit = "ulimit -v 2000000; " if os.name == "posix" else ""
    assert limit is not None
    done = quiet(run("draft", "a.yaml", cwd=desk))
    assert done.returncode == 1
    assert "error[" in done.stderr
    assert not (desk / "drafts").exists()
