"""What a .docx holds beside the speech: tables, pictures, text boxes, notes, headers, hidden text."""

import re

from qicao.ooxml import w
from qicao.problems import Span, problem

_MC = "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"
_MATH = "{http://schemas.openxmlformats.org/officeDocument/2006/math}oMath"
_NOTES = {w("footnoteReference"): "footnotes", w("endnoteReference"): "endnotes"}
_PICTURES = {w("drawing"), w("pict"), w("object")}
_SHOWN = 40  # characters of what was left out
_DEEP = 9  # styles that build on one another


def is_skipped(paragraph):
    """Tell whether a paragraph is no part of the speech: in a text box, an old version or a deleted row."""
    for one in paragraph.iterancestors():
        if one.tag in (w("txbxContent"), _MC, w("del"), w("moveFrom")):
            return True
        if one.tag == w("tr") and one.find(f"{w('trPr')}/{w('del')}") is not None:
            return True
    return False


def is_hidden(run):
    """Tell whether a run is formatted as hidden text."""
    mark = run.find(f"{w('rPr')}/{w('vanish')}") if run.tag == w("r") else None
    return mark is not None and mark.get(w("val"), "1") not in ("0", "false")


def outline_level(paragraph, style):
    """Return the level of a heading, by its paragraph, its style or one that style builds on; 0 for none."""
    own = paragraph.find(f"{w('pPr')}/{w('outlineLvl')}") if paragraph is not None else None
    if own is not None:
        return _counted(own)
    for _ in range(_DEEP):
        if style is None:
            return 0
        found = re.fullmatch(r"(?:heading|标题) ([1-9])", (style.name or "").lower())
        if found:
            return int(found.group(1))
        level = style.element.find(f"{w('pPr')}/{w('outlineLvl')}")
        if level is not None:
            return _counted(level)
        style = style.base_style if hasattr(style, "base_style") else None
    return 0


def _counted(level):
    value = int(level.get(w("val"), "9"))
    return value + 1 if value < 9 else 0


def left_out(document, path, notes):
    """Return a warning, with its place, for everything of a document that is no paragraph of the speech.

    notes: the roots of its footnotes and endnotes by their kind.
    """
    places = {paragraph: at for at, paragraph in enumerate(document.element.body.iter(w("p")), 1)}
    notes = {(kind, note.get(w("id"))): _words(note) for kind, root in notes.items() for note in root}
    found = []
    for element in document.element.body.iter():
        told = _told(element, notes)
        if told and not _within_another(element):
            code, facts = told
            found.append(problem(code, Span(path, _place(element, places), 1), **facts))
    around = dict.fromkeys(_around_the_page(document))
    return [*found, *(problem("header-left-out", Span(path), text=words) for words in around)]


def _around_the_page(document):
    """Yield the words of headers and footers; a page number is none."""
    for rel in document.part.rels.values():
        if rel.reltype.endswith(("/header", "/footer")):
            words = _words(rel.target_part.element)
            if re.search("[\u4e00-\u9fff]", words):
                yield words


def _told(element, notes):
    """Return (code, facts) of an element to be told of, else None."""
    if element.tag == w("tbl"):
        return "table-left-out", {"rows": len(element.findall(w("tr")))}
    if element.tag == w("txbxContent"):
        words = _words(element)
        return ("text-box-left-out", {"text": words}) if words else None
    if element.tag in _PICTURES:
        return None if any(True for _ in element.iter(w("txbxContent"))) else _picture(element)
    if element.tag in _NOTES:
        return "note-left-out", {"text": notes.get((_NOTES[element.tag], element.get(w("id"))), "")}
    if element.tag == _MATH:
        return "formula-left-out", {"text": "".join(element.itertext())[:_SHOWN]}
    return None


def _picture(element):
    names = [one.get("descr") or one.get("name") or "" for one in element.iter() if _local(one) == "docPr"]
    return "picture-left-out", {"name": next(filter(None, names), "—")}


def _within_another(element):
    """Tell whether an element stands in one that is told of already, or in the old form of one."""
    inner = {w("tbl"), w("txbxContent")}
    return any(
        one.tag == _MC or (one.tag in inner and element.tag != w("txbxContent"))
        for one in element.iterancestors()
    )


def _place(element, places):
    own = [element, *element.iterancestors()]
    at = next((places[one] for one in own if one in places), 0)
    return at or next((places[one] for one in element.iter(w("p")) if one in places), 0)


def _words(element):
    return "".join(one.text or "" for one in element.iter(w("t")))[:_SHOWN]


def _local(element):
    return element.tag.rsplit("}", 1)[-1] if isinstance(element.tag, str) else ""
