"""What a draft that stands already was made from, so that it need not be made again."""

import re
from dataclasses import dataclass
from pathlib import Path

from qicao import manifest, package
from qicao.document import Document, Source
from qicao.filenames import is_file
from qicao.writers import word

_PROPERTY = re.compile(r'name="qicao\.(\w{1,20})"[^<>]{0,99}>\s*<(?:\w+:)?lpwstr[^<>]{0,99}>([^<]{0,999})<')
_ELSEWHERE = ("brief", "seal")  # what may differ between two drafts of the same values


@dataclass(frozen=True, slots=True)
class Made:
    """What a draft says it was made from, and whether it is as it was written."""

    facts: tuple
    whole: bool


def made(path):
    """Return the Made of a file, or None where there is none that qicao wrote."""
    path = Path(path)
    if path.suffix.lower() != ".docx" or not is_file(path):
        return None
    try:
        parts = package.contents(path)
    except (OSError, ValueError):
        return None
    from html import unescape

    own = parts.get(package.OWN, b"").decode("utf-8", "replace")
    known = {name: unescape(text) for name, text in _PROPERTY.findall(own)}
    if "seal" not in known:
        return None
    return Made(_plain(known), known["seal"] == package.seal_of(parts))


def matches(known, brief, options):
    """Tell whether a draft was made from the same values, template and options."""
    source = Source(brief.template.digest, "", manifest.given(brief.given))
    return known.facts == _plain(word.short(Document((), brief.template.name, source=source), options))


def _plain(facts):
    return tuple(sorted((name, text) for name, text in facts.items() if name not in _ELSEWHERE))
