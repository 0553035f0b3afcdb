"""Marks: full width, pairs, ellipses, doubled ones, the mark of the salutation."""

import re
from collections import Counter

from qicao import repair
from qicao.structure import is_formula

_HALF = re.compile('[,:;?!."()]')
_DOT = re.compile(
    "(?:(?<=[\u4e00-\u9fff]{4})|(?<=[0-9][%％])|(?<=[\u4e00-\u9fff][）”]))[.](?=[\u4e00-\u9fff“][\u4e00-\u9fff]|$)"
)
_VOCATIVE = re.compile("(?:尊敬的|亲爱的|各位|全体)|[^，。；：！？、]{0,10}们(?:[，、。；：！,.;:!]|$)")
_GREETING = re.compile(".{2,12}(?:好|快乐)[。，；、]?$")
_BUSY = re.compile("要|请|是|在|了|把|将|从|对|为")
_ENDING = re.compile("[：:，,。.；;、！!]?$")
_OPENING = dict(["“”", "‘’", "（）", "《》", "〈〉", "【】", "〔〕", "「」", "『』"])
_CLOSING = {closing: opening for opening, closing in _OPENING.items()}
_PAIRS = re.compile("[“”‘’（）《》〈〉【】〔〕「」『』()]")
_WIDE = str.maketrans("()", "（）")
_OUTER = {"‘": "“", "〈": "《"}  # what single marks stand inside of
_NUMBER = re.compile(r"(?:^|[。；：，、;:,\s])(?:\d{1,3}|[a-zA-Z])$")
_SPAN = 4  # paragraphs over which one quotation may run
_ELLIPSIS = re.compile(r"\.{2,}|。{3,}|…+|⋯+|(?:・|･){3,}")
_DOTS = re.compile("…|⋯|[.]{2}|。。|[・･]{2}")
_HAN = re.compile("[\u3400-\u9fff”’）》」』】。，；：！？、]")
_DOUBLED = re.compile("[，、；：。]{2,}|[！？][，、；：。]")


def half_width(speech):
    """Yield half-width marks next to Chinese, with the spaces that go with them (GB/T 15834 5.1)."""
    for at, text in enumerate(speech.texts):
        if not _HALF.search(text):
            continue
        changes = repair.repair(text)[1]
        seen = {one.pos for one in changes}
        found = _DOT.finditer(text) if "." in text else ()
        dots = (repair.Change(dot.start(), ".", "。") for dot in found if dot.start() not in seen)
        for start, old, new in _joined(sorted((*changes, *dots), key=lambda one: one.pos)):
            if old.strip():
                yield speech.find("half-width", at, start, start + len(old), new, words=old.strip(), new=new)


def _joined(changes):
    """Yield (place, old, new) of repairs, a mark and the stray spaces beside it in one."""
    start, old, new = 0, "", ""
    for one in changes:
        beside = old and one.pos == start + len(old)
        if beside and not (new and one.new):
            old, new = old + one.old, new + one.new
            continue
        if old:
            yield start, old, new
        start, old, new = one.pos, one.old, one.new
    if old:
        yield start, old, new


def salutation(speech):
    """Yield the mark after a salutation that is none of its own: ： or, of a greeting, ！ (GB/T 15834)."""
    roles = [part.role for part in speech.parts]
    front = next((at for at, role in enumerate(roles) if role not in ("title", "meta")), len(roles))
    if front < len(roles) and roles[front] == "salutation":
        yield from _salutation(speech, front)
        return
    # without its mark it is taken for a line of the title block, with another for the first paragraph
    for at in range(max(front - 1, 0), min(front + 1, len(roles))):
        if _VOCATIVE.match(speech.texts[at]) or _GREETING.match(speech.texts[at]):
            yield from _salutation(speech, at)


def _salutation(speech, at):
    text = speech.texts[at].rstrip()
    words = _ENDING.sub("", text)
    if _BUSY.search(words):
        return
    greets = not is_formula("salutation", f"{words}：") and is_formula("salutation", f"{words}！")
    if not greets and not is_formula("salutation", f"{words}："):
        return
    allowed = "！" if greets else "：！"
    mark, new = text[len(words) :], allowed[0]
    if mark and mark in allowed:
        return
    start = len(words) if mark else len(words) - 1
    fix = new if mark else words[-1] + new
    yield speech.find("salutation-mark", at, start, len(text), fix, words=mark or text, new=new)


# -- pairs


def pairs(speech):
    """Yield marks that are not closed, not opened, or nested in their like (GB/T 15834 4.8, 4.9, 4.15)."""
    lone = []
    for at, text in enumerate(speech.texts):
        if not _PAIRS.search(text):
            continue
        for code, place in _unpaired(text.translate(_WIDE)):
            if code:
                yield speech.find(code, at, place, place + 1, words=text[place])
            else:
                lone.append((at, place))
    for at, place in _alone(speech.texts, lone):
        mark = speech.texts[at][place]
        wide = mark.translate(_WIDE)
        other = _OPENING.get(wide) or _CLOSING[wide]
        yield speech.find("paired-marks", at, place, place + 1, words=mark, other=other)


def _unpaired(text):
    """Yield (code, place): "" of a mark without its other half, else of one nested wrongly."""
    opened, depths = [], Counter()
    balanced = {mark: text.count(mark) == text.count(other) for mark, other in _OPENING.items()}
    for found in _PAIRS.finditer(text):
        mark, place = found.group(), found.start()
        if mark in _OPENING:
            if depths[mark] and not (mark == "“" and opened[-1][0] == "‘"):
                if mark in "“《" and balanced[mark]:
                    yield "paired-marks.nest", place
                elif mark not in "（":
                    yield from (("", lone) for lone in _until(opened, depths, mark))
            elif mark in _OUTER and not depths[_OUTER[mark]]:
                yield "paired-marks.nest", place
            opened.append((mark, place))
            depths[mark] += 1
        elif depths[_CLOSING[mark]]:
            *inner, _ = _until(opened, depths, _CLOSING[mark])
            yield from (("", lone) for lone in inner)
        elif not _is_other(text, mark, place):
            yield "", place
    yield from (("", place) for _, place in opened)


def _until(opened, depths, mark):
    """Yield the places of the open marks from the end to the last of one kind, which are open no more."""
    last = ""
    while last != mark:
        last, place = opened.pop()
        depths[last] -= 1
        yield place


def _is_other(text, mark, place):
    """Tell whether a closing mark is none: the apostrophe of a foreign word, or that of 1）."""
    if mark == "’":
        return text[place - 1 : place].isascii() and text[place - 1 : place].isalnum()
    return mark == "）" and bool(_NUMBER.search(text[max(0, place - 5) : place]))


def _alone(texts, lone):
    """Return lone marks without those of quotations that run over paragraphs."""
    kept, begun = {}, []
    for at, place in sorted(lone):
        mark = texts[at][place]
        if mark == "“" and at + 1 < len(texts) and texts[at + 1].startswith("“"):
            continue  # each of its paragraphs opens, the last one closes
        if mark == "”" and begun and at - begun[-1][0] <= _SPAN:
            del kept[begun.pop()]
            continue
        kept[at, place] = mark
        if mark == "“":
            begun.append((at, place))
    return list(kept)


# -- ellipses and doubled marks


def ellipsis(speech):
    """Yield ellipses that are none, too long, or beside 等 (GB/T 15834 4.11)."""
    for at, text in enumerate(speech.texts):
        if not _DOTS.search(text):
            continue
        for found in _ELLIPSIS.finditer(text):
            start, end, words = *found.span(), found.group()
            before, after = text[max(0, start - 1) : start], text[end : end + 1]
            if words[0] == "." and not all(not beside or _HAN.match(beside) for beside in (before, after)):
                continue
            beside = before == "等" or (after == "等" and text[end : end + 2] not in ("等待", "等于", "等到"))
            new = "" if beside else "……"
            alone = words == "…………" and words == text.strip()
            if words != new and not alone:
                yield speech.find("ellipsis", at, start, end, new, words=words, new=new or "等")


def doubled(speech):
    """Yield marks that stand side by side; of the same mark one is kept."""
    for at, text in enumerate(speech.texts):
        for found in _DOUBLED.finditer(text):
            words = found.group()
            if set(words) == {"。"} and len(words) > 2:
                continue  # an ellipsis
            fix = words[0] if len(set(words)) == 1 else None
            yield speech.find("double-mark", at, *found.span(), fix, words=words)
