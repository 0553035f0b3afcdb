"""qicao preview on the command line: what is drawn, where it goes, and how it follows the file."""

import io
import os
import re
import shutil
import signal
import subprocess
import sys
import time
import urllib.request
from contextlib import contextmanager

import docx
import pytest
from PIL import Image

from drafts import ROOT, run

SHORT = "模板: campus-briefing\n标题: 在会上的讲话\n形势: 好。\n要求:\n  - 要点: 重视\n    正文: 抓实。\n"
SLOW = 20  # seconds a page may take to follow on a machine with other work


@pytest.fixture
def desk(tmp_path):
    (tmp_path / "templates").mkdir()
    for name in ("campus-briefing.md", "_title-block.md", "_points.md"):
        shutil.copy(ROOT / "templates" / name, tmp_path / "templates")
    (tmp_path / "提 纲.yaml").write_text(SHORT, "utf-8")
    return tmp_path


def quiet(done):
    assert "Traceback" not in done.stderr + done.stdout
    return done


def preview(desk, *arguments, **env):
    return quiet(run("preview", *arguments, cwd=desk, env={"TMPDIR": str(desk), **env}, timeout=180))


@pytest.fixture
def bare(monkeypatch):
    """A machine without LibreOffice."""
    return {"PATH": ""}


# -- as a page of our own


def test_without_an_output_it_is_for_looking_only(desk):
    done = preview(desk, "提 纲.yaml", "--html")
    assert (done.returncode, done.stderr) == (0, "")
    assert re.fullmatch(rf"{re.escape(str(desk))}/qicao-preview-[^/]+/提 纲\.html\n", done.stdout)
    assert sorted(one.name for one in desk.glob("*") if one.is_file()) == ["提 纲.yaml"]


@pytest.mark.parametrize("suffix", [".xlsx", ".docx"])
def test_of_a_form_its_draft_is_shown_and_not_the_form(desk, suffix):
    assert run("form", "提 纲.yaml", "-o", f"表{suffix}", cwd=desk).returncode == 0
    done = preview(desk, f"表{suffix}", "--html", "-o", "a.html")
    assert (done.returncode, done.stderr) == (0, "")
    page = (desk / "a.html").read_text("utf-8")
    assert "在会上的讲话" in page
    assert "填报表" not in page


def test_gaps_are_told_as_in_a_draft(desk):
    (desk / "提 纲.yaml").write_text(SHORT.replace("正文: 抓实。", "正文:"), "utf-8")
    done = preview(desk, "提 纲.yaml", "--html", "-o", "a.html")
    assert (done.returncode, done.stdout) == (0, "a.html\n")
    assert done.stderr.startswith("待填 1 处：\n  要求.1.正文　")
    assert '<mark class="gap"' in (desk / "a.html").read_text("utf-8")


@pytest.mark.parametrize(
    ("name", "words"),
    [
        ("campus-briefing", "我再强调"),
        ("templates/campus-briefing.md", "我再强调"),
        ("讲话.txt", "今年以来"),
        ("别人.docx", "今年以来"),
    ],
)
def test_any_file_has_pages(desk, name, words):
    (desk / "讲话.txt").write_text("在会上的讲话\n同志们：\n今年以来，抓得紧。\n", "utf-8")
    document = docx.Document()
    document.add_paragraph("今年以来，抓得紧。")
    document.save(desk / "别人.docx")
    done = preview(desk, name, "--html", "-o", "页面/")
    assert done.returncode == 0
    (path,) = (desk / "页面").iterdir()
    assert done.stdout == f"页面/{path.name}\n"
    assert words in path.read_text("utf-8")
    assert ("warning[preview-own-layout]" in done.stderr) == name.endswith(".docx")


def test_without_libreoffice_there_is_a_page_and_that_is_said(desk, bare):
    done = preview(desk, "提 纲.yaml", "-o", "页面", **bare)
    assert (done.returncode, done.stdout) == (0, "页面/提 纲.html\n")
    assert done.stderr.startswith("没有找到 LibreOffice")
    done = preview(desk, "提 纲.yaml", "-o", "a.pdf", **bare)
    assert (done.returncode, done.stdout) == (1, "")
    assert "error[no-office]" in done.stderr
    assert not (desk / "a.pdf").exists()


def test_a_preview_is_written_over_and_nothing_else_is(desk):
    assert preview(desk, "提 纲.yaml", "-o", "a.html").returncode == 0
    (desk / "提 纲.yaml").write_text(SHORT.replace("抓实", "抓好"), "utf-8")
    assert preview(desk, "提 纲.yaml", "-o", "a.html").returncode == 0
    assert "抓好" in (desk / "a.html").read_text("utf-8")
    (desk / "a.html").write_text("mine", "utf-8")
    done = preview(desk, "提 纲.yaml", "-o", "a.html")
    assert (done.returncode, done.stdout) == (1, "")
    assert "error[target-exists]" in done.stderr
    assert (desk / "a.html").read_text("utf-8") == "mine"
    assert preview(desk, "提 纲.yaml", "-o", "a.html", "--force").returncode == 0


def test_mistakes_are_told_and_nothing_is_written(desk):
    (desk / "提 纲.yaml").write_text(SHORT.replace("要求", "要球"), "utf-8")
    done = preview(desk, "提 纲.yaml", "-o", "a.html")
    assert (done.returncode, done.stdout) == (1, "")
    assert "提 纲.yaml:4:1: error[unknown-key]" in done.stderr
    assert not (desk / "a.html").exists()
    assert preview(desk, "没有.yaml").returncode == 1


@pytest.mark.parametrize(
    "arguments",
    [
        [],
        ["提 纲.yaml", "-o", "a.jpg"],
        ["提 纲.yaml", "--html", "-o", "a.pdf"],
        ["提 纲.yaml", "--profile", "无"],
    ],
)
def test_wrong_usage_is_2(desk, arguments):
    done = preview(desk, *arguments)
    assert done.returncode == 2
    assert done.stderr


def opened(desk, *arguments):
    """Return the names of what is opened, by a program that stands in for the desktop's own."""
    folder = desk / "bin"
    folder.mkdir(exist_ok=True)
    program = folder / "xdg-open"
    program.write_text(f'#!/bin/sh\necho "$1" >> "{desk}/opened"\n', "utf-8")
    program.chmod(0o755)
    done = preview(
        desk,
        "提 纲.yaml",
        "--html",
        "-o",
        "a.html",
        *arguments,
        PATH=f"{folder}{os.pathsep}{os.environ['PATH']}",
    )
    assert done.returncode == 0
    for _ in range(30):
        if (desk / "opened").exists():
            return (desk / "opened").read_text("utf-8").split("\n")[:-1]
        time.sleep(0.05 if "--open" in arguments else 0.01)
    return []


@pytest.mark.skipif(sys.platform != "linux", reason="the desktop is asked through xdg-open")
def test_pages_are_opened_where_somebody_looks(desk):
    assert opened(desk) == []
    assert opened(desk, "--no-open") == []
    (one,) = opened(desk, "--open")
    assert one.endswith("/a.html")


# -- by LibreOffice


@pytest.mark.office
@pytest.mark.usefixtures("office")
class TestOffice:
    def test_a_folder_gets_the_pdf_and_a_picture_of_every_page(self, desk):
        done = preview(desk, ROOT / "drafts/campus-briefing.yaml", "-o", "页 面")
        assert done.returncode == 0
        names = ["campus-briefing.pdf", *(f"campus-briefing-{page}.png" for page in (1, 2, 3))]
        assert done.stdout.splitlines() == [f"页 面/{name}" for name in names]
        assert (desk / "页 面" / names[0]).read_bytes().startswith(b"%PDF")
        for name in names[1:]:
            width, height = Image.open(desk / "页 面" / name).size
            assert height / width == pytest.approx(297 / 210, abs=0.01)
            assert width > 1000
        assert preview(desk, ROOT / "drafts/campus-briefing.yaml", "-o", "页 面").returncode == 0

    def test_one_page_is_one_picture(self, desk):
        done = preview(desk, "提 纲.yaml", "-o", "a.png")
        assert (done.returncode, done.stdout) == (0, "a.png\n")
        assert sorted(one.name for one in desk.glob("a*")) == ["a.png"]

    def test_a_docx_is_printed_as_it_is_and_not_touched(self, desk):
        document = docx.Document()
        document.sections[0].page_width, document.sections[0].page_height = 7560000, 5400000
        document.add_paragraph("别人的稿子")
        document.save(desk / "别人 的稿.docx")
        (desk / ".~lock.别人 的稿.docx#").write_text("open elsewhere", "utf-8")
        path = desk / "别人 的稿.docx"
        before = path.read_bytes(), path.stat().st_mtime_ns
        done = preview(desk, path.name, "-o", "a.pdf")
        assert (done.returncode, done.stdout) == (0, "a.pdf\n")
        told = subprocess.run(["pdfinfo", desk / "a.pdf"], capture_output=True, text=True, check=True).stdout
        width, height = map(float, re.search(r"Page size: +([0-9.]+) x ([0-9.]+)", told).groups())
        assert (width, height) == pytest.approx((595.3, 425.2), abs=1)
        assert (path.read_bytes(), path.stat().st_mtime_ns) == before
        assert sorted(one.name for one in desk.iterdir() if one.is_file()) == [
            ".~lock.别人 的稿.docx#", "a.pdf", "别人 的稿.docx", "提 纲.yaml",
        ]  # fmt: skip

    def test_a_docx_without_words_has_a_page_too(self, desk):
        docx.Document().save(desk / "空.docx")
        done = preview(desk, "空.docx", "-o", "a.png")
        assert (done.returncode, done.stdout, done.stderr) == (0, "a.png\n", "")

    def test_a_file_that_is_no_docx_is_told(self, desk):
        (desk / "坏.docx").write_bytes(b"PK nothing")
        done = preview(desk, "坏.docx", "-o", "a.pdf")
        assert (done.returncode, done.stdout) == (1, "")
        assert "error[not-a-docx]" in done.stderr

    def test_following_shows_the_pictures(self, desk):
        with following(desk) as page:
            assert "正在排版" in page.fetch().decode()
            html = page.read('src="1.png"')
            assert "正在排版" not in html
            assert Image.open(io.BytesIO(page.fetch("1.png"))).format == "PNG"


# -- following


class Page:
    """A preview that follows, and what it shows."""

    def __init__(self, running, url):
        self.running, self.url = running, url

    def fetch(self, name=""):
        with urllib.request.urlopen(self.url + name, timeout=SLOW) as answer:  # noqa: S310 - a page of ours
            return answer.read()

    def read(self, words=""):
        """Return the page as soon as these words stand in it."""
        end = time.monotonic() + SLOW
        while time.monotonic() < end:
            text = self.fetch().decode()  # there is a page from the first moment
            if words in text:
                return text
            time.sleep(0.1)
        raise AssertionError(f"{words} does not come: {text[-800:]}")

    def stop(self):
        """Press Ctrl-C; return (exit code, what was printed, what was said)."""
        self.running.send_signal(signal.SIGINT)
        out, said = self.running.communicate(timeout=SLOW)
        return self.running.returncode, out, said


@contextmanager
def following(desk, *arguments):
    command = [sys.executable, "-m", "qicao", "preview", "提 纲.yaml", "--watch", *arguments]
    running = subprocess.Popen(
        command,
        cwd=desk,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        encoding="utf-8",
        env={**os.environ, "PYTHONIOENCODING": "utf-8", "PYTHONUNBUFFERED": "1"},
    )
    try:
        yield Page(running, running.stdout.readline().strip())
    finally:
        running.kill()
        running.wait(10)


def replaced(path, text):
    """Save as editors do that write another file and rename it."""
    other = path.with_name("new~")
    other.write_text(text, "utf-8")
    other.replace(path)


def test_every_save_of_the_brief_and_of_its_template_is_followed(desk):
    with following(desk, "--html", "-o", "a.html") as page:
        assert "抓实。" in page.read("抓实。")
        replaced(desk / "提 纲.yaml", SHORT.replace("抓实", "抓好"))
        page.read("抓好。")
        text = (ROOT / "templates/campus-briefing.md").read_text("utf-8")
        assert "我再强调" in text
        (desk / "templates/campus-briefing.md").write_text(text.replace("我再强调", "我着重强调"), "utf-8")
        page.read("我着重强调")
        part = desk / "templates/_title-block.md"
        part.write_text(part.read_text("utf-8").replace("{{ 标题 }}", "{{ 标题 }}（修订）"), "utf-8")
        page.read("（修订）")
        assert "（修订）" in (desk / "a.html").read_text("utf-8")
        code, _, said = page.stop()
        assert code == 0
        assert said.endswith("预览结束\n")
        assert "Traceback" not in said


def test_a_brief_that_is_broken_for_a_moment_leaves_the_last_good_pages(desk):
    with following(desk, "--html") as page:
        page.read("抓实。")
        (desk / "提 纲.yaml").write_text(SHORT.replace("要求:", "要球:").replace("抓实", "抓好"), "utf-8")
        text = page.read("error[unknown-key]")
        assert 'role="alert"' in text
        assert "抓实。" in text
        (desk / "提 纲.yaml").unlink()
        assert "抓实。" in page.read("error[no-such-file]")
        (desk / "提 纲.yaml").write_text(SHORT.replace("抓实", "<b>抓好</b>"), "utf-8")
        text = page.read("&lt;b&gt;抓好")
        assert 'role="alert"' not in text
        code, out, said = page.stop()
        assert (code, out) == (0, "")
        assert "error[unknown-key]" in said


def test_a_brief_that_is_broken_from_the_first_is_waited_for(desk):
    (desk / "提 纲.yaml").write_text("模板: 没有\n", "utf-8")
    with following(desk, "--html") as page:
        assert "<section" not in page.read("error[no-such-template]")
        (desk / "提 纲.yaml").write_text(SHORT, "utf-8")
        page.read("抓实。")


@pytest.mark.browser
def test_an_open_page_follows_and_stays_where_it_is(desk, browser):
    window = browser.window()
    (desk / "提 纲.yaml").write_text(SHORT.replace("抓实。", "抓实。" * 900), "utf-8")
    with following(desk, "--html") as page:
        page.read("抓实。")
        window.open(page.url)
        assert window.look("document.querySelectorAll('.sheet').length") > 3
        window.look("document.querySelector('[for=values]').click()")
        window.look("scrollTo(0, 2000)")
        (desk / "提 纲.yaml").write_text(SHORT.replace("抓实。", "抓好。" * 900), "utf-8")
        window.wait("document.querySelector('main').textContent.includes('抓好。')", SLOW)
        window.wait("Math.abs(scrollY - 2000) < 5", SLOW)
        (desk / "提 纲.yaml").write_text("模板：\n", "utf-8")
        window.wait("!!document.querySelector('.problems')", SLOW)
        assert window.look("document.querySelector('main').textContent.includes('抓好。')")
        assert window.said == []
        assert {one.split("/")[2] for one in window.asked} == {page.url.split("/")[2]}
        page.stop()
        window.wait("document.documentElement.classList.contains('gone')", SLOW)
        assert window.look("getComputedStyle(document.querySelector('.stopped')).display") != "none"
