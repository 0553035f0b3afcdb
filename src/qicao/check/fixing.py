"""Safe fixes made in a file, and findings written into a copy as comments."""

from dataclasses import dataclass
from pathlib import Path

from qicao import located
from qicao.check.page import fixed as fixed_text
from qicao.check.page import mended
from qicao.compare import between
from qicao.encoding import source
from qicao.filenames import BRIEFS, is_of
from qicao.problems import Span, problem
from qicao.revise.places import ENDING

_BREAK = "\n"  # in a paragraph of a .docx


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
            yield f"~ {number}  {between(old, new) or new.replace(_BREAK, '⏎')}"


def fixed(checked, track=False):
    """Return a Checked file with its safe fixes made (Fixed); track: in a .docx as tracked changes."""
    wanted = [one for one in checked.problems if one.fix is not None and one.span.path == checked.path]
    if checked.path.lower().endswith(".docx"):
        return _word(checked, track)
    text, encoding = source(checked.path)
    if is_of(BRIEFS, checked.path):
        wanted = _sound(text, wanted, checked.path)
    new = fixed_text(text, wanted)
    return Fixed(new.encode(encoding), tuple(wanted), (), _changes(text.splitlines(), new.splitlines()))


def _changes(old, new):
    lines = enumerate(zip(old, new, strict=True), 1)
    return tuple((number, one, other) for number, (one, other) in lines if one != other)


def _sound(text, wanted, path):
    """Return the fixes after which a brief still has the values it had but for them."""
    before = _shape(text, path)

    def harmless(some):
        if _shape(fixed_text(text, some), path) == before:
            return some
        middle = len(some) // 2
        return harmless(some[:middle]) + harmless(some[middle:]) if middle else []

    return harmless(wanted)


def _shape(text, path):
    """Return the keys of a brief and how many values each list has, with what is wrong in the YAML."""
    node, found = located.read(path, ENDING.sub("\n", text))
    return _keys(node), [one.code for one in found]


def _keys(node):
    match node:
        case located.Mapping():
            return [(key.text, _keys(value)) for key, value in node.entries]
        case located.Sequence():
            return [_keys(one) for one in node.items]
    return None


def _word(checked, track):
    """Fix a .docx: the words of its findings, whatever they look like."""
    from qicao.check import word

    pairs = zip(checked.findings, checked.problems, strict=True)
    known = {id(finding): one for finding, one in pairs if finding is not None and finding.fix is not None}
    findings = [one for one in checked.findings if id(one) in known]
    data = Path(checked.path).read_bytes()
    done = (word.tracked if track else word.fixed)(data, findings, checked.path)
    made = tuple(known[id(one)] for one in done.done)
    refused = tuple(one.problem(checked.path) for one in done.refused)
    return Fixed(done.data, made, refused, tuple(_paragraphs(checked, made)))


def _paragraphs(checked, made):
    """Yield (number, text, text when fixed) of the paragraphs of a .docx that change."""
    alone = {}
    for one in made:
        if one.fix is not None:
            alone.setdefault(one.span.line, []).append(one)
    for number, own in sorted(alone.items()):
        line = checked.lines[number - 1]
        yield number, line, mended(line, own)


def commented(checked):
    """Return (bytes, problems): a .docx with each finding as a Word comment at the words it is about."""
    from qicao.check import word

    if not checked.path.lower().endswith(".docx"):
        return None, (problem("comment-needs-docx", Span(checked.path)),)
    pairs = [
        (finding, f"{one.message}\n{one.hint}" if one.hint else one.message)
        for one, finding in zip(checked.problems, checked.findings, strict=True)
        if finding is not None
    ]
    findings, texts = zip(*pairs, strict=True) if pairs else ((), ())
    return word.commented(Path(checked.path).read_bytes(), findings, texts, checked.path), ()
