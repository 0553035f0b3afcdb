"""Writes elements of ours into a .docx of any origin: its styles by name, numbers not taken, the time."""

from datetime import UTC, datetime
from functools import cache

from lxml import etree

from qicao.document import AUTHOR
from qicao.ooxml import W, number, parse, w
from qicao.tables import DATA

_NUMBERS = etree.XPath("//@w:id", namespaces={"w": W})


class Pen:
    """Makes elements for one document; now is when."""

    def __init__(self, body, styles):
        """styles are the ooxml.Styles of the document a w:body stands in."""
        self._styles = {style.name.lower(): identity for identity, style in styles.items() if identity}
        self._numbers = max(map(number, _NUMBERS(body)), default=0) + 1
        self.now = datetime.now(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")

    def style(self, own):
        """Return the id that one of our styles has in this file, or ""."""
        name = _names().get(own, own)
        return self._styles.get(name.lower(), "")

    def made(self, xml):
        """Return the elements of a piece of our own XML, its styles by the ids they have in this file."""
        elements = list(etree.fromstring(f'<x xmlns:w="{W}">{xml}</x>'))
        for element in elements:
            for style in list(element.iter(w("rStyle"), w("pStyle"))):
                known = self.style(style.get(w("val")))
                if known:
                    style.set(w("val"), known)
                else:
                    style.getparent().remove(style)
        return elements

    def number(self):
        """Return a number no mark of the file has yet."""
        self._numbers += 1
        return self._numbers

    def signature(self):
        """Return the attributes of a suggested change: number, author, time."""
        return {w("id"): str(self.number()), w("author"): AUTHOR, w("date"): self.now}


@cache
def _names():
    """Return the names of our styles by their ids."""
    root = parse((DATA / "base/word/styles.xml").read_bytes())
    return {one.get(w("styleId")): one.find(w("name")).get(w("val")) for one in root.iter(w("style"))}
