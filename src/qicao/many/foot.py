"""What stands below the rows of a table: notes, sums, who filled it in. No draft is made of it."""

import re

_NOTE = re.compile(
    r"(备?注|附注|说明|填[表报]人?|制表人?|审[核批]人?|经办人?|联系人|联系电话)\s*[:：\d]|[*＊※]|(合|总|小|共)\s*计$"
)


def foot(sheet, numbers, columns, linked):
    """Return those of the numbers of a sheet's rows that stand below the last row of values.

    columns give values; linked is called with a row's number and tells whether another sheet has items of it.
    A row at the end says something of the table where it begins as notes and sums do, or where a blank row
    is above it and it gives no value; it is never all there is.
    """
    notes = []
    for number in reversed(numbers):
        if linked(number) or not (_is_note(sheet, number) or _apart(sheet, number, numbers, columns)):
            break
        notes.insert(0, number)
    return tuple(notes) if len(notes) < len(numbers) else ()


def _is_note(sheet, number):
    said = [text for text in sheet.rows[number - 1] if text]
    return bool(_NOTE.match(said[0].strip()))


def _apart(sheet, number, numbers, columns):
    """Tell whether a row gives no value and neither do those above it up to a blank one."""
    while number in numbers:
        if any(sheet.text(number, one.number) for one in columns):
            return False
        number -= 1
    return number > 0 and not sheet.rows[number - 1]
