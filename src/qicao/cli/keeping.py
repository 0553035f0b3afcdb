"""Commands for who keeps the templates: template new, test, diff."""

from pathlib import Path

import click

from qicao.cli.drafting import near
from qicao.cli.program import Subgroup, main, option
from qicao.problems import Span, problem, say
from qicao.report import Report
from qicao.target import save


@main.group("template", cls=Subgroup)
def keep():
    """Make templates, try them out, compare their versions."""


@keep.command("new")
@click.argument("name")
@option("-o", "--output", type=click.Path())
@option("--title", default="")
@option("--force", is_flag=True)
def new(name, output, title, force):
    """Write a template to go on with."""
    from qicao import scaffold

    with Report() as report:
        if output == "-":
            click.echo(scaffold.scaffold(scaffold.slug(name), title), nl=False)
            return
        target = _new(scaffold.slug(name), output)
        stem = scaffold.slug(target.stem)
        save(target, scaffold.scaffold(stem, title or name).encode(), force)
        click.echo(target)
        known = _told(target, stem, report)
        click.echo(say("templates-next", path=str(target), name=stem if known else str(target)), err=True)


def _new(name, output):
    """Return the file a new template goes to."""
    from qicao.template import SUFFIX, project

    if output is None:
        return near(project() / "templates" / f"{name}{SUFFIX}")
    if Path(output).is_dir() or output.endswith(("/", "\\")):
        return Path(output) / f"{name}{SUFFIX}"
    if Path(output).suffix.lower() not in ("", SUFFIX):
        raise click.UsageError(say("unknown-suffix", name=Path(output).suffix, names=SUFFIX))
    return Path(output).with_suffix(SUFFIX)


def _told(target, name, report):
    """Tell of others of its name, and whether it is found by its name; returns the latter."""
    from qicao import template

    found = [path for _, path in template.copies().get(name, ())]
    used = bool(found) and found[0].resolve() == target.resolve()
    if used and found[1:]:
        report.tell([problem("name-hides", Span(str(target)), name=name, path=str(found[1]))])
    elif found and not used:
        report.tell([problem("name-hidden", Span(str(target)), name=name, path=str(found[0]))])
    return used
