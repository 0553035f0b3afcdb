import csv

import openpyxl
import pytest

from qicao import brief as briefs
from qicao import manifest, many, sheets
from qicao.located import Mapping
from qicao.many import rows
from qicao.many.work import Work
from qicao.params import Reading
from qicao.problems import ProblemsFound, Span
from qicao.writers.word import Options

PARAMS = """
标题: {type: text, example: 讲话}
日期: {type: date, example: 2026-09-01, default: ''}
说明: {type: paragraphs, example: 好, default: ''}
单位: {type: list, of: text, default: []}
责任: {type: record, of: {人: text, 事: {type: list, of: {名: text, 期限: text}, default: []}}, example: {人: 甲}}
要求: {type: list, of: {要点: {type: text}, 正文: {type: paragraphs, default: ''}}, example: [{要点: 一}]}
"""
BODY = "{{ 标题 }}\n（{{ 日期 }}）\n同志们：\n{{ 说明 }}\n{{ 单位 | 顿号 }}{{ 责任.人 }}\n{% for 条 in 要求 %}\n一、{{ 条.要点 }}\n{{ 条.正文 }}\n{% endfor %}{% for 条 in 责任.事 %}\n1.{{ 条.名 }}{{ 条.期限 }}\n{% endfor %}\n"


@pytest.fixture
def table(make, tmp_path):
    """Return table(lines, name, **sheets): the Table of a .csv, or of an .xlsx with further sheets."""
    params = make(PARAMS, BODY).params

    def read(lines, given=(), asked=(), **more):
        path = tmp_path / ("表.xlsx" if more else "表.csv")
        if more:
            book = openpyxl.Workbook()
            book.active.title = "主"
            for name, rows_of in {"主": lines, **more}.items():
                sheet = book["主"] if name == "主" else book.create_sheet(name)
                for line in rows_of:
                    sheet.append(line)
            book.save(path)
        else:
            with path.open("w", encoding="utf-8", newline="") as file:
                csv.writer(file).writerows(lines)
        return rows.table(path, params, given, asked)

    return read


def values(table, number=0, base=None):
    """Return the values of a row as a brief would give them, and the codes of what is wrong."""
    found = []
    base = base or Mapping((), Span(""))
    node = rows.node(table.plan, table.lists, table.entries[number], base, found)
    bare = {name: value for name, value in manifest.bare(node).items() if value is not None}
    return bare, [one.code for one in found]


def told(table):
    return [(one.code, str(one.span).split("表")[1]) for one in table.found]


def test_columns_are_parameters_nested_by_dots(table):
    made = table(
        [["标题", "要求.1.要点", "要求.1.正文", "要求.2.要点", "责任.人"], ["甲", "一", "二\n三", "四", "五"]]
    )
    assert values(made) == (
        {"标题": "甲", "要求": [{"要点": "一", "正文": "二\n三"}, {"要点": "四"}], "责任": {"人": "五"}},
        [],
    )
    assert made.found == ()


def test_full_width_dots_digits_and_blanks_in_a_header(table):
    assert values(table([["标 题", "要求．１．要点"], ["甲", "一"]])) == (
        {"标题": "甲", "要求": [{"要点": "一"}]},
        [],
    )


def test_missing_items_end_a_list_and_a_hole_is_told(table):
    header = ["标题", "要求.1.要点", "要求.2.要点", "要求.3.要点"]
    made = table(
        [header, ["甲", "一", "", ""], ["乙", "", "", ""], ["丙", "一", "", "三"], ["丁", "一", "二", "三"]]
    )
    assert values(made, 0) == ({"标题": "甲", "要求": [{"要点": "一"}]}, [])
    assert values(made, 1) == ({"标题": "乙"}, [])
    assert values(made, 2)[1] == ["list-hole"]
    assert len(values(made, 3)[0]["要求"]) == 3


def test_a_cell_of_lines_is_a_list_of_plain_values(table):
    assert values(table([["标题", "单位"], ["甲", "水利局\n\n农业局"]]))[0]["单位"] == ["水利局", "农业局"]


def test_blank_rows_are_skipped_and_a_title_above_the_header_is_told(table):
    made = table([["2026年名单"], [], ["标题", "日期"], ["甲", "2026-09-01"], ["", ""], ["乙"]])
    assert [one.row for one in made.entries] == [4, 6]
    assert told(made) == [("header-below", ".csv 第 3 行")]


@pytest.mark.parametrize(
    ("header", "wanted"),
    [
        (["标题", "日其"], ("column-misspelt", "第 1 行 B 列（日其）")),
        (["标题", "要求.1.要电"], ("column-misspelt", "第 1 行 B 列（要求.1.要电）")),
        (["标题", "联系电话"], ("column-unused", "第 1 行 B 列（联系电话）")),
        (["标题", ""], ("column-unnamed", "第 1 行 B 列")),
        (["标题", "标题 "], ("column-twice", "第 1 行 B 列（标题）")),
        (["标题", "要求"], ("column-of-many", "第 1 行 B 列（要求）")),
        (["标题", "责任"], ("column-of-many", "第 1 行 B 列（责任）")),
        (["标题", "要求.2.要点"], ("column-hole", "第 1 行 B 列（要求.2.要点）")),
        (["标题", "要求.0.要点"], ("column-unused", "第 1 行 B 列（要求.0.要点）")),
    ],
)
def test_what_is_wrong_with_a_header_is_told_at_its_cell(table, header, wanted):
    (found,) = told(table([header, ["甲", "一"]]))
    assert (found[0], found[1].removeprefix(".csv ")) == wanted


def test_a_column_that_is_empty_is_told(table):
    assert told(table([["标题", "日期"], ["甲", ""]])) == [("column-empty", ".csv 第 1 行 B 列（日期）")]


def test_a_column_that_the_names_ask_for_is_no_stranger(table):
    assert told(table([["标题", "联系电话"], ["甲", "1"]], asked=("联系电话",))) == []


def test_a_second_sheet_holds_the_items_of_a_list(table):
    made = table(
        [["乡镇", "标题"], ["沅溪镇", "甲"], ["青枫乡", "乙"], ["云陂镇", "丙"]],
        要求=[
            ["乡镇", "要点", "正文"],
            ["青枫乡", "一", None],
            ["沅溪镇", "二", "三"],
            ["青枫乡", "四", "五"],
        ],
        **{
            "责任.事": [["哪个", "名", "期限"], ["沅溪镇", "修渠", "10月底"]],
            "单位": [["乡镇", "局"], ["沅溪镇", "水利局"]],
        },
    )
    assert values(made, 0)[0] == {
        "标题": "甲",
        "要求": [{"要点": "二", "正文": "三"}],
        "责任": {"事": [{"名": "修渠", "期限": "10月底"}]},
        "单位": ["水利局"],
    }
    assert values(made, 1)[0]["要求"] == [{"要点": "一", "正文": None}, {"要点": "四", "正文": "五"}]
    assert values(made, 2)[0] == {"标题": "丙"}
    assert made.found == ()


@pytest.mark.parametrize(
    ("main", "sheet", "wanted"),
    [
        (["甲", "甲"], {"要求": [["标题", "要点"], ["甲", "一"]]}, ("key-twice", "[主] 第 3 行 A 列")),
        (["甲"], {"要求": [["标题", "要点"], ["假", "一"]]}, ("key-unknown", "[要求] 第 2 行 A 列")),
        (["甲"], {"要求": [["标题", "要点"], [None, "一"]]}, ("key-missing", "[要求] 第 2 行 A 列")),
        (["甲"], {"要球": [["标题", "要点"], ["甲", "一"]]}, ("sheet-unused", "[要球]")),
        (
            ["甲"],
            {"要求": [["标题", "要电"], ["甲", "一"]]},
            ("column-misspelt", "[要求] 第 1 行 B 列（要电）"),
        ),
    ],
)
def test_what_is_wrong_with_a_second_sheet_is_told(table, main, sheet, wanted):
    made = table([["标题"], *([one] for one in main)], **sheet)
    assert wanted in [(code, place.removeprefix(".xlsx")) for code, place in told(made)]


def test_a_row_is_put_over_the_values_common_to_all(make, table):
    template = make(PARAMS, BODY)
    base = briefs.read(
        template, "标题: 共同\n要求:\n  - 要点: 一\n    正文: 甲\n  - 要点: 二\n责任: {人: 某}\n", "b.yaml"
    ).given
    made = table([["标题", "要求.1.正文", "单位"], ["", "乙", "局"]])
    assert values(made, 0, base)[0] == {
        "标题": "共同",
        "要求": [{"要点": "一", "正文": "乙"}, {"要点": "二"}],
        "责任": {"人": "某"},
        "单位": ["局"],
    }


def test_an_empty_table_and_one_without_rows(table):
    for lines, code in (([[], []], "sheet-empty"), ([["标题"]], "no-rows")):
        with pytest.raises(ProblemsFound) as error:
            table(lines)
        assert [one.code for one in error.value.problems] == [code]


def test_values_of_a_table_are_read_by_their_types(make, table):
    params = make(PARAMS, BODY).params
    found = []
    made = table([["标题", "日期", "说明"], ["甲", "2026-02-30", "一\n二"]])
    node = rows.node(made.plan, made.lists, made.entries[0], Mapping((), Span("")), found)
    read = Reading(found).values(params, node)
    assert read["说明"] == "一\n二"
    assert [(one.code, str(one.span).split("表")[1]) for one in found] == [
        ("no-such-date", ".csv 第 2 行 B 列（日期）")
    ]


def run(template, path, name="", **known):
    return many.of_table(str(template.path), path, name, path.parent / "out", Work(Options(), **known))


def test_two_rows_of_one_name_are_told_with_both(make, tmp_path):
    path = tmp_path / "表.csv"
    path.write_text("乡镇,标题\nA镇,甲\na镇,乙\n", "utf-8")
    made = run(make(PARAMS, BODY), path)
    assert [one.code for one in made.found if one.severity == "error"] == ["same-name"]
    assert "第 2 行" in made.found[0].message
    assert made.found[0].span.line == 3


def test_names_take_columns_values_defaults_and_numbers(make, tmp_path):
    path = tmp_path / "表.csv"
    path.write_text("标题,备注\n甲,x/y\n乙,\n丙,z\n", "utf-8")
    template = make(PARAMS.replace("default: ''}\n说明", "default: 9月}\n说明"), BODY)
    made = run(template, path, "{{ 日期 }}/{{ 行号 }}-{{ 序号 }} {{ 备注 }}")
    assert [job.target.split("out/")[1] for job in made.jobs] == ["9月/2-1 x-y.docx", "9月/4-3 z.docx"]
    assert [(one.code, one.span.line) for one in made.nameless] == [("row-nameless", 3)]
    assert [one.code for one in run(template, path, "{{ 备驻 }}").found if one.severity == "error"] == [
        "name-unknown"
    ]


def test_a_broken_cell_matters_only_where_it_is_used(make, tmp_path):
    path = tmp_path / "表.xlsx"
    book = openpyxl.Workbook()
    for line in (["标题", "合计", "日期"], ["甲", "=1+1", "2026-09-01"], ["乙", 3, "=1+1"]):
        book.active.append(line)
    book.save(path)
    made = run(make(PARAMS, BODY), path)
    assert [[one.code for one in job.source.found] for job in made.jobs] == [[], ["formula-no-value"]]
    assert many.sound(made.found)
    assert sheets.read(path)[1]


# -- what stands below the rows


FOOT = [["乡镇", "标题", "日期"], ["甲镇", "甲镇的讲话", "2026-09-01"], ["乙镇", "", ""]]


@pytest.mark.parametrize(
    "below",
    [
        [["注：日期以通知为准。"]],
        [[], ["以上名单由县委办核定"], ["电话 0000"]],
        [["合　计", "2", "2"]],
        [[], ["填表人：何小雨", "", "2026-08-20"]],
    ],
)
def test_of_notes_and_sums_below_the_rows_no_draft_is_made_and_each_is_told(table, below):
    made = table([*FOOT, *below])
    assert [one.row for one in made.entries] == [2, 3]
    notes = [one for one in made.found if one.code == "row-note"]
    assert len(notes) == sum(map(bool, below))
    assert {one.severity for one in notes} == {"warning"}


def test_a_row_of_which_nothing_is_known_yet_is_a_draft_where_it_stands_among_the_rows(table):
    assert [one.row for one in table([*FOOT, [], ["丙镇", "丙镇的讲话", ""]]).entries] == [2, 3, 5]


def test_a_row_apart_that_has_items_on_another_sheet_is_a_draft(table):
    made = table([*FOOT, [], ["丙镇"]], 要求=[["乡镇", "要点"], ["丙镇", "守住底线"]])
    assert [one.row for one in made.entries] == [2, 3, 5]


def test_a_table_that_is_all_notes_keeps_its_rows(table):
    assert [one.row for one in table([["标题"], ["注：一"], ["注：二"]]).entries] == [2, 3]


def test_a_header_that_names_no_parameter_makes_no_drafts_unless_the_files_are_named_by_it(table):
    lines = [["姓名", "单位名"], ["张远", "县水利局"]]
    assert "header-nothing" in [one.code for one in table(lines, asked=None).found]
    assert "header-nothing" not in [one.code for one in table(lines, asked=("姓名",)).found]
