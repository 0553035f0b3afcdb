"""A template tried out: filled with its example and with much that a person may leave out or repeat."""

from qicao.check.trials.run import opened


def trials(template):
    """Yield the Problems of a template that only show when it is filled."""
    run = opened(template)
    if run.example():
        run.origins()
        run.drafts()
        run.branches()
    yield from sorted(run.found.values(), key=lambda one: (one.span.path, one.span.line, one.span.column))
