"""Readers make a Document from a file; no reader knows a writer."""

from importlib import import_module
from pathlib import Path

from qicao.problems import ProblemsFound, Span, problem

READERS = {".txt": "text", ".md": "text", ".docx": "word"}


def read(path):
    """Return (Document, warnings) of a file by its suffix; raises ProblemsFound where it cannot be read."""
    suffix = Path(path).suffix.lower()
    if suffix not in READERS:
        names = "、".join(READERS)
        raise ProblemsFound(
            [problem("unknown-input", Span(str(path)), name=suffix or Path(path).name, names=names)]
        )
    # the readers of Word need lxml and python-docx, a third of a second that text does not owe
    return import_module(f"qicao.readers.{READERS[suffix]}").load(path)
