"""A file of several speeches: …篇1, 篇一：…, 第一篇, 讲话（一）, or one title after another."""

import re
from itertools import pairwise

from qicao.markers import value
from qicao.structure.formulas import is_formula, patterns, wide

_LONGEST = 60  # characters of the title of a speech
_FRONT = 6  # lines from the title of a speech to its salutation, at the most
_SPOKEN = 200  # characters that make what stands before the first title a speech of its own


def speeches(blocks):
    """Split a compilation at the titles of its speeches; what stands around the speeches comes first."""
    starts = _numbered(blocks) or _titled(blocks)
    if len(starts) < 2:
        return ((), tuple(blocks))
    cuts = [*starts, len(blocks)]
    inner = [list(blocks[a:b]) for a, b in pairwise(cuts)]
    around = list(blocks[: starts[0]])
    for one in inner:
        around += _shell(one)
    return (tuple(around), *map(tuple, inner))


def _shell(speech):
    """Take the noise off the end of a speech and return it."""
    end = len(speech)
    while end > 1 and is_formula("noise", speech[end - 1].text):
        end -= 1
    tail = speech[end:]
    del speech[end:]
    return tail


def _numbered(blocks):
    """Return the places of the numbered titles of speeches, of the kind that holds most of the file."""
    titles = [(at, wide(block.text)) for at, block in enumerate(blocks) if len(block.text) <= _LONGEST]
    chains = [chain for pattern in patterns("chapter") for chain in _chains(blocks, titles, pattern)]
    return max(chains, key=lambda chain: (len(chain), -chain[0]), default=[])


def _chains(blocks, titles, pattern):
    """Yield each run of titles 1, 2, 3… that have a text below them; a table of contents has none."""
    chain, last = [], 0
    for at, title in titles:
        found = pattern.search(title)
        if not found:
            continue
        number = value(found.group(1))
        if number == 1:
            yield from [chain] if _has_texts(chain, blocks) else []
            chain, last = [at], 1
        elif chain and last < number <= last + 2:
            chain.append(at)
            last = number
    yield from [chain] if _has_texts(chain, blocks) else []


def _has_texts(chain, blocks):
    ends = [*chain[1:], len(blocks)]
    return len(chain) > 1 and all(
        any(len(block.text) > _LONGEST or re.search("[。！：:]", block.text) for block in blocks[a + 1 : b])
        for a, b in zip(chain, ends, strict=False)
    )


def _titled(blocks):
    """Return the places of the titles of speeches that each come with a salutation of their own."""
    starts = []
    for at, block in enumerate(blocks):
        if block.kind == "salutation" or is_formula("salutation", block.text):
            first = starts[-1] + 1 if starts else 0
            title = _title_above(blocks, at, first)
            if title is not None:
                starts.append(title)
    if starts and sum(len(block.text) for block in blocks[: starts[0]]) > _SPOKEN:
        starts.insert(0, 0)
    return starts


def _title_above(blocks, salutation, first):
    """Return the place of the title that belongs to a salutation, None where it has none."""
    for at in range(salutation - 1, max(first, salutation - _FRONT) - 1, -1):
        text = blocks[at].text
        if len(text) > _LONGEST or re.search("[。；！？]", text) or blocks[at].kind in ("heading", "point"):
            break
        if is_formula("occasion", text) and not text.startswith(("——", "--")):
            return at
    return None
