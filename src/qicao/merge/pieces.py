"""What becomes of the words of a sentence: an edit script whose changes are made, or only suggested."""

from collections import Counter
from dataclasses import dataclass
from itertools import pairwise

from qicao.align import changes, likeness
from qicao.document import MARKS
from qicao.tokens import split

KEPT, ADDED, CUT, OFFERED, DOUBTED = "kept", "added", "cut", "offered", "doubted"

_KIN = 0.5  # likeness below which two texts are told apart as wholes
_RUN = 4  # tokens in a row that stand twice by no chance


@dataclass(frozen=True, slots=True)
class Piece:
    """Some words and what becomes of them: kept, added or cut; offered and doubted are suggestions."""

    kind: str
    text: str


def script(old, new, cut=CUT, add=ADDED):
    """Return the pieces that make one text another, token by token."""
    tokens = split(old)
    return _spelled(tokens, changes(tokens, split(new)), cut, add)


def _spelled(tokens, edits, cut, add):
    made, at = [], 0
    for start, end, new in (*edits, (len(tokens), len(tokens), ())):
        made += ((KEPT, tokens[at:start]), (cut, tokens[start:end]), (add, new))
        at = end
    return [Piece(kind, "".join(words)) for kind, words in made]


def tidy(pieces):
    """Return pieces without empty ones, those of one kind that follow each other as one."""
    made = []
    for piece in pieces:
        if made and made[-1].kind == piece.kind:
            made[-1] = Piece(piece.kind, made[-1].text + piece.text)
        elif piece.text:
            made.append(piece)
    return tuple(made or pieces[:1])


def suggested(base, theirs, ours):
    """Return theirs with the changes of ours as suggestions, inside it where there is room, or beside it."""
    tokens, new = split(theirs), split(ours)
    if base is not None:
        old = split(base)
        if _holds(old, tokens, new):
            return script(theirs, ours)  # what the person changed is in the draft already
        edits = _carried(old, tokens, new)
        if edits is not None and theirs.replace("\v", "") == base:
            return _spelled(tokens, edits, CUT, ADDED)  # a line break is but layout
    else:
        edits = changes(tokens, new)
        if all(not "".join(words).strip(MARKS) for *_, words in edits):
            edits = ()
        elif likeness(theirs, ours) < _KIN:
            edits = None
    if edits is None or _repeats(tokens, new, edits):
        return (Piece(DOUBTED, theirs), Piece(OFFERED, ours))
    return _spelled(tokens, edits, DOUBTED, OFFERED)


def _holds(base, theirs, ours):
    """Tell whether ours has all that a person has changed: no word put in goes, none taken out comes back."""
    mine, rest = changes(base, theirs), changes(theirs, ours)
    shift, put = 0, set()
    for start, end, words in mine:
        put |= set(range(start + shift, start + shift + len(words)))
        shift += len(words) - (end - start)
    back = any(_found(base[start:end], words) for start, end, _ in mine for *_, words in rest)
    return not back and all(put.isdisjoint(range(start, end)) for start, end, _ in rest)


def _repeats(theirs, ours, edits):
    """Tell whether accepting changes gives words more often than both texts have them."""
    made = Counter(
        token
        for piece in _spelled(theirs, edits, CUT, ADDED)
        if piece.kind != CUT
        for token in split(piece.text)
    )
    return any(token.strip(MARKS) for token in made - (Counter(theirs) | Counter(ours)))


def doubles(pieces, base, theirs, ours):
    """Tell whether pieces, accepted or rejected, give words that are known more often than two texts do."""
    most = _runs(theirs) | _runs(ours)
    known = _runs(base) | (_runs(theirs) & _runs(ours))
    readings = (
        _runs("".join(piece.text for piece in pieces if piece.kind not in (CUT, left_out)))
        for left_out in (DOUBTED, OFFERED)
    )
    return any(run in known for made in readings for run in made - most)


def _runs(text):
    row = split(text)
    return Counter(row[at : at + _RUN] for at in range(len(row) - _RUN + 1))


def _carried(base, theirs, ours):
    """Return the changes ours has made to base as changes to theirs, or None where they overlap."""
    mine, carried = changes(base, theirs), []
    for change in changes(base, ours):
        if change in mine or _is_within(change, mine):
            continue
        place = _place(change, mine, base, theirs)
        if place is not None:
            carried.append((*place, change[2]))
        elif not _is_heeded(change, base, theirs):
            return None
    carried.sort()
    return None if any(one[1] > other[0] for one, other in pairwise(carried)) else carried


def _is_within(change, mine):
    """Tell whether words put in are those that a change of theirs at the same place begins or ends with."""
    start, end, new = change
    return start == end and any(
        (start == a and words[: len(new)] == new) or (start == c and words[-len(new) :] == new)
        for a, c, words in mine
    )


def _place(change, mine, base, theirs):
    """Return (start, end) in theirs of what a change takes the place of, or None where it is not there."""
    start, end, _ = change
    shift = sum(len(new) - (c - a) for a, c, new in mine if c <= start)
    same = next((words for a, c, words in mine if (a, c) == (start, end) and start < end), None)
    if same is not None:  # both have put other words there
        return start + shift, start + shift + len(same)
    if not any((a < end and start < c) or (a, c) == (start, end) for a, c, _ in mine):
        return start + shift, end + shift
    found = _found(base[start:end], theirs)
    return (
        (found[0], found[0] + end - start) if len(found) == len(_found(base[start:end], base)) == 1 else None
    )


def _is_heeded(change, base, theirs):
    """Tell whether theirs has made a change too, in other words around it."""
    start, end, new = change
    return not _found(base[start:end], theirs) and (
        not new or len(_found(new, theirs)) > len(_found(new, base))
    )


def _found(words, tokens):
    """Return where a run of tokens stands among others."""
    size = len(words)
    return [at for at in range(len(tokens) - size + 1) if tokens[at : at + size] == words] if size else []
