import os
import time
from pathlib import Path

import pytest

from qicao.preview import keeping
from qicao.problems import ProblemsFound


@pytest.mark.parametrize("suffix", [".html", ".pdf", ".png"])
def test_a_preview_is_written_over_and_nothing_else(tmp_path, suffix):
    path = tmp_path / f"稿{suffix}"
    keeping.save({path: b"one"})
    keeping.save({path: b"two"})
    assert path.read_bytes().startswith(b"two")
    path.write_bytes(path.read_bytes() + b" ")  # somebody wrote a note in it
    with pytest.raises(ProblemsFound) as caught:
        keeping.save({path: b"three"})
    assert caught.value.problems[0].code == "target-exists"
    assert path.read_bytes().startswith(b"two")
    keeping.save({path: b"three"}, force=True)
    assert path.read_bytes().startswith(b"three")


def test_all_are_written_or_none(tmp_path):
    (tmp_path / "稿-2.png").write_bytes(b"theirs")
    with pytest.raises(ProblemsFound):
        keeping.save({tmp_path / "稿-1.png": b"a", tmp_path / "稿-2.png": b"b"})
    assert sorted(one.name for one in tmp_path.iterdir()) == ["稿-2.png"]


def test_the_pages_an_earlier_preview_had_more_go(tmp_path):
    keeping.save(dict.fromkeys(keeping.named(tmp_path / "稿.png", 3, ".png"), b"page"))
    (tmp_path / "稿-4.png").write_bytes(b"theirs")
    keeping.save({tmp_path / "稿-其他.png": b"of another file"})
    keeping.save(dict.fromkeys(keeping.named(tmp_path / "稿.png", 2, ".png"), b"page"))
    assert sorted(one.name for one in tmp_path.iterdir()) == [
        "稿-1.png",
        "稿-2.png",
        "稿-4.png",
        "稿-其他.png",
    ]
    keeping.save(dict.fromkeys(keeping.named(tmp_path / "稿.png", 1, ".png"), b"page"))
    assert sorted(one.name for one in tmp_path.iterdir()) == ["稿-4.png", "稿-其他.png", "稿.png"]


def test_names_sort_as_the_pages_do():
    names = [path.name for path in keeping.named(Path("2026.稿.png"), 12, ".png")]
    assert names == sorted(names)
    assert names[0] == "2026.稿-01.png"


def test_what_was_only_looked_at_is_for_one_person_and_goes_after_a_day(tmp_path, monkeypatch):
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path))
    first, second = keeping.folder(), keeping.folder()
    assert first.is_dir()
    assert first.stat().st_mode & 0o077 == 0
    (second / "稿.pdf").write_bytes(b"")
    (tmp_path / "qicao-preview-link").symlink_to(second)
    long_ago = time.time() - 2 * 24 * 3600
    os.utime(first, (long_ago, long_ago))
    os.utime(tmp_path / "qicao-preview-link", (long_ago, long_ago), follow_symlinks=False)
    keeping.folder()
    assert not first.exists()
    assert (second / "稿.pdf").exists()
