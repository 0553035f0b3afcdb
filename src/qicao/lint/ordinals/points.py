"""How many points a speech says it has, and how many it has: 讲三点意见, 主要表现在三个方面：一是…"""

import re
from dataclasses import dataclass

from qicao import markers
from qicao.lint.ordinals import levels
from qicao.lint.ordinals.announced import said
from qicao.lint.ordinals.chains import chains
from qicao.lint.ordinals.soundness import sound
from qicao.lint.ordinals.told import told
from qicao.structure.formulas import wide

_NEAR = 4  # paragraphs between an announcement and what it announces, at the most
_LONGEST = 400  # characters of a sentence
_LOOSE = re.compile("(?:^|[。；！])(?:首先|其次|再次|然后|最后|还有|此外|再就是|另一[个是])")
_BELOW = re.compile("(?:此外|另外|还有|再就是|再次|然后)[，]|还要|还有一")
_CLOSES = re.compile("[我祝让再借感谢预衷同]|祝愿|希望大家都|愿")
_SHORT = re.compile("“(?P<数>[两三四五六七八九十])(?P<名>[\u4e00-\u9fff])”(?=[：，])")
_NAMED = re.compile("(?P<数>[二两三四五六七八九十]|[2-9])个“?(?P<名>[\u4e00-\u9fff]{2})”?")


@dataclass(frozen=True, slots=True)
class Count:
    """A number said of what follows: where it stands, and the series it counts."""

    at: int
    start: int
    end: int
    number: int
    chain: object


def stated(speech):
    """Return {place of the first member: number} of the series whose members were counted before."""
    found = {one.chain.members[0].place: one.number for one in counts(speech)}
    for _, _, number, _, chain in _named(speech):
        if chain:
            found.setdefault(chain.members[0].place, number)
    return found


def counts(speech):
    """Return the Counts of a Speech."""
    return _counts(speech.texts, levels.lines(speech), chains(speech))


def _counts(texts, outline, series):
    found = []
    for chain in series:
        first = chain.members[0]
        if chain.before:
            continue
        if first.marker.start:
            at, end = first.at, first.marker.start
        else:
            at = _announcement(texts, outline, first.at)
            if at is None:
                continue
            end = len(texts[at])
        one = said(texts[at], end)
        if one and (at >= first.at - 1 or one.spoken):
            found.append(Count(at, one.start, one.end, one.number, chain))
    return found


def _announcement(texts, outline, first):
    """Return the place of the paragraph before a series that may announce it."""
    for at in range(first - 1, max(-1, first - 1 - _NEAR), -1):
        if not outline[at].spoken or outline[at].depth:
            return None if at < first - 1 else at if not outline[at].depth else None
        if said(texts[at], len(texts[at])):
            return at
    return None


def point_count(speech):
    """Find counts that do not fit what follows: 讲三点意见 before four sections."""
    for count in counts(speech):
        chain = count.chain
        real = len(chain.members)
        if _fits(speech, count) or _may_hold_more(speech, count):
            continue
        doubtful = chain.members[-1].last and count.number == real - 1
        doubtful |= speech.texts[count.at][count.start - 1 : count.start] == "“"  # it is a name
        sure = not doubtful and sound(speech, chain) and not _seems_to_go_on(speech, chain)
        yield _finding(speech, count.at, (count.start, count.end), (count.number, real), sure)
    for at, span, number, real, chain in _named(speech):
        if number != real and not (chain and number == max(one.number for one in chain.members)):
            yield _finding(speech, at, span, (number, real), False)  # it is a name
    for one in told(speech.texts):
        if one.number != one.real:
            yield _finding(speech, one.at, (one.start, one.end), (one.number, one.real), True)


def _fits(speech, count):
    """Tell whether a number is that of the members; after 首先， 其次， also 最后， is one."""
    members = count.chain.members
    last = members[-1]
    if last.last and members[0].marker.kind.words:
        bare = bool(_CLOSES.match(wide(speech.texts[last.at]), last.marker.end))
        return count.number == len(members) or (bare and count.number == len(members) - 1)
    return count.number in (len(members), max(one.number for one in members if not one.last))


def _may_hold_more(speech, count):
    """Tell whether words other than ordinals go on a series, so that its members are not all known."""
    chain = count.chain
    if len(chain.members) < 2:
        return True
    last = chain.latest
    rest = wide(speech.texts[last.at][last.marker.end :])
    words = bool(chain.members[0].marker.kind.words) or chain.family == "di"
    if words and not chain.members[-1].last and _LOOSE.search(rest):
        return True
    if count.number <= len(chain.members):
        return False
    if chain.kind.level and not chain.inside:
        return bool(_LOOSE.search(rest))
    below = wide(speech.texts[last.at + 1]) if last.at + 1 < len(speech.texts) else ""
    following = f"第{markers.han(last.number + 1)}"
    return (
        bool(_LOOSE.search(rest))
        or following in rest
        or bool(_BELOW.match(below))
        or below.startswith(following)
    )


def _seems_to_go_on(speech, chain):
    """Tell whether what stands behind the last member may be one more, though it does not say so."""
    last = chain.members[-1]
    if chain.kind.level and not chain.inside:
        return False
    return bool(re.search("(?:^|[。；！])(?:同时|另外)", wide(speech.texts[last.at][last.marker.end :])))


def _finding(speech, at, span, numbers, sure):
    """Return the finding of a number; where it is not sure to be the wrong one of both it has no fix."""
    (start, end), (said, real) = span, numbers
    printed = speech.texts[at][start:end]
    fix = str(real) if printed.isdigit() else markers.counted(real)
    return speech.find(
        "point-count", at, start, end, fix if sure else None, words=printed, said=said, real=real
    )


# -- 四个确保, 六清


def _named(speech):
    """Yield (paragraph, span of the number, number, how many there are, their series) of counted words.

    做到“四个确保”：确保…，确保…
    """
    series = {}
    for chain in chains(speech):
        series.setdefault(chain.members[0].at, []).append(chain)
    for at, text in enumerate(speech.texts):
        if "个" not in text and "“" not in text:
            continue
        broad = wide(text)
        for found in _SHORT.finditer(broad):
            real, _ = _carried(speech, {}, (at, broad), found.end(), found["名"])
            if real:
                yield at, found.span("数"), markers.value(found["数"]), real, None
        for found in _NAMED.finditer(text):
            real, chain = _carried(speech, series, (at, broad), found.end(), found["名"])
            if real and text[found.start() - 1 : found.start()] not in list("十百第"):
                yield at, found.span("数"), markers.value(found["数"]), real, chain


def _carried(speech, series, paragraph, end, name):
    """Return (how many clauses or items carry a name, their series), 0 where not all do."""
    at, text = paragraph
    if text[end : end + 1] in ("：", "，"):
        clauses = re.split("[，；、]", text[end + 1 : end + _LONGEST].partition("。")[0])
        carried = [one.startswith(name) for one in clauses]
        if not any(carried) and text[end - 1] == "”":  # 三个“不够”：认识不够、力度不够
            carried = [one.rstrip("！").endswith(name) for one in clauses]
        if any(carried):
            return (sum(carried) if all(carried) and len(carried) > 1 else 0), None
    below = series.get(at + 1, ()) if speech.parts[at].depth else ()
    beside = [chain for chain in series.get(at, ()) if chain.members[0].marker.start == end + 1]
    for chain in (*beside, *below):
        heads = [speech.texts[one.at][one.marker.end :].lstrip() for one in chain.members]
        if len(heads) > 1 and all(one.startswith(name) for one in heads):
            return len(heads), chain
    return 0, None
