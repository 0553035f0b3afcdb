"""One run of trials over a template: what it is filled with, and what that shows."""

import re
from dataclasses import dataclass, field, replace
from itertools import islice, pairwise

from qicao import manifest
from qicao.check.trials import samples, search
from qicao.check.trials.branches import Sandbox
from qicao.check.trials.debris import Debris, debris, seam, stated
from qicao.check.trials.lines import Lines
from qicao.document import Text
from qicao.fill import fill
from qicao.markers import han
from qicao.params import Reading
from qicao.problems import ProblemsFound, Span, is_error, problem

MAX_TRIALS = 150  # briefs a template is tried with, besides those that look for a branch
MAX_OUTPUT = 4_000_000  # characters of all these drafts; those of a usual template have 200,000
_SEVERAL = ("bare", "only", "open")  # trials that leave out more than one thing
_ALWAYS = ("trial-marks", "trial-pair")  # what is wrong in the example too


def opened(template):
    """Return the Run of a template, in a sandbox that sees which branches are taken."""
    sandbox = Sandbox(template.slots.loader, template.path.name)
    return Run(replace(template, slots=sandbox), sandbox, Lines(sandbox))


@dataclass(slots=True)
class Run:
    """The trials of one template and what they have shown; found has each problem once."""

    template: object
    sandbox: Sandbox
    lines: Lines
    found: dict = field(default_factory=dict)  # by what it is about
    usual: set = field(default_factory=set)  # what the full example has too
    texts: dict = field(default_factory=dict)  # of the full example, by line
    after: dict = field(default_factory=dict)  # the lines that come after a line in the full example
    agreed: set = field(default_factory=set)  # announced numbers that are right in the example
    spent: int = 0  # characters of drafts so far
    limit: int = MAX_OUTPUT  # characters of drafts
    lost: set = field(default_factory=set)  # lines on which a value loses its origin

    def note(self, key, code, span, **facts):
        """Note a problem once."""
        if key not in self.found:
            self.found[key] = problem(code, span, **facts)

    def filled(self, data):
        """Return (Document, None) of a brief as plain data, or (None, what is wrong with the template)."""
        said = []
        values = Reading(said).values(self.template.params, manifest.node_of(data))
        if any(map(is_error, said)) or self.spent > self.limit:
            return None, None
        try:
            document = fill(self.template, values)
        except ProblemsFound as error:
            return None, error.problems[0]
        self.spent += len(document.text)
        return document, None

    # -- the example

    def example(self):
        """Fill the template with its example; tell whether that works."""
        params = self.template.params
        said, top = [], Span(self.lines.main, 1, 1)
        Reading(said).values(params, manifest.node_of(samples.example(params)))
        for at, one in enumerate(filter(is_error, said)):
            self.note(("read", at), "example-fails", top, said=one.message)
        document, wrong = self.filled(samples.example(params))
        if wrong:
            self.note("example", "example-fails", wrong.span, said=wrong.message)
        for gap in document.gaps if document else ():
            span = params[gap.path.split(".")[0]].span
            self.note(("gap", gap.path), "example-gap", span if span.path else top, name=gap.path)
        return document is not None

    # -- origins

    def origins(self):
        """Find the words of values that come out as words of the template."""
        data, known = samples.marked(self.template.params)
        document, _ = self.filled(data)
        figures = {sign: han(int(sign)) for sign in known if sign.isdigit()}
        for block in document.blocks if document else ():
            for part in block.parts:
                if isinstance(part, Text):
                    for sign, (path, param) in known.items():
                        if sign in part.text or figures.get(sign, "\0") in part.text:
                            self.without_origin(block.origin, path, param)
        numbers = {path[-1] for path, param in samples.places(self.template.params) if param.type == "number"}
        for line, names in self.sandbox.sums:
            for name in sorted(names & numbers):
                place = self.lines.place(self.lines.main, line, name)
                self.note(("sum", line), "lost-origin.sum", place, name=name)

    def without_origin(self, origin, path, param):
        """Note a value that is no longer known as one, and the filter it went through."""
        holes = (hole for _, hole, _ in self.lines.holes(origin.path, origin.line))
        hole = next((one for one in holes if re.search(rf"(?<!\w){path[-1]}(?!\w)", one)), "")
        used = [name for name in re.findall(r"\|\s*(\w+)", hole) if name != "句"]
        facts = {"name": samples.named(path), "filter": used[0] if used else ""}
        code = "lost-origin.count" if param.type == "number" else "lost-origin"
        self.lost.add((origin.path, origin.line))
        self.note(("lost", path), code, self.lines.place(origin.path, origin.line, path[-1]), **facts)

    # -- what drafts look like

    def drafts(self):
        """Fill the template with each trial and look at what is left behind."""
        every = samples.trials(self.template.params, self.sandbox.constants)
        for trial in islice(every, MAX_TRIALS):
            self.tried(trial)

    def tried(self, trial):
        """Fill the template with a trial and note what is wrong; return the Document or None."""
        document, wrong = self.filled(trial.data)
        if wrong and trial.kind != "state":
            facts = {"trial": trial.label, "said": wrong.message}
            self.note(("fails", wrong.span.line), "trial-fails", wrong.span, **facts)
        if document and trial.kind in ("example", "full"):
            self.usually(trial, document)
        elif document and trial.kind not in ("state", "long"):
            self.look(trial, document)
        return document

    def usually(self, trial, document):
        """Note what a draft looks like in which all is given."""
        for block in document.blocks:
            self.texts.setdefault(block.origin, []).append(block.text)
        for block, below in pairwise(document.blocks):
            self.after.setdefault(block.origin, set()).add(below.origin)
        for one in debris(document):
            self.usual.add((one.code, one.place))
            if one.code in _ALWAYS:
                self.left(trial, one)
        self.agreed |= {one.place for number, members, one in stated(document) if number == members}

    def look(self, trial, document):
        """Note what a trial leaves behind that the example does not."""
        single = trial.kind == "count" and len(samples.at(trial.data, trial.path)) == 1
        for one in debris(document):
            if (one.code, one.place) not in self.usual and (one.code != "lone-ordinal" or single):
                self.left(trial, one)
        if trial.kind == "count":
            self.counted(trial, document)
        if trial.kind == "off":
            self.leads(trial, document)
            self.seams(trial, document)

    def left(self, trial, one):
        """Note what a trial leaves behind at a line of the template."""
        if one.code in _ALWAYS and one.place in self.lost:
            return
        several = trial.kind in _SEVERAL and one.code == "lone-heading"
        span = self.lines.place(*one.place, trial.path[-1] if trial.path else "")
        facts = {"trial": trial.label, "words": one.words, "name": samples.named(trial.path)}
        self.note((one.code, one.place), f"{one.code}.several" if several else one.code, span, **facts)

    def counted(self, trial, document):
        """Note a number of points that does not follow how many there are."""
        for number, members, one in stated(document):
            if one.place in self.agreed and number != members:
                facts = {"words": one.words, "trial": trial.label, "name": samples.named(trial.path)}
                span = self.lines.place(*one.place, one.words)
                self.note((one.code, one.place), one.code, span, count=members, **facts)

    def seams(self, trial, document):
        """Note the words beside a hole that make no sense without its value."""
        name, numeric = trial.path[-1], trial.param.type == "number"
        for block in document.blocks:
            place, text = (block.origin.path, block.origin.line), f"{block.text}\n"
            for before, hole, after in self.lines.holes(*place):
                joint = before[-4:] + (after[:4] or "\n")
                own = re.search(rf"(?<!\w){name}(?!\w)", hole)
                own = own and not (before.endswith("：") and ("lone-lead", place) in self.found)
                if not own or joint not in text or not seam(before, after, numeric):
                    continue
                if not any(joint in f"{usual}\n" for usual in self.texts.get(block.origin, ())):
                    at = text.index(joint)
                    words = text[max(0, at - 4) : at + len(joint) + 2].strip()
                    facts = {"name": samples.named(trial.path), "words": words, "trial": trial.label}
                    self.note(("seam", place, name), "trial-seam", self.lines.place(*place, name), **facts)

    def leads(self, trial, document):
        """Note what announces something that the example has and this draft has not."""
        for block, below in pairwise(document.blocks):
            if block.text.endswith("：") and block.kind == "body" and isinstance(block.parts[-1], Text):
                known = self.after.get(block.origin, ())
                if known and below.origin not in known:
                    self.left(trial, Debris("lone-lead", (block.origin.path, block.origin.line), block.text))

    # -- branches

    def branches(self):
        """Note the branches that no brief reaches, after looking for one that does."""
        part = self.template.path.name.startswith("_")
        for branch in self.sandbox.missed():
            if not branch.written or (part and branch.keyword in ("macro", "block")):
                continue
            if self.reached(branch) is None:
                span, tag = self.lines.tag(branch)
                reason = search.reason(branch, self.template.params)
                self.note(("branch", span), "unreached", span, tag=tag, reason=reason)

    def reached(self, branch):
        """Return a brief as plain data that reaches a branch no other has reached, None where none does."""
        for data in search.briefs(branch, self.template.params, self.sandbox.constants):
            self.filled(data)
            if self.spent > self.limit or branch not in self.sandbox.missed():
                return data
        return None
