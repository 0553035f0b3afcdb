"""Hard-wrapped text: lines broken at a width, as typewriters, mail and pages of a PDF leave them."""

import re
from collections import Counter
from dataclasses import replace
from itertools import islice, pairwise

from qicao import markers
from qicao.problems import width
from qicao.structure import is_formula

_NARROWEST, _WIDEST = 36, 130  # columns of a page
_SLACK = 6  # columns a full line may lack: a mark that must not begin a line, a Latin word
_ENDED = re.compile("(?:[。！？…：；!?;:]|(?<!\\d)\\.)[”’」』）)]*$")
_LEAST = 3  # full lines that make a page
_CENTRED = 4  # columns by which a line of a title block stands further in than a paragraph
_PAGE = 0.25  # of a text's lines are full where lines are broken at a width
_TORN, _MANY = 6, 0.5  # lines, and of all long ones, that stop in a sentence where a text is torn
_OPEN = 0.6  # of the full lines end in the middle of a sentence


def joined(lines):
    """Return lines as paragraphs: joined where the file shows that they were broken at a width."""
    page = _page(lines)
    if not page:
        return _mended(lines) if _is_torn(lines) else lines
    edge = _edge(lines, page)
    spaced = _blank_after_every_line(lines, page)
    runs = []
    for at, line in enumerate(lines):
        if runs and _continues(lines[at - 1], runs[-1], line, (page, edge, spaced)):
            runs[-1].append(line)
        else:
            runs.append([line])
    return tuple(map(_paragraph, runs))


def _is_torn(lines):
    """Tell whether lines were broken at no fixed width, as in text copied from a page: most stop half-way."""
    if any(_columns(line) > _WIDEST for line in lines):
        return False
    long = [line for line in lines if _columns(line) >= _NARROWEST and not _is_head(line)]
    torn = sum(map(_is_open, long))
    return torn >= max(_TORN, len(long) * _MANY)


def _is_open(line):
    """Tell whether a line of prose stops in the middle of a sentence."""
    prose = _columns(line) >= _NARROWEST or re.search("[，、；。,;]", line.text)
    return bool(prose) and not _ENDED.search(line.text) and not _is_head(line)


def _is_head(line):
    """Tell whether a line is a heading by its ordinal."""
    marker = markers.at_head(line.text)
    return line.heading or bool(marker and marker.kind.level)


def _mended(lines):
    """Return torn lines as paragraphs: an open sentence goes on in the next line, if that is no heading."""
    runs = []
    for at, line in enumerate(lines):
        before = lines[at - 1] if at else None
        goes_on = before and not _ENDED.search(before.text) and not _is_head(line)
        body = goes_on and (_is_open(before) or (at > 1 and before.end > runs[-1][0].number))
        if body and not any(
            is_formula(role, one.text) for role in ("noise", "salutation") for one in (before, line)
        ):
            runs[-1].append(line)
        else:
            runs.append([line])
    return tuple(map(_paragraph, runs))


def _columns(line):
    return line.indent + width(line.text)


def _is_full(line, page):
    return page - _SLACK <= _columns(line) <= page + 4


def _page(lines):
    """Return the columns at which the lines of a text were broken, 0 where each line is a paragraph."""
    wide = (line for line in lines if _columns(line) > _WIDEST + 4 and not is_formula("noise", line.text))
    if any(islice(wide, len(lines) // 50, None)):
        return 0
    bodies = [line for line in lines if not is_formula("noise", line.text)]
    widths = Counter(map(_columns, bodies))
    page = max(
        (columns for columns in widths if _NARROWEST <= columns <= _WIDEST),
        key=lambda columns: (
            sum(widths[other] for other in range(columns - _SLACK, columns + 1)),
            widths[columns],
        ),
        default=0,
    )
    full = sum(many for columns, many in widths.items() if page - _SLACK <= columns <= page + 4)
    longer = sum(many for columns, many in widths.items() if columns > page + 4)
    going_on = [line for before, line in _broken(bodies, page) if not _is_head(line)]
    ends = any(_ENDED.search(line.text) for line in going_on)
    paged = full >= max(_LEAST, _PAGE * len(bodies)) and longer <= len(bodies) // 50
    return page if paged and ends and len(going_on) >= max(2, _OPEN * full) else 0


def _broken(lines, page):
    """Yield the pairs of lines of which the first is full and stops in the middle of a sentence."""
    for before, line in pairwise(lines):
        if _is_full(before, page) and not _ENDED.search(before.text):
            yield before, line


def _edge(lines, page):
    """Return the columns by which the lines that go on are indented: most often none."""
    going_on = Counter(line.indent for _, line in _broken(lines, page))
    return going_on.most_common(1)[0][0] if going_on else 0


def _blank_after_every_line(lines, page):
    """Tell whether blank lines separate nothing, since they stand inside of sentences too."""
    pairs = [line.number - before.end > 1 for before, line in _broken(lines, page)]
    return bool(pairs) and sum(pairs) > len(pairs) * 0.8


def _continues(before, run, line, shape):
    """Tell whether a line goes on with the paragraph that the line before it belongs to."""
    page, edge, spaced = shape
    paragraph = run[0]
    if before.plain or line.plain or line.heading or paragraph.heading:
        return False
    if line.number - before.end > 1 and not spaced:
        return False
    if any(is_formula("noise", one.text) for one in (before, line)):
        return False
    if _is_title(before, line, edge):
        return True
    if any(is_formula("salutation", one.text) for one in (before, line)):
        return False
    if not _is_full(before, page):
        if _ENDED.search(before.text) or line.indent != edge:
            return False
        # where paragraphs are indented, a line that is not goes on; so does a paragraph that has begun
        begun = before.end > paragraph.number and not _is_head(_paragraph(run)) and not _is_head(line)
        return begun or edge < paragraph.indent < edge + _CENTRED + 4
    if line.indent > edge:
        return False
    ended = _ENDED.search(before.text)
    return not (paragraph.indent <= edge and markers.at_head(line.text) and ended)


def _is_title(before, line, edge):
    """Tell whether a centred line is the rest of the title above it: 在……会议上的 / 讲话."""
    centred = min(before.indent, line.indent) >= edge + _CENTRED
    open_ended = re.search("(?:的|和|与|、|暨|及)$", before.text)
    return bool(centred and open_ended and is_formula("occasion", line.text))


def _paragraph(run):
    """Return the lines of a paragraph as one; Latin words keep a space between them."""
    words = [run[0].text]
    for before, line in pairwise(run):
        latin = re.search(r"[A-Za-z,;]$", before.text) and re.match("[A-Za-z]", line.text)
        words.append(f" {line.text}" if latin else line.text)
    return replace(run[0], text="".join(words), end=run[-1].end) if run[1:] else run[0]
