"""A speech as an outline: leaves and series, each member of a series with what stands below it."""

from dataclasses import dataclass, field

from qicao import markers, structure
from qicao.document import Document
from qicao.extract import front

FRONT = ("title", "meta", "salutation")


@dataclass(frozen=True, slots=True)
class Speech:
    """One speech as it was read, noise and all; name is that of its brief."""

    name: str
    document: Document


@dataclass(frozen=True, slots=True)
class Leaf:
    """A paragraph without anything below it.

    marker is the ordinal at its head; lead is how many characters, ordinal included, head the item.
    """

    text: str
    role: str
    kind: str = "body"
    marker: markers.Marker | None = None
    lead: int = 0


@dataclass(frozen=True, slots=True)
class Member:
    """An item of a series: its heading or its own paragraph, and the nodes below it."""

    head: Leaf
    below: tuple = ()

    @property
    def text(self):
        """All its words, a line a paragraph."""
        return "\n".join((self.head.text, *(node.text for node in self.below)))


@dataclass(frozen=True, slots=True)
class Series:
    """Members of one kind in a row; kind is the level of headings, or the kind of run-in ordinals."""

    kind: str
    members: tuple

    @property
    def text(self):
        """All its words, a line a paragraph."""
        return "\n".join(member.text for member in self.members)


@dataclass(slots=True)
class _Open:
    """A member that may still get paragraphs."""

    kind: str
    head: Leaf
    below: list = field(default_factory=list)


def outline(parts):
    """Return the nodes of one speech: its leaves and series, in order; what a web page added is left out."""
    parts = [part for part in parts if part.role != "noise"]
    leaves = [_leaf(part) for part in parts]
    kinds = [_kind(part, leaf) for part, leaf in zip(parts, leaves, strict=True)]
    path = [_Open("", Leaf("", ""))]
    for at, leaf in enumerate(leaves):
        kind = _same_series(kinds[at], leaf, path[-1])
        if leaf.role in (*FRONT, "closing"):
            _close(path, 1)
        elif kind:
            _close(path, _depth(path, kind))
        elif not path[-1].kind.isdigit() and not _goes_on(path[-1].kind, leaves[at:], kinds[at:]):
            _close(path, len(path) - 1)
        if kind:
            path.append(_Open(kind, leaf))
        else:
            path[-1].below.append(leaf)
    _close(path, 1)
    return tuple(_grouped(path[0].below))


def _same_series(kind, leaf, before):
    """Return the kind of an item; one that counts on from another kind is of its series (一要 … 三是)."""
    if not kind or kind.isdigit() or not before.head.marker or before.kind.isdigit():
        return kind
    return before.kind if leaf.marker.number == before.head.marker.number + 1 else kind


def _goes_on(kind, leaves, kinds):
    """Tell whether the next ordinal at the head of a paragraph goes on with a series of this kind."""
    after = next((at for at, one in enumerate(kinds) if one or leaves[at].role == "closing"), None)
    if after is None or kinds[after] != kind or leaves[after].marker is None:
        return False
    return leaves[after].marker.number > 1


def _leaf(part):
    block = part.block
    marker = markers.at_head(block.text)
    kind = front.name(block.text) if part.role == "meta" else block.kind
    return Leaf(block.text, part.role, kind, marker, block.lead)


def _kind(part, leaf):
    """Return the level of a heading as a digit, the kind of a run-in item, or '' for a plain paragraph."""
    if part.role == "demand_heading":
        return str(part.block.level or part.implied_level or 1)
    marker = leaf.marker
    if part.role in (*FRONT, "closing"):
        return ""
    if marker and any(item.pos == 0 for item in part.items):
        return marker.kind.name
    return str(marker.kind.level) if marker and marker.kind.level else ""


def _depth(path, kind):
    """Return how much of the open path stays open when a member of this kind begins."""
    for at, one in enumerate(path[1:], 1):
        same = one.kind == kind
        higher = kind.isdigit() and (not one.kind.isdigit() or one.kind > kind)
        if same or higher:
            return at
    return len(path)


def _close(path, depth):
    """Close the open members below a depth; each becomes a node of the one above it."""
    while len(path) > max(1, depth):
        done = path.pop()
        path[-1].below.append((done.kind, Member(done.head, tuple(_grouped(done.below)))))


def _grouped(nodes):
    """Yield leaves as they are and members of one kind in a row as a series."""
    run, kind = [], ""
    for node in (*nodes, None):
        own = node[0] if isinstance(node, tuple) else ""
        if run and own != kind:
            yield Series(kind, tuple(run))
            run = []
        if own:
            kind = own
            run.append(node[1])
        elif node is not None:
            yield node


def read(speech):
    """Return the outline of a speech, its title block named."""
    return outline(structure.parts(structure.with_front(speech.document.blocks)))


def title(speech):
    """Return the title of a speech, or its name."""
    front = structure.with_front(speech.document.blocks)
    return next((block.text for block in front if block.kind == "title"), speech.name)


def is_regular(row):
    """Tell whether the ordinals of members count by themselves: one form, from one on, without a gap."""
    forms = {(m.head.marker.kind.name, m.head.marker.form) if m.head.marker else None for m in row}
    plain = len(forms - {("shouxian", "最后，"), ("shouxian", "")}) <= 1
    return plain and all(
        member.head.marker is None
        or member.head.marker.number == at
        or member.head.marker.form == member.head.marker.kind.last != ""
        for at, member in enumerate(row, 1)
    )


def irregular(nodes):
    """Yield the printed ordinals of each series that does not count by itself."""
    for node in nodes:
        if isinstance(node, Series):
            if not is_regular(node.members):
                yield tuple(m.head.marker.text if m.head.marker else "—" for m in node.members)
            for member in node.members:
                yield from irregular(member.below)
