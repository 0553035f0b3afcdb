"""Which ordinals of a speech belong to one series: at the heads of paragraphs and inside them, nested."""

import re
from dataclasses import dataclass, field
from functools import lru_cache

from qicao import markers
from qicao.lint.ordinals import levels
from qicao.lint.ordinals.announced import said
from qicao.lint.ordinals.doubles import doubles
from qicao.lint.ordinals.gaps import filled
from qicao.lint.ordinals.members import Chain, Member
from qicao.lint.ordinals.printed import may_hold, typed
from qicao.structure import is_formula
from qicao.structure.formulas import wide
from qicao.structure.series import families

_FAR = 15  # paragraphs between two members of a series over paragraphs, at the most
_BLANKS = 20  # characters between a mark and an ordinal, at the most
_OPEN = 100  # series that may go on at once
_MOST = 60  # a higher number is no ordinal of a series
_WEAK = "，、, \u3000"  # what stands before an ordinal that may be none


def chains(speech):
    """Return the Chains of a Speech in the order of their first members."""
    return _built(speech.texts, levels.lines(speech))


@lru_cache(maxsize=4)
def _built(texts, outline):
    walk = _Walk(texts, outline, levels.placed(texts, outline), doubles(texts, outline))
    for at, head in enumerate(levels.heads(texts, outline)):
        if outline[at].spoken:
            walk.paragraph(at, head)
    walk.close(0)
    found = tuple(sorted(walk.done, key=lambda chain: chain.members[0].place))
    return filled(found, walk.loose, [line.depth for line in outline])


@dataclass(slots=True)
class _Walk:
    """Goes through a speech; `open` are the series that may go on, the innermost last."""

    texts: tuple
    outline: tuple
    strays: dict
    doubles: dict
    open: list = field(default_factory=list)
    loose: list = field(default_factory=list)  # lone ordinals that are members of no series
    done: list = field(default_factory=list)
    through: dict = field(default_factory=dict)  # the latest number of each kind of heading
    again: bool = False  # the same ordinal follows once more in the paragraph
    headed: set = field(default_factory=set)  # paragraphs that begin with an ordinal
    renewed: int = -9  # the latest heading without an ordinal, below which a list may begin anew
    outer: int = -9  # the latest item at the head of a paragraph, below which a list may begin anew

    def paragraph(self, at, head):
        """Read the ordinals of a paragraph."""
        text, line = self.texts[at], self.outline[at]
        if head is None and line.depth:
            self.heading(text)
            self.renewed = at
        if head and head.kind.level and line.depth:
            self._above(head.kind.level, at)
        if head and 0 < head.number <= _MOST:
            self.headed.add(at)
        if at in self.headed:
            self._read(Member(at, head, False))
        if len(text) > 8 and may_hold(text):
            broad = typed(wide(text))
            found = [m for m in markers.inside(broad) if m.start and 0 < m.number <= _MOST]
            latest = {(marker.kind.name, marker.number): place for place, marker in enumerate(found)}
            for place, marker in enumerate(found):
                self.again = latest[marker.kind.name, marker.number] > place
                self._read(Member(at, marker, True), broad)

    def _read(self, one, text=""):
        """Put an ordinal into its series; of an item that is there twice this is only noted."""
        if one.place not in self.doubles:
            return self._inside(one, text) if one.inside else self._head(one)
        known = (c for c in reversed(self.open) if (c.kind, c.latest.number) == (one.marker.kind, one.number))
        if chain := next(known, None):
            chain.doubled = True
        return None

    def heading(self, text):
        """A heading without an ordinal begins: no series of items goes on; a part ends all."""
        part = re.match("第[一二三四五六七八九十]{1,3}(?:部分|章|编|讲|板块|单元)", text)
        keep = 0 if part else sum(1 for one in self.open if one.kind.level and not one.inside)
        self.close(keep)
        if part:
            self.through = {}

    def _above(self, level, at):
        """A heading with an ordinal begins: items and what is deeper end."""
        level = self.strays.get(at, level)
        while self.open and not 0 < self._level(self.open[-1]) <= level:
            self.close(len(self.open) - 1)

    def _level(self, chain):
        return chain.level(self.strays)

    def _head(self, one):
        if one.last:
            if not is_formula("closing", self.texts[one.at]):
                self._last(one)
        elif one.marker.kind.level:
            self._section(one)
        else:
            self._item(one, True)

    def _section(self, one):
        """Put an ordinal of level 1 to 4 into its series."""
        level = self.strays.get(one.at, one.marker.kind.level)
        for place in range(len(self.open) - 1, -1, -1):
            if not self.open[place].inside and self._level(self.open[place]) == level:
                if one.number == 1 and self._anew(one, level):
                    self.close(place)
                    break
                self._join(place, one)
                return
        self._begin(Chain(f"level {level}", False, [one], ran=self.through.get(level, 0)))

    def _anew(self, one, level):
        """Tell whether a list begins anew: behind a ：, a heading without an ordinal or an outer item."""
        announced = one.at and self.texts[one.at - 1].endswith(("：", ":"))
        listed = level > 2 and not self.outline[one.at].depth and one.at - 1 not in self.headed
        chain = next(c for c in reversed(self.open) if self._level(c) == level and not c.inside)
        below = chain.latest.at < self.renewed and (level > 1 or one.at - self.renewed <= 2)
        return announced or listed or below or (level > 2 and chain.latest.at < self.outer)

    def _inside(self, one, text):
        before = text[one.marker.start - 1]
        family = families()[one.marker.kind.name]
        weak = before in _WEAK and one.number > 1
        if one.last:
            self._last(one)
        elif not (weak and not self._follows(one, family, before)):
            self._item(one, not weak and (not one.marker.kind.level or self._announced(one)))

    def _follows(self, one, family, before):
        """Tell whether an item behind a comma goes on a series: 二是 does, 第二， where it is the next."""
        if self._exact(one, family) is not None or (family == "yao" and before != "、"):
            return True
        inner = self.open[-1] if self.open else None
        return bool(inner and inner.inside and inner.latest.at == one.at and inner.awaits(one.number))

    def _item(self, one, alone):
        """Put an item into its series; alone: it may stand without one."""
        family = families()[one.marker.kind.name]
        if one.number == 1:
            fresh = self._is_fresh(one)
            self._begin(Chain(family, one.inside, [one], stated=self._stated(one), fresh=fresh))
            if not one.inside:
                self.outer = one.at
            return
        place = None if self._announced(one) else self._exact(one, family)
        if place is None and not self._announced(one):
            place = self._other(one, family)
        if place is not None:
            self._join(place, one)
        elif alone:
            self._begin(Chain(family, one.inside, [one], stated=self._stated(one)))
        else:
            self.loose.append(Chain(family, one.inside, [one]))
        if not one.inside:
            self.outer = one.at

    def _announced(self, one):
        """Tell whether a ： stands before an item inside a paragraph, which then begins a series."""
        return one.inside and self._mark(one) == "："

    def _mark(self, one):
        """Return the mark before an item inside a paragraph, blanks between them left out."""
        start = one.marker.start
        return wide(self.texts[one.at][max(0, start - _BLANKS) : start].rstrip()[-1:])

    def _stated(self, one):
        """Return how many members the words right before an item inside a paragraph announce, 0 for none."""
        if not one.inside:
            return 0
        found = said(self.texts[one.at], one.marker.start)
        return found.number if found else 0

    def _is_fresh(self, one):
        """Tell whether a first item may begin a series: not where it seems to go on one of its own kind."""
        if one.inside:
            return self._mark(one) != "；"
        return bool(one.at) and self.texts[one.at - 1].endswith(("：", ":"))

    def _exact(self, one, family):
        """Return the place of the open series whose next number this is: of its kind, then of its family."""
        found = None
        headed = any(c.family == family and not c.inside for c in self.open)
        for place in range(len(self.open) - 1, -1, -1):
            chain = self.open[place]
            if chain.family != family or not self._near(chain, one, headed):
                continue
            same = chain.kind == one.marker.kind
            if chain.awaits(one.number):
                if place < len(self.open) - 1 and one.inside and 0 < chain.stated <= len(chain.members):
                    continue  # it is complete
                if same:
                    return place
                found = place if found is None else found
            elif same and len(chain.members) == 1 and chain.inside == one.inside:
                break  # a series of one is no inner series of its own kind
        return found

    def _near(self, chain, one, headed):
        """Tell whether an item may belong to a series by where both stand."""
        apart = one.at - chain.latest.at
        if chain.inside == one.inside:
            return apart <= (2 if one.inside else _FAR)
        # 以下三点：一是… may go on at the heads of the paragraphs that follow, and the other way round
        if one.inside:
            return apart <= 2 and chain is self.open[-1]
        return apart <= 2 and not headed

    def _other(self, one, family):
        """Return the place of the series an item belongs to, though it does not fit: wrong number or kind."""
        for place in range(len(self.open) - 1, -1, -1):
            chain = self.open[place]
            near = one.at == chain.latest.at or (not one.inside and one.at - chain.latest.at <= _FAR)
            if not near or (chain.inside != one.inside and not self._runs_on(chain, one)):
                continue
            if chain.family == family:
                return self._restarted(place, one)
            if chain.awaits(one.number) and not chain.kind.level and not one.marker.kind.level:
                return place
        return None

    def _runs_on(self, chain, one):
        """Tell whether an item inside a paragraph goes on a series that begins at its head."""
        alike = chain.kind == one.marker.kind or (chain.awaits(one.number) and not self.again)
        begun = one.inside and len(chain.members) == 1 and chain.latest.at == one.at
        return alike and begun and not chain.kind.level

    def _restarted(self, place, one):
        """Return the place of a series; 一二一四 is one, whose third number is wrong."""
        inner = self.open[place]
        for outer in range(place - 1, -1, -1):
            chain = self.open[outer]
            if (chain.family, chain.inside) == (inner.family, inner.inside):
                if len(inner.members) == 1 and chain.latest.number + 2 == one.number:
                    self.close(place + 1)
                    chain.take(self.open.pop(place))
                    return outer
                break
        return place

    def _last(self, one):
        """Put 最后， into the innermost series of its place."""
        for place in range(len(self.open) - 1, -1, -1):
            chain = self.open[place]
            if chain.inside == one.inside and not chain.kind.level and chain.latest.at + 3 >= one.at:
                self._join(place, one)
                return

    def _join(self, place, one):
        self.close(place + 1)
        chain = self.open[place]
        chain.members.append(one)
        if not chain.kind.level:
            chain.inside = one.inside

    def _begin(self, chain):
        """Open a series; where too many are open, the outermost that is none of headings ends."""
        self.open.append(chain)
        if len(self.open) > _OPEN:
            items = (at for at, one in enumerate(self.open) if one.inside or not one.kind.level)
            self._end(self.open.pop(next(items)))

    def close(self, keep):
        """Close the series from a place on; one that only repeats 一 goes to the series before it."""
        while len(self.open) > keep:
            chain = self.open.pop()
            outer = next((c for c in reversed(self.open) if self._goes_on(c, chain)), None)
            if outer:
                outer.take(chain)
                continue
            self._end(chain)

    def _end(self, chain):
        chain.settle()
        if not chain.inside and chain.kind.level:
            self.through[self._level(chain)] = chain.before + len(chain.members)
        self.done.append(chain)

    def _goes_on(self, outer, chain):
        """Tell whether a series that begins with 一 is the rest of one of its kind right before it."""
        first, latest = chain.members[0], outer.latest
        if (outer.kind, outer.inside) != (first.marker.kind, chain.inside) or first.number != 1:
            return False
        if chain.inside:
            short = len(chain.members) == 1 or len(outer.members) == 1
            return first.at == latest.at and (not chain.fresh or (short and self._mark(first) in "。；，"))
        usual = max(outer.steps, default=4 if len(chain.members) == 1 else 1)
        return not chain.fresh and first.at - latest.at <= usual
