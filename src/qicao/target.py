"""Files a person may have touched: written whole or not at all, and never over somebody's work."""

import errno
import os
import stat
from contextlib import suppress
from itertools import count
from pathlib import Path

from qicao.encoding import refused
from qicao.package import CHECK, DRAFT, is_sealed
from qicao.problems import ProblemsFound, Span, problem

REFUSED = ("cannot-read", "cannot-write", "target-is-folder")  # the file system's own no
_EDITED = {CHECK: "copy-edited", DRAFT: "target-edited"}  # where a seal does not hold
_numbers = count(1)  # of temporary files of this process


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

    force names those that may be, or is True for all. New files may be read and written by whom a file may
    that they are like.
    """
    targets, found = {}, []
    for path, data in files.items():
        try:
            targets[path] = _target(path, data, force is True or bool(force and path in force), seals)
        except ProblemsFound as error:
            found += error.problems
    if found:
        raise ProblemsFound(found)
    written, replaced = {}, []
    try:
        for path, data in files.items():
            written[path] = _beside(*targets[path], data, like)
        for path, temporary in written.items():
            target, known = targets[path]
            replaced.append((target, target.read_bytes() if known and len(files) > 1 else None))
            temporary.replace(target)
    except BaseException as error:
        _undo(written.values(), replaced[:-1])
        if isinstance(error, OSError | ValueError):
            raise _refused(next((p for p in files if p not in written), path), error) from None
        raise


def _undo(temporary, replaced):
    """Leave a set of files as it was: no temporary ones, those replaced put back."""
    for path in temporary:
        with suppress(OSError):
            path.unlink()
    for target, before in replaced:
        with suppress(OSError):
            target.unlink() if before is None else target.write_bytes(before)


def may_write(path, data, force=False, seals=(DRAFT,)):
    """Raise ProblemsFound where a file may not be written over, as save would."""
    _target(path, data, force, seals)


def _target(path, data, force, seals):
    """Return (the file a path stands for, what is known of it or None where there is none yet)."""
    try:
        try:
            known = path.lstat()
        except FileNotFoundError:
            return path, None
        target = path
        if stat.S_ISLNK(known.st_mode):
            known = path.stat() if path.exists() else None
            target = path.resolve()
        if known and stat.S_ISDIR(known.st_mode):
            raise ProblemsFound([problem("target-is-folder", Span(str(path)))])
        if known:
            _ask(path, known, data, force, seals)
    except (OSError, ValueError, RuntimeError) as error:  # Python 3.11 tells a circle of links as the last
        raise _refused(path, error) from None
    return target, known


def _refused(path, error):
    return ProblemsFound([refused("cannot-write", Span(str(path)), error)])


def _ask(path, known, data, force, seals):
    """Refuse what would lose somebody's work."""
    here = Span(str(path))
    if not stat.S_ISREG(known.st_mode):  # a pipe or a device
        raise OSError(errno.EINVAL, "")
    if any((path.parent / name).exists() for name in _locks(path.name)):
        raise ProblemsFound([problem("target-open", here)])
    if not os.access(path, os.W_OK):
        raise OSError(errno.EACCES, "")
    ours = path.suffix.lower() == ".docx"
    sealed = {name: is_sealed(path, name) for name in seals} if ours and not force else {}
    same = known.st_size == len(data) and path.read_bytes() == data
    if force or same or True in sealed.values():
        return
    edited = next((code for name, code in _EDITED.items() if sealed.get(name) is False), "")
    code = edited or ("target-not-ours" if sealed else "target-exists")
    raise ProblemsFound([problem(code, here, name=str(path))])


def _locks(name):
    """Return the files that lie beside a file while it is open: in Word or WPS, in WPS, in LibreOffice."""
    return (*(f"~${name[cut:]}" for cut in range(3)), f".~{name}", f".~lock.{name}#")


def _beside(target, known, data, like=None):
    """Write a temporary file beside a target and return its path."""
    file = _opened(target)
    try:
        with file:
            file.write(data)
            if known:  # what a power cut takes of a new file, nobody had before; that of an old one, they had
                file.flush()
                _on_disk(file.fileno())
        example = known or (like.stat() if like is not None and like.exists() else None)
        if example:
            with suppress(PermissionError, NotImplementedError):  # a drive that knows no modes
                Path(file.name).chmod(stat.S_IMODE(example.st_mode))
    except BaseException:
        with suppress(OSError):
            Path(file.name).unlink()
        raise
    return Path(file.name)


def _opened(target):
    """Open a new file beside a target, whose folder is made where it is missing."""
    made = False
    while True:
        path = target.with_name(f".qicao-{os.getpid()}-{next(_numbers)}{target.suffix}")
        try:
            return path.open("xb")
        except FileExistsError:  # left by a process that was killed
            continue
        except FileNotFoundError:
            if made:
                raise
            target.parent.mkdir(parents=True, exist_ok=True)
            made = True


def _on_disk(handle):
    """Wait until a file is on the disk, where the drive can tell."""
    try:
        os.fsync(handle)
    except OSError as error:
        if error.errno not in (errno.EINVAL, errno.ENOSYS, errno.ENOTSUP):
            raise
