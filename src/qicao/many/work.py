"""Drafts made one after the other, here or in a worker: what that needs to be given, and what it tells."""

import os
from dataclasses import dataclass, replace
from functools import lru_cache
from pathlib import Path
from threading import Lock

from qicao import brief as briefs
from qicao import template
from qicao.filenames import is_file
from qicao.located import Mapping
from qicao.making import filled
from qicao.many.made import Made, made, matches
from qicao.patience import patience
from qicao.problems import Cell, ProblemsFound, say
from qicao.target import may_write, save
from qicao.writers import writer
from qicao.writers.word import Options


@dataclass(frozen=True, slots=True)
class Packed:
    """A template by its path; parts are its files as (name, text) where it is to be read far away."""

    path: str
    parts: tuple = ()


@dataclass(frozen=True, slots=True)
class Rows:
    """What all drafts of a table share: its plans, and the values common to its rows."""

    name: str  # of the file
    plan: object
    lists: tuple
    base: Mapping


@dataclass(frozen=True, slots=True)
class Work:
    """What all drafts of one run share.

    trial: nothing is written, but all is found that would keep a draft from it. away: the bytes go back to
    whoever asked for them.
    """

    options: Options
    template: Packed | None = None
    rows: Rows | None = None
    sets: tuple = ()
    strict: bool = False
    force: bool = False
    resume: bool = False
    trial: bool = False
    away: bool = False


@dataclass(frozen=True, slots=True)
class Job:
    """One draft: its file, and what it is made from: the path of a brief, the values in one, or a row."""

    target: str
    source: object  # str, Entry; a number once it is told back
    given: Mapping | None = None  # the values of a brief that cannot be read where the work is done
    known: Made | None = None  # what stands at the target, where a worker cannot look

    @property
    def shown(self):
        """The path of the brief, or the number of the row."""
        return getattr(self.source, "row", self.source)

    def light(self):
        """Return the job as it is told back, without its cells."""
        return Job(self.target, self.shown)


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of a job: made, kept as it stands, edited by people and kept, sound, failed or left."""

    job: Job
    state: str
    problems: tuple = ()
    gaps: tuple = ()
    data: bytes = b""


class _Worker:
    """This process, where it makes drafts for another one."""

    drafting = Lock()  # held while a draft is being made
    leaving = False
    flag = None  # shared with whoever gives out the work; no more is begun once it is set


def leave():
    """End this process, after the draft it is at; called from another thread."""
    _Worker.leaving = True
    _Worker.drafting.acquire()
    os._exit(1)


def stop_by(flag):
    """Begin no draft once the value of a flag is true."""
    _Worker.flag = flag


def run(work, jobs):
    """Return the Outcome of each job."""
    return tuple(_begun(work, job) for job in jobs)


def _begun(work, job):
    if _Worker.flag is None:  # several threads may work in one process of a cluster
        return _one(work, job)
    if _Worker.flag.value or _Worker.leaving:
        return Outcome(job.light(), "left")
    with _Worker.drafting:
        return _one(work, job)


def _one(work, job):
    problems, gaps, data = (), (), b""
    try:
        with patience(job.source if isinstance(job.source, str) else work.rows.name):
            brief = _brief(work, job)
            problems = tuple(one for one in brief.warnings if one not in brief.template.warnings)
            state = _standing(work, job, brief) if work.resume else ""
            if not state:
                state, gaps, data = _made(work, job, brief)
        if state == "made" and not work.away:
            save(job.target, data, work.force)
            data = b""
    except ProblemsFound as error:
        return Outcome(job.light(), "failed", tuple(map(_in_cell, _at_home(work, error.problems))))
    return Outcome(job.light(), state, problems, gaps, data)


def _brief(work, job):
    """Return the Brief of a job; raises ProblemsFound."""
    if isinstance(job.source, str):
        if work.template is None:
            return briefs.load(job.source, work.sets)
        return briefs.of(_template(work.template), job.given, job.source, work.sets)
    from qicao.many.rows import node

    found, rows = [], work.rows
    given = node(rows.plan, rows.lists, job.source, rows.base, found)
    made_of = briefs.of(_template(work.template), given, rows.name, work.sets, found)
    # no file has this name: what is done to the draft later does not take the table for a brief
    return made_of._replace(path=f"{rows.name}#{Path(job.target).stem}")


@lru_cache(8)
def _template(packed):
    if not packed.parts:
        return template.load(packed.path)
    from tempfile import TemporaryDirectory

    with TemporaryDirectory(prefix="qicao-") as folder:
        for name, text in packed.parts:
            Path(folder, name).write_text(text, "utf-8", newline="\n")
        path = Path(folder, Path(packed.path).name)
        read = template.load(path)
        template.forget(path)
    return read


def _at_home(work, problems):
    """Return problems of a template that was read far away at the places of its own files."""
    if work.template is None or not work.template.parts:
        return problems
    there, here = _template(work.template).path.parent, Path(work.template.path).parent
    return tuple(
        replace(one, span=one.span._replace(path=str(here / Path(one.span.path).name)))
        if Path(one.span.path).is_relative_to(there)
        else one
        for one in problems
    )


def _in_cell(one):
    """Return a problem with what is to be done in a table, where a brief would want something else."""
    if one.code == "not-one-line" and isinstance(one.span, Cell):
        return replace(one, hint=say("many-one-line"))
    return one


def _standing(work, job, brief):
    """Return "kept" or "edited" where the draft of a job stands already, else "".

    One that people have edited stays whatever the values are by now.
    """
    known = job.known if work.away else made(job.target)
    if known is None:
        return ""
    if known.whole:
        return "kept" if matches(known, brief, work.options) else ""
    return "kept" if matches(known, brief, work.options) else "edited"


def _made(work, job, brief):
    """Return (state, gaps, bytes) of a draft that may be written; raises ProblemsFound where it may not."""
    stands = not work.away and is_file(job.target)
    if work.trial and not (work.strict or stands):
        return "sound", (), b""
    place = (lambda gap: _cell(work.rows.plan, job.source.row, gap)) if work.rows else None
    document = filled(brief, work.strict, place)
    if work.trial and not stands:
        return "sound", (), b""
    data = writer(Path(job.target))(document, work.options)
    if work.trial:
        may_write(Path(job.target), data, work.force)
        return "sound", (), b""
    if work.resume and stands and _holds(job.target, data):
        return "kept", document.gaps, b""
    return "made", document.gaps, data


def _holds(path, data):
    """Tell whether a file holds these bytes; of one that cannot be read save tells why."""
    try:
        return Path(path).read_bytes() == data
    except OSError:
        return False


def _cell(plan, row, gap):
    """Return the cell where a value is missing, or its row where no column has it."""
    column = next((one for one in plan.columns if ".".join(map(str, one.steps)) == gap.path), None)
    return Cell(plan.where, row, column.number, 1, column.header) if column else Cell(plan.where, row)
