"""Dates and times of a text: where they stand, in which form, and what they say."""

import re
from calendar import monthrange
from dataclasses import dataclass

from qicao import markers

_HAN = "[〇零○Ｏ一二三四五六七八九]"
TOLD = {"今年": 0, "本年": 0, "明年": 1, "去年": -1, "前年": -2, "后年": 2}  # years from that of the speech
_MONTH = re.compile(r"[0-9一二三四五六七八九十]\s?月")
_HEAD = re.compile(
    rf"(?:(?P<year>(?<![0-9xX×])[0-9]{{4}}|{_HAN}{{4}})\s?年\s?|(?P<told>今年|明年|去年|前年|后年|本年))?"
    r"(?P<month>(?<![0-9.／/xX×])[0-9]{1,2}|(?<![一二三四五六七八九十])[一二三四五六七八九十]{1,3})\s?月$"
)
_DAY = re.compile(
    r"\s?(?P<day>[0-9]{1,2}|[一二三四五六七八九十]{1,3})\s?"
    "(?P<mark>日|号(?![文令楼线院门召称码桥井厂库机台站洞]|公路|地块|通报|公告|决议|建议|提案))"
)
_FIGURES = re.compile(
    r"(?<![0-9A-Za-z.\-/—–:：~～])(?P<year>(?:19|20)[0-9]{2})(?P<mark>[-./])(?P<month>[0-9]{1,2})(?P=mark)(?P<day>[0-9]{1,2})"
    r"(?![0-9A-Za-z.\-/—–]|[.-][0-9])"
)
_SHORT = re.compile(
    r"(?P<year>[0-9](?<![0-9xX×第—～~\-至到].)[0-9])年(?P<month>[0-9]{1,2})月(?P<day>[0-9]{1,2})[日号]"
)
_WEEKDAY = re.compile(r"\s?[，,]?[（(]?(?:星期|周|礼拜)(?P<name>[一二三四五六日天])[）)]?")
_TIME = re.compile(
    r"(?P<hour>[0-9](?<![0-9A-Za-z:：.\-/第].)[0-9]?)[:：](?P<minute>[0-9]{2})(?::[0-9]{2})?(?![0-9:：%％A-Za-z])"
)
_HOUR = re.compile("(?:2[5-9]|[3-9][0-9])(?<=[日晚午早夜]..)时(?![间代段])")
_CLOCK = re.compile(r"(?P<hour>[0-9](?<![0-9.至到—~～\-].)[0-9]?)\s?[时点](?P<minute>[0-9]{1,2})分(?!之|钟)")


@dataclass(frozen=True, slots=True)
class Date:
    """A date as printed; what it does not say is 0, told is 今年 or 明年, form tells 日 from 号, - and ."""

    start: int
    end: int
    year: int
    month: int
    day: int
    form: str
    told: str = ""

    def exists(self, year=0):
        """Tell whether there is such a day, in the year it says, or else in the one given, or in any."""
        if not 1 <= self.month <= 12:
            return False
        return (
            self.form.startswith("月")
            or 1 <= self.day <= monthrange(self.year or year or 2024, self.month)[1]
        )


def dates(text):
    """Return the dates of a text in their order: 2026年9月1日, 9月1日, 2026-09-01."""
    found = []
    if "月" in text:
        found += filter(None, (_spoken(text, one.end()) for one in _MONTH.finditer(text)))
    if "20" in text or "19" in text:
        found += (_written(one) for one in _FIGURES.finditer(text))
    return sorted(found, key=lambda one: one.start)


def _spoken(text, end):
    """Return the date whose 月 ends at a place, or None where it is none."""
    window = max(0, end - 16)
    head = _HEAD.search(text[window:end])
    if head is None:
        return None
    start, month, year = window + head.start(), head["month"], head["year"] or ""
    before = text[max(0, start - 4) : start]
    if not year and before[-1:] in tuple("个第xX×数上腊正"):
        return None
    day = _DAY.match(text, end)
    if day is None and not _is_month(month, year, text[end : end + 2]):
        return None
    if not month.isdigit() and not year and re.search("农历|阴历|旧历|[年历]$", before):
        return None
    form = (day["mark"] if day else "月") + ("" if month.isdigit() else "汉")
    numbers = (_year(year) if year else 0, markers.value(month), markers.value(day["day"]) if day else 0)
    return Date(start, day.end() if day else end, *numbers, form, head["told"] or "")


def _is_month(month, year, after):
    """Tell 9月, 2026年13月 and 13月底 from 月饼 and 18月龄."""
    if not month.isdigit() or after[:1] in tuple("饼亮球色光刊报薪均度"):
        return False
    return int(month) <= 12 or bool(year) or after[:1] in tuple("底初末中上下份以起前")


def _year(text):
    if text.isascii():
        return int(text)
    return int("".join(str("〇一二三四五六七八九".find(one)) for one in re.sub("[零○Ｏ]", "〇", text)))


def _written(found):
    return Date(*found.span(), int(found["year"]), int(found["month"]), int(found["day"]), found["mark"])


def short_years(text):
    """Return the places of dates whose year has lost its first half: 26年9月1日."""
    return [one.span() for one in _SHORT.finditer(text) if int(one["month"]) <= 12]


def weekday(text, end):
    """Return (number, start, end) of the weekday that stands right behind a date, or None; Monday is 0."""
    found = _WEEKDAY.match(text, end)
    if found is None or (("（" in found[0] or "(" in found[0]) and found[0][-1] not in "）)"):
        return None
    return min("一二三四五六日天".index(found["name"]), 6), found.start(), found.end()


def wrong_times(text):
    """Return the places of times that no clock shows: 25:70, 9时75分."""
    found = []
    if ":" in text or "：" in text:
        found += [
            one.span()
            for one in _TIME.finditer(text)
            if _is_no_time(one["hour"], one["minute"]) and _is_time(one, text)
        ]
    if "时" in text or "点" in text:
        for one in _CLOCK.finditer(text):
            if _is_no_time(one["hour"], one["minute"]):
                found.append(one.span())
        found += [one.span() for one in _HOUR.finditer(text)]
    return found


def _is_no_time(hour, minute):
    return int(hour) > 24 or int(minute) > 59 or (int(hour) == 24 and int(minute) > 0)


def _is_time(found, text):
    """Tell a time from a ratio or a score: it stands behind 日, 上午 and the like, or before 前."""
    before = text[max(0, found.start() - 8) : found.start()]
    after = text[found.end() : found.end() + 3]
    when = re.search(r"[日号天晚午早晨夜]\s?$|[定将]于$|[0-9]{1,2}[:：][0-9]{2}(?:至|到|—|～|~)$", before)
    then = re.match("前|截止|截至|开始|准时|召开|举行|整|集合|报到|巡|上班|下班", after)
    return bool(when or then) and not re.search("比|配|分$", before)
