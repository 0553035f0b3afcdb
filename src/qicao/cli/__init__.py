"""The command line: it prints and exits; the work is done elsewhere."""

import gc

# a draft makes thousands of objects and no circles of them: looking for some is a twentieth of a cold start
gc.set_threshold(50_000, 20, 20)

from qicao.cli.program import main  # noqa: E402 - what it imports is most of a start

__all__ = ["main"]
