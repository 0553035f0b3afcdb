"""A form as a file: whether it is one, which template it asks for, its tables."""

import re
from dataclasses import dataclass
from pathlib import Path

from qicao import package, sheets
from qicao.asking import identity
from qicao.encoding import refused
from qicao.filenames import FORMS, is_of
from qicao.problems import ProblemsFound, Span, letters, problem, say

_PARTS = (package.OWN, "xl/sharedStrings.xml", "word/document.xml")  # where a form says that it is one
_WHY = {package.Locked: "locked-file", package.TooMuch: "large-form"}


@dataclass(frozen=True, slots=True)
class Form:
    """A form as a file: which template it asks for, and its tables."""

    path: str
    identity: identity.Identity
    tables: tuple  # of sheets.Sheet
    is_word: bool = False
    found: tuple = ()  # what was noticed in its cells

    def span(self, table, row=0, column=0):
        """Return the place of a cell as people call it, both counted from 1."""
        if not row:
            return Span(say("place-table", path=self.path, table=table.name))
        facts = {"path": self.path, "table": table.name, "row": row, "column": column}
        facts |= {"letter": letters(column)}
        code = "place-cell-word" if self.is_word else "place-cell"
        return Span(say(code, **facts))


def is_form(path):
    """Tell whether a file is a form of ours."""
    if not is_of(FORMS, path):
        return False
    try:
        return _identity(_contents(path)) is not None
    except ProblemsFound:
        return False


def opened(path):
    """Return the Form in a file; raises ProblemsFound where it is none."""
    known = _identity(_contents(path))
    if known is None:
        raise ProblemsFound([problem("not-a-form", Span(str(path)), name=Path(path).name)])
    if Path(path).suffix.lower() == ".docx":
        # the reader of Word takes a third of a second that a table does not owe
        from qicao.asking import cells

        return Form(str(path), known, cells.read(path), True)
    tables, found = sheets.read(path)
    return Form(str(path), known, tables, found=tuple(found))


def _contents(path):
    here = Span(str(path))
    try:
        return package.contents(path)
    except FileNotFoundError:
        raise ProblemsFound([problem("no-such-file", here)]) from None
    except IsADirectoryError:
        raise ProblemsFound([problem("is-a-folder", here)]) from None
    except OSError as error:
        raise ProblemsFound([refused("cannot-read", here, error)]) from None
    except ValueError as error:
        why = _WHY.get(type(error), "torn-form")
        raise ProblemsFound([problem("form-unreadable", here, reason=say(f"a-{why}"))]) from None


def _identity(parts):
    """Return the Identity among the parts of a package: a property, a hidden cell or the line people see."""
    names = [*_PARTS, *(name for name in parts if name.startswith("xl/worksheets/"))]
    texts = (parts.get(name, b"").decode("utf-8", "replace") for name in names)
    plain = (re.sub(r"</w:p>|<[^<>]{0,999}>", _parted, text) for text in texts)
    return next(filter(None, map(identity.found, plain)), None)


def _parted(mark):
    return "\n" if mark.group() in ("</w:p>", "</t>", "</vt:lpwstr>", "</si>") else ""
