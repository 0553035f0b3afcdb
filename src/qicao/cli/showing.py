"""Commands that show: templates, show."""

from pathlib import Path

import click

from qicao.cli import completion
from qicao.cli.program import main, option
from qicao.filenames import BRIEFS
from qicao.patience import patience
from qicao.problems import ProblemsFound, Span, say, width
from qicao.report import Report


@main.command("templates")
@click.argument("name", required=False, shell_complete=completion.templates)
def list_templates(name):
    """List the templates, or the parameters of one."""
    from qicao import shelves, template

    with Report() as report:
        if name:
            _describe(name, report)
            return
        known = shelves.copies()
        longest = max(map(width, known), default=0)
        for slug, copies in known.items():
            padded = slug + " " * (longest - width(slug))
            try:
                with patience(copies[0][1]):
                    one = template.load(copies[0][1])
                click.echo(f"{padded}  {one.title}　{one.about}{_from(copies)}")
            except ProblemsFound as error:
                click.echo(f"{padded}  {say('template-broken')}{_from(copies)}")
                report.tell(error.problems)
        report.tell(shelves.broken())


def _from(copies):
    """Return where a template comes from and which it hides, in brackets; of one that comes along nothing."""
    (shelf, _), *hidden = copies
    if shelf.kind == "bundled":
        return ""
    names = "、".join(_shelf(one) for one, _ in hidden)
    return "　" + say("templates-hides" if names else "templates-from", name=_shelf(shelf), names=names)


def _shelf(shelf):
    known = shelf.package
    facts = {"name": known.name, "version": known.version} if known else {}
    return say(f"templates-{shelf.kind}", **facts).strip()


def _describe(name, report):
    """Print a template's parameters and the outline of its example."""
    from qicao import shelves
    from qicao.writers import outline

    with patience(name):
        one = template_of(name)
        document = example(one)
    report.tell(one.warnings)
    click.echo(f"{one.title}\n{one.about}\n")
    copies = shelves.copies().get(name, ())
    if copies and copies[0][0].kind != "bundled":
        click.echo(f"{_from(copies).strip()}　{copies[0][1]}\n")
    click.echo(say("templates-params"))
    _parameters(one.params, 1)
    click.echo(f"\n{say('templates-outline')}")
    click.echo(outline.write(document), nl=False)


def _parameters(params, depth):
    for param in params.values():
        optional = "" if param.required else f"　{say('optional')}"
        click.echo(f"{'  ' * depth}{param.name}　{param.type}　{param.about}{optional}")
        _parameters(param.fields(), depth + 1)


def template_of(name):
    """Return the Template of a name; raises ProblemsFound."""
    from qicao import shelves, template

    return template.load(shelves.find(name, Span(name)))


def example(one):
    """Return the Document of a template's own example."""
    from qicao import fill, forms
    from qicao.brief import read

    return fill.fill(one, read(one, forms.brief(one, items=99), one.path.name).values)


@main.command("show")
@click.argument("file", type=click.Path(), shell_complete=completion.anything)
@option("--format", "form", type=click.Choice(["text", "json"]), default="text")
def show(file, form):
    """Print the outline of a brief, a template, a speech or a draft."""
    from qicao.writers import outline

    with Report() as report:
        with patience(file):
            document, found = document_of(file)
            text = outline.as_json(document) if form == "json" else outline.write(document)
        report.tell(found)
        click.echo(text, nl=False)


def document_of(file):
    """Return (Document, warnings) of any file, or of a template's name."""
    from qicao import readers, shelves
    from qicao.brief import is_form, load
    from qicao.fill import draft

    suffix = Path(file).suffix.lower()
    if suffix in (*BRIEFS, ".xlsx") or is_form(file):
        brief = load(file)
        return draft(brief), brief.warnings
    if (not suffix and file in shelves.available()) or (
        suffix == shelves.SUFFIX and shelves.is_template(file)
    ):
        one = template_of(file)
        return example(one), one.warnings
    return readers.read(file)
