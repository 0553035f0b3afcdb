"""The .docx: document.xml composed as text around the kept parts of data/base (PERF.md says why)."""

import re
from dataclasses import asdict, dataclass
from functools import cache, lru_cache
from hashlib import sha256
from string import Template

from qicao import layout, manifest, markers, package
from qicao.document import Field, Text
from qicao.encoding import escaped
from qicao.structure import heads_a_body
from qicao.tables import DATA
from qicao.writers import bound, lists, runs, titles

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
_CHANGING = (
    "word/document.xml",
    "word/comments.xml",
    "word/numbering.xml",
    "docProps/core.xml",
    "docProps/app.xml",
    manifest.PART,
)
_STYLES_PART = "word/styles.xml"
_SMALL = 4000  # characters of a part that may be kept


@dataclass(frozen=True, slots=True)
class Options:
    """How a draft is laid out: font profile, ordinals as text or as native lists, the larger reading copy.

    bound: every place of a value follows the others, in Word alone (WORD.md 4).
    """

    profile: str = layout.USUAL
    numbering: str = "text"
    reading: bool = False
    bound: bool = False


def write(document, options=Options()):
    """Return a Document as the bytes of a .docx; the same document and options give the same bytes."""
    body = _Body(document, options)
    marks = manifest.marks(len(document.blocks))
    paragraphs = "".join(
        body.paragraph(block, style, mark, number)
        for number, ((block, style), mark) in enumerate(zip(styled(document.blocks), marks, strict=True))
    )
    known = layout.page(options.profile, options.reading)
    native = options.numbering == "native"
    facts = {
        "paragraphs": paragraphs,
        "line": known["line"],
        "comments": "".join(body.comments),
        "lists": lists.write([kind for kind, _ in body.lists], known) if native else "",
        "title": escaped(document.title),
        "author": escaped(_author(document)),
        "template": escaped(document.template),
        "manifest": manifest.write(manifest.Manifest(document, named(options), marks)),
    }
    indent = titles.indent(document.title, known)
    parts = [*_constant(options.profile, options.reading, options.bound)]
    parts += [_styles(options.profile, options.reading, indent)]
    texts = {name: _base(name).substitute(facts) for name in _CHANGING}
    texts |= body.bound.parts() if body.bound else {}
    parts += [(_deflated if len(text) < _SMALL else _quickly)(name, text) for name, text in texts.items()]
    seal = package.seal((part.name, part.crc, part.size) for part in parts)
    return package.packed([*parts, _own({**short(document, options), "seal": seal})])


def named(options):
    """Return options as texts by name, as a draft keeps them."""
    known = asdict(options).items()
    return {name: str(int(value) if isinstance(value, bool) else value) for name, value in known}


def short(document, options):
    """Return what a draft also keeps in its custom properties, which survive where its manifest does not."""
    source = document.source
    given = sha256(source.given.encode()).hexdigest()
    known = {"template": document.template, "digest": source.digest, "brief": source.brief, "given": given}
    return {**known, **named(options)}


def _own(known):
    properties = "".join(
        f'<property fmtid="{{D5CDD505-2E9C-101B-9397-08002B2CF9AE}}" pid="{number}" name="qicao.{name}">'
        f"<vt:lpwstr>{escaped(value)}</vt:lpwstr></property>\n"
        for number, (name, value) in enumerate(known.items(), 2)
    )
    return package.deflated(package.OWN, _base(package.OWN).substitute(properties=properties).encode())


# -- parts that do not change


@cache
def _base(name):
    return Template((DATA / "base" / name).read_text("utf-8"))


@cache
def _constant(profile, reading, binds):
    """Return the deflated parts that are the same in every draft of a layout."""
    known = {
        **dict.fromkeys(bound.FACTS, ""),
        **layout.page(profile, reading),
        **(bound.FACTS if binds else {}),
    }
    base = DATA / "base"
    names = sorted(file.relative_to(base).as_posix() for file in base.rglob("*") if file.is_file())
    kept = [name for name in names if name not in (*_CHANGING, _STYLES_PART, package.OWN)]
    return tuple(package.deflated(name, _base(name).substitute(known).encode()) for name in kept)


@lru_cache(64)
def _styles(profile, reading, title_indent):
    """Return the deflated styles of a layout; of a draft's own they hold the indent of its title alone."""
    text = _base(_STYLES_PART).substitute(layout.page(profile, reading), title_indent=title_indent)
    return package.deflated(_STYLES_PART, text.encode())


@lru_cache(64)
def _deflated(name, text):
    """Return a small part deflated; kept, since without gaps and lists they are the same in many drafts."""
    return package.deflated(name, text.encode())


def _quickly(name, text):
    return package.deflated(name, text.encode(), level=1)


# -- the document


def styled(blocks):
    """Yield each block with its paragraph style; the first after a title block has a blank line above."""
    front = False
    for at, block in enumerate(blocks):
        following = blocks[at + 1] if at + 1 < len(blocks) else None
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
    """Return the parts of a paragraph, a mark that hangs outside the last control."""
    last = block.parts[-1] if block.parts else None
    if isinstance(last, Field) and runs.hangs(last, last.text, block.text):
        inner = Field(last.text[:-1], last.path, last.about)
        return (*block.parts[:-1], inner, Text(last.text[-1]))
    return block.parts


class _Body:
    """Paragraphs of one document, with the comments and lists they ask for."""

    def __init__(self, document, options):
        self.native = lists.native(document) if options.numbering == "native" else frozenset()
        self.comments, self.lists = [], {}
        self.identities = runs.Identities()
        self.bound = bound.Values(map(_with_last_mark, document.blocks)) if options.bound else None

    def paragraph(self, block, style, mark, number):
        """Return one w:p."""
        listed = words = ""
        ordinal, lead = block.ordinal, block.lead
        if ordinal:
            listed = self.list(ordinal, block.level)
            words = "" if listed else runs.run(ordinal.text, "qcLead" if lead else "")
            lead -= len(ordinal.text)
        for part in _with_last_mark(block):
            words += self.part(part, lead)
            lead -= len(part.text)
        properties = f'<w:pPr><w:pStyle w:val="{style}"/>{listed}</w:pPr>'
        identity = f'w14:paraId="{manifest.paragraph_id(mark)}"'
        return f"<w:p {identity}>{properties}{runs.bookmark(number, mark)}{words}</w:p>\n"

    def part(self, part, lead):
        """Return words, or a value in its control, of which so many characters are the lead of an item."""
        text, field = part.text, isinstance(part, Field)
        gap, mixed = field and part.gap, 0 < lead < len(text)
        first, rest = ("qcGap", "qcGap") if gap else ("qcLead", "")
        if mixed:
            words = runs.run(text[:lead], first) + runs.run(text[lead:], rest)
        else:
            words = runs.run(text, first if lead > 0 else rest) if text else ""
        return self.control(part, words, mixed) if field else words

    def control(self, field, words, mixed):
        """Return a value in its control; a gap with its comment."""
        binding = self.bound.binding(field.path) if self.bound and not mixed else ""
        made = runs.control(field, self.identities.of(field.path), words, binding)
        if not field.gap:
            return made
        number = len(self.comments)
        self.comments.append(runs.comment(number, runs.asked(field), _DATE))
        return runs.commented(number, made)

    def list(self, ordinal, level):
        """Return the w:numPr of an ordinal, or '' where it stays text."""
        if (ordinal.kind, ordinal.series) not in self.native:
            return ""
        kind = markers.kind(ordinal.kind)
        if level:
            return f'<w:numPr><w:ilvl w:val="{level - 1}"/><w:numId w:val="1"/></w:numPr>'
        # each series is a list of its own: a restart on a shared one breaks when items move (WORD.md 3)
        number = self.lists.setdefault((kind, ordinal.series), len(self.lists) + 2)
        return f'<w:numPr><w:ilvl w:val="0"/><w:numId w:val="{number}"/></w:numPr>'
