import os
import zipfile
from pathlib import Path

import pytest

from drafts import example
from qicao.problems import ProblemsFound
from qicao.target import rewrite, save, save_all
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
    locks = ("~$a.docx", "~$draft.docx", "~$yshort.docx", ".~a.docx", ".~lock.a.docx#")
    names = {"~$draft.docx": "mydraft.docx", "~$yshort.docx": "myshort.docx"}
    for lock in locks:
        name = names.get(lock, "a.docx")
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


def told(path, data=OTHER, **known):
    """Return the one problem of what cannot be written; nothing else is left in the folder."""
    before = sorted(path.parent.iterdir())
    with pytest.raises(ProblemsFound) as found:
        save(path, data, **known)
    assert sorted(path.parent.iterdir()) == before
    (one,) = found.value.problems
    return one


def in_word(*_):
    error = PermissionError(
        13, "The process cannot access the file because it is being used by another process"
    )
    error.winerror = 32
    raise error


def test_a_file_that_word_holds_open_on_windows_is_told_so_and_stays(tmp_path, monkeypatch):
    path = tmp_path / "在会上的 讲话.docx"
    save(path, DRAFT)
    monkeypatch.setattr(Path, "replace", in_word)
    one = told(path)
    assert one.message == "写不了这个文件：别的程序正开着这个文件"
    assert one.hint.startswith("请在 Word 或 WPS 里把它关闭再运行")
    assert path.read_bytes() == DRAFT
    monkeypatch.setenv("LANG", "en_US.UTF-8")
    assert told(path).message == "this file cannot be written: another program has this file open"


def test_of_a_set_of_files_one_that_is_open_leaves_all_as_they_were(tmp_path, monkeypatch):
    old, new, held = (tmp_path / name for name in ("a.yaml", "b.yaml", "c.yaml"))
    old.write_bytes(b"old")
    held.write_bytes(b"held")
    replace = Path.replace

    def held_open(self, target):
        return in_word() if target == held else replace(self, target)

    monkeypatch.setattr(Path, "replace", held_open)
    with pytest.raises(ProblemsFound) as found:
        save_all(dict.fromkeys((old, new, held), b"made"), force=True)
    assert [one.span.path for one in found.value.problems] == [str(held)]
    assert sorted(path.name for path in tmp_path.iterdir()) == ["a.yaml", "c.yaml"]
    assert (old.read_bytes(), held.read_bytes()) == (b"old", b"held")


def test_a_drive_that_knows_neither_modes_nor_waiting_is_written_all_the_same(tmp_path, monkeypatch):
    path = tmp_path / "a.docx"
    save(path, DRAFT)

    def cannot(*_):
        raise OSError(22, "Invalid argument")

    def may_not(*_):
        raise PermissionError(1, "Operation not permitted")

    monkeypatch.setattr(os, "fsync", cannot)
    monkeypatch.setattr(Path, "chmod", may_not)
    save(path, OTHER)
    assert path.read_bytes() == OTHER


def test_only_a_file_that_was_there_waits_for_the_disk(tmp_path, monkeypatch):
    waits = []
    monkeypatch.setattr(os, "fsync", waits.append)
    save(tmp_path / "a.docx", DRAFT)
    assert waits == []
    save(tmp_path / "a.docx", OTHER)
    assert len(waits) == 1


def test_what_a_killed_process_left_is_in_nobodys_way(tmp_path, monkeypatch):
    monkeypatch.setattr("qicao.target._numbers", iter([1, 2]))
    left = tmp_path / f".qicao-{os.getpid()}-1.docx"
    left.write_bytes(b"half")
    save(tmp_path / "a.docx", DRAFT)
    assert left.read_bytes() == b"half"
    assert (tmp_path / "a.docx").read_bytes() == DRAFT


def test_a_link_to_nothing_is_followed_and_a_circle_of_links_is_told(tmp_path):
    (tmp_path / "a.docx").symlink_to(tmp_path / "there.docx")
    save(tmp_path / "a.docx", DRAFT)
    assert (tmp_path / "there.docx").read_bytes() == DRAFT
    (tmp_path / "b.docx").symlink_to(tmp_path / "c.docx")
    (tmp_path / "c.docx").symlink_to(tmp_path / "b.docx")
    assert told(tmp_path / "b.docx").code == "cannot-write"


def test_what_the_file_system_says_no_to_is_told_in_words(tmp_path, monkeypatch):
    long = told(tmp_path / ("字" * 300 + ".docx"), DRAFT)
    assert (long.message, long.hint[:9]) == ("写不了这个文件：文件名或者路径太长", "请把文件名改短，或")
    (tmp_path / "file").write_bytes(b"")
    with pytest.raises(ProblemsFound) as found:
        save(tmp_path / "file" / "a.docx", DRAFT)
    assert "路径中间有一段是文件" in found.value.problems[0].message
