"""What each draft of a table is called: a pattern with holes for its columns, safe on any system."""

import re
import unicodedata
from dataclasses import dataclass
from pathlib import Path

from qicao.filenames import FORBIDDEN, is_device
from qicao.located import Scalar
from qicao.many import columns
from qicao.params import suggest
from qicao.problems import ProblemsFound, Span, problem
from qicao.writers import WRITERS

ROW, COUNT = "行号", "序号"  # holes for the number of the row in the sheet, and among the drafts
_HOLE = re.compile(r"\{\{\s*(.*?)\s*\}\}")
_UNSEEN = re.compile("[\u00ad\u061c\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff]")  # turns a name about
_SUFFIX = re.compile(r"\.[A-Za-z0-9]{1,5}")
_LONGEST = 80  # characters of a name; a path of Windows has 260
_MOST = 200  # bytes of a name; most file systems take 255


@dataclass(frozen=True, slots=True)
class Pattern:
    """A name with holes: the steps to it are parted by /, the holes stand in {{ }}."""

    folders: tuple
    name: str
    suffix: str

    @property
    def holes(self):
        """The names in the holes."""
        return tuple(hole for text in (*self.folders, self.name) for hole in _HOLE.findall(text))


def pattern(text):
    """Return the Pattern in a text; raises ProblemsFound where it can be no name."""
    here = Span("--name")
    hidden = _HOLE.sub(lambda hole: hole.group().replace("/", "\0").replace("\\", "\0"), text)
    *folders, name = re.split(r"[/\\]", hidden)
    if not name.strip() or ".." in folders or re.match(r"[/\\]|[A-Za-z]:|~", hidden):
        raise ProblemsFound([problem("name-outside", here, name=text)])
    if "{" in (rest := _HOLE.sub("", text)) or "}" in rest:
        raise ProblemsFound([problem("name-hole", here, name=text)])
    ending = _SUFFIX.search(_HOLE.sub("字", name)[-7:])
    suffix = ending.group() if ending and name.endswith(ending.group()) else ""
    if suffix and suffix.lower() not in WRITERS:
        raise ProblemsFound([problem("name-suffix", here, name=suffix, names="、".join(WRITERS))])
    stem = name[: len(name) - len(suffix)] if suffix else name
    return Pattern(tuple(one for one in folders if one not in ("", ".")), stem, suffix or ".docx")


def names(made, table, given, params):
    """Return (path below the folder for each entry of a Table, problems, problems of rows without a name).

    given are the values common to all rows, a Mapping. The path of a row without a name is None.
    """
    holes, found, nameless = {}, [], []
    for hole in made.holes:
        column, common = table.header.by_name(hole), _common(hole, given, params)
        if column is None and common is None and hole not in (ROW, COUNT):
            known = list(dict.fromkeys((*(one.header for one in table.header.columns), *params)))
            facts = {"name": hole, "guess": suggest(hole, known), "names": "、".join(known)}
            found.append(problem("name-unknown", Span("--name"), **facts))
        holes[hole] = (column.number if column else 0, common or "")
    if found:
        return [], found, []
    paths, seen, again = [], {}, {}
    for count, entry in enumerate(table.entries, 1):
        path = _path(made, holes, entry, count, table, nameless)
        key = unicodedata.normalize("NFC", str(path)).casefold()  # as Windows and macOS compare names
        if path is not None and key in seen:
            again.setdefault(key, []).append((path, entry.row))
        seen.setdefault(key, entry.row)
        paths.append(path)
    found = [_same(table, seen[key], them) for key, them in again.items()]
    return paths, found, nameless


def _same(table, first, them):
    """Return the problem of rows that would be written to one file, told once however many they are."""
    path, row = them[0]
    facts = {"name": path.as_posix(), "row": first, "hole": f"{{{{ {ROW} }}}}", "count": len(them)}
    return problem("same-name" if len(them) == 1 else "same-name.many", _row(table, row), **facts)


def _row(table, row):
    from qicao.problems import Cell

    return Cell(table.plan.where, row)


def _path(made, holes, entry, count, table, found):
    """Return the path of one entry, None where a hole of it is empty."""
    empty = []

    def value(hole):
        number, common = holes[hole.group(1)]
        cells = entry.cells
        text = cells[number - 1] if 0 < number <= len(cells) else ""
        text = text or common
        if not text and not number and hole.group(1) in (ROW, COUNT):
            text = str(entry.row if hole.group(1) == ROW else count)
        if not text:
            empty.append(hole.group(1))
        return FORBIDDEN.sub("-", re.sub(r"\s+", " ", text))

    parts = [safe(_HOLE.sub(value, text)) for text in made.folders]
    stem = safe(_HOLE.sub(value, made.name), made.suffix)
    if empty or not all((*parts, stem)):
        name = empty[0] if empty else made.name
        found.append(problem("row-nameless", _row(table, entry.row), name=name))
        return None
    return Path(*parts, stem)


def safe(text, suffix=""):
    """Return a text as the name of a file or folder that every system takes; "" where nothing is left."""
    text = unicodedata.normalize("NFC", FORBIDDEN.sub("-", _UNSEEN.sub("", text))).strip(" .\u3000")
    while len(text) > _LONGEST or len(text.encode()) > _MOST:
        text = text[:-1].rstrip(" .\u3000")
    if is_device(text):
        text = f"_{text}"
    return text and text + suffix


def _common(hole, given, params):
    """Return what a hole says in every row: the value of a parameter that no column gives, or its default."""
    path = columns.steps(hole)
    one = columns.param(params, path)
    if one is None:
        return None
    node = given
    for step in path:
        items = getattr(node, "items", ())
        if isinstance(step, int):
            node = items[step - 1] if 0 < step <= len(items) else None
        else:
            node = node.get(step) if hasattr(node, "entries") else None
    if not (isinstance(node, Scalar) and node.text):
        node = one.default
    return node.text if isinstance(node, Scalar) else ""
