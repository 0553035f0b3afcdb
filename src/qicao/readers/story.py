"""The words of a story of a .docx in order, as tokens: of the body, a note, a header, a text box."""

import re
from collections import Counter
from dataclasses import dataclass

from qicao.document import AUTHOR
from qicao.ooxml import ALTERNATE, chosen, is_on, is_refused, mark_changes, number, val, w

CHANGES = {w(name) for name in ("ins", "del", "moveFrom", "moveTo")}
_CELLS = {w("cellIns"): w("ins"), w("cellDel"): w("del")}
# what holds no words a reader sees: properties, marks, the pinyin above a word
SILENT = {
    w(name)
    for name in (
        *("pPr", "rPr", "sdtPr", "sdtEndPr", "tblPr", "tblPrEx", "tblGrid", "trPr", "tcPr", "sectPr"),
        *("customXmlPr", "smartTagPr", "rubyPr", "rt", "ffData", "fldData", "softHyphen", "proofErr"),
        *("annotationRef", "footnoteRef", "endnoteRef", "separator", "continuationSeparator"),
    )
}
_SIGNS = {w("tab"): "\t", w("ptab"): "\t", w("noBreakHyphen"): "-", w("cr"): "\n"}
_SPACE = " \t\r\n"  # what a w:t loses at its ends unless it is told to keep it
_KEPT = "{http://www.w3.org/XML/1998/namespace}space"
# signs of the fonts that have no letters, by their places in them
_FONTS = {
    "wingdings": {0xFC: "✓", 0xFE: "☑", 0xA8: "□", 0x6F: "□", 0x6E: "■", 0x6C: "●", 0xD8: "➢", 0xE0: "→"},
    "wingdings 2": {0x50: "✓", 0x52: "☑", 0xA3: "□"},
    "symbol": {0xB7: "•", 0xB4: "×", 0xB1: "±", 0xB0: "°", 0xA3: "≤", 0xB3: "≥", 0xB9: "≠", 0xAE: "→"},
}
# fields that show nothing, so that none misses their result
_UNSEEN = {"XE", "TC", "TA", "RD", "SET", "ASK", "NEXT", "NEXTIF", "SKIPIF", "PRIVATE", "ADVANCE", ""}


@dataclass(frozen=True, slots=True)
class Token:
    """A piece of a story and the number of the paragraph it stands in.

    kind is words, hidden (words that are not shown), paragraph (the end of one: its element), edge (of a
    table, 1 and -1, or of a cell, 0), aside (code, facts and place of what is left out), or, of a field,
    begin, instruction, separate and end.
    """

    kind: str
    value: object
    at: int
    field: tuple | None = None  # the tag and the alias of the content control around words
    source: object = None  # the element of a run that shows the words; none of a number that is counted


class Story:
    """The tokens of an element, with the changes of people by author, our own and the comments in it."""

    def __init__(self, element, beside, places=(), at=0):
        """beside tells of what is no words (aside.Beside); places are the numbers of the paragraphs."""
        self.tokens, self.changes, self.comments = [], Counter(), []
        self._beside, self._places, self._at = beside, dict(places), at
        self._depth, self._change = 0, None
        self._within(element, None, False)

    def _add(self, kind, value, field=None, source=None):
        self.tokens.append(Token(kind, value, self._at, field, source))

    def _within(self, element, field, hidden):
        for child in element if element is not None else ():
            if isinstance(child.tag, str) and child.tag not in SILENT:
                _TAKES.get(child.tag, Story._other)(self, child, field, hidden)

    def _other(self, child, field, hidden):
        found, inside = self._beside.told(child, self._at)
        for one in () if hidden else found:
            self._add("aside", one)
        if inside:
            self._within(child, field, hidden)

    def _paragraph(self, child, field, hidden):
        self._at = self._places.get(child, self._at)
        self._within(child, field, hidden)
        changes = mark_changes(child)
        for one in changes:
            self._count(one, one.tag)
        if not changes and not self._depth:
            self._change = None
        self._add("paragraph", child)

    def _run(self, child, field, hidden):
        if not self._beside.is_prompt(child):
            self._within(child, field, hidden or self._beside.is_hidden(child))

    def _words(self, child, field, hidden):
        text = said(child)
        if text is None:
            self._other(child, field, hidden)
        elif text:
            self._add("hidden" if hidden else "words", "\n".join(text.splitlines()) or "\n", field, child)
            self._change = self._change if self._depth else None

    def _control(self, child, field, hidden):
        self._within(child.find(w("sdtContent")), _field(child) or field, hidden)

    def _alternate(self, child, field, hidden):
        self._within(chosen(child), field, hidden)

    def _tracked(self, child, field, hidden):
        self._count(child, child.tag)
        if not is_refused(child):
            self._depth += 1
            self._within(child, field, hidden)
            self._depth -= 1

    def _table(self, child, field, hidden):
        self._add("edge", 1)
        self._at = self._places.get(next(child.iter(w("p")), None), self._at)
        self._other(child, field, hidden)
        self._add("edge", -1)

    def _part_of_table(self, child, field, hidden):
        """Take a row or a cell."""
        changes = part_changes(child)
        for one in changes:
            self._count(one, _CELLS.get(one.tag, one.tag))
        if not any(map(is_refused, changes)):
            self._within(child, field, hidden)
            self._add("edge", 0)

    def _mark(self, child, field, hidden):
        if child.get(w("fldCharType")) in ("begin", "separate", "end"):
            self._add(child.get(w("fldCharType")), None if hidden else child, field)

    def _instruction(self, child, *_):
        self._add("instruction", child.text or "")

    def _simple_field(self, child, field, hidden):
        self._add("begin", None, field)
        self._add("instruction", child.get(w("instr"), ""))
        self._add("separate", None)
        self._within(child, field, hidden)
        self._add("end", None)

    def _comment(self, child, *_):
        self.comments.append((child.get(w("id")), self._at))

    def _count(self, change, kind):
        """Count a tracked change; one that goes on from the last is the same one."""
        author = change.get(w("author"), "")
        if (kind, author) != self._change and kind != w("moveFrom"):
            self.changes[author] += 1
        self._change = kind, author


_TAKES = {
    w("p"): Story._paragraph,
    w("r"): Story._run,
    w("sdt"): Story._control,
    w("tbl"): Story._table,
    w("tr"): Story._part_of_table,
    w("tc"): Story._part_of_table,
    w("fldChar"): Story._mark,
    w("instrText"): Story._instruction,
    w("delInstrText"): Story._instruction,
    w("fldSimple"): Story._simple_field,
    w("commentReference"): Story._comment,
    ALTERNATE: Story._alternate,
    **dict.fromkeys((w("t"), w("delText"), w("br"), w("sym"), *_SIGNS), Story._words),
    **dict.fromkeys(CHANGES, Story._tracked),
}


def part_changes(element):
    """Return the tracked changes of a row or a cell of a table."""
    kinds = (w("ins"), w("del")) if element.tag == w("tr") else _CELLS
    return [one for one in element.iterfind(f"{element.tag}Pr/*") if one.tag in kinds]


def said(element):
    """Return the words an element of a run shows, a line break as a line feed, or None where it has none."""
    if element.tag in (w("t"), w("delText")):
        return _text(element)
    if element.tag == w("br"):
        return "\n" if element.get(w("type"), "textWrapping") == "textWrapping" else None
    return _character(element) if element.tag == w("sym") else _SIGNS.get(element.tag)


def _text(element):
    """Return the words of a w:t as a word processor shows them: a line end in the XML is a space."""
    text = element.text or ""
    if text.strip(_SPACE) != text and not _keeps_space(element):
        text = text.strip(_SPACE)
    return text.replace("\r\n", " ").replace("\n", " ").replace("\r", " ")


def _keeps_space(element):
    own = (one.get(_KEPT) for one in (element, *element.iterancestors()))
    return next((kept for kept in own if kept), "") == "preserve"


def _character(element):
    """Return the character a w:sym shows, or None where its font alone knows."""
    code = element.get(w("char"), "")
    place = int(code, 16) if re.fullmatch("[0-9A-Fa-f]{1,6}", code) else 0xF000
    if 0xE000 <= place <= 0xF8FF:
        return _FONTS.get(element.get(w("font"), "").lower(), {}).get(place & 0xFF)
    return chr(place) if 0x20 <= place < 0xD800 or 0xF900 <= place <= 0x10FFFF else None


def _field(control):
    properties = control.find(w("sdtPr"))
    tag = val(properties, "tag")
    return None if tag is None else (tag, val(properties, "alias", ""))


# -- fields: their results are words, their instructions are not


def shown(tokens, without=()):
    """Yield tokens without the instructions of fields, and without the results of fields of these names.

    A field that never ends is none. A form field gives its value, one without a result is told of.
    """
    ends, results = _ends(tokens), _counts(tokens)
    until = 0
    for at, token in enumerate(tokens):
        if at < until or (token.kind in ("separate", "end", "instruction")):
            continue
        if token.kind != "begin":
            yield token
        elif at in ends:
            separate, end = ends[at]
            stop = end if separate is None else separate
            said = "".join(one.value for one in tokens[at:stop] if one.kind == "instruction").split()
            dropped = bool(said) and said[0].upper() in without
            until = (end if dropped else stop) + 1
            if not dropped and results[stop] == results[end] and token.value is not None:
                yield from _unsaid(token, " ".join(said), separate is not None)


def _ends(tokens):
    """Return {begin: (separate or None, end)} of the fields that end, by their places."""
    ends, begun = {}, []
    for at, token in enumerate(tokens):
        if token.kind == "begin":
            begun.append([at, None])
        elif token.kind == "separate" and begun and begun[-1][1] is None:
            begun[-1][1] = at
        elif token.kind == "end" and begun:
            begin, separate = begun.pop()
            ends[begin] = separate, at
    return ends


def fielded(tokens):
    """Return the elements that show words inside a field; a field that never ends is none."""
    ends = _ends(tokens)
    inside, until = set(), 0
    for at, token in enumerate(tokens):
        until = max(until, ends[at][1] if at in ends else 0)
        if at < until and token.source is not None:
            inside.add(token.source)
    return inside


def _counts(tokens):
    """Return how many tokens of words stand before each place."""
    counts = [0]
    for token in tokens:
        counts.append(counts[-1] + (token.kind in ("words", "aside")))
    return counts


def _unsaid(token, instruction, separated):
    """Yield what stands for a field that has no words as its result."""
    form = token.value.find(w("ffData"))
    value = _form_value(form, separated) if form is not None else None
    if value:
        yield Token("words", value, token.at, token.field)
    elif value is None and not separated and instruction.split(" ")[0].upper() not in _UNSEEN:
        yield Token("aside", ("field-left-out", {"text": instruction}, token.at), token.at)


def _form_value(form, separated):
    """Return what a form field shows: a box, the entry of a list, or the words it begins with."""
    box, entries, words = (form.find(w(name)) for name in ("checkBox", "ddList", "textInput"))
    if box is not None:
        mark = box.find(w("checked"))
        return "☒" if is_on(box.find(w("default")) if mark is None else mark) else "☐"
    if entries is not None:
        known = [one.get(w("val"), "") for one in entries.iterchildren(w("listEntry"))]
        at = number(val(entries, "result", val(entries, "default", "0")))
        return known[at] if 0 <= at < len(known) else ""
    return val(words, "default", "") if words is not None and not separated else None


def text(tokens):
    """Return the words of tokens, paragraphs parted by a space; what is left out among them is not said."""
    said = (one.value if one.kind == "words" else " " for one in tokens if one.kind in ("words", "paragraph"))
    return "".join(said).strip()


def ours(changes):
    """Part counted changes into (those of people by author, the number of our own)."""
    people = {author: count for author, count in changes.items() if author != AUTHOR}
    return people, changes[AUTHOR]
