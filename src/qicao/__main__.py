"""python -m qicao."""

from qicao.cli import main

main(prog_name="qicao")
