"""Text files as people save them: UTF-8, a byte order mark, UTF-16 or GBK, of any line ending."""

import codecs
import errno
import re
from pathlib import Path

from qicao.problems import ProblemsFound, Span, problem

SPACE = " \t\u3000\xa0"  # what people indent and pad with
MAX_BYTES = 8 * 1024 * 1024
# named by what it is, not by what it is not: re takes ten times as long to compile the other way round
NOT_XML = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
_NAMES = {"utf-8-sig": "UTF-8 BOM", "utf-16": "UTF-16", "gb18030": "GBK"}
_MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_REASONS = {
    getattr(errno, name): code  # not every system has all of them
    for code, names in {
        "os-missing": "ENOENT",
        "os-denied": "EACCES EPERM",
        "os-full": "ENOSPC EDQUOT",
        "os-read-only": "EROFS",
        "os-folder": "EISDIR",
        "os-no-folder": "ENOTDIR EEXIST",
        "os-long": "ENAMETOOLONG",
        "os-open": "EBUSY ETXTBSY",
        "os-many": "EMFILE ENFILE",
        "os-name": "EINVAL EILSEQ",
        "os-circle": "ELOOP",
        "os-drive": "EIO ESTALE ENXIO ENODEV ENOTCONN ENETUNREACH EHOSTDOWN EHOSTUNREACH ETIMEDOUT",
    }.items()
    for name in names.split()
    if hasattr(errno, name)
}
# by winerror: what Python tells as EACCES or ENOENT, and is something else
_WINDOWS = {32: "os-open", 33: "os-open", 206: "os-long"} | dict.fromkeys((21, 53, 59, 64, 67), "os-drive")
_ESCAPES = str.maketrans({"&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;"})
_is_special = re.compile(f"""[&<>"]|{NOT_XML.pattern}""").search


def decode(path, shown=None, limit=MAX_BYTES):
    """Read a text file as (text, problems): UTF-8, a byte order mark, UTF-16 or GBK; lines end in \\n.

    Raises ProblemsFound where the file is missing, too large (limit, in bytes) or in no known encoding.
    """
    shown = shown or str(path)
    text, encoding = source(path, shown, limit)
    name = _NAMES.get(encoding)
    found = [problem("encoding", Span(shown, 1, 1), name=name)] if name else []
    return text.replace("\r\n", "\n").replace("\r", "\n"), found


def source(path, shown=None, limit=MAX_BYTES):
    """Return (text, its encoding) of a text file, each line ending as it is; raises as decode does."""
    here = Span(shown or str(path))
    try:
        with Path(path).open("rb") as file:
            data = file.read(limit + 1)
    except IsADirectoryError:
        raise ProblemsFound([problem("is-a-folder", here)]) from None
    except FileNotFoundError:
        raise ProblemsFound([problem("no-such-file", here)]) from None
    except (OSError, ValueError) as error:
        raise ProblemsFound([refused("cannot-read", here, error)]) from None
    if len(data) > limit:
        raise ProblemsFound([problem("too-large", here, limit=limit // 2**20)])
    return _decoded(data, here)


def character(span, found):
    """Return the problem of a character that NOT_XML has found."""
    return problem("character", span, name=f"U+{ord(found.group()):04X}")


def escaped(text):
    """Return text as it stands in XML, also inside an attribute."""
    if not _is_special(text):  # as nearly all texts
        return text
    return NOT_XML.sub("?", text).translate(_ESCAPES)


def quoting(text):
    """Return text as it stands between tags, quotation marks as they are: JSON is full of them."""
    return NOT_XML.sub("?", text).replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


def refused(code, here, error):
    """Return the problem of what the operating system refused: why it did, and what to do about that."""
    known = _WINDOWS.get(getattr(error, "winerror", None)) or _REASONS.get(getattr(error, "errno", None))
    if isinstance(error, ValueError):  # a name with a zero byte
        known = "os-name"
    if known:
        why = problem(known, here)
        return problem(code, here, reason=why.message, advice=why.hint)
    return problem(code, here, reason=getattr(error, "strerror", None) or str(error), advice="")


def _decoded(data, here):
    for mark, encoding in _MARKS:
        if data.startswith(mark):
            try:
                return data.decode(encoding), encoding
            except UnicodeDecodeError:
                break
    try:
        return data.decode("utf-8"), "utf-8"
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        start = data.rfind(b"\n", 0, error.start) + 1
        place = Span(here.path, line, len(data[start : error.start].decode("utf-8", "replace")) + 1)
    if b"\0" not in data:
        try:
            return data.decode("gb18030"), "gb18030"
        except UnicodeDecodeError:
            pass
    raise ProblemsFound([problem("not-utf8", place)])
