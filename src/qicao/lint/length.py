"""How long a speech takes against the time it was given: as a whole and part by part (FACTS.md 2, length)."""

import re
from dataclasses import dataclass

from qicao import markers
from qicao.document import Field
from qicao.problems import say
from qicao.structure import spoken

_HAN = "零〇一二两三四五六七八九十百"
_COUNT = rf"(?:[0-9０-９]{{1,3}}(?:[.．][0-9０-９]{{1,2}})?|[{_HAN}]{{1,5}})"
_TIME = re.compile(
    rf"(?:约|大约|不超过|控制在)?(?:(?P<hours>{_COUNT})(?:个?|个(?P<half>半))(?:小时|钟头|时|hours?|h)|(?P<halfhour>半)个?小时)?"
    rf"(?:零)?(?:(?P<quarters>[{_HAN}1-3])刻钟?)?"
    rf"(?:(?P<minutes>{_COUNT})(?P<unit>分钟?|分半钟?|minutes?|mins?|m|′)?)?(?:(?P<seconds>{_COUNT})(?:秒钟?|s))?"
    rf"(?:之?内|以内|左右)?",
    re.IGNORECASE,
)
_WHOLE = ("全文", "全稿", "全篇", "总计", "合计", "total")
_NAMES = {"开场": "opening", "开头": "opening", "开篇": "opening", "结尾": "closing", "号召": "closing"}
_NAMES |= {"结束语": "closing", "opening": "opening", "closing": "closing"}
_NUMBER = re.compile(rf"第?([{_HAN}]{{1,3}}|[0-9]{{1,2}})(?:、|\.|部分|点|个?方面)?$")
_TITLE = 8  # characters of a title shown in a list


@dataclass(frozen=True, slots=True)
class Budget:
    """The minutes a speech and its parts were given; whole is None where only parts have some.

    A part is named 开场 or 结尾, by its number (一, 第二部分), its title, or its path in the brief (章节.2).
    """

    whole: float | None = None
    parts: tuple = ()  # (name, minutes)
    rate: int = spoken.RATE  # characters a minute


def minutes(text):
    """Return the minutes a time says (15, 15分钟, 一刻钟, 1小时20分, 半小时), or None where it says none."""
    words = re.sub(r"\s", "", str(text)).translate(str.maketrans("０１２３４５６７８９．", "0123456789."))
    found = _TIME.fullmatch(words)
    if not found or not re.search(rf"[0-9{_HAN}半]", words):
        return None
    known = {name: _number(found[name]) for name in ("hours", "quarters", "minutes", "seconds")}
    total = known["hours"] * 60 + known["quarters"] * 15 + known["minutes"] + known["seconds"] / 60
    total += 30 if found["half"] or found["halfhour"] else 0
    total += 0.5 if (found["unit"] or "").startswith("分半") else 0
    return total or None


def _number(text):
    if not text:
        return 0
    return float(text) if re.match("[0-9]", text) else markers.value(text)


def budget(given):
    """Return (Budget, names whose time cannot be read) of what a brief says: a text, or a dict of texts."""
    if not isinstance(given, dict):
        whole = minutes(given)
        return Budget(whole), () if whole else ("",)
    read = {name: minutes(text) for name, text in given.items()}
    whole = next((read[name] for name in _WHOLE if read.get(name)), None)
    parts = tuple((name, time) for name, time in read.items() if time and name not in _WHOLE)
    return Budget(whole, parts), tuple(name for name, time in read.items() if not time)


def length(speech):
    """Yield where a speech or a part is too long at 200 characters a minute, too short at 150.

    At another rate than 180 these limits move with it.
    """
    budget = speech.budget
    if budget is None:
        return
    stretches = spoken.stretches(speech.parts)
    title = next((at for at, part in enumerate(speech.parts) if part.role == "title"), 0)
    if budget.whole and stretches:
        count, shares = spoken.characters(speech.parts), _shares(speech, stretches)
        yield from _judged(speech, "", title, count, budget.whole, shares=shares)
    for name, time in budget.parts:
        stretch = _named(speech, stretches, name)
        if stretch is not None:
            shown = _shown(speech, stretch) if stretch.role else f"“{name}”"
            yield from _judged(speech, "part-", stretch.at, stretch.characters, time, name=shown)
        elif stretches:
            names = "、".join(_shown(speech, one) for one in stretches)
            yield speech.find("length.unknown", title, 0, len(speech.texts[title]), name=name, names=names)


def _judged(speech, part, at, count, time, **facts):
    """Yield the finding about characters that do not fit a time; part is "part-" where it is a part's."""
    rate = speech.budget.rate
    known = {"characters": count, "given": _told(time), "minutes": _told(count / rate), "rate": rate, **facts}
    end = len(speech.texts[at])
    if count > time * rate * spoken.FAST / spoken.RATE:
        code = "length.part-over" if part else "length"
        yield speech.find(code, at, 0, end, count=count - round(time * rate), **known)
    elif count < time * rate * spoken.SLOW / spoken.RATE:
        yield speech.find(f"length.{part}under", at, 0, end, count=round(time * rate) - count, **known)


def _told(time):
    """Return minutes as a person says them: 15, 2.5, 0.4."""
    return f"{time:.0f}" if time >= 10 or abs(time - round(time)) < 0.05 else f"{time:.1f}"


def _shares(speech, stretches):
    """Return the minutes of every part as one text."""
    return "、".join(
        f"{_shown(speech, one)} {_told(one.characters / speech.budget.rate)}" for one in stretches
    )


def _shown(speech, stretch):
    """Return what a part is called: its role, or its heading cut short."""
    block = speech.parts[stretch.at].block
    if stretch.role != "demand_heading" or not speech.parts[stretch.at].depth:
        return say(f"role-{stretch.role}")
    words = block.text[: block.lead] if block.lead else block.text
    words = words.rstrip("。；：")
    return f"“{words}”" if len(words) <= _TITLE + 2 else f"“{words[:_TITLE]}…”"


def _named(speech, stretches, name):
    """Return the part a name means, or None."""
    wanted = name.strip().rstrip("：:")
    role = _NAMES.get(wanted.lower())
    if role:
        return next((one for one in stretches if one.role == role), None)
    sections = [one for one in stretches if one.role == "demand_heading"]
    number = _NUMBER.match(wanted)
    if number and 0 < (order := markers.value(number[1])) <= len(sections):
        return sections[order - 1]
    titled = (one for one in sections if _titled(speech.texts[one.at], wanted))
    return next(titled, None) or _of_path(speech, wanted)


def _titled(text, wanted):
    """Tell whether a heading is the one a person names by its words."""
    marker = markers.at_head(text)
    words = text[marker.end :] if marker else text
    return len(wanted) > 1 and (words.startswith(wanted) or text.startswith(wanted))


def _of_path(speech, path):
    """Return the paragraphs that hold a value of the brief or of what is below it as a part, or None."""
    held = [at for at, part in enumerate(speech.parts) if _holds(part.block, path)]
    count = spoken.characters([speech.parts[at] for at in held])
    return spoken.Stretch("", held[0], count) if count else None


def _holds(block, path):
    fields = (part.path for part in block.parts if isinstance(part, Field))
    return any(one == path or one.startswith(f"{path}.") for one in fields)
