"""What we know about speeches, as rows: data/*.yaml read into frozen records."""

from functools import cache
from pathlib import Path
from types import MappingProxyType

from qicao import located
from qicao.encoding import decode
from qicao.problems import ProblemsFound

DATA = Path(__file__).parent / "data"


@cache
def table(name):
    """Return data/<name>.yaml as read-only mappings, tuples and texts."""
    path = DATA / f"{name}.yaml"
    text, _ = decode(path)
    node, found = located.read(str(path), text)
    if found:
        raise ProblemsFound(found)
    return plain(node)


def plain(node):
    """Return a located node without its places."""
    match node:
        case located.Mapping():
            return MappingProxyType({key.text: plain(value) for key, value in node.entries})
        case located.Sequence():
            return tuple(plain(item) for item in node.items)
        case located.Scalar():
            return node.text
    return None
