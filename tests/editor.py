"""Edits drafts in LibreOffice the way a person does; run by the python that has uno: editor.py PORT.

A job is a line of JSON on stdin: {"open": path, "save": path, "as": "docx" or "odt", "steps": [[name, argument...], ...]};
the answer is a line too: {"ok": true, "paragraphs": [...]} with the texts after the edit, or {"error": words}.
A place is {"text": a whole paragraph} or {"holding": words in one}, with "nth" from 1 where there are several.
Steps go through the cursor of the view and the dispatcher: a text that is set does not do to marks what typing does.
"""

import base64
import json
import re
import sys
import tempfile
import time
from bisect import bisect_left, bisect_right
from pathlib import Path

import uno
import unohelper
from com.sun.star.beans import PropertyValue
from com.sun.star.connection import NoConnectException
from com.sun.star.datatransfer import DataFlavor, XTransferable
from com.sun.star.lang import DisposedException
from com.sun.star.util import DateTime

_FILTERS = {"docx": "MS Word 2007 XML", "odt": "writer8", "xlsx": "Calc MS Excel 2007 XML", "ods": "calc8"}
_PATIENCE = 60  # seconds for soffice to begin to listen
_GIVEN = uno.Enum("com.sun.star.beans.PropertyState", "DIRECT_VALUE")
_MOST = 32767  # steps of a cursor at once
_PLAIN = "text/plain;charset=utf-16"
# a grey square as .png
_PICTURE = "iVBORw0KGgoAAAANSUhEUgAAACAAAAAgCAAAAABWESUoAAAAFklEQVR4nGNoIAAYRhWMKhhVMFIVAABCAAAfNUt+NwAAAABJRU5ErkJggg=="


class Astray(Exception):  # noqa: N818 - the person's, not the program's
    """What a step looks for does not stand in the document."""


class Clipping(unohelper.Base, XTransferable):
    """Plain text on the clipboard, as another program leaves it there."""

    def __init__(self, words):
        self.words = words

    def getTransferData(self, _):
        return self.words

    def getTransferDataFlavors(self):
        return (DataFlavor(_PLAIN, "Unicode text", uno.getTypeByName("string")),)

    def isDataFlavorSupported(self, flavor):
        return flavor.MimeType == _PLAIN


def settings(known):
    return tuple(PropertyValue(name, 0, value, _GIVEN) for name, value in known.items())


class Desk:
    """The office that listens at a port."""

    def __init__(self, port):
        context = _connected(port)
        make = context.ServiceManager.createInstanceWithContext
        self.desktop = make("com.sun.star.frame.Desktop", context)
        self.dispatcher = make("com.sun.star.frame.DispatchHelper", context)
        self.clipboard = make("com.sun.star.datatransfer.clipboard.SystemClipboard", context)

    def open(self, path=None):
        url = Path(path).resolve().as_uri() if path else "private:factory/swriter"
        document = self.desktop.loadComponentFromURL(url, "_blank", 0, settings({"Hidden": True}))
        if document is None:
            raise Astray(f"LibreOffice does not open {path}")
        return document


def _connected(port):
    local = uno.getComponentContext()
    resolver = local.ServiceManager.createInstanceWithContext("com.sun.star.bridge.UnoUrlResolver", local)
    url = f"uno:socket,host=127.0.0.1,port={port},tcpNoDelay=1;urp;StarOffice.ComponentContext"
    end = time.monotonic() + _PATIENCE
    while True:
        try:
            return resolver.resolve(url)
        except NoConnectException:
            if time.monotonic() > end:
                raise
            time.sleep(0.1)


class Person:
    """Someone at the keyboard with a document open; each action gives the person back for the next one."""

    def __init__(self, desk, path=None):
        self.desk, self.document = desk, desk.open(path)

    @property
    def cursor(self):
        return self.document.CurrentController.ViewCursor

    def press(self, command, **known):
        """Give a command as a key or a menu does."""
        frame = self.document.CurrentController.Frame
        self.desk.dispatcher.executeDispatch(frame, f".uno:{command}", "", 0, settings(known))
        return self

    def type(self, words):
        """Type words; \\n is Enter."""
        for number, line in enumerate(words.split("\n")):
            if number:
                self.press("InsertPara")
            if line:
                self.press("InsertText", Text=line)
        return self

    # -- where

    def rows(self):
        """Return the paragraphs that stand outside tables; a spreadsheet has none."""
        if self.document.supportsService("com.sun.star.sheet.SpreadsheetDocument"):
            return []
        inner = self.document.Text.createEnumeration()
        made = iter(lambda: inner.nextElement() if inner.hasMoreElements() else None, None)
        return [row for row in made if row.supportsService("com.sun.star.text.Paragraph")]

    def spot(self, row, offset, within):
        """Return the place before a character; within: after the edges of controls that stand there too."""
        # controls, notes and comments take steps of the cursor and no characters
        cursor = self.document.Text.createTextCursorByRange(row.Start)

        def passed(steps):
            cursor.gotoRange(row.Start, False)
            cursor.goRight(steps, True)
            return len(cursor.String)

        limit = 2 * offset + 100
        limit = limit if passed(limit) > offset else _MOST
        steps = (bisect_right if within else bisect_left)(range(limit), offset, key=passed) - within
        cursor.gotoRange(row.Start, False)
        cursor.goRight(steps, False)
        return cursor.Start

    def at_start(self, place):
        return self.select(_at(self.rows(), place).Start)

    def at_end(self, place):
        return self.select(_at(self.rows(), place).End)

    def before(self, place, words, nth=1):
        return self.highlight(place, words, nth).select(self.cursor.Start)

    def after(self, place, words, nth=1):
        return self.highlight(place, words, nth).select(self.cursor.End)

    def select(self, start, end=None):
        """Select from one place to another, as a click and a click with Shift do."""
        self.cursor.gotoRange(start, False)
        if end is not None:
            self.cursor.gotoRange(end, True)
        return self

    def highlight(self, place, words, nth=1):
        row = _at(self.rows(), place)
        found = [one.start() for one in re.finditer(f"(?={re.escape(words)})", row.String)]
        if len(found) < nth:
            raise Astray(f"no {words!r} in {row.String!r}")
        start = found[nth - 1]
        return self.select(self.spot(row, start, True), self.spot(row, start + len(words), False))

    def mark_out(self, place, last=None):
        """Select paragraphs whole with their marks, as far as the last one."""
        rows = self.rows()
        first = rows.index(_at(rows, place))
        end = rows.index(_at(rows[first:], last)) if last else first
        if end + 1 < len(rows):
            return self.select(rows[first].Start, rows[end + 1].Start)
        return self.select(rows[first - 1].End if first else rows[0].Start, rows[end].End)

    # -- what takes more than a selection and a key

    def clip(self, words):
        self.desk.clipboard.setContents(Clipping(words), None)
        return self

    def copy_there(self, words, font="黑体", size=15):
        """Copy paragraphs with a font and size (points) of their own from another document."""
        other = Person(self.desk)
        try:
            other.type(words).press("SelectAll").press("CharFontName", **{"CharFontName.FamilyName": font})
            other.bigger(size).press("SelectAll").press("Copy")
        finally:
            other.document.close(True)
        return self

    def bigger(self, size):
        return self.press("FontHeight", **{"FontHeight.Height": float(size)})

    def table(self, cells):
        self.press("InsertTable", Columns=len(cells[0]), Rows=len(cells))
        for number, words in enumerate(cell for row in cells for cell in row):
            if number:
                self.press("JumpToNextCell")
            self.type(words)
        return self

    def in_cell(self, number, name, words):
        """Type into a cell of the table of a number, counted from 1."""
        self.to_cell(number, name)
        return self.type(words)

    def to_cell(self, number, name):
        cell = self.document.TextTables.getByIndex(number - 1).getCellByName(name)
        if cell is None:
            raise Astray(f"no cell {name}")
        self.cursor.gotoRange(cell.createTextCursor(), False)
        return self

    def in_sheet(self, name, cell, words):
        """Type into a cell of a sheet, as into the line above it."""
        return self.at_sheet(name, cell).press("EnterString", StringName=words)

    def at_sheet(self, name, cell):
        self.document.CurrentController.ActiveSheet = self.document.Sheets.getByName(name)
        return self.press("GoToCell", ToPoint=f"${cell[0]}${cell[1:]}")

    def picture(self):
        with tempfile.NamedTemporaryFile(suffix=".png") as file:
            file.write(base64.b64decode(_PICTURE))
            file.flush()
            return self.press("InsertGraphic", FileName=Path(file.name).as_uri()).press("Escape")

    def comment(self, said, author="闻青川"):
        # .uno:InsertAnnotation leaves the cursor in the comment, and no command leads out of it
        note = self.document.createInstance("com.sun.star.text.textfield.Annotation")
        note.Content, note.Author, note.DateTimeValue = said, author, DateTime(0, 0, 30, 9, 1, 6, 2026, False)
        self.document.Text.insertTextContent(self.cursor, note, True)
        return self

    def store(self, path, form):
        self.document.storeToURL(Path(path).resolve().as_uri(), settings({"FilterName": _FILTERS[form]}))
        return self

    def through(self, form):
        """Save in another format and open that again."""
        with tempfile.TemporaryDirectory() as folder:
            path = Path(folder) / f"between.{form}"
            self.store(path, form).document.close(True)
            self.document = self.desk.open(path)
        return self


def _at(rows, place):
    fits = place["text"].__eq__ if "text" in place else lambda text: place["holding"] in text
    found, nth = [row for row in rows if fits(row.String)], place.get("nth", 1)
    if len(found) < nth:
        raise Astray(f"no paragraph {place}")
    return found[nth - 1]


STEPS = {
    "retype": lambda me, place, old, new, nth=1: me.highlight(place, old, nth).type(new),
    "type_at_end": lambda me, place, words: me.at_end(place).type(words),
    "type_at_start": lambda me, place, words: me.at_start(place).type(words),
    "type_after": lambda me, place, words, new, nth=1: me.after(place, words, nth).type(new),
    "insert_after": lambda me, place, words: me.at_end(place).type(f"\n{words}"),
    "insert_before": lambda me, place, words: me.at_start(place).type(f"{words}\n"),
    "split": lambda me, place, words, nth=1: me.before(place, words, nth).press("InsertPara"),
    "join": lambda me, place: me.at_end(place).press("Delete"),
    "join_back": lambda me, place: me.at_start(place).press("SwBackspace"),
    "delete": lambda me, place, last=None: me.mark_out(place, last).press("Delete"),
    "delete_words": lambda me, place, words, nth=1: me.highlight(place, words, nth).press("Delete"),
    "empty": lambda me, place: me.highlight(place, place["text"]).press("Delete"),
    "move": lambda me, place, last, to: me.mark_out(place, last).press("Cut").at_start(to).press("Paste"),
    "copy": lambda me, place, last, to: me.mark_out(place, last).press("Copy").at_start(to).press("Paste"),
    "paste": lambda me, place, words: me.clip(words).at_end(place).type("\n").press("Paste"),
    "paste_formatted": lambda me, place, *clip: me.copy_there(*clip).at_end(place).type("\n").press("Paste"),
    "fill": lambda me, gap, words: me.highlight({"holding": gap}, gap).type(words),
    "bold": lambda me, place, words, nth=1: me.highlight(place, words, nth).press("Bold"),
    "bigger": lambda me, place, words, size=22, nth=1: me.highlight(place, words, nth).bigger(size),
    "centre": lambda me, place: me.at_start(place).press("CenterPara"),
    "track": lambda me, on=True: me.press("TrackChanges", TrackChanges=on),
    "accept_all": lambda me: me.press("AcceptAllTrackedChanges"),
    "reject_all": lambda me: me.press("RejectAllTrackedChanges"),
    "comment": lambda me, place, words, *said: me.highlight(place, words).comment(*said),
    "table": lambda me, place, cells: me.at_end(place).table(cells),
    "in_cell": lambda me, number, name, words: me.in_cell(number, name, words),
    "in_sheet": lambda me, name, cell, words: me.in_sheet(name, cell, words),
    "press_at": lambda me, name, cell, command: me.at_sheet(name, cell).press(command),
    "press_in": lambda me, number, name, command: me.to_cell(number, name).press(command),
    "rename": lambda me, name, new: setattr(me.document.Sheets.getByName(name), "Name", new),
    "picture": lambda me, place: me.at_end(place).picture(),
    "footnote": lambda me, place, words, said: me.after(place, words).press("InsertFootnote").type(said),
    "page_break": lambda me, place: me.at_start(place).press("InsertPagebreak"),
    "line_break": lambda me, place, words, nth=1: me.before(place, words, nth).press("InsertLinebreak"),
    "undo": lambda me: me.press("Undo"),
    "press": lambda me, command, known=(): me.press(command, **dict(known)),
    "save": lambda me, path, form="docx": me.store(path, form),
    "through": lambda me, form="odt": me.through(form),
}


def done(desk, job):
    """Do a job in a window of its own; return the paragraphs as they then are."""
    person = Person(desk, job["open"])
    try:
        for name, *arguments in job["steps"]:
            STEPS[name](person, *arguments)
        person.store(job["save"], job.get("as", "docx"))
        return [row.String for row in person.rows()]
    finally:
        person.document.close(True)


def main(port):
    """Answer the jobs on stdin; ends where the office is gone."""
    desk, lost = Desk(port), False
    while not lost and (line := sys.stdin.readline()):
        try:
            answer = {"ok": True, "paragraphs": done(desk, json.loads(line))}
        except Exception as error:
            lost = isinstance(error, DisposedException)
            answer = {"lost" if lost else "error": f"{type(error).__name__}: {error}"}
        print(json.dumps(answer), flush=True)


if __name__ == "__main__":
    main(sys.argv[1])
