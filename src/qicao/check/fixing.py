"""Safe fixes made in a file, and findings written into a copy as comments."""

from dataclasses import dataclass

from qicao.check.page import fixed as fixed_text
from qicao.compare import between
from qicao.encoding import source


@dataclass(frozen=True, slots=True)
class Fixed:
    """A file put right: its bytes, the problems that are gone, what could not be done, what changed."""

    data: bytes
    made: tuple
    problems: tuple = ()
    changes: tuple = ()  # (number, old line, new line)

    def listed(self):
        """Yield a line for each line that changes: its number and what comes and goes in it."""
        for number, old, new in self.changes:
            yield f"~ {number}  {between(old, new)}"


def fixed(checked, track=False):
    """Return a Checked file with its safe fixes made; track: in a .docx as tracked changes."""
    wanted = tuple(one for one in checked.problems if one.fix is not None and one.span.path == checked.path)
    text, encoding = source(checked.path)
    new = fixed_text(text, wanted)
    old_lines, new_lines = text.splitlines(), new.splitlines()
    pairs = zip(old_lines, new_lines, strict=True)
    changes = tuple((number, old, now) for number, (old, now) in enumerate(pairs, 1) if old != now)
    return Fixed(new.encode(encoding), wanted, (), changes)
