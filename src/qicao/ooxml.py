"""Names and XML of WordprocessingML that python-docx has no API for."""

import re
from dataclasses import dataclass

from lxml import etree

from qicao.document import AUTHOR
from qicao.package import TooMuch

W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
MAX_XML = 48 * 1024 * 1024  # bytes of XML in one file; a speech of 5,000 paragraphs has 3 million
MAX_MARKS = 1_500_000  # opening and closing tags of it
_CONTAINER = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
ALTERNATE = f"{_CONTAINER}AlternateContent"
_KNOWN = ("http://schemas.microsoft.com/", "http://schemas.openxmlformats.org/", "urn:schemas-microsoft-com:")
_DOCTYPES = tuple("<!DOCTYPE".encode(code) for code in ("utf-8", "utf-16-le", "utf-16-be"))
_DEEP = 20  # styles that build on one another; Word allows 11
_OFF = ("0", "false", "off")


def w(name):
    """Return a WordprocessingML name as lxml writes it."""
    return f"{{{W}}}{name}"


def parse(data):
    """Return the root of a part; raises ValueError where it is damaged, too large or declares entities."""
    check([data])
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False)
    try:
        root = etree.fromstring(data, parser)
    except etree.XMLSyntaxError as error:
        raise ValueError(str(error)) from None
    if root.getroottree().docinfo.internalDTD is not None:
        raise ValueError("DOCTYPE")
    return root


def check(parts):
    """Raise ValueError where the XML of one file declares entities, TooMuch where it is too much."""
    if any(mark in data for data in parts for mark in _DOCTYPES):
        raise ValueError("DOCTYPE")
    if sum(map(len, parts)) > MAX_XML or sum(data.count(b"<") for data in parts) > MAX_MARKS:
        raise TooMuch


def val(element, name, otherwise=None):
    """Return the w:val of a child of an element."""
    child = element.find(w(name)) if element is not None else None
    return child.get(w("val"), otherwise) if child is not None else otherwise


def number(text, otherwise=0):
    """Return a whole number of an attribute, or otherwise where it is none."""
    return int(text) if re.fullmatch(r"-?[0-9]{1,10}", text or "") else otherwise


def is_on(mark):
    """Tell whether a property that is on or off is on; None where it is not given."""
    return None if mark is None else mark.get(w("val"), "1") not in _OFF


def is_refused(change):
    """Tell whether the content of a tracked change is no part of the text.

    People's changes are read as accepted, our own suggestions as rejected.
    """
    ours = change.get(w("author")) == AUTHOR
    return ours if change.tag in (w("ins"), w("moveTo"), w("cellIns")) else not ours


def properties(paragraph):
    """Return the w:pPr of a paragraph, or None; a change of ours to it is not accepted."""
    own = paragraph.find(w("pPr")) if paragraph is not None else None
    change = own.find(w("pPrChange")) if own is not None else None
    old = change.find(w("pPr")) if change is not None and change.get(w("author")) == AUTHOR else None
    return own if old is None else old


def mark_changes(paragraph):
    """Return the tracked changes of the mark that ends a paragraph."""
    mark = paragraph.find(f"{w('pPr')}/{w('rPr')}")
    kinds = ("ins", "del", "moveFrom", "moveTo")
    return [one for one in mark if one.tag in map(w, kinds)] if mark is not None else []


def chosen(alternate):
    """Return what a word processor shows of an mc:AlternateContent, or None."""
    for one in alternate.iterchildren(f"{_CONTAINER}Choice"):
        asked = [one.nsmap.get(prefix, "") for prefix in one.get("Requires", "").split()]
        if all(namespace.startswith(_KNOWN) for namespace in asked):
            return one
    return alternate.find(f"{_CONTAINER}Fallback")


# -- styles


@dataclass(frozen=True, slots=True, eq=False)
class Style:
    """A style: its name, its element, and the style it builds on or None."""

    name: str
    element: object
    base_style: "Style | None" = None

    def chain(self):
        """Yield the style and those it builds on, the nearest first."""
        one = self
        for _ in range(_DEEP):
            if one is None:
                return
            yield one
            one = one.base_style


class Styles(dict):
    """The styles of a document by their ids; "" is the default one of paragraphs.

    hide: at least one of them hides text.
    """

    def __init__(self, root):
        super().__init__()
        elements = {one.get(w("styleId"), ""): one for one in root.iterchildren(w("style"))}
        for identity in elements:
            path = {}
            while identity in elements and identity not in self and identity not in path:
                path[identity] = None
                identity = val(elements[identity], "basedOn")
            base = self.get(identity)
            for one in reversed(path):
                base = self[one] = Style(val(elements[one], "name", ""), elements[one], base)
        defaults = (one for one in self.values() if _is_default(one.element))
        self[""] = next(defaults, None)
        self.hide = any(is_on(mark) for mark in root.iter(w("vanish")))

    def of(self, paragraph):
        """Return the style of a paragraph, or None."""
        return self.get(val(properties(paragraph), "pStyle", ""), self[""])


def _is_default(element):
    return element.get(w("type"), "paragraph") == "paragraph" and element.get(w("default"), "0") not in _OFF
