import os
import zipfile

import pytest

from drafts import example
from qicao.problems import ProblemsFound
from qicao.target import rewrite, save
from qicao.writers.word import Options, write

DRAFT = write(example("campus-briefing"))
OTHER = write(example("campus-briefing"), Options(reading=True))


def refused(path, data=OTHER):
    before = path.read_bytes() if path.is_file() else None
    with pytest.raises(ProblemsFound) as found:
        save(path, data)
    assert (path.read_bytes() if path.is_file() else None) == before
    if path.parent.is_dir():
        assert not list(path.parent.glob(".qicao-*"))
    assert found.value.problems[0].hint
    return found.value.problems[0].code


def edit(path):
    """Change a word as a word processor does: all parts packed anew."""
    with zipfile.ZipFile(path) as old:
        parts = {name: old.read(name) for name in old.namelist()}
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as new:
        for name, data in parts.items():
            new.writestr(name, data.replace("强调".encode(), "重申".encode()))


def test_a_draft_nobody_changed_is_overwritten(tmp_path):
    path = tmp_path / "new" / "a.docx"
    save(path, DRAFT)
    save(path, OTHER)
    assert path.read_bytes() == OTHER


def test_a_draft_somebody_changed_is_not(tmp_path):
    path = tmp_path / "a.docx"
    save(path, DRAFT)
    edit(path)
    assert refused(path) == "target-edited"
    save(path, OTHER, force=True)
    assert path.read_bytes() == OTHER


def test_a_file_of_somebody_else_is_not(tmp_path):
    path = tmp_path / "a.docx"
    path.write_bytes(b"mine")
    assert refused(path) == "target-not-ours"
    text = tmp_path / "a.yaml"
    text.write_bytes(b"mine")
    assert refused(text, b"other") == "target-exists"
    save(text, b"mine")


def test_a_folder_an_open_file_and_what_cannot_be_written(tmp_path):
    (tmp_path / "folder.docx").mkdir()
    assert refused(tmp_path / "folder.docx") == "target-is-folder"
    (tmp_path / "file").write_bytes(b"")
    assert refused(tmp_path / "file" / "a.docx") == "cannot-write"
    with pytest.raises(ProblemsFound) as found:
        save(tmp_path / ("字" * 300 + ".docx"), DRAFT)
    assert found.value.problems[0].code == "cannot-write"
    for lock in ("~$a.docx", "~$draft.docx", ".~lock.a.docx#"):
        name = "mydraft.docx" if lock == "~$draft.docx" else "a.docx"
        save(tmp_path / name, DRAFT)
        (tmp_path / lock).write_bytes(b"")
        assert refused(tmp_path / name) == "target-open"
        (tmp_path / lock).unlink()


def test_a_file_that_may_not_be_written_is_left(tmp_path, monkeypatch):
    path = tmp_path / "a.docx"
    save(path, DRAFT)
    monkeypatch.setattr(os, "access", lambda *_: False)
    assert refused(path) == "cannot-write"


def test_a_full_disk_leaves_the_old_file_whole(tmp_path, monkeypatch):
    path = tmp_path / "a.docx"
    save(path, DRAFT)

    def full(_):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "fsync", full)
    assert refused(path) == "cannot-write"
    assert path.read_bytes() == DRAFT


def test_a_link_stays_a_link_and_a_mode_its_mode(tmp_path):
    path, link = tmp_path / "a.docx", tmp_path / "link.docx"
    save(path, DRAFT)
    assert path.stat().st_mode & 0o777 == 0o666 & ~_umask()
    path.chmod(0o600)
    link.symlink_to(path)
    save(link, OTHER)
    assert link.is_symlink()
    assert path.read_bytes() == OTHER
    assert path.stat().st_mode & 0o777 == 0o600


def test_a_backup_may_be_read_by_whom_the_file_may(tmp_path):
    path = tmp_path / "a.txt"
    path.write_bytes(b"one")
    path.chmod(0o640)
    rewrite(path, b"two")
    rewrite(path, b"three", keep=False)
    kept = tmp_path / "a.bak.txt"
    assert (path.read_bytes(), kept.read_bytes()) == (b"three", b"one")
    assert [one.stat().st_mode & 0o777 for one in (path, kept)] == [0o640, 0o640]


def _umask():
    mask = os.umask(0)
    os.umask(mask)
    return mask


def test_a_pipe_is_no_target(tmp_path):
    os.mkfifo(tmp_path / "a.docx")
    assert refused(tmp_path / "a.docx") == "cannot-write"
    with pytest.raises(ProblemsFound):
        save(tmp_path / "a.docx", DRAFT, force=True)
