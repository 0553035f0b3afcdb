"""What `qicao check` finds: planted defects, nothing in clean texts, or all in a folder of texts.

python benchmarks/linting.py [TIMES]      plants each rule's defect TIMES (50) times into the bundled examples
python benchmarks/linting.py FOLDER       counts the findings in texts that are thought to be clean
"""

import random
import re
import sys
from collections import Counter
from pathlib import Path

ROOT = Path(__file__).parents[1]
sys.path.insert(0, str(ROOT / "src"))

from qicao import brief, fill, forms, structure, template
from qicao.document import GAP
from qicao.lint import lint, rules
from qicao.lint.length import Budget
from qicao.markers import han
from qicao.readers import READERS
from qicao.readers import read as read_file
from qicao.readers.text import read
from qicao.structure import spoken

_HEADING = re.compile(r"^(?:[一二三四五六七八九十]+、|（[一二三四五六七八九十]+）|\d+\.)")


def clean():
    """Return the texts of the bundled examples and example briefs, gaps filled in."""
    made = {}
    for path in sorted((ROOT / "templates").glob("[a-z]*.md")):
        known = template.load(path)
        values = brief.read(known, forms.brief(known, items=99), path.name).values
        made[path.name] = fill.fill(known, values)
    for path in sorted((ROOT / "drafts").glob("*.yaml")):
        made[path.name] = fill.draft(brief.load(path))
    return {name: GAP.sub("12", document.text) for name, document in made.items()}


# -- planting: each function puts one defect into a list of lines and returns the number of its line, or None


def _spots(lines, pattern, first=0):
    return [(at, m) for at, line in enumerate(lines) if at >= first for m in re.finditer(pattern, line)]


def _replace(pattern, new, first=0):
    """Return a planter that puts something else in place of one match; new takes (match, random)."""

    def plant(lines, chance):
        spots = _spots(lines, pattern, first)
        if not spots:
            return None
        at, found = chance.choice(spots)
        put = new(found, chance)
        lines[at] = lines[at][: found.start()] + put + lines[at][found.end() :]
        return at + 1

    return plant


def _insert(sentences):
    """Return a planter that puts a sentence behind another one of a long paragraph."""

    def plant(lines, chance):
        at, found = chance.choice(_spots(lines, "(?<=[\u4e00-\u9fff]。)"))
        sentence = chance.choice(sentences)(chance)
        lines[at] = lines[at][: found.start()] + sentence + lines[at][found.start() :]
        return at + 1

    return plant


def _sum(chance):
    one, two = chance.randint(11, 89), chance.randint(11, 89)
    return one, two, one + two + chance.choice([-7, -3, -1, 1, 2, 5, 10])


def _sums():
    def whole(text):
        def make(chance):
            one, two, total = _sum(chance)
            return text.format(one=one, two=two, total=total)

        return make

    texts = (
        "今年累计排查隐患{total}处，其中已经整改{one}处、正在整改{two}处。",
        "全县共有抽水机{total}台，能使用的{one}台，另外{two}台待修。",
        "上半年接到诉求{total}件，已办结{one}件，还有{two}件正在办理。",
        "新建充电桩{one}个、改造旧桩{two}个，合计{total}个。",
        "参加培训的共{total}人，其中教师{one}人，学生{two}人。",
    )
    return [*map(whole, texts), lambda chance: chance.choice(_LISTS)]


_LISTS = (
    "县水利局、县林业局、县气象局4个部门要每天会商。",
    "要抓好宣传、排查、整治、验收三个环节。",
    "督查发现了四个问题：台账不全、值守不严、物资不足、演练不够、信息不通。",
)


def _day(chance):
    return chance.choice(
        [
            f"2026年{chance.choice([2, 4, 6, 9, 11])}月31日前完成。",
            "2026年2月29日前完成。",
            "工作要在13月5日前完成。",
            f"会议定于2026年9月1日（星期{chance.choice('一三四五六日')}）召开。",
        ]
    )


def _names(chance):
    return chance.choice(
        [
            "由县住房城乡建设局牵头，县教育局配合，县住建局每周通报一次。",
            "刚才，江远明副县长作了通报，江源明副县长作了部署。",
            "要学习《乡村建设工作规程》，并按《乡村建设工作流程》执行。",
        ]
    )


def _repeat(lines, chance):
    """Say a sentence of the text once more somewhere behind it."""
    spots = [(at, m) for at, m in _spots(lines, "[^。！？]{10,}。") if not _HEADING.match(m[0])]
    at, found = chance.choice(spots)
    later = [
        (i, m) for i, m in _spots(lines, "(?<=[\u4e00-\u9fff]。)") if (i, m.start()) >= (at, found.end())
    ]
    where, place = chance.choice(later)
    sentence = re.sub("^[一二三四五六七八九十]+[是要]|^第[一二三四五六七八九十]+，", "", found[0])
    lines[at] = lines[at].replace(found[0], found[0])
    lines[where] = lines[where][: place.start()] + sentence + lines[where][place.start() :]
    if sentence != found[0]:
        return None
    return where + 1


def _half(found, _):
    return {"，": ",", "；": ";", "：": ":", "（": "(", "）": ")", "！": "!", "？": "?"}[found[0]]


def _misnumber(found, chance):
    """Return an ordinal with another number, mostly one too far."""
    numeral = next(group for group in found.groups() if group)
    other = han("一二三四五六七八九".index(numeral) + 1 + chance.choice([1, 1, -1, 2]))
    return found[0].replace(numeral, other)


def _level(lines, chance):
    """Let the headings below 一、 skip a level, or one of a series stand on another."""
    heads = [at for at, line in enumerate(lines) if re.match("^（[一二三四五六七八九]）", line)]
    if heads:
        at = chance.choice(heads)
        numeral = lines[at][1]
        lines[at] = f"（{'一二三四五六七八九'.index(numeral) + 1}）{lines[at][3:]}"
        return at + 1
    tops = [at for at, line in enumerate(lines) if re.match("^[二三四五六七八九]、", line)]
    if not tops:
        return None
    at = chance.choice(tops)
    lines[at] = f"（{lines[at][0]}）{lines[at][2:]}"
    return at + 1


PLANTERS = {
    "half-width": _replace("(?<=[\u4e00-\u9fff])[，；：！？（）](?=[\u4e00-\u9fff])", _half),
    "paired-marks": _replace("[“”《》（）]", lambda *_: "", 3),
    "ellipsis": _replace(
        "(?<=[\u4e00-\u9fff])，(?=[\u4e00-\u9fff])",
        lambda _, c: c.choice(["...", "。。。", "…", "…………", "等……"]),
        3,
    ),
    "double-mark": _replace(
        "(?<=[\u4e00-\u9fff])([，；、])(?=[\u4e00-\u9fff])", lambda m, c: m[0] + c.choice([m[0], "。"]), 3
    ),
    "placeholder": _replace(
        r"\d+(?=[个名户处台万人起家])",
        lambda _, c: c.choice(["xx", "X", "××", "XX", "【】", "〔待填：数量〕", "20xx"]),
    ),
    "rare-character": _replace(
        "(?<=[\u4e00-\u9fff])[县市]长(?=[\u4e00-\u9fff])|[\u4e00-\u9fff](?=，)",
        lambda _, c: c.choice("喆堃玥镕珺赟邨"),
    ),
    "repeated": _repeat,
    "range-mark": _replace(
        r"(?<=[\u4e00-\u9fff])\d+(?=[个名户处台人家天小])", lambda m, _: f"{m[0]}-{int(m[0]) + 5}"
    ),
    "adjacent-quotes": _replace("”", lambda *_: "”、“抓早抓小”"),
    "salutation-mark": _replace("(?<=们)：$", lambda _, c: c.choice([":", "，", "。", "", "；"])),
    "bracket-mark": _replace("^（[一二三四五六七八九十]+）", lambda m, c: m[0] + c.choice("、，。")),
    "han-mark": _replace(r"^([一二三四五六七八九十]+)、", lambda m, _: f"{m[1]}，"),
    "arabic-mark": _replace(r"^(\d+)\.", lambda m, _: f"{m[1]}、"),
    "ordinal-comma": _replace("第[一二三四五六]，|(?:首先|其次|最后)，", lambda m, _: m[0][:-1] + "、"),
    "heading-mark": _replace("(?<=[\u4e00-\u9fff”])$", lambda _, c: c.choice("。，；：")),
    "item-semicolon": _replace(
        "[二三四五]是[^；。]{4,}。[^；：]{4,}。(?=[三四五六]是)|一要[^；。]{4,}。[^；：]{4,}?。(?=二要)",
        lambda m, _: m[0][:-1] + "；",
    ),
    "number-gap": _replace(
        "^([二三四五六七八九])(?=[、])|^（([二三四五六七八九])(?=）)|^([二三四五六七八九])(?=是)", _misnumber
    ),
    "mixed-series": _replace("(?<=[。；：])[二三四五]是|^[二三四五]是", lambda m, _: m[0][0] + "要"),
    "level-order": _level,
    "point-count": _replace(
        "(?<=[讲谈提])[两三四五六七八](?=[点个条项])|(?<=强调)[两三四五六七八](?=点)"
        "|(?<=有)[两三四五](?=个方面：一是)",
        lambda m, c: c.choice([one for one in "三四五六七八九" if one != m[0]]),
    ),
    "parallel-headings": _replace(
        "(?<=^[二三]、)[^，。]{4,}(?:，[^。]*)?$",
        lambda m, _: m[0] + "，把各项工作抓得更细更实更有成效，让群众看得见摸得着",
    ),
    "arithmetic": _insert(_sums()),
    "date": _insert([_day]),
    "two-names": _insert([_names]),
}
_ALONE = {"heading-mark": _HEADING}


def planted(times):
    """Print how many of the defects of each rule are found, and what is found in the clean texts."""
    texts = clean()
    texts["levels"] = LEVELS
    print("clean:", _counted(texts) or "nothing found")
    base = {name: _found(text) for name, text in texts.items()}
    print(f"{'rule':<18} planted found recall")
    for rule in rules():
        if rule.id in PLANTERS:
            _row(rule.id, texts, base, times)
    _timed(texts, times)


def _row(rule, texts, base, times):
    chance = random.Random(rule)
    done = missed = tried = 0
    while done < times and tried < times * 40:
        tried += 1
        name = chance.choice(list(texts))
        lines = texts[name].rstrip("\n").split("\n")
        if rule in _ALONE:
            heads = [
                at
                for at, line in enumerate(lines)
                if _ALONE[rule].match(line) and not re.search("[。；]", line)
            ]
            if not heads:
                continue
            at = chance.choice(heads)
            one = [lines[at]]
            PLANTERS[rule](one, chance)
            lines[at], number = one[0], at + 1
        else:
            number = PLANTERS[rule](lines, chance)
        if number is None or lines == texts[name].rstrip("\n").split("\n"):
            continue
        done += 1
        new = _found("\n".join(lines)) - base[name]
        if not any(code == rule and abs(line - number) <= 1 for code, line, _ in new):
            missed += 1
            if "-v" in sys.argv:
                print("   missed", name, number, lines[number - 1][:90])
    share = f"{(done - missed) / done:.3f}" if done else "-"
    print(f"{rule:<18} {done:>7} {done - missed:>5} {share:>6}")


def _timed(texts, times):
    """Print how often a time that is much too short or too long is told, and one that fits is not."""
    chance, found, false = random.Random("length"), 0, 0
    for _ in range(times):
        document = read(texts[chance.choice(list(texts))])
        parts = structure.parts(structure.with_front(document.blocks))
        needed = spoken.characters(parts) / spoken.RATE
        for share in (chance.uniform(0.3, 0.85), chance.uniform(0.95, 1.1)):
            told = [one for one in lint(document, budget=Budget(needed * share)) if one.rule == "length"]
            found, false = (found + bool(told), false) if share < 0.9 else (found, false + bool(told))
    print(f"{'length':<18} {times:>7} {found:>5} {found / times:>6.3f}  ({false} of {times} that fit told)")


def _found(text):
    return {(one.rule, one.block.origin.line, one.words) for one in lint(read(text))}


def _counted(texts):
    severe = {rule.id for rule in rules() if rule.severity != "suggest"}
    return [(name, *one) for name, text in texts.items() for one in sorted(_found(text)) if one[0] in severe]


LEVELS = """在全市养老服务工作推进会上的讲话
（2026年9月1日）
同志们：
今天召开全市养老服务工作推进会，主要任务是总结前一阶段工作，部署下一步任务。下面，我讲三点意见。
一、认清形势，增强紧迫感
（一）老年人口增长快
要看到老年人口每年都在增加，服务要跟得上。
1.摸清底数
各街道要逐户登记。
2.分类建档
对独居老人单独建档，每周探访。
（二）服务供给不足
第一，床位还不够。第二，护理员还不够。
（三）资金投入偏少
市财政要列入预算。
二、突出重点，补齐短板
（一）办好社区食堂
一是选好点位。方便老人就近用餐。不占消防通道。二是管好质量。每餐留样。每周抽检。三是算好价格。明码标价。
（二）建好护理站
首先，要配齐人员。其次，要配齐设备。最后，要建好制度。
三、加强领导，狠抓落实
（一）压实责任
各区要明确分管领导。
（二）强化督查
每季度通报一次进度。
同志们，让我们共同努力，把好事办好、实事办实。
"""


def counted(folder):
    """Print the findings of each rule in the texts of a folder, and for each 10,000 characters."""
    files = sorted(path for path in Path(folder).rglob("*") if path.suffix.lower() in READERS)
    told, characters = Counter(), 0
    for path in files:
        document, _ = read_file(path)
        characters += len(document.text)
        for one in lint(document):
            told[one.rule] += 1
            if "-v" in sys.argv:
                around = one.block.text[max(0, one.start - 15) : one.end + 15]
                print(f"{path.name}:{one.block.origin.line} {one.rule}: {around}")
    print(f"{len(files)} texts, {characters} characters")
    for rule in rules():
        count = told[rule.id]
        print(f"{rule.id:<18} {rule.severity:<8} {count:>6} {count * 10_000 / max(characters, 1):>8.2f}")


if __name__ == "__main__":
    arguments = [one for one in sys.argv[1:] if one != "-v"]
    if arguments and not arguments[0].isdigit():
        counted(arguments[0])
    else:
        planted(int(arguments[0]) if arguments else 50)
