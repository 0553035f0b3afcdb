"""qicao extract: old speeches become a template, with a brief for each and the proof that they come back."""

import sys
from pathlib import Path

import click

from qicao.cli.program import main, option
from qicao.problems import Span, problem, say
from qicao.report import Report
from qicao.target import save_all

_LONG = 20  # files, or speeches, from which on a bar is shown
_SHOWN = 12  # repairs, and lines set aside, that are listed of one file


@main.command("extract")
@click.argument("speeches", nargs=-1, required=True, type=click.Path())
@option("-o", "--output", type=click.Path())
@option("--depth", type=click.Choice(["frame", "full"]), default="frame")
@option("--keep", is_flag=True)
@option("--title", default="")
@option("--dry-run", is_flag=True)
@option("--force", is_flag=True)
def extract(speeches, output, depth, keep, title, dry_run, force):
    """Make a template of old speeches."""
    from qicao.extract import extract as induce
    from qicao.extract import sources

    with Report() as report:
        paths = sources.files(speeches)
        many = [*_read(paths, keep, report)]
        if not many:
            report.tell([] if report.code else [problem("no-speech", Span(speeches[0]))])
            return
        if output is None and any(Path(path).is_dir() for path in speeches):
            _propose(many)
            return
        target = _target(output, paths)
        _warn_unlike(many, target, report)
        made = induce(many, target.stem, depth, title or _title(many), _counted)
        files = {target: made.template.encode()}
        files |= {
            _beside(target, made, one): brief.encode() for one, brief in zip(many, made.briefs, strict=True)
        }
        if not dry_run:
            save_all(files, force)
            for path in files:
                click.echo(path)
        _tell(made, many)


def _read(paths, keep, report):
    """Yield the speeches of the files, telling what was met in each."""
    from qicao.extract import sources

    names = set()
    for source in _counted(sources.loaded(paths, keep), len(paths)):
        report.tell(source.problems)
        _tell_source(source)
        for speech in source.speeches:
            yield _named(speech, names)


def _counted(results, count):
    """Yield results as they come; on a terminal a bar counts many."""
    if count < _LONG or not sys.stderr.isatty():
        yield from results
        return
    with click.progressbar(results, length=count, file=sys.stderr) as bar:
        yield from bar


def _named(speech, names):
    """Return a speech under a name of its own."""
    from dataclasses import replace

    name, number = speech.name, 1
    while name in names:
        number += 1
        name = f"{speech.name}-{number}"
    names.add(name)
    return replace(speech, name=name)


def _tell_source(source):
    if source.repairs:
        click.echo(say("extract-repaired", path=source.path, count=len(source.repairs)), err=True)
        for one in source.repairs[:_SHOWN]:
            place = f"{one.span.line}:{one.span.column}"
            click.echo(f"  {place}　{one.old} → {one.new}", err=True)
        _more(source.repairs)
    if source.noise:
        click.echo(say("extract-noise", path=source.path, count=len(source.noise)), err=True)
        for block in source.noise[:_SHOWN]:
            click.echo(f"  {block.origin.line}　{block.text[:40]}", err=True)
        _more(source.noise)


def _more(listed):
    if len(listed) > _SHOWN:
        click.echo("  " + say("show-more", count=len(listed) - _SHOWN), err=True)


def _target(output, paths):
    """Return the path of the template."""
    from qicao.template import SUFFIX, project

    if output is None:
        return project() / "templates" / f"{paths[0].stem}{SUFFIX}"
    if Path(output).is_dir() or output.endswith(("/", "\\")):
        return Path(output) / f"{paths[0].stem}{SUFFIX}"
    if Path(output).suffix.lower() not in ("", SUFFIX):
        raise click.UsageError(say("unknown-suffix", name=Path(output).suffix, names=SUFFIX))
    return Path(output).with_suffix(SUFFIX)


def _beside(target, made, speech):
    """Return the path of the brief of one speech."""
    name = target.stem if len(made.briefs) == 1 else f"{target.stem}.{speech.name}"
    return target.with_name(f"{name}.yaml")


def _title(many):
    from qicao.extract.speech import title

    return title(many[0])


def _families(many, spread=False):
    from qicao.extract.families import families

    return families([speech.document.text for speech in many], spread)


def _warn_unlike(many, target, report):
    """Tell where speeches have little in common, and which of them belong together."""
    found = _families(many) if len(many) > 1 else ()
    if len(found) > 1:
        groups = "；".join("、".join(many[at].name for at in family.members) for family in found)
        report.tell([problem("unlike-speeches", Span(str(target)), count=len(found), groups=groups)])


def _propose(many):
    """Print which speeches of a folder one template could serve."""
    for number, family in enumerate(_families(many, spread=True), 1):
        names = "、".join(many[at].name for at in family.members)
        if len(family.members) > 1:
            click.echo(
                say("extract-family", number=number, count=len(family.members), share=f"{family.share:.0%}")
            )
        else:
            click.echo(say("extract-single", number=number))
        click.echo(f"  {names}")
    click.echo(say("extract-next"), err=True)


def _tell(made, many):
    """Tell what the template keeps, what came back, and how sure each parameter is."""
    for speech, equal, kept, differences in zip(
        many, made.equal, made.proof.kept, made.proof.differences, strict=True
    ):
        code = "extract-equal" if equal else "extract-differs"
        first = differences[0] if differences else None
        click.echo(
            say(code, name=speech.name, kept=f"{kept:.0%}", number=first.number if first else 0), err=True
        )
    for speech, series in zip(many, made.irregular, strict=True):
        for ordinals in series:
            click.echo(say("extract-ordinals", name=speech.name, ordinals=" ".join(ordinals)), err=True)
    for line in made.parameters:
        click.echo(f"  {line}", err=True)
