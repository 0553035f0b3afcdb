"""Native numbers of a .docx as text: counted as a word processor counts them, written in its formats."""

import re

from lxml import etree

from qicao.markers import han
from qicao.ooxml import Styles, is_on, is_refused, mark_changes, number, properties, val, w
from qicao.tables import table

_DEEP = 20  # lists that are those of a style, which is that of a list


def _counted(element):
    """Yield the paragraphs that are counted: none of a text box, nor one that was deleted."""
    for child in element.iterchildren():
        changes = child.findall(f"{w('trPr')}/*") if child.tag == w("tr") else ()
        tracked = [one for one in changes if one.tag in (w("ins"), w("del"))]
        if child.tag == w("p") and not any(map(is_refused, mark_changes(child))):
            yield child
        elif isinstance(child.tag, str) and child.tag != w("p") and not any(map(is_refused, tracked)):
            yield from _counted(child)


class Numbering:
    """Counts the native numbers of a document, paragraph after paragraph, as a word processor does."""

    def __init__(self, document):
        try:
            root = document.part.numbering_part.element
        except (KeyError, NotImplementedError):
            root = etree.Element(w("numbering"))
        self.styles = Styles(document.styles.element)
        self._lists = {one.get(w("numId")): one for one in root.iterchildren(w("num"))}
        self._abstract = {one.get(w("abstractNumId")): one for one in root.iterchildren(w("abstractNum"))}
        self._levels, self._counts, self._begun = {}, {}, set()

    def labels(self, body):
        """Return the text of every native number by its paragraph element: 一、, （二）, 三是."""
        made = ((one, self.label(one)) for one in _counted(body))
        return {paragraph: label for paragraph, label in made if label}

    def label(self, paragraph):
        """Count a paragraph; returns its number as text with what parts it from the words, or ""."""
        identity, level = self._membership(paragraph)
        abstract, levels = self._known(identity)
        if level not in levels:
            return ""
        counts = self._counts.setdefault(abstract, {})
        for above in range(level):  # a level that is passed over counts as begun
            counts.setdefault(above, _start(levels[above]) if above in levels else 1)
        restarts = levels[level][1] is not None and (identity, level) not in self._begun
        if restarts or level not in counts:
            counts[level] = _start(levels[level])
        else:
            counts[level] += 1
        self._begun.add((identity, level))
        for deeper in [one for one in counts if one > level and _restarts(levels.get(one), one, level)]:
            del counts[deeper]
        return _label(levels, level, counts)

    def _membership(self, paragraph):
        """Return (numId, level) of a paragraph: its own, or of its style or one that style builds on."""
        own, style = properties(paragraph), self.styles.of(paragraph)
        numbers = own.find(w("numPr")) if own is not None else None
        identity, level = val(numbers, "numId"), val(numbers, "ilvl")
        for one in style.chain() if style and (identity is None or level is None) else ():
            numbers = one.element.find(f"{w('pPr')}/{w('numPr')}")
            if identity is None and (identity := val(numbers, "numId")) is not None and level is None:
                level = self._linked(identity, one.element.get(w("styleId")))
            level = val(numbers, "ilvl") if level is None else level
        return identity, number(level)

    def _linked(self, identity, style):
        """Return the level of a list that a style belongs to, or None."""
        levels = self._known(identity)[1].items()
        return next((str(at) for at, (one, _) in levels if val(one, "pStyle") == style), None)

    def _known(self, identity):
        """Return (id of the counter, {level: (w:lvl, where it starts anew or None)}) of a list."""
        if identity not in self._levels:
            one = self._lists.get(identity)
            key = val(one, "abstractNumId")
            for _ in range(_DEEP):
                style = self.styles.get(val(self._abstract.get(key), "numStyleLink"))
                own = style.element.find(f"{w('pPr')}/{w('numPr')}") if style else None
                if own is None:
                    break
                key = val(self._lists.get(val(own, "numId")), "abstractNumId")
            self._levels[identity] = key, _levels(self._abstract.get(key), one)
        return self._levels[identity]


def _levels(abstract, own):
    """Return the levels of a list with what it sets in their places."""
    found = abstract.iterchildren(w("lvl")) if abstract is not None else ()
    levels = {number(one.get(w("ilvl"))): (one, None) for one in found}
    for override in own.iterchildren(w("lvlOverride")) if own is not None and levels else ():
        at, other = number(override.get(w("ilvl"))), override.find(w("lvl"))
        level = other if other is not None else levels.get(at, (None,))[0]
        start = val(override, "startOverride", None if other is None else val(other, "start"))
        if level is not None:
            levels[at] = level, start
    return levels


def _start(level):
    # the standard says 0 where nothing is given; word processors show 1
    element, override = level
    return number(override if override is not None else val(element, "start"), 1)


def _restarts(level, at, above):
    """Tell whether the numbers of a level begin anew after one of a level above it."""
    after = val(level[0], "lvlRestart") if level else None
    return above < (at if after is None else number(after, at))


def _label(levels, level, counts):
    element = levels[level][0]
    if _format(element)[0] == "bullet" or is_on(element.find(f"{w('rPr')}/{w('vanish')}")):
        return ""
    legal = is_on(element.find(w("isLgl")))

    def counted(found):
        at = int(found.group(1)) - 1
        if at not in levels or at > level:
            return ""
        form, shape = _format(levels[at][0])
        return written(counts.get(at, _start(levels[at])), "decimal" if legal else form, shape)

    text = re.sub("%([1-9])", counted, val(element, "lvlText", "") or "")
    return text + _gap(text, val(element, "suff", "tab"))


def _format(level):
    """Return (numFmt, its own shape) of a level, also where it stands in an alternative."""
    form = next(level.iter(w("numFmt")), None)
    return ("decimal", "") if form is None else (form.get(w("val"), "decimal"), form.get(w("format"), ""))


def _gap(label, suffix):
    """Return what parts a number from the words: nothing where a mark does that already."""
    if not label or suffix == "nothing" or label[-1].isspace():
        return ""
    return " " if suffix == "space" or label[-1].isalnum() or label[-1] in ".．" else ""


# -- a number in each format, as Word shows it; the table is data/numerals.yaml

_ROMAN = {1000: "M", 900: "CM", 500: "D", 400: "CD", 100: "C", 90: "XC"}
_ROMAN |= {50: "L", 40: "XL", 10: "X", 9: "IX", 5: "V", 4: "IV", 1: "I"}
_LETTERS = {"upperLetter": "A", "lowerLetter": "a"}


def written(count, form, shape=""):
    """Return a number in one of the formats of Word; shape is that of a custom one: 001, 002, …"""
    known, plain = table("numerals"), str(count)
    if form in _LETTERS and count > 0:  # after z comes aa, then aaa, up to thirty
        return chr(ord(_LETTERS[form]) + (count - 1) % 26) * min(-(-count // 26), 30)
    if form in ("upperRoman", "lowerRoman") and 0 < count < 10_000:
        return _roman(count) if form == "upperRoman" else _roman(count).lower()
    if form in ("chineseCounting", "taiwaneseCounting"):
        form = "chineseCountingThousand" if count < 100 else "taiwaneseDigital"
    if 0 < count <= len(known["signs"].get(form, "")):
        return known["signs"][form][count - 1]
    if form == "japaneseCounting" and 0 < count < 10_000:
        return re.sub("一(?=[十百千])|零", "", han(count))
    if form in known["counted"] and 0 <= count < 10_000:
        return _counted_in(count, known["counted"][form])
    if form == "custom":
        return plain.zfill(len(re.match("0*[1-9]?", shape).group()))
    made = {"none": "", "decimalZero": plain.zfill(2), "numberInDash": f"- {count} -"}
    return made.get(form, _signed(plain, "0123456789", known["digits"].get(form, "0123456789")))


def _counted_in(count, signs):
    text = han(count)
    if "十" not in signs and text.startswith("十"):
        text = f"一{text}"  # 壹拾, not 拾
    return _signed(text, "零一二三四五六七八九十百千", signs)


def _signed(text, old, new):
    return text.translate(str.maketrans(old, new))


def _roman(count):
    made = ""
    for value, name in _ROMAN.items():
        made += name * (count // value)
        count %= value
    return made
