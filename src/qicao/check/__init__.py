"""`qicao check`: what is wrong in a brief, a template, a speech or a .docx, each thing at its place."""

import re
from dataclasses import dataclass, replace
from pathlib import Path

from qicao import layout, readers, settings
from qicao.check import speech, switches
from qicao.check.asked import Asked
from qicao.check.switches import Switches
from qicao.filenames import BRIEFS
from qicao.problems import ProblemsFound
from qicao.shelves import is_template

SUFFIXES = (*BRIEFS, *readers.READERS)
_OURS = re.compile(r"^(?:\.|~\$)|\.bak[0-9]*\.\w+$|\.check\.docx$|\.expected\.txt$")


@dataclass(frozen=True, slots=True)
class Checked:
    """A file that was checked: its problems in order, and what each is about in a .docx (lint.Finding)."""

    path: str
    problems: tuple
    findings: tuple = ()  # beside problems, None where one is about no words
    lines: tuple = ()  # the lines, or paragraphs, to show them in

    def without(self, gone):
        """Return this without some of its problems."""
        kept = [pair for pair in zip(self.problems, self.findings, strict=True) if pair[0] not in gone]
        problems, findings = zip(*kept, strict=True) if kept else ((), ())
        return replace(self, problems=problems, findings=findings)


def kind(path):
    """Return what a file is: brief, form, template, word, text or settings."""
    suffix = Path(path).suffix.lower()
    if Path(path).name == settings.NAME:
        return "settings"
    if suffix == ".xlsx" or (suffix == ".docx" and _is_form(path)):
        return "form"
    if suffix in BRIEFS:
        return "brief"
    if suffix == ".md" and is_template(path):
        return "template"
    return "word" if suffix == ".docx" else "text"


def _is_form(path):
    from qicao.asking.form import is_form

    return is_form(path)


def _look(asked):
    """Let a file be checked as what it is."""
    match kind(asked.path):
        case "text":
            speech.text(asked)
        case "word":
            speech.word(asked)
        case "settings":
            asked.page()
            layout.check(asked.path)
        case other:
            from qicao.check import filled

            looks = {"brief": filled.of_brief, "form": filled.of_form, "template": filled.of_template}
            looks[other](asked)


def inside(folder):
    """Return the files of a folder that can be checked, without backups and what qicao writes beside them."""
    wanted = (*SUFFIXES, ".xlsx")
    found = (one for one in Path(folder).rglob("*") if one.suffix.lower() in wanted and one.is_file())
    found = (one for one in found if one.suffix.lower() != ".xlsx" or _is_form(one))
    return sorted(str(one) for one in found if not _OURS.search(one.name))


def check(path, given=Switches(), minutes=None):  # noqa: B008 - Switches is frozen
    """Return what is wrong in a file (Checked).

    given are the switches of the command line, which win; minutes the time the speech may take.
    """
    asked = Asked(str(path), given, minutes=minutes)
    try:
        asked.levels = switches.nearest(path).also(given)
        _look(asked)
    except ProblemsFound as error:
        asked.add(error.problems)
    pairs = sorted(asked.kept(), key=lambda pair: (pair[0].span.path != asked.path, pair[0].span))
    problems, findings = zip(*pairs, strict=True) if pairs else ((), ())
    return Checked(asked.path, problems, findings, tuple(asked.lines))
