"""A form as an .xlsx: a sheet of single values, and one for each list."""

import io
import math
import re

from openpyxl import Workbook
from openpyxl.packaging.custom import StringProperty
from openpyxl.styles import Alignment, Border, Font, PatternFill, Side
from openpyxl.utils import get_column_letter as letter
from openpyxl.worksheet.datavalidation import DataValidation
from openpyxl.worksheet.dimensions import RowDimension

from qicao.asking import layout, marks, rows, wording
from qicao.asking.identity import CHOICES, LIST, PROPERTY, Identity
from qicao.encoding import NOT_XML
from qicao.problems import ProblemsFound, Span, problem, width

_ALT = "按 Alt+Enter 另起一段"
_FLAT, _BLOCKS, _BLOCK, _MORE = (
    12,
    6,
    4,
    300,
)  # empty rows; items of several rows, rows of each; rows prepared
_WIDE, _LANDSCAPE = {"text": 24, "paragraphs": 46, "number": 12, "date": 16, "choice": 15, "flag": 8}, 90
_LINE, _TALL = 14, 64  # points: a line of text, the field of a text of some paragraphs
_MOST = 32767  # characters that a cell holds
_INLINE = 240  # characters; Excel takes 255 of choices that stand in the rule itself
_THIN = Side(style="thin", color="BFBFBF")
_BORDER = Border(_THIN, _THIN, _THIN, _THIN)
_ITEM = Border(_THIN, _THIN, Side(style="medium", color="7F7F7F"), _THIN)
_FILLS = {name: PatternFill("solid", fgColor=name) for name in ("FFF8DC", "DCE6F1", "EDF3E4", "F5F5F5")}
_NEEDED, _HEAD, _INNER, _SHADE = _FILLS.values()
_TITLE, _BOLD = Font("黑体", sz=16, color="1F3864"), Font("黑体", sz=11)
_PLAIN, _GREY = Font("宋体", sz=11), Font("宋体", sz=10, color="808080")
_LINK = Font("宋体", sz=11, color="0563C1", u="single")
_WRAP, _TOP = Alignment(wrap_text=True, vertical="center"), Alignment(wrap_text=True, vertical="top")
_MIDDLE = Alignment(horizontal="center", vertical="center", wrap_text=True)


def write(template, given=None, reference=""):
    """Return the bytes of a form for a template; given is a Mapping of values to fill in."""
    book = Workbook()
    identity = Identity(reference or template.name, template.digest[:8])
    book.custom_doc_props.append(StringProperty(name=PROPERTY, value=identity.mark))
    book.properties.title, book.properties.creator = f"{template.title}填报表", "qicao"
    lists = _Lists(book)
    tables = layout.tables(template.params)
    _main(book.active, template, tables, given, identity, lists)
    for table in tables:
        _list(book.create_sheet(_name(table)), table, given, lists)
    lists.close()
    data = io.BytesIO()
    book.save(data)
    return data.getvalue()


def _name(table):
    return table.key[:31]  # as many as Excel allows


class _Lists:
    """The drop-downs of a book; choices that do not fit into a rule stand on a hidden sheet."""

    def __init__(self, book):
        self.book, self.sheet, self.made = book, None, {}

    def choose(self, sheet, param, cells):
        """Let cells of a sheet be chosen from what a choice or a flag can be; other words are asked about."""
        choices = wording.FLAGS if param.type == "flag" else param.choices
        formula = f'"{",".join(choices)}"'
        if len(formula) > _INLINE or any(re.search('[,"\n]', one) or one != one.strip() for one in choices):
            formula = self._range(choices)
        rule = DataValidation("list", formula, allow_blank=True, errorStyle="warning", showErrorMessage=True)
        rule.errorTitle, rule.error = "请从下拉里选", f"这里可以选：{'、'.join(choices)}"[:220]
        rule.add(cells)
        sheet.add_data_validation(rule)

    def _range(self, choices):
        if self.sheet is None:
            self.sheet = self.book.create_sheet("选项")
            self.sheet["A1"] = CHOICES
            self.sheet.sheet_state = "hidden"
        if choices not in self.made:
            column = len(self.made) + 1
            for at, text in enumerate(choices, 2):
                _put(self.sheet.cell(at, column), text)
            place = letter(column)
            self.made[choices] = f"'{self.sheet.title}'!${place}$2:${place}${len(choices) + 1}"
        return self.made[choices]

    def close(self):
        """Put the hidden sheet last."""
        if self.sheet is not None:
            self.book.move_sheet(self.sheet, len(self.book.worksheets))


def _put(cell, text, font=_PLAIN, align=_TOP, fill=None, border=_BORDER):
    """Write a text, never a formula, into a cell."""
    if text:
        clean = NOT_XML.sub("?", text).replace("\r", "\n")
        cell.value = re.sub("_(?=x[0-9A-Fa-f]{4}_)", "_x005F_", clean)  # which Excel reads as a character
        cell.data_type = "s"
        cell.quotePrefix = text.startswith(("=", "+", "-", "@", "'"))
    cell.font, cell.alignment = font, align
    if fill is not None:
        cell.fill = fill
    if border is not None:
        cell.border = border


def _input(cell, text, column, border=_BORDER, needed=True):
    """Make a cell to be filled in; what is typed stays as typed, but for paragraphs, which may be long."""
    if len(text) > _MOST:
        here = Span(column.label)
        raise ProblemsFound([problem("form-too-long", here, name=column.label, count=len(text))])
    _put(cell, text, fill=_NEEDED if column.needed and needed else None, border=border)
    cell.number_format = "General" if column.param.type == "paragraphs" else "@"


class _Height(RowDimension):
    """The height of a row that still grows with what is typed into it."""

    customHeight = False  # noqa: N815 - openpyxl's own name


def _fit(sheet, row, least=20):
    """Make a row as high as its texts need, as no program does on opening."""
    lines = 1
    for cell in sheet[row]:
        columns = max(4, sheet.column_dimensions[cell.column_letter].width - 2)
        texts = str(cell.value or "").split("\n")
        lines = max(lines, sum(max(1, math.ceil(width(text) / columns)) for text in texts))
    height = min(400, max(least, lines * _LINE + 5))
    sheet.row_dimensions[row] = _Height(sheet, index=row, ht=height)


def _banner(sheet, row, text, last, font, height):
    sheet.merge_cells(start_row=row, start_column=_first(sheet), end_row=row, end_column=last)
    _put(sheet.cell(row, _first(sheet)), text, font, _WRAP, border=None)
    sheet.row_dimensions[row].height = height


def _first(sheet):
    return 2 if sheet.column_dimensions["A"].hidden else 1


def _printed(sheet, wide, heads):
    sheet.page_setup.paperSize, sheet.page_setup.orientation = 9, "landscape" if wide else "portrait"
    sheet.page_setup.fitToWidth, sheet.page_setup.fitToHeight = 1, 0
    sheet.sheet_properties.pageSetUpPr.fitToPage = True
    margins = sheet.page_margins
    margins.left = margins.right = 0.6
    margins.top = margins.bottom = 0.7
    sheet.print_options.horizontalCentered = True
    sheet.print_title_rows = heads
    sheet.oddFooter.center.text = "第 &P 页，共 &N 页"
    sheet.sheet_view.showGridLines = False


def _main(sheet, template, tables, given, identity, lists):
    """Write the sheet of what is asked once."""
    sheet.title = wording.FILLED
    sheet.column_dimensions["A"].hidden = True
    for column, size in zip("BCDE", (14, 44, 30, 28), strict=True):
        sheet.column_dimensions[column].width = size
    sheet["A1"] = identity.mark
    _banner(sheet, 1, f"{template.title}　填报表", 5, _TITLE, 30)
    _banner(sheet, 2, f"{template.about}\n{wording.HOW}", 5, _GREY, 62)
    for column, text in enumerate((wording.NAMED, wording.FILLED, wording.EXAMPLE, wording.NOTE), 2):
        _put(sheet.cell(3, column), text, _BOLD, _MIDDLE, _HEAD)
    sheet.freeze_panes = "A4"
    columns = layout.singles(template.params)
    for row, column in enumerate(columns, 4):
        _single(sheet, row, column, marks.words(layout.at(given, column.key)), lists)
    for row, table in enumerate(tables, 4 + len(columns)):
        _pointer(sheet, row, table)
    _put(sheet.cell(5 + len(columns) + len(tables), 2), identity.line, _GREY, Alignment(), border=None)
    _printed(sheet, False, "3:3")


def _single(sheet, row, column, text, lists):
    param = column.param
    _put(sheet.cell(row, 1), column.key, border=None)
    _put(sheet.cell(row, 2), column.label, _BOLD, _WRAP)
    _input(sheet.cell(row, 3), text, column)
    _put(sheet.cell(row, 4), wording.example(param), _GREY)
    _put(sheet.cell(row, 5), wording.note(param, _ALT), _GREY)
    if param.type in ("choice", "flag"):
        lists.choose(sheet, param, f"C{row}")
    _fit(sheet, row, _TALL if param.type == "paragraphs" else 24)


def _pointer(sheet, row, table):
    """Write the row that leads to the sheet of a list."""
    _put(sheet.cell(row, 1), table.key, border=None)
    _put(sheet.cell(row, 2), table.key.replace(".", "·"), _BOLD, _WRAP)
    _put(sheet.cell(row, 3), wording.pointer(_name(table)), _LINK, fill=_SHADE)
    sheet.cell(row, 3).hyperlink = f"#'{_name(table)}'!A1"
    sheet.cell(row, 3).font = _LINK
    _put(sheet.cell(row, 4), "", _GREY, fill=_SHADE)
    _put(sheet.cell(row, 5), wording.note(table.param, _ALT), _GREY, fill=_SHADE)
    _fit(sheet, row, 24)


# -- lists


def _list(sheet, table, given, lists):
    """Write the sheet of a list: its keys hidden, its heads, an example, then rows to fill in."""
    last = len(table.columns) + 1
    _columns(sheet, table, last)
    _banner(sheet, 2, table.key.replace(".", "·"), last, _TITLE, 28)
    told = f"{wording.note(table.param, _ALT)}\n{wording.guide(table)}"
    _banner(sheet, 3, told.strip(), last, _GREY, 32)
    for at, text in enumerate((wording.NUMBER, *(column.label for column in table.columns)), 1):
        inner = at > 1 and table.columns[at - 2].depth
        _put(sheet.cell(4, at), text, _BOLD, _MIDDLE, _INNER if inner else _HEAD)
    for at, text in enumerate((wording.NOTE, *(wording.note(c.param, _ALT) for c in table.columns)), 1):
        _put(sheet.cell(5, at), text, _GREY, _TOP if at > 1 else _MIDDLE)
    _fit(sheet, 4, 24)
    _fit(sheet, 5)
    sheet.freeze_panes = "B5"
    row = 6
    for one in wording.example_rows(table):
        _put(sheet.cell(row, 1), wording.SHOWN, _GREY, _MIDDLE, _SHADE)
        for at in range(len(table.columns)):
            _put(sheet.cell(row, at + 2), one.get(at, ""), _GREY, fill=_SHADE)
        _fit(sheet, row)
        row += 1
    begin, room = row, _BLOCKS if table.nested else _FLAT
    for number, item in enumerate(rows.roomy(table, layout.at(given, table.key), room, _BLOCK), 1):
        for at, cells in enumerate(item):
            _row(sheet, row, table, cells, "" if at else str(number))
            row += 1
    for at, column in enumerate(table.columns, 2):
        if column.param.type in ("choice", "flag"):
            lists.choose(sheet, column.param, f"{letter(at)}{begin}:{letter(at)}{row + _MORE}")


def _columns(sheet, table, last):
    sheet.cell(1, 1).value = f"{LIST}{table.key}"
    sheet.row_dimensions[1].hidden = True
    sheet.column_dimensions["A"].width = 7
    wide = 0
    for at, column in enumerate(table.columns, 2):
        sheet.cell(1, at).value = column.key
        known = sheet.column_dimensions[letter(at)]
        known.width = max(_WIDE[column.param.type], 2 * len(column.label) + 2)
        known.alignment, known.font = _TOP, _PLAIN
        known.number_format = "General" if column.param.type == "paragraphs" else "@"
        wide += known.width
    if last == 2:  # a single column may be as wide as the page
        sheet.column_dimensions["B"].width = 72
    _printed(sheet, wide > _LANDSCAPE, "4:4")


def _row(sheet, row, table, cells, number):
    border = _ITEM if table.nested and number else _BORDER
    _put(sheet.cell(row, 1), number, _GREY, _MIDDLE, border=border)
    for at, column in enumerate(table.columns):
        first = bool(number) or column.depth
        _input(sheet.cell(row, at + 2), cells.get(at, ""), column, border, first)
    _fit(sheet, row, 24)
