import io
import random
import re
import zipfile
from contextlib import suppress
from functools import cache

import docx
import pytest

from drafts import ENDLESS, SLUGS, example
from qicao.document import Field
from qicao.patience import patience
from qicao.problems import ProblemsFound
from qicao.readers import read
from qicao.writers.word import Options, write

W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'


R = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
OFFICE = "application/vnd.openxmlformats-officedocument"
SPACES = f"""{W} xmlns:r='{R}' xmlns:v='urn:schemas-microsoft-com:vml' xmlns:o='urn:schemas-microsoft-com:office:office'
xmlns:mc='http://schemas.openxmlformats.org/markup-compatibility/2006' xmlns:w14='http://schemas.microsoft.com/office/word/2010/wordml'
xmlns:wps='http://schemas.microsoft.com/office/word/2010/wordprocessingShape' xmlns:other='urn:another'
xmlns:m='http://schemas.openxmlformats.org/officeDocument/2006/math' xmlns:a='http://schemas.openxmlformats.org/drawingml/2006/main'
xmlns:c='http://schemas.openxmlformats.org/drawingml/2006/chart' xmlns:dgm='http://schemas.openxmlformats.org/drawingml/2006/diagram'"""


def foreign(tmp_path, body, **parts):
    """Write a .docx of another program with this body and, by their kinds, the insides of other parts."""
    known = dict(base())
    known["word/document.xml"] = f"<w:document {SPACES}><w:body>{body}</w:body></w:document>".encode()
    for kind, inside in parts.items():
        known = with_part(known, kind, inside)
    return packed(tmp_path / "foreign.docx", known)


@cache
def base():
    """Return the parts of an empty .docx of another program."""
    buffer = io.BytesIO()
    docx.Document().save(buffer)
    with zipfile.ZipFile(buffer) as old:
        return tuple((name, old.read(name)) for name in old.namelist())


def with_part(known, kind, inside):
    """Return the parts of a package with one more, related to the document as r:id of its own name."""
    name = f"word/{kind}.xml"
    root = {"header": "hdr", "footer": "ftr", "chart": ""}.get(kind, kind)
    text = f"<w:{root} {SPACES}>{inside}</w:{root}>" if root else inside
    if name not in known:
        rels, types = known["word/_rels/document.xml.rels"].decode(), known["[Content_Types].xml"].decode()
        one = f"<Relationship Id='{kind}' Type='{R}/{kind}' Target='{kind}.xml'/></Relationships>"
        known["word/_rels/document.xml.rels"] = rels.replace("</Relationships>", one).encode()
        one = f"<Override PartName='/{name}' ContentType='{OFFICE}.wordprocessingml.{kind}+xml'/></Types>"
        known["[Content_Types].xml"] = types.replace("</Types>", one).encode()
    return {**known, name: text.encode()}


def packed(path, parts):
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as new:
        for name, data in parts.items():
            new.writestr(name, data)
    return path


@pytest.mark.parametrize("slug", SLUGS)
@pytest.mark.parametrize("numbering", ["text", "native"])
def test_a_draft_reads_back(slug, numbering, tmp_path):
    document = example(slug)
    path = tmp_path / "a.docx"
    path.write_bytes(write(document, Options(numbering=numbering)))
    again, found = read(path)
    assert not found
    assert again.text == document.text

    def values(one):
        # the mark that ends a paragraph stands outside its control
        fields = (f for block in one.blocks for f in block.parts if isinstance(f, Field))
        return [(f.path, f.text.rstrip("。！？；")) for f in fields]

    assert values(again) == values(document)
    assert [gap.path for gap in again.gaps] == [gap.path for gap in document.gaps]


def test_tracked_changes_are_read_as_accepted(tmp_path):
    body = (
        "<w:p><w:r><w:t>共</w:t></w:r><w:del w:id='1'><w:r><w:delText>三</w:delText></w:r></w:del>"
        "<w:ins w:id='2'><w:r><w:t>四</w:t></w:r></w:ins><w:r><w:tab/><w:t>条</w:t></w:r></w:p>"
    )
    assert read(foreign(tmp_path, body))[0].text == "共四\t条\n"


def test_controls_of_every_kind_keep_their_text(tmp_path):
    run = "<w:r><w:t>{}</w:t></w:r>"
    control = "<w:sdt><w:sdtPr><w:tag w:val='{}'/></w:sdtPr><w:sdtContent>{}</w:sdtContent></w:sdt>"
    inner = control.format("会议", run.format("推进会"))
    block = control.format("正文", f"<w:p>{run.format('一段')}</w:p>")
    bare = "<w:sdt><w:sdtPr/><w:sdtContent>" + run.format("无名") + "</w:sdtContent></w:sdt>"
    document, _ = read(foreign(tmp_path, f"<w:p>{run.format('在')}{inner}{bare}</w:p>{block}"))
    assert document.text == "在推进会无名\n一段\n"
    assert document.blocks[0].parts[1].path == "会议"


def test_headings_by_style(tmp_path):
    made = docx.Document()
    made.add_paragraph("讲话", style="Title")
    made.add_paragraph("压实责任", style="Heading 1")
    made.add_paragraph("今天。")
    path = tmp_path / "a.docx"
    made.save(path)
    assert [(block.kind, block.level) for block in read(path)[0].blocks] == [
        ("title", 0),
        ("heading", 1),
        ("body", 0),
    ]


def broken(tmp_path, make):
    path = tmp_path / "a.docx"
    make(path)
    with pytest.raises(ProblemsFound) as found:
        read(path)
    assert found.value.problems[0].hint
    return found.value.problems[0].code


def test_files_that_are_no_sound_docx(tmp_path):
    def packed(**parts):
        def make(path):
            with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as package:
                for name, data in parts.items():
                    package.writestr(name.replace("__", "/").replace("_xml", ".xml"), data)

        return make

    entities = b'<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a "b">]><x>&a;</x>'
    assert broken(tmp_path, lambda path: path.write_bytes(b"no zip")) == "not-a-docx"
    old = bytes.fromhex("d0cf11e0a1b11ae1") * 99
    locked = old + "EncryptedPackage".encode("utf-16-le")
    assert broken(tmp_path, lambda path: path.write_bytes(old)) == "save-as-docx"
    assert broken(tmp_path, lambda path: path.write_bytes(locked)) == "encrypted-file"
    assert broken(tmp_path, lambda path: path.write_bytes(b"%PDF-1.4")) == "save-as-docx"
    assert broken(tmp_path, lambda path: path.write_bytes(b"{\\rtf1 a}")) == "save-as-docx"
    assert broken(tmp_path, lambda path: path.write_bytes(b"")) == "empty-file"
    assert broken(tmp_path, lambda path: docx.Document().save(path)) == "empty-file"
    assert broken(tmp_path, packed(word__document_xml=b"<x")) == "not-a-docx"
    assert broken(tmp_path, packed(word__document_xml=entities)) == "not-a-docx"
    assert broken(tmp_path, packed(word__document_xml=b"\0" * (65 * 1024 * 1024))) == "file-too-full"
    assert broken(tmp_path, lambda path: path.unlink()) == "no-such-file"
    (tmp_path / "a.docx").mkdir()
    assert broken(tmp_path, lambda path: None) == "cannot-read"


RUN = "<w:r><w:t>{}</w:t></w:r>"
PARAGRAPH = "<w:p>" + RUN + "</w:p>"


def test_a_paragraph_whose_mark_was_deleted_goes_on_in_the_next(tmp_path):
    mark = "<w:pPr><w:rPr><w:del w:id='1' w:author='a'/></w:rPr></w:pPr>"
    body = f"<w:p>{mark}{RUN.format('今天召开')}</w:p>" + PARAGRAPH.format("例会。")
    assert read(foreign(tmp_path, body))[0].text == "今天召开例会。\n"


def test_moved_and_hidden_text(tmp_path):
    moved = (
        "<w:moveFrom w:id='1'>"
        + RUN.format("旧处")
        + "</w:moveFrom><w:moveTo w:id='2'>"
        + RUN.format("新处")
        + "</w:moveTo>"
    )
    hidden = "<w:r><w:rPr><w:vanish/></w:rPr><w:t>看不见</w:t></w:r>"
    assert read(foreign(tmp_path, f"<w:p>{moved}{hidden}</w:p>"))[0].text == "新处\n"


def test_a_line_break_makes_two_paragraphs_and_a_page_break_none(tmp_path):
    body = "<w:p><w:r><w:t>同志们：</w:t><w:br/><w:t>今天</w:t><w:br w:type='page'/><w:t>开会。</w:t></w:r></w:p>"
    document, _ = read(foreign(tmp_path, body))
    assert document.text == "同志们：\n今天开会。\n"
    assert [block.origin.line for block in document.blocks] == [1, 1]


def test_headings_by_outline_level_and_by_what_a_style_builds_on(tmp_path):
    made = docx.Document()
    made.add_paragraph("在年会上的讲话", style="Heading 1")
    own = made.styles.add_style("小标题", 1)
    own.base_style = made.styles["Heading 2"]
    made.add_paragraph("压实责任", style="小标题")
    made.add_paragraph("抓实。")
    made.add_paragraph("（一）抓早", style="Heading 2")
    level = made.add_paragraph("抓小")
    level._p.get_or_add_pPr().append(
        level._p.makeelement(f"{{{W[9:-1]}}}outlineLvl", {f"{{{W[9:-1]}}}val": "2"})
    )
    path = tmp_path / "a.docx"
    made.save(path)
    assert [(block.kind, block.level) for block in read(path)[0].blocks] == [
        ("title", 0),
        ("heading", 1),
        ("body", 0),
        ("heading", 2),
        ("heading", 2),
    ]


def test_what_is_left_out_is_told_with_its_place(tmp_path):
    table = "<w:tbl><w:tr><w:tc>" + PARAGRAPH.format("片区") + "</w:tc></w:tr></w:tbl>"
    box = (
        "<w:p><w:r><w:pict><v:shape xmlns:v='urn:schemas-microsoft-com:vml'><v:textbox><w:txbxContent>"
        + PARAGRAPH.format("插话")
        + "</w:txbxContent></v:textbox></v:shape></w:pict></w:r></w:p>"
    )
    picture = (
        "<w:p><w:r><w:drawing><a:docPr xmlns:a='urn:a' name='图 1' descr='路线图'/></w:drawing></w:r></w:p>"
    )
    math = "<w:p><m:oMath xmlns:m='http://schemas.openxmlformats.org/officeDocument/2006/math'><m:t>a=b</m:t></m:oMath></w:p>"
    speech = PARAGRAPH.format("今天开会，分工见下表。" * 3)
    document, found = read(foreign(tmp_path, speech + table + box + picture + math))
    assert document.text == "今天开会，分工见下表。" * 3 + "\n片区\n"
    assert [(one.code, one.span.line, one.severity) for one in found] == [
        ("table-left-out", 2, "warning"),
        ("text-box-left-out", 3, "warning"),
        ("picture-left-out", 5, "warning"),
        ("formula-left-out", 6, "warning"),
    ]
    assert "插话" in found[1].message
    assert "路线图" in found[2].message


def test_footnotes_are_told(tmp_path):
    note = f"<w:footnote w:id='2'>{PARAGRAPH.format('数据截至三月')}</w:footnote>"
    body = "<w:p>" + RUN.format("今天开会。") + "<w:r><w:footnoteReference w:id='2'/></w:r></w:p>"
    path = foreign(tmp_path, body, footnotes=note)
    document, found = read(path)
    assert document.text == "今天开会。\n"
    assert [one.code for one in found] == ["note-left-out"]
    assert "数据截至三月" in found[0].message


def test_a_speech_laid_out_in_a_table_is_read(tmp_path):
    cell = "".join(
        map(PARAGRAPH.format, ("讲话", "同志们：", "今天开会，有三件事要说。", "一、抓早", "早动手。"))
    )
    document, found = read(foreign(tmp_path, f"<w:tbl><w:tr><w:tc>{cell}</w:tc></w:tr></w:tbl>"))
    assert [block.kind for block in document.blocks] == ["title", "salutation", "body", "heading", "body"]
    assert [one.code for one in found] == ["table-left-out"]


def test_words_of_a_header_are_told_and_a_page_number_is_not(tmp_path):
    document = docx.Document()
    document.add_paragraph("同志们：")
    document.sections[0].header.paragraphs[0].text = "内部文稿"
    document.sections[0].footer.paragraphs[0].text = "— 1 —"
    document.save(tmp_path / "页眉.docx")
    _, found = read(tmp_path / "页眉.docx")
    assert [(one.code, "内部文稿" in one.message) for one in found] == [("header-left-out", True)]


# -- every element that holds words, or stands for some


def mark(kind):
    return f"<w:r><w:fldChar w:fldCharType='{kind}'/></w:r>"


def said(words):
    return RUN.format(words)


def asked(words):
    return f"<w:r><w:instrText xml:space='preserve'>{words}</w:instrText></w:r>"


def field(instruction, result=None):
    inner = "" if result is None else mark("separate") + result
    return mark("begin") + asked(instruction) + inner + mark("end")


def form(inside, instruction, result=""):
    begin = f"<w:r><w:fldChar w:fldCharType='begin'><w:ffData>{inside}</w:ffData></w:fldChar></w:r>"
    return begin + asked(instruction) + result + mark("end")


def changed(kind, words, author="江远"):
    return f"<w:{kind} w:id='7' w:author='{author}'>{words}</w:{kind}>"


def deleted(words):
    return f"<w:r><w:delText>{words}</w:delText></w:r>"


def alternate(choice, fallback, needs="wps"):
    return (
        f"<mc:AlternateContent><mc:Choice Requires='{needs}'>{choice}</mc:Choice>"
        f"<mc:Fallback>{fallback}</mc:Fallback></mc:AlternateContent>"
    )


def box(words):
    inside = f"<wps:txbx><w:txbxContent>{PARAGRAPH.format(words)}</w:txbxContent></wps:txbx>"
    return f"<w:r>{alternate(drawn(inside), f'<w:pict><v:shape><v:textbox><w:txbxContent>{PARAGRAPH.format(words)}</w:txbxContent></v:textbox></v:shape></w:pict>')}</w:r>"


def drawn(inside, kind="word/2010/wordprocessingShape"):
    return f"<w:drawing><a:graphic><a:graphicData uri='http://schemas.microsoft.com/office/{kind}'>{inside}</a:graphicData></a:graphic></w:drawing>"


INLINE = {
    # plain words
    "runs split in the middle": (said("今") + said("天") + said("开会"), "今天开会", []),
    "tabs and hyphens": ("<w:r><w:t>甲</w:t><w:ptab/><w:t>乙</w:t><w:noBreakHyphen/><w:t>丙</w:t><w:softHyphen/><w:t>丁</w:t></w:r>", "甲\t乙-丙丁", []),
    "a line end in the XML is a space": ("<w:r><w:t>一月\n 二月</w:t></w:r>", "一月  二月", []),
    "space at the ends is kept when asked": ("<w:r><w:t xml:space='preserve'>A </w:t><w:t>\n B\n</w:t></w:r>", "A B", []),
    "looks change no words": ("<w:r><w:rPr><w:caps/><w:smallCaps/><w:strike/><w:rPrChange w:id='1' w:author='江远'><w:rPr><w:vanish/></w:rPr></w:rPrChange></w:rPr><w:t>ABc</w:t></w:r>", "ABc", []),
    "pinyin above words": ("<w:r><w:ruby><w:rubyPr/><w:rt><w:r><w:t>yún</w:t></w:r></w:rt><w:rubyBase><w:r><w:t>云</w:t></w:r></w:rubyBase></w:ruby></w:r>" + said("陂"), "云陂", []),
    "a symbol by its number": ("<w:r><w:sym w:font='宋体' w:char='2103'/></w:r>", "℃", []),
    "a known sign of a font of signs": ("<w:r><w:sym w:font='Wingdings' w:char='F0FE'/></w:r>" + said("同意"), "☑同意", []),
    "an unknown sign of a font of signs": ("<w:r><w:sym w:font='Webdings' w:char='F0A1'/></w:r>" + said("见"), "见", ["symbol-left-out"]),
    "a page number of old": (said("第") + "<w:r><w:pgNum/></w:r>" + said("项"), "第项", ["field-left-out"]),
    # what is around runs
    "links, tags and directions": (
        f"<w:hyperlink>{said('网')}</w:hyperlink><w:smartTag><w:smartTagPr/>{said('云')}</w:smartTag>"
        f"<w:dir w:val='ltr'>{said('陂')}</w:dir><w:bdo w:val='rtl'>{said('市')}</w:bdo>"
        f"<w:customXml w:element='x'><w:customXmlPr/>{said('县')}</w:customXml>",
        "网云陂市县",
        [],
    ),
    "controls in controls": (f"<w:sdt><w:sdtPr/><w:sdtContent>{said('甲')}<w:sdt><w:sdtContent>{said('乙')}</w:sdtContent></w:sdt></w:sdtContent></w:sdt>", "甲乙", []),
    "the entry of a list and a date in controls": (f"<w:sdt><w:sdtPr><w:dropDownList><w:listItem w:displayText='不读' w:value='1'/></w:dropDownList></w:sdtPr><w:sdtContent>{said('已选')}</w:sdtContent></w:sdt>", "已选", []),
    "of alternatives the one that is shown": (f"<w:r>{alternate('<w:t>新</w:t>', '<w:t>旧</w:t>')}</w:r>", "新", []),
    "of alternatives the old one where the new is unknown": (f"<w:r>{alternate('<w:t>新</w:t>', '<w:t>旧</w:t>', 'other')}</w:r>", "旧", []),
    "no alternative": ("<w:r><mc:AlternateContent><mc:Choice Requires='gone'><w:t>新</w:t></mc:Choice></mc:AlternateContent><w:t>文</w:t></w:r>", "文", []),
    # fields
    "a simple field": (f"<w:fldSimple w:instr='DATE'>{said('三月')}</w:fldSimple>", "三月", []),
    "a field": (said("第") + field(" SEQ 表 ", said("三")) + said("项"), "第三项", []),
    "a field in the instruction of a field": (mark("begin") + asked("IF ") + field("MERGEFIELD 甲", said("不读")) + asked(" = 1") + mark("separate") + said("结果") + mark("end"), "结果", []),
    "a field in the result of a field": (field("TOC", said("目") + field("PAGEREF x", said("3")) + said("录")), "目3录", []),
    "a field without a result": (said("带圈") + field("EQ \\o\\ac(○,一)"), "带圈", ["field-left-out"]),
    "a field that shows nothing": (field("XE 索引") + said("正文"), "正文", []),
    "a field that never ends": (mark("begin") + asked("REF x") + said("照读"), "照读", []),
    "an end without a field": (mark("end") + mark("separate") + said("照读"), "照读", []),
    "a form field of words": (form("<w:textInput><w:default w:val='默认'/></w:textInput>", "FORMTEXT", mark("separate") + said("所填")), "所填", []),
    "a form field of words not filled in": (form("<w:textInput><w:default w:val='默认'/></w:textInput>", "FORMTEXT"), "默认", []),
    "a form field with boxes": (form("<w:checkBox><w:default w:val='1'/></w:checkBox>", "FORMCHECKBOX") + said("是") + form("<w:checkBox><w:default w:val='1'/><w:checked w:val='0'/></w:checkBox>", "FORMCHECKBOX") + said("否"), "☒是☐否", []),
    "a form field with a list": (form("<w:ddList><w:result w:val='1'/><w:listEntry w:val='甲'/><w:listEntry w:val='乙'/></w:ddList>", "FORMDROPDOWN"), "乙", []),
    "a form field with a list, nothing chosen": (form("<w:ddList><w:listEntry w:val='甲'/></w:ddList>", "FORMDROPDOWN"), "甲", []),
    # changes
    "changes of people": (said("共") + changed("del", deleted("三")) + changed("ins", said("四")) + said("条"), "共四条", ["changes-pending"]),
    "moves of people": (changed("moveFrom", said("旧")) + said("，") + changed("moveTo", said("新")), "，新", ["changes-pending"]),
    "suggestions of ours": (said("共") + changed("del", deleted("三"), "qicao") + changed("ins", said("四"), "qicao") + said("条"), "共三条", ["suggestions-pending"]),
    "a change within a change": (changed("ins", said("甲") + changed("del", deleted("乙")) + changed("ins", said("丙"), "qicao")) + said("丁"), "甲丁", ["changes-pending", "suggestions-pending"]),
    "changes around a control": (f"<w:sdt><w:sdtContent>{changed('ins', said('新'))}</w:sdtContent></w:sdt>" + changed("del", f"<w:sdt><w:sdtContent>{deleted('旧')}</w:sdtContent></w:sdt>"), "新", ["changes-pending"]),
    "a field that was deleted": (changed("del", field("REF x", deleted("旧"))) + said("新"), "新", ["changes-pending"]),
    # hidden words
    "hidden words": ("<w:r><w:rPr><w:vanish/></w:rPr><w:t>看不见</w:t></w:r>" + said("看见"), "看见", ["hidden-left-out"]),
    "hidden words in pieces are told of once": ("<w:r><w:rPr><w:vanish/></w:rPr><w:t>看</w:t></w:r><w:r><w:rPr><w:vanish w:val='true'/></w:rPr><w:t>不见</w:t></w:r>" + said("看见"), "看见", ["hidden-left-out"]),
    "words that are not hidden, or hidden on the web": ("<w:r><w:rPr><w:vanish w:val='0'/></w:rPr><w:t>看</w:t></w:r><w:r><w:rPr><w:webHidden/></w:rPr><w:t>见</w:t></w:r>", "看见", []),
    "an entry of the index in hidden runs": ("<w:r><w:rPr><w:vanish/></w:rPr><w:fldChar w:fldCharType='begin'/></w:r>" + asked("EQ 甲") + "<w:r><w:rPr><w:vanish/></w:rPr><w:fldChar w:fldCharType='end'/></w:r>" + said("正文"), "正文", []),
    # what is not read
    "a text box, once": (box("插话") + said("正文"), "正文", ["text-box-left-out"]),
    "an empty text box": (box("") + said("正文"), "正文", []),
    "a line that is drawn": (f"<w:r>{drawn('<wps:wsp/>')}<w:pict><v:line/></w:pict><w:pict><v:rect o:hr='t'/></w:pict></w:r>" + said("正文"), "正文", []),
    "a picture": (f"<w:r>{drawn('<a:blip/>', 'picture')}</w:r>" + said("正文"), "正文", ["picture-left-out"]),
    "an old picture and an object": ("<w:r><w:pict><v:shape><v:imagedata/></v:shape></w:pict><w:object><o:OLEObject ProgID='Excel.Sheet.12'/></w:object></w:r>" + said("正文"), "正文", ["picture-left-out", "picture-left-out"]),
    "words as art": ("<w:r><w:pict><v:shape><v:textpath string='热烈欢迎'/></v:shape></w:pict></w:r>" + said("正文"), "正文", ["text-box-left-out"]),
    "a picture in a text box": (f"<w:r><w:pict><v:shape><v:textbox><w:txbxContent><w:p><w:r>{drawn('<a:blip/>', 'picture')}<w:t>插话</w:t></w:r></w:p></w:txbxContent></v:textbox></v:shape></w:pict></w:r>" + said("正文"), "正文", ["text-box-left-out", "picture-left-out"]),
    "words of a drawing that is no text box": ("<w:r><w:drawing><a:p><a:r><a:t>图中字</a:t></a:r></a:p></w:drawing></w:r>" + said("正文"), "正文", ["picture-left-out", "text-box-left-out"]),
    "formulas": ("<m:oMathPara><m:oMath><m:r><m:t>a</m:t></m:r><m:r><m:t>=b</m:t></m:r></m:oMath></m:oMathPara>" + said("正文"), "正文", ["formula-left-out"]),
    "a formula of old": ("<w:r><w:object><o:OLEObject ProgID='Equation.DSMT4'/></w:object></w:r>" + said("正文"), "正文", ["formula-left-out"]),
    "another document inside": ("<w:subDoc r:id='gone'/><w:contentPart r:id='gone'/>" + said("正文"), "正文", ["foreign-left-out", "foreign-left-out"]),
    "a note that is not there": (said("正文") + "<w:r><w:endnoteReference w:id='9'/></w:r>", "正文", ["note-left-out"]),
    "a note that was deleted": (said("正文") + changed("del", "<w:r><w:footnoteReference w:id='9'/></w:r>"), "正文", ["changes-pending"]),
}  # fmt: skip


@pytest.mark.parametrize(("inside", "text", "codes"), INLINE.values(), ids=INLINE)
def test_what_a_paragraph_says_and_what_is_told_of(tmp_path, inside, text, codes):
    document, found = read(foreign(tmp_path, f"<w:p>{inside}</w:p>"))
    assert document.text == f"{text}\n"
    assert [one.code for one in found] == codes
    assert all(one.severity == "warning" and one.hint for one in found)


def ended(change, words, **more):
    """Return a paragraph whose mark is tracked."""
    return f"<w:p><w:pPr>{more.get('before', '')}<w:rPr>{change}</w:rPr></w:pPr>{said(words)}</w:p>"


def tracked(kind, author="江远"):
    return f"<w:{kind} w:id='1' w:author='{author}'/>"


HIDDEN, CELL = "<w:vanish/><w:specVanish/>", "<w:tc>{}</w:tc>"
END = PARAGRAPH.format("今天开会，话还长，要说的不止这几句，请大家耐心听。")
SPEECH = "今天开会，话还长，要说的不止这几句，请大家耐心听。"
BLOCKS = {
    "a mark that was deleted": (ended(tracked("del"), "甲") + PARAGRAPH.format("乙"), "甲乙"),
    "a mark that was moved away": (ended(tracked("moveFrom"), "甲") + PARAGRAPH.format("乙"), "甲乙"),
    "a mark that was put in": (ended(tracked("ins"), "甲") + PARAGRAPH.format("乙"), "甲\n乙"),
    "a mark we suggest": (ended(tracked("ins", "qicao"), "甲") + PARAGRAPH.format("乙"), "甲乙"),
    "a paragraph we suggest": (ended(tracked("ins", "qicao"), "")[:-6] + changed("ins", said("乙"), "qicao") + "</w:p>" + PARAGRAPH.format("丙"), "丙"),
    "a mark we suggest to delete": (ended(tracked("del", "qicao"), "甲") + PARAGRAPH.format("乙"), "甲\n乙"),
    "a mark that is hidden": (ended(HIDDEN, "（一）抓早。") + PARAGRAPH.format("早动手。"), "（一）抓早。早动手。"),
    "a big first letter": ("<w:p><w:pPr><w:framePr w:dropCap='drop'/></w:pPr>" + said("今") + "</w:p>" + PARAGRAPH.format("天"), "今天"),
    "a frame": ("<w:p><w:pPr><w:framePr w:w='99'/></w:pPr>" + said("甲") + "</w:p>" + PARAGRAPH.format("乙"), "甲\n乙"),
    "a deleted mark before a table": (ended(tracked("del"), "甲") + "<w:tbl><w:tr>" + CELL.format(PARAGRAPH.format("乙")) + "</w:tr></w:tbl>", "甲\n乙"),
    "a deleted mark at the end of a cell": ("<w:tbl><w:tr>" + CELL.format(ended(tracked("del"), "甲")) + CELL.format(PARAGRAPH.format("乙")) + "</w:tr></w:tbl>", "甲\n乙"),
    "a deleted mark at the end": (ended(tracked("del"), "甲"), "甲"),
    "rows put in and deleted": ("<w:tbl>" + "".join(f"<w:tr><w:trPr>{tracked(kind, who)}</w:trPr>{CELL.format(PARAGRAPH.format(words))}</w:tr>" for kind, who, words in (("ins", "江远", "甲"), ("del", "江远", "乙"), ("ins", "qicao", "丙"), ("del", "qicao", "丁"))) + "</w:tbl>", "甲\n丁"),
    "cells put in and deleted": ("<w:tbl><w:tr>" + "".join(f"<w:tc><w:tcPr>{tracked(kind, who)}</w:tcPr>{PARAGRAPH.format(words)}</w:tc>" for kind, who, words in (("cellIns", "江远", "甲"), ("cellDel", "江远", "乙"), ("cellIns", "qicao", "丙"), ("cellDel", "qicao", "丁"))) + "</w:tr></w:tbl>", "甲\n丁"),
    "controls around paragraphs, rows and cells": (
        f"<w:sdt><w:sdtContent>{PARAGRAPH.format('甲')}<w:tbl><w:sdt><w:sdtContent><w:tr><w:sdt><w:sdtContent>{CELL.format(PARAGRAPH.format('乙'))}"
        "</w:sdtContent></w:sdt></w:tr></w:sdtContent></w:sdt></w:tbl></w:sdtContent></w:sdt>",
        "甲\n乙",
    ),
    "marked-up paragraphs": (f"<w:customXml><w:customXmlPr/>{PARAGRAPH.format('甲')}</w:customXml>" + alternate(PARAGRAPH.format("乙"), PARAGRAPH.format("不读")), "甲\n乙"),
    "a field over paragraphs": (f"<w:p>{mark('begin')}{asked('TOC')}{mark('separate')}{said('甲')}</w:p><w:p>{said('乙')}{mark('end')}</w:p>", "甲\n乙"),
    "an instruction over paragraphs": (f"<w:p>{said('甲')}{mark('begin')}{asked('IF')}{said('不读')}</w:p><w:p>{said('不读')}{mark('separate')}{said('乙')}{mark('end')}</w:p>", "甲乙"),
    "a table in a table": ("<w:tbl><w:tr>" + CELL.format("<w:tbl><w:tr>" + CELL.format(PARAGRAPH.format("甲")) + "</w:tr></w:tbl>" + PARAGRAPH.format("乙")) + "</w:tr></w:tbl>", "甲\n乙"),
}  # fmt: skip


@pytest.mark.parametrize(("body", "text"), BLOCKS.values(), ids=BLOCKS)
def test_what_makes_a_paragraph(tmp_path, body, text):
    document, found = read(foreign(tmp_path, body + END))
    assert document.text.removesuffix("\n").removesuffix(SPEECH).removesuffix("\n") == text
    assert len([one for one in found if one.code == "table-left-out"]) == (1 if "<w:tbl>" in body else 0)


def test_changes_are_counted_as_a_person_sees_them_and_by_whom(tmp_path):
    body = (
        f"<w:p><w:pPr><w:rPr>{tracked('ins')}</w:rPr></w:pPr>{changed('ins', said('新'))}{changed('ins', said('段'))}</w:p>"
        f"<w:p>{said('今天')}{changed('del', deleted('不'))}{changed('ins', said('开会'), '林溪')}</w:p>"
        f"<w:p>{changed('ins', said('又'), 'qicao')}{said('散会')}</w:p>"
    )
    document, found = read(foreign(tmp_path, body))
    assert document.text == "新段\n今天开会\n散会\n"
    people, own = found
    assert (people.code, own.code) == ("changes-pending", "suggestions-pending")
    assert "3 处" in people.message
    assert "江远、林溪" in people.message
    assert "1 处" in own.message


def test_comments_of_people_are_told_of_once_and_ours_are_not(tmp_path):
    notes = "".join(
        f"<w:comment w:id='{number}' w:author='{author}'>{PARAGRAPH.format(words)}</w:comment>"
        for number, (author, words) in enumerate(
            (("qicao", "请填"), ("江远", "再想想"), ("林溪", "同意"), ("江远", "没有人看见"))
        )
    )
    body = (
        PARAGRAPH.format("甲")
        + f"<w:p>{said('乙')}"
        + "".join(f"<w:r><w:commentReference w:id='{n}'/></w:r>" for n in (0, 1, 2))
        + "</w:p>"
    )
    (found,) = read(foreign(tmp_path, body, comments=notes))[1]
    assert (found.code, found.span.line) == ("comments-left-out", 2)
    assert "2 条" in found.message
    assert "再想想" in found.message
    assert not read(foreign(tmp_path, PARAGRAPH.format("甲"), comments=notes))[1]


def test_the_words_of_notes_and_charts_are_told(tmp_path):
    note = f"<w:endnote w:id='3'><w:p>{said('数据')}{changed('del', deleted('不'))}{field('REF x', said('截至三月'))}</w:p></w:endnote>"
    chart = "<c:chartSpace xmlns:c='http://schemas.openxmlformats.org/drawingml/2006/chart' xmlns:a='http://schemas.openxmlformats.org/drawingml/2006/main'><a:t>增速</a:t><c:v>8.5</c:v></c:chartSpace>"
    body = f"<w:p>{said('正文')}<w:r><w:endnoteReference w:id='3'/><w:drawing><a:graphicData uri='x/chart'><c:chart r:id='chart'/></a:graphicData></w:drawing></w:r></w:p>"
    found = read(foreign(tmp_path, body, endnotes=note, chart=chart))[1]
    assert [one.code for one in found] == ["note-left-out", "chart-left-out"]
    assert "数据截至三月" in found[0].message
    assert "增速、8.5" in found[1].message


FOOTERS = {
    "a page number": (f"<w:p>{said('— ')}{field('PAGE', said('12'))}{said(' —')}</w:p>", False),
    "a page number in words": (f"<w:p>{said('第')}<w:fldSimple w:instr='PAGE'>{said('3')}</w:fldSimple>{said('页 共')}{field('NUMPAGES', said('9'))}{said('页')}</w:p>", False),
    "a page number in a text box": (f"<w:p><w:r><w:pict><v:shape><v:textbox><w:txbxContent><w:p>{field('PAGE', said('1'))}</w:p></w:txbxContent></v:textbox></v:shape></w:pict></w:r></w:p>", False),
    "words": (PARAGRAPH.format("内部文稿"), True),
    "letters": (PARAGRAPH.format("Draft 2"), True),
    "a figure": (PARAGRAPH.format("2026"), True),
    "words in a text box": (f"<w:p>{box('内部文稿')}</w:p>", True),
    "words as art": ("<w:p><w:r><w:pict><v:shape><v:textpath string='样稿'/></v:shape></w:pict></w:r></w:p>", True),
    "nothing": ("<w:p/>", False),
}  # fmt: skip


@pytest.mark.parametrize(("inside", "told"), FOOTERS.values(), ids=FOOTERS)
def test_what_a_footer_says(tmp_path, inside, told):
    section = "<w:sectPr><w:footerReference w:type='{}' r:id='footer'/>{}</w:sectPr>"
    for kind, more, shown in (
        ("default", "", True),
        ("first", "", False),
        ("first", "<w:titlePg/>", True),
        ("even", "", False),
    ):
        path = foreign(tmp_path, PARAGRAPH.format("正文") + section.format(kind, more), footer=inside)
        assert [one.code for one in read(path)[1]] == (["header-left-out"] if told and shown else [])
    path = foreign(
        tmp_path,
        PARAGRAPH.format("正文") + section.format("even", ""),
        footer=inside,
        settings="<w:evenAndOddHeaders/>",
    )
    assert bool(read(path)[1]) == told


STYLES = """<w:style w:type='paragraph' w:default='1' w:styleId='a'><w:name w:val='Normal'/></w:style>
<w:style w:type='character' w:styleId='h'><w:name w:val='暗'/><w:rPr><w:vanish/></w:rPr></w:style>
<w:style w:type='character' w:styleId='h2'><w:name w:val='更暗'/><w:basedOn w:val='h'/></w:style>
<w:style w:type='character' w:styleId='h3'><w:name w:val='不暗'/><w:basedOn w:val='h2'/><w:rPr><w:vanish w:val='0'/></w:rPr></w:style>
<w:style w:type='paragraph' w:styleId='p'><w:name w:val='暗段'/><w:basedOn w:val='q'/></w:style>
<w:style w:type='paragraph' w:styleId='q'><w:name w:val='暗底'/><w:basedOn w:val='p'/><w:rPr><w:vanish/></w:rPr></w:style>"""


@pytest.mark.parametrize(
    ("paragraph", "run", "own", "shown"),
    [
        ("a", "h", "", False),
        ("a", "h2", "", False),
        ("a", "h3", "", True),
        ("a", "h2", "<w:vanish w:val='0'/>", True),
        ("p", "h3", "", False),
        ("p", "h2", "", True),  # hidden twice is shown
        ("没有", "没有", "", True),
    ],
)
def test_words_are_hidden_by_styles_too(tmp_path, paragraph, run, own, shown):
    words = f"<w:p><w:pPr><w:pStyle w:val='{paragraph}'/></w:pPr><w:r><w:rPr><w:rStyle w:val='{run}'/>{own}</w:rPr><w:t>甲</w:t></w:r></w:p>"
    document, found = read(foreign(tmp_path, words + PARAGRAPH.format("乙"), styles=STYLES))
    assert ("甲" in document.text) == shown
    assert [one.code for one in found] == ([] if shown else ["hidden-left-out"])


# -- native numbers


def level(number, form, text, more="", start="<w:start w:val='1'/>"):
    return f"<w:lvl w:ilvl='{number}'>{start}<w:numFmt w:val='{form}'/>{more}<w:suff w:val='nothing'/><w:lvlText w:val='{text}'/></w:lvl>"


def abstract(number, *levels, more=""):
    return f"<w:abstractNum w:abstractNumId='{number}'>{more}{''.join(levels)}</w:abstractNum>"


def num(number, of, *overrides):
    return f"<w:num w:numId='{number}'><w:abstractNumId w:val='{of}'/>{''.join(overrides)}</w:num>"


def item(number, at=0, words="。", style=""):
    named = f"<w:pStyle w:val='{style}'/>" if style else ""
    numbered = (
        ""
        if number is None
        else f"<w:numPr>{'' if at is None else f'<w:ilvl w:val={chr(39)}{at}{chr(39)}/>'}<w:numId w:val='{number}'/></w:numPr>"
    )
    return f"<w:p><w:pPr>{named}{numbered}</w:pPr>{said(words)}</w:p>"


FORMS = {
    "decimal": {1: "1", 12: "12", -1: "-1"},
    "decimalZero": {3: "03", 12: "12"},
    "decimalFullWidth": {12: "１２"},
    "chineseCounting": {1: "一", 10: "十", 21: "二十一", 99: "九十九", 101: "一○一"},
    "chineseCountingThousand": {10: "十", 11: "十一", 100: "一百", 110: "一百一十", 1010: "一千零一十"},
    "japaneseCounting": {11: "十一", 101: "百一", 1234: "千二百三十四"},
    "ideographDigital": {10: "一〇", 12: "一二"},
    "ideographTraditional": {1: "甲", 10: "癸", 11: "11"},
    "ideographZodiac": {1: "子", 12: "亥", 13: "13"},
    "chineseLegalSimplified": {1: "壹", 10: "壹拾", 25: "贰拾伍", 102: "壹佰零贰"},
    "ideographLegalTraditional": {2: "貳"},
    "decimalEnclosedCircle": {1: "①", 20: "⑳", 21: "21"},
    "decimalEnclosedCircleChinese": {3: "③"},
    "decimalEnclosedParen": {3: "⑶"},
    "decimalEnclosedFullstop": {3: "⒊"},
    "ideographEnclosedCircle": {3: "㊂"},
    "upperRoman": {4: "IV", 1994: "MCMXCIV"},
    "lowerRoman": {9: "ix"},
    "upperLetter": {26: "Z", 27: "AA", 53: "AAA"},
    "lowerLetter": {2: "b", 28: "bb"},
    "numberInDash": {2: "- 2 -"},
    "none": {3: ""},
    "没有这种": {7: "7"},
}


@pytest.mark.parametrize("form", FORMS)
def test_a_number_in_each_format(tmp_path, form):
    starts = {n: f"<w:start w:val='{n}'/>" for n in FORMS[form]}
    lists = "".join(abstract(n, level(0, form, "第%1项", start=start)) for n, start in starts.items())
    lists += "".join(num(n, n) for n in starts)
    document, _ = read(foreign(tmp_path, "".join(map(item, starts)), numbering=lists))
    assert document.text.splitlines() == [f"第{written}项。" for written in FORMS[form].values()]


OUTLINE = abstract(
    1,
    level(0, "chineseCounting", "%1、"),
    level(1, "chineseCounting", "（%2）"),
    level(2, "decimal", "%1.%2.%3"),
)
LISTS = {
    "levels count and restart": (
        OUTLINE + num(1, 1),
        [(1, 0), (1, 1), (1, 1), (1, 2), (1, 0), (1, 1), (1, 2)],
        "一、|（一）|（二）|一.二.1|二、|（一）|二.一.1",
    ),
    "a legal level counts in figures": (
        abstract(1, level(0, "chineseCounting", "第%1章"), level(1, "decimal", "%1.%2", "<w:isLgl/>")) + num(1, 1),
        [(1, 0), (1, 1), (1, 0), (1, 1)],
        "第一章|1.1|第二章|2.1",
    ),
    "two lists of one kind go on from one another": (OUTLINE + num(1, 1) + num(2, 1), [(1, 0), (2, 0), (1, 0)], "一、|二、|三、"),
    "a list that starts anew, once": (
        OUTLINE + num(1, 1) + num(2, 1, "<w:lvlOverride w:ilvl='0'><w:startOverride w:val='5'/></w:lvlOverride>"),
        [(1, 0), (2, 0), (2, 0), (1, 0)],
        "一、|五、|六、|七、",
    ),
    "a list with a level of its own": (
        OUTLINE + num(1, 1) + num(2, 1, f"<w:lvlOverride w:ilvl='0'>{level(0, 'upperRoman', '%1)')}</w:lvlOverride>"),
        [(1, 0), (2, 0)],
        "一、|I)",
    ),
    "a level that never restarts": (
        abstract(1, level(0, "decimal", "%1."), level(1, "decimal", "条%2", "<w:lvlRestart w:val='0'/>")) + num(1, 1),
        [(1, 0), (1, 1), (1, 0), (1, 1)],
        "1.|条1|2.|条2",
    ),
    "a bullet is no word": (abstract(1, level(0, "bullet", "●")) + num(1, 1), [(1, 0)], ""),
    "a hidden number": (abstract(1, level(0, "decimal", "%1", "<w:rPr><w:vanish/></w:rPr>")) + num(1, 1), [(1, 0)], ""),
    "words without a number": (abstract(1, level(0, "none", "附件：")) + num(1, 1), [(1, 0)], "附件："),
    "list 0 is none, nor is one that is not there": (OUTLINE + num(1, 1), [(0, 0), (7, 0), (1, 0)], "||一、"),
    "a level that is not there": (OUTLINE + num(1, 1), [(1, 8), (1, 0)], "|一、"),
    "a level without a level given": (OUTLINE + num(1, 1), [(1, None)], "一、"),
    "a level that is passed over counts": (OUTLINE + num(1, 1), [(1, 2), (1, 0)], "一.一.1|二、"),
    "no start is 1": (abstract(1, level(0, "decimal", "%1)", start="")) + num(1, 1), [(1, 0), (1, 0)], "1)|2)"),
    "a start that is no number": (abstract(1, level(0, "decimal", "%1)", start="<w:start w:val='x'/>")) + num(1, 1), [(1, 0)], "1)"),
    "a list of a style": (
        abstract(1, more="<w:numStyleLink w:val='n'/>") + abstract(2, level(0, "decimal", "%1号"), more="<w:styleLink w:val='n'/>") + num(1, 1) + num(2, 2),
        [(1, 0), (2, 0)],
        "1号|2号",
    ),
    "a shape of its own": (
        abstract(1, f"<w:lvl w:ilvl='0'><w:start w:val='7'/>{alternate(chr(60) + 'w:numFmt w:val=' + chr(39) + 'custom' + chr(39) + ' w:format=' + chr(39) + '001, 002, 003, ...' + chr(39) + '/>', '<w:numFmt w:val=' + chr(39) + 'decimal' + chr(39) + '/>', 'w14')}<w:lvlText w:val='编%1号'/></w:lvl>") + num(1, 1),
        [(1, 0)],
        "编007号 ",
    ),
}  # fmt: skip
NUMBERED = """<w:style w:type='numbering' w:styleId='n'><w:name w:val='列'/><w:pPr><w:numPr><w:numId w:val='2'/></w:numPr></w:pPr></w:style>"""


@pytest.mark.parametrize(("lists", "items", "labels"), LISTS.values(), ids=LISTS)
def test_lists_count_as_in_a_word_processor(tmp_path, lists, items, labels):
    body = "".join(item(*one) for one in items)
    document, found = read(foreign(tmp_path, body, numbering=lists, styles=NUMBERED))
    assert document.text == "".join(f"{label}。\n" for label in labels.split("|"))
    assert not found


@pytest.mark.parametrize(
    ("suffix", "label", "words", "text"),
    [
        ("<w:suff w:val='space'/>", "第%1章", "总则", "第1章 总则"),
        ("<w:suff w:val='nothing'/>", "%1", "总则", "1总则"),
        ("", "%1、", "总则", "1、总则"),
        ("<w:suff w:val='tab'/>", "第%1条", "总则", "第1条 总则"),
        ("", "%1", "2026年", "1 2026年"),
        ("", "（%1）", "总则", "（1）总则"),
    ],
)
def test_what_parts_a_number_from_the_words(tmp_path, suffix, label, words, text):
    one = f"<w:lvl w:ilvl='0'><w:start w:val='1'/>{suffix}<w:lvlText w:val='{label}'/></w:lvl>"
    path = foreign(tmp_path, item(1, words=words), numbering=abstract(1, one) + num(1, 1))
    assert read(path)[0].text == f"{text}\n"


def test_numbers_come_from_styles_and_what_these_build_on(tmp_path):
    def style(identity, base, inside):
        below = f"<w:basedOn w:val='{base}'/>" if base else ""
        return f"<w:style w:type='paragraph' w:styleId='{identity}'><w:name w:val='式{identity}'/>{below}<w:pPr>{inside}</w:pPr></w:style>"

    styles = (
        style("one", "", "<w:numPr><w:numId w:val='1'/></w:numPr>")
        + style("two", "one", "<w:numPr><w:ilvl w:val='1'/></w:numPr>")
        + style("linked", "", "<w:numPr><w:numId w:val='1'/></w:numPr>")
        + style("below", "one", "")
        + style("off", "one", "<w:numPr><w:numId w:val='0'/></w:numPr>")
        + style("round", "trip", "")
        + style("trip", "round", "")
    )
    lists = abstract(
        1,
        level(0, "decimal", "%1、"),
        level(1, "decimal", "（%2）"),
        level(2, "decimal", "%3）", "<w:pStyle w:val='linked'/>"),
    )
    body = "".join(
        item(None, style=name) for name in ("one", "below", "two", "linked", "off", "round", "gone")
    )
    body += item(0, style="one") + item(1, 1, style="one")
    document, _ = read(foreign(tmp_path, body, numbering=lists + num(1, 1), styles=styles))
    assert document.text.split() == ["1、。", "2、。", "（1）。", "1）。", "。", "。", "。", "。", "（2）。"]


def test_what_was_deleted_does_not_count(tmp_path):
    lists = OUTLINE + num(1, 1)
    gone = (
        item(1)
        .replace("</w:pPr>", f"<w:rPr>{tracked('del')}</w:rPr></w:pPr>")
        .replace(said("。"), changed("del", deleted("。")))
    )
    offered = (
        item(1)
        .replace("</w:pPr>", f"<w:rPr>{tracked('ins', 'qicao')}</w:rPr></w:pPr>")
        .replace(said("。"), changed("ins", said("。"), "qicao"))
    )
    unseen = item(1).replace("</w:pPr>", "<w:rPr><w:vanish/></w:rPr></w:pPr>").replace(said("。"), "")
    document, _ = read(foreign(tmp_path, item(1) + gone + offered + unseen + item(1), numbering=lists))
    assert document.text == "一、。\n二、。\n"


# -- damage


def parts_of(path):
    with zipfile.ZipFile(path) as package:
        return {name: package.read(name) for name in package.namelist()}


def test_the_main_part_is_found_by_its_relationship(tmp_path):
    path = foreign(tmp_path, PARAGRAPH.format("今天开会。"))
    known = parts_of(path)
    moved = {name.replace("word/document.xml", "word/document2.xml"): data for name, data in known.items()}
    for name in ("_rels/.rels", "[Content_Types].xml"):
        moved[name] = known[name].replace(b"word/document.xml", b"word/document2.xml")
    assert (
        read(
            packed(
                path,
                {one.replace("document.xml.rels", "document2.xml.rels"): data for one, data in moved.items()},
            )
        )[0].text
        == "今天开会。\n"
    )


def test_a_template_or_a_file_with_macros_under_the_name_is_read(tmp_path):
    path = foreign(tmp_path, PARAGRAPH.format("今天开会。"))
    known = parts_of(path)
    for kind in (
        f"{OFFICE}.wordprocessingml.template.main+xml",
        "application/vnd.ms-word.document.macroEnabled.main+xml",
    ):
        types = known["[Content_Types].xml"].replace(
            f"{OFFICE}.wordprocessingml.document.main+xml".encode(), kind.encode()
        )
        assert read(packed(path, {**known, "[Content_Types].xml": types}))[0].text == "今天开会。\n"


def test_strict_files_are_read(tmp_path):
    style = "<w:style w:type='paragraph' w:styleId='b'><w:name w:val='heading 1'/></w:style>"
    body = (
        item(1, words="抓早", style="b")
        + f"<w:p>{said('早动手。')}<w:r><w:footnoteReference w:id='2'/></w:r></w:p>"
    )
    note = f"<w:footnote w:id='2'>{PARAGRAPH.format('注')}</w:footnote>"
    known = parts_of(foreign(tmp_path, body, styles=style, numbering=OUTLINE + num(1, 1), footnotes=note))
    strict = {
        name: data.replace(
            b"schemas.openxmlformats.org/wordprocessingml/2006/", b"purl.oclc.org/ooxml/wordprocessingml/"
        )
        .replace(
            b"schemas.openxmlformats.org/officeDocument/2006/relationships/extended-",
            b"purl.oclc.org/ooxml/officeDocument/relationships/extended",
        )
        .replace(b"schemas.openxmlformats.org/officeDocument/2006/", b"purl.oclc.org/ooxml/officeDocument/")
        for name, data in known.items()
    }
    assert b"purl.oclc.org/ooxml/wordprocessingml/main" in strict["word/document.xml"]
    document, found = read(packed(tmp_path / "strict.docx", strict))
    assert document.text == "一、抓早\n早动手。\n"
    assert [one.code for one in found] == ["note-left-out"]


def test_a_relationship_to_nothing_is_no_damage(tmp_path):
    path = foreign(tmp_path, PARAGRAPH.format("今天开会。"))
    known = parts_of(path)
    rels = known["word/_rels/document.xml.rels"]
    one = f"<Relationship Id='x' Type='{R}/image' Target='NULL'/></Relationships>".encode()
    known["word/_rels/document.xml.rels"] = rels.replace(b"</Relationships>", one)
    assert read(packed(path, known))[0].text == "今天开会。\n"


DEEP = "<w:sdt><w:sdtContent>" * 100_000 + "</w:sdtContent></w:sdt>" * 100_000
TYPE = b'<?xml version="1.0" encoding="UTF-16"?><!DOCTYPE x [<!ENTITY a "b">]><x/>'.decode().encode("utf-16")
HEAD = f"<w:document {W}><w:body>".encode()
TAIL = b"</w:body></w:document>"
DAMAGE = {
    "no main part": ({"word/document.xml": None}, "not-a-docx"),
    "no relationships": ({"_rels/.rels": None}, "not-a-docx"),
    "no types": ({"[Content_Types].xml": None}, "not-a-docx"),
    "types that are none": ({"[Content_Types].xml": b"<x/>"}, "not-a-docx"),
    "a main part cut off": ({"word/document.xml": HEAD + b"<w:p>"}, "not-a-docx"),
    "a main part without a body": ({"word/document.xml": f"<w:document {W}/>".encode()}, "not-a-docx"),
    "a main part of another kind": ({"word/document.xml": b"<html/>"}, "not-a-docx"),
    "styles cut off": ({"word/styles.xml": b"<w:styles"}, "not-a-docx"),
    "numbering cut off": ({"word/numbering.xml": b"<w:num"}, "not-a-docx"),
    "relationships cut off": ({"word/_rels/document.xml.rels": b"<R"}, "not-a-docx"),
    "entities in UTF-16": ({"word/styles.xml": TYPE}, "not-a-docx"),
    "entities in the properties": ({"docProps/core.xml": b"<!DOCTYPE x [<!ENTITY a 'b'>]><x>&a;</x>"}, "not-a-docx"),
    "elements 200,000 deep": ({"word/document.xml": HEAD + DEEP.encode() + TAIL}, "not-a-docx"),
    "a paragraph of 50 MB": ({"word/document.xml": HEAD + b"<w:p>" + b"<w:r><w:t>" + b"x" * (50 * 2**20) + b"</w:t></w:r></w:p>" + TAIL}, "file-too-full"),
    "a word of 20 MB": ({"word/document.xml": HEAD + b"<w:p><w:r><w:t>" + b"x" * (20 * 2**20) + b"</w:t></w:r></w:p>" + TAIL}, "not-a-docx"),
    "two million runs": ({"word/document.xml": HEAD + b"<w:p>" + b"<w:r/>" * 2_000_000 + b"</w:p>" + TAIL}, "file-too-full"),
    "a part of 70 MB": ({"word/media/a.png": b"\0" * (70 * 2**20)}, "file-too-full"),
    "parts without number": ({f"word/media/{n}.png": b"" for n in range(2100)}, "file-too-full"),
}  # fmt: skip


@pytest.mark.parametrize(("parts", "code"), DAMAGE.values(), ids=DAMAGE)
def test_damage_is_a_clear_problem(tmp_path, parts, code):
    path = foreign(tmp_path, PARAGRAPH.format("今天开会。"))
    known = {name: data for name, data in {**parts_of(path), **parts}.items() if data is not None}
    assert broken(tmp_path, lambda other: packed(other, known)) == code


@pytest.mark.parametrize("data", [b"no zip", b"PK\x03\x04 cut off", b""], ids=["text", "half", "no part"])
def test_what_is_wrong_is_said_in_plain_words(tmp_path, data, monkeypatch):
    path = tmp_path / "a.docx"
    path.write_bytes(data) if data else packed(path, {"a.txt": b"x"})
    for tongue, technical in (("zh", False), ("en", True)):
        monkeypatch.setenv("LANGUAGE", tongue)
        with pytest.raises(ProblemsFound) as found:
            read(path)
        (one,) = found.value.problems
        assert bool(re.search("[a-z]{2}", one.message.replace(".docx", ""))) == technical


def test_a_chain_of_parts_is_a_clear_problem(tmp_path):
    known = parts_of(foreign(tmp_path, PARAGRAPH.format("今天开会。")))
    kind = f"{R}/image"
    for number in range(900):
        known[f"word/{number}.xml"] = b"<x/>"
        known[f"word/_rels/{number}.xml.rels"] = (
            f"<Relationships xmlns='http://schemas.openxmlformats.org/package/2006/relationships'>"
            f"<Relationship Id='a' Type='{kind}' Target='{number + 1}.xml'/></Relationships>"
        ).encode()
    rels = known["word/_rels/document.xml.rels"]
    known["word/_rels/document.xml.rels"] = rels.replace(
        b"</Relationships>", f"<Relationship Id='z' Type='{kind}' Target='0.xml'/></Relationships>".encode()
    )
    path = packed(tmp_path / "a.docx", known)
    with suppress(ProblemsFound):  # either is a clear answer
        assert read(path)[0].text == "今天开会。\n"


def test_any_file_cut_off_anywhere_is_a_clear_problem(tmp_path):
    whole = foreign(tmp_path, PARAGRAPH.format("今天开会。")).read_bytes()
    for end in range(1, len(whole), len(whole) // 40):
        assert broken(tmp_path, lambda path, end=end: path.write_bytes(whole[:end])) == "not-a-docx"


@pytest.mark.parametrize("seed", range(60))
def test_a_file_with_bytes_turned_is_read_or_a_clear_problem(tmp_path, seed):
    draw = random.Random(seed)  # noqa: S311 - no secret
    body = (
        item(1, words="抓早")
        + "<w:tbl><w:tr>"
        + CELL.format(PARAGRAPH.format("甲"))
        + "</w:tr></w:tbl>"
        + f"<w:p>{box('插话')}</w:p>"
    )
    known = parts_of(foreign(tmp_path, body, numbering=OUTLINE + num(1, 1), styles=STYLES))
    name = draw.choice(
        [
            "word/document.xml",
            "word/numbering.xml",
            "word/styles.xml",
            "[Content_Types].xml",
            "word/_rels/document.xml.rels",
        ]
    )
    data = bytearray(known[name])
    for _ in range(draw.randint(1, 4)):
        data[draw.randrange(len(data))] = draw.choice(b"<>/\"'= w0x&")
    with suppress(ProblemsFound):
        read(packed(tmp_path / "a.docx", {**known, name: bytes(data)}))


def test_a_long_speech_is_read_whole(tmp_path):
    one = "".join(said("全面抓好落实，" if n % 3 else "3月") for n in range(12))
    body = "".join(item(1, n % 3, words="抓早").replace("</w:p>", one + "</w:p>") for n in range(5000))
    with patience("long.docx", ENDLESS):
        document, _ = read(foreign(tmp_path, body, numbering=OUTLINE + num(1, 1)))
    assert len(document.blocks) == 5000
