"""The lines and pages of a draft, laid out as a word processor does: 22 lines of 28 characters on a page.

The official page is a grid of full-width characters (FACTS.md 1), so it can be laid out without the fonts:
only letters and figures are narrower, and of these the widths in Times New Roman are known.
"""

import re
from dataclasses import dataclass, replace
from functools import cache, lru_cache
from itertools import accumulate, pairwise
from unicodedata import combining, east_asian_width

from qicao import layout
from qicao.document import Field
from qicao.tables import table
from qicao.writers import titles
from qicao.writers.word import styled

# styles whose paragraphs are whole, and on one page with what follows
_KEPT = ("Title", "Subtitle", "Heading1", "Heading2", "Heading3", "Heading4", "qcPointHeading")
_FLUSH = ("Title", "Subtitle", "Salutation")
_BELOW_A_BLANK = ("Salutation", "qcFirst")
_TAB = 420  # twips, as in data/base/word/settings.xml


@dataclass(frozen=True, slots=True)
class Piece:
    """Words of a line that look alike: those of one value, or of none; lead: they head a run-in item."""

    text: str
    field: Field | None = None
    lead: bool = False


@dataclass(frozen=True, slots=True)
class Line:
    """A line of a paragraph, numbered from 0; lengths in twips.

    begins: it is the first of its paragraph; full: it is stretched to both margins;
    hangs: its last mark stands in the margin.
    """

    pieces: tuple
    style: str
    paragraph: int
    indent: int = 0
    before: int = 0
    height: int = 0
    begins: bool = False
    full: bool = False
    hangs: bool = False

    @property
    def text(self):
        """The words of the line."""
        return "".join(piece.text for piece in self.pieces)


def title_margin(document, options):
    """Return the twips the title is indented by on both sides."""
    return titles.indent(document.title, layout.page(options.profile, options.reading))


def laid(document, options):
    """Return the pages of a Document, each a tuple of Lines; never none, and no words are lost."""
    known = layout.page(options.profile, options.reading)
    room, pages, used = int(known["text_height"]), [[]], 0
    for kept in _together(_lines(document, known)):
        size = sum(line.before + line.height for line in kept)
        if pages[-1] and used + size > room and size <= room:
            pages.append([])
            used = 0
        for line in kept:
            if pages[-1] and used + line.before + line.height > room:
                pages.append([])
                used = 0
            top = not pages[-1] and len(pages) > 1  # no blank line at the head of a later page
            pages[-1].append(replace(line, before=0) if top else line)
            used += pages[-1][-1].before + line.height
    return tuple(map(tuple, pages))


def _together(lines):
    """Yield the runs of lines that stay on one page."""
    kept = []
    for line in lines:
        kept.append(line)
        if line.style not in _KEPT:
            yield kept
            kept = []
    if kept:
        yield kept


def _lines(document, known):
    """Yield the lines of all paragraphs."""
    margin = titles.indent(document.title, known)
    for number, (block, named) in enumerate(styled(document.blocks)):
        style = named or "BodyText"
        title = style == "Title"
        em = int(known["title_size" if title else "body_size"]) * 10
        tight = 0 if title else int(known["tighten"])
        height = int(known["title_line" if title else "line"])
        indent = 0 if style in _FLUSH else int(known["indent"])
        room = int(known["text_width"]) - (2 * margin if title else 0)
        pieces = _pieces(block)
        breaks = _broken(pieces, room, indent, em, tight)
        for at, (start, end, full, hangs) in enumerate(breaks):
            yield Line(
                tuple(_cut(pieces, start, end)),
                style,
                number,
                0 if at else indent,
                height if style in _BELOW_A_BLANK and not at else 0,
                height,
                not at,
                full and style not in _FLUSH,
                hangs,
            )


def _pieces(block):
    """Return the pieces of a paragraph, its ordinal first, cut where its lead ends."""
    whole = [(block.ordinal.text, None)] if block.ordinal else []
    whole += [(part.text, part if isinstance(part, Field) else None) for part in block.parts]
    made, lead = [], block.lead
    for text, field in whole:
        made += [
            Piece(words, field, bold)
            for words, bold in ((text[: max(lead, 0)], True), (text[max(lead, 0) :], False))
            if words
        ]
        lead -= len(text)
    return made


def _cut(pieces, start, end):
    """Yield what stands between two places of a paragraph."""
    at = 0
    for piece in pieces:
        words = piece.text[max(start - at, 0) : max(end - at, 0)]
        at += len(piece.text)
        if words:
            yield Piece(words, piece.field, piece.lead)


# -- where a line ends


def _broken(pieces, room, indent, em, tight):
    """Yield (start, end, full, hangs) of each line of a paragraph."""
    text = "".join(piece.text for piece in pieces)
    seams = _seams(pieces, text)
    start, used, last = 0, indent, ""
    for at, words in _clusters(text, room - indent, em, tight):
        if words in _BREAKS:
            yield start, at, False, False
            start, used, last = at + 1, 0, words
            continue
        # the last character before a seam, or of a line, is not tightened (measured in LibreOffice)
        gap = _gap(last, words) * em - (tight if at > start and at in seams else 0)
        size = seen = _width(words, em, tight)
        mark = words if words in _grid().hangs else ""
        if len(words) > 1:
            inner = tight * sum(place in seams for place in range(at + 1, at + len(words)))
            bare = words.rstrip(" ")
            size, seen = size - inner, _width(bare, em, tight) - inner
            mark = bare[-1:] if bare[-1:] in _grid().hangs else ""
        if used + gap + seen - (em if mark else 0) > room + tight and start < at:
            yield start, at, True, False
            start, used, gap = at, 0, 0
        used += gap + size
        last = words
        if mark and used - size + seen > room + tight:
            yield start, at + len(words), True, True
            start, used, last = at + len(words), 0, ""
    if start < len(text) or not text or last in _BREAKS:
        yield start, len(text), False, False


def _seams(pieces, text):
    """Return the places where a run of characters ends: at another look, and where the script changes."""
    ends = accumulate(len(piece.text) for piece in pieces)
    scripts = (at for at, (left, right) in enumerate(pairwise(text), 1) if left.isascii() != right.isascii())
    return {*ends, *scripts}


_BREAKS = ("\v", "\n")


@dataclass(frozen=True, slots=True)
class _Grid:
    """What is known of characters: data/grid.yaml."""

    cluster: re.Pattern
    hangs: tuple
    advances: dict
    space: float


@cache
def _grid():
    known = table("grid")["grid"]
    opens, closes = (f"[{re.escape(known[name])}]" for name in ("opens", "closes"))
    cluster = re.compile(f"[\v\n]|{opens}*(?:—+|…+|[!-~]+|[^\v\n]){closes}* *")
    letters = zip(map(chr, range(0x21, 0x7F)), map(int, known["latin"].split()), strict=True)
    advances = {**dict(letters), " ": int(known["space"])}
    return _Grid(cluster, tuple(known["hangs"]), advances, float(known["latin_space"]))


def _clusters(text, room, em, tight):
    """Yield (start, words) of what is not parted; what is longer than a line, character by character."""
    for found in _grid().cluster.finditer(text):
        words, at = found.group(), found.start()
        if len(words) > 1 and _width(words, em, tight) > room:
            yield from enumerate(words, at)
        else:
            yield at, words


def _width(text, em, tight):
    """Return the twips a text is wide."""
    if len(text) == 1:
        return _advance(text) * em / 1000 + tight
    return sum(map(_advance, text)) * em / 1000 + len(text) * tight


@lru_cache(4096)
def _advance(char):
    """Return the advance of a character in thousandths of an em."""
    if char == "\t":
        return _TAB / 320 * 1000
    if (known := _grid().advances.get(char)) is not None:
        return known
    if combining(char):
        return 0
    return 1000 if east_asian_width(char) in "WFA" else 500


def _gap(last, words):
    """Return the em between a letter or figure and a Chinese character that meet."""
    left, right = last[-1:], words[0]
    if left.isascii() == right.isascii():
        return 0
    meet = (_is_latin(left) and _is_han(right)) or (_is_han(left) and _is_latin(right))
    return _grid().space if meet else 0


def _is_latin(char):
    return char.isascii() and char.isalnum()


def _is_han(char):
    return "㐀" <= char <= "鿿"
