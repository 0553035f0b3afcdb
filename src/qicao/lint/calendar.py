"""Dates and times of a text: where they stand, in which form, and what they say."""

import re
from calendar import monthrange
from dataclasses import dataclass

from qicao import markers

_HAN = "[〇零○Ｏ一二三四五六七八九]"
_DATE = re.compile(
    rf"(?P<year>(?<![0-9xX×])[0-9]{{4}}|{_HAN}{{4}}|(?P<told>今年|明年|去年|前年|后年|本年))?(?(year)(?(told)|\s?年)\s?|)"
    r"(?P<month>(?<![0-9.／/xX×])[0-9]{1,2}|(?<![一二三四五六七八九十])[一二三四五六七八九十]{1,3})\s?月(?:份)?"
    r"(?:(?<!份)\s?(?P<day>[0-9]{1,2}|[一二三四五六七八九十]{1,3})\s?(?P<mark>日|号(?!文|令|楼|线|院|门|公路|码|召|称|桥|井|厂|库|机|台|站|洞|地块|通报|公告|决议|建议|提案)))?"
)
_FIGURES = re.compile(
    r"(?<![0-9A-Za-z.\-/—–:：~～（(])(?P<year>(?:19|20)[0-9]{2})(?P<mark>[-./])(?P<month>[0-9]{1,2})(?P=mark)(?P<day>[0-9]{1,2})"
    r"(?![0-9A-Za-z.\-/—–]|[.-][0-9])"
)
_SHORT = re.compile(
    r"(?<![0-9xX×第—～~\-至到])(?P<year>[0-9]{2})年(?P<month>[0-9]{1,2})月(?P<day>[0-9]{1,2})[日号]"
)
_WEEKDAY = re.compile(r"\s?[，,]?[（(]?(?:星期|周|礼拜)(?P<name>[一二三四五六日天])[）)]?")
_TIME = re.compile(
    r"(?<![0-9A-Za-z:：.\-/第])(?P<hour>[0-9]{1,2})[:：](?P<minute>[0-9]{2})(?::[0-9]{2})?(?![0-9:：%％A-Za-z])"
)
_CLOCK = re.compile(
    r"(?<![0-9.至到—~～\-])(?P<hour>[0-9]{1,2})\s?[时点](?P<minute>[0-9]{1,2})分(?!之|钟)|(?<=[日晚上午早])(?P<only>[0-9]{1,2})时(?![间段候期代]|效)"
)


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
        found += filter(None, (_spoken(one, text) for one in _DATE.finditer(text)))
    if "20" in text or "19" in text:
        found += (_written(one) for one in _FIGURES.finditer(text))
    return sorted(found, key=lambda one: one.start)


def _spoken(found, text):
    before = text[max(0, found.start() - 1) : found.start()]
    if not found["year"] and before in ("年", "个", "第", "x", "X", "×", "数", "上", "腊", "正"):
        if before != "年":
            return None
    if found["day"] is None and (
        not found["month"].isdigit() or re.match("[饼亮球色光刊报薪均度]", text[found.end() :])
    ):
        return None
    if found["day"] is None and int(found["month"]) > 12 and not _is_month(found, text):
        return None
    if not found["month"].isdigit() and _is_lunar(found, text):
        return None
    year = found["year"] or ""
    return Date(
        *found.span(),
        0 if found["told"] or not year else _year(year),
        markers.value(found["month"]),
        markers.value(found["day"] or "0"),
        (found["mark"] or "月") + ("" if found["month"].isdigit() else "汉"),
        found["told"] or "",
    )


def _is_month(found, text):
    """Tell 2026年13月 and 13月底 from 18月龄."""
    return (
        found["year"]
        or re.match("[底初末中上下]|份|以来|起|前", text[found.end() :])
        or found[0].endswith("份")
    )


def _is_lunar(found, text):
    return not found["year"] and re.search(
        "农历|阴历|旧历|初|[年历]$", text[max(0, found.start() - 4) : found.start()]
    )


def _year(text):
    if text.isdigit() and text.isascii():
        return int(text)
    return int(
        "".join(
            str("〇一二三四五六七八九".find(one.translate({ord(c): "〇" for c in "零○Ｏ"}))) for one in text
        )
    )


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
            if _is_no_time(one["hour"] or one["only"], one["minute"] or "0"):
                found.append(one.span())
    return found


def _is_no_time(hour, minute):
    return int(hour) > 24 or int(minute) > 59 or (int(hour) == 24 and int(minute) > 0)


def _is_time(found, text):
    """Tell a time from a ratio or a score: only behind a date, 上午 or a word of when, or before 前 and the like."""
    before = text[max(0, found.start() - 8) : found.start()]
    after = text[found.end() : found.end() + 3]
    when = re.search(r"[日号天晚午早晨夜]\s?$|[定将]于$|[0-9]{1,2}[:：][0-9]{2}(?:至|到|—|～|~)$", before)
    then = re.match("前|开始|准时|召开|举行|整|集合|报到|巡|上班|下班", after)
    return bool(when or then) and not re.search("比|配|分$", before)
