"""Words: blanks that were not filled in, characters fonts lack, sentences said twice."""

import re

from qicao.document import GAP
from qicao.lint.ordinals import levels
from qicao.lint.ordinals.doubles import doubles

_X = "xX×ＸｘXх"
# a letter that stands for what is not known yet, alone or behind the digits that are
_LETTER = re.compile(
    rf"(?:(?<![A-Za-z0-9+＋.·/_@-])|(?<=[0-9][.])(?=[{_X}]+[\u4e00-\u9fff%％]))(?:\d{{1,3}}[{_X}]{{1,4}}|[{_X}]{{1,6}})(?![A-Za-z0-9.·_/@-])"
)
_BEHIND, _BEFORE = re.compile(r"[\dα-ω）)]\s*$"), re.compile(r"\s{0,3}[\dα-ω（(]")  # factors beside ×
_OWN = re.compile("(?:光|射线|线机|染色体|轴|证书|形|型|档案|教授|刀|战警)")  # X光 is a word
_BRACKETED = re.compile(
    "【[^】]{0,20}】|[（(\\[［〔]\\s*(?:待[填补定核查]|此处|请填|插入|填写)[^）)\\]］〕]{0,30}[）)\\]］〕]"
    "|[（(][^（()）]{0,8}(?:待定|待填|待补|待核|待查|待完善|暂缺|略)[^（()）]{0,4}[）)]"
    "|[<‹〈]待[^>›〉]{1,6}[>›〉]|[（(][ \u3000]*[）)]"
    "|[_＿]{2,}|[○〇◯]{2,}(?=[\u4e00-\u9fff])|[*＊]{2,}(?=[\u4e00-\u9fff])|[△▲□■]{2,}|[?？]{2,}(?=[\u4e00-\u9fff%])"
    "|某某(?=[省市县区镇乡村局委办厅处科校院]|公司|单位|同志|领导|部门|企业)|TODO|TBD|[{$]{1,2}[^{}]{0,20}[}]{1,2}"
)
# 年　月　日, 共　　个: blanks where a figure belongs
_SPACED = re.compile(
    "(?<=年)[ \u3000]+月[ \u3000]*日?|(?<![0-9一二三四五六七八九十])[ \u3000]+月[ \u3000]+日"
    "|(?<=[\u4e00-\u9fff])(?:[ ]{2,}|\u3000+)(?=[个名人户家处件起亩元台次%％])"
)
# what a text must hold before the patterns above are tried
_OPEN, _SIGN = re.compile(f"[{_X}]"), re.compile(r"[【（(\[［〔<‹〈_＿○〇◯*＊△▲□■{$]|[?？]{2}|某某|TODO|TBD")
_LABEL = re.compile("【(?!\\s*(?:待|请|此处|插入|填))[^】]{2,8}】(?=.)")
_SENTENCE = re.compile("[^。！？!?…]+[。！？!?…]*")
_MARKS = re.compile("[\\s，。；：！？、,.;:!?“”‘’（）()《》…—]")
_TWICE = re.compile("(?<![^，。；：！？])([^，。；：！？、]{5,30})[，；](?=\\1[，。；！？])")
_TELLING = 8  # characters; a shorter sentence is said twice on purpose
_HAN = re.compile("[\u3400-\u9fff\uf900-\ufaff\U00020000-\U0003ffff]")


def placeholder(speech):
    """Yield what stands where something is still to be filled in: xx, 20xx, X名, 【】, 〔待填〕."""
    for at, text in enumerate(speech.texts):
        for start, end in sorted(_blanks(text)):
            yield speech.find("placeholder", at, start, end, words=text[start:end])


def _blanks(text):
    gaps = [found.span() for found in GAP.finditer(text)] if "〔" in text else []
    yield from gaps
    within = {place for start, end in gaps for place in range(start, end)}
    for found in _LETTER.finditer(text) if _OPEN.search(text) else ():
        multiplied = found.group() == "×" and _is_factor(text, *found.span())
        if not multiplied and not (found.group() in "xX" and _OWN.match(text, found.end())):
            yield found.span()
    for found in _SPACED.finditer(text) if " " in text or "\u3000" in text else ():
        yield found.span()
    for found in _BRACKETED.finditer(text) if _SIGN.search(text) else ():
        labels = not found.start() and _LABEL.match(text)
        if not labels and found.start() not in within:
            yield found.span()


def _is_factor(text, start, end):
    """Tell whether × multiplies what stands beside it."""
    return bool(_BEHIND.search(text[max(0, start - 4) : start]) or _BEFORE.match(text, end))


def rare(speech):
    """Yield the first place of each character outside GB2312, which fonts named so do not have."""
    seen = set()
    for at, text in enumerate(speech.texts):
        if _is_common(text):
            continue
        for place, char in enumerate(text):
            if char not in seen and _HAN.match(char) and not _is_common(char):
                seen.add(char)
                yield speech.find("rare-character", at, place, place + 1, words=char)


def _is_common(text):
    try:
        text.encode("gb2312")
    except UnicodeEncodeError:
        return False
    return True


def _place(speech, at, start):
    """Return the number, from 1, of the paragraph an item that is there twice stood in first."""
    if start:
        return at + 1
    words = speech.texts[at].strip()
    return next(other + 1 for other in range(at - 1, -1, -1) if speech.texts[other].strip() == words)


def repeated(speech):
    """Yield sentences, and headings, that stood in the speech before; short ones with their ordinal only."""
    for (at, start), end in doubles(speech.texts, levels.lines(speech)).items():
        said = speech.texts[at][start:end]
        if len(_MARKS.sub("", GAP.sub("", said))) < _TELLING:
            yield speech.find("repeated", at, start, end, number=_place(speech, at, start), words=said)
    first = {}
    for at, text in enumerate(speech.texts):
        if speech.parts[at].role in ("title", "meta", "salutation"):
            continue
        for found in _TWICE.finditer(text):
            start, end = found.end(), found.end() + len(found[1])
            yield speech.find("repeated", at, start, end, number=at + 1, words=found[1])
        for found in _SENTENCE.finditer(text):
            sentence = found.group()
            words = _MARKS.sub("", GAP.sub("", sentence)) if len(sentence) >= _TELLING else ""
            if len(words) < _TELLING:
                continue
            if words in first:
                said = sentence.strip()
                start = found.start() + sentence.index(said)
                facts = {"number": first[words] + 1, "words": said}
                yield speech.find("repeated", at, start, start + len(said), **facts)
            first.setdefault(words, at)
