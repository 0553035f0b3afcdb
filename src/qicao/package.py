"""The zip package of a .docx: written so that the same parts give the same bytes, read within limits."""

import hashlib
import struct
import zlib
from typing import NamedTuple

OWN = "docProps/custom.xml"  # the part the seal is kept in, which it therefore does not cover
DRAFT, CHECK = "qicao.seal", "qicao-check.seal"  # properties: what a draft and a copy with comments was
MAX_PARTS = 2000
MAX_UNPACKED = 256 * 1024 * 1024
MAX_PART = 64 * 1024 * 1024
_METHODS = (0, 8)  # stored and deflated, the two of any .docx (ECMA-376 part 2)
_UTF8 = 0x0800  # the flag of a name that is not ASCII
_DATE = 0x0021  # 1 January 1980, the first day a zip knows


class TooMuch(ValueError):  # noqa: N818 - a finding, as ProblemsFound is
    """More than any speech has."""


class Torn(ValueError):  # noqa: N818
    """No zip file, or half of one."""


class Locked(ValueError):  # noqa: N818
    """A zip file with a password."""


class Part(NamedTuple):
    """A deflated part of a package."""

    name: str
    data: bytes
    size: int
    crc: int


def deflated(name, content, level=6):
    """Return a part ready to be written; a constant one can be kept.

    level is zlib's: at 1 the words of a draft take a third of the time and a tenth more room than at 6.
    """
    packer = zlib.compressobj(level, zlib.DEFLATED, -15)
    return Part(name, packer.compress(content) + packer.flush(), len(content), zlib.crc32(content))


def seal(entries):
    """Return the digest of all parts but the one that carries it: of (name, crc, size) triples."""
    lines = sorted(f"{name} {crc:08x} {size}\n" for name, crc, size in entries if name != OWN)
    return hashlib.sha256("".join(lines).encode()).hexdigest()


def seal_of(parts):
    """Return the digest of parts, {name: bytes}."""
    return seal((name, zlib.crc32(data), len(data)) for name, data in parts.items())


def packed(parts):
    """Return the bytes of a zip file of these parts, in their order."""
    pieces, directory, offset = [], [], 0
    for part in parts:
        name = part.name.encode()
        flags = 0 if part.name.isascii() else _UTF8
        common = struct.pack(
            "<HHHHHIIIHH", 20, flags, 8, 0, _DATE, part.crc, len(part.data), part.size, len(name), 0
        )
        local = b"PK\x03\x04" + common + name
        pieces += [local, part.data]
        entry = struct.pack("<HHHII", 0, 0, 0, 0, offset)
        directory.append(b"PK\x01\x02" + struct.pack("<H", 20) + common + entry + name)
        offset += len(local) + len(part.data)
    listed = b"".join(directory)
    end = struct.pack("<HHHHIIH", 0, 0, len(directory), len(directory), len(listed), offset, 0)
    return b"".join((*pieces, listed, b"PK\x05\x06", end))


def contents(path):
    """Return the parts of a package as {name: bytes}; raises ValueError where it is not sound, with why."""
    import zipfile

    try:
        with zipfile.ZipFile(path) as package:
            entries = package.infolist()
            if len(entries) > MAX_PARTS or sum(entry.file_size for entry in entries) > MAX_UNPACKED:
                raise TooMuch
            if any(entry.flag_bits & 1 for entry in entries):
                raise Locked
            return {entry.filename: _content(package, entry) for entry in entries if not entry.is_dir()}
    except (zipfile.BadZipFile, zlib.error, NotImplementedError, EOFError, RuntimeError) as error:
        raise Torn(str(error)) from None


def _content(package, entry):
    if entry.compress_type not in _METHODS:  # zipfile knows more, which raise errors of their own
        raise NotImplementedError(f"method {entry.compress_type}")
    with package.open(entry) as part:
        data = part.read(MAX_PART + 1)
    if len(data) > MAX_PART:
        raise TooMuch
    return data


def is_sealed(path, name=DRAFT):
    """Tell whether qicao wrote this file (None where it did not) and nobody changed it since.

    name is the property its seal is kept in.
    """
    import re
    import zipfile

    try:
        with zipfile.ZipFile(path) as package:
            entries = [(e.filename, e.CRC, e.file_size) for e in package.infolist()]
            own = _content(package, package.getinfo(OWN)).decode("utf-8", "replace")
    except (zipfile.BadZipFile, zlib.error, EOFError, KeyError, ValueError, RuntimeError):
        return None
    value = r"[^<>]{0,99}>\s{0,99}<(?:\w{1,9}:)?lpwstr[^<>]{0,99}>([0-9a-f]{64})<"
    found = re.search(f'name="{re.escape(name)}"{value}', own)
    return found and found.group(1) == seal(entries)
