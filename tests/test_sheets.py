import re
import zipfile
from datetime import date

import openpyxl
import pytest

from qicao import sheets
from qicao.problems import ProblemsFound, letters, render


def book(path, rows, title="名单", **more):
    """Write a workbook of a sheet, and of others by their names; returns it to be changed and saved again."""
    made = openpyxl.Workbook()
    made.active.title = title
    for name, lines in {title: rows, **more}.items():
        sheet = made[name] if name in made.sheetnames else made.create_sheet(name)
        for line in lines:
            sheet.append(line)
    made.save(path)
    return made


def codes(error):
    return [one.code for one in error.value.problems]


def test_a_workbook_is_read_as_it_is_seen(tmp_path):
    path = tmp_path / "名 单.xlsx"
    made = book(
        path, [["乡镇", "日期", "占比", "户数"], [" 甲　", date(2026, 9, 1), 0.12, 53.0], [None, None, None]]
    )
    made["名单"]["C2"].number_format = "0%"
    made.save(path)
    (sheet,), found = sheets.read(path)
    assert sheet.rows == (("乡镇", "日期", "占比", "户数"), ("甲", "2026-09-01", "12%", "53"))
    assert found == []
    node = sheet.scalar(2, 3)
    assert (node.text, str(node.span)) == ("12%", f"{path}[名单] 第 2 行 C 列")
    assert (node.span.line, node.span.column) == (2, 3)
    assert sheet.scalar(2, 9).plain
    assert not sheet.scalar(2, 9).text


def test_dates_in_the_formats_that_only_a_chinese_excel_knows(tmp_path):
    path = tmp_path / "a.xlsx"
    made = book(path, [["日期"], [date(2026, 9, 1)]])
    made["名单"]["A2"].number_format = 'yyyy"年"m"月"'
    made.save(path)
    with zipfile.ZipFile(path) as old:
        parts = {name: old.read(name) for name in old.namelist()}
    styles = parts["xl/styles.xml"].decode()
    styles = re.sub("<numFmts.*?</numFmts>", "", styles).replace('numFmtId="165"', 'numFmtId="58"')
    with zipfile.ZipFile(path, "w") as new:
        for name, data in {**parts, "xl/styles.xml": styles.encode()}.items():
            new.writestr(name, data)
    (sheet,), _ = sheets.read(path)
    assert sheet.rows[1] == ("9月1日",)


def test_merged_cells_give_their_value_to_each_row_that_says_something(tmp_path):
    path = tmp_path / "a.xlsx"
    made = book(path, [["县", "乡镇"], ["云陂县", "甲"], [None, "乙"], [None, None], [None, "丙"]])
    made["名单"].merge_cells("A2:A5")
    made.save(path)
    (sheet,), found = sheets.read(path)
    assert sheet.rows[1:] == (("云陂县", "甲"), ("云陂县", "乙"), (), ("云陂县", "丙"))
    assert [(one.code, one.severity) for one in found] == [("merged-cells", "suggest")]


def test_formulas_without_a_value_and_broken_ones_are_told_at_their_cells(tmp_path):
    path = tmp_path / "a.xlsx"
    made = book(path, [["甲", "乙"], ["=1+1", "一"]])
    made["名单"]["B2"].value = "#N/A"
    made["名单"]["B2"].data_type = "e"
    made.save(path)
    _, found = sheets.read(path)
    assert {one.code: str(one.span).split("] ")[1] for one in found} == {
        "formula-no-value": "第 2 行 A 列",
        "cell-error": "第 2 行 B 列",
    }
    assert "保存一次" in render(next(one for one in found if one.code == "formula-no-value"))


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gbk", "utf-16"])
@pytest.mark.parametrize("separator", [",", ";", "\t"])
def test_a_csv_of_any_excel(tmp_path, encoding, separator):
    path = tmp_path / "a.csv"
    lines = [["乡镇", "说明"], ["甲", '"一\r\n二"'], [], ["乙", '"三，""四"""']]
    path.write_bytes("\r\n".join(separator.join(line) for line in lines).encode(encoding))
    (sheet,), found = sheets.read(path)
    assert sheet.rows == (("乡镇", "说明"), ("甲", "一\n二"), (), ("乙", '三，"四"'))
    assert found == []
    assert str(sheet.span(4, 2)) == f"{path} 第 4 行 B 列"


def test_the_line_that_names_the_separator_keeps_its_number(tmp_path):
    path = tmp_path / "a.csv"
    path.write_text("sep=;\n甲;乙\n1,5;2\n", "utf-8")
    (sheet,), _ = sheets.read(path)
    assert sheet.rows == ((), ("甲", "乙"), ("1,5", "2"))


def test_a_quotation_mark_that_swallows_rows_is_told_where_it_begins(tmp_path):
    path = tmp_path / "a.csv"
    path.write_text('甲,乙\n1,"2\n3,4\n5,6\n', "utf-8")
    _, found = sheets.read(path)
    assert [(one.code, one.span.line, one.span.column) for one in found] == [("csv-quote", 2, 2)]


@pytest.mark.parametrize(
    ("name", "data", "code"),
    [
        ("a.xls", b"x", "not-a-table"),
        ("a.et", b"x", "not-a-table"),
        ("a.xlsx", b"<html>", "sheet-damaged"),
        ("a.xlsx", b"\xd0\xcf\x11\xe0\xa1\xb1", "sheet-locked"),
        ("a.xlsx", b"PK\x03\x04", "sheet-damaged"),
        ("a.csv", b"\x00\x01\xff", "not-utf8"),
    ],
)
def test_what_cannot_be_read_is_told_with_what_to_do(tmp_path, name, data, code):
    path = tmp_path / name
    path.write_bytes(data)
    with pytest.raises(ProblemsFound) as error:
        sheets.read(path)
    assert codes(error) == [code]
    assert error.value.problems[0].hint


@pytest.mark.parametrize("name", ["无.xlsx", "无.csv"])
def test_a_missing_file(tmp_path, name):
    with pytest.raises(ProblemsFound) as error:
        sheets.read(tmp_path / name)
    assert codes(error) == ["no-such-file"]


@pytest.mark.parametrize(
    ("part", "code"),
    [
        (b'<?xml version="1.0"?><!DOCTYPE a [<!ENTITY b "c">]><worksheet/>', "sheet-damaged"),
        (b"\xff\xfe<\0", "sheet-damaged"),
        (b"<worksheet><sheetData><row r='9'><c r='A9'", "sheet-damaged"),
        (b" " * (65 * 2**20), "sheet-too-large"),
        (
            b'<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData>'
            b'<row r="999999999"><c r="A999999999"><v>1</v></c></row></sheetData></worksheet>',
            "sheet-too-large",
        ),
        (
            b'<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData>'
            + b"".join(b'<row r="%d"><c r="A%d"><v>1</v></c></row>' % (row, row) for row in range(1, 1001))
            + b"</sheetData><mergeCells>"
            + b'<mergeCell ref="A1:A1000"/>' * 5000
            + b"</mergeCells></worksheet>",
            "sheet-too-large",
        ),
    ],
    ids=["entities", "wide", "torn", "bomb", "far", "merges"],
)
def test_a_hostile_workbook_ends_in_a_problem(tmp_path, part, code):
    path = tmp_path / "a.xlsx"
    book(path, [["甲"]])
    with zipfile.ZipFile(path) as old:
        parts = {name: old.read(name) for name in old.namelist()}
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as new:
        for name, data in {**parts, "xl/worksheets/sheet1.xml": part}.items():
            new.writestr(name, data)
    with pytest.raises(ProblemsFound) as error:
        sheets.read(path)
    assert codes(error) == [code]


def test_a_row_of_millions_of_empty_cells_is_refused(tmp_path):
    path = tmp_path / "a.csv"
    path.write_text(f"甲{',' * (sheets.MAX_CELLS + 1)}乙\n", "utf-8")
    with pytest.raises(ProblemsFound) as error:
        sheets.read(path)
    assert codes(error) == ["sheet-too-large"]


def test_columns_are_called_as_excel_calls_them():
    assert [letters(number) for number in (0, 1, 26, 27, 702, 703)] == ["", "A", "Z", "AA", "ZZ", "AAA"]
