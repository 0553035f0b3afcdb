"""Forms of dates: 9月1日 beside 9月1号, 九月一日, 2026-9-1 or 9.1, and days like 05日."""

import re
from collections import Counter

_QUOTED = re.compile("《[^》]*》|“[^”]*”|〔[^〕]*〕")
_DATE_LINE = re.compile(r"[\s—（(]*(?:[0-9]{4}|[二〇○零一三四五六七八九]{4})[年\-./]")
_ZERO = re.compile(
    "(?<![0-9])(?P<year>[0-9]{4}年)?(?:0(?P<m>[1-9])月(?P<d>0?[1-9]|[12][0-9]|3[01])|(?P<month>1?[0-9])月0(?P<day>[1-9]))(?P<mark>[日号])"
)
_MAY_HOLD = re.compile("0[1-9][月日号]")
# 9.1 is a day only where what stands around it says so
_BARE = re.compile(
    r"(?<![0-9A-Za-z.\-/第“《〔])(?P<month>1[0-2]|[1-9])[./](?P<day>3[01]|[12][0-9]|[1-9])"
    "(?=(?:日|之?前(?![后面列进往])|以前|起(?=[，。、实执施至到开]|$)|上午|下午|晚上|当[天日]|[（(]?(?:星期|周)[一二三四五六日天]))"
)
_MEASURED = re.compile("米|节|条|版|米[线位]|水位|度|第[^，。]{0,6}$|升|降|为$|比")


def mixed(speech, forms):
    """Yield the dates printed otherwise than most of a speech, among those of (paragraph, Date)."""
    told = [*_kinds(speech, forms), *_bare(speech)]
    body = {kind for at, *_, kind in told if not _is_front(speech, at)}
    if "汉" in body and "日" not in body:  # a title block may have its own numerals
        told = [one for one in told if one[3] != "日"]
    if not {"日", "号"} & {kind for *_, kind in told}:
        told += _months(speech, forms)
    counted = Counter(kind for *_, kind in told)
    if len(counted) < 2:
        return
    usual = max(counted, key=lambda kind: (counted[kind], kind == "日", kind == "汉"))
    at, start, end, _ = next(one for one in told if one[3] == usual)
    model = speech.texts[at][start:end]
    for at, start, end, kind in told:
        if kind != usual:
            yield speech.find("date.form", at, start, end, words=speech.texts[at][start:end], usual=model)


def noughts(speech, at, text):
    """Yield days and months with a nought in front, 04月05日, which 9704 7.3.5.4 forbids; it may go."""
    if "0" not in text or not _MAY_HOLD.search(text):
        return
    for found in _ZERO.finditer(text):
        month, day = found["m"] or found["month"], (found["d"] or found["day"]).lstrip("0")
        right = f"{found['year'] or ''}{month}月{day}{found['mark']}"
        yield speech.find("date.zero", at, *found.span(), fix=right, words=found[0], right=right)


def _is_front(speech, at):
    return speech.parts[at].role in ("title", "subtitle", "byline", "meta")


def _kinds(speech, forms):
    """Yield (paragraph, start, end, kind) of dates with a day; of a title block, of its date line."""
    for at, one in forms:
        if not one.day or _is_named(speech.texts[at], one):
            continue
        front = _is_front(speech, at)
        if front and not _DATE_LINE.match(speech.texts[at]):
            continue
        kind = "汉" if one.form.endswith("汉") else one.form
        if not (front and kind == "汉"):
            yield at, one.start, one.end, kind


def _months(speech, forms):
    """Yield the months in figures, which are of the form of 9月1日 where no such day stands: 4月至10月."""
    for at, one in forms:
        if one.form == "月" and not _is_front(speech, at) and not _is_named(speech.texts[at], one):
            yield at, one.start, one.end, "日"


def _is_named(text, one):
    """Tell whether a date is part of a title or of what is quoted, or the stamp of a file."""
    if re.match(r"\s+[0-9]{1,2}[:：]", text[one.end : one.end + 5]):
        return True
    return any(found.start() < one.start < found.end() for found in _QUOTED.finditer(text))


def _bare(speech):
    """Yield the dates that are figures alone: 请于9.10前报送, 9/1起."""
    for at, text in enumerate(speech.texts):
        if ("." not in text and "/" not in text) or _is_front(speech, at):
            continue
        for found in _BARE.finditer(text):
            if not _MEASURED.search(text[max(0, found.start() - 8) : found.start()]):
                yield at, found.start(), found.end(), text[found.end("month")]
