"""The rows that find facts, as data/entities.yaml writes them: patterns made of terms."""

import re
from dataclasses import dataclass
from functools import cache, lru_cache

from qicao.located import Scalar
from qicao.params import Param, Reading
from qicao.problems import Span
from qicao.tables import table

_TERM = re.compile(r"\{([^\W\d]+)\}")


@dataclass(frozen=True, slots=True)
class Row:
    """A row of the table; one that joins also takes in the place right before it."""

    kind: str
    type: str
    pattern: re.Pattern
    edge: str
    joins: bool


@cache
def rows():
    """Return the rows of the table in their order."""
    return tuple(
        Row(
            row["kind"],
            row["type"],
            re.compile(spelt(row["pattern"]), re.MULTILINE),
            row.get("edge", ""),
            "joins" in row,
        )
        for row in table("entities")["rows"]
    )


def spelt(pattern):
    """Return a pattern with the terms it names written out."""
    while _TERM.search(pattern):
        pattern = _TERM.sub(lambda found: _term(found[1]), pattern)
    return pattern


@cache
def _term(name):
    term = table("entities")["terms"][name]
    if " " not in term:
        return term
    words = sorted(term.split(), key=lambda word: -len(re.sub(r"\(.*\)", "", word)))
    return f"(?:{'|'.join(words)})"


@cache
def chars(name):
    """Return a set of characters of the table."""
    return frozenset(table("entities")["characters"][name])


@cache
def listed(name):
    """Return a set of words of the table."""
    return frozenset(table("entities")["words"][name].split())


@lru_cache(4096)
def readable(type_, value):
    """Return the type, or text where a brief could not give the value back as it is written."""
    if type_ == "text":
        return type_
    problems = []
    read = Reading(problems).value(Param("", type_), Scalar(value, Span("")), "")
    return type_ if not problems and str(read) == value else "text"
