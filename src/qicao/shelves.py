"""Where templates lie, and which one is meant; nothing of them is loaded."""

import re
import sys
from dataclasses import dataclass
from pathlib import Path

from qicao.encoding import decode
from qicao.filenames import is_file, user_folder
from qicao.installed import Package, packages
from qicao.problems import ProblemsFound, problem

SUFFIX = ".md"
FRONT = re.compile(r"---[ \t]*\n(.*?)^---[ \t]*(?:\n|\Z)", re.S | re.M)


@dataclass(frozen=True, slots=True)
class Shelf:
    """A folder templates are looked for in; kind is project, user, package or bundled."""

    kind: str
    folder: Path
    package: Package | None = None


def shelves(start=None):
    """Yield the Shelves templates are looked for on, the nearest first; no package is asked too early."""
    own = bundled()
    seen = set()
    for kind, folder in (("project", project(start) / "templates"), ("user", user_folder() / "templates")):
        if folder not in seen and folder.is_dir():
            seen.add(folder)
            yield Shelf("bundled" if folder == own else kind, folder)
    for package in packages(tuple(sys.path)):
        if package.folder and package.folder not in seen:
            seen.add(package.folder)
            yield Shelf("package", package.folder, package)
    if own not in seen and own.is_dir():
        yield Shelf("bundled", own)


def project(start=None):
    """Return the folder of the project one stands in: the nearest above that has templates/, or here."""
    here = Path(start or ".").absolute()
    above = here.parent if here.name == "drafts" else here
    return next((one for one in (here, *here.parents) if (one / "templates").is_dir()), above)


def bundled():
    """Return the folder of the templates that come with qicao."""
    installed = Path(__file__).parent / "templates"
    return installed if installed.is_dir() else Path(__file__).parents[2] / "templates"


def broken():
    """Return the problems of installed packages that say they bring templates, and do not."""
    return tuple(one.problem for one in packages(tuple(sys.path)) if one.problem)


def _shelved(folder):
    """Return the path of every template in a folder by its name."""
    paths = (path for path in sorted(folder.glob(f"*{SUFFIX}")) if path.stem.isprintable())
    return {path.stem: path for path in paths if not path.name.startswith("_")}


def copies(start=None):
    """Return [(Shelf, path)] of every template by its name: the one that is used, then those it hides."""
    found = {}
    for shelf in shelves(start):
        for name, path in _shelved(shelf.folder).items():
            found.setdefault(name, []).append((shelf, path))
    return found


def available(start=None):
    """Return the path of every template by its name; a nearer one wins."""
    return {name: found[0][1] for name, found in copies(start).items()}


def find(reference, span, near=None):
    """Return the path of a template by its name, its title or its path; raises ProblemsFound."""
    if reference.endswith(SUFFIX) or "/" in reference or "\\" in reference:
        for base in (near or Path(), Path()):
            for written in (reference, reference.replace("\\", "/")):  # a brief that comes from Windows
                if is_file(base / written):
                    return base / written
    name = reference.removesuffix(SUFFIX)
    for shelf in shelves():
        if path := _shelved(shelf.folder).get(name):
            return path
    known = available()
    titles = {headline(path)[0]: path for path in reversed(known.values())}  # of two the nearer one
    if reference in titles:
        return titles[reference]
    from qicao.params import suggest  # which reads tables: only for who has mistyped

    guess = suggest(reference, [*known, *titles])
    facts = {"name": reference, "guess": guess, "names": "、".join(known)}
    raise ProblemsFound([problem("no-such-template", span, **facts)])


def is_template(path):
    """Tell whether a file is a template, and not a speech in Markdown."""
    try:
        return bool(FRONT.match(decode(path)[0]))
    except ProblemsFound:
        return False


def headline(path):
    """Return (title, about) of a template without loading it; "" for what it does not say."""
    try:
        text, _ = decode(path)
    except ProblemsFound:
        return "", ""
    front = FRONT.match(text)
    said = front.group(1) if front else ""
    found = (re.search(rf"^{key}: *(.+?) *$", said, re.M) for key in ("title", "about"))
    return tuple(one.group(1).strip("'\"") if one else "" for one in found)
