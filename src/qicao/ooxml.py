"""Names and XML of WordprocessingML that python-docx has no API for."""

from qicao.markers import han

W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_CIRCLES = "①②③④⑤⑥⑦⑧⑨⑩⑪⑫⑬⑭⑮⑯⑰⑱⑲⑳"
_FORMATS = {
    "decimal": str,
    "chineseCounting": han,
    "chineseCountingThousand": han,
    "japaneseCounting": han,
    "ideographDigital": han,
    "decimalEnclosedCircle": lambda n: _CIRCLES[n - 1] if 0 < n <= len(_CIRCLES) else str(n),
    "decimalEnclosedCircleChinese": lambda n: _CIRCLES[n - 1] if 0 < n <= len(_CIRCLES) else str(n),
    "decimalZero": lambda n: f"{n:02}",
    "lowerLetter": lambda n: chr(96 + n) if 0 < n <= 26 else str(n),
    "upperLetter": lambda n: chr(64 + n) if 0 < n <= 26 else str(n),
    "none": lambda _: "",
    "bullet": lambda _: "",
}


def w(name):
    """Return a WordprocessingML name as lxml writes it."""
    return f"{{{W}}}{name}"


def _val(element, name, otherwise=None):
    child = element.find(w(name)) if element is not None else None
    return child.get(w("val")) if child is not None else otherwise


def labels(document):
    """Return the text of every native number by its paragraph element: 一、, （二）, 三是."""
    try:
        root = document.part.numbering_part.element
    except (KeyError, NotImplementedError):
        return {}
    levels = {}
    for abstract in root.findall(w("abstractNum")):
        inner = {level.get(w("ilvl")): level for level in abstract.findall(w("lvl"))}
        levels[abstract.get(w("abstractNumId"))] = inner
    lists = {num.get(w("numId")): _val(num, "abstractNumId") for num in root.findall(w("num"))}
    styled = {style.style_id: style.element for style in document.styles}
    counts, found = {}, {}
    for paragraph in document.element.body.iter(w("p")):
        number, level = _membership(paragraph, styled)
        abstract = lists.get(number)
        if abstract is None or level not in levels.get(abstract, {}):
            continue
        count = counts.setdefault(abstract, {})
        start = int(_val(levels[abstract][level], "start", "1"))
        count[level] = count.get(level, start - 1) + 1
        for deeper in [one for one in count if int(one) > int(level)]:
            del count[deeper]
        found[paragraph] = _label(levels[abstract], level, count)
    return found


def _membership(paragraph, styled):
    """Return (numId, ilvl) of a paragraph, its own or that of its style."""
    own = paragraph.find(f"{w('pPr')}/{w('numPr')}")
    if own is None:
        style = styled.get(_val(paragraph.find(w("pPr")), "pStyle", ""))
        own = style.find(f"{w('pPr')}/{w('numPr')}") if style is not None else None
    if own is None:
        return None, None
    return _val(own, "numId"), _val(own, "ilvl", "0")


def _label(levels, level, count):
    text = _val(levels[level], "lvlText", "")
    for index in range(int(level) + 1):
        key = str(index)
        if f"%{index + 1}" in text:
            form = _FORMATS.get(_val(levels.get(key), "numFmt", "decimal"), str)
            text = text.replace(f"%{index + 1}", form(count.get(key, 1)))
    return text
