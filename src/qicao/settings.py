"""What a project, or a person, has decided once for all: qicao.yaml."""

from functools import cache
from pathlib import Path

from qicao import located
from qicao.encoding import decode
from qicao.filenames import is_file, near, user_folder
from qicao.located import Mapping, Scalar
from qicao.params import suggest
from qicao.problems import ProblemsFound, Span, problem

NAME = "qicao.yaml"
ROOTS = ("check", "profile", "profiles")


def files(of):
    """Yield the qicao.yaml of the folders a file is in, the nearest first, and that of the person."""
    here = Path(of).absolute()
    for folder in dict.fromkeys((here, *here.parents, user_folder())):
        if is_file(folder / NAME):
            yield folder / NAME


def read(path, keys=()):
    """Return a qicao.yaml as a located Mapping; keys may stand before a colon in it. Raises ProblemsFound."""
    return _read(Path(path), frozenset((*ROOTS, *keys)), Path(path).stat().st_mtime_ns)


@cache
def _read(path, keys, _stamp):
    text, _ = decode(path)
    node, found = located.read(str(near(path)), text, keys=keys)
    if node is None or (isinstance(node, Scalar) and not node.text):
        node = Mapping((), Span(str(path)))
    elif not isinstance(node, Mapping):
        found.append(problem("settings-not-keys", node.span, names="、".join(ROOTS)))
    else:
        found += [strange(key, ROOTS) for key, _ in node.entries if key.text not in ROOTS]
    if found:
        raise ProblemsFound(found)
    return node


def strange(key, known):
    """Return the problem of a key that means nothing where it stands."""
    facts = {"name": key.text, "guess": suggest(key.text, known), "names": "、".join(known)}
    return problem("unknown-setting", key.span, **facts)
