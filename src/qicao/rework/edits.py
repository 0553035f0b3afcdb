"""An edit script put into the atoms of a paragraph; words that are not touched keep their look."""

from dataclasses import replace
from itertools import pairwise

from qicao.document import GAP
from qicao.merge import ADDED, CUT, DOUBTED, KEPT, OFFERED
from qicao.rework.atoms import Atom, dressed
from qicao.writers.runs import is_ambiguous

_TAKES = {KEPT: "", DOUBTED: "del"}


class FixedError(ValueError):
    """A change would have to be made in words that cannot be edited, as those of a field."""


def cut(atoms, places, standing=False):
    """Return atoms cut at places, in characters from the start of the paragraph.

    standing: the places do not count words that are only suggested.
    """
    made, at = [], 0
    for atom in atoms:
        end = at + (0 if standing and atom.change == "ins" else len(atom.text))
        inner = [at, *(place for place in sorted(places) if at < place < end), end]
        if atom.fixed or len(inner) == 2 or at == end:
            made.append(atom)
        else:
            made += [replace(atom, text=atom.text[a - at : b - at]) for a, b in pairwise(inner)]
        at = end
    return made


def edited(atoms, pieces):
    """Return the atoms after an edit script over their words (merge.Piece); raises FixedError."""
    places, at = set(), 0
    for piece in pieces:
        at += len(piece.text) if piece.kind not in (ADDED, OFFERED) else 0
        places.add(at)
    rest = list(reversed(cut(atoms, places)))
    made, gone = [], None
    for number, piece in enumerate(pieces):
        if piece.kind in (ADDED, OFFERED):
            look = gone.look if gone else _look(made, rest, pieces[number + 1 : number + 2])
            made.append(Atom(piece.text, look, change="ins" if piece.kind == OFFERED else ""))
            continue
        left, gone = len(piece.text), None
        while left > 0:
            atom = rest.pop()
            left -= len(atom.text)
            if left < 0 or (atom.fixed and atom.text and piece.kind != KEPT):
                raise FixedError
            if piece.kind in _TAKES:
                made.append(replace(atom, change=_TAKES[piece.kind]) if atom.text else atom)
            elif not atom.text:
                made.append(atom)  # what stands among words that go stays: a picture, somebody's bookmark
            else:
                gone = atom
    return [*made, *reversed(rest)]


def _look(made, rest, following):
    """Return the look of words put in: of those they stand before to replace, else of those beside."""
    before = next((atom for atom in reversed(made) if atom.text and not atom.fixed), None)
    after = next((atom for atom in reversed(rest) if atom.text and not atom.fixed), None)
    replaces = bool(following) and following[0].kind in (CUT, DOUBTED)
    chosen = (after if replaces else None) or before or after
    return chosen.look if chosen else ""


def gaps_shown(atoms, style):
    """Return atoms in which just the gaps have the character style of gaps."""
    text = "".join(atom.text for atom in atoms)
    spans = [found.span() for found in GAP.finditer(text)]
    made, at = [], 0
    for atom in cut(atoms, {place for span in spans for place in span}):
        inside = any(a <= at and at + len(atom.text) <= b for a, b in spans) and atom.text
        at += len(atom.text)
        has = style and f'val="{style}"' in atom.look
        if not atom.fixed and bool(inside) != bool(has):
            atom = replace(atom, look=dressed(atom.look, style if inside else ""))
        made.append(atom)
    return made


def hinted(atoms):
    """Return atoms cut so that marks of both scripts are hinted at the Chinese font."""
    return [
        replace(atom, look=dressed(atom.look, None, True))
        if not atom.fixed and is_ambiguous(atom.text)
        else atom
        for atom in atoms
    ]
