"""What of a template its trials have reached: its branches, and what each value may be."""

from dataclasses import dataclass

from qicao import manifest
from qicao.check.trials import samples, search
from qicao.params import Reading
from qicao.problems import Span, say

GIVEN, TRIED = "given", "tried"
_NOTHING = (None, "", [], {})


@dataclass(frozen=True, slots=True)
class Point:
    """Something a draft can come by: where it stands, its words, who has reached it, why nobody can.

    reached is GIVEN where an example or a brief has, TRIED where only a made-up brief has, else "".
    """

    span: Span
    text: str
    reached: str
    why: str = ""


@dataclass(frozen=True, slots=True)
class Coverage:
    """The Points of a template."""

    points: tuple

    def count(self, *reached):
        """Return how many points were reached so."""
        return sum(one.reached in reached for one in self.points)

    @property
    def percent(self):
        """The share that was reached, a whole number that is 100 only where all was."""
        return 100 * self.count(GIVEN, TRIED) // len(self.points) if self.points else 100

    @property
    def missed(self):
        """The points that nothing has reached."""
        return tuple(one for one in self.points if not one.reached)


class Seen:
    """Notes which branches were taken, and what the values were, while a Run goes on."""

    def __init__(self, run):
        self.run, self.given, self.values = run, frozenset(), {}
        self.places = [
            (path, param, states)
            for path, param in samples.places(run.template.params)
            if (states := _states(param))
        ]

    def values_of(self, data, who):
        """Note the values of a brief that could be drafted."""
        for path, param, _ in self.places:
            for state in {_state(param, value) for value in _all(data, path)}:
                self.values.setdefault((path, state), who)

    def all_given(self):
        """Take what was taken so far for what examples and briefs reach."""
        self.given = frozenset(self.run.sandbox.taken)

    def coverage(self):
        """Return the Coverage; what is not written and cannot happen is none of it."""
        points = [*self._branches(), *self._values()]
        return Coverage(tuple(sorted(points, key=lambda one: (one.span, one.text))))

    def _branches(self):
        box, lines = self.run.sandbox, self.run.lines
        part = box.main.startswith("_")
        for at, branch in enumerate(box.branches):
            reached = GIVEN if at in self.given else TRIED if at in box.taken else ""
            if (part and branch.keyword in ("macro", "block")) or not (reached or branch.written):
                continue
            span, tag = lines.tag(branch)
            text = tag if branch.written else say(f"a-{branch.keyword.replace(' ', '-')}", tag=tag)
            why = "" if reached else search.reason(branch, self.run.template.params)
            yield Point(span, text, reached, why)

    def _values(self):
        for path, param, states in self.places:
            for state in states:
                text = say("a-value-is", name=samples.named(path), value=_said(state))
                yield Point(param.span, text, self.values.get((path, state), ""))


def _states(param):
    """Return what a value may be, as far as that changes what a template says: None is not given."""
    if param.type == "choice":
        return param.choices
    if param.type == "flag":
        return ("是", "否")
    return () if param.required or param.type == "record" else (True, False)


def _state(param, value):
    if param.type not in ("choice", "flag"):
        return value not in _NOTHING
    if value in _NOTHING:
        value = manifest.bare(param.default)
    if param.type == "flag" and value is not None:
        return "是" if Reading([]).value(param, manifest.node_of(value), "") else "否"
    return value


def _said(state):
    return {True: say("a-value-given"), False: say("a-value-empty")}.get(state, state)


def _all(data, path):
    """Yield what stands at a path, in every item of the lists it leads through."""
    if not path:
        yield data
    elif path[0] == samples.EACH:
        for item in data if isinstance(data, list) else ():
            yield from _all(item, path[1:])
    elif isinstance(data, dict):
        yield from _all(data.get(path[0]), path[1:])
