"""What lies beside a template to try it with: briefs that name it, and texts that are expected of them."""

from dataclasses import dataclass
from pathlib import Path

from qicao import located, shelves
from qicao.compare import compare, listed
from qicao.encoding import decode
from qicao.filenames import BRIEFS, is_of
from qicao.params import TEMPLATE_KEYS
from qicao.problems import ProblemsFound, Span, problem
from qicao.readers import text
from qicao.writers.text import write

EXPECTED = ".expected.txt"


@dataclass(frozen=True, slots=True)
class Expected:
    """A text that is expected of a draft: its file, the bytes it would have now, what is different."""

    path: Path
    data: bytes
    lines: tuple = ()
    problem: object = None
    there: bool = True


def briefs(path):
    """Return the paths of the briefs that name a template: NAME.*.yaml beside it, and those in drafts/."""
    beside = [*path.parent.glob(f"{_plain(path.stem)}.*")]
    drafts = shelves.project(path.parent) / "drafts"
    found = [one for one in (*beside, *drafts.glob("*")) if is_of(BRIEFS, one) and ".bak" not in one.name]
    return [one for one in sorted(dict.fromkeys(found)) if _names(one, path)]


def _plain(stem):
    """Return a name in which no character stands for others when files are looked for."""
    return "".join(f"[{char}]" if char in "*?[" else char for char in stem)


def _names(brief, path):
    """Tell whether a brief is one of a template."""
    try:
        node, _ = located.read(str(brief), decode(brief)[0])
        name = next(
            (one for key in TEMPLATE_KEYS if isinstance(one := _get(node, key), located.Scalar)), None
        )
        return name is not None and shelves.find(name.text, name.span, brief.parent).samefile(path)
    except (ProblemsFound, OSError):
        return False


def _get(node, key):
    return node.get(key) if isinstance(node, located.Mapping) else None


def expected(source, document, own):
    """Return what is Expected of the Document of a source: NAME.expected.txt of a template NAME.md (own).

    Of a brief it is NAME.yaml.expected.txt, so that both can lie side by side.
    """
    path = source.with_name(f"{source.stem if own else source.name}{EXPECTED}")
    data = write(document)
    if not path.is_file():
        return Expected(path, data, there=False)
    try:
        words, _ = decode(path)
    except ProblemsFound as error:
        return Expected(path, data, problem=error.problems[0])
    if words.strip() == data.decode().strip():
        return Expected(path, data)
    lines = tuple(listed(compare(text.read(words, str(path)), document))) or tuple(
        _lines(words, data.decode())
    )
    return Expected(path, data, lines, problem("expected-differs", Span(str(path)), count=len(lines)))


def _lines(was, now):
    """Yield what differs where the words of the paragraphs do not: marks at their heads, blanks."""
    for number, (old, new) in enumerate(zip(was.split("\n"), now.split("\n"), strict=False), 1):
        if old != new:
            yield f"~ {number}  [-{old}-]{{+{new}+}}"
