"""Work sent to other machines through Dask, where one is not enough."""

from contextlib import contextmanager

from qicao.many.sending import Pool
from qicao.problems import ProblemsFound, Span, problem

SECONDS = 10  # in which a scheduler answers


@contextmanager
def cluster(address):
    """Yield a Pool of the workers of a Dask scheduler; raises ProblemsFound where nobody answers.

    The workers need qicao of the same version, but neither templates nor a folder shared with this machine.
    """
    here = Span("--cluster")
    try:
        from distributed import Client
    except ImportError:
        raise ProblemsFound([problem("no-dask", here)]) from None
    import logging

    logging.getLogger("distributed").setLevel(logging.CRITICAL)  # what matters is told as a problem
    client = None
    try:
        client = Client(address, timeout=SECONDS, set_as_default=False)
        client.wait_for_workers(1, timeout=SECONDS)
        threads = sum(one["nthreads"] for one in client.scheduler_info(n_workers=-1)["workers"].values())
    except (OSError, ValueError, TimeoutError) as error:
        if client is not None:
            client.close()
        facts = {"address": address, "reason": str(error)[:120] or type(error).__name__, "seconds": SECONDS}
        raise ProblemsFound([problem("cluster-silent", here, **facts)]) from None
    try:
        # an error of a worker is not known here by its class: no qicao there, out of memory, gone
        yield Pool(client.get_executor(), max(threads, 1), (Exception,))
    finally:
        client.close()
