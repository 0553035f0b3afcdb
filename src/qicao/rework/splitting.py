"""Runs of a .docx parted at a character; both halves look as the run did."""

from copy import deepcopy

from lxml import etree

from qicao.ooxml import w
from qicao.rework.atoms import hinted
from qicao.rework.spots import HOLDERS, WORDS
from qicao.writers.runs import is_ambiguous

_SPACE = "{http://www.w3.org/XML/1998/namespace}space"
_HISTORY = [w(name) for name in ("rPrChange", "ins", "del", "moveFrom", "moveTo")]


def put(element, text):
    """Put a text into a w:t; blanks at its ends are shown."""
    element.text = text
    if text.strip(" \t\r\n") != text:
        element.set(_SPACE, "preserve")


def part(element, at, pen):
    """Part a run before a character of one of its elements; returns the run that begins there.

    None where nothing of the run follows. The run itself is returned where nothing stands before.
    """
    run, following = element.getparent(), element
    if at and element.tag in WORDS and at < len(element.text):
        following = etree.Element(element.tag, element.attrib)
        put(following, element.text[at:])
        put(element, element.text[:at])
        element.addnext(following)
    elif at:
        following = element.getnext()
    if following is None:
        return None
    if all(one.tag == w("rPr") for one in following.itersiblings(preceding=True)):
        return run
    rest = etree.Element(run.tag, run.attrib)
    own = run.find(w("rPr"))
    if own is not None:
        rest.append(deepcopy(own))
        for change in rest[0].iter(*_HISTORY):
            change.set(w("id"), str(pen.number()))
    rest.extend([following, *following.itersiblings()])
    run.addnext(rest)
    return rest


def begun(spot, pen):
    """Return the run that begins with a character, parted where need be."""
    return part(spot.element, spot.at, pen)


def ended(spot, pen):
    """Return the run that ends with a character, parted where need be."""
    part(spot.element, spot.at + 1, pen)
    return spot.element.getparent()


def outermost(run, first):
    """Return what holds nothing before a run (first), or nothing after it, inside its paragraph."""
    here, above = run, run.getparent()
    while above.tag in HOLDERS and (
        above.tag == w("sdt")  # before w:sdtContent stands what is no words
        or here is above[0 if first else -1]
    ):
        here, above = above, above.getparent()
    return here


def dressed_as(run, text, name="w:t"):
    """Return a new run with the look of another, without what is tracked of it; name is w:t or w:delText."""
    made = etree.Element(w("r"))
    look = run.find(w("rPr"))
    if look is not None:
        made.append(deepcopy(look))
        for one in made[0].findall("*"):
            if one.tag in _HISTORY:
                made[0].remove(one)
    hint(made, text)
    put(etree.SubElement(made, w(name.removeprefix("w:"))), text)
    return made


def hint(run, text):
    """Hint a run at the Chinese font where its words hold marks of both scripts."""
    if not is_ambiguous(text):
        return
    if run.find(w("rPr")) is None:
        run.insert(0, etree.Element(w("rPr")))
    hinted(run.find(w("rPr")))


def needs_hint(run, text):
    """Tell whether words would be set in the Latin font in a run."""
    fonts = run.find(f"{w('rPr')}/{w('rFonts')}")
    return bool(is_ambiguous(text)) and (fonts is None or fonts.get(w("hint")) != "eastAsia")
