"""A .docx of any origin: its words, its styles by name, its numbers as text, changes as accepted."""

import io
import posixpath
import re
import struct
from dataclasses import dataclass, replace
from itertools import groupby
from pathlib import Path

import docx
from docx.opc.exceptions import OpcError
from lxml import etree

from qicao import package
from qicao.document import GAP, Block, Document, Field, Text
from qicao.encoding import refused
from qicao.filenames import TABLES, is_of
from qicao.numbering import Numbering
from qicao.ooxml import check, is_refused, mark_changes, parse, properties, w
from qicao.problems import ProblemsFound, Span, language, problem, say
from qicao.readers import aside, multiplied
from qicao.readers.story import Story, Token, shown
from qicao.structure import block as by_text
from qicao.structure import with_front

_KINDS = ("title", "subtitle", "salutation")  # styles of Word that are kinds of ours
# what zip, python-docx and lxml raise on files that break the format in ways beyond counting
DAMAGE = (ValueError, LookupError, AttributeError, TypeError, AssertionError, ArithmeticError, EOFError)
DAMAGE += (RecursionError, struct.error, OpcError, etree.LxmlError)
_WHY = {package.Torn: "torn-file", package.Locked: "locked-file", LookupError: "part-missing"}
_OLE, _LOCKED = bytes.fromhex("d0cf11e0a1b11ae1"), "EncryptedPackage".encode("utf-16-le")
_FOREIGN = {b"%PDF": ".pdf", b"{\\rtf": ".rtf", b"<html": ".html", b"<!DOC": ".html"}
_STRICT = re.compile(rb"(=\s*[\"'])http://purl\.oclc\.org/ooxml/(\w+)/(\w+)")
_RELATION = "{http://schemas.openxmlformats.org/package/2006/relationships}Relationship"
_MAIN = re.compile(rb"application/vnd\.(?:ms-word|openxmlformats)[\w.-]+\.main\+xml")
_OWN = b"application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"
_HEADINGS = 4  # levels of headings
_MOST = 0.6  # of a text that stands in tables makes the table its page, not a part of it


@dataclass(frozen=True, slots=True)
class Told:
    """What a .docx says: its numbers, what stands beside the words, the story, its tokens without fields."""

    numbering: Numbering
    beside: aside.Beside
    story: Story
    tokens: tuple


def load(path):
    """Return (Document, warnings); raises ProblemsFound where the file is no sound .docx."""
    return read(opened(path)[1], path)


def read(document, path):
    """Return (Document, warnings) of a file that `opened` has opened; raises ProblemsFound as load does."""
    here = Span(str(path))
    try:
        known = told(document)
        blocks = _with_front(_without_tables(_speech(known, here.path)))
        made = Document(blocks, document.core_properties.title or "")
        found = aside.left_out(known.beside, known.story, known.tokens, here.path)
    except DAMAGE as error:
        raise damaged(error, here) from None
    if not made.blocks:
        raise ProblemsFound([problem("empty-file", here), *found])
    return made, found


def opened(path):
    """Return (bytes, python-docx document) of a file; raises ProblemsFound where it is no sound .docx.

    The bytes are the file's, but where python-docx needs it more usual than it is.
    """
    here = Span(str(path))
    try:
        with Path(path).open("rb") as file:
            data = file.read(package.MAX_UNPACKED + 1)
    except FileNotFoundError:
        raise ProblemsFound([problem("no-such-file", here)]) from None
    except OSError as error:
        raise ProblemsFound([refused("cannot-read", here, error)]) from None
    return usual(data, here)


def usual(data, here):
    """Return (bytes, python-docx document) of the bytes of a file as opened does; here is for problems."""
    parts = unpacked(data, here)
    try:
        known = _usual(parts)
        if known != parts:
            data = package.packed([package.deflated(name, part) for name, part in known.items()])
        document = docx.Document(io.BytesIO(data))
        if document.element.body is None:
            raise ValueError("no w:body")
        multiplied.mend(document.element.body)
    except DAMAGE as error:
        raise damaged(error, here) from None
    return data, document


def told(document, body=None):
    """Return what a python-docx document says: its words in order, and what stands beside them.

    body is the w:body to read, where it is not the document's own.
    """
    body = document.element.body if body is None else body
    numbering = Numbering(document)
    beside = aside.Beside(document, numbering.styles)
    places = {one: at for at, one in enumerate(body.iter(w("p")), 1)}
    story = Story(body, beside, places)
    return Told(numbering, beside, story, tuple(shown(story.tokens)))


def damaged(error, here):
    """Return the ProblemsFound of a file in which an error was met, in plain words."""
    if is_of(TABLES, here.path):
        return ProblemsFound([problem("not-a-docx", here, reason=say("a-table-file"), table=here.path)])
    why = next((name for kind, name in _WHY.items() if isinstance(error, kind)), "part-damaged")
    # what the parsers say is English
    detail = f" ({str(error) or type(error).__name__})" if language() == "en" else ""
    return ProblemsFound([problem("not-a-docx", here, reason=say(f"a-{why}") + detail)])


def unpacked(data, here):
    """Return the parts of a .docx by name; raises ProblemsFound where it is none or has too much in it."""
    _refuse_foreign(data, here)
    try:
        parts = package.contents(io.BytesIO(data))
        check([part for name, part in parts.items() if name.lower().endswith((".xml", ".rels"))])
    except package.TooMuch:
        raise ProblemsFound([problem("file-too-full", here)]) from None
    except (*DAMAGE, OSError) as error:
        raise damaged(error, here) from None
    return parts


def _refuse_foreign(data, here):
    """Raise ProblemsFound where a .docx is another kind of file under its name."""
    if not data:
        raise ProblemsFound([problem("empty-file", here)])
    if len(data) > package.MAX_UNPACKED:
        raise ProblemsFound([problem("too-large", here, limit=package.MAX_UNPACKED // 2**20)])
    if data.startswith(_OLE):
        code = "encrypted-file" if _LOCKED in data else "save-as-docx"
        raise ProblemsFound([problem(code, here, name=".doc")])
    for head, name in _FOREIGN.items():
        if data.lstrip()[:5].lower().startswith(head.lower()):
            raise ProblemsFound([problem("save-as-docx", here, name=name)])


def _usual(parts):
    """Return parts as python-docx reads them: the namespaces of most files, no relationship to nothing."""
    if any(_STRICT.search(data) for name, data in parts.items() if name.endswith(".rels")):
        parts = {
            name: _transitional(data) if name.endswith((".xml", ".rels")) else data
            for name, data in parts.items()
        }
    types = parts.get("[Content_Types].xml", b"")
    if _MAIN.search(types) and _OWN not in types:
        parts = {**parts, "[Content_Types].xml": _MAIN.sub(_OWN, types)}
    known = {name: _without_nothing(name, parts) for name in parts if name.endswith(".rels")}
    return {**parts, **known}


def _transitional(data):
    """Return strict XML (ISO/IEC 29500-1) in the namespaces of the transitional one."""
    data = _STRICT.sub(rb"\1http://schemas.openxmlformats.org/\2/2006/\3", data)
    return re.sub(rb"(/2006/(?:relationships/)?(?:extended|custom))P(roperties\b)", rb"\1-p\2", data)


def _without_nothing(name, parts):
    """Return relationships without those to parts that are not there."""
    root, folder = parse(parts[name]), posixpath.dirname(posixpath.dirname(name))
    inside = [one for one in root.iter(_RELATION) if one.get("TargetMode") != "External"]
    targets = (posixpath.normpath(posixpath.join("/", folder, one.get("Target"))) for one in inside)
    nothing = [one for one, target in zip(inside, targets, strict=True) if target[1:] not in parts]
    for one in nothing:
        if one.get("Type", "").endswith("/officeDocument"):
            raise ValueError(one.get("Target"))
        root.remove(one)
    return etree.tostring(root, xml_declaration=True, encoding="UTF-8") if nothing else parts[name]


# -- paragraphs


def _speech(known, path):
    """Return the blocks of a speech."""
    made = []
    for pieces, mark, in_table in paragraphs(known):
        style = known.numbering.styles.of(mark.value) if mark else None
        origin = Span(path, mark.at if mark else 0, 1)
        made += _blocks(_joined(pieces), mark.value if mark else None, style, origin, in_table)
    return made


def paragraphs(known):
    """Yield (tokens of words, the mark at the end, whether in a table) of each paragraph shown as one.

    known is what was Told; its numbers are counted meanwhile, so this can be asked but once.
    """
    pieces, start, depth, mark, waits = [], 0, 0, None, False
    numbering = known.numbering

    def count():
        label = numbering.label(mark.value)
        pieces[start:start] = [Token("words", label, mark.at)] if label else []

    for token in known.tokens:
        if token.kind == "words":
            pieces.append(token)
        elif token.kind == "paragraph":
            mark = token
            # a mark that was deleted: the next paragraph goes on here, and gives the look of both
            waits = any(map(is_refused, mark_changes(token.value)))
            goes_on = _goes_on(token.value, numbering.styles)
            if not waits and (pieces[start:] or not goes_on):
                count()
            start = start if waits else len(pieces)
            if not waits and not goes_on:
                yield pieces, mark, depth > 0
                pieces, start = [], 0
        elif token.kind == "edge":
            if pieces:
                if waits:
                    count()
                yield pieces, mark, depth > 0
            pieces, start, waits = [], 0, False
            depth += token.value
    if pieces:
        if waits:
            count()
        yield pieces, mark, False


def _goes_on(paragraph, styles):
    """Tell whether the next paragraph is shown on the same line: its mark is hidden, or it is a drop cap."""
    own = properties(paragraph)
    if own is None:
        return False
    frame = own.find(w("framePr"))
    dropped = frame is not None and frame.get(w("dropCap"), "none") != "none"
    return dropped or aside.is_hidden(own, styles)


def _joined(pieces):
    """Return tokens of words as Text and Field, those of one control in one."""
    groups = groupby(pieces, lambda token: token.field)
    made = (("".join(token.value for token in group), field) for field, group in groups)
    return tuple(_part(words, field) for words, field in made if words)


def _part(text, field):
    return Field(text, *field, bool(GAP.fullmatch(text))) if field else Text(text)


def _blocks(pieces, paragraph, style, origin, in_table):
    """Yield the blocks of a paragraph: one for each line that a break makes of it."""
    level = aside.outline_level(paragraph, style)
    for start, parts in _lines(pieces):
        if "".join(part.text for part in parts).strip():
            made = _block(parts, style, level, origin._replace(column=start + 1))
            yield replace(made, kind="cell", level=0, lead=0) if in_table or _is_contents(style) else made


def _is_contents(style):
    return style is not None and re.match("toc \\d", (style.name or "").lower()) is not None


def _lines(pieces):
    """Return (where it begins, its pieces) of each line that breaks make; a break is one character."""
    made, at = [(0, [])], 0
    for part in pieces:
        for number, text in enumerate(part.text.split("\n")):
            if number:
                at += 1
                made.append((at, []))
            if text:
                made[-1][1].append(part._replace(text=text))
            at += len(text)
    return [(start, tuple(parts)) for start, parts in made]


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
