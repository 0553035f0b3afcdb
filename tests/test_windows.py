"""Windows, as far as another system can play it: consoles, paths, and what Unix has and Windows has not."""

import os
import re
import shutil
import subprocess
import sys

import pytest

from drafts import ROOT, run
from qicao.problems import Problem, Span, render

SHORT = "模板: campus-briefing\n标题: 在会上的讲话\n形势: 好。\n要求:\n  - 要点: 重视\n    正文: 抓实。\n"
UNIX = ("resource", "fcntl", "pwd", "grp", "termios", "tty", "pty", "syslog", "crypt", "spwd")
# what Windows has not, taken away before qicao is imported
BARE = f"""
import os, signal, sys
for name in {UNIX!r}:
    sys.modules[name] = None
for name in ("setitimer", "getitimer", "alarm", "SIGALRM", "SIGHUP", "SIGUSR1", "SIGKILL", "pthread_kill"):
    vars(signal).pop(name, None)
for name in ("fork", "getuid", "geteuid", "fchmod", "chown", "mkfifo", "sched_getaffinity", "uname", "getpgid"):
    vars(os).pop(name, None)
from qicao.cli import main
main(sys.argv[1:], prog_name="qicao")
"""


@pytest.fixture
def desk(tmp_path):
    (tmp_path / "提纲.yaml").write_text(SHORT, "utf-8")
    return tmp_path


def bare(*arguments, cwd):
    command = [sys.executable, "-c", BARE, *map(str, arguments)]
    env = {**os.environ, "PYTHONIOENCODING": "utf-8"}
    return subprocess.run(command, cwd=cwd, env=env, capture_output=True, encoding="utf-8", check=False)


@pytest.mark.parametrize(
    "arguments",
    [
        ["templates"],
        ["new", "campus-briefing"],
        ["draft", "提纲.yaml", "-o", "a.docx"],
        ["draft", "提纲.yaml", "提纲二.yaml", "-o", "稿/"],
        ["show", "提纲.yaml"],
        ["check", "提纲.yaml"],
        ["schema", "campus-briefing"],
        ["completion", "bash"],
        ["diff", "提纲.yaml", "提纲二.yaml"],
        ["extract", "老稿.txt", "-o", "模板.md"],
        ["--help"],
    ],
    ids=" ".join,
)
def test_nothing_needs_what_only_unix_has(arguments, desk):
    shutil.copy(desk / "提纲.yaml", desk / "提纲二.yaml")
    shutil.copy(ROOT / "seeds/campus-fire-safety.txt", desk / "老稿.txt")
    done = bare(*arguments, cwd=desk)
    assert done.returncode == 0, done.stderr
    assert "Traceback" not in done.stderr


def test_no_module_asks_for_what_only_unix_has():
    for path in (ROOT / "src/qicao").rglob("*.py"):
        asked = set(re.findall(r"^\s*(?:import|from) (\w+)", path.read_text("utf-8"), re.M))
        assert not asked & set(UNIX), path.name


@pytest.mark.parametrize("encoding", ["gbk", "ascii", "cp437"])
@pytest.mark.parametrize(
    "arguments",
    [
        ["-h"],
        ["darft"],
        ["templates"],
        ["check", "--rules"],
        ["check", "稿.txt"],
        ["draft", "坏.yaml"],
        ["draft", "没有.yaml"],
        ["draft", "提纲.yaml"],
        ["show", "提纲.yaml"],
        ["new", "campus-briefing", "-o", "-"],
    ],
    ids=" ".join,
)
def test_any_console_shows_what_it_can(encoding, arguments, desk):
    (desk / "坏.yaml").write_text("模板: campus-briefing\n会义：𠮷〔☃〕\n", "utf-8")
    (desk / "稿.txt").write_text("在会上的讲话\n\n同志们：\n今年,好𠮷☃—é。\n", "utf-8")
    done = subprocess.run(
        [sys.executable, "-m", "qicao", *arguments],
        cwd=desk,
        env={**os.environ, "PYTHONIOENCODING": encoding, "LANG": "zh_CN.UTF-8"},
        capture_output=True,
        check=False,
    )
    said = (done.stdout + done.stderr).decode(encoding, "replace")  # click takes ASCII for UTF-8
    assert "Traceback" not in said
    assert "UnicodeEncodeError" not in said
    if encoding in ("ascii", "cp437"):  # rather English than a row of question marks
        english = {
            "-h": "Fill in a brief",
            "darft": "did you mean qicao draft",
            "draft 没有.yaml": "there is no",
        }
        assert english.get(" ".join(arguments), "") in said
    elif arguments == ["draft", "坏.yaml"]:
        assert "坏.yaml:2:3: error[fullwidth-colon]: “会义”后面用了全角冒号“：”" in said


def test_what_is_for_programs_is_utf_8_on_every_console(desk):
    done = subprocess.run(
        [sys.executable, "-m", "qicao", "schema", "campus-briefing"],
        cwd=desk,
        env={**os.environ, "PYTHONIOENCODING": "gbk"},
        capture_output=True,
        check=True,
    )
    assert "讲话稿标题" in done.stdout.decode("utf-8")


@pytest.mark.parametrize(
    "name", [r"templates\小.md", r".\templates\小.md", "templates/小.md", r"..\desk\templates\小.md"]
)
def test_a_template_named_with_backslashes_is_found(tmp_path, name):
    desk = tmp_path / "desk"
    (desk / "templates").mkdir(parents=True)
    text = "---\ntitle: 小\nparams:\n  会议: {type: text, example: 推进会}\n---\n在{{ 会议 }}上的讲话\n"
    (desk / "templates/小.md").write_text(text, "utf-8")
    (desk / "a.yaml").write_text(f"模板: {name}\r\n会议: 例会\r\n", "utf-8", newline="")
    done = run("draft", "a.yaml", "-o", "a.txt", cwd=desk)
    assert (done.returncode, done.stderr) == (0, "")
    assert (desk / "a.txt").read_text("utf-8") == "在例会上的讲话\n"
    assert run("schema", name, cwd=desk).returncode == 0


@pytest.mark.parametrize("path", ["C:\\稿子\\a.yaml", "\\\\服务器\\共享 文件\\a.yaml", "D:a.yaml"])
def test_the_place_of_a_problem_keeps_its_drive(path):
    assert str(Span(path, 3, 1)) == f"{path}:3:1"
    assert render(Problem("x", "说明", Span(path, 3, 1)), "会义: 一").startswith(
        f"{path}:3:1: error[x]: 说明\n"
    )


def test_a_path_with_spaces_and_chinese_and_a_long_one(desk):
    folder = desk / "我的 文件 (1)" / "2026年 9月"
    folder.mkdir(parents=True)
    shutil.copy(desk / "提纲.yaml", folder / "提纲 终稿.yaml")
    done = run("draft", folder / "提纲 终稿.yaml", "-o", folder / "稿子 终稿.docx", cwd=desk)
    assert (done.returncode, done.stderr) == (0, "")
    deep = desk.joinpath(*(["很长的文件夹名称" * 3] * 5))
    assert run("draft", "提纲.yaml", "-o", deep / "a.docx", cwd=desk).returncode == 0
    done = run("draft", "提纲.yaml", "-o", desk / ("长" * 300 + ".docx"), cwd=desk)
    assert (done.returncode, "文件名或者路径太长" in done.stderr) == (3, True)


@pytest.mark.parametrize("ending", ["\r\n", "\r"])
def test_line_endings_of_any_system_are_read(desk, ending):
    (desk / "b.yaml").write_bytes(SHORT.replace("\n", ending).encode("gbk"))
    done = run("draft", "b.yaml", "-o", "b.txt", cwd=desk)
    assert (done.returncode, done.stdout) == (0, "b.txt\n")
    run("draft", "提纲.yaml", "-o", "a.txt", cwd=desk)
    assert (desk / "b.txt").read_bytes() == (desk / "a.txt").read_bytes()


def test_files_that_lie_beside_an_open_one_are_not_read(desk):
    run("draft", "提纲.yaml", "-o", "稿/讲话.docx", cwd=desk)
    for name in ("~$讲话.docx", ".~讲话.docx"):
        (desk / "稿" / name).write_bytes(b"\x06office")
    done = run("check", "稿", cwd=desk)
    assert "~" not in done.stdout + done.stderr
    (desk / "稿" / "~$讲话.docx").unlink()
    (desk / "稿" / ".~讲话.docx").unlink()
    (desk / "稿" / ".~lock.讲话.docx#").write_bytes(b"")
    done = run("draft", "提纲.yaml", "-o", "稿/讲话.docx", "--reading", cwd=desk)
    assert (done.returncode, "error[target-open]" in done.stderr) == (1, True)


@pytest.mark.skipif(not hasattr(os, "geteuid") or os.geteuid() == 0, reason="root may write everywhere")
def test_a_folder_that_may_only_be_read_is_told(desk):
    folder = desk / "只读"
    folder.mkdir(mode=0o500)
    done = run("draft", "提纲.yaml", "-o", folder / "a.docx", cwd=desk)
    assert (done.returncode, "没有权限" in done.stderr) == (3, True)
