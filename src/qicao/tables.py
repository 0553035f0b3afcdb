"""What we know about speeches, as rows: data/*.yaml read into frozen records."""

import re
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
    return _rows(name, _text(name))


@cache
def section(name, key):
    """Return what stands under one key of data/<name>.yaml, without reading the rest."""
    text = _text(name)
    start = re.search(f"^{key}:", text, re.M).start()
    end = re.compile(r"^\w", re.M).search(text, start + 1)
    return _rows(name, text[start : end.start() if end else None])[key]


@cache
def _text(name):
    return decode(DATA / f"{name}.yaml")[0]


def _rows(name, text):
    node, found = located.read(str(DATA / f"{name}.yaml"), text)
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
