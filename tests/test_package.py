import io
import zipfile

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qicao import package

NAMES = st.text(st.characters(codec="ascii", categories=["L", "N"]), min_size=1, max_size=8)


@given(st.dictionaries(NAMES, st.binary(max_size=200), max_size=6))
def test_what_is_packed_unpacks(parts):
    data = package.packed([package.deflated(name, content) for name, content in parts.items()])
    with zipfile.ZipFile(io.BytesIO(data)) as zipped:
        assert zipped.testzip() is None
        assert {name: zipped.read(name) for name in zipped.namelist()} == parts
    assert package.contents(io.BytesIO(data)) == parts


def test_a_seal_changes_with_any_part_but_its_own():
    entries = [("a", 1, 2), ("b", 3, 4), (package.OWN, 5, 6)]
    assert package.seal(entries) == package.seal(entries[::-1])
    assert package.seal(entries) == package.seal([*entries[:2], (package.OWN, 7, 8)])
    assert package.seal(entries) != package.seal([("a", 1, 3), *entries[1:]])


def test_a_file_of_another_program_has_no_seal(tmp_path):
    path = tmp_path / "a.docx"
    path.write_bytes(b"no zip")
    assert package.is_sealed(path) is None
    with zipfile.ZipFile(path, "w") as zipped:
        zipped.writestr("word/document.xml", "<x/>")
    assert package.is_sealed(path) is None


def test_too_many_parts_are_refused(tmp_path):
    path = tmp_path / "a.docx"
    with zipfile.ZipFile(path, "w") as zipped:
        for number in range(package.MAX_PARTS + 1):
            zipped.writestr(str(number), "")
    with pytest.raises(package.TooMuch):
        package.contents(path)


@pytest.mark.parametrize("method", [zipfile.ZIP_LZMA, zipfile.ZIP_BZIP2])
def test_a_method_no_docx_has_is_refused(tmp_path, method):
    path = tmp_path / "a.docx"
    with zipfile.ZipFile(path, "w", method) as zipped:
        zipped.writestr(package.OWN, "<x/>")
    with pytest.raises(package.Torn):
        package.contents(path)
    assert package.is_sealed(path) is None


def test_a_part_that_ends_too_early_is_no_seal(tmp_path):
    path = tmp_path / "a.docx"
    part = package.Part(package.OWN, b"\x07", 100, 0)
    path.write_bytes(package.packed([part]))
    with pytest.raises(package.Torn):
        package.contents(path)
    assert package.is_sealed(path) is None
