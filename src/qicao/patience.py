"""How long a file may take: a hostile one ends in a problem, not in an endless wait."""

import signal
import threading
from contextlib import contextmanager

from qicao.problems import ProblemsFound, Span, problem

SECONDS = 8  # a brief of 2,000 paragraphs takes less than one


class _OutOfTimeError(BaseException):
    """Raised in the middle of whatever takes so long; no handler for ordinary errors stops it."""


@contextmanager
def patience(path, seconds=SECONDS):
    """Raise ProblemsFound where the work on a file takes longer than this, or more memory than there is."""
    here = Span(str(path))
    # Windows has no such timer, and only the main thread can be woken by it
    timed = hasattr(signal, "setitimer") and threading.current_thread() is threading.main_thread()

    def wake(_number, _frame):
        raise _OutOfTimeError

    before = signal.signal(signal.SIGALRM, wake) if timed else None
    try:
        if timed:
            signal.setitimer(signal.ITIMER_REAL, seconds)
        yield
    except _OutOfTimeError:
        raise ProblemsFound([problem("too-slow", here, limit=seconds)]) from None
    except MemoryError:
        raise ProblemsFound([problem("too-much-memory", here)]) from None
    finally:
        if timed:
            signal.setitimer(signal.ITIMER_REAL, 0)
            signal.signal(signal.SIGALRM, before)
