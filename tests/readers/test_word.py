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
    assert (
        broken(tmp_path, lambda path: path.write_bytes(bytes.fromhex("d0cf11e0a1b11ae1") * 99))
        == "not-a-docx"
    )
    assert broken(tmp_path, packed(word__document_xml=b"<x")) == "not-a-docx"
    assert broken(tmp_path, packed(word__document_xml=entities)) == "not-a-docx"
    assert broken(tmp_path, packed(word__document_xml=b"\0" * (65 * 1024 * 1024))) == "not-a-docx"
    assert broken(tmp_path, lambda path: path.unlink()) == "no-such-file"
    (tmp_path / "a.docx").mkdir()
    assert broken(tmp_path, lambda path: None) == "cannot-read"
