"""qicao extract at the command line."""

import pytest

from drafts import ROOT, run

YEAR = (
    "在{0}年全县春耕备耕会议上的讲话\n同志们：\n春耕在即，今天我们召开会议，主要任务是部署{0}年春耕备耕工作。去年全县粮食播种面积{1}万亩，"
    "良种覆盖率达到{2}%，连续丰收。农时不等人，各乡镇要把蓄水保水放在前面，一亩也不能少。\n同志们，让我们抢抓农时，为全年丰收开好头！\n"
)
SCHOOL = (
    "老师们、同学们：\n新学期开始了，校园里又响起了书声。愿大家珍惜时光，多读书、读好书，在操场上锻炼身体，在实验室里动手探究，"
    "用一学期的努力换来更好的自己。祝老师们工作顺利，祝同学们学习进步！\n"
)


@pytest.fixture
def folder(tmp_path):
    (tmp_path / "templates").mkdir()
    (tmp_path / "稿").mkdir()
    for name, text in (
        ("2025.txt", YEAR.format(2025, 42, 96)),
        ("2026.txt", YEAR.format(2026, 45, 98)),
        ("开学.txt", SCHOOL),
    ):
        (tmp_path / "稿" / name).write_text(text, "utf-8")
    return tmp_path


def extract(folder, *args):
    return run("extract", *args, cwd=folder)


def test_a_template_and_its_briefs_lie_side_by_side_and_draft(folder):
    done = extract(folder, "稿/2025.txt", "稿/2026.txt", "-o", "templates/春耕.md")
    assert done.returncode == 0, done.stderr
    assert done.stdout.splitlines() == [
        "templates/春耕.md",
        "templates/春耕.2025.yaml",
        "templates/春耕.2026.yaml",
    ]
    assert "一字不差" in done.stderr
    drafted = run("draft", "templates/春耕.2026.yaml", "-o", "新.txt", cwd=folder)
    assert (drafted.returncode, drafted.stderr) == (0, "")
    assert (folder / "新.txt").read_text("utf-8") == YEAR.format(2026, 45, 98)
    assert run("templates", "春耕", cwd=folder).stderr == ""


def test_a_brief_moved_to_the_drafts_still_finds_its_template(folder):
    extract(folder, "稿/2025.txt", "-o", "templates/春耕.md")
    (folder / "drafts").mkdir()
    (folder / "templates/春耕.yaml").rename(folder / "drafts/春耕.yaml")
    assert run("draft", "drafts/春耕.yaml", cwd=folder).returncode == 0


def test_a_folder_is_told_apart_and_nothing_is_written(folder):
    done = extract(folder, "稿")
    assert done.returncode == 0
    lines = done.stdout.splitlines()
    assert "2 篇" in lines[0]
    assert lines[1:3] == ["  2025", "  2026"]
    assert lines[-1] == "  开学"
    assert list((folder / "templates").iterdir()) == []


def test_a_folder_into_a_folder_makes_a_template_for_each_kind(folder):
    done = extract(folder, "稿", "-o", "templates/")
    assert done.returncode == 0, done.stderr
    made = sorted(path.name for path in (folder / "templates").iterdir())
    assert made == ["2025.2025.yaml", "2025.2026.yaml", "2025.md", "开学.md", "开学.yaml"]


def test_each_speech_becomes_a_template_of_its_own(folder):
    done = extract(folder, "稿/2025.txt", "稿/2026.txt", "--each", "--depth", "full", "-o", "templates/")
    assert done.returncode == 0, done.stderr
    assert sorted(path.name for path in (folder / "templates").iterdir()) == [
        "2025.md",
        "2025.yaml",
        "2026.md",
        "2026.yaml",
    ]
    assert "2025" not in (folder / "templates/2025.md").read_text("utf-8").split("\n---\n")[1]


def test_full_of_several_is_told_to_change_nothing_and_names_the_way_out(folder):
    done = extract(folder, "稿/2025.txt", "稿/2026.txt", "--depth", "full", "-o", "templates/x.md")
    assert done.returncode == 0
    assert "full-of-several" in done.stderr
    assert "--each" in done.stderr


def test_unlike_speeches_are_told_and_made_all_the_same(folder):
    done = extract(folder, "稿/2025.txt", "稿/开学.txt", "-o", "templates/x.md")
    assert done.returncode == 0
    assert "unlike-speeches" in done.stderr
    assert "2025；开学" in done.stderr


def test_what_exists_is_not_written_over_and_nothing_of_the_set_is(folder):
    brief = folder / "templates/x.yaml"
    brief.write_text("别人的\n", "utf-8")
    done = extract(folder, "稿/2025.txt", "-o", "templates/x.md")
    assert done.returncode == 1
    assert brief.read_text("utf-8") == "别人的\n"
    assert not (folder / "templates/x.md").exists()
    assert extract(folder, "稿/2025.txt", "-o", "templates/x.md", "--force").returncode == 0
    assert brief.read_text("utf-8") != "别人的\n"


def test_a_dry_run_writes_nothing(folder):
    done = extract(folder, "稿/2025.txt", "-o", "templates/x.md", "--dry-run")
    assert (done.returncode, done.stdout) == (0, "")
    assert "会议" in done.stderr
    assert list((folder / "templates").iterdir()) == []


def test_a_file_that_cannot_be_read_does_not_stop_the_rest(folder):
    (folder / "稿/空.txt").write_bytes(b"")
    (folder / "稿/旧.doc").write_bytes(bytes.fromhex("d0cf11e0a1b11ae1") + b"\0" * 600)
    done = extract(folder, "稿/2025.txt", "稿/空.txt", "稿/旧.doc", "稿/没有.txt", "-o", "templates/x.md")
    assert done.returncode == 1
    assert {"empty-file", "no-such-file"} <= {
        code for code in ("empty-file", "no-such-file") if code in done.stderr
    }
    assert "Traceback" not in done.stderr
    assert (folder / "templates/x.md").is_file()


def test_nothing_to_read_is_a_problem(folder):
    (folder / "空的").mkdir()
    done = extract(folder, "空的")
    assert done.returncode == 1
    assert "no-speech" in done.stderr


def test_repairs_are_listed_and_keep_makes_none(folder):
    (folder / "稿/半角.txt").write_text("同志们:\n今天开会,大家辛苦了。各单位要早安排,早落实。\n", "utf-8")
    done = extract(folder, "稿/半角.txt", "--dry-run")
    assert "修整 3 处" in done.stderr
    assert "1　: → ： 4" in done.stderr
    kept = extract(folder, "稿/半角.txt", "--dry-run", "--keep")
    assert "修整" not in kept.stderr


def test_speeches_of_one_name_get_briefs_of_their_own(folder):
    (folder / "另").mkdir()
    (folder / "另/2025.txt").write_text(YEAR.format(2024, 40, 95), "utf-8")
    done = extract(folder, "稿/2025.txt", "另/2025.txt", "-o", "templates/春耕.md")
    assert done.stdout.splitlines()[1:] == ["templates/春耕.2025.yaml", "templates/春耕.2025-2.yaml"]


def test_another_kind_of_file_is_no_template(folder):
    done = extract(folder, "稿/2025.txt", "-o", "x.docx")
    assert done.returncode == 2


@pytest.mark.parametrize("depth", ["frame", "full"])
def test_nothing_of_an_old_speech_is_left_when_its_facts_are_exchanged(folder, depth):
    text = (ROOT / "seeds/spring-ploughing-2025.txt").read_text("utf-8")
    (folder / "稿/春.txt").write_text(text, "utf-8")
    assert extract(folder, "稿/春.txt", "--depth", depth, "-o", "templates/春.md").returncode == 0
    body = (folder / "templates/春.md").read_text("utf-8").split("\n---\n", 1)[1]
    for old in (
        "2025",
        "42.6",
        "21.3",
        "14座",
        "3月5日",
        "1.2万",
        "86",
        "35处",
        "120",
        "县水利局",
        "县农业农村局",
        "农技站",
    ):
        assert old not in body
