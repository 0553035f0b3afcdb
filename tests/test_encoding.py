import errno
import re

import pytest

from qicao import encoding
from qicao.problems import ProblemsFound, Span, catalogue


@pytest.mark.parametrize(
    ("data", "name"),
    [
        ("会议: 推进会\n".encode(), None),
        (b"\xef\xbb\xbf" + "会议: 推进会\n".encode(), "UTF-8 BOM"),
        ("会议: 推进会\n".encode("gb18030"), "GBK"),
        ("会议: 推进会\n".encode("utf-16"), "UTF-16"),
        ("会议: 推进会\r\n".encode(), None),
    ],
)
def test_any_usual_encoding_is_read_and_the_odd_ones_are_told(tmp_path, data, name):
    path = tmp_path / "a.yaml"
    path.write_bytes(data)
    text, found = encoding.decode(path)
    assert text == "会议: 推进会\n"
    assert [(p.code, p.severity) for p in found] == ([("encoding", "warning")] if name else [])
    assert all(name in p.message for p in found)


def test_files_that_are_no_text(tmp_path):
    def code(path):
        with pytest.raises(ProblemsFound) as found:
            encoding.decode(path)
        return found.value.problems[0].code, found.value.problems[0].span.line

    (tmp_path / "binary").write_bytes(b"a\n\x00\xff\xfe" * 9)
    (tmp_path / "large").write_bytes(b"x" * (encoding.MAX_BYTES + 1))
    assert code(tmp_path / "binary") == ("not-utf8", 2)
    assert code(tmp_path / "large") == ("too-large", 0)
    assert code(tmp_path / "nothing") == ("no-such-file", 0)
    assert code(tmp_path) == ("is-a-folder", 0)
    assert code(f"{tmp_path}\0") == ("cannot-read", 0)


USUAL = [
    "ENOENT",
    "EACCES",
    "EPERM",
    "ENOSPC",
    "EROFS",
    "EISDIR",
    "ENOTDIR",
    "ENAMETOOLONG",
    "EBUSY",
    "EMFILE",
    "EINVAL",
    "EIO",
]


@pytest.mark.parametrize("name", USUAL)
@pytest.mark.parametrize("code", ["cannot-read", "cannot-write"])
@pytest.mark.parametrize("tongue", ["zh_CN.UTF-8", "en_US.UTF-8"])
def test_why_the_system_refuses_is_said_in_ones_own_language(monkeypatch, name, code, tongue):
    monkeypatch.setenv("LANG", tongue)
    error = OSError(getattr(errno, name), "in the system's words")
    found = encoding.refused(code, Span("a.docx"), error)
    assert "system" not in found.message
    assert found.hint
    assert "{" not in found.hint
    assert bool(re.search("[一-龥]", found.message + found.hint)) == (tongue == "zh_CN.UTF-8")


@pytest.mark.parametrize(
    ("number", "code"),
    [(32, "os-open"), (33, "os-open"), (53, "os-drive"), (206, "os-long"), (5, "os-denied")],
)
def test_windows_says_more_than_its_errno(number, code):
    error = PermissionError(13, "…")
    error.winerror = number
    assert catalogue()[code]["zh"] in encoding.refused("cannot-write", Span("a"), error).message


def test_a_reason_nobody_foresaw_is_told_as_the_system_says_it():
    found = encoding.refused("cannot-read", Span("a"), OSError(9999, "strange"))
    assert (found.message, found.hint) == (
        "读不了这个文件：strange",
        "如果文件在 Word 或 WPS 里打开着，请先关闭",
    )
