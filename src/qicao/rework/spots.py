"""Where the characters of a paragraph that was read stand in its .docx, and which can be changed there."""

from dataclasses import dataclass

from qicao.document import AUTHOR
from qicao.ooxml import val, w
from qicao.readers import word
from qicao.readers.story import fielded, said
from qicao.rework.atoms import is_plain

# what holds runs of a paragraph in which a mark of ours can stand
HOLDERS = {w(name) for name in ("ins", "del", "moveFrom", "moveTo", "hyperlink", "smartTag", "customXml")}
HOLDERS |= {w(name) for name in ("sdt", "sdtContent", "dir", "bdo")}
WORDS = (w("t"), w("delText"))
_OURS = {w("del"), w("moveFrom")}
_LOCKED = ("contentLocked", "sdtContentLocked")
_BINDING = "dataBinding"


@dataclass(frozen=True, slots=True)
class Spot:
    """A character where it stands: in which element of a run, as which character of it.

    order is its place in the file; why says what keeps it from being changed: a code without "not-fixed.".
    """

    element: object = None
    at: int = 0
    order: tuple = ()
    why: str = ""

    @property
    def placed(self):
        """Whether a mark of ours can stand beside it."""
        return self.why not in ("number", "field", "elsewhere")


@dataclass(frozen=True, slots=True)
class Place:
    """A finding in the file: the w:p its paragraph ends with, and the characters of the paragraph.

    spots are those of the whole paragraph, none where its words were not found; why as in Spot.
    """

    finding: object
    paragraph: object = None
    spots: tuple = ()
    why: str = ""

    @property
    def own(self):
        """The spots of the finding; of one at which something is missing the character beside it."""
        start, end = self.finding.start, self.finding.end
        return self.spots[start:end] if end > start else self.spots[max(0, start - 1) :][:1]


class Spots:
    """The characters of the paragraphs of an open file (rework.file.File)."""

    def __init__(self, file):
        known = file.told()
        self._paragraphs, self._lines, self._known = file.paragraphs, {}, {}
        self._fields = fielded(known.story.tokens)
        self._orders = {id(token): at for at, token in enumerate(known.tokens)}
        for tokens, mark, _ in word.paragraphs(known):
            self._lines.setdefault(mark.at if mark else 0, []).extend(_lines(tokens))

    def places(self, found):
        """Return the Place of each finding."""
        return tuple(map(self._place, found))

    def _place(self, finding):
        number, text = finding.block.origin.line, finding.block.text
        paragraph = self._paragraphs[number - 1] if 0 < number <= len(self._paragraphs) else None
        begun = [line for at, line in self._lines.get(number, ()) if at + 1 == finding.block.origin.column]
        lines = [line for line in begun if "".join(words for words, *_ in line) == text]
        if len(lines) != 1 or not 0 <= finding.start <= finding.end <= len(text):
            return Place(finding, paragraph, why="lost")
        return Place(finding, paragraph, self._of(lines[0]))

    def _of(self, line):
        """Return the spots of a line, worked out once."""
        if id(line) not in self._known:
            self._known[id(line)] = tuple(spot for stretch in line for spot in self._spots(*stretch))
        return self._known[id(line)]

    def _spots(self, words, token, start):
        """Return the spots of words that begin at a character of a token."""
        element = token.source
        why = self._why(element)
        if why in ("number", "field"):
            return [Spot(why=why)] * len(words)
        if element.tag in WORDS and element.text != said(element):
            element.text = said(element)  # without what no word processor shows, so that characters count
        order = self._orders[id(token)]
        # what is no w:t is one sign, whatever it shows
        places = range(start, start + len(words)) if element.tag in WORDS else [0] * len(words)
        return [Spot(element, at, (order, at), why) for at in places]

    def _why(self, element):
        if element is None:
            return "number"
        return "field" if element in self._fields else unchangeable(element)


def unchangeable(element):
    """Return what keeps the words of an element of a run from being changed, or ""."""
    run, why = element.getparent(), "" if element.tag in WORDS else "sign"
    for holder in run.iterancestors():
        if holder.tag == w("p"):
            return why if run.tag == w("r") else "elsewhere"
        if holder.tag == w("fldSimple"):
            return "field"
        if holder.tag not in HOLDERS:
            return "elsewhere"
        if holder.tag in _OURS and holder.get(w("author")) == AUTHOR:
            why = "suggested"
        elif holder.tag == w("sdt"):
            why = why or _closed(holder)
    return "elsewhere"


def _closed(control):
    """Return what keeps the words of a control from being changed, or ""."""
    own = control.find(w("sdtPr"))
    if own is None:
        return ""
    if any(str(one.tag).endswith(f"}}{_BINDING}") for one in own):
        return "bound"
    return "" if is_plain(control) and val(own, "lock") not in _LOCKED else "control"


def _lines(tokens):
    """Return (where it begins, its words) of the lines of a paragraph; a break is one character.

    The words are (words, token, first character) of each token.
    """
    made, at = [(0, [])], 0
    for token in tokens:
        start = 0
        for number, words in enumerate(token.value.split("\n")):
            if number:
                at += 1
                made.append((at, []))
            if words:
                made[-1][1].append((words, token, start))
            start += len(words) + 1
            at += len(words)
    return made
