"""What a run of many drafts came to: counts, and what was found, each thing once."""

from collections import Counter
from dataclasses import dataclass, field

from qicao.problems import Span, is_error, problem, say

_KEPT = 1000  # different problems that are remembered; who has more mends these first
_NAMED = 5  # places of a gap that are named, the rest is counted


@dataclass(slots=True)
class _Gap:
    about: str
    count: int = 0
    first: list = field(default_factory=list)


@dataclass(slots=True)
class Tally:
    """The outcomes of a run, as much of them as is told; its size does not grow with theirs."""

    states: Counter = field(default_factory=Counter)
    problems: dict = field(default_factory=dict)
    errors: int = 0  # those that were not remembered among them
    gaps: dict = field(default_factory=dict)

    def take(self, outcome):
        """Add one outcome."""
        self.states[outcome.state] += 1
        target = outcome.job.target
        behind = [problem("draft-behind", Span(target), draft=target)] if outcome.state == "edited" else ()
        for one in (*outcome.problems, *behind):
            self.errors += is_error(one)
            if len(self.problems) < _KEPT:
                self.problems.setdefault(one)
        for gap in outcome.gaps:
            known = self.gaps.setdefault(gap.path, _Gap(gap.about))
            known.count += 1
            if len(known.first) < _NAMED:
                known.first.append(str(outcome.job.shown))

    def nameless(self, problems):
        """Add rows that have no name, a problem each."""
        self.states["failed"] += len(problems)
        self.errors += len(problems)
        self.problems |= dict.fromkeys(problems[:_KEPT])

    def gap_lines(self, by_row):
        """Yield a line for each value that was not given: what it is, in how many drafts, in which."""
        for path, gap in self.gaps.items():
            more = "…" if gap.count > len(gap.first) else ""
            places = f"{'、'.join(gap.first)}{more}"
            code = "many-gap-rows" if by_row else "many-gap-briefs"
            yield say(code, path=path, about=gap.about, count=gap.count, places=places)

    def summary(self):
        """Return what became of the drafts in one line: made, kept, failed."""
        said = [
            say(f"many-{state}", count=self.states[state])
            for state in ("made", "kept", "edited", "failed")
            if self.states[state]
        ]
        return say("many-comma").join(said)
