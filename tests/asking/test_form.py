from datetime import datetime
from types import SimpleNamespace

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st
from openpyxl import load_workbook

from asking.given import normal, params, told, values
from qicao import manifest
from qicao.asking import answers, form, writers
from qicao.problems import ProblemsFound

DIGEST = "0123456789abcdef"


def template(some):
    return SimpleNamespace(name="try", title="试", about="试一试", params=some, digest=DIGEST)


def filled(tmp_path_factory, some, data, suffix):
    path = tmp_path_factory.mktemp("form") / f"表{suffix}"
    path.write_bytes(writers.writer(path)(template(some), manifest.node_of(data)))
    return answers.nodes(form.opened(path), template(some))


cases = params().flatmap(lambda some: st.tuples(st.just(some), values(some)))


@settings(
    max_examples=25,
    deadline=None,
    phases=[Phase.explicit, Phase.generate],
    suppress_health_check=list(HealthCheck),
)
@given(case=cases)
def test_what_is_written_into_a_form_is_read_back(tmp_path_factory, case):
    some, data = case
    for suffix in writers.WRITERS:
        node, found = filled(tmp_path_factory, some, data, suffix)
        assert found == []
        assert told(node) == normal(data), suffix


# -- what people do to a form

PARAMS = """标题: {type: text, example: 在会上的讲话}
写法: {type: choice, choices: [一是, 一要], default: 一是, example: 一是}
要求:
  type: list
  of:
    要点: {type: text, example: 重视}
    期限: {type: date, default: '', example: 2026-09-01}
    举措: {type: list, default: [], of: {做法: {type: text, example: 抓实}, 单位: {type: text, default: '', example: 县局}}}
"""
BODY = "{{ 标题 }}\n{{ 写法 }}{% for 条 in 要求 %}{{ 条.要点 }}{{ 条.期限 }}{% for 项 in 条.举措 %}{{ 项.做法 }}{{ 项.单位 }}{% endfor %}{% endfor %}\n"


@pytest.fixture
def sheet(make, tmp_path):
    """Return sheet(change): the form of a template after somebody has changed the workbook, as it is read."""
    one = make(PARAMS, BODY)
    path = tmp_path / "表.xlsx"

    def read(change, by=one):
        path.write_bytes(writers.writer(path)(one))
        book = load_workbook(path)
        change(book, book["填写"], book["要求"])
        book.save(path)
        node, found = answers.nodes(form.opened(path), by)
        return told(node), [(p.code, str(p.span).removeprefix(str(path)).strip()) for p in found]

    read.make = make
    return read


def row(sheet, *texts, after=0):
    """Write texts into the first row to fill in, or one below."""
    at = next(one.row for one in sheet["A"] if one.value == "1") + after
    for column, text in enumerate(texts, 2):
        sheet.cell(at, column).value = text
    return at


def test_rows_that_go_on_belong_to_the_item_above(sheet):
    def fill(_, main, points):
        main["C4"] = "讲话"
        row(points, "甲", datetime(2026, 9, 1), "做一", "单位一")
        row(points, None, None, "做二", after=1)
        row(points, None, None, "做三", after=3)  # a row between them is empty
        row(points, "乙", after=4)
        row(points, "乙", None, "做四", after=5)  # the item's words filled down
        row(points, "丙", None, "做五", after=20)

    data, found = sheet(fill)
    assert found == []
    assert data == {
        "标题": "讲话",
        "要求": [
            {
                "要点": "甲",
                "期限": "2026-09-01",
                "举措": [{"做法": "做一", "单位": "单位一"}, {"做法": "做二"}, {"做法": "做三"}],
            },
            {"要点": "乙", "举措": [{"做法": "做四"}]},
            {"要点": "丙", "举措": [{"做法": "做五"}]},
        ],
    }


def test_a_number_alone_begins_an_item_whose_words_are_open(sheet):
    data, _ = sheet(
        lambda _, main, points: [row(points, "甲", None, "做一"), row(points, None, None, "做二", after=4)]
    )
    assert data["要求"] == [{"要点": "甲", "举措": [{"做法": "做一"}]}, {"举措": [{"做法": "做二"}]}]


def test_columns_rows_and_sheets_may_be_moved_and_renamed(sheet):
    def fill(book, main, points):
        main["C4"] = "讲话"
        row(points, "甲", "2026/9/1")
        main.insert_rows(1, 3)
        points.move_range(f"B1:B{points.max_row}", cols=7)
        points.title = "三条"
        book.move_sheet(points, -1)

    assert sheet(fill) == ({"标题": "讲话", "要求": [{"要点": "甲", "期限": "2026/9/1"}]}, [])


def test_a_label_that_was_changed_is_known_by_its_hidden_key_else_told(sheet):
    def renamed(_, main, points):
        main["B4"], main["C4"] = "讲话题目", "讲话"
        points["B4"] = "内容提要"
        row(points, "甲")

    assert sheet(renamed) == ({"标题": "讲话", "要求": [{"要点": "甲"}]}, [])

    def lost(_, main, points):
        main["A4"], main["B4"], main["C4"] = None, "标提", "讲话"
        points["B1"], points["B4"] = None, "要典"
        row(points, "甲", None, "做一")

    data, found = sheet(lost)
    assert data == {"要求": [{"举措": [{"做法": "做一"}]}]}
    assert [(code, place[-2:]) for code, place in found] == [("form-unknown", "C4"), ("form-unknown", "10")]


def test_what_was_written_into_the_example_is_told(sheet):
    def fill(_, main, points):
        main["D4"] = "在另一个会上的讲话"
        points["B6"] = "自己的要点"

    _, found = sheet(fill)
    assert found == [("form-example", "表“填写”D4"), ("form-example", "表“要求”B6")]


def test_what_stands_at_the_wrong_place_or_twice_is_told(sheet):
    def fill(book, main, points):
        main["C4"], main["C7"] = "讲话", "重视"
        main["B20"], main["C20"] = "标题", "另一个"
        main["B21"], main["C21"] = "备注", "随手记的"
        book.create_sheet("算算看")["A1"] = "12"

    _, found = sheet(fill)
    assert found == [
        ("form-in-list", "表“填写”C7"),
        ("form-twice", "表“填写”C20"),
        ("form-unknown", "表“填写”C21"),
        ("form-unused", "表“算算看”"),
    ]


def test_a_form_of_another_version_is_read_and_the_differences_are_told(sheet):
    other = sheet.make(
        PARAMS.replace("写法:", "口气:").replace("期限:", "时限:"),
        BODY.replace("写法", "口气").replace("期限", "时限"),
    )

    def fill(_, main, points):
        main["C4"] = "讲话"
        row(points, "甲")

    data, found = sheet(fill, other)
    assert data == {"标题": "讲话", "要求": [{"要点": "甲"}]}
    assert [code for code, _ in found] == ["form-version"]


def test_nothing_on_purpose_is_no_gap(sheet):
    def fill(_, main, points):
        main["C4"], main["C5"] = "(空)", "　"
        row(points, "（空）")

    assert sheet(fill) == ({"标题": "", "要求": ""}, [])


def test_a_formula_that_failed_or_was_never_counted_is_told_and_not_taken_for_a_gap(sheet):
    def fill(_, main, points):
        main["C4"] = "#REF!"
        row(points, "=B1")

    _, found = sheet(fill)
    assert [code for code, _ in found] == ["cell-error", "formula-no-value"]


def test_problems_of_values_name_the_cell(sheet, tmp_path):
    from qicao import brief

    path = tmp_path / "表.xlsx"
    sheet(lambda _, main, points: [row(points, "甲", "2026-13-01"), main.__setitem__("C5", "二是")])
    asked = form.opened(path)
    one = sheet.make(PARAMS, BODY)
    node, found = answers.nodes(asked, one)
    with pytest.raises(ProblemsFound) as error:
        brief.of(one, node, str(path), (), found)
    places = {p.code: p.span.path.rsplit("表", 1)[1] for p in error.value.problems}
    assert places == {"no-such-date": "“要求”C10", "not-choice": "“填写”C5"}
