"""qicao draft with many drafts: rows of a table, several briefs, workers, an end in the middle."""

import os
import pty
import re
import select
import shutil
import signal
import subprocess
import sys
import time
import zipfile
from hashlib import sha256

import openpyxl
import pytest

from drafts import ENDLESS, run
from qicao.package import is_sealed

BRIEF = "模板: campus-briefing\n日期: 2026-09-07\n形势: 好。\n要求:\n  - 要点: 抓实\n    正文: 抓细。\n"
SEPARATE = ["--rows", "乡镇.csv", "-o", "out"]


def rows(path, count):
    lines = [
        f"第{number}乡,在第{number}乡例会上的讲话,2026-09-{number % 28 + 1}" for number in range(1, count + 1)
    ]
    path.write_text("\n".join(["乡镇,标题,日期", *lines]) + "\n", "utf-8")


def test_who_names_a_template_in_place_of_a_brief_is_told_how_to_get_one(tmp_path):
    done = run("draft", "campus-briefing", cwd=tmp_path)
    assert (done.returncode, done.stdout) == (1, "")
    assert "error[brief-is-template]" in done.stderr
    assert "qicao new campus-briefing" in done.stderr
    assert "error[no-such-file]" in run("draft", "没有这个", cwd=tmp_path).stderr
    assert not list(tmp_path.iterdir())


@pytest.fixture
def desk(tmp_path):
    """Return a folder with a space in its name, a brief of common values and a table of three rows."""
    folder = tmp_path / "各 乡镇"
    folder.mkdir()
    (folder / "共同.yaml").write_text(BRIEF, "utf-8")
    rows(folder / "乡镇.csv", 3)
    return folder


def draft(desk, *arguments, **known):
    done = run("draft", "共同.yaml", *arguments, cwd=desk, timeout=ENDLESS, **known)
    assert "Traceback" not in done.stderr
    return done


def names(folder):
    return sorted(path.name for path in folder.iterdir()) if folder.is_dir() else []


def digests(folder):
    return {path.name: sha256(path.read_bytes()).hexdigest() for path in folder.iterdir()}


def edit(path):
    with zipfile.ZipFile(path) as old:
        parts = {name: old.read(name) for name in old.namelist()}
    with zipfile.ZipFile(path, "w") as new:
        for name, data in parts.items():
            new.writestr(name, data + b"\n")


def test_a_draft_of_each_row(desk):
    done = draft(desk, "--rows", "乡镇.csv", "--name", "{{ 乡镇 }}/讲话.docx")
    assert done.returncode == 0
    assert done.stdout.splitlines() == [f"drafts/乡镇/第{n}乡/讲话.docx" for n in (1, 2, 3)]
    assert done.stderr == "写出 3 份\n"
    shown = run("show", "drafts/乡镇/第2乡/讲话.docx", cwd=desk).stdout
    assert "在第2乡例会上的讲话" in shown
    assert "2026年9月3日" in shown


def test_a_template_and_an_excel_file(desk):
    book = openpyxl.Workbook()
    for line in (
        ["名称", "标题", "形势", "备注"],
        ["甲", "讲话", "一。\n二。", "x"],
        ["乙", "讲话", None, None],
    ):
        book.active.append(line)
    book.save(desk / "表.xlsx")
    done = run(
        "draft", "campus-briefing", "--rows", "表.xlsx", "-o", "out", "--set", "日期=2026-09-01", cwd=desk
    )
    assert (done.returncode, names(desk / "out")) == (0, ["乙.docx", "甲.docx"])
    assert "warning[column-unused]: “备注”" in done.stderr
    assert "形势　当前形势" in done.stderr
    assert "1 份：第 3 行" in done.stderr
    assert "2 份：第 2、3 行" in done.stderr


BAD = '乡镇,标题,日期\n甲,讲话,2026-02-30\n乙,讲话,2026-09-01\n丙,讲话,明天\n丁,"讲\n话",\n'


def test_all_rows_are_checked_before_one_is_written(desk):
    (desk / "乡镇.csv").write_bytes(BAD.encode("gbk"))
    done = draft(desk, *SEPARATE)
    assert (done.returncode, done.stdout, names(desk / "out")) == (1, "", [])
    assert re.findall(r"乡镇.csv (第 .*?): error\[(.*?)\]", done.stderr) == [
        ("第 2 行 C 列（日期）", "no-such-date"),
        ("第 4 行 C 列（日期）", "not-date"),
        ("第 5 行 B 列（标题）", "not-one-line"),
    ]
    assert "Alt+Enter" in done.stderr
    assert done.stderr.endswith(
        "4 行里有 3 行有问题，一份也没有写；改好再运行，或者加 --keep-going 先写其余的\n"
    )


def test_keep_going_drafts_the_sound_rows_and_tells_the_others_last(desk):
    (desk / "乡镇.csv").write_text(BAD.replace("丁,", ","), "utf-8")
    done = draft(desk, *SEPARATE, "--keep-going")
    assert (done.returncode, done.stdout) == (1, "out/乙.docx\n")
    assert done.stderr.count("error[") == 3
    assert "第 5 行: error[row-nameless]" in done.stderr
    assert done.stderr.endswith("写出 1 份，3 份没有写成\n")


def test_rows_of_one_name_stop_all(desk):
    (desk / "乡镇.csv").write_text("乡镇,标题\n甲,一\n乙,二\n甲,三\n", "utf-8")
    done = draft(desk, *SEPARATE, "--keep-going")
    assert (done.returncode, names(desk / "out")) == (1, [])
    assert "第 4 行: error[same-name]: 和第 2 行会写到同一个文件" in done.stderr


def test_what_update_says_of_the_draft_of_a_row_brings_it_up_to_date(desk):
    draft(desk, *SEPARATE)
    edit(desk / "out/第2乡.docx")
    done = run("update", "out/第2乡.docx", cwd=desk)
    assert "[brief-was-row]: 这份稿子是用表格 乡镇.csv 的一行起草的" in done.stderr
    pull, update = re.search("先 (qicao pull .*?)，.*再 (qicao update .*)", done.stderr).groups()
    assert run(*pull.split()[1:], cwd=desk).returncode == 0
    text = (desk / "提纲.yaml").read_text("utf-8")
    (desk / "提纲.yaml").write_text(text.replace("例会", "大会"), "utf-8")
    assert run(*update.split()[1:], cwd=desk).returncode == 0
    assert "在第2乡大会上的讲话" in run("show", "out/第2乡.docx", cwd=desk).stdout


def test_many_rows_of_one_name_are_told_once(desk):
    (desk / "乡镇.csv").write_text("乡镇,标题\n" + "甲,一\n" * 40, "utf-8")
    done = draft(desk, *SEPARATE)
    assert (done.returncode, done.stderr.count("same-name")) == (1, 1)
    assert "第 3 行: error[same-name]: 从这一行起有 39 行，和第 2 行会写到同一个文件：甲.docx" in done.stderr


def test_a_form_holds_the_common_values_and_is_no_table(desk):
    assert run("form", "共同.yaml", "-o", "表.xlsx", cwd=desk).returncode == 0
    done = run("draft", "表.xlsx", *SEPARATE, cwd=desk)
    assert (done.returncode, names(desk / "out")) == (0, ["第1乡.docx", "第2乡.docx", "第3乡.docx"])
    done = run("draft", "共同.yaml", "--rows", "表.xlsx", cwd=desk)
    assert done.returncode == 1
    assert "表.xlsx: error[form-as-table]" in done.stderr
    assert "qicao draft 表.xlsx" in done.stderr


def test_strict_makes_a_gap_of_a_row_an_error_at_its_cell(desk):
    (desk / "乡镇.csv").write_text("乡镇,标题,形势\n甲,一,好。\n乙,,好。\n", "utf-8")
    assert draft(desk, *SEPARATE).returncode == 0
    shutil.rmtree(desk / "out")
    done = draft(desk, *SEPARATE, "--strict")
    assert (done.returncode, names(desk / "out")) == (1, [])
    assert "乡镇.csv 第 3 行 B 列（标题）: error[gap]" in done.stderr


def test_what_people_have_edited_is_found_before_anything_is_written(desk):
    draft(desk, *SEPARATE)
    edit(desk / "out/第3乡.docx")
    (desk / "out/第1乡.docx").unlink()
    before = digests(desk / "out")
    done = draft(desk, *SEPARATE, "--set", "形势=换了。")
    assert done.returncode == 1
    assert "error[target-edited]" in done.stderr
    assert digests(desk / "out") == before


def test_resume_makes_only_what_is_missing_or_changed(desk):
    draft(desk, *SEPARATE)
    (desk / "out/第1乡.docx").unlink()
    stamps = {path.name: path.stat().st_mtime_ns for path in (desk / "out").iterdir()}
    done = draft(desk, *SEPARATE, "--resume")
    assert (done.returncode, done.stdout) == (0, "out/第1乡.docx\n")
    assert done.stderr == "写出 1 份，2 份已有、没有变化\n"
    assert all((desk / "out" / name).stat().st_mtime_ns == stamp for name, stamp in stamps.items())
    edit(desk / "out/第2乡.docx")
    kept = digests(desk / "out")["第2乡.docx"]
    text = (desk / "乡镇.csv").read_text("utf-8")
    (desk / "乡镇.csv").write_text(text.replace("例会", "大会"), "utf-8")
    done = draft(desk, *SEPARATE, "--resume")
    assert done.stdout == "out/第1乡.docx\nout/第3乡.docx\n"
    assert "out/第2乡.docx: warning[draft-behind]" in done.stderr
    assert done.stderr.endswith("写出 2 份，1 份有人改过、内容又有变化，没有动\n")
    assert digests(desk / "out")["第2乡.docx"] == kept
    done = draft(desk, *SEPARATE, "--resume", "--reading")
    assert done.stdout == "out/第1乡.docx\nout/第3乡.docx\n"


def test_a_draft_of_a_row_can_be_brought_up_to_date(desk):
    draft(desk, *SEPARATE)
    done = run("update", "out/第1乡.docx", cwd=desk)
    assert done.returncode == 0
    assert "[brief-was-row]: 这份稿子是用表格 乡镇.csv 的一行起草的" in done.stderr


def test_two_processes_make_the_same_bytes_as_one(desk):
    rows(desk / "乡镇.csv", 60)
    one = draft(desk, "--rows", "乡镇.csv", "-o", "one", "--jobs", "1")
    two = draft(desk, "--rows", "乡镇.csv", "-o", "two", "--jobs", "2")
    assert (one.returncode, two.returncode) == (0, 0)
    assert [line.split("/")[1] for line in one.stdout.splitlines()] == [
        line.split("/")[1] for line in two.stdout.splitlines()
    ]
    assert digests(desk / "one") == digests(desk / "two")
    assert len(digests(desk / "one")) == 60


def test_many_briefs_go_the_same_way(desk):
    briefs = []
    for number in range(30):
        path = desk / f"{number}.yaml"
        path.write_text(BRIEF + f"标题: 第{number}次讲话\n" if number != 7 else BRIEF + "标提: 坏\n", "utf-8")
        briefs.append(path.name)
    done = run("draft", *briefs, "-o", "out", "--jobs", "2", cwd=desk)
    assert done.returncode == 1
    assert done.stdout.splitlines() == [f"out/{number}.docx" for number in range(30) if number != 7]
    assert done.stderr.count("error[") == 1
    assert "7.yaml:7:1: error[unknown-key]" in done.stderr
    assert done.stderr.endswith("写出 29 份，1 份没有写成\n")


@pytest.mark.parametrize(
    "arguments",
    [
        ["--name", "{{ 乡镇 }}"],
        ["--keep-going"],
        ["b.yaml", "--rows", "乡镇.csv"],
        ["--rows", "乡镇.csv", "-o", "a.docx"],
        ["--jobs", "0"],
    ],
)
def test_wrong_usage_is_2(desk, arguments):
    assert draft(desk, *arguments).returncode == 2


# -- in the middle


def started(desk, *arguments):
    """Start a run of 400 rows in a process group of its own; returns it once it has written some."""
    rows(desk / "乡镇.csv", 400)
    program = [sys.executable, "-m", "qicao", "draft", "共同.yaml", *SEPARATE, "--keep-going", "--jobs", "2"]
    env = {**os.environ, "LANG": "zh_CN.UTF-8", "PYTHONIOENCODING": "utf-8"}
    piped = {"stdout": subprocess.PIPE, "stderr": subprocess.PIPE, "encoding": "utf-8"}
    process = subprocess.Popen([*program, *arguments], cwd=desk, env=env, start_new_session=True, **piped)
    deadline = time.monotonic() + ENDLESS
    while len(names(desk / "out")) < 20 and time.monotonic() < deadline:
        time.sleep(0.01)
    return process


def whole(folder):
    """Tell whether a folder holds sound drafts and nothing else."""
    return all(name.endswith(".docx") and not name.startswith(".") for name in names(folder)) and all(
        is_sealed(path) for path in folder.iterdir()
    )


@pytest.mark.parametrize(
    ("number", "group"),
    [(signal.SIGINT, True), (signal.SIGINT, False), (signal.SIGTERM, False), (signal.SIGTERM, True)],
)
def test_ended_in_the_middle_it_leaves_whole_files_and_says_how_to_go_on(desk, number, group):
    process = started(desk)
    (os.killpg if group else os.kill)(process.pid, number)
    out, err = process.communicate(timeout=ENDLESS)  # ends only when no worker holds the pipe any more
    assert process.returncode == 128 + number
    assert "Traceback" not in err
    assert "--resume" in err
    made = names(desk / "out")
    assert 20 <= len(made) < 400
    assert whole(desk / "out")
    assert sorted(line.removeprefix("out/") for line in out.splitlines()) == made
    before = digests(desk / "out")
    done = draft(desk, *SEPARATE, "--resume")
    assert done.returncode == 0
    assert len(done.stdout.splitlines()) == 400 - len(made)
    assert before.items() <= digests(desk / "out").items()
    assert len(names(desk / "out")) == 400


def test_killed_outright_it_leaves_whole_files_and_no_workers(desk):
    process = started(desk)
    process.kill()
    process.communicate(timeout=ENDLESS)
    assert 20 <= len(names(desk / "out")) < 400
    assert whole(desk / "out")


def test_no_bar_in_a_pipe_and_one_on_a_terminal(desk):
    rows(desk / "乡镇.csv", 40)
    assert draft(desk, *SEPARATE).stderr == "写出 40 份\n"
    shutil.rmtree(desk / "out")
    ours, theirs = pty.openpty()
    env = {**os.environ, "LANG": "zh_CN.UTF-8", "PYTHONIOENCODING": "utf-8", "TERM": "xterm"}
    program = [sys.executable, "-m", "qicao", "draft", "共同.yaml", *SEPARATE]
    process = subprocess.Popen(program, cwd=desk, env=env, stdout=theirs, stderr=theirs, stdin=theirs)
    os.close(theirs)
    shown, deadline = b"", time.monotonic() + ENDLESS
    while time.monotonic() < deadline:
        if select.select([ours], [], [], 1)[0]:
            try:
                shown += os.read(ours, 65536)
            except OSError:  # the terminal is closed
                break
    os.close(ours)
    assert process.wait(timeout=ENDLESS) == 0
    text = shown.decode("utf-8", "replace")
    assert "起草" in text
    assert "100%" in text
    assert "out/第7乡.docx" not in text  # a line each would tear the bar
    assert "写出 40 份" in text
