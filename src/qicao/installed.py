"""Packages that bring templates (entry points qicao.templates), found without running a line of theirs."""

import re
from functools import cache
from pathlib import Path
from typing import NamedTuple

from qicao.filenames import is_file, is_folder
from qicao.problems import Problem, Span, problem

GROUP = "qicao.templates"
# made when a package has entry points: most drafts need none of them
_SECTION = rf"(?ms)^\[{re.escape(GROUP)}\][ \t]*\n(.*?)(?=^\[|\Z)"
_ENTRY = r"(?m)^[ \t]*([^=#;\n]*[^=#;\s])[ \t]*=[ \t]*([\w.]+)"


class Package(NamedTuple):
    """An installed package that brings templates: its name and version, their folder or what is wrong."""

    name: str
    version: str
    folder: Path | None = None
    problem: Problem | None = None


@cache
def packages(paths):
    """Return the Packages installed in some folders, in the order of these, each entry point once.

    What importlib.metadata knows is read from the files themselves: it takes 80 ms to import (PERF.md).
    """
    found = {}
    for site in (Path(path) for path in paths if path):
        declared = _zipped(site) if is_file(site) else _declared(site) if is_folder(site) else ()
        for name, version, entry, module in declared:
            found.setdefault((name.lower(), entry), _package(name, version, module, site))
    return tuple(found.values())


def _declared(site):
    """Yield (name, version, entry point, module) of what is installed in a folder."""
    for file in sorted(
        (*site.glob("*.dist-info/entry_points.txt"), *site.glob("*.egg-info/entry_points.txt"))
    ):
        try:
            text = file.read_text("utf-8", "replace")
        except OSError:
            continue
        yield from _entries(text, file.parent.name)


def _zipped(site):
    """Yield the same of what lies in a zip on the path; such files are rare."""
    from importlib.metadata import distributions

    for one in distributions(path=[str(site)]):
        text = one.read_text("entry_points.txt") or ""
        name = (one.metadata["Name"] or site.name).replace("-", "_")  # as the folder would be called
        yield from _entries(text, f"{name}-{one.version}.dist-info")


def _entries(text, info):
    section = re.search(_SECTION, text.replace("\r\n", "\n")) if GROUP in text else None
    name, _, version = info.rpartition(".")[0].partition("-")
    for entry in re.finditer(_ENTRY, section.group(1)) if section else ():
        yield name.replace("_", "-"), version.partition("-")[0], entry.group(1), entry.group(2)


def _package(name, version, module, site):
    """Return the Package of an entry point: the folder templates/ of its module, or the module's own."""
    here = Span(name)
    if is_file(site):
        return Package(name, version, problem=problem("package-zipped", here, path=str(site)))
    places = _places(module)
    if places is None:
        return Package(name, version, problem=problem("package-missing", here, module=module))
    for place in places:
        inner = place / "templates"
        folder = inner if inner.is_dir() else place
        if any(folder.glob("[!_]*.md")):
            return Package(name, version, folder)
    return Package(name, version, problem=problem("package-empty", here, module=module))


def _places(module):
    """Return the folders of a module, None where there is none; of a.b.c only a is looked up, none is run."""
    import importlib.util

    top, *inner = module.split(".")
    try:
        spec = importlib.util.find_spec(top)
    except (ImportError, ValueError):
        spec = None
    if spec is None:
        return None
    below = (Path(place).joinpath(*inner) for place in spec.submodule_search_locations or ())
    found = [place for place in below if place.is_dir()]
    return found if found or not inner else None
