"""The text of a speech (DESIGN 1): a line a paragraph, headings by their ordinals."""

from dataclasses import replace
from pathlib import Path

from qicao import markers
from qicao.document import Block, Document, Text
from qicao.encoding import NOT_XML, SPACE, decode
from qicao.problems import ProblemsFound, Span, problem
from qicao.readers import glued, markdown, wrapped
from qicao.readers.lines import closed, lines
from qicao.structure import block, with_front
from qicao.structure.formulas import wide

_STRAY = 0.01  # of a text may be control characters; a file with more is none
_PLAIN = "普通段落。"  # what an escaped paragraph looks like to who names the title block


def load(path):
    """Return (Document, warnings) of a text file; raises ProblemsFound where it holds no text."""
    text, found = decode(path)
    here = Span(str(path))
    strange = NOT_XML.findall(text.replace("\x0b", "").replace("\x0c", "").rstrip("\x1a"))
    if len(strange) > len(text) * _STRAY:
        raise ProblemsFound([problem("binary-file", here)])
    if strange:
        found = [*found, problem("characters-left-out", here, count=len(strange))]
        text = NOT_XML.sub(lambda one: one.group() if one.group() in "\x0b\x0c" else "", text)
    if not text.strip(f"{SPACE}\n\ufeff\x0b\x0c\x1a"):
        raise ProblemsFound([problem("empty-file", here)])
    return read(text, str(path), marked=Path(path).suffix.lower() == ".md"), found


def read(text, path="", marked=False):
    """Make a Document of a speech; a person's ordinals stay as they were written.

    marked: the text is Markdown. Paragraphs that were broken at a width are joined, those that stand on one
    line are parted.
    """
    found = lines(text)
    found = glued.parted(wrapped.joined(markdown.plain(found) if marked else found))
    plain = {line.number for line in found if line.plain}
    blocks = [_block(line, path) for line in found]
    return Document(
        with_front(_styled(blocks, found), lambda one: _PLAIN if one.origin.line in plain else one.text)
    )


def _block(line, path):
    """Make the Block of a line."""
    words = line.text.removeprefix("\\").lstrip(SPACE) if line.plain else closed(line.text)
    # 首先, as typed is the 首先， of the table
    typed = None if markers.at_head(words) else markers.at_head(wide(words))
    kind = typed.kind if typed else None
    made = block((Text(words),), kind=kind, origin=Span(path, line.number, line.column), plain=line.plain)
    return replace(made, end=line.end)


def _styled(blocks, found):
    """Return blocks with the headings of Markdown named: the first # is the title if it is the only one."""
    depths = [line.heading for line in found if line.heading]
    titled = bool(depths) and depths[0] == min(depths) and depths.count(depths[0]) == 1 and found[0].heading
    top = min(depths[1:] if titled else depths, default=1)
    made = []
    for at, (one, line) in enumerate(zip(blocks, found, strict=True)):
        if titled and not at:
            one = Block("title", one.parts, origin=one.origin, end=one.end)
        elif line.heading and one.kind == "body" and not one.text.startswith(("——", "--")):
            one = replace(one, kind="heading", level=min(line.heading - top + 1, 4))
        made.append(one)
    return made
