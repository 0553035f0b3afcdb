"""What speeches have in common: words that stay, holes, loops; every hole knows the value of each speech."""

from dataclasses import dataclass, replace


@dataclass(frozen=True, slots=True)
class Words:
    """Text that stays."""

    text: str


@dataclass(frozen=True, slots=True)
class Hole:
    """A place whose text differs; values are those of each instance, None where it has no such place.

    hint is a name to prefer (标题), kind that of the fact it holds (date), '' for other words.
    """

    values: tuple
    hint: str = ""
    kind: str = ""


@dataclass(frozen=True, slots=True)
class Option:
    """Parts that only some instances have."""

    parts: tuple
    present: tuple


@dataclass(frozen=True, slots=True)
class Line:
    """One paragraph; role is its role in the speech, source what stood there in each instance."""

    parts: tuple
    role: str = ""
    source: tuple = ()


@dataclass(frozen=True, slots=True)
class Loop:
    """What is repeated; members are, for each instance, the numbers of its items among the body's instances.

    kind is that of the series. Inside a paragraph between is the mark after each item, last that after the
    last one. more are the members of the series that are written out beside the loop. styles are the
    ordinals (一是) of each instance, where they are not the same in all.
    """

    body: tuple
    members: tuple
    kind: str = ""
    between: str = ""
    last: str = ""
    inline: bool = False
    more: int = 0
    styles: tuple = ()


@dataclass(frozen=True, slots=True)
class Count:
    """How many members a loop and those beside it have together, in the numerals it was written in."""

    loop: Loop
    han: bool = True


def pooled(rows):
    """Return (the items of all rows one after another, the numbers of the items of each row)."""
    items, members = [], []
    for row in rows:
        members.append(tuple(range(len(items), len(items) + len(row))))
        items += row
    return tuple(items), tuple(members)


def stays(parts, instances=1):
    """Return how many characters of all instances are words of the pattern."""
    total = 0
    for part in parts:
        match part:
            case Words(text):
                total += len(text) * instances
            case Line(inner):
                total += stays(inner, instances)
            case Option(inner, present):
                total += stays(inner, sum(present))
            case Loop(body, members):
                total += stays(body, sum(map(len, members)))
    return total


def says(parts, instance):
    """Tell whether an instance has words in some hole of these parts, or items in a loop."""
    for part in parts:
        match part:
            case Hole(values) if values[instance]:
                return True
            case Line(inner) | Option(inner) if says(inner, instance):
                return True
            case Loop(_, members) if members[instance]:
                return True
    return False


def holes(parts):
    """Yield the holes of a pattern, those inside loops too."""
    for part in parts:
        match part:
            case Hole():
                yield part
            case Line(inner) | Option(inner) | Loop(inner):
                yield from holes(inner)


def present(lines, who, count):
    """Return lines made for some instances as lines for all: optional where they hold words."""
    if len(who) == count:
        return lines
    wide = [spread(line, who, count) for line in lines]
    if all(isinstance(line, Line) and all(isinstance(p, Hole) for p in line.parts) for line in wide):
        return wide
    return [Option(tuple(wide), tuple(i in who for i in range(count)))]


def spread(part, who, count):
    """Return a part of a pattern for some instances as one for all."""
    place = {i: at for at, i in enumerate(who)}

    def wide(values, otherwise):
        return tuple(values[place[i]] if i in place else otherwise for i in range(count))

    match part:
        case Hole():
            return replace(part, values=wide(part.values, None))
        case Option():
            inner = tuple(spread(one, who, count) for one in part.parts)
            return Option(inner, wide(part.present, False))
        case Line():
            inner = tuple(spread(one, who, count) for one in part.parts)
            return Line(inner, part.role, wide(part.source, None))
        case Loop():
            styles = wide(part.styles, "") if part.styles else ()
            return replace(part, members=wide(part.members, ()), styles=styles)
    return part
