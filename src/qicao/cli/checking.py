"""qicao check: what is wrong, each thing at its place, and the safe fixes."""

from collections import Counter
from dataclasses import dataclass, field
from operator import attrgetter
from pathlib import Path

import click

from qicao.cli import completion
from qicao.cli.program import main, option
from qicao.filenames import BRIEFS, is_folder, means_folder
from qicao.package import CHECK, DRAFT
from qicao.patience import patience
from qicao.problems import ProblemsFound, Span, problem, render, say
from qicao.report import Report
from qicao.target import rewrite, save

_SECONDS = 60
_SHOWN = 5  # findings of one rule in one file, before they are only counted
_ROUNDS = 5  # of fixing: what was put right can bring up something else


@main.command("check")
@click.argument(
    "files",
    nargs=-1,
    type=click.Path(),
    shell_complete=completion.files(*BRIEFS, *completion.SPEECHES),
)
@option("--fix", is_flag=True)
@option("--dry-run", is_flag=True)
@option("--track", is_flag=True)
@option("--comment", is_flag=True)
@option("-o", "--output", type=click.Path())
@option("--off", "off_rules", multiple=True, metavar="RULE", shell_complete=completion.rule_ids)
@option("--strict", "warnings_too", is_flag=True)
@option("--all", "show_all", is_flag=True)
@option("--minutes", type=str)
@option("--format", "form", type=click.Choice(["text", "json", "sarif"]), default="text")
@option("--rules", "list_rules", is_flag=True)
@option("--force", is_flag=True)
def check(files, list_rules, **wished):
    """Find what is wrong in briefs, templates, speeches and documents."""
    with Report() as report:
        if list_rules:
            _list_rules()
        elif wished["output"] and not wished["comment"]:
            raise click.UsageError(say("check-output"))
        else:
            files, output = _files(files), wished["output"]
            if output and len(files) > 1 and not means_folder(output):
                raise click.UsageError(say("check-folder", name=output))
            _Run(report, **wished).over(files)


@dataclass(slots=True)
class _Run:
    """One run over some files: what was wished, what was found, how much was put right."""

    report: Report
    fix: bool
    dry_run: bool
    track: bool
    comment: bool
    output: str
    off_rules: tuple
    warnings_too: bool
    show_all: bool
    minutes: str
    form: str
    force: bool
    made: list = field(default_factory=list)
    count: int = 0

    def over(self, files):
        """Check the files, tell what was found, and set the exit code."""
        from qicao.check.switches import turned_off

        try:
            given, time = turned_off(self.off_rules), _minutes(self.minutes)
        except ProblemsFound as error:
            told = "；".join(f"{one.message}。{one.hint}" for one in error.problems)
            raise click.BadParameter(told, param_hint="--off") from None
        for path in files:
            try:
                with patience(path, _SECONDS):
                    self.made.append(self._one(path, given, time))
            except ProblemsFound as error:  # what was found in other files is told all the same
                self.report.tell(error.problems)
        _print(self.made, self.form, self.show_all, 0 if self.dry_run else self.count)
        if self.comment:
            self._comment()
        severe = ("error", "warning") if self.warnings_too else ("error",)
        if any(one.severity in severe for file in self.made for one in file.problems):
            self.report.code = max(self.report.code, 1)

    def _one(self, path, given, time):
        from qicao.check import check as checked
        from qicao.check import kind

        one = checked(path, given, time)
        track = self.track and kind(path) == "word"
        if one.lines and (self.fix or track):  # it could be read
            one = self._fixed(one, given, time, track)
        elif self.track:
            self.report.tell([problem("track-needs-docx", Span(path))])
        return one

    def _fixed(self, one, given, time, track):
        """Put right what is safe; return what is left (Checked)."""
        from qicao.check import check as checked
        from qicao.check.fixing import fixed

        once, done = track or self.dry_run, fixed(one, track)
        for at in range(1 if once else _ROUNDS):
            if not done.made or not self._write(one.path, done, keep=not at):
                break
            if once:
                one = one if self.dry_run else one.without(done.made)
                break
            one = checked(one.path, given, time)
            done = fixed(one, track)
        self.report.sources.setdefault(one.path, one.lines)
        self.report.tell(done.problems)
        return one

    def _write(self, path, done, keep):
        """Write a file that was put right, or show how it would be; tells whether that could be done."""
        for line in done.listed() if self.dry_run else ():
            click.echo(line, err=self.form != "text")
        try:
            if not self.dry_run:
                rewrite(Path(path), done.data, keep)
        except ProblemsFound as error:
            self.report.tell(error.problems)
            return False
        self.count += len(done.made)
        return True

    def _comment(self):
        """Write the findings of each .docx into a copy as Word comments; what was found is told by now."""
        from qicao.check.fixing import commented

        taken = set()
        for one in filter(attrgetter("lines"), self.made):
            target = self._copy(Path(one.path))
            try:
                if target.absolute() in taken:
                    raise ProblemsFound([problem("same-target.copies", Span(one.path), name=str(target))])
                with patience(one.path, _SECONDS):
                    data, found = commented(one)
                self.report.tell(found)
                if data is not None and not self.dry_run:
                    taken.add(target.absolute())
                    save(target, data, self.force, (CHECK, DRAFT))
                    click.echo(target, err=True)
            except ProblemsFound as error:
                self.report.tell(error.problems)

    def _copy(self, path):
        """Return where the copy with comments of a file goes."""
        name, target = f"{path.stem}.check.docx", Path(self.output) if self.output else None
        if target is None:
            return path.with_name(name)
        return target / name if means_folder(self.output) else target


def _minutes(text):
    """Return the minutes a person gave; raises BadParameter where that is no time."""
    from qicao.lint.length import minutes

    time = minutes(text) if text else None
    if text and time is None:
        raise click.BadParameter(say("check-minutes", name=text), param_hint="--minutes")
    return time


def _files(given):
    """Return the files to check, those in folders among them; raises UsageError where none was named."""
    from qicao.check import SUFFIXES, inside

    if not given:
        raise click.UsageError(say("check-files"))
    found = []
    for name in given:
        files = inside(name) if is_folder(name) and not name.lower().endswith(SUFFIXES) else [name]
        if not files:
            raise ProblemsFound([problem("nothing-to-check", Span(name), names="、".join(SUFFIXES))])
        found += files
    return list(dict.fromkeys(found))


# -- printing


def _print(made, form, show_all, count):
    """Print what was found."""
    from qicao.check import formats

    if form == "json":
        click.echo(formats.as_json(made, count))
    elif form == "sarif":
        from importlib.metadata import version

        click.echo(formats.as_sarif(made, version("qicao")))
    else:
        for one in made:
            _show(one, show_all)
        _sum_up(made, count)


def _show(checked, show_all):
    """Print the problems of a file, each with its line; of many of one kind the rest is counted."""
    told = Counter()
    for one in checked.problems:
        told[one.code] += 1
        if show_all or told[one.code] <= _SHOWN:
            lines, number = checked.lines, one.span.line
            own = one.span.path == checked.path and 0 < number <= len(lines)
            click.echo(render(one, lines[number - 1] if own else ""))
    for code, count in told.items():
        if count > _SHOWN and not show_all:
            click.echo(say("check-more", path=checked.path, name=code, count=count - _SHOWN))


def _sum_up(made, count):
    problems = [one for file in made for one in file.problems]
    levels = Counter(one.severity for one in problems)
    if count:
        click.echo(say("check-fixed", count=count), err=True)
    if not problems:
        click.echo(say("check-nothing", count=len(made)), err=True)
        return
    fixable = sum(one.fix is not None for one in problems)
    facts = {name: levels[name] for name in ("error", "warning", "suggest")}
    click.echo(say("check-sum", total=len(problems), **facts), err=True)
    if fixable:
        click.echo(say("check-fixable", count=fixable), err=True)


def _list_rules():
    """Print every rule: its id, how loud it is, whether it can be fixed, where it comes from, an example."""
    from qicao.lint import rules
    from qicao.problems import width

    longest = max(len(rule.id) for rule in rules())
    for rule in rules():
        fix = say("check-can") if rule.fixable else " " * width(say("check-can"))
        click.echo(f"{rule.id:<{longest}}  {rule.severity:<7}  {fix}  {rule.source}　{_example(rule)}")


def _example(rule):
    """Return the line of a rule's first example in which it finds something."""
    return next(line for line in rule.bad[0].splitlines() if "⟦" in line)
