"""`qicao template test`: a template tried out as a whole, each case a draft that is read back and checked."""

import tempfile
from dataclasses import dataclass, field, replace
from itertools import islice
from pathlib import Path

from qicao import brief as briefs
from qicao import fill, forms, manifest, template
from qicao.check import switches
from qicao.check.asked import Asked
from qicao.check.switches import Switches
from qicao.check.trials import given, samples
from qicao.check.trials.coverage import GIVEN, TRIED, Coverage, Seen
from qicao.check.trials.run import opened
from qicao.check.trials.samples import Trial
from qicao.check.trials.smallest import brief, smallest
from qicao.document import Field
from qicao.filenames import near
from qicao.lint import lint
from qicao.problems import ProblemsFound, Span, is_error, problem, say
from qicao.pull import pull
from qicao.rework.draft import Draft
from qicao.writers import word

MAX_CASES = 1000  # briefs that are made up for one template
MAX_OUTPUT = 20_000_000  # characters of all these drafts
MAX_READ = 200  # drafts of one template that are read back from Word
# what rules find in briefs that repeat themselves, or say little, by themselves
_MADE_UP = frozenset(
    ("repeated", "two-names", "length", "heading-mark", "parallel-headings", "rare-character", "placeholder")
)


@dataclass(frozen=True, slots=True)
class Failure:
    """A problem, when it shows (in words), and the smallest brief that shows it, '' where a file does."""

    problem: object
    case: str
    brief: str = ""


@dataclass(slots=True)
class Tested:
    """A template that was tried out: what was tried, what failed, what was told, what was reached."""

    path: Path
    name: str = ""
    title: str = ""
    given: int = 0  # cases that people wrote: the example, briefs
    tried: int = 0  # cases that were made up
    read: int = 0  # drafts that were read back from Word
    failures: list = field(default_factory=list)
    notes: list = field(default_factory=list)  # Failures that are suggestions
    coverage: Coverage = field(default_factory=lambda: Coverage(()))
    expected: list = field(default_factory=list)


def test(path):
    """Return the Tested template of a file; what is wrong in it is among its failures."""
    path = Path(path)
    tested = Tested(path, path.stem)
    try:
        one = template.load(path)
    except ProblemsFound as error:
        tested.failures += [Failure(problem, "") for problem in error.problems]
        return tested
    tested.title = one.title
    with tempfile.TemporaryDirectory(prefix="qicao-test-") as folder:
        work = _Test(one, tested, Path(folder))
        if work.run.example():
            work.given()
            work.run.origins()
            work.trials()
            work.branches()
        else:
            tested.given = 1
        work.close()
    return tested


def expectations(tested):
    """Return the files of the expected texts to accept, their bytes by path; none where a draft failed.

    A text that is not there is begun for the example and for briefs that lie beside their template.
    """
    if any(one.problem.code != "expected-differs" for one in tested.failures):
        return {}
    beside = tested.path.absolute().parent
    wanted = (one for one in tested.expected if one.there or one.path.absolute().parent == beside)
    return {one.path: one.data for one in wanted}


class _Test:
    """The test of one template while it goes on."""

    def __init__(self, one, tested, folder):
        self.template, self.tested, self.run = one, tested, opened(one)
        self.run.limit = MAX_OUTPUT
        self.seen = Seen(self.run)
        self.usual = set()  # what rules find in the example too
        self.told = set()  # (path, line) of what trials have shown
        self.found = {}  # key -> Failure
        self.folder = folder  # for the drafts that are read back

    # -- what people wrote

    def given(self):
        """Draft the example, the brief that `qicao new` writes, and the briefs that lie beside."""
        shown = Trial(say("a-trial-example"), samples.example(self.template.params), "example")
        document = self.case(shown, GIVEN)
        if document:
            self.expect(self.template.path, document, own=True)
        self.new()
        for path in given.briefs(self.template.path):
            self.brief(path)
        self.seen.all_given()

    def new(self):
        """Read the brief a person begins with, which shows the example as YAML."""
        name = self.template.path.name
        try:
            briefs.read(self.template, forms.brief(self.template), name)
        except ProblemsFound as error:
            said = error.problems[0].message
            top = Span(self.run.lines.main, 1, 1)
            self.fail(("new",), problem("new-fails", top, said=said), say("a-trial-new"))

    def brief(self, path):
        """Draft a brief of somebody's."""
        shown, self.tested.given = near(path), self.tested.given + 1
        label = say("a-trial-brief", path=str(shown))
        try:
            known = briefs.load(shown)
            document = fill.draft(known._replace(template=self.run.template))
        except ProblemsFound as error:
            for one in filter(is_error, error.problems):
                self.fail((str(path), one.code, one.span), one, label)
            return
        data = manifest.bare(known.given)
        self.seen.values_of(data, GIVEN)
        trial = Trial(label, data, "brief")
        for key, one in {**self.words(label, document, usual=False), **self.back(trial)}.items():
            self.fail(key, one, label)
        self.expect(shown, document, own=False)

    def expect(self, source, document, own):
        """Compare a draft with the text that is expected of it, where there is one."""
        one = given.expected(near(source), document, own)
        self.tested.expected.append(one)
        if one.problem:
            self.fail(
                ("expected", one.path),
                one.problem,
                say("a-trial-example" if own else "a-trial-brief", path=str(source)),
            )

    # -- what is made up

    def trials(self):
        """Draft all that a person may leave out, repeat or choose otherwise."""
        every = samples.trials(self.template.params, self.run.sandbox.constants)
        for trial in islice(every, MAX_CASES):
            if trial.kind != "example":
                self.case(trial, TRIED)

    def branches(self):
        """Look for briefs that reach what no case has reached, and try these too."""
        for branch in self.run.sandbox.missed():
            if branch in self.run.sandbox.missed() and (data := self.run.reached(branch)) is not None:
                self.case(Trial(say("a-trial-branch"), data, "state"), TRIED)

    def case(self, trial, who):
        """Draft one brief and look at what came of it; return the Document or None."""
        before = set(self.run.found)
        document = self.run.tried(trial)
        fresh = {key: one for key, one in self.run.found.items() if key not in before}
        if document:
            self.seen.values_of(trial.data, who)
            self.told |= {(one.span.path, one.span.line) for one in fresh.values()}
            fresh |= self.words(trial.label, document, trial.kind in ("example", "full"))
            fresh |= self.back(trial)
        if document or fresh:
            setattr(self.tested, who, getattr(self.tested, who) + 1)
        for key, one in fresh.items():
            self.fail(key, one, trial.label, trial)
        return document

    # -- what is wrong

    def words(self, label, document, usual):
        """Return what the rules find in words of the template, by what it is about."""
        found = {}
        for one in lint(document, _MADE_UP):
            origin = one.block.origin
            key = one.rule, origin.path, origin.line
            said = problem(one.code, origin, **{"words": one.words, **one.facts})
            if (usual and said.severity == "suggest") or key in self.usual or _in_value(one):
                self.usual |= {key} if usual else set()
                continue
            found[key] = replace(said, message=say("a-trial-says", trial=label, said=said.message))
        return found

    def back(self, trial):
        """Return what cannot be read back from a draft in Word, by what it is about."""
        if trial.kind == "state" or self.tested.read >= MAX_READ:
            return {}
        self.tested.read += 1
        top, found = Span(self.run.lines.main, 1, 1), {}
        for path, said in self.unread(trial.data):
            param = self.template.params.get(path.split(".")[0])
            span = param.span if param and param.span.path else top
            found["back", path] = problem("trial-back", span, trial=trial.label, said=said)
        return found

    def unread(self, data):
        """Yield (path, what is told) of what a draft of plain data says otherwise when it is read again."""
        known = briefs.of(self.template, manifest.node_of(data), "brief.yaml")
        path = self.folder / "draft.docx"
        path.write_bytes(word.write(fill.draft(known)))
        pulled = pull(Draft(path), known)
        yield from ((one.path, one.path) for one in pulled.changed)
        yield from (("", one.message) for one in pulled.problems if one.code.startswith(("pull-", "base-")))

    def fail(self, key, one, label, trial=None):
        """Note what is wrong, once, with the smallest brief that shows it."""
        if key in self.found:
            return
        shown = ""
        if trial and trial.kind not in ("example", "full") and key[0] != "lost":
            data = smallest(trial.data, lambda less: self.shows(replace(trial, data=less), key))
            shown = brief(self.template.name, data)
        self.found[key] = Failure(one, label, shown)

    def shows(self, trial, key):
        """Tell whether a trial shows a problem too, and still has what is special about it."""
        if trial.path and trial.path[0] not in trial.data:
            return False
        known, self.run.found = self.run.found, {}
        try:
            document = self.run.tried(trial)
            found = set(self.run.found)
            if document and key[0] == "back":
                found |= {("back", path) for path, _ in self.unread(trial.data)}
            elif document:
                found |= self.words("", document, usual=False).keys()
        except (ProblemsFound, LookupError, TypeError):  # it no longer has what was special about it
            return False
        finally:
            self.run.found = known
        return key in found

    def close(self):
        """Put what was found in order, without what was switched off."""
        tested, top = self.tested, Span(self.run.lines.main, 1, 1)
        for key, one in self.run.found.items():
            self.fail(key, one, say("a-trial-example"))
        if self.run.spent > self.run.limit:
            self.fail(("cut",), problem("trial-cut", top), "")
        asked = Asked(top.path, Switches(), switches.nearest(self.template.path))
        asked.page()
        asked.switch(self.template.check)
        told = self.told | self.run.lost  # there rules need not say it again
        kept = (one for key, one in self.found.items() if len(key) < 3 or key[1:] not in told)
        asked.pairs = [(one.problem, one) for one in kept]
        kept = sorted(((said, one) for said, one in asked.kept()), key=lambda pair: pair[0].span)
        for said, one in kept:
            where = tested.notes if said.severity == "suggest" else tested.failures
            where.append(replace(one, problem=said))
        tested.coverage = self.seen.coverage()


def _in_value(found):
    """Tell whether what a rule has found is of a person's words alone."""
    block, at = found.block, len(found.block.ordinal.text) if found.block.ordinal else 0
    for part in block.parts:
        if isinstance(part, Field) and at <= found.start and found.end <= at + len(part.text):
            return True
        at += len(part.text)
    return False
