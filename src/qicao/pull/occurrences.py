"""The places of values in an edited draft, those of several paragraphs put together."""

from dataclasses import replace
from itertools import takewhile

from qicao.document import MARKS, Field, Text
from qicao.pull import tree
from qicao.rework.values import is_whole, strangers


def occurrences(pairs, params, lists=()):
    """Yield a Place for each occurrence of a value; one of several paragraphs has them joined by line feeds.

    Paragraphs that a person has added below such a value belong to it, unless they are items of lists.
    """
    taken = {number for one in lists for number in one.lines}
    runs = {}
    for at, pair in enumerate(pairs):
        for place in pair.places:
            param = tree.param_at(params, place.path)
            if param is None or param.type != "paragraphs":
                yield place
            else:
                _gather(runs.setdefault(place.path, []), pair, at, place)
    for found in runs.values():
        whole = [one for run in found for one, *_ in run if is_whole(one.block) and not one.block.ordinal]
        heads = any(one.lines and one.lines[0].head for one in whole)
        for run in found:
            yield _joined(run, pairs, taken, heads)


def _gather(found, pair, at, place):
    """Add a place to the run of paragraphs it continues."""
    if (
        found
        and found[-1]
        and found[-1][-1][0].at == pair.at - 1
        and found[-1][-1][0].block is not pair.block
    ):
        found[-1].append((pair, at, place))
    else:
        found.append([(pair, at, place)])


def _joined(run, pairs, taken, heads):
    texts, doubt = [], ""
    first = replace(run[0][2], was="\n".join(one.was for *_, one in run))
    series = run[0][0].block.ordinal
    for pair, at, place in run:
        head = pair.lines[0].head if pair.lines and not pair.block.ordinal else None
        if series and head and head.kind.name == series.kind:
            return replace(first, now=None, doubt="replaced")  # an item of its own was written over it
        gone = not pair.lines and not pair.pending and is_whole(pair.block) is not None
        if gone and any(pairs[one].numbers[0] not in taken for one in strangers(pairs, at)):
            return replace(first, now=None, doubt="replaced")  # written anew, it may be any of these lines
        if not gone and place.now is None:
            return replace(first, now=None, doubt=place.doubt)
        texts += [] if gone else [place.now]
        added = _added(pairs, at, taken, heads) if _ends(pair.block, place.path) and not gone else []
        if added and _lost(pairs, at, place.path):
            return replace(first, now=None, doubt="replaced")  # one may be the template's, written anew
        texts += added
        doubt = doubt or place.doubt
    line = next((one.line for *_, one in run if one.line), 0)
    lines = [one for text in texts for one in text.split("\n") if one.strip()]
    return replace(first, now="\n".join(lines), line=line, doubt="" if doubt == "deleted" else doubt)


def _ends(block, path):
    """Tell whether a paragraph ends with a value, but for a mark."""
    *_, last = block.parts
    if isinstance(last, Text) and not last.text.strip(MARKS) and len(block.parts) > 1:
        last = block.parts[-2]
    return isinstance(last, Field) and last.path == path


def _lost(pairs, at, path):
    """Tell whether a paragraph that is not of a value is gone where others have been added."""
    for pair in takewhile(lambda one: one.block is None or not one.lines, pairs[at + 1 :]):
        whole = pair.block is not None and is_whole(pair.block)
        if pair.block is not None and not pair.pending and not (whole and whole.path == path):
            return True
    return False


def _added(pairs, at, taken, heads):
    """Return the texts of the paragraphs that a person has added right below."""
    made = []
    for pair in pairs[at + 1 :]:
        if pair.block is not None and pair.lines:
            break
        if pair.block is not None or not pair.text.strip():
            continue
        line = pair.lines[0]
        if pair.numbers[0] in taken or line.level or (line.head and not heads):
            break
        made.append(pair.text)
    return made
