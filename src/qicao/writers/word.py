"""The .docx: document.xml composed as text around the kept parts of data/base (PERF.md says why)."""

import re
from dataclasses import dataclass, replace
from functools import cache, lru_cache
from string import Template
from zlib import crc32

from qicao import markers, package
from qicao.document import Field, Text
from qicao.encoding import NOT_XML
from qicao.problems import say, width
from qicao.structure import heads_a_body
from qicao.tables import DATA, table

AUTHOR = "qicao"
# a fixed date keeps the bytes the same; without one LibreOffice saves a date that is none
_DATE = "2026-01-01T00:00:00Z"
_STYLES = {
    "title": "Title",
    "subtitle": "Subtitle",
    "byline": "Subtitle",
    "salutation": "Salutation",
    "body": "BodyText",
}
_FRONT = ("title", "subtitle", "byline")
# Word sets these in the Latin font unless a run is hinted (WORD.md 2)
_AMBIGUOUS = re.compile("[“”‘’—…×·]")
_CHANGING = (
    "word/document.xml",
    "word/comments.xml",
    "word/numbering.xml",
    "docProps/core.xml",
    "docProps/app.xml",
)
_STYLES_PART = "word/styles.xml"
_LINE = 22  # characters; no mark of a shorter paragraph comes near the margin, in the reading copy either
_HANGING = tuple("。！？；：，、")
_HINT = '<w:rFonts w:hint="eastAsia"/>'
_LONGEST = 64  # characters of a tag or an alias (WORD.md 4)
_ESCAPES = str.maketrans({"&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;"})


@dataclass(frozen=True, slots=True)
class Options:
    """How a draft is laid out: font profile, ordinals as text or as native lists, the larger reading copy."""

    profile: str = "gb2312"
    numbering: str = "text"
    reading: bool = False


def profiles():
    """Return the names of the font profiles."""
    return tuple(table("layout")["profiles"])


def write(document, options=Options()):
    """Return a Document as the bytes of a .docx; the same document and options give the same bytes."""
    body = _Body(_native(document) if options.numbering == "native" else frozenset())
    paragraphs = "".join(body.paragraph(block, style) for block, style in _styled(document))
    layout = _layout(options.profile, options.reading)
    title = document.title
    indent = _title_indent(title, layout)
    facts = {
        "paragraphs": paragraphs,
        "line": layout["line"],
        "comments": "".join(body.comments),
        "lists": _lists(body, layout) if options.numbering == "native" else "",
        "title": escaped(title),
        "author": escaped(_author(document)),
        "template": escaped(document.template),
    }
    parts = [*_constant(options.profile, options.reading), _styles(options.profile, options.reading, indent)]
    parts += [package.deflated(name, _base(name).substitute(facts).encode()) for name in _CHANGING]
    seal = package.seal((part.name, part.crc, part.size) for part in parts)
    known = {
        "qicao.template": document.template,
        "qicao.profile": options.profile,
        "qicao.numbering": options.numbering,
        "qicao.reading": "1" if options.reading else "0",
        "qicao.seal": seal,
    }
    properties = "".join(
        f'<property fmtid="{{D5CDD505-2E9C-101B-9397-08002B2CF9AE}}" pid="{number}" name="{name}">'
        f"<vt:lpwstr>{escaped(value)}</vt:lpwstr></property>\n"
        for number, (name, value) in enumerate(known.items(), 2)
    )
    own = _base(package.OWN).substitute(properties=properties)
    return package.packed([*parts, package.deflated(package.OWN, own.encode())])


def escaped(text):
    """Return text as it stands in XML, also inside an attribute."""
    return NOT_XML.sub("?", text).translate(_ESCAPES)


# -- parts that do not change


def _layout(profile, reading):
    known = table("layout")
    return {**known["page"], **known["reading" if reading else "draft"], **known["profiles"][profile]}


def _title_indent(title, layout):
    """Return the twips to indent a long title by on both sides, so that its lines are of like length.

    Of two lines the first ends before a word that can begin a line, where there is one.
    """
    em = int(layout["title_size"]) * 10
    room = int(layout["text_width"]) // em
    lines = len(_wrapped(title, room))
    if lines < 2:
        return 0
    fits = [longest for longest in range(1, room + 1) if len(_wrapped(title, longest)) == lines]
    breaks = {found.start() for found in re.finditer(layout["title_breaks"], title)}
    good = [longest for longest in fits if lines == 2 and _wrapped(title, longest)[0] in breaks]
    return int((int(layout["text_width"]) - min(good or fits) * em) / 2 - em / 8)


def _wrapped(title, longest):
    """Return where each line of a title ends when a line holds so many full-width characters."""
    ends, used = [], 0.0
    for unit in re.finditer(r"[!-~]+|.", title):
        latin = len(unit.group()) / 2 + 0.5  # letters and digits stay together, a quarter space on each side
        size = latin if unit.group().isascii() else width(unit.group()) / 2
        if used and used + size > longest:
            ends.append(unit.start())
            used = 0.0
        used += size
    return [*ends, len(title)]


@cache
def _base(name):
    return Template((DATA / "base" / name).read_text("utf-8"))


@cache
def _constant(profile, reading):
    """Return the deflated parts that are the same in every draft of a layout."""
    layout = _layout(profile, reading)
    base = DATA / "base"
    names = sorted(file.relative_to(base).as_posix() for file in base.rglob("*") if file.is_file())
    kept = [name for name in names if name not in (*_CHANGING, _STYLES_PART, package.OWN)]
    return tuple(package.deflated(name, _base(name).substitute(layout).encode()) for name in kept)


@lru_cache(64)
def _styles(profile, reading, title_indent):
    """Return the deflated styles of a layout; of a draft's own they hold the indent of its title alone."""
    text = _base(_STYLES_PART).substitute(_layout(profile, reading), title_indent=title_indent)
    return package.deflated(_STYLES_PART, text.encode())


# -- the document


def _styled(document):
    """Yield each block with its paragraph style; the first after a title block has a blank line above."""
    front = False
    for at, block in enumerate(document.blocks):
        following = document.blocks[at + 1] if at + 1 < len(document.blocks) else None
        style = _STYLES.get(block.kind)
        if block.kind == "heading":
            style = f"Heading{block.level}"
        elif block.kind == "point":
            style = "qcPointHeading" if heads_a_body(block, following) else "qcPoint"
        elif block.kind == "body" and front:
            style = "qcFirst"
        front = block.kind in _FRONT
        yield block, style


def _author(document):
    """Return who speaks: the line of the title block that is no date."""
    lines = (block.text for block in document.blocks if block.kind == "byline")
    return next((line for line in lines if not re.match("[（(]", line)), "")


def _with_last_mark(block):
    """Return the parts of a paragraph, the mark that ends it outside the last control.

    Where that mark hangs in the margin inside a control, LibreOffice 7.4 paints a blank line below.
    """
    *first, last = block.parts or ("",)
    hangs = isinstance(last, Field) and last.text.endswith(_HANGING) and len(block.text) >= _LINE
    if hangs and not last.gap and len(last.text) > 1:
        return (*first, replace(last, text=last.text[:-1]), Text(last.text[-1]))
    return block.parts


@cache
def _run_properties(style, hint):
    """Return the rPr of a run; cached, since there are few and they stand in every run."""
    inner = (f'<w:rStyle w:val="{style}"/>' if style else "") + (_HINT if hint else "")
    return f"<w:rPr>{inner}</w:rPr>" if inner else ""


def _run(text, style):
    properties = _run_properties(style, bool(_AMBIGUOUS.search(text)))
    words = f'<w:t xml:space="preserve">{escaped(text)}</w:t>'
    if "\t" in text:
        words = words.replace("\t", '</w:t><w:tab/><w:t xml:space="preserve">')
    return f"<w:r>{properties}{words}</w:r>"


class _Body:
    """Paragraphs of one document, with the comments and lists they ask for."""

    def __init__(self, native):
        self.native = native
        self.comments, self.lists = [], {}
        self.ids, self.places = set(), {}

    def paragraph(self, block, style):
        """Return one w:p."""
        properties = f'<w:pStyle w:val="{style}"/>'
        ordinal, lead = block.ordinal, block.lead
        runs = []
        if ordinal and (listed := self.list(ordinal, block.level)):
            properties += listed
            lead -= len(ordinal.text)
        elif ordinal:
            runs.append(_run(ordinal.text, "qcLead" if lead else ""))
            lead -= len(ordinal.text)
        for part in _with_last_mark(block):
            bold, plain = part.text[: max(lead, 0)], part.text[max(lead, 0) :]
            lead -= len(part.text)
            gap = isinstance(part, Field) and part.gap
            words = "".join(
                _run(text, "qcGap" if gap else style)
                for text, style in ((bold, "qcLead"), (plain, ""))
                if text
            )
            runs.append(self.control(part, words) if isinstance(part, Field) else words)
        return f"<w:p><w:pPr>{properties}</w:pPr>{''.join(runs)}</w:p>\n"

    def control(self, field, runs):
        """Return a rich inline content control around a value (WORD.md 4 says why no other kind)."""
        tag = field.path
        if len(tag) > _LONGEST:
            tag = f"{tag[: _LONGEST - 9]}~{crc32(tag.encode()):08x}"
        properties = (
            f'<w:alias w:val="{escaped(field.about[:_LONGEST])}"/><w:tag w:val="{escaped(tag)}"/>'
            f'<w:id w:val="{self.identity(field.path)}"/>{"<w:showingPlcHdr/>" if field.gap else ""}'
        )
        control = f"<w:sdt><w:sdtPr>{properties}</w:sdtPr><w:sdtContent>{runs}</w:sdtContent></w:sdt>"
        return self.comment(field, control) if field.gap else control

    def identity(self, path):
        """Return a number for a control: the same in every draft, and used once in each."""
        self.places[path] = place = self.places.get(path, 0) + 1
        number = crc32(f"{path}#{place}".encode()) & 0x7FFFFFFF
        while number in self.ids or not number:
            number = (number + 1) & 0x7FFFFFFF
        self.ids.add(number)
        return number

    def comment(self, field, inner):
        """Return a gap with a comment that says what is asked, and where to give it."""
        number = len(self.comments)
        said = say("gap-comment", "zh", about=field.about, path=field.path, place=field.where("zh"))
        mark = '<w:r><w:rPr><w:rStyle w:val="CommentReference"/></w:rPr>{}</w:r>'
        self.comments.append(
            f'<w:comment w:id="{number}" w:author="{AUTHOR}" w:initials="qc" w:date="{_DATE}">'
            f'<w:p><w:pPr><w:pStyle w:val="CommentText"/></w:pPr>{mark.format("<w:annotationRef/>")}'
            f"{_run(said, '')}</w:p></w:comment>\n"
        )
        reference = mark.format(f'<w:commentReference w:id="{number}"/>')
        return f'<w:commentRangeStart w:id="{number}"/>{inner}<w:commentRangeEnd w:id="{number}"/>{reference}'

    def list(self, ordinal, level):
        """Return the w:numPr of an ordinal, or '' where it stays text."""
        kind = _kind(ordinal)
        if (kind.name, ordinal.series) not in self.native:
            return ""
        if level:
            return f'<w:numPr><w:ilvl w:val="{level - 1}"/><w:numId w:val="1"/></w:numPr>'
        # each series is a list of its own: a restart on a shared one breaks when items move (WORD.md 3)
        number = self.lists.setdefault((kind, ordinal.series), len(self.lists) + 2)
        return f'<w:numPr><w:ilvl w:val="0"/><w:numId w:val="{number}"/></w:numPr>'


def _kind(ordinal):
    return next(kind for kind in markers.kinds() if kind.name == ordinal.kind)


def _native(document):
    """Return the series, as (kind, series), that Word's own lists write just as the text has them.

    A series with an ordinal that no list writes so, or that goes on inside a paragraph, stays text whole.
    """
    series = {}
    for block in document.blocks:
        if block.ordinal:
            series.setdefault((block.ordinal.kind, block.ordinal.series), []).append(block.ordinal)
    fit = set()
    for name, ordinals in series.items():
        kind = _kind(ordinals[0])
        written = kind.native and all(one.text == markers.write(kind, one.number) for one in ordinals)
        runs = kind.level or [one.number for one in ordinals] == list(range(1, len(ordinals) + 1))
        if written and runs:
            fit.add(name)
    levels = {name for name in series if _kind(series[name][0]).level}
    return fit if levels <= fit else fit - levels  # the headings are one list, or none


# -- native numbering


def _level(number, native, indent, bold=""):
    return (
        f'<w:lvl w:ilvl="{number}"><w:start w:val="1"/><w:numFmt w:val="{native[0]}"/>'
        f'<w:suff w:val="nothing"/><w:lvlText w:val="{native[1]}"/><w:lvlJc w:val="left"/>'
        f'<w:pPr><w:ind w:firstLineChars="200" w:firstLine="{indent}"/></w:pPr>'
        f"{f'<w:rPr>{bold}</w:rPr>' if bold else ''}</w:lvl>"
    )


def _lists(body, layout):
    """Return the lists: one of four levels for the headings, one more for each run-in series."""
    indent = layout["indent"]
    headings = [kind for kind in markers.kinds() if kind.level]
    levels = "".join(_level(kind.level - 1, kind.native, indent) for kind in headings)
    rest = "".join(_level(number, ("none", ""), indent) for number in range(len(headings), 9))
    lists = [("multilevel", levels + rest)]
    lists += [("singleLevel", _level(0, kind.native, indent, layout["lead_bold"])) for kind, _ in body.lists]
    abstract = "".join(
        f'<w:abstractNum w:abstractNumId="{number}"><w:nsid w:val="{0x5A3C1D00 + number:08X}"/>'
        f'<w:multiLevelType w:val="{shape}"/><w:tmpl w:val="{0x5A4C1D00 + number:08X}"/>'
        f"{inner}</w:abstractNum>\n"
        for number, (shape, inner) in enumerate(lists, 1)
    )
    numbers = "".join(
        f'<w:num w:numId="{number}"><w:abstractNumId w:val="{number}"/></w:num>\n'
        for number in range(1, len(lists) + 1)
    )
    return abstract + numbers
