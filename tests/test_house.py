"""The project itself: style, the README."""

import re
import shutil
import subprocess
import sys
import zipfile

import pytest

from drafts import ROOT, run
from typed import Typed


@pytest.mark.parametrize("what", [["check"], ["format", "--check"]], ids=" ".join)
def test_ruff_has_nothing_to_say(what):
    done = subprocess.run(
        [sys.executable, "-m", "ruff", *what, "."], cwd=ROOT, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stdout + done.stderr


def blocks(name, kind):
    return re.findall(rf"```{kind}\n(.*?)```", (ROOT / name).read_text("utf-8"), re.S)


@pytest.mark.parametrize("name", ["README.md", "README.zh-CN.md"])
def test_the_tour_of_the_readme_is_what_is_printed(name, tmp_path):
    templates, mistakes, gaps, edited = (text.split("\n") for text in blocks(name, "console")[:4])
    (brief,) = blocks(name, "yaml")
    assert run("templates", cwd=tmp_path).stdout.splitlines() == templates[1:-1]
    path = tmp_path / "例会.yaml"
    path.write_text(brief, "utf-8")
    assert run("draft", "例会.yaml", cwd=tmp_path).stderr.splitlines() == mistakes[1:-1]
    lines = brief.replace("要球", "要求").splitlines()
    lines = [line for line in lines if "：开学" not in line] + [
        "  - 要点: 严管加工流程",
        "    正文: 食堂做到生熟分开、餐具餐餐消毒。",
        "",
    ]
    path.write_text("\n".join(lines), "utf-8")
    done = run("draft", "例会.yaml", cwd=tmp_path)
    at = gaps.index("$ qicao show drafts/例会.docx")
    assert (done.stdout + done.stderr).splitlines() == gaps[1:at]
    assert run("show", "drafts/例会.docx", cwd=tmp_path).stdout.splitlines() == gaps[at + 1 : -1]
    draft = tmp_path / "drafts/例会.docx"
    with zipfile.ZipFile(draft) as old:
        parts = {part: old.read(part) for part in old.namelist()}
    with zipfile.ZipFile(draft, "w") as new:
        for part, data in parts.items():
            new.writestr(part, data + b"\n")
    assert run("draft", "例会.yaml", cwd=tmp_path).stderr.splitlines() == edited[1:-1]
    pulled, updated = (text.splitlines() for text in blocks(name, "console")[4:6])
    with Typed(draft) as typed:
        typed.replace("〔待填：当前形势〕", "开学一周，自查发现隐患17个，已经整改14个。")
        typed.replace("12家供货商", "14家供货商")
        typed.replace("我再强调", "我着重强调")
        typed.add("餐具餐餐消毒", "三是要严格陪餐制度。")
        typed.add("三是要严格陪餐制度", "校领导轮流陪餐，当餐填写记录。")
    done = run("pull", "drafts/例会.docx", cwd=tmp_path)
    assert (done.stdout + done.stderr).splitlines() == pulled[1:]
    text = path.read_text("utf-8").replace("2026-09-07", "2026-09-08").replace("9月11日前", "9月15日前")
    path.write_text(text, "utf-8")
    done = run("update", "drafts/例会.docx", cwd=tmp_path)
    assert (done.stdout + done.stderr).splitlines() == updated[1:]


@pytest.mark.parametrize("name", ["README.md", "README.zh-CN.md"])
def test_from_an_old_speech_to_a_new_draft_as_the_readme_says(name, tmp_path):
    (tmp_path / "templates").mkdir()
    shutil.copytree(ROOT / "seeds", tmp_path / "seeds")
    for block in blocks(name, "console")[6:-2]:
        command, *printed = block.splitlines()
        done = run(*command.removeprefix("$ qicao ").split(), cwd=tmp_path)
        assert (done.stdout + done.stderr).splitlines() == printed
    made = (tmp_path / "templates/spring-ploughing.md").read_text("utf-8").splitlines()
    shown = re.search(r"```\n(在全县.*?)```", (ROOT / name).read_text("utf-8"), re.S).group(1)
    assert set(shown.splitlines()) - {"…"} <= set(made)


@pytest.mark.parametrize("name", ["README.md", "README.zh-CN.md"])
def test_a_speech_is_checked_as_the_readme_says(name, tmp_path):
    text = re.search(r"```\n(在全县秋冬季.*?)```", (ROOT / name).read_text("utf-8"), re.S).group(1)
    (tmp_path / "讲话.txt").write_text(text, "utf-8")
    found, dry = (block.splitlines() for block in blocks(name, "console")[-2:])
    done = run(*found[0].removeprefix("$ qicao ").split(), cwd=tmp_path)
    assert (done.stdout + done.stderr).splitlines() == found[1:]
    done = run(*dry[0].removeprefix("$ qicao ").split(), cwd=tmp_path)
    assert done.stdout.splitlines()[: len(dry) - 2] == dry[1:-1]


def test_the_template_of_the_readme_works_as_it_stands(tmp_path):
    text = re.search(r"```\n(---\n.*?)```", (ROOT / "README.md").read_text("utf-8"), re.S).group(1)
    assert text in (ROOT / "README.zh-CN.md").read_text("utf-8")
    shutil.copytree(ROOT / "templates", tmp_path / "templates")
    (tmp_path / "templates/我的模板.md").write_text(text, "utf-8")
    done = run("templates", "我的模板", cwd=tmp_path)
    assert (done.returncode, done.stderr) == (0, "")
    assert "要求    " in done.stdout


def test_both_readmes_say_the_same_commands():
    english, chinese = (blocks(name, "sh") for name in ("README.md", "README.zh-CN.md"))
    assert english == chinese
    assert len(english) == 2
    assert all(text.count("\n") == 1 for text in english)
