"""What a file of speeches comes to, whatever is wrong with it."""

import zipfile

import pytest

from drafts import ROOT
from qicao.extract import sources
from qicao.problems import ProblemsFound


def codes(path):
    return [one.code for one in sources.load(path).problems]


def test_files_of_folders_in_order(tmp_path):
    for name in ("乙.txt", "甲.md", "图.png", ".藏.txt"):
        (tmp_path / name).write_text("同志们：\n好。\n", "utf-8")
    (tmp_path / "里").mkdir()
    (tmp_path / "里/丙.txt").write_text("同志们：\n好。\n", "utf-8")
    found = sources.files([tmp_path, tmp_path / "乙.txt"])
    assert sorted(path.name for path in found) == ["丙.txt", "乙.txt", "甲.md"]


def test_too_many_files_are_refused(tmp_path, monkeypatch):
    monkeypatch.setattr(sources, "MAX_FILES", 1)
    for name in "甲乙":
        (tmp_path / f"{name}.txt").write_text("好。", "utf-8")
    with pytest.raises(ProblemsFound):
        sources.files([tmp_path])


def test_repairs_and_what_is_set_aside_are_listed():
    source = sources.load(ROOT / "seeds/campus-fire-safety.txt")
    assert len(source.speeches) == 1
    assert {"，", "："} <= {one.new for one in source.repairs}
    assert any("来源" in block.text for block in source.noise)


def test_keep_repairs_nothing():
    source = sources.load(ROOT / "seeds/campus-fire-safety.txt", keep=True)
    assert source.repairs == ()
    assert "同志们:" in source.speeches[0].document.text


@pytest.mark.parametrize(
    ("name", "data"),
    [
        ("空.txt", b""),
        ("二进制.txt", bytes(range(256)) * 8),
        ("坏.docx", b"PK\x03\x04 broken"),
        ("加密.docx", bytes.fromhex("d0cf11e0a1b11ae1") + b"\0" * 600),
        ("旧.doc", bytes.fromhex("d0cf11e0a1b11ae1") + b"\0" * 600),
        ("稿.pdf", b"%PDF-1.4"),
    ],
)
def test_a_file_that_holds_no_speech_is_a_problem_with_a_hint(tmp_path, name, data):
    path = tmp_path / name
    path.write_bytes(data)
    (one,) = sources.load(path).problems
    assert one.severity == "error"
    assert one.hint


def test_a_zip_bomb_is_a_problem(tmp_path):
    path = tmp_path / "弹.docx"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as package:
        package.writestr("word/document.xml", b"0" * 300_000_000)
    assert len(codes(path)) == 1


def test_a_missing_file_is_a_problem(tmp_path):
    assert codes(tmp_path / "没有.txt") == ["no-such-file"]
