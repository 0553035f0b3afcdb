"""The pages of a file, to look at: preview."""

import time
from functools import partial
from pathlib import Path

import click

from qicao.cli import completion, fonts
from qicao.cli.drafting import looks
from qicao.cli.program import main, option
from qicao.filenames import means_folder
from qicao.patience import patience
from qicao.problems import ProblemsFound, Span, problem, say
from qicao.report import Report

_SECONDS = 30  # a speech of 2,000 paragraphs is laid out in three
_SUFFIXES = (".pdf", ".png", ".html")


@main.command("preview")
@click.argument("file", type=click.Path(), shell_complete=completion.anything)
@option("-o", "--output", type=click.Path())
@option("--html", "as_html", is_flag=True)
@option("--watch", is_flag=True)
@option("--open/--no-open", "show", default=None)
@looks
@option("--force", is_flag=True)
def preview(file, output, as_html, watch, show, profile, numbering, reading, force):
    """Show the pages of a brief, a template, a speech or a draft."""
    from qicao.preview import office, pictures
    from qicao.writers.word import Options

    profile = fonts.chosen(profile, file)
    suffix = _suffix(output)
    if as_html and suffix in (".pdf", ".png"):
        raise click.UsageError(say("show-html-only", name=suffix))
    by_office = not as_html and suffix != ".html" and (office.program() or suffix in (".pdf", ".png"))
    wanted = [suffix] if suffix in (".pdf", ".png") else list(_SUFFIXES[:2])
    if by_office and suffix != ".png" and not pictures.are_possible():
        click.echo(say("show-no-pictures"), err=True)
        wanted = [".pdf"]
        by_office = by_office and not watch  # a browser follows pictures or our own pages, no PDF
    if not as_html and suffix != ".html" and not by_office:
        click.echo(say("show-by-page"), err=True)
    wanted += [".png"] if watch and by_office and ".png" not in wanted else []
    draw = partial(_draw, file, Options(profile, numbering, reading), bool(by_office), wanted)
    show = click.get_text_stream("stdout").isatty() if show is None else show
    if watch:
        _follow(file, draw, output, show, force)
    with Report() as report:
        drawn, found = draw()
        report.tell(found)
        _keep(drawn, file, output, show, force)
        report.tell_gaps(drawn.document.gaps)


def _suffix(output):
    """Return what kind of file is asked for, '' for a folder or where nothing is kept."""
    if output is None or means_folder(output):
        return ""
    suffix = Path(output).suffix.lower()
    if suffix not in ("", *_SUFFIXES):
        raise click.UsageError(say("unknown-suffix", name=suffix, names="、".join(_SUFFIXES)))
    return suffix


def _draw(file, options, by_office, wanted):
    """Return (Drawn, warnings)."""
    from qicao.brief import is_form
    from qicao.cli.showing import document_of
    from qicao.document import Document
    from qicao.preview.drawing import draw

    docx = Path(file).suffix.lower() == ".docx" and not is_form(file)
    try:
        with patience(file):
            document, found = document_of(file)
    except ProblemsFound:
        if not (docx and by_office):
            raise
        document = Document(())  # it may be all pictures; what is no .docx is told where it is opened
    if docx:
        found = [] if by_office else [*found, problem("preview-own-layout", Span(str(file)))]
    return draw(file, document, options, by_office, wanted, docx), found


def _keep(drawn, file, output, show, force):
    """Write the pages where they are asked for, or into a folder for looking only, and open the first."""
    from qicao.preview import keeping
    from qicao.preview.drawing import files

    name = Path(file).stem or "draft"
    target = keeping.folder() / name if output is None else Path(output)
    if output is not None and not _suffix(output):
        target /= name
    with patience(file, _SECONDS):
        made = files(drawn, target)
    keeping.save(made, force)
    for path in made:
        click.echo(path)
    if show and made:
        click.launch(str(next(iter(made)).absolute()))


# -- following


def _follow(file, draw, output, show, force):
    """Draw on every save until somebody presses Ctrl-C, and leave."""
    from qicao.preview.live import begin, follow
    from qicao.preview.server import Server

    told = []

    def drawn():
        made, found = draw()
        if [*found] != told:
            Report().tell(found)
            told[:] = found
        if output is not None:
            _keep(made, file, output, show=False, force=force)
        return made

    def tell(last, problems):
        Report().tell(problems)
        if not problems:
            facts = {"time": time.strftime("%H:%M:%S"), "count": len(last.document.gaps)}
            click.echo(say("show-drawn", **facts), err=True)

    try:
        with Server() as server:
            begin(server, str(file))
            click.echo(server.url)
            click.echo(say("show-following"), err=True)
            if show:
                click.launch(server.url)
            follow(file, drawn, server, tell)
    except KeyboardInterrupt:
        click.echo(say("show-over"), err=True)
    raise SystemExit(0)
