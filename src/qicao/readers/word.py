"""A .docx of any origin: its words, its styles by name, its numbers as text, changes as accepted."""

import io
import re
from dataclasses import replace
from pathlib import Path

import docx
from docx.opc.exceptions import OpcError
from docx.oxml import parse_xml
from lxml import etree

from qicao import package
from qicao.document import GAP, Block, Document, Field, Text
from qicao.encoding import reason
from qicao.ooxml import labels, w
from qicao.problems import ProblemsFound, Span, problem
from qicao.readers import aside
from qicao.readers.text import block as by_text
from qicao.structure import with_front

_KINDS = ("title", "subtitle", "salutation")  # styles of Word that are kinds of ours
# what python-docx and lxml raise on files that break the format in ways beyond counting
_DAMAGE = (ValueError, LookupError, AttributeError, TypeError, OpcError, etree.LxmlError)
_SKIPPED = {w(name) for name in ("del", "moveFrom", "pPr", "sdtPr", "rPr", "rt", "p", "txbxContent")}
_SKIPPED.add("{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback")
_BREAKS = {w("br"), w("cr")}
_OLE, _LOCKED = bytes.fromhex("d0cf11e0a1b11ae1"), "EncryptedPackage".encode("utf-16-le")
_FOREIGN = {b"%PDF": ".pdf", b"{\\rtf": ".rtf", b"<html": ".html", b"<!DOC": ".html"}
_HEADINGS = 4  # levels of headings
_MOST = 0.6  # of a text that stands in tables makes the table its page, not a part of it


def load(path):
    """Return (Document, warnings); raises ProblemsFound where the file is no sound .docx."""
    here = Span(str(path))
    try:
        data = Path(path).read_bytes()
        _refuse_foreign(data, here)
        parts = package.contents(io.BytesIO(data))
        if any(b"<!DOCTYPE" in part for name, part in parts.items() if name.endswith((".xml", ".rels"))):
            raise ValueError("DOCTYPE")
        known = docx.Document(io.BytesIO(data))
        document = _document(known, path)
        found = aside.left_out(known, str(path), _notes(known))
    except FileNotFoundError:
        raise ProblemsFound([problem("no-such-file", here)]) from None
    except OSError as error:
        raise ProblemsFound([problem("cannot-read", here, reason=reason(error))]) from None
    except _DAMAGE as error:
        raise ProblemsFound([problem("not-a-docx", here, reason=str(error))]) from None
    if not document.blocks:
        raise ProblemsFound([problem("empty-file", here), *found])
    return document, found


def _refuse_foreign(data, here):
    """Raise ProblemsFound where a .docx is another kind of file under its name."""
    if not data:
        raise ProblemsFound([problem("empty-file", here)])
    if data.startswith(_OLE):
        code = "encrypted-file" if _LOCKED in data else "save-as-docx"
        raise ProblemsFound([problem(code, here, name=".doc")])
    for head, name in _FOREIGN.items():
        if data.lstrip()[:5].lower().startswith(head.lower()):
            raise ProblemsFound([problem("save-as-docx", here, name=name)])


def _notes(known):
    """Return the roots of the footnotes and endnotes of a document by their kind."""
    parts = {rel.reltype.rsplit("/", 1)[-1]: rel for rel in known.part.rels.values() if not rel.is_external}
    kinds = [kind for kind in ("footnotes", "endnotes") if kind in parts]
    return {kind: parse_xml(parts[kind].target_part.blob) for kind in kinds}


def _document(known, path):
    styles = {style.style_id: style for style in known.styles}
    numbers = labels(known)
    blocks, open_parts = [], []
    for number, paragraph in enumerate(known.element.body.iter(w("p")), 1):
        if aside.is_skipped(paragraph):
            continue
        label = numbers.get(paragraph, "")
        pieces = [*open_parts, *([Text(label)] if label else ()), *_pieces(paragraph)]
        # the mark at its end was deleted: once accepted, the next paragraph goes on here
        open_parts = pieces if paragraph.find(f"{w('pPr')}/{w('rPr')}/{w('del')}") is not None else []
        if not open_parts:
            blocks += _blocks(pieces, paragraph, styles, Span(str(path), number, 1))
    blocks += _blocks(open_parts, None, styles, Span(str(path), 0))
    return Document(_with_front(_without_tables(blocks)), known.core_properties.title or "")


def _blocks(pieces, paragraph, styles, origin):
    """Yield the blocks of a paragraph: one for each line that a break makes of it."""
    style = styles.get(paragraph.style) if paragraph is not None else None
    in_table = paragraph is not None and any(one.tag == w("tc") for one in paragraph.iterancestors())
    for parts in _lines(pieces):
        if "".join(part.text for part in parts).strip():
            made = _block(parts, style, aside.outline_level(paragraph, style), origin)
            yield replace(made, kind="cell", level=0, lead=0) if in_table or _is_contents(style) else made


def _is_contents(style):
    return style is not None and re.match("toc \\d", (style.name or "").lower()) is not None


def _lines(pieces):
    """Return pieces cut into lines at the breaks between them."""
    made = [[]]
    for part in pieces:
        for number, text in enumerate(part.text.split("\n")):
            if number:
                made.append([])
            if text:
                made[-1].append(replace(part, text=text))
    return [tuple(parts) for parts in made]


def _without_tables(blocks):
    """Return blocks; where nearly all stands in a table, that is the page and its cells are paragraphs."""
    inside = sum(len(block.text) for block in blocks if block.kind == "cell")
    if inside <= _MOST * sum(len(block.text) for block in blocks):
        return blocks
    return [by_text(one.parts, origin=one.origin) if one.kind == "cell" else one for one in blocks]


def _with_front(blocks):
    """Name the title block by its styles where there are any, else by where it stands."""
    if any(block.kind == "title" for block in blocks):
        return tuple(blocks)
    return with_front(_titled(blocks))


def _titled(blocks):
    """Return blocks whose one highest heading comes first as their title, the others a level higher."""
    heads = [block for block in blocks if block.kind == "heading"]
    if not heads or heads[0] is not blocks[0] or by_text(heads[0].parts).kind != "body":
        return blocks
    if any(block.level <= heads[0].level for block in heads[1:]):
        return blocks
    return [replace(blocks[0], kind="body", level=0), *(_raised(one, heads[0].level) for one in blocks[1:])]


def _raised(block, by):
    own = block.kind == "heading" and by_text(block.parts).kind == "body"
    return replace(block, level=max(block.level - by, 1)) if own else block


def _block(parts, style, level, origin):
    """Make the Block of a line: an ordinal says more than a style, a style more than the words."""
    guess = by_text(parts, origin=origin)
    name = (style.name or "").lower() if style is not None else ""
    if name in _KINDS:
        return Block(name, parts, origin=origin)
    if not level or guess.kind == "heading":
        return guess
    return Block("heading", parts, guess.level or min(level, _HEADINGS), origin=origin)


def _pieces(paragraph):
    """Return the words of a paragraph in order: Text, and a Field for each content control with a tag."""
    pieces = []

    def walk(element, field):
        for child in element:
            if child.tag in _SKIPPED or aside.is_hidden(child):
                continue
            if child.tag == w("sdt"):
                walk(child, _field(child) or field)
            elif child.tag == w("t"):
                add("\n".join((child.text or "").splitlines()), field)
            elif child.tag == w("tab"):
                add("\t", field)
            elif child.tag == w("noBreakHyphen"):
                add("-", field)
            elif child.tag in _BREAKS:
                add("\n" if child.get(w("type"), "textWrapping") == "textWrapping" else "", field)
            else:
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
