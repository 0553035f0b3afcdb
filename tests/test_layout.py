import io
import zipfile

import pytest

from drafts import ROOT, example, run
from qicao import layout
from qicao.problems import ProblemsFound
from qicao.writers.word import Options, write

HOUSE = """profile: 县府办
profiles:
  县府办: {like: windows, 小标宋: 方正小标宋_GBK, 行距: 28磅, 标题字号: 小二}
  gb2312: {宋体: 新宋体}
"""


@pytest.fixture
def desk(tmp_path, monkeypatch):
    """A project with a profile of its own, in which one stands."""
    (tmp_path / "templates").mkdir()
    (tmp_path / "qicao.yaml").write_text(HOUSE, "utf-8")
    (tmp_path / "例会.yaml").write_bytes((ROOT / "drafts/campus-briefing.yaml").read_bytes())
    monkeypatch.chdir(tmp_path)
    return tmp_path


def styles(data):
    with zipfile.ZipFile(io.BytesIO(data)) as opened:
        return opened.read("word/styles.xml").decode()


def test_a_profile_is_one_that_comes_along_and_what_the_office_says(desk):
    known = layout.profiles(desk / "例会.yaml")
    assert [*known] == [*layout.bundled(), "县府办"]
    assert layout.usual(desk / "例会.yaml") == "县府办"
    page = layout.page(known["县府办"], False)
    assert (page["xiaobiaosong"], page["fangsong"]) == ("方正小标宋_GBK", "仿宋")
    assert (page["line"], page["title_size"], page["title_line"]) == ("560", "36", "680")
    assert layout.page(known["gb2312"], False) == {**layout.page("gb2312", False), "songti": "新宋体"}


def test_the_reading_copy_keeps_its_sizes(desk):
    ours = layout.page(layout.profiles(desk)["县府办"], True)
    assert ours == {**layout.page("windows", True), "xiaobiaosong": "方正小标宋_GBK"}


def test_with_another_size_the_indent_stays_two_characters(tmp_path):
    (tmp_path / "qicao.yaml").write_text("profiles: {大字: {正文字号: 小二}}", "utf-8")
    page = layout.page(layout.profiles(tmp_path)["大字"], False)
    assert (page["body_size"], page["indent"], page["tighten"]) == ("36", "720", "0")


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("profile: 县府\nprofiles: {县府办: {}}", [("no-such-profile", 1, "是不是“县府办”？")]),
        ("profiles: [县府办]", [("profiles-not-keys", 1, "如 县府办: {仿宋: 方正仿宋_GBK, 行距: 28磅}")]),
        (
            "profiles:\n  甲: {lik: mac, 小标: 宋, 行距: 28}\n  乙: {like: window, 正文字号: 大, 黑体: 'a{b'}",
            [
                ("unknown-setting", 2, "是不是“like”？"),
                ("unknown-setting", 2, "是不是“小标宋”？"),
                ("bad-height", 2, "如 28磅、28.5磅"),
                ("no-such-profile", 3, "是不是“windows”？"),
                ("bad-size", 3, "如 三号、小二、16磅"),
                ("bad-font", 3, "照 Word 字体列表里的写，如 方正小标宋_GBK；不要加引号、逗号和括号"),
            ],
        ),
        ("profiles: {'a b': {}, 丙: 宋体}", [("profile-name", 1, None), ("profile-not-keys", 1, None)]),
    ],
)
def test_mistakes_are_all_told_with_their_line(tmp_path, text, told):
    (tmp_path / "qicao.yaml").write_text(text, "utf-8")
    with pytest.raises(ProblemsFound) as raised:
        layout.check(tmp_path / "qicao.yaml")
    found = raised.value.problems
    assert [(one.code, one.span.line) for one in found] == [(code, line) for code, line, _ in told]
    assert all(hint in (None, one.hint) for one, (_, _, hint) in zip(found, told, strict=True))
    checked = run("check", "qicao.yaml", cwd=tmp_path)
    assert checked.returncode == 1
    assert checked.stderr.count("error[") + checked.stdout.count("error[") == len(told)


@pytest.mark.parametrize("profile", ["", "无", "甲{}", "甲{line=560}", "甲{fangsong=a<b}", "甲{色=红}"])
def test_what_a_strange_file_says_is_no_profile(profile):
    assert not layout.is_known(profile)


def test_the_same_profile_gives_the_same_bytes_wherever_it_is_written_out(desk):
    profile = layout.profiles(desk)["县府办"]
    data = write(example("campus-briefing"), Options(profile))
    (desk / "qicao.yaml").unlink()
    assert write(example("campus-briefing"), Options(profile)) == data
    assert "方正小标宋_GBK" in styles(data)
    assert layout.is_known(profile)


def test_a_draft_keeps_the_profile_of_its_office_through_updates(desk):
    assert run("draft", "例会.yaml", cwd=desk).returncode == 0
    draft = desk / "drafts/例会.docx"
    assert 'w:line="560"' in styles(draft.read_bytes())
    (desk / "qicao.yaml").unlink()
    brief = desk / "例会.yaml"
    brief.write_text(brief.read_text("utf-8").replace("同志们", "各位同事"), "utf-8")
    assert run("update", "drafts/例会.docx", cwd=desk).returncode == 0
    assert 'w:line="560"' in styles(draft.read_bytes())
    assert run("draft", "例会.yaml", "-o", "另.docx", cwd=desk).returncode == 0
    assert 'w:line="579"' in styles((desk / "另.docx").read_bytes())


def test_workers_make_the_same_as_one_process_and_a_new_profile_is_made_anew(desk):
    (desk / "表.csv").write_text("乡镇,标题\n甲镇,在甲镇的讲话\n乙镇,在乙镇的讲话\n", "utf-8")
    command = ["draft", "campus-briefing", "--rows", "表.csv", "--resume"]
    assert run(*command, "-o", "一", "--jobs", "1", cwd=desk).returncode == 0
    assert run(*command, "-o", "二", "--jobs", "2", cwd=desk).returncode == 0
    made = [(desk / folder / "甲镇.docx").read_bytes() for folder in "一二"]
    assert made[0] == made[1]
    assert 'w:line="560"' in styles(made[0])
    assert run(*command, "-o", "一", "--profile", "windows", cwd=desk).returncode == 0
    assert 'w:line="579"' in styles((desk / "一/甲镇.docx").read_bytes())


def test_the_page_to_look_at_has_it_and_the_shell_offers_it(desk):
    assert run("preview", "例会.yaml", "-o", "页.html", cwd=desk).returncode == 0
    assert "方正小标宋_GBK" in (desk / "页.html").read_text("utf-8")
    env = {
        "_QICAO_COMPLETE": "bash_complete",
        "COMP_WORDS": "qicao draft 例会.yaml --profile 县",
        "COMP_CWORD": "4",
    }
    assert "县府办" in run(cwd=desk, env=env).stdout
    wrong = run("draft", "例会.yaml", "--profile", "县委办", cwd=desk)
    assert wrong.returncode == 2
    assert "县府办" in wrong.stderr
