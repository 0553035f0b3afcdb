"""Native numbering: Word's own lists, for the series of a Document that they write just as it has them."""

from qicao import markers


def native(document):
    """Return the series, as (kind, series), that Word's own lists write just as the text has them.

    A series with an ordinal that no list writes so, or that goes on inside a paragraph, stays text whole.
    """
    series = {}
    for block in document.blocks:
        if block.ordinal:
            series.setdefault((block.ordinal.kind, block.ordinal.series), []).append(block.ordinal)
    fit = set()
    for name, ordinals in series.items():
        one = markers.kind(ordinals[0].kind)
        written = one.native and all(each.text == markers.write(one, each.number) for each in ordinals)
        runs = one.level or [each.number for each in ordinals] == list(range(1, len(ordinals) + 1))
        if written and runs:
            fit.add(name)
    levels = {name for name in series if markers.kind(series[name][0].kind).level}
    return fit if levels <= fit else fit - levels  # the headings are one list, or none


def write(kinds, layout):
    """Return the XML of the lists: one of four levels for the headings, one more for each run-in series."""
    indent = layout["indent"]
    headings = [one for one in markers.kinds() if one.level]
    levels = "".join(_level(one.level - 1, one.native, indent) for one in headings)
    rest = "".join(_level(number, ("none", ""), indent) for number in range(len(headings), 9))
    lists = [("multilevel", levels + rest)]
    lists += [("singleLevel", _level(0, one.native, indent, layout["lead_bold"])) for one in kinds]
    abstract = "".join(
        f'<w:abstractNum w:abstractNumId="{number}"><w:nsid w:val="{0x5A3C1D00 + number:08X}"/>'
        f'<w:multiLevelType w:val="{shape}"/><w:tmpl w:val="{0x5A4C1D00 + number:08X}"/>'
        f"{inner}</w:abstractNum>\n"
        for number, (shape, inner) in enumerate(lists, 1)
    )
    numbers = "".join(
        f'<w:num w:numId="{number}"><w:abstractNumId w:val="{number}"/></w:num>\n'
        for number in range(1, len(lists) + 1)
    )
    return abstract + numbers


def _level(number, shape, indent, bold=""):
    return (
        f'<w:lvl w:ilvl="{number}"><w:start w:val="1"/><w:numFmt w:val="{shape[0]}"/>'
        f'<w:suff w:val="nothing"/><w:lvlText w:val="{shape[1]}"/><w:lvlJc w:val="left"/>'
        f'<w:pPr><w:ind w:firstLineChars="200" w:firstLine="{indent}"/></w:pPr>'
        f"{f'<w:rPr>{bold}</w:rPr>' if bold else ''}</w:lvl>"
    )
