import os
import threading
import time

import pytest

from drafts import ROOT
from qicao import template
from qicao.asking import writers
from qicao.preview.watch import Watch, sources

BRIEF = "模板: try\n标题: 讲话\n"
TEMPLATE = (
    "---\ntitle: 试\nparams:\n  标题: {type: text, example: 题}\n---\n{% include '_part.md' %}\n同志们：\n"
)


@pytest.fixture
def desk(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    (tmp_path / "templates").mkdir()
    (tmp_path / "templates/try.md").write_text(TEMPLATE, "utf-8")
    (tmp_path / "templates/_part.md").write_text("{{ 标题 }}\n", "utf-8")
    (tmp_path / "稿.yaml").write_text(BRIEF, "utf-8")
    return tmp_path


def soon(act):
    """Do something in a moment."""
    timer = threading.Timer(0.3, act)
    timer.start()
    return timer


def names(files):
    return {path.name for path in files}


def test_a_brief_is_made_from_its_template_and_the_parts_of_that(desk):
    assert {"稿.yaml", "try.md", "_part.md", "_points.md"} <= names(sources("稿.yaml"))
    assert {"try.md", "_part.md"} <= names(sources("try"))
    assert {"try.md", "_part.md"} <= names(sources("templates/try.md"))
    assert names(sources("讲话.txt")) == {"讲话.txt"}
    assert "city-dispatch.md" in names(sources(str(ROOT / "drafts/city-dispatch.yaml")))


@pytest.mark.parametrize("suffix", [".xlsx", ".docx"])
def test_a_form_is_made_from_its_template_too(desk, suffix):
    form = desk / f"表{suffix}"
    form.write_bytes(writers.writer(form)(template.load("templates/try.md")))
    assert {form.name, "try.md", "_part.md"} <= names(sources(form))


def test_a_broken_template_is_still_watched(desk):
    (desk / "templates/try.md").write_text(TEMPLATE.replace("%}", "%"), "utf-8")
    assert "try.md" in names(sources("稿.yaml"))


def test_a_save_is_seen_once(desk):
    watch = Watch("稿.yaml")
    soon(lambda: (desk / "稿.yaml").write_text(BRIEF + "# 一\n", "utf-8"))
    assert watch.wait(5)
    assert not watch.wait(0.7)


def test_a_save_by_another_name_is_seen(desk):
    watch = Watch("稿.yaml")

    def save():
        before = (desk / "稿.yaml").stat()
        (desk / "稿.yaml~").write_text(BRIEF.replace("讲话", "发言"), "utf-8")
        os.utime(desk / "稿.yaml~", ns=(before.st_atime_ns, before.st_mtime_ns))
        (desk / "稿.yaml~").replace(desk / "稿.yaml")

    soon(save)
    assert watch.wait(5)


def test_a_file_that_is_gone_for_a_moment_is_waited_for(desk):
    watch = Watch("稿.yaml")

    def save():
        (desk / "稿.yaml").unlink()
        time.sleep(0.1)
        (desk / "稿.yaml").write_text(BRIEF + "# 二\n", "utf-8")

    soon(save)
    assert watch.wait(5)
    assert (desk / "稿.yaml").is_file()


def test_a_part_that_is_saved_is_seen(desk):
    watch = Watch("稿.yaml")
    soon(lambda: (desk / "templates/_part.md").write_text("题 {{ 标题 }}\n", "utf-8"))
    assert watch.wait(5)


def test_what_is_saved_while_the_pages_are_drawn_is_not_missed(desk):
    watch = Watch("稿.yaml")
    (desk / "稿.yaml").write_text(BRIEF + "# 三\n", "utf-8")
    watch.look_again()
    assert watch.wait(5)


def test_a_brief_that_cannot_be_read_keeps_its_template_in_view(desk):
    watch = Watch("稿.yaml")
    (desk / "稿.yaml").write_text("模板：try\n", "utf-8")
    assert watch.wait(5)
    watch.look_again()
    assert "_part.md" in names(watch.files)
