"""new, new --ask and form as people use them."""

import os
import pty
import select
import signal
import sys
import time
from contextlib import suppress

import pytest

from drafts import run

FULL = """模板: campus-briefing
标题: 在例会上的讲话
形势: 好。
要求:
  - 要点: 重视
    正文: 抓实。
"""


class Terminal:
    """A command at a pseudo-terminal, with somebody who types."""

    def __init__(self, *arguments, cwd):
        self.seen = ""
        pid, self.end = pty.fork()
        if not pid:
            os.chdir(cwd)
            known = {
                **os.environ,
                "LANG": "C.UTF-8",
                "LC_ALL": "C.UTF-8",
                "TERM": "xterm",
                "INPUTRC": "/dev/null",
            }
            os.execve(sys.executable, [sys.executable, "-m", "qicao", *arguments], known)  # noqa: S606
        self.pid = pid

    def wait(self, words, seconds=30):
        """Read until some words stand at the end of what has not been looked at."""
        end = time.monotonic() + seconds
        while words not in self.seen:
            if not select.select([self.end], [], [], max(0, end - time.monotonic()))[0]:
                raise AssertionError(f"no {words} in {self.seen[-900:]}")
            try:
                self.seen += os.read(self.end, 65536).decode("utf-8", "replace")
            except OSError:
                break
        assert words in self.seen, self.seen[-900:]
        self.seen = self.seen.partition(words)[2]

    def type(self, words):
        """Type words; the next question is waited for by its own words."""
        os.write(self.end, words.encode())

    def answer(self, question, words, end="\r"):
        if question:
            self.wait(question)
        self.wait("> ")
        self.type(words + end)

    def over(self, again=None):
        """Wait for the end; return the exit code.

        again is done every few seconds: a signal in the moment before a line is read waits for the next key.
        """
        end, next_time = time.monotonic() + 30, time.monotonic() + 3
        while time.monotonic() < end:
            if again and time.monotonic() > next_time:
                next_time += 3
                again()
            try:
                if select.select([self.end], [], [], 0.1)[0]:
                    self.seen += os.read(self.end, 65536).decode("utf-8", "replace")
            except OSError:
                break
        with suppress(ProcessLookupError):
            os.kill(self.pid, signal.SIGKILL if time.monotonic() >= end else 0)
        return os.waitstatus_to_exitcode(os.waitpid(self.pid, 0)[1])


def test_a_brief_is_asked_for_at_a_terminal(tmp_path):
    one = Terminal("new", "campus-briefing", "--ask", "-o", "例会.yaml", cwd=tmp_path)
    one.answer("标题", "在九月例会下的讲话\x7f\x7f\x7f\x7f上的讲话")  # backspace takes whole characters
    one.answer("副标题", "")
    one.answer("[3/7] 日期", "2026-13-01")
    one.answer("没有 2026-13-01 这一天", "2026-09-07")
    one.answer("[4/7] 讲话人", "错了的人")
    one.answer("[5/7] 称呼", "<")
    one.answer("[4/7] 讲话人", "校长 林知秋")
    one.answer("[5/7] 称呼", "?")
    one.answer("回到上一项", "老师们")
    one.answer("[6/7] 形势", "开学一周。")
    one.answer("", "自查发现隐患17个。")
    one.answer("", "")
    for number, (point, text) in enumerate(
        [("严把进货关口", "重新核验资质。"), ("严管加工流程", "餐具餐餐消毒。")], 1
    ):
        one.answer(f"第{number}项 要点", point)
        one.answer(f"第{number}项 正文", text)
        one.answer("", "")
    one.answer("第3项 要点", "")
    one.answer("都问完了", "3")
    one.answer("[3/7] 日期", "2026年9月8日")
    one.answer("都问完了", "")
    assert one.over() == 0, one.seen
    assert "例会.yaml" in one.seen
    wanted = """模板: campus-briefing
标题: 在九月例会上的讲话
日期: 2026年9月8日
讲话人: 校长 林知秋
称呼: 老师们
形势: |
  开学一周。
  自查发现隐患17个。
要求:
  - 要点: 严把进货关口
    正文: 重新核验资质。
  - 要点: 严管加工流程
    正文: 餐具餐餐消毒。
"""
    (tmp_path / "想要.yaml").write_text(wanted, "utf-8")
    made = [run("show", name, cwd=tmp_path).stdout for name in ("例会.yaml", "想要.yaml")]
    assert made[0] == made[1] != ""
    kept = [line for line in (tmp_path / "例会.yaml").read_text("utf-8").splitlines() if "#" not in line]
    assert [line for line in kept if line and not line.startswith("副标题")] == wanted.splitlines()


@pytest.mark.parametrize("key", ["\x03", "\x04"])
def test_what_was_answered_is_kept_when_somebody_stops(tmp_path, key):
    one = Terminal("new", "campus-briefing", "--ask", "-o", "a.yaml", cwd=tmp_path)
    one.answer("标题", "在例会上的讲话")
    one.answer("副标题", key, end="")
    assert one.over(again=lambda: one.type(key)) == 1, one.seen
    assert "Traceback" not in one.seen
    assert "标题: 在例会上的讲话\n" in (tmp_path / "a.yaml").read_text("utf-8")
    assert run("draft", "a.yaml", "-o", "a.docx", cwd=tmp_path).returncode == 0


def test_whoever_answers_nothing_gets_no_brief(tmp_path):
    one = Terminal("new", "campus-briefing", "--ask", "-o", "a.yaml", cwd=tmp_path)
    one.wait("> ")
    one.type("\x03")
    assert one.over(again=lambda: one.type("\x03")) == 1, one.seen
    assert not (tmp_path / "a.yaml").exists()


def test_nobody_answers_for_a_brief_that_cannot_be_written(tmp_path):
    (tmp_path / "a.yaml").write_text("我的\n", "utf-8")
    done = run("new", "campus-briefing", "--ask", "-o", "a.yaml", cwd=tmp_path)
    assert (done.returncode, "标题" in done.stderr) == (1, False)
    assert "error[target-exists]" in done.stderr
    assert (tmp_path / "a.yaml").read_text("utf-8") == "我的\n"


def test_a_form_is_written_and_read(tmp_path):
    done = run("form", "campus-briefing", cwd=tmp_path)
    assert (done.stdout, done.stderr) == ("drafts/campus-briefing.xlsx\n", "")
    form = tmp_path / "drafts/campus-briefing.xlsx"
    done = run("draft", form, cwd=tmp_path)
    assert (done.returncode, done.stdout) == (0, "drafts/campus-briefing.docx\n")
    assert "待填" in done.stderr
    form.write_bytes(form.read_bytes() + b" ")
    for path in (form, "b.docx"):
        run("form", "campus-briefing", "-o", path, cwd=tmp_path)
        assert "error[target-exists]" in run("form", "city-dispatch", "-o", path, cwd=tmp_path).stderr
    assert run("form", "city-dispatch", "-o", form, "--force", cwd=tmp_path).returncode == 0


@pytest.mark.parametrize("suffix", [".xlsx", ".docx"])
def test_a_form_of_a_brief_says_what_the_brief_says(tmp_path, suffix):
    (tmp_path / "提纲.yaml").write_text(FULL, "utf-8")
    assert run("form", "提纲.yaml", "-o", f"表{suffix}", cwd=tmp_path).returncode == 0
    assert run("show", f"表{suffix}", cwd=tmp_path).stdout == run("show", "提纲.yaml", cwd=tmp_path).stdout
    assert run("check", f"表{suffix}", cwd=tmp_path).returncode == 0
    assert run("form", f"表{suffix}", "-o", f"新表{suffix}", cwd=tmp_path).returncode == 0
    assert (tmp_path / f"新表{suffix}").stat().st_size > 0


def test_a_draft_never_replaces_the_form_it_is_made_from(tmp_path):
    run("form", "campus-briefing", "-o", "drafts/表.docx", cwd=tmp_path)
    before = (tmp_path / "drafts/表.docx").read_bytes()
    assert run("draft", "drafts/表.docx", cwd=tmp_path).stdout == "drafts/表.draft.docx\n"
    done = run("draft", "drafts/表.docx", "-o", "drafts/表.docx", "--force", cwd=tmp_path)
    assert (done.returncode, "error[target-is-form]" in done.stderr) == (1, True)
    assert (tmp_path / "drafts/表.docx").read_bytes() == before


@pytest.mark.parametrize(
    ("name", "code"),
    [("a.xlsx", "form-unreadable"), ("无.xlsx", "no-such-file"), ("a.docx", "not-a-brief-file")],
)
def test_what_is_no_form_is_refused(tmp_path, name, code):
    if name.startswith("a"):
        (tmp_path / name).write_bytes(b"PK nothing")
    done = run("draft", name, cwd=tmp_path)
    assert (done.returncode, "Traceback" in done.stderr) == (1, False)
    assert f"error[{code}]" in done.stderr


def test_a_form_says_which_kinds_it_can_be(tmp_path):
    done = run("form", "campus-briefing", "-o", "a.pdf", cwd=tmp_path)
    assert (done.returncode, ".xlsx、.docx" in done.stderr) == (2, True)


def test_a_text_that_no_cell_holds_is_told(tmp_path):
    (tmp_path / "长.yaml").write_text(FULL.replace("好。", "好" * 32768), "utf-8")
    done = run("form", "长.yaml", "-o", "a.xlsx", cwd=tmp_path)
    assert (done.returncode, "error[form-too-long]" in done.stderr) == (1, True)
    assert not (tmp_path / "a.xlsx").exists()
    assert run("form", "长.yaml", "-o", "a.docx", cwd=tmp_path).returncode == 0
