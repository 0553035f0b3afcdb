"""A series of ordinals and its members."""

from dataclasses import dataclass
from itertools import pairwise

from qicao import markers


@dataclass(frozen=True, slots=True)
class Member:
    """An ordinal in its series; `number` is the one printed, `marker` has its place in the paragraph."""

    at: int
    marker: markers.Marker
    inside: bool

    @property
    def number(self):
        """The number as printed."""
        return self.marker.number

    @property
    def last(self):
        """Whether it is 最后，, which has no number."""
        return bool(self.marker.kind.words) and self.marker.form == self.marker.kind.last

    @property
    def place(self):
        """Where it stands."""
        return self.at, self.marker.start


@dataclass(slots=True)
class Chain:
    """A series: its members in order, and the number before its first (sections may count on)."""

    family: str
    inside: bool
    members: list
    before: int = 0
    ran: int = 0  # the latest number of its kind of heading before it
    stated: int = 0  # how many members the words right before it say it has
    doubled: bool = False  # an item of it is there twice
    fresh: bool = True  # begins where a series may begin: not right behind one of its own kind

    def settle(self):
        """Say whether a series of sections counts on from those before it."""
        offsets = [one.number - place for place, one in enumerate(self.members, 1)]
        if self.ran and offsets.count(self.ran) > offsets.count(0):
            self.before = self.ran

    @property
    def latest(self):
        """The latest member that has a number."""
        return next((one for one in reversed(self.members) if not one.last), self.members[-1])

    @property
    def kind(self):
        """The kind of its latest member."""
        return self.latest.marker.kind

    def take(self, other):
        """Take the members of another series as its own."""
        self.members += other.members
        self.doubled |= other.doubled

    @property
    def steps(self):
        """How many paragraphs each member is from the one before it."""
        return [b.at - a.at for a, b in pairwise(self.members)]

    def level(self, strays):
        """Return its level as a series of headings, 0 of items; strays are headings of another level."""
        first = self.members[0]
        return strays.get(first.at, first.marker.kind.level) if not self.inside else 0

    def awaits(self, number):
        """Tell whether a number is the next."""
        return self.latest.number + 1 == number
