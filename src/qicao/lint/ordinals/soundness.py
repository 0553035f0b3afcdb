"""Whether a series is sound: its numbers count on, its ordinals are alike, its levels in order."""

from qicao.lint.ordinals import levels
from qicao.lint.ordinals.printed import is_odd

_FAR = 15  # paragraphs behind its last member in which a heading may be one more


def sound(speech, chain):
    """Tell whether nothing else is wrong with a series, so that what is said of it is what is wrong."""
    numbered = [one for one in chain.members if not one.last]
    if chain.doubled or any(one.number - chain.before != place for place, one in enumerate(numbered, 1)):
        return False
    if len({_manner(one) for one in numbered}) > 1:
        return False
    if any(is_odd(speech.texts[one.at], one.marker) for one in chain.members):
        return False
    return chain.inside or not chain.kind.level or _is_in_order(speech, chain)


def _manner(one):
    """Return the kind of a member; 首先 goes on with 第四."""
    return "di" if one.marker.kind.name == "shouxian" else one.marker.kind.name


def _is_in_order(speech, chain):
    """Tell whether the headings of a speech are of their levels, and none of a series lacks its ordinal."""
    outline = levels.lines(speech)
    if levels.strays(speech.texts, outline) or "climb" in levels.leaps(speech.texts, outline).values():
        return False
    known = levels.heads(speech.texts, outline)
    first, last = chain.members[0], chain.members[-1]
    depth = outline[first.at].depth
    for at in range(first.at + 1, min(last.at + _FAR, len(outline))):
        if at > last.at and 0 < outline[at].depth < depth:
            return True
        if known[at] is None and outline[at].depth and (not depth or outline[at].depth <= depth):
            return False
    return True
