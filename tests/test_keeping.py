"""The commands of who keeps the templates: template new, test, diff."""

import json

import pytest

from drafts import ROOT, run
from qicao.problems import catalogue

PACKAGE = ROOT / "tests/packages/qingshan-speeches/src/qingshan_speeches/templates"
BROKEN = "---\ntitle: 试\nparams:\n  依据: {type: text, example: 会议精神, default: ''}\n---\n同志们：\n根据{{ 依据 }}，抓好落实。\n"


def test_the_help_of_the_group_and_its_commands_is_of_the_catalogue(tmp_path):
    shown = run("template", cwd=tmp_path)
    told = shown.stdout + shown.stderr
    for name in ("new", "test", "diff"):
        row = catalogue()[f"help-template-{name}"]
        assert f"  {name}" in told
        assert row["zh"].split("。")[0] in told
        helped = run("template", name, "-h", cwd=tmp_path, env={"LANG": "en_US.UTF-8"}).stdout
        assert row["en"].split(". ")[0] in " ".join(helped.split())


def test_a_new_template_is_checked_tested_and_drafted_from_at_once(tmp_path):
    folder = tmp_path / "讲话稿 模板"
    folder.mkdir()
    made = run("template", "new", "水利推进会", "--title", "水利工作推进会讲话", cwd=folder)
    assert (made.returncode, made.stdout) == (0, "templates/水利推进会.md\n")
    assert "qicao template test 水利推进会" in made.stderr
    assert "没有发现问题" in run("check", "templates", cwd=folder).stderr
    tested = run("template", "test", cwd=folder)
    assert tested.returncode == 0, tested.stdout
    assert "覆盖 100%" in tested.stdout
    run("new", "水利工作推进会讲话", cwd=folder)
    done = run("draft", "drafts/水利推进会.yaml", "--strict", cwd=folder)
    assert (done.returncode, done.stdout) == (0, "drafts/水利推进会.docx\n")


def test_a_template_is_never_written_over_without_force(tmp_path):
    run("template", "new", "甲", cwd=tmp_path)
    path = tmp_path / "templates/甲.md"
    path.write_text("我的", "utf-8")
    done = run("template", "new", "甲", cwd=tmp_path)
    assert (done.returncode, path.read_text("utf-8")) == (1, "我的")
    assert "error[target-exists]" in done.stderr
    assert run("template", "new", "甲", "--force", cwd=tmp_path).returncode == 0
    assert path.read_text("utf-8").startswith("---\n")


def test_where_a_new_template_goes(tmp_path):
    (tmp_path / "库").mkdir()
    assert run("template", "new", "甲", "-o", "库", cwd=tmp_path).stdout == "库/甲.md\n"
    assert run("template", "new", "甲", "-o", "库/乙", cwd=tmp_path).stdout == "库/乙.md\n"
    printed = run("template", "new", "甲", "-o", "-", cwd=tmp_path)
    assert printed.stdout.startswith("---\n")
    assert not (tmp_path / "templates").exists()
    assert run("template", "new", "甲", "-o", "甲.docx", cwd=tmp_path).returncode == 2
    (tmp_path / "drafts").mkdir()
    (tmp_path / "templates").mkdir()
    run("template", "new", "丙", cwd=tmp_path / "drafts")
    assert (tmp_path / "templates/丙.md").is_file()


def test_one_of_its_name_elsewhere_is_told(tmp_path):
    hides = run("template", "new", "city-dispatch", cwd=tmp_path)
    assert hides.returncode == 0
    assert "warning[name-hides]" in hides.stderr
    hidden = run("template", "new", "city-dispatch", "-o", "别处/", cwd=tmp_path)
    assert "warning[name-hidden]" in hidden.stderr
    assert "qicao template test 别处/city-dispatch.md" in hidden.stderr
    assert "error[name-not-file]" in run("template", "new", "a/b", cwd=tmp_path).stderr


@pytest.fixture
def broken(tmp_path):
    (tmp_path / "templates").mkdir()
    (tmp_path / "templates/坏.md").write_text(BROKEN, "utf-8")
    return tmp_path


def test_a_failing_template_is_told_with_its_line_and_a_brief(broken):
    run("template", "new", "好", cwd=broken)
    done = run("template", "test", cwd=broken)
    assert done.returncode == 1
    lines = done.stdout.splitlines()
    at = lines.index(
        "templates/坏.md:7:6: warning[trial-seam]: “依据”空着时，前后的话接不上：“根据，抓好落实。”"
    )
    assert lines[at + 1] == "  7 | 根据{{ 依据 }}，抓好落实。"
    assert lines[at + 4 : at + 7] == ["  这样一份提纲就看得到：", "    模板: 坏", "    依据: ''"]
    assert done.stderr == "试了 2 个模板，1 个有问题\n"
    assert run("template", "test", "好", cwd=broken).returncode == 0


def test_names_files_and_folders_are_tested_each_once(broken):
    done = run("template", "test", "坏", "templates/坏.md", "templates", PACKAGE, cwd=broken)
    names = [line.split("　")[0] for line in done.stdout.splitlines() if "　" in line and line[0] not in " t"]
    assert names == ["坏", "library-opening", "巡河调度"]


def test_what_cannot_be_tested_is_told(tmp_path):
    nothing = run("template", "test", cwd=tmp_path)
    assert nothing.returncode == 1
    assert "error[no-templates]" in nothing.stderr
    assert "error[no-such-template]" in run("template", "test", "没有的", cwd=tmp_path).stderr


def test_places_that_nothing_reaches_are_told_and_are_errors_only_when_asked(tmp_path):
    (tmp_path / "templates").mkdir()
    path = tmp_path / "templates/甲.md"
    path.write_text(BROKEN.replace("根据{{ 依据 }}，", "{% if 依据 and false %}根据，{% endif %}"), "utf-8")
    done = run("template", "test", "甲", cwd=tmp_path)
    assert done.returncode == 0, done.stdout
    assert "覆盖 75%：4 处里走到 3 处" in done.stdout
    assert "    templates/甲.md:7　{% if 依据 and false %}\n" in done.stdout
    assert run("template", "test", "甲", "--strict", cwd=tmp_path).returncode == 1


def test_expected_texts_are_begun_compared_and_accepted(tmp_path):
    run("template", "new", "甲", cwd=tmp_path)
    begun = run("template", "test", "--accept", cwd=tmp_path)
    assert begun.stderr.startswith("templates/甲.expected.txt\n")
    golden = tmp_path / "templates/甲.expected.txt"
    assert "同志们：" in golden.read_text("utf-8")
    assert "和期望的文字一致：1 份" in run("template", "test", cwd=tmp_path).stdout
    path = tmp_path / "templates/甲.md"
    path.write_text(path.read_text("utf-8").replace("会后，", "会议之后，"), "utf-8")
    changed = run("template", "test", cwd=tmp_path)
    assert changed.returncode == 1
    assert "会{+议之+}后" in changed.stdout
    assert run("template", "test", "--accept", cwd=tmp_path).returncode == 0
    assert "会议之后" in golden.read_text("utf-8")
    assert (
        "甲.expected.txt" not in run("check", "templates", cwd=tmp_path).stdout
    )  # it is no speech of theirs


def test_a_test_for_other_programs(broken):
    done = run("template", "test", "--format", "json", cwd=broken)
    (one,) = json.loads(done.stdout)["templates"]
    (failure,) = one["failures"]
    assert (failure["code"], failure["line"], failure["brief"]) == ("trial-seam", 7, "模板: 坏\n依据: ''\n")
    assert one["coverage"]["percent"] == 100
    assert {point["reached"] for point in one["coverage"]["points"]} == {"given", "tried"}
    assert done.returncode == 1


def test_two_versions_are_compared_by_name_and_by_file(tmp_path):
    (tmp_path / "templates").mkdir()
    text = (ROOT / "templates/campus-briefing.md").read_text("utf-8")
    new = tmp_path / "templates/campus-briefing.md"
    new.write_text(text.replace("在此，我再强调", "今天，我着重强调"), "utf-8")
    done = run("template", "diff", "campus-briefing", cwd=tmp_path)
    assert done.returncode == 0, done.stderr
    assert "[-在此-]{+今天+}，我[-再-]{+着重+}强调" in done.stdout
    back = run("template", "diff", new, ROOT / "templates/campus-briefing.md", cwd=tmp_path)
    assert "[-今天-]{+在此+}" in back.stdout
    made = json.loads(run("template", "diff", "campus-briefing", "--format", "json", cwd=tmp_path).stdout)
    assert [(one["change"], one["path"]) for one in made["declared"]] == [("about", "形势")]
    assert made["briefs"] == []
    assert made["texts"][0]["brief"] is None
    brief = ROOT / "drafts/campus-briefing.yaml"
    by_brief = run("template", "diff", "campus-briefing", "--brief", brief, cwd=tmp_path)
    assert f"用提纲 {brief} 起草" in by_brief.stdout


def test_a_template_that_hides_none_needs_a_second(tmp_path):
    done = run("template", "diff", "campus-briefing", cwd=tmp_path)
    assert done.returncode == 1
    assert "error[nothing-hidden]" in done.stderr
    same = run("template", "diff", "campus-briefing", "campus-briefing", cwd=tmp_path)
    assert (same.returncode, same.stdout, same.stderr) == (0, "", "文字没有不同\n")


def test_a_version_that_cannot_be_read_is_told_at_its_line(broken):
    (broken / "templates/更坏.md").write_text(BROKEN.replace("{{ 依据 }}", "{{ 依据"), "utf-8")
    done = run("template", "diff", "坏", "更坏", cwd=broken)
    assert done.returncode == 1
    assert "templates/更坏.md:7:3: error[" in done.stderr
    assert "Traceback" not in done.stderr
