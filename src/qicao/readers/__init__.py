"""Readers make a Document from a file; no reader knows a writer."""

from importlib import import_module
from pathlib import Path

from qicao.problems import ProblemsFound, Span, problem

READERS = {".txt": "text", ".md": "text", ".docx": "word"}
_OFFICE = (".doc", ".wps", ".wpt", ".dot", ".pdf", ".rtf", ".odt", ".ofd", ".html", ".htm", ".mht", ".pages")


def read(path):
    """Return (Document, warnings) of a file by its suffix; raises ProblemsFound where it cannot be read."""
    suffix = Path(path).suffix.lower()
    if suffix in _OFFICE:
        raise ProblemsFound([problem("save-as-docx", Span(str(path)), name=suffix)])
    if suffix not in READERS:
        names = "、".join(READERS)
        raise ProblemsFound(
            [problem("unknown-input", Span(str(path)), name=suffix or Path(path).name, names=names)]
        )
    # the readers of Word need lxml and python-docx, a third of a second that text does not owe
    return import_module(f"qicao.readers.{READERS[suffix]}").load(path)
