"""A draft as its .docx has it now: the lines of its text, what it knows of itself, and how it is saved."""

import io
from dataclasses import dataclass, field, replace
from pathlib import Path

from lxml import etree

from qicao import manifest, package
from qicao.document import AUTHOR
from qicao.markers import at_head
from qicao.numbering import Numbering
from qicao.ooxml import is_refused, mark_changes, number, parse, w
from qicao.problems import ProblemsFound, Span, problem
from qicao.readers import aside, word
from qicao.rework.atoms import Reading
from qicao.rework.parts import Comments, Parts
from qicao.rework.pen import Pen
from qicao.writers import runs

PARAGRAPH = "{http://schemas.microsoft.com/office/word/2010/wordml}paraId"
_CONTAINERS = {w(name) for name in ("sdt", "sdtContent", "customXml", "ins", "moveTo", "smartTag")}
_NOTES = ("footnoteReference", "endnoteReference")
_HOLDS = {w(name) for name in ("drawing", "pict", "object", "sectPr", *_NOTES)}


@dataclass(slots=True, eq=False)
class Line:
    """A paragraph of the file; label is its native number, tail what stands after it that is no paragraph."""

    element: object
    reading: Reading
    label: str = ""
    style: str = ""  # the style's name, in small letters
    level: int = 0
    tail: list = field(default_factory=list)
    counted: str = ""  # the ordinal it was written with, where it still begins so
    stale: bool = False  # suggested as a whole by an update before the last
    in_table: bool = False

    @property
    def text(self):
        """The words, without a native number."""
        return self.reading.text

    @property
    def head(self):
        """The ordinal it begins with, as a Marker, or None."""
        return at_head(self.counted or self.label or self.text)

    @property
    def start(self):
        """Where the words begin after an ordinal, in characters."""
        marker = None if self.label else self.head
        return marker.end if marker else 0

    @property
    def words(self):
        """The words after the ordinal."""
        return self.text[self.start :]

    @property
    def pinned(self):
        """Whether it stands in a table, or holds a picture, a footnote, a comment, a change of somebody's."""
        held = self.in_table or any(True for _ in self.element.iter(*_HOLDS))
        return held or any(atom.fixed and not _is_mark(atom) for atom in self.reading.atoms)


def _is_mark(atom):
    names = ("bookmarkStart", "bookmarkEnd")
    return all(one.tag in map(w, names) for one in atom.elements)


class Draft(Pen):
    """An open draft.

    manifest is what it carries of itself, or None where that was lost; known the short copy in its
    properties, by name; problems tell of what is there and cannot be read.
    """

    def __init__(self, path):
        """Open a .docx; raises ProblemsFound where it is no sound one."""
        self.path, self.problems = Path(path), []
        data, self.document = word.opened(path)
        try:
            self._open(data)
        except word.DAMAGE as error:
            raise word.damaged(error, Span(str(path))) from None

    def _open(self, data):
        self.parts = Parts(package.contents(io.BytesIO(data)))
        self.body = self.document.element.body
        self.manifest, self.known = self._manifest(), self.parts.properties("qicao.")
        self.sealed = package.is_sealed(io.BytesIO(data))
        self._numbering = Numbering(self.document)
        super().__init__(self.body, self._numbering.styles)
        self.identities = runs.Identities(map(number, self.body.xpath("//w:sdtPr/w:id/@w:val")))
        self.comments = Comments(self)
        self.lines = list(self._lines())

    def _manifest(self):
        for data in self.parts.custom():
            try:
                return manifest.read(parse(data))
            except (etree.LxmlError, ValueError, LookupError, TypeError, AttributeError):
                version = manifest.version(data)
            if version not in ("", manifest.VERSION):
                raise ProblemsFound([problem("manifest-other", Span(str(self.path)))])
            self.problems += [problem("manifest-broken", Span(str(self.path)))] if version else []
        return None

    def _lines(self):
        numbers = self._numbering.labels(self.body)
        self.offered, line = [], None  # offered: paragraphs that are only suggested
        for element in _blocks(self.body):
            if element.tag != w("p") or aside.is_skipped(element):
                inside = self._cells(element, numbers) if element.tag == w("tbl") else ()
                yield from inside
                line = inside[-1] if inside else line
                if line and not inside:
                    line.tail.append(element)
                continue
            made = self._line(element, numbers)
            if _is_offered(element):
                self.offered.append(made)
            if _is_offered(element) or _is_struck(made):
                if line:
                    line.tail.append(element)
                continue
            line = made
            yield line

    def _line(self, element, numbers):
        styles = self._numbering.styles
        style = styles.of(element)
        name = style.name.lower() if style else ""
        level = aside.outline_level(element, style)
        return Line(
            element, Reading(element, self.comments.ours, styles), numbers.get(element, ""), name, level
        )

    def _cells(self, table, numbers):
        """Return the lines of a table into which somebody has put paragraphs of the draft, else none."""
        inside = [self._line(one, numbers) for one in table.iter(w("p")) if not aside.is_skipped(one)]
        known = {block.text for block in self.manifest.document.blocks} if self.manifest else ()
        if not any(line.reading.marks or line.text in known for line in inside if line.text):
            return []
        made = [replace(line, in_table=True, tail=[]) for line in inside if line.text]
        made[-1].tail.append(table)
        return made

    def comment(self, said):
        """Add a comment of ours; returns its number."""
        return self.comments.add(said)

    def packed(self, own, known):
        """Return the file's bytes with a Manifest, its short copy, and only comments of ours still borne."""
        main = self.document.element
        self._tell_apart()
        self.parts.main = etree.tostring(main, xml_declaration=True, encoding="UTF-8", standalone=True)
        self.comments.save({mark.get(w("id")) for mark in self.body.iter(w("commentReference"))})
        self.parts.manifest(manifest.write(own))
        self.parts.keep("qicao.", known)
        return self.parts.packed()

    def _tell_apart(self):
        """Give what was copied with a paragraph no name, or a number of its own: ids, controls, bookmarks."""
        for one in _again(self.body.iter(w("p")), PARAGRAPH):
            del one.attrib[PARAGRAPH]
        for one in _again(self.body.xpath("//w:sdtPr/w:id"), w("val")):
            one.set(w("val"), str(self.identities.of(one.get(w("val")))))
        for one in _again(self.body.xpath("//w:bookmarkStart"), w("name")):
            number = one.get(w("id"))
            ends = [end for end in self.body.iter(w("bookmarkEnd")) if end.get(w("id")) == number]
            for mark in (one, ends[-1] if ends else None):
                if mark is not None:
                    mark.getparent().remove(mark)


def _again(elements, name):
    """Return the elements whose attribute says what that of an earlier one says."""
    seen, again = set(), []
    for one in elements:
        value = one.get(name)
        if value in seen and value is not None:
            again.append(one)
        seen.add(value)
    return again


def _blocks(container):
    for child in container:
        if child.tag in _CONTAINERS:
            yield from _blocks(child)
        elif isinstance(child.tag, str) and child.tag not in (w("sectPr"), w("sdtPr")):
            yield child


def _is_offered(element):
    mark = element.find(f"{w('pPr')}/{w('rPr')}/{w('ins')}")
    return mark is not None and mark.get(w("author")) == AUTHOR


def _is_struck(line):
    """Tell whether somebody has deleted a paragraph, and the deletion is tracked."""
    return not line.text and any(map(is_refused, mark_changes(line.element)))
