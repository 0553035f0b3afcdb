"""Drafts, commands and checks that tests of several files ask for."""

import os
import subprocess
import sys
from pathlib import Path

import pytest
from hypothesis import strategies as st

from qicao import brief as briefs
from qicao import fill as filling
from qicao.encoding import NOT_XML

ROOT = Path(__file__).parents[1]
SHARED = ROOT.parent / "shared"
ENDLESS = 120  # seconds after which what takes one at most has run away
SLUGS = sorted(path.stem for path in (ROOT / "templates").glob("[!_]*.md"))
# every character that one line of a .docx can hold
CHARACTERS = st.characters(exclude_categories=["Cs"], exclude_characters="\n\r").filter(
    lambda char: not NOT_XML.search(char)
)


def example(slug):
    """Return the Document of the full example brief of a template."""
    brief = briefs.load(ROOT / "drafts" / f"{slug}.yaml")
    return filling.draft(brief)


def run(*arguments, cwd=None, env=None, timeout=60):
    """Run the command line as a person does."""
    known = {**os.environ, "LANG": "zh_CN.UTF-8", "PYTHONIOENCODING": "utf-8", **(env or {})}
    return subprocess.run(
        [sys.executable, "-m", "qicao", *map(str, arguments)],
        cwd=cwd,
        env=known,
        capture_output=True,
        encoding="utf-8",
        timeout=timeout,
        check=False,
    )


def checked(path):
    """Return what the OOXML checker says of a file: nothing where it is sound."""
    checker = SHARED / "tools" / "check_docx.py"
    if not checker.is_file():
        pytest.skip("no ../shared/tools/check_docx.py beside this checkout")
    done = subprocess.run([sys.executable, checker, path], capture_output=True, text=True, check=False)
    return done.stdout + done.stderr
