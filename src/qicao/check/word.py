"""What is found in a .docx put into it: comments at the words, fixes, fixes as tracked changes.

The file may be a draft of ours or of any other origin. Nothing else in it changes: looks, controls,
bookmarks, comments and tracked changes of people stay as they are.
"""

import re
from dataclasses import dataclass

from qicao import package
from qicao.ooxml import w
from qicao.problems import Span, problem
from qicao.readers import word
from qicao.rework import notes, retouch
from qicao.rework.file import File
from qicao.rework.spots import Spots

_PARTED = re.compile(r"[\s,，、;；。]+")
_NEAR = 4  # characters on either side of what is missing


@dataclass(frozen=True, slots=True)
class Refused:
    """A finding whose fix was not made, and why: a code without "not-fixed."."""

    finding: object
    why: str

    def problem(self, path=""):
        """Return what a person is told."""
        one = self.finding
        words = one.words or one.block.text[max(0, one.start - _NEAR) : one.start + _NEAR]
        return problem(f"not-fixed.{self.why}", span(one, path), words=words)


@dataclass(frozen=True, slots=True)
class Fixed:
    """The bytes of a file after its fixes, the findings that were fixed, the others as Refused."""

    data: bytes
    done: tuple = ()
    refused: tuple = ()


def span(finding, path=""):
    """Return the Span of a finding: in its paragraph, in which a line break is one character."""
    start = finding.block.origin
    return Span(str(path), start.line, start.column + finding.start, finding.end - finding.start)


def place(data, found, path=""):
    """Return the Place (rework.spots) of each finding in the bytes of a .docx, its words read from them."""
    return Spots(File(data, path)).places(found)


def commented(data, found, texts, path=""):
    """Return the bytes of a .docx with a comment at the words of each finding; texts are what they say.

    Comments of an earlier check go. Where the words cannot be marked, as a number that is counted or the
    result of a field, the comment is on their paragraph. A seal tells whether the copy was changed since.
    """
    file = File(data, path)
    places = Spots(file).places(found)
    notes.drop(file)
    notes.put(file, places, texts)
    return file.packed(package.CHECK)


def fixed(data, found, path=""):
    """Return Fixed: the bytes of a .docx in which each finding with a fix says what it should."""
    return _fixed(data, found, path, retouch.change)


def tracked(data, found, path=""):
    """Return Fixed: each fix as tracked changes of ours; what is suggested already is not suggested again."""
    return _fixed(data, found, path, retouch.suggest)


def refused(data, found, path=""):
    """Return Refused for each finding whose fix cannot be made in the bytes of a .docx."""
    return _touched(File(data, path), found)[1] if any(one.fix is not None for one in found) else ()


def _fixed(data, found, path, put):
    file = File(data, path)
    made, refused = _touched(file, found)
    if not made:
        return Fixed(data, (), refused)
    changes = [touch for _, touches in made for touch in touches]
    # from the end, so that what stands before a change is still where it was
    for touch in sorted(changes, key=lambda one: (one.order[0], one.start, one.end), reverse=True):
        put(touch, file)
    return Fixed(file.packed(), tuple(finding for finding, _ in made), refused)


def _touched(file, found):
    """Return ((finding, its touches) of each fix that can be made, Refused of the others)."""
    done, refused, taken = [], [], {}
    for one in Spots(file).places([one for one in found if one.fix is not None and one.fix != one.words]):
        first = next((spot.order for spot in one.spots if spot.order), ())  # tells which paragraph it is
        spans = taken.setdefault(first, [])
        made, why = retouch.touches(one)
        if any(_meets(one.finding, span) for span in spans):
            made, why = (), "overlap"
        if why:
            refused.append(Refused(one.finding, why))
            continue
        spans.append((one.finding.start, one.finding.end))
        done.append((one.finding, made))
    return tuple(done), tuple(refused)


def _meets(finding, span):
    """Tell whether a finding would change what one before has changed."""
    start, end = span
    same = (finding.start, finding.end) == span
    return same or (finding.start < end and start < finding.end)


# -- a comment that switches rules off


def switched(document):
    """Return what comments switch off in a python-docx document: {number of a paragraph: ids of rules}.

    "qicao: off half-width" switches a rule off, "qicao: off" all of them, for which None stands. The number
    is that of the Block's origin.
    """
    known = word.told(document)
    shown = {token.at: mark.at for tokens, mark, _ in word.paragraphs(known) if mark for token in tokens}
    said = {number: _rules(known.beside, note) for number, note in known.beside.notes().items()}
    off = {number: rules for number, rules in said.items() if rules != frozenset()}
    made = {}
    for number, at in _commented(document.element.body, off):
        at = shown.get(at, at)
        rules, before = off[number], made.get(at, frozenset())
        made[at] = None if rules is None or before is None else before | rules
    return made


def _rules(beside, note):
    """Return the ids of rules a comment switches off: None for all, an empty set where it is another one."""
    found = frozenset()
    for said in beside.switches(note):
        rules = None if said is None else frozenset(filter(None, _PARTED.split(said.lower())))
        if rules is not None and not rules:
            return None
        found |= rules or frozenset()
    return found


def _commented(body, wanted):
    """Yield (number of a comment, number of a paragraph) of what comments with these numbers are about.

    A range that holds no words is about the paragraph in which the sign of the comment stands.
    """
    numbers = {one: at for at, one in enumerate(body.iter(w("p")), 1)}
    begun, about = set(), {}
    for one in body.iter(*map(w, ("t", "commentRangeStart", "commentRangeEnd", "commentReference"))):
        number, name = one.get(w("id")), one.tag
        here = next((numbers[above] for above in one.iterancestors(w("p"))), 0)
        if name == w("t"):
            for each in begun:
                about.setdefault(each, {})[here] = None
        elif name == w("commentRangeEnd"):
            begun.discard(number)
        elif number in wanted and name == w("commentRangeStart"):
            begun.add(number)
        elif number in wanted:
            about.setdefault(number, {here: None})
    return [(number, at) for number, places in about.items() for at in places]
