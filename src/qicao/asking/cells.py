"""The tables of a .docx as Sheets: the texts of their cells, as a person sees them."""

from qicao.asking import wording
from qicao.ooxml import is_refused, number, val, w
from qicao.readers import word
from qicao.sheets import Sheet

_CHANGES = tuple(map(w, ("ins", "del", "moveFrom", "moveTo")))
_WIDEST = 63  # columns of a table in Word
_BREAKS = {w("br"): "\n", w("cr"): "\n", w("tab"): "\t", w("noBreakHyphen"): "-"}


def read(path):
    """Return a Sheet for each table of a file, named as its caption or the first words above it say.

    Raises ProblemsFound where the file is no sound .docx.
    """
    found, above = [], []
    for one in _blocks(word.opened(path)[1].element.body):
        if one.tag == w("p"):
            above.append(_text(one).strip())
            continue
        title = next(filter(None, above), "").split("　")[0]
        caption = val(one.find(w("tblPr")), "tblCaption", "")
        found.append(
            Sheet(str(path), caption or title or str(len(found) + 1), tuple(map(_row, one.iter(w("tr")))))
        )
        above = []
    return tuple(found)


def _blocks(body):
    """Yield the paragraphs and tables that stand in no table."""
    for one in body.iter(w("p"), w("tbl")):
        if not any(True for _ in one.iterancestors(w("tbl"))):
            yield one


def _row(row):
    texts = [""] * min(number(val(row.find(w("trPr")), "gridBefore", "0")), _WIDEST)
    for cell in row.iter(w("tc")):
        known = cell.find(w("tcPr"))
        merged = known.find(w("vMerge")) if known is not None else None
        goes_on = merged is not None and merged.get(w("val"), "continue") == "continue"
        text = "" if goes_on else "\n".join(_text(one) for one in cell.iter(w("p")))
        texts += [text, *[""] * (min(number(val(known, "gridSpan", "1"), 1), _WIDEST) - 1)]
    return tuple(texts)


def _text(paragraph):
    """Return the words of a paragraph, changes read as accepted; those of an unused control are none."""
    text = "".join(
        _BREAKS.get(one.tag, one.text or "")
        for one in paragraph.iter(w("t"), *_BREAKS)
        if not any(map(is_refused, one.iterancestors(*_CHANGES)))
    )
    return "" if text.strip() in wording.UNFILLED else text
