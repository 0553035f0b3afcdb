"""Ordinals of another kind that carry the number a series lacks: 一是 （二） 三是 are one series."""

from bisect import bisect_left
from itertools import pairwise
from typing import NamedTuple

from qicao.structure.series import families

_FAR = 15  # paragraphs between a stray and the series it belongs to, at the most
_TRIED = 20  # gaps of one number that are tried for a stray
_LEAST = 3  # from this number on a stray may be the last of a series


class _Gap(NamedTuple):
    """Where a series lacks numbers: behind its member `after`, before its member `before`, "" for none."""

    place: tuple  # from here on
    chain: object
    after: object
    before: object


def filled(series, loose, depths):
    """Return the series of a speech, with the strays among them where their numbers are lacking.

    loose are lone ordinals that are members of none; depths tell which paragraphs are headings.
    """
    strays = [chain for chain in (*series, *loose) if _is_stray(chain)]
    if not strays:
        return series
    gaps = _gaps(series)
    used = set()
    for stray in strays:
        gap = _gap(gaps, stray, used, depths)
        if gap is None:
            continue
        gap.chain.members = sorted((*gap.chain.members, *stray.members), key=lambda one: one.place)
        used |= {id(stray)}
    return tuple(chain for chain in series if id(chain) not in used)


def _is_stray(chain):
    """Tell whether a series counts on: one that begins with 一 may be the head of another."""
    first = chain.members[0]
    if first.last or chain.before or any(one.last for one in chain.members):
        return False
    return all(b.number == a.number + 1 for a, b in pairwise(chain.members))


def _gaps(series):
    """Return {number: gaps that begin with it}, in the order of their places."""
    made = {}
    for chain in series:
        numbered = [one for one in chain.members if not one.last]
        if not numbered or chain.before:
            continue
        first = numbered[0]
        if first.number > 1:
            made.setdefault(1, []).append(_Gap((first.at - _FAR, 0), chain, None, first))
        for one, following in pairwise((*numbered, None)):
            if following is None or following.number > one.number + 1:
                made.setdefault(one.number + 1, []).append(_Gap(one.place, chain, one, following))
    return {number: sorted(some, key=lambda gap: gap.place) for number, some in made.items()}


def _gap(gaps, stray, used, depths):
    """Return the gap a stray fills: the nearest between two members, else the nearest at an end."""
    some = gaps.get(stray.members[0].number, ())
    last = bisect_left(some, stray.members[0].place, key=lambda gap: gap.place)
    near = [some[place] for place in range(last - 1, max(-1, last - 1 - _TRIED), -1)]
    fits = [gap for gap in near if id(gap.chain) not in used and _fits(gap, stray, depths)]
    return next((gap for gap in fits if gap.after and gap.before), fits[0] if fits else None)


def _fits(gap, stray, depths):
    first, last = stray.members[0], stray.members[-1]
    if gap.chain is stray or not _may_share(gap.chain, stray):
        return False
    if gap.after and first.at - gap.after.at > _FAR:
        return False
    if gap.before and not (last.place < gap.before.place and gap.before.at - last.at <= _FAR):
        return False
    beside = {one.at for one in (gap.after, gap.before) if one}
    if first.inside != gap.chain.inside and first.at not in beside:
        return first.number == 1 and first.inside and gap.before.at == first.at + 1
    if gap.before is None:
        parted = any(depths[at] for at in range(gap.after.at + 1, first.at))
        longer = len(gap.chain.members) > max(1, len(stray.members))
        return longer and first.number >= _LEAST and not parted
    longer = gap.after or len(gap.chain.members) >= len(stray.members)
    return bool(longer) and gap.before.number == last.number + 1


def _may_share(chain, stray):
    """Tell whether two series may be one: of other kinds, of which not both make headings."""
    one, other = chain.kind, stray.kind
    if one == other or families()[one.name] == families()[other.name]:
        return chain.inside != stray.inside
    return not (one.level and other.level)
