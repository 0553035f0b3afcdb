"""Dates: that the day exists, that its weekday is right, and that one form is kept."""

import re
from datetime import date

from qicao.lint import dateforms
from qicao.lint.calendar import TOLD, dates, short_years, weekday, wrong_times

_WEEK = "一二三四五六日"
_OTHER = re.compile("明年|去年|前年|后年")
_BACK = 80  # characters before a date that may say of which year it is
_HALF = 6  # months
_MAY_HOLD = re.compile("[月时点:：]|(?:19|20)[0-9]{2}[-./]")


def check(speech):
    """Yield the dates of a Speech that do not exist, bear a wrong weekday or change their form."""
    said = _date_of(speech)
    forms = []
    for at, text in enumerate(speech.texts):
        if not _MAY_HOLD.search(text):
            continue
        found = dates(text)
        year = 0
        for one in found:
            yield from _day(
                speech, at, text, one, _years(one, year, said, text[max(0, one.start - _BACK) : one.start])
            )
            year = one.year or year
        for start, end in short_years(text):
            yield speech.find("date.year", at, start, end, words=text[start:end])
        for start, end in wrong_times(text):
            yield speech.find("date.time", at, start, end, words=text[start:end])
        yield from dateforms.noughts(speech, at, text)
        forms += ((at, one) for one in found)
    yield from dateforms.mixed(speech, forms)


def _date_of(speech):
    """Return the date of the title block, or None."""
    for at, text in enumerate(speech.texts):
        if speech.parts[at].role in ("title", "meta"):
            for one in dates(text):
                if one.year and one.day and one.exists():
                    return one
    return None


def _day(speech, at, text, one, years):
    """Yield what is wrong with one date."""
    words = text[one.start : one.end]
    if not any(one.exists(year) for year in years or (0,)):
        yield speech.find("date", at, one.start, one.end, words=words)
        return
    named = weekday(text, one.end) if one.day else None
    if named and years:
        number, _, end = named
        right = {date(year, one.month, one.day).weekday() for year in years if one.exists(year)}
        if right and number not in right:
            facts = {"words": words, "right": _WEEK[min(right)], "year": min(years)}
            yield speech.find("date.weekday", at, one.start, end, **facts)


def _years(one, before, said, told):
    """Return the years a date may be of: its own, one counted from the speech's, or that of its paragraph."""
    if one.year:
        return (one.year,)
    if one.told:
        return (said.year + TOLD[one.told],) if said else ()
    years = {year for year in (before, said.year if said else 0) if year}
    if said:
        years |= {said.year + TOLD[word] for word in _OTHER.findall(told)}
        # late in a year January is that of the next, early in one December that of the last
        years |= {said.year + (said.month - one.month > _HALF) - (one.month - said.month > _HALF)}
    return tuple(sorted(years))
