from pathlib import Path

import pytest

from drafts import run
from qicao.filenames import BRIEFS, FORBIDDEN, is_device, is_of, near


@pytest.mark.parametrize("name", ["nul", "CON.md", "com1.txt", "LPT9 .docx", "com³.yaml"])
def test_a_name_windows_keeps_for_a_device(name):
    assert is_device(name)


@pytest.mark.parametrize("name", ["console.md", "null", "com.md", "例会.nul", ""])
def test_a_name_that_only_looks_like_one(name):
    assert not is_device(name)


def test_what_no_name_may_hold_on_windows():
    assert FORBIDDEN.sub("-", '甲/乙\\丙:丁*?"<>|\t') == "甲-乙-丙-丁-------"


def test_a_suffix_counts_in_capitals_too():
    assert is_of(BRIEFS, "例会.YML")
    assert not is_of(BRIEFS, Path("yaml"))


def test_a_path_is_told_from_where_one_stands(tmp_path, monkeypatch):
    (tmp_path / "here").mkdir()
    monkeypatch.chdir(tmp_path / "here")
    assert near(tmp_path / "here/a.md") == Path("a.md")
    assert near(tmp_path / "a.md") == tmp_path / "a.md"
    assert near(Path("b/a.md")) == Path("b/a.md")


@pytest.mark.parametrize(
    "command",
    [
        "new campus-briefing -o {}.yaml",
        "form campus-briefing -o {}.xlsx",
        "schema campus-briefing -o {}.json",
        "preview campus-briefing --html -o {}.html",
        "template new a -o {}.md",
        "template test {}",
        "check {}.txt",
        "new ./{}.md",
    ],
)
def test_a_name_longer_than_any_system_takes_is_a_problem_and_no_crash(command, tmp_path):
    done = run(*command.format("长" * 200).split(), cwd=tmp_path)
    assert done.returncode in (1, 3)
    assert "error[" in done.stderr + done.stdout
    assert "Traceback" not in done.stderr
    assert not list(tmp_path.iterdir())
