"""The main job: drafts of briefs."""

from functools import partial
from pathlib import Path

import click

from qicao.cli import completion
from qicao.cli.program import main, option
from qicao.patience import patience
from qicao.problems import ProblemsFound, Span, problem, say
from qicao.report import Report
from qicao.target import save


@main.command("draft")
@click.argument(
    "briefs", nargs=-1, required=True, type=click.Path(), shell_complete=completion.files(*completion.BRIEFS)
)
@option("-o", "--output", type=click.Path())
@option("--strict", is_flag=True)
@option("--set", "sets", multiple=True, metavar="KEY=VALUE", shell_complete=completion.keys)
@option("--profile", default="gb2312", shell_complete=completion.profiles)
@option("--numbering", type=click.Choice(["text", "native"]), default="text")
@option("--reading", is_flag=True)
@option("--bound", is_flag=True)
@option("--force", is_flag=True)
def draft(briefs, output, strict, sets, profile, numbering, reading, bound, force):
    """Write a draft of each brief."""
    from qicao.writers import WRITERS, writer
    from qicao.writers.word import Options, profiles

    if output == "-":
        raise click.UsageError(say("unknown-suffix", name=output, names="、".join(WRITERS)))
    if len(briefs) > 1 and output and Path(output).suffix and not Path(output).is_dir():
        raise click.UsageError(say("folder-needed", name=output))
    if profile not in profiles():
        raise click.BadParameter(say("unknown-profile", names="、".join(profiles())), param_hint="--profile")
    options = Options(profile, numbering, reading, bound)
    made = {}
    with Report() as report:
        for path in briefs:
            target = _target(path, output, len(briefs) > 1)
            write = writer(target)
            if write is None:
                raise click.UsageError(say("unknown-suffix", name=target.suffix, names="、".join(WRITERS)))
            if made.setdefault(target.absolute(), path) != path:
                report.tell([problem("same-target", Span(path), name=str(target))])
                continue
            _draft(path, target, partial(write, options=options), sets, strict, force, report)


def _draft(path, target, write, sets, strict, force, report):
    from qicao import fill
    from qicao.brief import load

    try:
        if Path(path).suffix.lower() in (".doc", ".docx", ".wps", ".pdf", ".odt"):
            raise ProblemsFound([problem("not-a-brief-file", Span(path), name=Path(path).name)])
        with patience(path):
            brief = load(path, sets)
            document = fill.draft(brief)
            report.tell(brief.warnings)
            if strict and document.gaps:
                raise ProblemsFound([_open(path, gap) for gap in document.gaps])
            data = write(document)
        save(target, data, force)
    except ProblemsFound as error:
        report.tell(error.problems)
        return
    click.echo(target)
    if document.gaps:
        click.echo(say("show-gaps", count=len(document.gaps)), err=True)
        for gap in document.gaps:
            click.echo(f"  {gap.path}　{gap.about}　{gap.where()}", err=True)


def _open(path, gap):
    """Return the problem of a gap where none is allowed, at its line of the brief if it has one."""
    line = gap.place.line if gap.place else 0
    return problem("gap", Span(path, line, 1 if line else 0), name=gap.path)


def _target(path, output, many):
    """Return the file a brief is drafted into."""
    from qicao.template import project

    name = f"{Path(path).stem or 'draft'}.docx"
    if output is None:
        return near(project() / "drafts" / name)
    try:
        folder = Path(output).is_dir()
    except OSError:
        folder = False  # save() tells what is wrong with the name
    folder = folder or output.endswith(("/", "\\")) or not Path(output).suffix
    return Path(output) / name if many or folder else Path(output)


def near(path):
    """Return a path as a person in this folder would write it."""
    return path.relative_to(Path.cwd()) if path.is_relative_to(Path.cwd()) else path
