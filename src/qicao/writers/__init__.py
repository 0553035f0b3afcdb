"""Writers take a Document and return bytes; no writer knows a reader."""

from importlib import import_module

WRITERS = {".docx": "word", ".txt": "text", ".md": "text"}


def writer(path):
    """Return write(document, options) for a file by its suffix, or None."""
    name = WRITERS.get(path.suffix.lower())
    return name and import_module(f"qicao.writers.{name}").write
