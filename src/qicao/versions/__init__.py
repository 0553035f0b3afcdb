"""Two versions of a template: what they ask for and say otherwise, and which briefs that concerns."""

from dataclasses import dataclass, replace
from pathlib import Path

from qicao import brief as briefs
from qicao import fill, located, manifest
from qicao.check.trials import given, samples
from qicao.compare import compare, listed
from qicao.encoding import decode
from qicao.filenames import near
from qicao.params import BRIEF_KEYS
from qicao.problems import ProblemsFound, is_error, say
from qicao.versions.declared import Declared, changes, renames
from qicao.versions.shared import kept, older

__all__ = ["Affected", "Declared", "Spoken", "Versions", "versions"]


@dataclass(frozen=True, slots=True)
class Spoken:
    """How a speech changes: of the example (path None) or of a brief, a line for each paragraph that does."""

    path: Path | None
    lines: tuple
    problems: tuple = ()  # why one of the versions cannot be drafted from it


@dataclass(frozen=True, slots=True)
class Affected:
    """A brief that the new version reads otherwise: what it refuses that the old took, what it lacks now."""

    path: Path
    problems: tuple
    gaps: tuple  # of Field


@dataclass(frozen=True, slots=True)
class Versions:
    """What is different between two versions of a template."""

    declared: tuple  # of Declared
    spoken: tuple  # of Spoken
    affected: tuple  # of Affected


def versions(old, new, paths=()):
    """Return what is different between two Templates (Versions); paths are briefs to draft both from.

    Without one both are drafted from the newer's example, as far as both ask for the same.
    """
    found = changes(old.params, new.params)
    names = renames(found)
    spoken = [_brief(Path(path), old, new, names) for path in paths] or [_example(old, new, names)]
    return Versions(found, tuple(spoken), tuple(_affected(old, new, names)))


def _example(old, new, names):
    shown = samples.example(new.params)
    before = older(old.params, new.params, shown, names)
    return _spoken(None, (old, before), (new, shown))


def _brief(path, old, new, names):
    node, said = located.read(str(path), decode(path)[0])
    if any(map(is_error, said)):
        raise ProblemsFound(said)
    data = manifest.bare(node) if isinstance(node, located.Mapping) else {}
    data = {name: value for name, value in data.items() if name not in BRIEF_KEYS}
    pairs = (old, kept(old.params, data, _back(names))), (new, kept(new.params, data, names))
    return _spoken(path, *pairs)


def _back(names):
    """Return {a new path: the old name} of {an old path: the new name}."""
    found = {}
    for path in names:
        steps = path.split(".")
        now = [names.get(".".join(steps[: at + 1]), step) for at, step in enumerate(steps)]
        found[".".join(now)] = steps[-1]
    return found


def _spoken(path, *pairs):
    documents, problems = [], []
    for template, data in pairs:
        try:
            known = briefs.of(template, manifest.node_of(data), str(path or template.path))
            documents.append(fill.draft(known))
        except ProblemsFound as error:
            problems += filter(is_error, error.problems)
    lines = tuple(listed(compare(*documents))) if not problems else ()
    return Spoken(path, lines, tuple(problems))


def _affected(old, new, names):
    """Yield the briefs of either version that the new one reads otherwise."""
    for path in dict.fromkeys((*given.briefs(old.path), *given.briefs(new.path))):
        shown = near(path)
        (before, had), (after, has) = (_read(shown, one) for one in (old, new))
        called = {name.rpartition(".")[2]: now for name, now in names.items()}
        lines = decode(path)[0].split("\n")
        problems = tuple(_renamed(one, lines, called) for key, one in after.items() if key not in before)
        gaps = () if before else tuple(one for name, one in has.items() if name not in had)
        if problems or gaps:
            yield Affected(shown, problems, gaps)


def _renamed(one, lines, called):
    """Return a problem of a key that has another name now with that as its hint."""
    if one.code != "unknown-key" or not 0 < one.span.line <= len(lines):
        return one
    start = one.span.column - 1
    now = called.get(lines[one.span.line - 1][start : start + one.span.length])
    return replace(one, hint=say("a-renamed", name=now)) if now else one


def _read(path, template):
    """Return (what is wrong, the gaps) of a brief read for a version, each by what it is about."""
    try:
        known = briefs.read(template, decode(path)[0], str(path))
        return {}, {gap.path: gap for gap in fill.draft(known).gaps}
    except ProblemsFound as error:
        return {(one.code, one.span): one for one in error.problems if is_error(one)}, {}
