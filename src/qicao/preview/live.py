"""A preview that follows the file: drawn again on every save, shown in a browser that stays open."""

from string import Template

from qicao.preview.watch import Watch
from qicao.problems import ProblemsFound, render, say
from qicao.report import Report
from qicao.tables import DATA
from qicao.writers import page
from qicao.writers.word import Options


def follow(file, draw, server, tell):
    """Draw the pages of a file, publish them and wait for the next save, without end.

    draw makes a Drawn or raises ProblemsFound; what cannot be drawn is told above the last pages that could.
    tell is called with (the pages drawn last or None, problems) each time.
    """
    watch, last = Watch(file), None
    while True:
        problems = ()
        try:
            last = draw()
        except ProblemsFound as error:
            problems = error.problems
        publish(server, str(file), last, problems)
        watch.look_again(problems)
        tell(last, problems)
        watch.wait()


def begin(server, name):
    """Show a page that waits for the first ones: LibreOffice takes seconds, a browser opens at once."""
    server.publish(
        page.framed(name, f"<span>{say('show-page-drawing')}</span>", "", Options(), "", _script(server))
    )


def publish(server, name, drawn, problems):
    """Show pages, with the problems that kept newer ones from being drawn."""
    report = Report()
    said = "\n\n".join(render(one, report.source(one.span)) for one in problems)
    script = _script(server)
    if drawn is None:
        server.publish(page.framed(name, "", "", Options(), said, script))
    else:
        server.publish(drawn.html(said, script), drawn.named_pictures())


def _script(server):
    return Template((DATA / "page" / "follow.js").read_text("utf-8")).substitute(version=server.next())
