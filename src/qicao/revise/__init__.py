"""New values in the text of a brief: what did not change stays as the person wrote it, to the byte."""

from qicao import located
from qicao.located import Mapping, Sequence
from qicao.params import BRIEF_KEYS
from qicao.problems import ProblemsFound, Span, problem
from qicao.revise.pairing import same
from qicao.revise.places import ENDING, Page
from qicao.revise.splice import FINE, Splice, Unwritable


def revise(text, wanted, path="", keys=()):
    """Return the text of a brief with the values of a Mapping in it; all else stays as it is.

    Keys of the brief that are not wanted stay, new ones are put at its end; keys are further names that may
    stand before a colon, as for located.read. Raises ProblemsFound where the text cannot take the values.
    """
    keys = frozenset({*keys, *BRIEF_KEYS, *_names(wanted)})
    now, said = _read(path, text, keys)
    if not isinstance(now, Mapping) and (now is not None or said):
        raise ProblemsFound([problem("cannot-revise", Span(path))])
    now = now or Mapping((), Span(path))
    expected = _expected(now, wanted)
    if same(now, expected):
        return text
    page, levels = Page(path, text, keys), {}
    while levels is not None:
        revised = _spliced(page, expected, levels)
        after = _read(path, revised, keys)[0] if revised else None
        if same(after, expected):
            return revised
        levels = _coarser(page, expected, after, levels)
    raise ProblemsFound([problem("cannot-revise", Span(path))])


def _read(path, text, keys):
    return located.read(path, ENDING.sub("\n", text), keys=keys)


def _names(node):
    match node:
        case Sequence():
            return {name for item in node.items for name in _names(item)}
        case Mapping():
            return {name for key, value in node.entries for name in (key.text, *_names(value))}
    return set()


def _expected(node, wanted):
    """Return all that the brief shall say, in its own order, what is new at the end."""
    known = {key.text for key, _ in node.entries}
    new = {key.text: value for key, value in wanted.entries}
    kept = [(key, new.get(key.text, value)) for key, value in node.entries]
    return Mapping((*kept, *(entry for entry in wanted.entries if entry[0].text not in known)), node.span)


def _spliced(page, expected, levels):
    """Return the text with what differs spliced in down to the level of each key; None where that clashes."""
    splice = Splice(page)
    try:
        splice.root(expected, levels)
    except Unwritable:
        return None
    return page.with_edits(splice.edits)


def _coarser(page, expected, after, levels):
    """Return levels at which more is written anew, for what did not come out right; None if none is left.

    At level 0 the whole value of a key is written anew, below that in our style.
    """
    parts = {part.key: part.place for part in reversed(page.root.parts)} if page.root else {}
    wrong = {
        key.text
        for key, value in expected.entries
        if key.text in parts and not (isinstance(after, Mapping) and same(after.get(key.text), value))
    }
    wrong = wrong or {key for key in parts if key is not None}
    changed = {key for key in wrong if key in levels or not same(parts[key].node, expected.get(key))}
    lower = {key: min(levels.get(key, FINE), _height(parts[key])) - 1 for key in changed}
    lower = {key: level for key, level in lower.items() if level >= -1}
    # what was not to change went wrong by an alias of what was
    lower = lower or dict.fromkeys(wrong - changed, 0)
    return levels | lower if lower else None


def _height(place):
    return 1 + max((_height(part.place) for part in place.parts), default=0)
