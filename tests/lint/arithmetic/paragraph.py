"""A paragraph of a speech, and what the rule of figures finds in it."""

from qicao.lint import lint
from qicao.readers.text import read


def found(text):
    return [one.words for one in lint(read(f"同志们：\n{text}")) if one.rule == "arithmetic"]
