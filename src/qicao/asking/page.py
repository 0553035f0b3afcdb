"""A form as a .docx: a table of single values, and one for each list."""

import hashlib
from pathlib import Path

from qicao import package
from qicao.asking import layout, marks, rows, wording
from qicao.asking.identity import LIST, PROPERTY, Identity
from qicao.encoding import escaped

_ENTER = "按回车另起一段"
_FLAT, _BLOCKS, _BLOCK = 6, 4, 3  # empty rows; items of several rows, rows of each
_HEAD, _INNER, _NEEDED, _SHADE = "DCE6F1", "EDF3E4", "FFF8DC", "F5F5F5"
_SHORT, _LONG = 11906, 16838  # twips, A4
_MARGIN = 1134  # 20 mm
_NUMBER = 700  # width of 序号
_WEIGHTS = {"text": 3, "paragraphs": 6, "number": 2, "date": 2, "choice": 2, "flag": 1.5}
_MANY = 3  # columns, above which the page is laid across
_CHOOSE, _DAY = wording.UNFILLED
_NS = "http://schemas.openxmlformats.org/"
_BASE = Path(__file__).parents[1] / "data/form"
_KEPT = ("[Content_Types].xml", "_rels/.rels", "word/_rels/document.xml.rels", "word/styles.xml")
_XML = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'


def write(template, given=None, reference=""):
    """Return the bytes of a form for a template; given is a Mapping of values to fill in."""
    identity = Identity(reference or template.name, template.digest[:8])
    tables = layout.tables(template.params)
    across = any(len(table.columns) > _MANY for table in tables)
    width = (_LONG if across else _SHORT) - 2 * _MARGIN
    inner = [
        _paragraph(f"{template.title}　填报表", "Title"),
        *(_paragraph(text, "FormNote") for text in (template.about, wording.HOW) if text),
        _singles(template, given, width),
        *(part for table in tables for part in _list(table, given, width)),
        _paragraph(identity.line, "FormNote"),
    ]
    parts = {
        **{name: (_BASE / name).read_text("utf-8") for name in _KEPT},
        "word/document.xml": _XML + _document("".join(inner), across),
        "docProps/core.xml": _XML + _core(f"{template.title}填报表"),
        "docProps/custom.xml": _XML + _custom(identity.mark),
    }
    return package.packed([package.deflated(name, text.encode()) for name, text in parts.items()])


def _document(inner, across):
    size = f'w:w="{_LONG}" w:h="{_SHORT}" w:orient="landscape"' if across else f'w:w="{_SHORT}" w:h="{_LONG}"'
    edges = " ".join(f'w:{side}="{_MARGIN}"' for side in ("top", "right", "bottom", "left"))
    return (
        f'<w:document xmlns:w="{_NS}wordprocessingml/2006/main"><w:body>{inner}<w:sectPr><w:pgSz {size}/>'
        f'<w:pgMar {edges} w:header="567" w:footer="567" w:gutter="0"/></w:sectPr></w:body></w:document>'
    )


def _core(title):
    return (
        f'<cp:coreProperties xmlns:cp="{_NS}package/2006/metadata/core-properties" '
        f'xmlns:dc="http://purl.org/dc/elements/1.1/"><dc:title>{escaped(title)}</dc:title>'
        "<dc:creator>qicao</dc:creator></cp:coreProperties>"
    )


def _custom(mark):
    return (
        f'<Properties xmlns="{_NS}officeDocument/2006/custom-properties" '
        f'xmlns:vt="{_NS}officeDocument/2006/docPropsVTypes">'
        f'<property fmtid="{{D5CDD505-2E9C-101B-9397-08002B2CF9AE}}" pid="2" name="{PROPERTY}">'
        f"<vt:lpwstr>{escaped(mark)}</vt:lpwstr></property></Properties>"
    )


# -- parts of a page


def _paragraph(text, style="", inner=None):
    known = f'<w:pPr><w:pStyle w:val="{style}"/></w:pPr>' if style else ""
    return f"<w:p>{known}{_run(text) if inner is None else inner}</w:p>"


def _run(text):
    return f'<w:r><w:t xml:space="preserve">{escaped(text)}</w:t></w:r>' if text else ""


def _cell(width, paragraphs, fill=""):
    shade = f'<w:shd w:val="clear" w:color="auto" w:fill="{fill}"/>' if fill else ""
    return f'<w:tc><w:tcPr><w:tcW w:w="{width}" w:type="dxa"/>{shade}</w:tcPr>{paragraphs or "<w:p/>"}</w:tc>'


def _said(width, text, style="FormNote", fill=""):
    return _cell(width, "".join(_paragraph(line, style) for line in text.split("\n")), fill)


def _row(cells, least=0, head=False):
    known = "<w:cantSplit/>" if head or not least else ""
    known += f'<w:trHeight w:val="{least}" w:hRule="atLeast"/>' if least else ""
    known += "<w:tblHeader/>" if head else ""
    return f"<w:tr><w:trPr>{known}</w:trPr>{''.join(cells)}</w:tr>"


def _table(lines, widths, caption):
    grid = "".join(f'<w:gridCol w:w="{one}"/>' for one in widths)
    return (
        f'<w:tbl><w:tblPr><w:tblStyle w:val="FormTable"/><w:tblW w:w="{sum(widths)}" w:type="dxa"/>'
        f'<w:tblLayout w:type="fixed"/><w:tblCaption w:val="{escaped(caption)}"/></w:tblPr>'
        f"<w:tblGrid>{grid}</w:tblGrid>{''.join(lines)}</w:tbl>"
    )


def _field(width, text, column, place, first=True):
    """Return a cell to be filled in; choices and dates have controls, which an editor may lose.

    first is false in the rows of an item that are for the lists inside it.
    """
    param, fill = column.param, _NEEDED if column.needed and first else ""
    if not first and not text:
        return _said(width, "", "")
    if param.type in ("choice", "flag"):
        choices = wording.FLAGS if param.type == "flag" else param.choices
        listed = "".join(
            f'<w:listItem w:displayText="{escaped(c)}" w:value="{escaped(c)}"/>' for c in choices
        )
        inner = _control(column, place, text, _CHOOSE, f"<w:dropDownList>{listed}</w:dropDownList>")
        return _cell(width, _paragraph("", inner=inner), fill)
    if param.type == "date":
        kind = '<w:date><w:dateFormat w:val="yyyy年M月d日"/><w:lid w:val="zh-CN"/></w:date>'
        return _cell(width, _paragraph("", inner=_control(column, place, text, _DAY, kind)), fill)
    return _said(width, text, "", fill)


def _control(column, place, text, unused, kind):
    """Return an inline control: LibreOffice multiplies those around whole paragraphs (WORD.md 4)."""
    number = int(hashlib.sha256(place.encode()).hexdigest()[:7], 16) + 1
    grey = '<w:rPr><w:color w:val="808080"/></w:rPr>'
    shown = f"<w:r>{'' if text else grey}<w:t>{escaped(text or unused)}</w:t></w:r>"
    return (
        f'<w:sdt><w:sdtPr><w:alias w:val="{escaped(column.label[:60])}"/>'
        f'<w:tag w:val="{escaped(place[:60])}"/>'
        f'<w:id w:val="{number}"/>{"" if text else "<w:showingPlcHdr/>"}{kind}</w:sdtPr>'
        f"<w:sdtContent>{shown}</w:sdtContent></w:sdt>"
    )


# -- tables


def _singles(template, given, width):
    widths = [round(width * share) for share in (0.14, 0.42, 0.22, 0.22)]
    heads = (wording.NAMED, wording.FILLED, wording.EXAMPLE, wording.NOTE)
    lines = [_row(_heads(widths, heads), head=True)]
    for column in layout.singles(template.params):
        text = marks.words(layout.at(given, column.key))
        cells = [
            _said(widths[0], column.label, "FormLabel"),
            _field(widths[1], text, column, column.key),
            _said(widths[2], wording.example(column.param)),
            _said(widths[3], wording.note(column.param, _ENTER)),
        ]
        lines.append(_row(cells, 1100 if column.param.type == "paragraphs" else 480))
    return _table(lines, widths, wording.FILLED)


def _heads(widths, texts, fills=()):
    fills = fills or (_HEAD,) * len(texts)
    return [
        _said(width, text, "FormHead", fill) for width, text, fill in zip(widths, texts, fills, strict=True)
    ]


def _list(table, given, width):
    """Return the heading of a list, how it is filled in, and its table."""
    shares = [max(_WEIGHTS[column.param.type], len(column.label) / 3) for column in table.columns]
    widths = [_NUMBER, *(round((width - _NUMBER) * share / sum(shares)) for share in shares)]
    fills = (_HEAD, *(_INNER if column.depth else _HEAD for column in table.columns))
    heads = (wording.NUMBER, *(column.label for column in table.columns))
    notes = (wording.NOTE, *(wording.note(column.param, _ENTER) for column in table.columns))
    lines = [_row(_heads(widths, heads, fills), head=True), _row(map(_said, widths, notes))]
    for one in wording.example_rows(table):
        texts = (wording.SHOWN, *(one.get(at, "") for at in range(len(table.columns))))
        lines.append(_row(_said(size, text, fill=_SHADE) for size, text in zip(widths, texts, strict=True)))
    room = _BLOCKS if table.nested else _FLAT
    for number, item in enumerate(rows.roomy(table, layout.at(given, table.key), room, _BLOCK), 1):
        for at, cells in enumerate(item):
            lines.append(_item(table, widths, cells, number, at))
    yield _paragraph(table.key.replace(".", "·"), "Heading1")
    for text in filter(None, (wording.note(table.param, _ENTER), wording.guide(table))):
        yield _paragraph(text, "FormGuide")
    yield _table(lines, widths, f"{LIST}{table.key}")


def _item(table, widths, cells, number, at):
    fields = (
        _field(
            widths[place + 1],
            cells.get(place, ""),
            column,
            f"{table.key}.{number}.{at}.{column.key}",
            not at or column.depth,
        )
        for place, column in enumerate(table.columns)
    )
    return _row([_said(widths[0], "" if at else str(number)), *fields], 480)
