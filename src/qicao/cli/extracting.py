"""qicao extract: old speeches become a template, with a brief for each and the proof that they come back."""

import re
import sys
from collections import Counter
from dataclasses import replace
from itertools import groupby
from pathlib import Path

import click

from qicao.cli import completion
from qicao.cli.program import main, option
from qicao.filenames import is_folder, means_folder
from qicao.problems import ProblemsFound, Span, problem, say
from qicao.report import Report
from qicao.target import save_all

_LONG = 20  # files, or speeches, from which on a bar is shown
_SHOWN = 200  # lines of repairs, and lines set aside, that are listed of one file
_LITTLE = 0.02  # of a speech; where less stays in the template it is hardly one


@main.command("extract")
@click.argument(
    "speeches",
    nargs=-1,
    required=True,
    type=click.Path(readable=False),
    shell_complete=completion.files(*completion.SPEECHES),
)
@option("-o", "--output", type=click.Path())
@option("--depth", type=click.Choice(["frame", "full"]), default="frame")
@option("--each", is_flag=True)
@option("--keep", is_flag=True)
@option("--title", default="")
@option("--dry-run", is_flag=True)
@option("--force", is_flag=True)
def extract(speeches, output, depth, each, keep, title, dry_run, force):
    """Make a template of old speeches."""
    from qicao.extract import families, sources

    with Report() as report:
        paths = sources.files(speeches)
        many = [*_read(paths, keep, report)]
        if not many:
            report.tell([] if report.code else [problem("no-speech", Span(speeches[0]))])
            return
        folder = any(map(is_folder, speeches))
        if output is None and folder:
            _propose(families.families(_texts(many), families.WORTH, spread=True), many)
            return
        groups = [many]
        if each:
            groups = [[one] for one in many]
        elif folder and output is not None and means_folder(output):
            found = families.families(_texts(many), families.WORTH, spread=True)
            groups = [[many[at] for at in family.members] for family in found]
        if depth == "full" and any(len(group) > 1 for group in groups):
            report.tell([problem("full-of-several", Span(speeches[0]))])
        if len(groups) > 1 and output is not None and not means_folder(output):
            raise click.UsageError(say("folder-needed", name=output))
        read = {path.resolve() for path in paths}
        for group in groups:
            target = _target(output, paths[0].stem if len(groups) == 1 else group[0].name)
            _make(group, target, depth, title, dry_run, force, report, read)


def _make(many, target, depth, title, dry_run, force, report, read):
    """Extract one template, write it with its briefs, and tell what came of it."""
    from qicao.extract import extract as induce
    from qicao.extract.speech import title as first_title

    report.tell(tuple(_unlike(many, target)))
    made = induce(many, target.stem, depth, title or first_title(many[0]), step=_counted)
    files = {target: made.template.encode()}
    for one, brief in zip(many, made.briefs, strict=True):
        name = target.stem if len(many) == 1 else f"{target.stem}.{one.name}"
        files[target.with_name(f"{name}.yaml")] = brief.encode()
    over = [path for path in files if path.resolve() in read]
    if over:
        raise ProblemsFound([problem("target-is-source", Span(str(path))) for path in over])
    if not dry_run:
        save_all(files, force)
        for path in files:
            click.echo(path)
    _tell(made, many)
    if max(made.proof.kept) < _LITTLE:
        report.tell([problem("little-text", Span(str(target)))])


def _texts(many):
    return [speech.document.text for speech in many]


def _unlike(many, target):
    """Yield the problem of speeches that have little in common: which of them belong together."""
    from qicao.extract.families import families

    found = families(_texts(many)) if len(many) > 1 else ()
    if len(found) > 1:
        groups = "；".join("、".join(many[at].name for at in family.members) for family in found)
        yield problem("unlike-speeches", Span(str(target)), count=len(found), groups=groups)


# -- reading


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
    name, number = speech.name, 1
    while name in names:
        number += 1
        name = f"{speech.name}-{number}"
    names.add(name)
    return replace(speech, name=name)


def _target(output, name):
    """Return the path of a template."""
    from qicao.shelves import SUFFIX, project

    name = re.sub(r"\s+", "-", name)
    if output is None:
        return project() / "templates" / f"{name}{SUFFIX}"
    if means_folder(output):
        return Path(output) / f"{name}{SUFFIX}"
    if output == "-" or Path(output).suffix.lower() not in ("", SUFFIX):
        raise click.UsageError(say("unknown-suffix", name=Path(output).suffix or output, names=SUFFIX))
    return Path(output).with_suffix(SUFFIX)


# -- telling


def _tell_source(source):
    """List what was repaired in a file, a line for each of its lines, and the lines that were set aside."""
    aside = {block.origin.line for block in source.noise}
    repairs = [one for one in source.repairs if one.span.line not in aside]
    if repairs:
        click.echo(say("extract-repaired", path=source.path, count=len(repairs)), err=True)
        lines = [_repairs(line, [*made]) for line, made in groupby(repairs, lambda one: one.span.line)]
        _list(lines)
    if source.noise:
        click.echo(say("extract-noise", path=source.path, count=len(source.noise)), err=True)
        _list([f"{block.origin.line}　{block.text[:40]}" for block in source.noise])


def _repairs(line, made):
    """Return the repairs of one line: each kind with the columns it was made in."""
    kinds = Counter((one.old, one.new) for one in made)
    told = (
        f"{old or '∅'} → {new or '∅'} "
        + " ".join(str(r.span.column) for r in made if (r.old, r.new) == (old, new))
        for old, new in kinds
    )
    return f"{line}　{'；'.join(told)}"


def _list(lines):
    for line in lines[:_SHOWN]:
        click.echo(f"  {line}", err=True)
    if len(lines) > _SHOWN:
        click.echo("  " + say("show-more", count=len(lines) - _SHOWN), err=True)


def _propose(found, many):
    """Print which speeches of a folder one template could serve."""
    for number, family in enumerate(found, 1):
        facts = {"number": number, "count": len(family.members), "share": f"{family.share:.0%}"}
        click.echo(say("extract-family" if len(family.members) > 1 else "extract-single", **facts))
        for at in family.members:
            click.echo(f"  {many[at].name}")
    click.echo(say("extract-next"), err=True)


def _tell(made, many):
    """Tell what the template keeps, what came back, and how sure each parameter is."""
    for speech, outcome, series in zip(many, made.proof.outcomes, made.irregular, strict=True):
        number = outcome.differences[0].number if outcome.differences else 0
        code = "extract-differs" if number else "extract-gaps" if outcome.gaps else "extract-equal"
        facts = {"name": speech.name, "kept": f"{outcome.kept:.0%}", "gaps": outcome.gaps, "number": number}
        click.echo(say(code, **facts), err=True)
        for ordinals in series:
            click.echo(say("extract-ordinals", name=speech.name, ordinals=" ".join(ordinals)), err=True)
    for line in made.parameters:
        click.echo(f"  {line}", err=True)
