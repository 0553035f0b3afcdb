"""What people typed into a draft, read back into the values of its brief."""

import json
from collections import Counter
from dataclasses import dataclass

from qicao import encoding, fill, forms, manifest, markers
from qicao.brief import is_form
from qicao.document import MARKS, Field
from qicao.params import all_names
from qicao.problems import ProblemsFound, Span, problem
from qicao.pull import items, tree
from qicao.pull.occurrences import occurrences
from qicao.pull.proof import Proof, as_drafted, changed_items, follows
from qicao.pull.wording import unfit, within, written
from qicao.revise import revise
from qicao.rework.values import awaited, moved, pairs

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
    if source is not None and not is_form(source):
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
        self.read = {}  # path of a value that was read -> its place, the places that still say the old one
        self.told = set()  # lines of the file that were told of
        if draft.manifest:
            self.base, self.marks = draft.manifest.document, draft.manifest.marks
            self.was = json.loads(self.base.source.given)
        else:
            self.base, self.marks, self.was = fill.draft(brief), (), self.now
            self.tell("base-lost-pull")
        self.proof = Proof(brief.template, self.was, draft.lines)

    def tell(self, code, line=0, **facts):
        """Note something to be told, at a paragraph of the file."""
        one = problem(code, Span(str(self.draft.path), line, 1 if line else 0), **facts)
        self.found += [] if one in self.found else [one]

    def pulled(self):
        """Read the values, prove them, and put them into those of the brief."""
        pairs_now = pairs(self.base, self.marks, self.draft.lines)
        pairs_now = awaited(pairs_now, self.marks, self.draft.offered)
        self.waiting = [pair.at for pair in pairs_now if pair.pending]
        lists = self.lists(pairs_now)
        texts = self.texts(pairs_now, lists)
        texts, lists = self.proven(texts, lists, pairs_now)
        self.counts = bool(lists or self.told)
        made, changed, read = self.now, [], self.proof.applied(texts, lists)
        settled = self.settled(read, lists)
        for path, text in texts.items():
            if not path.startswith(settled):
                made = self.taken(made, path, text, changed)
        for one in lists:
            if not f"{one.path}.".startswith(settled):
                made = self.listed(made, one, changed)
        values = manifest.node_of(made)
        pending = sum(line.reading.pending for line in self.draft.lines) + len(self.draft.offered)
        if pending:
            self.tell("pull-pending", count=pending)
        self.rest(self.proof.document(read) or self.base)
        return Pulled(values, tuple(changed), tuple(self.found))

    # -- lists

    def lists(self, pairs_now):
        """Return the Items of each list that has others now; those that cannot be read are told of."""
        found = list(items.changed(pairs_now, self.params, self.proof.trial))
        for one in found:
            if one.items is None:
                self.unread(one)
        return found

    def unread(self, one):
        """Tell of a list that cannot be read."""
        self.tell("pull-items", one.lines[0] if one.lines else 0, path=one.path)
        self.told |= set(one.lines)

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
        if one.items is None:
            return one.inside
        number = int(inner.split(".")[0])
        return one.inside or number not in one.items

    def text(self, path, places):
        """Return what the places of one value say it is now, or None for what it was."""
        param = tree.param_at(self.params, path)
        if param is None:
            return None
        old = tree.get(self.was, path)
        changed = [one for one in places if one.changed and self.proof.stands(one.now)]
        if not changed:
            self.doubts(path, places)
            return None
        new = self.agreed(path, {self.raw(param, one, old): one for one in changed}, places)
        unread = [one for one in places if one.now is None and one.doubt not in ("pending", "deleted")]
        unread = [one for one in unread if not self.proof.says(one, changed)]
        if len(new) > 1 or unread:
            line = min(one.line for one in (*new.values(), *unread))
            shown = (self.draft.lines[one.line - 1].text[:_SHOWN] for one in unread if one.line)
            texts = [*new, *(f"…{text}…" for text in shown)]
            self.tell("pull-differs", line, path=path, texts="”“".join(texts))
            return None
        ((text, place),) = new.items()
        if why := unfit(param, text):
            self.proof.wide[path], found = place.now, within(param, text, old)
            if not found or unfit(param, found) or not self.proof.holds({path: found}, []):
                self.tell("pull-unfit", place.line, path=path, text=text, why=why)
                return None
            text = found
        if inner := self.enumerated(path, text, old or ""):
            self.tell("pull-items", place.line, path=inner)
            return None
        self.proof.emptied |= {path: place.line} if not text.strip() else {}
        self.read[path] = place, [one for one in places if not one.changed and one.now is not None]
        return text

    def enumerated(self, path, text, old):
        """Return the path of a list beside a value of an item, where the value has a series now; or ""."""
        above, _, _ = path.rpartition(".")
        beside = tree.param_at(self.params, above) if above else None
        lists = [
            name
            for name, one in (beside.of.items() if beside and beside.type == "record" else ())
            if one.type == "list"
        ]
        series = [Counter(one.kind.name for one in markers.inside(words)) for words in (text, old)]
        grown = any(count > max(1, series[1][kind]) for kind, count in series[0].items())
        return f"{above}.{lists[0]}" if lists and grown else ""

    def agreed(self, path, new, places):
        """Return of several readings of a value, {text: place}, that which prints all that the file says."""
        if len(new) < 2:
            return new
        said = [one.now.replace("\v", "") if one.changed else None for one in places]
        held = {text: place for text, place in new.items() if self.proof.prints(path, text, said)}
        return held if len(held) == 1 else new

    def took(self, path, text):
        """Tell what has to be said of a value that is taken."""
        place, rest = self.read[path]
        if place.doubt:
            self.tell("pull-careful", place.line, path=path, text=text)
        if rest:
            self.tell("pull-rest", rest[0].line, path=path, text=text, count=len(rest), was=rest[0].was)

    def doubts(self, path, places):
        """Tell of a value that cannot be read at any of its places."""
        if any(one.now is not None for one in places):
            return
        one = places[0]
        if one.doubt == "pending":
            return
        if one.doubt == "deleted":
            self.gone.add(path)
            needed = tree.param_at(self.params, path).required
            self.tell("pull-deleted-needed" if needed else "pull-deleted", path=path, text=one.was)
        else:
            self.tell("pull-unknown", one.line, path=path, text=one.was)

    def raw(self, param, place, old):
        """Return a text of the draft as the brief would have it."""
        text = place.now.replace("\v", "\n" if param.type == "paragraphs" else "")
        if param.type in ("date", "number"):
            return written(param, text, old)
        ended = (old or "").rstrip("\n")
        mark = place.was[len(ended) :] if old and place.was.startswith(ended) else ""
        text = text.removesuffix(mark) if mark else text
        return f"{text}\n" if old and old.endswith("\n") else text

    # -- proof

    def proven(self, texts, lists, pairs_now):
        """Return the changes with which a draft says what the file says; the others are told of."""
        sure = [one for one in lists if one.items is not None]
        if not (texts or sure) or self.proof.holds(texts, sure):
            return texts, sure
        kept = [one for one in sure if self.proof.holds({}, [one])]
        refused = [one for one in sure if one not in kept]
        for one in refused:
            self.unread(one)
        if refused:  # their values are read one by one, unless they may have taken in another item
            more = self.texts(pairs_now, [one for one in lists if one not in refused])
            texts = {path: text for path, text in more.items() if path in texts or not self.grown(path, text)}
        proved = self.proof.most(texts, kept)
        for path, text in texts.items():
            if path not in proved:
                self.tell("pull-unproven" if text.strip() else "pull-emptied", path=path, text=text)
        return proved, kept

    def grown(self, path, text):
        """Tell whether a value has more marks of punctuation than it had."""
        was = tree.get(self.was, path) or ""
        return sum(map(text.count, MARKS)) > sum(map(was.count, MARKS))

    # -- into the brief

    def settled(self, read, lists):
        """Return how the paths in lists begin that the brief has already as the file has them."""
        paths = [one.path for one in lists]
        outer = [path for path in paths if not any(path.startswith(f"{other}.") for other in paths)]
        return tuple(
            f"{path}." for path in outer if tree.same(tree.get(self.now, path), tree.get(read, path))
        )

    def taken(self, made, path, text, changed):
        """Put one text into the brief, unless somebody has changed it there too."""
        was, now = tree.get(self.was, path), tree.get(self.now, path)
        if not (tree.same(now, was) or tree.same(now, text)):
            self.tell("pull-both", path=path, text=text, now=str(now or ""))
            return made
        self.took(path, text)
        if tree.same(now, text):
            return made
        changed.append(Changed(path, was, text))
        return tree.put(made, path, text)

    def listed(self, made, one, changed):
        """Put the items of one list into the brief."""
        was, now = tree.get(self.was, one.path), tree.get(self.now, one.path)
        if not tree.same(now, was):
            self.tell("pull-both-list", path=one.path)
            return made
        new = changed_items(tree.get(made, one.path), one.items)
        changed.append(Changed(one.path, tree.get(made, one.path), new))
        return tree.put(made, one.path, new)

    def rest(self, document):
        """Tell what the file says otherwise than a draft of the values read: it is no value of the brief."""
        told = {"pull-reworded": [], "pull-added": [], "pull-removed": [], "pull-moved": []}
        old = {path: {one.was for one in rest} for path, (_, rest) in self.read.items()}
        written = {block.text for block in self.base.blocks}  # what stands so is no person's doing
        newer = self.base.source.digest != self.brief.template.digest
        if self.base.template != self.brief.template.name:
            self.tell("pull-other-template", was=self.base.template, name=self.brief.template.name)
        elif newer:
            self.tell("pull-template")
        found = pairs(document, (), self.draft.lines)
        told["pull-moved"] = moved(found)
        waiting = {self.base.blocks[at].text for at in self.waiting}
        for pair in found:
            if pair.block is not None and not pair.lines:
                is_told = self.gone & set(_paths(pair.block)) or (newer and pair.block.text not in written)
                told["pull-removed"] += [] if is_told or pair.block.text in waiting else [pair]
            elif not (self.told & set(pair.numbers) or pair.text in written or as_drafted(pair)):
                code = "pull-added" if pair.block is None else "pull-reworded"
                told[code] += [] if follows(pair, old, self.counts) else [pair]
        for code, some in told.items():
            if some:
                first = some[0].text or some[0].block.text
                line = some[0].numbers[0] if some[0].numbers else 0
                self.tell(code, line, count=len(some), text=first[:_SHOWN])


def _paths(block):
    return (part.path for part in block.parts if isinstance(part, Field))
