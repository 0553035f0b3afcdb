"""Commands around a draft that people have edited: pull, update, diff, clean."""

from pathlib import Path

import click

from qicao.cli import completion
from qicao.cli.program import main, option
from qicao.filenames import BRIEFS, is_file, means_folder
from qicao.patience import patience
from qicao.problems import ProblemsFound, Span, problem, say
from qicao.report import Report
from qicao.target import rewrite, save

_SECONDS = 30  # a draft of 2,000 paragraphs takes three; a slow machine with other work, ten

# -- pull


@main.command("pull")
@click.argument("draft", type=click.Path(), shell_complete=completion.files(*completion.DRAFTS))
@option("-o", "--output", type=click.Path())
@option("--dry-run", is_flag=True)
def pull(draft, output, dry_run):
    """Read what was edited in Word back into the brief."""
    from qicao.brief import is_form
    from qicao.compare import difference
    from qicao.pull import pull as read_back
    from qicao.pull import rewritten
    from qicao.rework.draft import Draft
    from qicao.update import brief_of, find_brief

    with Report() as report:
        with patience(draft, _SECONDS):
            opened = Draft(draft)
            source = output if output and is_file(output) else find_brief(opened)
            brief = brief_of(opened, source or "")
            found = read_back(opened, brief)
            fresh, form = bool(output) and source != output, bool(source) and is_form(source)
            data = None if form and not fresh else rewritten(brief, found.values, source, fresh)
        report.tell(found.problems)
        for one in found.changed:
            click.echo(one.path)
            for line in difference(one.was, one.now):
                click.echo(f"  {line}")
        target = output or source
        if not found.changed:
            click.echo(say("pull-nothing"), err=True)
        if target is None:
            raise ProblemsFound([problem("brief-missing", Span(str(draft)), name=Path(brief.path).name)])
        if form and found.changed and not fresh:
            facts = {"name": Path(source).name, "draft": draft}
            raise ProblemsFound([problem("pull-form", Span(str(draft)), **facts)])
        if not dry_run and (found.changed or fresh):
            rewrite(Path(target), data)
            click.echo(target)


# -- update


@main.command("update")
@click.argument("draft", type=click.Path(), shell_complete=completion.files(*completion.DRAFTS))
@option("--brief", type=click.Path(), shell_complete=completion.files(*BRIEFS))
@option("--template", type=str, shell_complete=completion.templates)
@option("--dry-run", is_flag=True)
def update(draft, brief, template, dry_run):
    """Draft again into the same file, keeping what was edited in Word."""
    from qicao.compare import listed
    from qicao.update import update as again

    with Report() as report:
        with patience(draft, _SECONDS):
            made = again(draft, brief or "", template or "")
            lines = list(listed(made.changes))
        for line in lines:
            click.echo(line)
        report.tell(made.problems)
        if made.data is None:
            click.echo(say("update-nothing"), err=True)
        elif not dry_run:
            rewrite(Path(draft), made.data)
            click.echo(draft)
            if not lines:
                click.echo(say("update-marks"), err=True)


# -- diff


@main.command("diff")
@click.argument("old", type=click.Path(), shell_complete=completion.anything)
@click.argument("new", type=click.Path(), shell_complete=completion.anything)
def diff(old, new):
    """Compare two drafts, briefs, templates or speeches as speech text."""
    from qicao.cli.showing import document_of
    from qicao.compare import compare, listed

    with Report() as report:
        with patience(old, _SECONDS):
            documents = []
            for file in (old, new):
                document, found = document_of(file)
                report.tell(found)
                documents.append(document)
            lines = list(listed(compare(*documents)))
        for line in lines:
            click.echo(line)
        if not lines:
            click.echo(say("diff-nothing"), err=True)


# -- clean


@main.command("clean")
@click.argument("draft", type=click.Path(), shell_complete=completion.files(*completion.DRAFTS))
@option("-o", "--output", type=click.Path())
@option("--force", is_flag=True)
def clean(draft, output, force):
    """Write the copy that leaves the house: no marks, manifest, controls or comments."""
    from qicao.clean import clean as cleaned
    from qicao.readers import word

    with Report() as report:
        path = Path(draft)
        with patience(draft, _SECONDS):
            data, found = cleaned(word.opened(draft)[0], str(draft))
        target = Path(output) if output else path.with_name(f"{path.stem}.clean.docx")
        if output and means_folder(output):
            target /= f"{path.stem}.clean.docx"
        report.tell(found)
        save(target, data, force)
        click.echo(target)
