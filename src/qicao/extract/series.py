"""Series side by side: members that correspond are written out, the others become a loop."""

from qicao import markers
from qicao.extract.pattern import Hole, Line, Loop, Words, pooled, present, says
from qicao.extract.speech import is_regular


def pattern(column, count, scope, sequence):
    """Return the lines of series that stand in one place; sequence lays out what is below a member."""
    rows = [column[i].members if i in column else () for i in range(count)]
    regular = all(is_regular(row) for row in rows)
    mixed = len({series.kind for series in column.values()}) > 1
    fixed = () if mixed else scope.fixed(rows)
    made, begins = [], [0] * count
    for places in (*fixed, None):
        ends = places or [len(row) for row in rows]
        between = [row[a:b] for row, a, b in zip(rows, begins, ends, strict=True)]
        who = [i for i, row in enumerate(between) if row]
        kind = next(iter(column.values())).kind
        if len(who) > 1 and len(who) < count and max(map(len, between)) == 1 and not kind.isdigit():
            members = [between[i][0] for i in who]
            made += present(_member(members, _first(members, regular), scope, sequence), who, count)
        elif who:
            made.append(_loop(between, regular, scope, sequence, kind, len(fixed)))
        if places:
            members = [row[at] for row, at in zip(rows, places, strict=True)]
            marker = members[0].head.marker if regular else None
            made += _member(members, marker, scope, sequence)
            begins = [at + 1 for at in places]
    return made


def _first(members, regular):
    """Return the ordinal that members share, as that of a first one, where the draft can count it."""
    found = [member.head.marker for member in members]
    forms = {marker and (marker.kind.name, marker.form) for marker in found}
    return found[0]._replace(number=1) if regular and found[0] and len(forms) == 1 else None


def _loop(rows, regular, scope, sequence, kind, more):
    """Return the loop over the members of each instance."""
    items, members = pooled(rows)
    styles = tuple(_style(row) for row in rows)
    used = {style for style, row in zip(styles, rows, strict=True) if row}
    regular = regular and (used == {""} or "" not in used)
    one = len(used) == 1
    body = tuple(_member(items, _first(items, regular and one), scope, sequence, cut=regular))
    if not all(says(body, item) for item in range(len(items))):  # a list needs something to list
        head = body[0]
        body, one = (Line((Hole(head.source, "标题"),), head.role, head.source), *body[1:]), True
    return Loop(body, members, kind, more=more, styles=() if one or not regular else styles)


def _style(row):
    """Return the ordinal the first item of a series has."""
    marker = row[0].head.marker if row else None
    return markers.write(marker.kind, 1, marker.form) if marker else ""


def _member(members, marker, scope, sequence, cut=False):
    """Return the lines of members that are alike: the heading or the item, and what is below it."""
    heads = [member.head for member in members]
    return [_head(heads, marker, scope, cut), *sequence([m.below for m in members], scope)]


def _head(heads, marker, scope, cut):
    """Return the line of a heading or a run-in item, its ordinal counted where it can be."""
    ordinal = (Words(markers.write(marker.kind, marker.number, marker.form)),) if marker else ()
    begins = [leaf.marker.end if leaf.marker and (marker or cut) else 0 for leaf in heads]
    texts = [leaf.text[at:] for leaf, at in zip(heads, begins, strict=True)]
    leads = [leaf.text[at : leaf.lead] for leaf, at in zip(heads, begins, strict=True)]
    first, source = heads[0], tuple(leaf.text for leaf in heads)
    if first.kind == "point" and all(lead.endswith("。") for lead in leads):
        rests = [leaf.text[leaf.lead :] for leaf in heads]
        inner = scope.parts([lead[:-1] for lead in leads], first.role, "要点")
        tail = scope.parts(rests, first.role, "内容") if any(rests) else ()
        return Line((*ordinal, *inner, Words("。"), *tail), first.role, source)
    hint = "标题" if first.role == "demand_heading" else "内容"
    return Line((*ordinal, *scope.parts(texts, first.role, hint)), first.role, source)
