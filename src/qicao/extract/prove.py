"""Proof: each speech is drafted from its brief and compared, paragraph by paragraph, with what was read."""

import re
import tempfile
from dataclasses import dataclass, replace
from difflib import SequenceMatcher
from functools import partial
from pathlib import Path

from qicao import brief, fill, forms, markers, shelves, template
from qicao.document import Field
from qicao.encoding import refused
from qicao.extract.compose import Composer
from qicao.extract.cores import each
from qicao.extract.label import PRINTED
from qicao.extract.pattern import Hole, Line, Loop, Option, Words
from qicao.problems import ProblemsFound, Span

_ROUNDS = 12
_UNKNOWN = ".{1,12}?"  # what may stand where a value is not known


@dataclass(frozen=True, slots=True)
class Difference:
    """A paragraph that did not come back: what was read and what was drafted, '' where there is none."""

    number: int
    read: str
    drafted: str


@dataclass(frozen=True, slots=True)
class Outcome:
    """How a speech came back: where its draft differs, the share that is text of the template, its gaps."""

    differences: tuple
    kept: float
    gaps: int
    places: tuple  # the lines of the template that drafted what differs


@dataclass(frozen=True, slots=True)
class Proof:
    """A template with a brief for each speech, and how each came back."""

    template: str
    briefs: tuple
    composer: Composer
    outcomes: tuple

    @property
    def differences(self):
        """The differences of each speech."""
        return tuple(one.differences for one in self.outcomes)

    @property
    def kept(self):
        """The share of each speech that is text of the template, 0 to 1."""
        return tuple(one.kept for one in self.outcomes)


def prove(lines, originals, name, title, about, step=lambda results, _count: results):
    """Return the Proof of a pattern; what does not come back by itself is left to the brief as printed.

    step is given the results of a round as they come, and how many there will be, and passes them on.
    """
    lines, tried = tuple(lines), set()
    for _ in range(_ROUNDS):
        proof, wrong = _drafted(lines, originals, name, title, about, step)
        mended = tuple(_demoted(lines, wrong, tried))
        if mended == lines:
            break
        lines = mended
    if any(proof.differences):
        whole = Line((Hole(tuple("\n".join(texts) for texts in originals), "正文"),), "", ())
        proof, _ = _drafted((whole,), originals, name, title, about, step)
    return proof


def _drafted(lines, originals, name, title, about, step):
    """Return (the Proof, the lines of the pattern that did not come back)."""
    composer = Composer(lines)
    text = composer.template(title, about)
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / f"{name}{shelves.SUFFIX}"
        try:
            path.write_text(text, "utf-8")
        except OSError as error:
            raise ProblemsFound([refused("cannot-write", Span(path.name), error)]) from None
        loaded = template.load(path)
        values = map(composer.brief, range(len(originals)))
        briefs = tuple(forms.brief(loaded, given=given, reference=path.name) for given in values)
        pairs = list(zip(briefs, originals, strict=True))
        outcomes = tuple(step(each(partial(_came_back, path), pairs), len(pairs)))
    template.forget(path)
    places = (composer.places.get(place) for one in outcomes for place in one.places)
    wrong = {id(line) for line in places if line is not None}
    return Proof(text, briefs, composer, outcomes), wrong


def _came_back(path, pair):
    """Return the Outcome of one speech."""
    given, original = pair
    loaded = template.load(path)
    document = fill.fill(loaded, brief.read(loaded, given, f"{path.stem}.yaml").values)
    blocks = document.blocks
    found = tuple(_compared(blocks, original))
    places = tuple(_line(blocks, one.number) for one in found)
    return Outcome(found, _kept(blocks), len(document.gaps), places)


def _kept(blocks):
    values = sum(len(part.text) for block in blocks for part in block.parts if isinstance(part, Field))
    return 1 - values / max(1, sum(len(block.text) for block in blocks))


def _line(blocks, number):
    return blocks[min(number, len(blocks)) - 1].origin.line if blocks else 0


def _compared(blocks, original):
    """Yield the paragraphs that differ, in order; what was read stands against what was drafted."""
    drafted = [
        original[at] if at < len(original) and _same(block, original[at]) else block.text
        for at, block in enumerate(blocks)
    ]
    for code, a, b, c, d in SequenceMatcher(None, original, drafted, autojunk=False).get_opcodes():
        if code != "equal":
            read = "\n".join(original[a:b])
            for at in range(c, max(d, c + 1)):  # where nothing was drafted, what follows is to blame
                yield Difference(at + 1, read, drafted[at] if at < d else "")


def _same(block, text):
    """Tell whether a paragraph came back; a gap stands for whatever was not known."""
    if not any(isinstance(part, Field) and part.gap for part in block.parts):
        return block.text == text
    head = block.ordinal.text if block.ordinal else ""
    shape = "".join(
        _UNKNOWN if isinstance(part, Field) and part.gap else re.escape(part.text) for part in block.parts
    )
    return re.fullmatch(re.escape(head) + shape, text, re.S) is not None


# -- what did not come back


def _demoted(parts, wrong, tried):
    """Yield lines in which those that came back wrong leave their ordinals, then all words, to the brief."""
    for part in parts:
        match part:
            case Line() if id(part) in wrong:
                made = part if part.source in tried else _printed(part)
                made = _verbatim(part) if made is part else made
                tried.add(part.source)
                wrong.discard(id(part))
                yield made
            case Line():
                yield part
            case Loop() if not part.inline:
                body = tuple(_demoted(part.body, wrong, tried))
                yield replace(part, body=body, styles=part.styles if body[0] is part.body[0] else ())
            case Option():
                yield replace(part, parts=tuple(_demoted(part.parts, wrong, tried)))
            case _:
                yield part


def _verbatim(line):
    return Line((Hole(line.source, "原文"),), line.role, line.source)


def _printed(line):
    """Return a line whose ordinals are values: they stay as they were printed."""
    made = []
    count = len(line.source)
    for part in line.parts:
        if not isinstance(part, Words):
            made.append(part)
            continue
        head = markers.at_head(part.text) if not made else None
        found = [*([head] if head else []), *(m for m in markers.inside(part.text) if m.start)]
        at = 0
        for marker in found:
            made += [Words(part.text[at : marker.start])] if marker.start > at else []
            made.append(Hole((marker.text,) * count, PRINTED))
            at = marker.end
        made += [Words(part.text[at:])] if at < len(part.text) else []
    if made == list(line.parts) or count > 1:
        return line
    return Line(tuple(made), line.role, line.source)
