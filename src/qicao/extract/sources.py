"""The files old speeches come in: what is read of them, what was repaired, what was set aside."""

from dataclasses import dataclass
from functools import partial
from itertools import islice
from pathlib import Path

from qicao import readers, repair, shelves, structure
from qicao.document import Document
from qicao.extract.cores import each
from qicao.extract.speech import Speech
from qicao.patience import patience
from qicao.problems import ProblemsFound, Span, problem

MAX_FILES = 5000


@dataclass(frozen=True, slots=True)
class Source:
    """A file: its speeches, the problems met, the repairs made, the lines set aside."""

    path: str
    speeches: tuple = ()
    problems: tuple = ()
    repairs: tuple = ()
    noise: tuple = ()


def files(paths):
    """Return the files named, and those in the folders named; raises ProblemsFound for too many."""
    found = []
    for path in map(Path, paths):
        if path.is_dir():
            inner = (one for one in path.rglob("*") if one.suffix.lower() in readers.READERS)
            mine = (one for one in inner if one.is_file() and not _hidden(one, path))
            found += sorted(islice(mine, MAX_FILES + 1))
        else:
            found.append(path)
    if len(found) > MAX_FILES:
        raise ProblemsFound([problem("too-many-files", Span(str(paths[0])), limit=MAX_FILES)])
    return list(dict.fromkeys(found))


def _hidden(path, folder):
    return any(part.startswith((".", "~$")) for part in path.relative_to(folder).parts)


def load(path, keep=False):
    """Return the Source of one file; what is wrong with it is told in its problems."""
    path, shown = Path(path), str(path)
    if path.suffix == shelves.SUFFIX and shelves.is_template(path):
        return Source(shown, problems=(problem("is-a-template", Span(shown)),))
    try:
        with patience(shown):
            document, found = readers.read(path)
            repairs = ()
            if not keep:
                document, repairs = repair.apply(document)
            around, *inner = structure.speeches(document.blocks)
    except ProblemsFound as error:
        return Source(shown, problems=tuple(error.problems))
    kept, noise = [], list(around)
    for blocks in inner:
        parts = structure.parts(structure.with_front(blocks))
        noise += [part.block for part in parts if part.role == "noise"]
        if any(part.role != "noise" for part in parts):
            kept.append(Document(tuple(blocks)))
    if not kept:
        return Source(shown, problems=(*found, problem("no-speech", Span(shown))))
    stem = path.stem
    names = [stem] if len(kept) == 1 else [f"{stem}-{number}" for number in range(1, len(kept) + 1)]
    speeches = tuple(Speech(name, document) for name, document in zip(names, kept, strict=True))
    return Source(shown, speeches, tuple(found), tuple(repairs), tuple(noise))


def loaded(paths, keep=False):
    """Yield the Source of each file, in order; many are read on all cores."""
    return each(partial(load, keep=keep), paths)
