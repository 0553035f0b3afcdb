"""The lines of a template's files as a person sees them: where a name, a hole or a tag stands."""

import re

from qicao.problems import Span

_HOLE = re.compile(r"\{\{.*?\}\}|\{%.*?%\}|\{#.*?#\}")
_TAGS = {
    "if": r"\{%[-+]?\s*if\b.*?%\}",
    "elif": r"\{%[-+]?\s*elif\b.*?%\}",
    "else": r"\{%[-+]?\s*else\s*[-+]?%\}",
    "for": r"\{%[-+]?\s*for\b.*?%\}",
    "macro": r"\{%[-+]?\s*macro\b.*?%\}",
    "block": r"\{%[-+]?\s*block\b.*?%\}",
    "a if": r"\{\{[^}]* if [^}]*\}\}",
    "a else": r"\{\{[^}]* else [^}]*\}\}",
}
_TAGS |= {"if not": _TAGS["if"], "for none": _TAGS["for"]}  # where nothing is written, the tag before it
_SHOWN = 24  # characters of a line shown


class Lines:
    """The files of one template by the paths they are shown with."""

    def __init__(self, sandbox):
        """Take the files a sandbox has loaded; its own template comes first."""
        self.sandbox, self.files = sandbox, {}
        self.main = self.add(sandbox.main)

    def add(self, name):
        """Read a file of the template and return the path it is shown with."""
        text, shown, _ = self.sandbox.loader.get_source(self.sandbox, name)
        self.files[shown] = text.split("\n")
        return shown

    def line(self, path, number):
        """Return a line of a file, "" where there is none."""
        if path not in self.files:
            for name in self.sandbox.loaded - {self.sandbox.main}:
                self.add(name)
        lines = self.files.get(path, ())
        return lines[number - 1] if 0 < number <= len(lines) else ""

    def place(self, path, number, name=""):
        """Return the place of a name on a line, or of the line."""
        line = self.line(path, number)
        found = name and re.search(rf"(?<!\w){re.escape(name)}(?!\w)", line)
        at = found.start() if found else line.find(name) if name else -1
        return Span(path, number, max(at, 0) + 1, len(name) if at >= 0 else 1)

    def holes(self, path, number):
        """Yield (words before, hole, words after) of each hole of a line, and of each loop on it."""
        at, pieces, line = 0, [], self.line(path, number)
        for found in _HOLE.finditer(line):
            pieces += [line[at : found.start()], found.group()]
            at = found.end()
        pieces.append(line[at:])
        loops = []
        for order in range(1, len(pieces), 2):
            if pieces[order].startswith("{{"):
                yield pieces[order - 1], pieces[order], pieces[order + 1]
            elif re.match(_TAGS["for"], pieces[order]):
                loops.append(order)
            elif loops and re.match(r"\{%[-+]?\s*endfor", pieces[order]):
                begun = loops.pop()
                yield pieces[begun - 1], pieces[begun], pieces[order + 1]

    def tag(self, branch):
        """Return (the place, the text) of the tag that opens a branch of the template."""
        lines, shape = self.files[self.main], _TAGS.get(branch.keyword)
        for number in range(branch.line, 0, -1) if shape else ():
            found = list(re.finditer(shape, lines[number - 1]))
            if found:
                one = found[min(branch.turn, len(found) - 1)]
                return Span(self.main, number, one.start() + 1, len(one.group())), one.group()
        text = lines[branch.line - 1].strip()[:_SHOWN]
        return Span(self.main, branch.line, 1, len(text) or 1), text
