"""The words of one paragraph of a .docx, with how they look and what else stands among them."""

import re
from copy import deepcopy
from dataclasses import dataclass, replace
from functools import lru_cache

from lxml import etree

from qicao.document import AUTHOR
from qicao.manifest import MARK
from qicao.ooxml import ALTERNATE, chosen, w
from qicao.readers import aside, story
from qicao.readers.prompt import is_prompt
from qicao.trace import Control
from qicao.writers.runs import CHECK

_SKIPPED = {w(name) for name in ("pPr", "sdtPr", "proofErr", "lastRenderedPageBreak")}
_THROUGH = {w(name) for name in ("smartTag", "customXml", "sdtContent")}  # their words are the paragraph's
_MARKS = {w(name) for name in ("bookmarkStart", "bookmarkEnd", "commentRangeStart", "commentRangeEnd")}
_NEW, _OLD = {w("ins"), w("moveTo")}, {w("del"), w("moveFrom")}
_EDITED = {w(name) for name in ("t", "delText", "tab", "cr", "br")}  # what is written anew with the words
_BESIDE = story.SILENT | {w(name) for name in ("drawing", "pict", "object", "instrText", "delText")}
_KINDS = ("date", "dropDownList", "comboBox", "picture", "docPartObj", "docPartList", "group", "citation")
_OWN = re.compile(f"^{MARK}[0-9]{{1,6}}$")
_CHECKBOX = "{http://schemas.microsoft.com/office/word/2010/wordml}checkbox"


@dataclass(frozen=True, slots=True)
class Atom:
    """Words of one look; or elements kept whole, a picture or a field, with the words they show.

    look is the XML of the run properties. change is "ins" or "del" for a suggestion, else "".
    """

    text: str = ""
    look: str = ""
    elements: tuple = ()
    change: str = ""

    @property
    def fixed(self):
        """Whether its words cannot be edited here."""
        return bool(self.elements)


class Reading:
    """The atoms of a paragraph, the controls around its words (Control) and the marks that stand in it."""

    def __init__(self, paragraph, comments=(), styles=None):
        """comments: our own, whose marks are left out, {number: initials}; styles may hide words (ooxml)."""
        self.atoms, self.controls, self.marks = [], [], []
        self.comments, self.styles, self.ours = comments, styles, set()
        self.pending = self.noted = False  # it holds suggestions of ours, a comment of ours on a draft
        self.length = 0
        self._walk(paragraph)

    @property
    def text(self):
        """The words, suggestions of ours not accepted."""
        return "".join(atom.text for atom in self.atoms)

    def _walk(self, element):
        open_field, depth = [], 0
        for child in element:
            if not isinstance(child.tag, str) or child.tag in _SKIPPED:
                continue
            depth += _opened(child)
            if depth or open_field:
                open_field.append(child)
                if not depth:
                    self._keep(*open_field)
                    open_field = []
            else:
                self._take(child)
        if open_field:
            self._keep(*open_field)

    def _take(self, child):
        by_us = child.get(w("author")) == AUTHOR
        if child.tag == w("r"):
            self._run(child)
        elif child.tag == w("sdt") and is_plain(child):
            self._control(child)
        elif child.tag in _NEW and by_us:
            self.pending = True
        elif child.tag in _THROUGH or (child.tag in _OLD and by_us):
            self.pending = self.pending or child.tag in _OLD
            self._walk(child)
        elif not self._is_ours(child):
            self._keep(child)

    def _control(self, child):
        start, tag = self.length, child.find(f"{w('sdtPr')}/{w('tag')}")
        for content in child.iterchildren(w("sdtContent")):
            self._walk(content)
        self.controls.append(Control(start, self.length, tag.get(w("val"), "") if tag is not None else ""))

    def _is_ours(self, child):
        """Tell whether this is a mark of ours, which is written anew with the paragraph."""
        if child.tag == w("bookmarkStart") and child.get(w("name"), "").startswith(MARK):
            # a copied paragraph has a copied mark, as _qc10_Copy_1
            self.marks += _OWN.findall(child.get(w("name")))
            self.ours.add(child.get(w("id")))
            return True
        if child.tag == w("bookmarkEnd"):
            return child.get(w("id")) in self.ours
        return child.tag in (w("commentRangeStart"), w("commentRangeEnd")) and (
            child.get(w("id")) in self.comments
        )

    def _run(self, run):
        if is_prompt(run, self.styles):
            return
        properties = run.find(w("rPr"))
        look = "" if properties is None or not len(properties) else etree.tostring(properties).decode()
        if aside.is_hidden(run, self.styles):
            self._keep(run)
            return
        for child in run:
            text = _words(child)
            if child.tag in _EDITED and text is not None:
                self._add(Atom(text, look))
            elif child.tag == w("commentReference") and child.get(w("id")) in self.comments:
                self.noted = self.noted or self.comments[child.get(w("id"))] != CHECK
            elif child.tag != w("rPr") and child.tag not in _SKIPPED:
                alone = etree.Element(w("r"))
                if look:
                    alone.append(deepcopy(properties))
                alone.append(deepcopy(child))
                self._add(Atom(self._shown(child), look, (alone,)))

    def _keep(self, *elements):
        kept = tuple(map(deepcopy, elements))
        for mark in [one for element in kept for one in element.iter(*_MARKS) if self._is_ours(one)]:
            if mark not in kept:
                mark.getparent().remove(mark)
        self._add(Atom("".join(map(self._shown, elements)), "", kept))

    def _shown(self, element):
        """Return the words an element shows."""
        if element.tag == ALTERNATE:
            element = chosen(element)
        if element is None or element.tag in _OLD or element.tag in _BESIDE:
            return ""
        if element.tag == w("r") and aside.is_hidden(element, self.styles):
            return ""
        text = _words(element)
        return "".join(map(self._shown, element)) if text is None else text

    def _add(self, atom):
        last = self.atoms[-1] if self.atoms else None
        if last and not last.fixed and not atom.fixed and last.look == atom.look:
            self.atoms[-1] = replace(last, text=last.text + atom.text)
        elif atom.text or atom.fixed:
            self.atoms.append(atom)
        self.length += len(atom.text)


def _opened(child):
    """Return how many fields a run opens, less those it closes."""
    kinds = [mark.get(w("fldCharType")) for mark in child.iter(w("fldChar"))]
    return kinds.count("begin") - kinds.count("end")


def is_plain(control):
    """Tell whether a control is one around words, not a date picker, a list or a picture."""
    properties = control.find(w("sdtPr"))
    if properties is None:
        return True
    return not any(properties.find(w(kind)) is not None for kind in _KINDS) and (
        properties.find(_CHECKBOX) is None
    )


def _words(child):
    """Return the words an element shows by itself, or None where it has none."""
    text = story.said(child)
    return None if text is None else text.replace("\n", "\v")


@lru_cache(256)
def dressed(look, style, ambiguous=False):
    """Return the XML of run properties with another character style ("" for none, None for the one it has).

    ambiguous: the words hold marks that Word sets in the Latin font unless hinted (WORD.md 2).
    """
    properties = etree.fromstring(look) if look else etree.Element(w("rPr"))
    for old in properties.findall(w("rStyle")) if style is not None else ():
        properties.remove(old)
    if style:
        properties.insert(0, etree.Element(w("rStyle"), {w("val"): style}))
    if ambiguous:
        hinted(properties)
    return etree.tostring(properties).decode() if len(properties) else ""


def hinted(properties):
    """Hint run properties at the East Asian font, which LibreOffice drops on saving (WORD.md 2)."""
    fonts = properties.find(w("rFonts"))
    if fonts is None:
        fonts = etree.Element(w("rFonts"))
        properties.insert(int(properties.find(w("rStyle")) is not None), fonts)
    fonts.set(w("hint"), "eastAsia")
