"""Commands around a brief: new, form, schema."""

import sys
from pathlib import Path

import click

from qicao.cli import completion
from qicao.cli.program import main, option
from qicao.cli.showing import template_of
from qicao.filenames import BRIEFS, FORMS, is_file, is_of, means_folder, near
from qicao.patience import patience
from qicao.problems import ProblemsFound, Span, problem, say
from qicao.report import Report
from qicao.target import save, save_all


@main.command("new")
@click.argument("template", shell_complete=completion.templates)
@option("-o", "--output", type=click.Path())
@option("--ask", "ask_for_it", is_flag=True)
@option("--force", is_flag=True)
def new(template, output, ask_for_it, force):
    """Write a brief to fill in."""
    from qicao import forms

    with Report() as report:
        with patience(template):
            one = template_of(template)
        target = None if output == "-" else _target(one, output)
        if ask_for_it:
            _ask(one, target, force, report)
        elif target is None:
            click.echo(forms.brief(one), nl=False)
        else:
            _save_with_schema(one, target, forms.brief(one), force)
            click.echo(target)


def _target(one, output):
    """Return the file a brief is written to."""
    from qicao.shelves import project

    name = f"{one.name}.yaml"
    if output is None:
        return near(project() / "drafts" / name)
    target = Path(output) / name if means_folder(output) else Path(output)
    if not is_of(BRIEFS, target):
        raise click.UsageError(say("unknown-suffix", name=target.suffix or target.name, names=".yaml"))
    return target


def _ask(one, target, force, report):
    """Ask for the values of a brief and write it; what was answered is never lost."""
    from qicao import forms
    from qicao.cli.prompting import ask

    if target is not None and is_file(target) and not force:  # before people take the trouble to answer
        raise ProblemsFound([problem("target-exists", Span(str(target)))])
    given, whole = ask(one)
    report.code = 0 if whole else 1
    if not whole and not given.entries:
        click.echo(say("ask-given-up"), err=True)
        return
    text = forms.brief(one, given=given, reference=reference(one))
    if target is None:
        click.echo(text, nl=False)
        return
    try:
        _save_with_schema(one, target, text, force)
    except ProblemsFound:
        click.echo(text, nl=False)
        raise
    click.echo(target)
    click.echo(say("ask-done" if whole else "ask-broken-off", name=target), err=True)


def _save_with_schema(one, target, text, force):
    """Write a brief, and beside it the schema that its first line names to editors."""
    from qicao import schema as schemas

    name = schemas.file_name(one)
    beside = target.parent / schemas.FOLDER / name
    files = {target: (schemas.modeline(name) + text).encode()}
    if _is_free(beside):
        files[beside] = schemas.written(one)
    save_all(files, {beside} | ({target} if force else set()))


@main.command("form")
@click.argument("source", metavar="TEMPLATE|BRIEF", shell_complete=completion.templates)
@option("-o", "--output", type=click.Path())
@option("--force", is_flag=True)
def form(source, output, force):
    """Write a form to fill in with a spreadsheet or a word processor."""
    from qicao.asking import writers
    from qicao.shelves import project

    target = _form_target(source, output, near(project() / "drafts"))
    write = writers.writer(target)
    if write is None:
        names = "、".join(writers.WRITERS)
        raise click.UsageError(say("unknown-suffix", name=target.suffix or target.name, names=names))
    with Report() as report:
        with patience(source):
            one, given, found = _asked(source)
            report.tell(found)
            data = write(one, given, reference(one))
        save(target, data, force, seals=())
        click.echo(target)


def _asked(source):
    """Return (the Template a form is for, the values it begins with, warnings): of a brief or a template."""
    from qicao.brief import load

    if is_of((*BRIEFS, *FORMS), source):
        brief = load(source)
        return brief.template, brief.given, brief.warnings
    one = template_of(source)
    return one, None, one.warnings


def reference(one):
    """Return how a brief names its template: by its name, or by its path where that is not found so."""
    from qicao.shelves import available

    known = available().get(one.name)
    return one.name if known and known.resolve() == one.path.resolve() else Path(one.path).as_posix()


def _form_target(source, output, folder):
    """Return the file a form is written to."""
    name = f"{Path(source).stem}.xlsx"
    if output is None:
        return folder / name
    target = Path(output)
    return target / name if means_folder(output) else target


@main.command("schema")
@click.argument("template", shell_complete=completion.templates)
@option("-o", "--output", type=click.Path())
@option("--force", is_flag=True)
def schema(template, output, force):
    """Print the JSON Schema of a template's briefs, or write it to a file."""
    from qicao import schema as schemas

    with Report():
        data = schemas.written(template_of(template))
        if output in (None, "-"):
            click.echo(data.decode() if sys.stdout.isatty() else data, nl=False)  # JSON is UTF-8 everywhere
        else:
            target = Path(output)
            if means_folder(output):
                target /= schemas.file_name(template_of(template))
            save(target, data, force or _is_free(target))
            click.echo(target)


def _is_free(path):
    """Tell whether a schema may be written here: there is none, or one of qicao's that nobody changed."""
    from qicao.schema import is_ours

    try:
        return not path.exists() or is_ours(path.read_bytes())
    except OSError:
        return False
