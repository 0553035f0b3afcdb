import io
import shutil

import pytest
from PIL import Image

from qicao.preview import pictures
from qicao.problems import ProblemsFound


def pdf(count):
    """Return a PDF of white A4 pages."""
    made = io.BytesIO()
    sheets = [Image.new("RGB", (595, 842), "white") for _ in range(count)]
    sheets[0].save(made, "PDF", save_all=True, append_images=sheets[1:], resolution=72)
    return made.getvalue()


@pytest.mark.parametrize("by", ["pdftoppm", "the library"])
def test_every_page_is_drawn_in_order(by, monkeypatch):
    if by == "the library":
        monkeypatch.setattr(shutil, "which", lambda name: None)
    elif not shutil.which(by):
        pytest.skip("no pdftoppm here (Debian: poppler-utils)")
    made = pictures.pictures(pdf(11), "稿.docx", dots=36)
    assert len(made) == 11
    for one in made:
        size = Image.open(io.BytesIO(one)).size
        assert size == (pytest.approx(298, abs=1), pytest.approx(421, abs=1))


def test_where_nothing_can_draw_that_is_said(monkeypatch):
    monkeypatch.setattr(shutil, "which", lambda name: None)
    monkeypatch.setattr(pictures, "are_possible", lambda: False)
    with pytest.raises(ProblemsFound) as caught:
        pictures.pictures(b"", "稿.docx")
    assert caught.value.problems[0].code == "no-pictures"
    assert "qicao[preview]" in caught.value.problems[0].hint


@pytest.mark.skipif(not shutil.which("pdftoppm"), reason="no pdftoppm here (Debian: poppler-utils)")
def test_what_is_no_pdf_is_told():
    with pytest.raises(ProblemsFound) as caught:
        pictures.pictures(b"no", "稿.docx")
    assert caught.value.problems[0].code == "pictures-failed"
