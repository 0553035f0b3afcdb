"""The sentences of data/frames.yaml: what each fills in, and that it is words otherwise."""

import pytest

from qicao.extract.one import formulas
from qicao.tables import table

CASES = [
    (role, text, dict(filled))
    for role, rows in table("frames").items()
    for row in rows
    for text, filled in row["examples"].items()
]


@pytest.mark.parametrize(("role", "text", "filled"), CASES, ids=[text[:16] for _, text, _ in CASES])
def test_an_example_fills_in_what_it_says(role, text, filled):
    found = {}
    for match in formulas(text, role):
        found |= {name: said for name, said in match.groupdict().items() if said}
    assert filled.items() <= found.items()


@pytest.mark.parametrize("role", table("frames"))
def test_each_row_has_examples(role):
    assert all(row["examples"] for row in table("frames")[role])
