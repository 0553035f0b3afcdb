"""qicao check: what is wrong, each thing at its place, and the safe fixes."""

from collections import Counter
from pathlib import Path

import click

from qicao.cli.program import main, option
from qicao.patience import patience
from qicao.problems import ProblemsFound, Span, problem, render, say
from qicao.report import Report
from qicao.target import backup, save, save_all

_SECONDS = 60
_SHOWN = 5  # findings of one rule in one file, before they are only counted
_ROUNDS = 5  # of fixing: what was put right can bring up something else


@main.command("check")
@click.argument("files", nargs=-1, type=click.Path())
@option("--fix", is_flag=True)
@option("--dry-run", is_flag=True)
@option("--track", is_flag=True)
@option("--comment", is_flag=True)
@option("-o", "--output", type=click.Path())
@option("--off", "off_rules", multiple=True, metavar="RULE")
@option("--strict", "warnings_too", is_flag=True)
@option("--all", "show_all", is_flag=True)
@option("--format", "form", type=click.Choice(["text", "json", "sarif"]), default="text")
@option("--rules", "list_rules", is_flag=True)
@option("--force", is_flag=True)
def check(
    files, fix, dry_run, track, comment, output, off_rules, warnings_too, show_all, form, list_rules, force
):
    """Find what is wrong in briefs, templates, speeches and documents."""
    from qicao.check import check as checked
    from qicao.check.switches import turned_off

    with Report() as report:
        if list_rules:
            _list_rules()
            return
        given = turned_off(off_rules)
        made, count = [], 0
        for path in _files(files):
            with patience(path, _SECONDS):
                one = checked(path, given)
                if fix or track:
                    one, changed = _fixed(one, given, dry_run, track, report)
                    count += changed
            made.append(one)
            if comment:
                _comment(one, output, dry_run, force, report)
        _print(made, form, show_all, count)
        report.code = max(report.code, *(_code(one, warnings_too) for one in made), 0)


def _code(checked, warnings_too):
    """Return the exit code of a file: 1 where it has errors, or warnings that count as such."""
    severe = ("error", "warning") if warnings_too else ("error",)
    return int(any(one.severity in severe for one in checked.problems))


def _files(given):
    """Return the files to check, those in folders among them; raises UsageError where none was named."""
    from qicao.check import SUFFIXES

    if not given:
        raise click.UsageError(say("check-files"))
    found = []
    for name in given:
        path = Path(name)
        inside = (
            sorted(one for one in path.rglob("*") if one.suffix.lower() in SUFFIXES)
            if path.is_dir()
            else None
        )
        found += (
            [name] if inside is None else [str(one) for one in inside if not one.name.startswith((".", "~$"))]
        )
        if inside == []:
            raise ProblemsFound([problem("nothing-to-check", Span(name), names="、".join(SUFFIXES))])
    return list(dict.fromkeys(found))


# -- fixing


def _fixed(one, given, dry_run, track, report):
    """Put right what is safe; return what is left (Checked), and how many fixes were made."""
    from qicao.check import check as checked
    from qicao.check.fixing import fixed

    count, kept = 0, backup(Path(one.path)) if Path(one.path).is_file() else {}
    for _ in range(_ROUNDS):
        done = fixed(one, track)
        report.tell(done.problems)
        if dry_run:
            for line in done.listed():
                click.echo(line)
            return one.without(done.made), len(done.made)
        if not done.made:
            break
        save_all({**kept, Path(one.path): done.data}, force=True)
        count, kept = count + len(done.made), {}
        one = checked(one.path, given)
        if track:
            break
    return one, count


def _comment(one, output, dry_run, force, report):
    """Write the findings of a .docx into a copy as Word comments."""
    from qicao.check.fixing import commented

    path = Path(one.path)
    target = Path(output) if output else path.with_name(f"{path.stem}.check.docx")
    if target.is_dir():
        target /= f"{path.stem}.check.docx"
    data, found = commented(one)
    report.tell(found)
    if not dry_run:
        save(target, data, force)
        click.echo(target, err=True)


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
        click.echo(
            f"{rule.id:<{longest}}  {rule.severity:<7}  {fix}  {rule.source}　{rule.bad[0].splitlines()[0]}"
        )
