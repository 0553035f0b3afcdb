"""What may be wrong with a series: a number, a member of another kind, the mark an item ends in."""

import re
from collections import Counter
from functools import cache
from itertools import pairwise

from qicao import markers
from qicao.lint.ordinals import levels, points
from qicao.lint.ordinals.chains import chains
from qicao.structure.formulas import wide
from qicao.tables import table

_NUMERAL = re.compile("[一二三四五六七八九十百零〇]+|[0-9０-９]+")
_WORDS = 4  # from this number on a series that began with 首先， goes on with 第四，
_SHOWN = 12  # characters of a line that is named
_HELD = re.compile("“[^“”]*”|（[^（）]*）|《[^《》]*》")
_GOES_ON = re.compile("同时|此外|并|且|还|也|另|而|但|或|及|对(?!照)|其中|以及|特别是|尤其")


def _offsets(chain):
    """Return (members with a number, how far each number is from its place)."""
    numbered = [one for one in chain.members if not one.last]
    return numbered, [one.number - chain.before - place for place, one in enumerate(numbered, 1)]


def number_gap(speech):
    """Find ordinals that leave a number out, say it twice or begin again; the fix renumbers."""
    stated = points.stated(speech)
    leaps = levels.leaps(speech.texts, levels.lines(speech))
    climbs = [at for at, why in leaps.items() if why == "climb"]
    for chain in chains(speech):
        numbered, offsets = _offsets(chain)
        loose = chain.members[0].marker.kind.words and chain.family == "di"
        if not any(offsets) or (climbs and chain.family[:5] == "level" and chain.family != "level 1"):
            continue
        if loose and not any(a.number == b.number for a, b in pairwise(numbered)):
            continue
        said = stated.get(chain.members[0].place)
        yield from _renumbered(speech, chain, said)


def _renumbered(speech, chain, said):
    """Yield the wrong numbers of a series; said: how many members were announced."""
    numbered, offsets = _offsets(chain)
    missing = said is not None and said > len(chain.members) and max(m.number for m in numbered) <= said
    seen = {0}
    lost = None
    for place, (one, off) in enumerate(zip(numbered, offsets, strict=True)):
        if not off:
            continue
        before = numbered[place - 1] if place else None
        if off > 0 and off not in seen:
            lost = _lost(speech, chain, before, one) or lost
        fix = markers.han(one.number - off) if not one.marker.kind.words else ""
        facts = _facts(speech, one, before, off)
        if len(numbered) == 1 or missing or chain.doubled or lost is not None:
            fix = None
            facts["lost"] = speech.texts[lost][:_SHOWN] if lost is not None else ""
        code = "number-gap.follow" if off in seen else _code(one, before, lost)
        if code != "number-gap.follow" or fix is not None:
            yield _numeral(speech, one, code, fix, facts)
        seen.add(off)


def _code(one, before, lost):
    if lost is not None:
        return "number-gap.lost"
    if before is None:
        return "number-gap.start"
    if one.number == before.number:
        return "number-gap.repeat"
    return "number-gap.restart" if one.number == 1 else "number-gap"


def _facts(speech, one, before, off):
    text = speech.texts
    printed = text[one.at][one.marker.start : one.marker.end]
    right = markers.write(one.marker.kind, one.number - off, one.marker.form)
    last = text[before.at][before.marker.start : before.marker.end] if before else ""
    return {"words": printed, "right": right, "before": last}


def _numeral(speech, one, code, fix, facts):
    """Return a finding at the number of an ordinal alone, so that its mark stays as it was printed."""
    start, end = one.marker.start, one.marker.end
    printed = speech.texts[one.at][start:end]
    found = _NUMERAL.search(printed)
    if fix is not None and (one.marker.kind.words or not found):
        fix = facts["right"]
        return speech.find(code, one.at, start, end, fix, **facts)
    if found:
        if fix is not None and found.group()[0] in "0123456789０１２３４５６７８９":
            fix = str(markers.value(fix))
        start, end = start + found.start(), start + found.end()
    return speech.find(code, one.at, start, end, fix, **facts)


def _lost(speech, chain, before, one):
    """Return the place of the line that seems to have lost its ordinal, None where there is none."""
    start = before.at + 1 if before else max(0, one.at - 15)
    heads = levels.heads(speech.texts, levels.lines(speech))
    between = [at for at in range(start, one.at) if heads[at] is None]
    if not chain.inside and one.marker.kind.level:
        return next((at for at in between if speech.parts[at].depth), None)
    if chain.inside or before is None:
        return None
    steps = [b.at - a.at for a, b in pairwise(chain.members) if b.at != one.at]
    return between[0] if between and one.at - before.at > max(steps, default=one.at) else None


# -- kinds


def _manner(marker):
    """Return how an ordinal is said, without its number and mark: 是, 第, 首先."""
    if marker.kind.words:
        return marker.kind.name
    form = re.sub("[{}汉数，、：,:.．]", "", marker.form)
    return marker.kind.name if marker.kind.level else form


def mixed_series(speech):
    """Find members of a series that are of another kind than most: 三是 among 一要 二要."""
    for chain in chains(speech):
        numbered, offsets = _offsets(chain)
        if len(numbered) < 2 or not numbered[0].marker.text or _is_leveled(chain, numbered):
            continue
        manners = [_manner(one.marker) for one in numbered]
        if manners[0] == "shouxian" and len(set(manners)) > 1:
            manners = [
                "shouxian" if one.number >= _WORDS and one.marker.kind.name == "di" else manner
                for one, manner in zip(numbered, manners, strict=True)
            ]
        if len(set(manners)) == 1:
            continue
        usual = Counter(manners).most_common(1)[0][0]
        model = numbered[manners.index(usual)].marker
        for one, manner, off in zip(numbered, manners, offsets, strict=True):
            if manner != usual:
                yield _renamed(speech, one, model, one.number - off)


def _is_leveled(chain, numbered):
    """Tell whether a series is of headings alone, whose levels another rule looks at."""
    return chain.family.startswith("level") and all(one.marker.kind.level for one in numbered)


def _renamed(speech, one, model, number):
    """Return the finding of a member that should be said as the model is."""
    text = speech.texts[one.at]
    start, end = one.marker.start, one.marker.end
    old, right = text[start:end], markers.write(model.kind, number, model.form)
    facts = {"words": old, "right": right, "model": model.text}
    if number < 1:
        return speech.find("mixed-series", one.at, start, end, None, **facts)
    new = right
    if right.endswith("要") and text[end : end + 1] == "要":
        old, end = f"{old}要", end + 1
    elif right.endswith("要") and not old.endswith("要") and not _demands().match(text, end):
        new = None
    if new is not None:
        while old and new and old[0] == new[0] and len(old) > 1:
            old, new, start = old[1:], new[1:], start + 1
        while old and new and old[-1] == new[-1] and len(old) > 1:
            old, new, end = old[:-1], new[:-1], end - 1
    return speech.find("mixed-series", one.at, start, end, new, **facts)


@cache
def _demands():
    return re.compile("|".join(table("announcements")["demands"]))


# -- marks


def item_semicolon(speech):
    """Find items that hold a 。 and yet end in ； (15834 A.5)."""
    seen = set()
    known = levels.heads(speech.texts, levels.lines(speech))
    for chain in chains(speech):
        if len(chain.members) < 2:
            continue
        for one, following in zip(chain.members, (*chain.members[1:], None), strict=True):
            found = _ends(speech, known, one, following)
            if found and found not in seen:
                seen.add(found)
                at, place = found
                words = speech.texts[one.at][one.marker.start : one.marker.end]
                yield speech.find("item-semicolon", at, place, place + 1, "。", words=words)


def _ends(speech, known, one, following):
    """Return (paragraph, place) of the ； an item with a 。 ends in, None where it does not."""
    if following and following.at == one.at:
        at, start, end = one.at, one.marker.end, following.marker.start
    else:
        at = following.at - 1 if following else one.at
        if at != one.at and known[one.at] and known[one.at].kind.level and speech.parts[one.at].depth:
            return None
        start, end = one.marker.end if at == one.at else 0, len(speech.texts[at])
        after = at + 1
        bare = following is None and after < len(speech.texts) and known[after] is None
        if bare and _GOES_ON.match(speech.texts[after]):
            return None
    text = wide(speech.texts[at][start:end].rstrip())
    if not text.endswith("；") or "。" not in text:
        return None
    return (at, start + len(text) - 1) if "。" in _HELD.sub("", text) else None
