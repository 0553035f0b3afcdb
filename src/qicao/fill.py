"""Fill a template: marked text becomes paragraphs, empty ones go, ordinals count themselves."""

import re
from dataclasses import dataclass, field, replace
from functools import lru_cache
from itertools import islice
from pathlib import Path

from jinja2 import TemplateError, UndefinedError
from jinja2.sandbox import SecurityError

from qicao import manifest, markers, slots
from qicao.document import Document, Field, Ordinal, Source, Text
from qicao.encoding import SPACE
from qicao.filters import TooMuch
from qicao.problems import ProblemsFound, Span, problem
from qicao.structure import block, is_formula, with_front
from qicao.values import Paragraphs, Record, Value, Values

_CUT = re.compile(
    f"{slots.FIELD}([0-9]+){slots.FIELD_END}|{slots.LINE}([0-9]+){slots.LINE_END}"
    f"|([{slots.LOOP}{slots.TURN}{slots.LOOP_END}{slots.APART}{slots.APART_END}\n])|([\x01-\x05])"
)
# a template says the same few words over and over
_at_head = lru_cache(1024)(markers.at_head)
_inside_of = lru_cache(1024)(lambda text: tuple(markers.inside(text)))
_ENDED, _MARKS = tuple("。！？…；：!?"), tuple("。；：")
_EDGES = (*SPACE, "\\", "")  # what may have to be taken off the words a paragraph begins or ends with
_PARTED = tuple("；，。、")  # what stands between the items of a series


def draft(brief):
    """Return the Document of a brief, with what it was made from; raises ProblemsFound as fill does."""
    source = Source(brief.template.digest, Path(brief.path).name, manifest.given(brief.given))
    return replace(fill(brief.template, brief.values), source=source)


def fill(template, values):
    """Return the Document of a template and the values of its parameters.

    Raises ProblemsFound where a template cannot be filled: at its line, with what it did.
    """
    try:
        marked, fields = slots.render(template.slots, template.path.name, values)
    except TooMuch as error:
        raise _problem(template, error, "too-much") from None
    except RecursionError as error:
        raise _problem(template, error, "endless") from None
    except UndefinedError as error:
        raise _problem(template, error, "undefined", said=error.message) from None
    except SecurityError as error:
        raise _problem(template, error, "not-allowed", name=str(error)) from None
    except (TemplateError, TypeError, ValueError, ArithmeticError, AttributeError, LookupError) as error:
        code = str(error) if str(error) in ("list-in-text", "not-countable") else "cannot-fill"
        raise _problem(template, error, code, said=str(error)) from None
    try:
        paragraphs = _paragraphs(marked, fields, template.slots.places)
    except (ValueError, IndexError, StopIteration) as error:  # a filter or a loop has cut a mark in two
        raise _problem(template, error, "cut-text") from None
    blocks = _numbered(_without_empty(paragraphs))
    long = {value.path for value in fields if isinstance(value, Paragraphs)}
    front = with_front(blocks, lambda block: _shape(block, long))
    return Document(front, template.name, tuple(map(_field, _asked(values.values()))))


def _shape(block, long):
    """Return what a paragraph looks like whatever its values say: 在某上的讲话, 某：."""
    return "".join(
        part.text if isinstance(part, Text) else "长句。长句。" if part.path in long else "某"
        for part in ((Text(block.ordinal.text), *block.parts) if block.ordinal else block.parts)
    )


def _asked(values):
    """Yield the gaps on which a condition or a sum of the template depended."""
    for value in values:
        match value:
            case Values():
                yield from _asked(value)
            case Record():
                yield from _asked(value.fields.values())
            case Value() if value.asked:
                yield value


def _field(value, text=None):
    """Return a value, or one paragraph of it, as it stands in a Document."""
    return Field(str(value) if text is None else text, value.path, value.about, value.gap, value.place)


def _problem(template, error, code, **facts):
    """Return the problem at the line of the template where jinja stood."""
    from traceback import walk_tb

    names = {place.path for place in template.slots.places} | {str(template.path)}
    places = [
        (f.f_code.co_filename, line)
        for f, line in walk_tb(error.__traceback__)
        if f.f_code.co_filename in names
    ]
    path, line = places[-1] if places else (str(template.path), 1)
    return ProblemsFound([problem(code, Span(path, line, 1), **facts)])


@dataclass(slots=True)
class _Paragraph:
    """A line of the filled template, before it is known what it is."""

    origin: Span
    pieces: list = field(default_factory=list)  # Text, Field and the marks of loops
    plain: bool = False  # a \\ stood before it
    emptied: bool = False
    filled: bool = False  # a value stands in it
    hollow: bool = False  # one of them is empty
    text: str = ""  # once it is trimmed and judged

    @property
    def parts(self):
        return [piece for piece in self.pieces if not isinstance(piece, str)]

    def say(self, words):
        """Add words of the template, without a mark the value before them has made needless (好。 + 。)."""
        last = self.pieces[-1] if self.pieces else None
        if isinstance(last, Field) and not last.gap and words.startswith(_MARKS):
            ended = last.text.rstrip("”’）》」』)").endswith(_ENDED)
            words = words.lstrip("".join(_MARKS)) if ended else words
        if isinstance(last, Text):
            self.pieces[-1] = Text(last.text + words)
        elif words:
            self.pieces.append(Text(words))

    def put(self, value, line):
        """Add a value, or one line of it."""
        self.filled = True
        self.hollow = self.hollow or not line.strip()
        self.pieces.append(_field(value, line))

    def settle(self):
        """Take spaces off the template's own words, and see what empty values have left (DESIGN 2)."""
        parts = self.parts
        if parts:
            self.trim(parts[0], parts[-1])
        if self.hollow:
            self.judge(self.parts)
        self.text = "".join([piece.text for piece in self.pieces if not isinstance(piece, str)])

    def trim(self, first, last):
        """Take the indentation of the template's own words away; a value keeps its spaces."""
        if isinstance(last, Text) and last.text[-1:] in _EDGES:
            at = max(i for i, piece in enumerate(self.pieces) if piece is last)
            self.pieces[at] = trimmed = Text(last.text.rstrip(SPACE))
            first = trimmed if first is last else first
        if isinstance(first, Text) and first.text[:1] in _EDGES:
            words = first.text.lstrip(SPACE)
            self.plain = words.startswith("\\")
            self.pieces[self.pieces.index(first)] = Text(words.removeprefix("\\"))

    def judge(self, parts):
        """Mark a paragraph of which only an ordinal and marks are left; else take out its empty items."""
        if not any(part.text.strip() for part in parts if isinstance(part, Field)):
            words = "".join(part.text for part in parts if isinstance(part, Text))
            marker = markers.at_head(words)
            self.emptied = not re.search(r"\w", words[marker.end if marker else 0 :])
        if not self.emptied:
            self.drop_items()
        self.pieces = [piece for piece in self.pieces if not isinstance(piece, Field) or piece.text]
        self.filled = any(isinstance(part, Field) for part in self.pieces)

    def drop_items(self):
        """Take out the ordinal that an empty value has left inside the paragraph, with its mark."""
        for at in range(1, len(self.pieces) - 1):
            before, piece, after = self.pieces[at - 1 : at + 2]
            gone = isinstance(piece, Field) and not piece.text
            if not (gone and isinstance(before, Text) and isinstance(after, Text)):
                continue
            heads = (markers.at_head(before.text), *markers.inside(before.text))
            marker = next((one for one in heads if one and one.end == len(before.text)), None)
            if marker and after.text.startswith(_PARTED):
                words, rest = before.text[: marker.start], after.text
                if rest[0] == "。" and words.endswith(_PARTED):
                    words = words[:-1]
                else:
                    rest = rest[1:]
                self.pieces[at - 1], self.pieces[at + 1] = Text(words), Text(rest)


def _paragraphs(marked, values, places):
    """Cut marked text into paragraphs of words, fields and loop marks.

    Raises ValueError or IndexError where a mark was cut in two.
    """
    origin, made, started, outer = Span(""), [_Paragraph(Span(""))], False, []
    cuts = [*_CUT.split(marked), None, None, None, None]
    for words, value, place, mark, torn in zip(*(cuts[at::5] for at in range(5)), strict=True):
        if words:
            made[-1].say(words)
            started = True
        if value is not None:
            one = values[int(value)]
            first, *more = one.split("\n")
            made[-1].put(one, first)
            for line in more:
                made.append(_Paragraph(origin))
                made[-1].put(one, line)
            started = True
        elif place is not None:
            origin = places[int(place)]
            if not started:
                made[-1].origin = origin
        elif mark == "\n":
            made.append(_Paragraph(origin))
            started = False
        elif mark == slots.APART:
            outer.append(origin)
        elif mark == slots.APART_END:
            origin = outer.pop()
            made[-1].origin = made[-1].origin if started else origin
        elif mark:
            made[-1].pieces.append(mark)
        elif torn:
            raise ValueError(torn)
    return made


def _without_empty(paragraphs):
    """Mark what empty values have emptied, and the template's own headings over nothing else."""
    for paragraph in paragraphs:
        paragraph.settle()
    for at in range(len(paragraphs) - 1, -1, -1):  # an inner heading goes before the one above it
        level = _own_heading(paragraphs[at])
        if level and _hollow(islice(paragraphs, at + 1, None), level):
            paragraphs[at].emptied = True
    return paragraphs


def _own_heading(paragraph):
    """Return the level of a heading that holds no value, 0 for anything else."""
    if paragraph.plain or paragraph.filled or not paragraph.text:
        return 0
    marker = _at_head(paragraph.text)
    return marker.kind.level if marker else 0


def _hollow(below, level):
    """Tell whether all that stands under a heading was emptied, and something was."""
    emptied = False
    for paragraph in below:
        if paragraph.emptied:
            emptied = True
        elif paragraph.text.strip():
            marker = markers.at_head(paragraph.text)
            higher = marker and 0 < marker.kind.level <= level
            return emptied and bool(higher or is_formula("closing", paragraph.text))
    return emptied


def _numbered(paragraphs):
    """Return the blocks, with the ordinals of the template's own words counted."""
    counter = markers.Counter()
    blocks = []
    for paragraph in paragraphs:
        counter.next_paragraph()
        kept = not paragraph.emptied and bool(paragraph.text.strip())
        announced = bool(blocks) and _announces(blocks[-1], counter)
        parts, ordinal, kind = _counted(paragraph, counter, announced, kept)
        if kept:
            blocks.append(block(tuple(parts), ordinal, kind, paragraph.origin, paragraph.plain))
    return blocks


def _announces(block, counter):
    """Tell whether a paragraph ends in a ： after which a series begins.

    A value may end so in the middle of a series; there only a loop that begins makes a new one.
    """
    last = block.parts[-1] if block.parts else block.ordinal
    item = block.ordinal is not None and not block.level
    own = counter.fresh or not isinstance(last, Field)
    return own and not item and (last.text or block.text).endswith(("：", ":"))


def _counted(paragraph, counter, announced, kept):
    """Return (parts, Ordinal or None, its kind) of one paragraph."""
    parts, ordinal, kind = [], None, None
    before, colon = "", False
    for piece in paragraph.pieces:
        if isinstance(piece, str):
            _loop(piece, counter)
            before = before and (before if before in "：:" else "。")  # an item begins here
        elif not kept or paragraph.plain or isinstance(piece, Field):
            parts.append(piece)
        else:
            words = piece.text
            if colon and not counter.fresh:  # a ： of a value only counts where a loop begins after it
                before = "。"
            if not parts and (marker := _at_head(words)):
                ordinal, kind = _ordinal(marker, counter, announced), marker.kind
                words = words[marker.end :]
                before = ordinal.text[-1]
            words = _inside(words, before, counter)
            if words or not ordinal:
                parts.append(Text(words))
        if parts and not isinstance(piece, str):
            before = parts[-1].text[-1:]
            if isinstance(piece, Field) and before not in _ENDED:
                before = "，"  # after a value a run-in ordinal of the template is one
            colon = isinstance(piece, Field) and before in "：:"
    return parts, ordinal, kind


def _loop(mark, counter):
    match mark:
        case slots.LOOP:
            counter.enter_loop()
        case slots.TURN:
            counter.turn_loop()
        case slots.LOOP_END:
            counter.leave_loop()


def _ordinal(marker, counter, announced):
    if marker.kind.level:
        number, series = counter.heading(marker.kind), 0
    else:
        number, series = counter.item(marker.kind, False, announced)
    return Ordinal(markers.write(marker.kind, number, marker.form or None), marker.kind.name, number, series)


def _inside(words, before, counter):
    """Return words with the ordinals inside them counted; before is the last character so far."""
    text, at, made = (before or " ") + words, 1, []
    for marker in _inside_of(text):
        announced = text[marker.start - 1] in "：:"
        number, _ = counter.item(marker.kind, True, announced)
        made += [text[at : marker.start], markers.write(marker.kind, number, marker.form or None)]
        at = marker.end
    return "".join((*made, text[at:]))
