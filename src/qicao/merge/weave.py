"""Three versions woven into one: the texts that are one, and the order they stand in."""

from collections import Counter
from dataclasses import dataclass
from functools import cached_property

from qicao.align import known_again, sentences
from qicao.document import MARKS


@dataclass(slots=True, eq=False)
class Node:
    """A text of each version, by its place, that are one."""

    base: int | None = None
    theirs: int | None = None
    ours: int | None = None


class Web:
    """The texts of three versions and the node of each; firm: texts of theirs that stay in any case."""

    def __init__(self, texts, firm, edited, drafted, added=None, homes=((), (), ())):
        """Take pairs (b, t), (b, o), without a base (t, o), and the strands that sentences stand in."""
        self.base, self.theirs, self.ours = texts
        self.firm, self.homes, self.said = firm, homes, set(self.ours)
        self.of_base = [Node(b, edited.get(b), drafted.get(b)) for b in range(len(self.base))]
        known = {node.theirs: node for node in self.of_base}
        added = added or {}
        self.of_theirs = [known.get(t) or Node(None, t, added.get(t)) for t in range(len(self.theirs))]
        known = {node.ours: node for node in (*self.of_base, *self.of_theirs)}
        self.of_ours = [known.get(o) or Node(None, None, o) for o in range(len(self.ours))]

    def link(self, t, o):
        """Make one node of two texts, with the base of one of them."""
        one, other = self.of_theirs[t], self.of_ours[o]
        if other.theirs is None and (one.base is None or one.ours is not None):
            one.theirs = None
            other.theirs, self.of_theirs[t] = t, other
            return
        other.ours = None
        if one.ours is not None:
            one.theirs = None
            one = self.of_theirs[t] = Node(None, t)
        one.ours, self.of_ours[o] = o, one

    def stays(self, t):
        """Tell whether a text of theirs is a person's own, or stays for another reason."""
        b = self.of_theirs[t].base
        return b is None or self.theirs[t] != self.base[b] or t in self.firm

    def is_new(self, o):
        """Tell whether the draft has changed or added a text."""
        b = self.of_ours[o].base
        return b is None or self.ours[o] != self.base[b]

    @cached_property
    def told(self):
        """How often each sentence stands in the versions, those inside others too."""
        rows = (self.base, self.theirs, self.ours)
        return [Counter(one for text in row for one in sentences(text)) for row in rows]

    def is_told(self, o):
        """Tell whether a person has put in a text of the draft as often, if only inside another."""
        base, theirs, ours = (counts[self.ours[o]] for counts in self.told)
        return self.ours[o] != "\n" and base < theirs >= ours > 0

    def is_here(self, o):
        """Tell whether a sentence belongs where the draft has it: no person has moved it, or deleted it."""
        node, home = self.of_ours[o], self.homes[2][o]
        if node.theirs is not None:
            return self.homes[1][node.theirs] == home
        return not self.is_told(o) if self.is_new(o) else self.homes[0][node.base] == home

    def is_free(self, b):
        """Tell whether the draft has a say in where a sentence stands: no person has edited or moved it."""
        t = self.of_base[b].theirs
        return t is not None and not self.stays(t) and self.homes[0][b] == self.homes[1][t]


def unify(web):
    """Give what is new in theirs and in ours one node, equal texts first."""
    clash = [node.theirs is not None and web.stays(node.theirs) for node in web.of_ours]
    waiting = {}
    for o in sorted(filter(web.is_new, range(len(web.ours))), key=clash.__getitem__):
        if not clash[o] or web.theirs[web.of_ours[o].theirs] != web.ours[o]:
            waiting.setdefault(_key(web.ours, web.homes[2], o), []).append(o)
    for t, node in enumerate(web.of_theirs):
        found = waiting.get(_key(web.theirs, web.homes[1], t))
        if found and web.stays(t) and (node.ours is None or web.ours[node.ours] != web.theirs[t]):
            web.link(t, found.pop(0))
    theirs = [t for t, node in enumerate(web.of_theirs) if node.ours is None and web.stays(t)]
    ours = [o for o, node in enumerate(web.of_ours) if node.theirs is None and web.is_new(o)]
    for t, o in known_again(web.theirs, theirs, web.ours, ours):
        web.link(t, o)


def _key(texts, homes, at):
    """Return what equal texts share but for the mark at the end; a paragraph's break only in its strand."""
    return (texts[at].rstrip(MARKS) or texts[at], homes[at] if homes and not texts[at].strip() else None)


def laid(kept, drawn, present, ranks=None):
    """Return kept with those present that only drawn has behind their predecessors, else before successors.

    ranks: behind it also what only kept has there, as long as that ranks no higher than what is put in.
    """
    made, there, alone = list(kept), set(kept), set(kept).difference(drawn) if ranks else ()
    following, after = {}, None
    for one in reversed(drawn):
        following[one] = after
        after = one if one in there else after
    before = None
    for at, one in enumerate(drawn):
        after = following[one]
        if one in present and one not in there:
            if before is not None and (drawn[at - 1] == before or after is None or drawn[at + 1] != after):
                place = made.index(before) + 1
                while place < len(made) and made[place] in alone and ranks[made[place]] >= ranks[one]:
                    place += 1
            else:
                place = len(made) if after is None else made.index(after)
            made.insert(place, one)
            there.add(one)
        before = one if one in there else before
    return made
