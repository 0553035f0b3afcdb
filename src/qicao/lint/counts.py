"""Stated numbers against the lists they count: A、B、C三个方面; 5个问题：A、B、C、D、E; 分别."""

import re

from qicao import markers
from qicao.lint.claims import Claim
from qicao.lint.members import JOINED, VERB, counts, flat, members

_COUNT = "(?P<n>[0-9二两三四五六七八九十](?<![0-9.].)[0-9二三四五六七八九十]{0,2})"
_ASPECTS = "方面|环节|领域|维度|层面|关键|重点|阶段|步骤|要素|原则|关口|导向|短板|层次|端口|大类|类别|主题|专题|板块|要点|支点|方向"
_BODIES = "部门|单位"
_SEATS = "市（州）|县（市、区）|县（区）|乡镇（街道）|乡（镇）|镇（街道）|村（社区）|乡镇|街道|社区|村|镇|乡|县|区|市|州|省份|省"
_AFTER = re.compile(
    rf"{_COUNT}(?:(?P<big>大(?!约|概|多|队|道|桥|会|学|棚|厦|型|户|米|豆|院|院|家|妈|夫|赛|奖|国|省|市)[^，。；：、0-9]{{2}})|(?P<kind>个|大|类|种|项)(?:[主重关]要?键?)?(?P<aspect>{_ASPECTS})|个?(?P<body>{_BODIES})"
    rf"|(?:个(?P<seat>{_SEATS})|(?P<bare>市（州）|县（市、区）|县（区）|市|县|区|镇|乡|村|省|州|局|校))(?![级里内委政直域际局长])"
    r")"
)
_QUOTED = re.compile("“(?P<n>[二两三四五六七八九十])个(?P<word>[^“”]{1,6})”")
_BREAK = re.compile("[，。；：！？（]")
_ETC = re.compile("等$|等等$|等(?:[0-9一二三四五六七八九十])?$|……$|…$|之类$")
_BODY = re.compile(
    "(?:局|委|办|厅|部|社|会|法院|检察院|中心|公司|大队|支队|总队|联|处|科|所|室|院|学院|段|站|办公室|银行|工会|团委)$"
)
_GENERAL = re.compile(
    "^(?:学校|医院|商场|企业|机关|社区|市场|工地|景区|车站|码头|机场|酒店|宾馆|养老院|福利院|幼儿园|超市|网吧|山区|库区|林区|园区|矿区|城区|郊区"
    "|沿江|沿河|沿湖|沿海|重点|边远|农村|平原|丘陵|贫困|高山|水库|公路|铁路|桥梁|山洪|易涝|临水|临崖|东部|西部|南部|北部|中部|(?:省|市|县|区|乡|镇|村|街道)$)"
)
_BEFORE = re.compile(
    rf"{_COUNT}(?:个|大|项|类|种|条|支|名|家|级)(?P<noun>[^，。；：！？、（）()“”0-9]{{1,12}})(?P<open>[：（])(?!其中)"
)
_ADMIN = re.compile(
    "(?:省|市|州|区|县|旗|街道|镇|乡|村|社区|场|苏木|开发区|管委会|园区|办事处|居|林场|农场|含|不含|自治.|直辖市|兵团)*"
)
_SERIES = re.compile(
    "[一二三四五六七八九]是|[一二三四五六七八九]要|第[一二三四]|首先|（[一二三1]|[1１][.．、]|①|其一|其中|主要|例如|比如|如|即|包括|有的|既|就是|是"
)


def listed(text):
    """Yield the lists of a paragraph whose number is stated, as Claims."""
    if "、" in text:
        yield from _counted_after(text)
        yield from _counted_before(text)
        yield from _quoted(text)


def _number(found):
    return markers.value(found["n"])


def _counted_after(text):
    """Yield claims about A、B、C三个方面."""
    for found in _AFTER.finditer(text):
        start = _start(text, found.start())
        run = text[start : found.start()]
        if "、" not in flat(run) or run.count("“") > run.count("”") or _ETC.search(run) or not _names_members(found, run):
            continue
        yield from _claim(found, _possible(found, run) | _before(text, start, run), len(members(flat(run))))


def _quoted(text):
    """Yield claims about 集中病例、集中专家、集中资源“三个集中”, where each member holds the word that is counted."""
    for found in _QUOTED.finditer(text):
        start = _start(text, found.start())
        names = members(flat(text[start : found.start()]))
        if len(names) > 1 and all(found["word"] in one for one in names):
            yield from _claim(found, {len(names)}, len(names))


def _start(text, end):
    """Return where the list that ends at a place begins: after the last mark outside of brackets and quotes."""
    plain = flat(text[max(0, end - 160) : end])
    return end - len(plain) + max((one.end() for one in _BREAK.finditer(plain)), default=0)


def _possible(found, run):
    """Return the counts of a list; names of bodies and places hold no 和."""
    return counts(run if found["aspect"] or found["big"] else JOINED.sub("、", flat(run)))


def _before(text, start, run):
    """Return the counts of a list that a comma parts once more."""
    if text[start - 1 : start] != "，" or VERB.match(run):
        return set()
    earlier = text[_start(text, start - 1) : start - 1]
    if "、" not in flat(earlier):
        return set()
    return counts(earlier + "、" + run)


def _names_members(found, run):
    """Tell whether what a number counts is what the list names: three 部门, not three machines of two kinds."""
    names = [one.strip() for one in members(flat(run))]
    names = [re.sub("等$", "", one) for one in names]
    if len(names) < 2 or any(not one or re.search("[0-9]", one) for one in names):
        return False
    number = _number(found)
    if found["aspect"] or found["big"]:
        return number < 10 or (len(names) > 2 and not found["big"])
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
        if not inside or "、" not in flat(inside) or _SERIES.match(inside) or _ETC.search(inside):
            continue
        if re.search("第$|[前后每各]$", text[: found.start()][-1:]) or re.search("[0-9]", inside):
            continue
        names = members(flat(inside))
        if found["open"] == "（" and all(_ADMIN.fullmatch(one) for one in names):
            continue
        if re.search("等|…", inside):
            continue
        yield from _claim(found, _readings(names, inside) | _clauses(text, found), len(names))


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


def _readings(names, inside):
    """Return how many members a list may have, where short ones may be halves of the next: 物资、装备不足."""
    plain = sum(len([x for x in JOINED.split(one) if x]) for one in names)
    found = set(range(len(names), plain + 1))
    lengths = [len(one) for one in names]
    halves = sum(length * 2 <= max(lengths) and length < 5 for length in lengths[:-1])
    return found | set(range(len(names) - halves, len(names)))


def _claim(found, possible, counted):
    """Return the claim that a number is that of its list."""
    wrong = None if _number(found) in possible else found.span("n")
    facts = {"counted": counted, "stated": found[0].rstrip("：（")}
    yield Claim("arithmetic.count", (found.span("n"),), wrong, facts)


_RESPECTIVELY = re.compile("分别(?!由|从|对|在|为此)(?P<verb>[^，。；：、0-9]{0,10})(?=[0-9])")
_VALUE = r"[0-9][0-9,]*(?:\.[0-9]+)?(?P<u>[^，。；：、0-9和及（）]{1,6})"
_SUBJECTS = re.compile(rf"{_COUNT}?(?:个|家|所|名|支|项)?[^，。；：、0-9]{{0,8}}$")


def distributed(text):
    """Yield claims that as many values as subjects stand around 分别: 甲、乙、丙三县分别完成85%、90%、95%."""
    for found in _RESPECTIVELY.finditer(text):
        values = _values(text, found.end())
        start = _start(text, found.start())
        run = text[start : found.start()]
        if len(values) < 2 or ("、" not in flat(run) and not re.search("[和与及]", run)):
            continue
        if re.search("[0-9]|等|同比|环比", run) and not re.search("[0-9]个?[^0-9]{0,3}$", run):
            continue
        if VERB.match(run) and "、" not in run:
            continue
        names = counts(re.sub(rf"{_COUNT}个?[市县区镇乡村部门单位家校]+$", "", run))
        both = re.search("城乡|男女|市县|省市|东西", run)
        right = len(values) in names or (both and len(values) in {2 * number for number in names})
        wrong = None if right else (found.start(), values[-1][1])
        facts = {"subjects": max(names), "values": len(values)}
        yield Claim("arithmetic.distribution", (found.span(),), wrong, facts)


def _values(text, at):
    """Return the places of amounts of one unit in a row."""
    found = []
    unit = None
    pattern = re.compile(_VALUE)
    while one := pattern.match(text, at):
        word = re.match(r"个百分点|%|[万亿]?[^\W\d_]", one["u"])
        if word is None or (unit and word[0] != unit):
            return []
        unit = word[0]
        found.append(one.span())
        link = re.match("[、和及]", text[one.end() :])
        if not link:
            break
        at = one.end() + 1
    return found
