"""The slips of people who seldom write YAML: told at their place, and mended so that reading can go on."""

import re

from qicao.encoding import NOT_XML, character
from qicao.problems import Span, problem

# most briefs need none of these, so that re compiles and keeps them when they are asked for
_LEAD = r" *(?:- +)*"
_BLOCK = r"(?:^|: +|- +)[|>][-+0-9]*(?: {1,9}#.*)?$"
_INDENT = "[ \t\u3000\xa0]*"
_NAME = r"""[^\s:：#'"\[\]{},&*!|>%@`-][^:："'\[\]{}]{0,40}?"""
# a key whose colon is full-width, or has no plain space after it
_COLON = rf"( *(?:- +)*)({_NAME}) {{0,8}}(：|:(?=[^ /\\]))"
# a list mark of another kind, or without its space, before a key
_DASH = rf"( *)([－–—•●·]\s*|\d{{1,2}}[.、)）]\s*|-(?! ))({_NAME}) {{0,8}}[:：]"
# a value of which only the first words are in quotes
_HALF = r"""( *(?:- +)*(?:[^"'#]{1,40}?: +|- +))("[^"\\]*"|'[^']*')(?=[^\s,:#\]}'"])(.*)$"""
# most lines are sound, and this sees it in one go: none of the above can match where it does not
_SLIP = re.compile(
    r" *(?:[\t\u3000\xa0－–—•●·]|\d{1,2}[.、)）]|-(?! ))"
    r"|[^:：]++(?:：|:(?![ /\\]|$))"
)
_SLIP_QUOTED = re.compile(r"""[^"'#]*+(?<= )(?:"[^"\\]*"|'[^']*')[^\s,:#\]}'"]""")


def indentation(line):
    """Return how many spaces a line begins with."""
    return len(line) - len(line.lstrip(" "))


class Lines:
    """The lines of one document, with the place in the file of each column after mending."""

    def __init__(self, path, text, first_line):
        self.path, self.first = path, first_line
        self.problems = []
        self.strange = bool(NOT_XML.search(text))
        self.quoted = '"' in text or "'" in text
        self.lines = text.split("\n")
        self.moved = {}  # line -> (column, by how much the text after it was moved)

    def span(self, line, column, length=1):
        """Return the place in the file of a line and column, both from 0, of the mended text."""
        column += 1
        if line in self.moved:
            for at, by in self.moved[line]:
                if column > at:
                    column -= by
            column = max(column, 1)
        return Span(self.path, line + self.first, column, length)

    def report(self, code, line, column, length=1, **facts):
        """Note what is wrong at a place of the text as it was written; column counts from 1."""
        self.problems.append(problem(code, Span(self.path, line + self.first, column, length), **facts))

    def mend(self, keys):
        """Go through the lines; keys are the names that may stand before a colon."""
        slips = any(map(_SLIP.match, self.lines)) or (
            self.quoted and any(map(_SLIP_QUOTED.match, self.lines))
        )
        if not (self.strange or slips):
            return
        block = None  # the indentation of the key whose block scalar we are in
        columns, above = {0}, ""
        for number, line in enumerate(self.lines):
            line = self._printable(number, line)
            if block is not None and line.strip(" ") and indentation(line) <= block:
                block = None
            if block is None and line.strip():
                line = self._indent(number, line, columns, above)
                for slip in (self._dash, self._colon, self._half):
                    line = slip(number, line, keys)
                lead = re.match(_LEAD, line).group()
                columns |= {indentation(line), len(lead)}
                above = line
                if re.search(_BLOCK, line) and not line.lstrip().startswith("#"):
                    block = len(lead) if ": " in line else len(lead.rstrip("- "))
            self.lines[number] = line

    def _move(self, number, column, by):
        self.moved.setdefault(number, []).append((column, by))

    def _printable(self, number, line):
        found = NOT_XML.search(line)
        if found:
            self.problems.append(character(Span(self.path, number + self.first, found.start() + 1), found))
        return NOT_XML.sub(" ", line) if found else line

    def _indent(self, number, line, columns, above):
        """Put spaces for tabs and wide spaces: as many as an earlier line has."""
        indent = re.match(_INDENT, line).group()
        odd = re.search("[^ ]", indent)
        if not odd:
            return line
        self.report("tab" if odd.group() == "\t" else "wide-space", number, odd.start() + 1)
        if above.rstrip().endswith((":", "：", "-")):
            columns = {*columns, len(re.match(_LEAD, above).group()) + 2}
        wanted = len(re.sub("[\u3000\xa0]", "  ", indent).expandtabs(2))
        spaces = max(column for column in columns if column <= wanted)
        self._move(number, 0, spaces - len(indent))
        return " " * spaces + line[len(indent) :]

    def _dash(self, number, line, keys):
        found = re.match(_DASH, line)
        if not found or found.group(3) not in keys:
            return line
        lead, mark, _ = found.groups()
        self.report("bad-dash", number, len(lead) + 1, len(mark.strip()), text=mark.strip())
        self._move(number, len(lead) + 1, 2 - len(mark))
        return f"{lead}- {line[found.end(2) :]}"

    def _colon(self, number, line, keys):
        found = re.match(_COLON, line)
        if not found:
            return line
        lead, name, colon = found.groups()
        # an unknown name is only taken for a key where nothing else can stand: at the margin
        if name not in keys and (lead or colon != "：" or len(name) > 12):
            return line
        at = found.start(3)
        code = "fullwidth-colon" if colon == "：" else "colon-space"
        self.report(code, number, self.span(number, at).column, name=name)
        rest = line[at + 1 :]
        if rest and not rest.startswith(" "):
            self._move(number, at + 1, 1)
            rest = " " + rest
        return f"{line[:at]}:{rest}"

    def _half(self, number, line, _keys):
        found = re.match(_HALF, line)
        if not found:
            return line
        self.report("half-quoted", number, self.span(number, found.start(2)).column, len(found.group(2)))
        whole = (found.group(2) + found.group(3)).replace("'", "''")
        return f"{found.group(1)}'{whole}'"
