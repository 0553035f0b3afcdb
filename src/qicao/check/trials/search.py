"""Looking for a brief that reaches a branch no other brief has reached."""

from math import prod

from qicao.check.trials import samples
from qicao.check.trials.branches import compared
from qicao.problems import say

MAX_SEARCH = 128  # briefs that look for one branch
_STRIDE = 1_000_003  # a prime, so that steps of it go through all combinations
_ANY = 1000  # items of a list that says no max


def briefs(branch, params, constants):
    """Yield briefs as plain data in which the values that decide on a branch meet one another."""
    base = samples.full(params, samples.example(params))
    known = [(path, param) for path, param in samples.places(params) if path[-1] in branch.names]
    options = [[(path, change) for change in _changes(param, constants, branch)] for path, param in known]
    for changes in _spread(options):
        data = base
        for path, change in changes:
            data = samples.put(data, path, change) if change else data
        yield data
    yield samples.marked(params)[0]
    yield _alike(params, base)


def _changes(param, constants, branch):
    """Return what may become of a value that decides on a branch; None leaves it as it is."""
    changes = [change for _, change in samples.states(param, constants)]
    if param.type not in ("choice", "flag", "list"):
        changes.insert(0, None)
    if not param.required:
        changes.append(samples.emptied(param))
    return [*changes, lambda _: None] if param.required and branch.asks else changes


def _spread(options):
    """Yield combinations of options, all or as many as are tried, from all over."""
    size = prod(map(len, options))
    for turn in range(min(size, MAX_SEARCH)):
        rest, chosen = turn * _STRIDE % size, []
        for some in options:
            rest, at = divmod(rest, len(some))
            chosen.append(some[at])
        yield chosen


def _alike(params, data):
    """Return a brief in which all texts are the same."""
    for path, param in samples.places(params):
        if param.type in ("text", "paragraphs"):
            data = samples.put(data, path, lambda _: "同上")
    return data


def reason(branch, params):
    """Return why no brief reaches a branch, where that is known."""
    known = [(path, param) for path, param in samples.places(params) if path[-1] in branch.names]
    for names, text in compared(branch):
        for path, param in known:
            if param.type == "flag" and path[-1] in names:
                return say("a-reason-flag", name=path[-1])
            if param.type == "choice" and path[-1] in names and text not in param.choices:
                facts = {"name": samples.named(path), "text": text, "choices": "、".join(param.choices)}
                return say("a-reason-choice", **facts)
    for path, param in known:
        if param.type == "list" and param.max < _ANY:
            return say("a-reason-max", name=samples.named(path), max=param.max)
    return ""
