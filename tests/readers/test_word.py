import io
import zipfile

import docx
import pytest

from drafts import SLUGS, example
from qicao.document import Field
from qicao.problems import ProblemsFound
from qicao.readers import read
from qicao.writers.word import Options, write

W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'


def foreign(tmp_path, body):
    """Write a .docx of another program with this body."""
    buffer = io.BytesIO()
    docx.Document().save(buffer)
    path = tmp_path / "foreign.docx"
    with zipfile.ZipFile(buffer) as old, zipfile.ZipFile(path, "w") as new:
        for name in old.namelist():
            data = old.read(name)
            if name == "word/document.xml":
                data = f"<w:document {W}><w:body>{body}</w:body></w:document>".encode()
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
    assert broken(tmp_path, packed(word__document_xml=b"\0" * (65 * 1024 * 1024))) == "not-a-docx"
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
    path = foreign(
        tmp_path, "<w:p>" + RUN.format("今天开会。") + "<w:r><w:footnoteReference w:id='2'/></w:r></w:p>"
    )
    with zipfile.ZipFile(path) as package:
        parts = {name: package.read(name) for name in package.namelist()}
    rels = parts["word/_rels/document.xml.rels"].decode()
    kind = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/footnotes"
    rels = rels.replace(
        "</Relationships>", f"<Relationship Id='rN' Type='{kind}' Target='footnotes.xml'/></Relationships>"
    )
    parts["word/_rels/document.xml.rels"] = rels.encode()
    parts["word/footnotes.xml"] = (
        f"<w:footnotes {W}><w:footnote w:id='2'>{PARAGRAPH.format('数据截至三月')}</w:footnote></w:footnotes>".encode()
    )
    types = parts["[Content_Types].xml"].decode()
    parts["[Content_Types].xml"] = types.replace(
        "</Types>",
        "<Override PartName='/word/footnotes.xml' ContentType='application/vnd.openxmlformats-officedocument.wordprocessingml.footnotes+xml'/></Types>",
    ).encode()
    with zipfile.ZipFile(path, "w") as package:
        for name, data in parts.items():
            package.writestr(name, data)
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
