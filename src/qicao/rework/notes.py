"""Comments of a check in a .docx: at the words they are about, one check's in place of the last one's."""

from qicao.ooxml import w
from qicao.rework.splitting import begun, ended, outermost
from qicao.writers import runs

_MARKS = (w("commentRangeStart"), w("commentRangeEnd"), w("commentReference"))


def drop(file):
    """Take the comments of an earlier check out of an open file (rework.file.File)."""
    old = file.comments.of(runs.CHECK)
    for mark in [one for one in file.body.iter(*_MARKS) if one.get(w("id")) in old]:
        holder = mark.getparent()
        holder.remove(mark)
        if holder.tag == w("r") and all(one.tag == w("rPr") for one in holder):
            holder.getparent().remove(holder)


def put(file, places, texts):
    """Comment on places (rework.spots.Place), each with its text; what has no words on its paragraph."""
    marks = []
    for place, text in zip(places, texts, strict=True):
        opening, *closing = file.made(runs.commented(_added(file, text), ""))
        own = place.own
        if own and all(spot.placed for spot in own):
            marks.append(((own[0].order, 0), own[0], (opening,)))
            marks.append(((own[-1].order, 1), own[-1], tuple(closing)))
        else:
            _around(_paragraph(file, place), opening, closing)
    # from the end, so that what stands before a mark is still where it was
    for (_, ends), spot, made in sorted(marks, key=lambda mark: mark[0], reverse=True):
        _close(spot, *made, file) if ends else _open(spot, *made, file)


def _added(file, text):
    return file.comments.add("\v".join(text.splitlines()), runs.CHECK)


def _open(spot, opening, file):
    run = begun(spot, file)
    if run is None:  # another range begins with the same character, and has parted the run there
        spot.element.getparent().addnext(opening)
    else:
        outermost(run, first=True).addprevious(opening)


def _close(spot, closing, reference, file):
    """Put the end of a range behind a character, and the sign of the comment directly in the paragraph.

    Inside somebody's insertion it would go with it, and a plain-text control holds nothing but words.
    """
    here = outermost(ended(spot, file), first=False)
    here.addnext(closing)
    while here.getparent().tag != w("p"):
        here = here.getparent()
    (closing if closing.getparent() is here.getparent() else here).addnext(reference)


def _paragraph(file, place):
    return place.paragraph if place.paragraph is not None else next(iter(file.paragraphs))


def _around(paragraph, opening, closing):
    """Put the marks of a comment around all that stands in a paragraph."""
    own = paragraph.find(w("pPr"))
    paragraph.insert(0 if own is None else paragraph.index(own) + 1, opening)
    paragraph.extend(closing)
