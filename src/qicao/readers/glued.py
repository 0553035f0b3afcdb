"""Speeches that have lost their line breaks: headings glued to what stands before or after them."""

import re
from dataclasses import replace

from qicao import markers
from qicao.encoding import SPACE
from qicao.structure import is_formula

_LONG = 200  # characters of a line that may hold several paragraphs
_GAPPED = 60  # characters of a line in which wide gaps are the indents of paragraphs
_FEW, _SPEECH = 2, 400  # lines of a file, and characters, that make a speech of its one long line
_CLOSING = 250  # characters of a closing, at the most
_HEADING = 40  # characters, the longest heading that is parted from its body
_GAP = re.compile("(?<=[。！？：；”）!?:;])[ \xa0]*(?:\u3000+|[ \xa0]{2,})(?=\\S)|\u3000{2,}(?=\\S)")
_STOP = re.compile("[。！？!?]+[”’）]*")
_VOCATIVE = re.compile("^[^。；！？，,;!?]{0,80}?[：:！!]")
_FRONT = re.compile(
    "(?=[（(][0-9〇零一二三四五六七八九十]{2,4}年)|(?<=[日月][）)])|(?<=[讲话致辞发言报告])\\s+"
)


def parted(lines):
    """Return lines with those that hold several paragraphs parted, where a series of ordinals proves it."""
    made, alone = [], len(lines) <= _FEW and sum(len(line.text) for line in lines) > _SPEECH
    for line in lines:
        pieces = [line] if line.plain or len(line.text) < _GAPPED else _cut(line, _gaps(line.text))
        made += [part for piece in pieces for part in _by_ordinals(piece, alone and len(pieces) == 1)]
    heads = [markers.at_head(line.text) for line in made]
    before = list(_nearest(heads))
    after = [*reversed(list(_nearest(reversed(heads)))), {}][1:]
    near = zip(made, before, after, strict=True)
    return tuple(part for line, *around in near for part in _cut(line, _strays(line, *around)))


def _strays(line, before, after):
    """Return the places where a heading is glued to the paragraph before it: the lines' series lacks it."""
    heads = [one for one in markers.inside(line.text) if one.kind.level in (1, 2)]
    if not heads or line.plain or any(line.text[one.start - 1] not in "。！？!?”）" for one in heads):
        return []
    kind = heads[0].kind
    before, after = before.get(kind.name), after.get(kind.name)
    first = before.number + 1 if before else 1
    numbers = [one.number for one in heads if one.kind == kind]
    counted = numbers == list(range(first, first + len(numbers)))
    goes_on = after.number == first + len(numbers) if after else before is not None
    return [one.start for one in heads if one.kind == kind] if counted and goes_on else []


def _nearest(heads):
    """Yield for each line the last ordinal of each kind, none from before a higher heading."""
    nearest = {}
    for head in heads:
        if head:
            level = head.kind.level
            kept = {name: one for name, one in nearest.items() if not 0 < level < one.kind.level}
            nearest = {**kept, head.kind.name: head}
        yield nearest


def _cut(line, places):
    """Return a line cut at these places of its text."""
    cuts = sorted({place for place in places if 0 < place < len(line.text)})
    if not cuts:
        return [line]
    made, start = [], 0
    for end in (*cuts, len(line.text)):
        words = line.text[start:end]
        text = words.strip(SPACE)
        if text:
            column = line.column + start + words.index(text[0]) if line.number == line.end else line.column
            made.append(replace(line, text=text, column=column))
        start = end
    return made


def _gaps(text):
    """Return the places of indents that are left where paragraphs began."""
    found = [gap.end() for gap in _GAP.finditer(text)]
    return found if found and len(text) / (len(found) + 1) > 12 else []


def _by_ordinals(line, alone):
    """Return the paragraphs of a line that holds the numbered headings of a speech, or is alone a speech."""
    if line.plain or len(line.text) < _LONG:
        return [line]
    heads = [place for place in _series(line.text) if place]
    if not heads and not alone:
        return [line]
    pieces = _cut(line, heads)
    made = []
    for piece in pieces:
        head = markers.at_head(piece.text)
        made += _heading_and_body(piece, head) if head and head.kind.level else _opening(piece)
    return [*made[:-1], *_with_closing(made[-1])]


def _series(text):
    """Return the places of 一、二、三、 and of the （一）（二） below, where they part whole paragraphs."""
    first = markers.at_head(text)
    found = [*([first] if first else []), *markers.inside(text)]
    for level in (1, 2):
        chain = _counted([one for one in found if one.kind.level == level], text)
        if _parts_paragraphs(chain, text):
            deeper = _counted([one for one in found if one.kind.level == level + 1], text)
            parts = level == 1 and _parts_paragraphs(deeper, text)
            return [one.start for one in (*chain, *(deeper if parts else ()))]
    return []


def _counted(found, text):
    """Return the ordinals that count 1, 2, 3… and begin again only after the end of a sentence."""
    chain = []
    for one in found:
        last = chain[-1].number if chain else 0
        ended = not one.start or text[one.start - 1] in "。！？!?”）"
        begins = one.number == 1 and (not chain or (last > 1 and ended))
        if begins or (one.number == last + 1 and ended):
            chain.append(one)
    return chain


def _parts_paragraphs(chain, text):
    """Tell whether more than a sentence stands between ordinals: then they are no list in a paragraph."""
    if len(chain) < 2:
        return False
    ends = [*(one.start for one in chain[1:]), len(text)]
    bodies = [text[one.end : end] for one, end in zip(chain, ends, strict=True)]
    several = sum(len(re.findall("[。！？!?]", body)) > 1 or len(body) > _LONG for body in bodies)
    return several * 2 > len(bodies)


def _heading_and_body(line, head):
    """Part a heading from its body at the first full stop; one without a stop stays with its body."""
    stop = re.search("[。！？!?]", line.text[head.end :])
    gap = re.search(r"\s", line.text[head.end :])
    end = min((found.end() for found in (stop, gap) if found), default=0)
    return _cut(line, [head.end + end]) if end and end <= _HEADING else [line]


def _opening(line):
    """Part title block, salutation, opening and transition that stand before the first heading."""
    title, _, rest = _salutation(line.text)
    cuts = [] if not title else [*(found.start() for found in _FRONT.finditer(line.text[:title])), title]
    body = line.text[rest:]
    at = rest
    for sentence in _sentences(body):
        if at > rest and any(
            is_formula(role, sentence.strip()) for role in ("opening", "situation", "transition")
        ):
            cuts.append(at)
        at += len(sentence)
    return _cut(line, [*cuts, rest])


def _sentences(text):
    start = 0
    for stop in _STOP.finditer(text):
        yield text[start : stop.end()]
        start = stop.end()


def _salutation(text):
    """Return (where the salutation begins, its words, where what follows it begins)."""
    for found in re.finditer(r"[^。；！？!?;：:\s）)]{1,40}[：:！!]", text[:200]):
        words = found.group()
        for start in (0, *(m.start() for m in re.finditer("尊敬的|同志|各位|老师|同学|朋友", words))):
            if is_formula("salutation", words[start:]):
                return found.start() + start, words[start:], found.end()
    return 0, "", 0


def _with_closing(line):
    """Part the closing from the last body: where the listeners are addressed again, or what takes leave."""
    at, vocative, parting = 0, 0, 0
    for sentence in _sentences(line.text):
        if at and len(line.text) - at <= _CLOSING and is_formula("address", sentence.strip()):
            vocative = at
        elif at and not parting and is_formula("parting", sentence.strip()):
            parting = at
        at += len(sentence)
    return _cut(line, [vocative or parting])
