"""What stands in the place of what in two drafts of one template."""

from qicao.align import likeness
from qicao.document import Field

_KIN = 0.5  # likeness below which a value is not what it was


def drawn(base, ours):
    """Yield (base, ours) for what stands on the same line of the template with the same values."""
    known = {}
    for at, block in enumerate(base):
        known.setdefault(_origin(block), []).append(at)
    for at, block in enumerate(ours):
        if known.get(_origin(block)):
            yield known[_origin(block)].pop(0), at


def is_another(base, ours):
    """Tell whether a paragraph is now that of another item: no value stays, and one is hardly alike."""
    was, now = ({part.path: part.text for part in one.parts if _is_of_item(part)} for one in (base, ours))
    shared = was.keys() & now.keys()
    return bool(
        shared
        and not set(was.values()) & set(now.values())  # one that stays may have moved on in a list
        and any(likeness(was[path], now[path]) < _KIN for path in shared)
    )


def _is_of_item(part):
    return isinstance(part, Field) and not part.gap and any(map(str.isdigit, part.path.split(".")))


def _origin(block):
    file = block.origin.path.replace("\\", "/").rsplit("/", 1)[-1]
    return file, block.origin.line, tuple(part.path for part in block.parts if isinstance(part, Field))
