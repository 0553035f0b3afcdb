"""Names of parameters: what a fact is, from the words around it. The table is data/names.yaml."""

import re
from collections import Counter
from functools import cache

from qicao.extract.dictionary import cut, tag
from qicao.extract.rows import spelt
from qicao.tables import table

_LONGEST = 8  # characters of a name
_NEAR = 30  # characters around a fact that may name it
_PLACES = tuple("省市州县区乡镇村")  # what is counted where names of places stand before the figure
_ENDS = "。；！？\n"
_HAN = re.compile("[\u4e00-\u9fff]+")
_LOOSE = ("f", "d", "p", "u", "uj", "ul", "c", "y")  # parts of speech that no name begins with
_NAMING = ("n", "nz", "an", "nt", "l")  # parts of speech of words that name what follows them
_NOUNS = ("n", "vn", "v", "an", "j", "l", "b", "nz", "ns", "nt", "a", "nr", "i", "")


def name(text, fact):
    """Return a name for a fact of a text: 确诊病例数, 完成期限."""
    return next(candidates(text, fact))


def free(options, taken):
    """Return the first of some names that is not taken, or the first of all with a number."""
    for one in options:
        if one not in taken:
            return one
    return next(
        f"{options[0]}{count}" for count in range(2, len(taken) + 3) if f"{options[0]}{count}" not in taken
    )


def around(before):
    """Return a name for words that are no fact, from the noun that stands right before them, or ''."""
    said = _clause(before).rstrip("：:“")
    if named := _ending("leads", said):
        return named
    phrase = _phrase_before(said) if said[-1:] not in ("，", "、") else ""
    last = cut(phrase)[-1] if phrase else ""
    noun = tag(last) in _NAMING and last not in _words("empty") and said.endswith(phrase)
    return _identifier(phrase) if noun else ""


def topic(texts):
    """Return the work that speeches are about, as 信访维稳工作, or '' where none is plain."""
    counts = Counter()
    for text in texts:
        for found in re.finditer("([\u4e00-\u9fff]{2,10})工作(?![组人员日者队站台])", text):
            counts.update(_ends_of(found[1]))
    often = {one: count * (len(one) - 1) for one, count in counts.items() if count >= 3}
    return f"{max(often, key=lambda one: (often[one], one))}工作" if often else ""


def _ends_of(phrase):
    """Yield the ends of a phrase that may be a topic: they begin where a word begins."""
    words = cut(phrase)
    for at, word in enumerate(words):
        end = "".join(words[at:])
        plain = not any(general in words[at:] for general in _words("generic"))
        if 2 <= len(end) <= 8 and plain and tag(word) not in ("d", "p", "c", "r", "u", "uj", "y"):
            yield end


def candidates(text, fact, own=False):
    """Yield names for a fact, the best first, that of its kind last; own: first what it is by itself."""
    before = _clause(text[: fact.start])
    after = re.split(f"[{_ENDS}]", text[fact.end :], maxsplit=1)[0][:_NEAR]
    kinds = table("names")["kinds"]
    cues, itself = _cues(fact, before, after), _by_itself(fact, before, after)
    options = (*itself, *cues) if own else (*cues, *itself)
    named = tuple(filter(None, map(_identifier, options)))
    yield from named
    if not named or fact.kind not in ("place", "gap"):  # a firm is no 地点, what is known is not 待填
        yield kinds.get(fact.type, kinds["gap"]) if fact.kind == "gap" else kinds[fact.kind]


def _clause(before):
    return re.split(f"[{_ENDS}]", before[-_NEAR:])[-1]


def _identifier(phrase):
    """Return a phrase as the name of a parameter: no marks, no digit in front, not too long."""
    plain = _fit(re.sub(r"\W|_", "", phrase), _LONGEST)
    return plain if re.fullmatch(r"[^\W\d]\w+", plain) else ""


@cache
def _patterns(kind):
    return tuple((re.compile(row["pattern"]), row["name"]) for row in table("names")["cues"].get(kind, ()))


def _cues(fact, before, after):
    """Yield the names of the cues that stand around a fact."""
    context, place = f"{before}〇{after}", len(before)
    kinds = (fact.kind, fact.type) if fact.kind == "gap" else (fact.kind,)
    if fact.kind == "number" and fact.text[-1] in "%％":
        context = f"{before}〇%{after}"
    for kind in kinds:
        for pattern, named in _patterns(kind):
            for found in pattern.finditer(context):
                if found.start() <= place < found.end():
                    yield named.format(
                        **{key: _whole(context, *found.span(key)) for key in found.groupdict()}
                    )
                    break


def _whole(context, start, end):
    """Return a part of a text from where a word begins: 优良天数比例 of 气优良天数比例."""
    run = re.search("[\u4e00-\u9fff]*$", context[: max(start, 0)])[0]
    at = start - len(run)
    for word in cut(run + re.match("[\u4e00-\u9fff]*", context[start:])[0]) if start > 0 else ():
        if start <= at < end and (len(word) > 1 or tag(word) not in _LOOSE):
            return context[at:end]
        at += len(word)
    return context[max(start, 0) : max(end, 0)]


def _by_itself(fact, before, after):
    """Yield the names that a fact's own words, or what it counts, give it."""
    kind = fact.type if fact.kind == "gap" else fact.kind
    match kind:
        case "number":
            yield from _figure(fact, before, after)
        case "body":
            yield _ending("bodies", fact.text)
        case "place":
            yield _ending("places", fact.text) or _listed(fact.text)
        case "document":
            yield _ending("documents", re.sub("》.*|（.*", "", fact.text.removeprefix("《")))
        case "person":
            yield _ending("persons", fact.text) or ("" if _post().search(fact.text) else "姓名")
        case "contact":
            yield "邮箱" if "@" in fact.text else "网址" if re.match("http|www", fact.text) else "电话"
        case "date" | "text" if re.fullmatch("(?:20|一九|二[〇○零])..年?|.*年", fact.text):
            yield "年份"


def _figure(fact, before, after):
    """Yield names of a figure: what it counts, then the measure alone."""
    after = re.sub("^[十百千万亿多余]+", "", after)
    measure = _measure(after)
    shares = fact.text[-1] in "%％‰" or "成" in fact.text
    tail = "比例" if shares else _tail(measure)
    rest = re.sub("^(?:余|多|左右|以上|以下)", "", after[len(measure) :])
    if tail in _words("whole"):
        yield tail
    counted = (
        "" if measure == "人" else _counted(rest.removeprefix("的") if tail == "比例" else rest, measure)
    )
    led = "" if after[:1] in _PLACES else _phrase_before(before)
    for phrase in filter(None, (counted, led)):
        plain = tail.endswith("数") and (measure not in _words("acts") or phrase[-1] in "员者人手")
        says = "数" if plain else tail
        ready = re.search("[率数额值量]$", phrase) or phrase.endswith(tail)
        yield phrase if ready else _fit(phrase, _LONGEST - len(says)) + says
    yield tail if len(tail) > 1 else f"{measure}数" if measure else "数量"


def _fit(phrase, most):
    """Return the last words of a phrase that are not too long."""
    if len(phrase) <= most:
        return phrase
    words = list(cut(phrase))
    while len(words) > 1 and (sum(map(len, words)) > most or words[0] in "和与及的"):
        del words[0]
    return "".join(words)[-most:]


def _counted(rest, measure):
    """Return what is counted: 粉尘涉爆企业, 学校食堂, 企业 of 涉及有限空间作业的企业."""
    first = (*cut(_HAN.match(rest)[0]), "")[0] if _HAN.match(rest) else ""
    nouns = _nouns_after(rest)
    if measure in _words("acts"):
        return nouns or (first if tag(first) == "v" and first[1:] not in tuple("到在给成为") else "")
    headed = _headed(rest)
    if not headed and tag(first) == "v":
        headed = _headed(re.sub("^[\u4e00-\u9fff]{1,10}的", "", rest))
    longer = nouns.removeprefix(headed) if headed and nouns.startswith(headed) else ""
    ends = not _HAN.match(rest[len(nouns) :])
    return nouns if not headed or (tag(longer) == "n" and ends) else headed


def _headed(rest):
    """Return the words up to the first that is known to be counted."""
    found = re.match(f"[\u4e00-\u9fff]{{0,6}}?({_heads()})", rest)
    if not found:
        return ""
    end = 0
    for word in cut(_HAN.match(rest)[0]):
        if end <= found.start(1):
            end += len(word)
    phrase = rest[: max(end, found.end())]
    plain = 1 < len(phrase) <= _LONGEST and not re.search("[的和与及在要有是把被将对向个名家]", phrase[:-1])
    known = phrase == found[1] or tag(cut(phrase)[0]) not in ("v", "p", "c", "r", "uj")
    return phrase if plain and known else ""


@cache
def _heads():
    return "|".join(sorted(table("names")["heads"].split(), key=len, reverse=True))


@cache
def _post():
    return re.compile(spelt("{职务}|{称谓}"))


def _measure(after):
    after = re.sub("^[多余]", "", after)
    return next((word for word in _measures() if after.startswith(word)), "")


@cache
def _measures():
    """Return the words that count, the longest first."""
    return sorted(table("names")["measures"].split(), key=len, reverse=True)


def _tail(measure):
    return next((tail for tail, words in table("names")["tails"].items() if measure in words.split()), "数")


def _ending(section, text):
    """Return what a table calls a text that ends as one of its rows says."""
    for row in table("names")[section]:
        for end in row["ends"].split():
            if text.endswith(end):
                core = _core(text.removesuffix(end)) if "{名}" in row["name"] else ""
                whole = not core or _fields().fullmatch(core) or all(len(word) > 1 for word in cut(core))
                return row["name"].format(名=core, 尾=end) if whole else ""
    return ""


def _listed(place):
    """Return which list of places a place without 省, 市 or 县 stands in."""
    lists = table("places")
    first = place.split("、")[0]
    if first in lists["provinces"].split():
        return "省份"
    if first in lists["countries"].split():
        return "国家"
    if "、" in place:
        return "地点名单"
    return "城市" if any(first in row.split() for row in lists["cities"].values()) else ""


def _core(body):
    """Return what a body is for, without whose it is: 水利 of 县水利."""
    if known := _fields().search(body):
        return known[0]
    return re.sub("^.*(?:国家|[省市县区镇乡州旗盟](?:委|人民政府|政府)?)(?=..)", "", body)


@cache
def _fields():
    words = sorted(table("entities")["terms"]["科目"].split(), key=len, reverse=True)
    return re.compile(f"(?:{'|'.join(words)})$")


@cache
def _filler():
    words = sorted(_words("fillers"), key=len, reverse=True)
    return re.compile(f"(?:{'|'.join(words)})$")


def _phrase_before(before):
    """Return the noun phrase a text ends in, once words as 共有 and 达到 are taken off."""
    before = before.rstrip("：")
    while found := _filler().search(before):
        before = before[: found.start()]
    return _nouns_before(before, 6)


def _nouns_before(before, most):
    run = re.search("[\u4e00-\u9fff]+$", before)
    words = []
    for word in reversed(cut(run[0]) if run else ()):
        if not _nominal(word) or sum(map(len, words)) + len(word) > most:
            break
        words.insert(0, word)
    if len("".join(words[1:])) > 2 and tag(words[0]) == "v":
        del words[0]  # 改造 of 改造排涝泵站, but not 确诊 of 确诊病例
    return "".join(words)


def _nouns_after(after):
    run = _HAN.match(after)
    phrase = ""
    for word in cut(run[0]) if run else ():
        ends = phrase and word in _words("ends")
        acts = tag(word) in ("v", "vn", "") and len(word) > 1
        fits = (
            ends or (acts if not phrase else _nominal(word) and not acts) or (not phrase and _nominal(word))
        )
        if not fits or len(phrase) + len(word) > 6:
            break
        phrase += word
    return phrase if len(phrase) > 1 and tag(phrase) != "v" else ""


def _nominal(word):
    return (
        len(word) > 1 and tag(word) in _NOUNS and word[0] not in "全我本各" and word not in _words("fillers")
    )


@cache
def _words(name):
    return frozenset(table("names")[name].split())
