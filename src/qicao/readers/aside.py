"""What a .docx holds beside the speech: tables, pictures, text boxes, notes, headers, comments, changes."""

import re
from itertools import chain

from qicao.document import AUTHOR
from qicao.ooxml import ALTERNATE, chosen, is_on, is_refused, parse, properties, val, w
from qicao.problems import Span, problem
from qicao.readers.prompt import is_prompt
from qicao.readers.story import CHANGES, Story, ours, part_changes, shown, text

_RELATIONS = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"
_MATH = "{http://schemas.openxmlformats.org/officeDocument/2006/math}oMath"
_DRAWING = "{http://schemas.openxmlformats.org/drawingml/2006/%s}%s"
_TEXT, _LINES, _IMAGE, _DATA = (_DRAWING % ("main", name) for name in ("t", "p", "blip", "graphicData"))
_CHART, _DIAGRAM = _DRAWING % ("chart", "chart"), _DRAWING % ("diagram", "relIds")
_CHART_2014 = "{http://schemas.microsoft.com/office/drawing/2014/chartex}chart"
_CACHED = _DRAWING % ("chart", "v")
_VML, _OFFICE = "{urn:schemas-microsoft-com:vml}", "{urn:schemas-microsoft-com:office:office}"
_SHAPES = {"shape", "rect", "roundrect", "oval", "line", "polyline", "curve", "arc", "group"}
_DRAWN = {"wordprocessingShape", "wordprocessingGroup", "wordprocessingCanvas", "chart", "chartex", "diagram"}
_SHOWN = 40  # characters of what was left out
# numbers of pages and what stands around them
_PAGES = {"PAGE", "NUMPAGES", "SECTIONPAGES", "PAGEREF"}
_FURNITURE = re.compile(r"[第共]\s*[\d一二三四五六七八九十]*\s*页|[Pp]age\s*\d*(?:\s*of\s*\d*)?|\b\d{1,3}\b")
# a comment that is for `qicao check`: what stands behind are ids of rules
_OFF = re.compile(r"\s*qicao\s*[:：]\s*off(?![\w-])(.*)", re.IGNORECASE | re.DOTALL)
_COMPUTED = "dayShort monthShort yearShort dayLong monthLong yearLong pgNum"


def is_skipped(paragraph):
    """Tell whether a paragraph is no part of the speech: in a text box, an old version or a deleted row."""
    below = paragraph
    for one in paragraph.iterancestors():
        if one.tag == w("txbxContent") or (one.tag == ALTERNATE and chosen(one) is not below):
            return True
        if one.tag in CHANGES and is_refused(one):
            return True
        if one.tag in (w("tr"), w("tc")) and any(map(is_refused, part_changes(one))):
            return True
        below = one
    return False


def is_hidden(run, styles=None):
    """Tell whether a run, or the mark that ends a paragraph, by its w:pPr, is hidden.

    styles (ooxml.Styles) hide what has no formatting of its own: one of its two styles, not both at once.
    """
    own = is_on(run.find(f"{w('rPr')}/{w('vanish')}"))
    if own is not None or not (styles and styles.hide):
        return bool(own)
    paragraph = next(run.iterancestors(w("p")), None)
    named = styles.get(val(run.find(w("rPr")), "rStyle"))
    return _vanishes(named) != _vanishes(styles.of(paragraph))


def _vanishes(style):
    marks = (one.element.find(f"{w('rPr')}/{w('vanish')}") for one in (style.chain() if style else ()))
    return next((is_on(mark) for mark in marks if mark is not None), False)


def outline_level(paragraph, style):
    """Return the level of a heading, by its paragraph, its style or one that style builds on; 0 for none."""
    own = properties(paragraph)
    level = own.find(w("outlineLvl")) if own is not None else None
    for one in style.chain() if level is None and style else ():
        found = re.fullmatch(r"(?:heading|标题) ([1-9])", one.name.lower())
        if found:
            return int(found.group(1))
        level = one.element.find(f"{w('pPr')}/{w('outlineLvl')}")
        if level is not None:
            break
    return _counted(level) if level is not None else 0


def _counted(level):
    value = level.get(w("val"), "9")
    return int(value) + 1 if value.isdecimal() and int(value) < 9 else 0


class Beside:
    """Tells what of a document is no paragraph of the speech."""

    def __init__(self, document, styles):
        """document is that of python-docx, styles are its ooxml.Styles."""
        self._part, self._styles, self._body = document.part, styles, document.element.body
        self._notes = {tag: dict(self._read(kind, tag)) for tag, kind in _NOTES.items()}

    def _read(self, kind, tag):
        for root in self._related(kind):
            yield from ((note.get(w("id")), note) for note in root.iterchildren(tag.replace("Reference", "")))

    def _related(self, kind):
        """Yield the roots of the parts of a kind; one that cannot be read holds no words."""
        for one in self._part.rels.values():
            if not one.is_external and one.reltype.endswith(f"/{kind}"):
                yield self._root(one.rId)

    def _root(self, identity):
        one = self._part.rels.get(identity)
        return parse(one.target_part.blob) if one is not None and not one.is_external else None

    def is_hidden(self, run):
        """Tell whether a run is hidden."""
        return is_hidden(run, self._styles)

    def is_prompt(self, run):
        """Tell whether a run is what Word shows where a control is empty."""
        return is_prompt(run, self._styles)

    def story(self, element, at, without=()):
        """Return the words of a story beside the speech, and what is left out even of them."""
        tokens = list(shown(Story(element, self, at=at).tokens, without))
        others = [token.value for token in tokens if token.kind == "aside"]
        return text(tokens), [one for one in others if one[0] != "table-left-out"]

    def told(self, element, at):
        """Return what is to be said of an element, (code, facts, place) each, and whether to look into it."""
        tell, inside = _TOLD.get(element.tag, (None, True))
        return list(tell(self, element, at)) if tell else (), inside

    def _table(self, element, at):
        nested = any(True for _ in element.iterancestors(w("tbl")))
        if not nested and any(True for _ in element.iter(w("t"))):
            rows = sum(1 for row in element.iter(w("tr")) if next(row.iterancestors(w("tbl"))) is element)
            yield "table-left-out", {"rows": rows}, at

    def _box(self, element, at):
        words, others = self.story(element, at)
        yield from [("text-box-left-out", {"text": _short(words)}, at)] if words else ()
        yield from others

    def _lines(self, element, at):
        words = "".join(one.text or "" for one in element.iter(_TEXT)).strip()
        yield from [("text-box-left-out", {"text": _short(words)}, at)] if words else ()

    def _word_art(self, element, at):
        words = element.get("string", "").strip()
        yield from [("text-box-left-out", {"text": _short(words)}, at)] if words else ()

    def _picture(self, element, at):
        if _is_equation(element):
            yield "formula-left-out", {"text": _name(element)}, at
        elif _is_picture(element):
            yield "picture-left-out", {"name": _name(element)}, at

    def _formula(self, element, at):
        yield "formula-left-out", {"text": _short("".join(element.itertext()))}, at

    def _note(self, element, at):
        note = self._notes[element.tag].get(element.get(w("id")))
        words, others = self.story(note, at)
        yield "note-left-out", {"text": _short(words) or "—"}, at
        yield from others

    def _chart(self, element, at):
        """Tell of a chart or a diagram, whose words stand in a part of their own."""
        name = "dm" if element.tag == _DIAGRAM else "id"
        root = self._root(element.get(f"{_RELATIONS}{name}"))
        found = root.iter(_TEXT, _CACHED) if root is not None else ()
        words = dict.fromkeys(one.text.strip() for one in found if (one.text or "").strip())
        yield "chart-left-out", {"text": _short("、".join(words)) or "—"}, at

    def _foreign(self, element, at):
        one = self._part.rels.get(element.get(f"{_RELATIONS}id"))
        yield "foreign-left-out", {"name": str(one.target_ref) if one is not None else "—"}, at

    def _symbol(self, element, at):
        font, code = element.get(w("font"), ""), element.get(w("char"), "")
        yield "symbol-left-out", {"name": f"{font} {code}".strip()}, at

    def _computed(self, element, at):
        yield "field-left-out", {"text": element.tag.rpartition("}")[2]}, at

    def around(self):
        """Return the words of the headers and footers that are shown, each once; a page number is none."""
        found = []
        sections = [one for one in self._body.iter(w("sectPr")) if one.getparent().tag != w("sectPrChange")]
        first = any(is_on(one.find(w("titlePg"))) for one in sections)
        even = any(is_on(root.find(w("evenAndOddHeaders"))) for root in self._related("settings"))
        shows = {"first": first, "even": even}
        for one in chain.from_iterable(
            part.iter(w("headerReference"), w("footerReference")) for part in sections
        ):
            root = self._root(one.get(f"{_RELATIONS}id")) if shows.get(one.get(w("type")), True) else None
            words, others = self.story(root, 0, _PAGES)
            boxes = [facts["text"] for code, facts, _ in others if code == "text-box-left-out"]
            found += (part for part in (words, *boxes) if re.search(r"[^\W\d_]|\d", _FURNITURE.sub("", part)))
        return [_short(words) for words in dict.fromkeys(found)]

    def notes(self):
        """Return the comments by their ids."""
        roots = self._related("comments")
        return {note.get(w("id")): note for root in roots for note in root.iterchildren(w("comment"))}

    def comments(self, references):
        """Return what people wrote beside the speech, (place, words) each; references are (id, place)."""
        notes = self.notes()
        known = [(notes[name], at) for name, at in references if name in notes]
        people = [(note, at) for note, at in known if note.get(w("author")) != AUTHOR]
        said = ((at, self.story(note, at)[0], self.switches(note)) for note, at in people)
        return [(at, words) for at, words, off in said if not off or None in off]

    def switches(self, note):
        """Return what the paragraphs of a comment say after “qicao: off”, None for another one."""
        said = filter(None, (self.story(one, 0)[0] for one in note.iter(w("p"))))
        return [found and found[1] for found in map(_OFF.fullmatch, said)]


_NOTES = {w("footnoteReference"): "footnotes", w("endnoteReference"): "endnotes"}
# what says it of an element, and whether what stands in it is looked at too
_TOLD = {
    w("tbl"): (Beside._table, True),
    w("txbxContent"): (Beside._box, False),
    w("drawing"): (Beside._picture, True),
    w("pict"): (Beside._picture, True),
    w("object"): (Beside._picture, True),
    w("altChunk"): (Beside._foreign, False),
    w("subDoc"): (Beside._foreign, False),
    w("contentPart"): (Beside._foreign, False),
    w("sym"): (Beside._symbol, False),
    f"{_VML}textpath": (Beside._word_art, False),
    _MATH: (Beside._formula, False),
    _LINES: (Beside._lines, False),
    **dict.fromkeys((_CHART, _CHART_2014, _DIAGRAM), (Beside._chart, False)),
    **dict.fromkeys(_NOTES, (Beside._note, False)),
    **dict.fromkeys(map(w, _COMPUTED.split()), (Beside._computed, False)),
}


def _is_picture(element):
    """Tell whether a drawing shows more than shapes: lines and boxes hold no words of their own."""
    if _holds(element, _IMAGE, f"{_VML}imagedata", f"{_OFFICE}OLEObject"):
        return True
    kinds = [one.get("uri", "").rpartition("/")[2] for one in element.iter(_DATA)]
    drawn = _holds(element, w("txbxContent"), *(f"{_VML}{name}" for name in _SHAPES))
    return not drawn and not (kinds and all(kind in _DRAWN for kind in kinds))


def _holds(element, *tags):
    """Tell whether one of these stands in an element, not in a text box in it."""
    stops = (w("txbxContent"), element.tag)
    return any(next(one.iterancestors(*stops)) is element for one in element.iter(*tags))


def _is_equation(element):
    objects = element.iter(f"{_OFFICE}OLEObject")
    return any(one.get("ProgID", "").startswith("Equation") for one in objects)


def _name(element):
    names = ("descr", "title", "name", "alt", "ProgID")
    found = (one.get(name) for name in names for one in element.iter() if isinstance(one.tag, str))
    return _short(next(filter(None, found), "—"))


def _short(words):
    words = " ".join(words.split())
    return f"{words[:_SHOWN]}…" if len(words) > _SHOWN else words


def left_out(beside, story, tokens, path):
    """Return a warning, with its place, for everything that is no paragraph of the speech."""
    told = [token.value for token in tokens if token.kind == "aside"]
    found = [problem(code, Span(path, at, 1), **facts) for code, facts, at in told]
    found += (
        problem("hidden-left-out", Span(path, at, 1), text=_short(words)) for at, words in hidden(tokens)
    )
    found += (problem("header-left-out", Span(path), text=words) for words in beside.around())
    notes = beside.comments(story.comments)
    if notes:
        at, words = notes[0]
        facts = {"count": len(notes), "text": _short(words) or "—"}
        found.append(problem("comments-left-out", Span(path, at, 1), **facts))
    return [*found, *pending(story.changes, path)]


def pending(changes, path):
    """Yield what is to be said of tracked changes, counted by author."""
    people, own = ours(changes)
    if people:
        names = "、".join(dict.fromkeys(name or "—" for name in people))
        yield problem("changes-pending", Span(path), count=sum(people.values()), names=names)
    if own:
        yield problem("suggestions-pending", Span(path), count=own)


def hidden(tokens):
    """Return (place, words) of each hidden passage."""
    found, goes_on = [], False
    for token in tokens:
        if token.kind == "hidden" and goes_on:
            found[-1][1] += token.value
        elif token.kind == "hidden":
            found.append([token.at, token.value])
        goes_on = token.kind == "hidden" or (goes_on and token.kind not in ("words", "paragraph"))
    return [(at, words) for at, words in found if words.strip()]
