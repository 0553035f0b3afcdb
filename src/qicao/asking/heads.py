"""Which table of a form is which, and where its columns are: by the words at their heads."""

import re

from qicao.asking import identity, wording

_WITHIN = 20  # rows in which the heads of a table are looked for


def word(text):
    """Return a label without what people put around it."""
    return re.sub(r"[\s\u200b\ufeff]|[*＊：:]+$", "", text)


def singles(sheet):
    """Return (the row of the heads, the column of each) where a table is that of single values, or None."""
    for at, row in enumerate(sheet.rows[:_WITHIN]):
        places = {word(text): place for place, text in reversed(tuple(enumerate(row)))}
        if wording.NAMED in places and wording.FILLED in places:
            return at, places
    return None


def sheet_of(table, among):
    """Return the Sheet of a list, or None: by its hidden mark, its name, or the heads of its columns."""
    mark = f"{identity.LIST}{table.key}"
    for sheet in among:
        if any(mark == text.strip() for row in sheet.rows[:_WITHIN] for text in row):
            return sheet
    free = [one for one in among if not any(identity.LIST in t for row in one.rows[:_WITHIN] for t in row)]
    named = [one for one in free if one.name in (table.key, table.key[:31], table.key.replace(".", "·"))]
    alike = [one for one in free if len(list_heads(table, one)[1]) and _fits(table, one)]
    return next(iter((*named, *alike)), None)


def _fits(table, sheet):
    """Tell whether most columns of a list stand at the head of a table."""
    labels = {word(column.label) for column in table.columns}
    return 2 * len(labels & set(list_heads(table, sheet)[1].values())) > len(labels)


def list_heads(table, sheet):
    """Return (the row of the heads, the label of each column): the row with most labels of a list."""
    labels = {wording.NUMBER, *(word(column.label) for column in table.columns)}
    best, found = -1, {}
    for at, row in enumerate(sheet.rows[:_WITHIN]):
        here = {place: word(text) for place, text in enumerate(row) if word(text)}
        if len(labels & set(here.values())) > len(labels & set(found.values())):
            best, found = at, here
    return best, found


def keys(table, sheet):
    """Return the number of the column of each place, by the hidden row of keys."""
    known = {column.key: at for at, column in enumerate(table.columns)}
    for row in sheet.rows[:_WITHIN]:
        if any(identity.LIST in text for text in row):
            return {place: known[text] for place, text in enumerate(row) if text in known}
    return {}
