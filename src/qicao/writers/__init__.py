"""Writers take a Document and return bytes; no writer knows a reader."""

from importlib import import_module

WRITERS = {
    ".docx": ("word", "write"),
    ".html": ("page", "write"),
    ".txt": ("text", "plain"),
    ".md": ("text", "write"),
}


def writer(path):
    """Return write(document, options) for a file by its suffix, or None."""
    module, name = WRITERS.get(path.suffix.lower(), ("", ""))
    return getattr(import_module(f"qicao.writers.{module}"), name) if module else None
