"""The project itself: style, the README."""

import re
import shlex
import shutil
import subprocess
import sys
import zipfile

import pytest

from drafts import ROOT, run
from typed import Typed

READMES = ("README.md", "README.zh-CN.md")
GAP = re.compile(r"^形势：.*\n", re.M)
SECOND = "  - 要点: 严管加工流程\n    正文: 食堂做到生熟分开、餐具餐餐消毒。\n"


@pytest.mark.parametrize("what", [["check"], ["format", "--check"]], ids=" ".join)
def test_ruff_has_nothing_to_say(what):
    done = subprocess.run(
        [sys.executable, "-m", "ruff", *what, "."], cwd=ROOT, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stdout + done.stderr


def readme(name):
    return (ROOT / name).read_text("utf-8")


def blocks(name, kind=""):
    return re.findall(rf"^```{kind}\n(.*?)^```$", readme(name), re.S | re.M)


# -- what people do between two commands, as a comment before a console block names it


def mend(desk):
    path = desk / "例会.yaml"
    text = GAP.sub("", path.read_text("utf-8").replace("要球", "要求"))
    path.write_text(text + SECOND, "utf-8")


def save(desk):
    draft = desk / "drafts/例会.docx"
    with zipfile.ZipFile(draft) as old:
        parts = {part: old.read(part) for part in old.namelist()}
    with zipfile.ZipFile(draft, "w") as new:
        for part, data in parts.items():
            new.writestr(part, data + b"\n")


def edit(desk):
    with Typed(desk / "drafts/例会.docx") as typed:
        typed.replace("〔待填：当前形势〕", "开学一周，自查发现隐患17个，已经整改14个。")
        typed.replace("12家供货商", "14家供货商")
        typed.replace("我再强调", "我着重强调")
        typed.add("餐具餐餐消毒", "三是要严格陪餐制度。")
        typed.add("三是要严格陪餐制度", "校领导轮流陪餐，当餐填写记录。")


def move(desk):
    path = desk / "例会.yaml"
    text = path.read_text("utf-8").replace("2026-09-07", "2026-09-08").replace("9月11日前", "9月15日前")
    path.write_text(text, "utf-8")


def fill_in_the_form(desk):
    import openpyxl

    given = {"标题": "在十月校园安全例会上的讲话", "日期": "2026-10-12", "讲话人": "副校长 林知秋"}
    items = {"1": ("严管实验室", "化学品10月20日前逐瓶登记，双人双锁。")}
    items["2"] = ("严守宿舍门禁", "晚上十点清点一次人数，缺一个找一个。")
    book = openpyxl.load_workbook(desk / "例会表.xlsx")
    for row in book["填写"].iter_rows():
        if row[1].value in given:
            row[2].value = given[row[1].value]
    for row in book["要求"].iter_rows():
        if row[0].value in items:
            row[1].value, row[2].value = items[row[0].value]
    book.save(desk / "例会表.xlsx")


STEPS = {one.__name__.replace("_", " "): one for one in (mend, save, edit, move, fill_in_the_form)}


@pytest.fixture
def desk(tmp_path):
    """A folder with what the readme starts from."""
    (tmp_path / "templates").mkdir()
    shutil.copytree(ROOT / "seeds", tmp_path / "seeds")
    return tmp_path


def laid_out(name, desk):
    """Write the files that the readme shows as they are: the brief and the speech."""
    (brief,) = blocks(name, "yaml")
    (desk / "例会.yaml").write_text(brief, "utf-8")
    speech = next(one for one in blocks(name) if one.startswith("在全县秋冬季"))
    (desk / "讲话.txt").write_text(speech, "utf-8")


def commands(block):
    """Return (command, what is printed) of each command of a console block."""
    for text in re.split(r"^\$ ", block, flags=re.M)[1:]:
        command, _, printed = text.partition("\n")
        yield command, printed


@pytest.mark.parametrize("name", READMES)
def test_what_the_readme_shows_is_what_is_printed(name, desk):
    laid_out(name, desk)
    env = {"XDG_CONFIG_HOME": str(desk / "config")}
    ran = []
    for step, block in re.findall(
        r"(?:<!-- step: ([\w ]+) -->\n)?^```console\n(.*?)^```$", readme(name), re.S | re.M
    ):
        if step:
            STEPS[step](desk)
        for command, printed in commands(block):
            program, *arguments = shlex.split(command, comments=True)
            if program == "cat":
                (desk / arguments[0]).write_text(printed, "utf-8")
                continue
            assert program == "qicao"
            done = run(*arguments, cwd=desk, env=env)
            lines, wanted = (done.stdout + done.stderr).splitlines(), printed.splitlines()
            if wanted[-1:] == ["…"]:
                lines, wanted = lines[: len(wanted) - 1], wanted[:-1]
            assert lines == wanted, command
            ran.append(arguments[0])
    assert {
        "templates",
        "draft",
        "show",
        "pull",
        "update",
        "extract",
        "form",
        "preview",
        "template",
        "check",
    } == {*ran}
    assert readme(name).count("<!-- step: ") == len(STEPS)
    made = (desk / "templates/spring-ploughing.md").read_text("utf-8").splitlines()
    shown = next(one for one in blocks(name) if one.startswith("在全县{{"))
    assert {*shown.splitlines()} - {"…"} <= {*made}
    with zipfile.ZipFile(desk / "稿.docx") as draft:
        styles = draft.read("word/styles.xml").decode()
    assert "楷体_GB2312" in styles
    assert 'w:line="560"' in styles


def test_the_template_of_the_readme_works_as_it_stands(tmp_path):
    (text,) = (one for one in blocks("README.md") if one.startswith("---\n"))
    assert text in blocks("README.zh-CN.md")
    shutil.copytree(ROOT / "templates", tmp_path / "templates")
    (tmp_path / "templates/我的模板.md").write_text(text, "utf-8")
    done = run("templates", "我的模板", cwd=tmp_path)
    assert (done.returncode, done.stderr) == (0, "")
    assert "要求    " in done.stdout


def test_both_readmes_say_the_same_commands():
    english, chinese = (blocks(name, "sh") for name in READMES)
    assert english == chinese
    assert len(english) == 2
    assert all(text.count("\n") == 1 for text in english)
    plain = (re.sub(r" *#.*", "", "".join(blocks(name, "console"))) for name in READMES)
    assert next(plain) == next(plain)


@pytest.mark.parametrize("name", READMES)
def test_what_the_readme_links_to_is_there(name):
    text = re.sub(r"^```.*?^```$", "", readme(name), flags=re.S | re.M)
    titles = re.findall(r"^#{2,3} (.+)$", text, re.M)
    anchors = {re.sub(r"[^\w\- ]", "", title.lower()).replace(" ", "-") for title in titles}
    for target in re.findall(r"\]\(([^)]+)\)", text):
        if target.startswith("#"):
            assert target[1:] in anchors, target
        elif not target.startswith("https:"):
            assert (ROOT / target).is_file(), target


@pytest.mark.parametrize("name", READMES)
def test_every_module_and_every_dependency_is_in_the_tables_of_the_readme(name):
    import tomllib

    text = readme(name)
    house = ROOT / "src/qicao"
    own = {f"`{one.name}`" for one in house.glob("[!_]*.py")}
    own |= {f"`{one.parent.name}/`" for one in house.glob("*/__init__.py")}
    assert {one for one in own if one not in text} == set()
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
    needed = [
        *project["dependencies"],
        *(one for extra in project["optional-dependencies"].values() for one in extra),
    ]
    named = {re.match(r"[\w-]+", one).group() for one in needed}
    assert {one for one in named if one not in text} == set()
