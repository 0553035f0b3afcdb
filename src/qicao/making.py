"""A brief filled into its template, with gaps or without."""

from qicao.fill import draft
from qicao.problems import ProblemsFound, Span, problem


def filled(brief, strict=False, place=None):
    """Return the Document of a brief; strict: raises ProblemsFound with each gap where it is to be filled in.

    place says where that is, by default the line of the brief.
    """
    document = draft(brief)
    if strict and document.gaps:
        place = place or (lambda gap: _line(brief.path, gap))
        raise ProblemsFound([problem("gap", place(gap), name=gap.path) for gap in document.gaps])
    return document


def _line(path, gap):
    line = gap.place.line if gap.place else 0
    return Span(path, line, 1 if line else 0)
