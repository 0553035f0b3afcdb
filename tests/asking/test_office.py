"""Forms filled in by somebody at LibreOffice, as a .xlsx and as a .docx."""

import pytest

from drafts import ROOT, run

pytestmark = pytest.mark.office
BRIEF = """模板: campus-briefing
标题: 在九月校园安全例会上的讲话
日期: 2026年9月7日
称呼: 老师们
形势: |
  开学一周，自查发现隐患17个。
  =1+1不是算式，007也不是7。
要求:
  - 要点: 严把进货关口
    正文: 总务处9月11日前重新核验12家供货商的资质。
  - 要点: 严管加工流程
    正文: 食堂做到生熟分开、餐具餐餐消毒。
"""


@pytest.fixture
def desk(tmp_path):
    (tmp_path / "提纲.yaml").write_text(BRIEF, "utf-8")
    assert run("draft", "提纲.yaml", "-o", "要.txt", cwd=tmp_path).returncode == 0
    return tmp_path


def drafted(desk, form):
    done = run("draft", form, "-o", "得.txt", cwd=desk)
    assert (done.returncode, done.stderr) == (0, ""), done.stderr
    return (desk / "得.txt").read_text("utf-8"), (desk / "要.txt").read_text("utf-8")


def test_a_form_filled_in_with_calc_gives_the_draft_of_the_brief(desk, editor):
    assert run("form", "campus-briefing", "-o", "表 格.xlsx", cwd=desk).returncode == 0
    main, points = "填写", "要求"
    steps = [
        ("in_sheet", main, "C4", "在九月校园安全例会上的讲话"),
        ("in_sheet", main, "C6", "2026年9月7日"),
        ("in_sheet", main, "C8", "老师们"),
        ("in_sheet", main, "C9", "开学一周，自查发现隐患17个。\n=1+1不是算式，007也不是7。"),
        ("in_sheet", points, "B8", "严把进货关口"),
        ("in_sheet", points, "C8", "总务处9月11日前重新核验12家供货商的资质。"),
        ("in_sheet", points, "B40", "严管加工流程"),  # far below, as people leave rows free
        ("in_sheet", points, "C40", "食堂做到生熟分开、餐具餐餐消毒。"),
        ("press_at", points, "C1", "InsertColumnsBefore"),  # a column of one's own before another
        ("rename", points, "三点要求"),
    ]
    editor.edit(desk / "表 格.xlsx", steps)
    assert len(set(drafted(desk, "表 格.xlsx"))) == 1


def test_what_is_typed_into_a_cell_stays_as_it_was_typed(desk, editor):
    run("form", "campus-briefing", "-o", "表.xlsx", cwd=desk)
    odd = ["007", "=1+1", "1/2", "12345678901234567890", "3.50%"]
    steps = [("in_sheet", "要求", f"B{at}", text) for at, text in enumerate(odd, 8)]
    editor.edit(desk / "表.xlsx", steps)
    done = run("show", "表.xlsx", cwd=desk)
    assert done.returncode == 0, done.stderr
    assert all(f"是要{text}。" in done.stdout for text in odd)


def test_a_form_filled_in_with_writer_gives_the_draft_of_the_brief(desk, editor):
    assert run("form", "campus-briefing", "-o", "表格.docx", cwd=desk).returncode == 0
    assert run("form", "提纲.yaml", "-o", "填好.docx", cwd=desk).returncode == 0
    steps = [
        ("in_cell", 1, "B2", "在九月校园安全例会上的讲话"),
        ("in_cell", 1, "B6", "老师们"),
        ("in_cell", 1, "B7", "开学一周，自查发现隐患17个。\n=1+1不是算式，007也不是7。"),
        ("in_cell", 2, "B5", "严把进货关口"),
        ("in_cell", 2, "C5", "总务处9月11日前重新核验12家供货商的资质。"),
        ("press_in", 2, "A10", "InsertRowsAfter"),  # one more row at the end
        ("in_cell", 2, "B11", "严管加工流程"),
        ("in_cell", 2, "C11", "食堂做到生熟分开、餐具餐餐消毒。"),
    ]
    editor.edit(desk / "表格.docx", steps)
    done = run("draft", "表格.docx", "--set", "日期=2026年9月7日", "-o", "得.txt", cwd=desk)
    assert (done.returncode, done.stderr) == (0, ""), done.stderr
    assert (desk / "得.txt").read_text("utf-8") == (desk / "要.txt").read_text("utf-8")
    editor.edit(desk / "填好.docx", [])  # saved once, with its controls
    assert len(set(drafted(desk, "填好.docx"))) == 1


def test_a_draft_follows_the_form_it_was_made_from(desk, editor):
    run("form", "提纲.yaml", "-o", "表.xlsx", cwd=desk)
    assert run("draft", "表.xlsx", "-o", "稿.docx", cwd=desk).stdout == "稿.docx\n"
    editor.edit(desk / "表.xlsx", [("in_sheet", "要求", "B8", "严把进货关口和账目")])
    done = run("update", "稿.docx", cwd=desk)
    assert (done.returncode, done.stdout.splitlines()[-1]) == (0, "稿.docx"), done.stderr
    assert "严把进货关口和账目" in run("show", "稿.docx", cwd=desk).stdout
    form = (desk / "表.xlsx").read_bytes()
    editor.edit(desk / "稿.docx", [("retype", {"holding": "12家"}, "12家", "14家")])
    done = run("pull", "稿.docx", cwd=desk)
    assert done.returncode == 1
    assert "error[pull-form]" in done.stderr
    assert "Traceback" not in done.stderr
    assert (desk / "表.xlsx").read_bytes() == form
    done = run("pull", "稿.docx", "-o", "新.yaml", cwd=desk)
    assert done.returncode == 0, done.stderr
    assert "14家" in (desk / "新.yaml").read_text("utf-8")
    assert run("update", "稿.docx", "--brief", "新.yaml", cwd=desk).returncode == 0


def test_the_form_prints_on_a4_with_all_it_asks(desk, office):
    import subprocess

    run("form", "campus-briefing", "-o", "表.xlsx", cwd=desk)
    run("form", "campus-briefing", "-o", "印.docx", cwd=desk)
    for name in ("表.xlsx", "印.docx"):
        pdf = office(desk / name)
        text = subprocess.run(
            ["pdftotext", pdf, "-"], capture_output=True, encoding="utf-8", check=True
        ).stdout
        info = subprocess.run(["pdfinfo", pdf], capture_output=True, encoding="utf-8", check=True).stdout
        assert "A4" in info
        assert all(word in text for word in ("标题", "形势", "要点", "例子", "campus-briefing"))
        assert str(ROOT) not in text
