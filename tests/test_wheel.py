"""The wheel in an environment of its own, with no source tree beside it."""

import os
import re
import shutil
import subprocess
import sys
import sysconfig
import zipfile

import pytest

from drafts import ROOT, SLUGS
from qicao.cli.program import COMMANDS

DRAFT = "drafts/city-dispatch.docx"
BRIEF = "drafts/city-dispatch.yaml"
# of each command a call, in an order in which each finds what it needs, and what it prints or writes
CALLS = {
    "templates": (["templates", "city-dispatch"], "全市调度会讲话"),
    "new": (["new", "city-dispatch"], BRIEF),
    "draft": (["draft", BRIEF], DRAFT),
    "show": (["show", DRAFT], "题头"),
    "check": (["check", BRIEF, DRAFT], ""),
    "extract": (["extract", "稿.txt", "-o", "旧稿.md"], "旧稿.md"),
    "pull": (["pull", DRAFT], ""),
    "update": (["update", DRAFT], ""),
    "diff": (["diff", DRAFT, BRIEF], ""),
    "clean": (["clean", DRAFT], "drafts/city-dispatch.clean.docx"),
    "schema": (["schema", "city-dispatch", "-o", "a.json"], "a.json"),
    "completion": (["completion", "bash"], "_qicao_completion"),
    "form": (["form", "city-dispatch"], ""),
    "preview": (["preview", "--help"], ""),
    "template": (["template", "--help"], ""),
}


@pytest.fixture(scope="module")
def wheel(tmp_path_factory):
    """Return the wheel of this source."""
    folder = tmp_path_factory.mktemp("wheel")
    pip = [
        sys.executable,
        "-m",
        "pip",
        "wheel",
        "-q",
        "--no-deps",
        "--no-build-isolation",
        "-w",
        folder,
        ROOT,
    ]
    subprocess.run(pip, check=True, capture_output=True)
    (path,) = folder.glob("*.whl")
    return path


@pytest.fixture(scope="module")
def installed(wheel, tmp_path_factory):
    """Return qicao(*arguments): the program of an environment that holds the wheel, in an empty folder."""
    home, desk = tmp_path_factory.mktemp("env"), tmp_path_factory.mktemp("桌面 一")
    subprocess.run([sys.executable, "-m", "venv", "--without-pip", home], check=True)
    python = home / "bin/python"
    pip = [sys.executable, "-m", "pip", "--python", python, "install", "-q", "--no-index", "--no-deps", wheel]
    subprocess.run(pip, check=True, capture_output=True)
    shutil.copy(ROOT / "seeds/campus-fire-safety.txt", desk / "稿.txt")
    # libraries are those of this environment; a folder of PYTHONPATH does not lead on to the source
    env = {"PATH": os.environ["PATH"], "HOME": str(desk), "LANG": "zh_CN.UTF-8", "PYTHONUTF8": "1"}
    env["PYTHONPATH"] = sysconfig.get_path("purelib")

    def qicao(*arguments, program=home / "bin/qicao"):
        return subprocess.run(
            [program, *arguments], cwd=desk, env=env, capture_output=True, encoding="utf-8", check=False
        )

    where = qicao("-c", "import qicao; print(qicao.__file__)", program=python).stdout
    assert where.startswith(str(home)), where
    return qicao


def test_the_wheel_holds_all_that_is_read_and_nothing_else(wheel):
    with zipfile.ZipFile(wheel) as package:
        names = set(package.namelist())
    source = {
        f"qicao/{path.relative_to(ROOT / 'src/qicao').as_posix()}"
        for path in (ROOT / "src/qicao").rglob("*")
        if path.is_file() and "__pycache__" not in path.parts
    }
    assert source <= names
    assert {f"qicao/templates/{slug}.md" for slug in SLUGS} <= names
    assert {f"qicao/templates/{path.name}" for path in (ROOT / "templates").glob("_*.md")} <= names
    assert all(re.match(r"qicao/|qicao-[\d.]+\.dist-info/", name) for name in names)


def test_every_command_has_a_call_here():
    assert set(COMMANDS) <= set(CALLS)


def test_every_command_works_with_no_source_tree_from_any_folder(installed):
    for name, (call, wanted) in CALLS.items():
        if name in COMMANDS:
            done = installed(*call)
            assert done.returncode == 0, (call, done.stdout, done.stderr)
            assert wanted in done.stdout, call
            assert "Traceback" not in done.stderr


def test_the_program_tells_its_version_and_runs_as_a_module(installed):
    version = re.search(r'^version = "(.+)"', (ROOT / "pyproject.toml").read_text("utf-8"), re.M).group(1)
    assert installed("--version").stdout == f"qicao {version}\n"
