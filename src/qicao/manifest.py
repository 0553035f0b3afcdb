"""What a draft carries of itself: its values, its template, each paragraph as it was written."""

import json
import re
from functools import lru_cache
from pathlib import PurePath
from typing import NamedTuple

from qicao.document import Block, Document, Field, Ordinal, Source, Text
from qicao.encoding import escaped, quoting
from qicao.located import Mapping, Scalar, Sequence
from qicao.problems import Span

VERSION = "1"
NAMESPACE = f"urn:qicao:draft:{VERSION}"
PART = "customXml/item1.xml"
MARK = "_qc"  # Word hides bookmarks whose names begin so
_HEAD = re.compile(rb"<(?:\w+:)?draft\s[^>]*urn:qicao:draft:(\w+)")
_FIRST = 400  # bytes in which a part names its namespace
_NOWHERE = Span("")
_PARAGRAPH = 0x51C00000  # the first w14:paraId; the standard wants less than 0x80000000 (WORD.md 6)


class Manifest(NamedTuple):
    """A draft as it was written: its Document, the options by name, and the mark of each paragraph."""

    document: Document
    options: dict
    marks: tuple


def marks(count):
    """Return the marks of a new draft's paragraphs: the names of their bookmarks."""
    return tuple(f"{MARK}{number}" for number in range(1, count + 1))


def paragraph_id(mark):
    """Return the w14:paraId of a paragraph by its mark."""
    return f"{_PARAGRAPH + int(mark.removeprefix(MARK)):08X}"


def write(manifest):
    """Return the XML of a manifest."""
    document, source = manifest.document, manifest.document.source
    options = "".join(f' {name}="{escaped(value)}"' for name, value in manifest.options.items())
    paragraphs = "".join(map(_paragraph, document.blocks, manifest.marks))
    return (
        f'<?xml version="1.0" encoding="UTF-8"?>\n<draft xmlns="{NAMESPACE}">\n'
        f'<template name="{escaped(document.template)}" digest="{source.digest}"/>\n<options{options}/>\n'
        f'<brief name="{escaped(source.brief)}">{quoting(source.given)}</brief>\n{paragraphs}</draft>\n'
    )


def _paragraph(block, mark):
    level = f' level="{block.level}"' if block.level else ""
    lead = f' lead="{block.lead}"' if block.lead else ""
    line = f' line="{block.origin.line}" file="{_file(block.origin.path)}"' if block.origin.path else ""
    words = "".join(map(_part, block.parts))
    if one := block.ordinal:
        counted = f'kind="{one.kind}" number="{one.number}" series="{one.series}"'
        words = f"<o {counted}>{escaped(one.text)}</o>{words}"
    return f'<p id="{mark}" kind="{block.kind}"{level}{lead}{line}>{words}</p>\n'


@lru_cache(64)
def _file(path):
    return escaped(PurePath(path).name)


def _part(part):
    if isinstance(part, Text):
        return escaped(part.text)
    gap = ' gap="1"' if part.gap else ""
    return f'<f path="{escaped(part.path)}"{gap}>{escaped(part.text)}</f>'


def read(root):
    """Return the Manifest in an XML element; raises ValueError or LookupError where it is none."""
    if _local(root) != "draft":
        raise ValueError("no manifest")
    within = {_local(child): child for child in root}
    source = Source(
        within["template"].get("digest"), within["brief"].get("name"), within["brief"].text or "{}"
    )
    nodes(source.given)
    lines = [child for child in root if _local(child) == "p"]
    template = within["template"].get("name")
    document = Document(tuple(map(_block, lines)), template, source=source)
    return Manifest(document, dict(within["options"].attrib), tuple(line.attrib["id"] for line in lines))


def version(data):
    """Return the version of a manifest by the bytes of its part, damaged or not; "" where it is none."""
    found = _HEAD.search(data[:_FIRST])
    return found.group(1).decode() if found else ""


def _local(element):
    return element.tag.removeprefix(f"{{{NAMESPACE}}}")


def _block(line):
    ordinal, parts = None, [Text(line.text)] if line.text else []
    for child in line:
        if _local(child) == "o":
            known = child.attrib
            ordinal = Ordinal(child.text, known["kind"], int(known["number"]), int(known["series"]))
        else:
            parts.append(Field(child.text or "", child.attrib["path"], gap="gap" in child.attrib))
        if child.tail:
            parts.append(Text(child.tail))
    origin = Span(line.get("file", ""), int(line.get("line", 0)), 1)
    level, lead = int(line.get("level", 0)), int(line.get("lead", 0))
    return Block(line.attrib["kind"], tuple(parts), level, ordinal, lead, origin)


# -- the values of a brief as JSON: null is a value left open, "" one that was emptied


def given(node):
    """Return the values of a brief as JSON."""
    return json.dumps(bare(node), ensure_ascii=False)


def nodes(text):
    """Return the values of a brief from JSON, as the nodes they were; raises ValueError."""
    try:
        data = json.loads(text)
    except RecursionError:
        data = None
    match data:
        case dict():
            return node_of(data)
    raise ValueError("no values")


def bare(node):
    """Return a located node as plain data: None is a value left open, "" one that was emptied."""
    if isinstance(node, Scalar):
        return node.text or (None if node.plain else "")
    if isinstance(node, Mapping):
        return {key.text: bare(inner) for key, inner in node.entries}
    return [bare(item) for item in node.items] if node else None


def node_of(data):
    """Return plain data as a located node; raises ValueError where no brief can hold it."""
    match data:
        case dict():
            entries = ((Scalar(key, _NOWHERE), node_of(inner)) for key, inner in data.items())
            return Mapping(tuple(entries), _NOWHERE)
        case list():
            return Sequence(tuple(map(node_of, data)), _NOWHERE)
        case int() | float():
            raise ValueError(data)
    return Scalar(data or "", _NOWHERE, plain=data is None)
