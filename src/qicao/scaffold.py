"""A new template: complete, sound, and full of comments that teach how one is made (data/scaffold.md)."""

import re
from functools import cache
from pathlib import Path
from unicodedata import normalize

from qicao.filenames import FORBIDDEN, is_device
from qicao.forms import quoted
from qicao.problems import ProblemsFound, Span, problem

MAX_NAME = 180  # bytes; file systems take 255, and drafts add to the name
_ABOUT = "在什么会上、对谁、讲什么，写一两句"


def scaffold(name, title=""):
    """Return the text of a new template of a name."""
    return _text().replace("⟦title⟧", quoted(title or name)).replace("⟦about⟧", quoted(_ABOUT))


@cache
def _text():
    return (Path(__file__).parent / "data/scaffold.md").read_text("utf-8")


def slug(name):
    """Return a name a template may have on any computer, composed; raises ProblemsFound where it may not."""
    name = normalize("NFC", name).removesuffix(".md")
    plain = re.sub(r"\s+", "-", FORBIDDEN.sub("-", name).strip(" ._-"))
    here, facts = Span(name), {"name": name, "plain": plain}
    if len(name.encode()) > MAX_NAME:
        raise ProblemsFound([problem("name-too-long", Span(f"{name[:20]}…"), count=len(name))])
    for code, wrong in (
        ("name-empty", not plain),
        ("name-is-part", name.startswith("_")),
        ("name-device", is_device(name)),
        ("name-not-file", plain != name or not name.isprintable()),
    ):
        if wrong:
            raise ProblemsFound([problem(code, here, **facts)])
    return name
