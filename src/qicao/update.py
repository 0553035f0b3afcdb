"""A draft made again in the file that people have edited: their edits stay, the rest follows the brief."""

import json
import os
from dataclasses import dataclass, replace
from functools import partial
from itertools import islice
from pathlib import Path, PurePath

from qicao import brief as briefs
from qicao import fill, forms, layout, manifest, shelves, template
from qicao.document import Field
from qicao.filenames import is_file
from qicao.merge import ADDED, OFFERED
from qicao.problems import ProblemsFound, Span, problem, say
from qicao.rework import merging
from qicao.rework.binding import bind
from qicao.rework.draft import Draft
from qicao.rework.merging import words
from qicao.rework.putting import Putting
from qicao.rework.values import places
from qicao.writers import word

_KIN = 0.3  # of the paragraphs of a speech, the least a file must have to be a draft of it
_MOST = 1000  # files and folders of a project among which a brief is looked for
_ASKED = "asked"  # of a draft of which nobody knows what was changed: a person decides, ordinals included
_UNSEALED = "0" * 64  # a seal that never holds: a person has worked on this file


@dataclass(frozen=True, slots=True)
class Updated:
    """What an update comes to: the file's new bytes (None where it stays), and what changes in it."""

    data: bytes | None
    changes: tuple = ()
    problems: tuple = ()


def update(path, given="", reference=""):
    """Return the Updated draft of a file: of a brief (by its path, else the one it was made from).

    reference names another template than the brief does. Raises ProblemsFound; writes nothing.
    """
    draft = Draft(path)
    base = draft.manifest.document if draft.manifest else None
    now = brief_of(draft, given, reference)
    ours = fill.draft(now)
    warnings = (*draft.problems, *now.warnings, *(() if given or reference else _replaced(draft, base, ours)))
    options = options_of(draft)
    if base is None and _is_known(draft, ours):
        base = ours
    same = base is not None and draft.manifest and _same(base, ours)
    if same and (draft.sealed or _ASKED in draft.manifest.options):
        return Updated(None, problems=warnings)
    if draft.sealed and draft.manifest:
        return _anew(draft, base, ours, options, warnings)
    changes = _changes(draft, base, ours)
    if same and not any(change.edits for change in changes):
        return Updated(None, problems=warnings)
    uneven = tuple(_uneven(draft, changes, ours))
    said = partial(_said, known=base is not None)
    noted = draft.comments.texts()
    putting = Putting(draft, changes, ours.blocks, said)
    putting.put()
    told = (*warnings, *uneven, *_told(draft, changes, putting.refused, base))
    edits = [change for change in changes if change.edits]
    if edits and all(change in putting.refused and said(change, refused=True) in noted for change in edits):
        return Updated(None, tuple(changes), told)  # what cannot be put in stands in its comments already
    if options.bound:
        bind(draft, {path for block in ours.blocks for path, *_ in _fields(block)})
    stands = {id(change.ours): _as_it_stands(change, putting.refused) for change in changes if change.ours}
    written = replace(ours, blocks=tuple(stands.get(id(block), block) for block in ours.blocks))
    known = word.named(options) | ({} if base is not None else {_ASKED: "1"})
    data = draft.packed(
        manifest.Manifest(written, known, tuple(map(putting.mark, ours.blocks))),
        {**word.short(ours, options), "seal": _UNSEALED},
    )
    return Updated(data, tuple(changes), told)


def _as_it_stands(change, refused):
    """Return a Block of the new draft as the file has it: with its number there, or as it was if refused."""
    block = change.base or change.ours if change in refused else change.ours
    ordinal = block.ordinal and block.ordinal._replace(text=change.head or block.ordinal.text)
    return replace(block, ordinal=ordinal)


def _anew(draft, base, ours, options, warnings):
    """Return the draft written anew where nobody has touched it."""
    changes = merging.changes(base.blocks, draft.manifest.marks, draft.lines, ours.blocks)
    return Updated(word.write(ours, options), tuple(changes), warnings)


def _same(base, ours):
    def plain(document):
        return [(words(one), one.kind, one.level, one.lead, tuple(_fields(one))) for one in document.blocks]

    def known(document):
        given = json.loads(document.source.given)
        given = {name: value for name, value in given.items() if value is not None}
        return document.source.digest, document.source.brief, given

    return plain(base) == plain(ours) and known(base) == known(ours)


def _fields(block):
    return ((part.path, part.text, part.gap) for part in block.parts if isinstance(part, Field))


def _is_known(draft, ours):
    """Tell whether a draft that lost its manifest was made of just this brief and template."""
    copy = word.short(ours, word.Options())
    return all(copy[name] == draft.known.get(name) for name in ("digest", "given"))


def _changes(draft, base, ours):
    """Return the Changes of a draft; where it is not known how it was written, all of them suggestions."""
    if base is not None:
        marks = draft.manifest.marks if draft.manifest else ()
        return merging.changes(base.blocks, marks, draft.lines, ours.blocks)
    made = merging.two_way(draft.lines, ours.blocks)
    kin = sum(1 for change in made if change.lines and change.ours is not None)
    if kin < _KIN * max(len(ours.blocks), 1):
        raise ProblemsFound([problem("not-its-draft", Span(str(draft.path)))])
    return made


# -- the brief and the options of a draft


def brief_of(draft, given="", reference=""):
    """Return the Brief of a draft: the one named, the one it was made from, else the values it carries.

    Raises ProblemsFound where there is none, or where it cannot be read.
    """
    sets = (f"模板={reference}",) if reference else ()
    path = given or find_brief(draft)
    if path:
        return briefs.load(path, sets)
    if draft.manifest is None:
        code = "brief-lost" if draft.known else "not-a-draft"
        facts = {"name": draft.known.get("brief", "")}
        raise ProblemsFound([problem(code, Span(str(draft.path)), **facts), *draft.problems])
    document = draft.manifest.document
    name = reference or document.template
    one = template.load(shelves.find(name, Span(str(draft.path)), draft.path.parent))
    text = forms.brief(one, given=manifest.nodes(document.source.given), reference=name)
    source = document.source.brief or f"{draft.path.stem}.yaml"
    table, of_row, _ = source.partition("#")
    code, known = ("brief-was-row", table) if of_row else ("brief-absent", source)
    absent = problem(code, Span(str(draft.path)), name=known, draft=draft.path)
    return briefs.read(one, text, source)._replace(warnings=(absent,))


def find_brief(draft):
    """Return the path of the brief a draft was made from, or None.

    It lies beside the draft, in the project's drafts or where one stands; else in the one folder of the
    project that has a file of its name: of two nobody knows which it was.
    """
    source = draft.manifest.document.source.brief if draft.manifest else draft.known.get("brief", "")
    name = source or f"{draft.path.stem}.yaml"
    if PurePath(name).name != name:
        return None
    project = shelves.project(draft.path.parent)
    near = (folder / name for folder in (draft.path.parent, project / "drafts", Path()))
    found = next((place for place in near if is_file(place)), None)
    if found is None and source:
        others = [place for place in (one / name for one in _folders(project)) if is_file(place)]
        found = others[0] if len(others) == 1 else None
    return found


def _folders(project):
    """Return the folders right in a project, as many as an office keeps there."""
    try:
        with os.scandir(project) as entries:
            return [Path(one.path) for one in islice(entries, _MOST) if one.is_dir()]
    except OSError:
        return []


def options_of(draft):
    """Return the options a draft was written with."""
    known = draft.manifest.options if draft.manifest else draft.known
    profile, numbering = known.get("profile", ""), known.get("numbering", "text")
    made = word.Options(profile, numbering, known.get("reading") == "1", known.get("bound") == "1")
    return made if layout.is_known(made.profile) else replace(made, profile=word.Options().profile)


# -- what is said


def _said(change, refused=False, known=True):
    """Return the comment on a clash: what changed, and why it was not simply put in.

    refused: the words there cannot be edited; known: it is known how the draft was written.
    """
    if not known and not refused:
        return say("comment-unknown", "zh")
    if change.ours is None:
        return say("comment-dropped", "zh")
    now = "…".join(piece.text for piece in change.pieces if piece.kind in (ADDED, OFFERED))
    why = "；".join(_reasons(change)) or say("comment-words", "zh", now=now or change.text)
    code = "comment-refused" if refused else "comment-clash" if change.lines else "comment-deleted"
    return say(code, "zh", why=why)


def _reasons(change):
    """Yield which values of a paragraph are not what they were, but for those the file has already."""
    here = "".join(line.text for line in change.lines)
    parts = change.base.parts if change.base is not None else ()
    was = {part.path: part.text for part in parts if isinstance(part, Field)}
    for part in change.ours.parts:
        if isinstance(part, Field) and was.get(part.path, part.text) != part.text and part.text not in here:
            yield say("comment-value", "zh", path=part.path, was=was[part.path], now=part.text)


def _uneven(draft, changes, ours):
    """Yield a warning for each value that a person, not the brief, has changed at one of its places."""
    numbers = {line: number for number, line in enumerate(draft.lines, 1)}
    found = {}
    for change in changes:
        if change.base is not None and change.lines:
            for place in places(change.base, change.lines, numbers[change.lines[0]]):
                found.setdefault(place.path, []).append(place)
    drafted = {(path, text) for block in ours.blocks for path, text, _ in _fields(block)}
    for path, known in found.items():
        changed = [one for one in known if one.changed]
        rest = [one for one in known if one.now == one.was]
        alike = len({one.was for one in known}) == 1 and len({one.now for one in changed}) == 1
        if changed and changed[0].now and rest and alike and (path, changed[0].now) not in drafted:
            here = Span(str(draft.path), changed[0].line, 1)
            facts = {"path": path, "text": changed[0].now, "was": rest[0].was, "count": len(rest)}
            yield problem("update-rest", here, **facts)


def _replaced(draft, base, ours):
    """Yield a warning where a brief that was found names another template than the draft was made with."""
    if base is not None and base.template not in ("", ours.template):
        facts = {"was": base.template, "name": ours.template, "brief": ours.source.brief}
        yield problem("update-template", Span(str(draft.path)), **facts)


def _told(draft, changes, refused, base):
    here = Span(str(draft.path))
    if base is None:
        yield problem("base-lost", here)
    clashes = [change for change in changes if change.clash and change not in refused]
    if clashes and base is not None:
        yield problem("update-clashes", here, count=len(clashes))
    for change in refused:
        yield problem("update-refused", here, text=change.text)
