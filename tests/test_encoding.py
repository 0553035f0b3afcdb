import pytest

from qicao import encoding
from qicao.problems import ProblemsFound


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
