"""The house of DESIGN 7: a module imports only from rows below its own, a library only where it belongs."""

import ast
import os
import subprocess
import sys
from pathlib import Path

import pytest

from drafts import ROOT

HOUSE = ROOT / "src/qicao"
ROWS = (
    ("problems",),
    ("document", "encoding", "filenames", "values", "package", "tokens"),
    ("mending", "target", "patience", "align", "trace", "installed"),
    ("located", "merge", "ooxml", "cells"),
    ("sheets",),
    ("tables",),
    ("markers",),
    ("params", "filters", "structure", "numbering", "repair", "manifest"),
    ("settings",),
    ("layout",),
    ("declarations", "slots", "tags", "readers", "writers", "lint", "shelves"),
    ("holes", "forms", "schema", "rework", "clean", "asking"),
    ("template", "revise", "scaffold"),
    ("brief", "fill", "report"),
    ("making",),
    ("pull", "update", "compare", "many", "preview"),
    ("extract", "check"),
    ("versions",),
    ("cli",),
    ("__main__", "__init__"),
)
REWORK = ("atoms", "draft", "file", "paragraph", "parts", "pen", "putting", "retouch", "splitting")
HOMES = {
    "click": {"cli"},
    "yaml": {"located", "revise.places"},
    "jinja2": {"filters", "slots", "tags", "holes", "template", "fill", "check.trials.branches"},
    "docx": {"ooxml", "readers.word"},
    "lxml": {"ooxml", "numbering", "readers.word", "clean", *(f"rework.{one}" for one in REWORK)},
    "zipfile": {"package"},
    "jieba": {"extract.dictionary"},
    "pypdfium2": {"preview.pictures"},
    "http": {"preview.server"},
    "distributed": {"many.cluster"},
    "dask": {"many.cluster"},
    "openpyxl": {"sheets", "asking.book"},
}


def modules():
    return {
        ".".join(path.relative_to(HOUSE).with_suffix("").parts).removesuffix(".__init__"): path
        for path in HOUSE.rglob("*.py")
    }


def imports(path):
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            if node.module == "qicao":
                yield from (f"qicao.{alias.name}" for alias in node.names)
            else:
                yield node.module


def row(name):
    return next((number for number, names in enumerate(ROWS) if name.split(".")[0] in names), None)


@pytest.mark.parametrize(("name", "path"), modules().items(), ids=str)
def test_a_module_stands_in_its_row(name, path):
    own = row(name)
    assert own is not None, f"{name} has no row"
    for imported in imports(path):
        top, _, inner = imported.partition(".")
        if top == "qicao" and inner:
            same_package = inner.split(".")[0] == name.split(".")[0]
            assert row(inner) < own or same_package, f"{name} imports {imported}"
        elif top in HOMES:
            assert {name, name.split(".")[0]} & HOMES[top], f"{name} imports {imported}"


def test_each_module_has_one_row():
    named = [name for names in ROWS for name in names]
    assert sorted(named) == sorted({name.split(".")[0] for name in modules() if name})


def test_no_reader_knows_a_writer():
    for name, path in modules().items():
        package, other = name.split(".")[0], {"readers": "writers", "writers": "readers"}
        if package in other and name != "writers.outline":
            assert not any(one.startswith(f"qicao.{other[package]}") for one in imports(path)), name


@pytest.mark.parametrize("path", modules().values(), ids=lambda path: path.stem)
def test_a_file_can_be_read_in_one_go(path):
    assert len(path.read_text("utf-8").splitlines()) <= 340


def test_a_draft_does_without_slow_libraries(tmp_path):
    program = (
        "import sys\nfrom qicao.cli import main\n"
        f"main(['draft', {str(ROOT / 'drafts/campus-briefing.yaml')!r}, '-o', {str(tmp_path / 'a.docx')!r}], standalone_mode=False)\n"
    )
    check = "import atexit, sys; atexit.register(lambda: print(*sorted(sys.modules)))\n"
    plain = {name: value for name, value in os.environ.items() if not name.startswith("COV")}
    command = [sys.executable, "-c", check + program]
    done = subprocess.run(command, capture_output=True, text=True, check=True, cwd=ROOT, env=plain)
    loaded = {name.split(".")[0] for name in done.stdout.split()}
    assert (tmp_path / "a.docx").is_file()
    assert loaded & {"docx", "lxml", "logging", "zipfile", "tomllib", "rich", "jsonschema"} == set()
    assert "importlib.metadata" not in done.stdout.split()


def test_the_public_names_are_few_and_there():
    import qicao

    assert len(qicao.__all__) <= 10
    assert all(getattr(qicao, name) for name in qicao.__all__)
    with pytest.raises(AttributeError):
        qicao.nothing  # noqa: B018
    assert Path(qicao.__file__).parent == HOUSE
