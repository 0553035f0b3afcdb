"""Plain-text controls that LibreOffice 7.4 has multiplied on saving, made one again (WORD.md 4).

A control that shows 3月25日 is saved as a row of controls: the whole text, each stretch of one script with
the whole text behind it (3 3月25日, 月 3月25日, …), and the whole text once more. The first stretch may be
missing, or the end.
"""

from qicao.ooxml import w


def mend(body):
    """Make one control of each such row in a w:body; returns how many there were."""
    mended = 0
    for first in list(body.iter(w("sdt"))):
        if first.getparent() is not None and (row := _row(first)):
            for one in row[1:]:
                one.getparent().remove(one)
            mended += 1
    return mended


def _row(first):
    """Return the controls that begin with one and are one multiplied, or ()."""
    whole = _text(first)
    row, parts, complete = [first], "", 0
    for following in first.itersiblings() if whole and _is_plain(first) else ():
        if following.tag != w("sdt") or not _is_plain(following):
            break
        text = _text(following)
        row.append(following)
        if text == whole:
            return row if parts and whole.endswith(parts) else ()
        if complete or not text.endswith(whole):
            row.pop()
            break
        parts += text.removesuffix(whole)
        complete = parts == whole
    return row if complete else ()


def _is_plain(control):
    properties = control.find(w("sdtPr"))
    return properties is not None and properties.find(w("text")) is not None


def _text(control):
    return "".join(one.text or "" for one in control.iter(w("t")))
