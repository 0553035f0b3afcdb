"""The text of a speech: to read, or so that it reads back (DESIGN 1)."""

from qicao import markers
from qicao.structure import is_formula


def plain(document, options=None):  # noqa: ARG001 - every writer takes options
    """Return a Document as UTF-8 text, a line a paragraph."""
    return document.text.encode()


def write(document, options=None):  # noqa: ARG001 - as above
    """Return a Document as UTF-8 text; a paragraph that would be read as something else gets a `\\`."""
    return "".join(f"{_escape(block)}{block.text}\n" for block in document.blocks).encode()


def _escape(block):
    text = block.text
    looks = markers.at_head(text) or text.startswith("\\") or is_formula("salutation", text)
    return "\\" if looks and block.kind == "body" else ""
