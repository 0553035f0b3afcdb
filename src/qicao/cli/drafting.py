"""Commands around one draft: templates, new, draft, show, schema."""

from functools import partial
from pathlib import Path

import click

from qicao.cli.program import main, option
from qicao.patience import patience
from qicao.problems import ProblemsFound, Span, problem, say, width
from qicao.report import Report
from qicao.target import save


def _complete_template(_ctx, _param, typed):
    from qicao.template import available

    return [name for name in available() if name.startswith(typed)]


def _complete_profile(_ctx, _param, typed):
    from qicao.writers.word import profiles

    return [name for name in profiles() if name.startswith(typed)]


# -- templates


@main.command("templates")
@click.argument("name", required=False, shell_complete=_complete_template)
def list_templates(name):
    """List the templates, or the parameters of one."""
    from qicao import template

    with Report() as report:
        if name:
            _describe(name, report)
            return
        known = template.available()
        longest = max(map(width, known), default=0)
        for slug, path in known.items():
            padded = slug + " " * (longest - width(slug))
            try:
                with patience(path):
                    one = template.load(path)
                click.echo(f"{padded}  {one.title}　{one.about}")
            except ProblemsFound as error:
                click.echo(f"{padded}  {say('template-broken')}")
                report.tell(error.problems)


def _describe(name, report):
    """Print a template's parameters and the outline of its example."""
    from qicao.writers import outline

    with patience(name):
        one = _template(name)
        document = _example(one)
    report.tell(one.warnings)
    click.echo(f"{one.title}\n{one.about}\n")
    click.echo(say("templates-params"))
    _parameters(one.params, 1)
    click.echo(f"\n{say('templates-outline')}")
    click.echo(outline.write(document), nl=False)


def _parameters(params, depth):
    for param in params.values():
        optional = "" if param.required else f"　{say('optional')}"
        click.echo(f"{'  ' * depth}{param.name}　{param.type}　{param.about}{optional}")
        _parameters(param.fields(), depth + 1)


def _template(name):
    from qicao import template

    return template.load(template.find(name, Span(name)))


def _example(one):
    """Return the Document of a template's own example."""
    from qicao import fill, forms
    from qicao.brief import read

    return fill.fill(one, read(one, forms.brief(one, items=99), one.path.name).values)


# -- new


@main.command("new")
@click.argument("template", shell_complete=_complete_template)
@option("-o", "--output", type=click.Path())
@option("--force", is_flag=True)
def new(template, output, force):
    """Write a brief to fill in."""
    from qicao import forms
    from qicao.template import project

    with Report():
        with patience(template):
            one = _template(template)
            text = forms.brief(one)
        if output == "-":
            click.echo(text, nl=False)
        else:
            target = Path(output) if output else _near(project() / "drafts" / f"{one.name}.yaml")
            if target.is_dir() or (output or "").endswith(("/", "\\")):
                target /= f"{one.name}.yaml"
            if target.suffix.lower() not in (".yaml", ".yml"):
                raise click.UsageError(
                    say("unknown-suffix", name=target.suffix or target.name, names=".yaml")
                )
            save(target, text.encode(), force)
            click.echo(target)


# -- draft


@main.command("draft")
@click.argument("briefs", nargs=-1, required=True, type=click.Path())
@option("-o", "--output", type=click.Path())
@option("--strict", is_flag=True)
@option("--set", "sets", multiple=True, metavar="KEY=VALUE")
@option("--profile", default="gb2312", shell_complete=_complete_profile)
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
        return _near(project() / "drafts" / name)
    try:
        folder = Path(output).is_dir()
    except OSError:
        folder = False  # save() tells what is wrong with the name
    folder = folder or output.endswith(("/", "\\")) or not Path(output).suffix
    return Path(output) / name if many or folder else Path(output)


def _near(path):
    """Return a path as a person in this folder would write it."""
    return path.relative_to(Path.cwd()) if path.is_relative_to(Path.cwd()) else path


# -- show and schema


@main.command("show")
@click.argument("file", type=click.Path())
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
    from qicao import readers, template
    from qicao.brief import load
    from qicao.fill import draft

    suffix = Path(file).suffix.lower()
    if suffix in (".yaml", ".yml"):
        brief = load(file)
        return draft(brief), brief.warnings
    if (not suffix and file in template.available()) or (
        suffix == template.SUFFIX and template.is_template(file)
    ):
        one = _template(file)
        return _example(one), one.warnings
    return readers.read(file)


@main.command("schema")
@click.argument("template", shell_complete=_complete_template)
def schema(template):
    """Print the JSON Schema of a template's briefs."""
    import json

    from qicao import forms

    with Report():
        click.echo(json.dumps(forms.schema(_template(template)), ensure_ascii=False, indent=2))
