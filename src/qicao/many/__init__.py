"""Many drafts at once: the rows of a table, or several briefs.

of_table puts together what is to be done, outcomes does it: in this process where it is little, in processes
of its own, or on a Dask cluster; every way gives the same bytes.
"""

from collections.abc import Iterator
from contextlib import nullcontext
from dataclasses import dataclass, replace
from pathlib import Path

from qicao import brief as briefs
from qicao import shelves, template
from qicao.filenames import BRIEFS, is_of
from qicao.located import Mapping
from qicao.many import sending
from qicao.many.made import made
from qicao.many.work import Job, Outcome, Packed, Rows, Work
from qicao.patience import patience
from qicao.problems import ProblemsFound, Span, is_error, problem
from qicao.target import may_write, save

_SECONDS = 120  # a table may hold 100,000 rows


@dataclass(frozen=True, slots=True)
class Run:
    """All that is to be done, and what was noticed while it was put together."""

    work: Work
    jobs: tuple
    found: tuple = ()
    nameless: tuple = ()  # problems of rows that make no job, as nothing is known to call them


def of_table(reference, path, name, folder, work):
    """Return the Run of a table: a draft of each row, in a folder.

    reference is a template, or a brief whose values are common to all rows; name is the pattern of the
    files, by default what stands in the first column. Raises ProblemsFound where there is no table, no
    template or no name; problems of its columns are in found.
    """
    from qicao.many import columns, names
    from qicao.many.rows import table

    here = Span(reference)
    if briefs.is_form(path):
        raise ProblemsFound([problem("form-as-table", Span(str(path)), path=path)])
    if is_of(BRIEFS, reference) or briefs.is_form(reference):
        brief = briefs.load(reference, work.sets)
        one, base = brief.template, brief.given
    else:
        one, base = template.load(shelves.find(reference, here)), Mapping((), here)
    pattern = names.pattern(name) if name else None
    given = {key.text for key, _ in base.entries} | {each.split("=")[0].split(".")[0] for each in work.sets}
    with patience(path, _SECONDS):
        made_of = table(path, one.params, given, pattern.holes if pattern else None)
        if pattern is None:
            first = columns.bare(made_of.header.columns[0].header)
            pattern = names.Pattern((), f"{{{{ {first} }}}}", ".docx")
        paths, found, nameless = names.names(pattern, made_of, base, one.params)
    shared = Rows(Path(path).name, made_of.plan, made_of.lists, base)
    work = replace(work, template=Packed(str(one.path)), rows=shared)
    named = zip(paths, made_of.entries, strict=False)
    jobs = tuple(Job(str(folder / target), entry) for target, entry in named if target)
    return Run(work, jobs, (*one.warnings, *made_of.found, *found), tuple(nameless))


def trial(run, pool, stop) -> Iterator[Outcome]:
    """Yield what would keep each draft from being written, without writing any."""
    return outcomes(replace(run, work=replace(run.work, trial=True)), pool, stop)


def outcomes(run, pool, stop) -> Iterator[Outcome]:
    """Yield the Outcome of each job in its order; pool None does them in this process.

    What comes back as bytes is saved here.
    """
    if pool is None:
        yield from sending.here(sending.chunks(run.work, run.jobs, 1, len(run.jobs)), stop)
        return
    given = _away(run) if run.work.away else [(run.work, run.jobs)]
    facts = pool.workers, len(run.jobs)
    sent = (chunk for work, jobs in given for chunk in sending.chunks(work, jobs, *facts))
    for one in sending.send(sent, pool, stop):
        yield _put(one, run.work) if run.work.away else one


def _put(outcome, work):
    """Return the outcome of a draft made elsewhere once it is saved here, or could be."""
    try:
        if outcome.state == "made":
            save(outcome.job.target, outcome.data, work.force)
        elif outcome.state == "sound":
            may_write(Path(outcome.job.target), b"", work.force)
    except ProblemsFound as error:
        return replace(outcome, state="failed", problems=error.problems, data=b"")
    return replace(outcome, data=b"")


def _away(run):
    """Yield (work, jobs) that can be done on a machine that has none of the files."""
    if run.work.rows:
        one = template.load(run.work.template.path)
        work = replace(run.work, template=Packed(str(one.path), one.files))
        yield work, map(_with_known, run.jobs) if run.work.resume else run.jobs
        return
    for job in run.jobs:
        try:
            brief = briefs.load(job.source, run.work.sets)
        except ProblemsFound as error:
            yield None, (Outcome(job, "failed", error.problems),)
            continue
        one = brief.template
        work = replace(run.work, template=Packed(str(one.path), one.files), sets=())
        job = replace(job, given=brief.given)
        yield work, (_with_known(job) if run.work.resume else job,)


def _with_known(job):
    return replace(job, known=made(job.target))


def pool(jobs, count, address=""):
    """Return the context of a Pool for so many jobs: a cluster, processes, or None where they are few."""
    if address:
        from qicao.many.cluster import cluster

        return cluster(address)
    if count < 2 or jobs <= sending.FEW:
        return nullcontext()
    return sending.processes(min(count, jobs))


def sound(found):
    """Tell whether nothing noticed keeps the drafts from being written."""
    return not any(map(is_error, found))
