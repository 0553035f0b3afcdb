"""The pages of a PDF as pictures: by pdftoppm where it is, else by the library of `qicao[preview]`."""

import importlib.util
import io
import shutil
import subprocess
import tempfile
from pathlib import Path

from qicao.problems import ProblemsFound, Span, problem

DOTS = 144  # an inch: sharp on a screen, 250 KB a page
MOST = 300  # pages
_SECONDS = 120


def are_possible():
    """Tell whether pages can be drawn here."""
    return bool(shutil.which("pdftoppm")) or all(map(importlib.util.find_spec, ("pypdfium2", "PIL")))


def pictures(pdf, shown, dots=DOTS):
    """Return the pages of a PDF, MOST at most, as the bytes of .png files of so many dots an inch.

    Raises ProblemsFound where nothing here can draw them.
    """
    if found := shutil.which("pdftoppm"):
        return _by_poppler(found, pdf, shown, dots)
    if not are_possible():
        raise ProblemsFound([problem("no-pictures", Span(str(shown)))])
    return _by_library(pdf, dots)


def _by_poppler(found, pdf, shown, dots):
    with tempfile.TemporaryDirectory(prefix="qicao-pages-") as home:
        command = [found, "-png", "-r", str(dots), "-l", str(MOST), "-", str(Path(home, "page"))]
        try:
            subprocess.run(command, input=pdf, check=True, capture_output=True, timeout=_SECONDS)  # noqa: S603
        except (subprocess.SubprocessError, OSError) as error:
            raise ProblemsFound([problem("pictures-failed", Span(str(shown)), reason=str(error))]) from None
        # the numbers in the names are of one length
        return tuple(one.read_bytes() for one in sorted(Path(home).glob("page*.png")))


def _by_library(pdf, dots):
    import pypdfium2

    made = []
    document = pypdfium2.PdfDocument(pdf)
    try:
        for page in list(document)[:MOST]:
            drawn = io.BytesIO()
            page.render(scale=dots / 72).to_pil().save(drawn, "PNG")
            made.append(drawn.getvalue())
    finally:
        document.close()
    return tuple(made)
