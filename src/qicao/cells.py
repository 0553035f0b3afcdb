"""What a cell of a workbook shows: the text a person sees, not the number behind it."""

import re
from datetime import date, datetime, time, timedelta
from decimal import ROUND_HALF_UP, Decimal

# the formats a Chinese Excel knows by number alone (ECMA-376 part 1, 18.8.30, zh-cn)
CHINESE = {
    **dict.fromkeys((27, 36, 50, 52, 57), 'yyyy"年"m"月"'),
    **dict.fromkeys((28, 29, 51, 53, 54, 58), 'm"月"d"日"'),
    **dict.fromkeys((30, 31), 'yyyy"年"m"月"d"日"'),
    **dict.fromkeys((32, 33, 34, 35, 55, 56), "h:mm"),
}
# how a workbook writes a character that XML has not, as the carriage returns of what was pasted
_ESCAPE = re.compile("_x([0-9A-Fa-f]{4})_")
_WORDS = r'(?:"[^"]*"|\\.|[^#0?.,E/@"\\])*'  # what stands around the digits of a format
_FIGURE = re.compile(
    rf"(?P<before>{_WORDS})(?P<whole>[#0?,]*[#0?])(?:\.(?P<part>[0#?]+))?(?P<after>{_WORDS})"
)


def seen(value, form="General"):
    """Return what a cell of this value and number format shows."""
    match value:
        case None:
            return ""
        case bool():
            return "是" if value else "否"
        case date() | time():
            return _moment(value, re.sub(r'"[^"]*"|\\.|\[[^\]]*\]', "", form).lower())
        case timedelta():
            minutes = round(value.total_seconds() / 60)
            return f"{minutes // 60}:{minutes % 60:02}"
        case int() | float():
            return _figure(Decimal(f"{value:.15g}"), form)
    text = _ESCAPE.sub(lambda found: chr(int(found[1], 16)), str(value))
    return text.replace("\r\n", "\n").replace("\r", "\n")


def _moment(value, letters):
    """Return a day or an hour, as much of it as a format shows."""
    if isinstance(value, time):
        return f"{value:%H:%M}"
    timed = isinstance(value, datetime) and "h" in letters and value.time() != time()  # at 0:00 it is a day
    hour = f"{value:%H:%M}" if timed else ""
    if hour and not {"y", "d"} & set(letters):
        return hour
    if "d" not in letters and "y" in letters:
        return f"{value.year}年{value.month}月"
    if "y" not in letters and "d" in letters:
        return f"{value.month}月{value.day}日"
    return f"{value:%Y-%m-%d} {hour}".rstrip()


def _figure(number, form):
    section = re.sub(r"\[\$([^\]-]*)[^\]]*\]", r'"\1"', form.split(";")[0])  # [$￥-804] shows ￥
    section = re.sub(r"\[[^\]]*\]|[_*].", "", section)  # colours, and room left free
    shape = None if section == "General" else _FIGURE.fullmatch(section)
    if not shape:
        return _plain(number)
    whole, part = shape["whole"], shape["part"] or ""
    before, after = (re.sub(r'"|\\(?=.)', "", shape[side]) for side in ("before", "after"))
    if "%" in before + after:
        number *= 100
    number = number.quantize(Decimal(1).scaleb(-len(part)), ROUND_HALF_UP)
    digits, _, rest = f"{abs(number):f}".partition(".")
    least = part.count("0")
    rest = rest[:least] + rest[least:].rstrip("0")
    digits = digits.zfill(whole.count("0"))
    if "," in whole:
        digits = f"{int(digits):,}"
    sign = "-" if number < 0 else ""
    return f"{sign}{before}{digits}{'.' if rest else ''}{rest}{after}"


def _plain(number):
    """Return a figure without the noise of its last binary digit: 53, 0.3."""
    text = f"{number:f}"
    return text.rstrip("0").rstrip(".") if "." in text else text
