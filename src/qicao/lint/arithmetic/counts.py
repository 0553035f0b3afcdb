"""Stated numbers against the lists they count: A、B、C三个方面; 5个问题：A、B、C、D、E."""

import re

from qicao import markers
from qicao.lint.arithmetic.claims import Claim
from qicao.lint.arithmetic.members import JOINED, VERB, counts, flat, members
from qicao.tables import table

COUNT = "(?P<n>[0-9二两三四五六七八九十](?<![0-9.].)[0-9二三四五六七八九十]{0,2})"
_WORDS = {name: "|".join(words) for name, words in table("figures")["lists"].items()}
_AFTER = re.compile(
    rf"{COUNT}(?:(?P<big>大(?![{_WORDS['not_big'].replace('|', '')}])[^，。；：、0-9]{{2}})"
    rf"|[个大类种项条张本道支](?:主要|重要|关键|突出|特色|重大|精品)?(?P<aspect>{_WORDS['aspects']})|个?(?P<body>{_WORDS['bodies']})"
    rf"|(?:个(?:{_WORDS['seats']})|(?:{_WORDS['seats_bare']}))(?![级里内委政直域际局长]))"
)
_COLOUR = re.compile("(?:[红黄绿蓝橙白黑灰紫]色?、){1,6}[红黄绿蓝橙白黑灰紫]色?(?P<n>[二两三四五六七])色")
_QUOTED = re.compile("“(?P<n>[二两三四五六七八九十])个(?P<word>[^“”]{1,6})”")
_BREAK = re.compile("[，。；：！？（]")
ETC = re.compile("(?<![平同高中初对优均])等(?![级候待于同])[^、，]{0,8}$|…$|之类$")
_LACKING = re.compile("[不未无差弱慢低少缺乏难松软薄]")
_TALL = 10  # a number of places that may be of something in them: 城关、河口12个村
_BODY = re.compile(f"(?:{_WORDS['body_ends']})$")
_GENERAL = re.compile(f"(?:{_WORDS['general']})|(?:[省市县区乡镇村]|街道)$")
_BEFORE = re.compile(
    rf"{COUNT}(?:个|大|项|类|种|条|支|名|家|级|句|张|道|本|场|色)(?P<noun>[^，。；：！？、（）()“”0-9]{{1,12}})”?"
    "(?:(?<=”)[^。；：“”]{1,14}(?=[，,]即))?(?P<open>[：（]|[，,]?(?:(?:也就|[就即])是|即|分别[是为]|包括)[：，]?)(?!其中)"
)
_ADMIN = re.compile(f"(?:{_WORDS['admin']})*")
_SERIES = re.compile(
    "[一二三四五六七八九][是要]|第[一二三四]|首先|（[一二三1]|[1１][.．、]|①|其一|其中|主要|[例比]?如|即|包括|有的|既|就?是"
)


def listed(text):
    """Yield the lists of a paragraph whose number is stated, as Claims."""
    if "、" in text:
        yield from _counted_after(text)
        yield from _counted_before(text)
        yield from _quoted(text)
        if "色" in text:
            yield from _coloured(text)


def _coloured(text):
    """Yield claims about 红、黄、绿三色榜."""
    for found in _COLOUR.finditer(text):
        yield from _claim(found, {found[0].count("、") + 1}, found[0].count("、") + 1)


def _number(found):
    return markers.value(found["n"])


def _counted_after(text):
    """Yield claims about A、B、C三个方面."""
    for found in _AFTER.finditer(text):
        quoted = text[found.start() - 1 : found.start()] == "“" and text[found.end() : found.end() + 1] == "”"
        end = found.start() - quoted
        start = start_of_list(text, end)
        run = text[start:end]
        if (
            "、" not in flat(run)
            or run.count("“") > run.count("”")
            or ETC.search(run)
            or not _names_members(found, run)
        ):
            continue
        possible = _possible(found, run) | before(text, start, run)
        if _number(found) in possible or not _goes_on(run):
            yield from _claim(found, possible, len(members(flat(run))))


def _goes_on(run):
    """Tell whether the last member is so long that a verb may stand in it: 任务、问题逐一查摆五个方面."""
    first, *rest = [len(one) for one in members(flat(JOINED.sub("、", run)))]
    return len(rest) > 0 and rest[-1] > max(rest[:-1] or [first]) + 2


def _quoted(text):
    """Yield claims about 集中病例、集中专家、集中资源“三个集中”: each member holds the word."""
    for found in _QUOTED.finditer(text):
        start = start_of_list(text, found.start())
        names = members(flat(text[start : found.start()]))
        if len(names) > 1 and all(found["word"] in one for one in names):
            yield from _claim(found, {len(names)}, len(names))


def start_of_list(text, end):
    """Return where the list that ends at a place begins: after the last mark outside of brackets."""
    plain = flat(text[max(0, end - 160) : end])
    return end - len(plain) + max((one.end() for one in _BREAK.finditer(plain)), default=0)


def _possible(found, run):
    """Return the counts of a list; names of bodies and places hold no 和."""
    return counts(run if found["aspect"] or found["big"] else JOINED.sub("、", flat(run)))


def before(text, start, run):
    """Return the counts of a list that a comma parts once more."""
    if text[start - 1 : start] != "，" or VERB.match(run):
        return set()
    earlier = text[start_of_list(text, start - 1) : start - 1]
    if "、" not in flat(earlier):
        return set()
    return counts(earlier + "、" + run)


def _names_members(found, run):
    """Tell whether a number counts what the list names: three 部门, not three machines of two kinds."""
    names = [one.strip() for one in members(flat(run))]
    names = [re.sub("等$", "", one) for one in names]
    if len(names) < 2 or any(not one or re.search("[0-9]", one) for one in names):
        return False
    number = _number(found)
    if found["aspect"] or found["big"]:
        return number < 10 or (len(names) > 2 and not found["big"])
    if not found["body"] and number >= _TALL and number > 2 * len(names):
        return False
    rest = [*names[1:-1], *re.split("[和及与]", names[-1])]
    if any(_GENERAL.match(one) for one in rest):
        return False
    if any(one[:1] in tuple("一二两三四五六七八九十") for one in names):
        return False
    if found["body"]:
        return all(_BODY.search(one) for one in rest)
    return all(1 < len(one) <= 7 for one in rest) and not any(re.search("[级的]$", one) for one in rest)


def _counted_before(text):
    """Yield claims about 5个问题：A、B、C、D、E and 五大工程（A、B、C、D、E）."""
    for found in _BEFORE.finditer(text):
        inside = _inside(text, found)
        if not inside or "、" not in flat(inside) or _SERIES.match(inside) or ETC.search(inside):
            continue
        if re.search("第$|[前后每各]$", text[max(0, found.start() - 1) : found.start()]) or re.search(
            "[0-9]", inside
        ):
            continue
        names = members(flat(inside))
        if found["open"] == "（" and (len(names) < 3 or all(_ADMIN.fullmatch(one) for one in names)):
            continue
        if re.search("等|…", inside):
            continue
        possible = _readings(names) | _clauses(text, found)
        if "包括" in found["open"] and min(abs(_number(found) - one) for one in possible) > 1:
            continue  # only some of them are named
        yield from _claim(found, possible, len(names))


def _inside(text, found):
    """Return the list behind a number: what a bracket holds, or what follows a colon up to the end of it."""
    if found["open"] == "（":
        end = text.find("）", found.end())
        inside = text[found.end() : end] if end > 0 else ""
        return "" if re.search("[，。；：！？（]", inside) else inside
    rest = re.split("[。！？]", text[found.end() : found.end() + 300])[0]
    plain = flat(rest)
    if re.search("[；：]", plain) or (text[found.end() : found.end() + 1] == "“" and "”“" in rest):
        return ""
    first, *others = plain.split("，")
    if others and any("、" in one for one in others):
        return ""
    return rest[: len(first)]


def _clauses(text, found):
    """Return how many members a list behind a colon has if commas part it, too."""
    rest = flat(re.split("[。！？；]", text[found.end() : found.end() + 300])[0])
    if found["open"] == "（" or "，" not in rest:
        return set()
    return {len(re.split("[，、]", rest)), len(rest.split("，"))}


def _readings(names):
    """Return how many members a list may have, where short ones may be halves of the next: 物资、装备不足."""
    plain = sum(len([x for x in JOINED.split(one) if x]) for one in names)
    found = set(range(len(names), plain + 1))
    lengths = [len(one) for one in names]
    halves = sum(length * 2 <= max(lengths) and length < 5 for length in lengths[:-1])
    lacking = [bool(_LACKING.search(one)) for one in names]
    if any(lacking):
        halves = max(halves, sum(not one for one in lacking[:-1]))
    return found | set(range(len(names) - halves, len(names)))


def _claim(found, possible, counted):
    """Return the claim that a number is that of its list."""
    wrong = None if _number(found) in possible else found.span("n")
    facts = {"counted": counted, "stated": found[0].rstrip("：（")}
    yield Claim("arithmetic.count", (found.span("n"),), wrong, facts)
