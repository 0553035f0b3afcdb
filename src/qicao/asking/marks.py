"""What people write into a form or at the prompt, as the node of a brief and back."""

import re

from qicao.located import Scalar, Sequence

EMPTY, OPEN = "（空）", "（待填）"  # nothing on purpose; not known yet, which an empty cell says too
_MARK = re.compile("[（(](空|待填)[）)]")
_ESCAPED = re.compile("[（(]([（(]+(?:空|待填)[）)]+)[）)]")  # a text that is a mark stands in brackets
_BREAK = re.compile("\r\n|[\r\v\f\x85\u2028\u2029]")
_EDGES = " \t\n\u3000\xa0\u200b\ufeff"


def node(text, span):
    """Return what somebody wrote as a Scalar, None where it is nothing; the edges of lines are trimmed."""
    text = "\n".join(line.strip(_EDGES) for line in _BREAK.sub("\n", text).split("\n")).strip(_EDGES)
    if not text:
        return None
    if mark := _MARK.fullmatch(text):
        return Scalar("", span, plain=mark.group(1) == "待填")
    escaped = _ESCAPED.fullmatch(text)
    return Scalar(escaped.group(1) if escaped else text, span, plain=False)


def words(given):
    """Return the node of a single value as somebody would write it, "" where it was left open."""
    if isinstance(given, Sequence):  # paragraphs may be a list in a brief
        return "\n".join(item.text for item in given.items if isinstance(item, Scalar))
    if not isinstance(given, Scalar):
        return ""
    if not given.text:
        return "" if given.plain else EMPTY
    return (
        f"（{given.text}）" if _MARK.fullmatch(given.text) or _ESCAPED.fullmatch(given.text) else given.text
    )
