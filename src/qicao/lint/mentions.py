"""Names in a text: bodies, persons with their posts, titles in 《》, events; and which of them clash."""

import re
from collections import defaultdict
from dataclasses import dataclass
from functools import cache
from itertools import combinations

from qicao.tables import table

MAX_KINDS = 200  # different names of one kind that are compared with one another
_BODY = re.compile(
    "[省市县区州旗镇](?:(?![的要把各对由是在等向与及将已到不了局委厅请让给全我省县区]|会[同议上]|(?<!国)有)[\u4e00-\u9fff]){2,12}?"
    "(?:局|委员会|委(?!员)|厅)"
)
_TITLE = re.compile("《([^《》\n]{8,60})》")
_EVENT = re.compile(
    "(?:全[国省市县区州校镇]|[0-9]{4}年度?全[省市县区州])(?:(?![的要把由是在等向将已到有了我])[\u4e00-\u9fff0-9“”]){4,24}?"
    "(?:工作会议|推进会议?|现场会议?|动员会议?|动员大会|部署会议?|调度会议?|座谈会议?|表彰大会|总结大会|大会|专题会议?|誓师大会)"
)
_JOINED = re.compile("[和与]")
# what may be left out at the end of a body's name
_RESTS = re.compile("管理|运输|农村|健康|和?旅游|监督管理|监管|事务|保障|建设|统筹")
_LEVELS = set("国省市县区州校镇乡村城农上下前后左右东西南北内外大小新老正副甲乙丙丁春夏秋冬男女初高中")
_NUMERAL = re.compile("[0-9０-９零〇一二两三四五六七八九十百千万亿ⅠⅡⅢ]")
_ACTS = "同志|作|讲|主持|出席|传达|通报|强调|指出|宣读|汇报|要|将|到|发言|带队|任|担任|代表|介绍|总结"
_BESIDE = "请由和与同向对是取照据邀让给"  # may stand right before a name
_LINKS = "分别|和|与|及|等|提出|就|对|在|的|多次|亲自"


@dataclass(frozen=True, slots=True)
class Mention:
    """A name in a text: body, person, title or event; of a person post tells what stands beside the name."""

    kind: str
    words: str
    start: int
    end: int
    post: str = ""


@dataclass(frozen=True, slots=True)
class Clash:
    """Two ways to write what seems to be one name; sure where hardly anything else can be meant."""

    first: str
    second: str
    sure: bool
    kind: str

    @property
    def code(self):
        """What it is called in data/rules.toml."""
        if not self.sure:
            return "two-names.maybe"
        return "two-names.body" if self.kind == "body" else "two-names"


def mentions(text):
    """Yield the Mentions of a text."""
    if any(char in text for char in "局委厅"):
        for found in _BODY.finditer(text):
            yield Mention("body", found.group(), *found.span())
    if "《" in text:
        for found in _TITLE.finditer(text):
            yield Mention("title", found[1], *found.span(1))
    if "全" in text and "会" in text:
        for found in _EVENT.finditer(text):
            yield Mention("event", found.group(), *found.span())
    yield from _persons(text)


@cache
def _posts():
    surnames = "".join(one for one in table("entities")["terms"]["姓"].split() if len(one) == 1)
    posts = "|".join(sorted((row["post"] for row in table("posts")), key=len, reverse=True))
    post = rf"(?P<post>(?:常务副|副|代)?(?:{posts}))"
    name = f"(?P<name>[{surnames}][\u4e00-\u9fff]{{1,2}}?)"
    ends = rf"(?=[，。、；：！？）”》\s]|$|{_ACTS}|{_LINKS})"
    after = re.compile(rf"{post}[ 　]?{name}{ends}")
    before = re.compile(rf"(?:^|[^\u4e00-\u9fff]|[{_BESIDE}]){name}(?:[省市县区镇乡党]委|党组|支部)?{post}")
    return re.compile(posts), after, before


def _persons(text):
    """Yield the persons whose name stands beside a post and ends where it can be seen."""
    any_post, after, before = _posts()
    if not any_post.search(text):
        return
    for found in after.finditer(text):
        yield Mention("person", found["name"], *found.span("name"), found["post"])
    for found in before.finditer(text):
        yield Mention("person", found["name"], *found.span("name"), found["post"])


def clashes(found, texts=()):
    """Yield the Clashes among Mentions; what a text explains as a short form is none."""
    explained = any("简称" in text for text in texts)
    kinds = defaultdict(dict)
    for one in found:
        kinds[one.kind].setdefault((one.words, one.post), one)
    for kind, known in kinds.items():
        some = list(known.values())[:MAX_KINDS]
        for one, two in combinations(some, 2):
            clash = _TELLS[kind](one, two)
            if clash is not None and not (kind == "body" and explained):
                yield Clash(one.words, two.words, clash, kind)


def _bodies(one, two):
    """Tell whether two bodies are one, in full and in short: 县住房城乡建设局, 县住建局."""
    long, short = sorted((_plain(one.words), _plain(two.words)), key=len, reverse=True)
    if one.words == two.words or long[0] != short[0] or long[-1] != short[-1]:
        return None
    long, short = long[1:-1], short[1:-1]
    if long == short:  # 住房和城乡建设, 住房城乡建设
        return True
    if len(long) - len(short) < 2 or len(short) < 2:
        return None
    if long.startswith(short):
        return True if _RESTS.fullmatch(long[len(short) :]) else None
    return True if _shortens(long, short) else None


def _plain(name):
    """Return the name of a body as it is compared: 委员会 as 委, without 和."""
    name = name.replace("委员会", "委")
    return name[0] + _JOINED.sub("", name[1:-1]) + name[-1]


def _shortens(long, short):
    """Tell whether a short name takes the first characters of the words of a long one, two each."""
    at = -1
    for char in short:
        after = [i for i in range(at + 1, len(long)) if long[i] == char and (i % 2 == 0 or i == at + 1)]
        if not after:
            return False
        at = after[0]
    return True


def _people(one, two):
    """Tell whether two persons are one: the same post and nearly the same name, or one name and 副 or not."""
    if one.words == two.words:
        deputy = {
            one.post.removeprefix("常务").removeprefix("副"),
            two.post.removeprefix("常务").removeprefix("副"),
        }
        return (
            True
            if one.post != two.post and len(deputy) == 1 and ("副" in one.post) != ("副" in two.post)
            else None
        )
    any_post = one.post == two.post or "同志" in (one.post, two.post)
    if len(one.words) != len(two.words):
        return None
    other = [(a, b) for a, b in zip(one.words, two.words, strict=True) if a != b]
    if len(other) != 1:
        return None
    if any(set(other[0]) <= set(row["group"]) for row in table("alike")):
        return any_post
    return False if any_post and one.words[0] == two.words[0] and len(one.words) == 3 else None


def _titles(one, two):
    """Tell whether two titles are one: they differ in few characters, no number and no level among them."""
    cut = _differ(one.words, two.words)
    return None if cut is None else True


def _events(one, two):
    """Tell whether two events are one, by one or two characters that differ."""
    cut = _differ(one.words, two.words)
    return None if cut is None else len(one.words) == len(two.words)


def _differ(one, two):
    """Return the characters in which two names differ; None where they are many or tell the two apart."""
    if min(len(one), len(two)) < 8 or abs(len(one) - len(two)) > 2:
        return None
    start = 0
    while start < min(len(one), len(two)) and one[start] == two[start]:
        start += 1
    end = 0
    while end < min(len(one), len(two)) - start and one[-1 - end] == two[-1 - end]:
        end += 1
    cut = one[start : len(one) - end], two[start : len(two) - end]
    if not 0 < max(map(len, cut)) <= 2:
        return None
    differs = "".join(cut)
    return None if _NUMERAL.search(differs) or set(differs) & _LEVELS else cut


_TELLS = {"body": _bodies, "person": _people, "title": _titles, "event": _events}
