"""The font profile a command is told, or that of the office."""

from contextlib import suppress

import click

from qicao.problems import ProblemsFound, say


def chosen(name, path):
    """Return a profile written out: the one named or that of the file's project.

    Raises UsageError for a name nobody has set; leaves where a qicao.yaml is broken.
    """
    from qicao import layout
    from qicao.report import Report

    try:
        known = layout.profiles(path)
        name = name or layout.usual(path)
    except ProblemsFound:
        with Report():
            raise
    if name not in known:
        raise click.BadParameter(say("unknown-profile", names="、".join(known)), param_hint="--profile")
    return known[name]


def offered(ctx, _param, typed):
    """Offer the profiles of the file that was named before, or of this folder."""
    from qicao import layout

    with suppress(ProblemsFound, OSError, ValueError):
        near = next(iter(ctx.params.get("briefs") or ()), None) or ctx.params.get("file") or "."
        return [name for name in layout.profiles(near) if name.startswith(typed)]
    return []
