"""qicao check on the command line: what is printed, what is written, how it exits."""

import json
import shutil
from pathlib import Path

import docx
import pytest
from docx.oxml import OxmlElement
from docx.oxml.ns import qn

from drafts import ROOT, checked, run
from qicao import located

SPEECH = (
    "在全县工作会议上的讲话\n\n同志们:\n今年以来,各乡镇抓得紧,完成xx户。\n（一）、明确责任\n各部门要抓紧。\n"
)
CLEAN = "在全县工作会议上的讲话\n\n同志们：\n今年以来，各乡镇抓得紧。\n"


@pytest.fixture
def desk(tmp_path):
    (tmp_path / "稿.txt").write_text(SPEECH, "utf-8")
    return tmp_path


def test_every_finding_is_shown_at_its_place_with_what_to_do(desk):
    done = run("check", "稿.txt", cwd=desk)
    assert done.returncode == 1
    assert (
        "稿.txt:3:4: error[salutation-mark]: 称呼后面用全角冒号“：”（问候用“！”），这里是“:”" in done.stdout
    )
    assert "  4 | 今年以来,各乡镇抓得紧,完成xx户。\n    |         ^\n  hint: 改成全角“，”" in done.stdout
    assert done.stderr == (
        "共 5 处：错误 4，警告 1，建议 0\n其中 4 处可以用 --fix 自动修正，加 --dry-run 先看怎么改\n"
    )


def test_warnings_exit_0_and_1_when_strict(desk):
    (desk / "稿.txt").write_text(CLEAN.replace("紧。", "紧，完成xx户。"), "utf-8")
    assert run("check", "稿.txt", cwd=desk).returncode == 0
    assert run("check", "--strict", "稿.txt", cwd=desk).returncode == 1
    assert run("check", "--strict", "--off", "placeholder", "稿.txt", cwd=desk).returncode == 0


def test_nothing_found_is_said(desk):
    (desk / "稿.txt").write_text(CLEAN, "utf-8")
    done = run("check", "稿.txt", cwd=desk)
    assert (done.returncode, done.stdout, done.stderr) == (0, "", "检查了 1 个文件，没有发现问题\n")


def test_fix_keeps_a_backup_and_shows_what_is_left(desk):
    done = run("check", "--fix", "稿.txt", cwd=desk)
    assert done.returncode == 0
    assert (desk / "稿.txt").read_text("utf-8") == (
        "在全县工作会议上的讲话\n\n同志们：\n今年以来，各乡镇抓得紧，完成xx户。\n（一）明确责任\n各部门要抓紧。\n"
    )
    assert (desk / "稿.bak.txt").read_text("utf-8") == SPEECH
    assert "修正了 4 处" in done.stderr
    assert "placeholder" in done.stdout
    before = (desk / "稿.txt").stat().st_mtime_ns
    again = run("check", "--fix", "稿.txt", cwd=desk)
    assert "修正了" not in again.stderr
    assert (desk / "稿.txt").stat().st_mtime_ns == before
    assert sorted(path.name for path in desk.iterdir()) == ["稿.bak.txt", "稿.txt"]


def test_dry_run_shows_the_difference_and_writes_nothing(desk):
    done = run("check", "--fix", "--dry-run", "稿.txt", cwd=desk)
    assert "~ 3  同志们[-:-]{+：+}\n" in done.stdout
    assert "~ 5  （一）[-、-]明确责任\n" in done.stdout
    assert [path.name for path in desk.iterdir()] == ["稿.txt"]
    assert (desk / "稿.txt").read_text("utf-8") == SPEECH
    assert done.returncode == 1
    assert done.stderr.endswith("其中 4 处可以用 --fix 自动修正，加 --dry-run 先看怎么改\n")


def test_a_text_takes_no_tracked_changes_and_is_fixed_where_that_is_asked(desk):
    done = run("check", "--track", "稿.txt", cwd=desk)
    assert "track-needs-docx" in done.stderr
    assert [path.name for path in desk.iterdir()] == ["稿.txt"]
    assert (desk / "稿.txt").read_text("utf-8") == SPEECH
    assert done.returncode == 1
    assert done.stderr.endswith("其中 4 处可以用 --fix 自动修正，加 --dry-run 先看怎么改\n")
    assert "track-needs-docx" not in run("check", "--track", "--fix", "稿.txt", cwd=desk).stderr
    assert "同志们：" in (desk / "稿.txt").read_text("utf-8")


@pytest.mark.parametrize("encoding", ["utf-8-sig", "gb18030", "utf-16"])
def test_fix_keeps_encoding_and_line_ends(desk, encoding):
    (desk / "稿.txt").write_bytes(SPEECH.replace("\n", "\r\n").encode(encoding))
    run("check", "--fix", "稿.txt", cwd=desk)
    text = (desk / "稿.txt").read_bytes().decode(encoding)
    assert text.count("\r\n") == SPEECH.count("\n")
    assert "同志们：\r\n今年以来，" in text


def test_fix_in_a_brief_changes_only_values(desk):
    text = '模板: campus-briefing\n标题: 讲话  # 甲,乙\n形势: "今年,各校,抓得紧。"\n要求:\n- {要点: 一要,二要, 正文: 抓紧;抓实}\n'
    (desk / "提纲.yaml").write_text(text, "utf-8")
    run("check", "--fix", "提纲.yaml", cwd=desk)
    now = (desk / "提纲.yaml").read_text("utf-8")
    assert "标题: 讲话  # 甲,乙\n" in now
    assert '形势: "今年，各校，抓得紧。"\n' in now
    node, found = located.read("提纲.yaml", now)
    assert not found
    assert [key.text for key, _ in node.entries] == ["模板", "标题", "形势", "要求"]


def test_many_findings_of_one_kind_are_counted(desk):
    (desk / "稿.txt").write_text("\n".join(["各乡镇,各部门要抓紧。"] * 9), "utf-8")
    done = run("check", "稿.txt", "--off", "repeated", cwd=desk)
    assert done.stdout.count("error[half-width]") == 5
    assert "稿.txt: half-width 还有 4 处，加 --all 全部列出" in done.stdout
    assert run("check", "稿.txt", "--all", cwd=desk).stdout.count("error[half-width]") == 9


def test_json_goes_to_stdout_alone(desk):
    done = run("check", "--format", "json", "稿.txt", "没有.txt", cwd=desk)
    problems = json.loads(done.stdout)["problems"]
    assert [one["code"] for one in problems][-1] == "no-such-file"
    assert problems[0]["path"] == "稿.txt"
    assert done.returncode == 1
    assert json.loads(run("check", "--format", "sarif", "稿.txt", cwd=desk).stdout)["runs"]


def test_a_folder_is_checked_as_a_whole(desk):
    (desk / "内").mkdir()
    (desk / "内/甲.txt").write_text(SPEECH, "utf-8")
    shutil.copy(ROOT / "drafts/campus-briefing.yaml", desk / "内/乙.yaml")
    (desk / "内/图.png").write_bytes(b"")
    paths = {
        Path(one["path"]).name
        for one in json.loads(run("check", "--format", "json", ".", cwd=desk).stdout)["problems"]
    }
    assert paths == {"稿.txt", "甲.txt"}
    (desk / "空").mkdir()
    assert "nothing-to-check" in run("check", "空", cwd=desk).stderr


def test_without_files_usage_is_shown(desk):
    done = run("check", cwd=desk)
    assert done.returncode == 2
    assert "请写上要检查的文件或者文件夹" in done.stderr


def test_backups_and_copies_of_a_folder_are_left_alone(desk):
    for name in ("稿.bak.txt", "稿.bak2.txt", "稿.check.docx", ".藏.txt", "qicao.yaml"):
        (desk / name).write_text("check: {off: [placeholder]}\n", "utf-8")
    done = run("check", "--fix", ".", cwd=desk)
    assert done.stderr == "修正了 4 处\n检查了 2 个文件，没有发现问题\n"
    assert not (desk / "稿.bak.bak.txt").exists()


def test_rules_that_are_none_are_wrong_usage(desk):
    done = run("check", "--off", "half-widht,ellipsis", "稿.txt", cwd=desk)
    assert (done.returncode, done.stdout) == (2, "")
    assert "是不是“half-width”？" in done.stderr
    assert "error[half-width]" not in run("check", "--off", "half-width,ellipsis", "稿.txt", cwd=desk).stdout


def test_an_output_is_that_of_comments(desk):
    done = run("check", "-o", "新.txt", "--fix", "稿.txt", cwd=desk)
    assert (done.returncode, (desk / "稿.txt").read_text("utf-8")) == (2, SPEECH)
    assert "--comment" in done.stderr


def test_rules_are_listed(desk):
    done = run("check", "--rules", cwd=desk)
    assert "half-width" in done.stdout
    assert "可修正" in done.stdout


def test_the_pre_commit_hook_calls_what_is_there(desk):
    node, found = located.read("hooks", (ROOT / ".pre-commit-hooks.yaml").read_text("utf-8"))
    assert not found
    for hook in node.items:
        words = hook.get("entry").text.split()
        assert words[0] == "qicao"
        assert run(*words[1:], "稿.txt", cwd=desk).returncode in (0, 1)


# -- what may not be written


def test_findings_are_told_where_their_fixes_may_not_be_written(desk):
    (desk / ".~lock.稿.txt#").write_bytes(b"")
    done = run("check", "--fix", "--format", "json", "稿.txt", cwd=desk)
    assert done.returncode == 1
    assert "target-open" in done.stderr
    told = json.loads(done.stdout)
    assert (len(told["problems"]), told["fixed"]) == (5, 0)
    assert (desk / "稿.txt").read_text("utf-8") == SPEECH


def test_what_cannot_be_fixed_is_told_once_at_its_place(desk):
    made = docx.Document()
    for text in ("措施,不力", "督查,不严"):
        made.add_paragraph(text, "List Number")
    run_ = made.add_paragraph("会议在,第").add_run("三,四")
    run_._r.getparent().replace(run_._r, control := OxmlElement("w:fldSimple"))
    control.set(qn("w:instr"), "REF a")
    control.append(run_._r)
    made.save(desk / "稿.docx")
    before = json.loads(run("check", "--format", "json", "稿.docx", cwd=desk).stdout)["problems"]
    fixable = sum(one["fix"] is not None for one in before)
    done = run("check", "--fix", "稿.docx", cwd=desk)
    assert f"修正了 {fixable} 处" in done.stderr
    assert done.stderr.count("not-fixed") == 1
    assert "稿.docx:3:7: warning[not-fixed]" in done.stderr
    assert "  3 | 会议在，第三,四\n" in done.stderr
    assert "自动修正" not in done.stderr


# -- copies with comments


def speech(path):
    made = docx.Document()
    for text in ("同志们：", "今年以来,抓得紧。"):
        made.add_paragraph(text)
    made.save(path)


def test_a_copy_nobody_changed_is_written_anew(desk):
    speech(desk / "稿.docx")
    shutil.copy(ROOT / "drafts/campus-briefing.yaml", desk / "提纲.yaml")
    run("draft", "提纲.yaml", "-o", "草.docx", cwd=desk)
    for name in ("稿", "草"):
        for _ in range(2):
            done = run("check", "--comment", f"{name}.docx", cwd=desk)
            assert done.stderr.endswith(f"{name}.check.docx\n")
        assert not checked(desk / f"{name}.check.docx") or name == "稿"
    run("check", "--fix", "稿.docx", cwd=desk)
    assert run("check", "--comment", "稿.docx", cwd=desk).returncode == 0
    assert not docx.Document(desk / "稿.check.docx").comments


def test_a_copy_somebody_changed_stays_and_what_was_found_is_told(desk):
    speech(desk / "稿.docx")
    run("check", "--comment", "稿.docx", cwd=desk)
    copy = docx.Document(desk / "稿.check.docx")
    copy.add_paragraph("请再核实。")
    copy.save(desk / "稿.check.docx")
    before = (desk / "稿.check.docx").read_bytes()
    for form, shown in (("text", "error[half-width]"), ("json", '"half-width"'), ("sarif", '"half-width"')):
        done = run("check", "--comment", "--format", form, "稿.docx", cwd=desk)
        assert done.returncode == 1
        assert shown in done.stdout
        assert "copy-edited" in done.stderr
    assert (desk / "稿.check.docx").read_bytes() == before
    run("check", "--comment", "--force", "稿.docx", cwd=desk)
    assert (desk / "稿.check.docx").read_bytes() != before


def test_a_draft_is_not_written_over_a_copy_with_comments(desk):
    shutil.copy(ROOT / "drafts/campus-briefing.yaml", desk / "提纲.yaml")
    run("draft", "提纲.yaml", "-o", "草.docx", cwd=desk)
    run("check", "--comment", "草.docx", "-o", "新.docx", cwd=desk)
    assert "target-edited" in run("draft", "提纲.yaml", "-o", "新.docx", cwd=desk).stderr


def test_copies_of_several_files_go_to_a_folder(desk):
    (desk / "内").mkdir()
    speech(desk / "稿.docx")
    speech(desk / "内/稿.docx")
    done = run("check", "--comment", "稿.docx", "内/稿.docx", "-o", "副.docx", cwd=desk)
    assert (done.returncode, (desk / "副.docx").exists()) == (2, False)
    done = run("check", "--comment", "稿.docx", "内/稿.docx", "-o", "副/", cwd=desk)
    assert "same-target" in done.stderr
    assert [one.name for one in (desk / "副").iterdir()] == ["稿.check.docx"]


@pytest.mark.parametrize("how", ["--comment", "--fix"])
def test_a_file_that_cannot_be_read_is_told_once(desk, how):
    (desk / "坏.docx").write_bytes(b"PK")
    done = run("check", how, "坏.docx", "没有.docx", cwd=desk)
    assert done.returncode == 1
    assert done.stdout.count("not-a-docx") == done.stdout.count("no-such-file") == 1
    assert "Traceback" not in done.stderr
    assert "not-a-docx" not in done.stderr
