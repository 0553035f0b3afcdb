"""Work sent out in chunks, of which a bounded number is on its way; whoever asks may end it in between."""

import os
import signal
import sys
import threading
from collections import deque
from contextlib import contextmanager
from dataclasses import dataclass
from itertools import islice

from qicao.many.work import Outcome, leave, run, stop_by
from qicao.problems import ProblemsFound, Span, problem

FEW = 24  # drafts that are made sooner than other processes start
_CHUNK = 25  # drafts; at some milliseconds each, nobody waits long for one to end
_AHEAD = 4  # chunks on their way for each worker
_GRACE = 2  # seconds in which one who is asked to end ends
_LOOK = 0.1  # seconds after which is asked whether to go on


@dataclass(frozen=True, slots=True)
class Pool:
    """Who does the work: an Executor of so many workers.

    end keeps them from beginning more; errors of lost mean that a worker has gone.
    """

    executor: object
    workers: int
    lost: tuple
    end: object = None


class Stop:
    """Whether somebody has asked to end the run, and by which signal."""

    def __init__(self):
        self.signal = 0

    def __bool__(self):
        return bool(self.signal)


@contextmanager
def interruptible():
    """Yield a Stop that Ctrl-C and SIGTERM set; the second time they end the program at once."""
    stop, before = Stop(), {}

    def ask(number, _frame):
        if stop:
            raise KeyboardInterrupt
        stop.signal = number

    if threading.current_thread() is threading.main_thread():
        before = {number: signal.signal(number, ask) for number in (signal.SIGINT, signal.SIGTERM)}
    try:
        yield stop
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)


def chunks(work, jobs, workers, count):
    """Yield (work, jobs) with so many jobs that each worker has several chunks to do."""
    jobs = iter(jobs)
    size = max(1, min(_CHUNK, count // (workers * _AHEAD)))
    while some := tuple(islice(jobs, size)):
        yield work, some


def here(given, stop):
    """Yield the outcomes of (work, jobs) in this process."""
    for work, jobs in given:
        for job in jobs:
            if stop:
                return
            yield from run(work, (job,))


def send(given, pool, stop):
    """Yield the outcomes of (work, jobs), in their order, of any concurrent.futures.Executor.

    Without work the outcomes are known already and stand in place of the jobs. At most _AHEAD chunks a
    worker are on their way. Once stop is set no more are sent, and those that were begun are waited for.
    """
    waiting = deque()
    for work, jobs in given:
        if stop:
            break
        future = pool.executor.submit(run, work, jobs) if work else _known(jobs)
        waiting.append((future, jobs))
        if len(waiting) >= pool.workers * _AHEAD:
            yield from _outcomes(waiting, pool, stop)
    while waiting:
        yield from _outcomes(waiting, pool, stop)


def _known(outcomes):
    from concurrent.futures import Future

    future = Future()
    future.set_result(outcomes)
    return future


def _outcomes(waiting, pool, stop):
    """Return the outcomes of the first chunk; the drafts of one that was called off are left."""
    from concurrent.futures import CancelledError, wait

    future, jobs = waiting.popleft()
    while not (stop or future.done()):
        wait([future], timeout=_LOOK)
    if stop:
        if pool.end:
            pool.end()
        for other, _ in waiting:
            other.cancel()
        future.cancel()
    try:
        return future.result()
    except (CancelledError, *pool.lost) as error:
        if stop:
            return tuple(Outcome(job.light(), "left") for job in jobs)
        reason = str(error)[:120] or type(error).__name__
        raise ProblemsFound([problem("worker-lost", Span(jobs[0].target), reason=reason)]) from error


@contextmanager
def processes(count):
    """Yield a Pool of so many processes of this machine."""
    from concurrent.futures import BrokenExecutor, ProcessPoolExecutor
    from multiprocessing import get_context

    # a copy of this process has the template compiled; with threads about, copying is not safe
    fork = sys.platform == "linux" and threading.active_count() == 1
    context = get_context("fork" if fork else "spawn")
    flag = context.RawValue("b", 0)
    executor = ProcessPoolExecutor(count, mp_context=context, initializer=_begin, initargs=(flag,))
    try:
        yield Pool(executor, count, (BrokenExecutor,), lambda: setattr(flag, "value", 1))
    finally:
        flag.value = 1
        executor.shutdown(wait=True, cancel_futures=True)


def _begin(flag):
    """Make a worker finish the draft it is at, whatever happens to the process that gives it work."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C reaches all of them: the one who asked decides
    signal.signal(signal.SIGTERM, lambda *_: _leave_later())
    stop_by(flag)
    threading.Thread(target=_watch, daemon=True).start()


def _leave_later():
    """Leave unless the process that gives out the work ends this one in an orderly way before."""
    timer = threading.Timer(_GRACE, leave)
    timer.daemon = True
    timer.start()


def _watch():
    """Leave when the process that gives out the work has gone."""
    from multiprocessing import parent_process
    from multiprocessing.connection import wait

    wait([parent_process().sentinel])
    leave()


def cores():
    """Return how many processes can work at a time."""
    known = getattr(os, "sched_getaffinity", None)
    return len(known(0)) if known else os.cpu_count() or 1
