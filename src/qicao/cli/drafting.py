"""The main job: drafts of briefs, and of the rows of a table."""

import sys
from contextlib import nullcontext
from pathlib import Path

import click

from qicao.cli import completion, fonts
from qicao.cli.program import main, option
from qicao.filenames import BRIEFS, is_file, is_folder, means_folder, near
from qicao.problems import ProblemsFound, Span, problem, say
from qicao.report import Report

_LISTED = 24  # drafts that are named one by one on a terminal


def looks(command):
    """Give a command the options that say how a draft looks."""
    for one in (
        option("--reading", is_flag=True),
        option("--numbering", type=click.Choice(["text", "native"]), default="text"),
        option("--profile", metavar="NAME", shell_complete=fonts.offered),
    ):
        command = one(command)
    return command


@main.command("draft")
@click.argument(
    "briefs", nargs=-1, required=True, type=click.Path(), shell_complete=completion.files(*BRIEFS, ".xlsx")
)
@option("-o", "--output", type=click.Path())
@option("--strict", is_flag=True)
@option("--set", "sets", multiple=True, metavar="KEY=VALUE", shell_complete=completion.keys)
@looks
@option("--bound", is_flag=True)
@option("--force", is_flag=True)
@option("--rows", type=click.Path(), metavar="TABLE")
@option("--name", "pattern", metavar="PATTERN")
@option("--keep-going", is_flag=True)
@option("--resume", is_flag=True)
@option("--jobs", type=click.IntRange(1, 64), metavar="N")
@option("--cluster", metavar="ADDRESS")
def draft(briefs, output, rows, pattern, keep_going, jobs, cluster, **wished):
    """Write a draft of each brief, or of each row of a table."""
    from qicao.writers import WRITERS
    from qicao.writers.word import Options

    if output == "-":
        raise click.UsageError(say("unknown-suffix", name=output, names="、".join(WRITERS)))
    profile = fonts.chosen(wished.pop("profile"), briefs[0])
    options = Options(profile, *(wished.pop(one) for one in ("numbering", "reading", "bound")))
    if not rows and (pattern or keep_going):
        raise click.UsageError(say("rows-needed", name="--name" if pattern else "--keep-going"))
    if rows and len(briefs) > 1:
        raise click.UsageError(say("rows-one-template"))
    if (rows or len(briefs) > 1) and output and Path(output).suffix and not is_folder(output):
        raise click.UsageError(say("rows-folder" if rows else "folder-needed", name=output))
    if len(briefs) == 1 and not (rows or cluster or wished["resume"]):
        _single(briefs[0], output, options, *(wished[one] for one in ("strict", "sets", "force")))
    from qicao.many.work import Work

    work = Work(options, away=bool(cluster), **wished)
    with Report() as report:
        if rows:
            run = _table(briefs[0], rows, pattern, output, work)
        else:
            run = _briefs(briefs, output, work, report)
        _Making(report, run, bool(rows), jobs, cluster).make(keep_going or not rows)


def _single(path, output, options, strict, sets, force):
    """Draft one brief, and leave; what many drafts need is not even loaded."""
    from qicao.brief import load
    from qicao.making import filled
    from qicao.patience import patience
    from qicao.target import save

    with Report() as report:
        target, write = _written(path, output, False)
        with patience(path):
            _refuse(path, target)
            brief = load(path, sets)
            document = filled(brief, strict)
            report.tell(brief.warnings)
            data = write(document, options)
        save(target, data, force)
        click.echo(target)
        report.tell_gaps(document.gaps)


def _refuse(path, target):
    """Raise ProblemsFound where a file is no brief by its very name, or its draft would take its place."""
    from qicao.brief import is_form
    from qicao.shelves import available

    suffix = Path(path).suffix.lower()
    if suffix in (".doc", ".docx", ".wps", ".pdf", ".odt") and not is_form(path):
        raise ProblemsFound([problem("not-a-brief-file", Span(path), name=Path(path).name)])
    if not (suffix or is_file(path)) and path in available():
        raise ProblemsFound([problem("brief-is-template", Span(path), name=path)])
    if target.absolute() == Path(path).absolute():
        raise ProblemsFound([problem("target-is-form", Span(path))])


def _written(path, output, many):
    """Return (the file a brief is drafted into, what writes it); raises UsageError."""
    from qicao.writers import WRITERS, writer

    target = _target(path, output, many)
    write = writer(target)
    if write is None:
        raise click.UsageError(say("unknown-suffix", name=target.suffix, names="、".join(WRITERS)))
    return target, write


def _table(reference, table, pattern, output, work):
    """Return the Run of a table."""
    from qicao import many
    from qicao.shelves import project

    folder = Path(output) if output else near(project() / "drafts" / (Path(table).stem or "drafts"))
    return many.of_table(reference, table, pattern, folder, work)


def _briefs(briefs, output, work, report):
    """Return the Run of some briefs; what two of them would both write is told."""
    from qicao.many import Run
    from qicao.many.work import Job
    from qicao.patience import patience

    made, jobs = {}, []
    for path in briefs:
        target, _ = _written(path, output, len(briefs) > 1)
        if made.setdefault(target.absolute(), path) != path:
            report.tell([problem("same-target", Span(path), name=str(target))])
            continue
        try:
            with patience(path):
                _refuse(path, target)
            jobs.append(Job(str(target), path))
        except ProblemsFound as error:
            report.tell(error.problems)
    return Run(work, tuple(jobs))


class _Making:
    """One run of the command: who does the work, and what is told of it."""

    def __init__(self, report, run, by_row, jobs, cluster):
        from qicao.many.tally import Tally

        self.report, self.run, self.by_row = report, run, by_row
        self.jobs, self.cluster = jobs, cluster
        self.tally, self.tried = Tally(), Tally()
        self.few = not by_row and len(run.jobs) <= _LISTED

    def make(self, keep_going):
        """Make the drafts; all of them or, where a row is wrong, none, unless told to keep going."""
        from qicao import many
        from qicao.many import sending

        count = self.jobs or (1 if self.few else sending.cores())
        sound = many.sound(self.run.found)
        for one in (self.tried, self.tally):
            one.nameless(self.run.nameless)
        with sending.interruptible() as stop:
            try:
                with many.pool(len(self.run.jobs), count, self.cluster) as pool:
                    if not keep_going or not sound:
                        self._each(many.trial(self.run, pool, stop), self.tried, "many-checking")
                    sound = sound and (keep_going or not self.tried.errors)
                    if sound and not stop:
                        self._each(many.outcomes(self.run, pool, stop), self.tally, "many-making")
            except ProblemsFound as error:
                self.report.tell(error.problems)
        self._tell(sound, stop)

    def _each(self, outcomes, tally, what):
        """Take outcomes as they come; a bar shows on a terminal how far that is."""
        shown = sys.stderr.isatty() and (self.by_row or not self.few)
        listed = tally is self.tally and not (shown and sys.stdout.isatty() and len(self.run.jobs) > _LISTED)
        bar = (
            click.progressbar(length=len(self.run.jobs), label=say(what), file=sys.stderr) if shown else None
        )
        with bar or nullcontext():
            for one in outcomes:
                tally.take(one)
                if bar:
                    bar.update(1)
                if self.few:
                    self._told(one)
                elif listed and one.state == "made":
                    click.echo(one.job.target)

    def _told(self, one):
        """Tell of one of a few briefs at once what became of it."""
        self.report.tell(one.problems)
        if one.state == "made":
            click.echo(one.job.target)
        self.report.tell_gaps(one.gaps)

    def _tell(self, sound, stop):
        """Tell what the whole run came to, what went wrong last, and how to go on."""
        tally = self.tally if sound else self.tried
        if not self.few:
            if tally.gaps:
                click.echo(say("many-gaps"), err=True)
                for line in tally.gap_lines(self.by_row):
                    click.echo(f"  {line}", err=True)
            problems = dict.fromkeys((*self.run.found, *self.tried.problems, *self.tally.problems))
            self.report.tell(list(problems))
        if self.by_row and not sound and not stop:
            wrong, total = self.tried.states["failed"], len(self.run.jobs) + len(self.run.nameless)
            code = "many-none" if wrong < total and self._only_rows() else "many-none-all"
            click.echo(say(code, count=wrong, total=total), err=True)
        elif (not self.few or self.tally.states["kept"] or self.tally.states["edited"]) and tally.states:
            click.echo(tally.summary(), err=True)
        if stop:
            done = self.tally.states.total() - self.tally.states["left"]
            left = len(self.run.jobs) + len(self.run.nameless) - done
            click.echo(say("many-stopped", left=left), err=True)
            sys.exit(128 + stop.signal)

    def _only_rows(self):
        """Whether it is single rows that are wrong, and not the table."""
        from qicao import many

        return many.sound(self.run.found)


def _target(path, output, many):
    """Return the file a brief is drafted into."""
    from qicao.shelves import project

    stem = Path(path).stem or "draft"
    # a form in Word often lies where its draft goes
    name = f"{stem}.draft.docx" if Path(path).suffix.lower() == ".docx" else f"{stem}.docx"
    if output is None:
        return near(project() / "drafts" / name)
    folder = many or means_folder(output) or not Path(output).suffix
    return Path(output) / name if folder else Path(output)
