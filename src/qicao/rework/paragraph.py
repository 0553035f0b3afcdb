"""A w:p made of atoms: runs, content controls around the values, suggestions with a comment."""

from copy import deepcopy
from itertools import groupby

from lxml import etree

from qicao.manifest import paragraph_id
from qicao.ooxml import w
from qicao.rework.draft import PARAGRAPH
from qicao.rework.edits import cut, gaps_shown, hinted
from qicao.writers import runs


def write(element, atoms, spans, mark, draft, said=""):
    """Put atoms into a w:p in place of what it holds, with a control around each value.

    spans are (Field, start, end) in the words without suggested ones; draft gives numbers, styles and
    comments (draft.Draft); said is what the comment on the suggestions says.
    """
    properties = element.find(w("pPr"))
    for child in list(element):
        element.remove(child)
    if properties is not None:
        element.append(properties)
    if mark:
        element.set(PARAGRAPH, paragraph_id(mark))
        element.extend(draft.made(runs.bookmark(draft.number(), mark)))
    atoms = hinted(gaps_shown(atoms, draft.style("qcGap")))
    atoms = cut(atoms, {place for _, start, end in spans for place in (start, end)}, standing=True)
    first = len(element)
    for field, inner in _spanned(atoms, spans):
        _value(element, field, inner, draft) if field else _runs(element, inner, draft)
    if said:
        _comment(element, first, said, draft)


def _spanned(atoms, spans):
    """Yield (Field or None, atoms): each value with what stands in it, and what stands between."""
    rest = list(reversed(spans))
    at, field, inner = 0, None, []
    for atom in atoms:
        while rest and at >= rest[-1][2] and not (field and _goes_on(atom, inner)):
            if field:
                yield field, inner
                inner = []
            rest.pop()
            field = None
        if rest and field is None and at >= rest[-1][1] and atom.text and atom.change != "ins":
            if inner:
                yield None, inner
            field, inner = rest[-1][0], []
        inner.append(atom)
        at += len(atom.text) if atom.change != "ins" else 0
    if inner:
        yield field, inner


def _goes_on(atom, inner):
    """Tell whether an atom at the end of a value belongs to it: what is suggested in place of its words."""
    return atom.change == "ins" and inner and inner[-1].change == "del"


def _value(element, field, inner, draft):
    made = runs.control(field, draft.identities.of(field.path), "")
    if field.gap:
        made = runs.commented(draft.comment(runs.asked(field)), made)
    elements = draft.made(made)
    element.extend(elements)
    control = next(one for one in elements if one.tag == w("sdt"))
    _runs(control.find(w("sdtContent")), inner, draft)


def _runs(container, atoms, draft):
    for _, group in groupby(atoms, key=lambda atom: (atom.look, atom.change, id(atom) if atom.fixed else 0)):
        some = list(group)
        if some[0].fixed:
            container.extend(map(deepcopy, some[0].elements))
            continue
        text = "".join(atom.text for atom in some)
        change = some[0].change
        words = runs.words(text, "w:delText" if change == "del" else "w:t")
        made = draft.made(f"<w:r>{some[0].look}{words}</w:r>")
        if change:
            wrapped = etree.Element(w(change), draft.signature())
            wrapped.extend(made)
            made = [wrapped]
        container.extend(made)


def _comment(element, first, said, draft):
    """Put a comment around the suggestions of a paragraph, or at its words where there are none."""
    changed = [child for child in element[first:] if any(True for _ in child.iter(w("ins"), w("del")))]
    begin, end = (changed[0], changed[-1]) if changed else (None, None)
    opening, *closing = draft.made(runs.commented(draft.comment(said), ""))
    element.insert(first if begin is None else element.index(begin), opening)
    at = len(element) if end is None else element.index(end) + 1
    for offset, one in enumerate(closing):
        element.insert(at + offset, one)
