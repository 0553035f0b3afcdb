import zipfile

from qicao import template
from qicao.asking import cells, page


def test_a_cell_that_claims_to_be_wider_than_any_table_is_cut(tmp_path):
    path = tmp_path / "表.docx"
    path.write_bytes(page.write(template.load(template.bundled() / "campus-briefing.md")))
    with zipfile.ZipFile(path) as old:
        parts = {name: old.read(name) for name in old.namelist()}
    wide = parts["word/document.xml"].replace(b"<w:tcPr>", b'<w:tcPr><w:gridSpan w:val="999999999"/>')
    with zipfile.ZipFile(path, "w") as new:
        for name, data in {**parts, "word/document.xml": wide}.items():
            new.writestr(name, data)
    assert max(len(row) for table in cells.read(path) for row in table.rows) <= 63 * 6
