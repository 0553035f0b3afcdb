"""A .docx edited without a word processor: words typed over in the XML, as the marks around them allow."""

import zipfile
from copy import deepcopy

from lxml import etree

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"


class Typed:
    """The words of a file; what is done to them is written when the block ends."""

    def __init__(self, path):
        self.path = path

    def __enter__(self):
        with zipfile.ZipFile(self.path) as package:
            self.parts = {name: package.read(name) for name in package.namelist()}
        self.root = etree.fromstring(self.parts["word/document.xml"])
        return self

    def __exit__(self, kind, *_):
        if kind is None:
            self.parts["word/document.xml"] = etree.tostring(
                self.root, xml_declaration=True, encoding="UTF-8"
            )
            with zipfile.ZipFile(self.path, "w", zipfile.ZIP_DEFLATED) as package:
                for name, data in self.parts.items():
                    package.writestr(name, data)

    def paragraphs(self):
        """Return (paragraph, its words) of each."""
        return [(one, "".join(t.text or "" for t in one.iter(f"{W}t"))) for one in self.root.iter(f"{W}p")]

    def find(self, phrase):
        """Return the paragraph a phrase stands in."""
        return next(one for one, text in self.paragraphs() if phrase in text)

    def replace(self, old, new, phrase=""):
        """Type over words, in the paragraph of a phrase or the first that has them; new words join the first run."""
        paragraph = self.find(phrase or old)
        nodes = list(paragraph.iter(f"{W}t"))
        start = "".join(node.text or "" for node in nodes).index(old)
        same = _common(old, new)  # what is typed again stays where it is
        start, old, new = start + same, old[same:], new[same:]
        same = _common(old[::-1], new[::-1])
        old, new = old[: len(old) - same], new[: len(new) - same]
        left, at, done = len(old), 0, False
        for node in nodes:
            text, here = node.text or "", at
            at += len(text)
            if at < start or (at == start and old) or left < 0 or (left == 0 and done):
                continue
            a = max(0, start - here)
            b = min(len(text), a + left)
            put, done = ("" if done else new), True
            node.text = text[:a] + put + text[b:]
            left -= b - a

    def add(self, phrase, text, style=""):
        """Put a paragraph of one plain run below that of a phrase."""
        after = self.find(phrase)
        made = etree.Element(f"{W}p")
        properties = after.find(f"{W}pPr")
        if properties is not None:
            made.append(deepcopy(properties))
        run = etree.SubElement(made, f"{W}r")
        if style:
            run.append(etree.fromstring(f'<w:rPr xmlns:w="{W[1:-1]}">{style}</w:rPr>'))
        etree.SubElement(run, f"{W}t").text = text
        after.addnext(made)
        return made

    def delete(self, phrase):
        """Take the paragraph of a phrase out."""
        paragraph = self.find(phrase)
        paragraph.getparent().remove(paragraph)

    def untag(self):
        """Drop what the controls say of themselves, as LibreOffice 7.4 does."""
        for properties in self.root.iter(f"{W}sdtPr"):
            for one in list(properties):
                properties.remove(one)

    def unwrap(self):
        """Take the controls away and leave their words, as WPS and mail may do."""
        for control in list(self.root.iter(f"{W}sdt")):
            place = control.getparent()
            for child in list(control.find(f"{W}sdtContent")):
                control.addprevious(child)
            place.remove(control)

    def forget(self):
        """Drop the custom XML parts with what refers to them."""
        for name in [name for name in self.parts if name.startswith("customXml/")]:
            del self.parts[name]
        for name in ("[Content_Types].xml", "word/_rels/document.xml.rels"):
            root = etree.fromstring(self.parts[name])
            for one in list(root):
                if "customXml" in (one.get("PartName") or one.get("Target") or ""):
                    root.remove(one)
            self.parts[name] = etree.tostring(root, xml_declaration=True, encoding="UTF-8")


def _common(one, other):
    """Return how many characters two texts begin with alike."""
    pairs = enumerate(zip(one, other, strict=False))
    return next((at for at, (a, b) in pairs if a != b), min(len(one), len(other)))
