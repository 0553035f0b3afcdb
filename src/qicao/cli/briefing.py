"""Commands around a brief: new, schema."""

from pathlib import Path

import click

from qicao.cli import completion
from qicao.cli.drafting import near
from qicao.cli.program import main, option
from qicao.cli.showing import template_of
from qicao.patience import patience
from qicao.problems import say
from qicao.report import Report
from qicao.target import save


@main.command("new")
@click.argument("template", shell_complete=completion.templates)
@option("-o", "--output", type=click.Path())
@option("--force", is_flag=True)
def new(template, output, force):
    """Write a brief to fill in."""
    from qicao import forms
    from qicao.template import project

    with Report():
        with patience(template):
            one = template_of(template)
            text = forms.brief(one)
        if output == "-":
            click.echo(text, nl=False)
        else:
            target = Path(output) if output else near(project() / "drafts" / f"{one.name}.yaml")
            if target.is_dir() or (output or "").endswith(("/", "\\")):
                target /= f"{one.name}.yaml"
            if target.suffix.lower() not in (".yaml", ".yml"):
                raise click.UsageError(
                    say("unknown-suffix", name=target.suffix or target.name, names=".yaml")
                )
            save(target, text.encode(), force)
            click.echo(target)


@main.command("schema")
@click.argument("template", shell_complete=completion.templates)
def schema(template):
    """Print the JSON Schema of a template's briefs."""
    import json

    from qicao import forms

    with Report():
        click.echo(json.dumps(forms.schema(template_of(template)), ensure_ascii=False, indent=2))
