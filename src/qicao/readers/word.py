"""A .docx of any origin: its words, its styles by name, its numbers as text, changes as accepted."""

import io
import re
from pathlib import Path

import docx
from docx.opc.exceptions import OpcError
from lxml import etree

from qicao import package
from qicao.document import GAP, Block, Document, Field, Text
from qicao.encoding import reason
from qicao.ooxml import labels, w
from qicao.problems import ProblemsFound, Span, problem
from qicao.readers.text import block as by_text
from qicao.structure import with_front

_KINDS = ("title", "subtitle", "salutation")  # styles of Word that are kinds of ours
# what python-docx and lxml raise on files that break the format in ways beyond counting
_DAMAGE = (ValueError, LookupError, AttributeError, TypeError, OpcError, etree.LxmlError)
_SKIPPED = {w("del"), w("moveFrom"), w("pPr"), w("sdtPr"), w("rPr")}


def load(path):
    """Return (Document, warnings); raises ProblemsFound where the file is no sound .docx."""
    here = Span(str(path))
    try:
        data = io.BytesIO(Path(path).read_bytes())
        parts = package.contents(data)
        if any(b"<!DOCTYPE" in part for name, part in parts.items() if name.endswith((".xml", ".rels"))):
            raise ValueError("DOCTYPE")
        return _document(docx.Document(data), path), []
    except FileNotFoundError:
        raise ProblemsFound([problem("no-such-file", here)]) from None
    except OSError as error:
        raise ProblemsFound([problem("cannot-read", here, reason=reason(error))]) from None
    except _DAMAGE as error:
        raise ProblemsFound([problem("not-a-docx", here, reason=str(error))]) from None


def _document(known, path):
    names = {style.style_id: (style.name or "").lower() for style in known.styles}
    numbers = labels(known)
    blocks = []
    for number, paragraph in enumerate(known.element.body.iter(w("p")), 1):
        if any(ancestor.tag == w("txbxContent") for ancestor in paragraph.iterancestors()):
            continue
        pieces = _pieces(paragraph)
        label = numbers.get(paragraph, "")
        parts = (*([Text(label)] if label else ()), *pieces)
        if "".join(part.text for part in parts).strip():
            blocks.append(_block(parts, names.get(paragraph.style, ""), Span(str(path), number, 1)))
    return Document(_with_front(blocks), known.core_properties.title or "")


def _with_front(blocks):
    """Name the title block by its styles where there are any, else by where it stands."""
    return tuple(blocks) if any(block.kind == "title" for block in blocks) else with_front(blocks)


def _block(parts, style, origin):
    guess = by_text(parts, origin=origin)
    if style in _KINDS:
        return Block(style, parts, origin=origin)
    found = re.fullmatch(r"heading ([1-4])", style)
    return Block("heading", parts, int(found.group(1)), origin=origin) if found else guess


def _pieces(paragraph):
    """Return the words of a paragraph in order: Text, and a Field for each content control with a tag."""
    pieces = []

    def walk(element, field):
        for child in element:
            if child.tag in _SKIPPED:
                continue
            if child.tag == w("sdt"):
                walk(child, _field(child) or field)
            elif child.tag == w("t"):
                add(child.text or "", field)
            elif child.tag == w("tab"):
                add("\t", field)
            elif child.tag not in (w("p"), w("txbxContent")):
                walk(child, field)

    def add(text, field):
        last = pieces[-1] if pieces else None
        same = field == (last[1] if last else None)
        if last and same:
            last[0] += text
        else:
            pieces.append([text, field])

    walk(paragraph, None)
    return tuple(_part(text, field) for text, field in pieces if text)


def _field(control):
    tag = control.find(f"{w('sdtPr')}/{w('tag')}")
    alias = control.find(f"{w('sdtPr')}/{w('alias')}")
    if tag is None:
        return None
    return tag.get(w("val")), alias.get(w("val")) if alias is not None else ""


def _part(text, field):
    if field:
        return Field(text, field[0], field[1], bool(GAP.fullmatch(text)))
    return Text(text)
