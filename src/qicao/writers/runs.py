"""The XML inside a paragraph: runs, content controls, comments, bookmarks."""

import re
from functools import cache, lru_cache
from zlib import crc32

from qicao.document import AUTHOR, MARKS
from qicao.encoding import NOT_XML, escaped
from qicao.problems import say

_LONGEST = 64  # characters of a tag or an alias (WORD.md 4)
# Word sets these in the Latin font unless a run is hinted (WORD.md 2)
is_ambiguous = re.compile("[“”‘’—…×·]").search
_is_odd = re.compile(f"""[“”‘’—…×·\t\v&<>"]|{NOT_XML.pattern}""").search
CHECK = "qc-check"  # the initials of the comments of a check, which tell them from those of a draft
_LINE = 22  # characters; no mark of a shorter paragraph comes near the margin, in the reading copy either
_HINT = '<w:rFonts w:hint="eastAsia"/>'
_REFERENCE = '<w:r><w:rPr><w:rStyle w:val="CommentReference"/></w:rPr>{}</w:r>'


@cache
def _opening(style, hint=False):
    """Return how a run begins; cached, since there are few and every run has one."""
    inner = (f'<w:rStyle w:val="{style}"/>' if style else "") + (_HINT if hint else "")
    return f"<w:r><w:rPr>{inner}</w:rPr>" if inner else "<w:r>"


def run(text, style):
    """Return a run of a character style, or of none."""
    if not _is_odd(text):  # as most texts: one look is enough
        return f'{_opening(style)}<w:t xml:space="preserve">{text}</w:t></w:r>'
    return f"{_opening(style, bool(is_ambiguous(text)))}{words(text)}</w:r>"


def words(text, name="w:t"):
    """Return what stands inside a run: words, tabs and line breaks."""
    if "\v" in text:  # no XML can hold it
        return "<w:br/>".join(words(line, name) for line in text.split("\v"))
    made = f'<{name} xml:space="preserve">{escaped(text)}</{name}>'
    return made.replace("\t", f'</{name}><w:tab/><{name} xml:space="preserve">') if "\t" in text else made


def hangs(field, words, paragraph):
    """Tell whether the mark that ends a paragraph has to stand outside the control of its last value.

    Where that mark hangs in the margin inside a control, LibreOffice 7.4 paints a blank line below.
    """
    return not field.gap and len(words) > 1 and words[-1] in MARKS and len(paragraph) >= _LINE


def tag(path):
    """Return the tag of the control around a value: its path, shortened where Word would not have it."""
    return path if len(path) <= _LONGEST else f"{path[: _LONGEST - 9]}~{crc32(path.encode()):08x}"


def control(field, identity, runs, binding=""):
    """Return a rich inline content control around a value (WORD.md 4 says why no other kind)."""
    gap = "<w:showingPlcHdr/>" if field.gap else ""
    return (
        f'<w:sdt><w:sdtPr>{_alias(field.about)}<w:tag w:val="{escaped(tag(field.path))}"/>'
        f'<w:id w:val="{identity}"/>{gap}{binding}</w:sdtPr><w:sdtContent>{runs}</w:sdtContent></w:sdt>'
    )


@lru_cache(1024)
def _alias(about):
    return f'<w:alias w:val="{escaped(about[:_LONGEST])}"/>'


class Identities:
    """Numbers for the controls of one draft: the same in every draft of it, each used once."""

    def __init__(self, used=()):
        self.ids, self.places = set(used), {}

    def of(self, path):
        """Return the number of the next control around the value at a path."""
        self.places[path] = place = self.places.get(path, 0) + 1
        number = crc32(f"{path}#{place}".encode()) & 0x7FFFFFFF
        while number in self.ids or not number:
            number = (number + 1) & 0x7FFFFFFF
        self.ids.add(number)
        return number


def asked(field):
    """Return what the comment at a gap says: what is asked, and where to give it."""
    place = field.where("zh")
    return say("gap-comment", "zh", about=field.about, path=field.path, place=f"{place}，" if place else "")


def comment(number, said, date, initials="qc"):
    """Return a comment of ours as it stands in comments.xml; a line break is \\v."""
    return (
        f'<w:comment w:id="{number}" w:author="{AUTHOR}" w:initials="{initials}" w:date="{date}">'
        f'<w:p><w:pPr><w:pStyle w:val="CommentText"/></w:pPr>{_REFERENCE.format("<w:annotationRef/>")}'
        f"{run(said, '')}</w:p></w:comment>\n"
    )


def commented(number, inner):
    """Return what a comment is about, with its marks around it."""
    reference = _REFERENCE.format(f'<w:commentReference w:id="{number}"/>')
    return f'<w:commentRangeStart w:id="{number}"/>{inner}<w:commentRangeEnd w:id="{number}"/>{reference}'


def bookmark(number, name):
    """Return an empty bookmark: one around text makes LibreOffice paint blank lines (WORD.md 6)."""
    return f'<w:bookmarkStart w:id="{number}" w:name="{name}"/><w:bookmarkEnd w:id="{number}"/>'
