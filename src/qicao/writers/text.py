"""The text of a speech, as it is read back (DESIGN 1)."""

from qicao import markers


def write(document, _options=None):
    """Return a Document as UTF-8 text; a paragraph that would be read as something else gets a `\\`."""
    return "".join(f"{_escape(block)}{block.text}\n" for block in document.blocks).encode()


def _escape(block):
    looks = markers.at_head(block.text) or block.text.startswith("\\")
    return "\\" if looks and block.kind == "body" else ""
