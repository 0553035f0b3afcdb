"""The paragraph that is read: its runs before, its text now, what a text between sure ends says."""

import re
from dataclasses import dataclass

from qicao import tokens
from qicao.document import Field

_CLOSING = "。！？；：…"
_SAVED = 4  # times a program says a value that it multiplies
_SENTENCE = 20  # characters; a value as long, or with a full stop, is a sentence of its own
NUMERAL = "[0-9０-９零〇一二两三四五六七八九十百千万亿余多几来点半第负%％‰.．,+-]"


@dataclass(frozen=True, slots=True)
class Control:
    """A content control of the edited text, in characters; path is "" where a program dropped the tag."""

    start: int
    end: int
    path: str = ""


@dataclass(frozen=True, slots=True)
class Reading:
    """What a value has become: text is None where that cannot be known, start -1 where its place cannot."""

    field: Field
    text: str | None
    start: int = -1
    end: int = -1
    doubt: str = ""


@dataclass(frozen=True, slots=True)
class Run:
    """A value, or the words between two values (field is None), where it stood."""

    field: Field | None
    text: str
    start: int

    @property
    def end(self):
        """Return where it ended."""
        return self.start + len(self.text)


@dataclass(frozen=True, slots=True)
class Page:
    """The paragraph before and after; held are the places of the controls, by number of the run."""

    runs: tuple
    old: str
    new: str
    held: dict

    def cut(self, span):
        """Return the text now at a place."""
        return self.new[slice(*span)]

    def closing(self, at):
        """Return whether a run is the mark that ends the paragraph, or its end."""
        last = len(self.runs) - 1
        return at > last or (at == last and self.runs[at].field is None and _is_closing(self.runs[at].text))

    @property
    def ended(self):
        """Return whether a mark still ends the paragraph."""
        return _is_closing(self.new[-1:])

    def leads(self, at):
        """Return whether words before a value that begins the paragraph are its own."""
        text = self.runs[at].text
        return self.closing(at + 1) or len(text) >= _SENTENCE or text.endswith(tuple(_CLOSING))


def runs_of(parts):
    """Return the parts as runs, words beside words joined."""
    runs, start = [], 0
    for part in parts:
        field = part if isinstance(part, Field) else None
        if field is None and runs and runs[-1].field is None:
            runs[-1] = Run(None, runs[-1].text + part.text, runs[-1].start)
        elif field or part.text:
            runs.append(Run(field, part.text, start))
        start += len(part.text)
    return tuple(runs)


def sound(field, text, start, end, doubt=""):
    """Return the reading of a text whose ends are sure; what was multiplied is read once."""
    if text == field.text:
        return Reading(field, text, start, end)
    if field.gap and _gap_left(field, text):
        return Reading(field, None, start, end, "gap-left")
    once = _once(field.text, text)
    if once is None:  # 5555 may be a figure, or 5 multiplied
        again = len(text) == _SAVED and tokens.is_figure(text) and text[0] * _SAVED == text
        return Reading(field, text, start, end, "multiplied" if again else doubt)
    return Reading(field, once if len(once) > 1 else None, start, end, "multiplied")


def _gap_left(field, text):
    torn = "待填" in text or text.count("〔") != text.count("〕")
    return torn or (len(field.about) > 3 and field.about in text)


def _once(old, text):
    """Return what a text says several times: the old value twice, anything else thrice; None for neither.

    The mark that ends a value may stand once: it is outside the control.
    """
    mark = text[-1:] if _is_closing(text[-1:]) else ""
    for end in dict.fromkeys(("", mark)):
        body, was = text.removesuffix(end), old.removesuffix(end)
        if tokens.is_figure(body):
            unit, times = _quarter(body) or _unit(body)
            known = times == _SAVED or (unit == was and times > 2)
        else:
            unit, times = _unit(body)
            known = times > 2 or (unit == was and times > 1)
        if known and len(unit) > (unit != was or times != _SAVED):
            return unit + end
    return None


def _unit(text):
    """Return (the shortest text that a text repeats, how often)."""
    period = max((text + text).find(text, 1), 1)
    return text[:period], len(text) // period


def _quarter(text):
    unit = text[: len(text) // _SAVED]
    return (unit, _SAVED) if unit * _SAVED == text else None


def _is_closing(text):
    return bool(text) and set(text) <= set(_CLOSING)


def is_seam(page, at, step):
    """Return whether no words part a value from the next one in a direction."""
    return 0 <= at + step < len(page.runs) and page.runs[at + step].field is not None


def numeral(text):
    """Return whether a text has what a number may be written with."""
    return bool(re.search(NUMERAL, text))
