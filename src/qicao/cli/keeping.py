"""Commands for who keeps the templates: template new, test, diff."""

from itertools import groupby
from pathlib import Path

import click

from qicao.cli import completion
from qicao.cli.program import Subgroup, main, option
from qicao.filenames import is_folder, means_folder, near
from qicao.patience import patience
from qicao.problems import ProblemsFound, Span, problem, render, say
from qicao.report import Report
from qicao.target import save, save_all

_SECONDS = 240  # a template of 200 cases, each read back from Word, takes twenty
_WIDE = 60  # characters of a line that are shown
_LINES = 40  # of a brief or a comparison that are shown


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
    from qicao.shelves import SUFFIX, project

    if output is None:
        return near(project() / "templates" / f"{name}{SUFFIX}")
    if means_folder(output):
        return Path(output) / f"{name}{SUFFIX}"
    if Path(output).suffix.lower() not in ("", SUFFIX):
        raise click.UsageError(say("unknown-suffix", name=Path(output).suffix, names=SUFFIX))
    return Path(output).with_suffix(SUFFIX)


def _told(target, name, report):
    """Tell of others of its name, and whether it is found by its name; returns the latter."""
    from qicao import shelves

    found = [path for _, path in shelves.copies().get(name, ())]
    used = bool(found) and found[0].resolve() == target.resolve()
    if used and found[1:]:
        report.tell([problem("name-hides", Span(str(target)), name=name, path=str(found[1]))])
    elif found and not used:
        report.tell([problem("name-hidden", Span(str(target)), name=name, path=str(found[0]))])
    return used


# -- test


@keep.command("test")
@click.argument("names", nargs=-1, shell_complete=completion.templates)
@option("--accept", is_flag=True)
@option("--strict", "branches_too", is_flag=True)
@option("--format", "form", type=click.Choice(["text", "json"]), default="text")
def test(names, accept, branches_too, form):
    """Try templates out."""
    from qicao.check import formats
    from qicao.check.trials.tested import expectations
    from qicao.check.trials.tested import test as tried

    with Report() as report:
        made = []
        for path in _paths(names):
            try:
                with patience(path, _SECONDS):
                    made.append(tried(path))
            except ProblemsFound as error:
                report.tell(error.problems)
                continue
            if accept:
                _accept(made[-1], expectations(made[-1]), report)
            if form == "text":
                _show(made[-1], report)
        if form == "json":
            click.echo(formats.tests_as_json(made))
        failed = [one for one in made if one.failures or (branches_too and one.coverage.missed)]
        report.code = max(report.code, 1 if failed else 0)
        click.echo(
            say("templates-failed" if failed else "templates-passed", **_counts(made, failed)), err=True
        )


def _counts(made, failed):
    return {"count": len(made), "failed": len(failed)}


def _paths(names):
    """Return the files of templates: of names, files and folders, or of the whole project."""
    from qicao import shelves

    found = []
    for name in names or (str(near(shelves.project() / "templates")),):
        if is_folder(name):
            inside = [one for one in sorted(Path(name).glob(f"*{shelves.SUFFIX}")) if one.name[0] != "_"]
            if not inside:
                raise ProblemsFound([problem("no-templates", Span(name))])
            found += inside
        elif not names:
            raise ProblemsFound([problem("no-templates", Span(name))])
        else:
            found.append(near(shelves.find(name, Span(name))))
    return list(dict.fromkeys(found))


def _accept(tested, files, report):
    """Write the expected texts of a template that are new or other than they were."""
    try:
        save_all(files, force=True)
    except ProblemsFound as error:
        report.tell(error.problems)
        return
    for one in tested.expected:
        if one.path in files and (one.problem or not one.there):
            click.echo(one.path, err=True)
    tested.failures = [one for one in tested.failures if one.problem.code != "expected-differs" or not files]


def _show(tested, report):
    """Print what came of the test of one template."""
    known = tested.coverage
    click.echo(f"{tested.name}　{tested.title}")
    facts = {"given": tested.given, "tried": tested.tried, "read": tested.read}
    if tested.given:
        click.echo("  " + say("templates-cases", count=tested.given + tested.tried, **facts))
    for one in tested.failures:
        click.echo(render(one.problem, report.source(one.problem.span)))
        _brief(one.brief)
        for text in tested.expected:
            if text.problem == one.problem:
                _indented(text.lines)
    if any(text.there for text in tested.expected) and not any(text.problem for text in tested.expected):
        click.echo("  " + say("templates-expected", count=sum(text.there for text in tested.expected)))
    if tested.notes:
        click.echo("  " + say("templates-notes", count=len(tested.notes), path=str(tested.path)))
    if known.points:
        facts = {"reached": known.count("given", "tried"), "given": known.count("given")}
        total = len(known.points)
        click.echo("  " + say("templates-coverage", percent=known.percent, total=total, **facts))
    for one in known.missed:
        place = f"{one.span.path}:{one.span.line}"
        click.echo(f"    {place}　{one.text}{'　' + one.why if one.why else ''}")
        click.echo(f"      {report.source(one.span).strip()[:_WIDE]}")


def _brief(text):
    """Print the smallest brief that shows what is wrong."""
    if text:
        click.echo("  " + say("templates-shows"))
        _indented(text.splitlines())


def _indented(lines):
    for line in lines[:_LINES]:
        click.echo(f"    {line[:_WIDE]}{'…' if line[_WIDE:] else ''}")
    if len(lines) > _LINES:
        click.echo(f"    {say('show-more', count=len(lines) - _LINES)}")


# -- diff


@keep.command("diff")
@click.argument("old", shell_complete=completion.templates)
@click.argument("new", required=False, shell_complete=completion.templates)
@option("--brief", "briefs", multiple=True, type=click.Path())
@option("--format", "form", type=click.Choice(["text", "json"]), default="text")
def diff(old, new, briefs, form):
    """Compare two versions of a template."""
    from qicao import shelves, template
    from qicao.check import formats
    from qicao.versions import versions

    with Report() as report:
        paths = [near(shelves.find(one, Span(one))) for one in (old, new) if one is not None]
        paths = paths if new is not None else [_hidden(paths[0]), paths[0]]
        with patience(paths[1], _SECONDS):
            found = versions(*map(template.load, paths), briefs)
        if form == "json":
            click.echo(formats.versions_as_json(found))
        else:
            _compared(found, report)


def _hidden(path):
    """Return the template of the same name that one hides; raises ProblemsFound where it hides none."""
    from qicao import shelves

    known = [one for _, one in shelves.copies().get(path.stem, ())]
    beyond = known[known.index(path.absolute()) + 1 :] if path.absolute() in known else known
    if not beyond:
        raise ProblemsFound([problem("nothing-hidden", Span(str(path)), name=path.stem)])
    return beyond[0]


def _words(one):
    return f"{one.message}{'　' + one.hint if one.hint else ''}"


def _compared(found, report):
    """Print what is different between two versions."""
    for one in found.declared:
        facts = {"path": one.path, "was": one.was[:_WIDE], "now": one.now[:_WIDE]}
        click.echo(say(f"templates-{one.kind}", **facts))
    for one in found.spoken:
        if one.lines or len(found.spoken) > 1:
            click.echo(
                say("templates-by-brief", path=str(one.path)) if one.path else say("templates-by-example")
            )
        for line in one.lines:
            click.echo(f"  {line}")
        report.tell(one.problems)
    for one in found.affected:
        click.echo(say("templates-affected", path=str(one.path)))
        for said, same in groupby(sorted(one.problems, key=_words), key=_words):
            lines = " ".join(str(line) for problem in same if (line := problem.span.line))
            click.echo(f"  {lines}  {said}")
        for gap in one.gaps:
            click.echo("  " + say("templates-gap", name=gap.path, about=gap.about))
    if not (found.declared or any(one.lines or one.problems for one in found.spoken) or found.affected):
        click.echo(say("diff-nothing"), err=True)
