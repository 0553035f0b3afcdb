"""How a brief writes what a draft says: a date by its figures, a number in digits."""

import re

from qicao import markers
from qicao.located import Scalar
from qicao.params import Reading
from qicao.problems import Span, is_error

_DATE = re.compile(r"(?=\d)(?:(\d{4})年)?(?:(\d{1,2})月)?(?:(\d{1,2})日)?")
_ISO = re.compile(r"(\d{4})-(\d{1,2})-(\d{1,2})")
_DATES = re.compile(r"(?:\d{4}年)?\d{1,2}月\d{1,2}日")
_FIGURES = re.compile(r"\d+(?:\.\d+)?[%％‰]?")
_HAN = re.compile("[〇零一二两三四五六七八九十百千]+")


def written(param, text, was=""):
    """Return a text of a draft as a brief writes a value of its type; was is what the brief says now."""
    if param is None:
        return text
    if param.type == "date":
        return _iso(text, was)
    if param.type == "number" and _HAN.fullmatch(text) and not _HAN.fullmatch(was or ""):
        number = markers.value(text)
        return str(number) if markers.han(number) == text.replace("〇", "零") else text
    return text


def unfit(param, text):
    """Return why a text cannot be read as the declared type, or ""."""
    found = []
    Reading(found).value(param, Scalar(text, Span(""), plain=False), param.name)
    return next((one.message for one in found if is_error(one)), "")


def within(param, text, was=""):
    """Return the one date or figure in words that are more than that, as a brief writes it, or ""."""
    shape = {"date": _DATES, "number": _FIGURES}.get(param.type)
    found = shape.findall(text) if shape else ()
    return written(param, found[0], was) if len(found) == 1 else ""


def _iso(text, was):
    """Return a date with its year first; what the draft does not say of it is as it was."""
    found, old = _DATE.fullmatch(text), _ISO.fullmatch(was or "")
    if not found or (was and not old):
        return text
    known = old.groups() if old else ("",) * 3
    parts = [new or before for new, before in zip(found.groups(), known, strict=True)]
    return "{}-{:0>2}-{:0>2}".format(*parts) if all(parts) else text
