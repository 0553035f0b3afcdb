"""Templates: load one with what it includes, check it."""

import hashlib
from dataclasses import dataclass
from itertools import islice
from pathlib import Path

from jinja2 import FunctionLoader, TemplateError

from qicao import holes, located, tags
from qicao.declarations import declare, unexampled
from qicao.encoding import NOT_XML, character, decode
from qicao.filenames import is_file, near
from qicao.params import suggest
from qicao.problems import ProblemsFound, Span, is_error, problem
from qicao.shelves import FRONT, SUFFIX, bundled
from qicao.slots import Slots

MAX_PARTS = 30  # files one template may be made of
_KEYS = ("title", "about", "params", "check")


@dataclass(frozen=True, slots=True)
class Template:
    """A speech with holes: its parameters, and the sandbox its text is filled in."""

    name: str
    path: Path
    title: str
    about: str
    params: dict
    slots: Slots
    digest: str  # sha256 of all its files
    warnings: tuple = ()
    check: located.Node | None = None  # which rules speak of what is made from it
    files: tuple = ()  # (name, text) of each it is made of


@dataclass(slots=True)
class _Part:
    """One file of a template."""

    name: str
    shown: str
    text: str
    front: located.Node | None
    tags: tags.Tags


_loaded = {}  # path -> (stamps of its files, Template)


def load(path):
    """Return the template in a file; raises ProblemsFound with all that is wrong in it and its parts."""
    path = Path(path)
    kept = _loaded.get(path.absolute())
    if kept and kept[0] == _stamps([file for file, _ in kept[0]]):
        return kept[1]
    found, parts = [], {}
    main = _part(path, path.name, parts, found)
    params, used = _together(main, parts, found)
    _without_example(params, main, found)
    if not any(map(is_error, found)):  # a misspelt name leaves the right one unused
        spare = [
            param for param in params.values() if param.name not in used and param.span.path == main.shown
        ]
        found += [problem("unused-param", param.span, name=param.name) for param in spare]
    unique = list(dict.fromkeys(found))
    if any(map(is_error, unique)):
        raise ProblemsFound(unique)
    template = _made(path, main, parts, params, tuple(unique))
    _compile(template.slots, parts)
    _loaded[path.absolute()] = (_stamps(sorted(path.parent / name for name in parts)), template)
    return template


def forget(path):
    """Do not keep a template that will not be asked for again."""
    _loaded.pop(Path(path).absolute(), None)


def _compile(slots, parts):
    """Compile every part now, so that what jinja or Python finds only then is told like the rest."""
    found = []
    for name, part in parts.items():
        try:
            slots.get_template(name)
        except (TemplateError, SyntaxError, NameError, ValueError, RecursionError) as error:
            line = getattr(error, "lineno", None) if isinstance(error, TemplateError) else 1
            said = getattr(error, "message", None) or getattr(error, "msg", None) or str(error)
            found.append(problem("not-compiled", Span(part.shown, line or 1, 1), said=said))
    if found:
        raise ProblemsFound(found)


def _stamps(files):
    def stamp(file):
        try:
            known = file.stat()
        except OSError:
            return None
        return known.st_mtime_ns, known.st_size

    return [(file, stamp(file)) for file in files]


def _part(path, name, parts, found):
    """Read one file and, beneath it, the files it asks for."""
    shown = str(near(path))
    text, said = decode(path, shown)
    found += said
    for bad in islice(NOT_XML.finditer(text), 20):
        place = Span(shown, 1, 1).within(text, bad.start())
        found.append(character(place, bad))
    text = NOT_XML.sub(" ", text)
    front = FRONT.match(text)
    node = None
    body = text
    if front:
        node, said = located.read(shown, front.group(1), first_line=2)
        found += said
        # blank lines in place of the front matter keep the numbers of the lines
        body = "\n" * front.group().count("\n") + text[front.end() :]
    elif not parts:
        found.append(problem("no-front-matter", Span(shown, 1, 1)))
    part = parts[name] = _Part(name, shown, text, node, tags.scan(shown, body))
    found += part.tags.found
    for asked, span in part.tags.asks:
        _ask(path, asked, span, parts, found)
    return part


def _ask(path, asked, span, parts, found):
    if asked in parts:
        return
    target = path.parent / asked
    if not is_file(target) and asked.startswith("_"):
        target = bundled() / asked  # the parts that come along serve every template
    inside = "/" not in asked and "\\" not in asked and target.resolve().parent == target.parent.resolve()
    if not inside:
        found.append(problem("outside-folder", span, name=asked))
    elif not is_file(target):
        guess = suggest(asked.removesuffix(SUFFIX), [one.stem for one in path.parent.glob(f"*{SUFFIX}")])
        found.append(problem("no-such-part", span, name=asked, guess=guess and guess + SUFFIX))
    elif len(parts) >= MAX_PARTS:
        found.append(problem("too-many-parts", span, limit=MAX_PARTS))
    else:
        _part(target, asked, parts, found)


def _together(main, parts, found):
    """Declare the parameters of all parts and check their holes; returns (params, names that are used)."""
    inherited = {}
    for part in parts.values():
        if part is not main:
            inherited |= declare(_front(part, found).get("params"), found)
    own = _front(main, found)
    params = declare(own.get("params"), found, inherited)
    _circles(main, parts, found)
    macros = {part.name: holes.defined_macros(part.tags) for part in parts.values()}
    used = set()
    for part in parts.values():
        if part.tags.tree is not None:
            used |= holes.check(part.tags, params, macros, found)
    return params, used


def _front(part, found):
    """Return the front matter's nodes by key; unknown keys are problems."""
    if not isinstance(part.front, located.Mapping):
        if part.front is not None:
            found.append(problem("front-not-keys", part.front.span))
        return {}
    for key, node in part.front.entries:
        if key.text not in _KEYS:
            facts = {"name": key.text, "guess": suggest(key.text, _KEYS), "names": "、".join(_KEYS)}
            found.append(problem("unknown-key", key.span, **facts))
        elif key.text not in ("params", "check") and not isinstance(node, located.Scalar):
            found.append(problem("not-text", node.span, name=key.text, got="…"))
    return {key.text: node for key, node in part.front.entries}


def _circles(main, parts, found):
    """Report files that include themselves, straight or round about."""
    asks = {name: part.tags.asks for name, part in parts.items()}

    done = set()

    def follow(name, above):
        for asked, span in asks.get(name, ()):
            if asked in above:
                found.append(problem("circle", span, name=asked))
            elif asked in asks and asked not in done:
                follow(asked, (*above, asked))
        done.add(name)

    follow(main.name, (main.name,))


def _without_example(params, main, found):
    for param in params.values():
        for bare in unexampled(param):
            span = bare.span if bare.span.path else Span(main.shown, 1, 1)
            found.append(problem("no-example", span, name=bare.name or param.name))


def _made(path, main, parts, params, warnings):
    bodies = {part.name: part.tags.text for part in parts.values()}
    shown = {part.name: part.shown for part in parts.values()}
    digest = hashlib.sha256()
    for name in sorted(parts):
        digest.update(f"{name}\0{parts[name].text}\0".encode())
    entries = main.front.entries if main.front else ()
    front = {key.text: node.text for key, node in entries if isinstance(node, located.Scalar)}
    slots = Slots(FunctionLoader(lambda name: (bodies[name], shown[name], None) if name in bodies else None))
    title, about = front.get("title", path.stem), front.get("about", "")
    check = next((node for key, node in entries if key.text == "check"), None)
    files = tuple((part.name, part.text) for part in parts.values())
    known = {"title": title, "about": about, "params": params, "check": check, "files": files}
    return Template(path.stem, path, slots=slots, digest=digest.hexdigest(), warnings=warnings, **known)
