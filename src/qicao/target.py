"""Files a person may have touched: written whole or not at all, and never over somebody's work."""

import os
import stat
import tempfile
from contextlib import suppress
from pathlib import Path

from qicao.encoding import reason
from qicao.package import CHECK, DRAFT, is_sealed
from qicao.problems import ProblemsFound, Span, problem

REFUSED = ("cannot-write", "target-is-folder")  # the file system's own no
_EDITED = {CHECK: "copy-edited", DRAFT: "target-edited"}  # where a seal does not hold


def save(path, data, force=False, seals=(DRAFT,)):
    """Write a file through a temporary one beside it; raises ProblemsFound where it may not be overwritten.

    A .docx is overwritten when qicao wrote it and nobody changed it since, by a seal of those named here;
    other files, only by force.
    """
    save_all({Path(path): data}, force, seals=seals)


def rewrite(path, data, keep=True):
    """Write over a file of somebody's; keep: it stays beside it as it was, for the same people to read."""
    save_all({**(_backup(path) if keep else {}), path: data}, force=True, like=path)


def _backup(path):
    """Return what keeps a file as it is now, {path beside it: its bytes}; an earlier backup is left alone."""
    if not path.is_file():
        return {}
    data, number = path.read_bytes(), 1
    while True:
        beside = path.with_name(f"{path.stem}.bak{number if number > 1 else ''}{path.suffix}")
        if not beside.exists() or beside.read_bytes() == data:
            return {beside: data}
        number += 1


def save_all(files, force=False, like=None, seals=(DRAFT,)):
    """Write files by their paths, all or none; raises ProblemsFound with all that may not be overwritten.

    New files may be read and written by whom a file may that they are like.
    """
    found = []
    for path, data in files.items():
        try:
            _may_write(path, data, force, seals)
        except ProblemsFound as error:
            found += error.problems
    if found:
        raise ProblemsFound(found)
    written = {}
    try:
        for path, data in files.items():
            written[path] = _beside(path, data, like)
        for path, temporary in written.items():
            temporary.replace(path.resolve())
    except BaseException as error:
        for temporary in written.values():
            with suppress(OSError):
                temporary.unlink()
        if isinstance(error, OSError | ValueError):
            raise _refused(next((p for p in files if p not in written), path), error) from None
        raise


def _may_write(path, data, force, seals):
    try:
        if path.is_dir():
            raise ProblemsFound([problem("target-is-folder", Span(str(path)))])
        if path.exists():
            _ask(path, Span(str(path)), data, force, seals)
    except (OSError, ValueError) as error:
        raise _refused(path, error) from None


def _refused(path, error):
    return ProblemsFound([problem("cannot-write", Span(str(path)), reason=reason(error))])


def _ask(path, here, data, force, seals):
    """Refuse what would lose somebody's work."""
    if not path.is_file():  # a pipe or a device
        raise ProblemsFound([problem("cannot-write", here, reason=os.strerror(22))])
    if any(
        (path.parent / name).exists()
        for name in (f"~${path.name[2:]}", f"~${path.name}", f".~lock.{path.name}#")
    ):
        raise ProblemsFound([problem("target-open", here)])
    if not os.access(path, os.W_OK):
        raise ProblemsFound([problem("cannot-write", here, reason=os.strerror(13))])
    ours = path.suffix.lower() == ".docx"
    known = {name: is_sealed(path, name) for name in seals} if ours and not force else {}
    same = path.stat().st_size == len(data) and path.read_bytes() == data
    if force or same or True in known.values():
        return
    edited = next((code for name, code in _EDITED.items() if known.get(name) is False), "")
    code = edited or ("target-not-ours" if ours else "target-exists")
    raise ProblemsFound([problem(code, here, name=str(path))])


def _beside(path, data, like=None):
    """Write a temporary file beside a target and return its path."""
    target = path.resolve()
    target.parent.mkdir(parents=True, exist_ok=True)
    known = next((one for one in (target, like) if one is not None and one.exists()), None)
    mode = stat.S_IMODE(known.stat().st_mode) if known else 0o666 & ~_umask()
    handle, name = tempfile.mkstemp(dir=target.parent, prefix=".qicao-", suffix=target.suffix)
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        Path(name).chmod(mode)
    except BaseException:
        with suppress(OSError):
            Path(name).unlink()
        raise
    return Path(name)


def _umask():
    mask = os.umask(0)
    os.umask(mask)
    return mask
