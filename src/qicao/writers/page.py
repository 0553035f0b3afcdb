"""The pages of a draft as one HTML page, laid out as a word processor does, to look at and print without one.

Nothing is loaded from anywhere and nothing runs: a policy allows this page's own style alone.
"""

import base64
from functools import cache
from hashlib import sha256
from string import Template

from qicao import layout
from qicao.encoding import escaped
from qicao.problems import say
from qicao.tables import DATA, table
from qicao.writers import grid
from qicao.writers.word import Options

_USUAL = Options()
_CLASSES = ("xiaobiaosong", "fangsong", "kaiti", "heiti", "songti")
_SIZES = ("body_size", "title_size", "number_size")  # in half-points, all other lengths in twips
_LENGTHS = ("width", "height", "top", "left", "text_width", "line", "title_line", "tighten", "indent")
_LENGTHS += ("footer", "number_line", "number_inset")


def write(document, options=_USUAL):
    """Return a Document as the bytes of an HTML page; the same document and options give the same bytes."""
    return show(document, options).encode()


def show(document, options, problems="", script=""):
    """Return the HTML page of a Document; problems: a text shown above it; script: of ours, run in it."""
    pages = grid.laid(document, options)
    bar = _bar(document, len(pages))
    margin = grid.title_margin(document, options)
    sheets = "".join(_sheet(number, lines) for number, lines in enumerate(pages, 1))
    return framed(document.title, bar, sheets, options, problems, script, margin)


def framed(title, bar, sheets, options, problems="", script="", title_margin=0):
    """Return an HTML page around sheets that are made already; all words but the title are HTML."""
    style = _style(options.profile, options.reading)
    if title_margin:
        style += f".Title {{ padding: 0 {title_margin / 20:g}pt; }}\n"
    policy = f"default-src 'none'; style-src {_hashed(style)}; base-uri 'none'; form-action 'none'"
    if script:
        policy += f"; script-src {_hashed(script)}; connect-src 'self'; img-src 'self'"
    return _base("page.html").substitute(
        policy=policy,
        title=escaped(title or say("show-page-untitled")),
        style=style,
        bar=bar + (f'<span class="stopped">{escaped(say("show-page-stopped"))}</span>' if script else ""),
        told=f'<aside class="problems" role="alert"><pre>{escaped(problems)}</pre></aside>\n'
        if problems
        else "",
        sheets=sheets,
        script=f"<script>{script}</script>\n" if script else "",
    )


def _hashed(text):
    """Return a text as a policy names it."""
    return f"'sha256-{base64.b64encode(sha256(text.encode()).digest()).decode()}'"


@cache
def _base(name):
    return Template((DATA / "page" / name).read_text("utf-8"))


@cache
def _style(profile, reading):
    """Return the style of a layout."""
    known = layout.page(profile, reading)
    facts = {name: f"{int(known[name]) / 20:g}pt" for name in _LENGTHS}
    facts |= {name: f"{int(known[name]) / 2:g}pt" for name in _SIZES}
    facts |= {name: _families(name, known[name]) for name in _CLASSES}
    facts["latin"] = ", ".join(f'local("{name}")' for name in table("grid")["screen"]["latin"])
    facts["body_weight"] = "bold" if known["body_bold"] else "normal"
    facts["lead_weight"] = "bold" if known["lead_bold"] else "inherit"
    return _base("page.css").substitute(facts)


def _families(kind, chosen):
    """Return the fonts of a class of type: that of the profile, then what other systems have of it."""
    known = table("layout")
    others = (fonts[kind] for fonts in known["profiles"].values())
    names = dict.fromkeys((chosen, *others, *table("grid")["screen"][kind]))
    generic = "sans-serif" if kind == "heiti" else "serif"
    return ", ".join(['"qc-latin"', *(f'"{name}"' for name in names), generic])


# -- what stands above the pages


def _bar(document, count):
    gaps = document.gaps
    made = f"<span>{escaped(say('show-page-count', count=count))}</span>"
    made += f'<label for="values">{escaped(say("show-page-values"))}</label>'
    if not gaps:
        return made
    made += f'<label for="notes">{escaped(say("show-page-notes"))}</label>'
    first = {}
    for number, block in enumerate(document.blocks):
        for part in block.parts:
            first.setdefault(getattr(part, "path", ""), number)
    rows = "".join(_gap_row(gap, first.get(gap.path)) for gap in gaps)
    return (
        f"{made}<details><summary>{escaped(say('show-gaps', count=len(gaps)))}</summary>"
        f"<ul>{rows}</ul></details>"
    )


def _gap_row(gap, paragraph):
    words = escaped(f"{gap.path}　{_asked(gap)}")
    return f"<li>{words}</li>" if paragraph is None else f'<li><a href="#p{paragraph}">{words}</a></li>'


def _asked(field):
    """Return what a gap asks, and where it is filled in."""
    return "　".join(part for part in (field.about or field.path, field.where()) if part)


# -- a sheet


def _sheet(number, lines):
    """Return one page of paper with its lines."""
    made, paragraph, last = [], None, None
    for line in lines:
        if line.paragraph != paragraph:
            made.append("</p>\n" if made else "")
            made.append(_paragraph(line))
            paragraph = line.paragraph
        words, last = _line(line, last)
        made.append(words)
    side = "odd" if number % 2 else "even"
    text = "".join(made) + ("</p>\n" if made else "")
    label = escaped(say("show-page-number", number=number))
    return (
        f'<section class="sheet {side}" aria-label="{label}"><div class="text">\n{text}</div>'
        f'<footer class="number">— {number} —</footer></section>\n'
    )


def _paragraph(line):
    """Return the tag of a paragraph, or of what stands of it on this page."""
    name = f' id="p{line.paragraph}"' if line.begins else ""
    above = " above" if line.before else ""
    return f'<p{name} class="{line.style}{above}" data-paragraph="{line.paragraph}">'


def _line(line, last):
    """Return (a line, its last value); last: that of the line above, which may go on."""
    *whole, end = line.pieces or (grid.Piece(""),)
    words = "".join(_piece(piece) for piece in whole)
    if line.hangs and end.text.rstrip(" "):
        bare = end.text.rstrip(" ")
        words += _piece(end, bare[:-1], f'<span class="h">{escaped(bare[-1])}</span>')
    else:
        words += _piece(end)
    asked = dict.fromkeys(
        _noted(piece.field)
        for piece in line.pieces
        if piece.field and piece.field.gap and piece.field is not last
    )
    note = f' data-note="{escaped("；".join(asked))}"' if asked else ""
    names = "l" + (" f" if line.full else "") + (" i" if line.indent else "")
    return f'<span class="{names}"{note}>{words}</span>', end.field


def _noted(field):
    """Return what the margin says of a gap: there is room for a few words."""
    words = field.about or field.path
    line = field.place.line if field.place else 0
    return say("show-page-note", words=words, line=line) if line else words


def _piece(piece, text=None, more=""):
    """Return words that look alike, with HTML that follows them inside."""
    words = escaped(piece.text if text is None else text) + more
    words = f"<b>{words}</b>" if piece.lead else words
    if piece.field is None:
        return words
    if piece.field.gap:
        return f'<mark class="gap" title="{escaped(_asked(piece.field))}">{words}</mark>'
    about = f"　{piece.field.about}" if piece.field.about else ""
    return f'<span class="value" title="{escaped(piece.field.path + about)}">{words}</span>'
