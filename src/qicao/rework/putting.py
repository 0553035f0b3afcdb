"""Changes put into the file: paragraphs written anew, put in, taken out, moved; all else stays as it is."""

from contextlib import suppress
from copy import deepcopy
from dataclasses import dataclass, field, replace
from itertools import count

from lxml import etree

from qicao import manifest
from qicao.document import GAP
from qicao.merge import ADDED, OFFERED
from qicao.ooxml import w
from qicao.rework import paragraph
from qicao.rework.atoms import Atom, dressed
from qicao.rework.draft import PARAGRAPH
from qicao.rework.edits import FixedError, cut, edited
from qicao.rework.merging import ordinal_alone, rank, values
from qicao.writers import runs
from qicao.writers.word import styled

_MARKED = {ADDED: "", OFFERED: "ins"}
_OWN = ("sectPr", "rPr", "pageBreakBefore", "framePr", "pPrChange")  # what a paragraph has for itself alone


@dataclass(slots=True, eq=False)
class _New:
    """A paragraph that the file had not."""

    element: object
    tail: list = field(default_factory=list)


class Putting:
    """Puts changes into one draft; said(change, refused) is what the comment on a clash says."""

    def __init__(self, draft, changes, blocks, said):
        self.draft, self.changes, self.said = draft, changes, said
        self.styles = dict(zip(map(id, blocks), (style for _, style in styled(blocks)), strict=True))
        self.marks = {}  # id of a Block of the new draft -> its mark
        lines = (*draft.lines, *draft.offered)
        self.used = {mark for line in lines for mark in line.reading.marks}
        ids = {one.get(PARAGRAPH) for one in draft.body.iter(w("p"))}
        numbered = (f"{manifest.MARK}{number}" for number in count(1))
        self.free = (
            one for one in numbered if one not in self.used and manifest.paragraph_id(one) not in ids
        )
        self.refused = []  # changes kept out by words that cannot be edited

    def put(self):
        """Do it all."""
        placed = []
        for change in self.changes:
            if change.gone:
                for line in change.lines:
                    _take_out(line.element)
            elif change.lines:
                self._into(change)
                placed += change.lines
            elif change.edits:
                placed.append(self._new(change))
            elif change.mark:
                self.marks[id(change.ours)] = change.mark
        _order(placed, [line for line in self.draft.lines if line in placed], self.draft.body)
        self._withdraw()

    def mark(self, block):
        """Return the mark of a Block of the new draft."""
        if id(block) not in self.marks:
            self.marks[id(block)] = next(self.free)
        return self.marks[id(block)]

    # -- lines of the file

    def _into(self, change):
        """Write a paragraph anew where its words, its values or our marks in it have to change."""
        first = change.lines[0]
        own = [mark for mark in first.reading.marks if mark not in self.marks.values()]
        if change.ours is not None and own:
            self.marks[id(change.ours)] = own[0]
        spans = values(change)
        inner = _by_line(spans, [line.text for line in change.lines])
        if not change.edits and all(map(_stands, change.lines, inner, [change] * len(inner))):
            self._name(first, change.ours)
            return
        atoms = [one for line in change.lines for one in (Atom("\n"), *line.reading.atoms)][1:]
        said = self.said(change) if change.clash else ""
        try:
            atoms = edited(atoms, change.pieces)
        except FixedError:
            self.refused.append(change)
            change.refused = True
            spans, said = (), self.said(change, refused=True)
            with suppress(FixedError):  # its ordinal can stand in such words too
                atoms = edited(atoms, ordinal_alone(change))
        self._lay(change, atoms, spans, said)

    def _lay(self, change, atoms, spans, said):
        """Write atoms into the lines of a change; where there are more or fewer now, lines come and go."""
        groups = _lines(atoms)
        for line in change.lines[len(groups) :]:
            _take_out(line.element)
        change.lines = change.lines[: len(groups)]
        while len(change.lines) < len(groups):
            last = change.lines[-1]
            element = etree.Element(w("p"))
            element.append(self._properties(change, last))
            last.element.addnext(element)
            change.lines = (*change.lines, replace(last, element=element, tail=last.tail))
            last.tail = []
        inner = _by_line(spans, ["".join(_stay(group)) for group in groups])
        suggested = [any(atom.change for atom in group) for group in groups]
        mark = self.mark(change.ours) if change.ours is not None else ""
        for at, (line, group) in enumerate(zip(change.lines, groups, strict=True)):
            here = said if said and at == (suggested.index(True) if True in suggested else 0) else ""
            paragraph.write(line.element, group, inner[at], "" if at else mark, self.draft, here)
            if group and all(atom.change == "del" for atom in group if atom.text):
                self._mark_end(line.element, "del")

    def _name(self, line, block):
        """Give a paragraph that stays as it is a mark of ours, if it has none."""
        if block is not None and not line.reading.marks:
            at = int(line.element.find(w("pPr")) is not None)
            for one in reversed(self.draft.made(runs.bookmark(self.draft.number(), self.mark(block)))):
                line.element.insert(at, one)

    def _mark_end(self, element, change):
        """Suggest the whole paragraph, its end too: as one put in ("ins") or taken out ("del")."""
        properties = element.find(w("pPr"))
        if properties is None:
            properties = etree.Element(w("pPr"))
            element.insert(0, properties)
        look = properties.find(w("rPr"))
        if look is None:
            look = etree.Element(w("rPr"))
            behind = [at for at, one in enumerate(properties) if one.tag in (w("sectPr"), w("pPrChange"))]
            properties.insert(min(behind, default=len(properties)), look)
        look.insert(0, etree.Element(w(change), self.draft.signature()))

    def _withdraw(self):
        """Take out paragraphs that were suggested before and are no part of the new draft any more."""
        wanted = set(self.marks.values())
        for line in self.draft.offered:
            if not wanted & set(line.reading.marks) or line.stale:
                _take_out(line.element)

    # -- new paragraphs

    def _new(self, change):
        """Return a paragraph that the file has not, looking as those of its kind do."""
        model = self._model(change)
        element = etree.Element(w("p"))
        element.append(self._properties(change, model))
        native = element.find(f"{w('pPr')}/{w('numPr')}") is not None and change.ours.ordinal is not None
        head = "" if native else change.head
        text = change.text if not native else change.text[len(change.head) :]
        kind = OFFERED if change.clash else ADDED
        atoms = [Atom(text, _plain(model), change=_MARKED[kind])]
        if change.ours.lead:
            end = len(head) + change.ours.lead - len(change.ours.ordinal.text if change.ours.ordinal else "")
            atoms = cut(atoms, {end})
            atoms[0] = replace(atoms[0], look=dressed(atoms[0].look, self.draft.style("qcLead")))
        for line in self.draft.offered:
            line.stale = line.stale or (change.mark in line.reading.marks)
        spans = () if change.clash else values(change, native)
        said = self.said(change) if change.clash else ""
        paragraph.write(element, atoms, spans, self.mark(change.ours), self.draft, said)
        if change.clash:
            self._mark_end(element, "ins")
        return _New(element)

    def _model(self, change):
        """Return the nearest line of the file that the draft has made of the same kind, or None."""
        here, own = self.changes.index(change), self._look(change.ours)
        alike = [
            (abs(at - here), at)
            for at, one in enumerate(self.changes)
            if one.lines and one.ours is not None and self._look(one.ours) == own
        ]
        return self.changes[min(alike)[1]].lines[0] if alike else None

    def _look(self, block):
        return self.styles[id(block)], rank(block), block.ordinal.kind if block.ordinal else ""

    def _properties(self, change, model):
        if model is None or model.element.find(w("pPr")) is None:
            style = self.styles[id(change.ours)]
            return self.draft.made(f'<w:pPr><w:pStyle w:val="{style}"/></w:pPr>')[0]
        properties = deepcopy(model.element.find(w("pPr")))
        for one in [one for one in properties if one.tag in map(w, _OWN)]:
            properties.remove(one)
        return properties


def _take_out(element):
    """Take an element out, with the content controls that hold nothing else."""
    holder = element.getparent()
    holder.remove(element)
    if holder.tag == w("sdtContent") and not len(holder):
        _take_out(holder.getparent())


def _lines(atoms):
    """Return the atoms of each line; a line feed that is only suggested is a line break."""
    made = [[]]
    for atom in atoms:
        text = atom.text if atom.change != "ins" else atom.text.replace("\n", "\v")
        for number, words in enumerate(text.split("\n")):
            if number:
                made.append([])
            if words or atom.fixed:
                made[-1].append(replace(atom, text=words))
    return made


def _stay(atoms):
    """Yield the words that stand as long as no suggestion is accepted."""
    return (atom.text for atom in atoms if atom.change != "ins")


def _by_line(spans, texts):
    """Return the spans of each of the lines that a text is made of, counted from the start of the line."""
    made, offset = [], 0
    for text in texts:
        end = offset + len(text)
        made.append(tuple((f, a - offset, b - offset) for f, a, b in spans if offset <= a and b <= end))
        offset = end + 1
    return made


def _stands(line, spans, change):
    """Tell whether a paragraph whose words do not change can stay just as it is in the file."""
    if change.ours is None:
        return True
    if line.reading.pending:  # a suggestion not decided yet, unless the new draft says something else
        return change.base is not None and change.base.text == change.ours.text
    if line.reading.noted and not GAP.search(line.text):
        return False
    known = [(one.path, one.start, one.end) for one in line.reading.controls if one.end > one.start]
    return known == [(runs.tag(found.path), start, end) for found, start, end in spans]


def _plain(model):
    """Return the look that all words of a line have, or none."""
    looks = {dressed(atom.look, "") for atom in model.reading.atoms if not atom.fixed} if model else ()
    return next(iter(looks)) if len(looks) == 1 else ""


def _order(placed, old, body):
    """Bring paragraphs into the order of the result; what is no paragraph goes with the one before it."""
    kept = [line for line in placed if line in old]
    parents = {line.element.getparent() for line in old}
    if kept != old and len(parents) == 1 and not any(line.in_table for line in old):
        _rearrange(placed, old, parents.pop())
        return
    above = None
    for line in placed:
        if not isinstance(line, _New):
            above = (line.tail or [line.element])[-1]
            continue
        if above is not None:
            above.addnext(line.element)
        elif old:
            old[0].element.addprevious(line.element)
        else:
            body.insert(0, line.element)
        above = line.element


def _rearrange(placed, old, parent):
    at = parent.index(old[0].element)
    for line in placed:
        for element in (line.element, *line.tail):
            if element.getparent() is parent:
                at -= parent.index(element) < at
            parent.insert(at, element)
            at += 1
