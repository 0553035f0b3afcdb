"""Previews that are kept: written over where they are ours and nobody changed them, and nothing else is."""

import re
import shutil
import tempfile
import time
from contextlib import suppress
from hashlib import sha256
from pathlib import Path

from qicao.filenames import is_file
from qicao.problems import ProblemsFound, Span, problem
from qicao.target import save_all

_PREFIX = "qicao-preview-"
_DAY = 24 * 3600  # seconds a preview that was only looked at stays
# what stands behind the end of a file, where nothing that reads it looks
_SEAL = {".html": "<!-- qicao-preview {} -->\n", ".pdf": "%qicao-preview {}\n", ".png": "%qicao-preview {}\n"}
_LENGTH = 64  # of a sha256 as text


def sealed(data, suffix):
    """Return the bytes of a preview with a mark of what they are."""
    return data + _SEAL[suffix].format(sha256(data).hexdigest()).encode()


def is_ours(path):
    """Tell whether a file is a preview that nobody changed since."""
    try:
        data = path.read_bytes()
    except OSError:
        return False
    mark = _SEAL.get(path.suffix.lower())
    size = len(mark) - 2 + _LENGTH if mark else 0
    return bool(mark) and data == sealed(data[:-size], path.suffix.lower())


def save(files, force=False):
    """Write previews by their paths, all or none; raises ProblemsFound where something else would be lost."""
    theirs = [] if force else [path for path in files if is_file(path) and not is_ours(path)]
    if theirs:
        raise ProblemsFound([problem("target-exists", Span(str(path)), name=str(path)) for path in theirs])
    save_all({path: sealed(data, path.suffix.lower()) for path, data in files.items()}, force=True)
    _forget_pages(files)


def _forget_pages(files):
    """Remove the pictures of pages an earlier preview of the same name had more."""
    stems = {(path.parent, re.sub("-[0-9]+$", "", path.stem)) for path in files if path.suffix == ".png"}
    for folder, stem in stems:
        for one in folder.glob("*.png"):
            page = re.fullmatch(f"{re.escape(stem)}(-[0-9]+)?", one.stem)
            if page and one not in files and is_ours(one):
                with suppress(OSError):
                    one.unlink()


def named(target, count, suffix):
    """Return the paths of the pictures of pages: 稿.png for one, 稿-1.png, 稿-2.png for more."""
    digits = len(str(count))
    names = [f"{target.stem}-{number:0{digits}}" for number in range(1, count + 1)]
    return [target.with_name(f"{name}{suffix}") for name in (names if count > 1 else [target.stem])]


def folder():
    """Return a new folder for a preview that is only looked at, for this person alone; old ones go."""
    made = Path(tempfile.mkdtemp(prefix=_PREFIX))
    mine = made.stat().st_uid
    for old in made.parent.glob(f"{_PREFIX}*"):
        with suppress(OSError):
            known = old.lstat()
            if not old.is_symlink() and known.st_uid == mine and known.st_mtime < time.time() - _DAY:
                shutil.rmtree(old, ignore_errors=True)
    return made
