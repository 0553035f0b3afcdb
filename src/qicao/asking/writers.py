"""The kinds of form there are, by their suffix."""

from importlib import import_module
from pathlib import Path

WRITERS = {".xlsx": "book", ".docx": "page"}


def writer(path):
    """Return what writes a form of this suffix, or None: write(template, given, reference)."""
    name = WRITERS.get(Path(path).suffix.lower())
    return import_module(f"qicao.asking.{name}").write if name else None
