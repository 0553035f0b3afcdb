"""Markdown as people write speeches in it: # headings, **bold**, lists; the marks go, the words stay."""

import re
from dataclasses import replace

_HEADING = re.compile(r"(#{1,6})\s+(.*?)\s*#*$")
_BULLET = re.compile(r"[-*+]\s+(?=\S)|>\s?")
_RULE = re.compile(r"(?:[-*_]\s*){3,}$|(?:=+|-+)$")
_LINK = re.compile(r"!?\[([^\]]*)\]\([^)]*\)")
_STRONG = re.compile(r"(\*\*|__|~~)(?=\S)(.+?)(?<=\S)\1")
_SOFT = re.compile(r"(?<![*A-Za-z0-9])\*(?=\S)([^*]+?)(?<=\S)\*(?![*A-Za-z0-9])|`([^`]+)`")


def plain(lines):
    """Return the lines of a Markdown text without its marks, each heading with its depth."""
    made = []
    for line in lines:
        if line.plain or _RULE.match(line.text):
            made.append(line)
            continue
        found = _HEADING.match(line.text)
        words = (
            found.group(2)
            if found
            else _BULLET.sub("", line.text, count=1)
            if _BULLET.match(line.text)
            else line.text
        )
        words = _unmarked(words)
        if words:
            shift = max(line.text.find(words[0]), 0)
            depth = len(found.group(1)) if found else 0
            made.append(replace(line, text=words, column=line.column + shift, heading=depth))
    return tuple(made)


def _unmarked(words):
    """Return words without emphasis, links and code marks."""
    words = _LINK.sub(r"\1", words)
    words = _STRONG.sub(r"\2", words)
    return _SOFT.sub(lambda found: found.group(1) or found.group(2), words).strip()
