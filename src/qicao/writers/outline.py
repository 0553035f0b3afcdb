"""The outline of a speech: what `qicao show` prints, for people and as JSON."""

import json

from qicao import structure
from qicao.problems import say
from qicao.structure import spoken

_LONGEST = 38  # characters of a paragraph shown


def write(document):
    """Return the parts, headings, gaps, characters and minutes of a Document as lines to read."""
    lines = []
    around, speeches = _speeches(document)
    for title, parts in speeches:
        count = spoken.characters(parts)
        lines += [
            title or "—",
            say("show-length", characters=count, minutes=spoken.minutes(count), paragraphs=len(parts)),
            "",
        ]
        lines += [_line(part) for part in parts if part.block.kind != "title"] + [""]
    if around:
        lines += [say("show-around"), *(f"  {block.text[:_LONGEST]}" for block in around), ""]
    if document.gaps:
        lines += [
            say("show-gaps", count=len(document.gaps)),
            *(f"  {gap.path}　{gap.about}" for gap in document.gaps),
        ]
    return "\n".join(lines).rstrip() + "\n"


def _speeches(document):
    """Return (what stands around the speeches, the title and the parts of each)."""
    around, *inner = structure.speeches(document.blocks)
    all_parts = [structure.parts(structure.with_front(blocks)) for blocks in inner]
    titles = [next((p.block.text for p in parts if p.role == "title"), "") for parts in all_parts]
    return around, list(zip(titles, all_parts, strict=True))


def _line(part):
    block = part.block
    depth = "  " * max(
        block.level, 1 if part.role == "demand_heading" else 2 if part.role == "demand_body" else 1
    )
    text = block.text if len(block.text) <= _LONGEST else block.text[:_LONGEST] + "…"
    inner = [item.marker for item in part.items if item.pos and item.marker]
    more = f"　[{' '.join(inner)}]" if inner else ""
    role = "meta" if block.kind == "subtitle" else part.role
    return f"{say(f'role-{role}'):<4}{depth}{text}{more}"


def as_json(document):
    """Return the outline for other programs (DESIGN 4): a record for each source paragraph."""
    around, speeches = _speeches(document)
    if around:
        speeches.append(("", structure.shell(around, document.blocks)))
    records = [{"title": title, "paragraphs": list(map(_record, parts))} for title, parts in speeches]
    return json.dumps({"speeches": records}, ensure_ascii=False, indent=1) + "\n"


def _record(part):
    block = part.block
    return {
        "line": block.origin.line,
        "line_end": block.end or block.origin.line,
        "text": block.text,
        "role": part.role,
        "level": part.level,
        "implied_level": part.implied_level,
        "items": [{"marker": item.marker, "pos": item.pos, "head": item.head} for item in part.items],
    }
