"""The command line: it prints and exits; the work is done elsewhere."""

from qicao.cli.program import main

__all__ = ["main"]
