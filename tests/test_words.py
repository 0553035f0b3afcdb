import ast
import re
import subprocess
import sys
from pathlib import Path

import click
import pytest

from drafts import run
from qicao.problems import catalogue

# what no command of ours lets click say: prompts for passwords, editors, environment variables, numbers …
CLICKS = Path(click.__file__).parent
WRONG = [
    [],
    ["darft"],
    ["例会.yaml"],
    ["没有这个"],
    ["draft"],
    ["draft", "--froce", "a.yaml"],
    ["draft", "--strictt", "a.yaml"],
    ["--versio"],
    ["draft", "a.yaml", "--set"],
    ["draft", "a.yaml", "--force=1"],
    ["draft", "a.yaml", "--numbering", "x"],
    ["draft", "a.yaml", "--profile", "x"],
    ["new", "a", "b", "c"],
    ["new"],
    ["completion", "csh"],
    ["check"],
    ["-h"],
    *([name, "--help"] for name in ("draft", "check", "update", "completion")),
]
# names of commands, options, fonts, files and rules; the grammar of a command line
NAMES = re.compile(
    r"qicao|Word|LibreOffice|JSON Schema|YAML|NAME|KEY|VALUE|RULE|PATH|TEXT|FILES?|BRIEFS?|TEMPLATE|DRAFT|SHELL|"
    r"LANG|Tab|shell|-{1,2}[a-z-]+|\.?[a-z0-9-]+\.(yaml|docx|md|txt)|\.(docx|txt|md|yaml)|bak|check|[a-z0-9]+(?=[、|\]（）'”，])|"
    r"(?<=['“|\[])[a-z0-9-]+|^  [a-z-]+ |qicao [a-z-]+"
)


@pytest.mark.parametrize("arguments", WRONG, ids=" ".join)
def test_no_english_sentence_is_left_in_what_a_chinese_reader_is_told(arguments, tmp_path):
    done = run(*arguments, cwd=tmp_path)
    said = done.stdout + done.stderr
    assert "Traceback" not in said
    left = re.findall("[A-Za-z]{2,} [A-Za-z]{2,}", re.sub(NAMES, "·", said))
    assert not left, said
    for word in ("Usage", "Options", "Error", "Try ", "No such", "Missing", "Did you", "Show"):
        assert word not in said


@pytest.mark.parametrize("arguments", WRONG, ids=" ".join)
def test_no_chinese_is_left_in_what_an_english_reader_is_told(arguments, tmp_path):
    done = run(*arguments, cwd=tmp_path, env={"LANG": "en_US.UTF-8"})
    said = re.sub("例会|没有这个|会议=…|要求.1.标题=…|时长: 15分钟", "", done.stdout + done.stderr)
    assert not re.search("[一-龥]", said), said


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        (["darft", "a.yaml"], "qicao draft？"),
        (["Templates"], "qicao templates？"),
        (["例会.yaml"], "qicao draft 例会.yaml？"),
        (["稿.docx"], "qicao show 稿.docx？"),
        (["draft", "a.yaml", "--forse"], "--force"),
    ],
)
def test_what_was_meant_is_guessed(typed, meant, tmp_path):
    done = run(*typed, cwd=tmp_path)
    assert done.returncode == 2
    assert meant in done.stderr


def said_by_click():
    """Return all that click gives to gettext."""
    found = set()
    for path in CLICKS.glob("*.py"):
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            if isinstance(node, ast.Call) and getattr(node.func, "id", "") in ("_", "ngettext"):
                found |= {one.value for one in node.args if isinstance(one, ast.Constant)}
    return found


def test_the_catalogue_has_clicks_words_to_the_letter():
    own = {"[OPTIONS]", "COMMAND [ARGS]..."}  # defaults of click's, not words of its catalogue
    older = {code for code in catalogue() if code.startswith("click-") and code.endswith("-old")}
    rows = {row["en"] for code, row in catalogue().items() if code.startswith("click-") and code not in older}
    assert rows - own <= said_by_click(), rows - own - said_by_click()


def test_a_run_that_is_interrupted_says_so_in_chinese():
    program = """
from qicao.cli import main, showing
def interrupted(name):
    raise KeyboardInterrupt
showing.list_templates.callback = interrupted
main(["templates"])
"""
    command = [sys.executable, "-c", program]
    done = subprocess.run(command, capture_output=True, encoding="utf-8", check=False)
    assert (done.returncode, done.stdout, done.stderr.strip()) == (1, "", "已经中断。")
