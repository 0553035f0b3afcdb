"""The same work on many things, on all cores of the machine."""

import os
from concurrent.futures import ProcessPoolExecutor

_MANY = 12  # things from which on a second process pays
_CHUNK = 8


def each(work, things):
    """Yield the result of work for each thing, in order; work and things go to other processes."""
    cores = os.cpu_count() or 1
    if len(things) < _MANY or cores < 2:
        yield from map(work, things)
        return
    with ProcessPoolExecutor(cores) as pool:
        yield from pool.map(work, things, chunksize=_CHUNK)
