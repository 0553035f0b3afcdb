"""The command line: it prints and exits; the work is done elsewhere."""

from qicao.cli import checking, drafting, extracting, returning  # noqa: F401 - each adds its commands to the program
from qicao.cli.program import main

__all__ = ["main"]
