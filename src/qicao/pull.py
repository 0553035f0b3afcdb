"""What people typed into a draft, read back into the values of its brief."""

import json
import re
from dataclasses import dataclass

from qicao import encoding, fill, forms, manifest
from qicao.document import Field
from qicao.located import Scalar
from qicao.params import TEMPLATE_KEYS, Reading, all_names
from qicao.problems import ProblemsFound, Span, is_error, problem
from qicao.revise import revise
from qicao.rework import items, shapes, tree
from qicao.rework.merging import words
from qicao.rework.occurrences import occurrences
from qicao.rework.values import pairs

_DATE = re.compile(r"(?=\d)(?:(\d{4})年)?(?:(\d{1,2})月)?(?:(\d{1,2})日)?")
_ISO = re.compile(r"(\d{4})-(\d{1,2})-(\d{1,2})")
_SHOWN = 30  # characters of a paragraph that is told of


@dataclass(frozen=True, slots=True)
class Changed:
    """A value that is not what it was: its path, the old and the new one as plain data."""

    path: str
    was: object
    now: object


@dataclass(frozen=True, slots=True)
class Pulled:
    """The values a brief should have now (a located Mapping), what of them changed, what is to be told."""

    values: object
    changed: tuple = ()
    problems: tuple = ()


def rewritten(brief, values, source, fresh):
    """Return the bytes of a brief with new values, all else of its source (a path, or None) as it was.

    fresh: it is written to a file of its own, so where the source cannot take the values it is made anew.
    """
    if source is not None:
        text, known = encoding.source(source)
        try:
            return revise(text, values, str(source), all_names(brief.template.params)).encode(known)
        except ProblemsFound:
            if not fresh:
                raise
    return forms.brief(brief.template, given=values, reference=brief.template.name).encode()


def pull(draft, brief):
    """Return what a draft.Draft says of the values of its brief (brief.Brief); nothing is guessed.

    A value is taken only where a draft made with it says just what the file says.
    """
    return _Pull(draft, brief).pulled()


class _Pull:
    def __init__(self, draft, brief):
        self.draft, self.brief = draft, brief
        self.params = brief.template.params
        self.now = manifest.bare(brief.given)
        self.found = [*draft.problems, *brief.warnings]
        self.gone = set()  # paths of values that are told to be deleted with their paragraphs
        self.emptied = {}  # path of a value that is nothing now -> the paragraph it stood in
        if draft.manifest:
            self.base, self.marks = draft.manifest.document, draft.manifest.marks
            self.was = json.loads(self.base.source.given)
        else:
            self.base, self.marks, self.was = fill.draft(brief), (), self.now
            self.tell("base-lost-pull")

    def tell(self, code, line=0, **facts):
        """Note something to be told, at a paragraph of the file."""
        self.found.append(problem(code, Span(str(self.draft.path), line, 1 if line else 0), **facts))

    def pulled(self):
        """Read the values, prove them, and put them into those of the brief."""
        pairs_now = pairs(self.base, self.marks, self.draft.lines)
        before = self.document(self.was)
        self.open = {gap.path for gap in before.gaps} if before else set()  # gaps of a draft as it was
        lists = list(items.changed(pairs_now, self.params, self.trial))
        texts = self.texts(pairs_now, lists)
        texts, lists = self.proven(texts, lists)
        made, changed = self.now, []
        for path, text in texts.items():
            made = self.taken(made, path, text, changed)
        for one in lists:
            made = self.listed(made, one, changed)
        values = manifest.node_of(made)
        pending = sum(line.reading.pending for line in self.draft.lines)
        if pending:
            self.tell("pull-pending", count=pending)
        self.rest(self.document(self.applied(texts, lists)) or self.base)
        return Pulled(values, tuple(changed), tuple(self.found))

    # -- single values

    def texts(self, pairs_now, lists):
        """Return the new text of each value that was changed, as a brief would have it."""
        known = {}
        for one in occurrences(pairs_now, self.params, lists):
            known.setdefault(one.path, []).append(one)
        return {
            path: text
            for path, places in known.items()
            if not any(self.inside_gone(path, one) for one in lists)
            and (text := self.text(path, places)) is not None
        }

    def inside_gone(self, path, one):
        """Tell whether a value belongs to an item that was taken out, or to a list that is read whole."""
        inner = path.removeprefix(f"{one.path}.")
        if inner == path:
            return False
        number = int(inner.split(".")[0])
        return number not in one.items or (one.inside and number in one.items)

    def text(self, path, places):
        """Return what the places of one value say it is now, or None for what it was."""
        param = tree.param_at(self.params, path)
        if param is None:
            return None
        old = tree.get(self.was, path)
        new = {self.raw(param, place, old): place for place in places if place.changed}
        if len(new) > 1:
            line = min(one.line for one in new.values())
            self.tell("pull-differs", line, path=path, texts="”“".join(new))
            return None
        if not new:
            self.doubts(path, places)
            return None
        ((text, place),) = new.items()
        if why := self.unfit(param, text):
            self.tell("pull-unfit", place.line, path=path, text=text, why=why)
            return None
        self.emptied |= {path: place.line} if not text.strip() else {}
        if place.doubt:
            self.tell("pull-careful", place.line, path=path, text=text)
        rest = [one for one in places if not one.changed and one.now is not None]
        if rest:
            self.tell("pull-rest", rest[0].line, path=path, text=text, count=len(rest), was=rest[0].was)
        return text

    def doubts(self, path, places):
        """Tell of a value that cannot be read at any of its places."""
        if any(one.now is not None for one in places):
            return
        one = places[0]
        if one.doubt == "pending":
            return
        if one.doubt == "deleted":
            self.gone.add(path)
            self.tell("pull-deleted", path=path, text=one.was)
        else:
            self.tell("pull-unknown", one.line, path=path, text=one.was)

    def raw(self, param, place, old):
        """Return a text of the draft as the brief would have it."""
        text = place.now.replace("\v", "\n" if param.type == "paragraphs" else "")
        if param.type == "date":
            return _iso(text, old)
        ended = (old or "").rstrip("\n")
        mark = place.was[len(ended) :] if old and place.was.startswith(ended) else ""
        text = text.removesuffix(mark) if mark else text
        return f"{text}\n" if old and old.endswith("\n") else text

    def unfit(self, param, text):
        """Return why a text cannot be read as the declared type, or ""."""
        found = []
        Reading(found).value(param, Scalar(text, Span(""), plain=False), param.name)
        return next((one.message for one in found if is_error(one)), "")

    # -- proof

    def proven(self, texts, lists):
        """Return the changes with which a draft says what the file says; the others are told of."""
        if not (texts or lists) or self.holds(texts, lists):
            return texts, lists
        kept, kept_lists = {}, []
        for one in lists:
            if self.holds({}, [one]):
                kept_lists.append(one)
            else:
                self.tell("pull-items", one.lines[0] if one.lines else 0, path=one.path)
        for path, text in texts.items():
            if self.holds({path: text}, []):
                kept[path] = text
            else:
                self.tell("pull-unproven", path=path, text=text)
        return kept, kept_lists

    def holds(self, texts, lists):
        """Tell whether a draft of the changed values says at each of them what the file says."""
        document = self.document(self.applied(texts, lists))
        if document is None or {gap.path for gap in document.gaps} - self.open:
            return False
        again, drafted, sure = {}, set(), set()
        for pair in pairs(document, (), self.draft.lines):
            drafted |= set(pair.numbers) if pair.block is not None and _as_drafted(pair) else set()
            sure |= {place.path for at, place in enumerate(pair.places) if place.stands and _alone(pair, at)}
            for place in pair.places:
                again.setdefault(place.path, []).append(place)
        moved = {one.path for one in lists}
        for path in texts:
            if any(path.startswith(f"{one}.") for one in moved):
                continue
            said = path in sure or _stand_together(again.get(path, ()))
            if not (said or self.emptied.get(path) in drafted or self.emptied.get(path) == 0):
                return False
        return all(
            one.stands or one.gap
            for path, places in again.items()
            if any(path.startswith(f"{one}.") for one in moved)
            for one in places
        )

    def applied(self, texts, lists):
        """Return the values the draft was made of, as plain data, with changes put in."""
        data = self.was
        for path, text in texts.items():
            data = tree.put(data, path, text)
        for one in lists:
            data = tree.put(data, one.path, _items(tree.get(data, one.path), one.items))
        return data

    def trial(self, path):
        """Return the Blocks of a draft that has items of every look in the list at a path."""
        of = tree.param_at(self.params, path).of
        document = self.document(tree.put(self.was, path, shapes.variants(of, tree.get(self.was, path))))
        return document.blocks if document else ()

    def document(self, data):
        """Return the Document of values given as plain data, or None where they cannot be."""
        found = []
        node = manifest.node_of(data)
        values = Reading(found).values(self.params, node, skip=TEMPLATE_KEYS)
        return None if any(map(is_error, found)) else fill.fill(self.brief.template, values)

    # -- into the brief

    def taken(self, made, path, text, changed):
        """Put one text into the brief, unless somebody has changed it there too."""
        was, now = tree.get(self.was, path), tree.get(self.now, path)
        if now == text:
            return made
        if now != was:
            self.tell("pull-both", path=path, text=text, now=str(now or ""))
            return made
        changed.append(Changed(path, was, text))
        return tree.put(made, path, text)

    def listed(self, made, one, changed):
        """Put the items of one list into the brief."""
        was, now = tree.get(self.was, one.path), tree.get(self.now, one.path)
        new = _items(tree.get(made, one.path), one.items)
        if now == new:
            return made
        if now != was:
            self.tell("pull-both-list", path=one.path)
            return made
        changed.append(Changed(one.path, tree.get(made, one.path), new))
        return tree.put(made, one.path, new)

    def rest(self, document):
        """Tell what the file says otherwise than a draft of the values read: it is no value of the brief."""
        told = {"pull-reworded": [], "pull-added": [], "pull-removed": []}
        written = {block.text for block in self.base.blocks}  # what stands so is no person's doing
        newer = self.base.source.digest != self.brief.template.digest
        if newer:
            self.tell("pull-template")
        for pair in pairs(document, (), self.draft.lines):
            if pair.block is not None and not pair.lines:
                is_told = self.gone & set(_paths(pair.block)) or (newer and pair.block.text not in written)
                told["pull-removed"] += [] if is_told else [pair]
            elif _as_drafted(pair) or pair.text in written:
                continue
            else:
                told["pull-added" if pair.block is None else "pull-reworded"].append(pair)
        for code, some in told.items():
            if some:
                first = some[0].text or some[0].block.text
                line = some[0].numbers[0] if some[0].numbers else 0
                self.tell(code, line, count=len(some), text=first[:_SHOWN])


def _as_drafted(pair):
    """Tell whether a paragraph says what a draft says, line breaks aside, or waits for a decision."""
    said = "".join(line.words for line in pair.lines).replace("\v", "")
    drafted = words(pair.block) if pair.block else ""
    return any(line.reading.pending for line in pair.lines) or said == drafted


def _alone(pair, at):
    """Tell whether a value has not swallowed the words of those beside it."""
    one = pair.places[at]
    said, drafted = (text.replace(one.was, "\0", 1) for text in (pair.text, pair.block.text))
    beside = pair.places[max(0, at - 1) : at + 2]
    return all(one.stands or one.gap or said.count(one.was) >= drafted.count(one.was) for one in beside)


def _stand_together(places):
    """Tell whether the paragraphs of a value stand in one, with line breaks between them."""
    now = "".join(one.now or "" for one in places)
    return "\v" in now and now.replace("\v", "") == "".join(one.was for one in places)


def _paths(block):
    return (part.path for part in block.parts if isinstance(part, Field))


def _iso(text, old):
    """Return a date of a draft as a brief writes it; what the draft does not say is as it was."""
    found, was = _DATE.fullmatch(text), _ISO.fullmatch(old or "")
    if not found or (old and not was):
        return text
    parts = [
        new or known for new, known in zip(found.groups(), was.groups() if was else ("",) * 3, strict=True)
    ]
    return "{}-{:0>2}-{:0>2}".format(*parts) if all(parts) else text


def _items(old, wanted):
    return [old[one - 1] if isinstance(one, int) else one for one in wanted]
